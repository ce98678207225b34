"""Nobody takes money for what they owe themselves, or decides on a photo that they sent, but for an administrator."""

from datetime import timedelta

import pytest

from apps.accounts.models import Guardian, OwnRole, User
from apps.core.permissions import Role
from apps.payments.models import FlaggedAct, Payment, PaymentProof, ProofState
from apps.payments.permissions import PERMISSIONS
from tests.factories import make_user
from tests.payments.office import office_calls
from tests.payments.office.test_transfer_proofs import decide, send
from tests.payments.payment_data import PRICE, create_payment_due, reload_payment


@pytest.fixture
def colleague(db):
    return make_user(Role.MANAGER, "Sevara", "Karimova", email="colleague@example.uz")


def as_parent(person, owed):
    Guardian.objects.create(parent=person, child=owed.student, kind="mother", sees_payments=False)
    return owed


def as_payer(person, owed):
    Payment.objects.filter(pk=owed.pk).update(payer=person)
    return owed


def as_pupil(person, owed):
    own = create_payment_due(person, owed.group)
    Payment.objects.filter(pk=own.pk).update(payer=owed.student)
    return own


def as_parent_of_the_payer(person, owed):
    payer = make_user(Role.STUDENT, "Barno", email="payer@example.uz")
    Payment.objects.filter(pk=owed.pk).update(payer=payer)
    Guardian.objects.create(parent=person, child=payer, kind="mother")
    return owed


OWN = [as_parent, as_payer, as_pupil, as_parent_of_the_payer]


@pytest.mark.parametrize("own", OWN, ids=lambda item: item.__name__)
@pytest.mark.parametrize("method", ["cash", "transfer"])
def test_own_payment_cannot_be_confirmed(client_for, manager, colleague, payment_due, desk, shift, own, method):
    payment_due = own(manager, payment_due)
    assert office_calls.confirm_payment(client_for(manager), payment_due, method=method).refusal == (403, "own_payment")
    assert (reload_payment(payment_due).settled, office_calls.get_desk_balance(desk)) == (0, 0)
    assert office_calls.confirm_payment(client_for(colleague), payment_due, method="transfer").status == 200


def test_parent_of_another_pupil_can_confirm(client_for, manager, payment_due):
    another = make_user(Role.STUDENT, "Barno", email="another@example.uz")
    Guardian.objects.create(parent=manager, child=another, kind="mother")
    assert office_calls.confirm_payment(client_for(manager), payment_due, method="transfer").status == 200


@pytest.mark.parametrize("own", OWN, ids=lambda item: item.__name__)
@pytest.mark.parametrize("decision", ["approve", "refuse"])
def test_proof_of_your_own_payment_cannot_be_decided(client_for, manager, colleague, pupil, payment_due, own, decision):
    payment_due = own(manager, payment_due)
    sent = send(client_for(pupil), payment_due).json["id"]
    assert decide(client_for(manager), payment_due, sent, decision, answer="So it is").refusal == (403, "own_payment")
    assert PaymentProof.objects.get().state == ProofState.SENT
    assert decide(client_for(colleague), payment_due, sent, decision, answer="So it is").status == 200


def test_proof_that_you_sent_cannot_be_decided(client_for, manager, colleague, payment_due):
    sent = send(client_for(manager), payment_due)
    assert sent.status == 201
    assert decide(client_for(manager), payment_due, sent.json["id"], "approve").refusal == (403, "own_payment")
    assert reload_payment(payment_due).settled == 0
    assert decide(client_for(colleague), payment_due, sent.json["id"], "approve").json["status"] == "completed"


@pytest.mark.parametrize("own", OWN, ids=lambda item: item.__name__)
def test_administrator_can_confirm_own_payments(client_for, admin, payment_due, own):
    payment_due = own(admin, payment_due)
    sent = send(client_for(admin), payment_due, amount=PRICE // 2)
    assert decide(client_for(admin), payment_due, sent.json["id"], "approve").status == 200
    assert office_calls.confirm_payment(client_for(admin), payment_due, method="transfer").json["status"] == "completed"
    flagged = FlaggedAct.objects.filter(by=admin, act="payments.receive").values_list("amount", flat=True)
    assert list(flagged) == [PRICE // 2] * 2


def test_administrator_with_a_custom_role_cannot_confirm_own_payments(client_for, admin, payment_due):
    """What counts is what the role holds, not what it is called."""
    permission_names = [permission.name for permission in PERMISSIONS if permission.name != "payments.confirm_own"]
    role = OwnRole.objects.create(name={"en": "Bookkeeper"}, permissions=permission_names)
    User.objects.filter(pk=admin.pk).update(own_role=role)
    as_parent(admin, payment_due)
    refused = office_calls.confirm_payment(client_for(User.objects.get(pk=admin.pk)), payment_due, method="transfer")
    assert refused.refusal == (403, "own_payment")


@pytest.mark.parametrize(("days_ago", "expected"), [(29, (403, "own_payment")), (31, (200, None))])
def test_former_guardian_can_confirm_after_thirty_days(client_for, manager, payment_due, days_ago, expected):
    as_parent(manager, payment_due)
    Guardian.objects.update(ended_at=payment_due.created_at - timedelta(days=days_ago))
    answer = office_calls.confirm_payment(client_for(manager), payment_due, method="transfer")
    assert (answer.status, answer.json.get("code")) == expected
