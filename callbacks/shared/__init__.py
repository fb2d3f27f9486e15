"""What every part of the page may use; parts never import each other."""
