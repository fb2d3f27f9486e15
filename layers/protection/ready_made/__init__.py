"""Numbers delivered ready-made: what they are made of, and what of them may be published."""
