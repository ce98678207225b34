"""Load banks, questions, quizzes and attempts by id for a user. Missing and forbidden ones give the same NotFound."""

from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.errors import Forbidden, Invalid, NotFound
from apps.core.lookups import get_or_invalid, get_or_not_found
from apps.courses.access import get_placeable_person_or_invalid, get_taught_course, get_taught_group
from apps.courses.models import Course, Group
from apps.learning.access import get_learnt_lesson, get_readable_lesson
from apps.lessons.access import get_taught_lesson
from apps.lessons.models import Lesson
from apps.quizzes import placement_queries, queries
from apps.quizzes.models import (
    Answer,
    PlacementSession,
    PlacementTest,
    Question,
    QuestionBank,
    QuestionExport,
    QuestionImport,
    Quiz,
    QuizAttempt,
    Regrade,
)


def get_bank(user: User, bank_id: UUID) -> QuestionBank:
    """Return a bank whose questions the user may ask."""
    return get_or_not_found(queries.list_usable_banks(user), bank_id)


def get_written_bank(user: User, bank_id: UUID) -> QuestionBank:
    """Return a bank that the user may change. Raise Forbidden for the centre's without `quizzes.manage`."""
    bank = get_bank(user, bank_id)
    _check_writes(user, bank)
    return bank


def get_bank_or_invalid(user: User, bank_id: UUID) -> QuestionBank:
    """Return a bank that a body names. Raise Invalid on "places"."""
    message = _("There is no such question bank.")
    return get_or_invalid(queries.list_usable_banks(user), bank_id, field="places", message=message)


def get_export(user: User, bank_id: UUID, export_id: UUID) -> QuestionExport:
    """Return a file of a bank whose questions the user may ask."""
    return get_or_not_found(get_bank(user, bank_id).exports.select_related("bank", "file"), export_id)


def get_import(user: User, bank_id: UUID, import_id: UUID) -> QuestionImport:
    """Return a file of questions for a bank that the user may change."""
    return get_or_not_found(get_written_bank(user, bank_id).imports.select_related("bank"), import_id)


def get_question(user: User, question_id: UUID) -> Question:
    """Return a question, with its key, of a bank whose questions the user may ask."""
    return get_or_not_found(queries.list_written_questions(user), question_id)


def get_written_question(user: User, question_id: UUID) -> Question:
    """Return a question that the user may change. Raise Forbidden for the centre's without `quizzes.manage`."""
    question = get_question(user, question_id)
    _check_writes(user, question.bank)
    return question


def get_question_or_invalid(user: User, question_id: UUID) -> Question:
    """Return a question that a body names. Raise Invalid on "places"."""
    rows = queries.list_written_questions(user)
    return get_or_invalid(rows, question_id, field="places", message=_("There is no such question."))


def check_may_write_for_centre(user: User) -> None:
    """Raise Forbidden unless the user writes banks and quizzes of the whole centre."""
    if not has_permission(user, "quizzes.manage"):
        raise Forbidden()


def get_place(
    user: User, *, group_id: UUID | None, lesson_id: UUID | None, course_id: UUID | None
) -> tuple[Group | None, Lesson | None, Course | None]:
    """Return where a new quiz belongs: a group, a lesson with its group, or a course that the user teaches; none of
    them for the centre, which needs `quizzes.manage`. Raise Invalid for a group and a course, and for a lesson of
    another group.
    """
    lesson = get_taught_lesson(user, lesson_id) if lesson_id else None
    wanted = group_id or (lesson.group_id if lesson else None)
    # A substitute teaches a lesson, and not its group.
    group = get_taught_group(user, wanted) if wanted else None
    course = get_taught_course(user, course_id) if course_id else None
    if lesson is not None and group is not None and lesson.group_id != group.pk:
        raise Invalid.field("lesson", _("This lesson belongs to another group."))
    if group is not None and course is not None:
        raise Invalid.field("course", _("A quiz belongs to a group or to a course."))
    if group is None and course is None:
        check_may_write_for_centre(user)
    return group, lesson, course


def get_visible_quiz(user: User, quiz_id: UUID) -> Quiz:
    """Return a quiz that the user takes or writes."""
    return get_or_not_found(queries.list_visible_quizzes(user), quiz_id)


def get_takeable_quiz(user: User, quiz_id: UUID) -> Quiz:
    """Return a published quiz that is for the user now."""
    return get_or_not_found(queries.list_takeable_quizzes(user), quiz_id)


def get_startable_quiz(user: User, quiz_id: UUID) -> Quiz:
    """Return a published quiz that the user may begin now. Raise Forbidden `lesson_locked` while the lesson of the
    course that shows it is locked.
    """
    quiz = get_takeable_quiz(user, quiz_id)
    if quiz.course_lesson_id is not None:
        get_learnt_lesson(user, quiz.course_lesson_id)
    return quiz


def get_lesson_quiz(user: User, lesson_id: UUID) -> Quiz:
    """Return the first quiz of a lesson of an online course that the user takes or writes. Raise Forbidden
    `lesson_locked` while the lesson is locked.
    """
    quiz = queries.list_visible_quizzes(user).filter(course_lesson=lesson_id).order_by("created_at").first()
    if quiz is None:
        raise NotFound()
    get_readable_lesson(user, lesson_id)
    return quiz


def get_quiz_of_meeting(user: User, lesson_id: UUID) -> Quiz:
    """Return the quiz of a lesson of a group that was published first, or a draft of it where none is, if the user
    takes or writes it.
    """
    rows = queries.list_visible_quizzes(user, lesson_id=lesson_id)
    quiz = rows.order_by(F("published_at").asc(nulls_last=True), "created_at").first()
    if quiz is None:
        raise NotFound()
    return quiz


def get_written_quiz(user: User, quiz_id: UUID) -> Quiz:
    """Return a quiz that the user writes."""
    return get_or_not_found(queries.list_written_quizzes(user), quiz_id)


def get_learner(user: User, quiz: Quiz, learner_id: UUID) -> User:
    """Return a person whom the quiz is for now and who is not the user: nobody extends a quiz for themselves."""
    return get_or_not_found(queries.list_learners(quiz).exclude(pk=user.pk), learner_id)


def get_own_attempt(user: User, attempt_id: UUID) -> QuizAttempt:
    """Return an own attempt."""
    if (attempt := queries.find_own_attempt.get_first(attempt_id, user.pk)) is None:
        raise NotFound()
    return attempt


def get_marked_attempt(user: User, attempt_id: UUID) -> QuizAttempt:
    """Return an attempt that the user sees as a teacher; never an own one."""
    return get_or_not_found(queries.list_marked_attempts(user), attempt_id)


def get_regrade(user: User, question_id: UUID, regrade_id: UUID) -> Regrade:
    """Return a regrade by a version of a question that the user may change."""
    question = get_written_question(user, question_id)
    rows = Regrade.objects.filter(version__question=question).select_related("version__question")
    return get_or_not_found(rows, regrade_id)


def get_markable_answer(user: User, answer_id: UUID) -> Answer:
    """Return an answer that the user may mark; never an own one."""
    return get_or_not_found(queries.list_markable_answers(user), answer_id)


def get_centre_bank_or_invalid(user: User, bank_id: UUID) -> QuestionBank:
    """Return a bank of the centre that a body names. Raise Invalid on "bank"."""
    rows = queries.list_usable_banks(user).filter(course__isnull=True)
    return get_or_invalid(rows, bank_id, field="bank", message=_("There is no such question bank."))


def get_placement_test(test_id: UUID) -> PlacementTest:
    """Return a placement test; `quizzes.manage` opens all of them."""
    return get_or_not_found(placement_queries.list_placement_tests(), test_id)


def get_placement_test_or_invalid(test_id: UUID) -> PlacementTest:
    """Return a placement test whose id a body sends. Raise Invalid on "test"."""
    message = _("There is no such placement test.")
    return get_or_invalid(placement_queries.list_placement_tests(), test_id, field="test", message=message)


def get_placement_session(session_id: UUID) -> PlacementSession:
    """Return a session of a placement test; `quizzes.manage` opens all of them."""
    return get_or_not_found(placement_queries.list_sessions(), session_id)


def get_student_to_place(user: User, student_id: UUID) -> User:
    """Return a person whose level the user may record. Raise Forbidden without `courses.place`, Invalid otherwise."""
    if not has_permission(user, "courses.place"):
        raise Forbidden()
    return get_placeable_person_or_invalid(user, student_id)


def _check_writes(user: User, bank: QuestionBank) -> None:
    if bank.course_id is None:
        check_may_write_for_centre(user)
