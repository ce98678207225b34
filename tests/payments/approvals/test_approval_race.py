"""Approvers decide on one act at the same moment: it is carried out once, and approved or refused, never both.

`TALIM_LONG=1` plays 100 rounds.
"""

import os
from functools import partial
from threading import Barrier

import pytest
from django.db.models import Sum

from apps.core.permissions import Role
from apps.payments.models import Approval, Expense
from apps.payments.services import approval_decisions, approvals
from tests.concurrency import count_outcomes
from tests.factories import make_user
from tests.payments.approvals.approval_calls import ABOVE, ask_for_rent

ROUNDS, AT_ONCE = (100 if os.environ.get("TALIM_LONG") else 2), 8


def without_lock(all_read):
    """What holding an approval would be without the hold: everybody reads before anybody writes."""

    def read(approval_id):
        approval = Approval.objects.select_related("branch", "requested_by", "payment").get(pk=approval_id)
        all_read.wait(60)
        return approval

    return read


def sum_expenses():
    return Expense.objects.aggregate(total=Sum("amount"))["total"] or 0


@pytest.mark.usefixtures("a_connection_for_each")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["held", "control: nothing held"])
def test_of_concurrent_decisions_only_one_is_carried_out(manager, branch, monkeypatch, protected):
    people = [make_user(Role.MANAGER, "Approver", email=f"approver{n}@example.uz") for n in range(AT_ONCE)]
    if not protected:
        monkeypatch.setattr(approvals, "lock_approval", without_lock(Barrier(AT_ONCE)))
    too_much = 0
    for _ in range(ROUNDS if protected else 1):
        before = sum_expenses()
        approval = ask_for_rent(manager, branch)
        decide = partial(approval_decisions.decide_approval, approval=approval, stepped_up=True)
        results = count_outcomes(
            partial(decide, actor=person, approve=number % 4 > 0, answer="Because")
            for number, person in enumerate(people)
        )
        spent = sum_expenses() - before
        approved = Approval.objects.get(pk=approval.pk).state == "approved"
        too_much += spent > (ABOVE if approved else 0)
        if protected:
            assert results == {"approval_decided": AT_ONCE - 1, "done": 1}
            assert spent == (ABOVE if approved else 0)
    assert (too_much == 0) == protected
