"""Made files become an Atlas: every blank has its reason, sums are complete or absent, nothing is silent."""

import time

import numpy as np
import pytest

from loading.atlas import Atlas
from loading.choices import Choices, IndicatorChoice
from loading.delivery import Delivery
from loading.errors import DataFileError, Finding
from loading.load import atlas_of, load_atlas, recognise_delivery
from loading.reasons import Reason
from loading.recognised import Table
from tests.loading.squares import squares, table
from tests.loading.town_of_districts import KEYS, NAMES, RESIDENTS, UNEMPLOYED, atlas, numbers, town


def codes(found: Atlas) -> list[str]:
    return [finding.code for finding in found.findings]


def finding(found: Atlas, code: str) -> Finding:
    return next(one for one in found.findings if one.code == code)


RATE = "arbeitslose-je-100-einwohner"


def test_a_rate_is_computed_from_counts_on_every_level() -> None:
    found = atlas(numbers())
    rate = found.indicator_position(RATE)
    assert found.years == (2024,)
    assert found.cubes["quarter"].value[:, rate, 0] == pytest.approx(100 * np.array(UNEMPLOYED) / np.array(RESIDENTS))
    assert found.cubes["district"].value[0, rate, 0] == pytest.approx(100 * sum(UNEMPLOYED[:4]) / sum(RESIDENTS[:4]))
    assert found.cubes["city"].value[0, rate, 0] == pytest.approx(100 * sum(UNEMPLOYED) / sum(RESIDENTS))
    assert found.cubes["city"].residents[0, 0] == sum(RESIDENTS)
    assert found.levels["district"].names == ("Mitte", "Nord", "Süd", "West")
    assert found.levels["quarter"].parents == tuple(number // 4 for number in range(16))
    assert (found.cubes["quarter"].reason == Reason.VALUE).all()


def test_exactly_nothing_is_zero_and_not_a_blank() -> None:
    unemployed = [0.0, *UNEMPLOYED[1:]]
    found = atlas(table({"Nr": KEYS}, {"Einwohner": RESIDENTS, "Arbeitslose": unemployed}))
    cube, rate = found.cubes["quarter"], found.indicator_position(RATE)
    assert cube.reason[0, rate, 0] == Reason.ZERO
    assert cube.value[0, rate, 0] == 0


def test_a_suppressed_quarter_leaves_its_district_and_the_city_blank() -> None:
    found = atlas(numbers(suppressed=[(5, 1)]))
    rate = found.indicator_position(RATE)
    assert found.cubes["quarter"].reason[5, rate, 0] == Reason.SUPPRESSED
    assert found.cubes["district"].reason[:, rate, 0].tolist() == [
        Reason.VALUE,
        Reason.SUPPRESSED,
        Reason.VALUE,
        Reason.VALUE,
    ]
    assert found.cubes["city"].reason[0, rate, 0] == Reason.SUPPRESSED
    assert np.isnan(found.cubes["city"].numerator[0, rate, 0])
    assert not np.isnan(found.cubes["city"].denominator[0, rate, 0])


def test_a_delivered_subtotal_fills_the_district_with_a_suppressed_quarter() -> None:
    measures = {
        "Einwohner": [*RESIDENTS, sum(RESIDENTS[4:8]), sum(RESIDENTS)],
        "Arbeitslose": [*UNEMPLOYED, sum(UNEMPLOYED[4:8]), sum(UNEMPLOYED)],
    }
    rows = {"Nr": [*KEYS, "", ""], "Name": [*NAMES, "Nord", "Stadt Ahrenfurt"]}
    found = atlas(table(rows, measures, suppressed=[(5, 1)], totals={16: "subtotal", 17: "city"}))
    rate = found.indicator_position(RATE)
    assert found.cubes["district"].value[1, rate, 0] == pytest.approx(100 * sum(UNEMPLOYED[4:8]) / sum(RESIDENTS[4:8]))
    assert found.cubes["city"].numerator[0, rate, 0] == sum(UNEMPLOYED)
    assert found.title == "Stadt Ahrenfurt"
    assert len(found.join.totals) == 2


def test_districts_complete_the_city_where_a_quarter_is_suppressed() -> None:
    measures = {
        "Einwohner": [*RESIDENTS, sum(RESIDENTS[4:8])],
        "Arbeitslose": [*UNEMPLOYED, sum(UNEMPLOYED[4:8])],
    }
    rows = {"Nr": [*KEYS, ""], "Name": [*NAMES, "Nord"]}
    found = atlas(table(rows, measures, suppressed=[(5, 1)], totals={16: "subtotal"}))
    assert found.cubes["city"].numerator[0, found.indicator_position(RATE), 0] == sum(UNEMPLOYED)


def test_the_five_blanks_stay_apart() -> None:
    residents = [250.0, *RESIDENTS[1:15]]
    unemployed = [5.0, 0.0, None, *UNEMPLOYED[3:15]]
    found = atlas(table({"Nr": KEYS[:15]}, {"Einwohner": residents, "Arbeitslose": unemployed}, suppressed=[(3, 1)]))
    cube, rate = found.cubes["quarter"], found.indicator_position(RATE)
    assert [Reason(reason) for reason in cube.reason[[0, 1, 2, 3, 4, 15], rate, 0]] == [
        Reason.TOO_SMALL,
        Reason.ZERO,
        Reason.NOT_DELIVERED,
        Reason.SUPPRESSED,
        Reason.VALUE,
        Reason.NOT_JOINED,
    ]
    assert cube.value[0, rate, 0] == 2.0
    assert np.isnan(cube.value[[2, 3, 15], rate, 0]).all()
    assert (cube.reason[15] == Reason.NOT_JOINED).all()
    assert finding(found, "join.only_map").values["examples"] == "74 Quartier p"


def test_a_quarter_missing_in_one_table_only_is_not_delivered_there() -> None:
    found = atlas(
        table({"Nr": KEYS}, {"Einwohner": RESIDENTS}),
        table({"Nr": KEYS[:15]}, {"Arbeitslose": UNEMPLOYED[:15]}, file="arbeit.csv"),
    )
    cube = found.cubes["quarter"]
    assert cube.reason[15, found.indicator_position("arbeitslose"), 0] == Reason.NOT_DELIVERED
    assert cube.reason[15, found.indicator_position("residents"), 0] == Reason.VALUE


def test_a_count_is_never_too_small() -> None:
    found = atlas(table({"Nr": KEYS}, {"Einwohner": [100.0] * 16, "Arbeitslose": UNEMPLOYED}))
    cube = found.cubes["quarter"]
    assert (cube.reason[:, found.indicator_position("arbeitslose")] == Reason.VALUE).all()
    assert (cube.reason[:, found.indicator_position(RATE)] == Reason.TOO_SMALL).all()


def test_a_share_without_counts_has_no_guessed_value_above_the_quarters() -> None:
    shares = [10.5 + number for number in range(16)]
    found = atlas(table({"Nr": KEYS}, {"Anteil Haushalte mit Hund": shares}, units={"Anteil Haushalte mit Hund": "%"}))
    assert found.cubes["quarter"].value[:, 0, 0].tolist() == shares
    assert (found.cubes["district"].reason == Reason.NOT_DELIVERED).all()
    assert (found.cubes["city"].reason == Reason.NOT_DELIVERED).all()
    assert np.isnan(found.cubes["quarter"].numerator).all()


def test_a_delivered_share_of_the_city_is_kept() -> None:
    title = "Anteil Haushalte mit Hund"
    rows = {"Nr": [*KEYS, ""], "Name": [*NAMES, "Insgesamt"]}
    found = atlas(table(rows, {title: [10.5] * 16 + [11.5]}, totals={16: "city"}, units={title: "%"}))
    assert found.cubes["city"].value[0, 0, 0] == 11.5


def test_years_of_several_tables_lie_on_one_axis() -> None:
    found = atlas(numbers(year=2022), numbers(year=2024, file="neu.xlsx"))
    assert found.years == (2022, 2024)
    assert np.isfinite(found.cubes["quarter"].value).all()


def test_the_remainder_closes_the_gap_between_quarters_and_city() -> None:
    rows = {"Nr": [*KEYS, "", ""], "Name": [*NAMES, "nicht zuzuordnen", "Stadt Ahrenfurt"]}
    measures = {"Arbeitslose": [*UNEMPLOYED, 14.0, sum(UNEMPLOYED) + 14]}
    found = atlas(table(rows, measures, totals={16: "unassigned", 17: "city"}))
    told = finding(found, "load.city_adds_up_with_rest")
    assert (told.severity, told.values["sum"], told.values["unassigned"], told.values["city"]) == ("info", 680, 14, 694)
    assert found.cubes["city"].value[0, 0, 0] == 694


def test_a_city_that_does_not_add_up_is_a_warning() -> None:
    rows = {"Nr": [*KEYS, ""], "Name": [*NAMES, "Stadt"]}
    found = atlas(table(rows, {"Arbeitslose": [*UNEMPLOYED, 999.0]}, totals={16: "city"}))
    told = finding(found, "checks.sum_of_city")
    assert (told.severity, told.values["sum"], told.values["delivered"]) == ("warning", 680, 999)


def test_a_total_of_the_whole_country_is_not_the_value_of_the_city() -> None:
    keys = [*KEYS, *(f"9{number}" for number in range(9)), ""]
    names = [*NAMES, *(f"Anderswo {number}" for number in range(9)), "WHOLE COUNTRY"]
    measures = {"Arbeitslose": [*UNEMPLOYED, *[50.0] * 9, 90_000.0]}
    found = atlas(table({"Nr": keys, "Name": names}, measures, totals={25: "city"}))
    assert found.cubes["city"].value[0, 0, 0] == sum(UNEMPLOYED)
    assert found.title == "Quartiere"
    assert "join.total_of_larger_area" in codes(found)


def test_a_key_on_two_polygons_gives_neither_a_value() -> None:
    keys = [*KEYS[:15], KEYS[14]]
    found = atlas(table({"Nr": KEYS}, {"Arbeitslose": UNEMPLOYED}), layer=town(keys))
    assert found.join.duplicates == (KEYS[14],)
    assert (found.cubes["quarter"].reason[14:] == Reason.NOT_JOINED).all()
    assert len(set(found.levels["quarter"].ids)) == 16
    assert found.findings[0].severity == "error"


def test_findings_come_with_the_most_severe_first() -> None:
    found = atlas(table({"Nr": KEYS}, {"Arbeitslose": UNEMPLOYED}), layer=town([*KEYS[:15], KEYS[14]]))
    order = [("error", "warning", "info").index(one.severity) for one in found.findings]
    assert order == sorted(order)
    assert len(order) > 1


def test_a_year_of_zeros_and_a_copied_column_are_doubted() -> None:
    zeros = {"Einwohner": RESIDENTS, "Arbeitslose": [0.0] * 16, "Arbeitssuchende": UNEMPLOYED, "Kopie": UNEMPLOYED}
    found = atlas(numbers(year=2023), table({"Nr": KEYS}, zeros, file="neu.xlsx"))
    assert finding(found, "load.year_of_zeros").values["years"] == "2024"
    copied = finding(found, "load.same_column_twice").values
    assert (copied["first"], copied["second"]) == ("Arbeitssuchende", "Kopie")


def test_without_districts_there_are_quarters_and_a_city() -> None:
    layer = squares({"NR": ["a1x", "b2y", "c3z"]})
    found = atlas(table({"Nr": ["a1x", "b2y", "c3z"]}, {"Arbeitslose": [30.0, 40.0, 50.0]}), layer=layer)
    assert list(found.levels) == ["quarter", "city"]
    assert list(found.cubes) == ["quarter", "city"]
    assert found.cubes["city"].value[0, 0, 0] == 120
    assert found.levels["city"].geometry[0].area == 3_000_000


def test_choices_name_the_city_and_leave_an_indicator_out() -> None:
    chosen = Choices(title="Ahrenfurt", key_column="NAME", indicators=(IndicatorChoice("arbeitslose", leave_out=True),))
    found = atlas(numbers(), choices=chosen)
    assert found.title == "Ahrenfurt"
    assert found.join.key == "NAME"
    assert "arbeitslose" not in [indicator.id for indicator in found.indicators]


def test_the_atlas_is_read_only() -> None:
    found = atlas(numbers())
    with pytest.raises(ValueError, match="read-only"):
        found.cubes["quarter"].value[0, 0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        found.levels["city"].geometry[0] = None


def test_no_file_no_map_and_no_numbers_are_refused_in_plain_words() -> None:
    with pytest.raises(DataFileError) as refused:
        load_atlas([])
    assert refused.value.problem == "load.no_files"


def test_a_city_of_542_quarters_40_columns_and_10_years_is_filled_in_a_moment() -> None:
    keys = [f"{district:02d}{number:03d}" for district in range(1, 20) for number in range(1, 30)][:542]
    layer = squares({"NR": keys}, width=29)
    values = np.random.default_rng(1).integers(30, 900, (542, 40, 10)).astype(float)
    made = table({"Nr": keys}, {f"Merkmal {sign}": [1.0] * 542 for sign in range(40)})
    large = Table(
        made.file, None, "xlsx", None, made.identifiers, made.measures, tuple(range(2015, 2025)), values,
        np.zeros(values.shape, dtype=np.uint8),
    )  # fmt: skip
    delivery = Delivery((layer,), (large,), (), (), (), ())
    recognised = recognise_delivery(delivery, Choices(), "0123456789abcdef")
    start = time.perf_counter()
    found = atlas_of(recognised)
    assert time.perf_counter() - start < 1
    assert found.cubes["quarter"].value.shape == (542, 40, 10)


def test_an_indicator_knows_the_files_its_numbers_stand_in() -> None:
    residents = table({"Nr": KEYS}, {"Einwohner": list(RESIDENTS)}, file="einwohner.csv")
    unemployed = table({"Nr": KEYS}, {"Arbeitslose": list(UNEMPLOYED)}, file="arbeitslose.csv")
    trees = table({"Nr": KEYS}, {"Bäume": list(UNEMPLOYED)}, file="baeume.csv")
    files = {one.id: one.files for one in atlas(residents, trees, unemployed).indicators}
    assert files[RATE] == ("arbeitslose.csv", "einwohner.csv")
    assert files["baeume"] == ("baeume.csv",)


def test_districts_that_are_only_numbers_are_called_districts_or_by_a_list_of_their_names() -> None:
    layer = squares({"NR": KEYS, "NAME": NAMES}, width=4)
    assert atlas(numbers(), layer=layer).levels["district"].names == ("Bezirk 1", "Bezirk 3", "Bezirk 5", "Bezirk 7")
    listed = table(
        {"Bezirk": ["01", "03", "05", "07"], "Bezirksname": ["Nord", "Mitte", "Süd", "West"]},
        {"Wahllokale": [3, 4, 5, 6]},
    )
    assert atlas(numbers(), listed, layer=layer).levels["district"].names == ("Nord", "Mitte", "Süd", "West")


def test_the_name_of_a_file_is_no_title_as_it_stands() -> None:
    layer = squares({"NR": KEYS, "NAME": NAMES}, width=4, file="bad_lindenau_stadtteile_2019_fixed.shp")
    assert atlas(numbers(), layer=layer).title == "Bad Lindenau Stadtteile"
    swiss = squares({"NR": KEYS, "NAME": NAMES}, width=4, file="gde-1-1-15.shp")
    assert atlas(numbers(), layer=swiss).title == "Gemeinden"
