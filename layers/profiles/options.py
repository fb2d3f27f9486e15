"""How areas are sorted into types, and how that stands in the address of a view."""

import re
from dataclasses import dataclass
from typing import Final, get_args

from analysis.types.number_of_types import NUMBERS
from analysis.types.sorting import Method
from layers.profiles.types import AreaTypes, area_types
from layers.view import View
from loading.atlas import Atlas, LevelName

METHODS: Final[tuple[Method, ...]] = get_args(Method)
PROPOSED: Final = 0
_PARTED: Final = "~"
_FIRST: Final = re.compile(r"([a-z_]+)\.(\d)\.(\d{1,9})", re.ASCII)
_ID: Final = re.compile(r"[\w:-]+")


@dataclass(frozen=True)
class TypesOptions:
    """How areas are sorted into types.

    Attributes
    ----------
    method : {"k_means", "ward", "regions"}
    k : int
        Number of types, 2 to 9; 0 for the proposed one.
    seed : int
    indicators : tuple of str
        Ids; empty for the default, see :func:`layers.profiles.indicators.default_indicators`.
    """

    method: Method = "k_means"
    k: int = PROPOSED
    seed: int = 0
    indicators: tuple[str, ...] = ()


DEFAULT_OPTIONS: Final = TypesOptions()


def can_be_carried(indicator: str) -> bool:
    """Tell whether the address can name an indicator: letters, digits and ``_:-``.

    Examples
    --------
    >>> can_be_carried("A1"), can_be_carried("a/b?")
    (True, False)
    """
    return _ID.fullmatch(indicator) is not None


def write_options(options: TypesOptions) -> str:
    """Write options for the address; the default ones are empty.

    Indicators that the address cannot name are left out.

    Examples
    --------
    >>> write_options(TypesOptions(k=4, indicators=("A1", "C1")))
    'k_means.4.0~A1~C1'
    """
    if options == DEFAULT_OPTIONS:
        return ""
    named = [one for one in options.indicators if can_be_carried(one)]
    return _PARTED.join([f"{options.method}.{options.k}.{options.seed}", *named])


def read_options(text: str) -> tuple[TypesOptions, tuple[str, ...]]:
    """Read options as :func:`write_options` writes them.

    Parameters
    ----------
    text : str
        ``method.k.seed``, then ids of indicators, joined by "~".

    Returns
    -------
    options : TypesOptions
    passed_over : tuple of str
        Words that say nothing here; ids may still be unknown to a city, see :func:`asked_options`.

    Examples
    --------
    >>> read_options("ward.1.0~A1~a/b~A1")
    (TypesOptions(method='k_means', k=0, seed=0, indicators=('A1',)), ('ward.1.0', 'a/b'))
    """
    first, *named = text.split(_PARTED)
    found = _FIRST.fullmatch(first)
    method = next((one for one in METHODS if found and one == found[1]), None)
    k = int(found[2]) if found else 1
    readable = method is not None and k in (PROPOSED, *NUMBERS)
    ids = tuple(dict.fromkeys(one for one in named if can_be_carried(one)))
    passed_over = [one for one in dict.fromkeys(named) if one and not can_be_carried(one)]
    if not readable or method is None or not found:
        return TypesOptions(indicators=ids), tuple([first, *passed_over] if first else passed_over)
    return TypesOptions(method, k, int(found[3]), ids), tuple(passed_over)


def asked_options(atlas: Atlas, how: str) -> tuple[TypesOptions, tuple[str, ...]]:
    """Read options for a city: indicators it does not have are passed over too.

    Derived ones, whose id holds a colon, stand in an Atlas only while somebody asks for them; they make no types.

    Returns
    -------
    options : TypesOptions
    passed_over : tuple of str
    """
    options, passed_over = read_options(how)
    held = {one.id for one in atlas.indicators if ":" not in one.id}
    known = tuple(one for one in options.indicators if one in held)
    unknown = [one for one in options.indicators if one not in held]
    return TypesOptions(options.method, options.k, options.seed, known), (*passed_over, *unknown)


def types_asked(atlas: Atlas, level: LevelName, year: int, options: TypesOptions) -> AreaTypes:
    """Sort areas as options say, see :func:`layers.profiles.types.area_types`.

    Raises
    ------
    KeyError
        If the Atlas has no such level or indicator.
    """
    return area_types(atlas, level, year, options.indicators, options.method, options.k, options.seed)


def types_of_view(atlas: Atlas, view: View) -> AreaTypes:
    """Sort areas as a View asks whose map shows types.

    Raises
    ------
    KeyError
        If the Atlas lacks the View's level.
    """
    return types_asked(atlas, view.level, view.year, asked_options(atlas, view.how)[0])
