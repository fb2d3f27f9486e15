"""Recipes of an index by address: downloaded as a text that people read, and read from one.

A recipe is no state of the server: the word that names it says all that it says.
"""

import re
import unicodedata
from typing import Any

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from analysis.index.recipe import Recipe, RecipeError
from analysis.index.recipe_fields import to_recipe
from analysis.index.recipe_text import LONGEST_TEXT, from_text, to_text
from analysis.index.recipe_token import from_token
from analysis.index.shipped import SHIPPED, shipped
from callbacks.shared.same_site import from_own_site
from callbacks.shared.sent import sent_object
from callbacks.shared.services import texts_of
from layers.index.in_words import recipe_title
from layers.index.recipes import fields_of, token_of
from layers.index.wording import refusal_in_words
from texts import Texts

_LARGEST = 4 * LONGEST_TEXT  # every sign of a text may take four bytes
_LONGEST_NAME = 80
Answer = Response | tuple[Response, int]


def file_name(recipe: Recipe, language: str) -> str:
    """Name the file after the recipe's title, in plain letters.

    Examples
    --------
    >>> file_name(shipped("townsend"), "en")
    'material-deprivation-after-townsend.toml'
    """
    title = recipe_title(recipe)[language].replace("ß", "ss")
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", plain.lower())[:_LONGEST_NAME].strip("-")
    return f"{name or 'recipe'}.toml"


def told(recipe: Recipe) -> dict[str, Any]:
    """Give what a page needs to go on with a recipe: its word in addresses, its title, its fields."""
    return {"token": token_of(recipe), "title": recipe_title(recipe), "recipe": fields_of(recipe)}


def received() -> Recipe:
    """Read the recipe that was sent: a text, or as JSON ``{"recipe": fields}`` or ``{"text": ...}``.

    Raises
    ------
    RecipeError
        If it is none.
    """
    if not request.is_json:
        return from_text(request.get_data().decode("utf-8-sig", errors="replace"))
    given = sent_object()
    return to_recipe(given["recipe"]) if "recipe" in given else from_text(str(given.get("text") or ""))


def refused(texts: Texts, error: RecipeError, status: int) -> Answer:
    """Say what is wrong with a recipe, and what its owner can do."""
    problem, repair = refusal_in_words(texts, error.code, error.values)
    return jsonify(problem=problem, repair=repair, code=error.code), status


def register(server: Flask) -> None:
    """Add the routes."""

    @server.get("/recipe/<token>.toml")
    def recipe_file(token: str) -> Answer:
        texts = texts_of(request.args.get("language"))
        try:
            recipe = shipped(token) if token in SHIPPED else from_token(token)
            response = Response(to_text(recipe), content_type="application/toml; charset=utf-8")
        except RecipeError as error:
            return refused(texts, error, 404)
        name = file_name(recipe, texts.language)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    @server.post("/recipe")
    def recipe_read() -> Answer:
        texts = texts_of(request.args.get("language"))
        if not from_own_site():
            return jsonify(problem=texts("intake.foreign"), repair=""), 403
        request.max_content_length = _LARGEST
        try:
            if (request.content_length or 0) > _LARGEST:  # the guard has read it
                raise RequestEntityTooLarge
            return jsonify(told(received()))
        except RecipeError as error:
            return refused(texts, error, 400)
        except RequestEntityTooLarge:
            too_long = RecipeError("text_too_long", found=request.content_length or _LARGEST, most=LONGEST_TEXT)
            return refused(texts, too_long, 413)
