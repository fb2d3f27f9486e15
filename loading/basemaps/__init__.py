"""Base maps: pictures of streets and places under the quarters, from a file beside the program or a named service."""
