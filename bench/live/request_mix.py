"""Requests of an evening: mostly reads, then registers, recordings and payments."""

import csv
import itertools
import json
import random
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from apps.accounts import tokens
from apps.accounts.models import Session, User
from apps.accounts.services import open_session
from apps.core.permissions import Role
from apps.courses.models import Group
from apps.homework.models import Homework
from apps.homework.services.assignments import assign_homework
from apps.lessons.models import Lesson
from apps.payments.models import Payment
from bench.http.processes import build_request
from bench.office import create_managers
from bench.payments.filling import PUPILS, payment_row
from bench.report import ROOT
from bench.school.registers import create_class_of_thirty

BATCH_SIZE = 200
CLIPS = ROOT / "tests" / "data" / "speech"
CLIP = "good-adult.webm"
LESSON_INTERVAL, LESSON_LENGTH = timedelta(minutes=20), timedelta(minutes=15)
SHARES = {"lists read": 0.84, "registers marked": 0.12, "recordings submitted": 0.02, "payments taken": 0.02}
READ_PATHS = (
    "/courses/groups/", "/courses/groups/{group}/members/", "/lessons/", "/auth/users/", "/payments/",
    "/notifications/", "/attendance/",
)  # fmt: skip


class RequestMix:
    """Builds new requests, with tokens that are valid for five minutes."""

    def __init__(self) -> None:
        self.made: Counter[str] = Counter()
        self._chance = random.Random(11)
        self._sessions: dict[User, Session] = {}
        self._office = itertools.cycle(create_managers())
        self._groups = list(Group.objects.filter(lead_teacher__email__startswith="teacher").order_by("id")[:40])
        self._classes = [create_class_of_thirty(False), create_class_of_thirty(True)]
        self._numbers, self._now = itertools.count(), timezone.now()
        self._names: list[str] = []
        self._unpaid = self._payments()
        self._submits = create_readings(self._groups)
        self._makers = {
            "lists read": self._read, "registers marked": self._mark, "recordings submitted": self._submit,
            "payments taken": self._pay,
        }  # fmt: skip

    def requests(self, count: int) -> list[bytes]:
        """Build so many requests, in the shares of an evening."""
        names = self._chance.choices(list(SHARES), list(SHARES.values()), k=count)
        self._marked = self._lessons(names.count("registers marked"))
        self._names = names
        return [self._makers[name]() for name in names]

    def submissions(self, count: int) -> list[bytes]:
        """Build so many submissions of recordings."""
        self._names = ["recordings submitted"] * count
        return [self._submit() for _ in self._names]

    def sent(self, count: int) -> None:
        """Record that so many of the last requests were sent."""
        self.made.update(self._names[:count])

    def _headers(self, user: User, **more: str) -> dict[str, str]:
        if user not in self._sessions:
            self._sessions[user] = open_session(user=user, device="bench", address=None).session
        return {"Authorization": f"Bearer {tokens.issue_access_token(self._sessions[user])}", **more}

    def _read(self) -> bytes:
        path = self._chance.choice(READ_PATHS).format(group=self._chance.choice(self._groups).pk)
        return build_request(f"/api/v1{path}", self._headers(next(self._office)))

    def _mark(self) -> bytes:
        lesson, teacher, pupils = next(self._marked)
        marks = [{"student": str(pupil.pk), "status": self._chance.choice(("present", "absent"))} for pupil in pupils]
        body = {"lesson": str(lesson.pk), "marks": marks}
        return self._post("/attendance/bulk-mark/", self._headers(teacher), body)

    def _submit(self) -> bytes:
        work, take = next(self._submits)
        edge = uuid4().hex
        form = (
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="reading.webm"\r\n'
            "Content-Type: audio/webm\r\n\r\n"
        ).encode() + get_recording(take) + f"\r\n--{edge}--\r\n".encode()  # fmt: skip
        headers = self._headers(get_student(work), **{"Idempotency-Key": uuid4().hex})
        headers["Content-Type"] = f"multipart/form-data; boundary={edge}"
        return build_request(f"/api/v1/homework/{work.pk}/submit/", headers, method="POST", body=form)

    def _pay(self) -> bytes:
        headers = self._headers(next(self._office), **{"Idempotency-Key": uuid4().hex})
        return self._post(f"/payments/{next(self._unpaid).pk}/confirm/", headers, {"method": "transfer"})

    @staticmethod
    def _post(path: str, headers: dict[str, str], body: Any) -> bytes:
        return build_request(f"/api/v1{path}", headers, method="POST", body=json.dumps(body).encode())

    def _lessons(self, count: int) -> Iterator[tuple[Lesson, User, list[User]]]:
        """Yield new lessons, each before the earlier ones, of the classes in turn."""
        lessons = []
        for number in itertools.islice(self._numbers, count):
            teacher, group, pupils = self._classes[number % len(self._classes)]
            begins = self._now - LESSON_INTERVAL * (1 + number // len(self._classes))
            lessons.append(
                (
                    Lesson(group=group, teacher=teacher, starts_at=begins, ends_at=begins + LESSON_LENGTH),
                    teacher,
                    pupils,
                )
            )
        Lesson.objects.bulk_create(lesson for lesson, *_ in lessons)
        return iter(lessons)

    def _payments(self) -> Iterator[Payment]:
        """Yield open payments."""
        pupils = list(User.objects.filter(role=Role.STUDENT).order_by("number")[:PUPILS])
        for first in itertools.count(0, BATCH_SIZE):
            rows = (
                payment_row(first + place, pupils, self._classes[0][1], is_open=True) for place in range(BATCH_SIZE)
            )
            yield from Payment.objects.bulk_create(rows)


def create_readings(groups: list[Group], first: int = 0) -> Iterator[tuple[Homework, int]]:
    """Yield readings without end, for every group in turn and each pupil of it, with the number of its recording
    (`get_recording`).
    """
    with (CLIPS / "clips.tsv").open(encoding="utf-8") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        text = next(row["reference"] for row in rows if row["file"] == CLIP)
    for take, group in enumerate(itertools.cycle(groups), first):
        assignment = assign_homework(
            author=group.lead_teacher, group=group, kind="reading", title="Reading", reference_text=text
        )
        for homework_item in Homework.objects.filter(assignment=assignment).select_related("student").order_by("id"):
            yield homework_item, take


def get_recording(take: int) -> bytes:
    """Return a recording of the reading, a different file for every number."""
    return (CLIPS / CLIP).read_bytes() + b"\0" * take


def get_student(work: Homework) -> User:
    """Return the pupil who submits it."""
    assert work.student is not None
    return work.student
