"""Operations under `/payments/`: schedules, the month's run, discounts, prices of single pupils."""

from typing import Any
from uuid import UUID

from ninja import Query, Router, Status

from api.auth import SignedInRequest, requires
from api.errors import errors
from api.lists import PageOf, list_page
from api.schemas import payments_pricing as schemas
from api.schemas.base import changes
from apps.attendance.reports import month_days
from apps.payments.models import Discount, PaymentSchedule, PriceOverride
from apps.payments.queries import pricing
from apps.payments.services import discounts, monthly, overrides, schedules

router = Router(tags=["payments"])


@router.get(
    "/schedules/",
    auth=requires("payments.price"),
    response={200: PageOf[schemas.PaymentScheduleOut], **errors(422)},
    operation_id="payment_schedules_list",
    summary="How groups pay",
)
def payment_schedules_list(request: SignedInRequest, query: Query[schemas.SchedulesQuery]) -> dict[str, Any]:
    """In the branches where one works, the newest first."""
    found = pricing.visible_schedules(
        request.auth.user, group_id=query.group, branch_id=query.branch, mode=query.mode, on=query.on
    )
    return list_page(request, found, query, ordering=("-valid_from", "created_at"))


@router.post(
    "/schedules/",
    auth=requires("payments.price"),
    response={201: schemas.PaymentScheduleOut, **errors(409, 422)},
    operation_id="payment_schedules_create",
    summary="Say how a group pays",
)
def payment_schedules_create(request: SignedInRequest, payload: schemas.PaymentScheduleIn) -> Status[PaymentSchedule]:
    """From a day on; the schedule that was in force until then ends the day before."""
    user = request.auth.user
    group = pricing.named_group(user, payload.group)
    return Status(201, schedules.create_schedule(actor=user, group=group, values=payload.values()))


@router.post(
    "/schedules/run/",
    auth=requires("payments.run"),
    response={200: schemas.RunOut, **errors(422)},
    operation_id="payment_schedules_run",
    summary="Bill a month",
)
def payment_schedules_run(request: SignedInRequest, payload: schemas.RunIn) -> schemas.RunOut:
    """Makes what is missing and says what it did; the same again makes nothing. It runs by itself every night, too."""
    user = request.auth.user
    groups = pricing.visible_run(user, branch_id=payload.branch, group_id=payload.group)
    month = monthly.month_to_run(month_days(payload.month)[0] if payload.month else None)
    return schemas.RunOut.of(f"{month:%Y-%m}", monthly.run_month(actor=user, month=month, groups=groups))


@router.get(
    "/schedules/{uuid:id}/",
    auth=requires("payments.price"),
    response={200: schemas.PaymentScheduleOut, **errors(404)},
    operation_id="payment_schedules_get",
    summary="One schedule",
)
def payment_schedules_get(request: SignedInRequest, id: UUID) -> PaymentSchedule:
    """Of a group of one's branches."""
    return pricing.get_schedule(request.auth.user, id)


@router.patch(
    "/schedules/{uuid:id}/",
    auth=requires("payments.price"),
    response={200: schemas.PaymentScheduleOut, **errors(404, 409, 422)},
    operation_id="payment_schedules_update",
    summary="Change a schedule",
)
def payment_schedules_update(
    request: SignedInRequest, id: UUID, payload: schemas.PaymentScheduleChanges
) -> PaymentSchedule:
    """Payments of the running month and of later ones follow within a minute; earlier months stay."""
    user = request.auth.user
    schedule = pricing.get_schedule(user, id)
    return schedules.change_schedule(actor=user, schedule=schedule, changes=payload.values(schedule.currency))


@router.delete(
    "/schedules/{uuid:id}/",
    auth=requires("payments.price"),
    response={204: None, **errors(404, 409)},
    operation_id="payment_schedules_remove",
    summary="End a schedule",
)
def payment_schedules_remove(request: SignedInRequest, id: UUID) -> Status[None]:
    """One by which nothing was billed goes; any other ends today and stays, with what is owed by it."""
    user = request.auth.user
    schedules.remove_schedule(actor=user, schedule=pricing.get_schedule(user, id))
    return Status(204, None)


@router.get(
    "/discounts/",
    auth=requires("payments.price"),
    response={200: PageOf[schemas.DiscountOut], **errors(422)},
    operation_id="discounts_list",
    summary="Discounts",
)
def discounts_list(request: SignedInRequest, query: Query[schemas.DiscountsQuery]) -> dict[str, Any]:
    """Those that count in one's branches, in use or put away."""
    found = pricing.visible_discounts(
        request.auth.user, kind=query.kind, student_id=query.student, group_id=query.group, archived=query.archived
    )
    return list_page(request, found, query, ordering=("-created_at", "starts_on"))


@router.post(
    "/discounts/",
    auth=requires("payments.price"),
    response={201: schemas.DiscountOut, **errors(422)},
    operation_id="discounts_create",
    summary="Add a discount",
)
def discounts_create(request: SignedInRequest, payload: schemas.DiscountIn) -> Status[Discount]:
    """Payments of the periods that begin on its days follow within a minute, without a first day those of the running
    month.
    """
    user = request.auth.user
    scope = pricing.named_scope(
        user, student=payload.student, group=payload.group, course=payload.course, branch=payload.branch
    )
    values = schemas.discount_values(payload.model_dump()) | scope
    return Status(201, discounts.create_discount(actor=user, values=values))


@router.get(
    "/discounts/{uuid:id}/",
    auth=requires("payments.price"),
    response={200: schemas.DiscountOut, **errors(404)},
    operation_id="discounts_get",
    summary="One discount",
)
def discounts_get(request: SignedInRequest, id: UUID) -> Discount:
    """One that counts in one's branches, put away or not."""
    return pricing.get_discount(request.auth.user, id)


@router.patch(
    "/discounts/{uuid:id}/",
    auth=requires("payments.price"),
    response={200: schemas.DiscountOut, **errors(404, 422)},
    operation_id="discounts_update",
    summary="Change a discount",
)
def discounts_update(request: SignedInRequest, id: UUID, payload: schemas.DiscountChanges) -> Discount:
    """Payments of the running month and of later ones follow within a minute; earlier months stay."""
    user = request.auth.user
    discount = pricing.get_managed_discount(user, id)
    return discounts.change_discount(actor=user, discount=discount, changes=schemas.discount_values(changes(payload)))


@router.delete(
    "/discounts/{uuid:id}/",
    auth=requires("payments.price"),
    response={204: None, **errors(404)},
    operation_id="discounts_remove",
    summary="Put a discount away",
)
def discounts_remove(request: SignedInRequest, id: UUID) -> Status[None]:
    """From the running month on it counts no more."""
    user = request.auth.user
    discounts.remove_discount(actor=user, discount=pricing.get_managed_discount(user, id))
    return Status(204, None)


@router.get(
    "/overrides/",
    auth=requires("payments.price"),
    response={200: PageOf[schemas.OwnPriceOut], **errors(422)},
    operation_id="price_overrides_list",
    summary="Prices of single pupils",
)
def price_overrides_list(request: SignedInRequest, query: Query[schemas.OwnPricesQuery]) -> dict[str, Any]:
    """In the branches where one works, the newest first."""
    found = pricing.visible_overrides(request.auth.user, group_id=query.group, student_id=query.student)
    return list_page(request, found, query, ordering=("-starts_on", "created_at"))


@router.post(
    "/overrides/",
    auth=requires("payments.price"),
    response={201: schemas.OwnPriceOut, **errors(422)},
    operation_id="price_overrides_create",
    summary="Give a pupil a price of their own",
)
def price_overrides_create(request: SignedInRequest, payload: schemas.OwnPriceIn) -> Status[PriceOverride]:
    """Payments that were made for periods which begin on these days follow within a minute."""
    user = request.auth.user
    membership = pricing.named_membership(user, payload.membership)
    values = payload.model_dump(exclude={"membership", "amount"}) | dict(payload.amount)
    return Status(201, overrides.add_override(actor=user, membership=membership, **values))


@router.delete(
    "/overrides/{uuid:id}/",
    auth=requires("payments.price"),
    response={204: None, **errors(404, 409)},
    operation_id="price_overrides_remove",
    summary="Take a price of one's own away",
)
def price_overrides_remove(request: SignedInRequest, id: UUID) -> Status[None]:
    """From the running month on the pupil pays what the others do."""
    user = request.auth.user
    overrides.remove_override(actor=user, override=pricing.get_override(user, id))
    return Status(204, None)
