"""HTML of packages as blocks: texts as checked documents, and pictures, recordings, films and pages in their order.

nh3 cleans the HTML first. What a document cannot hold is named in the report.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

import orjson

from apps.core.rich_text import SCHEMES
from apps.core.validators import InvalidValue
from apps.course_transfers.html_trees import CONTAINERS, HEADINGS, MARKS, MEDIA, VOID, Tag, find_removed, parse_html
from apps.course_transfers.plans import Block
from apps.learning.block_kinds import LATEX
from apps.learning.blocks.documents import MAX_LINK_LENGTH, MAX_SPAN, TEXT_SCHEMA, check_document
from apps.learning.blocks.embeds import normalize_embed_url

MAX_HTML = 4 * 1024 * 1024
MAX_LEVELS = 10
TEXT_BYTES = 100_000
"""A longer text becomes several blocks."""
_SPACE = re.compile(r"[ \t\r\n\f]+")
_FORMULA = re.compile(r"\\\[(.+)\\\]|\\\((.+)\\\)|\$\$(.+)\$\$")
_AWAY = re.compile(r"(?:https?:)?//", re.IGNORECASE)


@dataclass(frozen=True)
class PageContext:
    """What a page is read with. `find_file`: the path in the archive of an address, None for none there.
    `make_block`: a block that shows this file. `note(reason, **values)`: says what was changed.
    """

    find_file: Callable[[str], str | None]
    make_block: Callable[[str, dict[str, Any]], Block]
    note: Callable[..., None]


def read_page(html: str, context: PageContext) -> list[Block]:
    """Return the blocks of a page without ids: kinds `text`, `embed`, and what `make_block` makes of its files."""
    html = html[:MAX_HTML]
    if removed := find_removed(html):
        context.note("simplified", names=", ".join(removed))
    return _PageReader(context).read(parse_html(html))


class _PageReader:
    """Collects nodes of the text in hand, and closes it where something else than text stands."""

    def __init__(self, context: PageContext) -> None:
        self._context = context
        self._blocks: list[Block] = []
        self._nodes: list[dict[str, Any]] = []
        self._bytes = 0
        self._after: list[Block] = []

    def read(self, root: Tag) -> list[Block]:
        for node in self._read_children(root.children, level=1, is_top=True):
            if formula := _find_formula(node):
                self._add_block({"kind": "formula", "latex": formula})
                continue
            self._add_node(node)
            for block in self._after:
                self._context.note("picture_moved")
                self._add_block(block)
            self._after.clear()
        for block in self._after:
            self._add_block(block)
        self._close_text()
        return self._blocks

    def _add_node(self, node: dict[str, Any]) -> None:
        size = len(orjson.dumps(node))
        if self._bytes + size > TEXT_BYTES:
            self._close_text()
        self._nodes.append(node)
        self._bytes += size

    def _add_block(self, block: Block) -> None:
        self._close_text()
        self._blocks.append(block)

    def _close_text(self) -> None:
        if self._nodes:
            try:
                document = check_document({"type": "doc", "content": self._nodes}, TEXT_SCHEMA)
            except InvalidValue as error:
                self._context.note("simplified", names=str(error.message))
            else:
                self._blocks.append({"kind": "text", "document": document})
        self._nodes, self._bytes = [], 0

    def _read_children(
        self, children: "list[Tag | str]", *, level: int, is_top: bool = False
    ) -> Iterator[dict[str, Any]]:
        """Yield the block nodes of these children. What stands between blocks becomes paragraphs; pictures at the top
        close the text before them.
        """
        run: list[dict[str, Any]] = []
        for child in children:
            if isinstance(child, str) or not self._is_block(child):
                for part in self._read_inline(child, ()):
                    if part["type"] != "media":
                        run.append(part)
                        continue
                    if is_top:
                        yield from _make_paragraph(run)
                        run = []
                        for block in self._make_media(part["tag"]):
                            self._add_block(block)
                    else:
                        self._after += self._make_media(part["tag"])
                continue
            yield from _make_paragraph(run)
            run = []
            yield from self._read_block(child, level=level, is_top=is_top)
        yield from _make_paragraph(run)

    @staticmethod
    def _is_block(tag: Tag) -> bool:
        names = {*HEADINGS, *CONTAINERS, "ul", "ol", "blockquote", "pre", "table", "hr", "li"}
        return tag.name in names or (
            tag.name in {"span", "a", *MARKS} and any(each.name in names for each in tag.list_tags())
        )

    def _read_block(self, tag: Tag, *, level: int, is_top: bool) -> Iterator[dict[str, Any]]:
        if level > MAX_LEVELS:
            self._context.note("simplified", names=tag.name)
            yield from _make_paragraph(_make_text(_SPACE.sub(" ", tag.read_text()), ()))
        elif tag.name in HEADINGS:
            inline = _trim(self._read_inline_without_media(tag))
            if inline:
                yield {"type": "heading", "attrs": {"level": HEADINGS[tag.name]}, "content": inline}
        elif tag.name in ("ul", "ol"):
            items = [item for item in self._read_items(tag, level) if item]
            if items:
                name = "bulletList" if tag.name == "ul" else "orderedList"
                made: dict[str, Any] = {"type": name, "content": items}
                if name == "orderedList":
                    made["attrs"] = {"start": _read_number(tag.attributes.get("start"), 0, 100_000)}
                yield made
        elif tag.name == "blockquote":
            content = list(self._read_children(tag.children, level=level + 1))
            if content:
                yield {"type": "blockquote", "content": content}
        elif tag.name == "pre":
            text = tag.read_text().strip("\n")
            if text:
                yield {"type": "codeBlock", "content": [{"type": "text", "text": text}]}
        elif tag.name == "hr":
            yield {"type": "horizontalRule"}
        elif tag.name == "table":
            yield from self._read_table(tag, level)
        elif (link := self._find_lone_link(tag)) is not None:
            self._place(self._make_media(link), is_top=is_top)
        else:
            yield from self._read_children(tag.children, level=level, is_top=is_top)

    def _find_lone_link(self, tag: Tag) -> Tag | None:
        """Return the link of a paragraph that is nothing but a link to a file of the package."""
        children = [child for child in tag.children if isinstance(child, Tag) or child.strip()]
        link = children[0] if len(children) == 1 else None
        if not isinstance(link, Tag) or link.name != "a" or any(each.name in MEDIA for each in link.list_tags()):
            return None
        path = self._context.find_file(link.attributes.get("href", ""))
        return Tag("a", {"path": path, "title": link.read_text().strip()}) if path else None

    def _place(self, blocks: list[Block], *, is_top: bool) -> None:
        if not is_top:
            self._after += blocks
            return
        for block in blocks:
            self._add_block(block)

    def _read_items(self, tag: Tag, level: int) -> Iterator[dict[str, Any] | None]:
        loose = [child for child in tag.children if isinstance(child, Tag) or child.strip()]
        for child in loose:
            children = child.children if isinstance(child, Tag) and child.name == "li" else [child]
            content = list(self._read_children(children, level=level + 2))
            if content and content[0]["type"] != "paragraph":
                content.insert(0, {"type": "paragraph"})
            yield {"type": "listItem", "content": content} if content else None

    def _read_table(self, tag: Tag, level: int) -> Iterator[dict[str, Any]]:
        rows = []
        for child in tag.children:
            if isinstance(child, Tag) and child.name == "caption":
                yield from self._read_children(child.children, level=level)
        for row in _list_rows(tag):
            cells = []
            for cell in row.children:
                if not isinstance(cell, Tag) or cell.name not in ("td", "th"):
                    continue
                content = list(self._read_children(cell.children, level=level + 3)) or [{"type": "paragraph"}]
                spans = {name: _read_number(cell.attributes.get(name), 1, MAX_SPAN) for name in ("colspan", "rowspan")}
                name = "tableHeader" if cell.name == "th" else "tableCell"
                cells.append({"type": name, "attrs": spans, "content": content})
            if cells:
                rows.append({"type": "tableRow", "content": cells})
        if rows:
            yield {"type": "table", "content": rows}

    def _read_inline_without_media(self, tag: Tag) -> list[dict[str, Any]]:
        found = []
        for child in tag.children:
            for part in self._read_inline(child, ()):
                if part["type"] == "media":
                    self._after += self._make_media(part["tag"])
                else:
                    found.append(part)
        return found

    def _read_inline(self, child: "Tag | str", marks: tuple[dict[str, Any], ...]) -> Iterator[dict[str, Any]]:
        if isinstance(child, str):
            yield from _make_text(_SPACE.sub(" ", child), marks)
        elif child.name == "br":
            yield {"type": "hardBreak"}
        elif child.name in MEDIA:
            yield {"type": "media", "tag": child}
        elif child.name in VOID:
            return
        else:
            if child.name == "a":
                marks = self._add_link(child, marks)
            elif child.name in MARKS and all(mark["type"] != MARKS[child.name] for mark in marks):
                marks = (*marks, {"type": MARKS[child.name]})
            for inner in child.children:
                yield from self._read_inline(inner, marks)
            if child.name == "a" and (path := self._context.find_file(child.attributes.get("href", ""))):
                yield {"type": "media", "tag": Tag("a", {"path": path, "title": child.read_text().strip()})}

    def _add_link(self, tag: Tag, marks: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
        address = tag.attributes.get("href", "").strip()
        if not address or self._context.find_file(address) is not None:
            return marks
        if address.startswith("//"):
            address = f"https:{address}"
        if _get_scheme(address) not in SCHEMES or len(address) > MAX_LINK_LENGTH:
            if not address.startswith("#"):
                self._context.note("link_removed")
            return marks
        if any(mark["type"] == "link" for mark in marks):
            return marks
        return (*marks, {"type": "link", "attrs": {"href": address}})

    def _make_media(self, tag: Tag) -> list[Block]:
        """Return the block of a picture, recording, film, page or file; none where it cannot be shown."""
        if tag.name == "a":
            return [self._context.make_block(tag.attributes["path"], {"title": tag.attributes["title"][:200]})]
        address = _find_source(tag)
        if not address:
            return []
        if tag.name == "iframe":
            return self._make_embed(address, tag.attributes.get("title", ""))
        path = self._context.find_file(address)
        if path is not None:
            alt = tag.attributes.get("alt")
            picture = {"alt": (alt or "")[:500], "decorative": alt == ""}
            values = picture if tag.name == "img" else {"title": tag.attributes.get("title", "")}
            return [self._context.make_block(path, values)]
        if tag.name == "video" or not _AWAY.match(address):
            return self._make_embed(address, "") if _AWAY.match(address) else self._note_missing(address)
        self._context.note("picture_elsewhere", address=address[:200])
        return []

    def _note_missing(self, address: str) -> list[Block]:
        if address.lower().startswith("data:"):
            self._context.note("simplified", names="data:")
        else:
            self._context.note("file_missing", name=address[:200])
        return []

    def _make_embed(self, address: str, title: str) -> list[Block]:
        address = f"https:{address}" if address.startswith("//") else re.sub(r"^http://", "https://", address)
        try:
            url = normalize_embed_url(address)
        except InvalidValue:
            if _get_scheme(address) != "https" or len(address) > MAX_LINK_LENGTH:
                return []
            self._context.note("page_as_link", address=address[:200])
            link = [{"type": "link", "attrs": {"href": address}}]
            text = {"type": "text", "text": title or address, "marks": link}
            content = [{"type": "paragraph", "content": [text]}]
            return [{"kind": "text", "document": check_document({"type": "doc", "content": content}, TEXT_SCHEMA)}]
        return [{"kind": "embed", "url": url, "title": title[:200] or urlsplit(url).hostname}]


def clean_address(address: str) -> str:
    """Return the path of an address that points into a package: without query, fragment and escapes."""
    return unquote(address.split("#")[0].split("?")[0]).strip()


def _get_scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return ""


def _find_source(tag: Tag) -> str:
    sources = [tag.attributes.get("src", ""), *(each.attributes.get("src", "") for each in tag.list_tags())]
    return next((source.strip() for source in sources if source.strip()), "")


def _make_text(text: str, marks: tuple[dict[str, Any], ...]) -> Iterator[dict[str, Any]]:
    if text:
        yield {"type": "text", "text": text, **({"marks": list(marks)} if marks else {})}


def _trim(inline: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a run of inline nodes without spaces and breaks at both ends, and with one space between words."""
    trimmed: list[dict[str, Any]] = []
    for node in inline:
        if node["type"] == "text":
            text = node["text"]
            if not trimmed or trimmed[-1]["type"] == "hardBreak" or trimmed[-1].get("text", "").endswith(" "):
                text = text.lstrip(" ")
            if text:
                trimmed.append({**node, "text": text})
        elif trimmed:
            trimmed.append(node)
    while trimmed and (trimmed[-1]["type"] == "hardBreak" or not trimmed[-1]["text"].rstrip(" ")):
        trimmed.pop()
    if trimmed:
        trimmed[-1] = {**trimmed[-1], "text": trimmed[-1]["text"].rstrip(" ")}
    return trimmed


def _make_paragraph(inline: "list[dict[str, Any]] | Iterator[dict[str, Any]]") -> Iterator[dict[str, Any]]:
    content = _trim(list(inline))
    if content:
        yield {"type": "paragraph", "content": content}


def _find_formula(node: dict[str, Any]) -> str:
    """Return the formula of a paragraph that holds nothing else, as filters of Moodle and Canvas read it; else ""."""
    content = node.get("content", ())
    if node["type"] != "paragraph" or len(content) != 1 or content[0].get("marks"):
        return ""
    found = _FORMULA.fullmatch(content[0].get("text", ""))
    latex = next(filter(None, found.groups()), "").strip() if found else ""
    return latex if len(latex) <= LATEX else ""


def _list_rows(table: Tag) -> Iterator[Tag]:
    for child in table.children:
        if isinstance(child, Tag) and child.name == "tr":
            yield child
        elif isinstance(child, Tag) and child.name in ("thead", "tbody", "tfoot"):
            yield from _list_rows(child)


def _read_number(value: str | None, least: int, most: int) -> int:
    text = (value or "").strip()
    number = int(text) if text.isdecimal() and len(text) < 9 else 1
    return number if least <= number <= most else 1
