"""The statistics are measured fairly: the same city for all, the same outcome, and nothing passes that was not run."""

import dataclasses
import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely

from analysis.natural_breaks import natural_breaks
from benchmarks import _analysis_ours, _analysis_peers, _analysis_turns, analysis
from benchmarks._analysis_city import City, city
from benchmarks._analysis_gates import GATES, OURS, SIZES, Verdict, growth, judged
from benchmarks._analysis_kept import Kept, fingerprint
from benchmarks._analysis_tasks import (
    FIRST,
    LISA_999,
    NULL,
    OPTIMAL,
    PLANNED_999,
    QUEEN,
    QUEEN_BORDERS,
    deviations,
    optimum,
    tables,
)
from run import ROOT

SMALL = 60


@pytest.fixture(scope="module")
def made() -> City:
    return city(SMALL)


def result(gate_name: str, size: int, ours: float | None, theirs: float | None) -> str:
    gate = next(one for one in GATES if (one.name, one.size) == (gate_name, size))
    return Verdict(gate, ours, theirs).result


@pytest.mark.parametrize("n", [30, 542])
def test_areas_share_their_edges_exactly_and_have_about_sixty_vertices(n: int) -> None:
    shapes = city(n).shapes
    assert len(shapes) == n
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    assert 50 < shapely.get_num_coordinates(shapes).mean() < 65


def test_every_process_reads_the_city_that_was_written(made: City, tmp_path: Path) -> None:
    made.write(tmp_path / "city.npz")
    again = City.read(tmp_path / "city.npz")
    for field in dataclasses.fields(City):
        np.testing.assert_array_equal(getattr(made, field.name), getattr(again, field.name))
    assert not np.array_equal(made.rates, city(SMALL, seed=6).rates)


def test_there_is_a_gate_for_everything_that_is_demanded() -> None:
    most = {(one.name, one.size): one.most for one in GATES if one.judged}
    assert [most["LISA, 999, against its lookup table", size] for size in SIZES] == [0.15, 0.03, 0.01]
    assert [most["LISA, 99,999", size] for size in SIZES[:2]] == [0.03, 0.001]
    assert most["first LISA in a fresh process", 542] == 0.05
    assert most["400 indicator-years, 999", 542] == 0.1
    assert {most["queen weights with border lengths", size] for size in SIZES} == {0.04}
    assert {most["D of a replicate of chance", size] for size in SIZES} == {0.01}


def test_every_gate_asks_for_tasks_its_contestants_have() -> None:
    assert {one.ours for one in GATES} <= set(_analysis_ours.TASKS)
    assert all(one.theirs in _analysis_peers.TASKS[one.peer] for one in GATES)


@pytest.mark.parametrize(("ours", "verdict"), [(0.0100, "pass"), (0.0101, "FAIL")])
def test_a_gate_fails_above_its_part_of_the_peer(ours: float, verdict: str) -> None:
    assert result("LISA, 999, against its lookup table", 33_000, ours, 1.0) == verdict


def test_what_was_not_measured_has_not_passed() -> None:
    assert {one.result for one in judged({})} == {"not run"}
    assert result("LISA, 999, against its lookup table", 542, 0.001, None) == "not run"
    assert analysis.verdicts(judged({}))[-1].endswith("not run")


def test_a_comparison_without_a_demand_is_only_printed() -> None:
    inside = [one for one in GATES if one.name == "the same, our plan drawn inside"]
    assert {Verdict(one, 2.0, 1.0).result for one in inside} == {"printed"}


def test_growth_is_the_slope_over_all_sizes() -> None:
    squares = {(size, "pairs", OURS): 1e-9 * size**2 for size in SIZES}
    assert growth(squares) == {("pairs", OURS): 2.0}


def test_the_first_lisa_comes_first_in_its_process() -> None:
    assert analysis.asked(GATES)[_analysis_peers.ESDA][0] == FIRST
    assert analysis.asked(GATES)[OURS][0] == FIRST


def test_the_oracle_agrees_with_trying_all_classes() -> None:
    values = np.random.default_rng(4).lognormal(size=9).round(2)
    ordered = np.sort(values)
    tried = [deviations(values, [ordered[i], ordered[j], ordered[-1]]) for i, j in itertools.combinations(range(8), 2)]
    assert optimum(values, 3) == pytest.approx(min(tried))


def test_natural_breaks_are_at_the_optimum_of_every_table(made: City) -> None:
    for _, values, k in tables(made.rates):
        assert deviations(values, natural_breaks(values, k)) <= optimum(values, k) * OPTIMAL


def test_another_outcome_stops_the_benchmark() -> None:
    found = _analysis_turns.Measured(outcomes={(542, LISA_999, OURS): 1.0, (542, LISA_999, "esda"): 1.1})
    with pytest.raises(RuntimeError, match=r"esda finds 1\.1, ours 1"):
        _analysis_turns._agree(542, found)


def turns(folder: Path, kept: Kept) -> tuple[_analysis_turns.Turns, _analysis_turns.Measured]:
    return _analysis_turns.Turns("speed", SMALL, folder / "city.npz", 2, kept), _analysis_turns.Measured()


def test_a_run_that_was_broken_off_goes_on_where_it_stood(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[float] = []

    def answer(*_: object) -> dict[str, dict[str, object]]:
        if len(asked) == 1:
            raise KeyboardInterrupt
        asked.append(1.0)
        return {LISA_999: {"seconds": [len(asked)], "outcome": 3.0}}

    monkeypatch.setattr(_analysis_turns, "_run", answer)
    measuring, found = turns(tmp_path, Kept(tmp_path / "kept.json", "code"))
    with pytest.raises(KeyboardInterrupt):
        measuring.measure({OURS: [LISA_999]}, found)
    asked.append(2.0)
    again = Kept(tmp_path / "kept.json", "code")
    measuring, found = turns(tmp_path, again)
    measuring.measure({OURS: [LISA_999]}, found)
    assert again.earlier == 1
    assert found.runs == {(SMALL, LISA_999, OURS): [1.0, 3.0]}
    assert Kept(tmp_path / "kept.json", "other code").earlier == 0


def test_who_does_not_answer_in_time_is_asked_no_more_and_has_not_passed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = []
    monkeypatch.setattr(_analysis_turns, "_run", lambda *_: asked.append(1))
    measuring, found = turns(tmp_path, Kept(None, "code"))
    measuring.measure({OURS: [LISA_999]}, found)
    assert (asked, found.runs, found.given_up) == ([1], {}, {(SMALL, OURS)})
    assert "not run: ours (given up)" in analysis.table(SMALL, found)[1]


def test_figures_are_named_after_the_code_they_measure(tmp_path: Path) -> None:
    (tmp_path / "analysis").mkdir()
    (tmp_path / "analysis" / "one.py").write_text("1")
    before = fingerprint(tmp_path)
    assert fingerprint(tmp_path) == before
    (tmp_path / "analysis" / "one.py").write_text("2")
    assert fingerprint(tmp_path) != before


@pytest.mark.slow
def test_our_side_of_every_short_task_runs_in_a_process_of_its_own(made: City, tmp_path: Path) -> None:
    made.write(tmp_path / "city.npz")
    tasks = (FIRST, LISA_999, PLANNED_999, QUEEN, QUEEN_BORDERS, NULL)
    command = [sys.executable, "-P", "-m", "benchmarks._analysis_contestants", OURS, str(tmp_path / "city.npz")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **_analysis_turns.ONE_THREAD}
    done = subprocess.run(
        [*command, *(f"{task}=2" for task in tasks)], env=environment, capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout)
    assert set(told) == set(tasks)
    assert all(len(one["seconds"]) == 2 and min(one["seconds"]) > 0 for one in told.values())
    assert told[FIRST]["outcome"] == told[LISA_999]["outcome"] == told[PLANNED_999]["outcome"]
    assert told[QUEEN]["outcome"] == told[QUEEN_BORDERS]["outcome"]


@pytest.mark.slow
def test_without_its_peers_the_benchmark_says_so_and_does_not_pass(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(analysis, "city", lambda _: city(SMALL))
    monkeypatch.setattr(_analysis_turns, "peers_python", lambda: None)
    monkeypatch.setattr(analysis, "QUICK_ROUNDS", 1)
    assert analysis.main(["--quick", "--sizes", "542"]) == 1
    printed = capsys.readouterr().out
    assert "not run: libpysal Graph, mapclassify, pygeoda lookup, segregation" in printed
    assert printed.count("not run\n") == len(GATES)
    assert printed.endswith("natural breaks at the optimum: pass\n")
