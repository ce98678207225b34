"""What an erasure leaves of somebody's money: amounts and decisions, no slip, no name and no address."""

import pytest
from django.core.files.storage import default_storage

from apps.accounts.models import Guardian
from apps.payments.models import Payment, PaymentProof, ProviderTransaction, WebhookDelivery
from apps.portal.job_kinds import ERASE
from tests import factories
from tests.payments.office.office_calls import confirm_payment
from tests.payments.office.test_advances import receive
from tests.payments.office.test_transfer_proofs import decide, send
from tests.payments.payment_data import PRICE, top_up
from tests.portal import job_helpers


def erase(admin, person):
    assert factories.client_for(admin).post(f"/auth/users/{person.pk}/erase/").status == 202
    job_helpers.run_single_job(ERASE)


@pytest.mark.parametrize("whom", ["sender", "pupil"])
def test_transfer_proof_file_is_erased_with_sender_or_pupil(client_for, admin, pupil, parent, payment_due, whom):
    Guardian.objects.create(parent=parent, child=pupil, sees_payments=True)
    sent = send(client_for(parent), payment_due, note="From Nodira's card")
    assert decide(client_for(admin), payment_due, sent.json["id"], "refuse", answer="Nodira sent nothing").status == 200
    path = PaymentProof.objects.get().file.path
    assert default_storage.exists(path)
    erase(admin, parent if whom == "sender" else pupil)
    left = PaymentProof.objects.get()
    assert (left.file, left.note, left.answer) == (None, "", "")
    assert (left.amount, left.state) == (PRICE, "refused")
    assert default_storage.exists(path) == (whom == "pupil"), "the bytes go with who sent them, else as an unused file"


def test_no_money_is_taken_for_an_erased_person(client_for, admin, manager, pupil, payment_due, shift):
    erase(admin, pupil)
    office = client_for(manager)
    assert receive(office, pupil).status == 409
    assert receive(office, pupil, method="transfer").status == 409
    assert confirm_payment(office, payment_due).status == 409
    assert not ProviderTransaction.objects.exists()


def test_provider_messages_about_an_erased_person_are_emptied(admin, manager, pupil, parent, branch, payment_due):
    Payment.objects.filter(pk=payment_due.pk).update(payer=parent)
    mine = top_up(pupil, branch, 1000, manager)
    mine.payment = payment_due
    mine.save(update_fields=["payment"])
    body = f'{{"customer_details":{{"name":"{parent.full_name}","email":"{parent.email}"}}}}'
    values = {"provider": "stripe", "verdict": "done", "body": body, "answer": body}
    WebhookDelivery.objects.create(**values, what="of theirs", transaction=mine)
    WebhookDelivery.objects.create(**values, what="of nobody's")
    other = WebhookDelivery.objects.create(provider="stripe", verdict="done", body='{"email":"rano@example.uz"}')
    erase(admin, parent)
    rows = {row.what: row for row in WebhookDelivery.objects.exclude(pk=other.pk)}
    assert (rows["of theirs"].body, rows["of theirs"].answer) == ("", "")
    assert rows["of theirs"].verdict == "done"
    for text in (rows["of nobody's"].body, rows["of nobody's"].answer):
        assert "customer_details" in text
        assert parent.email not in text
        assert parent.full_name not in text
    other.refresh_from_db()
    assert other.body == '{"email":"rano@example.uz"}'
