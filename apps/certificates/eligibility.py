"""Who fulfils the rule of a certificate now, and by what."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from apps.accounts.models import User
from apps.attendance.models import ATTENDED, Attendance, Presence
from apps.certificates.models import Certificate, CertificateRule, CertificateTemplate
from apps.core.local_days import get_period_start, get_today
from apps.courses.models import Course, Membership, MembershipStatus
from apps.grading.computation import compute_grade
from apps.grading.gradebook_rows import load_gradebook
from apps.grading.models import Gradebook
from apps.grading.queries import LEARNT
from apps.learning.content_queries import get_content
from apps.learning.models import Enrollment
from apps.learning.outlines import Outline
from apps.quizzes.models import Quiz
from apps.quizzes.results import load_results
from apps.settings.queries import get_default_branch

Grounds = dict[str, Any]
"""What held, as the least percent of each condition: `{"progress": "100", "quiz": "70"}`."""
LEARNS = (MembershipStatus.ACTIVE, MembershipStatus.FROZEN, MembershipStatus.GRADUATED)
PACKAGE_RULE = "package"
"""Of `apps.packages.completion_rules`."""
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class RuleDraft:
    """The conditions of a rule, and what its certificates say; the fields are those of `CertificateRule`."""

    template: CertificateTemplate
    language: str = ""
    hours: int | None = None
    level: str = ""
    least_progress: int | None = None
    least_grade: int | None = None
    quiz: Quiz | None = None
    least_quiz: int | None = None
    least_attendance: int | None = None
    not_before: date | None = None


def can_be_forged(course: Course, rule: CertificateRule | RuleDraft) -> bool:
    """Return whether a learner could fulfil the rule without a quiz or a teacher, in a course with lessons that are
    done when a package says so: what a package says comes from the learner's browser.
    """
    if rule.least_progress is None or not (rule.least_grade is rule.least_quiz is rule.least_attendance is None):
        return False
    published = get_content(course).published
    outline = Outline.from_json(published.outline) if published else None
    return any(lesson.completion.get("rule") == PACKAGE_RULE for lesson in outline.lessons) if outline else False


def mark_held(*rules: CertificateRule) -> tuple[CertificateRule, ...]:
    """Return the rules with `is_held`: they award nothing now."""
    for rule in rules:
        rule.is_held = is_held(rule)
    return rules


def is_held(rule: CertificateRule) -> bool:
    """Return whether a rule awards nothing now: a learner could forge it, or its quiz was deleted."""
    return can_be_forged(rule.course, rule) or (rule.quiz is not None and rule.quiz.deleted_at is not None)


def find_awardable(rule: CertificateRule) -> dict[UUID, Grounds]:
    """Return the people who fulfil a rule and never had its certificate, revoked ones included, with the grounds.

    Who wrote the rule is not among them: nobody awards for themselves.
    """
    if is_held(rule) or (rule.not_before is not None and get_today(get_default_branch().zone) < rule.not_before):
        return {}
    grounds: dict[UUID, Grounds] = {user: {} for user in _list_learners(rule).values_list("pk", flat=True)}
    for name, least, load in (
        ("progress", rule.least_progress, _load_progress),
        ("quiz", rule.least_quiz, _load_quiz),
        ("attendance", rule.least_attendance, _load_attendance),
        ("grade", rule.least_grade, _load_grades),
    ):
        if least is not None and grounds:
            reached = load(rule, grounds.keys())
            # The least percent, not the one reached: points may be hidden from the person.
            grounds = {
                user: held | {name: str(least)}
                for user, held in grounds.items()
                if user in reached and reached[user] >= least
            }
    return grounds


def _list_learners(rule: CertificateRule) -> QuerySet[User]:
    """Return the active people who learn the course, in a group or online, now or until its end.

    Where only a day says when, those who began later are left out: they would have it at their first lesson.
    """
    enrolled = Enrollment.objects.filter(course=rule.course_id, state__in=LEARNT)
    members = Membership.objects.filter(group__course=rule.course_id, status__in=LEARNS)
    if rule.not_before is not None and rule.least_progress is None and rule.quiz_id is None:
        members = members.filter(joined_on__lte=rule.not_before)
        enrolled = enrolled.filter(starts_at__lt=get_period_start(rule.not_before, get_default_branch().zone))
    had = Certificate.objects.filter(Q(template=rule.template_id) | Q(rule=rule), course=rule.course_id)
    learners = User.objects.filter(Q(pk__in=enrolled.values("user")) | Q(pk__in=members.values("student")))
    found = learners.filter(is_active=True, erased_at__isnull=True).exclude(pk__in=had.values("student"))
    return found if rule.author_id is None else found.exclude(pk=rule.author_id)


def _load_progress(rule: CertificateRule, users: Collection[UUID]) -> dict[UUID, Decimal]:
    rows = Enrollment.objects.filter(course=rule.course_id, state__in=LEARNT, user__in=users)
    best = rows.order_by().values("user").annotate(best=Max("progress")).values_list("user", "best")
    return {user: Decimal(percent) for user, percent in best}


def _load_quiz(rule: CertificateRule, users: Collection[UUID]) -> dict[UUID, Decimal]:
    assert rule.quiz_id is not None
    results = load_results([rule.quiz_id], users)
    return {user: _round(result.share) for (_quiz, user), result in results.items() if result.share is not None}


def _load_attendance(rule: CertificateRule, users: Collection[UUID]) -> dict[UUID, Decimal]:
    """The share of the lessons of the groups that they learn in; excused lessons do not count."""
    learns = Membership.objects.filter(student=OuterRef("student"), group=OuterRef("lesson__group"), status__in=LEARNS)
    marks = Attendance.objects.filter(Exists(learns), lesson__group__course=rule.course_id, student__in=users)
    counts = marks.exclude(status__counts_as=Presence.EXCUSED).order_by().values("student")
    rows = counts.annotate(all=Count("pk"), there=Count("pk", filter=Q(status__counts_as__in=ATTENDED)))
    return {row["student"]: _round(Decimal(row["there"]) / row["all"]) for row in rows}


def _load_grades(rule: CertificateRule, users: Collection[UUID]) -> dict[UUID, Decimal]:
    """The best grade in the gradebooks of the course and of its groups, also of groups that have ended."""
    now = timezone.now()
    best: dict[UUID, Decimal] = {}
    books = Gradebook.objects.filter(Q(course=rule.course_id) | Q(group__course=rule.course_id))
    for gradebook in books.select_related("group", "course", "own_scale"):
        enrolled = Enrollment.objects.filter(course=gradebook.course_id, state__in=LEARNT).values("user")
        members = Membership.objects.filter(group=gradebook.group_id, status__in=LEARNS).values("student")
        learn = Q(pk__in=enrolled) if gradebook.group_id is None else Q(pk__in=members)
        students = list(User.objects.filter(learn, pk__in=users))
        loaded = load_gradebook(gradebook, students, to_teacher=True)
        for student in students:
            percent = compute_grade(loaded.rule, loaded.records[student.pk], now=now).percent
            if percent is not None:
                best[student.pk] = max(percent, best.get(student.pk, percent))
    return best


def _round(share: Decimal) -> Decimal:
    """Return a share as a percent, rounded down: nobody reaches a percent by rounding."""
    return (100 * share).quantize(_HUNDREDTH, rounding="ROUND_DOWN")
