"""Documents as Markdown, for texts that Markdown can say exactly, and Markdown as documents."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

Node = Mapping[str, Any]
DELIMITERS = {"bold": "**", "italic": "*", "strike": "~~"}
MARK_TOKENS = {"strong": "bold", "em": "italic", "s": "strike", "link": "link"}
BLOCK_TOKENS = {
    "paragraph": "paragraph", "bullet_list": "bulletList", "list_item": "listItem", "blockquote": "blockquote",
    "table": "table", "tr": "tableRow", "ordered_list": "orderedList", "heading": "heading", "th": "tableHeader",
    "td": "tableCell",
}  # fmt: skip
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "maxNesting": 40}).enable(["table", "strikethrough"])
_ESCAPED = re.compile(r"([\\`*_\[\]<>~|&])")
_LINE_START = re.compile(r"^(\s*)([#+\-=]|\d+(?=[.)]))")


class Inexpressible(Exception):
    """Markdown has no words for this."""


def write_markdown(document: Node) -> str | None:
    """Return the document as Markdown; None where reading it back would not give the same document."""
    try:
        text = "\n\n".join(_write_block(node) for node in document.get("content", ())) + "\n"
    except Inexpressible:
        return None
    return text if read_markdown(text) == document else None


def read_markdown(text: str) -> dict[str, Any]:
    """Return the document of a Markdown text, not yet checked. HTML and pictures in it are plain text."""
    root: dict[str, Any] = {"type": "doc", "content": []}
    open_nodes = [root]
    for token in _MARKDOWN.parse(text):
        if token.type == "inline":
            content = _read_inline(token.children or [])
            if open_nodes[-1]["type"] in ("tableCell", "tableHeader"):
                content = [{"type": "paragraph", **({"content": content} if content else {})}]
            if content:
                open_nodes[-1]["content"] = content
        elif token.type in ("fence", "code_block"):
            words = token.content.removesuffix("\n")
            _append(open_nodes[-1], {"type": "codeBlock", **({"content": [_text(words)]} if words else {})})
        elif token.type == "hr":
            _append(open_nodes[-1], {"type": "horizontalRule"})
        elif token.type.endswith("_open") and (name := BLOCK_TOKENS.get(token.type.removesuffix("_open"))):
            node = {"type": name, **_read_attributes(name, token)}
            if name == "listItem":
                node["content"] = []
            _append(open_nodes[-1], node)
            open_nodes.append(node)
        elif token.type.endswith("_close") and token.type.removesuffix("_close") in BLOCK_TOKENS:
            closed = open_nodes.pop()
            if closed["type"] == "listItem" and (not closed["content"] or closed["content"][0]["type"] != "paragraph"):
                closed["content"].insert(0, {"type": "paragraph"})
    if not root["content"]:
        root["content"].append({"type": "paragraph"})
    return root


def _append(parent: dict[str, Any], node: dict[str, Any]) -> None:
    parent.setdefault("content", []).append(node)


def _text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words}


def _read_attributes(name: str, token: Token) -> dict[str, Any]:
    if name == "heading":
        return {"attrs": {"level": min(max(int(token.tag[1:]), 2), 4)}}
    if name == "orderedList":
        return {"attrs": {"start": int(token.attrGet("start") or 1) if "start" in token.attrs else 1}}
    if name in ("tableHeader", "tableCell"):
        return {"attrs": {"colspan": 1, "rowspan": 1}}
    return {}


def _read_inline(tokens: Sequence[Token]) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = []
    marks: list[dict[str, Any]] = []
    for token in tokens:
        name = MARK_TOKENS.get(token.type.rpartition("_")[0])
        if name and token.type.endswith("_open"):
            marks.append({"type": name, **({"attrs": {"href": str(token.attrGet("href"))}} if name == "link" else {})})
        elif name and token.type.endswith("_close"):
            marks.pop()
        elif token.type == "hardbreak":
            nodes.append({"type": "hardBreak"})
        else:
            words = " " if token.type == "softbreak" else token.content
            own = [*marks, {"type": "code"}] if token.type == "code_inline" else list(marks)
            if not words:
                continue
            if nodes and nodes[-1]["type"] == "text" and nodes[-1].get("marks", []) == own:
                nodes[-1]["text"] += words
            else:
                nodes.append({**_text(words), **({"marks": own} if own else {})})
    return nodes


def _write_block(node: Node) -> str:
    kind, content = str(node["type"]), node.get("content", ())
    if kind == "paragraph":
        return _write_paragraph(content)
    if kind == "heading":
        return "#" * int(node["attrs"]["level"]) + " " + _write_inline(content)
    if kind == "bulletList":
        return "\n".join(_write_item(item, "- ") for item in content)
    if kind == "orderedList":
        start = node["attrs"]["start"]
        return "\n".join(_write_item(item, f"{start + place}. ") for place, item in enumerate(content))
    if kind == "blockquote":
        inner = "\n\n".join(_write_block(child) for child in content)
        return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
    if kind == "codeBlock":
        words = "".join(child["text"] for child in content)
        fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", words))])
        return f"{fence}\n{words}\n{fence}"
    if kind == "horizontalRule":
        return "---"
    if kind == "table":
        return _write_table(content)
    raise Inexpressible(kind)


def _write_paragraph(content: Sequence[Node]) -> str:
    words = _write_inline(content)
    if not words:
        raise Inexpressible("an empty paragraph")
    return "\n".join(_LINE_START.sub(_escape_line_start, line) for line in words.split("\n"))


def _escape_line_start(found: "re.Match[str]") -> str:
    return f"{found[1]}{found[2]}\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}"


def _write_item(item: Node, bullet: str) -> str:
    """Return an item of a list; a paragraph and a list after it stand close together, other blocks apart."""
    text = ""
    for child in item.get("content", ()):
        is_list = child["type"] == "bulletList" or (child["type"] == "orderedList" and child["attrs"]["start"] == 1)
        gap = "" if not text else "\n" if is_list else "\n\n"
        text += gap + _write_block(child)
    indented = "\n".join(" " * len(bullet) + line if line else line for line in text.split("\n"))
    return bullet + indented[len(bullet) :]


def _write_table(rows: Sequence[Node]) -> str:
    lines = []
    for place, row in enumerate(rows):
        cells = row.get("content", ())
        wanted = "tableCell" if place else "tableHeader"
        if not cells or any(cell["type"] != wanted or cell["attrs"] != {"colspan": 1, "rowspan": 1} for cell in cells):
            raise Inexpressible("a table with spans or without a heading")
        lines.append(" | ".join(_write_cell(cell) for cell in cells))
        if not place:
            lines.append(" | ".join("---" for _cell in cells))
    return "\n".join(f"| {line} |" for line in lines)


def _write_cell(cell: Node) -> str:
    content = cell["content"]
    if len(content) != 1 or content[0]["type"] != "paragraph":
        raise Inexpressible("a cell of several paragraphs")
    words = _write_inline(content[0].get("content", ()))
    if "\n" in words:
        raise Inexpressible("a cell with a break")
    return words


def _write_inline(content: Sequence[Node]) -> str:
    text, opened = "", list[dict[str, Any]]()
    for node in content:
        marks = [mark for mark in node.get("marks", ()) if mark["type"] != "code"]
        common = 0
        while common < min(len(opened), len(marks)) and opened[common] == marks[common]:
            common += 1
        text += "".join(_close(mark) for mark in reversed(opened[common:]))
        text += "".join(_open(mark) for mark in marks[common:])
        opened = marks
        text += _write_words(node)
    return text + "".join(_close(mark) for mark in reversed(opened))


def _write_words(node: Node) -> str:
    if node["type"] == "hardBreak":
        return "\\\n"
    words = str(node["text"])
    if any(mark["type"] == "code" for mark in node.get("marks", ())):
        fence = "`" * (max([0, *map(len, re.findall("`+", words))]) + 1)
        space = " " if words[:1] in "` " or words[-1:] in "` " else ""
        return f"{fence}{space}{words}{space}{fence}"
    return _ESCAPED.sub(r"\\\1", words)


def _open(mark: Mapping[str, Any]) -> str:
    if mark["type"] == "link":
        return "["
    if mark["type"] not in DELIMITERS:
        raise Inexpressible(mark["type"])
    return DELIMITERS[mark["type"]]


def _close(mark: Mapping[str, Any]) -> str:
    return f"](<{mark['attrs']['href']}>)" if mark["type"] == "link" else DELIMITERS[mark["type"]]


def iterate_documents(block: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the fields of a block that hold a document, by their names."""
    for name, value in block.items():
        if isinstance(value, dict) and value.get("type") == "doc":
            yield name, value
