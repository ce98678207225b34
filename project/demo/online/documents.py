"""Short ways to write the blocks of the demo's lessons."""

from typing import Any
from uuid import uuid4

Node = dict[str, Any]


def text(*nodes: Node | str) -> Node:
    """Return a block of text; a string is a paragraph."""
    return _block("text", document=document(*nodes))


def note(tone: str, *paragraphs: str) -> Node:
    """Return a note."""
    return _block("note", tone=tone, document=document(*paragraphs))


def formula(latex: str, caption: str = "") -> Node:
    """Return a formula."""
    return _block("formula", latex=latex, caption=caption)


def cards(title: str, **sides: str) -> Node:
    """Return flash cards: English on the front, Uzbek on the back; _ in a name is a space."""
    rows = [{"front": front.replace("_", " "), "back": back} for front, back in sides.items()]
    return _block("flashcards", title=title, cards=rows)


def embed(url: str, title: str) -> Node:
    """Return a page of another site."""
    return _block("embed", url=url, title=title)


def media(kind: str, file: str, **fields: Any) -> Node:
    """Return a block with a file, named as in `media.FILES`; the id takes its place when the file is stored."""
    return _block(kind, file=file, **fields)


def assignment(title: str, *paragraphs: str, days: int) -> Node:
    """Return a task that learners hand in as a text."""
    return _block("assignment", title=title, document=document(*paragraphs), answer="text", days=days)


def spoken(title: str, words: str) -> Node:
    """Return a text to read aloud."""
    return _block("spoken", title=title, task="reading", text=words)


def quiz(title: str) -> Node:
    """Return the quiz of the course; its id takes its place when it is made."""
    return _block("quiz", title=title, quiz="")


def document(*nodes: Node | str) -> Node:
    """Return a document; a string is a paragraph."""
    return {"type": "doc", "content": [paragraph(node) if isinstance(node, str) else node for node in nodes]}


def paragraph(words: str) -> Node:
    """Return a paragraph; what stands between two asterisks is bold."""
    parts = [
        {"type": "text", "text": part, **({"marks": [{"type": "bold"}]} if place % 2 else {})}
        for place, part in enumerate(words.split("*"))
        if part
    ]
    return {"type": "paragraph", "content": parts}


def heading(words: str) -> Node:
    """Return a heading."""
    return {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": words}]}


def bullets(*items: str) -> Node:
    """Return a list."""
    return {"type": "bulletList", "content": [{"type": "listItem", "content": [paragraph(item)]} for item in items]}


def table(*rows: tuple[str, ...]) -> Node:
    """Return a table; its first row holds headings."""
    return {
        "type": "table",
        "content": [
            {
                "type": "tableRow",
                "content": [
                    {"type": "tableCell" if place else "tableHeader", "content": [paragraph(cell)]} for cell in row
                ],
            }
            for place, row in enumerate(rows)
        ],
    }


def tapping(*pictures: str, right: str) -> Node:
    """Return an activity for small children: touch the right one of these pictures of the platform."""
    items = [{"key": picture, "picture": picture} for picture in pictures]
    activity = {"kind": "tap", "instruction": {"sound": "tap-it"}, "items": items, "answers": [right]}
    return _block("activity", activity=activity)


def _block(kind: str, **fields: Any) -> Node:
    return {"id": str(uuid4()), "kind": kind, **fields}
