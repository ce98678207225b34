"""Queries for Payme's calls."""

from django.db.models import Q, QuerySet

from apps.accounts.models import User
from apps.payments.models import Payment, PaymentStatus, ProviderTransaction, TransactionState

PROVIDER = "payme"


def find_payment(reference: str, currency: str) -> Payment | None:
    """Return the payment with this reference; None for a draft."""
    rows = Payment.objects.filter(reference=reference, currency=currency).exclude(status=PaymentStatus.DRAFT)
    return rows.select_related("student", "branch", "group").first()


def find_pupil(number: int) -> User | None:
    """Return the pupil with this number, also a deactivated one; None for an erased one."""
    return User.objects.filter(number=number, erased_at__isnull=True).first()


def find_transaction(merchant_name: str, provider_id: str) -> ProviderTransaction | None:
    """Return the transaction of this merchant with Payme's id."""
    return ProviderTransaction.objects.filter(provider=PROVIDER, provider_id=provider_id, desk=merchant_name).first()


def list_blocking_transactions(payment: Payment) -> list[ProviderTransaction]:
    """Return transactions that keep Payme from taking the payment: any open one, and one that Payme performed."""
    going_on = Q(state=TransactionState.CREATED) | Q(state=TransactionState.PERFORMED, provider=PROVIDER)
    return list(ProviderTransaction.objects.filter(going_on, payment=payment).order_by("-state", "number"))


def list_payme_amounts(payment: Payment) -> set[int]:
    """Return the amounts of all Payme transactions of the payment."""
    rows = ProviderTransaction.objects.filter(payment=payment, provider=PROVIDER)
    return set(rows.values_list("amount", flat=True))


def list_statement_transactions(merchant_name: str, first_ms: int, last_ms: int) -> QuerySet[ProviderTransaction]:
    """Return the merchant's transactions that Payme created in that time (milliseconds, inclusive), oldest first."""
    rows = ProviderTransaction.objects.filter(provider=PROVIDER, desk=merchant_name)
    return rows.filter(provider_time__gte=first_ms, provider_time__lte=last_ms).order_by("provider_time", "number")


def list_unfinished_transactions(merchant_name: str, first_ms: int, last_ms: int) -> QuerySet[ProviderTransaction]:
    """Return those of the statement that were neither performed nor cancelled."""
    return list_statement_transactions(merchant_name, first_ms, last_ms).filter(state=TransactionState.CREATED)
