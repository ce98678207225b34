"""Appeals against grades as pages show them."""

from typing import Any

from apps.grading.grade_views import name_gradebook
from apps.grading.models import GradeAppeal


def build_appeal(appeal: GradeAppeal) -> dict[str, Any]:
    """Return an appeal with its item, its people and its answer."""
    item, entry = appeal.item, appeal.entry
    names = "id student author reason state answer answered_by answered_at created_at"
    return {name: getattr(appeal, name) for name in names.split()} | {
        "gradebook": item.gradebook_id,
        "title": name_gradebook(item.gradebook),
        "item": item.pk,
        "item_name": item.name,
        "max_points": item.max_points,
        "points": entry.points if entry else None,
    }
