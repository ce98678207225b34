"""A teacher is ill in the morning: `./talim test-web tests/pages/web_days_sick_teacher.py`."""

from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian, User
from apps.attendance.models import Attendance
from apps.core.local_days import get_local_day
from apps.core.models import BulkChange
from apps.lessons.models import Lesson, LessonChange, LessonReschedule, Room
from apps.notifications.models import Notification
from apps.payments.models import Payment, PayRate
from apps.payments.queries.earnings import calculate_earnings
from apps.payments.queries.ledger_rules import find_violations
from apps.payments.queries.lesson_proof import prove_lessons
from apps.settings.models import Branch
from tests import factories
from tests.pages.browser import make_login
from tests.payments import payment_data as money
from tests.payments.pricing.pricing_data import create_schedule, list_lines
from tests.processes import wait_until

MORNING = 9
LATE = timedelta(minutes=5)
"""So long the first lesson is on, without its teacher: a register of a lesson that has begun holds it."""
HOUR = timedelta(hours=1)
PRICES = {"A2 morning": 4_000_000, "B1 noon": 5_000_000, "A1 afternoon": 6_000_000}
PAY = {"Dilnoza": 5_000_000, "Nodira": 4_500_000}


def find_morning_zone(hour=MORNING):
    """Return the name of a time zone in which it is past this hour; its sign is the other way round."""
    offset = hour - datetime.now(UTC).hour
    return f"Etc/GMT{-(offset if offset >= -12 else offset + 24):+d}"


@pytest.fixture
def morning(branch, group, other_group, course, teacher, other_teacher, assistant, pupil, second_pupil, other_pupil, parent, manager, admin):  # fmt: skip  # noqa: E501
    """Three lessons of Dilnoza today, with a bill for each pupil; Jasur's noon is paid. The manager's clock is an hour
    ahead.
    """
    zone = find_morning_zone()
    Branch.objects.update(zone=zone)
    User.objects.exclude(pk=manager.pk).update(zone=zone)
    User.objects.filter(pk=manager.pk).update(zone=find_morning_zone(MORNING + 1))
    today = get_local_day(timezone.now(), zone)
    tomorrow, another = today + timedelta(days=1), today.replace(day=2 if today.day == 1 else 1)

    def make_group(name, lead, *pupils):
        return factories.make_group(branch=branch, course=course, name=name, teacher=lead, pupils=pupils)

    def plan(of, day, starts, **more):
        starts_at = datetime.combine(day, starts, tzinfo=ZoneInfo(zone))
        return Lesson.objects.create(
            group=of, teacher=of.lead_teacher, starts_at=starts_at, ends_at=starts_at + HOUR, **more
        )

    branch.refresh_from_db()
    rooms = {name: Room.objects.create(branch=branch, name=name) for name in ("204", "205", "206")}
    noon = make_group("B1 noon", teacher, pupil, second_pupil)
    afternoon = make_group("A1 afternoon", teacher, second_pupil)
    begun = (timezone.now() - LATE).astimezone(ZoneInfo(zone)).time().replace(second=0, microsecond=0)
    lessons = {
        "A2 morning": plan(group, today, begun, room=rooms["204"]),
        "B1 noon": plan(noon, today, time(12), room=rooms["204"]),
        "A1 afternoon": plan(afternoon, today, time(15), room=rooms["204"]),
    }
    plan(make_group("B2 morning", assistant, other_pupil), today, begun, room=rooms["206"])
    plan(other_group, tomorrow, time(10), room=rooms["204"])
    for of, starts in ((noon, time(12)), (afternoon, time(15))):
        plan(of, another, starts)
    for of in (group, noon, afternoon):
        create_schedule(of, mode="lesson", amount=PRICES[of.name], valid_from=today.replace(day=1))
    for person in (teacher, other_teacher):
        PayRate.objects.create(
            teacher=person, branch=branch, kind="lesson", amount=PAY[person.first_name], starts_on=today.replace(day=1)
        )
    billed = factories.client_for(admin).post("/payments/schedules/run/", {"month": f"{today:%Y-%m}"})
    assert billed.status == 200, billed.json
    desk = money.open_shift(money.create_cash_desk(branch), admin)
    money.pay_cash(Payment.objects.get(student=pupil, group=noon), desk)
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    starts = lessons["A2 morning"].starts_at.astimezone(ZoneInfo(zone))
    shown = {"begun": f"{starts:%H:%M}", "hours": f"{starts:%H:%M}–{starts + HOUR:%H:%M}", "tomorrow": f"{tomorrow}"}
    return SimpleNamespace(
        lessons=lessons, first=today.replace(day=1), tomorrow=tomorrow, zone=ZoneInfo(zone), shown=shown
    )


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_sick_teacher(play_day, morning, branch, manager, admin, teacher, other_teacher, pupil, second_pupil, parent):
    logins = {"login": make_login(manager), "staff": make_login(admin)}
    logins |= {"substitute": make_login(other_teacher), "parent": make_login(parent)}
    print(play_day("day-sick-teacher", beside=("worker", "scheduler"), **logins, **morning.shown))
    told = Notification.objects.filter(type__startswith="lesson.")
    wait_until(lambda: told.filter(user=teacher, type="lesson.moved"), what="the message about the move")

    given, cancelled, moved = [Lesson.objects.get(pk=lesson.pk) for lesson in morning.lessons.values()]
    assert (given.status, given.teacher, given.instead_of) == ("held", other_teacher, teacher)
    assert (cancelled.status, cancelled.teacher, cancelled.cancel_reason) == ("cancelled", teacher, "Fever")
    at_ten = datetime.combine(morning.tomorrow, time(10), tzinfo=morning.zone)
    assert (moved.status, moved.teacher, moved.starts_at, moved.room.name) == ("planned", teacher, at_ten, "205")
    assert sorted(LessonChange.objects.values_list("lesson__group__name", "kind")) == [
        ("A2 morning", "held"), ("A2 morning", "substituted"), ("B1 noon", "cancelled")
    ]  # fmt: skip
    assert LessonReschedule.objects.get().lesson == moved
    assert [row["result"] for row in BulkChange.objects.get().rows] == ["done", "done"]
    marks = Attendance.objects.values_list("lesson", "student__first_name", "status__code")
    assert set(marks) == {(given.pk, "Jasur", "present"), (given.pk, "Laylo", "absent")}

    several = [(name, "lesson.several_changed") for name in ("Dilnoza", "Gulnora", "Jasur", "Laylo")]
    other = [("Dilnoza", "lesson.moved"), ("Laylo", "lesson.moved"), ("Nodira", "lesson.substituted")]
    assert sorted(told.values_list("user__first_name", "type")) == sorted([*several, *other])
    assert Notification.objects.filter(user=parent, type="payments.changed").count() == 1

    amounts = Payment.objects.values_list("student__first_name", "group__name", "amount")
    afternoons = 2 if at_ten.month == morning.first.month else 1
    assert set(amounts) == {
        ("Jasur", "A2 morning", PRICES["A2 morning"]),
        ("Jasur", "B1 noon", PRICES["B1 noon"]),
        ("Laylo", "A2 morning", PRICES["A2 morning"]),
        ("Laylo", "B1 noon", PRICES["B1 noon"]),
        ("Laylo", "A1 afternoon", afternoons * PRICES["A1 afternoon"]),
    }
    for bill in Payment.objects.filter(group=cancelled.group):
        assert list_lines(bill) == [("price", 2 * PRICES["B1 noon"]), ("lesson", -PRICES["B1 noon"])]
    paid = 2 * PRICES["B1 noon"]
    assert money.get_student_balance(pupil) == paid - PRICES["B1 noon"] - PRICES["A2 morning"]
    assert set(Payment.objects.filter(student=pupil).values_list("status", flat=True)) == {"completed"}

    (line,) = calculate_earnings(morning.first, [branch.pk])
    assert (line.teacher_id, line.lesson, line.amount) == (other_teacher.pk, given, PAY["Nodira"])
    assert find_violations() == []
    assert prove_lessons(morning.first, [branch.pk]).mismatches == []
