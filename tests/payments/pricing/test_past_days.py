"""Days of a pupil that are taken away back in time: who may lower a bill by them, and which attended days are named.

September is billed on its first day. On the tenth the pupil has four marks, and the office takes days away since the
second, by every way that there is.
"""

import ast
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import Guardian
from apps.attendance.models import Attendance
from apps.core.uow import unit_of_work
from apps.courses import services
from apps.courses.models import Freeze, Membership
from apps.jobs.services import enqueue
from apps.payments.models import FlaggedAct, Payment
from tests.access.side_effects import roll_back
from tests.factories import client_for
from tests.payments.office.test_own_family import bookkeeper
from tests.payments.payment_data import get_student_balance, pay_cash
from tests.payments.pricing import pricing_data
from tests.payments.pricing.past_days import (
    ATTENDED,
    TODAY,
    WAYS,
    WAYS_FROM_FIRST_DAY,
    close,
    freeze_past_days_only,
    get_membership,
    mark_days,
    post_member,
    read,
    reprice,
)
from tests.payments.pricing.pricing_data import PRICE

pytestmark = pytest.mark.usefixtures("english_centre")
FEE = 10_000_000


@pytest.fixture
def marked(group, pupil, admin):
    """September is billed, and the pupil came to four lessons."""
    pricing_data.create_month(group)
    pricing_data.run_billing(admin)
    with pricing_data.travel_to(TODAY):
        mark_days(group, pupil, admin)
        yield


@pytest.mark.usefixtures("marked")
def test_past_days_that_lower_a_bill_ask_for_the_right_and_a_word(group, other_group, pupil, manager, admin):
    office, head = client_for(manager), client_for(admin)
    for way, field in WAYS.items():
        with roll_back():
            code, fields = read(way(office, group, pupil, other_group, accept_attended=True))
            assert (code, list(fields)) == ("forbidden", [field]), way
            assert read(way(head, group, pupil, other_group)) == ("attended_days", {"accept_attended": ATTENDED}), way
            assert reprice(pupil) == PRICE
            assert read(way(head, group, pupil, other_group, accept_attended=True)) is None, way
            assert reprice(pupil) < PRICE


@pytest.mark.usefixtures("marked")
def test_credit_of_a_paid_month_asks_for_the_right(group, other_group, pupil, manager, admin, shift):
    pay_cash(pricing_data.get_month_payment(pupil), shift)
    for way in WAYS:
        with roll_back():
            assert read(way(client_for(manager), group, pupil, other_group))[0] == "forbidden", way
            assert read(way(client_for(admin), group, pupil, other_group, accept_attended=True)) is None, way
            pricing_data.run_jobs()
            assert get_student_balance(pupil) > 0


@pytest.mark.parametrize("is_billed", [False, True], ids=["the fee alone", "the month too"])
def test_fee_of_a_membership_that_never_began_asks_for_the_right(
    group, other_group, pupil, manager, admin, shift, is_billed
):
    start = date(2026, 9, 2)
    membership = get_membership(group, pupil)
    Membership.objects.filter(pk=membership.pk).update(joined_on=start)
    pricing_data.create_month(group, enrolment_fee=FEE, bill_on_joining=is_billed)
    with pricing_data.travel_to(start):
        with unit_of_work():
            enqueue(kind="payments.bill_membership", object_id=membership.pk)
        pricing_data.run_jobs()
    billed = list(Payment.objects.filter(student=pupil))
    for payment in billed:
        pay_cash(payment, shift)
    with pricing_data.travel_to(TODAY):
        Guardian.objects.create(parent=admin, child=pupil, kind="mother")
        for way in WAYS_FROM_FIRST_DAY:
            with roll_back():
                assert read(way(client_for(manager), group, pupil, other_group))[0] == "forbidden", way
                assert read(way(client_for(admin), group, pupil, other_group, accept_attended=True)) is None, way
                pricing_data.run_jobs()
                lowered = FEE + PRICE * is_billed
                assert FlaggedAct.objects.get().amount == lowered == get_student_balance(pupil), way


@pytest.mark.usefixtures("marked")
def test_days_from_today_on_are_the_managers(group, pupil, manager):
    office = client_for(manager)
    for left_on in ("2026-09-10", "2026-09-09", None):
        with roll_back():
            assert read(post_member(office, group, pupil, "end", {"left_on": left_on})) is None
            assert reprice(pupil) == PRICE * 4 // 12
    assert read(post_member(office, group, pupil, "freeze", {"starts_on": "2026-09-10"})) is None
    assert reprice(pupil) == PRICE * 4 // 12


def test_past_days_that_lower_nothing_are_the_managers(group, other_group, pupil, manager, admin):
    pricing_data.create_lessons(group)
    with pricing_data.travel_to(TODAY):
        office = client_for(manager)
        mark_days(group, pupil, admin)
        for way in WAYS:
            with roll_back():
                assert read(way(office, group, pupil, other_group)) is None, way
        pricing_data.create_schedule(group, prorate=False)
        pricing_data.run_billing(admin)
        assert read(freeze_past_days_only(office, group, pupil, other_group)) is None
        assert reprice(pupil) == PRICE


def test_lessons_of_a_paid_pack_that_become_free_ask_for_the_right(group, pupil, manager, admin, shift):
    pricing_data.create_month(group, mode="pack", pack_lessons=8)
    pricing_data.run_billing(admin)
    pay_cash(pricing_data.get_month_payment(pupil, "pack:1"), shift)
    with pricing_data.travel_to(TODAY):
        assert read(freeze_past_days_only(client_for(manager), group, pupil, None)) is None, "no lesson is used"
        Freeze.objects.all().delete()
        Membership.objects.update(status="active")
        mark_days(group, pupil, admin)
        assert read(freeze_past_days_only(client_for(manager), group, pupil, None))[0] == "forbidden"
        assert read(freeze_past_days_only(client_for(admin), group, pupil, None))[0] == "attended_days"


@pytest.mark.usefixtures("marked")
def test_undo_that_freezes_past_days_again_asks_for_the_right(group, pupil, manager, admin):
    office, head, membership = client_for(manager), client_for(admin), get_membership(group, pupil)
    Freeze.objects.create(membership=membership, starts_on=date(2026, 9, 2))
    Membership.objects.filter(pk=membership.pk).update(status="frozen")
    body = {"memberships": [str(membership.pk)], "status": "active", "on": "2026-09-02"}
    unfrozen = office.post(f"/courses/groups/{group.pk}/members/bulk-change/", body)
    assert read(unfrozen) is None
    Attendance.objects.update(created_at=pricing_data.noon(date(2026, 9, 9)))
    undo = f"/settings/bulk-changes/{unfrozen.json['id']}/undo/"
    assert read(office.post(undo, {"accept_attended": True}))[0] == "forbidden"
    assert reprice(pupil) == PRICE
    assert read(head.post(undo, {})) == ("attended_days", {"accept_attended": ATTENDED})
    assert read(head.post(undo, {"accept_attended": True})) is None
    assert reprice(pupil) < PRICE


def test_undo_prices_no_month_before_the_change(group, pupil, manager, admin):
    june = date(2026, 6, 1)
    membership = get_membership(group, pupil)
    Membership.objects.filter(pk=membership.pk).update(joined_on=june)
    pricing_data.create_month(group, valid_from=june)
    for day in (june, date(2026, 9, 1)):
        pricing_data.run_billing(admin, on=day, month=f"{day:%Y-%m}")
    assert len(pricing_data.list_period_amounts(pupil)) > 1
    with pricing_data.travel_to(TODAY):
        office = client_for(manager)
        body = {"memberships": [str(membership.pk)], "status": "frozen", "on": "2026-09-09"}
        frozen = client_for(admin).post(f"/courses/groups/{group.pk}/members/bulk-change/", body)
        assert read(frozen) is None
        with CaptureQueriesContext(connection) as queries:
            assert read(office.post(f"/settings/bulk-changes/{frozen.json['id']}/undo/", {})) is None
    months = {month for month in ("2026-06", "2026-09") for row in queries if _reads_lessons(row["sql"], month)}
    assert months == {"2026-09"}


def _reads_lessons(sql, month):
    return 'FROM "lessons_lesson"' in sql and month in sql


def test_added_pupil_is_taken_back_on_the_day_of_billing_alone(group, other_pupil, stranger, manager):
    pricing_data.create_month(group)
    undos = []
    with pricing_data.travel_to(TODAY):
        office = client_for(manager)
        for student in (other_pupil, stranger):
            body = {"students": [str(student.pk)], "joined_on": "2026-09-02"}
            added = office.post(f"/courses/groups/{group.pk}/members/bulk-add/", body)
            assert read(added) is None, added.json
            undos.append(f"/settings/bulk-changes/{added.json['id']}/undo/")
        pricing_data.run_jobs()
        assert read(office.post(undos[0], {})) is None
    with pricing_data.travel_to(date(2026, 9, 11)):
        assert read(client_for(manager).post(undos[1], {}))[0] == "forbidden"
        assert (reprice(other_pupil), reprice(stranger)) == (0, PRICE)


@pytest.mark.usefixtures("marked")
def test_trial_that_takes_the_last_day_of_a_membership_asks_for_the_right(group, pupil, manager, admin):
    assert read(post_member(client_for(admin), group, pupil, "end", {"left_on": "2026-09-09"})) is None
    body = {"student": str(pupil.pk), "joined_on": "2026-09-09"}
    path = f"/courses/groups/{group.pk}/members/"
    client_for(manager).post(path, {**body, "status": "trial"}).check_refused(403, "forbidden", field="joined_on")
    assert client_for(manager).post(path, body).status == 201
    pricing_data.run_jobs()
    former = pricing_data.list_period_amounts(pupil, membership=get_membership(group, pupil))
    assert former == {"2026-09": PRICE * 3 // 12}


@pytest.mark.usefixtures("marked")
def test_past_days_of_own_family_are_another_persons_or_flagged(group, other_group, pupil, admin):
    keeper = bookkeeper("Sevara")
    for person in (keeper, admin):
        Guardian.objects.create(parent=person, child=pupil, kind="mother")
    for way in WAYS:
        with roll_back():
            refused = way(client_for(keeper), group, pupil, other_group, accept_attended=True)
            assert read(refused)[0] == "own_payment", way
            assert read(way(client_for(admin), group, pupil, other_group, accept_attended=True)) is None, way
            flagged = FlaggedAct.objects.get()
            assert (flagged.by, flagged.student, flagged.amount) == (admin, pupil, PRICE - reprice(pupil))


def test_closing_names_the_attended_days_of_all(group, pupil, second_pupil, admin):
    pricing_data.create_month(group)
    pricing_data.run_billing(admin)
    with pricing_data.travel_to(TODAY):
        for person, day in ((pupil, date(2026, 9, 2)), (second_pupil, date(2026, 9, 4))):
            pricing_data.mark_pupil(group, day, person, "present", by=admin)
        answer = close(client_for(admin), group, pupil, None)
    assert read(answer) == ("attended_days", {"accept_attended": ["2026-09-02", "2026-09-04"]})
    assert f"{pupil.full_name} – 02.09.2026" in answer.json["detail"]
    assert f"{second_pupil.full_name} – 04.09.2026" in answer.json["detail"]


@pytest.mark.usefixtures("marked")
def test_platform_itself_is_not_asked(group, pupil):
    services.end_membership(actor=None, membership=get_membership(group, pupil), left_on=date(2026, 9, 1))
    assert reprice(pupil) < PRICE


WRITERS = {
    "freezes._apply_freezes": "freeze_membership follows the rules; unfreezing takes no day away",
    "memberships.change_membership": "follows the rules",
    "memberships.end_locked_membership": "its callers follow the rules; the daily job carries out planned ends",
    "memberships.plan_membership_end": "a day of the future",
    "memberships._cancel_planned_transfer": "gives days back",
    "memberships.shorten_earlier_membership": "its callers follow the rules",
    "membership_snapshots._restore": "undo_membership_changes follows the rules",
    "writer._save_memberships": "new memberships of an import",
}
"""Every function of courses that asks for repricing, and why no past day is taken away unseen."""


def test_every_writer_of_days_is_known():
    asking = set()
    for path in Path(services.__file__).parent.rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef) and function.name != "request_repricing_from_earliest":
                names = {node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)}
                if "request_repricing_from_earliest" in names:
                    asking.add(f"{path.stem}.{function.name}")
    assert asking == WRITERS.keys()
