"""What each long run does; `options` are those of `tests.payments.long_run`."""

import sys

from django.conf import settings

from tests.payments.ledger.machine_runner import run_machine
from tests.payments.long_runs import LongRunResult, progress
from tests.payments.payme.bad_day import create_bad_day
from tests.payments.payme.concurrency import race_perform_and_cancel
from tests.payments.payme.payme_client import SETTINGS, Payme
from tests.payments.stripe.bad_day import Day
from tests.servers.stripe import stripe_server


def run_payme(options):
    """Both of Payme's desks set up, a bad day."""
    settings.ENV = settings.ENV.model_copy(update=SETTINGS)
    return run_day(create_bad_day(options.seed), options.count)


def run_stripe(options):
    """A bad day with a Stripe of our own."""
    with stripe_server() as server:
        settings.ENV = settings.ENV.model_copy(update=server.settings)
        return run_day(Day(server, options.seed), options.count)


def run_day(day, count):
    day.run(count, progress(count))
    return LongRunResult(day.count, day.credited, dict(day.sent), dict(day.wrong))


def run_races(options):
    """One pupil, a payment for each round."""
    settings.ENV = settings.ENV.model_copy(update=SETTINGS)
    stage, count = create_bad_day(seed=1), options.count
    torn, ends = race_perform_and_cancel(
        Payme(), stage.students[0], stage.group, rounds=count, report_progress=progress(count)
    )
    return LongRunResult(count, counts=dict(ends), wrong={"ended in neither story": torn} if torn else {})


def run_ledger(options):
    """Play the examples."""
    count = options.count
    try:
        steps_done = run_machine(
            examples=count, steps=options.steps, seed=options.seed, report_progress=progress(count)
        )
    except AssertionError as error:
        print("\n".join([f"broken: {error!r}", *getattr(error, "__notes__", [])]), file=sys.stderr)
        return LongRunResult(0, wrong={"the books broke": 1})
    return LongRunResult(count, counts={"steps taken": steps_done})
