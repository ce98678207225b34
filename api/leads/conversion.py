"""Operations under `/leads/{id}/`: trial lesson, placement test, and the act that makes a pupil."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import get_language
from ninja import Header

from api.auth import SignedInRequest, requires
from api.file_responses import pdf_response
from api.idempotent_responses import respond_idempotently
from api.lanes import DOCUMENTS
from api.leads import conversion_schemas
from api.leads import funnel_schemas as schemas
from api.operations import OperationRouter
from api.quizzes.placement_schemas import PlacementLinkOut
from apps.core.money import Money
from apps.courses.access import get_group_or_invalid
from apps.leads import access, views
from apps.leads.documents import render_contract
from apps.leads.services import conversion, erasing, telegram_answers, trials
from apps.leads.services.people import PersonDraft
from apps.payments.access_office import get_desk_or_invalid
from apps.quizzes.access import get_placement_test_or_invalid

router = OperationRouter(tags=["leads"])


@router.post("/{uuid:id}/trial/", "leads.work", schemas.LeadOut, status=201, errors=[404, 409, 422])
def leads_book_trial(
    request: SignedInRequest, id: UUID, payload: schemas.TrialIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Schedule a trial lesson for a lead.

    A trial of one day in a group that has a lesson then; the lead gets an account with the first one. Needs
    `groups.manage` too; the same `Idempotency-Key` again books nothing. Refused with 409 `lead_closed` for a lead that
    is not open, and when the group is full.
    """
    user = request.auth.user
    lead, group = access.get_lead(user, id), get_group_or_invalid(user, payload.group)
    person = _build_person(payload)

    def book() -> tuple[int, object]:
        trials.book_trial(actor=user, lead=lead, group=group, day=payload.day, person=person)
        return 201, schemas.LeadOut.from_orm(access.get_lead(user, id)).model_dump(mode="json")

    body = f"{id} {payload.model_dump_json()}"
    return respond_idempotently(request, "leads.book_trial", idempotency_key, body=body, act=book, required=False)


@router.post("/{uuid:id}/answers/", "leads.work", schemas.LeadEntryOut, status=201, errors=[404, 409, 422, 429])
def leads_answer(
    request: SignedInRequest, id: UUID, payload: schemas.LeadAnswerIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Answer a lead in Telegram.

    Into the chat in which the lead wrote to the bot; it stands in the timeline. The same `Idempotency-Key` again sends
    nothing. Refused with 409 `no_chat` for a lead that has not written to the bot in 30 days, `lead_closed` for one
    that is not open.
    """
    user = request.auth.user
    lead = access.get_lead(user, id)

    def answer() -> tuple[int, object]:
        entry = telegram_answers.answer_in_telegram(actor=user, lead=lead, text=payload.text)
        return 201, schemas.LeadEntryOut.from_orm(views.add_test_results([entry])[0]).model_dump(mode="json")

    body = f"{id} {payload.model_dump_json()}"
    return respond_idempotently(request, "leads.answer", idempotency_key, body=body, act=answer, required=False)


@router.post("/{uuid:id}/test/", "leads.work", PlacementLinkOut, status=201, errors=[400, 404, 409, 422])
def leads_send_test(
    request: SignedInRequest, id: UUID, payload: schemas.TestIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Send a placement test to a lead.

    A link for this lead alone, which works for 30 days and is shown only in this answer; the level that the lead
    reaches stands in the timeline. With `by_sms` it requires an `Idempotency-Key`. Refused with 409 `not_open` for a
    closed test.
    """
    user = request.auth.user
    lead, test = access.get_lead(user, id), get_placement_test_or_invalid(payload.test)

    def send() -> tuple[int, object]:
        url = trials.send_test(actor=user, lead=lead, test=test, by_sms=payload.by_sms)
        return 201, PlacementLinkOut.build(url).model_dump(mode="json")

    return respond_idempotently(
        request,
        "leads.send_test",
        idempotency_key,
        body=f"{id} {payload.model_dump_json()}",
        act=send,
        required=payload.by_sms,
    )


@router.post(
    "/{uuid:id}/convert/", "leads.work", conversion_schemas.ConversionOut, status=201, errors=[400, 404, 409, 422]
)
def leads_convert(
    request: SignedInRequest,
    id: UUID,
    payload: conversion_schemas.ConvertIn,
    idempotency_key: Header[str | None] = None,
) -> HttpResponse:
    """Create a pupil from a lead.

    Account, place in the group, contract and first payment, all of them or none; money above a limit waits for a second
    person. Needs `groups.manage` too, with money `payments.confirm`, and requires an `Idempotency-Key`. Refused with
    409 `lead_closed`, `lead_claimed` and `shift_needed`.
    """
    user = request.auth.user
    lead, group = access.get_lead(user, id), get_group_or_invalid(user, payload.group)
    payment = _build_payment(request, payload.payment) if payload.payment else None
    person = _build_person(payload)

    def act() -> tuple[int, object]:
        done = conversion.convert_lead(
            actor=user, lead=lead, group=group, joined_on=payload.day, person=person, payment=payment
        )
        done = conversion.Conversion(
            access.get_lead(user, id), done.student, done.membership, done.contract, done.money
        )
        return 201, conversion_schemas.ConversionOut.from_orm(done).model_dump(mode="json")

    body = f"{id} {payload.model_dump_json()}"
    return respond_idempotently(request, "leads.convert", idempotency_key, body=body, act=act)


@router.get("/{uuid:id}/contract/", "leads.read", bytes, errors=[404], lane=DOCUMENTS)
def leads_contract(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Download the contract of a lead.

    As a PDF in your language, with what it said on the day it was signed.
    """
    contract = access.get_contract(request.auth.user, id)
    content = render_contract(contract, (get_language() or "uz").partition("-")[0])
    return pdf_response(content, file_name=f"contract-{contract.number:06d}.pdf")


@router.post("/{uuid:id}/erase/", requires("privacy.erase", step_up=True), errors=[404, 409, 422])
def leads_erase(request: SignedInRequest, id: UUID, payload: schemas.EraseLeadIn) -> None:
    """Erase a lead that has no account.

    Name, phones, notes and calls are deleted; figures still count it. Refused with 409 `conflict` for a lead with an
    account, whose person is to be erased, and with `lead_claimed` while another person calls it.
    """
    user = request.auth.user
    erasing.erase_lead(actor=user, lead=access.get_lead(user, id), reason=payload.reason)


def _build_person(payload: schemas.TrialIn) -> PersonDraft:
    names = ("first_name", "last_name", "patronymic", "birth_date", "phone", "locale")
    return PersonDraft(id=payload.student, **{name: getattr(payload, name) for name in names})


def _build_payment(request: SignedInRequest, sent: conversion_schemas.FirstPaymentIn) -> conversion.FirstPayment:
    return conversion.FirstPayment(
        method=sent.method,
        amount=Money(sent.amount.amount, sent.amount.currency),
        desk=get_desk_or_invalid(request.auth.user, sent.desk),
        note=sent.note,
    )
