"""Operations under `/notifications/`: the user's notifications and preferences, deliveries and the SMS budget."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Query

from api.auth import SignedInRequest
from api.lists import FeedOf, build_cursor_page
from api.notifications import sending_schemas as sending
from api.notifications.inbox_schemas import (
    NotificationOut,
    NotificationsQuery,
    TelegramLinkIn,
    TelegramLinkOut,
    UnreadOut,
)
from api.operations import OperationRouter
from apps.accounts.services import telegram
from apps.notifications import access, queries, services
from apps.notifications.services import deliveries
from apps.notifications.services import preferences as preference_services
from apps.portal.deliveries import get_delivery, list_visible_deliveries
from apps.settings.queries import get_system_settings

router = OperationRouter(tags=["notifications"])


@router.get("/", "notifications.read", FeedOf[NotificationOut], errors=[422], cached=True)
def notifications_list(request: SignedInRequest, query: Query[NotificationsQuery]) -> dict[str, Any]:
    """List notifications.

    Your own notifications, the last changed first, in the language of the request.
    """
    notifications = queries.list_notifications(request.auth.user, unread=query.unread)
    feed = build_cursor_page(request, notifications, query, order="-changed_at")
    return feed | {"results": queries.serialize_notifications(feed["results"])}


@router.post("/{uuid:id}/mark-read/", "notifications.read", NotificationOut, errors=[404])
def notifications_mark_read(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Mark a notification as read.

    Only your own. Marking it again changes nothing.
    """
    notification = access.get_notification(request.auth.user, id)
    return queries.serialize_notification(services.mark_read(notification=notification))


@router.post("/mark-all-read/", "notifications.read", UnreadOut)
def notifications_mark_all_read(request: SignedInRequest) -> dict[str, int]:
    """Mark all notifications as read.

    Marks every unread notification of yours and returns how many are unread now.
    """
    services.mark_all_read(user=request.auth.user)
    return {"unread": queries.count_unread_notifications(request.auth.user)}


@router.get("/unread-count/", "notifications.read", UnreadOut)
def notifications_unread_count(request: SignedInRequest) -> dict[str, int]:
    """Get the number of unread notifications.

    For the badge on the bell.
    """
    return {"unread": queries.count_unread_notifications(request.auth.user)}


@router.post("/telegram/link/", "accounts.me", TelegramLinkOut, errors=[409, 422, 429])
def notifications_telegram_link(request: SignedInRequest, payload: TelegramLinkIn) -> telegram.TelegramStartLink:
    """Create a link to the Telegram bot.

    The link works once, for fifteen minutes; it replaces an older link of yours. Needs your password. Refused with
    409 `conflict` when the centre has no bot.
    """
    return telegram.create_start_link(user=request.auth.user, password=payload.password)


@router.delete("/telegram/link/", "accounts.me")
def notifications_telegram_unlink(request: SignedInRequest) -> None:
    """Unlink Telegram.

    No messages go to that chat after this. Succeeds also when no chat was linked.
    """
    telegram.unlink_telegram(user=request.auth.user, actor=request.auth.user)


@router.get("/preferences/me/", "notifications.read", sending.MessagePreferencesOut)
def message_preferences_get(request: SignedInRequest) -> dict[str, Any]:
    """Get message preferences.

    Which messages you get by which channel, your quiet hours and your digest. Times are local to your time zone.
    """
    return queries.get_preferences(request.auth.user)


@router.put("/preferences/me/", "notifications.read", sending.MessagePreferencesOut, errors=[422])
def message_preferences_set(request: SignedInRequest, payload: sending.MessagePreferencesIn) -> dict[str, Any]:
    """Set message preferences.

    Replaces all your preferences: what you do not send returns to the default. Refused with 422 `invalid` for an
    unknown type or channel, and for a message that cannot be switched off or does not go out by SMS.
    """
    overrides = [preference.to_override() for preference in payload.preferences]
    preference_services.save_preferences(
        user=request.auth.user, own=overrides, digest=payload.digest, **payload.times()
    )
    return queries.get_preferences(request.auth.user)


@router.get("/deliveries/", "notifications.deliveries", FeedOf[sending.DeliveryOut], errors=[422])
def deliveries_list(request: SignedInRequest, query: Query[sending.DeliveriesQuery]) -> dict[str, Any]:
    """List message deliveries.

    Messages sent by Telegram, SMS, e-mail or push, with their state, newest first. The office sees those to people
    of its branches.
    """
    feed = build_cursor_page(request, list_visible_deliveries(request.auth.user, **query.filters()), query)
    currency = get_system_settings().currency
    return feed | {"results": [sending.DeliveryOut.from_delivery(row, currency) for row in feed["results"]]}


@router.post("/deliveries/{uuid:id}/retry/", "notifications.deliveries", sending.DeliveryOut, errors=[404, 409])
def deliveries_retry(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Retry a message delivery.

    For the office. Preferences, quiet hours and the SMS budget apply as before. Refused with 409 `conflict` unless
    the delivery failed or was skipped, when an SMS was sent instead, and for a digest without messages.
    """
    delivery = get_delivery(request.auth.user, id)
    return sending.DeliveryOut.from_delivery(
        deliveries.retry_delivery(actor=request.auth.user, delivery=delivery), get_system_settings().currency
    )


@router.get("/budget/", "notifications.budget", sending.SmsBudgetOut)
def sms_budget_get(request: SignedInRequest) -> dict[str, Any]:
    """Get the SMS budget of this month.

    For the office. The month is that of the default branch. Codes by SMS do not count.
    """
    return sending.SmsBudgetOut.from_budget(queries.get_sms_budget(timezone.now()))
