"""What only the owner of a file can tell: an open question with the answers that are possible."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from os import PathLike
from typing import Any

import msgspec

from loading.choices.layers import LayerChoice
from loading.choices.registers import RegisterChoice
from loading.errors import DataFileError


@dataclass(frozen=True)
class Option:
    """One possible answer.

    Attributes
    ----------
    code : str
        Key of its text, ``"<stem>.<code>"``.
    values : mapping
        Fill the text.
    answer : tuple of LayerChoice
        What is decided by giving it.
    reasons : tuple of (str, mapping)
        Keys of texts, and what fills them: why the answer is plausible or not, the strongest first.
    picture : mapping
        What a picture of it is drawn from, as plain data; see :func:`loading.locating.candidates.picture`.
    registers : tuple of RegisterChoice
        What is decided about registers by giving it.
    """

    code: str
    values: Mapping[str, object]
    answer: tuple[LayerChoice, ...]
    reasons: tuple[tuple[str, Mapping[str, object]], ...] = ()
    picture: Mapping[str, Any] = field(default_factory=dict)
    registers: tuple[RegisterChoice, ...] = ()

    @property
    def choices(self) -> dict[str, Any]:
        """The answer as part of a file of choices, ready for JSON.

        Examples
        --------
        >>> Option("questions.crs", {}, (LayerChoice("a.zip", crs="EPSG:25832"),)).choices
        {'layers': [{'file': 'a.zip', 'crs': 'EPSG:25832'}]}
        """
        parts = {"layers": self.answer, "registers": self.registers}
        return {name: [msgspec.to_builtins(one) for one in part] for name, part in parts.items() if part}


class OpenQuestion(DataFileError):  # noqa: N818 - no error of anybody: a question
    """A file that can be used once its owner has answered; nothing is guessed in the meantime.

    Parameters
    ----------
    path : str or path
        The file, as its owner named it.
    problem : str
        Key of the text that asks.
    options : sequence of Option
        The most plausible first; may be empty.
    asked : LayerChoice
        Which layer the question is about; an answer in other words (another EPSG code) refers to it.
    **found : object
        Fills the text.

    Attributes
    ----------
    further : tuple of OpenQuestion
        Questions about other files of the same delivery, so that all can be answered at once.
    """

    def __init__(
        self,
        path: str | PathLike[str],
        problem: str,
        options: Sequence[Option],
        asked: LayerChoice,
        **found: object,
    ) -> None:
        super().__init__(path, problem, **found)
        self.options = tuple(options)
        self.asked = asked
        self.further: tuple[OpenQuestion, ...] = ()


def answers(error: DataFileError, wording: Callable[..., str]) -> list[dict[str, Any]]:
    """Write the possible answers of a question, and of those asked with it, for the command line.

    Parameters
    ----------
    error : DataFileError
        One that is no question has none.
    wording : callable
        Gives the text of a key with its fields filled.

    Returns
    -------
    list of dict
        ``file``, ``text`` (with the reasons) and ``choices``: what the file of choices must hold for this answer.
    """
    if not isinstance(error, OpenQuestion):
        return []
    return [
        {
            "file": question.asked.file,
            "text": "; ".join(
                [wording(option.code, **option.values), *(wording(key, **told) for key, told in option.reasons)]
            ),
            "choices": option.choices,
        }
        for question in (error, *error.further)
        for option in question.options
    ]
