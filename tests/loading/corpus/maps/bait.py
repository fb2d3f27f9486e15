"""What attacks reach for: a secret beside the delivery, an address that notes who asks. Files name them by fields."""

from pathlib import Path

SECRET = "do-not-tell-4711"  # noqa: S105 - a word to look for


def laid(folder: Path, port: int) -> None:
    """Put the secret into the folder, and the port of the address beside it."""
    (folder / "secret.csv").write_text(f"Nr;{SECRET}\n01;5\n", encoding="utf-8")
    (folder / "port").write_text(str(port), encoding="utf-8")


def baited(folder: Path, text: str) -> str:
    """Fill the fields of a file: where the secret lies, which address to ask."""
    port = (folder / "port").read_text(encoding="utf-8")
    return text.replace("{secret}", str(folder / "secret.csv")).replace("{port}", port)
