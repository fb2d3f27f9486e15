"""How clusters were looked for, in words."""

from layers.clusters.analysis import ClusterAnalysis
from layers.clusters.options import ClusterOptions
from layers.words import Words

_KEY = "clusters.settings"


def settings_in_words(words: Words, found: ClusterAnalysis) -> str:
    """Say in one line how clusters were looked for: method, neighbourhood, permutations, seed, threshold."""
    options = found.options
    test = {
        "permutations": words.number(options.permutations),
        "seed": str(options.seed),
        "alpha": alpha_in_percent(words, options),
        "control": words(f"{_KEY}.{'with' if options.controlled else 'without'}_control"),
    }
    now = words(
        f"{_KEY}.now",
        method=words(f"{_KEY}.methods.{options.method}.name"),
        weights=words(f"{_KEY}.{options.weights}_long", reach=words.number(options.reach)),
        test=words(f"{_KEY}.{'test_exact' if options.method == 'join' else 'test'}", **test),
    )
    return words(f"{_KEY}.smoothed_now", now=now) if options.smoothed else now


def alpha_in_percent(words: Words, options: ClusterOptions) -> str:
    """Write the threshold without needless zeros.

    Examples
    --------
    >>> from texts import load_texts
    >>> alpha_in_percent(load_texts("de"), ClusterOptions(alpha=0.001)), alpha_in_percent(
    ...     load_texts("de"), ClusterOptions()
    ... )
    ('0,10', '5')
    """
    rounded = round(100 * options.alpha, 2)
    return words.number(rounded, 0 if rounded == int(rounded) else 2)
