"""Reads over courses, groups and memberships."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

import apps.accounts.queries as accounts
from apps.accounts.access import GuardianRight, has_permission
from apps.accounts.models import Guardian, User
from apps.accounts.queries import list_children, list_user_branch_ids
from apps.core.array_filters import Among, keys
from apps.core.local_days import local_day
from apps.core.permissions import OFFICE
from apps.courses.models import (
    Category,
    Course,
    CourseMode,
    CourseStatus,
    CourseTeacher,
    Freeze,
    Group,
    LeadChange,
    Level,
    Membership,
    MembershipChange,
    MembershipStatus,
    Placement,
    WaitingEntry,
)
from apps.settings.models import Branch
from apps.settings.queries import default_branch


def visible_courses(
    user: User | None,
    *,
    language: str | None = None,
    level: str = "",
    mode: str | None = None,
    category_id: UUID | None = None,
    slug: str = "",
    status: str | None = None,
) -> QuerySet[Course]:
    """Published courses (for nobody too), or every course for those who may see drafts. A course offered both ways is
    found by either mode.
    """
    courses = Course.objects.select_related("category", "thumbnail").prefetch_related("prices")
    if user is None or not has_permission(user, "courses.see_drafts"):
        courses = courses.filter(status=CourseStatus.PUBLISHED)
    wanted = {
        "language": language, "level": level or None, "category": category_id, "slug": slug or None, "status": status,
    }  # fmt: skip
    courses = courses.filter(**{name: value for name, value in wanted.items() if value is not None})
    return courses.filter(mode__in=[mode, CourseMode.BOTH]) if mode else courses


def taught_groups(user: User) -> QuerySet[Group]:
    """Groups that the user leads or assists; for the office all of the branches that the user works in."""
    return _groups().filter(_of_the_office(user) | _taught_by(user))


def taught_courses(user: User) -> QuerySet[Course]:
    """Courses that the user teaches, and those of the groups that they lead or assist; all for the office."""
    if has_permission(user, "groups.manage"):
        return Course.objects.all()
    theirs = CourseTeacher.objects.filter(teacher=user).values("course")
    return Course.objects.filter(Q(pk__in=led_groups(user).values("course")) | Q(pk__in=theirs))


def led_groups(user: User) -> QuerySet[Group]:
    """Groups that the user leads or assists, whatever else they may see."""
    return Group.objects.filter(_taught_by(user))


def visible_groups(
    user: User,
    *,
    course_id: UUID | None = None,
    branch_id: UUID | None = None,
    teacher_id: UUID | None = None,
    status: str | None = None,
) -> QuerySet[Group]:
    """Groups that the user, or a child whose progress they may see, learns in, and those that the user leads or
    assists; for the office all of the branches that the user works in. Of the course, of the branch, led or assisted
    by the teacher, in the status, where given. A lead does not learn there yet.
    """
    groups = _groups()
    if not sees_every_group(user):
        groups = groups.filter(_of_the_office(user) | _taught_by(user) | Q(Exists(_learns(user))))
    wanted = {"course": course_id, "branch": branch_id, "status": status}
    groups = groups.filter(**{name: value for name, value in wanted.items() if value is not None})
    return groups.filter(_taught_by(teacher_id)) if teacher_id else groups


def group_ids_of(student: User) -> list[UUID]:
    """The groups that the pupil is in now, in the order of their ids (the order of locks)."""
    open_ones = Membership.objects.filter(student=student, left_on__isnull=True)
    return list(open_ones.order_by("group_id").values_list("group_id", flat=True))


def visible_pupils(user: User) -> QuerySet[User]:
    """Oneself, children whose progress one may see, and pupils whom the user teaches; for the office who was ever in
    a group of the user's branches.
    """
    return User.objects.filter(_seen_pupils(user, "pk"))


def openable_children(user: User) -> QuerySet[User]:
    """Children for whom the user may open a device: whom they care for, whom they teach; for the office all of its
    branches, and those in no group yet when it works in every branch.
    """
    open_ones = Membership.objects.filter(student=OuterRef("pk"), left_on__isnull=True)
    taught = open_ones.filter(group__in=Group.objects.filter(_taught_by(user)).values("pk"))
    offices = open_ones.filter(group__in=Group.objects.filter(_of_the_office(user)).values("pk"))
    theirs = Q(pk__in=list_children(user, right=GuardianRight.PROGRESS)) | Q(Exists(taught)) | Q(Exists(offices))
    if has_permission(user, "groups.see_all") and user.all_branches:
        theirs |= ~Q(pk__in=[])
    return User.objects.filter(theirs, child_profile__isnull=False, is_active=True)


def visible_people(
    user: User, *, role: str | None = None, status: str | None = None, group_id: UUID | None = None
) -> QuerySet[User]:
    """Oneself; for the office everybody within reach. In the role, the status, and now in the group, where given."""
    found = accounts.list_users(role=role, status=status)
    if not has_permission(user, "accounts.view_people"):
        return found.filter(pk=user.pk)
    if group_id is not None:
        seen = visible_groups(user).filter(pk=group_id).order_by().values("pk")
        here = Membership.objects.filter(student=OuterRef("pk"), group__in=seen, left_on__isnull=True)
        found = found.filter(Exists(here))
    return found.filter(_within_reach(user))


def people_within_reach(user: User) -> QuerySet[User]:
    """Active people whom somebody of the office may put into a group: everybody, or those of the user's branches."""
    return accounts.list_users().filter(_within_reach(user), is_active=True)


def visible_guardianships(
    user: User, *, parent_id: UUID | None = None, child_id: UUID | None = None, open_now: bool | None = None
) -> QuerySet[Guardian]:
    """One's own open links to children; for the office those of every child within reach."""
    links = accounts.list_guardianships(parent_id=parent_id, child_id=child_id, open_now=open_now)
    own = Q(parent=user, ended_at__isnull=True)
    if not has_permission(user, "accounts.manage_guardians"):
        return links.filter(own)
    return links.filter(own | Q(child__in=accounts.list_users().filter(_within_reach(user)).order_by().values("pk")))


def members(group: Group, *, open_now: bool | None = None, status: str | None = None) -> QuerySet[Membership]:
    """Memberships of the group with their pauses: all, or only the open (`open_now`) or the ended ones, or those in
    one status.
    """
    rows = Membership.objects.filter(group=group).select_related("student", "group__branch")
    rows = rows.prefetch_related(_freezes())
    rows = rows.filter(status=status) if status else rows
    return rows if open_now is None else rows.filter(left_on__isnull=open_now)


def whole_membership(membership: Membership) -> Membership:
    """The membership as it stands now, with what `members` brings."""
    return members(membership.group).get(pk=membership.pk)


def history(membership: Membership) -> QuerySet[MembershipChange]:
    """The steps of a membership, the first one first."""
    return MembershipChange.objects.filter(membership=membership).select_related("by")


def lead_changes(group: Group) -> QuerySet[LeadChange]:
    """Who handed the group over to whom, and from which day on."""
    return LeadChange.objects.filter(group=group).select_related("former", "teacher", "by")


def lead_on(group: Group, on: date) -> User:
    """Who led the group on the local day `on`."""
    after = lead_changes(group).filter(on__gt=on).order_by("on", "id").first()
    return after.former if after else group.lead_teacher


def waiting_entries(group: Group, *, open_now: bool = True) -> QuerySet[WaitingEntry]:
    """Who waits for a seat (or waited), the longest first."""
    rows = WaitingEntry.objects.filter(group=group, closed_at__isnull=open_now).select_related("student", "group")
    return rows.order_by("created_at", "id")


def office_of(branch: Branch) -> list[User]:
    """Active people who decide who is in the groups of the branch."""
    works_there = User.branches.through.objects.filter(user_id=OuterRef("pk"), branch_id=branch.pk)
    near = User.objects.filter(Q(all_branches=True) | Q(Exists(works_there)), is_active=True)
    office = near.filter(Q(role__in=OFFICE) | Q(own_role__isnull=False)).select_related("own_role").order_by("id")
    return [
        person
        for person in office
        if has_permission(person, "groups.manage") and has_permission(person, "groups.see_all")
    ]


def memberships_on(group: Group, on: date) -> QuerySet[Membership]:
    """Who stands in the register of the group's lesson on the local day `on`: in the group on that day, not frozen,
    not merely a lead; with the pupil, by name; each pupil once.
    """
    frozen = Freeze.objects.filter(_covers(on), membership=OuterRef("pk"))
    rows = memberships_between(group, on, on).filter(~Exists(frozen))
    return rows.prefetch_related(None)


def memberships_between(group: Group, first: date, last: date) -> QuerySet[Membership]:
    """Memberships that stand in a register on some day of `first`..`last` (both included) or would if not frozen;
    with pupil and `freezes`, by name.

    For grids of many days: two queries in all, then `stands_on(membership, day)` for each day costs none.
    """
    rows = Membership.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gte=first),
        Q(leaves_on__isnull=True) | Q(leaves_on__gte=first),
        group=group,
        joined_on__lte=last,
        never_began=False,
    ).exclude(status=MembershipStatus.LEAD)
    rows = rows.select_related("student", "group__branch").prefetch_related(_freezes())
    return rows.order_by("student__first_name", "student__last_name", "student", "joined_on")


def stands_on(membership: Membership, on: date) -> bool:
    """Whether the membership stands in the register of a lesson on the local day `on`: what `memberships_on` asks the
    database, asked of one row. Costs no query where `freezes` were fetched with it.
    """
    ends = [day for day in (membership.left_on, membership.leaves_on) if day is not None]
    if membership.status == MembershipStatus.LEAD or membership.never_began:
        return False
    if membership.joined_on > on or any(day < on for day in ends):
        return False
    return not any(
        freeze.starts_on <= on and (freeze.ends_on is None or freeze.ends_on >= on)
        for freeze in membership.freezes.all()
    )


def pupils(group: Group) -> QuerySet[User]:
    """Who learns in the group now: on trial or active, from their first day to their last one."""
    today = local_day(timezone.now(), group.local_zone)
    learns = Membership.objects.filter(
        Q(leaves_on__isnull=True) | Q(leaves_on__gte=today),
        group=group,
        left_on__isnull=True,
        joined_on__lte=today,
        status__in=[MembershipStatus.TRIAL, MembershipStatus.ACTIVE],
    )
    return User.objects.filter(pk__in=learns.values("student"))


def learners(groups: "QuerySet[Group]") -> QuerySet[Membership]:
    """Memberships of who learns in one of the groups now, as `pupils`; the day is that of the default branch."""
    today = local_day(timezone.now(), default_branch().zone)
    return Membership.objects.filter(
        Q(leaves_on__isnull=True) | Q(leaves_on__gte=today),
        group__in=groups.order_by().values("pk"),
        left_on__isnull=True,
        joined_on__lte=today,
        status__in=[MembershipStatus.TRIAL, MembershipStatus.ACTIVE],
    )


def is_member(group_id: UUID, student: User) -> bool:
    """Whether the pupil is in the group now, as more than a lead."""
    rows = Membership.objects.filter(group_id=group_id, student=student, left_on__isnull=True)
    return rows.exclude(status=MembershipStatus.LEAD).exists()


def teachers(group: Group) -> list[User]:
    """The lead teacher and then the assistants, active ones only, each once."""
    people = [group.lead_teacher, *group.assistants.order_by("id")]
    return list({person.pk: person for person in people if person.is_active}.values())


def _covers(on: date) -> Q:
    """Freezes that cover the day."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def _groups() -> QuerySet[Group]:
    return Group.objects.select_related("course", "branch", "lead_teacher")


def _freezes() -> "Prefetch[str, QuerySet[Freeze], str]":
    return Prefetch("freezes", queryset=Freeze.objects.order_by("starts_on"))


def _learns(user: User) -> QuerySet[Membership]:
    """Open memberships, in the group of the outer query, of the user and of children whose progress they may see."""
    here = Membership.objects.filter(group=OuterRef("pk"), left_on__isnull=True).exclude(status=MembershipStatus.LEAD)
    return here.filter(Q(student=user) | Q(student__in=list_children(user, right=GuardianRight.PROGRESS)))


def sees_every_group(user: User) -> bool:
    """Whether `visible_groups` are all that there are."""
    return user.all_branches and has_permission(user, "groups.see_all")


def _seen_pupils(user: User, key: str) -> Q:
    """As `visible_pupils`, of rows whose column `key` says which pupil they are about."""
    was_in = Membership.objects.filter(student=OuterRef(key))
    own = Q(**{key: user.pk}) | Q(Among(key, keys(list_children(user, right=GuardianRight.PROGRESS))))
    if sees_every_group(user):
        return own | Q(Exists(was_in))
    theirs = own | Q(Exists(was_in.filter(left_on__isnull=True, group__in=led_groups(user).values("pk"))))
    if has_permission(user, "groups.see_all"):
        theirs |= Q(Exists(was_in.filter(group__branch__in=list_user_branch_ids(user))))
    return theirs


def _of_the_office(user: User) -> Q:
    """The groups that `groups.see_all` opens: every one, or for who works in some branches those of these."""
    if not has_permission(user, "groups.see_all"):
        return Q(pk__in=[])
    return ~Q(pk__in=[]) if user.all_branches else Q(branch__in=list_user_branch_ids(user))


def _within_reach(user: User) -> Q:
    """Everybody; for who works in some branches: those who are assigned to one of these, learn or learnt, lead or
    assist in a group of them, care for such a pupil, and staff who work in every branch.
    """
    if user.all_branches:
        return ~Q(pk__in=[])
    return Q(pk=user.pk) | _of_branches(list_user_branch_ids(user))


def people_of(branch: Branch) -> QuerySet[User]:
    """Everybody who has to do with a branch, as `visible_people` has it for who works there."""
    return accounts.list_users().filter(_of_branches([branch.pk]))


def _of_branches(mine: Collection[UUID] | QuerySet[Any, UUID]) -> Q:
    groups = Group.objects.filter(branch__in=mine)
    assists = Group.assistants.through.objects.filter(user_id=OuterRef("pk"), group__branch__in=mine)
    wards = Guardian.objects.filter(parent=OuterRef("pk"), ended_at__isnull=True)
    return (
        Q(Exists(User.branches.through.objects.filter(user_id=OuterRef("pk"), branch_id__in=mine)))
        | Q(Exists(Membership.objects.filter(student=OuterRef("pk"), group__branch__in=mine)))
        | Q(Exists(groups.filter(lead_teacher=OuterRef("pk"))))
        | Q(Exists(assists))
        | Q(Exists(wards.filter(child__memberships__group__branch__in=mine)))
        | Q(Exists(wards.filter(child__branches__in=mine)))
        | Q(all_branches=True)
    )


def _taught_by(user: User | UUID) -> Q:
    key = user.pk if isinstance(user, User) else user
    assists = Group.assistants.through.objects.filter(group_id=OuterRef("pk"), user_id=key)
    return Q(lead_teacher=key) | Q(Exists(assists))


def categories() -> QuerySet[Category]:
    """The shelves of the catalogue, for everybody."""
    return Category.objects.all()


def levels(*, archived: bool = False) -> QuerySet[Level]:
    """The centre's levels, the lowest first."""
    return Level.objects.filter(archived_at__isnull=not archived).order_by("position", "code")


def visible_placements(
    user: User, *, student_id: UUID | None = None, language: str | None = None
) -> QuerySet[Placement]:
    """Levels found of oneself, of children whose progress one may see and of pupils within reach, newest first."""
    rows = Placement.objects.filter(_seen_pupils(user, "student_id"))
    wanted = {"student": student_id, "language": language}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return rows.select_related("student", "level", "found_by").order_by("-found_on", "-id")


def placeable_people(user: User) -> QuerySet[User]:
    """Active people whose level the user may note: pupils whom they teach; for the office everybody within reach."""
    taught = Membership.objects.filter(
        student=OuterRef("pk"), left_on__isnull=True, group__in=led_groups(user).values("pk")
    )
    theirs = Q(Exists(taught))
    if has_permission(user, "groups.manage"):
        theirs |= Q(pk__in=people_within_reach(user).order_by().values("pk"))
    return User.objects.filter(theirs, is_active=True).exclude(pk=user.pk)
