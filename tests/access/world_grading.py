"""Things of the access matrix in grading: the gradebooks of the two groups, and a scale that none of them uses."""

from decimal import Decimal
from typing import Any

from apps.grading.models import GradeScale
from apps.grading.services import gradebooks


def create_grading_objects(world: Any) -> dict[str, Any]:
    """Each gradebook has one item, in which nobody has written."""
    own, other = (
        _create_gradebook(teacher, group)
        for teacher, group in ((world.teacher, world.group), (world.other_teacher, world.other_group))
    )
    bands = [{"lower": "0", "word": "2"}, {"lower": "56", "word": "3"}]
    return {
        "gradebook": own,
        "other_gradebook": other,
        "gradebook_revision": str(own.revision),
        "grade_item": own.items.get(),
        "other_grade_item": other.items.get(),
        "grade_scale": GradeScale.objects.create(name="Ours", bands=bands, author=world.admin),
    }


def _create_gradebook(teacher: Any, group: Any) -> Any:
    gradebook = gradebooks.create_gradebook(actor=teacher, group=group, course=None)
    return gradebooks.set_structure(
        actor=teacher,
        gradebook=gradebook,
        revision=gradebook.revision,
        usual_scale="five",
        own_scale=None,
        categories=[gradebooks.CategoryDraft(name="Tests", weight=Decimal(100))],
        items=[gradebooks.ItemDraft(category=0, name="Oral exam", max_points=Decimal(20))],
    )
