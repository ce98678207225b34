"""Operations under `/payments/orders/`: orders of courses."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Header, Query

from api.auth import SignedInRequest
from api.idempotent_responses import respond_idempotently
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.payments import orders_schemas as schemas
from api.payments.providers_schemas import CheckoutIn, CheckoutOut
from apps.accounts.models import User
from apps.payments import access_orders as access
from apps.payments.models import Order
from apps.payments.queries import columns
from apps.payments.queries.orders import visible_orders
from apps.payments.services import checkouts, code_uses, order_placement

router = OperationRouter(tags=["payments"])


@router.get("/orders/", "payments.read", PageOf[schemas.OrderOut], errors=[422])
def orders_list(request: SignedInRequest, query: Query[schemas.OrdersQuery]) -> dict[str, Any]:
    """List orders.

    You get orders where you are the buyer or the learner, and those of your children; the office gets all orders of
    its branches. Newest first.
    """
    orders = visible_orders(request.auth.user, **query.filters())
    return build_page(request, orders, query, ordering=columns.ORDERS)


@router.post("/orders/", "payments.order", {200: schemas.OrderOut, 201: schemas.OrderOut}, errors=[400, 409, 422, 503])
def orders_create(
    request: SignedInRequest, payload: schemas.OrderIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Order online courses.

    Order published online courses at their present price, less that of a discount `code`, to pay before `expires_at`;
    if the learner has an unpaid order for the same courses, the answer is that order, with 200. Refused with 409
    `already_ordered` for another unpaid order with one of the courses (`replace` closes its page and cancels it;
    `payment_in_progress` while money is on its way), `prerequisites_missing` with the courses to take first,
    `already_enrolled` (a running subscription can be extended by months), and `debt_limit`. Requires an
    `Idempotency-Key`.
    """
    user = request.auth.user
    return respond_idempotently(
        request,
        "payments.order",
        idempotency_key,
        body=payload.model_dump_json(),
        prepare=lambda: _end_replaced_pages(user, payload),
        act=lambda _none: _place_order(user, payload),
    )


@router.get("/orders/{uuid:id}/", "payments.read", schemas.OrderOut, errors=[404])
def orders_get(request: SignedInRequest, id: UUID) -> Order:
    """Get an order.

    With its courses, the status of its payment, and whether each course is open.
    """
    return access.get_order(request.auth.user, id)


@router.post("/orders/{uuid:id}/code/", "payments.order", schemas.OrderOut, errors=[404, 409, 422, 503])
def orders_use_code(request: SignedInRequest, id: UUID, payload: schemas.OrderCodeIn) -> Order:
    """Apply a discount code to an order.

    It replaces the code that the order had, and ends an open page of a provider; an order that costs nothing then is
    completed, and its courses open. Refused with 422 on `code` for a code that is unknown, used up or not for this
    order. Refused with 403 `own_payment` for a code that your own family made, and with 409 `payment_closed` where the
    order is not open or a part is paid.
    """
    user = request.auth.user
    order = access.get_order(user, id)
    checkouts.end_open_page(order.payment)
    code_uses.use_code(actor=user, order=order, text=payload.code)
    return access.get_order(user, id)


@router.delete("/orders/{uuid:id}/code/", "payments.order", schemas.OrderOut, errors=[404, 409, 503])
def orders_remove_code(request: SignedInRequest, id: UUID) -> Order:
    """Remove the discount code of an order.

    The order costs what it did without, and the code can be used again; an open page of a provider is ended. Without a
    code nothing changes. Refused with 409 `payment_closed` where the order is not open or a part is paid.
    """
    user = request.auth.user
    order = access.get_order(user, id)
    checkouts.end_open_page(order.payment)
    code_uses.remove_code(actor=user, order=order)
    return access.get_order(user, id)


@router.post("/orders/{uuid:id}/checkout/", "payments.pay", CheckoutOut, errors=[404, 409, 422, 503])
def orders_checkout(request: SignedInRequest, id: UUID, payload: CheckoutIn) -> CheckoutOut:
    """Create a checkout link for an order.

    Works as `POST /payments/{id}/checkout/`.
    """
    user = request.auth.user
    order = access.get_order(user, id)
    url = checkouts.create_payment_checkout(
        payment=order.payment,
        provider=payload.provider,
        lang=payload.lang or user.locale,
        return_url=payload.return_url,
    )
    return CheckoutOut.build(url)


def _end_replaced_pages(user: User, basket: schemas.OrderIn) -> None:
    order_placement.end_replaced_pages(**_read_basket(user, basket))


def _place_order(user: User, basket: schemas.OrderIn) -> tuple[int, dict[str, Any]]:
    """Place the order; return the status and the order as JSON, stored for repeated requests."""
    values = _read_basket(user, basket)
    buyer = access.get_buyer_or_invalid(user, values["learner"], basket.buyer)
    placed = order_placement.place_order(
        actor=user, buyer=buyer, ignore_prerequisites=basket.ignore_prerequisites, **values
    )
    order = schemas.OrderOut.from_orm(access.get_order(user, placed.order.pk))
    return 201 if placed.is_new else 200, order.model_dump()


def _read_basket(user: User, basket: schemas.OrderIn) -> dict[str, Any]:
    """Return what both steps of an order take: who learns what, in which currency, instead of which orders."""
    learner = access.get_learner_or_invalid(user, basket.learner)
    if basket.ignore_prerequisites:
        access.check_can_ignore_prerequisites(user, learner)
    courses = access.get_courses_on_sale_or_invalid([item.course for item in basket.courses])
    return {
        "learner": learner,
        "courses": [order_placement.CourseToOrder(courses[item.course], item.months) for item in basket.courses],
        "currency": basket.currency,
        "replace": basket.replace,
        "code": basket.code,
    }
