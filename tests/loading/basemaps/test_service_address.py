"""Addresses of map services."""

import pytest

from loading.basemaps.service_address import AddressError, service_address


@pytest.mark.parametrize(
    ("url", "kind", "made"),
    [
        ("https://a.example.org/{z}/{x}/{y}.png", "xyz", "https://a.example.org/{z}/{x}/{y}.png"),
        ("https://a.example.org/{z}/{x}/{-y}.png", "xyz", "https://a.example.org/{z}/{x}/{-y}.png"),
        (
            "https://a.example.org/w?LAYER=g&TILEMATRIX={TileMatrix}&TILEROW={TileRow}&TILECOL={TileCol}",
            "wmts",
            "https://a.example.org/w?LAYER=g&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}",
        ),
        ("https://a.example.org/wms", "wms", "https://a.example.org/wms"),
        ("http://a:8080/wms?map=x", "wms", "http://a:8080/wms?map=x"),
        ("HTTPS://Karten.Example.ORG/wms", "wms", "https://karten.example.org/wms"),
    ],
)
def test_an_address_becomes_a_template_of_the_map(url: str, kind: str, made: str) -> None:
    assert service_address(url, kind).url == made


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "file:///etc/passwd", "data:image/png,x", "//a.example.org/wms", "/wms", "", "ftp://a/wms"],
)
def test_only_addresses_of_the_web_are_taken(url: str) -> None:
    with pytest.raises(AddressError):
        service_address(url, "wms")


@pytest.mark.parametrize(
    "host", ["*.example.org", "a..b", "-a.org", "[::1", "a_b.org", "'self'", "a,b", "a.org:", "a.org:x"]
)
def test_no_host_reaches_the_policy_that_is_more_than_a_host(host: str) -> None:
    try:
        made = service_address(f"https://{host}/wms", "wms")
    except AddressError:
        return
    assert made.origin == "https://a.org"
