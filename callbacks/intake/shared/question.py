"""An open question about a map file: the answers that are possible, each with a picture and its reasons.

``assets/intake_boundaries.js`` turns the answer into a decision.
"""

import json
from collections.abc import Sequence

import msgspec
from dash import html
from dash.development.base_component import Component

from callbacks.intake.shared.outline_picture import in_germany, in_itself, outline_picture
from callbacks.intake.shared.refusal import refused
from callbacks.shared.pieces import attributes, icon
from callbacks.shared.still import still
from loading.choices.layers import LayerChoice
from loading.questions import OpenQuestion, Option
from texts import Texts

_OF_SYSTEMS = ("questions.system", "questions.system_swapped")


def question_card(texts: Texts, question: OpenQuestion) -> Component:
    """Ask, with one card for each possible answer; of several files one after the other."""
    every = (question, *question.further)
    asked = [part for one in every for part in _asked(texts, one, every, heading=len(every) > 1)]
    title = html.H2(texts(_heading(every)), id="intake-heading", tabIndex=-1)
    undo = html.Button(
        [icon("undo-2"), html.Span(texts("boundaries_card.undo"))],
        type="button",
        className="button is-small",
        hidden=True,
        **attributes(data_boundaries_undo=""),
    )
    card = html.Section(
        [html.Div([icon("circle-help"), title, undo], className="question-title"), *asked],
        className="card intake-card question",
    )
    return still(card)


def _heading(every: Sequence[OpenQuestion]) -> str:
    problems = [one.problem for one in every]
    if all(problem.startswith("registers.doubtful") for problem in problems):
        return "registers.heading_in_doubt"
    of_registers = all(problem.startswith("registers.") for problem in problems)
    return "registers.heading" if of_registers else "boundaries_card.question"


def _asked(
    texts: Texts, question: OpenQuestion, every: Sequence[OpenQuestion], *, heading: bool
) -> list[Component | None]:
    problem, repair = refused(texts, question)
    answers = [_answer(texts, question, option, every) for option in question.options]
    about_system = not question.options or question.options[0].code in _OF_SYSTEMS
    nothing = html.P(texts("boundaries_card.no_answer"), className="quiet") if not answers else None
    return [
        html.H3(question.asked.file, className="heading") if heading else None,
        html.P(problem, className="intake-problem"),
        html.P(repair, className="quiet"),
        nothing,
        html.Ul(answers, className="question-answers") if answers else None,
        _other_system(texts, question.asked) if about_system else None,
    ]


def _answer(texts: Texts, question: OpenQuestion, option: Option, every: Sequence[OpenQuestion]) -> Component:
    said = texts(option.code, **option.values)
    reasons = [html.Li(texts(key, **values)) for key, values in option.reasons]
    best = option is question.options[0] and len(question.options) > 1 and option.code in _OF_SYSTEMS
    alike = [one for other in every for one in other.options if (one.code, one.values) == (option.code, option.values)]
    word = texts("registers.choose" if option.registers else "boundaries_card.confirm")
    buttons = [_button(texts, said, [option], word)]
    if len(alike) > 1 and not option.registers:  # what becomes of a register is decided one by one
        buttons.append(_button(texts, said, alike, texts("boundaries_card.confirm_all", n=len(alike))))
    return html.Li(
        [
            html.Div(_pictures(texts, option), className="question-pictures") if option.picture else None,
            html.Div(
                [
                    html.P(texts("boundaries_card.most_plausible"), className="question-best") if best else None,
                    html.P(said, className="question-said"),
                    html.Ul(reasons, className="question-reasons"),
                    html.Div(buttons, className="question-buttons"),
                ]
            ),
        ],
        className="question-answer",
    )


def _pictures(texts: Texts, option: Option) -> list[Component]:
    picture = option.picture
    if not picture:
        return []
    own = outline_picture(in_itself(picture["rings"]), texts("boundaries_card.shape"), "is-map")
    if option.code not in _OF_SYSTEMS:
        return [own]
    where = in_germany(picture["longitude"], picture["latitude"])
    return [outline_picture(where, texts("boundaries_card.locator"), "is-germany"), own]


def _button(texts: Texts, said: str, given: Sequence[Option], word: str) -> Component:
    decided = {
        "label": texts("boundaries_card.step_answer", answer=said),
        "layers": [msgspec.to_builtins(choice) for option in given for choice in option.answer],
        "registers": [msgspec.to_builtins(choice) for option in given for choice in option.registers],
    }
    data = json.dumps(decided, ensure_ascii=False)
    named = attributes(data_boundaries_answer=data, aria_label=f"{word}: {said}")
    return html.Button(word, type="button", className="button is-small", **named)


def _other_system(texts: Texts, asked: LayerChoice) -> Component:
    """Give the place where the script lays out a field for another EPSG code."""
    words = {
        name: texts(f"boundaries_card.{name}") for name in ("other", "other_hint", "swapped", "confirm", "no_code")
    }
    label = texts.entry("boundaries_card.step_other")
    data = {"file": asked.file, "layer": asked.layer, "words": words, "label": label}
    return html.Div(
        className="question-other", **attributes(data_boundaries_other=json.dumps(data, ensure_ascii=False))
    )
