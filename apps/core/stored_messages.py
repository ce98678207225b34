"""Sentences that are kept: as the words of the catalogue and their values, and said in the language of each reader."""

from collections.abc import Mapping
from typing import Any, cast

from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django_stubs_ext import StrOrPromise, StrPromise

Kept = dict[str, Any] | str
"""`{"text": "At most %(count)d characters.", "values": {"count": 80}}`; a sentence that was kept without its parts is
a text. A value that is itself of the catalogue is kept in the same way."""


class Filled(str):
    """A sentence with its values in it, which still knows both."""

    words: StrOrPromise
    values: Mapping[str, Any]

    def __new__(cls, words: StrOrPromise, **values: Any) -> "Filled":
        """`words` are lazily translated, with `%(name)s` places."""
        made = super().__new__(cls, str(words) % values)
        made.words, made.values = words, values
        return made


def kept(sentence: StrOrPromise) -> Kept:
    """The sentence without its language, JSON-safe; a plain text stays as it is."""
    if type(sentence) is str:
        return sentence
    words, values = (sentence.words, sentence.values) if isinstance(sentence, Filled) else (sentence, {})
    with override(None):
        text = str(words)
    return {"text": text, "values": {name: _kept_value(one) for name, one in values.items()}}


def _kept_value(value: Any) -> Any:
    return kept(cast(StrPromise, value)) if isinstance(value, Promise) else value


def said(one: Kept) -> str:
    """The sentence in the active language."""
    if isinstance(one, str):
        return one
    words = gettext(one["text"])
    values = {name: said(value) if isinstance(value, dict) else value for name, value in one["values"].items()}
    return words % values if values else words
