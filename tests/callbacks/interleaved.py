"""Two users at once, each with own uploads, over one program: not one byte of the other's in any answer.

``python -m tests.callbacks.interleaved 10000`` sends so many requests and tells what came of it.
"""

import io
import json
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from dash import Dash
from flask.testing import FlaskClient

from app import make_app, open_services
from callbacks import export
from tests.callbacks.asking import ask, choropleth_of
from tests.callbacks.delivered_towns import ids, town_files
from tests.leaks.obtainable import Obtained

PARTS = (
    *("ranking-content.children", "findings-content.data-tree", "profile-content.children", "timelines-chart.figure"),
    *("scatter-chart.figure", "concentration-chart.figure", "table-grid.rowData", "legend-content.children"),
)
KINDS = tuple(export.KINDS)
VIEWS = ({"y": "2023"}, {"y": "2024", "k": "3"}, {"against": "2023"}, {"show": "clear"}, {"scheme": "quantile"})


@dataclass
class User:
    """Somebody with a browser, a town, and secrets that nobody else may see.

    Attributes
    ----------
    client : FlaskClient
    name, prefix : str
        Of the town, in every name of its quarters; begins every key.
    files : list of Path
    project : str
    secrets : set of bytes
        Whatever is only this user's: the name, projects, tokens of deliveries.
    """

    client: FlaskClient
    name: str
    prefix: str
    files: list[Path]
    project: str = ""
    token: str = ""
    secrets: set[bytes] = field(default_factory=set)

    def own(self, *secrets: str) -> None:
        """Note what nobody else may see."""
        self.secrets |= {one.encode() for one in secrets if one}


@dataclass
class Account:
    """What came of it."""

    requests: Counter[str] = field(default_factory=Counter)
    foreign: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, status: int, content: bytes, user: User, other: User) -> None:
        """Look through one answer, archives file by file, documents text by text."""
        parts = [one.content for one in Obtained(kind, content).unpacked()]
        leaked = [one for one in tuple(other.secrets - user.secrets) for part in parts if one in part]
        with self.lock:
            self.requests[kind] += 1
            self.foreign += [f"{kind}: {one!r}" for one in leaked]
            if status >= 400:
                self.strange.append(f"{kind}: {status}")


def uploads(user: User) -> tuple[int, bytes]:
    """Deliver the town, have it recognised, make a project of it, keep a decision."""
    sent = {"files": [(io.BytesIO(path.read_bytes()), path.name) for path in user.files]}
    received = user.client.post("/intake/files", data=sent)
    token = received.get_json()["intake"]
    user.own(token)
    user.token = token
    values = {"intake-delivery": {"intake": token, "decisions": {}}, "intake-title": user.name, "intake-go": 1}
    page = {"language": "de", "page": "data", "project": ""}
    shown = [
        ask(user.client, one, {**values, "address-page": page}) for one in ("intake-answer.data", "intake-project.data")
    ]
    user.project = shown[1].get_json()["response"]["intake-project"]["data"] or user.project
    user.own(user.project)
    said = b"\n".join([received.data, *(one.data for one in shown)])
    return max(one.status_code for one in (received, *shown)), said


def reads(user: User, at: int) -> tuple[str, int, bytes]:
    """Ask one thing about the own town, each time another."""
    view = VIEWS[at % len(VIEWS)]
    if at % 9 == 0:
        kind = KINDS[at // 9 % len(KINDS)]
        answer = user.client.get(f"/export/de/{kind}", query_string={"p": user.project, **view})
        return f"export {kind}", answer.status_code, answer.data
    if at % 9 == 1 and user.token:
        answer = user.client.get(f"/intake/{user.token}/{('decisions', 'progress')[at // 9 % 2]}")
        return "delivery", answer.status_code, answer.data
    found = choropleth_of(user.client, user.project, **view)
    if at % 9 < 4:
        url = found[("geometry_url", "column_url", "details_url")[at // 9 % 3]] or found["geometry_url"]
        answer = user.client.get(url)
        return "data", answer.status_code, json.dumps(found).encode() + answer.data
    selected = ids(user.prefix)[: 1 + at % 3]
    part = PARTS[at % len(PARTS)]
    asked = {"choropleth": found, "address-selection": selected, "panel-tabs": "concentration", "table-wanted": True}
    answer = ask(user.client, part, asked)
    return part.partition("-")[0], answer.status_code, answer.data


def users_of(app: Dash, folder: Path) -> tuple[User, User]:
    """Two users with a town each; the towns are alike but for names, keys and numbers."""
    towns = (("Erlental", "10", 9), ("Birkenau", "20", 5))
    made = [
        User(app.server.test_client(), name, prefix, town_files(folder / name, name, prefix, every))
        for name, prefix, every in towns
    ]
    for user in made:
        user.own(user.name)
        uploads(user)
    return made[0], made[1]


def interleaved(app: Dash, folder: Path, requests: int, threads: int = 8, every: int = 200) -> Account:
    """Send requests of both users in turns, from several threads at once.

    Parameters
    ----------
    app : Dash
    folder : Path
        For the files of the towns.
    requests : int
    threads : int
    every : int
        After so many requests one is an upload.
    """
    users, account = users_of(app, folder), Account()

    def send(number: int) -> None:
        user, other = users[number % 2], users[1 - number % 2]
        if number % every in (0, 1):
            account.note("upload", *uploads(user), user, other)
        else:
            account.note(*reads(user, random.Random(number).randrange(10_000)), user, other)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(send, range(requests)))
    return account


def main(requests: int) -> int:
    """Send so many requests and tell what came of it; 1 where anything foreign was in an answer."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        account = interleaved(make_app(open_services(Path(folder) / "projects")), Path(folder), requests)
        seconds = time.perf_counter() - began
    print(f"{sum(account.requests.values())} requests in {seconds:.0f} s: {dict(account.requests.most_common())}")
    print(f"{len(account.foreign)} with something foreign {account.foreign[:5]}; refused {Counter(account.strange)}")
    return int(bool(account.foreign))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
