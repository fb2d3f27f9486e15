"""What a derived indicator comes from, as far as its id says."""

from loading.atlas import Atlas


def base_indicator(atlas: Atlas, indicator: str) -> str:
    """Give the indicator that a derived one is about: what stands behind the colon, where the Atlas has it.

    Parameters
    ----------
    atlas : Atlas
    indicator : str
        An id.

    Returns
    -------
    str
        The id itself where it is delivered, or comes from several others. It is no part of ``layers.derived``, whose
        kinds are computed from columns, since columns ask for it.

    Examples
    --------
    >>> from tests.toytown import toytown
    >>> base_indicator(toytown(), "eb:A1"), base_indicator(toytown(), "A1"), base_indicator(toytown(), "index:abc")
    ('A1', 'A1', 'index:abc')
    """
    _, _, base = indicator.partition(":")
    return base if any(one.id == base for one in atlas.indicators) else indicator
