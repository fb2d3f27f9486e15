"""How clusters are looked for, and how that stands in the address of a view."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from analysis.clusters import PERMUTATIONS, SEED
from analysis.weights.spatial_weights import Kind

Method = Literal["moran", "gi", "geary", "join", "bivariate"]
METHODS: Final[tuple[Method, ...]] = ("moran", "gi", "geary", "join", "bivariate")
STEPS: Final = (PERMUTATIONS, 9_999, 999, 99)
MANY_AREAS: Final = 5_000
MOST_DRAWN: Final = 4_000_000  # ids of the random neighbourhoods: about 120 MB with the sums over them
MOST_NEAREST, FARTHEST, LARGEST_SEED = 50, 1_000_000, 2**31 - 1
_NUMBER: Final = re.compile(r"[0-9]{1,10}(\.[0-9]{1,6})?")


@dataclass(frozen=True)
class ClusterOptions:
    """How clusters are looked for.

    Attributes
    ----------
    weights : {"queen", "rook", "k_nearest", "distance_band"}
    reach : float
        k of the nearest, or metres of the band; passed over by the other weights.
    bridges : bool
        Whether areas that touch nobody are joined to the nearest one.
    permutations : int
        0 chooses 99,999, above 5,000 areas 9,999.
    seed : int
    alpha : float
        Share of chance finds among all finds; without control the level of every single test.
    controlled : bool
        Whether the false discovery rate is controlled.
    method : {"moran", "gi", "geary", "join", "bivariate"}
        Local Moran's I, Gi*, local Geary's c, local join count, bivariate local Moran's I.
    smoothed : bool
        Whether rates are smoothed (empirical Bayes, towards the city) before they are compared.
    exact : bool
        Whether areas are neighbours only where their borders are drawn with identical points, as in PySAL.
    """

    weights: Kind = "queen"
    reach: float = 0.0
    bridges: bool = False
    permutations: int = 0
    seed: int = SEED
    alpha: float = 0.05
    controlled: bool = True
    method: Method = "moran"
    smoothed: bool = False
    exact: bool = False

    def permutations_of(self, areas: int, most_neighbours: int = 0) -> int:
        """Give how many permutations are made.

        Parameters
        ----------
        areas : int
        most_neighbours : int
            The largest number of neighbours. Where random neighbourhoods of that size would take too much memory, the
            next smaller number of permutations is taken, whatever was asked for.

        Examples
        --------
        >>> ClusterOptions().permutations_of(542), ClusterOptions().permutations_of(33_000)
        (99999, 9999)
        >>> ClusterOptions().permutations_of(542, 300)
        9999
        """
        wanted = self.permutations or (PERMUTATIONS if areas <= MANY_AREAS else STEPS[1])
        most = MOST_DRAWN // (most_neighbours + 1)
        return wanted if wanted <= most else next((step for step in STEPS if step <= min(most, wanted)), STEPS[-1])

    @property
    def neighbourhood(self) -> tuple[Kind, float, bool, bool]:
        """What the weights depend on, in the order of :func:`layers.weights.area_weights`."""
        return self.weights, self.reach, self.bridges, self.exact


DEFAULT_OPTIONS: Final = ClusterOptions()


def read_options(text: str) -> tuple[ClusterOptions, tuple[str, ...]]:
    """Read options as :func:`write_options` writes them.

    Parameters
    ----------
    text : str
        Words joined by "~": gi, geary, join, bivariate; rook, k<number>, d<metres>; bridges; exact; p<permutations>;
        a<alpha>; nofdr; s<seed>; eb. Whatever is not named has its default.

    Returns
    -------
    options : ClusterOptions
    passed_over : tuple of str
        Words that are unknown, out of range, or say what another word has said already.

    Examples
    --------
    >>> options, passed_over = read_options("gi~k6~p999~k9~nonsense")
    >>> options.method, options.weights, options.reach, options.permutations, passed_over
    ('gi', 'k_nearest', 6.0, 999, ('k9', 'nonsense'))
    """
    options, said, passed_over = DEFAULT_OPTIONS, set[str](), []
    for word in filter(None, text.split("~")):
        change = _meaning(word)
        if change and said.isdisjoint(change):
            options = replace(options, **change)
            said.update(change)
        else:
            passed_over.append(word)
    return options, tuple(passed_over)


def write_options(options: ClusterOptions) -> str:
    """Write options for the address; the default ones are empty.

    Examples
    --------
    >>> write_options(ClusterOptions(weights="distance_band", reach=750.0, alpha=0.01, controlled=False))
    'd750~a0.01~nofdr'
    """
    default = DEFAULT_OPTIONS
    weights = {"k_nearest": f"k{options.reach:.0f}", "distance_band": f"d{_plain(options.reach)}"}
    words = [
        ("method", options.method),
        ("weights", weights.get(options.weights, options.weights)),
        ("bridges", "bridges"),
        ("exact", "exact"),
        ("permutations", f"p{options.permutations}"),
        ("alpha", f"a{_plain(options.alpha)}"),
        ("controlled", "nofdr"),
        ("seed", f"s{options.seed}"),
        ("smoothed", "eb"),
    ]
    return "~".join(word for name, word in words if getattr(options, name) != getattr(default, name))


def _plain(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")


def _meaning(word: str) -> Mapping[str, Any]:
    """Give what a word changes; nothing where it says nothing."""
    plain: Mapping[str, Mapping[str, Any]] = {
        **{method: {"method": method} for method in METHODS},
        "queen": {"weights": "queen"},
        "rook": {"weights": "rook"},
        "bridges": {"bridges": True},
        "exact": {"exact": True},
        "nofdr": {"controlled": False},
        "eb": {"smoothed": True},
    }
    if word in plain:
        return plain[word]
    return _number_meant(word[0], float(word[1:])) if _NUMBER.fullmatch(word[1:]) else {}


def _number_meant(letter: str, number: float) -> Mapping[str, Any]:
    whole = int(number) if number == int(number) else -1
    meant: Mapping[str, tuple[bool, Mapping[str, Any]]] = {
        "k": (1 <= whole <= MOST_NEAREST, {"weights": "k_nearest", "reach": float(whole)}),
        "d": (0 < number <= FARTHEST, {"weights": "distance_band", "reach": number}),
        "p": (STEPS[-1] <= whole <= STEPS[0], {"permutations": whole}),
        "a": (0 < number < 1, {"alpha": number}),
        "s": (0 <= whole <= LARGEST_SEED, {"seed": whole}),
    }
    allowed, change = meant.get(letter, (False, {}))
    return change if allowed else {}
