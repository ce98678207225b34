"""Figures of leads: how many came, tried, became pupils or were lost, and what a pupil cost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from apps.accounts.models import User
from apps.accounts.queries import get_figures_zone, list_own_branches
from apps.core.lookups import filter_given
from apps.core.months import format_month
from apps.core.translated_texts import pick_translation
from apps.leads.models import LeadCost, LeadSource, LeadStage
from apps.leads.queries import list_counted_leads
from apps.settings.queries import filter_created_between

BY = ("source", "stage", "person", "month")
COUNTS: Mapping[str, Count] = {
    "leads": Count("pk"),
    "trials": Count("pk", filter=Q(tried_on__isnull=False)),
    "converted": Count("pk", filter=Q(converted_at__isnull=False)),
    "lost": Count("pk", filter=Q(lost_at__isnull=False)),
}


@dataclass
class LeadFigures:
    """The figures of one source, stage, person or month. `conversion`: pupils of a hundred leads; `costs` and
    `cost_per_pupil`: by currency, in the minor unit, where costs were entered.
    """

    key: str
    name: str
    leads: int
    trials: int
    converted: int
    lost: int
    costs: dict[str, int] = field(default_factory=dict)

    @property
    def conversion(self) -> float:
        """Pupils of a hundred leads."""
        return round(100 * self.converted / self.leads, 1) if self.leads else 0.0

    @property
    def cost_per_pupil(self) -> dict[str, int]:
        """The costs by pupil; empty without pupils."""
        return {name: round(amount / self.converted) for name, amount in self.costs.items() if self.converted}


def list_figures(
    user: User, *, by: str, branch_id: UUID | None = None, since: date | None = None, until: date | None = None
) -> list[LeadFigures]:
    """Return the figures of the user's leads that came between two days, grouped `by` one of `BY`; three queries.

    Leads count in the month in which they came. Days and months are those of one branch, else of the default branch.
    Costs stand with sources and months: those of the months of the days.
    """
    name = get_figures_zone(user, branch_id)
    rows = filter_created_between(filter_given(list_counted_leads(user), branch=branch_id), since, until, zone=name)
    zone = ZoneInfo(name)
    groups: dict[str, Any] = {
        "source": F("source"),
        "stage": F("stage"),
        "person": F("owner"),
        "month": TruncMonth("created_at", tzinfo=zone),
    }
    grouped: Iterable[Mapping[str, Any]] = (
        rows.order_by().annotate(group_key=groups[by]).values("group_key").annotate(**COUNTS)
    )
    found = {_write_key(row["group_key"]): {name: row[name] for name in COUNTS} for row in grouped}
    costs = _sum_costs(user, by, zone, branch_id=branch_id, since=since, until=until)
    names = _load_names(by, [*found, *costs])
    empty = dict.fromkeys(COUNTS, 0)
    return [
        LeadFigures(key, names.get(key, ""), **(empty | found.get(key, {})), costs=costs.get(key, {}))
        for key in sorted({*found, *costs}, key=lambda key: _sort_key(by, key, names))
    ]


def _sum_costs(
    user: User, by: str, zone: ZoneInfo, *, branch_id: UUID | None, since: date | None, until: date | None
) -> dict[str, dict[str, int]]:
    if by not in ("source", "month"):
        return {}
    rows: QuerySet[LeadCost] = LeadCost.objects.filter(branch__in=list_own_branches(user))
    first = _get_day(since, zone).replace(day=1) if since else None
    last = _get_day(until, zone, is_end=True) if until else None
    rows = filter_given(rows, branch=branch_id, month__gte=first, month__lte=last)
    sums: dict[str, dict[str, int]] = {}
    for key, currency, amount in rows.order_by().values_list(by, "currency").annotate(total=Sum("amount")):
        sums.setdefault(_write_key(key), {})[currency] = amount
    return sums


def _get_day(value: date, zone: ZoneInfo, *, is_end: bool = False) -> date:
    """Return the day of a day or a moment in the zone. `is_end`: the moment itself does not count."""
    if not isinstance(value, datetime):
        return value
    moment = value - timedelta(microseconds=1) if is_end else value
    return moment.astimezone(zone).date()


def _write_key(key: Any) -> str:
    if key is None:
        return ""
    return f"{key:%Y-%m}" if isinstance(key, date) else str(key)


def _load_names(by: str, keys: list[str]) -> dict[str, str]:
    known = [key for key in keys if key]
    if by == "source":
        return {source.value: str(source.label) for source in LeadSource}
    if by == "month":
        return {key: format_month(key) for key in known}
    if by == "stage":
        stages = LeadStage.objects.filter(pk__in=known).order_by("place")
        return {str(stage.pk): pick_translation(stage.name) for stage in stages}
    return {str(person.pk): person.full_name for person in User.objects.filter(pk__in=known)}


def _sort_key(by: str, key: str, names: Mapping[str, str]) -> tuple[int, str]:
    if by == "stage":
        return ([*names, "", key].index(key), key)
    return (0, key if by == "month" else names.get(key, ""))
