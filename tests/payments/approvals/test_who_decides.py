"""Who decides: another holder of `payments.approve` of the branch; where there is none, who asked, with a reason."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian, OwnRole, User
from apps.core.permissions import Role
from apps.notifications.models import Notification
from apps.payments.models import Approval, FlaggedAct, ProviderTransaction
from apps.payments.services.approvals import lapse_expired_approvals
from tests.factories import make_user
from tests.payments.approvals.approval_calls import ABOVE, ask_in_cash, decide, get_state, withdraw
from tests.payments.office.office_calls import confirm_payment
from tests.payments.payment_data import create_second_branch, limit_to_branch, uzs


@pytest.fixture
def approval(client_for, manager, payment_due, shift):
    """Cash above the limit that `manager` took."""
    return ask_in_cash(client_for(manager), payment_due)


def test_second_person_of_the_branch_decides(client_for, manager, admin, approval):
    far = limit_to_branch(make_user(Role.MANAGER, "Farida"), create_second_branch())
    assert decide(client_for(far), approval).status == 404
    assert decide(client_for(manager), approval).refusal == (403, "forbidden")
    assert decide(client_for(manager), approval, "refuse", "No").refusal == (403, "forbidden")
    near = limit_to_branch(make_user(Role.MANAGER, "Nodira"), approval.branch)
    assert decide(client_for(near), approval).status == 200


def test_family_of_the_pupil_decides_nothing(client_for, admin, pupil, approval):
    link = Guardian.objects.create(parent=admin, child=pupil, sees_payments=True)
    for decision in ("approve", "refuse"):
        assert decide(client_for(admin), approval, decision, "Because").refusal == (403, "own_payment")
    Guardian.objects.filter(pk=link.pk).update(ended_at=timezone.now() - timedelta(days=31))
    assert decide(client_for(admin), approval).status == 200


def test_teacher_does_not_approve_the_own_advance(client_for, admin, branch, teacher):
    role = OwnRole.objects.create(name={"en": "Head"}, permissions=["payments.approve", "payments.see_all"])
    User.objects.filter(pk=teacher.pk).update(own_role=role, all_branches=True)
    approval = Approval.objects.create(
        act="pay_advance", branch=branch, amount=ABOVE, currency="UZS", teacher=teacher, requested_by=admin,
        method="transfer", expires_at=timezone.now() + timedelta(days=7),
    )  # fmt: skip
    assert decide(client_for(User.objects.get(pk=teacher.pk)), approval).refusal == (403, "forbidden")


def test_approver_who_left_or_lost_the_permission_is_refused(client_for, admin, manager, approval):
    client = client_for(admin)
    for change in ({"role": Role.TEACHER}, {"is_active": False}):
        User.objects.filter(pk=admin.pk).update(**change)
        assert decide(client, approval).status in (401, 403)
    assert get_state(approval) == "waiting"


def test_only_approver_decides_alone_with_a_reason_and_a_second_factor(client_for, admin, manager, approval):
    User.objects.filter(pk=admin.pk).update(is_active=False)
    refused = decide(client_for(manager), approval)
    assert refused.refused_fields == (422, ["answer"])
    late = decide(client_for(manager, stepped_up=False), approval, answer="I am alone today.")
    assert late.refusal == (403, "step_up_required")
    assert (ProviderTransaction.objects.count(), FlaggedAct.objects.count()) == (0, 0)
    done = decide(client_for(manager), approval, answer="I am alone today.")
    assert (done.status, done.json["alone"], done.json["state"]) == (200, True, "approved")
    flagged = FlaggedAct.objects.get()
    assert (flagged.flag, flagged.act, flagged.by) == ("approved_alone", "approvals.approve", manager)
    assert (flagged.approval, flagged.amount, flagged.reason) == (approval, ABOVE, "I am alone today.")


def test_nobody_decides_alone_while_another_person_can(client_for, admin, manager, pupil, approval):
    asked = decide(client_for(manager), approval, answer="I am in a hurry.")
    assert asked.refusal == (403, "forbidden")
    Guardian.objects.create(parent=admin, child=pupil)
    assert decide(client_for(manager), approval, answer="She is the mother.").json["alone"] is True


def test_refusal_needs_a_reason_and_is_told(client_for, admin, manager, pupil, approval):
    boss = client_for(admin)
    assert decide(boss, approval, "refuse").refused_fields == (422, ["answer"])
    done = decide(boss, approval, "refuse", "A zero too many")
    assert (done.json["state"], done.json["answer"]) == ("refused", "A zero too many")
    assert Notification.objects.get(user=manager, type="payments.approval_refused").data["reason"] == "A zero too many"
    assert Notification.objects.filter(user=pupil, type="payments.cash_to_fetch").count() == 1
    for late in (decide(boss, approval), withdraw(client_for(manager), approval)):
        assert late.refusal == (409, "approval_decided")


def test_undecided_act_lapses_after_seven_days(client_for, admin, manager, pupil, payment_due, approval):
    assert timedelta(days=6, hours=23) < approval.expires_at - timezone.now() <= timedelta(days=7)
    Approval.objects.filter(pk=approval.pk).update(expires_at=timezone.now())
    assert decide(client_for(admin), approval).refusal == (409, "approval_decided")
    shown = [client_for(admin).get("/payments/approvals/", {"state": state}).json for state in ("waiting", "lapsed")]
    assert [page["count"] for page in shown] == [0, 1]
    assert shown[1]["results"][0]["state"] == "lapsed"
    for _ in range(2):
        lapse_expired_approvals()
    assert get_state(approval) == "lapsed"
    assert Notification.objects.filter(user=manager, type="payments.approval_lapsed").count() == 1
    assert Notification.objects.filter(user=pupil, type="payments.cash_to_fetch").count() == 1
    again = confirm_payment(client_for(manager), payment_due, amount=uzs(ABOVE), advance=True)
    assert again.status == 202


def test_invalid_decisions_are_refused(client_for, admin, approval):
    client, path = client_for(admin), f"/payments/approvals/{approval.pk}/decide/"
    for body, field in (
        ({"decision": "perhaps"}, "decision"),
        ({}, "decision"),
        ({"decision": "approve", "answer": "a" * 301}, "answer"),
    ):
        assert client.post(path, body).refused_fields == (422, [field])


def test_cash_of_an_act_that_just_lapsed_is_handed_back(client_for, manager, approval):
    Approval.objects.filter(pk=approval.pk).update(expires_at=timezone.now())
    done = client_for(manager).post(f"/payments/approvals/{approval.pk}/hand-back/")
    assert (done.status, done.json["state"], done.json["held"]) == (200, "lapsed", False)
    assert Notification.objects.filter(user=manager, type="payments.approval_lapsed").count() == 1
