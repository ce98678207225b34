"""Cash and transfers in advance, onto a pupil's balance: oldest payments first, the rest is credit."""

import pytest

from apps.accounts.models import Guardian
from apps.payments.models import Approval, ProviderTransaction, Receipt
from tests.payments.office.office_calls import get_desk_balance, post_with_key
from tests.payments.payment_data import PRICE, create_payment_due, get_student_balance, money_json, reload_payment, uzs

ADVANCE_LIMIT = 500_000_000


def receive(client, student, *, key=None, **body):
    sent = {"method": "cash", "amount": uzs(PRICE), **body}
    return post_with_key(client, f"/payments/balance/{student.pk}/receive/", sent, key=key)


def test_advance_covers_the_oldest_payments_and_the_rest_is_credit(client_for, manager, pupil, group, desk, shift):
    later, earlier = create_payment_due(pupil, group, due_in=9), create_payment_due(pupil, group, 1_000_000, due_in=2)
    client = client_for(manager)
    answer = receive(client, pupil, amount=uzs(3_000_000), key="one", note="for the year")
    assert (answer.status, answer.json["owed"], answer.json["free_credit"]) == (200, uzs(PRICE - 2_000_000), uzs(0))
    assert (reload_payment(earlier).status, reload_payment(later).settled) == ("completed", 2_000_000)
    assert receive(client, pupil, amount=uzs(3_000_000), key="one", note="for the year").json == answer.json
    more = receive(client, pupil, method="transfer")
    assert (more.json["free_credit"], more.json["receipt"]["kind"]) == (uzs(2_000_000), "payment")
    assert (get_desk_balance(desk), get_student_balance(pupil)) == (3_000_000, 2_000_000)
    assert Receipt.objects.count() == 2


def test_advance_above_a_limit_waits_for_a_second_person(client_for, admin, manager, pupil, payment_due, desk, shift):
    client = client_for(manager)
    assert receive(client, pupil, amount=uzs(ADVANCE_LIMIT + PRICE)).status == 200, "the limit is for the surplus"
    waits = receive(client, pupil, amount=uzs(ADVANCE_LIMIT + 1), key="big")
    assert (waits.status, waits.json["act"], waits.json["state"]) == (202, "balance", "waiting")
    assert receive(client, pupil, amount=uzs(ADVANCE_LIMIT + 1), key="big").json == waits.json
    assert get_desk_balance(desk) == ADVANCE_LIMIT + PRICE
    assert receive(client, pupil, method="terminal", amount=money_json(100, "USD")).status == 202, "no limit in dollars"
    path = f"/payments/approvals/{waits.json['id']}/decide/"
    assert client.post(path, {"decision": "approve"}).status == 403
    approved = client_for(admin).post(path, {"decision": "approve"})
    assert (approved.status, approved.json["state"]) == (200, "approved")
    assert get_desk_balance(desk) == 2 * ADVANCE_LIMIT + PRICE + 1
    assert ProviderTransaction.objects.latest("number").taken_by == manager


def test_advance_needs_a_shift_and_another_person_for_own_family(
    client_for, admin, manager, other_teacher, pupil, second_pupil, desk, shift
):
    assert receive(client_for(admin), pupil).refusal == (409, "shift_needed")
    assert receive(client_for(other_teacher), pupil).refusal == (403, "forbidden")
    Guardian.objects.create(parent=manager, child=pupil, kind="mother")
    assert receive(client_for(manager), pupil).refusal == (403, "own_payment")
    assert receive(client_for(manager), pupil, method="transfer").refusal == (403, "own_payment")
    assert (ProviderTransaction.objects.count(), Approval.objects.count()) == (0, 0)
    assert receive(client_for(manager), second_pupil).status == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"amount": {"amount": 1.5, "currency": "UZS"}}, "amount.amount"),
        ({"amount": {"amount": "1000", "currency": "UZS"}}, "amount.amount"),
        ({"amount": uzs(-1)}, "amount.amount"),
        ({"amount": uzs(10**15 + 1)}, "amount.amount"),
        ({"amount": money_json(5, "GBP")}, "amount.currency"),
        ({"method": "payme"}, "method"),
        ({"method": "transfer", "desk": "own"}, "desk"),
        ({"method": "terminal", "desk": "own"}, "desk"),
        ({"desk": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6ea1"}, "desk"),
    ],
)
def test_bad_advance_is_refused(client_for, manager, pupil, desk, shift, body, field):
    body = {name: str(desk.pk) if value == "own" else value for name, value in body.items()}
    answer = receive(client_for(manager), pupil, **body)
    assert (answer.refusal, list(answer.json["fields"])) == ((422, "invalid"), [field])
    assert ProviderTransaction.objects.count() == 0
