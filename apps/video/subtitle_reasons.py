"""Why speech made no subtitles, and why it did not publish those it made."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

REFUSALS: dict[str, StrOrPromise] = {
    "no_sound": _("This film has no sound."),
    "no_speech": _("Nobody speaks in this film."),
    "unreadable": _("The sound of this film could not be read."),
    "subtitles_exist": _("There are subtitles in this language already. Delete them first to have new ones made."),
    "speech_off": _("Speech recognition is off, so no subtitles were made."),
    "failed": _("The subtitles could not be made. Please try again."),
}
"""Texts by the key that `Transcription.refusal` holds."""

DOUBTS: dict[str, StrOrPromise] = {
    "language_unsure": _("It is not certain which language is spoken. Read the text, correct it, and publish it."),
    "text_unsure": _("Much of the speech was hard to understand. Read the text, correct it, and publish it."),
}
"""Texts by the key that `Subtitles.doubt` holds."""


def describe_reason(key: str) -> str | None:
    """Return the text of a key of REFUSALS or DOUBTS, in the reader's language; None for ""."""
    return str({**REFUSALS, **DOUBTS}[key]) if key else None
