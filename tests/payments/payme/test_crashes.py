"""A process that dies at any step of a call: nothing of it is there or all of it, and the repeat gets it done, once.

`TALIM_LONG=1` dies at every single step.
"""

import json
import os

import pytest

from apps.payments.models import LedgerTransfer, ProviderTransaction
from tests.payments.crasher import AFTER_COMMIT, BEFORE_COMMIT, Crasher
from tests.payments.payme.payme_client import CUMULATIVE_KEY, ONE_TIME_KEY, SETTINGS, Payme, account_for, new_id, now_ms
from tests.payments.payment_data import PRICE, create_payment_due, get_student_balance, reload_payment

pytestmark = pytest.mark.django_db(transaction=True)
STRIDE = 1 if os.environ.get("TALIM_LONG") else 13
"""Every so manieth statement; all commits."""
AMOUNT = PRICE


def list_expected(account):
    return {"id": new_id(), "time": now_ms(), "amount": AMOUNT, "account": account}


def created(payme, account):
    identifier = new_id()
    assert payme.create(account, AMOUNT, id=identifier).result["state"] == 1
    return identifier


def performed(payme, account):
    identifier = created(payme, account)
    assert payme.perform(identifier).result["state"] == 2
    return identifier


CALLS = {
    "create": (lambda payme, account: ("CreateTransaction", list_expected(account)), 1),
    "perform": (lambda payme, account: ("PerformTransaction", {"id": created(payme, account)}), 2),
    "cancel before": (lambda payme, account: ("CancelTransaction", {"id": created(payme, account), "reason": 3}), -1),
    "cancel after": (lambda payme, account: ("CancelTransaction", {"id": performed(payme, account), "reason": 5}), -2),
}
QUICK = ("perform", "cancel after")
"""Calls that move money; the others are slow tests."""
STATUS = {None: "pending", 1: "pending", 2: "completed", -1: "pending", -2: "refunded"}


def state_of(identifier):
    """The state of the transaction, after making sure that the books fit it."""
    money = ProviderTransaction.objects.filter(provider_id=identifier).first()
    if money is None:
        return None
    causes = LedgerTransfer.objects.filter(cause__startswith=f"money:{money.pk}:")
    kinds = list(causes.values_list("kind", flat=True))
    assert kinds.count("money_in") == (money.state in (2, -2))
    assert kinds.count("paid_back") == (money.state == -2)
    return money.state


def list_notifications(method, params):
    return json.dumps({"method": method, "params": params, "id": 1}).encode()


def chosen(taken):
    """Which steps to die at."""
    return [number for number, name in enumerate(taken) if "commit" in name or number % STRIDE == 1 % STRIDE]


@pytest.fixture(
    scope="module",
    params=[ONE_TIME_KEY, pytest.param(CUMULATIVE_KEY, marks=pytest.mark.slow)],
    ids=["one-time", "cumulative"],
)
def crasher(request, django_db_setup):
    """One process for all calls of a desk; it forks another for each."""
    env = {name.upper(): value for name, value in SETTINGS.items()}
    with Crasher("payme", request.param, env=env) as started:
        yield started


@pytest.mark.parametrize(
    ("prepare", "state"),
    [pytest.param(*call, id=name, marks=[] if name in QUICK else pytest.mark.slow) for name, call in CALLS.items()],
)
def test_repeated_call_recovers_from_a_crash_at_any_step(crasher, numbered_pupil, group, prepare, state):
    _provider, key = crasher.arguments
    payme = Payme(key)

    def story():
        """What is to be paid, and whether it stands as it must in that state of its transaction."""
        if key == ONE_TIME_KEY:
            payment = create_payment_due(numbered_pupil, group)
            return account_for(payment), lambda now: reload_payment(payment).status == STATUS[now]
        before = get_student_balance(numbered_pupil)
        gained = {2: AMOUNT}
        return {"student": "1042"}, lambda now: get_student_balance(numbered_pupil) - before == gained.get(now or 0, 0)

    for _time in range(2):  # the first one makes accounts that the others find
        steps_done = crasher.steps(list_notifications(*prepare(payme, story()[0])))
    assert steps_done.count(BEFORE_COMMIT) == steps_done.count(AFTER_COMMIT) >= 2
    numbers = set()
    for at in chosen(steps_done):
        account, is_right = story()
        method, params = prepare(payme, account)
        body = list_notifications(method, params)
        before = state_of(params["id"])
        crasher.dies(body, at=at)
        after = state_of(params["id"])
        assert after == (state if AFTER_COMMIT in steps_done[: at + 1] else before)
        assert is_right(after)
        numbers.add(after)
        first = payme.send(body)
        assert first.result["state"] == state == state_of(params["id"])
        assert payme.send(body).raw == first.raw
        assert is_right(state)
    assert len(numbers) == 2
