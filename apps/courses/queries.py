"""Reads of courses, groups, memberships, people within reach, levels and placements."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

import apps.accounts.queries as accounts
from apps.accounts.access import GuardianRight, has_permission
from apps.accounts.models import Guardian, User
from apps.accounts.queries import list_children, list_user_branch_ids
from apps.core.array_filters import InArray, get_primary_keys
from apps.core.local_days import get_today
from apps.core.lookups import filter_given
from apps.core.permissions import OFFICE
from apps.courses.models.catalogue import Course, CourseMode, CourseStatus, CourseTeacher, CourseThumbnail, Placement
from apps.courses.models.groups import (
    Freeze,
    Group,
    LeadChange,
    Membership,
    MembershipChange,
    MembershipStatus,
    WaitingEntry,
)
from apps.settings.models import Branch
from apps.settings.queries import get_default_branch


def list_visible_courses(
    user: User | None,
    *,
    language: str | None = None,
    level: str = "",
    mode: str | None = None,
    category_id: UUID | None = None,
    slug: str = "",
    status: str | None = None,
    tag: str = "",
    taught: bool = False,
) -> QuerySet[Course]:
    """Return published courses, or all courses for users who may see drafts. Filters are optional; a course with mode
    `both` matches either mode; `taught` leaves those that `list_taught_courses` has.
    """
    sizes = Prefetch("thumbnails", CourseThumbnail.objects.select_related("file").order_by("width"))
    courses = Course.objects.select_related("category", "thumbnail").prefetch_related("prices", sizes)
    if user is None or not has_permission(user, "courses.see_drafts"):
        courses = courses.filter(status=CourseStatus.PUBLISHED)
    courses = filter_given(courses, language=language, level=level or None, category=category_id)
    courses = filter_given(courses, slug=slug or None, status=status)
    if tag:
        courses = courses.filter(tags__contains=[tag])
    if taught:
        courses = courses.filter(pk__in=list_taught_courses(user).values("pk")) if user else courses.none()
    return courses.filter(mode__in=[mode, CourseMode.BOTH]) if mode else courses


def list_taught_groups(user: User) -> QuerySet[Group]:
    """Return groups that the user leads or assists; for the office, all groups of its branches."""
    return _groups_with_related().filter(_office_filter(user) | _taught_by_filter(user))


def list_taught_courses(user: User) -> QuerySet[Course]:
    """Return courses that the user teaches, and those of groups that the user leads or assists; all for the office."""
    return Course.objects.all() if has_permission(user, "groups.manage") else list_own_taught_courses(user)


def list_courses_of_teacher(user: User) -> QuerySet[Course]:
    """Return courses that the user teaches as a whole, without those of groups alone."""
    return Course.objects.filter(pk__in=CourseTeacher.objects.filter(teacher=user).values("course"))


def list_own_taught_courses(user: User) -> QuerySet[Course]:
    """Return courses that the user teaches, and those of groups that the user leads or assists, without rights of the
    office.
    """
    own_courses = CourseTeacher.objects.filter(teacher=user).values("course")
    return Course.objects.filter(Q(pk__in=list_own_taught_groups(user).values("course")) | Q(pk__in=own_courses))


def list_own_taught_groups(user: User) -> QuerySet[Group]:
    """Return groups that the user leads or assists, without rights of the office."""
    return Group.objects.filter(_taught_by_filter(user))


def list_visible_groups(
    user: User,
    *,
    course_id: UUID | None = None,
    branch_id: UUID | None = None,
    teacher_id: UUID | None = None,
    status: str | None = None,
    free: bool | None = None,
) -> QuerySet[Group]:
    """Return groups that the user or a child of the user learns in, and those that the user leads or assists; for the
    office, all of its branches. Filters are optional. A lead does not count as a member.
    """
    groups = _groups_with_related()
    if not can_see_every_group(user):
        groups = groups.filter(_office_filter(user) | _taught_by_filter(user) | Q(Exists(_memberships_of_family(user))))
    groups = filter_given(groups, course=course_id, branch=branch_id, status=status)
    if free is not None:
        groups = groups.filter(seats_taken__lt=F("capacity")) if free else groups.filter(seats_taken__gte=F("capacity"))
    return groups.filter(_taught_by_filter(teacher_id)) if teacher_id else groups


def list_current_group_ids(student: User) -> list[UUID]:
    """Return the ids of the groups that the pupil is in now, ordered by id, which is the order of locks."""
    open_memberships = Membership.objects.filter(student=student, left_on__isnull=True)
    return list(open_memberships.order_by("group_id").values_list("group_id", flat=True))


def list_visible_pupils(user: User) -> QuerySet[User]:
    """Return the user, children whose progress the user may see, and pupils whom the user teaches; for the office,
    everyone who was ever in a group of its branches.
    """
    return User.objects.filter(_visible_pupils_filter(user, "pk"))


def list_children_for_device_sign_in(user: User) -> QuerySet[User]:
    """Return children for whom the user may open a device to sign in on: own children and pupils; for the office,
    children of its branches, and those without a group when it works in every branch.
    """
    open_memberships = Membership.objects.filter(student=OuterRef("pk"), left_on__isnull=True)
    taught = open_memberships.filter(group__in=list_own_taught_groups(user).values("pk"))
    office_memberships = open_memberships.filter(group__in=Group.objects.filter(_office_filter(user)).values("pk"))
    children = list_children(user, right=GuardianRight.PROGRESS)
    visible = Q(pk__in=children) | Q(Exists(taught)) | Q(Exists(office_memberships))
    if has_permission(user, "groups.see_all") and user.all_branches:
        visible |= ~Q(pk__in=[])
    return User.objects.filter(visible, child_profile__isnull=False, is_active=True)


def list_visible_people(
    user: User, *, role: str | None = None, status: str | None = None, group_id: UUID | None = None
) -> QuerySet[User]:
    """Return the user; for the office, everyone within reach but merged duplicates. Filter by role, status and current
    group, where given.
    """
    users = accounts.list_users(role=role, status=status)
    if not has_permission(user, "accounts.view_people"):
        return users.filter(pk=user.pk)
    if group_id is not None:
        seen = list_visible_groups(user).filter(pk=group_id).order_by().values("pk")
        here = Membership.objects.filter(student=OuterRef("pk"), group__in=seen, left_on__isnull=True)
        users = users.filter(Exists(here))
    return users.filter(_within_reach_filter(user))


def list_visible_people_and_duplicates(user: User) -> QuerySet[User]:
    """Return whom `list_visible_people` returns, and the duplicates that were merged into them."""
    users = accounts.list_users(with_merged=True)
    if not has_permission(user, "accounts.view_people"):
        return users.filter(pk=user.pk)
    near = User.objects.filter(_within_reach_filter(user)).order_by().values("pk")
    return users.filter(_within_reach_filter(user) | Q(merged_into__in=near))


def list_people_within_reach(user: User) -> QuerySet[User]:
    """Return active people whom the user may add to a group: everyone, or those of the user's branches."""
    return accounts.list_users().filter(_within_reach_filter(user), is_active=True)


def list_visible_guardianships(
    user: User, *, parent_id: UUID | None = None, child_id: UUID | None = None, open_now: bool | None = None
) -> QuerySet[Guardian]:
    """Return the user's open guardianships; for the office, those of every child within reach."""
    links = accounts.list_guardianships(parent_id=parent_id, child_id=child_id, open_now=open_now)
    own = Q(parent=user, ended_at__isnull=True)
    if not has_permission(user, "accounts.manage_guardians"):
        return links.filter(own)
    near = accounts.list_users().filter(_within_reach_filter(user)).order_by().values("pk")
    return links.filter(own | Q(child__in=near))


def list_memberships(group: Group, *, open_now: bool | None = None, status: str | None = None) -> QuerySet[Membership]:
    """Return memberships of the group with their freezes; filter by open or ended (`open_now`) and by status."""
    rows = Membership.objects.filter(group=group).select_related("student", "group__branch")
    rows = filter_given(rows, status=status or None, left_on__isnull=open_now)
    return rows.prefetch_related(_prefetch_freezes())


def reload_membership(membership: Membership) -> Membership:
    """Reload the membership with what `list_memberships` loads."""
    return list_memberships(membership.group).get(pk=membership.pk)


def list_membership_changes(membership: Membership) -> QuerySet[MembershipChange]:
    """Return the changes of a membership, oldest first."""
    return MembershipChange.objects.filter(membership=membership).select_related("by")


def list_lead_teacher_changes(group: Group) -> QuerySet[LeadChange]:
    """Return the changes of the group's lead teacher."""
    return LeadChange.objects.filter(group=group).select_related("former", "teacher", "by")


def get_lead_teacher_on(group: Group, on: date) -> User:
    """Return the lead teacher of the group on the local day `on`."""
    after = list_lead_teacher_changes(group).filter(on__gt=on).order_by("on", "id").first()
    return after.former if after else group.lead_teacher


def list_waiting_entries(
    group: Group, *, open_now: bool = True, student_id: UUID | None = None
) -> QuerySet[WaitingEntry]:
    """Return open (or closed) entries of the waiting list, of all pupils or of one; the longest wait first."""
    rows = WaitingEntry.objects.filter(group=group, closed_at__isnull=open_now).select_related("student", "group")
    return filter_given(rows, student=student_id).order_by("created_at", "id")


def list_group_managers(branch: Branch) -> list[User]:
    """Return active users who manage the groups of the branch."""
    works_there = User.branches.through.objects.filter(user_id=OuterRef("pk"), branch_id=branch.pk)
    near = User.objects.filter(Q(all_branches=True) | Q(Exists(works_there)), is_active=True)
    office = near.filter(Q(role__in=OFFICE) | Q(own_role__isnull=False)).select_related("own_role").order_by("id")
    needed = ("groups.manage", "groups.see_all")
    return [person for person in office if all(has_permission(person, permission) for permission in needed)]


def list_memberships_in_register(group: Group, on: date) -> QuerySet[Membership]:
    """Return the memberships that are in the register of the group on the local day `on`: not frozen and not a lead;
    with pupil, ordered by name.
    """
    covers_day = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    frozen = Freeze.objects.filter(covers_day, starts_on__lte=on, membership=OuterRef("pk"))
    return list_register_memberships_between([group], on, on).filter(~Exists(frozen)).prefetch_related(None)


def list_register_memberships_between(
    groups: Collection[Group], first_day: date, last_day: date
) -> QuerySet[Membership]:
    """Return memberships that are in a register of these groups on some day of `first_day`..`last_day` (both included),
    or would be if not frozen; with pupil and `freezes`, ordered by name.

    For many days: two queries in all, then `is_in_register_on(membership, day)` costs none.
    """
    lasts = (Q(left_on__isnull=True) | Q(left_on__gte=first_day)) & (
        Q(leaves_on__isnull=True) | Q(leaves_on__gte=first_day)
    )
    rows = Membership.objects.filter(lasts, group__in=groups, joined_on__lte=last_day, never_began=False)
    rows = rows.exclude(status=MembershipStatus.LEAD)
    rows = rows.select_related("student", "group__branch").prefetch_related(_prefetch_freezes())
    return rows.order_by("student__first_name", "student__last_name", "student", "joined_on")


def is_in_register_on(membership: Membership, on: date) -> bool:
    """Return whether the membership is in the register on the local day `on`, by the rule of
    `list_memberships_in_register` but for one row. Costs no query when `freezes` are prefetched.
    """
    if membership.status == MembershipStatus.LEAD or membership.never_began or membership.joined_on > on:
        return False
    if any(day is not None and day < on for day in (membership.left_on, membership.leaves_on)):
        return False
    freezes = membership.freezes.all()
    return not any(pause.starts_on <= on and (pause.ends_on is None or pause.ends_on >= on) for pause in freezes)


def list_current_pupils(group: Group) -> QuerySet[User]:
    """Return the pupils who learn in the group now: trial or active, between first and last day."""
    return User.objects.filter(pk__in=_list_learning_on(group.today).filter(group=group).values("student"))


def list_current_memberships(groups: "QuerySet[Group]") -> QuerySet[Membership]:
    """Return the current memberships in these groups, by the rule of `list_current_pupils`; "today" is that of the
    default branch.
    """
    learning = _list_learning_on(get_today(get_default_branch().zone))
    return learning.filter(group__in=groups.order_by().values("pk"))


def _list_learning_on(today: date) -> QuerySet[Membership]:
    learning = (MembershipStatus.TRIAL, MembershipStatus.ACTIVE)
    rows = Membership.objects.filter(left_on__isnull=True, joined_on__lte=today, status__in=learning)
    return rows.filter(Q(leaves_on__isnull=True) | Q(leaves_on__gte=today))


def is_group_member(group_id: UUID, student: User) -> bool:
    """Return whether the pupil has an open membership in the group that is not a lead."""
    rows = Membership.objects.filter(group_id=group_id, student=student, left_on__isnull=True)
    return rows.exclude(status=MembershipStatus.LEAD).exists()


def list_group_teachers(group: Group) -> list[User]:
    """Return the active teachers of the group: the lead teacher, then the assistants, each once."""
    people = [group.lead_teacher, *group.assistants.order_by("id")]
    return list({person.pk: person for person in people if person.is_active}.values())


def list_course_teachers(course: Course) -> list[User]:
    """Return the active teachers of a course, the lead teacher first."""
    links = CourseTeacher.objects.filter(course=course, teacher__is_active=True).select_related("teacher")
    return [link.teacher for link in links.order_by("-kind", "created_at")]


def _groups_with_related() -> QuerySet[Group]:
    return Group.objects.select_related("course", "branch", "lead_teacher")


def _prefetch_freezes() -> "Prefetch[str, QuerySet[Freeze], str]":
    return Prefetch("freezes", queryset=Freeze.objects.order_by("starts_on"))


def _memberships_of_family(user: User) -> QuerySet[Membership]:
    """Return open memberships of the user and of visible children in the group of the outer query."""
    here = Membership.objects.filter(group=OuterRef("pk"), left_on__isnull=True).exclude(status=MembershipStatus.LEAD)
    return here.filter(Q(student=user) | Q(student__in=list_children(user, right=GuardianRight.PROGRESS)))


def can_see_every_group(user: User) -> bool:
    """Return whether the user sees all groups of all branches."""
    return user.all_branches and has_permission(user, "groups.see_all")


def _visible_pupils_filter(user: User, key: str) -> Q:
    """Build the filter of `list_visible_pupils` for rows whose column `key` is the pupil."""
    memberships = Membership.objects.filter(student=OuterRef(key))
    own = Q(**{key: user.pk}) | Q(InArray(key, get_primary_keys(list_children(user, right=GuardianRight.PROGRESS))))
    if can_see_every_group(user):
        return own | Q(Exists(memberships))
    visible = own | Q(
        Exists(memberships.filter(left_on__isnull=True, group__in=list_own_taught_groups(user).values("pk")))
    )
    if has_permission(user, "groups.see_all"):
        visible |= Q(Exists(memberships.filter(group__branch__in=list_user_branch_ids(user))))
    return visible


def _office_filter(user: User) -> Q:
    """Build the filter of groups that `groups.see_all` opens: all, or those of the user's branches."""
    if not has_permission(user, "groups.see_all"):
        return Q(pk__in=[])
    return ~Q(pk__in=[]) if user.all_branches else Q(branch__in=list_user_branch_ids(user))


def _within_reach_filter(user: User) -> Q:
    """Build the filter of people within reach: all, or for users of some branches those who are assigned to them,
    learn, learnt, teach or assist there, their guardians, and staff of every branch.
    """
    if user.all_branches:
        return ~Q(pk__in=[])
    return Q(pk=user.pk) | _branches_filter(list_user_branch_ids(user))


def _branches_filter(mine: Collection[UUID] | QuerySet[Any, UUID]) -> Q:
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


def _taught_by_filter(user: User | UUID) -> Q:
    key = user.pk if isinstance(user, User) else user
    assists = Group.assistants.through.objects.filter(group_id=OuterRef("pk"), user_id=key)
    return Q(lead_teacher=key) | Q(Exists(assists))


def list_visible_placements(
    user: User, *, student_id: UUID | None = None, language: str | None = None
) -> QuerySet[Placement]:
    """Return placements of the user, of children whose progress the user may see, and of visible pupils;
    newest first.
    """
    rows = Placement.objects.filter(_visible_pupils_filter(user, "student_id"))
    rows = filter_given(rows, student=student_id, language=language)
    return rows.select_related("student", "level", "found_by").order_by("-found_on", "-id")


def list_placeable_people(user: User) -> QuerySet[User]:
    """Return active people whose level the user may record: pupils of the user; for the office, everyone
    within reach.
    """
    led = list_own_taught_groups(user).values("pk")
    taught = Membership.objects.filter(student=OuterRef("pk"), left_on__isnull=True, group__in=led)
    placeable = Q(Exists(taught))
    if has_permission(user, "groups.manage"):
        placeable |= Q(pk__in=list_people_within_reach(user).order_by().values("pk"))
    return User.objects.filter(placeable, is_active=True).exclude(pk=user.pk)
