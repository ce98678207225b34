"""Tax receipts of payments, as the provider passes them on."""

from typing import Any, Literal

from django.utils import timezone

from apps.core.uow import unit_of_work
from apps.payments.models import ProviderTransaction

FISCAL_FIELDS: dict[str, Literal["fiscal_perform", "fiscal_cancel"]] = {
    "PERFORM": "fiscal_perform",
    "CANCEL": "fiscal_cancel",
}


DOCUMENTED_FIELDS = ("receipt_id", "status_code", "message", "terminal_id", "fiscal_sign", "qr_code_url", "date")
"""What the data are made of; more may come."""


def store_fiscal_data(*, money: ProviderTransaction, operation: str, data: dict[str, Any]) -> ProviderTransaction:
    """Store the data of the sale (`operation` PERFORM) or of its refund (CANCEL); a repeat replaces it."""
    field = FISCAL_FIELDS[operation]
    with unit_of_work():
        setattr(money, field, data)
        ProviderTransaction.objects.filter(pk=money.pk).update(**{field: data, "updated_at": timezone.now()})
    return money
