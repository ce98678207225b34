"""The kinds of blocks that this app brings."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.file_types import PDF, PPTX
from apps.core.validators import InvalidValue
from apps.learning.blocks.documents import NOTE_SCHEMA, TEXT_SCHEMA, check_document, read_text, render_document
from apps.learning.blocks.embeds import normalize_embed_url
from apps.learning.blocks.formulas import render_formula
from apps.learning.blocks.kinds import Block, BlockKind, check_choice, check_flag, check_text

MAX_CARDS = 200
TITLE, CAPTION, CARD, LATEX, TRANSCRIPT = 200, 500, 500, 2000, 20_000


def _check_url(value: Any) -> str:
    text = check_text(1000)(value)
    return normalize_embed_url(text) if text else ""


def _check_cards(value: Any) -> list[dict[str, str]]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(card, dict) for card in value):
        raise InvalidValue(_("Enter a list."))
    if len(value) > MAX_CARDS:
        raise InvalidValue(_("At most %(count)d entries.") % {"count": MAX_CARDS})
    if any(not card.keys() <= {"front", "back"} for card in value):
        raise InvalidValue(_("A card has a front and a back."))
    check = check_text(CARD)
    return [{side: check(card.get(side)) for side in ("front", "back")} for card in value]


def _find_missing_text(block: Block) -> Iterable[StrOrPromise]:
    if not read_text(block["document"]):
        yield _("The text is empty.")


def _find_missing_formula(block: Block) -> Iterable[StrOrPromise]:
    if not block["latex"]:
        yield _("The formula is empty.")
    elif not render_formula(block["latex"]):
        yield _("The formula cannot be read.")


def _find_missing_image(block: Block) -> Iterable[StrOrPromise]:
    if not block["file"]:
        yield _("The picture is missing.")
    if not block["alt"] and not block["decorative"]:
        yield _("Describe the picture for people who cannot see it, or mark it as decoration.")


def _find_missing_file(block: Block, *, text: StrOrPromise) -> Iterable[StrOrPromise]:
    if not block["file"]:
        yield text


def _find_missing_embed(block: Block) -> Iterable[StrOrPromise]:
    if not block["url"]:
        yield _("The address of the page is missing.")
    if not block["title"]:
        yield _("The page has no title.")


def _find_missing_cards(block: Block) -> Iterable[StrOrPromise]:
    if not block["cards"]:
        yield _("There are no cards.")
    elif not all(card["front"] and card["back"] for card in block["cards"]):
        yield _("A card has an empty side.")


def _render_text(block: Block) -> Mapping[str, Any]:
    return {"html": render_document(block["document"], TEXT_SCHEMA)}


def _render_note(block: Block) -> Mapping[str, Any]:
    return {"html": render_document(block["document"], NOTE_SCHEMA)}


def _render_formula(block: Block) -> Mapping[str, Any]:
    return {"mathml": render_formula(block["latex"])}


BLOCK_KINDS = [
    BlockKind(
        "text",
        {"document": partial(check_document, schema=TEXT_SCHEMA)},
        find_missing=_find_missing_text,
        render=_render_text,
    ),
    BlockKind(
        "note",
        {"tone": check_choice("note", "tip", "warning"), "document": partial(check_document, schema=NOTE_SCHEMA)},
        find_missing=_find_missing_text,
        render=_render_note,
    ),
    BlockKind(
        "formula",
        {"latex": check_text(LATEX), "caption": check_text(CAPTION)},
        find_missing=_find_missing_formula,
        render=_render_formula,
    ),
    BlockKind(
        "image",
        {"alt": check_text(CAPTION), "decorative": check_flag, "caption": check_text(CAPTION)},
        files=("image/",),
        find_missing=_find_missing_image,
    ),
    BlockKind(
        "audio",
        {"title": check_text(TITLE), "transcript": check_text(TRANSCRIPT)},
        files=("audio/",),
        find_missing=partial(_find_missing_file, text=_("The recording is missing.")),
        is_watched=True,
    ),
    BlockKind(
        "pdf",
        {"title": check_text(TITLE)},
        files=(PDF,),
        find_missing=partial(_find_missing_file, text=_("The file is missing.")),
    ),
    BlockKind(
        "slides",
        {"title": check_text(TITLE)},
        files=(PPTX, PDF),
        find_missing=partial(_find_missing_file, text=_("The file is missing.")),
    ),
    BlockKind(
        "file",
        {"title": check_text(TITLE)},
        files=("",),
        find_missing=partial(_find_missing_file, text=_("The file is missing.")),
    ),
    BlockKind("embed", {"url": _check_url, "title": check_text(TITLE)}, find_missing=_find_missing_embed),
    BlockKind("flashcards", {"title": check_text(TITLE), "cards": _check_cards}, find_missing=_find_missing_cards),
]
