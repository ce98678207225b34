"""Steps that homework tests share: give homework, hand a real clip in, answer with what the engine once said."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.courses.models import Group
from apps.homework import services
from apps.homework.heard import Heard
from apps.homework.models import Assignment, Attempt, Homework
from apps.jobs.kinds import ClaimedJob
from apps.registry.services import register
from ml.scoring import WordResult
from realtime.models import StreamEvent
from tests.homework.record import CLIPS, clip_rows

TEXT = clip_rows()["good-adult.webm"]["reference"]


@cache
def _recorded() -> dict[str, Any]:
    return json.loads(Path(__file__).with_name("recorded.json").read_text(encoding="utf-8"))


def heard(clip: str = "good-adult.webm", **other: Any) -> Heard:
    """What the engine said about this clip, with `other` values put in."""
    values = dict(_recorded()[clip])
    words = []
    for word in values["words"]:
        plain = dict(word)
        plain["class_"] = plain.pop("class")
        words.append(WordResult(**plain))
    fields = {name: values[name] for name in Heard.__dataclass_fields__ if name in values}
    return replace(Heard(**fields | {"words": tuple(words)}), **other)


def marked(score: float, **other: Any) -> Heard:
    """A good reading with this mark."""
    return heard(overall=score, confidence="high", **other)


def refused(verdict: str, reason: str | None = None) -> Heard:
    """A refusal, as the engine words it: no numbers."""
    nothing = dict.fromkeys(("accuracy", "completeness", "fluency", "relevance", "clarity", "overall"))
    return heard(verdict=verdict, reason=reason or verdict, confidence=None, **nothing)


def models() -> services.Models:
    """Registered models, as the engine's start registers them."""
    return services.Models(speech=register(kind="speech", name="base", revision="1", sha256="a" * 64))


def give(group: Group, **values: Any) -> Assignment:
    """A reading for the group."""
    defaults: dict[str, Any] = {"kind": "reading", "title": "Reading, unit 3", "reference_text": TEXT}
    return services.assign(author=group.lead_teacher, group=group, **defaults | values)


def homework_of(assignment: Assignment, student: User) -> Homework:
    return Homework.objects.select_related("assignment__group", "student").get(assignment=assignment, student=student)


def upload(clip: str = "good-adult.webm", *, more: bytes = b"") -> SimpleUploadedFile:
    """A clip's bytes; `more` behind them makes another file of the same sound."""
    return SimpleUploadedFile(clip, (CLIPS / clip).read_bytes() + more)


def hand_in(assignment: Assignment, student: User, *, take: int = 0, clip: str = "good-adult.webm") -> Attempt:
    """Hand in a recording; another `take` is another file."""
    homework = homework_of(assignment, student)
    stored = services.receive(homework=homework, upload=upload(clip, more=b"\0" * take))
    return services.hand_in(homework=homework, file=stored)


def claimed(attempt: Attempt) -> ClaimedJob:
    """The attempt's job in the hands of a worker."""
    claims = jobs.claim_jobs(queue="speech", limit=50, worker="test")
    return next(claim for claim in claims if claim.object_id == str(attempt.pk))


def answer(attempt: Attempt, result: Heard) -> Attempt:
    """The engine answers about the attempt."""
    stored = services.store_score(claim=claimed(attempt), result=result, models=models())
    assert stored is not None
    return stored


def done(assignment: Assignment, student: User, result: Heard, *, take: int = 0) -> Attempt:
    """Handed in and answered."""
    return answer(hand_in(assignment, student, take=take), result)


def events(stream: str) -> list[tuple[str, Mapping[str, Any]]]:
    """What was published on a stream, in order."""
    return list(StreamEvent.objects.filter(stream_id=stream).order_by("seq").values_list("type", "data"))
