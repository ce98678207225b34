"""Running the bookkeeping machine."""

import random

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis.stateful import run_state_machine_as_test

from tests.payments.ledger.bookkeeping import Bookkeeping
from tests.payments.ledger.machine_base import make_stage, prepare_rules
from tests.payments.long_runs import silent


def run_machine(*, examples, steps, seed=None, shrink=True, report_progress=silent):
    """Play so many examples of at most so many steps; how many steps services took. The same each time with a seed.

    AssertionError, with the shortest example (`shrink`), when the books break. `told` hears of each example's end.
    """
    chosen = random.randrange(2**32) if seed is None else seed

    class Played(Bookkeeping):
        played = 0

        def teardown(self):
            super().teardown()
            Played.played += 1
            report_progress(Played.played)

    with transaction.atomic():
        Played.stage = make_stage()
        prepare_rules()
        seeded(chosen)(Played)
        run_state_machine_as_test(
            Played,
            settings=settings(
                max_examples=examples,
                stateful_step_count=steps,
                deadline=None,
                database=None,
                phases=(Phase.generate, Phase.shrink) if shrink else (Phase.generate,),
                suppress_health_check=list(HealthCheck),
            ),
        )
        transaction.set_rollback(True)
    return Played.steps_taken
