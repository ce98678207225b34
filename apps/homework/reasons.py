"""Texts that explain an attempt's result and advise the pupil."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django_stubs_ext import StrOrPromise

from apps.core.translated_texts import LANGUAGES

UNREADABLE = _("We could not read this recording. Please record it again.")
SILENT = _("We heard no voice in the recording. Please check the microphone and speak again.")

REASONS: dict[str, StrOrPromise] = {
    "OK": _("Your recording was scored."),
    "INCOMPLETE": _("Only a part of the text was read. Read the whole text for a better score."),
    "PART_READ": _("Only a part of the text was read. Read the whole text for a better score."),
    "LOW_CONFIDENCE": _("The computer is not sure about this recording, so your teacher will review it."),
    "CHECKS_FAILED": _("The computer is not sure about this recording, so your teacher will review it."),
    "MAYBE_OTHER_TEXT": _("Some of this did not sound like the text you were given, so your teacher will review it."),
    "MAYBE_PART_READ": _("Perhaps only a part of the text was read, so your teacher will review it."),
    "MAYBE_NOISE": _("There was a lot of noise in the recording, so your teacher will review it."),
    "LANGUAGE_WITHOUT_FIGURES": _("Your teacher scores homework in this language."),
    "NO_REFERENCE": _("There is nothing to compare this answer with, so your teacher will review it."),
    "NO_EMBEDDING_MODEL": _("This answer is not scored automatically, so your teacher will review it."),
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
    "DUPLICATE": _("You have submitted this recording before. Please make a new one."),
    "OWN_FILE": _("You have submitted this recording before. Please make a new one."),
    "ANOTHERS_FILE": _("Another pupil has submitted the same recording, so your teacher will review it."),
    "OWN_WORK": _("You have submitted this work before. Please submit a new one."),
    "STORED": _("Your teacher has your work and will review it."),
    "MARKED": _("Your teacher reviewed your homework"),
    "RETURNED": _("Your teacher returned your homework"),
    "TEACHER_LOOKS": _("Your teacher will listen to this recording and review it."),
    "TEACHER_FIRST": _("Your teacher checks every score of this homework first."),
    "OUR_FAILURE": _("Something went wrong on our side. Please submit again: this attempt does not count."),
}

ADVICE: dict[str, StrOrPromise] = {
    "READ_TO_THE_END": _("Read the text to the end: the last part is missing."),
    "ANSWER_THE_QUESTION": _("Answer the question itself: this was mostly about something else."),
    "OWN_WORDS": _("Answer in your own words instead of repeating the question."),
    "STAY_IN_LANGUAGE": _("Keep to the language of the homework: parts of this were in another one."),
    "QUIETER_PLACE": _("Record in a quieter place, with the microphone closer."),
    "PRACTISE_WORDS": _("Practise these words: {words}."),
    "SKIPPED_WORDS": _("Do not leave words out. Missing were: {words}."),
    "USE_KEY_WORDS": _("Use the words of the task: {words}."),
    "SAY_MORE": _("Say more: a few more sentences make a better answer."),
    "SHORTER_PAUSES": _("Make shorter pauses: the longest one took {longest} seconds."),
    "READ_ON": _("Speak in longer pieces: there is a pause after about every {run} words."),
    "FASTER": _("Speak a little faster: {rate} words a minute now, {target} is the aim."),
    "SLOWER": _("Speak more slowly: {rate} words a minute now, {target} is the aim."),
    "FEWER_REPEATS": _("Go on after a mistake instead of starting the words again."),
    "FEWER_FILLERS": _("A short silence is better than “um” between the words."),
    "MELODY": _("Let your voice rise and fall: stress the important words and end each sentence clearly."),
    "CHECK_WORDS": _("Listen to these words again and check them: {words}."),
    "OTHER_WORDS": _("Use more different words."),
    "WELL_DONE": _("Very good. Keep it up!"),
    "ONCE_MORE": _("Good. Listen to your recording and try it once more."),
}
"""By code of `ml.scoring.advice`; values are in braces."""


def get_advice_text(advice: Mapping[str, Any]) -> str:
    """Return the text of one piece of advice (`code`, `values`) in the active language; empty for an unknown code."""
    words = ADVICE.get(str(advice.get("code")))
    if words is None:
        return ""
    values = {name: _join_values(value) for name, value in advice.get("values", {}).items()}
    return str(words).format(**values)


def get_advice_by_language(advice_list: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Return the texts of all pieces of advice, by language."""
    texts: dict[str, list[str]] = {}
    for language in LANGUAGES:
        with override(language):
            texts[language] = [text for text in map(get_advice_text, advice_list) if text]
    return texts


def get_first_reason_text(*reason_codes: str) -> str:
    """Return the text of the first known code in the active language; empty without a known code."""
    return next((str(REASONS[code]) for code in reason_codes if code in REASONS), "")


def get_first_reason_by_language(*reason_codes: str) -> dict[str, str]:
    """Return `get_first_reason_text` in every language, for events with many readers."""
    texts = {}
    for language in LANGUAGES:
        with override(language):
            texts[language] = get_first_reason_text(*reason_codes)
    return texts


def _join_values(value: Any) -> str:
    return ", ".join(str(item) for item in value) if isinstance(value, list | tuple) else str(value)
