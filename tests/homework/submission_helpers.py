"""Steps that homework tests share: give homework, hand a real clip in, answer with what the engine once said."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

import apps.jobs.services as jobs
from apps.accounts.models import Consent, ConsentKind, User
from apps.courses.models import Group
from apps.events.models import StreamEvent
from apps.homework.models import Assignment, Attempt, Homework, ScoreProposal
from apps.homework.services import assignments, scoring, submission_files, submissions
from apps.jobs.kinds import ClaimedJob
from apps.registry.services import ensure_registered_model
from ml.scoring import RecordingResult, WordResult
from tests.homework.record import CLIPS, read_clip_table

TEXT = read_clip_table()["good-adult.webm"]["reference"]


@cache
def _load_recorded() -> dict[str, Any]:
    return json.loads(Path(__file__).with_name("recorded.json").read_text(encoding="utf-8"))


def recorded_result(clip: str = "good-adult.webm", **other: Any) -> RecordingResult:
    """What the engine said about this clip, with `other` values put in."""
    values = dict(_load_recorded()[clip])
    words = []
    for word in values["words"]:
        plain = dict(word)
        plain["class_"] = plain.pop("class")
        words.append(WordResult(**plain))
    fields = {name: values[name] for name in RecordingResult.__dataclass_fields__ if name in values}
    return replace(RecordingResult(**fields | {"words": tuple(words)}), **other)


def scored_result(score: float, **other: Any) -> RecordingResult:
    """A good reading with this mark."""
    return recorded_result(overall=score, confidence="high", **other)


def uncertain_result(**other: Any) -> RecordingResult:
    """A reading that the engine is not sure about."""
    return recorded_result(verdict="LOW_CONFIDENCE", confidence="low", **other)


def refused_result(verdict: str, reason: str | None = None) -> RecordingResult:
    """A refusal, as the engine words it: no numbers."""
    nothing = dict.fromkeys(("accuracy", "completeness", "fluency", "relevance", "clarity", "overall"))
    return recorded_result(verdict=verdict, reason=reason or verdict, confidence=None, **nothing)


def register_models() -> scoring.ScoringModels:
    """Registered models, as the engine's start registers them."""
    return scoring.ScoringModels(
        model=ensure_registered_model(kind="speech", name="base", revision="1", sha256="a" * 64)
    )


def assign_reading(group: Group, **values: Any) -> Assignment:
    """A reading for the group."""
    defaults: dict[str, Any] = {"kind": "reading", "title": "Reading, unit 3", "reference_text": TEXT}
    return assignments.assign_homework(author=group.lead_teacher, group=group, **defaults | values)


def get_homework(assignment: Assignment, student: User) -> Homework:
    return Homework.objects.select_related("assignment__group", "student").get(assignment=assignment, student=student)


def build_upload(clip: str = "good-adult.webm", *, more: bytes = b"") -> SimpleUploadedFile:
    """A clip's bytes; `more` behind them makes another file of the same sound."""
    return SimpleUploadedFile(clip, (CLIPS / clip).read_bytes() + more)


def allow_recordings(child: User, guardian: User | None = None) -> None:
    """The guardian's consent to recordings of a minor."""
    Consent.objects.create(person=child, kind=ConsentKind.RECORDING, given=True, text_version="1", given_by=guardian)


def submit_recording(assignment: Assignment, student: User, *, take: int = 0, clip: str = "good-adult.webm") -> Attempt:
    """Hand in a recording; another `take` is another file."""
    homework = get_homework(assignment, student)
    stored = submission_files.store_submitted_file(homework=homework, upload=build_upload(clip, more=b"\0" * take))
    return submissions.submit_homework(homework=homework, file=stored)


def claim_jobs() -> dict[str, ClaimedJob]:
    """The waiting speech jobs in the hands of a worker, by the id of what they are about."""
    return {claim.object_id: claim for claim in jobs.claim_jobs(queue="speech", limit=50, worker="test")}


def claim_job(row: Attempt | ScoreProposal) -> ClaimedJob:
    """The job of this attempt or proposal in the hands of a worker."""
    return claim_jobs()[str(row.pk)]


def store_claimed(claim: ClaimedJob, result: RecordingResult) -> Attempt | None:
    """The engine answers about a claimed job."""
    return scoring.store_score(claim=claim, result=result, models=register_models())


def store_result(attempt: Attempt, result: RecordingResult) -> Attempt:
    """The engine answers about the attempt."""
    stored = store_claimed(claim_job(attempt), result)
    assert stored is not None
    return stored


def submit_and_score(assignment: Assignment, student: User, result: RecordingResult, *, take: int = 0) -> Attempt:
    """Handed in and answered."""
    return store_result(submit_recording(assignment, student, take=take), result)


def list_stream_events(stream: str) -> list[tuple[str, Mapping[str, Any]]]:
    """What was published on a stream, in order."""
    return list(StreamEvent.objects.filter(stream_id=stream).order_by("seq").values_list("type", "data"))
