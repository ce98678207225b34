"""Fit the model of who may leave on the centre's own past, and measure it on months that it has not seen."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Sum

from apps.analytics.models import BranchDay, FactsState, RiskModel
from apps.analytics.risk_features import BEFORE, FEATURES, OUTCOME_DAYS, read_leavers, read_pupils
from apps.analytics.risk_statistics import (
    Logistic,
    build_calibration,
    compare_areas,
    fit_logistic,
    get_calibration_error,
)
from apps.core.uow import unit_of_work

MONTHS = 36
"""Of so many months at most it learns; habits of longer ago say little."""
HELD_OUT = 6
LEAST_MONTHS = 3
LEAST_LEFT = 30
"""Different pupils who left, in the months that it learns from and in those it is measured on: fewer say nothing."""
LEAST_GAIN = 0.05
MOST_CALIBRATION_ERROR = 0.05
MOST_ROWS = 300_000
"""Rows (a pupil in a month) that it learns from at most; more would say the same and take more memory."""
SEED = 20261129

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Month:
    """The pupils of the first day of a month: who, what the model takes, what the rule says, and who left in 60 days.

    One place of each list is one pupil. Signs are not kept: of years they would be too much.
    """

    first: date
    students: list[UUID]
    rows: list[tuple[float, ...]]
    rule: list[float]
    outcomes: list[bool]


@dataclass(frozen=True)
class Part:
    """Months together: a row for each pupil and month."""

    months: Sequence[Month]

    @cached_property
    def students(self) -> list[UUID]:
        """Whose the rows are."""
        return [student for month in self.months for student in month.students]

    @cached_property
    def rows(self) -> list[tuple[float, ...]]:
        """What the model takes."""
        return [row for month in self.months for row in month.rows]

    @cached_property
    def rule(self) -> list[float]:
        """What the rule "absent twice" says: 1 or 0."""
        return [score for month in self.months for score in month.rule]

    @cached_property
    def outcomes(self) -> list[bool]:
        """Whether they left."""
        return [outcome for month in self.months for outcome in month.outcomes]

    @cached_property
    def left(self) -> int:
        """How many pupils left. One who left stands in the rows of two months and counts once."""
        return len({student for student, left in zip(self.students, self.outcomes, strict=True) if left})

    def describe(self) -> dict[str, Any]:
        """Return its first days of months, its rows and how many pupils left."""
        days = [month.first.isoformat() for month in self.months]
        return {"months": days, "rows": len(self.outcomes), "left": self.left}


def learn(*, report: Progress | None = None) -> RiskModel | None:
    """Fit and measure the model, and store it; None before the first facts. `report` gets months read, and of all.

    It is measured on the last months, after a fit on those whose outcome was known before them. The stored weights are
    those of all months. A month that has fewer than 60 days after it is not used. Of more than MOST_ROWS rows it takes
    those of a part of the pupils.
    """
    state = FactsState.objects.filter(pk=1).first()
    if state is None:
        return None
    days = list_first_days(state.first, state.built_until)
    share = choose_share(days)
    months: list[Month] = []
    for day in days:
        months.append(_read_month(day, share))
        if report is not None:
            report(len(months), len(days))
    learned, held_out = split_months(months)
    quality: dict[str, Any] = {"learned": learned.describe(), "held_out": held_out.describe(), "share": share}
    model = RiskModel(counted_until=state.built_until, quality=quality)
    if min(learned.left, held_out.left) < LEAST_LEFT or len(learned.months) < LEAST_MONTHS:
        model.hidden_because = RiskModel.Lack.TOO_LITTLE
    else:
        quality |= measure(_fit(learned), held_out)
        model.hidden_because = find_lack(quality)
        whole = Part(months)
        _store_fit(model, _fit(whole), whole)
    with unit_of_work():
        model.save(force_insert=True)
    return model


def list_first_days(first: date, until: date) -> list[date]:
    """Return the first days of months that have 90 days of facts before them and 60 days after them."""
    found: list[date] = []
    day = until.replace(day=1)
    while day >= first + timedelta(days=BEFORE) and len(found) < MONTHS:
        if day + timedelta(days=OUTCOME_DAYS) <= until:
            found.append(day)
        day = (day - timedelta(days=1)).replace(day=1)
    return found[::-1]


def choose_share(days: Sequence[date]) -> float:
    """Return which part of the pupils makes at most MOST_ROWS rows of these days, by the daily facts."""
    facts = BranchDay.objects.filter(measure="active", branch=None, day__in=days)
    rows = facts.aggregate(total=Sum("numerator"))["total"]
    return min(1.0, MOST_ROWS / float(rows)) if rows else 1.0


def split_months(months: Sequence[Month]) -> tuple[Part, Part]:
    """Return the months to learn from and those held out, the last ones: a quarter, from three to six. Between them
    are those whose outcome was not known yet.
    """
    size = min(HELD_OUT, max(LEAST_MONTHS, len(months) // 4))
    held_out = months[-size:]
    known = [month for month in months if month.first + timedelta(days=OUTCOME_DAYS) <= held_out[0].first]
    return Part(known), Part(held_out)


def measure(fit: Logistic, part: Part) -> dict[str, Any]:
    """Return the quality of a fit on months that it has not seen, against the rule "absent twice"."""
    risks = [fit.predict(row) for row in part.rows]
    areas = compare_areas(risks, part.rule, part.outcomes, part.students, seed=SEED)
    bins = build_calibration(risks, part.outcomes)
    return {
        "auc": areas.first,
        "rule_auc": areas.second,
        "gain": areas.first - areas.second,
        "gain_low": areas.low,
        "gain_high": areas.high,
        "calibration_error": get_calibration_error(bins),
        "calibration": [asdict(one) for one in bins],
    }


def find_lack(quality: dict[str, Any]) -> str:
    """Return why a model of this quality is not shown; empty: it is."""
    if quality["gain"] < LEAST_GAIN or quality["gain_low"] <= 0:
        return RiskModel.Lack.NO_BETTER
    if quality["calibration_error"] > MOST_CALIBRATION_ERROR:
        return RiskModel.Lack.CALIBRATION
    return ""


def load_fit(model: RiskModel) -> Logistic:
    """Return the fit that a row holds."""
    parts = [model.features[feature.name] for feature in FEATURES]
    means, deviations, weights = (tuple(part[key] for part in parts) for key in ("mean", "deviation", "weight"))
    return Logistic(model.intercept, means, deviations, weights)


def _read_month(day: date, share: float) -> Month:
    pupils, left = read_pupils(day, share=share), read_leavers(day)
    return Month(
        first=day,
        students=[pupil.student for pupil in pupils],
        rows=[tuple(pupil.row) for pupil in pupils],
        rule=[float(pupil.is_absent_twice) for pupil in pupils],
        outcomes=[pupil.student in left for pupil in pupils],
    )


def _fit(part: Part) -> Logistic:
    return fit_logistic(part.rows, part.outcomes)


def _store_fit(model: RiskModel, fit: Logistic, part: Part) -> None:
    model.intercept = fit.intercept
    model.usual_share = sum(part.outcomes) / len(part.outcomes)
    model.features = {
        feature.name: {"mean": mean, "deviation": deviation, "weight": weight}
        for feature, mean, deviation, weight in zip(FEATURES, fit.means, fit.deviations, fit.weights, strict=True)
    }
