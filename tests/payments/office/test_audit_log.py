"""What the audit log says of the office's work with payments: the action, the object, who, and the amounts."""

from apps.payments.models import Payment, PaymentProof, ProviderTransaction
from apps.payments.services import payments_due
from apps.settings.models import AuditLog, AuditValues
from tests.payments.office.office_calls import confirm_payment, post_with_key
from tests.payments.office.test_create_and_update import book
from tests.payments.office.test_transfer_proofs import decide, send
from tests.payments.payment_data import PRICE, uzs


def list_audit_rows(person, obj):
    """What the person did to it, in order."""
    rows = AuditLog.objects.filter(actor=person, object_type=obj._meta.label_lower, object_id=str(obj.pk))
    return list(rows.order_by("pk").values_list("action", flat=True))


def test_create_issue_reprice_and_cancel_are_audited(client_for, manager, pupil, branch):
    office = client_for(manager)
    body = post_with_key(office, "/payments/", book(pupil, branch, draft=True)).json
    path = f"/payments/{body['id']}/"
    assert office.patch(path, {"status": "pending"}).status == 200
    assert office.patch(path, {"amount": uzs(8_000_000), "reason": "A used one"}).status == 200
    assert office.patch(path, {"amount": uzs(8_000_000), "reason": "A used one"}).status == 200
    assert office.post(f"{path}cancel/", {"reason": "Not needed"}).status == 200
    payment = Payment.objects.get()
    expected = ["payments.create", "payments.issue", "payments.reprice", "payments.cancel"]
    assert list_audit_rows(manager, payment) == expected
    assert AuditValues.objects.get(entry__action="payments.reprice").values["amount"] == [9_000_000, 8_000_000]


def test_price_change_of_a_paid_payment_is_audited(client_for, manager, payment_due, shift):
    office = client_for(manager)
    assert confirm_payment(office, payment_due).status == 200
    dearer = {"amount": uzs(PRICE + 1_000_000), "reason": "A lesson more"}
    assert office.patch(f"/payments/{payment_due.pk}/", dearer).status == 200
    assert list_audit_rows(manager, payment_due) == ["payments.reprice"]


def test_confirmations_and_proof_decisions_are_audited(client_for, manager, pupil, payment_due, shift):
    office, half = client_for(manager), uzs(PRICE // 2)
    assert confirm_payment(office, payment_due, amount=half).status == 200
    assert list_audit_rows(manager, ProviderTransaction.objects.get()) == ["payments.receive"]
    for decision in ("refuse", "approve"):
        sent = send(client_for(pupil), payment_due).json["id"]
        assert decide(office, payment_due, sent, decision, answer="So it is").status == 200
    rows_by_state = {proof.state: list_audit_rows(manager, proof) for proof in PaymentProof.objects.all()}
    assert rows_by_state == {"refused": ["payments.proof_refused"], "approved": ["payments.proof_approved"]}
    assert AuditLog.objects.filter(actor=manager, action="payments.receive").count() == 2


def test_automatic_changes_are_not_audited(payment_due):
    before = AuditLog.objects.count()
    payments_due.cancel_payment(actor=None, payment=payment_due, reason="it is over")
    assert AuditLog.objects.count() == before
