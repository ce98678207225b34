"""The month's billing of the whole demo centre: everybody's payments, the same run again, and two at once.

python -m bench.payments.monthly      # by itself, in a database of its own beside the configured one
"""

import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

from bench.report import BenchReport, Figure

PRICE = 45_000_000
BELOW = 30
"""Seconds in which a thousand pupils are billed."""
PUPILS = 1000
SPARE = 1.2
"""Some pupils of a demo centre have left; so many times as many are made as are to be billed."""
PUPILS_A_GROUP = 13
WEEKS = 8


def make_centre(pupils: int) -> None:
    """A demo centre in which at least so many pupils learn; some weeks of lessons lie behind."""
    from project.demo import school

    made = round(pupils * SPARE)
    size = school.CentreSize(made, max(2, made // PUPILS_A_GROUP), WEEKS)
    school.build_demo_centre(size, report_progress=lambda text: print(f"   {text}", flush=True))


def measure(*, promised: bool = True) -> tuple[list[Figure], str]:
    """Figures of a run over every group of a demo centre, of the next one, and of two at once for the month after."""
    from django.utils import timezone

    from apps.courses.models import Group, Membership
    from apps.payments.models import Payment, PaymentSchedule
    from bench.school.api_client import time_work

    first = timezone.localdate().replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    groups = Group.objects.filter(pk__in=Membership.objects.filter(left_on__isnull=True).values("group"))
    PaymentSchedule.objects.bulk_create(
        PaymentSchedule(group=group, amount=PRICE, valid_from=first - timedelta(days=365)) for group in groups
    )
    print("   the month's billing …", flush=True)
    below = BELOW if promised else 0
    made, tally = time_work(f"billing a month in {groups.count()} groups", _run(first), below=below)
    standing = _stand(first)
    again, nothing = time_work("the same run again", _run(first), below=below)
    changed = len(standing ^ _stand(first))
    both = _two_at_once(_run(following))
    keys = list(Payment.objects.exclude(period_key="").values_list("membership_id", "period_key"))
    doubles, spread = len(keys) - len(set(keys)), ", ".join(f"{result.created} made" for result in both)
    pupils = Payment.objects.filter(period_key=f"{first:%Y-%m}").values("student").distinct().count()
    enough = pupils >= PUPILS if promised else None
    figures = [
        Figure("pupils who were billed", pupils, "", f"≥ {PUPILS:,}" if promised else "", enough),
        _with_counts(made, tally),
        _with_counts(again, nothing),
        Figure("payments that the second run made", nothing.created, "", "0", nothing.created == 0),
        Figure("payments that the second run changed", changed, "", "0", changed == 0),
        Figure("months owed twice after two runs at once", doubles, "", "0", doubles == 0, spread),
    ]
    return figures, "Every group pays by the month. Pupils who joined, moved or paused within the month owe a share."


def _run(month: date) -> Callable[[], Any]:
    from apps.courses.models import Group
    from apps.payments.services import monthly_billing

    return lambda: monthly_billing.bill_month(actor=None, month=month, groups=Group.objects.all())


def _two_at_once(run: Callable[[], Any]) -> list[Any]:
    from django.db import connections

    def result(_number: int) -> Any:
        try:
            return run()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(result, range(2)))


def _stand(month: date) -> set[Any]:
    from apps.payments.models import Payment

    return set(Payment.objects.filter(period_key=f"{month:%Y-%m}").values_list("pk", "amount", "revision"))


def _with_counts(figure: Figure, tally: Any) -> Figure:
    counts = {"made": tally.created, "standing": tally.existing, **tally.skipped}
    spread = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
    return Figure(figure.what, figure.value, figure.unit, figure.target, figure.held, spread)


def main() -> int:
    """By itself; 1 when a promise was missed."""
    from bench.database import use_empty_platform

    with tempfile.TemporaryDirectory(prefix="talim-bench-") as files, use_empty_platform(files):
        make_centre(PUPILS)
        figures, note = measure()
    report = BenchReport("payments", "Money", figures, note)
    print(f"{report.to_table()}\n{note}")
    return 0 if report.held else 1


if __name__ == "__main__":
    sys.exit(main())
