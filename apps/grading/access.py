"""Load gradebooks, items and pupils by id for a user. Missing and forbidden ones give the same NotFound."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.access import GuardianRight, has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_children
from apps.core.errors import Forbidden, Invalid, NotFound
from apps.core.lookups import get_or_invalid, get_or_not_found
from apps.courses.access import get_taught_course, get_taught_group
from apps.courses.models import Course, Group
from apps.grading import queries, rubric_queries
from apps.grading.bounds import UNKNOWN
from apps.grading.models import FilledRubric, Gradebook, GradeItem, GradeScale, Rubric, RubricVersion
from apps.grading.work_results import SCORED
from apps.homework.access import get_homework, get_taught_assignment, get_taught_homework
from apps.homework.models import Assignment, Homework
from apps.homework.queries import list_taught_homework
from apps.homework.scoring_tasks import sees_stars


def get_place(user: User, *, group_id: UUID | None, course_id: UUID | None) -> tuple[Group | None, Course | None]:
    """Return the group and the course that a new gradebook belongs to, where the user teaches them."""
    group = get_taught_group(user, group_id) if group_id else None
    return group, get_taught_course(user, course_id) if course_id else None


def get_scale(scale_id: UUID) -> GradeScale:
    """Return a scale of the centre."""
    return get_or_not_found(queries.list_scales(), scale_id)


def get_scale_or_invalid(scale_id: UUID) -> GradeScale:
    """Return a scale of the centre that a body names. Raise Invalid on "own_scale"."""
    return get_or_invalid(queries.list_scales(), scale_id, field="own_scale", message=UNKNOWN)


def get_written_gradebook(user: User, gradebook_id: UUID) -> Gradebook:
    """Return a gradebook that the user writes."""
    return get_or_not_found(queries.list_written_gradebooks(user), gradebook_id)


def get_item(gradebook: Gradebook, item_id: UUID) -> GradeItem:
    """Return an item that counts in a gradebook."""
    return get_or_not_found(queries.list_items(gradebook), item_id)


def get_graded_student(user: User, gradebook: Gradebook, student_id: UUID) -> User:
    """Return a pupil of a gradebook for whom the user may write: nobody writes for themselves."""
    return get_or_not_found(queries.list_graded_students(gradebook, user), student_id)


def get_grade_holder(user: User, student_id: UUID) -> User:
    """Return the user, or a child whose progress the user may see."""
    if student_id == user.pk:
        return user
    return get_or_not_found(list_children(user, right=GuardianRight.PROGRESS), student_id)


def get_readable_grade(user: User, gradebook_id: UUID, student_id: UUID) -> tuple[Gradebook, User, bool]:
    """Return a gradebook with a pupil in it, and whether the user sees the grade as a teacher.

    Whoever writes the gradebook sees all pupils in it; pupils see themselves, parents their children.
    """
    written = queries.list_written_gradebooks(user).filter(pk=gradebook_id).first()
    if written is not None and student_id != user.pk:
        return written, get_or_not_found(queries.list_students(written), student_id), True
    student = get_grade_holder(user, student_id)
    gradebook = queries.list_gradebooks_of(student).filter(pk=gradebook_id).first()
    if gradebook is None:
        raise NotFound()
    return gradebook, student, False


def get_rubric_place(
    user: User, *, group_id: UUID | None, course_id: UUID | None
) -> tuple[Group | None, Course | None]:
    """Return the group and the course that a new rubric belongs to; neither for the centre, which needs
    `grading.manage`. Raise Invalid for both.
    """
    if group_id is not None and course_id is not None:
        raise Invalid.field("course", _("A rubric belongs to a group or to a course."))
    if group_id is None and course_id is None and not has_permission(user, "grading.manage"):
        raise Forbidden()
    return get_place(user, group_id=group_id, course_id=course_id)


def get_rubric(user: User, rubric_id: UUID) -> Rubric:
    """Return a rubric by which the user may have works judged."""
    return get_or_not_found(rubric_queries.list_usable_rubrics(user), rubric_id)


def get_rubric_or_invalid(user: User, rubric_id: UUID) -> Rubric:
    """Return a rubric that a body names. Raise Invalid on "rubric"."""
    rows = rubric_queries.list_usable_rubrics(user)
    return get_or_invalid(rows, rubric_id, field="rubric", message=UNKNOWN)


def get_written_rubric(user: User, rubric_id: UUID) -> Rubric:
    """Return a rubric that the user may change. Raise Forbidden for the centre's without `grading.manage`."""
    rubric = get_rubric(user, rubric_id)
    if not rubric_queries.list_written_rubrics(user).filter(pk=rubric.pk).exists():
        raise Forbidden()
    return rubric


def get_judged_assignment(user: User, assignment_id: UUID) -> Assignment:
    """Return an assignment whose works the user reviews."""
    return get_taught_assignment(user, assignment_id)


def get_reviewed_homework(user: User, homework_id: UUID) -> Homework:
    """Return a homework that the user reviews; never an own one."""
    return get_taught_homework(user, homework_id)


def get_judged_rubric(user: User, homework_id: UUID) -> tuple[FilledRubric | None, RubricVersion | None, bool]:
    """Return what was chosen last for a homework that the user sees, the version for works that are judged now, and
    whether the user sees points: the family of a child under 8 sees none.

    The pupil and the parents see what was chosen when the homework is judged, not while the teacher decides.
    """
    homework = get_homework(user, homework_id)
    is_taught = list_taught_homework(user).filter(pk=homework.pk).exists()
    filled = rubric_queries.find_filled(homework) if is_taught or homework.state in SCORED else None
    return filled, rubric_queries.find_rubric(homework.assignment), is_taught or not sees_stars(homework)
