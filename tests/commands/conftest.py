"""Reading the sample city is most of what a command takes: each file of tests reads it once, end to end."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from loading.choices import Choices
from loading.ingest.reader import Reader
from loading.load import Recognition
from sample_data import sample_files


@pytest.fixture(scope="module", autouse=True)
def sample_city_read_once() -> Iterator[None]:
    """Remember the sample city from the first command of a file on; other deliveries are read every time."""
    recognise = Reader.recognise
    read: list[Recognition] = []

    def remembered(self: Reader, paths: Sequence[Path], choices: Choices | None = None) -> Recognition:
        if choices is not None or list(paths) != list(sample_files()):
            return recognise(self, paths, choices)
        if not read:
            read.append(recognise(self, paths))
        return read[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Reader, "recognise", remembered)
        yield
