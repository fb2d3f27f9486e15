"""Elements as ``assets/still.js`` draws them, for parts that the browser asks for; Dash's own know no input field."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Union

Children = Union[str, "Node", Sequence[Union[str, "Node"]]]


class Node(NamedTuple):
    """One element; as JSON what ``callbacks.shared.still.tree`` gives: tag, properties, children."""

    tag: str
    properties: dict[str, Any]
    children: list[Any]


def node(tag: str, children: Children = (), **properties: Any) -> Node:
    """Describe an element.

    Parameters
    ----------
    tag : str
    children : str, Node or sequence of both
    **properties : object
        As the document's elements name them (``className``, ``htmlFor``), and attributes with ``aria-`` or ``data-``.

    Examples
    --------
    >>> list(node("p", "1 < 2", className="quiet"))
    ['p', {'className': 'quiet'}, ['1 < 2']]
    """
    listed = [children] if isinstance(children, (str, Node)) else list(children)
    return Node(tag, properties, listed)
