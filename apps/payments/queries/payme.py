"""Reads for Payme's calls."""

from django.db.models import Q, QuerySet

from apps.accounts.models import User
from apps.payments.models import Payment, PaymentStatus, ProviderTransaction, TransactionState

PROVIDER = "payme"


def find_payment(reference: str, currency: str) -> Payment | None:
    """The payment with this reference; drafts are nobody's yet."""
    rows = Payment.objects.filter(reference=reference, currency=currency).exclude(status=PaymentStatus.DRAFT)
    return rows.select_related("student", "branch", "group").first()


def find_pupil(number: int) -> User | None:
    """The pupil with this number, also one who is switched off; not one whose data were erased."""
    return User.objects.filter(number=number, erased_at__isnull=True).first()


def find_transaction(desk: str, provider_id: str) -> ProviderTransaction | None:
    """A transaction of this desk of Payme's, by Payme's identifier."""
    return ProviderTransaction.objects.filter(provider=PROVIDER, provider_id=provider_id, desk=desk).first()


def list_blocking_transactions(payment: Payment) -> list[ProviderTransaction]:
    """What keeps Payme from taking money for the payment: a transaction that goes on, whosever it is, and one that
    Payme performed. One payment has one of Payme's at a time.
    """
    going_on = Q(state=TransactionState.CREATED) | Q(state=TransactionState.PERFORMED, provider=PROVIDER)
    return list(ProviderTransaction.objects.filter(going_on, payment=payment).order_by("-state", "number"))


def list_payme_amounts(payment: Payment) -> set[int]:
    """What was ever to be paid through Payme for the payment."""
    rows = ProviderTransaction.objects.filter(payment=payment, provider=PROVIDER)
    return set(rows.values_list("amount", flat=True))


def list_statement_transactions(desk: str, first: int, last: int) -> QuerySet[ProviderTransaction]:
    """Every transaction of the desk that Payme made in that time (milliseconds, both ends included), oldest first."""
    rows = ProviderTransaction.objects.filter(provider=PROVIDER, desk=desk)
    return rows.filter(provider_time__gte=first, provider_time__lte=last).order_by("provider_time", "number")


def list_unfinished_transactions(desk: str, first: int, last: int) -> QuerySet[ProviderTransaction]:
    """Those of the statement that were created and neither performed nor cancelled."""
    return list_statement_transactions(desk, first, last).filter(state=TransactionState.CREATED)
