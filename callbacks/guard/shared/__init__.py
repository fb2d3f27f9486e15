"""What all parts of the guard need."""
