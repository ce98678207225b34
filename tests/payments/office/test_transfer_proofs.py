"""Photos of transfers: sent by who pays, one at a time, and decided on by the office."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from apps.accounts.models import Guardian
from apps.core.models import StoredFile
from apps.notifications.models import Notification
from apps.payments.models import AccountKind, PaymentProof
from apps.settings.models import AuditLog
from tests.payments.office import office_calls
from tests.payments.payment_data import PRICE, create_payment_due, reload_payment, uzs

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def photo():
    drawn = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(drawn, "PNG")
    return drawn.getvalue()


def send(client, payment, content=None, **form):
    file = SimpleUploadedFile("transfer.png", photo() if content is None else content, "image/png")
    return client.request("POST", f"/payments/{payment.pk}/proof/", form=form, files={"file": file})


def decide(client, payment, proof, decision, **more):
    body = {"proof": str(proof), "decision": decision, **more}
    return office_calls.post_with_key(client, f"/payments/{payment.pk}/proof/decide/", body)


def test_accepted_proof_confirms_the_transfer(client_for, manager, pupil, parent, branch, payment_due):
    Guardian.objects.create(parent=parent, child=pupil, sees_payments=True)
    sent = send(client_for(parent), payment_due, note="From my card")
    assert (sent.status, sent.json["state"], sent.json["amount"]) == (201, "sent", uzs(PRICE))
    assert sent.json["content_type"] == "image/png"
    (account,) = client_for(parent).get(f"/payments/balance/{pupil.pk}/").json["accounts"]
    assert [row["proof_waits"] for row in account["open_payments"]] == [True]
    office = client_for(manager)
    waiting = office.get("/payments/", {"proof": "true"}).json["results"]
    assert [row["reference"] for row in waiting] == [payment_due.reference]
    assert Notification.objects.filter(user=manager, type="payments.proof_sent").count() == 1
    done = decide(office, payment_due, sent.json["id"], "approve")
    assert (done.status, done.json["status"], done.json["proofs"][0]["state"]) == (200, "completed", "approved")
    assert office_calls.get_balance(AccountKind.BANK, branch=branch) == PRICE
    row = PaymentProof.objects.get()
    assert (row.money.provider, row.money.amount, row.decided_by) == ("transfer", PRICE, manager)
    assert decide(office, payment_due, sent.json["id"], "refuse", answer="No").status == 409
    steps_taken = [row["what"] for row in office.get(f"/payments/{payment_due.pk}/history/").json["results"]]
    assert steps_taken[-1] == "proof_approved"


@pytest.mark.parametrize("decision", ["approve", "refuse"])
def test_decided_proof_leaves_the_unread_of_the_whole_office(client_for, manager, admin, pupil, payment_due, decision):
    sent = send(client_for(pupil), payment_due).json["id"]
    seen = [client_for(user).get("/notifications/") for user in (manager, admin)]
    assert [[row["type"] for row in answer.json["results"]] for answer in seen] == [["payments.proof_sent"]] * 2
    assert decide(client_for(manager), payment_due, sent, decision, answer="Nothing arrived").status == 200
    for user in (manager, admin):
        assert client_for(user).get("/notifications/unread-count/").json == {"unread": 0}


def test_accepted_amount_can_be_smaller(client_for, manager, pupil, payment_due):
    sent = send(client_for(pupil), payment_due, amount=PRICE)
    done = decide(client_for(manager), payment_due, sent.json["id"], "approve", amount=uzs(PRICE - 1_000_000))
    assert (done.json["status"], done.json["outstanding"]) == ("pending", uzs(1_000_000))


def test_refused_proof_can_be_sent_again(client_for, manager, pupil, payment_due):
    client, office = client_for(pupil), client_for(manager)
    first = send(client, payment_due)
    assert send(client, payment_due).status == 409
    assert decide(office, payment_due, first.json["id"], "refuse").refused_fields == (422, ["answer"])
    done = decide(office, payment_due, first.json["id"], "refuse", answer="Nothing arrived")
    assert (done.status, done.json["status"], done.json["proofs"][0]["answer"]) == (200, "pending", "Nothing arrived")
    notification = Notification.objects.get(user=pupil, type="payments.proof_refused")
    assert (notification.data["student_id"], notification.data["reason"]) == (str(pupil.pk), "Nothing arrived")
    second = send(client, payment_due)
    assert second.status == 201
    assert decide(office, payment_due, first.json["id"], "approve").status == 409
    assert decide(office, payment_due, second.json["id"], "approve").json["status"] == "completed"


def test_who_sent_a_proof_withdraws_it_until_it_is_decided(client_for, manager, parent, pupil, payment_due):
    Guardian.objects.create(parent=parent, child=pupil, sees_payments=True)
    client, other, office = client_for(parent), client_for(pupil), client_for(manager)
    own = f"/payments/{payment_due.pk}/proof/"
    assert client.delete(own).status == 409
    sent = send(client, payment_due)
    assert other.delete(own).status == office.delete(own).status == 409
    assert client.delete(own).status == 204
    assert client.delete(own).status == 409
    (row,) = client.get(f"/payments/{payment_due.pk}/").json["proofs"]
    assert (row["id"], row["state"], row["file"]) == (sent.json["id"], "withdrawn", None)
    assert office.get("/payments/", {"proof": "true"}).json["results"] == []
    assert office.get("/notifications/unread-count/").json == {"unread": 0}
    assert AuditLog.objects.get(action="payments.proof_withdrawn").actor == parent
    assert decide(office, payment_due, sent.json["id"], "approve").status == 409
    again = send(client, payment_due)
    assert decide(office, payment_due, again.json["id"], "approve").json["status"] == "completed"
    assert client.delete(own).status == 409


def test_second_proof_is_refused_while_one_waits(client_for, pupil, payment_due):
    client = client_for(pupil)
    assert send(client, payment_due).status == 201
    assert send(client, payment_due, PDF).status == 409
    assert send(client, payment_due, b"").status == 409
    assert StoredFile.objects.count() == 1


def test_proof_of_a_paid_payment_cannot_be_accepted(client_for, manager, pupil, payment_due, shift):
    sent = send(client_for(pupil), payment_due)
    office = client_for(manager)
    assert office_calls.confirm_payment(office, payment_due).status == 200
    assert decide(office, payment_due, sent.json["id"], "approve").refusal == (409, "payment_closed")
    assert decide(office, payment_due, sent.json["id"], "refuse", answer="Paid at the desk").status == 200
    assert send(client_for(pupil), payment_due).json["code"] == "payment_closed"


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 422),
        (b"MZ\x90\x00 a program", 415),
        (b"\x89PNG\r\n\x1a\n broken", 415),
        (b"OggS" + b"\x00" * 60, 415),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415),
        (PDF + b"\0" * (10 * 1024 * 1024), 413),
        (PDF, 201),
    ],
    ids=["empty", "program", "broken picture", "sound", "svg", "too large", "pdf"],
)
def test_proof_must_be_an_image_or_pdf_by_content(client_for, pupil, payment_due, content, status):
    assert send(client_for(pupil), payment_due, content).status == status
    assert PaymentProof.objects.count() == (1 if status == 201 else 0)


def test_proof_is_sent_for_your_own_payment(client_for, manager, pupil, other_pupil, payment_due, other_group):
    assert send(client_for(other_pupil), payment_due).status == 404
    sent = send(client_for(pupil), payment_due)
    assert decide(client_for(pupil), payment_due, sent.json["id"], "approve").status == 403
    foreign = create_payment_due(other_pupil, other_group)
    assert decide(client_for(manager), foreign, sent.json["id"], "approve").refused_fields == (422, ["proof"])
    assert reload_payment(payment_due).settled == reload_payment(foreign).settled == 0
