"""Templates of certificates: what a centre chooses and writes, and what is refused.

A centre chooses a layout, a page and colours, and writes texts with fields. Layouts are Typst sources of ours; nothing
of a template is ever Typst source.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from apps.certificates.fields import Field, find_fields, has_lone_brace
from apps.core.stored_messages import FormattedMessage
from apps.core.translated_texts import LANGUAGES, pick_translation
from apps.grading.bounds import NO_TEXT, UNKNOWN, Problems
from apps.settings.colours import compute_contrast, find_colour_error

MOST_CHARACTERS, MOST_LINES = 400, 8
"""Of one text in one language."""
MOST_SIGNATURES = 3
MOST_NAME_CHARACTERS = 100

NO_NAME_FIELD = _("A text needs the field {name}.")
UNKNOWN_FIELD = _("There is no field %(field)s.")
LONE_BRACE = _("Write a field in two braces: {name}.")
TOO_LONG = _("At most %(count)d characters.")
TOO_MANY_LINES = _("At most %(count)d lines.")
NO_CONTROL_CHARACTERS = _("Control characters are not allowed.")
TOO_PALE = _("This colour cannot be read on white paper.")
LEAST_CONTRAST = 3.0
"""Of headings to white: large text by WCAG 2.2, 1.4.3."""


class Layout(StrEnum):
    """How a certificate looks: a Typst source of ours has the same name."""

    CLASSIC = "classic"
    MODERN = "modern"
    PLAIN = "plain"


class PageSize(StrEnum):
    """The paper: 210 x 297 mm or 148 x 210 mm."""

    A4 = "a4"
    A5 = "a5"


class Orientation(StrEnum):
    """How the paper lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class TextSlot(StrEnum):
    """The place of a text on the page, from top to bottom."""

    HEADING = "heading"
    LEAD = "lead"
    RECIPIENT = "recipient"
    STATEMENT = "statement"
    DETAILS = "details"
    FOOTER = "footer"


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who signs on paper. `name` and `position`: by language. `picture`: WebP of `pictures.clean_picture`, or b""."""

    name: Mapping[str, str]
    position: Mapping[str, str] = field(default_factory=dict)
    picture: bytes = b""


@dataclass(frozen=True, kw_only=True)
class Template:
    """One version of a template. A change makes another version; certificates keep the one that they were made by.

    `texts`: by slot, then by language; a language without a text takes that of another (`pick_translation`). `logo`:
    WebP of `pictures.clean_picture`, or b"". Colours: `#` and six hexadecimal digits, of headings and of ornaments.
    """

    layout: str
    page: str
    orientation: str
    texts: Mapping[str, Mapping[str, str]]
    colour: str = "#1F3A5F"
    accent: str = "#B08D3C"
    logo: bytes = b""
    signatures: tuple[Signature, ...] = ()


def check_template(template: Template) -> None:
    """Raise Invalid when a certificate cannot be made from a template, with all problems by field:
    `texts.statement.ru`, `signatures.0.name.uz`.

    In each language some text names the person. A text has at most 400 characters on 8 lines; line breaks are its only
    control characters. A template has at most 3 signatures. Its headings can be read on white.
    """
    problems = Problems()
    problems.add("layout", UNKNOWN, when=template.layout not in set(Layout))
    problems.add("page", UNKNOWN, when=template.page not in set(PageSize))
    problems.add("orientation", UNKNOWN, when=template.orientation not in set(Orientation))
    for path, colour in (("colour", template.colour), ("accent", template.accent)):
        error = find_colour_error(colour) if colour else NO_TEXT
        problems.add(path, error or "", when=error is not None)
    is_pale = "colour" not in problems and compute_contrast(template.colour, "#ffffff") < LEAST_CONTRAST
    problems.add("colour", TOO_PALE, when=is_pale)
    _check_texts(template.texts, problems)
    _check_signatures(template.signatures, problems)
    problems.raise_if_any()


_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def _check_texts(texts: Mapping[str, Mapping[str, str]], problems: Problems) -> None:
    for slot, translations in texts.items():
        problems.add(f"texts.{slot}", UNKNOWN, when=slot not in set(TextSlot))
        _check_translations(f"texts.{slot}", translations, problems)
        for language, text in translations.items():
            _check_fields(f"texts.{slot}.{language}", text, problems)
    picked = [[pick_translation(translations, language) for translations in texts.values()] for language in LANGUAGES]
    names_everywhere = all(any(Field.NAME in find_fields(text) for text in chosen) for chosen in picked)
    problems.add("texts", NO_NAME_FIELD, when=not names_everywhere)


def _check_fields(path: str, text: str, problems: Problems) -> None:
    for name in dict.fromkeys(find_fields(text)):
        problems.add(path, FormattedMessage(UNKNOWN_FIELD, field=f"{{{name}}}"), when=name not in set(Field))
    problems.add(path, LONE_BRACE, when=has_lone_brace(text))


def _check_signatures(signatures: tuple[Signature, ...], problems: Problems) -> None:
    problems.check_count("signatures", signatures, least=0, most=MOST_SIGNATURES)
    for place, signature in enumerate(signatures):
        path = f"signatures.{place}"
        problems.add(f"{path}.name", NO_TEXT, when=not pick_translation(signature.name).strip())
        _check_translations(f"{path}.name", signature.name, problems, most=MOST_NAME_CHARACTERS, lines=1)
        _check_translations(f"{path}.position", signature.position, problems, most=MOST_NAME_CHARACTERS, lines=2)


def _check_translations(
    path: str, texts: Mapping[str, str], problems: Problems, *, most: int = MOST_CHARACTERS, lines: int = MOST_LINES
) -> None:
    for language, text in texts.items():
        field_path = f"{path}.{language}"
        problems.add(field_path, UNKNOWN, when=language not in LANGUAGES)
        problems.add(field_path, FormattedMessage(TOO_LONG, count=most), when=len(text) > most)
        problems.add(field_path, FormattedMessage(TOO_MANY_LINES, count=lines), when=text.count("\n") >= lines)
        problems.add(field_path, NO_CONTROL_CHARACTERS, when=bool(_CONTROL.search(text)))
