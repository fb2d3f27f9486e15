"""Own indicators: what they are, what they say of themselves, and their numbers on every level, by pencil."""

import numpy as np
import pytest

from loading.choices import Choices, IndicatorChoice, OwnIndicator
from loading.cubes.building import LevelNumbers, build_cube
from loading.cubes.placing import Numbers, add_up
from loading.declaring.declaration import Declaration
from loading.declaring.indicators import declare, declare_all
from loading.declaring.merging import Series, series_of
from loading.declaring.wording import slug
from loading.formulas.errors import FormulaError
from loading.formulas.own import own_declaration
from loading.reasons import Reason
from loading.recognised import Table
from tests.loading.made_tables import table
from texts import LANGUAGES, load_texts

NAN = float("nan")
POOR = table({"Arbeitslose": {2023: (10, 20, 60), 2024: (20, 30, 66)}, "Bäume": {2024: (5, 0, 7)}}, "a.csv")
PEOPLE = table({"Einwohner": {2023: (100, 200, 300), 2024: (100, 300, 600)}, "Miete": {2024: (7.5, 8.25, 9)}}, "b.csv")
TABLES = [POOR, PEOPLE]


def by_name(tables: list[Table]) -> dict[str, Series]:
    return {slug(one.title): one for one in series_of(tables)}


def declared(formula: str, tables: list[Table] | None = None, **fields: object) -> Declaration:
    own = OwnIndicator(id="own", title="Eigener", formula=formula, **fields)  # type: ignore[arg-type]
    return own_declaration(own, by_name(tables or TABLES))


def codes(declaration: Declaration) -> list[str]:
    return [finding.code.partition(".")[2] for finding in declaration.findings]


def levels(tables: list[Table]) -> tuple[LevelNumbers, LevelNumbers]:
    """Quarters as delivered, and their city; one row each, all years of the first table."""
    years = sorted({year for one in tables for year in one.years})
    fine: dict[int, Numbers] = {}
    for number, one in enumerate(tables):
        values = np.full((len(one.values), len(one.measures), len(years)), np.nan)
        reasons = np.full(values.shape, Reason.NOT_DELIVERED, dtype=np.uint8)
        at = [years.index(year) for year in one.years]
        values[:, :, at], reasons[:, :, at] = one.values, one.reasons
        fine[number] = Numbers(values, reasons)
    areas = len(tables[0].values)
    whole = {number: add_up(numbers, np.zeros(areas, dtype=int), 1) for number, numbers in fine.items()}
    nothing = {
        number: Numbers(np.full_like(one.values, np.nan), np.full_like(one.reasons, Reason.NOT_DELIVERED))
        for number, one in whole.items()
    }
    return LevelNumbers(fine, fine, areas, len(years)), LevelNumbers(whole, nothing, 1, len(years))


def computed(
    formula: str, tables: list[Table] | None = None, **fields: object
) -> tuple[list[list[float]], list[float]]:
    """Values of the quarters and of the city in the last year, with the reasons of the quarters' blanks."""
    one = declared(formula, tables, **fields)
    quarters, city = (build_cube(level, [one], ()) for level in levels(tables or TABLES))
    last = quarters.value[:, 0, -1]
    told = [
        Reason(reason).label if np.isnan(value) else float(value)
        for value, reason in zip(last, quarters.reason[:, 0, -1], strict=True)
    ]
    top = city.value[0, 0, -1]
    return told, Reason(city.reason[0, 0, -1]).label if np.isnan(top) else round(float(top), 6)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("formula", "kind", "factor", "warned"),
    [
        ("[Arbeitslose] / [Einwohner]", "rate", 1, []),
        ("100 * [Arbeitslose] / [Einwohner]", "rate", 100, []),
        ("[Arbeitslose] / [Einwohner] * 1000", "rate", 1000, []),
        ("[Arbeitslose] / ([Einwohner] / 100)", "rate", 100, []),
        ("([Arbeitslose] + [Bäume]) / ([Einwohner] - [Arbeitslose])", "rate", 1, ["years_lacking"]),
        ("[Einwohner] - [Arbeitslose]", "count", 1, []),
        ("[Arbeitslose] / 2", "value", 1, []),
        ("1 - [Arbeitslose] / [Einwohner]", "value", 1, []),
        ("[Arbeitslose] / [Einwohner] - [Bäume] / [Einwohner]", "value", 1, ["years_lacking"]),
        ("[Miete] * 12", "value", 1, []),
        ("[Arbeitslose] * [Einwohner]", "value", 1, ["not_from_sums"]),
        ("[Arbeitslose] / [Einwohner] + [Einwohner]", "value", 1, ["mixed"]),
        ("[Einwohner] + 5", "value", 1, ["mixed"]),
    ],
)
def test_the_kind_follows_from_the_formula(formula: str, kind: str, factor: float, warned: list[str]) -> None:
    found = declared(formula)
    assert (found.indicator.kind, found.indicator.factor, codes(found)) == (kind, factor, warned)


@pytest.mark.parametrize(
    ("formula", "fields", "quarters", "city"),
    [
        ("[Arbeitslose] / [Einwohner]", {"factor": 100}, [20, 10, 11], 11.6),
        ("1000 x [Arbeitslose] ÷ [Einwohner]", {}, [200, 100, 110], 116),
        (
            "([Arbeitslose] + [Bäume]) / ([Einwohner] - [Arbeitslose])",
            {"factor": 100},
            [31.25, 11.111111, 13.670412],
            14.479638,
        ),
        ("[Einwohner] - [Arbeitslose]", {}, [80, 270, 534], 884),
        ("[Arbeitslose] / [Bäume]", {}, [4, "excluded", 9.428571], 9.666667),
        ("[Bäume] / [Arbeitslose]", {}, [0.25, 0, 0.106061], 0.103448),
        ("[Miete] * 12", {}, [90, 99, 108], "not_delivered"),
        ("[Arbeitslose] * [Bäume]", {}, [100, 0, 462], "excluded"),
        ("1 - [Arbeitslose] / [Einwohner]", {"factor": 100}, [80, 90, 89], 88.4),
        ("[Arbeitslose] * 0,5", {}, [10, 15, 33], 58),
        ("-[Arbeitslose]", {}, [-20, -30, -66], -116),
    ],
)
def test_every_level_is_computed_from_its_own_sums(
    formula: str, fields: dict[str, object], quarters: list[object], city: object
) -> None:
    told, top = computed(formula, **fields)
    assert [round(one, 6) if isinstance(one, float) else one for one in told] == quarters
    assert top == city


def test_the_most_restrictive_reason_of_a_blank_stands() -> None:
    first = table({"A": {2024: (1, 2, 3)}}, "a.csv")
    series = by_name([first, second := table({"B": {2024: (0, 4, 4)}}, "b.csv")])
    _blank(first, 0, Reason.NOT_DELIVERED, Reason.NOT_DELIVERED, Reason.NOT_JOINED)
    _blank(second, 0, Reason.ZERO, Reason.SUPPRESSED, Reason.VALUE)
    own = OwnIndicator(id="own", title="x", formula="[A] + [B]")
    cube = build_cube(levels([first, second])[0], [own_declaration(own, series)], ())
    assert [Reason(one).label for one in cube.reason[:, 0, 0]] == ["not_delivered", "suppressed", "not_joined"]


def _blank(given: Table, measure: int, *reasons: Reason) -> None:
    given.reasons[:, measure, 0] = reasons
    given.values[[not reason.has_number for reason in reasons], measure, 0] = NAN


def test_zero_stays_zero_and_zero_by_zero_means_nothing() -> None:
    tables = [table({"A": {2024: (0, 0, 30)}, "B": {2024: (50, 0, 0)}})]
    assert computed("[A] / [B]", tables)[0] == [0, "excluded", "excluded"]
    cube = build_cube(levels(tables)[0], [declared("[A] / [B]", tables)], ())
    assert cube.reason[0, 0, 0] == Reason.ZERO


def test_years_are_computed_one_by_one() -> None:
    cube = build_cube(levels(TABLES)[0], [declared("[Arbeitslose] / [Einwohner]", factor=100)], ())
    assert cube.value[:, 0].round(6).tolist() == [[10, 20], [10, 10], [20, 11]]


def test_a_rate_keeps_numerator_and_denominator_of_every_level() -> None:
    one = declared("([Arbeitslose] + [Bäume]) / [Einwohner]", factor=100)
    city = build_cube(levels(TABLES)[1], [one], ())
    assert (city.numerator[0, 0, 1], city.denominator[0, 0, 1]) == (128, 1000)


def test_shares_mean_what_the_map_shows_also_as_fractions() -> None:
    tables = [table({"Anteil Wald": {2024: (0.25, 0.5, 1)}})]
    assert computed("100 - [Anteil Wald]", tables)[0] == [75, 50, 0]


def test_an_unknown_column_names_the_most_similar() -> None:
    with pytest.raises(FormulaError) as caught:
        declared("[Arbeitlose] / [Einwohner]")
    assert (caught.value.code, caught.value.start, caught.value.end) == ("formulas.unknown_column", 0, 12)
    assert caught.value.found["similar"] == "[Arbeitslose]"


@pytest.mark.parametrize(("formula", "code"), [("2 + 3", "no_column"), ("[Zzz]", "strange_column")])
def test_what_has_no_column_is_refused(formula: str, code: str) -> None:
    with pytest.raises(FormulaError, match=f"formulas.{code}"):
        declared(formula)


def test_a_factor_without_effect_or_twice_is_warned_of() -> None:
    assert codes(declared("[Einwohner]", factor=100)) == ["factor_without_denominator"]
    assert codes(declared("[Miete] * 12", factor=100)) == ["factor_without_denominator"]
    assert declared("[Miete] * 12", factor=100).indicator.factor == 1
    assert codes(declared("100 * [Arbeitslose] / [Einwohner]", factor=100)) == ["factor_twice"]


def test_columns_without_a_common_year_are_warned_of() -> None:
    tables = [table({"A": {2023: (1, 2, 3)}}, "a.csv"), table({"B": {2024: (1, 2, 3)}}, "b.csv")]
    assert codes(declared("[A] / [B]", tables)) == ["no_common_year"]


def test_the_fields_are_declared_as_entered() -> None:
    found = declared(
        "[Arbeitslose] / [Einwohner]",
        factor=1000,
        dimension="work",
        direction="more_disadvantage",
        source="Register",
        holder="Statistikstelle",
        reference_date="31.12.",
        lowest_level="Baublock",
        note="Vorsicht",
        numerator="Ohne Arbeit",
        decimals=2,
    ).indicator
    assert (found.unit["de"], found.unit["en"], found.decimals) == ("je 1.000", "per 1,000", 2)
    assert (found.numerator["de"], found.denominator["de"]) == ("Ohne Arbeit", "Einwohnerinnen und Einwohner")
    assert (found.counts, found.dimension, found.direction) == ("people", "work", "more_disadvantage")
    assert (found.source, found.holder, found.reference_date) == ("Register", "Statistikstelle", "31.12.")
    assert (found.lowest_level, found.note["en"]) == ("Baublock", "Vorsicht")


def test_own_indicators_stand_at_the_end_and_name_their_files() -> None:
    own = OwnIndicator(id="residents", title="Quote", formula="[Arbeitslose] / [Einwohner]", factor=100)
    found = declare(TABLES, Choices(own=(own,)))
    assert found[-1].indicator.id == "residents-2"
    assert found[-1].proposed == "residents"
    assert found[-1].with_files(TABLES).files == ("a.csv", "b.csv")


def test_one_that_cannot_be_computed_is_reported_and_spoils_nothing() -> None:
    found = declare(TABLES, Choices(own=(OwnIndicator(id="x", title="X", formula="[Wald] /"),)))
    assert [one.proposed for one in found] == [one.proposed for one in declare(TABLES)]
    assert codes(found[-1])[-1] == "operand_missing"


def test_what_is_left_out_and_what_became_nothing_is_kept_in_sight() -> None:
    tables = [table({"Arbeitslose": {2024: (2, 3, 6)}, "Einwohner 15 bis unter 65": {2024: (20, 20, 20)}})]
    found = declare_all(tables, Choices(indicators=(IndicatorChoice("B2", leave_out=True),)))
    assert [one.proposed for one in found.left_out] == ["B2"]
    assert found.order == ("B2",)
    assert [series.title for series in found.unused()] == ["Einwohner 15 bis unter 65"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_of_a_formula_is_said_in_both_languages(language: str) -> None:
    values = dict.fromkeys(("title", "years", "columns", "name", "similar", "number", "whole", "decimal", "sign"), "x")
    for code in load_texts("de").entry("formulas"):
        for part in ("text", "repair"):
            said = load_texts(language)(f"formulas.{code}.{part}", **values, factor=100.0, most=1)
            assert not set(said) & set("{}")
