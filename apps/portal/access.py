"""Whose data a person may ask for, and what requests they may load. Missing and foreign give the same NotFound."""

from uuid import UUID

from apps.accounts.access import Sees, holds
from apps.accounts.models import User
from apps.accounts.queries import children_of
from apps.core.errors import NotFound
from apps.core.files import file_by_link
from apps.core.models import StoredFile
from apps.core.rows import get_one
from apps.courses.access import check_manages
from apps.courses.queries import visible_people
from apps.portal import queries
from apps.portal.models import ErasureRequest


def get_exported_child(user: User, child_id: UUID) -> User:
    """A child whom the user cares for by links that let them see everything; for who may erase any child in reach."""
    if holds(user, "privacy.erase"):
        found = visible_people(user)
    else:
        found = User.objects.filter(erased_at__isnull=True)
        for right in Sees:
            found = found.filter(pk__in=children_of(user, sees=right).values("pk"))
    return get_one(found.filter(child_profile__isnull=False), child_id)


def get_erasure(user: User, request_id: UUID) -> ErasureRequest:
    """A request to erase somebody within the reach of who may.

    Forbidden when the person may do more than the user, or is staff in branches where the user does not work.
    """
    found = get_one(queries.visible_erasures(user), request_id)
    check_manages(user, found.person)
    return found


def get_archive(link: str) -> StoredFile:
    """The archive behind a link that was given out lately."""
    stored = file_by_link(link)
    if not queries.is_open_archive(stored):
        raise NotFound()
    return stored
