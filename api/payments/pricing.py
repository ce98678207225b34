"""Operations under `/payments/`: payment schedules, the billing of a month, discounts, price overrides."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.payments import billing_schemas as billing
from api.payments import pricing_schemas as schemas
from apps.attendance.reports import parse_month
from apps.payments.models import Discount, PaymentSchedule, PriceOverride
from apps.payments.queries import columns, pricing
from apps.payments.services import billing_previews, discounts, monthly_billing, payment_schedules, price_overrides
from apps.payments.services.billing_previews import BillingPreview

router = OperationRouter(tags=["payments"])


@router.get("/schedules/", "payments.price", PageOf[schemas.PaymentScheduleOut], errors=[422])
def payment_schedules_list(request: SignedInRequest, query: Query[schemas.SchedulesQuery]) -> dict[str, Any]:
    """List payment schedules.

    How the groups of your branches pay. Newest first.
    """
    rows = pricing.visible_payment_schedules(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=columns.SCHEDULES)


@router.post("/schedules/", "payments.run", schemas.PaymentScheduleOut, status=201, errors=[409, 422])
def payment_schedules_create(request: SignedInRequest, payload: schemas.PaymentScheduleIn) -> PaymentSchedule:
    """Create a payment schedule.

    It applies from its first day; the schedule in force before ends the day before. Within a minute it bills months
    that are not billed yet and reprices others: the preview shows which. Refused with 409 when a later schedule of the
    group has no end, with `preview_changed` when it will not bill what is `expected`, and with 403 `own_payment` for
    a group where your own family learns.
    """
    user = request.auth.user
    return payment_schedules.create_payment_schedule(
        actor=user,
        group=pricing.get_group_or_invalid(user, payload.group),
        values=payload.values(),
        expected=payload.expected.values() if payload.expected else None,
    )


@router.post("/schedules/preview/", "payments.run", billing.BillingPreviewOut, errors=[409, 422])
def payment_schedules_preview(request: SignedInRequest, payload: schemas.PaymentScheduleIn) -> BillingPreview:
    """Preview a payment schedule.

    What it will bill and reprice at once, for whom, and who is left out for which reason. Takes and refuses the same as
    `POST /payments/schedules/`. Stores nothing.
    """
    user = request.auth.user
    group = pricing.get_group_or_invalid(user, payload.group)
    return payment_schedules.preview_payment_schedule(actor=user, group=group, values=payload.values())


@router.post("/schedules/run/", "payments.run", billing.RunOut, errors=[409, 422])
def payment_schedules_run(request: SignedInRequest, payload: billing.RunIn) -> billing.RunOut:
    """Create the missing payments of a month.

    For the groups of your branches, as a job does every night; running it again creates none twice. Refused with 409
    `preview_changed` when it will not create what is `expected`.
    """
    user = request.auth.user
    groups = pricing.list_groups_to_bill(user, branch_id=payload.branch, group_id=payload.group)
    month = monthly_billing.resolve_billing_month(parse_month(payload.month)[0] if payload.month else None)
    if payload.expected:
        preview = billing_previews.preview_month(month=month, groups=groups)
        billing_previews.check_expected(preview, payload.expected.values())
    return billing.RunOut.from_tally(
        f"{month:%Y-%m}", monthly_billing.bill_month(actor=user, month=month, groups=groups)
    )


@router.post("/schedules/run/preview/", "payments.run", billing.BillingPreviewOut, errors=[422])
def payment_schedules_run_preview(request: SignedInRequest, payload: billing.RunIn) -> BillingPreview:
    """Preview the billing of a month.

    How many payments `POST /payments/schedules/run/` will create, for whom and with which sums by group, and who is
    left out for which reason. Stores nothing.
    """
    user = request.auth.user
    groups = pricing.list_groups_to_bill(user, branch_id=payload.branch, group_id=payload.group)
    month = monthly_billing.resolve_billing_month(parse_month(payload.month)[0] if payload.month else None)
    return billing_previews.preview_month(month=month, groups=groups)


@router.get("/schedules/{uuid:id}/", "payments.price", schemas.PaymentScheduleOut, errors=[404])
def payment_schedules_get(request: SignedInRequest, id: UUID) -> PaymentSchedule:
    """Get a payment schedule.

    A schedule of a group of your branches.
    """
    return pricing.get_payment_schedule(request.auth.user, id)


@router.patch("/schedules/{uuid:id}/", "payments.price", schemas.PaymentScheduleOut, errors=[404, 409, 422])
def payment_schedules_update(
    request: SignedInRequest, id: UUID, payload: schemas.PaymentScheduleChanges
) -> PaymentSchedule:
    """Update a payment schedule.

    Payments of the current month and later are repriced within a minute; earlier months stay. Refused with 409 for
    fields that are fixed once payments were created by the schedule, with 403 `own_payment` for a group where your own
    family learns, and with `forbidden` when it lowers what was billed on a former day and you may not refund.
    """
    user = request.auth.user
    schedule = pricing.get_payment_schedule(user, id)
    return payment_schedules.update_payment_schedule(
        actor=user, schedule=schedule, changes=payload.values(schedule.currency)
    )


@router.delete("/schedules/{uuid:id}/", "payments.price", errors=[404, 409])
def payment_schedules_remove(request: SignedInRequest, id: UUID) -> None:
    """End a payment schedule.

    A schedule without payments is deleted; any other ends today, and its payments stay due. Refused with 409 when it
    has ended, and with 403 `own_payment` for a group where your own family learns.
    """
    user = request.auth.user
    payment_schedules.end_or_delete_payment_schedule(actor=user, schedule=pricing.get_payment_schedule(user, id))


@router.get("/discounts/", "payments.price", PageOf[schemas.DiscountOut], errors=[422])
def discounts_list(request: SignedInRequest, query: Query[schemas.DiscountsQuery]) -> dict[str, Any]:
    """List discounts.

    Discounts that apply in your branches, active or archived. Newest first.
    """
    rows = pricing.visible_discounts(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=columns.DISCOUNTS)


@router.post("/discounts/", "payments.price", schemas.DiscountOut, status=201, errors=[422])
def discounts_create(request: SignedInRequest, payload: schemas.DiscountIn) -> Discount:
    """Create a discount.

    Payments for periods that begin on its days are repriced within a minute; without a first day, those of the
    current month and later. Refused with 403 `own_payment` when your own family would pay less, and with `forbidden`
    when it lowers what was billed on a former day and you may not refund.
    """
    user = request.auth.user
    objects = pricing.get_discounted_objects_or_invalid(
        user, student_id=payload.student, group_id=payload.group, course_id=payload.course, branch_id=payload.branch
    )
    values = schemas.split_discount_amount(payload.model_dump()) | objects
    return discounts.create_discount(actor=user, values=values)


@router.get("/discounts/{uuid:id}/", "payments.price", schemas.DiscountOut, errors=[404])
def discounts_get(request: SignedInRequest, id: UUID) -> Discount:
    """Get a discount.

    A discount that applies in your branches, active or archived.
    """
    return pricing.get_discount(request.auth.user, id)


@router.patch("/discounts/{uuid:id}/", "payments.price", schemas.DiscountOut, errors=[404, 422])
def discounts_update(request: SignedInRequest, id: UUID, payload: schemas.DiscountChanges) -> Discount:
    """Update a discount and reprice payments.

    Payments of the current month and later are repriced within a minute; earlier months stay. Discounts for the
    whole centre can be changed only by users who work in all branches. Refused with 403 `own_payment` for a discount
    that your own family gets, and with `forbidden` when it lowers what was billed on a former day and you may not
    refund.
    """
    user = request.auth.user
    discount = pricing.get_managed_discount(user, id)
    return discounts.update_discount(
        actor=user, discount=discount, changes=schemas.split_discount_amount(get_sent_fields(payload))
    )


@router.delete("/discounts/{uuid:id}/", "payments.price", errors=[404])
def discounts_remove(request: SignedInRequest, id: UUID) -> None:
    """Archive a discount.

    It stops to apply from the current month on. Discounts for the whole centre can be archived only by users who
    work in all branches.
    """
    user = request.auth.user
    discounts.archive_discount(actor=user, discount=pricing.get_managed_discount(user, id))


@router.get("/overrides/", "payments.price", PageOf[schemas.OwnPriceOut], errors=[422])
def price_overrides_list(request: SignedInRequest, query: Query[schemas.OwnPricesQuery]) -> dict[str, Any]:
    """List price overrides.

    Prices of single pupils in groups of your branches. Newest first.
    """
    rows = pricing.visible_price_overrides(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=columns.OVERRIDES)


@router.post("/overrides/", "payments.price", schemas.OwnPriceOut, status=201, errors=[422])
def price_overrides_create(request: SignedInRequest, payload: schemas.OwnPriceIn) -> PriceOverride:
    """Create a price override.

    One pupil of a group pays this price in place of the payment schedule's. Payments for periods that begin on these
    days are repriced within a minute. Refused with 403 `own_payment` for your own family, and with `forbidden` when it
    lowers what was billed on a former day and you may not refund.
    """
    user = request.auth.user
    membership = pricing.get_membership_or_invalid(user, payload.membership)
    values = payload.model_dump(exclude={"membership", "amount"}) | dict(payload.amount)
    return price_overrides.add_price_override(actor=user, membership=membership, **values)


@router.delete("/overrides/{uuid:id}/", "payments.price", errors=[404, 409])
def price_overrides_remove(request: SignedInRequest, id: UUID) -> None:
    """End a price override.

    From the current month on the pupil pays the price of the schedule. Refused with 409 when it has ended, and with 403
    `own_payment` for your own family.
    """
    user = request.auth.user
    price_overrides.end_or_delete_price_override(actor=user, override=pricing.get_price_override(user, id))
