"""Load templates, rules and certificates by id for a user. Missing and forbidden ones give the same NotFound."""

from typing import Any
from uuid import UUID

from apps.accounts.models import User
from apps.certificates import queries
from apps.certificates.models import Certificate, CertificateRule, CertificateTemplate
from apps.core.errors import Forbidden, NotFound
from apps.core.lookups import get_or_invalid, get_or_not_found
from apps.core.models import StoredFile
from apps.courses.access import get_person_or_invalid
from apps.courses.models import Course
from apps.grading.bounds import UNKNOWN
from apps.quizzes.models import Quiz


def get_template(template_id: UUID) -> CertificateTemplate:
    """Return a template of the centre."""
    return get_or_not_found(queries.list_templates(), template_id)


def get_template_or_invalid(template_id: UUID) -> CertificateTemplate:
    """Return a template that a body names. Raise Invalid on "template"."""
    return get_or_invalid(queries.list_templates(), template_id, field="template", message=UNKNOWN)


def check_manages_rules(user: User) -> None:
    """Raise Forbidden for users who work in some branches only: rules and templates concern all."""
    if not user.all_branches:
        raise Forbidden()


def get_rule(rule_id: UUID) -> CertificateRule:
    """Return a rule that awards now."""
    return get_or_not_found(queries.list_rules(), rule_id)


def get_course_or_invalid(course_id: UUID) -> Course:
    """Return a course that a body names. Raise Invalid on "course"."""
    return get_or_invalid(Course.objects.all(), course_id, field="course", message=UNKNOWN)


def get_quiz_or_invalid(quiz_id: UUID | None) -> Quiz | None:
    """Return a quiz that a body names, None for None. Raise Invalid on "quiz"."""
    if quiz_id is None:
        return None
    rows = Quiz.objects.filter(deleted_at__isnull=True).select_related("group")
    return get_or_invalid(rows, quiz_id, field="quiz", message=UNKNOWN)


def get_student_or_invalid(user: User, student_id: UUID) -> User:
    """Return a person within the user's reach whom a body names. Raise Invalid on "student"."""
    return get_person_or_invalid(user, "student", student_id)


def get_certificate(user: User, certificate_id: UUID) -> Certificate:
    """Return a certificate that the user may see."""
    return get_or_not_found(queries.list_visible_certificates(user), certificate_id)


def get_badge(user: User, certificate_id: UUID) -> tuple[Certificate, dict[str, Any]]:
    """Return a certificate that the user may see with its badge. Raise NotFound while it is being made."""
    certificate = get_certificate(user, certificate_id)
    if certificate.badge is None:
        raise NotFound()
    return certificate, certificate.badge


def get_public_certificate(public_id: str) -> Certificate:
    """Return the certificate with this secret address, for everybody."""
    certificate = queries.find_public_certificate(public_id)
    if certificate is None:
        raise NotFound()
    return certificate


def get_managed_certificate(user: User, certificate_id: UUID) -> Certificate:
    """Return a certificate that the user may revoke."""
    return get_or_not_found(queries.list_managed_certificates(user), certificate_id)


def get_document(user: User, certificate_id: UUID) -> tuple[Certificate, StoredFile]:
    """Return a certificate that the user may see with its PDF. Raise NotFound while it is being made."""
    certificate = get_certificate(user, certificate_id)
    if certificate.pdf is None:
        raise NotFound()
    return certificate, certificate.pdf
