"""Who may forgive what is owed: by a write-off, a lower amount or price, or a cancellation alike."""

from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.errors import Forbidden
from apps.core.local_days import get_local_day, get_today
from apps.payments.models.payments import OPEN_STATUSES, Payment, PaymentKind

PERMISSION = "payments.refund"
FORGIVING = _("This forgives a debt. Ask somebody who may refund and write off.")


def is_owed(payment: Payment) -> bool:
    """Return whether the payment is open, and not an order for which nothing was paid."""
    return payment.status in OPEN_STATUSES and (payment.kind != PaymentKind.ORDER or payment.settled > 0)


def check_can_forgive(user: User, payment: Payment, field: str) -> None:
    """Raise Forbidden on `field` unless the user holds `payments.refund` or corrects their own mistake.

    That is a payment which the user made due on the same local day, and for which no money is used.
    """
    if not has_permission(user, PERMISSION) and not _is_own_mistake(user, payment):
        raise Forbidden(FORGIVING, fields={field: [FORGIVING]})


def _is_own_mistake(user: User, payment: Payment) -> bool:
    if payment.status not in OPEN_STATUSES or payment.settled:
        return False
    zone = payment.branch.zone
    made_due = payment.history.filter(what__in=("created", "issued")).order_by("-id").first()
    if made_due is None or made_due.by_id != user.pk:
        return False
    return get_local_day(made_due.created_at, zone) == get_today(zone)
