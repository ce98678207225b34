"""Why an attempt ended as it did, in words that a pupil understands."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django_stubs_ext import StrOrPromise

from apps.core.localized import LANGUAGES

UNREADABLE = _("We could not read this recording. Please record it again.")
SILENT = _("We heard no voice in the recording. Please check the microphone and speak again.")

REASONS: dict[str, StrOrPromise] = {
    "OK": _("Your recording was scored."),
    "INCOMPLETE": _("Only a part of the text was read. Read the whole text for a better mark."),
    "PART_READ": _("Only a part of the text was read. Read the whole text for a better mark."),
    "LOW_CONFIDENCE": _("The computer is not sure about this recording, so your teacher will mark it."),
    "CHECKS_FAILED": _("The computer is not sure about this recording, so your teacher will mark it."),
    "MAYBE_OTHER_TEXT": _("Some of this did not sound like the text you were given, so your teacher will mark it."),
    "MAYBE_PART_READ": _("Perhaps only a part of the text was read, so your teacher will mark it."),
    "MAYBE_NOISE": _("There was a lot of noise in the recording, so your teacher will mark it."),
    "LANGUAGE_WITHOUT_FIGURES": _("Homework in this language is marked by your teacher."),
    "NO_REFERENCE": _("There is nothing to compare this answer with, so your teacher will mark it."),
    "OFF_SCRIPT": _("This does not sound like the text you were given. Please read that text."),
    "OTHER_TEXT": _("This does not sound like the text you were given. Please read that text."),
    "WRONG_LANGUAGE": _("This does not sound like the language of the homework. Please speak that language."),
    "OTHER_LANGUAGE": _("This does not sound like the language of the homework. Please speak that language."),
    "NO_SPEECH": SILENT,
    "NOTHING_HEARD": SILENT,
    "INVENTED_TEXT": _("We could not make out any words. Please record it again in a quiet place."),
    "TOO_QUIET": _("The recording is too quiet. Please hold the microphone closer and speak louder."),
    "CLIPPED": _("The recording is too loud and broken up. Please hold the microphone further away."),
    "TOO_SHORT": _("The recording is too short. Please record the whole homework."),
    "TOO_LONG": _("The recording is too long. Please record only the homework."),
    "AUDIO_BAD": UNREADABLE,
    "UNREADABLE": UNREADABLE,
    "DECODE_CRASHED": UNREADABLE,
    "DECODE_MEMORY": UNREADABLE,
    "DECODE_TIMEOUT": UNREADABLE,
    "BAD_SAMPLE_RATE": UNREADABLE,
    "BAD_CHANNELS": UNREADABLE,
    "EMPTY": _("The recording is empty. Please record it again."),
    "NO_AUDIO": _("There is no sound in this file. Please record it again."),
    "TOO_BIG": _("The file is too large. Please record only the homework."),
    "DUPLICATE": _("You have handed in this very recording before. Please make a new one."),
    "OWN_FILE": _("You have handed in this very recording before. Please make a new one."),
    "ANOTHERS_FILE": _("The same recording was handed in by somebody else, so your teacher will look at it."),
    "TEACHER_FIRST": _("Your teacher looks at every mark of this homework first."),
    "OUR_FAILURE": _("Something went wrong on our side. Please hand in again: this try does not count."),
}


def reason_text(*codes: str) -> str:
    """The words of the first known code in the active language; empty for none."""
    return next((str(REASONS[code]) for code in codes if code in REASONS), "")


def reason_texts(*codes: str) -> dict[str, str]:
    """`reason_text` in every language, for events that many people read."""
    texts = {}
    for language in LANGUAGES:
        with override(language):
            texts[language] = reason_text(*codes)
    return texts
