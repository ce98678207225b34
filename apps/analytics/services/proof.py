"""The nightly proof: facts of random cells are compared with the raw rows."""

import random
from datetime import date, timedelta

import structlog
from django.db import connection

from apps.analytics.fact_sql import build_comparison_sql, build_parameters
from apps.analytics.models import FactsProof, FactsState, RowChange, StaleDay
from apps.analytics.raw_days import get_first_raw_day
from apps.analytics.services.following import StaleKey, add_stale_days
from apps.core.app_metrics import FACT_DIFFERENCES
from apps.core.measures import Measure, all_measures
from apps.core.uow import unit_of_work

log = structlog.get_logger(__name__)

SAMPLE = 200
MOST_NAMED = 50


def prove_sample(*, size: int = SAMPLE, rng: random.Random | None = None) -> FactsProof | None:
    """Compare random cells with the raw rows, mark those that differ to be counted again, and store the outcome.

    None without facts. Cells that wait to be counted are not compared.
    """
    state = FactsState.objects.filter(pk=1).first()
    if state is None:
        return None
    chosen = choose_cells(state, size=size, rng=rng or random.SystemRandom())
    differing = [
        (name, day) for name, day in chosen if compare_cells(all_measures()[name], [day]) and is_settled(name, day)
    ]
    for name, day in differing:
        log.error("facts differ from the raw rows", measure=name, day=day.isoformat())
        FACT_DIFFERENCES.add(name)
    with unit_of_work():
        add_stale_days(differing)
        return FactsProof.objects.create(
            cells=len(chosen),
            difference_count=len(differing),
            differing=" ".join(f"{name}:{day}" for name, day in differing[:MOST_NAMED]),
        )


def choose_cells(state: FactsState, *, size: int, rng: random.Random) -> list[StaleKey]:
    """Return random pairs of a measure and a day whose raw rows are all there, each once."""
    days = (state.built_until - state.first).days + 1
    cells: set[StaleKey] = set()
    measures = list(all_measures().values())
    for _number in range(size):
        measure, day = rng.choice(measures), state.first + timedelta(days=rng.randrange(days))
        first = get_first_raw_day(measure)
        if first is None or day >= first:
            cells.add((measure.name, day))
    return sorted(cells)


def compare_cells(measure: Measure, days: list[date]) -> dict[date, int]:
    """Return the days of these on which stored facts differ from the raw rows, with the number of differing facts."""
    with connection.cursor() as cursor:
        cursor.execute(build_comparison_sql(measure), build_parameters(measure, days))
        return dict(cursor.fetchall())


def is_settled(name: str, day: date) -> bool:
    """Whether nothing waits that may change this cell."""
    return not RowChange.objects.exists() and not StaleDay.objects.filter(measure=name, day=day).exists()
