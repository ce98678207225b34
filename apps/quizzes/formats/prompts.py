"""Texts of questions between files and drafts: HTML and plain text as documents of TEXT_SCHEMA, and back."""

import mimetypes
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from apps.course_transfers.html_documents import PageContext, clean_address, read_page
from apps.course_transfers.html_trees import CONTAINERS, HEADINGS, Tag, parse_html
from apps.course_transfers.plans import Block
from apps.learning.blocks.documents import EMPTY_DOCUMENT, TEXT_SCHEMA, render_document
from apps.quizzes.questions.drafts import MAX_PICTURES
from apps.quizzes.questions.parts import PromptPicture

FindFile = Callable[[str], UUID | None]
"""Gives the id of the file that an address of the HTML names; None for an address outside the question's files."""
_MARKUP = re.compile(r"[<&]")
_NEWLINE = re.compile(r"\r\n?")
_LINES = {*HEADINGS, *CONTAINERS, *"ul ol li blockquote pre table tr hr".split()}
"""Elements that begin and end a line of plain text."""


@dataclass(frozen=True)
class Prompt:
    """What a prompt of a draft holds. `left_out`: names of elements and addresses that it cannot hold."""

    document: dict[str, Any]
    pictures: tuple[PromptPicture, ...] = ()
    audio: UUID | None = None
    left_out: list[str] = field(default_factory=list)


def find_no_file(_address: str) -> None:
    """Return None: for texts that come without files."""


def read_html_prompt(html: str, *, find_file: FindFile = find_no_file) -> Prompt:
    """Return the HTML of a question as a prompt: pictures and the first recording apart from the text.

    A link to a recording counts as the recording. Formulas stay as text, embedded pages become links.
    """
    if not _MARKUP.search(html):
        return Prompt(_make_paragraphs(" ".join(html.split())))
    return _PromptReader(find_file).read(html)


def read_plain_text(html: str) -> str:
    """Return the words of HTML, each block on a line of its own, without pictures: for options and feedback."""
    if not _MARKUP.search(html):
        return " ".join(html.split())
    lines = "".join(_list_words(parse_html(html))).split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def make_document(text: str) -> dict[str, Any]:
    """Return plain text as a document: an empty line parts paragraphs, a line end is a break."""
    return _make_paragraphs(*re.split(r"\n{2,}", _NEWLINE.sub("\n", text).strip()))


def write_text(document: Mapping[str, Any]) -> str:
    """Return the words of a document, with an empty line between paragraphs; the opposite of `make_document`."""
    return "\n\n".join(text for node in document.get("content", ()) if (text := "".join(_write_lines(node)).strip()))


def is_plain(document: Mapping[str, Any]) -> bool:
    """Whether `write_text` says all that is in the document."""
    return make_document(write_text(document)) == document


def write_html(document: Mapping[str, Any]) -> str:
    """Return the HTML of a checked document, without pictures and recordings; "" for an empty one."""
    return "" if document == EMPTY_DOCUMENT else render_document(document, TEXT_SCHEMA)


class _PromptReader:
    def __init__(self, find_file: FindFile) -> None:
        self._find_file = find_file
        self._addresses: dict[str, str] = {}
        self._left_out: list[str] = []
        self._pictures: list[PromptPicture] = []
        self._audio: UUID | None = None

    def read(self, html: str) -> Prompt:
        context = PageContext(find_file=self._find_path, make_block=self._keep_file, note=self._note)
        content: list[dict[str, Any]] = []
        for block in read_page(html, context):
            if block["kind"] == "text":
                content += block["document"]["content"]
            elif block["kind"] == "formula":
                content += _make_paragraphs(f"\\[{block['latex']}\\]")["content"]
            elif block["kind"] == "embed":
                link = [{"type": "link", "attrs": {"href": block["url"]}}]
                text = {"type": "text", "text": block["title"] or block["url"], "marks": link}
                content.append({"type": "paragraph", "content": [text]})
        document = {"type": "doc", "content": content} if content else EMPTY_DOCUMENT
        return Prompt(document, tuple(self._pictures), self._audio, list(dict.fromkeys(self._left_out)))

    def _find_path(self, address: str) -> str | None:
        found = self._find_file(address) if address else None
        if found is None:
            return None
        self._addresses[str(found)] = address
        return str(found)

    def _keep_file(self, path: str, values: dict[str, Any]) -> Block:
        address = self._addresses[path]
        kind = (mimetypes.guess_type(clean_address(address))[0] or "").partition("/")[0]
        if "alt" in values and len(self._pictures) < MAX_PICTURES:
            self._pictures.append(PromptPicture(file=UUID(path), alt=values["alt"]))
        elif kind == "audio" and self._audio in (None, UUID(path)):
            self._audio = UUID(path)
        else:
            self._left_out.append(address[:200])
        return {"kind": "file"}

    def _note(self, reason: str, **values: Any) -> None:
        """Keep what is lost; pictures stand above the text anyway, and pages become links."""
        if reason == "link_removed":
            self._left_out.append("a")
        elif reason not in ("picture_moved", "page_as_link"):
            self._left_out += map(str, values.values())


def _list_words(tag: Tag) -> Iterator[str]:
    for child in tag.children:
        if isinstance(child, str):
            yield " ".join(child.split("\n"))
            continue
        is_line = child.name in _LINES or child.name == "br"
        yield "\n" if is_line else " " if child.name in ("td", "th") else ""
        yield from _list_words(child)
        yield "\n" if is_line else ""


def _make_paragraphs(*texts: str) -> dict[str, Any]:
    paragraphs = []
    for text in filter(None, texts):
        content: list[dict[str, Any]] = []
        for line in text.split("\n"):
            content += [{"type": "hardBreak"}] if content else []
            content += [{"type": "text", "text": line}] if line else []
        paragraphs.append({"type": "paragraph", "content": content})
    return {"type": "doc", "content": paragraphs} if paragraphs else EMPTY_DOCUMENT


def _write_lines(node: Mapping[str, Any]) -> Iterator[str]:
    """Yield the words of a block; blocks within it begin on lines of their own."""
    if node["type"] == "text":
        yield node["text"]
    elif node["type"] == "hardBreak":
        yield "\n"
    else:
        for place, child in enumerate(node.get("content", ())):
            if place and child["type"] not in ("text", "hardBreak"):
                yield "\n"
            yield from _write_lines(child)
