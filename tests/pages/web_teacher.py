"""A teacher in a real Chromium: `./talim test-web tests/pages/web_teacher.py -s` (`-s` shows what was measured).

The server is real; what the engine says about recordings was recorded once (`tests/homework/recorded.json`). What the
browser does is in clients/pages/test/teacher-*.browser.ts.
"""

import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from string import ascii_uppercase

import pytest
from django.db import connection
from django.utils import timezone

from apps.accounts.models import Guardian, OwnRole, User
from apps.attendance.models import Attendance, Excuse
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.courses.models import Course, Group, Membership
from apps.homework import events
from apps.homework.models import Assignment, Homework, Review
from apps.settings.models import Branch
from realtime.events import publish, wall_stream
from tests import cast
from tests.attendance.steps import bulk, row
from tests.guide.stage import answering
from tests.homework import marking, steps
from tests.pages import teaching
from tests.pages.browser import begun, lesson_on
from tests.pages.looks_centre import sounding
from tests.processes import Processes, processes, until  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
CHANGES, A_SECOND = 600, 60


def test_the_wall_follows_a_pupil(
    processes: Processes,  # noqa: F811
    group: Group,
    teacher: User,
    pupil: User,
    second_pupil: User,
    tmp_path: Path,
) -> None:
    """Recording, sent, marked, waiting; the mark within a second of the score."""
    teaching.signs_in(teacher, pupil, second_pupil)
    steps.give(group, title="Unit 1")
    steps.give(
        group, title="Unit 2, in writing", kind="text", reference_text="", instructions="Write about your family."
    )
    told = teaching.stage(
        url=processes.serve("uvicorn"), folder=tmp_path, teacher=teacher, group=group,
        pupils=[pupil.email, second_pupil.email],
    )  # fmt: skip
    with answering():
        teaching.run("teacher-wall", told)
    assert sorted(Homework.objects.exclude(last_attempt=None).values_list("state", flat=True)) == [
        "needs_review",
        "scored",
    ]


def test_a_wall_of_two_hundred_stays_smooth(
    processes: Processes,  # noqa: F811
    branch: Branch,
    course: Course,
    teacher: User,
    tmp_path: Path,
) -> None:
    """Sixty changes a second for ten seconds, over the real socket."""
    teaching.signs_in(teacher)
    group = Group.objects.create(branch=branch, course=course, name="All", lead_teacher=teacher, capacity=200)
    pupils = User.objects.bulk_create(
        User(role=Role.STUDENT, first_name="Pupil", last_name=f"{number:03}", email=f"pupil{number}@example.uz")
        for number in range(200)
    )
    Membership.objects.bulk_create(
        Membership(group=group, student=one, joined_on="2026-09-01", status="active") for one in pupils
    )
    assignment = steps.give(group)
    told = teaching.stage(url=processes.serve("uvicorn"), folder=tmp_path, teacher=teacher, group=group)
    run = begun("teacher-crowd", told)
    until(lambda: Path(told["ready"]).exists() or run.poll() is not None, timeout=120, what="the wall")
    if run.poll() is None:
        change_all(assignment)
    teaching.ended(run, told)


def change_all(assignment: Assignment) -> None:
    """In turn each pupil's recording comes, and its mark after it."""
    rows = list(Homework.objects.filter(assignment=assignment).select_related("student", "assignment").order_by("pk"))
    begins = time.monotonic()
    for number in range(CHANGES):
        time.sleep(max(0.0, begins + number / A_SECOND - time.monotonic()))
        homework = rows[number * 37 % len(rows)]
        about = events.about(homework) | {"attempt": str(homework.pk), "number": 1}
        event = scored(about, 50.0 + number % 40) if number // len(rows) % 2 else sent(about)
        if number == CHANGES - 1:
            event = scored(about, 99.9)
        with unit_of_work():
            publish(wall_stream(assignment.group_id), event)
    connection.close()


def sent(about: dict[str, object]) -> events.AboutAttempt:
    """A recording came."""
    return events.AttemptReceived.model_validate(
        about | {"homework_state": "processing", "homework_score": None, "late": False}
    )


def scored(about: dict[str, object], score: float) -> events.AboutAttempt:
    """It has this mark."""
    state = {"homework_state": "scored", "homework_score": score, "score": score}
    return events.AttemptScored.model_validate(events.AttemptScored.example | about | state)


def test_the_register_works_everywhere(
    processes: Processes,  # noqa: F811
    branch: Branch,
    course: Course,
    teacher: User,
    manager: User,
    tmp_path: Path,
) -> None:
    """Twenty pupils: on one screen, without a network, in two tabs, beside the office's marks."""
    teaching.signs_in(teacher, manager)
    names = ascii_uppercase[:20]
    pupils = tuple(cast.make_user(Role.STUDENT, "Pupil", name, email=f"{name}@example.uz") for name in names)
    group = cast.make_group(branch=branch, course=course, name="A2 morning", teacher=teacher, pupils=pupils)
    lesson = lesson_on(group)
    told = teaching.stage(
        url=processes.serve("uvicorn"), folder=tmp_path, teacher=teacher, group=group, lesson=str(lesson.pk),
        office=manager.email,
    )  # fmt: skip
    teaching.run("teacher-register", told)
    assert Attendance.objects.filter(lesson=lesson).count() == len(pupils)


def test_the_review_needs_no_mouse(
    processes: Processes,  # noqa: F811
    group: Group,
    teacher: User,
    pupil: User,
    second_pupil: User,
    tmp_path: Path,
) -> None:
    """Four recordings that the engine is not sure of; one pupil's name would be a picture if it were not text."""
    teaching.signs_in(teacher, pupil)
    third = cast.make_user(Role.STUDENT, "Kamron", "Oripov", email="third@example.uz")
    third.first_name = "<img src=x onerror=alert(1)>"
    third.save(update_fields=["first_name"])
    fourth = cast.make_user(Role.STUDENT, "Nargiza", "Saidova")
    for one in (third, fourth):
        Membership.objects.create(group=group, student=one, joined_on="2026-09-01")
    steps.give(group, title="In writing", kind="text", reference_text="", instructions="Write about your family.")
    doubtful = replace(marking.from_evidence(), verdict="LOW_CONFIDENCE", confidence="low")
    for take, one in enumerate((pupil, third, second_pupil, fourth)):
        steps.done(steps.give(group, title=f"Unit {take + 1}"), one, doubtful, take=take)
    told = teaching.stage(
        url=processes.serve("uvicorn"), folder=tmp_path, teacher=teacher, group=group, pupils=[pupil.email]
    )
    teaching.run("teacher-review", told)
    reviews = list(Review.objects.order_by("created_at"))
    assert [(one.homework.student.first_name, one.decision, one.comment, one.voice is not None) for one in reviews] == [
        (third.first_name, "accept", "Well read, 1 and 2!", True),
        ("Laylo", "return", "Once more with the last line, please.", False),
        ("Jasur", "accept", "", False),
    ]
    assert [float(one.score) for one in reviews if one.score is not None] == [91, 80]


def test_giving_homework_hearing_of_it_and_own_roles(
    processes: Processes,  # noqa: F811
    group: Group,
    teacher: User,
    assistant: User,
    pupil: User,
    second_pupil: User,
    tmp_path: Path,
) -> None:
    """A preview, a session that ends, a tone, a badge; roles that hold a part of what a teacher may do."""
    lesson_on(group)
    keeper = OwnRole.objects.create(name={"en": "Keeps registers"}, permissions=["attendance.mark"])
    cut = cast.make_user(Role.MANAGER, "Kamola", "Azizova")
    group.assistants.add(cut)
    for one in (assistant, cut):
        one.own_role = keeper
        one.save(update_fields=["own_role"])
    teaching.signs_in(teacher, assistant, cut, pupil, second_pupil)
    told = teaching.stage(
        url=processes.serve("uvicorn"), folder=tmp_path, teacher=teacher, group=group,
        pupils=[pupil.email, second_pupil.email], cut=[assistant.email, cut.email],
    )  # fmt: skip
    teaching.run("teacher-homework", told)
    assert list(Assignment.objects.order_by("created_at").values_list("title", flat=True)) == [
        "<b>Unit 5</b>",
        "Unit 6",
    ]


def test_what_families_and_pupils_ask_is_answered(
    processes: Processes,  # noqa: F811
    group: Group,
    teacher: User,
    pupil: User,
    second_pupil: User,
    parent: User,
    tmp_path: Path,
) -> None:
    """Excuses, more time, a deadline that is moved, homework that is taken back; a recording that nobody hears."""
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    lesson = lesson_on(group)
    assert bulk(teacher, lesson, row(pupil, "absent")).status == 200
    first = steps.give(group, title="Unit 1", deadline=timezone.now() + timedelta(days=1))
    steps.done(first, pupil, sounding(steps.heard()))
    steps.give(group, title="Unit 2")
    steps.hand_in(steps.give(group, title="Unit 3"), pupil, take=1)
    steps.give(group, title="In writing", kind="text", reference_text="", instructions="Write about your family.")
    teaching.signs_in(teacher, pupil, second_pupil, parent)
    told = teaching.stage(
        url=processes.serve("uvicorn"), folder=tmp_path, teacher=teacher, group=group, parent=parent.email,
        pupils=[pupil.email, second_pupil.email],
    )  # fmt: skip
    teaching.run("teacher-answers", told)
    assert list(Excuse.objects.order_by("created_at").values_list("state", "answer")) == [
        ("accepted", "Get well soon."),
        ("withdrawn", ""),
        ("refused", "Please come."),
    ]
    assert Attendance.objects.get(lesson=lesson, student=pupil).status.code == "excused"
    assert sorted(Assignment.objects.values_list("title", flat=True)) == ["In writing", "Unit 1", "Unit 3"]
    first.refresh_from_db()
    assert first.deadline is not None
    assert first.deadline.year == 2099
