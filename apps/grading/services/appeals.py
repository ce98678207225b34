"""Appeals: a pupil or guardian asks a teacher to grade an item again, and the teacher answers."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid, NotFound, TooMany, raise_on_constraint_violation
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.grading.appeal_queries import list_people_to_tell
from apps.grading.computation import compute_grade
from apps.grading.events import hint_grade_changed
from apps.grading.explanations import ItemState
from apps.grading.gradebook_rows import load_gradebook
from apps.grading.models import GradeAppeal, GradeItem
from apps.grading.queries import list_graded_students
from apps.grading.services.cells import CellDraft, find_written_points, write_entry
from apps.notifications.services import notify
from apps.settings.queries import get_system_settings
from apps.settings.services import write_audit_log

MAX_OPEN = 10
"""Open appeals of one pupil."""
CONTESTED = (ItemState.GRADED, ItemState.MISSING)
OPEN_ALREADY = _("Your teacher has already been asked to look at this grade.")
ANSWERED = _("This appeal is already answered.")
AFTER_APPEAL = _("After an appeal.")
SAME = _("The grade has these points already. Leave them out, so that it stays.")


@dataclass(frozen=True, kw_only=True)
class AnswerDraft:
    """What a teacher answers. `points` None: the grade stays. `last`: the entry that the teacher saw in the cell."""

    answer: str
    points: Decimal | None = None
    last: UUID | None = None


def create_appeal(*, author: User, item: GradeItem, student: User, reason: str) -> GradeAppeal:
    """Ask for another look at what counts for a pupil in an item.

    The caller has checked that the author is the pupil or a guardian. Raise Conflict `not_open` when the pupil sees no
    grade there, an appeal is open, or the centre takes none; TooMany after the allowed number for one item
    (`appeals_allowed`), and when `MAX_OPEN` of the pupil are open.
    """
    most = get_system_settings().appeals_allowed
    if not most:
        raise Conflict(_("Grades cannot be appealed here."), code=ErrorCode.NOT_OPEN)
    with unit_of_work():
        # All appeals of the pupil wait here for each other: the limits hold for two at once.
        if not User.objects.select_for_update(no_key=True).filter(pk=student.pk):
            raise NotFound()
        own = GradeAppeal.objects.filter(student=student)
        if own.filter(item=item, answered_at__isnull=True).exists():
            raise Conflict(OPEN_ALREADY, code=ErrorCode.NOT_OPEN)
        if not _is_contestable(item, student):
            raise Conflict(_("There is no grade to look at again."), code=ErrorCode.NOT_OPEN)
        if own.filter(item=item).count() >= most:
            raise TooMany(_("This grade cannot be appealed again. Please talk to your teacher."))
        if own.filter(answered_at__isnull=True).count() >= MAX_OPEN:
            raise TooMany(_("Many of your appeals are open. Please wait for the answers."))
        with raise_on_constraint_violation(grade_appeal_one_open=Conflict(OPEN_ALREADY, code=ErrorCode.NOT_OPEN)):
            appeal = GradeAppeal.objects.create(item=item, student=student, author=author, reason=reason)
        write_audit_log(author, "grading.appeal", appeal)
        data = _describe(appeal)
        for person in list_people_to_tell(appeal):
            notify(user=person, type="grading.appealed", data=data)
        hint_grade_changed(item.gradebook, student)
        return appeal


def answer_appeal(*, actor: User, appeal: GradeAppeal, draft: AnswerDraft) -> GradeAppeal:
    """Answer an appeal: with points by another entry in the cell, whose reason is the appeal's as long as its author is
    not erased; else the grade stays.

    The caller has checked that the actor may answer it. Raise NotFound for points for a pupil who is in the gradebook
    no more, Conflict `not_open` for an answered one, Invalid on `points` for those that a teacher wrote there already,
    and as `cells.write_entry`; nothing is answered then.
    """
    with unit_of_work():
        rows = GradeAppeal.objects.select_for_update(of=("self",)).select_related(
            "item__gradebook", "student", "author"
        )
        locked = get_or_not_found(rows, appeal.pk)
        if locked.answered_at is not None:
            raise Conflict(ANSWERED, code=ErrorCode.NOT_OPEN)
        if draft.points is not None:
            get_or_not_found(list_graded_students(locked.item.gradebook, actor), locked.student_id)
            if draft.points == find_written_points(locked.item, locked.student):
                raise Invalid.field("points", SAME)
            cell = CellDraft(points=draft.points, last=draft.last, cause=AFTER_APPEAL)
            locked.entry = write_entry(actor=actor, item=locked.item, student=locked.student, draft=cell)
        locked.answer, locked.answered_by, locked.answered_at = draft.answer, actor, timezone.now()
        locked.save(update_fields=["answer", "answered_by", "answered_at", "entry", "updated_at"])
        changes = {"state": ("open", locked.state), "answer": (None, draft.answer)}
        write_audit_log(actor, "grading.answer_appeal", locked, changes)
        people = {person.pk: person for person in (locked.student, locked.author) if person is not None}
        for person in people.values():
            notify(user=person, type="grading.appeal_answered", data=_describe(locked))
        hint_grade_changed(locked.item.gradebook, locked.student)
        return locked


def _is_contestable(item: GradeItem, student: User) -> bool:
    """Return whether the pupil sees a grade in the item, or that nothing was handed in."""
    loaded = load_gradebook(item.gradebook, [student], to_teacher=False)
    grade = compute_grade(loaded.rule, loaded.records[student.pk], now=timezone.now())
    return any(one.item.id == str(item.pk) and one.state in CONTESTED for one in grade.list_items())


def _describe(appeal: GradeAppeal) -> dict[str, str]:
    return {
        "appeal": str(appeal.pk),
        "gradebook": str(appeal.item.gradebook_id),
        "student_id": str(appeal.student_id),
        "student": appeal.student.full_name,
        "title": appeal.item.name,
    }
