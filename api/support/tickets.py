"""Operations under `/support/`: tickets, their comments and files, requests of guests, figures."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import File, Header, Query
from ninja.files import UploadedFile

from api.auth import SignedInRequest, public
from api.base_schemas import get_sent_fields
from api.idempotent_responses import respond_idempotently
from api.lanes import UPLOADS
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.support import tickets_schemas as schemas
from apps.accounts.client_ip import get_client_ip
from apps.core.local_days import get_day_bounds
from apps.settings.queries import get_default_branch
from apps.support import access, figures, queries, views
from apps.support.services import files, guest_pages, guests, merging, routing, tickets

router = OperationRouter(tags=["support"])


@router.get("/tickets/", "support.ask", PageOf[schemas.SupportTicketOut], errors=[422])
def tickets_list(request: SignedInRequest, query: Query[schemas.TicketsQuery]) -> dict[str, Any]:
    """List tickets.

    Those that you opened, those on which you work, and for the office all of its branches.
    """
    user = request.auth.user
    rows = queries.filter_tickets(queries.list_seen_tickets(user), viewer=user, **query.filters())
    ordering = ("-created_at", "number", "priority", "first_answer_due_at", "resolution_due_at", "ended_at")
    page = build_page(request, queries.with_people(rows), query, ordering=ordering, search=queries.search_tickets)
    return page | {"results": views.build_tickets(page["results"], user)}


@router.post("/tickets/", "support.ask", schemas.SupportTicketOut, status=201, errors=[409, 422, 429])
def tickets_create(
    request: SignedInRequest, payload: schemas.TicketIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Open a ticket.

    The office is told, or who gets it by the assignment rules. Only the office makes it urgent. An `Idempotency-Key`
    makes repeating safe.
    """
    user = request.auth.user

    def begin() -> tuple[int, Any]:
        values = payload.model_dump() | {
            "category": access.get_category_or_invalid(payload.category),
            "payment": access.get_payment_or_invalid(user, payload.payment),
            "attempt": access.get_attempt_or_invalid(user, payload.attempt),
            "files": access.get_files_or_invalid(user, payload.files),
        }
        ticket = tickets.open_ticket(tickets.TicketDraft(reporter=user, **values))
        shown = views.build_ticket_for(access.get_ticket(user, ticket.pk), user)
        return 201, schemas.SupportTicketOut.from_orm(shown).model_dump()

    return respond_idempotently(
        request, "tickets.create", idempotency_key, body=request.body, act=begin, required=False
    )


@router.get("/tickets/{uuid:id}/", "support.ask", schemas.SupportTicketOut, errors=[404])
def tickets_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get a ticket.

    One that was merged is the one into which it was.
    """
    user = request.auth.user
    return views.build_ticket_for(access.get_ticket(user, id), user)


@router.patch("/tickets/{uuid:id}/", "support.work", schemas.SupportTicketOut, errors=[404, 409, 422])
def tickets_update(request: SignedInRequest, id: UUID, payload: schemas.TicketChanges) -> dict[str, Any]:
    """Update a ticket.

    By who works on it: its state, priority, category, branch, and what it concerns. Refused with 409 `not_open` when
    it is closed.
    """
    user, changes = request.auth.user, get_sent_fields(payload)
    ticket = access.get_worked_ticket(user, id)
    tickets.change_ticket(actor=user, ticket=ticket, changes=access.load_changes(user, changes))
    return views.build_ticket(access.get_changed_ticket(ticket), works_on=True)


@router.post("/tickets/{uuid:id}/assign/", "support.see_all", schemas.SupportTicketOut, errors=[404, 409, 422])
def tickets_assign(request: SignedInRequest, id: UUID, payload: schemas.TicketAssignIn) -> dict[str, Any]:
    """Assign a ticket to a person.

    To a person of staff, who is told; null takes it back. Its reporter never works on it. Refused with 409 `not_open`
    when it is resolved or closed.
    """
    user = request.auth.user
    ticket = access.get_managed_ticket(user, id)
    assignee = access.get_worker_or_invalid(ticket, payload.assignee)
    routing.assign_ticket(actor=user, ticket=ticket, assignee=assignee)
    return views.build_ticket_for(access.get_same_ticket(user, id), user)


@router.post("/tickets/{uuid:id}/merge/", "support.see_all", schemas.SupportTicketOut, errors=[404, 409, 422])
def tickets_merge(request: SignedInRequest, id: UUID, payload: schemas.TicketMergeIn) -> dict[str, Any]:
    """Merge a ticket into another one.

    All comments, notes and files move there, and its number leads there. Refused with 409 when they are of two people,
    with 409 `not_open` when one of them was merged.
    """
    user = request.auth.user
    ticket, into = access.get_managed_ticket(user, id), access.get_managed_ticket_or_invalid(user, payload.into)
    merging.merge_ticket(actor=user, ticket=ticket, into=into)
    return views.build_ticket_for(access.get_ticket(user, id), user)


@router.post("/tickets/{uuid:id}/close/", "support.ask", schemas.SupportTicketOut, errors=[404])
def tickets_close(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Close a ticket of yours.

    Write in it within 14 days to reopen it. Resolved tickets are closed by themselves after 14 days.
    """
    user = request.auth.user
    tickets.close_ticket(actor=user, ticket=access.get_own_ticket(user, id))
    return views.build_ticket_for(access.get_own_ticket(user, id), user)


@router.post("/tickets/{uuid:id}/rate/", "support.ask", schemas.SupportTicketOut, errors=[404, 409, 422])
def tickets_rate(request: SignedInRequest, id: UUID, payload: schemas.TicketRatingIn) -> dict[str, Any]:
    """Submit a rating of a ticket of yours.

    Once, when it is resolved (409 `not_open` before).
    """
    user = request.auth.user
    tickets.rate_ticket(actor=user, ticket=access.get_own_ticket(user, id), **payload.model_dump())
    return views.build_ticket_for(access.get_own_ticket(user, id), user)


@router.get("/tickets/{uuid:id}/comments/", "support.ask", PageOf[schemas.TicketCommentOut], errors=[404, 422])
def tickets_comments_list(
    request: SignedInRequest, id: UUID, query: Query[schemas.TicketCommentsQuery]
) -> dict[str, Any]:
    """List comments of a ticket.

    The oldest first; notes of the office only for who works on it.
    """
    ticket = access.get_ticket(request.auth.user, id)
    rows = queries.list_comments(ticket, with_notes=queries.works_on(request.auth.user, ticket))
    page = build_page(request, rows, query, ordering=("created_at",))
    return page | {"results": [views.build_comment(comment) for comment in page["results"]]}


@router.post(
    "/tickets/{uuid:id}/comments/", "support.ask", schemas.TicketCommentOut, status=201,
    errors=[403, 404, 409, 422, 429],
)  # fmt: skip
def tickets_comments_create(
    request: SignedInRequest, id: UUID, payload: schemas.TicketCommentIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Write in a ticket.

    As its reporter: a waiting ticket goes on, a resolved or closed one is reopened within 14 days (409 `not_open`
    later). As who works on it: an answer, or a note that the reporter never sees. An `Idempotency-Key` makes repeating
    safe.
    """
    user = request.auth.user
    ticket = access.get_same_ticket(user, id)

    def write() -> tuple[int, Any]:
        added = access.get_files_or_invalid(user, payload.files)
        if ticket.reporter_id == user.pk:
            access.check_no_act_of_staff(is_asked=payload.is_internal or payload.state is not None)
            comment = tickets.comment_as_reporter(ticket=ticket, author=user, text=payload.text, files=added)
        else:
            values = payload.model_dump(include={"text", "is_internal", "state"})
            comment = tickets.answer_ticket(actor=user, ticket=ticket, files=added, **values)
        return 201, schemas.TicketCommentOut.from_orm(views.build_comment(comment)).model_dump()

    body = f"{id} {payload.model_dump_json()}"
    return respond_idempotently(request, "tickets.comment", idempotency_key, body=body, act=write, required=False)


@router.post("/files/", "support.ask", schemas.TicketFileOut, status=201, errors=[413, 415, 422, 429], lane=UPLOADS)
def support_files_add(request: SignedInRequest, file: File[UploadedFile]) -> dict[str, Any]:
    """Upload a file for a ticket.

    A screenshot, document, sound or film of at most 20 MB; the text that names it has to follow within a day.
    """
    return views.build_file(files.add_file(owner=request.auth.user, upload=file))


@router.get("/figures/", "support.see_all", schemas.TicketFiguresOut, errors=[422])
def support_figures_get(request: SignedInRequest, query: Query[schemas.TicketFiguresQuery]) -> dict[str, Any]:
    """Get figures of tickets by person and by day.

    First answers, resolutions, breaches and ratings of tickets that were opened in a time, of your branches; and what
    was opened, answered and ended on each day of it.
    """
    zone = get_default_branch().zone
    start, end = get_day_bounds(query.start, zone)[0], get_day_bounds(query.end, zone)[1]
    user = request.auth.user
    asked: dict[str, Any] = {"start": start, "end": end, "branch": query.branch}
    return {"people": figures.compute_figures(user, **asked), "days": figures.compute_days(user, zone=zone, **asked)}


@router.post("/guest-requests/", public, errors=[422, 429])
def support_guests_request(request: HttpRequest, payload: schemas.GuestTicketIn) -> None:
    """Request a ticket without an account.

    A link is sent to the address; the office sees the request when it was followed. The answer is the same for every
    address.
    """
    category = access.get_category_or_invalid(payload.category)
    values = payload.model_dump(exclude={"category"})
    guests.request_ticket(
        **values, category=category, locale=(get_language() or "uz")[:2], client=get_client_ip(request)
    )


@router.post("/guest-requests/confirm/", public, schemas.GuestTicketOut, status=201, errors=[422, 429])
def support_guests_confirm(request: HttpRequest, payload: schemas.GuestProofIn) -> dict[str, Any]:
    """Confirm the request of a guest.

    By the token of the link. Answers come by e-mail from then on, and an answer to them joins the ticket.
    """
    ticket = guests.confirm_request(token=payload.token)
    return {"number": ticket.number, "subject": ticket.subject, "page": guest_pages.build_token(ticket)}


@router.post("/guest-tickets/", public, schemas.GuestPageOut, errors=[422])
def support_guest_tickets_get(request: HttpRequest, payload: schemas.GuestPageIn) -> dict[str, Any]:
    """Get the ticket of a guest.

    By the token of the link in an e-mail about it; it comes in the body, so that it stands in no log. Changes nothing.
    """
    return views.build_guest_page(guest_pages.get_guest_ticket(payload.token))


@router.post("/guest-tickets/comments/", public, schemas.GuestPageOut, status=201, errors=[409, 422, 429])
def support_guest_tickets_comment(request: HttpRequest, payload: schemas.GuestCommentIn) -> dict[str, Any]:
    """Write in the ticket of a guest.

    A resolved or closed one is reopened within 14 days; later it is refused with 409 `not_open`.
    """
    ticket = guest_pages.get_guest_ticket(payload.token)
    guest_pages.comment_as_guest(ticket=ticket, text=payload.text)
    return views.build_guest_page(guest_pages.get_guest_ticket(payload.token))


@router.post("/guest-tickets/close/", public, schemas.GuestPageOut, errors=[422])
def support_guest_tickets_close(request: HttpRequest, payload: schemas.GuestPageIn) -> dict[str, Any]:
    """Close the ticket of a guest.

    Who has its link writes in it within 14 days to reopen it.
    """
    tickets.close_ticket(actor=None, ticket=guest_pages.get_guest_ticket(payload.token))
    return views.build_guest_page(guest_pages.get_guest_ticket(payload.token))


@router.post("/guest-tickets/rate/", public, schemas.GuestPageOut, errors=[409, 422])
def support_guest_tickets_rate(request: HttpRequest, payload: schemas.GuestRatingIn) -> dict[str, Any]:
    """Submit a rating of the ticket of a guest.

    Once, when it is resolved (409 `not_open` before).
    """
    ticket = guest_pages.get_guest_ticket(payload.token)
    tickets.rate_ticket(actor=None, ticket=ticket, rating=payload.rating, words=payload.words)
    return views.build_guest_page(guest_pages.get_guest_ticket(payload.token))
