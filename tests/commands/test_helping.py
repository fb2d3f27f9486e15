"""What --help says."""

import pytest

from app import main, parser
from commands.helping import language_of
from texts import LANGUAGES, load_texts

COMMANDS = ("serve", "inspect", "findings", "concentration", "clusters", "index", "protect")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_says_what_it_does(
    language: str, command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "1000")
    with pytest.raises(SystemExit) as left:
        main([command, "--language", language, "--help"] if command != "serve" else [command, "--help"])
    assert left.value.code == 0
    told, texts = capsys.readouterr().out, load_texts(language if command != "serve" else LANGUAGES[0])
    assert texts(f"help.commands.{command}") in told
    assert texts("help.options.data" if command != "inspect" else "help.options.files") in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_of_the_whole_lists_the_commands(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "1000")
    told = parser(language).format_help()
    assert all(load_texts(language)(f"help.commands.{one}") in told for one in COMMANDS)


def test_the_language_is_found_wherever_it_stands_and_in_either_spelling() -> None:
    assert language_of(["clusters", "--language=en", "--help"]) == "en"
    assert language_of(["clusters", "--language"]) == language_of(["clusters", "--language", "xx"]) == "de"
