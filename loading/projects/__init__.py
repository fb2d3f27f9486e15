"""Projects on this machine: by content, by name, their states on disk."""
