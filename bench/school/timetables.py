"""Making a year of lessons for all groups: anew, after a change of the timetable, and once more for nothing."""

from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from apps.courses.models import Group
from apps.lessons.generation_report import GenerationReport
from apps.lessons.models import Lesson, ScheduleLine
from apps.lessons.services import generate_lessons
from bench.report import Figure
from bench.school.api_client import time_work

LATER = timedelta(minutes=10)


def measure() -> tuple[list[Figure], str]:
    """Return figures of lesson generation over the next 52 weeks."""
    groups = list(Group.objects.filter(schedule__isnull=False).select_related("branch").order_by("id"))
    until = timezone.localdate() + timedelta(weeks=52)

    def run() -> list[GenerationReport]:
        return [generate_lessons(group, until=until) for group in groups]

    figures: list[Figure] = []
    added, reports = time_work(f"making the lessons of a year ahead for {len(groups)} groups", run, below=10)
    figures.append(_with_counts(added, reports))
    ScheduleLine.objects.update(starts=F("starts") + LATER)
    moved, reports = time_work("regenerating that year after every time has changed", run)
    figures.append(_with_counts(moved, reports))
    before = _stand()
    again, reports = time_work("the same run again", run, below=10)
    figures.append(_with_counts(again, reports))
    changed = len(before ^ _stand())
    figures.append(Figure("rows that this second run changed", changed, "", "0", changed == 0))
    return figures, ""


def _stand() -> set[Any]:
    return set(Lesson.objects.values_list("pk", "updated_at"))


def _with_counts(figure: Figure, reports: list[GenerationReport]) -> Figure:
    counts = {name: sum(report.counts[name] for report in reports) for name in ("added", "removed", "kept", "skipped")}
    spread = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
    return Figure(figure.what, figure.value, figure.unit, figure.target, figure.held, spread)
