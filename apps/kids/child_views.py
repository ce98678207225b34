"""A child as a reader may see it."""

from dataclasses import dataclass

from apps.accounts.consents import ConsentStatus
from apps.accounts.models import Guardian, User
from apps.accounts.queries import list_consent_statuses
from apps.courses.person_access import list_shown_guardians
from apps.kids.access import list_kids_to_decide
from apps.kids.class_queries import ChildClass, get_child_class
from apps.kids.models import ClassException


@dataclass(frozen=True)
class ChildView:
    """A child for one reader. `guardians` is None where the reader may not see them, and `exception` for everybody but
    teachers and the office, own family left out: its reason was written for them.
    """

    child: User
    child_class: ChildClass
    exception: ClassException | None
    guardians: list[Guardian] | None
    consents: list[ConsentStatus]


def load_child_view(user: User, child: User) -> ChildView:
    """Return the child for this user, who may see it (`access.get_kid`), with a fixed number of queries."""
    child_class = get_child_class(child)
    is_in_care = list_kids_to_decide(user).filter(pk=child.pk).exists()
    return ChildView(
        child=child,
        child_class=child_class,
        exception=child_class.exception if is_in_care else None,
        guardians=list_shown_guardians(user, child),
        consents=list_consent_statuses(child),
    )
