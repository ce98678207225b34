"""Shop items that a user can buy, and redemptions."""

from django.db.models import Q, QuerySet

from apps.accounts.access import GuardianRight, has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_children, list_user_branch_ids
from apps.courses.queries import list_visible_groups, list_visible_pupils
from apps.gamification.models import Redemption, ShopItem


def list_visible_items(user: User, *, archived: bool = False) -> QuerySet[ShopItem]:
    """Return items for all branches and for the branches of groups that the user sees; for users who manage the shop,
    also those of branches where they work, and archived ones.
    """
    if archived and not has_permission(user, "shop.manage"):
        return ShopItem.objects.none()
    reachable = Q(branch__isnull=True) | Q(branch__in=list_visible_groups(user).order_by().values("branch"))
    if has_permission(user, "shop.manage"):
        reachable |= ~Q(pk__in=[]) if user.all_branches else Q(branch__in=list_user_branch_ids(user))
    return ShopItem.objects.filter(reachable, archived_at__isnull=not archived).select_related("branch")


def list_managed_items(user: User) -> QuerySet[ShopItem]:
    """Return items that the user may change: of branches where the user works; those for all branches only when the
    user works in all of them.
    """
    items = ShopItem.objects.filter(archived_at__isnull=True).select_related("branch")
    return items if user.all_branches else items.filter(branch__in=list_user_branch_ids(user))


def list_visible_redemptions(user: User, *, state: str | None = None) -> QuerySet[Redemption]:
    """Return the user's own redemptions and those of the user's children; for the office, those of pupils of its
    branches.
    """
    visible = Q(student=user) | Q(student__in=list_children(user, right=GuardianRight.PROGRESS))
    if has_permission(user, "shop.hand_over"):
        visible |= Q(student__in=list_visible_pupils(user).order_by().values("pk"))
    rows = Redemption.objects.filter(visible).select_related("item", "student")
    return rows.filter(state=state) if state else rows


def list_managed_redemptions(user: User) -> QuerySet[Redemption]:
    """Return redemptions that the user may hand over: of pupils within reach, never the user's own."""
    students = list_visible_pupils(user).order_by().values("pk")
    rows = Redemption.objects.filter(student__in=students).exclude(student=user)
    return rows.select_related("item", "student")


def list_cancellable_redemptions(user: User) -> QuerySet[Redemption]:
    """Return the user's own redemptions, and those that the user may hand over."""
    cancellable = Q(student=user)
    if has_permission(user, "shop.hand_over"):
        cancellable |= Q(student__in=list_visible_pupils(user).order_by().values("pk"))
    return Redemption.objects.filter(cancellable).select_related("item", "student")
