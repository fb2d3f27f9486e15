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
_SMALL = 1_000  # areas


@dataclass(frozen=True)
class _Key:
    project: str
    question: tuple[Hashable, ...]
    atlas: Callable[[], Atlas | None] = field(compare=False)


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

        kept = lru_cache(maxsize=maxsize)(answered)
        kept_if_small = lru_cache(maxsize=if_small)(answered) if if_small else kept
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
                return kept_if_small(key) if _is_small(atlas) else kept(key)

        return asked

    return decorate
