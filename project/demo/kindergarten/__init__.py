"""The kindergarten class of the demo centre: children, lessons of activities, and 60 days of play."""

from collections.abc import Callable

from apps.accounts.models import ChildProfile, User
from apps.core.uow import unit_of_work
from project.demo.demo_group import DOMAIN, get_demo_email
from project.demo.kindergarten import days, lessons, people

DAYS = 60
"""Days of play before today, today included."""


def find_children() -> list[User]:
    """Return the children of the demo's class in their order; none where there is no class."""
    kids = ChildProfile.objects.filter(user__email__regex=rf"^{people.CHILD}\d+@{DOMAIN}$")
    return list(User.objects.filter(child_profile__in=kids).order_by("email"))


def create_kindergarten(
    *, children: int, seed: int, password: str, say: Callable[[str], None], day_count: int = DAYS
) -> int:
    """Create a class of so many children that has played for `day_count` days, by the services and each step at its own
    time. Return how many activities they played. Do nothing without children, and where the class is there. Each
    lesson is committed by itself; a class that was interrupted stays as it is.
    """
    if not children or find_children():
        return 0
    office = User.objects.get(email=get_demo_email("office"))
    say(f"A kindergarten class of {children} …")
    with days.at(days.find_begin(day_count)), unit_of_work():
        kg_class = people.create_class(office, children, password)
        course = lessons.create_course(kg_class.educator, office)
        people.enrol(office, kg_class, course)
    say(f"Its {day_count} days of play …")
    return days.play_days(kg_class.children, course, day_count=day_count, seed=seed)
