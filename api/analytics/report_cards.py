"""Operations under `/analytics/report-cards/`: made by staff for a group, read by pupils and guardians."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Header, Query

from api.analytics import report_cards_schemas as schemas
from api.auth import SignedInRequest
from api.file_responses import serve_stored_file
from api.idempotent_responses import respond_idempotently
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.analytics import report_card_queries as queries
from apps.analytics.services import report_cards as services
from apps.courses.access import get_group_or_invalid

router = OperationRouter(tags=["analytics"])


@router.get("/batches/", "analytics.report_cards", PageOf[schemas.ReportCardBatchOut], errors=[422])
def report_card_batches_list(request: SignedInRequest, query: Query[schemas.ReportCardBatchesQuery]) -> dict[str, Any]:
    """List batches of report cards.

    Of groups that you lead or assist; for the office, of its branches. The newest first.
    """
    rows = queries.list_batches(request.auth.user, group_id=query.group)
    return build_page(request, rows, query, ordering=("-created_at", "last_day"), prepare_rows=queries.with_progress)


@router.post("/batches/", "analytics.report_cards", schemas.ReportCardBatchOut, status=201, errors=[409, 422, 429])
def report_card_batches_create(
    request: SignedInRequest, payload: schemas.ReportCardBatchIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Create the report cards of a group.

    One for each pupil who learns there now, with the numbers of these days. Families get nothing before you send them.
    The same `Idempotency-Key` again makes nothing.
    """
    user = request.auth.user
    values = payload.model_dump() | {"group": get_group_or_invalid(user, payload.group)}

    def make() -> tuple[int, Any]:
        batch = services.make_batch(actor=user, draft=services.BatchDraft(**values))
        return 201, schemas.build_batch(queries.get_batch(user, batch.pk))

    body = payload.model_dump_json()
    return respond_idempotently(request, "report_card_batches", idempotency_key, body=body, act=make, required=False)


@router.get("/batches/{uuid:id}/", "analytics.report_cards", schemas.ReportCardBatchOut, errors=[404])
def report_card_batches_get(request: SignedInRequest, id: UUID) -> Any:
    """Get a batch of report cards.

    With how many of its cards are sent, being sent, or could not be made.
    """
    return queries.get_batch(request.auth.user, id)


@router.delete("/batches/{uuid:id}/", "analytics.report_cards", errors=[404, 409])
def report_card_batches_delete(request: SignedInRequest, id: UUID) -> None:
    """Delete a batch of report cards.

    With the words that were written. Refused with 409 `conflict` once a card is sent or being sent.
    """
    services.delete_batch(actor=request.auth.user, batch=queries.get_batch(request.auth.user, id))


@router.get("/batches/{uuid:id}/cards/", "analytics.report_cards", PageOf[schemas.ReportCardOut], errors=[404, 422])
def report_card_batches_cards(
    request: SignedInRequest, id: UUID, query: Query[schemas.WrittenReportCardsQuery]
) -> dict[str, Any]:
    """List the report cards of a batch.

    The newest version of each, by name. Those of your own family are not among them: a colleague writes their words.
    """
    user = request.auth.user
    rows = queries.list_written_cards(user, batch_id=queries.get_batch(user, id).pk)
    page = build_page(
        request,
        rows,
        query,
        ordering=("student__last_name", "-created_at"),
        search=queries.search_cards,
        prepare_rows=queries.with_people,
    )
    return page | {"results": [schemas.ReportCardOut.from_card(card) for card in page["results"]]}


@router.post("/batches/{uuid:id}/send/", "analytics.report_cards", schemas.ReportCardSentOut, errors=[404, 409])
def report_card_batches_send(request: SignedInRequest, id: UUID) -> dict[str, int]:
    """Send the report cards of a batch.

    A job makes a PDF of each in three languages and tells the pupil and the guardians who see the progress. Sent cards
    stay as they are. Refused with 409 `conflict` when all are sent or being sent.
    """
    user = request.auth.user
    return {"cards": services.send_batch(actor=user, batch=queries.get_batch(user, id))}


@router.get("/", "analytics.own", PageOf[schemas.ReportCardOut], errors=[422])
def report_cards_list(request: SignedInRequest, query: Query[schemas.ReceivedReportCardsQuery]) -> dict[str, Any]:
    """List report cards that you got.

    Your own and those of children whose progress you may see. Of a corrected one, the newest version.
    """
    rows = queries.list_received_cards(request.auth.user, student_id=query.student)
    page = build_page(request, rows, query, ordering=("-sent_at",), prepare_rows=queries.with_people)
    return page | {"results": [schemas.ReportCardOut.from_card(card) for card in page["results"]]}


@router.get("/{uuid:id}/", "analytics.own", schemas.ReportCardOut, errors=[404])
def report_cards_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get a report card.

    One that was sent to you, or one of a group that you teach.
    """
    return schemas.ReportCardOut.from_card(queries.get_card(request.auth.user, id))


@router.put("/{uuid:id}/comment/", "analytics.report_cards", schemas.ReportCardOut, errors=[404, 409, 422])
def report_cards_set_comment(
    request: SignedInRequest, id: UUID, payload: schemas.ReportCardCommentIn
) -> dict[str, Any]:
    """Set the teacher's words of a report card.

    Never for yourself or your own family. Refused with 409 `conflict` once the card is sent or being sent.
    """
    user = request.auth.user
    card = services.set_comment(actor=user, card=queries.get_written_card(user, id), comment=payload.comment)
    return schemas.ReportCardOut.from_card(card)


@router.post("/{uuid:id}/correct/", "analytics.report_cards", schemas.ReportCardOut, status=201, errors=[404, 409, 422])
def report_cards_correct(request: SignedInRequest, id: UUID, payload: schemas.ReportCardCommentIn) -> dict[str, Any]:
    """Correct a report card that was sent.

    Makes the next version, with the numbers of now and these words. The family keeps the sent one until you send the
    batch again. Refused with 409 `conflict` for a card that is not sent.
    """
    user = request.auth.user
    card = services.correct_card(actor=user, card=queries.get_written_card(user, id), comment=payload.comment)
    return schemas.ReportCardOut.from_card(card)


@router.get("/{uuid:id}/document/", "analytics.own", {200: bytes, 206: bytes}, errors=[404, 422])
def report_cards_document(
    request: SignedInRequest, id: UUID, query: Query[schemas.ReportCardDocumentQuery]
) -> HttpResponseBase:
    """Download a report card.

    The PDF in the language of `locale`, else in that of your account. 404 until the card is sent.
    """
    user = request.auth.user
    language = query.locale or user.locale
    card, stored = queries.get_document(user, id, language)
    return serve_stored_file(request, stored, name=f"report-card-{card.version}-{language}.pdf")
