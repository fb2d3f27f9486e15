"""Remember answers by (content hash of the project, question), never by user."""

import sys
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass, field
from functools import wraps
from types import FunctionType
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from loading.atlas import Atlas

Question = ParamSpec("Question")
Answer = TypeVar("Answer")
_SMALL = 1_000  # areas
_FORGET = "forget_projects"
_HERE = ("layers.", "callbacks.")


@dataclass(frozen=True)
class _Key:
    project: str
    question: tuple[Hashable, ...]
    atlas: Callable[[], Atlas | None] = field(compare=False)


class _Answers:
    """Answers by key; beyond a number of them the one unused for longest goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[_Key, Any] = OrderedDict()
        self._forgotten = 0
        self._lock = threading.Lock()

    def get(self, key: _Key, make: Callable[[_Key], Any]) -> Any:
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
            before = self._forgotten
        answer = make(key)
        with self._lock:
            if before == self._forgotten:  # else it may be about what has been forgotten meanwhile
                self._answers[key] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return answer

    def forget(self, projects: Collection[str]) -> None:
        with self._lock:
            self._forgotten += 1
            for key in [key for key in self._answers if key.project in projects]:
                del self._answers[key]


def forget(projects: Collection[str]) -> None:
    """Forget all answers about projects.

    Parameters
    ----------
    projects : collection of str
        Content hashes, see :attr:`loading.atlas.Atlas.project`.

    Notes
    -----
    Functions that remember are looked for in the modules themselves, so that no list of them has to be kept.
    """
    for name, module in list(sys.modules.items()):
        for one in list(vars(module).values()) if name.startswith(_HERE) else ():
            if isinstance(one, FunctionType) and hasattr(one, _FORGET):
                getattr(one, _FORGET)(projects)


def _is_small(atlas: Atlas) -> bool:
    return all(len(cube.reason) <= _SMALL for cube in atlas.cubes.values())


def remembered(
    maxsize: int, if_small: int = 0
) -> Callable[[Callable[Concatenate[Atlas, Question], Answer]], Callable[Concatenate[Atlas, Question], Answer]]:
    """Remember the latest answers of a function of an Atlas and hashable, positional arguments.

    Parameters
    ----------
    maxsize : int
        Number of answers kept; the one unused for longest goes first.
    if_small : int
        The same for projects of at most a thousand areas, whose answers need little room: kept apart, so that they
        and those of large projects never drive each other out. Not given, both are kept together.

    Returns
    -------
    decorator
        Keeps signature and docstring. The Atlas itself is not kept alive by what is remembered.

    Notes
    -----
    ``Atlas.project`` is a content hash, so that an answer can never belong to another state of the data.
    Whoever asks what is being computed already waits for that answer: a browser asks for many tiles of a map at
    once, and each of them needs the same large arrays. Other questions do not wait.
    """

    def decorate(
        answer: Callable[Concatenate[Atlas, Question], Answer],
    ) -> Callable[Concatenate[Atlas, Question], Answer]:
        def answered(key: _Key) -> Answer:
            atlas = key.atlas()
            if atlas is None:
                raise ReferenceError(key.project)
            return cast(Callable[..., Answer], answer)(atlas, *key.question)

        kept = _Answers(maxsize)
        kept_if_small = _Answers(if_small) if if_small else kept
        guard = threading.Lock()
        under_way: weakref.WeakValueDictionary[_Key, Any] = weakref.WeakValueDictionary()

        @wraps(answer)
        def asked(atlas: Atlas, /, *question: Question.args, **named: Question.kwargs) -> Answer:
            if named:
                raise TypeError(f"{answer.__name__} takes positional arguments only")
            key = _Key(atlas.project, question, weakref.ref(atlas))
            with guard:
                turn = under_way.setdefault(key, threading.RLock())
            with turn:
                found: Answer = (kept_if_small if _is_small(atlas) else kept).get(key, answered)
                return found

        def forget_projects(projects: Collection[str]) -> None:
            for one in (kept, kept_if_small):
                one.forget(projects)

        setattr(asked, _FORGET, forget_projects)
        return asked

    return decorate
