"""Operations under `/payments/`: payment schedules, the billing of a month, discounts, price overrides."""

from typing import Any
from uuid import UUID

from ninja import Query, Router, Status

from api.auth import SignedInRequest, requires
from api.errors import error_responses
from api.lists import PageOf, build_page
from api.schemas import payments_pricing as schemas
from api.schemas.base import get_changes
from apps.attendance.reports import parse_month
from apps.payments.models import Discount, PaymentSchedule, PriceOverride
from apps.payments.queries import pricing
from apps.payments.services import discounts, monthly_billing, payment_schedules, price_overrides

router = Router(tags=["payments"])


@router.get(
    "/schedules/",
    auth=requires("payments.price"),
    response={200: PageOf[schemas.PaymentScheduleOut], **error_responses(422)},
    operation_id="payment_schedules_list",
    summary="List payment schedules",
)
def payment_schedules_list(request: SignedInRequest, query: Query[schemas.SchedulesQuery]) -> dict[str, Any]:
    """How the groups of your branches pay. Newest first."""
    rows = pricing.visible_schedules(
        request.auth.user, group_id=query.group, branch_id=query.branch, mode=query.mode, on=query.on
    )
    return build_page(request, rows, query, ordering=("-valid_from", "created_at"))


@router.post(
    "/schedules/",
    auth=requires("payments.price"),
    response={201: schemas.PaymentScheduleOut, **error_responses(409, 422)},
    operation_id="payment_schedules_create",
    summary="Create a payment schedule",
)
def payment_schedules_create(request: SignedInRequest, payload: schemas.PaymentScheduleIn) -> Status[PaymentSchedule]:
    """It applies from its first day; the schedule in force before ends the day before. Refused with 409 when a later
    schedule of the group has no end.
    """
    user = request.auth.user
    group = pricing.get_group_or_invalid(user, payload.group)
    return Status(201, payment_schedules.create_payment_schedule(actor=user, group=group, values=payload.values()))


@router.post(
    "/schedules/run/",
    auth=requires("payments.run"),
    response={200: schemas.RunOut, **error_responses(422)},
    operation_id="payment_schedules_run",
    summary="Run the billing of a month",
)
def payment_schedules_run(request: SignedInRequest, payload: schemas.RunIn) -> schemas.RunOut:
    """Create the missing payments of the month for the groups of your branches; running it again creates none twice. It
    also runs every night.
    """
    user = request.auth.user
    groups = pricing.list_groups_to_bill(user, branch_id=payload.branch, group_id=payload.group)
    month = monthly_billing.resolve_billing_month(parse_month(payload.month)[0] if payload.month else None)
    return schemas.RunOut.from_tally(
        f"{month:%Y-%m}", monthly_billing.bill_month(actor=user, month=month, groups=groups)
    )


@router.get(
    "/schedules/{uuid:id}/",
    auth=requires("payments.price"),
    response={200: schemas.PaymentScheduleOut, **error_responses(404)},
    operation_id="payment_schedules_get",
    summary="Get a payment schedule",
)
def payment_schedules_get(request: SignedInRequest, id: UUID) -> PaymentSchedule:
    """A schedule of a group of your branches."""
    return pricing.get_schedule(request.auth.user, id)


@router.patch(
    "/schedules/{uuid:id}/",
    auth=requires("payments.price"),
    response={200: schemas.PaymentScheduleOut, **error_responses(404, 409, 422)},
    operation_id="payment_schedules_update",
    summary="Update a payment schedule",
)
def payment_schedules_update(
    request: SignedInRequest, id: UUID, payload: schemas.PaymentScheduleChanges
) -> PaymentSchedule:
    """Payments of the current month and later are repriced within a minute; earlier months stay. Refused with 409 for
    fields that are fixed once payments were created by the schedule.
    """
    user = request.auth.user
    schedule = pricing.get_schedule(user, id)
    return payment_schedules.update_payment_schedule(
        actor=user, schedule=schedule, changes=payload.values(schedule.currency)
    )


@router.delete(
    "/schedules/{uuid:id}/",
    auth=requires("payments.price"),
    response={204: None, **error_responses(404, 409)},
    operation_id="payment_schedules_remove",
    summary="End a payment schedule",
)
def payment_schedules_remove(request: SignedInRequest, id: UUID) -> Status[None]:
    """A schedule without payments is deleted; any other ends today, and its payments stay due. Refused with 409 when it
    has ended.
    """
    user = request.auth.user
    payment_schedules.remove_payment_schedule(actor=user, schedule=pricing.get_schedule(user, id))
    return Status(204, None)


@router.get(
    "/discounts/",
    auth=requires("payments.price"),
    response={200: PageOf[schemas.DiscountOut], **error_responses(422)},
    operation_id="discounts_list",
    summary="List discounts",
)
def discounts_list(request: SignedInRequest, query: Query[schemas.DiscountsQuery]) -> dict[str, Any]:
    """Discounts that apply in your branches, active or archived. Newest first."""
    rows = pricing.visible_discounts(
        request.auth.user, kind=query.kind, student_id=query.student, group_id=query.group, archived=query.archived
    )
    return build_page(request, rows, query, ordering=("-created_at", "starts_on"))


@router.post(
    "/discounts/",
    auth=requires("payments.price"),
    response={201: schemas.DiscountOut, **error_responses(422)},
    operation_id="discounts_create",
    summary="Create a discount",
)
def discounts_create(request: SignedInRequest, payload: schemas.DiscountIn) -> Status[Discount]:
    """Payments for periods that begin on its days are repriced within a minute; without a first day, those of the
    current month and later.
    """
    user = request.auth.user
    scope = pricing.get_discount_scope_or_invalid(
        user, student=payload.student, group=payload.group, course=payload.course, branch=payload.branch
    )
    values = schemas.discount_values(payload.model_dump()) | scope
    return Status(201, discounts.create_discount(actor=user, values=values))


@router.get(
    "/discounts/{uuid:id}/",
    auth=requires("payments.price"),
    response={200: schemas.DiscountOut, **error_responses(404)},
    operation_id="discounts_get",
    summary="Get a discount",
)
def discounts_get(request: SignedInRequest, id: UUID) -> Discount:
    """A discount that applies in your branches, active or archived."""
    return pricing.get_discount(request.auth.user, id)


@router.patch(
    "/discounts/{uuid:id}/",
    auth=requires("payments.price"),
    response={200: schemas.DiscountOut, **error_responses(404, 422)},
    operation_id="discounts_update",
    summary="Update a discount",
)
def discounts_update(request: SignedInRequest, id: UUID, payload: schemas.DiscountChanges) -> Discount:
    """Payments of the current month and later are repriced within a minute; earlier months stay. Discounts for the
    whole centre can be changed only by users who work in all branches.
    """
    user = request.auth.user
    discount = pricing.get_managed_discount(user, id)
    return discounts.update_discount(
        actor=user, discount=discount, changes=schemas.discount_values(get_changes(payload))
    )


@router.delete(
    "/discounts/{uuid:id}/",
    auth=requires("payments.price"),
    response={204: None, **error_responses(404)},
    operation_id="discounts_remove",
    summary="Archive a discount",
)
def discounts_remove(request: SignedInRequest, id: UUID) -> Status[None]:
    """It stops to apply from the current month on. Discounts for the whole centre can be archived only by users who
    work in all branches.
    """
    user = request.auth.user
    discounts.remove_discount(actor=user, discount=pricing.get_managed_discount(user, id))
    return Status(204, None)


@router.get(
    "/overrides/",
    auth=requires("payments.price"),
    response={200: PageOf[schemas.OwnPriceOut], **error_responses(422)},
    operation_id="price_overrides_list",
    summary="List price overrides",
)
def price_overrides_list(request: SignedInRequest, query: Query[schemas.OwnPricesQuery]) -> dict[str, Any]:
    """Prices of single pupils in groups of your branches. Newest first."""
    rows = pricing.visible_overrides(request.auth.user, group_id=query.group, student_id=query.student)
    return build_page(request, rows, query, ordering=("-starts_on", "created_at"))


@router.post(
    "/overrides/",
    auth=requires("payments.price"),
    response={201: schemas.OwnPriceOut, **error_responses(422)},
    operation_id="price_overrides_create",
    summary="Create a price override",
)
def price_overrides_create(request: SignedInRequest, payload: schemas.OwnPriceIn) -> Status[PriceOverride]:
    """One pupil of a group pays this price instead of the schedule's. Payments for periods that begin on these days are
    repriced within a minute.
    """
    user = request.auth.user
    membership = pricing.get_membership_or_invalid(user, payload.membership)
    values = payload.model_dump(exclude={"membership", "amount"}) | dict(payload.amount)
    return Status(201, price_overrides.add_price_override(actor=user, membership=membership, **values))


@router.delete(
    "/overrides/{uuid:id}/",
    auth=requires("payments.price"),
    response={204: None, **error_responses(404, 409)},
    operation_id="price_overrides_remove",
    summary="End a price override",
)
def price_overrides_remove(request: SignedInRequest, id: UUID) -> Status[None]:
    """From the current month on the pupil pays the price of the schedule. Refused with 409 when it has ended."""
    user = request.auth.user
    price_overrides.remove_price_override(actor=user, override=pricing.get_override(user, id))
    return Status(204, None)
