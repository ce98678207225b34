"""What two people are to each other, as `limits` takes it: read from groups, enrolments and guardians."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.accounts.access import GuardianRight, has_permission
from apps.accounts.minors import filter_minors
from apps.accounts.models import User
from apps.accounts.queries import list_children
from apps.chat import limits
from apps.chat.limits import Link
from apps.chat.models import Block, ChatRoom
from apps.core.local_days import get_today
from apps.core.permissions import Role
from apps.courses.models import CourseTeacher, Group, GroupStatus, Membership, MembershipStatus
from apps.courses.queries import list_courses_of_teacher, list_own_taught_groups, list_visible_people
from apps.learning.models import Enrollment
from apps.learning.queries import build_active_enrollments_filter
from apps.settings.models import Branch, SystemSettings
from apps.settings.queries import get_default_branch, get_system_settings

MIRRORED = {
    Link.LEARNS_FROM: Link.TEACHES,
    Link.LEARNT_FROM: Link.TAUGHT,
    Link.CHILD_LEARNS_FROM: Link.TEACHES_CHILD_OF,
    Link.LEARNS_WITH: Link.LEARNS_WITH,
    Link.TEACHES: Link.LEARNS_FROM,
    Link.TAUGHT: Link.LEARNT_FROM,
    Link.TEACHES_CHILD_OF: Link.CHILD_LEARNS_FROM,
}
PUPIL_LINKS = {Link.LEARNS_FROM, Link.LEARNT_FROM, Link.LEARNS_WITH}
"""Links whose writer is a pupil."""


@dataclass(frozen=True)
class Youth:
    """What of a person's age counts: null `age` when it is not known or does not count."""

    age: int | None
    is_minor: bool
    is_child: bool

    def is_young(self, values: SystemSettings) -> bool:
        """Return whether the limits of pupils under `direct_messages_from_age` hold."""
        return limits.is_young(
            age=self.age, is_minor=self.is_minor, is_child=self.is_child, from_age=values.direct_messages_from_age
        )

    def decide_read_along(self, values: SystemSettings) -> limits.ReadAlong:
        """Return which of the person's conversations guardians may read."""
        return limits.decide_read_along(
            age=self.age, is_minor=self.is_minor, is_child=self.is_child, switched_on=values.guardians_read_along
        )


def iterate_own_teachers(person: User) -> Iterator[User]:
    """Yield the teachers of the person and of children whose progress they see, to whom they may write, by name."""
    teachers = _list_teachers(person).order_by("first_name", "last_name", "pk")
    return (teacher for teacher in teachers if decide_direct(person, teacher).may_write)


def find_own_teacher(person: User, teacher_id: UUID) -> User | None:
    """Return this teacher of the person or of a child of theirs, None for others and for who may not be written to."""
    teacher = _list_teachers(person).filter(pk=teacher_id).first()
    return teacher if teacher is not None and decide_direct(person, teacher).may_write else None


def _list_teachers(person: User) -> QuerySet[User]:
    people = _list_learners(person)
    groups = _list_open_memberships().filter(student__in=people.values("pk"), never_began=False).values("group")
    enrolled = Enrollment.objects.filter(build_active_enrollments_filter(), user__in=people.values("pk"))
    taught = Group.objects.filter(pk__in=groups)
    return User.objects.filter(
        Q(pk__in=taught.values("lead_teacher"))
        | Q(pk__in=Group.assistants.through.objects.filter(group__in=groups).values("user"))
        | Q(pk__in=CourseTeacher.objects.filter(course__in=enrolled.values("course")).values("teacher")),
        is_active=True,
    ).exclude(pk=person.pk)


def load_youth(person: User) -> Youth:
    """Return what of the person's age counts today at the default branch."""
    return load_youths([person])[0]


def load_youths(people: Collection[User]) -> list[Youth]:
    """Return the same of several people, in their order; three queries."""
    if not people:
        return []
    rows, today = User.objects.filter(pk__in=[person.pk for person in people]), get_today(get_default_branch().zone)
    minors = set(filter_minors(rows).values_list("pk", flat=True))
    children = set(rows.filter(child_profile__isnull=False).values_list("pk", flat=True))
    return [
        Youth(None, is_minor=False, is_child=False)
        if person.counts_as_adult
        else Youth(
            limits.compute_age(person.birth_date, today) if person.birth_date else None,
            is_minor=person.pk in minors,
            is_child=person.birth_date is None and person.pk in children,
        )
        for person in people
    ]


def list_groupmates_memberships(person: User) -> QuerySet[Membership]:
    """Return open memberships in the groups that the person learns in."""
    own = _list_open_memberships().filter(student=person).values("group")
    return _list_open_memberships().filter(group__in=own)


def find_links(writer: User, reader: User) -> set[Link]:
    """Return what the writer is to the reader, and to the office where the reader is not named."""
    links = _find_links_of_learner(writer, reader)
    links |= {MIRRORED[link] for link in _find_links_of_learner(reader, writer)}
    if list_groupmates_memberships(writer).filter(student=reader).exists():
        links.add(Link.LEARNS_WITH)
    return links


def decide_direct(writer: User, reader: User) -> limits.Decision:
    """Return whether and how the writer may write to the reader now."""
    if not reader.is_active or reader.erased_at is not None:
        return limits.Decision(False, limits.Refusal.GONE)
    links = find_links(writer, reader)
    values = get_system_settings()
    pupils = [writer] if links & PUPIL_LINKS else []
    pupils += [reader] if {MIRRORED[link] for link in links} & PUPIL_LINKS else []
    is_young = any(load_youth(pupil).is_young(values) for pupil in pupils)
    decision = limits.decide(links, has_young_pupil=is_young, pupils_may_write=values.pupil_direct_messages)
    if decision.may_write and is_blocked_between(writer, reader):
        return limits.Decision(False, limits.Refusal.BLOCKED)
    return replace(decision, waits=decision.may_write and (decision.waits or is_teacher(reader)))


def decide_office(writer: User, room: ChatRoom) -> limits.Decision:
    """Return whether and how the user may write in an office conversation: its person, or who answers for the office
    of its branch.
    """
    person = room.person
    if person is None or (writer != person and not (person.is_active and person.erased_at is None)):
        return limits.Decision(False, limits.Refusal.GONE)
    if writer == person:
        link = Link.TO_OFFICE
    elif not answers_for_office(writer, room.branch):
        return limits.Decision(False, limits.Refusal.NO_LINK)
    else:
        link = Link.FROM_OFFICE_TO_TEACHER if is_teacher(person) else Link.FROM_OFFICE
    is_young = load_youth(person).is_young(get_system_settings())
    return limits.decide({link}, has_young_pupil=is_young, pupils_may_write=False)


def is_teacher(person: User) -> bool:
    """Return whether messages to the person keep the message hours: teachers, and who else teaches a group or course
    now.
    """
    if person.role == Role.TEACHER:
        return True
    groups = list_own_taught_groups(person).filter(status=GroupStatus.ACTIVE)
    return groups.exists() or list_courses_of_teacher(person).exists()


def answers_for_office(user: User, branch: Branch) -> bool:
    """Return whether the user answers messages to the office of this branch."""
    if not has_permission(user, "chat.office"):
        return False
    return user.all_branches or user.branches.filter(pk=branch.pk).exists()


def list_office_people(branch: Branch) -> list[User]:
    """Return the active people who answer messages to the office of this branch."""
    near = User.objects.filter(Q(all_branches=True) | Q(branches=branch), is_active=True)
    office = near.filter(Q(role__in=(Role.ADMIN, Role.MANAGER)) | Q(own_role__isnull=False))
    people = office.select_related("own_role").order_by("id").distinct()
    return [person for person in people if has_permission(person, "chat.office")]


def list_people_of_office(user: User) -> QuerySet[User]:
    """Return the people to whom the user may write for the office."""
    return list_visible_people(user) if has_permission(user, "chat.office") else User.objects.none()


def is_blocked_between(first: User, second: User) -> bool:
    """Return whether one of the two blocked the other."""
    pair = Q(blocker=first, blocked=second) | Q(blocker=second, blocked=first)
    return Block.objects.filter(pair).exists()


def find_branch(person: User, other: User) -> Branch:
    """Return the branch of a conversation: where one of the two, or a child, learns with the other one; else the
    default branch.
    """
    for teacher, learners in ((other, _list_learners(person)), (person, _list_learners(other))):
        groups = list_own_taught_groups(teacher)
        shared = Membership.objects.filter(student__in=learners.values("pk"), group__in=groups.values("pk"))
        row = shared.select_related("group__branch").order_by("-joined_on", "id").first()
        if row is not None:
            return row.group.branch
    return get_default_branch()


def _list_learners(person: User) -> QuerySet[User]:
    return User.objects.filter(Q(pk=person.pk) | Q(pk__in=list_children(person, right=GuardianRight.PROGRESS)))


def _list_open_memberships() -> QuerySet[Membership]:
    return Membership.objects.filter(left_on__isnull=True).exclude(status=MembershipStatus.LEAD)


def _find_links_of_learner(learner: User, teacher: User) -> set[Link]:
    """Return how the learner, or a child of theirs, learns or learnt from the teacher."""
    children = set(list_children(learner, right=GuardianRight.PROGRESS).values_list("pk", flat=True))
    groups, courses = list_own_taught_groups(teacher), list_courses_of_teacher(teacher)
    people = {learner.pk, *children}
    rows = Membership.objects.filter(student__in=people, group__in=groups.values("pk"), never_began=False)
    memberships = rows.exclude(status=MembershipStatus.LEAD).values_list("student", "left_on")
    enrolled = Enrollment.objects.filter(build_active_enrollments_filter(), user__in=people)
    now = {student for student, left_on in memberships if left_on is None}
    now |= set(enrolled.filter(course__in=courses.order_by().values("pk")).values_list("user", flat=True))
    before = {student for student, _left_on in memberships} - now
    links = {Link.LEARNS_FROM} if learner.pk in now else {Link.LEARNT_FROM} if learner.pk in before else set()
    return links | ({Link.CHILD_LEARNS_FROM} if now & children else set())


def list_guardians_of_minor(person: User) -> list[User]:
    """Return the active guardians who may see the progress of a minor; none of an adult."""
    if not load_youth(person).is_minor:
        return []
    guardians = User.objects.filter(
        wards__child=person, wards__ended_at__isnull=True, wards__sees_progress=True, is_active=True
    )
    return list(guardians.order_by("id"))


def build_read_along_filter(children: Collection[User]) -> Q:
    """Return the filter of conversations of these children that their guardians may read."""
    people, values = list(children), get_system_settings()
    rules = [youth.decide_read_along(values) for youth in load_youths(people)]
    ids: dict[limits.ReadAlong, list[UUID]] = {rule: [] for rule in limits.ReadAlong}
    for child, rule in zip(people, rules, strict=True):
        ids[rule].append(child.pk)
    later = build_people_filter(ids[limits.ReadAlong.BEGAN_SINCE])
    return build_people_filter(ids[limits.ReadAlong.ALL]) | (
        later & Q(created_at__gte=values.guardians_read_along_since) if ids[limits.ReadAlong.BEGAN_SINCE] else later
    )


def build_people_filter(people: Collection[UUID]) -> Q:
    """Return the filter of conversations of these people."""
    return Q(person__in=people) | Q(other__in=people)
