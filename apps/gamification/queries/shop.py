"""The shop: what the user can buy, and who bought what."""

from django.db.models import Q, QuerySet

from apps.accounts.access import GuardianRight, has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_children, list_user_branch_ids
from apps.courses.queries import visible_groups, visible_pupils
from apps.gamification.models import Redemption, ShopItem


def list_visible_items(user: User, *, archived: bool = False) -> QuerySet[ShopItem]:
    """Items of all branches, and of the branches of groups that the user sees; for who may change them those of the
    branches where they work, and those put away.
    """
    if archived and not has_permission(user, "shop.manage"):
        return ShopItem.objects.none()
    near = Q(branch__isnull=True) | Q(branch__in=visible_groups(user).order_by().values("branch"))
    if has_permission(user, "shop.manage"):
        near |= ~Q(pk__in=[]) if user.all_branches else Q(branch__in=list_user_branch_ids(user))
    return ShopItem.objects.filter(near, archived_at__isnull=not archived).select_related("branch")


def list_managed_items(user: User) -> QuerySet[ShopItem]:
    """Items that the user may change: of the branches where they work; of all branches only who works in all."""
    items = ShopItem.objects.filter(archived_at__isnull=True).select_related("branch")
    return items if user.all_branches else items.filter(branch__in=list_user_branch_ids(user))


def list_visible_redemptions(user: User, *, state: str | None = None) -> QuerySet[Redemption]:
    """One's own and one's children's; for who hands over those of every pupil of the branches."""
    theirs = Q(student=user) | Q(student__in=list_children(user, right=GuardianRight.PROGRESS))
    if has_permission(user, "shop.hand_over"):
        theirs |= Q(student__in=visible_pupils(user).order_by().values("pk"))
    rows = Redemption.objects.filter(theirs).select_related("item", "student")
    return rows.filter(state=state) if state else rows


def list_office_redemptions(user: User) -> QuerySet[Redemption]:
    """Those that the user may hand over, or cancel for a pupil: of pupils within reach, never one's own."""
    theirs = visible_pupils(user).order_by().values("pk")
    rows = Redemption.objects.filter(student__in=theirs).exclude(student=user)
    return rows.select_related("item", "student")


def list_cancellable_redemptions(user: User) -> QuerySet[Redemption]:
    """One's own, and those that the user may hand over."""
    theirs = Q(student=user)
    if has_permission(user, "shop.hand_over"):
        theirs |= Q(student__in=visible_pupils(user).order_by().values("pk"))
    return Redemption.objects.filter(theirs).select_related("item", "student")
