"""Reads over the ledger of coins."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet, Sum

from apps.accounts.models import User
from apps.gamification.causes import all_causes
from apps.gamification.models import CoinTransaction, StudentCoin
from apps.settings.queries import system


@dataclass(frozen=True)
class CoinRuleValue:
    """A rule of what a cause is worth, as the settings have it now."""

    cause: str
    name: str
    text: str
    value: int | str


def get_coin_balance(student: User) -> int:
    """The pupil's coins; 0 for one who never earned any."""
    return StudentCoin.objects.filter(student=student).values_list("balance", flat=True).first() or 0


def is_name_hidden(student: User) -> bool:
    """Whether other pupils see no name of the pupil on leaderboards."""
    return StudentCoin.objects.filter(student=student, name_hidden=True).exists()


def list_coin_transactions(student: User) -> QuerySet[CoinTransaction]:
    """The pupil's ledger, with what was given by hand."""
    return CoinTransaction.objects.filter(student=student).select_related("adjustment")


def sum_coin_ledger(student: User) -> int:
    """What the ledger adds up to; the balance must always equal it."""
    return int(list_coin_transactions(student).aggregate(total=Sum("amount", default=0))["total"])


def count_coins_earned(students: Collection[UUID]) -> dict[UUID, int]:
    """Counter: coins ever earned, without what was spent."""
    return dict(StudentCoin.objects.filter(pk__in=students).values_list("pk", "earned"))


def list_coin_rules() -> Iterator[CoinRuleValue]:
    """Every declared rule, with what the settings say now."""
    settings = system()
    for cause in all_causes().values():
        for rule in cause.rules:
            yield CoinRuleValue(str(cause.text), rule.setting, str(rule.text), getattr(settings, rule.setting))
