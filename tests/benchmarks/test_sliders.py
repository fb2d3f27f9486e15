"""What the benchmark of the sliders calls passed."""

import pytest

from benchmarks.sliders import FRAME, KINDS, Found


def found(all_of_it: float, frames: tuple[int, ...] = (1, 1, 2), asked: int = 0) -> Found:
    """Five steps of a slider, of which the slowest took a hundred milliseconds."""
    steps = (all_of_it, all_of_it, all_of_it, 0.0, 100.0)
    return Found("made up", dict.fromkeys(KINDS, steps), steps, frames, asked)


@pytest.mark.parametrize(
    ("slider", "passes"),
    [
        (found(FRAME), True),
        (found(FRAME + 0.1), False),
        (found(FRAME, frames=(1, 2, 2)), False),
        (found(FRAME, asked=1), False),
    ],
)
def test_half_of_the_steps_have_to_fit_into_a_frame_and_nothing_may_be_asked(slider: Found, passes: bool) -> None:
    assert slider.passes is passes
    assert str(slider).endswith("pass" if passes else "FAIL")
