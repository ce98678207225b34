"""Who in the office is told of a lead: the owner, else whoever works with leads in its branch."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from uuid import UUID

from apps.accounts.models import User
from apps.accounts.queries import list_permission_holders
from apps.leads.access import WORK
from apps.leads.models import Lead


@dataclass(frozen=True)
class Office:
    """People who work with leads, and the branches of those who do not work in all."""

    people: Mapping[UUID, User]
    branches: Mapping[UUID, Set[UUID]]

    def works_in(self, person: User, branch: UUID) -> bool:
        """Return whether one of these people works in a branch."""
        return person.all_branches or branch in self.branches[person.pk]


def list_office() -> Office:
    """Return the active people who work with leads, with their branches."""
    people = {person.pk: person for person in list_permission_holders(WORK)}
    branches: dict[UUID, set[UUID]] = {pk: set() for pk in people}
    for person, branch in User.branches.through.objects.filter(user__in=people).values_list("user", "branch"):
        branches[person].add(branch)
    return Office(people, branches)


def choose_people_to_notify(lead: Lead, office: Office) -> list[User]:
    """Return the owner, where that person still works with leads of the branch; else all who do."""
    owner = office.people.get(lead.owner_id) if lead.owner_id else None
    if owner is not None and office.works_in(owner, lead.branch_id):
        return [owner]
    return [person for person in office.people.values() if office.works_in(person, lead.branch_id)]
