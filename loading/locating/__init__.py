"""Where on earth coordinates lie: a small picture of Germany, and reference systems ranked by plausibility."""
