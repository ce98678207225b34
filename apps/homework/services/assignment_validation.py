"""Validation of assignments, by kind."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.errors import Invalid
from apps.core.validators import validate_field, validate_time
from apps.homework.models import READ_ALOUD_KINDS, SPOKEN_KINDS, Assignment, AssignmentKind
from ml.scoring.weights import WEIGHTABLE_PARTS
from ml.text import parse_words

MAX_PHRASES = 60
SPOKEN_ONLY = ("reference_text", "reference_answers", "key_words", "target_wpm", "weights")


def check_assignment_fields(assignment: Assignment) -> None:
    """Raise Invalid on a field that the assignment's kind needs and lacks, or has and cannot use."""
    kind = AssignmentKind(assignment.kind)
    if kind in READ_ALOUD_KINDS:
        _check_text(assignment)
    elif kind == AssignmentKind.SPEAKING:
        if not assignment.question.strip():
            raise Invalid.field("question", _("A speaking homework needs a question."))
    elif not (assignment.instructions.strip() or assignment.question.strip()):
        raise Invalid.field("instructions", _("Say what pupils must submit."))
    if kind not in SPOKEN_KINDS:
        for name in SPOKEN_ONLY:
            if getattr(assignment, name):
                raise Invalid.field(name, _("This is for spoken homework only."))
    _check_weights(kind, assignment.weights)


def check_deadline_in_future(deadline: datetime | None) -> None:
    """Raise Invalid unless the deadline is a `moment` in the future, or None."""
    if deadline is not None and validate_field("deadline", validate_time, deadline) <= timezone.now():
        raise Invalid.field("deadline", _("The deadline has passed."))


def check_lesson_group(assignment: Assignment) -> None:
    """Raise Invalid when the lesson belongs to another group."""
    if assignment.lesson is not None and assignment.lesson.group_id != assignment.group_id:
        raise Invalid.field("lesson", _("This lesson belongs to another group."))


def _check_text(assignment: Assignment) -> None:
    lines = [line for line in assignment.reference_text.splitlines() if line.strip()]
    if not parse_words(assignment.reference_text, assignment.language, alternatives=True):
        raise Invalid.field("reference_text", _("A reading needs a text to read."))
    if assignment.kind != AssignmentKind.REPEAT:
        return
    if len(lines) > MAX_PHRASES:
        raise Invalid.field("reference_text", _("At most %(count)d phrases.") % {"count": MAX_PHRASES})
    if not all(parse_words(line, assignment.language, alternatives=True) for line in lines):
        raise Invalid.field("reference_text", _("Every line needs words to read."))


def _check_weights(kind: AssignmentKind, weights: Mapping[str, float]) -> None:
    if not weights:
        return
    parts = WEIGHTABLE_PARTS[kind.value]
    if unknown := sorted(set(weights) - set(parts)):
        text = _("The score has no such part. Parts are: %(names)s.") % {"names": ", ".join(parts)}
        raise Invalid(fields={f"weights.{name}": [text] for name in unknown})
    if sum(weights.values()) <= 0:
        raise Invalid.field("weights", _("At least one part needs a weight above 0."))
