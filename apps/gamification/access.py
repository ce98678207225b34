"""Which leaderboards, shop items and redemptions a user may load. A missing object and one out of reach raise the same
NotFound.
"""

from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.queries import list_user_branch_ids
from apps.core.errors import Conflict, ErrorCode, Invalid, NotFound
from apps.core.lookups import get_or_invalid, get_or_not_found
from apps.courses.access import get_group
from apps.courses.models import Course, Group, Membership
from apps.courses.queries import list_placeable_people, list_visible_groups
from apps.gamification.models import Achievement, LeaderboardScope, Redemption, ShopItem
from apps.gamification.queries import shop
from apps.settings.models import Branch
from apps.settings.queries import get_system_settings


def get_leaderboard_group(user: User, group_id: UUID) -> Group:
    """Return the group of a leaderboard, for users who see the group. Raise Conflict `not_open` when leaderboards are
    switched off.
    """
    group = get_group(user, group_id)
    _check_leaderboards_shown()
    return group


def get_leaderboard_course(user: User, scope: LeaderboardScope, course_id: UUID | None) -> Course | None:
    """Return the course of a leaderboard, None for the centre's; for users who see a group of the course, or any group.
    Raise Invalid on "course" when it is missing or must not be given; Conflict `not_open` when leaderboards are
    switched off.
    """
    if (scope == LeaderboardScope.COURSE) != (course_id is not None):
        raise Invalid.field("course", _("Give a course for the leaderboard of a course, and only for it."))
    groups = list_visible_groups(user).order_by()
    course = None
    if course_id is not None:
        course = get_or_not_found(Course.objects.filter(pk__in=groups.values("course")), course_id)
    elif not groups.exists():
        raise NotFound()
    _check_leaderboards_shown()
    return course


def _check_leaderboards_shown() -> None:
    if not get_system_settings().leaderboards_shown:
        raise Conflict(_("Leaderboards are switched off."), code=ErrorCode.NOT_OPEN)


def get_rewardable_student_or_invalid(user: User, student_id: UUID) -> User:
    """Return a pupil to whom the user may give coins: one whom the user teaches; for the office, one of its branches;
    never the user. Raise Invalid on "student".
    """
    learnt = Membership.objects.filter(student=OuterRef("pk"))
    students = list_placeable_people(user).filter(Exists(learnt))
    return get_or_invalid(students, student_id, field="student", message=_("There is no such person."))


def get_achievement(achievement_id: UUID) -> Achievement:
    """Return an achievement to change, also an archived one."""
    return get_or_not_found(Achievement.objects.all(), achievement_id)


def get_shop_item(user: User, item_id: UUID) -> ShopItem:
    """Return an item that the user can buy or change."""
    return get_or_not_found(shop.list_visible_items(user), item_id)


def get_managed_shop_item(user: User, item_id: UUID) -> ShopItem:
    """Return an item that the user may change."""
    return get_or_not_found(shop.list_managed_items(user), item_id)


def get_shop_branch_or_invalid(user: User, branch_id: UUID | None) -> Branch | None:
    """Return the branch for an item, where the user works. None (all branches) only for users who work in
    all of them.
    """
    if branch_id is None:
        if not user.all_branches:
            raise Invalid.field("branch", _("Choose a branch where you work."))
        return None
    branches = Branch.objects.all() if user.all_branches else Branch.objects.filter(pk__in=list_user_branch_ids(user))
    return get_or_invalid(branches, branch_id, field="branch", message=_("There is no such branch."))


def get_managed_redemption(user: User, redemption_id: UUID) -> Redemption:
    """Return a redemption that the user may hand over."""
    return get_or_not_found(shop.list_managed_redemptions(user), redemption_id)


def get_cancellable_redemption(user: User, redemption_id: UUID) -> Redemption:
    """Return the user's own redemption, or one that the user may hand over."""
    return get_or_not_found(shop.list_cancellable_redemptions(user), redemption_id)
