"""Tables that hold persons: recognised by headings and content, and refused before anything of them is kept."""
