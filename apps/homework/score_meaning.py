"""What a score means, in plain sentences: about a pupil to guardians and teachers, and to the pupil."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

MEANINGS: dict[str, StrOrPromise] = {
    "calibrated": _(
        "This score estimates what experienced teachers would give this recording: it shows how well the pupil reads. "
        "A few points more or less than last time mean nothing."
    ),
    "text": _(
        "This score shows how many words were recognised, how much of the text was read and how fluently. It says "
        "nothing about pronunciation."
    ),
    "speaking": _(
        "This score shows how close the answer is to the expected ones, and how long, fluent and varied it is. It says "
        "nothing about pronunciation or grammar."
    ),
    "trend": _(
        "These scores show how well the pupil reads or speaks, not whether today was better than yesterday: only a "
        "change over many homeworks means something."
    ),
}

MEANINGS_TO_PUPIL: dict[str, StrOrPromise] = MEANINGS | {
    "calibrated": _(
        "This score estimates what experienced teachers would give this recording: it shows how well you read. A few "
        "points more or less than last time mean nothing."
    ),
    "trend": _(
        "These scores show how well you read or speak, not whether today was better than yesterday: only a change over "
        "many homeworks means something."
    ),
}


def get_trend_text(*, to_pupil: bool) -> str:
    """Return the sentence for scores over time."""
    return str((MEANINGS_TO_PUPIL if to_pupil else MEANINGS)["trend"])


def get_scoring_method_text(method: str, *, to_pupil: bool) -> str:
    """Return the sentence for a scoring method (`reading.calibrated.2`, `speaking.text.2`); empty without a method."""
    kind, _dot, scale = method.partition(".")
    if not kind:
        return ""
    meanings = MEANINGS_TO_PUPIL if to_pupil else MEANINGS
    return str(
        meanings["speaking" if kind == "speaking" else "calibrated" if scale.startswith("calibrated") else "text"]
    )
