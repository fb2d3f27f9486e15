"""The map's engine passes its gates; the made-up country fits together; what was not measured never passes."""

import os
import subprocess
import sys

import numpy as np
import pytest
import shapely

from benchmarks._chromium import ROOT
from benchmarks._map_figures import OPERATIONS, SVG, Figures
from benchmarks._map_gates import GATES, SWITCH, Verdict, judged
from benchmarks._map_sessions import Act
from benchmarks.map_engine import verdicts
from benchmarks.map_pages.country import country

LONGEST = 600


def gate_results(found: dict[int, Figures]) -> dict[tuple[int, str], str]:
    return {(one.gate.size, one.gate.name): one.result for one in judged(found)}


@pytest.mark.parametrize("n", [150, 542, 5_000])
def test_areas_share_their_edges_exactly(n: int) -> None:
    shapes = country(n).shapes
    assert len(shapes) == n
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)


def test_an_area_has_about_sixty_vertices() -> None:
    assert set(shapely.get_num_coordinates(country(150).shapes)) == {65}


def test_every_process_makes_the_same_country_and_another_seed_another_one() -> None:
    first, second, other = country(150), country(150), country(150, seed=4)
    assert shapely.equals_exact(first.shapes, second.shapes).all()
    np.testing.assert_array_equal(first.rates, second.rates)
    assert not shapely.equals_exact(first.shapes, other.shapes).any()


def test_a_gate_without_figures_is_not_run() -> None:
    assert set(gate_results({}).values()) == {"not run"}


def test_ours_without_its_rival_is_not_run() -> None:
    figures = Figures({(SWITCH, "ours"): 1.0})
    assert gate_results({542: figures})[542, f"switch against {SVG.name}"] == "not run"


@pytest.mark.parametrize(("naive", "result"), [(59.9, "FAIL"), (60.0, "pass")])
def test_a_gate_fails_below_its_ratio(naive: float, result: str) -> None:
    figures = Figures({(SWITCH, SVG.name): naive, (SWITCH, "ours"): 10.0})
    assert gate_results({542: figures})[542, f"switch against {SVG.name}"] == result


@pytest.mark.parametrize(("requests", "result"), [(0.0, "pass"), (1.0, "FAIL")])
def test_a_single_request_of_a_cached_switch_fails(requests: float, result: str) -> None:
    figures = Figures({("switch, requests", "ours"): requests})
    assert gate_results({5_000: figures})[5_000, "requests of a cached switch"] == result


def test_every_gate_knows_how_to_be_measured_anew() -> None:
    assert {gate.again for gate in GATES} <= set(OPERATIONS)


def test_a_busy_moment_moves_neither_processor_nor_wall() -> None:
    figures = Figures()
    figures.note("hover", "ours", [Act(5, 2, 0), Act(90, 30, 0), Act(6, 2, 1), Act(7, 3, 0), Act(60, 3, 0)])
    assert figures.numbers == {
        ("hover, wall ms", "ours"): 6,
        ("hover, processor ms", "ours"): 3,
        ("hover, requests", "ours"): 1,
    }


def test_the_table_says_what_was_not_run() -> None:
    lines = verdicts([Verdict(GATES[0], None, None)])
    assert lines[-1].endswith("not run")


@pytest.mark.slow
def test_the_map_passes_its_gates_beside_the_naive_pages() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "map_engine.py"), "--quick"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=LONGEST, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "pass" in done.stdout
