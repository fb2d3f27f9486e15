"""Every made delivery of boundaries comes out exactly as it should, or is refused in one plain message."""

from pathlib import Path

import pytest

from loading.choices import Choices
from loading.errors import DataFileError
from loading.files.opening import opened
from loading.maps.boundaries import read_boundaries
from loading.questions import OpenQuestion
from loading.recognised import Boundaries
from tests.loading.corpus.boundaries.cases import CASES, Case
from tests.loading.made_files import worded
from texts import LANGUAGES, load_texts


def read(case: Case, folder: Path) -> list[Boundaries]:
    choices = Choices(layers=case.choices)
    files = opened(case.make(folder))
    return [layer for file in files for layer in read_boundaries(file, choices)]


@pytest.mark.parametrize("case", [case for case in CASES if not case.refused], ids=lambda case: case.name)
def test_names_system_and_findings_are_exactly_these(case: Case, tmp_path: Path) -> None:
    layers = read(case, tmp_path)
    assert tuple(layer.columns["NAME"] for layer in layers) == case.layers
    assert [len(layer.geometry) for layer in layers] == [len(names) for names in case.layers]
    assert layers[0].crs.to_epsg() == case.epsg
    assert tuple(sorted({finding.code for layer in layers for finding in layer.findings})) == case.findings
    for layer in layers:
        worded(layer)


@pytest.mark.parametrize("case", [case for case in CASES if case.refused], ids=lambda case: case.name)
def test_what_cannot_be_used_is_refused_by_name(case: Case, tmp_path: Path) -> None:
    with pytest.raises(DataFileError) as caught:
        read(case, tmp_path)
    error = caught.value
    assert error.problem == case.refused
    for language in LANGUAGES:
        for part in ("problem", "repair"):
            assert load_texts(language)(f"{error.problem}.{part}", **error.found)
    if case.options:
        assert isinstance(error, OpenQuestion)
        offered = [(option.answer[0].crs, option.answer[0].swapped) for option in error.options]
        assert tuple(offered[: len(case.options)]) == case.options
