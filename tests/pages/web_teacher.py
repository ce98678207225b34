"""A teacher in a real Chromium: `./talim test-web tests/pages/web_teacher.py -s` (`-s` shows what was measured).

The server is real; what the engine says about recordings was recorded once (`tests/homework/recorded.json`). What the
browser does is in clients/pages/test/teacher-*.browser.ts.
"""

import time
from dataclasses import replace
from datetime import timedelta
from string import ascii_uppercase

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian, OwnRole, User
from apps.attendance.models import Attendance, Excuse
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.courses.models import Group, Membership
from apps.events.publishing import get_wall_stream, publish_event
from apps.homework import events
from apps.homework.models import Assignment, Attempt, Homework, Review
from apps.homework.services.appeals import create_appeal
from tests import factories
from tests.attendance.register_requests import mark_row, send_marks
from tests.guide.guide_server import answer_recordings
from tests.homework import review_helpers, submission_helpers
from tests.homework.request_helpers import post_submission
from tests.pages.appearance_data import add_waveform
from tests.pages.browser import HTML, create_running_lesson, make_login
from tests.remote_control import serve_methods

pytestmark = pytest.mark.django_db(transaction=True)
CHANGES, A_SECOND = 600, 60


def signed_in(group, *pupils):
    """The group's teacher and these pupils can sign in; what the browser's side is told of them."""
    for user in (group.lead_teacher, *pupils):
        make_login(user, locale="en")
    return {"teacher": group.lead_teacher.email, "group": str(group.pk), "pupils": [pupil.email for pupil in pupils]}


def give_writing(group, title):
    """Homework that the teacher marks herself."""
    words = {"reference_text": "", "instructions": "Write about your family."}
    return submission_helpers.assign_reading(group, title=title, kind="text", **words)


def test_the_wall_follows_a_pupil(play, group, pupil, second_pupil):
    """Recording, sent, marked, waiting; the mark within a second of the score."""
    submission_helpers.assign_reading(group, title="Unit 1")
    give_writing(group, "Unit 2, in writing")
    with answer_recordings():
        print(play("teacher-wall", **signed_in(group, pupil, second_pupil)))
    states = Homework.objects.exclude(last_attempt=None).values_list("state", flat=True)
    assert sorted(states) == ["needs_review", "scored"]


@pytest.mark.slow
def test_a_wall_of_two_hundred_stays_smooth(play, branch, course, teacher):
    """Sixty changes a second for ten seconds, over the real socket."""
    group = Group.objects.create(branch=branch, course=course, name="All", lead_teacher=teacher, capacity=200)
    pupils = User.objects.bulk_create(
        User(role=Role.STUDENT, first_name="Pupil", last_name=f"{number:03}", email=f"pupil{number}@example.uz")
        for number in range(200)
    )
    Membership.objects.bulk_create(
        Membership(group=group, student=pupil, joined_on="2026-09-01", status="active") for pupil in pupils
    )
    with serve_methods(Crowd(submission_helpers.assign_reading(group))) as address:
        print(play("teacher-crowd", door=address, **signed_in(group)))


class Crowd:
    """All pupils of a group, who submit at the same time."""

    def __init__(self, assignment):
        self._assignment = assignment

    def change_all(self):
        """In turn each pupil's recording comes, and its mark after it."""
        homeworks = Homework.objects.filter(assignment=self._assignment)
        rows = list(homeworks.select_related("student", "assignment").order_by("pk"))
        begins = time.monotonic()
        for number in range(CHANGES):
            time.sleep(max(0.0, begins + number / A_SECOND - time.monotonic()))
            homework = rows[number * 37 % len(rows)]
            about = events.get_homework_event_fields(homework) | {"attempt": str(homework.pk), "number": 1}
            event = scored(about, 50.0 + number % 40) if number // len(rows) % 2 else sent(about)
            if number == CHANGES - 1:
                event = scored(about, 99.9)
            with unit_of_work():
                publish_event(get_wall_stream(self._assignment.group_id), event)


def sent(about):
    """A recording came."""
    state = {"homework_state": "processing", "homework_score": None, "late": False}
    return events.AttemptReceived.model_validate(about | state)


def scored(about, score):
    """It has this mark."""
    state = {"homework_state": "scored", "homework_score": score, "score": score}
    return events.AttemptScored.model_validate(events.AttemptScored.example | about | state)


@pytest.mark.slow
def test_register_works_on_phone_and_offline(play, branch, course, teacher, manager):
    """Twenty pupils: on one screen, without a network, in two tabs, beside the office's marks."""
    names = ascii_uppercase[:20]
    pupils = tuple(factories.make_user(Role.STUDENT, "Pupil", name, email=f"{name}@example.uz") for name in names)
    group = factories.make_group(branch=branch, course=course, name="A2 morning", teacher=teacher, pupils=pupils)
    lesson = create_running_lesson(group)
    office = make_login(manager, locale="en")
    play("teacher-register", lesson=str(lesson.pk), office=office, **signed_in(group))
    assert Attendance.objects.filter(lesson=lesson).count() == len(pupils)


@pytest.mark.slow
def test_the_review_needs_no_mouse(play, group, pupil, second_pupil):
    """Four recordings that the engine is not sure of; one pupil's name would be a picture if it were not text."""
    third = factories.make_user(Role.STUDENT, "Kamron", "Oripov", email="third@example.uz")
    third.first_name = HTML
    third.save(update_fields=["first_name"])
    fourth = factories.make_user(Role.STUDENT, "Nargiza", "Saidova")
    for user in (third, fourth):
        Membership.objects.create(group=group, student=user, joined_on="2026-09-01")
    give_writing(group, "In writing")
    doubtful = replace(review_helpers.score_recorded_evidence(), verdict="LOW_CONFIDENCE", confidence="low")
    for take, user in enumerate((pupil, third, second_pupil, fourth)):
        assignment = submission_helpers.assign_reading(group, title=f"Unit {take + 1}")
        submission_helpers.submit_and_score(assignment, user, doubtful, take=take)
    play("teacher-review", **signed_in(group, pupil))
    reviews = list(Review.objects.order_by("created_at"))
    assert [
        (review.homework.student.first_name, review.decision, review.comment, review.voice is not None)
        for review in reviews
    ] == [
        (third.first_name, "accept", "Well read, 1 and 2!", True),
        ("Laylo", "return", "Once more with the last line, please.", False),
        ("Jasur", "accept", "Good.", False),
    ]
    assert [float(review.score) for review in reviews if review.score is not None] == [91, 80]


@pytest.mark.slow
def test_copied_work_says_whose_it_is(play, group, pupil, second_pupil):
    earlier = submission_helpers.assign_reading(group, title="Unit 0")
    submission_helpers.submit_and_score(earlier, pupil, review_helpers.score_recorded_evidence(), take=1)
    reading, writing = (
        submission_helpers.assign_reading(group, title="Unit 1"),
        give_writing(group, "Unit 2, in writing"),
    )
    for user in (pupil, second_pupil):
        submission_helpers.submit_and_score(reading, user, review_helpers.score_recorded_evidence())
        written = submission_helpers.get_homework(writing, user)
        assert post_submission(factories.client_for(user), written, {"text": "We are five."}).status == 202
    first = submission_helpers.get_homework(writing, pupil)
    review_helpers.post_review(factories.client_for(group.lead_teacher), first, decision="accept", score=80)
    create_appeal(author=pupil, homework=submission_helpers.get_homework(earlier, pupil), text="I said horse right.")
    play("teacher-copies", **signed_in(group, pupil))


@pytest.mark.slow
def test_an_assignment_has_a_page(play, branch, course, group, pupil, second_pupil):
    """Results of all pupils, more time for one, a new score, a copy for another group."""
    other = factories.make_group(branch=branch, course=course, name="B1 evening", teacher=group.lead_teacher)
    assignment = submission_helpers.assign_reading(group, title="Unit 1")
    submission_helpers.submit_and_score(assignment, pupil, review_helpers.score_recorded_evidence())
    play("teacher-assignment", name=group.name, other=str(other.pk), **signed_in(group, pupil, second_pupil))
    assert Assignment.objects.get(group=other).title == "Unit 1"
    assert submission_helpers.get_homework(assignment, second_pupil).extra_attempts == 1


@pytest.mark.slow
def test_homework_is_given_with_every_setting(play, branch, course, group, pupil, second_pupil):
    """Two groups at once, one pupil alone; a change and a withdrawal."""
    other = factories.make_group(branch=branch, course=course, name="B1 evening", teacher=group.lead_teacher)
    play("teacher-give", other=str(other.pk), **signed_in(group, pupil, second_pupil))
    assert list(Assignment.objects.values_list("title", flat=True)) == ["Unit 8", "Unit 8"]


def test_assign_homework_notifications_and_custom_roles(play, group, assistant, pupil, second_pupil):
    """A preview, a session that ends, a tone, a badge; roles that hold a part of what a teacher may do."""
    create_running_lesson(group)
    keeper = OwnRole.objects.create(name={"en": "Keeps registers"}, permissions=["attendance.mark"])
    cut = factories.make_user(Role.MANAGER, "Kamola", "Azizova")
    group.assistants.add(cut)
    keepers = [make_login(user, locale="en", own_role=keeper) for user in (assistant, cut)]
    play("teacher-homework", cut=keepers, **signed_in(group, pupil, second_pupil))
    titles = Assignment.objects.order_by("created_at").values_list("title", flat=True)
    assert list(titles) == ["<b>Unit 5</b>", "Unit 6"]


class Engine:
    """What comes to it of a pupil, and its answers."""

    def __init__(self, pupil):
        self._pupil = pupil

    def submit(self, title, take):
        """Another recording comes."""
        submission_helpers.submit_recording(Assignment.objects.get(title=title), self._pupil, take=take)

    def answer(self, title, **other):
        """It has heard the recordings of this homework, with `other` values than it once had."""
        self._store(title, replace(review_helpers.score_recorded_evidence(), **other))

    def refuse(self, title):
        """It hears no voice in them."""
        self._store(title, submission_helpers.refused_result("NO_SPEECH"))

    def _store(self, title, result):
        for attempt in Attempt.objects.filter(homework__assignment__title=title, state="received"):
            submission_helpers.store_result(attempt, result)


@pytest.mark.slow
def test_teacher_answers_excuses_and_extends_deadlines(play, group, teacher, pupil, second_pupil, parent):
    """Excuses, more time, a deadline that is moved, homework that is taken back; a recording that nobody hears."""
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    submission_helpers.allow_recordings(pupil)
    lesson = create_running_lesson(group)
    assert send_marks(teacher, lesson, mark_row(pupil, "absent")).status == 200
    first = submission_helpers.assign_reading(group, title="Unit 1", deadline=timezone.now() + timedelta(days=1))
    submission_helpers.submit_and_score(first, pupil, add_waveform(submission_helpers.recorded_result()))
    submission_helpers.assign_reading(group, title="Unit 2")
    submission_helpers.submit_recording(submission_helpers.assign_reading(group, title="Unit 3"), pupil, take=1)
    give_writing(group, "In writing")
    values = {"parent": make_login(parent, locale="en"), **signed_in(group, pupil, second_pupil)}
    with serve_methods(Engine(pupil)) as address:
        play("teacher-answers", door=address, **values)
    answers = Excuse.objects.order_by("created_at").values_list("state", "answer")
    assert list(answers) == [("accepted", "Get well soon."), ("withdrawn", ""), ("refused", "Please come.")]
    assert Attendance.objects.get(lesson=lesson, student=pupil).status.code == "excused"
    assert sorted(Assignment.objects.values_list("title", flat=True)) == ["In writing", "Unit 1", "Unit 3"]
    first.refresh_from_db()
    assert first.deadline is not None
    assert first.deadline.year == 2099
