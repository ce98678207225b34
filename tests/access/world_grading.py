"""Things of the access matrix in grading: gradebooks, appeals and rubrics of the two groups, an unused scale, and a
saved comment of the administrator.
"""

from decimal import Decimal
from typing import Any

from apps.grading.marking_rows import build_code
from apps.grading.models import GradeAppeal, GradeScale, SavedComment, SecondMarking
from apps.grading.rubrics import Criterion, Level
from apps.grading.services import gradebooks, rubrics


def create_grading_objects(world: Any) -> dict[str, Any]:
    """Each gradebook has one item, in which nobody has written."""
    own, other = (
        _create_gradebook(teacher, group)
        for teacher, group in ((world.teacher, world.group), (world.other_teacher, world.other_group))
    )
    made, other_rubric = (
        _create_rubric(teacher, group)
        for teacher, group in ((world.teacher, world.group), (world.other_teacher, world.other_group))
    )
    rubrics.set_assignment_rubric(actor=world.teacher, assignment=world.assignment, rubric=made)
    bands = [{"lower": "0", "word": "2"}, {"lower": "56", "word": "3"}]
    appeal, other_appeal = (
        GradeAppeal.objects.create(item=book.items.get(), student=student, author=student, reason="I said it all.")
        for book, student in ((own, world.child), (other, world.other_pupil))
    )
    marking = SecondMarking.objects.create(
        item=own.items.get(), first=world.teacher, second=world.assistant, seed="seed"
    )
    SecondMarking.objects.create(
        item=other.items.get(), first=world.other_teacher, second=world.manager_elsewhere, seed="seed"
    )
    return {
        "gradebook": own,
        "grade_code": build_code(marking, world.child.pk),
        "grade_appeal": appeal,
        "other_grade_appeal": other_appeal,
        "other_gradebook": other,
        "gradebook_revision": str(own.revision),
        "grade_item": own.items.get(),
        "other_grade_item": other.items.get(),
        "rubric": made,
        "other_rubric": other_rubric,
        "saved_comment": SavedComment.objects.create(author=world.admin, text="Read it once more."),
        "grade_scale": GradeScale.objects.create(name="Ours", bands=bands, author=world.admin),
    }


def _create_rubric(teacher: Any, group: Any) -> Any:
    """With the ids of the schemas' examples."""
    levels = (Level(id="l0", name="Many mistakes", points=Decimal(1)), Level(id="l1", name="Few", points=Decimal(5)))
    criteria = [Criterion(id="c1", name="Grammar", levels=levels)]
    return rubrics.create_rubric(actor=teacher, name="Speaking", group=group, course=None, criteria=criteria)


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
