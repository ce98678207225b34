"""Teachers' corrections and scores with the evidence, without names: data to fit the calibration again."""

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Exists, OuterRef, Q

from apps.accounts.models import ConsentKind, User
from apps.accounts.queries import has_consented
from apps.homework.corrected_scores import is_scorable
from apps.homework.models import READ_ALOUD_KINDS, Attempt, Review, ReviewDecision, WordCorrection

NAME_PLACEHOLDER = "…"
"""Replaces the pupil's own name."""


def list_calibration_examples() -> Iterator[dict[str, Any]]:
    """Yield one row per attempt at a text read aloud in which a teacher corrected words or entered a score.

    Only for pupils who (or whose guardians) consented to machine learning. Free answers are left out: their content
    identifies the speaker. `speaker` is the same for one pupil's rows and new in each export.
    """
    speakers: dict[UUID, str] = {}
    for attempt in _list_reviewed_attempts().iterator(chunk_size=200):
        pupil = attempt.homework.student
        if pupil.pk not in speakers:
            speakers[pupil.pk] = uuid4().hex if has_consented(pupil, ConsentKind.MACHINE_LEARNING) else ""
        if speakers[pupil.pk] and is_scorable(attempt.score.evidence):
            yield _build_example(attempt, speakers[pupil.pk])


def _list_reviewed_attempts() -> Any:
    corrected = WordCorrection.objects.filter(attempt=OuterRef("pk"))
    marked = Review.objects.filter(attempt=OuterRef("pk"), decision=ReviewDecision.ACCEPT, score__isnull=False)
    attempts = Attempt.objects.filter(
        Q(Exists(corrected)) | Q(Exists(marked)), homework__assignment__kind__in=READ_ALOUD_KINDS
    )
    attempts = attempts.filter(score__isnull=False, homework__student__erased_at__isnull=True)
    return attempts.select_related("homework__student", "score__model").order_by("pk")


def _build_example(attempt: Attempt, speaker: str) -> dict[str, Any]:
    corrections = WordCorrection.objects.filter(attempt=attempt).order_by("pk")
    marks = Review.objects.filter(attempt=attempt, decision=ReviewDecision.ACCEPT, score__isnull=False).order_by("-pk")
    given = marks.values_list("score", flat=True).first()
    return {
        "speaker": speaker,
        "model_sha256": attempt.score.model.sha256,
        "method": attempt.score.method,
        "overall": attempt.score.overall,
        "teachers_mark": None if given is None else float(given),
        "corrections": list(corrections.values("index", "was", "now")),
        "evidence": _remove_name(attempt.score.evidence, attempt.homework.student),
    }


def _remove_name(evidence: dict[str, Any], pupil: User) -> Any:
    names = [re.escape(name) for name in (pupil.first_name, pupil.last_name) if name]
    if not names:
        return evidence
    pattern = re.compile(rf"(?<!\w)({'|'.join(names)})(?!\w)", re.IGNORECASE)
    return json.loads(pattern.sub(NAME_PLACEHOLDER, json.dumps(evidence, ensure_ascii=False)))
