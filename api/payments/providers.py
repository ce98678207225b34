"""Operations under `/payments/` about payment providers: checkout links and the log of webhook deliveries."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.lists import FeedOf, build_cursor_page
from api.operations import OperationRouter
from api.payments import detail_schemas as details
from api.payments import providers_schemas as schemas
from apps.payments import access, access_office
from apps.payments.models import Payment
from apps.payments.queries.deliveries import list_webhook_deliveries
from apps.payments.services import checkouts

router = OperationRouter(tags=["payments"])


@router.post("/{uuid:id}/checkout/", "payments.pay", schemas.CheckoutOut, errors=[404, 409])
def payments_checkout(request: SignedInRequest, id: UUID, payload: schemas.CheckoutIn) -> schemas.CheckoutOut:
    """Create a checkout link for a payment.

    For the whole outstanding amount. Refused with 409 `payment_closed`, `payment_in_progress` while another provider
    works on it, or `provider_off` when the provider is not set up here.
    """
    payment = access.get_payment(request.auth.user, id)
    url = checkouts.create_payment_checkout(
        payment=payment,
        provider=payload.provider,
        lang=payload.lang or request.auth.user.locale,
        return_url=payload.return_url,
    )
    return schemas.CheckoutOut.build(url)


@router.post("/{uuid:id}/checkout/close/", "payments.confirm", details.PaymentDetailOut, errors=[404, 409, 503])
def payments_checkout_close(request: SignedInRequest, id: UUID) -> Payment:
    """Close the open checkout page of a payment.

    Ends the page at Stripe, so that cash or a transfer can be confirmed at once; nothing happens when none is open.
    Refused with 409 `payment_closed` when the payer has just paid there (the payment is completed then), and with
    `payment_in_progress` when the provider cannot end it: a delayed payment, and everything of Payme's. 503
    `provider_away` when Stripe does not answer.
    """
    checkouts.close_checkout(actor=request.auth.user, payment=access.get_managed_payment(request.auth.user, id))
    return access_office.get_payment_details(request.auth.user, id)


@router.post("/balance/{uuid:student_id}/checkout/", "payments.pay", schemas.CheckoutOut, errors=[404, 409])
def payments_balance_checkout(
    request: SignedInRequest, student_id: UUID, payload: schemas.TopUpIn
) -> schemas.CheckoutOut:
    """Create a checkout link for a balance top-up.

    You can top up your own balance and those of your children; the office, any pupil of its branches. The centre's
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
    return schemas.CheckoutOut.build(url)


@router.get("/webhooks/", "payments.webhooks", FeedOf[schemas.WebhookOut], errors=[422])
def payments_webhooks(request: SignedInRequest, query: Query[schemas.WebhooksQuery]) -> dict[str, Any]:
    """List webhook deliveries of payment providers.

    Every delivery with its verdict, newest first; only a limited number of forged ones per hour is kept. Only for
    users who work in all branches.
    """
    access.check_works_in_all_branches(request.auth.user)
    rows = list_webhook_deliveries(provider=query.provider or "", verdict=query.verdict or "", event_type=query.what)
    return build_cursor_page(request, rows, query)
