"""Queries of the coin ledger."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet, Sum

from apps.accounts.models import User
from apps.gamification.causes import all_causes
from apps.gamification.models import CoinTransaction, StudentCoin
from apps.settings.queries import get_system_settings


@dataclass(frozen=True)
class CoinRuleValue:
    """A rule of what a cause gives, by the current settings."""

    cause: str
    name: str
    text: str
    value: int | str


def get_coin_balance(student: User) -> int:
    """Return the pupil's coins; 0 before any are earned."""
    return StudentCoin.objects.filter(student=student).values_list("balance", flat=True).first() or 0


def is_name_hidden(student: User) -> bool:
    """Return whether the pupil's name is hidden from other pupils on leaderboards."""
    return StudentCoin.objects.filter(student=student, name_hidden=True).exists()


def list_coin_transactions(student: User) -> QuerySet[CoinTransaction]:
    """Return the pupil's ledger entries, with adjustments."""
    return CoinTransaction.objects.filter(student=student).select_related("adjustment")


def sum_coin_ledger(student: User) -> int:
    """Return the sum of the pupil's ledger; the balance must always equal it."""
    return int(list_coin_transactions(student).aggregate(total=Sum("amount", default=0))["total"])


def count_coins_earned(students: Collection[UUID]) -> dict[UUID, int]:
    """Counter: coins ever earned, without those spent."""
    return dict(StudentCoin.objects.filter(pk__in=students).values_list("pk", "earned"))


def list_coin_rules() -> Iterator[CoinRuleValue]:
    """Yield every declared rule with its current value."""
    settings = get_system_settings()
    for cause in all_causes().values():
        for rule in cause.rules:
            yield CoinRuleValue(str(cause.text), rule.setting, str(rule.text), getattr(settings, rule.setting))
