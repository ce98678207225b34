"""Many payments made at once are the same as made one by one."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.uow import unit_of_work
from apps.events.models import StreamEvent
from apps.payments.models import LedgerEntry, Payment, PaymentKind
from apps.payments.services import billing, ledger, payments_due
from apps.payments.services.numbers import get_luhn_digit
from apps.payments.services.payments_due import NewPayment
from apps.payments.services.payments_due_bulk import create_missing_payments
from tests.attendance.register_requests import add_guardian, add_pupils
from tests.payments.payment_data import get_student_balance, top_up
from tests.payments.pricing.pricing_data import PRICE


def make_bill(student, group, **more):
    """450,000 soʻm less a tenth, due on the fifth."""
    values = {
        "student": student, "branch": group.branch, "kind": PaymentKind.OTHER, "gross": PRICE,
        "amount": PRICE * 9 // 10, "currency": "UZS", "due_on": date(2026, 9, 5), "group": group,
        "lines": (
            {"what": "price", "amount": PRICE},
            {"what": "discount", "amount": -PRICE // 10},
        ),
    }  # fmt: skip
    return NewPayment(**{**values, **more})


def create_together(actor, bills):
    """Make them, with the accounts held."""
    with unit_of_work():
        billing.ensure_and_lock_student_accounts({(bill.student.pk, bill.currency) for bill in bills})
        create_missing_payments(actor=actor, new_payments=bills, reason="a test")


def snapshot_rows(student):
    """Everything that a payment leaves behind, but for identifiers."""
    payment = Payment.objects.get(student=student)
    existing = ("kind", "status", "gross", "amount", "settled", "outstanding", "currency", "due_on", "lines", "title")
    entries = LedgerEntry.objects.filter(transfer__payment=payment).order_by("id")
    events = StreamEvent.objects.filter(data__student=str(student.pk)).select_related("stream")
    return {
        **{name: getattr(payment, name) for name in existing},
        "digit": get_luhn_digit(payment.reference[:-1]) == payment.reference[-1],
        "history": sorted(
            payment.history.values_list("what", "from_status", "to_status", "amount_after", "reason", "by"), key=str
        ),
        "entries": sorted(entries.values_list("transfer__kind", "account__kind", "side", "amount", "transfer__on")),
        "causes": sorted(transfer.cause.replace(str(payment.pk), "") for transfer in payment.transfers.all()),
        "balance": ledger.get_student_balance(student, "UZS"),
        "events": sorted((event.stream.name.split(":")[0], event.type, event.data["status"]) for event in events),
    }


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({}, id="with a discount"),
        pytest.param({"amount": PRICE}, id="without one"),
        pytest.param({"due_on": date(2026, 8, 5)}, id="overdue already"),
        pytest.param({"amount": 0}, id="for nothing"),
    ],
)
def test_bulk_and_single_creation_have_the_same_result(group, pupil, second_pupil, parent, admin, more):
    for child in (pupil, second_pupil):
        add_guardian(parent, child)
    payments_due.create_payment(actor=admin, new_payment=make_bill(pupil, group, **more), reason="a test")
    create_together(admin, [make_bill(second_pupil, group, **more)])
    assert snapshot_rows(second_pupil) == snapshot_rows(pupil)


def test_free_credit_covers_bulk_payments(group, pupil, second_pupil, admin):
    top_up(pupil, group.branch, 10_000_000, admin)
    create_together(admin, [make_bill(user, group) for user in (pupil, second_pupil)])
    settled = dict(Payment.objects.values_list("student_id", "settled"))
    assert settled == {pupil.pk: 10_000_000, second_pupil.pk: 0}


def test_existing_payments_are_not_changed_by_bulk_creation(group, pupil, second_pupil, admin):
    mine = {user.pk: user.memberships.get(group=group) for user in (pupil, second_pupil)}
    bills = [make_bill(user, group, membership=mine[user.pk], period_key="2026-09") for user in (pupil, second_pupil)]
    create_together(admin, bills[:1])
    create_together(admin, bills)
    assert Payment.objects.count() == 2
    assert get_student_balance(pupil) == -PRICE * 9 // 10


def test_query_count_is_constant_for_bulk_creation(group, pupil, second_pupil, admin):
    create_together(admin, [make_bill(pupil, group)])
    counts = []
    for people in ([pupil, second_pupil], add_pupils(group, 18)):
        with CaptureQueriesContext(connection) as captured:
            create_together(admin, [make_bill(person, group) for person in people])
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_query_count_is_the_same_with_earlier_payments(group, pupil, second_pupil, admin):
    create_together(admin, [make_bill(pupil, group)])
    counts = []
    several = add_pupils(group, 12)
    for people, paid in ((several[:6], False), (several[6:], True)):
        for person in people if paid else ():
            create_together(admin, [make_bill(person, group)])
            top_up(person, group.branch, PRICE * 9 // 10, admin)
        with CaptureQueriesContext(connection) as captured:
            create_together(admin, [make_bill(person, group) for person in people])
        counts.append(len(captured))
    assert counts[1] <= counts[0]
    top_up(pupil, group.branch, PRICE * 9 // 10 + 5, admin)
    create_together(admin, [make_bill(pupil, group)])
    assert sorted(Payment.objects.filter(student=pupil).values_list("settled", flat=True)) == [5, PRICE * 9 // 10]
