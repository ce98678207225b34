"""Operations under `/leads/`: leads, their timeline, claims and doubles."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Header, Query

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.idempotent_responses import respond_idempotently
from api.leads import funnel_schemas as schemas
from api.lists import FeedOf, PageOf, build_cursor_page, build_page
from api.operations import OperationRouter
from apps.courses.access import get_branch_or_invalid, get_group_or_invalid
from apps.leads import access, doubles, queries, views
from apps.leads.models import CallResult, Lead, LeadEntry
from apps.leads.services import claims, leads, merging

router = OperationRouter(tags=["leads"])


@router.get("/", "leads.read", PageOf[schemas.LeadOut], errors=[422])
def leads_list(request: SignedInRequest, query: Query[schemas.LeadsQuery]) -> dict[str, Any]:
    """List leads.

    Those of your branches. The search finds names in either script and phones by their digits.
    """
    rows = queries.list_leads(request.auth.user, **query.filters())
    return build_page(
        request,
        rows,
        query,
        ordering=("-created_at", "next_step_at", "name"),
        search=queries.search_leads,
        prepare_rows=queries.with_related,
    )


@router.post("/", "leads.work", schemas.LeadOut, status=201, errors=[409, 422])
def leads_create(
    request: SignedInRequest, payload: schemas.LeadIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Create a lead.

    In the first stage of the branch. Phones may be in any spelling. `GET /leads/{id}/doubles/` says who may be the
    same person; the same `Idempotency-Key` again creates nothing.
    """
    user, values = request.auth.user, payload.model_dump()
    values |= _load_references(request, values) | {"branch": get_branch_or_invalid(user, payload.branch)}
    values["owner"] = values["owner"] or user

    def create() -> tuple[int, Any]:
        lead = leads.create_lead(actor=user, draft=leads.LeadDraft(**values))
        return 201, schemas.LeadOut.from_orm(access.get_lead(user, lead.pk)).model_dump(mode="json")

    body = payload.model_dump_json()
    return respond_idempotently(request, "leads.create", idempotency_key, body=body, act=create, required=False)


@router.post("/next-call/", "leads.work", schemas.LeadOut, errors=[404])
def leads_next_call(request: SignedInRequest) -> Lead:
    """Claim the next lead to call.

    The first one whose next step is due, then those that were not called yet; never one that another person calls.
    404 when there is none.
    """
    user = request.auth.user
    return access.get_lead(user, claims.claim_next_lead(actor=user, leads=queries.list_leads_to_call(user)).pk)


@router.get("/{uuid:id}/", "leads.read", schemas.LeadOut, errors=[404])
def leads_get(request: SignedInRequest, id: UUID) -> Lead:
    """Get a lead.

    Of your branches.
    """
    return access.get_lead(request.auth.user, id)


@router.patch("/{uuid:id}/", "leads.work", schemas.LeadOut, errors=[404, 409, 422])
def leads_update(request: SignedInRequest, id: UUID, payload: schemas.LeadChanges) -> Lead:
    """Update a lead.

    What changes stands in the timeline. The owner is reminded of the next step when its time comes.
    """
    user, sent = request.auth.user, get_sent_fields(payload)
    lead = access.get_lead(user, id)
    leads.change_lead(actor=user, lead=lead, changes=sent | _load_references(request, sent))
    return access.get_lead(user, id)


@router.get("/{uuid:id}/timeline/", "leads.read", FeedOf[schemas.LeadEntryOut], errors=[404, 422])
def leads_timeline(request: SignedInRequest, id: UUID, query: Query[schemas.TimelineQuery]) -> dict[str, Any]:
    """List the timeline of a lead.

    Newest first: calls, notes, changes, and what came of placement tests.
    """
    rows = queries.list_timeline(access.get_lead(request.auth.user, id), **query.filters())
    feed = build_cursor_page(request, rows, query)
    return feed | {"results": views.add_test_results(feed["results"])}


@router.post("/{uuid:id}/notes/", "leads.work", schemas.LeadEntryOut, status=201, errors=[404, 409, 422])
def leads_add_note(
    request: SignedInRequest, id: UUID, payload: schemas.LeadNoteIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Add a note to a lead.

    It stays forever, also after a merge. The same `Idempotency-Key` again adds nothing.
    """
    user = request.auth.user
    lead = access.get_lead(user, id)

    def add() -> tuple[int, Any]:
        return 201, _write_entry(leads.add_note(actor=user, lead=lead, text=payload.text))

    body = f"{id} {payload.model_dump_json()}"
    return respond_idempotently(request, "leads.add_note", idempotency_key, body=body, act=add, required=False)


@router.post("/{uuid:id}/calls/", "leads.work", schemas.LeadEntryOut, status=201, errors=[404, 409, 422])
def leads_add_call(
    request: SignedInRequest, id: UUID, payload: schemas.CallIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Record a call.

    Your claim ends, and a next step that was due is done; the same `Idempotency-Key` again records nothing. Refused
    with 409 `lead_claimed` while another person calls the lead, with `lead_closed` for one that is lost or a pupil.
    """
    user, values = request.auth.user, payload.model_dump()
    values["outcome"] = CallResult(values["outcome"])
    lead = access.get_lead(user, id)

    def add() -> tuple[int, Any]:
        return 201, _write_entry(leads.add_call(actor=user, lead=lead, **values))

    body = f"{id} {payload.model_dump_json()}"
    return respond_idempotently(request, "leads.add_call", idempotency_key, body=body, act=add, required=False)


@router.post("/{uuid:id}/claim/", "leads.work", schemas.LeadOut, errors=[404, 409])
def leads_claim(request: SignedInRequest, id: UUID) -> Lead:
    """Claim a lead.

    For ten minutes, in which only you call; again, it is renewed. Refused with 409 `lead_claimed` while another person
    has it.
    """
    user = request.auth.user
    claims.claim_lead(actor=user, lead=access.get_lead(user, id))
    return access.get_lead(user, id)


@router.delete("/{uuid:id}/claim/", "leads.work", errors=[404])
def leads_release(request: SignedInRequest, id: UUID) -> None:
    """Release a lead.

    Ends your claim; that of another person stays.
    """
    user = request.auth.user
    claims.release_lead(actor=user, lead=access.get_lead(user, id))


@router.post("/{uuid:id}/stage/", "leads.work", schemas.LeadOut, errors=[404, 409, 422])
def leads_move(request: SignedInRequest, id: UUID, payload: schemas.MoveIn) -> Lead:
    """Move a lead to another stage.

    Of the same branch. Refused with 409 `lead_closed` for one that is lost or a pupil.
    """
    user = request.auth.user
    lead = access.get_lead(user, id)
    leads.move_lead(actor=user, lead=lead, stage=access.get_stage_or_invalid(user, payload.stage))
    return access.get_lead(user, id)


@router.post("/{uuid:id}/lose/", "leads.work", schemas.LeadOut, errors=[404, 409, 422])
def leads_lose(request: SignedInRequest, id: UUID, payload: schemas.LoseIn) -> Lead:
    """Close a lead as lost.

    With a reason; it can be opened again. Refused with 409 `lead_closed` for one that is not open, with `lead_claimed`
    while another person calls it.
    """
    user = request.auth.user
    leads.lose_lead(actor=user, lead=access.get_lead(user, id), reason=payload.reason, text=payload.text)
    return access.get_lead(user, id)


@router.post("/{uuid:id}/reopen/", "leads.work", schemas.LeadOut, errors=[404, 409])
def leads_reopen(request: SignedInRequest, id: UUID) -> Lead:
    """Reopen a lost lead.

    In the stage in which it was. Refused with 409 `not_open` for one that is not lost.
    """
    user = request.auth.user
    leads.reopen_lead(actor=user, lead=access.get_lead(user, id))
    return access.get_lead(user, id)


@router.get("/{uuid:id}/doubles/", "leads.read", schemas.LeadDoublesOut, errors=[404])
def leads_doubles(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """List likely doubles of a lead.

    Leads of your branches with a common phone, or with the same whole name in any spelling.
    """
    user = request.auth.user
    among = queries.with_related(queries.list_visible_leads(user))
    return {"doubles": doubles.list_doubles(access.get_lead(user, id), among)}


@router.post("/{uuid:id}/merge/", "leads.work", schemas.LeadOut, errors=[404, 409, 422])
def leads_merge(request: SignedInRequest, id: UUID, payload: schemas.MergeLeadIn) -> Lead:
    """Merge a double into a lead.

    Phones, notes and calls of both stay. Refused with 409 `contract_exists` when both are pupils already, with 422 on
    `double` for a lead of another branch.
    """
    user = request.auth.user
    keep, double = access.get_lead(user, id), access.get_lead_or_invalid(user, "double", payload.double)
    merging.merge_leads(actor=user, keep=keep, double=double)
    return access.get_lead(user, id)


def _write_entry(entry: LeadEntry) -> dict[str, Any]:
    return schemas.LeadEntryOut.from_orm(views.add_test_results([entry])[0]).model_dump(mode="json")


def _load_references(request: SignedInRequest, sent: dict[str, Any]) -> dict[str, Any]:
    """Return the course, the group and the owner that a body names by id."""
    user = request.auth.user
    found: dict[str, Any] = {}
    if sent.get("course"):
        found["course"] = access.get_course_or_invalid(sent["course"])
    if sent.get("group"):
        found["group"] = get_group_or_invalid(user, sent["group"])
    if sent.get("owner"):
        found["owner"] = access.get_owner_or_invalid(user, sent["owner"])
    return found
