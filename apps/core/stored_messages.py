"""Messages that are stored without a language and translated for each reader."""

from collections.abc import Mapping
from typing import Any, cast

from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django_stubs_ext import StrOrPromise, StrPromise

StoredMessage = dict[str, Any] | str
"""`{"text": "At most %(count)d characters.", "values": {"count": 80}}`, or a plain text. Values that are translatable
are stored in the same form.
"""


class FormattedMessage(str):
    """A formatted message that still knows its template and values."""

    template: StrOrPromise
    values: Mapping[str, Any]

    def __new__(cls, words: StrOrPromise, **values: Any) -> "FormattedMessage":
        """`words` is a lazily translated template with `%(name)s` placeholders."""
        message = super().__new__(cls, str(words) % values)
        message.template, message.values = words, values
        return message


def serialize_message(message: StrOrPromise) -> StoredMessage:
    """Return the message without its language, JSON-safe; a plain text stays as it is."""
    if type(message) is str:
        return message
    words, values = (message.template, message.values) if isinstance(message, FormattedMessage) else (message, {})
    stored = {
        name: serialize_message(cast(StrPromise, value)) if isinstance(value, Promise) else value
        for name, value in values.items()
    }
    with override(None):
        return {"text": str(words), "values": stored}


def render_message(message: StoredMessage) -> str:
    """Return the stored message in the active language."""
    if isinstance(message, str):
        return message
    words, stored = gettext(message["text"]), message["values"].items()
    values = {name: render_message(value) if isinstance(value, dict) else value for name, value in stored}
    return words % values if values else words
