"""Remember answers by (content hash of the project, question), never by user."""

import threading
import weakref
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from loading.atlas import Atlas

Question = ParamSpec("Question")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class _Key:
    project: str
    question: tuple[Hashable, ...]
    atlas: Callable[[], Atlas | None] = field(compare=False)


def remembered(
    maxsize: int,
) -> Callable[[Callable[Concatenate[Atlas, Question], Answer]], Callable[Concatenate[Atlas, Question], Answer]]:
    """Remember the latest answers of a function of an Atlas and hashable, positional arguments.

    Parameters
    ----------
    maxsize : int
        Number of answers kept; the one unused for longest goes first.

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
        @lru_cache(maxsize=maxsize)
        def answered(key: _Key) -> Answer:
            atlas = key.atlas()
            if atlas is None:
                raise ReferenceError(key.project)
            return cast(Callable[..., Answer], answer)(atlas, *key.question)

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
                return answered(key)

        return asked

    return decorate
