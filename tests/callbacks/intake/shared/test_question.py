"""An open question about several files can be answered for all of them, wherever the reader has come to."""

from callbacks.intake.shared.question import question_card
from loading.choices.layers import LayerChoice
from loading.choices.registers import RegisterChoice
from loading.questions import OpenQuestion, Option
from texts import load_texts

SYSTEMS = ("EPSG:25832", "EPSG:25831")


def question(file: str) -> OpenQuestion:
    options = tuple(
        Option("questions.system", {"code": code, "name": "ETRS89"}, (LayerChoice(file, crs=code),), (), {})
        for code in SYSTEMS
    )
    return OpenQuestion(file, "crs.missing", options, LayerChoice(file), bounds="1", likely="2")


def test_each_file_offers_to_confirm_for_all() -> None:
    first, second = question("a.shp"), question("b.shp")
    first.further = (second,)
    shown = str(question_card(load_texts("de"), first).to_plotly_json())
    assert shown.count("Für alle 2 Dateien bestätigen") >= 2 * len(SYSTEMS)


def test_a_single_file_has_nothing_to_confirm_for_all() -> None:
    assert "Für alle" not in str(question_card(load_texts("de"), question("a.shp")).to_plotly_json())


def test_what_becomes_of_a_register_is_decided_one_by_one() -> None:
    answer = (RegisterChoice("faelle.csv"),)
    first, second = (
        OpenQuestion(
            file,
            "registers.question",
            (Option("registers.plain", {}, (), registers=answer),),
            LayerChoice(file),
            rows=9,
        )
        for file in ("faelle.csv", "mehr.csv")
    )
    first.further = (second,)
    texts = load_texts("de")
    shown = str(question_card(texts, first).to_plotly_json())
    assert texts("registers.heading") in shown
    assert "Für alle" not in shown
    assert "question-pictures" not in shown
    assert '{"file": "faelle.csv"}' in shown.replace("\\", "")
