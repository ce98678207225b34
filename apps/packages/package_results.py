"""What a package says of a learner: values of the SCORM data model and statements of xAPI. Pure functions.

A learner can forge all of it. It counts for the lesson, never for a certificate by itself.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.utils.translation import gettext_lazy as _

from apps.core.errors import Invalid
from apps.packages.models import PackageKind

MAX_BYTES = 64 * 1024
MAX_VALUES = 5000
DONE = frozenset({"completed", "passed"})
ANSWERED = "answered"
"""What an H5P package of one question says when it is done."""
VERBS = "http://adlnet.gov/expapi/verbs/"
_NAME = re.compile(r"(cmi|adl)\.[a-zA-Z0-9_.]{1,200}", re.ASCII)


@dataclass(frozen=True)
class PackageResult:
    """Whether the package was done, and the score in percent, if it says one."""

    is_done: bool
    score: int | None


def check_cmi(cmi: Mapping[str, Any]) -> dict[str, str]:
    """Return the values by their names ("cmi.core.lesson_status") as texts. Raise Invalid on "cmi" for other names,
    values that are no text, number or boolean, and more than MAX_BYTES.
    """
    if len(cmi) > MAX_VALUES or len(orjson.dumps(cmi)) > MAX_BYTES:
        raise Invalid.field("cmi", _("The package wants to store too much: at most 64 KiB."))
    values: dict[str, str] = {}
    for name, value in cmi.items():
        if not _NAME.fullmatch(name) or not isinstance(value, str | int | float | bool):
            raise Invalid.field("cmi", _("This is no value of the SCORM data model."))
        values[name] = str(value).lower() if isinstance(value, bool) else str(value)
    return values


def read_cmi(kind: str, cmi: Mapping[str, str]) -> PackageResult:
    """Return what checked values of a SCORM package say."""
    if kind == PackageKind.SCORM_1_2:
        score = _read_percent(cmi, "cmi.core.score", default_max=100)
        return PackageResult(cmi.get("cmi.core.lesson_status") in DONE, score)
    is_done = cmi.get("cmi.completion_status") == "completed" or cmi.get("cmi.success_status") == "passed"
    scaled = _read_number(cmi.get("cmi.score.scaled"))
    score = _to_percent(scaled) if scaled is not None else _read_percent(cmi, "cmi.score", default_max=None)
    return PackageResult(is_done, score)


def read_statement(verb: str, scaled: float | None, *, completion: bool | None) -> PackageResult:
    """Return what an xAPI statement says; `verb` is its address, `scaled` its scaled score."""
    name = verb.removeprefix(VERBS)
    is_done = (name in DONE and completion is not False) or (name == ANSWERED and completion is True)
    return PackageResult(is_done, None if scaled is None else _to_percent(scaled))


def _read_percent(cmi: Mapping[str, str], name: str, *, default_max: float | None) -> int | None:
    raw, most = _read_number(cmi.get(f"{name}.raw")), _read_number(cmi.get(f"{name}.max")) or default_max
    least = _read_number(cmi.get(f"{name}.min")) or 0.0
    if raw is None or most is None or most <= least:
        return None
    return _to_percent((raw - least) / (most - least))


def _read_number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _to_percent(share: float) -> int:
    return round(100 * min(1.0, max(0.0, share)))
