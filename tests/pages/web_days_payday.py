"""Payday at the end of a month, with mistakes: `./talim test-web tests/pages/web_days_payday.py`."""

from datetime import datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from apps.accounts.models import OwnRole, User
from apps.core.local_days import get_today
from apps.core.permissions import Role, get_role_permissions
from apps.core.uow import unit_of_work
from apps.lessons.models import Lesson
from apps.lessons.services import create_lesson, record_lesson_held
from apps.payments.models import AccountKind, LedgerAccount, PayMonth, PayOut, PayRate, Shift
from apps.payments.queries.ledger_rules import find_violations
from apps.payments.queries.lesson_proof import prove_lessons
from apps.payments.services import locks
from tests import factories
from tests.pages.browser import make_login
from tests.payments import payment_data as money

SUM = 100
LESSON, HOUR, FIXED, WRONG = 50_000 * SUM, 30_000 * SUM, 900_000 * SUM, 300_000 * SUM
TAKEN, IN_DRAWER, BONUS = 1_000_000 * SUM, 3_000_000 * SUM, 25_000 * SUM
DUE = {"Dilnoza": 3 * LESSON + BONUS, "Nodira": TAKEN // 10 + LESSON, "Sardor": 2 * HOUR, "Sevara": FIXED}
"""What is to be paid when all is mended: Dilnoza gave three lessons, Nodira one for her beside her share."""


def make_pay_manager(first_name, last_name):
    """A manager who may keep pay too, but not decide about her own money."""
    permissions = sorted(get_role_permissions(Role.MANAGER) | {"salaries.manage"})
    person = factories.make_user(Role.MANAGER, first_name, last_name)
    User.objects.filter(pk=person.pk).update(
        own_role=OwnRole.objects.create(name={"en": "Pay"}, permissions=permissions)
    )
    return User.objects.get(pk=person.pk)


@pytest.fixture
def month(branch, group, other_group, teacher, other_teacher, assistant, pupil, other_pupil, admin):
    """Last month: six lessons, of which one is noted for the wrong teacher, and pupils' money in bank and drawer."""
    first = (get_today(branch.zone).replace(day=1) - timedelta(days=1)).replace(day=1)
    lessons = [*((group, day, teacher) for day in (3, 5, 10, 12)), *((other_group, day, assistant) for day in (4, 6))]
    for of, day, lead in lessons:
        starts = datetime.combine(first.replace(day=day), time(15), tzinfo=ZoneInfo(branch.zone))
        made = create_lesson(
            actor=None, group=of, teacher=lead,
            starts_at=starts, ends_at=starts + timedelta(hours=1),
        )  # fmt: skip
        record_lesson_held(actor=None, lesson=made)
    rates = [(teacher, "lesson", LESSON), (assistant, "hour", WRONG), (other_teacher, "lesson", LESSON)]
    sevara = make_pay_manager("Sevara", "Olimova")
    for person, kind, amount in [*rates, (sevara, "fixed", FIXED)]:
        PayRate.objects.create(teacher=person, branch=branch, kind=kind, amount=amount, starts_on=first)
    PayRate.objects.create(
        teacher=other_teacher, branch=branch, kind="percent", percent_hundredths=1000, starts_on=first
    )
    with time_machine.travel(datetime.combine(first.replace(day=15), time(12), tzinfo=ZoneInfo(branch.zone))):
        bill = money.create_payment_due(other_pupil, other_group, TAKEN, title="Term")
        with unit_of_work():
            held = locks.lock_payment(bill.pk)
            money.take_money(other_pupil, branch, TAKEN, admin, payment=held)
    desk = money.create_cash_desk(branch)
    shift = money.open_shift(desk, admin)
    money.pay_cash(money.create_payment_due(pupil, group, IN_DRAWER, title="Year"), shift)
    Shift.objects.update(closed_at=timezone.now(), closed_by=admin, counted=IN_DRAWER, expected=IN_DRAWER)
    return SimpleNamespace(first=first, sevara=sevara, lesson_day=first.replace(day=10), desk=desk)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_payday_with_mistakes(play_day, month, branch, teacher, other_teacher, admin):
    day, logins = month.lesson_day, {"login": make_login(month.sevara), "staff": make_login(admin)}
    print(play_day("day-payday", **logins, day=f"{day:%-d}", first=f"{month.first}"))
    substituted = Lesson.objects.get(teacher=other_teacher)
    assert substituted.starts_at.astimezone(ZoneInfo(branch.zone)).date() == day
    assert Lesson.objects.filter(status="held").count() == Lesson.objects.count() == 6
    closed = PayMonth.objects.values_list("teacher__first_name", "total")
    assert dict(closed) == DUE
    assert len(closed) == len(DUE)
    balances = LedgerAccount.objects.filter(kind=AccountKind.TEACHER).values_list("teacher__first_name", "balance")
    assert dict(balances) == dict.fromkeys(DUE, 0)
    paid = PayOut.objects.filter(reverses=None, reversed_by=None).values_list(
        "teacher__first_name", "amount", "desk__name"
    )
    cash = {"Dilnoza": "Front desk", "Nodira": "Front desk", "Sardor": None, "Sevara": None}
    assert sorted(paid) == sorted((name, due, cash[name]) for name, due in DUE.items())
    wrong = PayOut.objects.get(reversed_by__isnull=False)
    assert (wrong.teacher, wrong.reversed_by.reason, wrong.by) == (other_teacher, "A wrong sum", month.sevara)
    assert PayOut.objects.get(teacher=month.sevara).by == admin
    in_cash = DUE["Dilnoza"] + DUE["Nodira"]
    shift = Shift.objects.latest("opened_at")
    assert (shift.opened_with, shift.expected, shift.counted) == (IN_DRAWER, IN_DRAWER - in_cash, IN_DRAWER - in_cash)
    assert LedgerAccount.objects.get(kind=AccountKind.DESK, desk=month.desk).balance == IN_DRAWER - in_cash
    assert find_violations() == []
    assert prove_lessons(month.first, [branch.pk]).mismatches == []
