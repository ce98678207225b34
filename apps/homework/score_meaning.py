"""What a score means, in plain sentences for pupils, guardians and teachers."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

MEANINGS: dict[str, StrOrPromise] = {
    "calibrated": _(
        "This is the mark that experienced teachers would be expected to give this recording: it tells how well "
        "somebody reads, and a few points more or less than last time mean nothing."
    ),
    "text": _(
        "This mark says how many words were recognised, how much of the text was read and how fluently; it says "
        "nothing about pronunciation."
    ),
    "speaking": _(
        "This mark says how near the answer comes to the expected ones and how long, fluent and varied it is; it says "
        "nothing about pronunciation or grammar."
    ),
    "trend": _(
        "These marks tell how well somebody reads or speaks, not whether it was better than yesterday: only a change "
        "over many homeworks means something."
    ),
}


def explain_score(method: str) -> str:
    """Return the sentence for a scoring method (`reading.calibrated.2`, `speaking.text.2`); empty without a method."""
    kind, _dot, way = method.partition(".")
    if not kind:
        return ""
    return str(MEANINGS["speaking" if kind == "speaking" else "calibrated" if way.startswith("calibrated") else "text"])
