"""What the office has people pay, and what it changes of it."""

from datetime import timedelta

import pytest

from apps.payments.models import AccountKind, Payment, PaymentHistory, PaymentStatus
from tests.payments.office.office_calls import confirm_payment, get_balance, post_with_key
from tests.payments.payment_data import (
    PRICE,
    create_payment_due,
    get_student_balance,
    local_today,
    reload_payment,
    top_up,
    uzs,
)


def book(pupil, branch, **more):
    due = (local_today(branch) + timedelta(days=7)).isoformat()
    return {"student": str(pupil.pk), "title": "Course book", "amount": uzs(9_000_000), "due_on": due, **more}


def test_created_payment_is_due(client_for, manager, pupil, parent, group, branch):
    body = book(pupil, branch, group=str(group.pk), payer=str(parent.pk), kind="enrolment", refundable=False)
    answer = client_for(manager).post("/payments/", body, idempotency_key="k1")
    assert (answer.status, answer.json["status"], answer.json["kind"]) == (201, "pending", "enrolment")
    assert (answer.json["payer"]["id"], answer.json["refundable"]) == (str(parent.pk), False)
    assert answer.json["branch"]["id"] == str(group.branch_id)
    assert get_student_balance(pupil) == -9_000_000
    assert client_for(manager).post("/payments/", body, idempotency_key="k1").json == answer.json
    assert Payment.objects.count() == 1
    assert client_for(manager).post("/payments/", body).refusal == (400, "idempotency_key_required")
    assert Payment.objects.count() == 1


def test_draft_is_due_once_issued(client_for, manager, pupil, group, branch):
    client = client_for(manager)
    answer = post_with_key(client, "/payments/", book(pupil, branch, draft=True))
    assert (answer.json["status"], answer.json["outstanding"]) == ("draft", uzs(0))
    assert get_student_balance(pupil) == 0
    path = f"/payments/{answer.json['id']}/"
    assert client_for(pupil).get(path).status == 404
    assert client.patch(path, {"status": "pending"}).json["status"] == "pending"
    assert get_student_balance(pupil) == -9_000_000
    assert client.patch(path, {"status": "pending"}).json["code"] == "payment_closed"


def test_free_credit_covers_a_new_payment(client_for, manager, pupil, group, branch):
    top_up(pupil, branch, 10_000_000, manager)
    answer = post_with_key(client_for(manager), "/payments/", book(pupil, branch))
    assert (answer.json["status"], answer.json["outstanding"]) == ("completed", uzs(0))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"student": "01890a5d-ac96-774b-bcce-b302099a8021"}, "student"),
        ({"group": "01890a5d-ac96-774b-bcce-b302099a8021"}, "group"),
        ({"kind": "period"}, "kind"),
        ({"title": ""}, "title"),
        ({"amount": uzs(0)}, "amount.amount"),
        ({"amount": {"amount": 5, "currency": "GBP"}}, "amount.currency"),
        ({"status": "completed"}, "status"),
        ({"settled": 5}, "settled"),
        ({"due_on": "1890-01-01"}, "due_on"),
        ({"note": "x\x00y"}, "note"),
    ],
    ids=str,
)
def test_invalid_fields_are_named(client_for, manager, pupil, group, branch, change, field):
    answer = post_with_key(client_for(manager), "/payments/", book(pupil, branch, **change))
    assert answer.status == 422
    assert field in answer.json["fields"] or change.get("note")
    assert Payment.objects.count() == 0


def test_group_must_be_one_of_the_pupil(client_for, manager, pupil, other_group, group, branch):
    client = client_for(manager)
    refused = post_with_key(client, "/payments/", book(pupil, branch, group=str(other_group.pk)))
    assert refused.refused_fields == (422, ["group"])
    assert post_with_key(client, "/payments/", book(pupil, branch, group=str(group.pk))).status == 201


def test_title_note_and_due_day_can_change(client_for, manager, parent, payment_due, branch):
    later = (local_today(branch) + timedelta(days=30)).isoformat()
    body = {
        "due_on": later,
        "title": "Tuition, autumn",
        "note": "Calls first",
        "payer": str(parent.pk),
        "refundable": False,
    }
    changed = client_for(manager).patch(f"/payments/{payment_due.pk}/", body)
    assert changed.status == 200
    shown = {name: changed.json[name] for name in ("due_on", "title", "note", "refundable")}
    assert shown == {"due_on": later, "title": "Tuition, autumn", "note": "Calls first", "refundable": False}
    assert changed.json["payer"]["id"] == str(parent.pk)
    assert client_for(manager).patch(f"/payments/{payment_due.pk}/", {"payer": None}).json["payer"] is None


def test_new_amount_needs_a_reason(client_for, admin, pupil, payment_due):
    client, path = client_for(admin), f"/payments/{payment_due.pk}/"
    assert client.patch(path, {"amount": uzs(30_000_000), "title": "Cheaper"}).refused_fields == (422, ["reason"])
    assert client.get(path).json["title"] == "Tuition"
    done = client.patch(path, {"amount": uzs(30_000_000), "reason": "A sister learns here too"})
    assert (done.json["amount"], done.json["lines"][0]["what"]) == (uzs(30_000_000), "by_hand")
    assert get_student_balance(pupil) == -30_000_000
    step = PaymentHistory.objects.filter(payment=payment_due, what="repriced").get()
    assert (step.amount_before, step.amount_after, step.by) == (PRICE, 30_000_000, admin)


def test_new_amount_of_a_paid_payment_corrects_or_frees_money(client_for, manager, admin, payment_due, shift):
    client, path = client_for(manager), f"/payments/{payment_due.pk}/"
    assert confirm_payment(client, payment_due).status == 200
    dearer = client.patch(path, {"amount": uzs(PRICE + 5_000_000), "reason": "The book"})
    (correction,) = dearer.json["corrections"]
    shown = client.get(f"/payments/{correction}/").json
    assert (shown["kind"], shown["outstanding"], shown["corrects"]) == (
        "correction", uzs(5_000_000), str(payment_due.pk)
    )  # fmt: skip
    cheaper = client_for(admin).patch(path, {"amount": uzs(PRICE - 5_000_000), "reason": "No book after all"})
    assert (cheaper.json["status"], cheaper.json["amount"]) == ("completed", uzs(PRICE - 5_000_000))
    assert client.get(f"/payments/{correction}/").json["status"] == "completed"


def test_update_is_atomic(client_for, manager, payment_due, shift):
    client = client_for(manager)
    refused = client.patch(f"/payments/{payment_due.pk}/", {"title": "Other words", "status": "pending"})
    assert refused.refusal == (409, "payment_closed")
    assert reload_payment(payment_due).title == "Tuition"


def test_cancelled_payment_frees_its_money(client_for, manager, admin, pupil, group, branch, payment_due, shift):
    client = client_for(admin)
    assert confirm_payment(client_for(manager), payment_due, amount=uzs(10_000_000)).status == 200
    other = create_payment_due(pupil, group, 8_000_000)
    done = client.post(f"/payments/{payment_due.pk}/cancel/", {"reason": "The pupil never came."})
    assert (done.status, done.json["status"], done.json["outstanding"]) == (200, "cancelled", uzs(0))
    assert reload_payment(other).status == PaymentStatus.COMPLETED
    assert get_student_balance(pupil) == 2_000_000
    assert get_balance(AccountKind.REVENUE, branch=branch) == 8_000_000
    assert client.post(f"/payments/{payment_due.pk}/cancel/", {"reason": "Twice"}).refusal == (409, "payment_closed")
    assert client.post(f"/payments/{other.pk}/cancel/", {"reason": "Paid already"}).status == 409
    assert client.post(f"/payments/{other.pk}/cancel/", {}).status == 422
