"""Operations under `/notifications/`: what the user was told."""

from typing import Any
from uuid import UUID

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
from apps.accounts.services import telegram
from apps.notifications import access, queries, services

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
    return feed | {"results": [queries.drawn(one) for one in feed["results"]]}


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
def notifications_telegram_link(request: SignedInRequest, payload: TelegramLinkIn) -> telegram.StartLink:
    """Works once, for fifteen minutes; an older one ends. 409 where the centre has no bot."""
    return telegram.start_link(user=request.auth.user, password=payload.password)


@router.delete(
    "/telegram/link/",
    auth=requires("accounts.me"),
    response={204: None, **errors()},
    operation_id="notifications_telegram_unlink",
    summary="End the link to Telegram",
)
def notifications_telegram_unlink(request: SignedInRequest) -> Status[None]:
    """Nothing is sent there any more; also when there was no link."""
    telegram.unlink(user=request.auth.user, actor=request.auth.user)
    return Status(204, None)
