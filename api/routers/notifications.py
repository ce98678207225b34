"""Operations under `/notifications/`: the user's notifications and preferences, deliveries and the SMS budget."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Query, Router, Status

from api.auth import SignedInRequest, requires
from api.errors import error_responses
from api.lists import FeedOf, build_feed
from api.schemas.notifications import NotificationOut, NotificationsQuery, TelegramLinkIn, TelegramLinkOut, UnreadOut
from api.schemas.notifications_sending import (
    DeliveriesQuery,
    DeliveryOut,
    MessagePreferencesIn,
    MessagePreferencesOut,
    SmsBudgetOut,
)
from apps.accounts.services import telegram
from apps.notifications import access, queries, services
from apps.notifications.services import deliveries
from apps.notifications.services import preferences as preference_services
from apps.portal.deliveries import get_delivery, list_visible_deliveries
from apps.settings.queries import get_system_settings

router = Router(tags=["notifications"])


@router.get(
    "/",
    auth=requires("notifications.read"),
    response={200: FeedOf[NotificationOut], **error_responses(422)},
    operation_id="notifications_list",
    summary="List notifications",
)
def notifications_list(request: SignedInRequest, query: Query[NotificationsQuery]) -> dict[str, Any]:
    """Your own notifications, newest first, in the language of the request."""
    notifications = queries.list_notifications(request.auth.user, unread=query.unread)
    feed = build_feed(request, notifications, query)
    return feed | {"results": queries.serialize_notifications(feed["results"])}


@router.post(
    "/{uuid:id}/mark-read/",
    auth=requires("notifications.read"),
    response={200: NotificationOut, **error_responses(404)},
    operation_id="notifications_mark_read",
    summary="Mark a notification as read",
)
def notifications_mark_read(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Only your own. Marking it again changes nothing."""
    notification = access.get_notification(request.auth.user, id)
    return queries.serialize_notification(services.mark_read(notification=notification))


@router.post(
    "/mark-all-read/",
    auth=requires("notifications.read"),
    response={200: UnreadOut, **error_responses()},
    operation_id="notifications_mark_all_read",
    summary="Mark all notifications as read",
)
def notifications_mark_all_read(request: SignedInRequest) -> dict[str, int]:
    """Marks every unread notification of yours and returns how many are unread now."""
    services.mark_all_read(user=request.auth.user)
    return {"unread": queries.count_unread_notifications(request.auth.user)}


@router.get(
    "/unread-count/",
    auth=requires("notifications.read"),
    response={200: UnreadOut, **error_responses()},
    operation_id="notifications_unread_count",
    summary="Get the number of unread notifications",
)
def notifications_unread_count(request: SignedInRequest) -> dict[str, int]:
    """For the badge on the bell."""
    return {"unread": queries.count_unread_notifications(request.auth.user)}


@router.post(
    "/telegram/link/",
    auth=requires("accounts.me"),
    response={200: TelegramLinkOut, **error_responses(409, 422, 429)},
    operation_id="notifications_telegram_link",
    summary="Create a link to the Telegram bot",
)
def notifications_telegram_link(request: SignedInRequest, payload: TelegramLinkIn) -> telegram.TelegramStartLink:
    """The link works once, for fifteen minutes; it replaces an older link of yours. Needs your password. Refused with
    409 `conflict` when the centre has no bot.
    """
    return telegram.create_start_link(user=request.auth.user, password=payload.password)


@router.delete(
    "/telegram/link/",
    auth=requires("accounts.me"),
    response={204: None, **error_responses()},
    operation_id="notifications_telegram_unlink",
    summary="Unlink Telegram",
)
def notifications_telegram_unlink(request: SignedInRequest) -> Status[None]:
    """No messages go to that chat after this. Succeeds also when no chat was linked."""
    telegram.unlink_telegram(user=request.auth.user, actor=request.auth.user)
    return Status(204, None)


@router.get(
    "/preferences/me/",
    auth=requires("notifications.read"),
    response={200: MessagePreferencesOut, **error_responses()},
    operation_id="message_preferences_get",
    summary="Get message preferences",
)
def message_preferences_get(request: SignedInRequest) -> dict[str, Any]:
    """Which messages you get by which channel, your quiet hours and your digest. Times are local to your time zone."""
    return queries.get_preferences(request.auth.user)


@router.put(
    "/preferences/me/",
    auth=requires("notifications.read"),
    response={200: MessagePreferencesOut, **error_responses(422)},
    operation_id="message_preferences_set",
    summary="Set message preferences",
)
def message_preferences_set(request: SignedInRequest, payload: MessagePreferencesIn) -> dict[str, Any]:
    """Replaces all your preferences: what you do not send returns to the default. Refused with 422 `invalid` for an
    unknown type or channel, and for a message that cannot be switched off or does not go out by SMS.
    """
    overrides = [preference.to_override() for preference in payload.preferences]
    preference_services.save_preferences(
        user=request.auth.user, own=overrides, digest=payload.digest, **payload.times()
    )
    return queries.get_preferences(request.auth.user)


@router.get(
    "/deliveries/",
    auth=requires("notifications.deliveries"),
    response={200: FeedOf[DeliveryOut], **error_responses(422)},
    operation_id="deliveries_list",
    summary="List message deliveries",
)
def deliveries_list(request: SignedInRequest, query: Query[DeliveriesQuery]) -> dict[str, Any]:
    """Messages sent by Telegram, SMS, e-mail or push, with their state, newest first. The office sees those to people
    of its branches.
    """
    feed = build_feed(request, list_visible_deliveries(request.auth.user, **query.filters()), query)
    currency = get_system_settings().currency
    return feed | {"results": [DeliveryOut.from_delivery(row, currency) for row in feed["results"]]}


@router.post(
    "/deliveries/{uuid:id}/retry/",
    auth=requires("notifications.deliveries"),
    response={200: DeliveryOut, **error_responses(404, 409)},
    operation_id="deliveries_retry",
    summary="Retry a message delivery",
)
def deliveries_retry(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """For the office. Preferences, quiet hours and the SMS budget apply as before. Refused with 409 `conflict` unless
    the delivery failed or was skipped, when an SMS was sent instead, and for a digest without messages.
    """
    delivery = get_delivery(request.auth.user, id)
    return DeliveryOut.from_delivery(
        deliveries.retry_delivery(actor=request.auth.user, delivery=delivery), get_system_settings().currency
    )


@router.get(
    "/budget/",
    auth=requires("notifications.budget"),
    response={200: SmsBudgetOut, **error_responses()},
    operation_id="sms_budget_get",
    summary="Get the SMS budget of this month",
)
def sms_budget_get(request: SignedInRequest) -> dict[str, Any]:
    """For the office. The month is that of the default branch. Codes by SMS do not count."""
    return SmsBudgetOut.from_budget(queries.get_sms_budget(timezone.now()))
