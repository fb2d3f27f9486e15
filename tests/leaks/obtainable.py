"""Everything that one profile can obtain of a project: columns, answers, parts of the page, exports, errors, logs."""

import base64
import gzip
import io
import logging
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus

import numpy as np
from flask.testing import FlaskClient

from callbacks import export
from callbacks.guard.shared.plain_answer import SEVERAL
from layers.derived import KINDS, OF_RECIPES
from loading.atlas import Atlas, LevelName
from loading.reasons import Reason
from tests.callbacks.asking import ask, dependencies, outputs_of
from tests.frames import answers_of
from tests.leaks.about import question
from tests.leaks.papers import texts_of

TABS = ("finding", "concentration", "clusters", "index", "types", "time", "profile", "table")
SHOWN = ("", "clear", "clusters", "matrix", "types")
FILES = tuple(export.KINDS)
_ON_PAPER = ("", "clusters")  # which says of the others what slides say
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{64,}={0,2}")


@dataclass(frozen=True)
class Obtained:
    """One answer of the server, unpacked as far as it can be.

    Attributes
    ----------
    where : str
        Its address, or what it came out of.
    content : bytes
    """

    where: str
    content: bytes

    def unpacked(self) -> Iterator["Obtained"]:
        """Give it, the files inside it if it is an archive, and whatever stands in it as base64."""
        yield self
        if self.content[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
                for name in archive.namelist():
                    yield from Obtained(f"{self.where}/{name}", archive.read(name)).unpacked()
        if self.content[:5] == b"%PDF-":
            yield Obtained(f"{self.where}, texts", texts_of(self.content))
        if self.content[:2] == b"\x1f\x8b":
            yield from Obtained(f"{self.where}, unzipped", gzip.decompress(self.content)).unpacked()
        if self.where.partition("?")[0] == SEVERAL:
            for head, content in answers_of(self.content):
                yield from Obtained(f"answer {head['n']} of {self.where}", content).unpacked()
        for number, found in enumerate(_BASE64.findall(self.content)):
            with_end = found[: len(found) - len(found) % 4]
            yield Obtained(f"{self.where}, base64 {number}", base64.b64decode(with_end))


def columns(client: FlaskClient, atlas: Atlas) -> Iterator[Obtained]:
    """All numbers that the map fetches, as delivered."""
    for level in atlas.levels:
        for indicator in atlas.indicators:
            for year in atlas.years:
                place = f"/data/{atlas.project}/{level}/{indicator.id}/{year}"
                yield from _got(client, f"{place}.column", f"{place}.details")


def forms(client: FlaskClient, atlas: Atlas, indicators: Sequence[str]) -> Iterator[Obtained]:
    """Numbers derived from some indicators, differences and categories, of the last year."""
    year, before = atlas.years[-1], atlas.years[0]
    for level in [level for level in atlas.levels if level != "city"]:
        for indicator in indicators:
            place = f"/data/{atlas.project}/{level}"
            for form in [kind for kind in KINDS if kind not in OF_RECIPES]:
                of = f"{place}/{form}:{indicator}/{year}"
                yield from _got(client, f"{of}.column", f"{of}.details")
            at = f"{place}/{indicator}/{year}"
            yield from _got(client, f"{at}-minus-city.column", f"{at}-minus-{before}.column")
            yield from _got(client, *(f"{at}-as-{show}.column" for show in SHOWN if show))


def parts(
    client: FlaskClient, atlas: Atlas, indicator: str, year: int, language: str = "de", level: LevelName = "quarter"
) -> Iterator[Obtained]:
    """Every part of the page that answers a question to the map, with every tab of the panel open."""
    query = {"p": atlas.project, "i": indicator, "y": str(year), "level": level}
    response = client.get(f"/answer/{language}", query_string=query)
    yield Obtained(question(f"/answer/{language}", "", query), response.data)
    answer = response.get_json()
    selected = list(atlas.levels[level].ids)
    for one in dependencies(client):
        asked = {part["id"] for part in one["inputs"]}
        if one["clientside_function"] or "choropleth" not in asked:
            continue
        output = ".".join(outputs_of(one["output"])[0])
        for number, tab in enumerate(TABS if "panel-tabs" in asked else ("",)):
            # The profile is that of the last one: another one each time.
            turned = np.roll(selected, number * len(selected) // len(TABS)).tolist()
            found = ask(client, output, {"choropleth": answer, "panel-tabs": tab, "address-selection": turned})
            yield Obtained(question(output, tab, query), found.data)


def exports(client: FlaskClient, atlas: Atlas, indicator: str, year: int) -> Iterator[Obtained]:
    """Every file that can be taken away, for every kind of map."""
    selected = _selected(atlas, indicator, year)
    for kind in FILES:
        for show in _ON_PAPER if kind == "pdf" else SHOWN:
            asked = f"p={atlas.project}&i={indicator}&y={year}&show={show}&sel={selected}"
            yield _taken(client, f"/export/de/{kind}?{asked}")


def _selected(atlas: Atlas, indicator: str, year: int) -> str:
    """Give some quarters of which nothing is told, and some others: files say more of what is selected."""
    reason = atlas.cubes["quarter"].reason[:, atlas.indicator_position(indicator), atlas.year_position(year)]
    hidden, others = (np.flatnonzero(one)[:3] for one in (reason == Reason.SUPPRESSED, reason != Reason.SUPPRESSED))
    return "~".join(atlas.levels["quarter"].ids[at] for at in (*hidden, *others))


def files(
    client: FlaskClient, atlas: Atlas, indicator: str, year: int, level: LevelName = "quarter"
) -> Iterator[Obtained]:
    """One of each kind of file."""
    for kind in FILES:
        yield _taken(client, f"/export/en/{kind}?p={atlas.project}&i={indicator}&y={year}&level={level}")


def _taken(client: FlaskClient, address: str) -> Obtained:
    """Take a file; what says that there is none would pass for one in which nothing was found."""
    answer = client.get(address)
    assert answer.status_code == HTTPStatus.OK, f"{address}: {answer.status}"
    return Obtained(address, answer.data)


def index(client: FlaskClient, atlas: Atlas, token: str, year: int) -> Iterator[Obtained]:
    """What the index builder gets."""
    place = f"{atlas.project}/quarter/{year}?recipe={token}"
    yield from _got(
        client, f"/index/parts/de/{atlas.project}", f"/index/answer/de/{place}", f"/index/stability/de/{place}"
    )
    yield from _got(client, f"/data/{atlas.project}/quarter/{token}/{year}.index")


def page(client: FlaskClient, atlas: Atlas) -> Iterator[Obtained]:
    """The page itself, and what it answers to nonsense."""
    yield from _got(client, f"/de/map?p={atlas.project}", "/_dash-layout", "/_dash-dependencies", "/projects/list")
    for wrong in ("no-such", "'", "%00", "../../etc/passwd", "99999999999999999999"):
        yield from _got(client, f"/data/{atlas.project}/quarter/{wrong}/2024.column", f"/answer/de?p={wrong}&i={wrong}")
    for output in [
        ".".join(outputs_of(one["output"])[0]) for one in dependencies(client) if not one["clientside_function"]
    ]:
        yield Obtained(f"{output} without a question", ask(client, output, {}).data)


def everything(
    client: FlaskClient, atlas: Atlas, indicators: Sequence[str], language: str = "de"
) -> Iterator[Obtained]:
    """All columns of all years, and for some indicators every part, form and file of the last year."""
    year = atlas.years[-1]
    yield from columns(client, atlas)
    yield from forms(client, atlas, indicators)
    for one in indicators:
        yield from parts(client, atlas, one, year, language)
    yield from exports(client, atlas, indicators[0], year)
    yield from index(client, atlas, "berlin_mss", year)
    yield from page(client, atlas)


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """Everything that is written to logs meanwhile, however detailed."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield written
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


def _got(client: FlaskClient, *addresses: str) -> Iterator[Obtained]:
    for address in addresses:
        yield Obtained(address, client.get(address).data)
