"""What the parts of the intake page share: delivered files on disk, and pieces that show what was recognised."""
