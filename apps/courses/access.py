"""Load courses, groups and people by id for a user. Missing and forbidden objects give the same NotFound."""

import re
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

import apps.accounts.access as accounts
from apps.accounts.access import check_can_manage_user
from apps.accounts.minors import filter_minors, is_minor
from apps.accounts.models import Guardian, User
from apps.accounts.queries import is_child, list_children, list_user_branch_ids
from apps.core.errors import Conflict, Forbidden, Invalid, NotFound
from apps.core.lookups import get_or_invalid, get_or_not_found
from apps.core.models import StoredFile
from apps.courses import catalogue_queries, queries
from apps.courses.models import Category, Course, CourseThumbnail, Group, Level, Membership, Placement, WaitingEntry
from apps.settings.models import Branch

SHA256 = re.compile(r"[0-9a-f]{64}")


def get_course(user: User | None, course_id: UUID) -> Course:
    """Return a published course, or any course for staff. `user` is None for a visitor without an account."""
    return get_or_not_found(queries.list_visible_courses(user), course_id)


def get_group(user: User, group_id: UUID) -> Group:
    """Return a group that the user or a child of the user learns in, that the user leads or assists, or any for the
    office.
    """
    return get_or_not_found(queries.list_visible_groups(user), group_id)


def get_taught_course(user: User, course_id: UUID) -> Course:
    """Return a course that the user teaches, or whose groups the user leads or assists; any for the office."""
    return get_or_not_found(queries.list_taught_courses(user), course_id)


def get_taught_group(user: User, group_id: UUID) -> Group:
    """Return a group that the user leads or assists, or any for the office."""
    return get_or_not_found(queries.list_taught_groups(user), group_id)


def get_membership(user: User, group_id: UUID, membership_id: UUID) -> Membership:
    """Return a membership of a group that the user teaches, or of any group for the office."""
    group = get_taught_group(user, group_id)
    return get_or_not_found(queries.list_memberships(group), membership_id)


def get_waiting_entry(user: User, group_id: UUID, entry_id: UUID) -> WaitingEntry:
    """Return an open waiting-list entry of a group that the user teaches, or of any group for the office."""
    return get_or_not_found(queries.list_waiting_entries(get_taught_group(user, group_id)), entry_id)


def get_branch_or_invalid(user: User, branch_id: UUID | None) -> Branch:
    """Return the branch with the id that a body sends, or the user's home branch for None. Raise Invalid on "branch"
    when the user does not work there.
    """
    if branch_id is None:
        return accounts.get_branch_for_new_objects(user)
    near = Branch.objects.all() if user.all_branches else Branch.objects.filter(pk__in=list_user_branch_ids(user))
    return get_or_invalid(near, branch_id, field="branch", message=_("There is no such branch."))


def get_group_or_invalid(user: User, group_id: UUID) -> Group:
    """Return the group with the id that a body sends: one that the user teaches, or any for the office. Raise Invalid
    on "group".
    """
    return get_or_invalid(
        queries.list_taught_groups(user), group_id, field="group", message=_("There is no such group.")
    )


def get_person_or_invalid(user: User, field: str, person_id: UUID) -> User:
    """Return an active person within the user's reach whose id a body sends in `field`. Raise Invalid on that field."""
    return get_or_invalid(
        queries.list_people_within_reach(user), person_id, field=field, message=_("There is no such person.")
    )


def get_people_or_invalid(user: User, field: str, person_ids: list[UUID]) -> list[User]:
    """Return several people as `get_person_or_invalid` does; repeated ids count once."""
    matching = queries.list_people_within_reach(user).filter(pk__in=person_ids)
    people = list(matching.distinct())
    if len(people) != len(set(person_ids)):
        raise Invalid.field(field, _("There is no such person."))
    return people


def get_person(user: User, person_id: UUID) -> User:
    """Return the user; for the office, anyone within reach, and a duplicate that was merged into them."""
    return get_or_not_found(queries.list_visible_people_and_duplicates(user), person_id)


def get_managed_person(user: User, person_id: UUID) -> User:
    """Return a person within the office's reach, to be changed. Raise Forbidden when the person has more rights than
    the user, or works in branches where the user does not. A merged duplicate is NotFound: it does not change.
    """
    person = get_or_not_found(queries.list_visible_people(user), person_id)
    check_can_manage(user, person)
    return person


def get_person_to_merge(user: User, person_id: UUID) -> User:
    """Return a person as `get_managed_person` does, also a duplicate that was merged already."""
    person = get_person(user, person_id)
    check_can_manage(user, person)
    return person


def check_can_manage(user: User, person: User) -> None:
    """Raise Forbidden when the person has more rights than the user, or is staff in branches where the user does not
    work.
    """
    check_can_manage_user(user, person)
    if person.is_staff_member and not user.all_branches:
        elsewhere = person.branches.exclude(pk__in=list_user_branch_ids(user))
        if person.all_branches or elsewhere.exists():
            raise Forbidden()


def get_managed_child(user: User, child_id: UUID) -> User:
    """Return a child profile's user as `get_managed_person` does. Raise NotFound for others and for staff."""
    child = get_managed_person(user, child_id)
    if child.is_staff_member or not is_child(child):
        raise NotFound()
    return child


def get_child(user: User, child_id: UUID) -> User:
    """Return a minor whom the user is a guardian of; for the office, any minor within reach."""
    is_own = list_children(user).filter(pk=child_id).exists()
    children = User.objects.filter(erased_at__isnull=True) if is_own else queries.list_visible_people(user)
    return get_or_not_found(filter_minors(children), child_id)


def get_own_child(user: User, child_id: UUID) -> User:
    """Return a minor whom the user is a guardian of now. Raise NotFound for all others, also for the office."""
    return get_or_not_found(filter_minors(list_children(user)), child_id)


def get_managed_minor(user: User, child_id: UUID) -> User:
    """Return a minor as `get_managed_person` does. Raise Conflict for adults."""
    child = get_managed_person(user, child_id)
    if not is_minor(child):
        raise Conflict(_("%(name)s is an adult and answers for themselves.") % {"name": child.full_name})
    return child


def get_guardianship(user: User, link_id: UUID) -> Guardian:
    """Return an open guardianship of the user; for the office, any guardianship of a child within reach."""
    return get_or_not_found(queries.list_visible_guardianships(user), link_id)


def get_pupil(user: User, student_id: UUID) -> User:
    """Return the user, a child of the user, a pupil of a group that the user teaches, or any pupil for the office."""
    return get_or_not_found(queries.list_visible_pupils(user), student_id)


def get_child_for_device_sign_in(user: User, child_id: UUID) -> User:
    """Return a child for whom the user may open a device to sign in on."""
    return get_or_not_found(queries.list_children_for_device_sign_in(user), child_id)


def get_category(category_id: UUID) -> Category:
    """Return a category of the catalogue, for everyone."""
    return get_or_not_found(catalogue_queries.list_categories(), category_id)


def get_category_or_invalid(category_id: UUID) -> Category:
    """Return the category whose id a body sends. Raise Invalid on "category"."""
    return get_or_invalid(
        catalogue_queries.list_categories(), category_id, field="category", message=_("There is no such category.")
    )


def get_courses_or_invalid(user: User, field: str, course_ids: list[UUID]) -> list[Course]:
    """Return the courses whose ids a body sends and that the user may see. Raise Invalid on `field` when one is
    missing.
    """
    courses = {course.pk: course for course in queries.list_visible_courses(user).filter(pk__in=course_ids)}
    if len(courses) != len(set(course_ids)):
        raise Invalid.field(field, _("There is no such course."))
    return list(courses.values())


def get_level(level_id: UUID) -> Level:
    """Return a level that is in use, for everyone."""
    return get_or_not_found(catalogue_queries.list_levels(), level_id)


def get_placeable_person_or_invalid(user: User, person_id: UUID) -> User:
    """Return the person whose id a body sends and whose level the user may record. Raise Invalid on "student"."""
    theirs = queries.list_placeable_people(user)
    return get_or_invalid(theirs, person_id, field="student", message=_("There is no such person."))


def get_placement(user: User, placement_id: UUID) -> Placement:
    """Return a placement of a person whose level the user may record."""
    theirs = queries.list_placeable_people(user).order_by().values("pk")
    return get_or_not_found(Placement.objects.filter(student__in=theirs).select_related("level"), placement_id)


def get_thumbnail(link: str) -> StoredFile:
    """Return the stored picture with this hash, in any of its sizes. Raise NotFound when no course uses it."""
    found = StoredFile.objects.none()
    if SHA256.fullmatch(link):
        used = Course.objects.filter(thumbnail=OuterRef("pk")), CourseThumbnail.objects.filter(file=OuterRef("pk"))
        found = StoredFile.objects.filter(Exists(used[0]) | Exists(used[1]), sha256=link)
    stored = found.first()
    if stored is None:
        raise NotFound()
    return stored
