"""Who may see and change which schedules, discounts and prices of single pupils. Missing and foreign give the same
NotFound.
"""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

import apps.courses.access as courses
from apps.accounts.models import User
from apps.accounts.queries import list_user_branch_ids
from apps.core.errors import Forbidden, Invalid, NotFound
from apps.courses.models import Course, Group, Membership
from apps.payments.models import Discount, PaymentSchedule, PriceOverride
from apps.settings.models import Branch


def list_office_groups(user: User) -> QuerySet[Group]:
    """Groups of the branches that the user works in."""
    return Group.objects.filter(_is_in_branches(user, "branch"))


def visible_schedules(
    user: User,
    *,
    group_id: UUID | None = None,
    branch_id: UUID | None = None,
    mode: str | None = None,
    on: date | None = None,
) -> QuerySet[PaymentSchedule]:
    """Schedules of groups of the user's branches; of the group, of the branch, of the mode, in force on a day."""
    rows = PaymentSchedule.objects.filter(_is_in_branches(user, "group__branch")).select_related("group__branch")
    wanted = {"group": group_id, "group__branch": branch_id, "mode": mode}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    if on is not None:
        rows = rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on), valid_from__lte=on)
    return rows


def get_schedule(user: User, schedule_id: UUID) -> PaymentSchedule:
    """A schedule of a group of the user's branches."""
    row = visible_schedules(user).filter(pk=schedule_id).first()
    if row is None:
        raise NotFound()
    return row


def get_group_or_invalid(user: User, group_id: UUID) -> Group:
    """A group of the user's branches that a body names; Invalid on "group"."""
    group = list_office_groups(user).select_related("branch", "course").filter(pk=group_id).first()
    if group is None:
        raise Invalid.field("group", _("There is no such group."))
    return group


def visible_overrides(
    user: User, *, group_id: UUID | None = None, student_id: UUID | None = None
) -> QuerySet[PriceOverride]:
    """Prices of single pupils in groups of the user's branches; of the group, of the pupil, where given."""
    rows = PriceOverride.objects.filter(_is_in_branches(user, "membership__group__branch"))
    wanted = {"membership__group": group_id, "membership__student": student_id}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return rows.select_related("membership__student", "membership__group", "by")


def get_override(user: User, override_id: UUID) -> PriceOverride:
    """A price of a single pupil in a group of the user's branches."""
    row = visible_overrides(user).filter(pk=override_id).first()
    if row is None:
        raise NotFound()
    return row


def get_membership_or_invalid(user: User, membership_id: UUID) -> Membership:
    """A membership of a group of the user's branches that a body names; Invalid on "membership"."""
    rows = Membership.objects.filter(_is_in_branches(user, "group__branch")).select_related("group__branch", "student")
    membership = rows.filter(pk=membership_id).first()
    if membership is None:
        raise Invalid.field("membership", _("There is no such membership."))
    return membership


def visible_discounts(
    user: User,
    *,
    kind: str | None = None,
    student_id: UUID | None = None,
    group_id: UUID | None = None,
    archived: bool = False,
) -> QuerySet[Discount]:
    """Discounts that count in the user's branches, in use or put away; of the kind, for the pupil, the group alone,
    where given.
    """
    rows = Discount.objects.filter(archived_at__isnull=not archived)
    rows = rows.select_related("student", "group", "course", "branch")
    wanted = {"kind": kind, "student": student_id, "group": group_id}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    return rows if user.all_branches else rows.filter(_is_for_branches(user) | _is_for_everyone())


def get_discount(user: User, discount_id: UUID) -> Discount:
    """A discount that counts in the user's branches, put away or not."""
    found = visible_discounts(user) | visible_discounts(user, archived=True)
    row = found.filter(pk=discount_id).first()
    if row is None:
        raise NotFound()
    return row


def get_managed_discount(user: User, discount_id: UUID) -> Discount:
    """As `get_discount`, to be changed: Forbidden for one of the whole centre when the user works in some branches."""
    row = get_discount(user, discount_id)
    if not user.all_branches and not Discount.objects.filter(_is_for_branches(user), pk=row.pk).exists():
        raise Forbidden()
    return row


def get_discount_scope_or_invalid(user: User, **ids: UUID | None) -> dict[str, User | Group | Course | Branch | None]:
    """Whom a body says that a discount is for, by `student`, `group`, `course`, `branch`, as rows; Invalid on the field
    that names none within reach. What is for the whole centre is for who works in all of it.
    """
    found: dict[str, User | Group | Course | Branch | None] = {}
    for name, key in ids.items():
        found[name] = None if key is None else _get_scope_object(user, name, key)
    if not user.all_branches:
        if found.get("course") is not None:
            raise Invalid.field("course", _("Choose a group or one of your branches."))
        if not any(found.get(name) for name in ("student", "group", "branch")):
            raise Invalid.field("branch", _("Name one of your branches."))
    return found


def _get_scope_object(user: User, name: str, key: UUID) -> User | Group | Course | Branch:
    if name == "student":
        return courses.get_person_or_invalid(user, "student", key)
    if name == "group":
        return get_group_or_invalid(user, key)
    if name == "course":
        return courses.get_courses_or_invalid(user, "course", [key])[0]
    return courses.get_branch_or_invalid(user, key)


def list_groups_to_bill(user: User, *, branch_id: UUID | None = None, group_id: UUID | None = None) -> QuerySet[Group]:
    """The groups that a run of the month by this user bills: of the user's branches, of the branch, the group alone,
    where given; Invalid on "branch" or "group" for one that is not among them.
    """
    rows = list_office_groups(user)
    if branch_id is not None:
        rows = rows.filter(branch=courses.get_branch_or_invalid(user, branch_id))
    return rows if group_id is None else rows.filter(pk=get_group_or_invalid(user, group_id).pk)


def _is_in_branches(user: User, path: str) -> Q:
    return ~Q(pk__in=[]) if user.all_branches else Q(**{f"{path}__in": list_user_branch_ids(user)})


def _is_for_branches(user: User) -> Q:
    """Discounts for a branch of the user's, a group of one, a pupil who is or was in one."""
    mine = list_user_branch_ids(user)
    learns = Membership.objects.filter(student=OuterRef("student"), group__branch__in=mine)
    return Q(branch__in=mine) | Q(group__branch__in=mine) | Q(Exists(learns))


def _is_for_everyone() -> Q:
    return Q(student__isnull=True, group__isnull=True, branch__isnull=True)
