"""Answers to questions that were asked in one request, taken apart as assets/several.js does."""

import gzip
import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any


def answers_of(frames: bytes) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Give head and content of each, in the order in which they came."""
    source = BytesIO(frames)
    while size := source.read(4):
        head = json.loads(source.read(int.from_bytes(size, "big")))
        content = source.read(head["length"])
        yield head, gzip.decompress(content) if head["packed"] else content
