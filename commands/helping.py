"""What ``--help`` says of every command and option, in the language of the other arguments."""

import argparse
from collections.abc import Sequence
from itertools import pairwise

from texts import LANGUAGES, Texts

_OPTION = "--language"


def language_of(arguments: Sequence[str]) -> str:
    """Find the language asked for before the arguments are parsed; German where it is missing or not shipped.

    Examples
    --------
    >>> language_of(["clusters", "--language", "en", "--help"]), language_of(["serve", "--help"])
    ('en', 'de')
    """
    spelt = [word for one in arguments for word in one.split("=", 1)]
    given = [after for word, after in pairwise(spelt) if word == _OPTION]
    return given[-1] if given and given[-1] in LANGUAGES else LANGUAGES[0]


def explain(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Give a parser, its commands and their options what ``--help`` says of them.

    Raises
    ------
    KeyError
        If a command or an option has no text.
    """
    parser.description = _plain(texts("help.about"))
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            _explain_commands(action, texts)
    _explain_options(parser, texts)


def _explain_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", texts: Texts) -> None:
    commands.metavar = texts("help.command")
    for name, command in commands.choices.items():
        command.description = _plain(texts(f"help.commands.{name}"))
        # The list of the commands in the help of the whole is argparse's own; it has a public way in only while a
        # command is declared, when the language is not known.
        listed = commands._ChoicesPseudoAction(name, [], command.description)
        commands._choices_actions.append(listed)
        _explain_options(command, texts)


def _explain_options(command: argparse.ArgumentParser, texts: Texts) -> None:
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            continue
        # Of two options for one thing, the one that turns it off has a text of its own.
        is_off = isinstance(action, argparse._StoreFalseAction)
        action.help = _plain(texts(f"help.options.{'no_' if is_off else ''}{action.dest}"))


def _plain(text: str) -> str:
    """Argparse fills in values after a per cent sign."""
    return text.replace("%", "%%")
