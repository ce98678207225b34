"""Whatever is done with money, in whatever order, the books hold after every step of two examples or six.

`python -m tests.payments.long_run ledger --count 2000` plays 2,000 of 50 steps, other ones each time.
"""

import pytest
from django.db import connection

from tests.payments.ledger.faulty_trigger import LOSSY
from tests.payments.ledger.machine_runner import run_machine

STEPS = 30
SEED = 20261120


@pytest.mark.parametrize(("examples", "steps"), [(2, STEPS // 2), pytest.param(6, STEPS, marks=pytest.mark.slow)])
def test_ledger_rules_hold_after_every_step(db, examples, steps):
    assert run_machine(examples=examples, steps=steps, seed=SEED) > examples * steps // 3


def test_control_faulty_trigger_breaks_ledger_rules(db):
    with connection.cursor() as cursor:
        cursor.execute(LOSSY)
    with pytest.raises(AssertionError, match="account_is_its_entries"):
        run_machine(examples=20, steps=STEPS, seed=SEED, shrink=False)
