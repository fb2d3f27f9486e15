"""A program that answers no proof: it breaks off with what it was asked about in its words."""

from pathlib import Path


def main(folder: Path) -> int:
    """Break off."""
    print("Nordwall", folder)
    raise KeyError("Nordwall\nNordwallError", 232.0)
