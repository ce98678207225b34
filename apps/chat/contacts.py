"""Whom a user may write to: the links of `links` read for all people at once, and the table of `limits` for each."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.accounts.access import GuardianRight
from apps.accounts.models import User
from apps.accounts.queries import list_children, list_links_with_progress
from apps.chat import limits
from apps.chat.limits import Link
from apps.chat.links import MIRRORED, PUPIL_LINKS, list_groupmates_memberships, load_youths
from apps.chat.models import Block
from apps.courses.models import CourseTeacher, Group, Membership, MembershipStatus
from apps.courses.queries import list_courses_of_teacher, list_own_taught_groups
from apps.learning.models import Enrollment
from apps.learning.queries import build_active_enrollments_filter
from apps.settings.queries import get_system_settings


class Relation(StrEnum):
    """What a person is to the user who may write to them."""

    TEACHER = "teacher"
    PUPIL = "pupil"
    GUARDIAN = "guardian"
    GROUPMATE = "groupmate"


RELATIONS: dict[Link, Relation] = {
    Link.LEARNS_FROM: Relation.TEACHER,
    Link.CHILD_LEARNS_FROM: Relation.TEACHER,
    Link.LEARNT_FROM: Relation.TEACHER,
    Link.TEACHES: Relation.PUPIL,
    Link.TAUGHT: Relation.PUPIL,
    Link.TEACHES_CHILD_OF: Relation.GUARDIAN,
    Link.LEARNS_WITH: Relation.GROUPMATE,
}
"""What each link of a writer says of the reader. Of several, the first one counts."""


@dataclass
class Contact:
    """The links of the user to one person, and the ids of the pupils through whom they have them."""

    links: set[Link] = field(default_factory=set)
    pupils: set[UUID] = field(default_factory=set)

    @property
    def relation(self) -> Relation:
        """What the person is to the user."""
        return next(relation for link, relation in RELATIONS.items() if link in self.links)


def load_contacts(user: User) -> dict[UUID, Contact]:
    """Return the people to whom the user may write now, by id. The number of queries does not grow with them.

    The office has everybody, and looks for people elsewhere; the office itself is not among them.
    """
    found: dict[UUID, Contact] = defaultdict(Contact)
    _add_teachers(user, found)
    _add_learners(user, found)
    for classmate in list_groupmates_memberships(user).values_list("student", flat=True):
        found[classmate].links.add(Link.LEARNS_WITH)
    for person in (user.pk, *_list_blocked_ids(user)):
        found.pop(person, None)
    return _filter_writable(user, found)


def list_contacts(contacts: dict[UUID, Contact], *, relation: str | None = None) -> QuerySet[User]:
    """Return the people of these contacts; only those that are this to the user, where it is given."""
    ids = [person for person, contact in contacts.items() if relation in (None, contact.relation)]
    return User.objects.filter(pk__in=ids)


def load_pupils(contacts: Iterable[Contact]) -> dict[UUID, User]:
    """Return the pupils through whom the user has these contacts, by id; one query."""
    return User.objects.in_bulk({pupil for contact in contacts for pupil in contact.pupils})


def _add_teachers(user: User, found: dict[UUID, Contact]) -> None:
    """Add who teaches the user or a child, or taught the user."""
    children = set(list_children(user, right=GuardianRight.PROGRESS).values_list("pk", flat=True))
    rows = _list_memberships(Q(student__in={user.pk, *children}))
    groups: dict[UUID, list[tuple[UUID, bool]]] = defaultdict(list)
    for student, group, left_on in rows.values_list("student", "group", "left_on"):
        groups[group].append((student, left_on is None))
    for group, teachers in _load_group_teachers(groups).items():
        for teacher in teachers:
            for student, is_now in groups[group]:
                _add_teacher(found[teacher], user, student, is_now=is_now)
    enrolled = Enrollment.objects.filter(build_active_enrollments_filter(), user__in={user.pk, *children})
    courses: dict[UUID, list[UUID]] = defaultdict(list)
    for student, course in enrolled.values_list("user", "course"):
        courses[course].append(student)
    for course, teacher in CourseTeacher.objects.filter(course__in=courses).values_list("course", "teacher"):
        for student in courses[course]:
            _add_teacher(found[teacher], user, student, is_now=True)


def _add_teacher(contact: Contact, user: User, student: UUID, *, is_now: bool) -> None:
    if student == user.pk:
        contact.links.add(Link.LEARNS_FROM if is_now else Link.LEARNT_FROM)
    elif is_now:
        contact.links.add(Link.CHILD_LEARNS_FROM)
        contact.pupils.add(student)


def _load_group_teachers(groups: Collection[UUID]) -> dict[UUID, set[UUID]]:
    teachers: dict[UUID, set[UUID]] = defaultdict(set)
    rows = Group.objects.filter(pk__in=groups).order_by()
    for group, lead in rows.values_list("pk", "lead_teacher"):
        teachers[group].add(lead)
    for group, assistant in rows.filter(assistants__isnull=False).values_list("pk", "assistants"):
        teachers[group].add(assistant)
    return teachers


def _add_learners(user: User, found: dict[UUID, Contact]) -> None:
    """Add whom the user teaches or taught, and guardians of those who learn now."""
    rows = _list_memberships(Q(group__in=list_own_taught_groups(user).order_by().values("pk")))
    memberships = list(rows.values_list("student", "left_on"))
    courses = list_courses_of_teacher(user).order_by().values("pk")
    enrolled = Enrollment.objects.filter(build_active_enrollments_filter(), course__in=courses)
    now = {student for student, left_on in memberships if left_on is None}
    now |= set(enrolled.values_list("user", flat=True))
    for student in now:
        found[student].links.add(Link.TEACHES)
    for student in {student for student, _left_on in memberships} - now:
        found[student].links.add(Link.TAUGHT)
    for child, guardian in list_links_with_progress(now).values_list("child", "parent"):
        found[guardian].links.add(Link.TEACHES_CHILD_OF)
        found[guardian].pupils.add(child)


def _list_memberships(these: Q) -> QuerySet[Membership]:
    return Membership.objects.filter(these, never_began=False).exclude(status=MembershipStatus.LEAD)


def _list_blocked_ids(user: User) -> set[UUID]:
    pairs = Block.objects.filter(Q(blocker=user) | Q(blocked=user)).values_list("blocker", "blocked")
    return {person for pair in pairs for person in pair}


def _filter_writable(user: User, found: dict[UUID, Contact]) -> dict[UUID, Contact]:
    """Return those to whom the limits let the user write, with accounts in use."""
    values = get_system_settings()
    people = list(User.objects.filter(pk__in=found, is_active=True, erased_at__isnull=True))
    own, *youths = load_youths([user, *people])
    writable = {}
    for person, youth in zip(people, youths, strict=True):
        links = found[person.pk].links
        is_young = (bool(links & PUPIL_LINKS) and own.is_young(values)) or (
            bool({MIRRORED[link] for link in links} & PUPIL_LINKS) and youth.is_young(values)
        )
        decision = limits.decide(links, has_young_pupil=is_young, pupils_may_write=values.pupil_direct_messages)
        if decision.may_write:
            writable[person.pk] = found[person.pk]
    return writable
