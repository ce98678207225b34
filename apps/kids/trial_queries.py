"""Reads of drawn weeks: figures of each source against the rule list, and how good predictions are."""

from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet, Sum
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.kids.models import PredictionQuality, SourceTrial
from apps.kids.recommending.comparing import FEWEST_WEEKS, ChildWeek, Estimate, estimate_difference, estimate_mean
from apps.kids.recommending.lessons import Source
from apps.settings.queries import get_system_settings

SWITCHES = {Source.ML: "kids_pipeline_lists", Source.BKT: "kids_mastery_lists"}
"""The setting by which each source is switched off."""
SOURCE_WORDS: dict[Source, StrOrPromise] = {
    Source.ML: _("Lists of the outside pipeline"),
    Source.BKT: _("Lists by what children can do"),
    Source.RULES: _("Next lessons of the class"),
}
FEWEST_CHILDREN = 5
"""Figures of fewer children are not shown."""


@dataclass(frozen=True)
class ListFigures:
    """What came of lists of one source: weeks of children, and lessons shown, opened and finished in them."""

    source: Source
    weeks: int
    children: int
    shown: int
    opened: int
    finished: int
    gain: Estimate | None


@dataclass(frozen=True)
class SourceFigures:
    """A source against the rule list. `difference`: of the gains; `weeks`: all that count. `has_few`: too few children
    for figures.
    """

    source: Source
    is_on: bool
    weeks: int
    needed_weeks: int
    has_few: bool
    lists: list[ListFigures]
    difference: Estimate | None


@dataclass(frozen=True)
class KidsFigures:
    """Whether lists help, and how good predictions of the next answer are; `prediction` is None until measured."""

    is_comparing: bool
    sources: list[SourceFigures]
    prediction: PredictionQuality | None


def list_gains(candidate: Source, *, chosen: Source) -> list[ChildWeek]:
    """Return the counted weeks in which `candidate` could make the lists and `chosen` was drawn."""
    return _read_gains(SourceTrial.objects.filter(candidate=candidate, judged_at=None), chosen)


def load_figures() -> KidsFigures:
    """Return the figures of all sources; those by which a source was switched off last stay until it is on again."""
    settings = get_system_settings()
    sources = [_load_source(source, is_on=getattr(settings, name)) for source, name in SWITCHES.items()]
    newest = PredictionQuality.objects.order_by("-measured_on").first()
    few = newest is not None and newest.children < FEWEST_CHILDREN
    return KidsFigures(settings.kids_compare_lists, sources, None if few else newest)


def _read_gains(rows: QuerySet[SourceTrial], chosen: Source) -> list[ChildWeek]:
    counted = rows.filter(source=chosen, counted_at__isnull=False).order_by("week", "pk")
    return [ChildWeek(child, gain) for child, gain in counted.values_list("child_id", "gain") if gain is not None]


def _load_source(source: Source, *, is_on: bool) -> SourceFigures:
    all_rows = SourceTrial.objects.filter(candidate=source, counted_at__isnull=False)
    rows = all_rows.filter(judged_at=None)
    if not is_on and not rows.exists():
        rows = all_rows.filter(judged_at=all_rows.aggregate(last=Max("judged_at"))["last"])
    gains = {chosen: _read_gains(rows, chosen) for chosen in (source, Source.RULES)}
    weeks = sum(map(len, gains.values()))
    has_few = any(len({week.child for week in each}) < FEWEST_CHILDREN for each in gains.values())
    return SourceFigures(
        source=source,
        is_on=is_on,
        weeks=weeks,
        needed_weeks=FEWEST_WEEKS,
        has_few=has_few,
        lists=[] if has_few else [_sum_up(rows, chosen, each) for chosen, each in gains.items()],
        difference=None if has_few else estimate_difference(gains[source], gains[Source.RULES]),
    )


def _sum_up(rows: QuerySet[SourceTrial], chosen: Source, gains: list[ChildWeek]) -> ListFigures:
    sums = rows.filter(source=chosen).aggregate(
        shown=Sum("shown"), opened=Sum("opened"), finished=Sum("finished"), children=Count("child", distinct=True)
    )
    return ListFigures(source=chosen, weeks=len(gains), gain=estimate_mean(gains), **sums)
