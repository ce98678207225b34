"""Operations under `/notifications/announcements/`: messages of staff to many users."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Header, Query

from api.auth import SignedInRequest
from api.idempotent_responses import respond_idempotently
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.portal import announcements_schemas as schemas
from apps.notifications.models import Announcement
from apps.portal import access, audiences
from apps.portal.services import announcements

router = OperationRouter(tags=["notifications"])


@router.get("/announcements/", "announcements.send", PageOf[schemas.AnnouncementOut], errors=[422])
def announcements_list(request: SignedInRequest, query: Query[schemas.AnnouncementsQuery]) -> dict[str, Any]:
    """List announcements.

    Scheduled, sent and cancelled ones. Teachers get their own and those to groups that they teach; the office, those
    to its groups and branches.
    """
    announcements_found = audiences.list_visible_announcements(request.auth.user, **query.filters())
    return build_page(request, announcements_found, query, ordering=("-created_at", "send_at"))


@router.post("/announcements/", "announcements.send", schemas.AnnouncementOut, status=201, errors=[400, 409, 422])
def announcements_create(
    request: SignedInRequest, payload: schemas.AnnouncementIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Create an announcement.

    It is sent at once, or at `send_at`. Teachers may announce to groups that they teach; the office, also to the
    courses, branches and roles within its reach. Send an `Idempotency-Key`: a repeated request sends nothing twice.
    """
    user = request.auth.user

    def announce() -> tuple[int, Any]:
        draft = announcements.draft_announcement(author=user, **payload.values())
        access.check_can_announce(user, draft)
        announcement = announcements.schedule_announcement(announcement=draft)
        created = access.get_managed_announcement(user, announcement.pk)
        return 201, schemas.AnnouncementOut.from_orm(created).model_dump(mode="json")

    return respond_idempotently(request, "announcements.create", idempotency_key, body=request.body, act=announce)


@router.post("/announcements/preview/", "announcements.send", schemas.EstimateOut, errors=[422])
def announcements_preview(request: SignedInRequest, payload: schemas.AnnouncementIn) -> audiences.ReachEstimate:
    """Preview an announcement.

    Returns how many people it would reach by each channel, and what its SMS would cost. Sends and stores nothing.
    """
    user = request.auth.user
    draft = announcements.draft_announcement(author=user, **payload.values())
    access.check_can_announce(user, draft)
    return audiences.estimate_recipients_and_sms(draft, user)


@router.post("/announcements/{uuid:id}/cancel/", "announcements.send", schemas.AnnouncementOut, errors=[404, 409])
def announcements_cancel(request: SignedInRequest, id: UUID) -> Announcement:
    """Cancel an announcement.

    Only before it is sent: refused with 409 `conflict` afterwards. Cancelling it again changes nothing.
    """
    user = request.auth.user
    announcements.cancel_announcement(actor=user, announcement=access.get_managed_announcement(user, id))
    return access.get_managed_announcement(user, id)
