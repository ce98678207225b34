"""Who may load which course, group and pupil. Missing and foreign give the same NotFound."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

import apps.accounts.access as accounts
from apps.accounts.access import check_may_manage
from apps.accounts.models import Guardian, User
from apps.accounts.queries import branches_of, children_of, is_child
from apps.core.errors import Forbidden, Invalid, NotFound
from apps.courses import queries
from apps.courses.models import Course, Group, Membership


def get_course(user: User, course_id: UUID) -> Course:
    """A published course for anybody, any course for staff."""
    course = queries.visible_courses(user).filter(id=course_id).first()
    if course is None:
        raise NotFound()
    return course


def get_group(user: User, group_id: UUID) -> Group:
    """A group that the user or their child learns in, that the user leads or assists, or any for the office."""
    group = queries.visible_groups(user).filter(id=group_id).first()
    if group is None:
        raise NotFound()
    return group


def get_taught_course(user: User, course_id: UUID) -> Course:
    """A course that a group learns which the user leads or assists, or any for the office."""
    course = queries.taught_courses(user).filter(id=course_id).first()
    if course is None:
        raise NotFound()
    return course


def get_taught_group(user: User, group_id: UUID) -> Group:
    """A group that the user leads or assists, or any for the office."""
    group = queries.taught_groups(user).filter(id=group_id).first()
    if group is None:
        raise NotFound()
    return group


def get_membership(user: User, group_id: UUID, membership_id: UUID) -> Membership:
    """A membership of a group that the user teaches, or of any group for the office."""
    group = get_taught_group(user, group_id)
    membership = queries.members(group).filter(id=membership_id).first()
    if membership is None:
        raise NotFound()
    return membership


def named_person(user: User, field: str, person_id: UUID) -> User:
    """An active person within the user's reach whom a request body names in `field`; Invalid on that field when there
    is none.
    """
    person = queries.people_within_reach(user).filter(pk=person_id).first()
    if person is None:
        raise Invalid.field(field, _("There is no such person."))
    return person


def get_person(user: User, person_id: UUID) -> User:
    """Oneself; for the office anybody within reach."""
    person = queries.visible_people(user).filter(pk=person_id).first()
    if person is None:
        raise NotFound()
    return person


def get_managed_person(user: User, person_id: UUID) -> User:
    """A person within the office's reach, to be changed. Forbidden when they may do more than the user, or work in
    branches where the user does not.
    """
    person = get_person(user, person_id)
    check_manages(user, person)
    return person


def check_manages(user: User, person: User) -> None:
    """Forbidden when the person may do more than the user, or is staff in branches where the user does not work."""
    check_may_manage(user, person)
    if person.works_here and not user.all_branches:
        elsewhere = person.branches.exclude(pk__in=branches_of(user))
        if person.all_branches or elsewhere.exists():
            raise Forbidden()


def get_managed_child(user: User, child_id: UUID) -> User:
    """As `get_managed_person`, of children only, and of none who is staff by now."""
    child = get_managed_person(user, child_id)
    if child.works_here or not is_child(child):
        raise NotFound()
    return child


def get_child(user: User, child_id: UUID) -> User:
    """A child whom the user cares for; for the office any child within reach."""
    mine = children_of(user).filter(pk=child_id).exists()
    found = User.objects.filter(erased_at__isnull=True) if mine else queries.visible_people(user)
    child = found.filter(pk=child_id, child_profile__isnull=False).first()
    if child is None:
        raise NotFound()
    return child


def get_own_child(user: User, child_id: UUID) -> User:
    """A child with a child profile whom the user cares for now: whoever else asks, the office too, gets NotFound."""
    child = accounts.get_child(user, child_id)
    if not is_child(child):
        raise NotFound()
    return child


def get_guardianship(user: User, link_id: UUID) -> Guardian:
    """One's own open link to a child; for the office any link of a child within reach."""
    link = queries.visible_guardianships(user).filter(pk=link_id).first()
    if link is None:
        raise NotFound()
    return link


def get_pupil(user: User, student_id: UUID) -> User:
    """Oneself, one's child, a pupil of a group that the user teaches, or any pupil for the office."""
    pupil = queries.visible_pupils(user).filter(id=student_id).first()
    if pupil is None:
        raise NotFound()
    return pupil


def get_openable_child(user: User, child_id: UUID) -> User:
    """A child for whom the user may open a device to sign in on."""
    child = queries.openable_children(user).filter(pk=child_id).first()
    if child is None:
        raise NotFound()
    return child
