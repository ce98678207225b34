"""Progress over REST: by which rule a lesson is done, what counts, the percent of a course, and who hears of it."""

from datetime import timedelta
from uuid import UUID

import pytest
import structlog
import time_machine
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import Session
from apps.core.uow import unit_of_work
from apps.events.models import StreamEvent
from apps.jobs.models import Job
from apps.learning.models import BlockProgress, Enrollment, EnrollmentSource, LessonProgress, LessonView
from apps.learning.outlines import Outline
from apps.learning.services import end_enrollment, enrol_user
from apps.learning.services.progress import list_enrollments_below_rows
from apps.notifications.models import Notification
from tests.concurrency import call_concurrently
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.learning.published import publish_lessons

pytestmark = pytest.mark.django_db
AUDIO = 60_000


@pytest.fixture
def enrolled(pupil, course):
    return enrol_user(actor=None, user=pupil, course=course, source=EnrollmentSource.OFFICE)


def send(user, lesson, **acts):
    return client_for(user).post(f"/courses/lessons/{lesson.pk}/progress/", acts)


def read(user, lesson):
    return client_for(user).get(f"/courses/lessons/{lesson.pk}/").json


@pytest.mark.parametrize(
    ("completion", "acts"),
    [({"rule": "scrolled"}, {"scrolled": True}), ({"rule": "by_hand"}, {"done": True}), ({"rule": "opened"}, None)],
    ids=["scrolled", "by_hand", "opened"],
)
def test_a_lesson_is_done_by_its_rule(course, pupil, enrolled, completion, acts):
    lesson, _other = publish_lessons(course, {"completion": completion}, {})
    before = read(pupil, lesson)
    assert before["needs_hand"] == (completion["rule"] == "by_hand")
    if acts is None:
        assert before["progress"]["completed_at"] is not None
    else:
        assert before["progress"]["completed_at"] is None
        assert send(pupil, lesson, seconds=1).json["state"] == "begun"
        answer = send(pupil, lesson, **acts).json
        assert (answer["state"], answer["percent"]) == ("done", 50)
    after = read(pupil, lesson)
    assert (after["needs_hand"], after["progress"]["percent_of_course"]) == (False, 50)


def test_done_by_hand_is_refused_elsewhere(course, pupil, enrolled):
    [lesson] = publish_lessons(course, {})
    send(pupil, lesson, done=True).check_refused(422, field="done")
    send(pupil, lesson, watched=[{"block": str(enrolled.pk), "pieces": [[5, 5]]}]).check_refused(422)


def test_a_recording_counts_as_fast_as_the_clock_allows(course, pupil, enrolled):
    [lesson] = publish_lessons(course, {"completion": {"rule": "watched", "percent": 90}, "audio": [AUDIO]})
    [block] = lesson.watched
    begun = timezone.now()
    with time_machine.travel(begun, tick=False) as clock:
        read(pupil, lesson)
        claim = [{"block": block, "pieces": [[0, AUDIO]]}]
        assert send(pupil, lesson, watched=claim).json["blocks"][0]["granted_ms"] == 0
        clock.move_to(begun + timedelta(seconds=10))
        for _ in range(3):
            answer = send(pupil, lesson, watched=claim, block=block, position_ms=20_000).json
            assert answer["blocks"] == [
                {"block": block, "pieces": [[0, 20_000]], "granted_ms": 20_000, "length_ms": AUDIO}
            ]
            assert answer["state"] == "begun"
        clock.move_to(begun + timedelta(seconds=27))
        answer = send(pupil, lesson, watched=[{"block": block, "pieces": [[20_000, AUDIO]]}]).json
    assert (answer["blocks"][0]["granted_ms"], answer["state"], answer["percent"]) == (54_000, "done", 100)
    resumed = read(pupil, lesson)["progress"]
    assert (resumed["block"], resumed["position_ms"], len(resumed["blocks"])) == (block, 20_000, 1)


def test_unknown_blocks_and_recordings_without_a_length_count_nothing(course, pupil, enrolled):
    [lesson] = publish_lessons(course, {"completion": {"rule": "watched", "percent": 90}, "audio": [None]})
    answer = send(pupil, lesson, watched=[{"block": str(enrolled.pk), "pieces": [[0, 1000]]}]).json
    assert answer["blocks"] == []
    assert send(pupil, lesson, scrolled=True).json["state"] == "done"


def test_another_recording_in_the_block_clips_what_counted(course, pupil, enrolled):
    [lesson] = publish_lessons(course, {"audio": [AUDIO]})
    BlockProgress.objects.create(
        user=pupil, lesson=lesson, block=UUID(lesson.watched[0]), opened_at=timezone.now(), pieces=[[0, 50_000]],
        granted_ms=50_000, length_ms=AUDIO,
    )  # fmt: skip
    publish_lessons(course, {"row": lesson, "audio": [30_000]})
    assert read(pupil, lesson)["progress"]["blocks"][0]["pieces"] == [[0, 30_000]]


def test_study_time_is_at_most_the_time_that_passed(course, pupil, enrolled):
    [lesson] = publish_lessons(course, {})
    begun = timezone.now()
    with time_machine.travel(begun, tick=False) as clock:
        read(pupil, lesson)
        clock.move_to(begun + timedelta(seconds=20))
        for _ in range(3):
            send(pupil, lesson, seconds=60)
        clock.move_to(begun + timedelta(minutes=40))
        send(pupil, lesson, seconds=1800)
    assert LessonProgress.objects.get().seconds == 1820, "half an hour without a network"


def test_two_open_tabs_of_a_lesson_count_study_time_once(course, pupil, enrolled):
    [lesson] = publish_lessons(course, {})
    begun = timezone.now()
    with time_machine.travel(begun, tick=False) as clock:
        read(pupil, lesson)
        for heartbeat in range(20, 301, 20):
            for behind in (0, 7):
                clock.move_to(begun + timedelta(seconds=heartbeat + behind))
                send(pupil, lesson, seconds=20)
                assert LessonProgress.objects.get().seconds == heartbeat + behind


@pytest.mark.parametrize(("weight", "percents"), [("equal", [33, 66, 100]), ("minutes", [10, 40, 100])])
def test_the_percent_goes_by_weight_and_the_course_is_completed_once(course, pupil, enrolled, weight, percents):
    lessons = publish_lessons(course, *({"minutes": minutes} for minutes in (5, 15, 30)), weight=weight)
    assert [send(pupil, lesson, scrolled=True).json["percent"] for lesson in lessons] == percents
    send(pupil, lessons[0], scrolled=True)
    enrolled.refresh_from_db()
    assert (enrolled.progress, enrolled.completed_at is not None) == (100, True)
    events = StreamEvent.objects.filter(type="course.progress", stream_id=f"user:{pupil.pk}").order_by("seq")
    assert [event.data["progress"] for event in events] == percents
    assert events[0].stream_id == f"user:{pupil.pk}"
    assert events[0].data["lesson"] == str(lessons[0].pk)
    assert Notification.objects.filter(type="learning.course_completed", user=pupil).count() == 1


def test_publishing_lets_no_progress_fall(course, pupil, enrolled):
    first, second = publish_lessons(course, {}, {})
    assert send(pupil, first, scrolled=True).json["percent"] == 50
    publish_lessons(course, {"row": first}, {"row": second}, {}, {})
    assert send(pupil, first, seconds=1).json["percent"] == 50
    publish_lessons(course, {"row": second}, {})
    assert send(pupil, second, scrolled=True).json["percent"] == 50


def test_lessons_removed_by_publishing_raise_the_percent_and_the_proof_finds_them(course, pupil, enrolled):
    first, _second = publish_lessons(course, {}, {})
    send(pupil, first, scrolled=True)
    publish_lessons(course, {"row": first})
    course.content.refresh_from_db()
    outline = Outline.from_json(course.content.published.outline)
    assert list_enrollments_below_rows(course.pk, outline) == [enrolled]
    assert run_jobs("learning.count_progress") == 2
    enrolled.refresh_from_db()
    assert (enrolled.progress, enrolled.completed_at is None) == (100, False)
    assert list_enrollments_below_rows(course.pk, outline) == []


def test_the_nightly_proof_names_a_wrong_percent_and_mends_it(course, pupil, enrolled):
    first, _second = publish_lessons(course, {}, {})
    send(pupil, first, scrolled=True)
    Enrollment.objects.filter(pk=enrolled.pk).update(progress=10)
    for found in ([(str(enrolled.pk), 10)], []):
        with unit_of_work():
            jobs.enqueue(kind="learning.check_progress")
        with structlog.testing.capture_logs() as logs:
            assert run_jobs("learning.check_progress") == 1
        wrong = [(entry["enrollment"], entry["found"]) for entry in logs if entry["event"] == "progress wrong"]
        assert wrong == found
        enrolled.refresh_from_db()
        assert enrolled.progress == 50


def test_a_new_enrolment_begins_with_what_was_done_before(course, pupil, enrolled):
    first, _second = publish_lessons(course, {}, {})
    send(pupil, first, scrolled=True)
    end_enrollment(actor=None, enrollment=enrolled, reason="over")
    again = enrol_user(actor=None, user=pupil, course=course, source=EnrollmentSource.OFFICE)
    again.refresh_from_db()
    assert again.progress == 50


def test_nothing_is_recorded_for_who_is_not_enrolled_or_looked_at(
    course, pupil, enrolled, stranger, teacher, group, admin
):
    [lesson] = publish_lessons(course, {"is_preview": True})
    for person in (stranger, teacher):
        assert read(person, lesson)["progress"] is None
        send(person, lesson, scrolled=True).check_refused(403, "not_enrolled")
    views = LessonView.objects.count()
    client = client_for(pupil)
    Session.objects.filter(pk=client.session.pk).update(viewed_by=admin)
    assert client.get(f"/courses/lessons/{lesson.pk}/").status == 200
    assert (LessonView.objects.count(), LessonProgress.objects.count()) == (views, 0)


@pytest.mark.django_db(transaction=True)
def test_two_devices_at_once_lose_nothing(course, pupil):
    enrol_user(actor=None, user=pupil, course=course, source=EnrollmentSource.OFFICE)
    lessons = publish_lessons(course, {}, {}, {}, {})
    calls = [lambda lesson=lesson: send(pupil, lesson, scrolled=True).status for lesson in lessons for _ in range(2)]
    assert call_concurrently(calls) == [200] * 8
    assert Enrollment.objects.get().progress == 100
    assert LessonProgress.objects.count() == 4
    assert Notification.objects.filter(type="learning.course_completed").count() == 1
    assert not Job.objects.filter(state="dead").exists()


@pytest.mark.django_db(transaction=True)
def test_study_time_sent_by_many_tabs_at_once_counts_once(course, pupil):
    enrol_user(actor=None, user=pupil, course=course, source=EnrollmentSource.OFFICE)
    [lesson] = publish_lessons(course, {})
    read(pupil, lesson)
    begun = timezone.now() - timedelta(minutes=5)
    LessonProgress.objects.update(updated_at=begun)
    calls = [lambda: send(pupil, lesson, seconds=300).status for _tab in range(8)]
    assert call_concurrently(calls) == [200] * 8
    assert 300 <= LessonProgress.objects.get().seconds <= (timezone.now() - begun).total_seconds()
