"""Facts and the centre's figures say the same of each measure that both have."""

import pytest
import time_machine

from apps.analytics.models import BranchDay
from apps.analytics.services.runs import bring_up_to_date
from apps.portal.figures import By, get_centre_figures
from tests.analytics.months_of_chance import MonthsOfChance
from tests.portal.figures.random_centre import NOW, TODAY

pytestmark = pytest.mark.django_db
FIRST = TODAY.replace(month=9, day=1)
SAME = {"active": "active", "trial": "trial", "joined": "sign_ups", "homework": "homework", "attendance": "attendance",
        "homework_on_time": "homework_on_time", "homework_score": "homework_score"}  # fmt: skip
MONEY = {"money_received": "received", "money_refunded": "paid_back"}


def read_fact(name, day, branch, currency=""):
    fact = BranchDay.objects.filter(measure=name, day=day, branch=branch, currency=currency).first()
    if fact is None:
        return None
    if name in ("attendance", "homework_on_time"):
        return round(100 * float(fact.numerator / fact.denominator), 1)
    return round(float(fact.numerator / fact.denominator), 1) if name == "homework_score" else int(fact.numerator)


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_each_day_of_each_branch_is_the_same(admin, settings, seed):
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": f"{settings.REDIS_PREFIX}:{seed}:an"}}
    MonthsOfChance(seed).write()
    with time_machine.travel(NOW, tick=False):
        bring_up_to_date()
        (chart,) = get_centre_figures(admin, step_unit=By.DAY, first_day=FIRST).charts
    compared = 0
    for figures in chart.branches:
        for label, values in zip(chart.labels, figures.values, strict=True):
            for name, key in SAME.items():
                assert (read_fact(name, label, figures.branch) or 0) == (values[key] or 0), (name, label)
                compared += bool(values[key])
            for name, key in MONEY.items():
                for currency in ("UZS", "USD"):
                    wanted = values[key].get(currency, 0)
                    assert (read_fact(name, label, figures.branch, currency) or 0) == wanted, (name, label)
                    compared += bool(wanted)
    assert compared > 150
    for label, values in zip(chart.labels, chart.total.values, strict=True):
        assert (read_fact("active", label, None) or 0) == values["active"]
        assert (read_fact("left", label, None) or 0) == values["left"]
