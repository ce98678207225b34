"""Writes of the rules by which certificates are awarded."""

from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.certificates.eligibility import RuleDraft, can_be_forged
from apps.certificates.job_kinds import AWARD_BY_RULE
from apps.certificates.models import CertificateRule, CertificateTemplate
from apps.core.errors import Conflict, Invalid, NotFound, raise_on_constraint_violation
from apps.core.uow import unit_of_work
from apps.courses.models import Course
from apps.grading.bounds import UNKNOWN, Problems
from apps.quizzes.models import Quiz
from apps.settings.services import write_audit_log

EXISTS = _("The course has a rule with this template already.")
SAY_WHEN = _("Choose a percent of the course, a quiz or a day: the others hold at the first lesson.")
WITH_QUIZ = _("Choose a quiz and its least percent together.")
OTHER_COURSE = _("This quiz belongs to another course.")
FORGED = _("Packages of this course say themselves that they are done. Add a quiz, a grade or attendance.")


def create_rule(*, actor: User, course: Course, draft: RuleDraft) -> CertificateRule:
    """Create a rule of a course; a job awards by it. Raise Invalid as `check_rule`, Conflict for a second rule with
    the same template.
    """
    check_rule(course, draft)
    with unit_of_work():
        _lock_template(draft.template)
        with raise_on_constraint_violation(certificate_rule_once_a_template=Conflict(EXISTS)):
            rule = CertificateRule.objects.create(course=course, author=actor, **_get_values(draft))
        write_audit_log(actor, "certificates.create_rule", rule, {"course": (None, str(course.pk))})
        jobs.enqueue(kind=AWARD_BY_RULE, object_id=rule.pk)
        return rule


def change_rule(*, actor: User, rule: CertificateRule, draft: RuleDraft) -> CertificateRule:
    """Change a rule; certificates that it awarded stay. Raise Invalid and Conflict as `create_rule`."""
    check_rule(rule.course, draft)
    with unit_of_work():
        locked = _lock_rule(rule)
        _lock_template(draft.template)
        changed = locked.apply_changes(_get_values(draft) | {"author": actor})
        with raise_on_constraint_violation(certificate_rule_once_a_template=Conflict(EXISTS)):
            locked.save(update_fields=[*changed, "updated_at"])
        if changed:
            named = {name: (_name(old), _name(new)) for name, (old, new) in changed.items()}
            write_audit_log(actor, "certificates.change_rule", locked, named)
        jobs.enqueue(kind=AWARD_BY_RULE, object_id=locked.pk)
        return locked


def archive_rule(*, actor: User, rule: CertificateRule) -> None:
    """End a rule: it awards nothing from now on. Its certificates stay."""
    with unit_of_work():
        locked = _lock_rule(rule)
        locked.archived_at = timezone.now()
        locked.save(update_fields=["archived_at", "updated_at"])
        write_audit_log(actor, "certificates.archive_rule", locked, {"course": (str(locked.course_id), None)})


def check_rule(course: Course, draft: RuleDraft) -> None:
    """Raise Invalid on `not_before` for a rule that does not say when, on `least_quiz` for a quiz without a percent or
    a percent without one, on `quiz` for one of another course, and on `least_progress` for one that a learner can
    forge.
    """
    problems = Problems()
    says_when = draft.least_progress is not None or draft.quiz is not None or draft.not_before is not None
    problems.add("not_before", SAY_WHEN, when=not says_when)
    problems.add("least_quiz", WITH_QUIZ, when=(draft.quiz is None) != (draft.least_quiz is None))
    problems.add("quiz", OTHER_COURSE, when=draft.quiz is not None and _get_course_id(draft.quiz) != course.pk)
    problems.add("least_progress", FORGED, when=can_be_forged(course, draft))
    problems.raise_if_any()


def _lock_template(template: CertificateTemplate) -> None:
    """Have an archiving at the same time wait for the rule, or see it. Raise Invalid for an archived template."""
    rows = CertificateTemplate.objects.select_for_update().filter(pk=template.pk, archived_at__isnull=True)
    if not rows.exists():
        raise Invalid.field("template", UNKNOWN)


def _get_course_id(quiz: Quiz) -> UUID | None:
    return quiz.group.course_id if quiz.group is not None else quiz.course_id


def _get_values(draft: RuleDraft) -> dict[str, Any]:
    return {item.name: getattr(draft, item.name) for item in fields(draft)}


def _name(value: Any) -> Any:
    """Return a value as the audit log has it."""
    if isinstance(value, Model):
        return str(value.pk)
    return value.isoformat() if isinstance(value, date) else value


def _lock_rule(rule: CertificateRule) -> CertificateRule:
    rows = CertificateRule.objects.select_for_update(of=("self",)).select_related("course", "template", "quiz")
    locked = rows.filter(pk=rule.pk, archived_at__isnull=True).first()
    if locked is None:
        raise NotFound()
    return locked
