"""The first day of a centre, from an empty server: `./talim test-web tests/pages/web_days_first.py`."""

import re
from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils import timezone

from apps.accounts.models import Guardian, Session, User
from apps.accounts.models.sessions import EndReason
from apps.accounts.services.sessions import end_sessions
from apps.attendance.models import Attendance
from apps.courses.models import Course, Group
from apps.lessons.models import Lesson, Room
from apps.payments.models import CashDesk, Receipt, Shift
from tests.remote_control import serve_methods

PRICE = 60_000_000
SOON = timedelta(minutes=12)
"""A register opens half an hour before its lesson; a lesson of today lies ahead when its timetable is saved."""
ZONES = ("Asia/Tashkent", "Europe/London")


class Stage:
    """What happens away from the browser."""

    def end_sessions(self):
        """End all sessions of the administrator, as from another device."""
        end_sessions(user=User.objects.get(role="admin"), reason=EndReason.BY_OWNER, actor=None)


def choose_time():
    """A time zone and a moment soon, which is at least an hour away from midnight there."""
    moments = [(zone, (timezone.now() + SOON).astimezone(ZoneInfo(zone))) for zone in ZONES]
    return next((zone, at) for zone, at in moments if 1 <= at.hour < 22)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_first_day_from_an_empty_server(play_day):
    zone, at = choose_time()
    printed = StringIO()
    call_command("first_run_code", stdout=printed)
    code = re.search(r"#code=(\S+)", printed.getvalue())[1]
    told = {"code": code, "zone": zone, "starts": f"{at:%H:%M}", "weekday": f"{at:%a}"}
    with serve_methods(Stage()) as address:
        print(play_day("day-first", door=address, **told))

    assert str(Course.objects.get().prices.get()) == "60000000 UZS"
    group = Group.objects.get()
    assert (group.name, group.branch.name, group.lead_teacher.full_name) == (
        "A1 morning",
        "Chilonzor",
        "Nodira Tosheva",
    )
    members = group.memberships.filter(left_on=None, status="active").order_by("student__first_name")
    names = members.values_list("student__first_name", "student__last_name")
    assert [" ".join(name).strip() for name in names] == [
        "Aziza Karimova", "Bek Karimov", "Charos Aliyeva", "Diyor Umarov", "Elyor Saidov", "Farhod"
    ]  # fmt: skip
    parents = Guardian.objects.order_by("child__first_name").values_list("parent__first_name", "parent__phone")
    assert list(parents) == [
        ("Nodira", "+998901234567"),
        ("Nodira", "+998901234567"),
        ("Parent", "+998935554433"),
        ("Parent", "+998941112233"),
        ("Umida", "+998952223344"),
    ]
    assert User.objects.filter(role="parent").count() == 4
    lines = group.schedule.lines.order_by("weekday")
    days = sorted({0, 2, 4, at.weekday()})
    assert [(line.weekday, line.starts, line.minutes) for line in lines] == [
        (day, at.time().replace(second=0, microsecond=0), 60) for day in days
    ]
    first = Lesson.objects.order_by("starts_at").first()
    assert first.starts_at == datetime.combine(at.date(), at.time().replace(second=0, microsecond=0), ZoneInfo(zone))
    assert first.room == Room.objects.get()
    marks = (
        Attendance.objects.filter(lesson=first).order_by("student__first_name").values_list("status__code", flat=True)
    )
    assert list(marks) == ["present"] * 5 + ["absent"]
    assert list(Receipt.objects.values_list("money__student__first_name", "money__provider", "amount")) == [
        ("Aziza", "cash", PRICE)
    ]
    shift = Shift.objects.get()
    assert (shift.desk, shift.counted, shift.expected) == (CashDesk.objects.get(), PRICE, PRICE)
    assert shift.closed_at is not None
    assert Session.objects.filter(ended_at=None).count() == 1
