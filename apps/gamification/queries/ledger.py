"""Queries of the coin ledger."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from apps.accounts.models import User
from apps.core.lookups import filter_given
from apps.gamification.causes import all_causes
from apps.gamification.models import CoinTransaction, StudentCoin
from apps.settings.queries import filter_created_between, get_system_settings


def get_coin_balance(student: User) -> int:
    """Return the pupil's coins; 0 before any are earned."""
    return StudentCoin.objects.filter(student=student).values_list("balance", flat=True).first() or 0


def is_name_hidden(student: User) -> bool:
    """Return whether the pupil's name is hidden from other pupils on leaderboards."""
    return StudentCoin.objects.filter(student=student, name_hidden=True).exists()


def list_coin_transactions(
    student: User, *, cause: str | None = None, since: date | None = None, until: date | None = None
) -> QuerySet[CoinTransaction]:
    """Return the pupil's ledger entries, with adjustments. Filters are optional; `cause` is the kind of a cause."""
    rows = CoinTransaction.objects.filter(student=student).select_related("adjustment")
    started = None if cause is None else f"{cause}:"
    return filter_created_between(filter_given(rows, cause__startswith=started), since, until)


def sum_coin_ledger(student: User) -> int:
    """Return the sum of the pupil's ledger; the balance must always equal it."""
    return int(list_coin_transactions(student).aggregate(total=Sum("amount", default=0))["total"])


def sum_coins_of_cause(student: User, cause: str) -> int:
    """Return the coins that the pupil has for this cause (`<kind>:<id>`)."""
    entries = CoinTransaction.objects.filter(student=student, cause=cause)
    return int(entries.aggregate(total=Sum("amount", default=0))["total"])


def count_coins_earned(students: Collection[UUID]) -> dict[UUID, int]:
    """Counter: coins ever earned, without those spent."""
    return dict(StudentCoin.objects.filter(pk__in=students).values_list("pk", "earned"))


def list_coin_rules() -> Iterator[dict[str, Any]]:
    """Yield every declared rule (`cause`, `name`, `text`) with its current `value`."""
    settings = get_system_settings()
    for cause in all_causes().values():
        for rule in cause.rules:
            value = getattr(settings, rule.setting)
            yield {"cause": str(cause.text), "name": rule.setting, "text": str(rule.text), "value": value}
