"""Operations under `/payments/debtors/`: debtors, contacts with them, and messages to them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Header, Query

from api.auth import SignedInRequest
from api.idempotent_responses import respond_idempotently
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.payments import debtors_schemas as schemas
from apps.accounts.models import User
from apps.core.lookups import filter_given
from apps.payments import access
from apps.payments.models import DebtContact
from apps.payments.queries import debtors as debts
from apps.payments.queries.debt_recipients import DebtMessagePlan, plan_debt_message
from apps.payments.services import debt_contacts, debt_messages

router = OperationRouter(tags=["payments"])


@router.get("/debtors/", "payments.see_all", schemas.DebtorsOut, errors=[422])
def payments_debtors(request: SignedInRequest, query: Query[schemas.DebtorsQuery]) -> Any:
    """List debtors.

    Pupils with overdue payments in your branches, one row per currency, the largest debt first: phones, groups, the
    last contact and the promise. A pupil leaves the list when nothing is overdue.
    """
    user = request.auth.user
    debtors = debts.list_debtors(user, currency=query.currency, search=query.search, **query.filters())
    rows = debts.load_debtor_details(debtors, user)
    page = build_page(request, rows, query, ordering=debts.ORDERING, search=lambda rows, _text: rows)
    return {**page, "totals": debts.get_debt_totals(debtors)}


@router.get(
    "/debtors/{uuid:student_id}/contacts/", "payments.see_all", PageOf[schemas.DebtContactOut], errors=[404, 422]
)
def debt_contacts_list(request: SignedInRequest, student_id: UUID, query: Query[schemas.DebtContactsQuery]) -> Any:
    """List contacts with a debtor.

    Contacts about the pupil's debts in your branches, with their promises, without withdrawn ones. Newest first.
    """
    user = request.auth.user
    student = access.get_managed_student(user, student_id)
    contacts = filter_given(debts.list_visible_contacts(user).filter(student=student), currency=query.currency)
    return build_page(request, contacts, query, ordering=("-created_at", "on"))


@router.post(
    "/debtors/{uuid:student_id}/contacts/",
    "payments.manage",
    schemas.DebtContactOut,
    status=201,
    errors=[404, 409, 422],
)
def debt_contacts_create(request: SignedInRequest, student_id: UUID, payload: schemas.DebtContactIn) -> DebtContact:
    """Record a contact with a debtor.

    With a promise, you are reminded on its day and so is the payer; it counts as kept when what is overdue, or the
    promised amount, came by the end of that day, and as broken afterwards. A new promise replaces the open one. Refused
    with 409 `payment_closed` when the pupil owes nothing in this currency.
    """
    user = request.auth.user
    return debt_contacts.record_contact(
        actor=user,
        student=access.get_managed_student(user, student_id),
        currency=payload.currency,
        how=payload.how,
        note=payload.note,
        promise=payload.promise(),
    )


@router.delete("/debtors/{uuid:student_id}/contacts/{uuid:id}/", "payments.manage", errors=[404, 409])
def debt_contacts_withdraw(request: SignedInRequest, student_id: UUID, id: UUID) -> None:
    """Withdraw a contact with a debtor.

    Only yours, and only on its day (409 afterwards); a message that was sent stays. The promise that it replaced is
    open again.
    """
    user = request.auth.user
    student = access.get_managed_student(user, student_id)
    debt_contacts.withdraw_contact(actor=user, contact=debts.get_visible_contact(user, student, id))


@router.post("/debtors/message/preview/", "payments.manage", schemas.DebtMessagePreviewOut, errors=[422])
def debt_messages_preview(request: SignedInRequest, payload: schemas.DebtMessageIn) -> DebtMessagePlan:
    """Preview a message to debtors.

    How many people it would reach by each channel, what its SMS would cost, how it would read, and who is not reached
    and why. Sends and stores nothing.
    """
    return _plan_message(request.auth.user, payload)


@router.post("/debtors/message/", "payments.manage", schemas.DebtMessageOut, errors=[400, 409, 422])
def debt_messages_send(
    request: SignedInRequest, payload: schemas.DebtMessageSendIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Send a message to debtors.

    To the payers, else guardians who see payments, else the pupils: not in their quiet hours, about one debt once in 20
    hours, and each pupil reached gets a contact. Refused with 409 `preview_changed` when it would go to another number
    of people than `people`, and `sms_budget` when the month's budget does not cover its SMS. Requires an
    `Idempotency-Key`.
    """
    user = request.auth.user

    def send() -> tuple[int, Any]:
        debt_messages.lock_debt_messages()
        plan = _plan_message(user, payload)
        debt_messages.send_debt_message(actor=user, plan=plan, expected_people=payload.people)
        return 200, schemas.DebtMessageOut.from_orm(plan).model_dump(mode="json")

    body = payload.model_dump_json()
    return respond_idempotently(request, "payments.debt_message", idempotency_key, body=body, act=send)


def _plan_message(user: User, payload: schemas.DebtMessageIn) -> DebtMessagePlan:
    access.check_can_message(user, payload.channels)
    debtors = debts.list_debtors(user, currency=payload.currency, search=payload.search, **payload.filters())
    return plan_debt_message(
        user=user, debtors=debtors, template=payload.template, channels=payload.channels, students=payload.students
    )
