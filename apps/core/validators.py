"""Validate and normalize values that users enter.

Each function returns the normalized value, or raises `InvalidValue` (a ValueError) with a translated message. Schemas
use them as pydantic validators (types in `api.base_schemas`). Services call them through `validate_field(field, …)`,
which raises the domain error `Invalid` on that field.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, ParamSpec, TypeVar
from zoneinfo import available_timezones

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from email_validator import EmailNotValidError, validate_email

from apps.core.errors import Invalid
from apps.core.money import CURRENCIES, Money
from apps.core.stored_messages import FormattedMessage

P = ParamSpec("P")
T = TypeVar("T")


class InvalidValue(ValueError):
    """A value is not valid; `message` says why, translated. `place`: where in the value, such as "items.0.key"."""

    def __init__(self, message: StrOrPromise, *, place: str = "") -> None:
        self.message, self.place = message, place
        super().__init__(message)

    def __str__(self) -> str:
        return str(self.message)


def validate_field(field: str, check: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
    """Return `check(*args, **options)`; its InvalidValue is raised as Invalid on `field`."""
    try:
        return check(*args, **options)
    except InvalidValue as error:
        raise Invalid.field(field, error.message) from error


# The operator prefixes in use after +998 (two digits): mobile operators and the area codes of fixed lines.
_UZBEK_PREFIXES = frozenset(
    "20 33 50 55 61 62 65 66 67 69 70 71 72 73 74 75 76 77 78 79 80 87 88 90 91 93 94 95 97 98 99".split()
)
NO_PHONE = _("Enter a phone number, for example +998 90 123 45 67.")
_PHONE_CHARACTERS = re.compile(r"\+?[0-9 ()\-.\u00a0]+")


def normalize_phone(value: str, *, allow_foreign: bool = False) -> str:
    """Return a phone number as E.164 (`+998901234567`); nine digits alone are an Uzbek number.

    Uzbek numbers must have the prefix of an operator. With `allow_foreign=False` other countries are refused.
    """
    text = value.strip()
    if not _PHONE_CHARACTERS.fullmatch(text) or len(text) > 32:
        raise InvalidValue(NO_PHONE)
    digits = re.sub(r"[^0-9]", "", text)
    if not text.startswith("+") and len(digits) == 12 and digits.startswith("998"):
        text = "+" + digits
    try:
        number = phonenumbers.parse(text, "UZ")
    except phonenumbers.NumberParseException as error:
        raise InvalidValue(NO_PHONE) from error
    if number.extension or number.italian_leading_zero:
        raise InvalidValue(NO_PHONE)
    if number.country_code == 998:
        national = str(number.national_number)
        if len(national) != 9 or national[:2] not in _UZBEK_PREFIXES:
            raise InvalidValue(_("No operator in Uzbekistan uses this number."))
    elif not allow_foreign:
        raise InvalidValue(_("Enter a number of an operator in Uzbekistan."))
    elif not phonenumbers.is_valid_number(number):
        raise InvalidValue(_("This phone number does not exist."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normalize_email(value: str) -> str:
    """Return an e-mail address in lower case, with its domain in ASCII (IDNA). No mail is sent to check it."""
    text = value.strip()
    if len(text) > 254:
        raise InvalidValue(_("This e-mail address is too long."))
    try:
        validated = validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise InvalidValue(_("Enter an e-mail address, for example name@example.com.")) from error
    return f"{validated.local_part}@{validated.ascii_domain}".casefold()


def refuse_control_characters(value: str) -> str:
    """Return the text. Raise InvalidValue when it has line breaks, tabs or other control characters."""
    if any(unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in value):
        raise InvalidValue(_("Line breaks and other control characters are not allowed."))
    return value


def refuse_invisible_text(value: str) -> str:
    """Return the text. Raise InvalidValue when it has invisible characters only."""
    if not any(character.isprintable() and not character.isspace() for character in value):
        raise InvalidValue(_("Enter a text."))
    return value


_APOSTROPHE = re.compile("['`´‘’\u02bb\u02bc\u02b9′]")
_NAME = re.compile("(?![\u02bb\u02bc])[^\\W\\d_](?:[^\\W\\d_]|[\u02bb\u02bc .\\-]|[\u0300-\u036f])*")


def normalize_personal_name(value: str, *, max_length: int = 80) -> str:
    """Return a name in Latin or Cyrillic letters with spaces, hyphens, dots and apostrophes.

    White space is collapsed and letters are composed (NFC). Apostrophes become the two of Uzbek (U+02BB in oʻ and gʻ,
    else U+02BC, the tutuq belgisi), so each name has one spelling.
    """
    text = _APOSTROPHE.sub(_replace_apostrophe, " ".join(unicodedata.normalize("NFC", value).split()))
    if not text:
        raise InvalidValue(_("Enter a name."))
    if len(text) > max_length:
        raise InvalidValue(FormattedMessage(_("At most %(count)d characters."), count=max_length))
    if not _NAME.fullmatch(text):
        raise InvalidValue(_("A name has letters, spaces, hyphens and apostrophes only."))
    letters = (letter for letter in text if letter.isalpha() and letter not in "\u02bb\u02bc")
    scripts = {unicodedata.name(letter, "?").split(" ")[0] for letter in letters}
    if len(scripts) > 1 or not scripts <= {"LATIN", "CYRILLIC"}:
        raise InvalidValue(_("Write the name either in Latin or in Cyrillic letters."))
    return text


def _replace_apostrophe(match: re.Match[str]) -> str:
    return "\u02bb" if match.start() and match.string[match.start() - 1] in "OoGg" else "\u02bc"


def validate_amount(amount: Any, currency: str = "UZS", *, minimum: int = 1, maximum: int = 10**13) -> Money:
    """Return an amount of whole minor units (tiyin) within `minimum`..`maximum`, in a known currency."""
    if currency not in CURRENCIES:
        raise InvalidValue(_("This currency is not used here."))
    if not isinstance(amount, int) or isinstance(amount, bool):
        raise InvalidValue(_("An amount is a whole number of tiyin or cents."))
    if amount < minimum:
        raise InvalidValue(_("The amount is too small."))
    if amount > maximum:
        raise InvalidValue(_("The amount is too large."))
    return Money(amount, currency)


FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Limits of dates and times. Near the ends of the calendar a time has no date in some zones: PostgreSQL stores it, but
Python cannot load it."""


def validate_web_link(value: str) -> str:
    """Return an http or https address without invisible characters, or an empty text, unchanged."""
    try:
        if value:
            URLValidator(schemes=["http", "https"])(value)
        if not value.isprintable():
            raise ValidationError("invisible")
    except ValidationError:
        raise InvalidValue(_("Enter a link that begins with https://.")) from None
    return value


def validate_date(value: date) -> date:
    """Return a date of the years 2000 to 2100."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise InvalidValue(_("Enter a date between 2000 and 2100."))
    return value


def validate_time(value: datetime) -> datetime:
    """Return a time with a time zone, of the years 2000 to 2100 in UTC."""
    if value.tzinfo is None:
        raise InvalidValue(_("A time needs a time zone, for example 2026-11-20T09:00:00+05:00."))
    if not datetime(FIRST_YEAR, 1, 1, tzinfo=UTC) <= value < datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC):
        raise InvalidValue(_("Enter a time between 2000 and 2100."))
    return value


def validate_time_range(start: datetime, end: datetime, *, max_days: int = 366) -> tuple[datetime, datetime]:
    """Return a start and a later end (see `validate_time`), at most `max_days` apart."""
    validate_time(start), validate_time(end)
    if end <= start:
        raise InvalidValue(_("The end must be later than the start."))
    if (end - start).total_seconds() > max_days * 86_400:
        raise InvalidValue(_("At most %(count)d days.") % {"count": max_days})
    return start, end


@cache
def all_time_zones() -> frozenset[str]:
    """Return the names of the IANA time zone database; cached for each process."""
    return frozenset(available_timezones())


def validate_time_zone(value: str) -> str:
    """Return the name of an IANA time zone, such as `Asia/Tashkent`."""
    if value not in all_time_zones():
        raise InvalidValue(_("Unknown time zone. Enter one such as Asia/Tashkent."))
    return value


AUDIO_TYPES = {
    "audio/webm": "webm",
    "audio/mp4": "m4a",
    "audio/3gpp": "3gp",
    "audio/mpeg": "mp3",
    "audio/aac": "aac",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/flac": "flac",
}


_AUDIO_HEADS = {
    rb"\x1a\x45\xdf\xa3": "audio/webm",
    rb".{4}ftyp3g[p2]": "audio/3gpp",
    rb".{4}ftyp": "audio/mp4",
    rb"OggS": "audio/ogg",
    rb"RIFF.{4}WAVE": "audio/wav",
    rb"fLaC": "audio/flac",
    rb"ID3": "audio/mpeg",
    rb"\xff[\xf0\xf1\xf8\xf9]": "audio/aac",
}
_IMAGE_HEADS = {
    rb"\xff\xd8\xff": "image/jpeg",
    rb"\x89PNG\r\n\x1a\n": "image/png",
    rb"RIFF.{4}WEBP": "image/webp",
    rb"GIF8[79]a": "image/gif",
}


def detect_audio_type(head: bytes) -> str:
    """Return the content type of a recording by its first 16 bytes, a key of AUDIO_TYPES.

    Raise InvalidValue when they are of no container that phones and browsers send.
    """
    content_type = _find_type(_AUDIO_HEADS, head) or ("audio/mpeg" if _is_mpeg_header(head) else None)
    if content_type is None:
        raise InvalidValue(_("This recording cannot be read. Send webm, m4a, mp3, ogg, wav, aac or flac."))
    return content_type


def detect_image_type(head: bytes) -> str:
    """Return the content type of a picture by its first 16 bytes. Raise InvalidValue for other files."""
    content_type = _find_type(_IMAGE_HEADS, head)
    if content_type is None:
        raise InvalidValue(_("This picture cannot be read. Send JPEG, PNG, WebP or GIF."))
    return content_type


def _find_type(heads: dict[bytes, str], head: bytes) -> str | None:
    return next((kind for pattern, kind in heads.items() if re.match(pattern, head, re.DOTALL)), None)


def _is_mpeg_header(head: bytes) -> bool:
    if len(head) < 3 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bit_rate, sample_rate = head[2] >> 4, head[2] >> 2 & 3
    return version != 1 and layer != 0 and bit_rate != 15 and sample_rate != 3
