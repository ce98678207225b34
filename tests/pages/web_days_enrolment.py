"""Thirty families enrol at two desks on one day: `./talim test-web tests/pages/web_days_enrolment.py`."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import Sum
from django.db.models.functions import Lower
from django.utils import timezone
from PIL import Image

from apps.accounts.models import Consent, Guardian, User
from apps.core.local_days import get_today
from apps.core.permissions import Role
from apps.courses.models import Group, Membership, WaitingEntry
from apps.lessons.models import Lesson
from apps.payments.models import Payment, PriceOverride, Receipt, Shift
from apps.payments.queries.ledger_rules import find_violations
from apps.payments.queries.lesson_proof import prove_lessons
from tests import factories
from tests.pages.browser import make_login
from tests.payments import payment_data as money
from tests.payments.pricing.pricing_data import create_schedule
from tests.processes import wait_until

PRICE, OWN_PRICE = 45_000_000, 30_000_000
SEATS = {"A1 morning": 16, "A2 evening": 16, "B1 small": 3}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_thirty_families_enrol(play_day, branch, course, teacher, pupil, second_pupil, parent, manager, tmp_path):
    colleague = factories.make_user(Role.MANAGER, "Umida", "Nazarova")
    for number, (name, capacity) in enumerate(SEATS.items(), 1):
        members = (pupil, second_pupil) if name == "B1 small" else ()
        group = factories.make_group(branch=branch, course=course, name=name, teacher=teacher, pupils=members)
        Group.objects.filter(pk=group.pk).update(capacity=capacity, folded=Lower("name"))
        create_schedule(group, prorate=False, valid_from=get_today(branch.zone))
        starts_at = timezone.now() + timedelta(days=number)
        Lesson.objects.create(group=group, teacher=teacher, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
    User.objects.filter(pk=parent.pk).update(phone="+998935554433")
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    for desk in ("Front desk", "Second desk"):
        money.create_cash_desk(branch, desk)
    photo = tmp_path / "paper.png"
    Image.new("RGB", (60, 40), "white").save(photo)

    print(play_day("day-enrolment", login=make_login(manager), staff=make_login(colleague), photo=str(photo)))

    new = User.objects.filter(role=Role.STUDENT).exclude(pk__in=[pupil.pk, second_pupil.pk])
    assert (new.count(), len(set(new.values_list("first_name", "last_name")))) == (31, 31)
    assert Guardian.objects.filter(child__in=new).values("parent").distinct().count() == 30
    assert Guardian.objects.filter(child__in=new).count() == 31
    assert User.objects.filter(role=Role.PARENT).count() == 30
    members = Membership.objects.filter(left_on=None).values_list("group__name", "status")
    assert Counter(members) == {
        ("A1 morning", "active"): 14,
        ("A2 evening", "active"): 13,
        ("A2 evening", "trial"): 1,
        ("B1 small", "active"): 3,
    }
    assert {group.name: group.capacity - group.seats_taken for group in Group.objects.all()} == {
        "A1 morning": 2, "A2 evening": 2, "B1 small": 0
    }  # fmt: skip
    waiting = WaitingEntry.objects.values_list("student__first_name", "group__name")
    assert set(waiting) == {("Hilola", "B1 small"), ("Ulugbek", "B1 small")}
    consent = Consent.objects.get()
    assert (consent.person.first_name, consent.kind, consent.given) == ("Charos", "recording", True)
    assert PriceOverride.objects.get().membership.student.first_name == "Diyor"

    wait_until(lambda: Payment.objects.count() >= 28, what="the last bill")
    bills = Payment.objects.exclude(student__in=[pupil, second_pupil])
    assert Counter(bills.values_list("amount", flat=True)) == {PRICE: 27, OWN_PRICE: 1}
    assert Counter(bills.values_list("status", flat=True)) == {"completed": 7, "pending": 21}
    taken = Receipt.objects.values("money__provider").annotate(sum=Sum("amount"))
    assert {row["money__provider"]: row["sum"] for row in taken} == {
        "cash": 4 * PRICE + OWN_PRICE, "transfer": 2 * PRICE
    }  # fmt: skip
    shifts = Shift.objects.order_by("desk__name").values_list("desk__name", "counted", "expected", "opened_with")
    assert list(shifts) == [
        ("Front desk", 2 * PRICE + OWN_PRICE, 2 * PRICE + OWN_PRICE, 0),
        ("Second desk", 2 * PRICE, 2 * PRICE, 0),
    ]
    assert find_violations() == []
    assert prove_lessons(get_today(branch.zone).replace(day=1), [branch.pk]).mismatches == []
    assert Lesson.objects.count() == len(SEATS)
