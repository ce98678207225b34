"""HTML of packages as trees: cleaned by nh3, with the elements that a lesson can show."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

from apps.core.rich_text import SCHEMES

VOID = {"br", "hr", "img", "source", "wbr"}
MARKS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic", "u": "underline",
    "ins": "underline", "s": "strike", "strike": "strike", "del": "strike", "sup": "superscript", "sub": "subscript",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
CONTAINERS = {
    *"p div section article main header footer aside address figure figcaption dl dt dd center caption details".split(),
    *"summary form fieldset legend nav".split(),
}
MEDIA = {"img", "iframe", "audio", "video"}
TAGS = {
    *MARKS, *HEADINGS, *CONTAINERS, *MEDIA, *VOID,
    *"span a ul ol li blockquote pre table thead tbody tfoot tr td th".split(),
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"}, "img": {"src", "alt"}, "iframe": {"src", "title"}, "audio": {"src", "title"},
    "video": {"src", "title"}, "source": {"src"}, "ol": {"start"},
    "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"},
}  # fmt: skip
REMOVED = {"object", "embed", "applet", "canvas", "svg", "math", "script", "input", "select", "textarea", "button"}
CLEARED = {"script", "style", "svg", "math", "object", "select", "textarea", "title"}
"""Elements that go with all that is in them."""
MAX_OPEN = 64
"""Of elements nested deeper only the words are read, and what is void."""
_REMOVED = re.compile(rf"<({'|'.join(sorted(REMOVED))})\b", re.IGNORECASE)


@dataclass
class Tag:
    """An element of the cleaned HTML."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Tag | str]" = field(default_factory=list)

    def read_text(self) -> str:
        """All words in it."""
        return "".join(child if isinstance(child, str) else child.read_text() for child in self.children)

    def list_tags(self) -> "Iterator[Tag]":
        """All elements in it, at every level."""
        for child in self.children:
            if isinstance(child, Tag):
                yield child
                yield from child.list_tags()


def find_removed(html: str) -> list[str]:
    """Return the names of elements that go with all that is in them; scripts are not worth a word."""
    return sorted({name.lower() for name in _REMOVED.findall(html)} - {"script"})


def parse_html(html: str) -> Tag:
    """Return the root of the cleaned HTML: nothing in it runs, and links and sources have harmless schemes."""
    cleaned = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, clean_content_tags=CLEARED
    )
    reader = _TreeReader()
    reader.feed(cleaned)
    reader.close()
    return reader.root


class _TreeReader(HTMLParser):
    """Makes a tree of HTML that nh3 wrote: every element is closed there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Tag("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(self._open) > MAX_OPEN and tag not in VOID:
            self._open.append(self._open[-1])
            return
        made = Tag(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(made)
        if tag not in VOID:
            self._open.append(made)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)
