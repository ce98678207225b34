"""Operations under `/payments/` where providers are concerned: links to pay with, and what their webhooks said."""

from typing import Any
from uuid import UUID

from ninja import Query, Router

from api.auth import SignedInRequest, requires
from api.errors import errors
from api.lists import FeedOf, list_feed
from api.schemas import payments_providers as schemas
from apps.payments import access
from apps.payments.queries.deliveries import deliveries
from apps.payments.services import checkouts

router = Router(tags=["payments"])


@router.post(
    "/{uuid:id}/checkout/",
    auth=requires("payments.pay"),
    response={200: schemas.CheckoutOut, **errors(404, 409)},
    operation_id="payments_checkout",
    summary="A link to pay a payment with",
)
def payments_checkout(request: SignedInRequest, id: UUID, payload: schemas.CheckoutIn) -> dict[str, Any]:
    """For all that is outstanding. 409 when it is closed, being paid, or the provider is not set up."""
    payment = access.get_payment(request.auth.user, id)
    url = checkouts.checkout_of_payment(
        payment=payment,
        provider=payload.provider,
        lang=payload.lang or request.auth.user.locale,
        return_url=payload.return_url,
    )
    return {"url": url}


@router.post(
    "/balance/{uuid:student_id}/checkout/",
    auth=requires("payments.pay"),
    response={200: schemas.CheckoutOut, **errors(404, 409)},
    operation_id="payments_balance_checkout",
    summary="A link to top a balance up with",
)
def payments_balance_checkout(request: SignedInRequest, student_id: UUID, payload: schemas.TopUpIn) -> dict[str, Any]:
    """Onto one's own balance, one's child's, or as the office any pupil's; within the centre's limits."""
    student = access.get_student(request.auth.user, student_id)
    url = checkouts.checkout_of_balance(
        student=student,
        provider=payload.provider,
        amount=payload.amount,
        currency=payload.currency,
        lang=payload.lang or request.auth.user.locale,
        return_url=payload.return_url,
    )
    return {"url": url}


@router.get(
    "/webhooks/",
    auth=requires("payments.webhooks"),
    response={200: FeedOf[schemas.WebhookOut], **errors(422)},
    operation_id="payments_webhooks",
    summary="What payment providers sent, newest first",
)
def payments_webhooks(request: SignedInRequest, query: Query[schemas.WebhooksQuery]) -> dict[str, Any]:
    """Every delivery with its verdict; forged ones only so many an hour. For who works in every branch."""
    access.check_everywhere(request.auth.user)
    rows = deliveries(provider=query.provider or "", verdict=query.verdict or "", what=query.what)
    return list_feed(request, rows, query)
