"""Operations under `/payments/` about payment providers: checkout links and the log of webhook deliveries."""

from typing import Any
from uuid import UUID

from ninja import Query, Router

from api.auth import SignedInRequest, requires
from api.errors import error_responses
from api.lists import FeedOf, build_feed
from api.schemas import payments_providers as schemas
from apps.payments import access
from apps.payments.queries.deliveries import list_deliveries
from apps.payments.services import checkouts

router = Router(tags=["payments"])


@router.post(
    "/{uuid:id}/checkout/",
    auth=requires("payments.pay"),
    response={200: schemas.CheckoutOut, **error_responses(404, 409)},
    operation_id="payments_checkout",
    summary="Create a checkout link for a payment",
)
def payments_checkout(request: SignedInRequest, id: UUID, payload: schemas.CheckoutIn) -> dict[str, Any]:
    """For the whole outstanding amount. Refused with 409 `payment_closed`, `payment_in_progress` while another provider
    works on it, or `provider_off` when the provider is not set up here.
    """
    payment = access.get_payment(request.auth.user, id)
    url = checkouts.create_payment_checkout(
        payment=payment,
        provider=payload.provider,
        lang=payload.lang or request.auth.user.locale,
        return_url=payload.return_url,
    )
    return {"url": url}


@router.post(
    "/balance/{uuid:student_id}/checkout/",
    auth=requires("payments.pay"),
    response={200: schemas.CheckoutOut, **error_responses(404, 409)},
    operation_id="payments_balance_checkout",
    summary="Create a checkout link for a balance top-up",
)
def payments_balance_checkout(request: SignedInRequest, student_id: UUID, payload: schemas.TopUpIn) -> dict[str, Any]:
    """You can top up your own balance and those of your children; the office, any pupil of its branches. The centre's
    limits apply to the amount.
    """
    student = access.get_student(request.auth.user, student_id)
    url = checkouts.create_topup_checkout(
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
    response={200: FeedOf[schemas.WebhookOut], **error_responses(422)},
    operation_id="payments_webhooks",
    summary="List webhook deliveries of payment providers",
)
def payments_webhooks(request: SignedInRequest, query: Query[schemas.WebhooksQuery]) -> dict[str, Any]:
    """Every delivery with its verdict, newest first; only a limited number of forged ones per hour is kept. Only for
    users who work in all branches.
    """
    access.check_all_branches(request.auth.user)
    rows = list_deliveries(provider=query.provider or "", verdict=query.verdict or "", what=query.what)
    return build_feed(request, rows, query)
