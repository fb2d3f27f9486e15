"""The ingest boundary: files of others are read apart, in a process that can be ended, and come back as plain data."""
