"""Making a year of lessons for all groups: anew, after a change of the timetable, and once more for nothing."""

from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from apps.courses.models import Group
from apps.lessons.generated import Report
from apps.lessons.models import Lesson, ScheduleLine
from apps.lessons.services import generate
from bench.report import Figure
from bench.school.asking import seconds

LATER = timedelta(minutes=10)


def measure() -> tuple[list[Figure], str]:
    """Figures of generation over the next 52 weeks."""
    groups = list(Group.objects.filter(schedule__isnull=False).select_related("branch").order_by("id"))
    until = timezone.localdate() + timedelta(weeks=52)

    def run() -> list[Report]:
        return [generate(group, until=until) for group in groups]

    figures: list[Figure] = []
    added, reports = seconds(f"making the lessons of a year ahead for {len(groups)} groups", run, below=10)
    figures.append(_with_counts(added, reports))
    ScheduleLine.objects.update(starts=F("starts") + LATER)
    moved, reports = seconds("regenerating that year after every time has changed", run)
    figures.append(_with_counts(moved, reports))
    before = _stand()
    again, reports = seconds("the same run again", run, below=10)
    figures.append(_with_counts(again, reports))
    changed = len(before ^ _stand())
    figures.append(Figure("rows that this second run changed", changed, "", "0", changed == 0))
    return figures, ""


def _stand() -> set[Any]:
    return set(Lesson.objects.values_list("pk", "updated_at"))


def _with_counts(figure: Figure, reports: list[Report]) -> Figure:
    counts = {name: sum(report.counts[name] for report in reports) for name in ("added", "removed", "kept", "skipped")}
    spread = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
    return Figure(figure.what, figure.value, figure.unit, figure.target, figure.held, spread)
