"""The figures are what somebody finds who counts the rows one by one, whatever stands in the tables."""

from datetime import date

import pytest
import time_machine

from apps.core.chart_steps import split_days_into_steps
from apps.portal.figures import By, get_centre_figures
from tests.portal.figures.random_centre import NOW, TODAY, RandomCentre
from tests.portal.figures.slow_recount import recount_figures

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (2, 3))])
def test_figures_match_a_slow_recount(admin, seed):
    chance = RandomCentre(seed)
    chance.write()
    first = date(2026, 8, 20)
    by = By.MONTH if seed % 2 else By.WEEK
    with time_machine.travel(NOW, tick=False):
        (chart,) = get_centre_figures(
            admin, step_unit=by, first_day=first if by is By.MONTH else date(2026, 10, 1)
        ).charts
    wanted = split_days_into_steps(by, chart.first, None, today=TODAY)
    places = {None: chart.total} | {branch.branch: branch for branch in chart.branches}
    assert len(places) == 3
    for branch in [None, *chance.branches]:
        step_values = places[str(branch.pk) if branch else None].values
        assert len(step_values) == len(wanted)
        for step, values in zip(wanted, step_values, strict=True):
            counted = recount_figures(step.first, step.until, step.last, branch)
            assert {key: values[key] for key in counted} == counted, (step, branch)
    assert sum(bool(values["active"]) and bool(values["debt"]) for values in chart.total.values) > 1
