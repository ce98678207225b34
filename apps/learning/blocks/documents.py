"""Rich text of blocks: ProseMirror documents as TipTap writes them, checked against a schema and rendered to HTML.

What a client sends as HTML is never stored: a document is JSON, and its HTML is made here, from the nodes and marks
below alone.
"""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import nh3
from django.utils.translation import gettext_lazy as _
from prosemirror.model import DOMSerializer, Node, Schema

from apps.core.rich_text import SCHEMES
from apps.core.validators import InvalidValue

MAX_DEPTH = 16
EMPTY_DOCUMENT: dict[str, Any] = {"type": "doc", "content": [{"type": "paragraph"}]}
MAX_LINK_LENGTH = 2000
MAX_SPAN = 100
NODE_KEYS = frozenset({"type", "attrs", "content", "marks", "text"})
DROPPED_ATTRIBUTES = {
    "link": {"target", "rel", "class", "title"},
    "orderedList": {"type"},
    "codeBlock": {"language"},
    "tableCell": {"colwidth"},
    "tableHeader": {"colwidth"},
}
"""What TipTap writes beside the attributes of the schema; it is not kept."""
TAGS = {
    *"p br strong em u s code a sup sub h2 h3 h4 ul ol li blockquote pre hr".split(),
    *"table tbody tr th td".split(),
}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}}


def _whole_number(least: int, most: int) -> Callable[[Any], None]:
    def check(value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError

    return check


def _link(value: Any) -> None:
    if not isinstance(value, str) or len(value) > MAX_LINK_LENGTH or urlsplit(value).scheme.lower() not in SCHEMES:
        raise ValueError


def _tag(name: str, *attributes: str) -> Callable[[Any], Any]:
    """Return how a node or mark is rendered: as this element, with these of its attributes."""
    return lambda node, *_more: [name, {key: str(node.attrs[key]) for key in attributes}, 0]


def _cell(name: str) -> Any:
    span = {"default": 1, "validate": _whole_number(1, MAX_SPAN)}
    return {"content": "block+", "attrs": {"colspan": span, "rowspan": span}, "toDOM": _tag(name, "colspan", "rowspan")}


_PARAGRAPH: Any = {"content": "inline*", "group": "block", "toDOM": _tag("p")}
_INLINE: dict[str, Any] = {
    "text": {"group": "inline"},
    "hardBreak": {"inline": True, "group": "inline", "toDOM": lambda _node: ["br"]},
}


def _lists(item: str) -> dict[str, Any]:
    start = {"start": {"default": 1, "validate": _whole_number(0, 100_000)}}
    return {
        "bulletList": {"content": "listItem+", "group": "block", "toDOM": _tag("ul")},
        "orderedList": {"content": "listItem+", "group": "block", "attrs": start, "toDOM": _tag("ol", "start")},
        "listItem": {"content": item, "toDOM": _tag("li")},
    }


_MARKS: dict[str, Any] = {
    "link": {"attrs": {"href": {"validate": _link}}, "inclusive": False, "toDOM": _tag("a", "href")},
    "bold": {"toDOM": _tag("strong")},
    "italic": {"toDOM": _tag("em")},
    "underline": {"toDOM": _tag("u")},
    "strike": {"toDOM": _tag("s")},
    "superscript": {"toDOM": _tag("sup")},
    "subscript": {"toDOM": _tag("sub")},
    "code": {"toDOM": _tag("code")},
}
_LEVEL: Any = {"level": {"default": 2, "validate": _whole_number(2, 4)}}
TEXT_SCHEMA: "Schema[Any, Any]" = Schema(
    {
        "nodes": {
            "doc": {"content": "block+"},
            "paragraph": _PARAGRAPH,
            "heading": {
                "content": "inline*",
                "group": "block",
                "attrs": _LEVEL,
                "toDOM": lambda node: [f"h{node.attrs['level']}", 0],
            },
            **_lists("paragraph block*"),
            "blockquote": {"content": "block+", "group": "block", "toDOM": _tag("blockquote")},
            "codeBlock": {"content": "text*", "marks": "", "group": "block", "toDOM": lambda _n: ["pre", ["code", 0]]},
            "horizontalRule": {"group": "block", "toDOM": lambda _node: ["hr"]},
            "table": {"content": "tableRow+", "group": "block", "toDOM": lambda _n: ["table", ["tbody", 0]]},
            "tableRow": {"content": "(tableCell | tableHeader)*", "toDOM": _tag("tr")},
            "tableCell": _cell("td"),
            "tableHeader": _cell("th"),
            **_INLINE,
        },
        "marks": _MARKS,
    }
)
"""The nodes and marks of a text."""
NOTE_SCHEMA: "Schema[Any, Any]" = Schema(
    {
        "nodes": {"doc": {"content": "block+"}, "paragraph": _PARAGRAPH, **_lists("paragraph block*"), **_INLINE},
        "marks": _MARKS,
    }
)
"""The nodes and marks of a note: paragraphs and lists."""


def check_document(value: Any, schema: "Schema[Any, Any]") -> dict[str, Any]:
    """Return the document as it is stored: with the nodes, marks and attributes of the schema alone.

    None and {} are an empty document. Raise InvalidValue for anything that the schema does not know, for links to
    other places than https, http, mailto and tel, and for more than MAX_DEPTH levels.
    """
    if value is None or value == {}:
        return EMPTY_DOCUMENT
    shaped = _check_shape(value, schema, depth=1)
    if shaped["type"] != "doc":
        raise InvalidValue(_("This is not a document."))
    try:
        node = Node.from_json(schema, shaped)
        node.check()
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise InvalidValue(_("The structure of this text is not valid.")) from error
    return dict(node.to_json())


def read_text(document: Mapping[str, Any]) -> str:
    """Return the words of a document, without its form."""
    words = [str(document.get("text", ""))]
    words += [read_text(child) for child in document.get("content", ())]
    return " ".join(filter(None, words)).strip()


def render_document(document: Mapping[str, Any], schema: "Schema[Any, Any]") -> str:
    """Return the HTML of a checked document: nothing in it runs or loads, and links send no referrer."""
    content = Node.from_json(schema, dict(document)).content
    html = str(DOMSerializer.from_schema(schema).serialize_fragment(content))
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer")


def _check_shape(value: Any, schema: "Schema[Any, Any]", *, depth: int) -> dict[str, Any]:
    """Return the node with known attributes alone. Raise InvalidValue unless every node and mark of it is known."""
    if depth > MAX_DEPTH:
        raise InvalidValue(_("This text has more than %(count)d levels.") % {"count": MAX_DEPTH})
    if not isinstance(value, dict) or not isinstance(value.get("type"), str) or not value.keys() <= NODE_KEYS:
        raise InvalidValue(_("This is not a document."))
    name, node = value["type"], dict(value)
    if name not in schema.nodes:
        raise InvalidValue(_("“%(name)s” is not allowed in this text.") % {"name": name[:40]})
    if (name == "text") != isinstance(node.get("text"), str):
        raise InvalidValue(_("This is not a document."))
    if "attrs" in node:
        node["attrs"] = _check_attributes(name, node["attrs"], schema.nodes[name].attrs)
    if "marks" in node:
        node["marks"] = [_check_mark(mark, schema) for mark in _as_list(node["marks"])]
    if "content" in node:
        node["content"] = [_check_shape(child, schema, depth=depth + 1) for child in _as_list(node["content"])]
    return node


def _check_mark(mark: Any, schema: "Schema[Any, Any]") -> dict[str, Any]:
    if not isinstance(mark, dict) or not mark.keys() <= {"type", "attrs"}:
        raise InvalidValue(_("This is not a document."))
    name = mark.get("type")
    if not isinstance(name, str) or name not in schema.marks:
        raise InvalidValue(_("“%(name)s” is not allowed in this text.") % {"name": str(name)[:40]})
    attributes = _check_attributes(name, mark.get("attrs"), schema.marks[name].attrs)
    try:
        for key, attribute in schema.marks[name].attrs.items():
            if attribute.validate:
                attribute.validate(attributes.get(key))
    except ValueError as error:
        raise InvalidValue(_("A link leads to a web page, an e-mail address or a phone number.")) from error
    return {"type": name, "attrs": attributes} if attributes else {"type": name}


def _check_attributes(name: str, attributes: Any, known: Mapping[str, Any]) -> dict[str, Any]:
    if attributes is None:
        return {}
    if not isinstance(attributes, dict):
        raise InvalidValue(_("This is not a document."))
    for key in attributes:
        if key not in known and key not in DROPPED_ATTRIBUTES.get(name, ()):
            raise InvalidValue(_("“%(name)s” is not allowed in this text.") % {"name": f"{name}.{key}"[:40]})
    return {key: value for key, value in attributes.items() if key in known}


def _as_list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise InvalidValue(_("This is not a document."))
    return value
