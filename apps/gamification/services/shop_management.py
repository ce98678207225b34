"""Shop items and redemptions.

Lock order: the pupil's balance, the redemption, the item.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.lookups import get_or_not_found
from apps.core.translated_texts import fill_languages, merge_translations, pick_translation
from apps.core.uow import unit_of_work
from apps.events.publishing import get_user_stream, publish_event
from apps.gamification import events
from apps.gamification.models import Redemption, RedemptionState, ShopItem
from apps.gamification.services.awards import award_coins, lock_balance
from apps.notifications.services import notify
from apps.settings.queries import get_system_settings


def add_shop_item(*, actor: User, values: Mapping[str, Any]) -> ShopItem:
    """Create an item. Raise Invalid for an empty name."""
    _check_name(values["name"])
    with unit_of_work():
        row = ShopItem.objects.create(**values)
        settings.write_audit_log(actor=actor, action="shop.add_item", obj=row, changes={"price": (None, row.price)})
    return row


def change_shop_item(*, actor: User, item: ShopItem, changes: Mapping[str, Any]) -> ShopItem:
    """Change these columns; redemptions keep their price. `stock_was` is the stock that the caller expects (Conflict
    otherwise); `stock_by` changes the stock by a difference. Raise Invalid for an empty name and a negative stock.
    """
    with unit_of_work():
        row = _lock_item(item)
        values = merge_translations(row, changes, "name", "description")
        changed = row.apply_changes(_resolve_stock_change(row, values))
        _check_name(row.name)
        if changed:
            row.save(update_fields=[*changed, "updated_at"])
            settings.write_audit_log(actor=actor, action="shop.change_item", obj=row, changes=changed)
    return row


def archive_shop_item(*, actor: User, item: ShopItem) -> None:
    """Archive the item: it can no longer be bought, but existing redemptions stay."""
    with unit_of_work():
        row = _lock_item(item)
        row.archived_at = timezone.now()
        row.save(update_fields=["archived_at", "updated_at"])
        settings.write_audit_log(actor=actor, action="shop.remove_item", obj=row)


def redeem_shop_item(*, student: User, item: ShopItem, expected_price: int | None = None) -> Redemption:
    """Buy the item. Raise Conflict when the shop is closed (`not_open`), `expected_price` is not the current one
    (`price_changed`), the item is sold out (`sold_out`), the pupil has too few coins (`not_enough_coins`), or one of it
    waits to be handed over; NotFound when it is archived.
    """
    if not get_system_settings().shop_open:
        raise Conflict(_("The shop is closed."), code=ErrorCode.NOT_OPEN)
    with unit_of_work():
        balance = lock_balance(student.pk).balance
        row = _lock_item(item)
        if expected_price is not None and expected_price != row.price:
            raise Conflict(_("This costs %(count)d coins now.") % {"count": row.price}, code=ErrorCode.PRICE_CHANGED)
        if row.stock == 0:
            raise Conflict(_("This is sold out."), code=ErrorCode.SOLD_OUT)
        if balance < row.price:
            raise Conflict(_("You do not have enough coins."), code=ErrorCode.NOT_ENOUGH_COINS)
        if Redemption.objects.filter(student=student, item=row, state=RedemptionState.REQUESTED).exists():
            raise Conflict(_("You have already bought this, and it is waiting for you."))
        if row.stock is not None:
            ShopItem.objects.filter(pk=row.pk).update(stock=row.stock - 1, updated_at=timezone.now())
        redemption = Redemption.objects.create(student=student, item=row, price=row.price)
        award_coins(student=student, cause=f"redemption:{redemption.pk}", amount=-row.price, reason="shop.redeemed")
        _publish_change(redemption)
    return redemption


def hand_over_redemption(*, actor: User, redemption: Redemption) -> Redemption:
    """Mark the redemption as handed over. Raise Conflict unless it waits."""
    with unit_of_work():
        return _close_redemption(redemption, RedemptionState.HANDED_OVER, actor, action="shop.hand_over")


def cancel_redemption(*, actor: User, redemption: Redemption, reason: str = "") -> Redemption:
    """Cancel the redemption: return the coins to the pupil and the item to the stock. Raise Conflict unless
    it waits.
    """
    with unit_of_work():
        lock_balance(redemption.student_id)
        row = _close_redemption(redemption, RedemptionState.CANCELLED, actor, action="shop.cancel", reason=reason)
        stocked_item = ShopItem.objects.filter(pk=row.item_id, stock__isnull=False)
        stocked_item.update(stock=F("stock") + 1, updated_at=timezone.now())
        award_coins(student=row.student, cause=f"redemption:{row.pk}", amount=0, reason="shop.cancelled")
    return row


def _close_redemption(
    redemption: Redemption, state: RedemptionState, actor: User, *, action: str, reason: str = ""
) -> Redemption:
    rows = Redemption.objects.select_for_update(of=("self",)).select_related("item", "student")
    row = get_or_not_found(rows, redemption.pk)
    if row.state != RedemptionState.REQUESTED:
        raise Conflict()
    row.state, row.decided_by, row.decided_at, row.reason = state, actor, timezone.now(), reason
    row.save(update_fields=["state", "decided_by", "decided_at", "reason", "updated_at"])
    settings.write_audit_log(actor=actor, action=action, obj=row, changes={"state": ("requested", row.state)})
    _publish_change(row)
    if actor.pk != row.student_id:
        name = fill_languages(row.item.name)
        notify(user=row.student, type=f"shop.{state.value}", data={"item": name, "redemption": str(row.pk)})
    return row


def _resolve_stock_change(row: ShopItem, changes: dict[str, Any]) -> dict[str, Any]:
    """Return the columns to change of a locked item."""
    if "stock_was" in changes and changes.pop("stock_was") != row.stock:
        text = _("The stock is %(count)s now.") % {"count": "∞" if row.stock is None else row.stock}
        raise Conflict(text, fields={"stock_was": [text]})
    if "stock_by" in changes:
        by = changes.pop("stock_by")
        if "stock" in changes or row.stock is None or row.stock + by < 0:
            raise Invalid.field("stock_by", _("The stock is smaller than that, or it is unlimited."))
        changes["stock"] = row.stock + by
    return changes


def _lock_item(item: ShopItem) -> ShopItem:
    """Return the item, locked until the commit. Raise NotFound when it is archived."""
    return get_or_not_found(ShopItem.objects.select_for_update(of=("self",)).filter(archived_at__isnull=True), item.pk)


def _publish_change(redemption: Redemption) -> None:
    ids = {"redemption": str(redemption.pk), "item": str(redemption.item_id)}
    changed = events.RedemptionChanged(**ids, name=redemption.item.name, price=redemption.price, state=redemption.state)
    publish_event(get_user_stream(redemption.student_id), changed)


def _check_name(name: Mapping[str, str]) -> None:
    if not pick_translation(name):
        raise Invalid.field("name", _("Give a name in at least one language."))
