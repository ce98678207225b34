"""Texts of items of QTI 2.x and 3.0 as HTML, with names as in 2.x."""

import mimetypes
from collections.abc import Callable, Iterator
from html import escape
from xml.etree.ElementTree import Element

PASSIVE = {"mediaInteraction", "endAttemptInteraction"}
"""Interactions that ask for no answer."""
HIDDEN = {
    "rubricBlock", "feedbackInline", "feedbackBlock", "endAttemptInteraction", "stylesheet", "infoControl", "gapText",
    "gapImg", "catalogInfo",
}  # fmt: skip
VOID = {"br", "hr", "img", "source", "track", "wbr"}
Replace = Callable[[Element], str | None]
"""Gives the HTML that stands for an element; None: as usual."""


def keep(_element: Element) -> None:
    """Replace nothing."""


def write_inner_html(element: Element, replace: Replace = keep) -> str:
    """Return what is in the element as HTML. Of an interaction its prompt is written; what only some people or only
    answers see is left out.
    """
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        parts += [write_outer_html(child, replace), escape(child.tail or "", quote=False)]
    return "".join(parts)


def write_outer_html(element: Element, replace: Replace = keep) -> str:
    """Return the element as HTML."""
    replaced = replace(element)
    tag = element.tag
    if replaced is not None:
        return replaced
    if tag in HIDDEN and not (tag == "rubricBlock" and "candidate" in element.get("view", "").split()):
        return ""
    if tag == "object":
        return _write_object(element)
    if tag.endswith("Interaction") and tag not in PASSIVE:
        prompt = element.find("prompt")
        return "" if prompt is None else f"<div>{write_inner_html(prompt, replace)}</div>"
    inner = write_inner_html(element, replace)
    if not tag.islower() and not tag[-1].isdigit():
        return inner
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.attrib.items())
    return f"<{tag}{attributes}>" if tag in VOID else f"<{tag}{attributes}>{inner}</{tag}>"


def find_media(element: Element) -> Iterator[Element]:
    """Yield pictures in the element."""
    for each in element.iter():
        if each.tag == "img" or (each.tag == "object" and _guess_type(each) == "image"):
            yield each


def get_address(media: Element) -> str:
    """Return the address of a picture or recording."""
    return media.get("src") or media.get("data") or ""


def _write_object(element: Element) -> str:
    address, words = escape(get_address(element)), "".join(element.itertext()).strip()
    kind = _guess_type(element)
    if kind == "image":
        return f'<img src="{address}" alt="{escape(words)}">'
    return f'<{kind} src="{address}"></{kind}>' if kind in ("audio", "video") else f"<object>{escape(words)}</object>"


def _guess_type(element: Element) -> str:
    kind = element.get("type") or mimetypes.guess_type(get_address(element))[0] or ""
    return kind.partition("/")[0]
