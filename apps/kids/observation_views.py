"""Who reads and writes what teachers saw of children, and how it is shown.

Teachers of a child and the office read all of it, guardians who may see the progress what is for the family, the child
nothing. About own family one writes nothing and reads what guardians read (`access.list_kids_to_decide`).
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.files.links import build_file_download_link
from apps.core.files.stored import FILE_EXTENSIONS
from apps.core.lookups import filter_given, get_or_not_found
from apps.kids.access import get_kid_to_decide, list_kids_to_decide
from apps.kids.models import Observation, ObservationSkill
from apps.kids.services.observation_files import list_allowed_kinds


def list_visible_observations(
    user: User, child: User, *, skill_id: UUID | None = None, for_family: bool | None = None
) -> QuerySet[Observation]:
    """Return what the user reads about a child whose progress it may see (`access.get_kid_with_progress`)."""
    rows = Observation.objects.filter(child=child)
    if user.pk == child.pk:
        return rows.none()
    if not list_kids_to_decide(user).filter(pk=child.pk).exists():
        rows = rows.filter(for_family=True)
    return filter_given(rows, skill_links__skill=skill_id, for_family=for_family)


def get_own_observation(user: User, child_id: UUID, observation_id: UUID) -> Observation:
    """Return an observation that the user wrote, about a child whom the user still teaches."""
    rows = Observation.objects.filter(child=get_kid_to_decide(user, child_id), author=user)
    return get_or_not_found(rows.select_related("child"), observation_id)


def get_removable_observation(user: User, child_id: UUID, observation_id: UUID) -> Observation:
    """Return an observation that the user wrote; any of the child for users who manage people."""
    rows = Observation.objects.filter(child=get_kid_to_decide(user, child_id))
    if not has_permission(user, "accounts.manage_people"):
        rows = rows.filter(author=user)
    return get_or_not_found(rows, observation_id)


def with_parts(rows: QuerySet[Observation]) -> QuerySet[Observation]:
    """Return the observations with their authors, files and skills."""
    links = ObservationSkill.objects.select_related("skill").order_by("skill__position", "skill__code")
    return rows.select_related("author", "file").prefetch_related(Prefetch("skill_links", links))


def build_observations(user: User, child: User, rows: Collection[Observation]) -> list[dict[str, Any]]:
    """Return observations of a child as they are shown; files only while the guardians allow them."""
    allowed = list_allowed_kinds(child)
    return [
        {
            "id": row.pk,
            "author": row.author,
            "text": row.text,
            "for_family": row.for_family,
            "skills": [link.skill for link in row.skill_links.all()],
            "file": _build_file(row) if row.file_kind in allowed else None,
            "is_own": row.author_id == user.pk,
            "created_at": row.created_at,
            "updated_at": row.updated_at,
        }
        for row in rows
    ]


def build_one(user: User, observation: Observation) -> dict[str, Any]:
    """Return one observation as it is shown, with what it is now."""
    row = with_parts(Observation.objects.all()).select_related("author", "file", "child").get(pk=observation.pk)
    return build_observations(user, row.child, [row])[0]


def _build_file(row: Observation) -> dict[str, Any]:
    """Return the file with a link that expires soon."""
    stored = row.file
    assert stored is not None
    name = f"{row.file_kind}.{FILE_EXTENSIONS[stored.content_type]}"
    return {
        "kind": row.file_kind,
        "content_type": stored.content_type,
        "size": stored.size,
        "url": build_file_download_link(stored, name=name),
    }
