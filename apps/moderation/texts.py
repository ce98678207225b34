"""Checks of what people write, without the database: hidden and overflowing characters, length, links, repeats."""

import hashlib
import html
import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from apps.core.errors import Invalid
from apps.core.rich_text import sanitize_html
from apps.core.stored_messages import FormattedMessage

MOST_MARKS = 3
"""Combining marks on one letter: Vietnamese and Yoruba need two."""
MOST_HIDDEN = 2
"""A text may be so many times as long as allowed before its hidden characters are removed."""
PASSES = 5
"""So often an HTML is cleaned until another time changes nothing; references in references need several."""
JOINERS = frozenset("\u200c\u200d")
"""Format characters that writings and emoji need."""
PRESENTATIONS = frozenset("\ufe0e\ufe0f")
"""Show a character as text or as emoji."""
VISIBLE_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
"""Format characters that have a form, such as the Arabic number sign."""
FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2065\u3164\uffa0")
"""Characters without a form that count as letters or marks."""
SELECTORS = (range(0xFE00, 0xFE10), range(0xE0000, 0xE1000))
"""Variants of characters, and tags of languages."""
SEPARATORS = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\u0085": "\n", "\r": None, "\u2800": " "})
KEPT_CONTROLS = frozenset("\n\t")
OVERFLOWING = _("Letters with so many marks cannot be read. Please write them without.")
EMPTY = _("Enter a text.")
TOO_LONG = _("At most %(count)d characters.")
UNREADABLE = _("This text cannot be read. Please write it without special characters.")
_ENDINGS = (
    "com|net|org|uz|ru|info|io|me|top|xyz|рф|su|kz|biz|bet|app|site|online|shop|store|link|club|cc|ly|gg|tv|tk|pro|live|vip|"
    "win|casino|space|website|fun|click"
)
# No label begins inside another one, and each is short: the time grows with the length of the text, not its square.
_LINK = re.compile(
    rf"(?:https?://|www\.)\S+|(?<![\w-])[\w-]{{1,63}}\.(?:(?:{_ENDINGS})\b/?|[^\W\d_]{{2,24}}/(?=\w))\S*", re.I
)
_TAG = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"<(?:br|/p|/li|/h[2-4]|/blockquote|/pre)\b[^<>]*>", re.I)
_HREF = re.compile(r'href="([^"]*)"', re.I)
_ENDLESS_REFERENCE = re.compile(r"&#(?:\d{9,}|x[0-9a-f]{9,});?", re.I)
_SPACE = re.compile(r"[ \t]+")
_BLANK_LINES = re.compile(r"\n{3,}")


def clean_line(text: str, *, field: str, most: int) -> str:
    """Return a text of one line, such as a title, without hidden characters. Raise Invalid on `field`."""
    return _SPACE.sub(" ", clean_text(text, field=field, most=most).replace("\n", " ").replace("\t", " ")).strip()


def clean_text(text: str, *, field: str, most: int) -> str:
    """Return a plain text without control characters, marks of direction and invisible ones, composed (NFC).

    Raise Invalid on `field` when nothing that can be seen is left, above `most` characters, and for more than
    MOST_MARKS combining marks on one letter.
    """
    if len(text) > MOST_HIDDEN * most:
        raise Invalid.field(field, FormattedMessage(TOO_LONG, count=most))
    cleaned = _strip_hidden(text, field=field)
    _check(cleaned, field=field, most=most)
    return cleaned


def clean_rich_text(source: str, *, field: str, most: int) -> str:
    """Return the HTML that may be shown (`apps.core.rich_text`), without hidden characters; `most` limits its length.

    Raise Invalid on `field` as `clean_text`. What is returned comes from the sanitizer as it is: a character that is
    removed or composed afterwards could make a tag or an address of what was none.
    """
    if len(source) > most:
        raise Invalid.field(field, FormattedMessage(TOO_LONG, count=most))
    cleaned = source
    for _pass in range(PASSES):
        cleaned = sanitize_html(_strip_hidden(cleaned, field=field))
        if _strip_hidden(cleaned, field=field) == cleaned:
            break
    else:
        raise Invalid.field(field, UNREADABLE)
    _check(get_words(cleaned), field=field, most=most)
    return cleaned


def get_words(source: str) -> str:
    """Return the text of an HTML without its tags; paragraphs are lines. A plain text has no tags: use it as it is."""
    text = _ENDLESS_REFERENCE.sub("\ufffd", _TAG.sub("", _BREAK.sub("\n", source)))
    return _BLANK_LINES.sub("\n\n", _SPACE.sub(" ", html.unescape(text))).strip()


def count_links(source: str, *, is_plain: bool = False) -> int:
    """Return how many addresses a text or HTML has: those that are linked and those that are written."""
    if is_plain:
        return len(_LINK.findall(source))
    linked = [address for address in _HREF.findall(source) if not address.lower().startswith(("mailto:", "tel:"))]
    return max(len(linked), len(_LINK.findall(get_words(source))))


def build_fingerprint(text: str, *, is_plain: bool = False) -> str:
    """Return what two texts share that differ only in case, spaces, punctuation and marks."""
    decomposed = unicodedata.normalize("NFKD", (text if is_plain else get_words(text)).casefold())
    letters = "".join(character for character in decomposed if character.isalnum())
    return hashlib.sha256((letters or decomposed.strip()).encode()).hexdigest()


def is_hidden(character: str) -> bool:
    """Return whether a character has no form of its own: it hides, reverses or splits what is beside it."""
    if character in KEPT_CONTROLS or character in JOINERS or character in PRESENTATIONS or character in VISIBLE_FORMATS:
        return False
    if character in FILLERS or any(ord(character) in selectors for selectors in SELECTORS):
        return True
    return unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs")


def _strip_hidden(text: str, *, field: str) -> str:
    """Return the text without hidden characters, composed. Marks are counted before: composing sorts those of a letter,
    which takes the square of their number.
    """
    shown = "".join(
        character for character in text.translate(SEPARATORS) if " " <= character <= "~" or not is_hidden(character)
    )
    _check_marks(shown, field)
    return unicodedata.normalize("NFC", shown).strip()


def _check(text: str, *, field: str, most: int) -> None:
    if not any(unicodedata.category(character)[0] in "LNPS" for character in text):
        raise Invalid.field(field, EMPTY)
    if len(text) > most:
        raise Invalid.field(field, FormattedMessage(TOO_LONG, count=most))
    _check_marks(text, field)
    _check_marks(unicodedata.normalize("NFD", text), field)


def _check_marks(text: str, field: str) -> None:
    marks = 0
    for character in text:
        is_mark = unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me")
        marks = marks + 1 if is_mark else 0
        if marks > MOST_MARKS:
            raise Invalid.field(field, OVERFLOWING)
