"""Who may load which data requests, announcements and bulk changes. Missing and foreign ones give the same NotFound."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.access import GuardianRight, has_permission
from apps.accounts.minors import filter_minors
from apps.accounts.models import User
from apps.accounts.queries import list_children
from apps.core.errors import Forbidden, Invalid, NotFound
from apps.core.files.links import get_file_by_link
from apps.core.lookups import get_or_not_found
from apps.core.models import BulkChange, StoredFile
from apps.courses.access import check_can_manage
from apps.courses.queries import list_visible_courses, list_visible_people
from apps.notifications.models import Announcement, AnnouncementScope
from apps.portal import audiences, queries
from apps.portal.models import ErasureRequest
from apps.settings.models import Branch


def get_exportable_child(user: User, child_id: UUID) -> User:
    """Return a minor that the guardian may see everything of; for administrators any minor in their branches."""
    if has_permission(user, "privacy.erase"):
        children = list_visible_people(user)
    else:
        children = User.objects.filter(erased_at__isnull=True)
        for right in GuardianRight:
            children = children.filter(pk__in=list_children(user, right=right).values("pk"))
    return get_or_not_found(filter_minors(children), child_id)


def get_erasure_request(user: User, request_id: UUID) -> ErasureRequest:
    """Return an erasure request about a user in the actor's branches.

    Raise Forbidden when the user has rights that the actor does not have, or is staff of other branches.
    """
    request = get_or_not_found(queries.list_visible_erasure_requests(user), request_id)
    check_can_manage(user, request.person)
    return request


def get_export_archive(link: str) -> StoredFile:
    """Return the archive behind a valid signed link."""
    stored = get_file_by_link(link)
    if not queries.is_downloadable_archive(stored):
        raise NotFound()
    return stored


def check_can_announce(user: User, announcement: Announcement) -> None:
    """Raise Forbidden when the user's rights do not cover the announcement; Invalid on "object_id" for a group, course
    or branch that is unknown or not theirs.
    """
    if not audiences.can_announce(user, announcement):
        raise Forbidden()
    allowed = audiences.is_target_within_reach(user, announcement)
    if announcement.scope == AnnouncementScope.COURSE:
        allowed = list_visible_courses(user).filter(pk=audiences.get_target_id(announcement)).exists()
    elif announcement.scope == AnnouncementScope.BRANCH:
        allowed = allowed and Branch.objects.filter(pk=audiences.get_target_id(announcement)).exists()
    if not allowed:
        raise Invalid.field("object_id", _("There is none for you."))


def get_managed_announcement(user: User, announcement_id: UUID) -> Announcement:
    """Return an announcement of the user; for the office, also those to its groups and branches."""
    return get_or_not_found(audiences.list_managed_announcements(user), announcement_id)


def get_bulk_change(user: User, change_id: UUID) -> BulkChange:
    """Return a bulk change of the user, of a kind that the user may carry out; any for users who see every group."""
    return get_or_not_found(queries.list_visible_bulk_changes(user), change_id)
