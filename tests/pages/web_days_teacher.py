"""A week of a teacher and a day of her assistant: `./talim test-web tests/pages/web_days_teacher.py`."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian, OwnRole, User
from apps.attendance.models import Attendance, Excuse
from apps.core.local_days import get_local_day
from apps.gamification.models import CoinAdjustment, CoinTransaction
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.homework.models import Assignment, Review
from apps.lessons.models import Lesson, Room
from apps.notifications.models import Announcement, Notification
from apps.payments.models import PayRate
from apps.resources.models import LessonResource
from apps.settings.models import Branch, SystemSettings
from tests import factories
from tests.homework import review_helpers, submission_helpers
from tests.pages.browser import make_login
from tests.pages.web_days_sick_teacher import find_morning_zone
from tests.processes import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NOON = 13
"""The hour of the day at which both play: a lesson of the morning is over."""
HOUR = timedelta(hours=1)
PAY = 4_500_000


@pytest.fixture
def noon(branch, group, course, teacher, pupil, second_pupil, other_pupil):
    """A lesson that is on, one of the morning and one of yesterday that nobody marked, one to come; two recordings to
    hear.
    """
    SystemSettings.objects.update(self_check_in=True)
    zone = find_morning_zone(NOON)
    Branch.objects.update(zone=zone)
    User.objects.update(zone=zone)
    branch.refresh_from_db()
    people = {"branch": branch, "course": course, "teacher": teacher}
    other = factories.make_group(**people, name="B1 morning", pupils=(pupil, other_pupil))
    today, local = get_local_day(timezone.now(), zone), ZoneInfo(zone)
    _, room = (Room.objects.create(branch=branch, name=name) for name in ("204", "205"))

    def plan(of, starts_at):
        return Lesson.objects.create(
            group=of, teacher=of.lead_teacher, starts_at=starts_at, ends_at=starts_at + HOUR, room=room
        )

    begun = (timezone.now() - timedelta(minutes=5)).replace(second=0, microsecond=0)
    lessons = SimpleNamespace(
        now=plan(group, begun),
        morning=plan(other, datetime.combine(today, time(10), tzinfo=local)),
        yesterday=plan(other, datetime.combine(today - timedelta(days=1), time(10), tzinfo=local)),
        coming=plan(group, datetime.combine(today + timedelta(days=3), time(10), tzinfo=local)),
    )
    reading = submission_helpers.assign_reading(group, title="Unit 1")
    doubtful = replace(review_helpers.score_recorded_evidence(), verdict="LOW_CONFIDENCE", confidence="low")
    for take, person in enumerate((pupil, second_pupil)):
        submission_helpers.submit_and_score(reading, person, doubtful, take=take)
    return SimpleNamespace(other=other, lessons=lessons, today=today)


def list_marks(lesson):
    """The marks of a lesson by the pupils' first names."""
    return dict(Attendance.objects.filter(lesson=lesson).values_list("student__first_name", "status__code"))


def test_week_of_a_teacher(play_day, noon, branch, group, teacher, pupil, second_pupil, other_pupil, parent):
    yesterday = noon.today - timedelta(days=1)
    PayRate.objects.create(
        teacher=teacher, branch=branch, kind="lesson", amount=PAY, starts_on=yesterday.replace(day=1)
    )
    lessons_this_month = 3 if yesterday.month == noon.today.month else 2
    earned = f"{lessons_this_month * PAY // 100:,} soʻm".replace(",", " ")
    Guardian.objects.create(parent=parent, child=second_pupil, kind="mother")
    asked = {"student": str(second_pupil.pk), "starts_on": f"{noon.today}", "ends_on": f"{noon.today}"}
    asking = factories.client_for(parent).post("/attendance/excuses/", asked | {"reason": "Fever"})
    assert asking.status == 201, asking.json
    print(play_day("day-teacher-week", login=make_login(teacher, locale="en"), earned=earned))

    excuse = Excuse.objects.get()
    assert (excuse.state, excuse.answer) == ("accepted", "Get well soon.")
    assert list_marks(noon.lessons.now) == {"Jasur": "present", "Laylo": "excused"}
    assert list_marks(noon.lessons.morning) == {"Jasur": "present", "Bekzod": "late"}
    assert list_marks(noon.lessons.yesterday) == {"Jasur": "present", "Bekzod": "present"}
    given = {noon.lessons.now, noon.lessons.morning, noon.lessons.yesterday}
    assert set(Lesson.objects.filter(status="held")) == given
    noon.lessons.coming.refresh_from_db()
    assert noon.lessons.coming.room.name == "204"

    homework = Assignment.objects.get(title="Unit 6")
    assert (homework.group, homework.lesson) == (group, noon.lessons.now)
    assert LessonResource.objects.get().lesson == noon.lessons.now
    assert sorted(Review.objects.values_list("homework__student__first_name", "decision")) == [
        ("Jasur", "accept"), ("Laylo", "accept")
    ]  # fmt: skip
    assert Announcement.objects.get().object_id == group.pk
    told = Notification.objects.filter(type="announcement.published")
    wait_until(lambda: told.count() == 3, what="the announcement")
    assert set(told.values_list("user", flat=True)) == {pupil.pk, second_pupil.pk, parent.pk}

    by_cause = CoinTransaction.objects.exclude(cause__startswith="homework").order_by("amount", "student__first_name")
    assert list(by_cause.values_list("student__first_name", "amount")) == [
        ("Bekzod", 2), ("Bekzod", 5), ("Jasur", 5), ("Jasur", 5), ("Jasur", 5), ("Jasur", 7)
    ]  # fmt: skip
    for person in (pupil, second_pupil, other_pupil):
        assert get_coin_balance(person) == sum_coin_ledger(person)


def test_day_of_an_assistant(play_day, noon, group, teacher, assistant):
    """Her role keeps registers, hears recordings and knows the pupils, of the one group in which she assists."""
    rights = ["attendance.mark", "homework.review", "groups.read_members"]
    role = OwnRole.objects.create(name={"en": "Assistant"}, permissions=rights)
    lessons = {"lesson": str(noon.lessons.now.pk), "missing": str(noon.lessons.morning.pk)}
    logins = {"login": make_login(assistant, locale="en", own_role=role), "lead": make_login(teacher, locale="en")}
    print(play_day("day-assistant", other=str(noon.other.pk), **lessons, **logins))

    marks = Attendance.objects.values_list("student__first_name", "status__code", "marked_by")
    assert set(marks) == {("Jasur", "present", assistant.pk), ("Laylo", "late", assistant.pk)}
    review = Review.objects.get()
    assert (review.reviewer, review.decision, review.homework.assignment.group) == (assistant, "accept", group)
    assert not Announcement.objects.exists()
    assert not CoinAdjustment.objects.exists()
    assert Lesson.objects.get(pk=noon.lessons.coming.pk).status == "planned"
