"""What a user may see of measures: the centre, some branches, or own groups."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_user_branch_ids
from apps.core.measures import Grain, Measure, all_measures
from apps.courses.queries import list_own_taught_groups

WHOLE = "analytics.platform"


@dataclass(frozen=True)
class Scope:
    """Facts that a user may see: of `branches` (None: of all) and of `groups` (None: not by groups)."""

    branches: Collection[UUID] | None
    groups: Collection[UUID] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return self.branches is None and self.groups is None


def get_scope(user: User) -> Scope:
    """Return the scope of a user: own branches with the permission for whole branches, else own groups."""
    if has_permission(user, WHOLE):
        return Scope(None if user.all_branches else sorted(list_user_branch_ids(user)))
    return get_own_groups_scope(user)


def get_own_groups_scope(user: User) -> Scope:
    """Return the scope of the groups that the user leads or assists."""
    return Scope(None, sorted(list_own_taught_groups(user).values_list("pk", flat=True)))


def list_visible_measures(user: User) -> list[Measure]:
    """Return the measures that the user may see. Without whole branches, only those that are counted by groups."""
    whole = has_permission(user, WHOLE)
    return [
        measure
        for measure in all_measures().values()
        if has_permission(user, measure.permission) and (whole or Grain.GROUP in measure.grains)
    ]
