"""Operations under `/notifications/`: what the user was told, what they want to be told, and what went out."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Query, Router, Status

from api.auth import SignedInRequest, requires
from api.errors import errors
from api.lists import FeedOf, list_feed
from api.schemas.notifications import (
    NotificationOut,
    NotificationsQuery,
    TelegramLinkIn,
    TelegramLinkOut,
    UnreadOut,
)
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
from apps.notifications.services import preferences as wishes
from apps.portal.deliveries import get_delivery, list_visible_deliveries
from apps.settings.queries import system

router = Router(tags=["notifications"])


@router.get(
    "/",
    auth=requires("notifications.read"),
    response={200: FeedOf[NotificationOut], **errors(422)},
    operation_id="notifications_list",
    summary="One's own notifications",
)
def notifications_list(request: SignedInRequest, query: Query[NotificationsQuery]) -> dict[str, Any]:
    """Newest first."""
    found = queries.notifications_of(request.auth.user, unread=query.unread)
    feed = list_feed(request, found, query)
    return feed | {"results": queries.drawn_all(feed["results"])}


@router.post(
    "/{uuid:id}/mark-read/",
    auth=requires("notifications.read"),
    response={200: NotificationOut, **errors(404)},
    operation_id="notifications_mark_read",
    summary="Mark one as read",
)
def notifications_mark_read(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Reading it again changes nothing."""
    found = access.get_notification(request.auth.user, id)
    return queries.drawn(services.mark_read(notification=found))


@router.post(
    "/mark-all-read/",
    auth=requires("notifications.read"),
    response={200: UnreadOut, **errors()},
    operation_id="notifications_mark_all_read",
    summary="Mark all as read",
)
def notifications_mark_all_read(request: SignedInRequest) -> dict[str, int]:
    """Everything that came before this moment."""
    services.mark_all_read(user=request.auth.user)
    return {"unread": queries.unread_count(request.auth.user)}


@router.get(
    "/unread-count/",
    auth=requires("notifications.read"),
    response={200: UnreadOut, **errors()},
    operation_id="notifications_unread_count",
    summary="How many are not read",
)
def notifications_unread_count(request: SignedInRequest) -> dict[str, int]:
    """For the number on the bell."""
    return {"unread": queries.unread_count(request.auth.user)}


@router.post(
    "/telegram/link/",
    auth=requires("accounts.me"),
    response={200: TelegramLinkOut, **errors(409, 422, 429)},
    operation_id="notifications_telegram_link",
    summary="A one-time link to the bot",
)
def notifications_telegram_link(request: SignedInRequest, payload: TelegramLinkIn) -> telegram.TelegramStartLink:
    """Works once, for fifteen minutes; an older one ends. 409 where the centre has no bot."""
    return telegram.create_start_link(user=request.auth.user, password=payload.password)


@router.delete(
    "/telegram/link/",
    auth=requires("accounts.me"),
    response={204: None, **errors()},
    operation_id="notifications_telegram_unlink",
    summary="End the link to Telegram",
)
def notifications_telegram_unlink(request: SignedInRequest) -> Status[None]:
    """Nothing is sent there any more; also when there was no link."""
    telegram.unlink_telegram(user=request.auth.user, actor=request.auth.user)
    return Status(204, None)


@router.get(
    "/preferences/me/",
    auth=requires("notifications.read"),
    response={200: MessagePreferencesOut, **errors()},
    operation_id="message_preferences_get",
    summary="What one is told by which channel, and when",
)
def message_preferences_get(request: SignedInRequest) -> dict[str, Any]:
    """Every type and channel as it holds for oneself, quiet hours and digest; times are local to one's own zone."""
    return queries.preferences_of(request.auth.user)


@router.put(
    "/preferences/me/",
    auth=requires("notifications.read"),
    response={200: MessagePreferencesOut, **errors(422)},
    operation_id="message_preferences_set",
    summary="Say what one wants to be told by which channel, and when",
)
def message_preferences_set(request: SignedInRequest, payload: MessagePreferencesIn) -> dict[str, Any]:
    """Takes the place of everything said before: what is not named is as usual again."""
    own = [one.said() for one in payload.preferences]
    wishes.save(user=request.auth.user, own=own, digest=payload.digest, **payload.times())
    return queries.preferences_of(request.auth.user)


@router.get(
    "/deliveries/",
    auth=requires("notifications.deliveries"),
    response={200: FeedOf[DeliveryOut], **errors(422)},
    operation_id="deliveries_list",
    summary="Messages that went out, or did not",
)
def deliveries_list(request: SignedInRequest, query: Query[DeliveriesQuery]) -> dict[str, Any]:
    """Newest first; to people of the branches in which one works."""
    feed = list_feed(request, list_visible_deliveries(request.auth.user, **query.filters()), query)
    currency = system().currency
    return feed | {"results": [DeliveryOut.drawn(row, currency) for row in feed["results"]]}


@router.post(
    "/deliveries/{uuid:id}/retry/",
    auth=requires("notifications.deliveries"),
    response={200: DeliveryOut, **errors(404, 409)},
    operation_id="deliveries_retry",
    summary="Send a message again",
)
def deliveries_retry(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Only one that failed or was not sent; 409 otherwise, and when an SMS went in its place. Quiet hours, wishes and
    the budget hold as before.
    """
    found = get_delivery(request.auth.user, id)
    return DeliveryOut.drawn(deliveries.retry(actor=request.auth.user, delivery=found), system().currency)


@router.get(
    "/budget/",
    auth=requires("notifications.budget"),
    response={200: SmsBudgetOut, **errors()},
    operation_id="sms_budget_get",
    summary="What the month's SMS cost",
)
def sms_budget_get(request: SignedInRequest) -> dict[str, Any]:
    """Of this month, where the default branch is. Codes do not count."""
    return SmsBudgetOut.drawn(queries.sms_budget(timezone.now()))
