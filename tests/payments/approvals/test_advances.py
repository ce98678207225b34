"""More than is open of a payment is said to be an advance; a zero too many is named."""

from apps.payments.models import PaymentProof, ProviderTransaction
from tests.payments.office.office_calls import confirm_payment, post_with_key
from tests.payments.office.test_transfer_proofs import send as send_proof
from tests.payments.payment_data import PRICE, create_payment_due, reload_payment, uzs


def test_more_than_is_open_needs_to_be_an_advance(client_for, manager, payment_due, shift):
    client = client_for(manager)
    for method, factor, text in (
        ("cash", 10, "This is 10 times the open sum of 450"),
        ("transfer", 100, "This is 100 times the open sum of 450"),
        ("transfer", 3, "Only 450"),
    ):
        answer = confirm_payment(client, payment_due, method=method, amount=uzs(PRICE * factor))
        answer.check_refused(409, "advance_needed", field="amount")
        assert answer.json["fields"]["amount"][0].startswith(text)
    for value in ("perhaps", None):
        assert confirm_payment(client, payment_due, advance=value).refused_fields == (422, ["advance"])
    assert (ProviderTransaction.objects.count(), reload_payment(payment_due).settled) == (0, 0)
    answer = confirm_payment(client, payment_due, amount=uzs(PRICE))
    assert (answer.status, answer.json["outstanding"]) == (200, uzs(0))


def test_open_sum_is_what_is_outstanding_of_this_payment(client_for, manager, pupil, group, payment_due, shift):
    client, other = client_for(manager), create_payment_due(pupil, group)
    assert confirm_payment(client, payment_due, amount=uzs(PRICE - 4_500_000)).status == 200
    refused = confirm_payment(client, payment_due, amount=uzs(45_000_000))
    assert refused.json["fields"]["amount"][0].startswith("This is 10 times the open sum of 45")
    assert confirm_payment(client, payment_due, amount=uzs(45_000_000), advance=True).status == 200
    assert reload_payment(other).settled == PRICE - 4_500_000


def test_accepted_proof_of_more_needs_to_be_an_advance(client_for, manager, pupil, payment_due):
    proof = send_proof(client_for(pupil), payment_due, amount=PRICE * 10).json["id"]
    client, path = client_for(manager), f"/payments/{payment_due.pk}/proof/decide/"
    body = {"proof": proof, "decision": "approve"}
    refused = post_with_key(client, path, body)
    refused.check_refused(409, "advance_needed", field="amount")
    assert "10 times" in refused.json["detail"]
    assert PaymentProof.objects.get().state == "sent"
    assert post_with_key(client, path, {**body, "amount": uzs(PRICE)}).json["status"] == "completed"
