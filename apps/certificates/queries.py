"""Reads of templates, rules and certificates."""

from uuid import UUID

from django.db.models import Q, QuerySet

from apps.accounts.access import GuardianRight, has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_children, search_users_by_name
from apps.certificates.models import Certificate, CertificateKey, CertificateRule, CertificateTemplate
from apps.certificates.number_series import get_series
from apps.core.lookups import filter_given
from apps.courses.models import CourseTeacher, Membership
from apps.courses.queries import list_own_taught_courses, list_own_taught_groups, list_visible_people_and_duplicates

MOST_DIGITS = 9


def list_templates() -> QuerySet[CertificateTemplate]:
    """Return the templates of the centre."""
    return CertificateTemplate.objects.filter(archived_at__isnull=True).select_related("current")


def list_rules(*, course_id: UUID | None = None) -> QuerySet[CertificateRule]:
    """Return the rules that award now."""
    rows = CertificateRule.objects.filter(archived_at__isnull=True).select_related("course", "template", "quiz")
    return filter_given(rows, course=course_id)


def list_visible_certificates(
    user: User, *, course_id: UUID | None = None, student_id: UUID | None = None, is_valid: bool | None = None
) -> QuerySet[Certificate]:
    """Return certificates of the user, of children whose progress the user may see, of courses that the user teaches,
    in a group those of its pupils; for the office those of everybody within reach. `is_valid`: only those, or only
    revoked ones.
    """
    rows = Certificate.objects.select_related("student", "awarded_by", "revoked_by")
    rows = filter_given(rows, course=course_id, student=student_id)
    if is_valid is not None:
        rows = rows.filter(revoked_at__isnull=is_valid)
    children = list_children(user, right=GuardianRight.PROGRESS).values("pk")
    courses = CourseTeacher.objects.filter(teacher=user).values("course")
    pupils = Membership.objects.filter(group__in=list_own_taught_groups(user).values("pk"))
    taught = Q(student__in=pupils.values("student"), course__in=list_own_taught_courses(user).order_by().values("pk"))
    seen = Q(student=user) | Q(student__in=children) | Q(course__in=courses) | taught
    return rows.filter(seen | Q(pk__in=list_managed_certificates(user).values("pk")))


def list_managed_certificates(user: User) -> QuerySet[Certificate]:
    """Return the certificates that the user may revoke: of people whom the office user sees, also of those who left;
    not the user's own.
    """
    rows = Certificate.objects.select_related("student", "awarded_by", "revoked_by").exclude(student=user)
    if not has_permission(user, "certificates.manage"):
        return rows.none()
    if user.all_branches:
        return rows
    return rows.filter(student__in=list_visible_people_and_duplicates(user).order_by().values("pk"))


def search_certificates(rows: QuerySet[Certificate], text: str) -> QuerySet[Certificate]:
    """Filter certificates by the person's name in any spelling, by the printed one, or by number: `2026-000123`,
    `123`.
    """
    year, _dash, number = text.strip().rpartition("-")
    if number.isdecimal() and len(number) <= MOST_DIGITS:
        rows = rows.filter(number=int(number))
        return rows.filter(series=get_series(int(year))) if year.isdecimal() and len(year) <= MOST_DIGITS else rows
    people = search_users_by_name(User.objects.all(), text).order_by().values("pk")
    return rows.filter(Q(student__in=people) | Q(name__icontains=text.strip()))


def find_public_certificate(public_id: str) -> Certificate | None:
    """Return the certificate with this secret address. One that is being made is shown too."""
    return Certificate.objects.filter(public_id=public_id).first()


def list_revoked_places(key: CertificateKey, number: int) -> list[int]:
    """Return the places of revoked certificates in a list of a key."""
    rows = Certificate.objects.filter(key=key, status_list=number, revoked_at__isnull=False)
    places = rows.order_by("status_index").values_list("status_index", flat=True)
    return [place for place in places if place is not None]


def list_keys() -> QuerySet[CertificateKey]:
    """Return all keys that the centre ever had, the newest first."""
    return CertificateKey.objects.order_by("-created_at", "-pk")
