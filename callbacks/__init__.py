"""The page, part by part: ids, layout, rendering functions and their wiring."""
