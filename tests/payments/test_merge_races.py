"""A merge meets a payment, or another merge, at the same moment: no money is left behind with the duplicate."""

from functools import partial
from itertools import count

import pytest

from apps.accounts.models import User
from apps.accounts.services import merges
from apps.core.errors import Conflict
from apps.core.permissions import Role
from apps.payments.models import LedgerAccount, ProviderTransaction
from apps.payments.services import locks
from tests.concurrency import call_concurrently
from tests.factories import make_user
from tests.payments import payment_data

ROUNDS, PAYERS = 4, 4
_numbers = count()


def make_pupil():
    number = next(_numbers)
    return make_user(Role.STUDENT, "Jasur", "Oripov", email=f"race{number}@example.uz")


def attempt(call):
    """Call it; return whether it was carried out."""
    try:
        call()
    except Conflict:
        return False
    return True


@pytest.mark.usefixtures("a_connection_for_each")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: merged accounts are not looked for"])
def test_money_paid_during_a_merge_is_with_the_kept_pupil_or_refused(manager, branch, monkeypatch, protected):
    if not protected:
        monkeypatch.setattr(locks, "check_not_merged", lambda people: None)
    left_behind = 0
    for _ in range(ROUNDS):
        keep, duplicate = make_pupil(), make_pupil()
        payment_data.top_up(duplicate, branch, 5, manager)
        merge = partial(merges.merge_duplicate, keep=keep, duplicate=duplicate, actor=manager)
        pay = partial(payment_data.top_up, duplicate, branch, 10, manager)
        done = call_concurrently([partial(attempt, call) for call in (merge, *[pay] * PAYERS)])
        assert done[0]
        paid = sum(done[1:]) * 10 + 5
        balances = {row.student_id: row.balance for row in LedgerAccount.objects.filter(student__in=[keep, duplicate])}
        assert sum(balances.values()) == paid
        left_behind += balances.get(duplicate.pk, 0)
        left_behind += ProviderTransaction.objects.filter(student=duplicate).count()
    assert (left_behind == 0) == protected


@pytest.mark.usefixtures("a_connection_for_each")
@pytest.mark.django_db(transaction=True)
def test_of_two_merges_of_one_pair_one_is_carried_out(manager, branch):
    for _ in range(ROUNDS):
        one, other = make_pupil(), make_pupil()
        payment_data.top_up(one, branch, 5, manager)
        payment_data.top_up(other, branch, 7, manager)
        calls = [
            partial(merges.merge_duplicate, keep=keep, duplicate=duplicate, actor=manager)
            for keep, duplicate in ((one, other), (other, one))
        ]
        assert sorted(call_concurrently([partial(attempt, call) for call in calls])) == [False, True]
        kept = User.objects.get(pk__in=[one.pk, other.pk], merged_into=None)
        assert payment_data.get_student_balance(kept) == 12
