"""Which hosts are answered, and whose pages may change something."""

import pytest
from dash import Dash
from flask.testing import FlaskClient

from callbacks.guard.hosts import IN_NUMBERS, OWN_MACHINE, is_own_origin, is_served, served_hosts

OWN = {"Origin": "http://localhost"}
CHANGING = (
    "/_dash-update-component",
    "/intake/files",
    "/projects/open",
    "/recipe",
    "/projects/bin/x",
    "/nothing/at/all",
)


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:8050", "localhost@evil", "["])
def test_a_name_of_somebody_else_is_not_answered(client: FlaskClient, host: str) -> None:
    for address in ("/", "/health", "/projects/list", "/answer/de", "/_dash-layout"):
        answer = client.get(address, headers={"Host": host})
        assert answer.status_code == 400
        assert "Erlental" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8050", "127.0.0.1:80", "[::1]:8050"])
def test_names_of_this_machine_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/health", headers={"Host": host}).status_code == 200


def test_a_server_for_everybody_answers_to_numbers_and_its_own_name() -> None:
    hosts = served_hosts("0.0.0.0", ["karte.example.org"])  # noqa: S104 - compared with
    assert IN_NUMBERS in hosts
    assert all(is_served(one, hosts) for one in ("192.168.1.7:8050", "[fe80::1]", "karte.example.org", hosts[-2]))
    assert not is_served("evil.example", hosts)


def test_a_server_for_one_address_answers_to_no_other() -> None:
    hosts = served_hosts("10.0.0.5")
    assert is_served("10.0.0.5:8050", hosts)
    assert not is_served("10.0.0.6:8050", hosts)


@pytest.mark.parametrize("address", CHANGING)
@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost:3000", "http://localhost.evil", "x"]
)
def test_a_page_of_another_site_changes_nothing(client: FlaskClient, address: str, origin: str) -> None:
    assert client.post(address, headers={"Origin": origin}).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_where_no_origin_is_told_the_browser_says_from_where(client: FlaskClient, site: str) -> None:
    assert client.put("/projects/view", headers={"Sec-Fetch-Site": site}).status_code == 403
    assert client.delete("/projects/x", headers={"Sec-Fetch-Site": site, **OWN}).status_code == 403


def test_own_pages_and_programs_are_heard(client: FlaskClient) -> None:
    assert client.post("/recipe", data="", headers=OWN).status_code == 400
    assert client.post("/recipe", data="").status_code == 400
    assert (
        client.post("/recipe", headers={"Host": "localhost:8050", "Origin": "http://localhost:8050"}).status_code == 400
    )


def test_a_proxy_may_leave_out_the_usual_port() -> None:
    assert is_own_origin("https://karte.example.org", "karte.example.org")
    assert is_own_origin("https://karte.example.org:443", "karte.example.org")
    assert not is_own_origin("https://karte.example.org:8443", "karte.example.org")
    assert not is_own_origin("ftp://localhost", "localhost")


def test_no_answer_sets_a_cookie(app: Dash) -> None:
    client = app.server.test_client()
    for address in ("/", "/de/map", "/answer/de", "/projects/list", "/_dash-dependencies"):
        assert "Set-Cookie" not in client.get(address).headers
    assert not app.server.secret_key


def test_by_default_only_this_machine_is_served() -> None:
    assert served_hosts("127.0.0.1") == OWN_MACHINE
