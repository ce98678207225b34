"""Errors that many services of payments raise."""

from django.utils.translation import gettext_lazy as _

from apps.core.errors import Conflict, ErrorCode


class PaymentClosed(Conflict):
    """Nothing is owed of the payment, or it cannot change any more."""

    code, detail = ErrorCode.PAYMENT_CLOSED, _("This payment is closed.")


NOT_PAID = _(
    "This payment is not paid in full: lower its amount or cancel it. Money that is free then is paid back from the "
    "balance."
)
ORDER_EXPIRED = _("The time to pay this order is over. Place it again.")


class PaymentInProgress(Conflict):
    """A provider transaction of the payment is open."""

    code, detail = ErrorCode.PAYMENT_IN_PROGRESS, _("A payment is in progress. Please try again when it has ended.")


class RefundTooLarge(Conflict):
    """More is to be refunded than is left."""

    code, detail = ErrorCode.REFUND_TOO_LARGE, _("The refund is larger than the amount left to refund.")


class RefundAtProvider(Conflict):
    """Only the provider can refund this money."""

    code = ErrorCode.REFUND_AT_PROVIDER
    detail = _("This money was paid through the provider: refund it in the provider's own cabinet.")


class ProviderOff(Conflict):
    """The provider is not configured for this payment."""

    code, detail = ErrorCode.PROVIDER_OFF, _("This payment method is not available here.")


class MonthClosed(Conflict):
    """The books of the month of `on` are closed; only a correction of today can change them."""

    code, detail = ErrorCode.MONTH_CLOSED, _("The books of this month are closed.")

    def __init__(self) -> None:
        super().__init__(fields={"on": [_("The books of this month are closed: record it today, as its correction.")]})
