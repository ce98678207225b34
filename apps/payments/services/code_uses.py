"""Discount codes in orders: their uses are taken one by one, and shown in the order and its payment.

An order that ends unpaid gives its use back (`order_fulfilment.give_back_code`).

The learner's account is locked first, then the payment, then the code, then what is posted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import rate_limits
from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.local_days import get_today
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments.errors import PaymentClosed
from apps.payments.models import CodeUse, DiscountCode, Order, OrderItem, Payment, TransferKind
from apps.payments.pricing.quotes import prorate_amount
from apps.payments.queries.codes import count_uses
from apps.payments.services import allocation, payment_history, payments_due
from apps.payments.services.flagged_acts import check_and_flag_own_family
from apps.payments.services.notifications import publish_payment_change
from apps.settings.services import write_audit_log

TRIES_PER_HOUR = 20
"""Wrong codes of one person."""
FULL_PERCENT = 10_000
UNKNOWN = _("There is no such code.")
NOT_NOW = _("This code is not valid today.")
USED_UP = _("This code was used up.")
USED_BY_PERSON = _("You have used this code already.")
OTHER_COURSES = _("This code is not for these courses.")
OTHER_CURRENCY = _("This code has no discount in this currency.")


@dataclass(frozen=True)
class _Cut:
    """By how much a course of the order costs less: `price` before, `off` less, both in minor units."""

    item: OrderItem
    price: int
    off: int


def normalize_code(text: str) -> str:
    """Return a code as it is stored: capital letters, without spaces.

    >>> normalize_code(" yoz 2026")
    'YOZ2026'
    """
    return re.sub(r"\s", "", text).upper()


def lock_code(*, actor: User, text: str) -> DiscountCode:
    """Return the active code of this text, locked until the commit, so that its last use is taken once.

    Raise Invalid on "code" when there is none, and TooMany after many such tries of the actor.
    """
    rate_limits.enforce_limit("discount-code", str(actor.pk), times=TRIES_PER_HOUR, seconds=rate_limits.HOUR_SECONDS)
    rows = DiscountCode.objects.select_for_update(no_key=True, of=("self",)).filter(is_active=True)
    code = rows.filter(code=normalize_code(text)).first()
    if code is None:
        raise Invalid.field("code", UNKNOWN)
    rate_limits.uncount_try("discount-code", str(actor.pk))
    return code


def use_code(*, actor: User, order: Order, text: str) -> None:
    """Lower the price of an open order by a code, in place of the one that it had; the same one again changes nothing.
    An order that costs nothing then is completed, which opens its courses.

    Raise as `lock_code`; Invalid on "code" also for one that is used up or not for this order; Forbidden `own_payment`
    for a code that own family of the learner or the buyer made; Conflict `payment_in_progress`, and `payment_closed`
    also when a part was paid or the office set the amount.
    """
    with unit_of_work():
        payment = payments_due.lock_open_payment(order.payment)
        code = lock_code(actor=actor, text=text)
        use = CodeUse.objects.filter(order=order).first()
        if use is not None and use.code_id == code.pk:
            return
        items = list(OrderItem.objects.filter(order=order).order_by("pk"))
        _check_open(payment, items)
        _check_valid(code, order, payment)
        cuts = _cut_prices(code, items, payment.currency)
        _check_authors(code, order, payment, sum(cut.off for cut in cuts))
        CodeUse.objects.update_or_create({"code": code, "amount": sum(cut.off for cut in cuts)}, order=order)
        _store_cuts(actor, code, order, payment, cuts)


def remove_code(*, actor: User, order: Order) -> None:
    """Take the discount code off an open order, which costs what it did without; the use can be taken again. Nothing
    without a code.

    Raise Conflict as `use_code`.
    """
    with unit_of_work():
        payment = payments_due.lock_open_payment(order.payment)
        use = CodeUse.objects.select_related("code").filter(order=order).first()
        if use is None:
            return
        items = list(OrderItem.objects.filter(order=order).order_by("pk"))
        _check_open(payment, items)
        use.delete()
        _store_cuts(actor, use.code, order, payment, [_Cut(item, _get_price(item), 0) for item in items])


def _get_price(item: OrderItem) -> int:
    """Return what a course of an order costs without a code, in minor units."""
    return item.amount if item.price is None else item.price


def _check_open(payment: Payment, items: Sequence[OrderItem]) -> None:
    over = payment.expires_at is not None and payment.expires_at <= timezone.now()
    if over or payment.settled or payment.amount != sum(item.amount for item in items):
        raise PaymentClosed()


def _check_valid(code: DiscountCode, order: Order, payment: Payment) -> None:
    today = get_today(payment.branch.zone)
    begun = code.starts_on is None or code.starts_on <= today
    if not begun or (code.ends_on is not None and code.ends_on < today):
        raise Invalid.field("code", NOT_NOW)
    if code.max_uses is not None and count_uses(code, but=order.pk) >= code.max_uses:
        raise Invalid.field("code", USED_UP)
    of_person = code.max_uses_per_person
    if of_person is not None and count_uses(code, learner_id=order.learner_id, but=order.pk) >= of_person:
        raise Invalid.field("code", USED_BY_PERSON)


def _cut_prices(code: DiscountCode, items: Sequence[OrderItem], currency: str) -> list[_Cut]:
    """Return what the code takes off each course of the order that it counts for."""
    courses = set(code.courses.values_list("pk", flat=True))
    priced = [(item, _get_price(item)) for item in items]
    counted = [(item, price) for item, price in priced if not courses or item.course_id in courses]
    if not counted:
        raise Invalid.field("code", OTHER_COURSES)
    if code.percent_hundredths is not None:
        share = code.percent_hundredths
        cuts = [_Cut(item, price, prorate_amount(price, share, FULL_PERCENT, currency)) for item, price in counted]
    else:
        cuts = _share_sum(code.amounts.get(currency, 0), counted)
    if not sum(cut.off for cut in cuts):
        raise Invalid.field("code", OTHER_CURRENCY)
    return cuts + [_Cut(item, price, 0) for item, price in priced if (item, price) not in counted]


def _share_sum(amount: int, counted: Sequence[tuple[OrderItem, int]]) -> list[_Cut]:
    """Share a sum between courses by their prices; the shares add up to it, or to the price of all."""
    total = sum(price for _item, price in counted)
    amount, cuts, before = min(amount, total), [], 0
    for item, price in counted:
        off = amount * (before + price) // total - amount * before // total
        cuts.append(_Cut(item, price, off))
        before += price
    return cuts


def _check_authors(code: DiscountCode, order: Order, payment: Payment, off: int) -> None:
    """Let another person serve own family of who made the code, or flag the act."""
    for author in code.authors.order_by("pk"):
        check_and_flag_own_family(
            actor=author,
            act="payments.use_code",
            branch=payment.branch,
            amount=Money(off, payment.currency),
            student=order.learner,
            payer=order.buyer,
            payment=payment,
            reason=code.code,
        )


def _store_cuts(actor: User, code: DiscountCode, order: Order, payment: Payment, cuts: Sequence[_Cut]) -> None:
    """Post, store and record what the order costs with these cuts of a code, in place of those before."""
    off = sum(cut.off for cut in cuts)
    before, less = payment.amount, payment.amount - (payment.gross - off)
    step = f"revision:{payment.revision + 1}:"
    payment_history.post_price_difference(payment, step, {TransferKind.DISCOUNT: less}, actor, code.code)
    lines = [line for line in payment.lines if line["what"] != "code"]
    if off:
        lines.append({"what": "code", "code": code.code, "amount": -off})
    payment_history.store_price_revision(payment, payment.gross, payment.gross - off, lines)
    for cut in cuts:
        cut.item.price = cut.price if cut.off else None
        cut.item.amount = cut.price - cut.off
        cut.item.save(update_fields=["price", "amount", "updated_at"])
    action, change = ("use_code", (None, code.code)) if off else ("remove_code", (code.code, None))
    changes = {"code": change, "amount": (before, payment.amount)}
    write_audit_log(actor=actor, action=f"payments.{action}", obj=order, changes=changes)
    payment_history.record_payment_step(
        payment, "code", from_status=payment.status, before=before, by=actor, reason=code.code
    )
    allocation.complete_if_covered(payment)
    publish_payment_change(payment, "code")
