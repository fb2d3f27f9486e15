"""What never changes is compressed once; what answers a question is compressed for that question alone."""

import gzip
import json
from pathlib import Path

import pytest
from dash import Dash, Input, Output, html
from flask.testing import FlaskClient

from callbacks import compression
from tests.callbacks.asking import ask

GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def echo(tmp_path: Path) -> FlaskClient:
    """A page whose answer is the question many times over, and one style sheet."""
    (tmp_path / "look.css").write_text("p { color: red }\n" * 100)
    app = Dash("echo", server=compression.compressing_server("echo"), compress=True, assets_folder=str(tmp_path))
    app.layout = html.Div([html.P(id="question"), html.P(id="answer")])

    @app.callback(Output("answer", "children"), Input("question", "children"))
    def repeat(question: str) -> str:
        return question * 1000

    compression.register(app.server)
    return app.server.test_client()


@pytest.mark.parametrize("algorithm", ["gzip", "br", "zstd"])
def test_two_questions_at_one_address_get_two_answers(echo: FlaskClient, algorithm: str) -> None:
    answers = [ask(echo, "answer.children", {"question": q}, **{"Accept-Encoding": algorithm}) for q in "abba"]
    assert all(answer.headers["Content-Encoding"] == algorithm for answer in answers)
    assert answers[0].data == answers[3].data
    assert answers[1].data == answers[2].data
    assert answers[0].data != answers[1].data


def test_the_answer_is_that_of_the_question(echo: FlaskClient) -> None:
    for question in ("x", "y"):
        answer = ask(echo, "answer.children", {"question": question}, **GZIP)
        assert json.loads(gzip.decompress(answer.data))["response"]["answer"]["children"] == question * 1000


def test_an_unchanging_file_is_compressed_once_for_all_visitors(
    echo: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = echo.get("/assets/look.css?m=1", headers=GZIP)
    monkeypatch.setattr("flask_compress.flask_compress._compress_data", lambda *_: b"compressed again")
    assert echo.get("/assets/look.css?m=1", headers=GZIP).data == first.data
    assert gzip.decompress(first.data).startswith(b"p { color: red }")


def test_a_changed_file_has_another_address_and_another_content(echo: FlaskClient, tmp_path: Path) -> None:
    echo.get("/assets/look.css?m=1", headers=GZIP)
    (tmp_path / "look.css").write_text("p { color: blue }\n" * 100)
    assert b"blue" in gzip.decompress(echo.get("/assets/look.css?m=2", headers=GZIP).data)


def test_without_a_time_of_change_in_its_address_a_file_is_read_anew(echo: FlaskClient, tmp_path: Path) -> None:
    echo.get("/assets/look.css", headers=GZIP)
    (tmp_path / "look.css").write_text("p { color: blue }\n" * 100)
    assert b"blue" in echo.get("/assets/look.css").data


@pytest.mark.parametrize("kind", ["HEAD", "range", "unknown"])
def test_what_is_no_whole_file_is_not_kept(echo: FlaskClient, kind: str) -> None:
    if kind == "HEAD":
        echo.head("/assets/look.css?m=1", headers=GZIP)
    elif kind == "range":
        echo.get("/assets/look.css?m=1", headers={**GZIP, "Range": "bytes=0-9"})
    else:
        assert echo.get("/assets/nothing.css?m=1", headers=GZIP).status_code == 404
    assert len(gzip.decompress(echo.get("/assets/look.css?m=1", headers=GZIP).data)) == 1700


def test_the_page_of_the_product_uses_it(client: FlaskClient) -> None:
    answer = client.get("/_dash-dependencies", headers={"Accept-Encoding": "gzip, br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert "Accept-Encoding" in answer.headers["Vary"]
