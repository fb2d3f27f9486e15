"""Map files by format: read behind a driver allow-list, attributes as text, outlines repaired."""
