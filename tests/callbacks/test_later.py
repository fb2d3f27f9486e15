"""The first page leaves out the two largest scripts and says where they are."""

import re

from flask.testing import FlaskClient

ADDRESS = re.compile(r'<meta name="later-(\w+)" content="([^"]+)">')


def test_charts_and_table_are_not_among_the_first_scripts(client: FlaskClient) -> None:
    scripts = re.findall(r'<script src="([^"]+)"', client.get("/").text)
    assert any("dash_leaflet" in script for script in scripts)
    assert not [script for script in scripts if "plotly" in script or "ag_grid" in script]


def test_their_addresses_stand_in_the_head_and_are_answered_for_ever(client: FlaskClient) -> None:
    named = dict(ADDRESS.findall(client.get("/").text.partition("</head>")[0]))
    assert set(named) == {"charts", "grid"}
    for address in named.values():
        answer = client.get(address)
        assert answer.status_code == 200
        assert "javascript" in answer.mimetype
        assert answer.cache_control.max_age == 31536000
