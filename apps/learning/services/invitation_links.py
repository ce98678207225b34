"""Services of invitation links: made, revoked, and used by who opens one."""

import secrets
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import tokens
from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Forbidden, Invalid
from apps.core.uow import unit_of_work
from apps.courses.models import Course
from apps.learning.invitation_queries import list_working_links
from apps.learning.models import Enrollment, EnrollmentSource, InvitationLink
from apps.learning.queries import get_open_enrollment
from apps.learning.services.enrollments import ALREADY_ENROLLED, check_open_online, enrol_user
from apps.settings.services import write_audit_log

NOT_VALID = _("This link does not work any longer. Ask who sent it for a new one.")
MAX_OPEN_LINKS = 100
"""Links of one course that work at one time."""


def create_invitation_link(
    *, actor: User, course: Course, max_uses: int, expires_at: datetime, note: str = ""
) -> tuple[InvitationLink, str]:
    """Return a new link to the course, and its address, which is stored nowhere.

    A course with a price takes a holder of `learning.manage`: Forbidden for others. Conflict when the course has
    `MAX_OPEN_LINKS`; Invalid on "expires_at" for a moment that is over.
    """
    if not _may_invite(actor, course):
        raise Forbidden(_("The office makes the links of a course that has a price."))
    if expires_at <= timezone.now():
        raise Invalid.field("expires_at", _("Choose a moment in the future."))
    token = secrets.token_urlsafe(32)
    with unit_of_work():
        Course.objects.select_for_update(no_key=True).get(pk=course.pk)
        if list_working_links().filter(course=course).count() >= MAX_OPEN_LINKS:
            raise Conflict(_("This course has too many links. Revoke some of them first."))
        link = InvitationLink.objects.create(
            course=course,
            token_sha256=tokens.hash_token(token),
            max_uses=max_uses,
            expires_at=expires_at,
            note=note,
            by=actor,
        )
        changes = {"course": (None, course.slug), "max_uses": (None, max_uses)}
        write_audit_log(actor, "learning.create_invitation_link", link, changes)
    return link, f"{settings.ENV.frontend_url.rstrip('/')}/course-invitation#token={token}"


def revoke_invitation_link(*, actor: User, link: InvitationLink) -> InvitationLink:
    """Let the link work no longer; a revoked one stays so. Enrolments stay."""
    with unit_of_work():
        link = InvitationLink.objects.select_for_update(no_key=True, of=("self",)).get(pk=link.pk)
        if link.revoked_at is None:
            link.revoked_at = timezone.now()
            link.save(update_fields=["revoked_at", "updated_at"])
            write_audit_log(actor, "learning.revoke_invitation_link", link)
        return link


def get_working_link(token: str) -> InvitationLink:
    """Return the link of this token with its course. Raise Invalid on "token" for one that does not work, Conflict
    `not_open` as `check_open_online`.
    """
    link = list_working_links().filter(token_sha256=tokens.hash_token(token)).first()
    if link is None or not _may_invite(link.by, link.course):
        raise Invalid.field("token", NOT_VALID)
    check_open_online(link.course)
    return link


def use_invitation_link(*, user: User, link: InvitationLink) -> Enrollment:
    """Enrol the user by the link, which counts as one of its uses.

    Raise Conflict `already_enrolled`, which takes no use; Invalid on "token" when the last use was taken, or the link
    ended meanwhile.
    """
    with unit_of_work():
        _lock_link(link)
        if get_open_enrollment(user.pk, link.course_id) is not None:
            raise Conflict(ALREADY_ENROLLED, code=ErrorCode.ALREADY_ENROLLED)
        if not list_working_links().filter(pk=link.pk).exists():
            raise Invalid.field("token", NOT_VALID)
        return enrol_user(actor=user, user=user, course=link.course, source=EnrollmentSource.INVITATION, link=link)


def _lock_link(link: InvitationLink) -> None:
    """Let one person at a time take a use of the link, until the commit."""
    InvitationLink.objects.select_for_update(no_key=True).get(pk=link.pk)


def _may_invite(user: User | None, course: Course) -> bool:
    """Return whether links of this user open the course: those of a teacher do while it is free."""
    if user is None or not user.is_active:
        return False
    return has_permission(user, "learning.manage") or not course.prices.exists()
