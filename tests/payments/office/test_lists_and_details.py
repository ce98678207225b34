"""Who sees which payments, which of them a list finds, and what stands in one."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import Guardian
from apps.core.permissions import Role
from apps.payments.models import Payment, PaymentKind, PaymentStatus
from apps.settings.models import Branch
from tests.factories import make_course, make_group, make_user
from tests.payments.office.office_calls import confirm_payment
from tests.payments.payment_data import PRICE, create_payment_due, limit_to_branch, uzs


def references(client, **query):
    answer = client.get("/payments/", query)
    assert answer.status == 200, answer.json
    return [row["reference"] for row in answer.json["results"]]


def test_pupils_payers_and_guardians_see_their_payments(
    client_for, pupil, parent, stranger, teacher, second_pupil, group, payment_due
):
    other = create_payment_due(second_pupil, group)
    link = Guardian.objects.create(parent=parent, child=pupil, sees_payments=True)
    payer = make_user(Role.PARENT, "Rustam", "Saidov")
    Payment.objects.filter(pk=other.pk).update(payer=payer)
    expected = {
        pupil: [payment_due],
        parent: [payment_due],
        second_pupil: [other],
        payer: [other],
        stranger: [],
        teacher: [],
    }
    for person, own in expected.items():
        client = client_for(person)
        assert references(client) == [payment.reference for payment in own], person
        for payment in (payment_due, other):
            assert client.get(f"/payments/{payment.pk}/").status == (200 if payment in own else 404), person
    Guardian.objects.filter(pk=link.pk).update(sees_payments=False)
    assert references(client_for(parent)) == []


def test_the_office_sees_its_branches(client_for, manager, payment_due, pupil):
    other = Branch.objects.create(name="Yunusobod")
    group = make_group(
        branch=other, course=make_course(slug="german"), name="Deutsch", teacher=manager, pupils=(pupil,)
    )
    elsewhere = create_payment_due(pupil, group)
    near = limit_to_branch(make_user(Role.MANAGER, "Umida", "Salimova"), other)
    assert references(client_for(manager)) == [elsewhere.reference, payment_due.reference]
    assert references(client_for(near)) == [elsewhere.reference]
    assert client_for(near).get(f"/payments/{payment_due.pk}/").status == 404
    assert confirm_payment(client_for(near), payment_due, method="transfer").status == 404
    assert confirm_payment(client_for(near), elsewhere, method="transfer").status == 200


@pytest.mark.usefixtures("allow_broken_ledger")
def test_drafts_notes_and_ledger_entries_are_for_the_office(client_for, manager, pupil, payment_due):
    Payment.objects.filter(pk=payment_due.pk).update(note="Promised to pay on Friday")
    office_view, pupil_view = (
        client_for(person).get(f"/payments/{payment_due.pk}/").json for person in (manager, pupil)
    )
    assert office_view["note"] == "Promised to pay on Friday"
    assert pupil_view["note"] is None
    assert pupil_view["ledger_entries"] is None
    entries = [
        (ledger_entry["what"], ledger_entry["account"], ledger_entry["side"], ledger_entry["amount"])
        for ledger_entry in office_view["ledger_entries"]
    ]
    assert sorted(entries) == [("charge", "revenue", "credit", uzs(PRICE)), ("charge", "student", "debit", uzs(PRICE))]
    assert set(office_view) == set(pupil_view)
    Payment.objects.filter(pk=payment_due.pk).update(status=PaymentStatus.DRAFT)
    assert (references(client_for(manager)), references(client_for(pupil))) == ([payment_due.reference], [])


def test_filter_by_kind_status_and_person(client_for, manager, pupil, second_pupil, group, other_group, payment_due):
    late = create_payment_due(second_pupil, group, due_in=-3)
    fee = create_payment_due(pupil, other_group, kind=PaymentKind.ENROLMENT)
    client = client_for(manager)
    assert references(client, overdue="true") == references(client, status="overdue") == [late.reference]
    assert late.reference not in references(client, overdue="false")
    assert late.reference in references(client, open="true")
    assert late.reference not in references(client, open="false")
    assert references(client, kind="enrolment") == [fee.reference]
    assert references(client, group=str(other_group.pk)) == [fee.reference]
    assert references(client, student=str(second_pupil.pk)) == [late.reference]
    assert len(references(client, branch=str(group.branch_id))) == 3
    assert references(client, ordering="due_on")[0] == late.reference
    assert client.get("/payments/", {"status": "paid"}).status == 422


def test_filter_by_month(client_for, manager, pupil, group, payment_due):
    september = create_payment_due(pupil, group)
    Payment.objects.filter(pk=september.pk).update(
        period_start=date(2026, 9, 14), period_end=date(2026, 9, 30), due_on=date(2026, 10, 5)
    )
    book = create_payment_due(pupil, group)
    Payment.objects.filter(pk=book.pk).update(due_on=date(2026, 10, 31))
    client = client_for(manager)
    assert references(client, period="2026-09") == [september.reference]
    assert references(client, period="2026-10") == [book.reference]
    refused = [client.get("/payments/", {"period": bad}).status for bad in ("2026-13", "09.2026", "1999-01")]
    assert refused == [422, 422, 422]


def test_search_by_reference_name_and_number(client_for, manager, pupil, second_pupil, group, payment_due):
    other = create_payment_due(second_pupil, group)
    client = client_for(manager)
    assert references(client, search=payment_due.reference) == [payment_due.reference]
    assert references(client, search="oripov jas") == [payment_due.reference]
    assert references(client, search="Лайло") == [other.reference]
    assert references(client, search=str(second_pupil.number)) == [other.reference]
    assert references(client, search="' OR 1=1 --") == []


def test_query_count_is_constant_for_payments(client_for, manager, pupil, group, django_assert_num_queries):
    client = client_for(manager)
    for _ in range(2):
        create_payment_due(pupil, group)
    with CaptureQueriesContext(connection) as few:
        assert len(references(client)) == 2
    for _ in range(18):
        create_payment_due(pupil, group)
    with django_assert_num_queries(len(few)):
        assert len(references(client)) == 20


def test_detail_lists_transactions_receipts_and_history(client_for, manager, pupil, payment_due, shift):
    assert confirm_payment(client_for(manager), payment_due).status == 200
    pupil_view = client_for(pupil).get(f"/payments/{payment_due.pk}/").json
    assert (pupil_view["refundable"], pupil_view["grants"], pupil_view["live"], pupil_view["outstanding"]) == (
        True, [], None, uzs(0)
    )  # fmt: skip
    assert [transaction["provider"] for transaction in pupil_view["transactions"]] == ["cash"]
    history = client_for(pupil).get(f"/payments/{payment_due.pk}/history/").json["results"]
    assert [step["what"] for step in history] == ["created", "received", "completed"]
    assert history[-1]["from_status"] == "pending"
    assert client_for(manager).get(f"/payments/{payment_due.pk}/history/", {"page_size": 1}).json["count"] == 3
