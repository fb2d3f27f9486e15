"""Names of areas in texts, also where a line breaks in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

#: What may stand between any two letters where lines break; documents lose hyphens that are also used for that.
_BREAK = r"[\s\u00ad\u200b-]*"


def broken(text: str) -> str:
    """Give a pattern that finds a text wherever lines break in it.

    Examples
    --------
    >>> bool(re.search(broken("Süd-Mitte"), "in SüdMit- te"))
    True
    """
    return _BREAK.join(map(re.escape, _letters(text)))


def _letters(text: str) -> str:
    return re.sub(_BREAK, "", text)


@dataclass(frozen=True)
class Names:
    """Finds names.

    Attributes
    ----------
    names : sequence of str
        Of all areas, by position.
    """

    names: Sequence[str]

    @property
    def areas(self) -> dict[str, int]:
        """Position of each area by its name.

        Raises
        ------
        AssertionError
            Where areas are called alike: what is said of one would be read of another.
        """
        areas = {name: area for area, name in enumerate(self.names)}
        assert len(areas) == len(self.names), "areas that are called alike"
        return areas

    @property
    def any(self) -> str:
        """Pattern of any of the names, the longest that there is."""
        return "|".join(map(re.escape, self._longest_first()))

    def named(self, text: str) -> set[int]:
        """Give the areas that a text names."""
        areas = self.areas
        return {areas[name] for name in re.findall(rf"(?<!\w)(?:{self.any})(?!\w)", text)}

    def mended(self, text: str) -> str:
        """Write names in one piece again."""
        whole = {_letters(name): name for name in self.names}
        anyhow = "|".join(map(broken, self._longest_first()))
        return re.sub(rf"(?<!\w)(?:{anyhow})(?!\w)", lambda found: whole[_letters(found[0])], text)

    def begun(self, label: str) -> list[int]:
        """Give the areas that a label may name whose end is left out where it was too long.

        Examples
        --------
        >>> Names(["Nord", "Nordwest am Fluss", "Nordwest am Berg"]).begun("Nordwest …")
        [1, 2]
        >>> Names(["Nord", "Nordwest am Fluss"]).begun("Nord")
        [0]
        """
        start = label.removesuffix("…").rstrip()
        is_cut = label.endswith("…")
        return [at for at, name in enumerate(self.names) if name == label or (is_cut and name.startswith(start))]

    def _longest_first(self) -> list[str]:
        return sorted(self.names, key=len, reverse=True)
