"""Reads over courses, groups and memberships."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

import apps.accounts.queries as accounts
from apps.accounts.access import Sees, holds
from apps.accounts.models import Guardian, User
from apps.accounts.queries import branches_of, children_of
from apps.core.permissions import STAFF
from apps.courses.models import Course, CourseStatus, Group, Membership
from ml.text import fold

S = TypeVar("S", Course, Group)


def visible_courses(user: User, *, language: str | None = None, level: str = "") -> QuerySet[Course]:
    """Published courses, or every course for those who may see drafts."""
    courses = Course.objects.all()
    if not holds(user, "courses.see_drafts"):
        courses = courses.filter(status=CourseStatus.PUBLISHED)
    if language:
        courses = courses.filter(language=language)
    return courses.filter(level=level) if level else courses


def taught_groups(user: User) -> QuerySet[Group]:
    """Groups that the user leads or assists; for the office all of the branches that the user works in."""
    return _groups().filter(_of_the_office(user) | _taught_by(user))


def taught_courses(user: User) -> QuerySet[Course]:
    """Courses of the groups that the user leads or assists; all for the office."""
    if holds(user, "groups.manage"):
        return Course.objects.all()
    return Course.objects.filter(pk__in=led_groups(user).values("course"))


def led_groups(user: User) -> QuerySet[Group]:
    """Groups that the user leads or assists, whatever else they may see."""
    return Group.objects.filter(_taught_by(user))


def visible_groups(user: User, *, course_id: UUID | None = None) -> QuerySet[Group]:
    """Groups that the user, or a child whose progress they may see, learns in, and those that the user leads or
    assists; for the office all of the branches that the user works in.
    """
    here = Membership.objects.filter(group=OuterRef("pk"), left_on__isnull=True)
    learns = here.filter(Q(student=user) | Q(student__in=children_of(user, sees=Sees.PROGRESS)))
    groups = _groups().filter(_of_the_office(user) | _taught_by(user) | Q(Exists(learns)))
    return groups.filter(course_id=course_id) if course_id else groups


def search(rows: QuerySet[S], text: str) -> QuerySet[S]:
    """Courses or groups whose name holds `text`, in any spelling of it."""
    return rows.filter(folded__contains=fold(text))


def group_ids_of(student: User) -> list[UUID]:
    """The groups that the pupil is in now, in the order of their ids (the order of locks)."""
    open_ones = Membership.objects.filter(student=student, left_on__isnull=True)
    return list(open_ones.order_by("group_id").values_list("group_id", flat=True))


def visible_pupils(user: User) -> QuerySet[User]:
    """Oneself, children whose progress one may see, and pupils whom the user teaches; for the office who was ever in
    a group of the user's branches.
    """
    was_in = Membership.objects.filter(student=OuterRef("pk"))
    taught = was_in.filter(left_on__isnull=True, group__in=led_groups(user).values("pk"))
    ever = was_in.filter(group__in=Group.objects.filter(_of_the_office(user)).values("pk"))
    own = Q(pk=user.pk) | Q(pk__in=children_of(user, sees=Sees.PROGRESS))
    return User.objects.filter(own | Q(Exists(taught)) | Q(Exists(ever)))


def openable_children(user: User) -> QuerySet[User]:
    """Children for whom the user may open a device: whom they care for, whom they teach; for the office all of its
    branches, and those in no group yet when it works in every branch.
    """
    open_ones = Membership.objects.filter(student=OuterRef("pk"), left_on__isnull=True)
    taught = open_ones.filter(group__in=Group.objects.filter(_taught_by(user)).values("pk"))
    offices = open_ones.filter(group__in=Group.objects.filter(_of_the_office(user)).values("pk"))
    theirs = Q(pk__in=children_of(user, sees=Sees.PROGRESS)) | Q(Exists(taught)) | Q(Exists(offices))
    if holds(user, "groups.see_all") and user.all_branches:
        theirs |= ~Q(pk__in=[])
    return User.objects.filter(theirs, child_profile__isnull=False, is_active=True)


def visible_people(
    user: User, *, role: str | None = None, status: str | None = None, group_id: UUID | None = None
) -> QuerySet[User]:
    """Oneself; for the office everybody within reach. In the role, the status, and now in the group, where given."""
    found = accounts.people(role=role, status=status)
    if not holds(user, "accounts.view_people"):
        return found.filter(pk=user.pk)
    if group_id is not None:
        seen = visible_groups(user).filter(pk=group_id).order_by().values("pk")
        here = Membership.objects.filter(student=OuterRef("pk"), group__in=seen, left_on__isnull=True)
        found = found.filter(Exists(here))
    return found.filter(_within_reach(user))


def people_within_reach(user: User) -> QuerySet[User]:
    """Active people whom somebody of the office may put into a group: everybody, or those of the user's branches."""
    return accounts.people().filter(_within_reach(user), is_active=True)


def visible_guardianships(
    user: User, *, parent_id: UUID | None = None, child_id: UUID | None = None, open_now: bool | None = None
) -> QuerySet[Guardian]:
    """One's own open links to children; for the office those of every child within reach."""
    links = accounts.guardianships(parent_id=parent_id, child_id=child_id, open_now=open_now)
    own = Q(parent=user, ended_at__isnull=True)
    if not holds(user, "accounts.manage_guardians"):
        return links.filter(own)
    return links.filter(own | Q(child__in=accounts.people().filter(_within_reach(user)).order_by().values("pk")))


def members(group: Group, *, open_now: bool | None = None) -> QuerySet[Membership]:
    """Memberships of the group: all, or only the open (`open_now`) or the ended ones."""
    rows = Membership.objects.filter(group=group).select_related("student", "group__branch")
    return rows if open_now is None else rows.filter(left_on__isnull=open_now)


def pupils(group: Group) -> QuerySet[User]:
    """Who is in the group now."""
    return User.objects.filter(pk__in=Membership.objects.filter(group=group, left_on__isnull=True).values("student"))


def is_member(group_id: UUID, student: User) -> bool:
    """Whether the pupil is in the group now."""
    return Membership.objects.filter(group_id=group_id, student=student, left_on__isnull=True).exists()


def teachers(group: Group) -> list[User]:
    """The lead teacher and then the assistants, active ones only, each once."""
    people = [group.lead_teacher, *group.assistants.order_by("id")]
    return list({person.pk: person for person in people if person.is_active}.values())


def _groups() -> QuerySet[Group]:
    open_ones = Membership.objects.filter(group=OuterRef("pk"), left_on__isnull=True)
    counted = open_ones.order_by().values("group").annotate(number=Count("pk")).values("number")
    now_in = Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
    return Group.objects.select_related("course", "branch", "lead_teacher").annotate(members_count=now_in)


def _of_the_office(user: User) -> Q:
    """The groups that `groups.see_all` opens: every one, or for who works in some branches those of these."""
    if not holds(user, "groups.see_all"):
        return Q(pk__in=[])
    return ~Q(pk__in=[]) if user.all_branches else Q(branch__in=branches_of(user))


def _within_reach(user: User) -> Q:
    """Everybody; for who works in some branches: those who are assigned to one of these, learn or learnt, lead or
    assist in a group of them, care for such a pupil, and staff who work in every branch.
    """
    if user.all_branches:
        return ~Q(pk__in=[])
    mine = branches_of(user)
    groups = Group.objects.filter(branch__in=mine)
    assists = Group.assistants.through.objects.filter(user_id=OuterRef("pk"), group__branch__in=mine)
    wards = Guardian.objects.filter(parent=OuterRef("pk"), ended_at__isnull=True)
    return (
        Q(pk=user.pk)
        | Q(Exists(User.branches.through.objects.filter(user_id=OuterRef("pk"), branch_id__in=mine)))
        | Q(Exists(Membership.objects.filter(student=OuterRef("pk"), group__branch__in=mine)))
        | Q(Exists(groups.filter(lead_teacher=OuterRef("pk"))))
        | Q(Exists(assists))
        | Q(Exists(wards.filter(child__memberships__group__branch__in=mine)))
        | Q(Exists(wards.filter(child__branches__in=mine)))
        | Q(all_branches=True, role__in=STAFF)
    )


def _taught_by(user: User) -> Q:
    assists = Group.assistants.through.objects.filter(group_id=OuterRef("pk"), user_id=user.pk)
    return Q(lead_teacher=user) | Q(Exists(assists))
