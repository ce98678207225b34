"""Who may load which leaderboard, item and redemption. Missing and foreign give the same NotFound."""

from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.queries import list_user_branch_ids
from apps.core.errors import Conflict, ErrorCode, Invalid, NotFound
from apps.core.lookups import get_one, named_one
from apps.courses.access import get_group
from apps.courses.models import Course, Group, Membership
from apps.courses.queries import placeable_people, visible_groups
from apps.gamification.models import Achievement, LeaderboardScope, Redemption, ShopItem
from apps.gamification.queries import shop
from apps.settings.models import Branch
from apps.settings.queries import system


def get_leaderboard_group(user: User, group_id: UUID) -> Group:
    """The group whose board it is, for who sees the group. Conflict where the centre shows no boards."""
    group = get_group(user, group_id)
    _check_leaderboards_shown()
    return group


def get_leaderboard_course(user: User, scope: LeaderboardScope, course_id: UUID | None) -> Course | None:
    """The course whose board it is, None for the centre's: for who sees a group of it, or any group. Invalid on
    "course" when it lacks, or is too much; Conflict where the centre shows no boards.
    """
    if (scope == LeaderboardScope.COURSE) != (course_id is not None):
        raise Invalid.field("course", _("Name a course for the board of a course, and only then."))
    groups = visible_groups(user).order_by()
    course = None
    if course_id is not None:
        course = get_one(Course.objects.filter(pk__in=groups.values("course")), course_id)
    elif not groups.exists():
        raise NotFound()
    _check_leaderboards_shown()
    return course


def _check_leaderboards_shown() -> None:
    if not system().leaderboards_shown:
        raise Conflict(_("Leaderboards are switched off."), code=ErrorCode.NOT_OPEN)


def get_rewardable_student(user: User, student_id: UUID) -> User:
    """A pupil, named in a body, to whom the user may give coins: whom they teach; for the office of its branches. Never
    oneself; Invalid on "student".
    """
    learnt = Membership.objects.filter(student=OuterRef("pk"))
    theirs = placeable_people(user).filter(Exists(learnt))
    return named_one(theirs, student_id, field="student", otherwise=_("There is no such person."))


def get_achievement(achievement_id: UUID) -> Achievement:
    """One that may be changed, also one that was put away."""
    return get_one(Achievement.objects.all(), achievement_id)


def get_shop_item(user: User, item_id: UUID) -> ShopItem:
    """An item that the user can buy or change."""
    return get_one(shop.list_visible_items(user), item_id)


def get_managed_shop_item(user: User, item_id: UUID) -> ShopItem:
    """An item that the user may change."""
    return get_one(shop.list_managed_items(user), item_id)


def get_shop_branch(user: User, branch_id: UUID | None) -> Branch | None:
    """The branch of an item that a body names, where the user works; none (every branch) only for who works in all."""
    if branch_id is None:
        if not user.all_branches:
            raise Invalid.field("branch", _("Name a branch in which you work."))
        return None
    near = Branch.objects.all() if user.all_branches else Branch.objects.filter(pk__in=list_user_branch_ids(user))
    return named_one(near, branch_id, field="branch", otherwise=_("There is no such branch."))


def get_redemption(user: User, redemption_id: UUID) -> Redemption:
    """One to hand over: of a pupil within reach."""
    return get_one(shop.list_office_redemptions(user), redemption_id)


def get_cancellable_redemption(user: User, redemption_id: UUID) -> Redemption:
    """One's own, or one that the user may hand over."""
    return get_one(shop.list_cancellable_redemptions(user), redemption_id)
