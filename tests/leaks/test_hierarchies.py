"""A random hierarchy that passed the gate gives nothing away; served from inside, all of it is found and placed."""

import pytest

from tests.leaks.hierarchies import Both, Server, against
from tests.leaks.obtainable import columns


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Server:
    return Server.starts(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    return Both.of(1, "ba", tmp_path_factory.mktemp("city") / "city.gpkg")


def test_a_random_city_gives_nothing_away(server: Server, both: Both) -> None:
    one = against(server, both)
    assert one.protected > 30
    assert one.result.hidden > 50
    assert one.result.answers > 500
    assert one.result.places > 500
    assert one.result.found == ()
    assert one.narrowed == ()


def test_what_a_leaking_server_gives_away_is_found_and_placed(server: Server, both: Both) -> None:
    one = against(server, both, lambda client, public, *_: columns(client, public), leaks=True)
    assert len(one.result.found) > 20
    assert {text.partition(":")[0] for text in one.narrowed} == {f"{i.id} 2024" for i in both.inside.indicators}
