"""Awards and revokes certificates."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.accounts.queries import load_guardians_with_progress
from apps.certificates.addresses import build_certificate_address
from apps.certificates.job_kinds import MAKE
from apps.certificates.keys import make_public_id
from apps.certificates.models import Certificate, CertificateRule, CertificateTemplate
from apps.certificates.notification_types import REVOKED
from apps.certificates.number_series import get_series
from apps.core.errors import Conflict, Forbidden, Invalid
from apps.core.local_days import get_today
from apps.core.number_series import take_numbers
from apps.core.translated_texts import LANGUAGES, pick_translation
from apps.core.uow import unit_of_work
from apps.courses.models import Course
from apps.grading.bounds import UNKNOWN
from apps.notifications.services import notify
from apps.settings.queries import get_default_branch, get_system_settings
from apps.settings.services import write_audit_log

NO_SUCH_PERSON = _("This person has left or was erased.")
NO_NAME = _("Enter the name that is printed.")
IN_FUTURE = _("This day is in the future.")
REVOKED_ALREADY = _("This certificate is revoked already.")
MADE_ALREADY = _("This certificate is made, or is being made.")


@dataclass(frozen=True, kw_only=True)
class AwardDraft:
    """What is certified. `name` "": that of the profile. `language` "": that of the person. `day` None: today."""

    course: Course
    template: CertificateTemplate
    language: str = ""
    name: str = ""
    hours: int | None = None
    level: str = ""
    day: date | None = None
    reason: str = ""
    rule: CertificateRule | None = None
    grounds: dict[str, Any] = field(default_factory=dict)


def award_certificate(*, actor: User | None, student: User, draft: AwardDraft) -> Certificate:
    """Award a certificate, with the next number of its year; a job makes the document. `actor` None: by a rule.

    A person has one valid certificate of a course and template: a second award returns it as it is, also at once. A
    rule does not replace a revoked one either.

    Raise Forbidden for an own one, Invalid on `student` for somebody who has left or was erased, on `name`, on `day`
    in the future, and on `template` for an archived one.
    """
    if actor is not None and actor.pk == student.pk:
        raise Forbidden()
    with unit_of_work():
        # Two awards at once: the second waits here, and finds the certificate of the first.
        locked = _lock_student(student)
        rows = Certificate.objects.filter(student=locked, course=draft.course, template=draft.template)
        kept = rows if draft.rule else rows.filter(revoked_at__isnull=True)
        if (existing := kept.order_by("pk").last()) is not None:
            return existing
        certificate = _build(actor, locked, draft)
        certificate.series = get_series(get_today(get_default_branch().zone).year)
        certificate.number = take_numbers(certificate.series)[0]
        certificate.save(force_insert=True)
        jobs.enqueue(kind=MAKE, object_id=certificate.pk)
        changes = {"number": (None, certificate.shown_number), "reason": (None, draft.reason)}
        write_audit_log(actor, "certificates.award", certificate, changes)
        return certificate


def _lock_student(student: User) -> User:
    return User.objects.select_for_update(no_key=True).get(pk=student.pk)


def _build(actor: User | None, student: User, draft: AwardDraft) -> Certificate:
    today = get_today(get_default_branch().zone)
    day, name, centre = draft.day or today, draft.name.strip() or student.full_name, get_system_settings().centre_name
    template = CertificateTemplate.objects.select_related("current").get(pk=draft.template.pk)
    if not student.is_active or student.erased_at is not None:
        raise Invalid.field("student", NO_SUCH_PERSON)
    if not name:
        raise Invalid.field("name", NO_NAME)
    if day > today:
        raise Invalid.field("day", IN_FUTURE)
    if template.current is None or template.archived_at is not None:
        raise Invalid.field("template", UNKNOWN)
    language = draft.language or (student.locale if student.locale in LANGUAGES else LANGUAGES[0])
    return Certificate(
        public_id=make_public_id(),
        student=student,
        course=draft.course,
        template=template,
        version=template.current,
        rule=draft.rule,
        grounds=draft.grounds,
        awarded_by=actor,
        reason=draft.reason,
        language=language,
        name=name,
        course_title=pick_translation(draft.course.title, language),
        centre=centre,
        hours=draft.hours,
        level=draft.level,
        day=day,
    )


def revoke_certificate(*, actor: User, certificate: Certificate, reason: str) -> Certificate:
    """Revoke a certificate: its page and the list of its badge say so from now on. It has no way back; award another.

    Tell the person and the guardians. Raise Forbidden for an own one, Conflict when it is revoked already.
    """
    if actor.pk == certificate.student_id:
        raise Forbidden()
    with unit_of_work():
        rows = Certificate.objects.select_for_update(of=("self",)).select_related("student", "course")
        locked = rows.get(pk=certificate.pk)
        if locked.revoked_at is not None:
            raise Conflict(REVOKED_ALREADY)
        reason = reason if locked.name else ""  # nothing is written about an erased person
        locked.revoked_at, locked.revoked_by, locked.revoke_reason = timezone.now(), actor, reason
        locked.save(update_fields=["revoked_at", "revoked_by", "revoke_reason", "updated_at"])
        write_audit_log(actor, "certificates.revoke", locked, {"reason": (None, reason)})
        notify_readers(locked, REVOKED)
        return locked


def make_again(*, actor: User, certificate: Certificate) -> Certificate:
    """Have the document of a certificate made that could not be made before, by the newest version of its template.

    Raise Conflict when it is made, or being made.
    """
    with unit_of_work():
        rows = Certificate.objects.select_for_update(of=("self",)).select_related("student", "template")
        locked = rows.get(pk=certificate.pk)
        if locked.failed_at is None or locked.template.current_id is None:
            raise Conflict(MADE_ALREADY)
        locked.failed_at, locked.version_id = None, locked.template.current_id
        locked.save(update_fields=["failed_at", "version", "updated_at"])
        jobs.enqueue(kind=MAKE, object_id=locked.pk)
        write_audit_log(actor, "certificates.make_again", locked)
        return locked


def notify_readers(certificate: Certificate, type_: str) -> None:
    """Tell the person, and the guardians who may see the progress, once for each certificate; nobody after an erasure.

    Reasons stay with the certificate: an erasure empties them there.
    """
    if not certificate.name:
        return
    data = {
        "name": certificate.student.full_name,
        "number": certificate.shown_number,
        "course": certificate.course_title,
        "address": build_certificate_address(certificate),
        "certificate": str(certificate.pk),
    }
    guardians = load_guardians_with_progress([certificate.student_id]).get(certificate.student_id, [])
    for person in (certificate.student, *guardians):
        notify(user=person, type=type_, data=data, key=str(certificate.pk))
