"""The content security policy."""

from callbacks.security import policy, script_hash


def test_pictures_come_from_nowhere_else_by_default() -> None:
    assert "img-src 'self' data: blob:;" in policy([])


def test_a_configured_machine_is_named_once() -> None:
    written = policy([], ["https://b.org", "https://a.org", "https://b.org"])
    assert "img-src 'self' data: blob: https://a.org https://b.org;" in written


def test_inline_scripts_are_allowed_by_their_hash_alone() -> None:
    written = policy([script_hash("let a")])
    assert "script-src 'self' 'sha256-" in written
    assert "'unsafe-inline'" not in written.split("script-src")[1].split(";")[0]
