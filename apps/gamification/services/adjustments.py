"""Give or take coins by hand."""

from django.db.models import QuerySet, Sum
from django.db.models.functions import Abs
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.settings.services as settings
from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.local_days import get_local_day
from apps.core.uow import unit_of_work
from apps.gamification.models import CoinAdjustment, CoinTransaction
from apps.gamification.services.awards import award_coins, lock_balance
from apps.settings.queries import get_default_branch, get_system_settings

UNLIMITED_PERMISSION = "coins.adjust_without_limit"


def adjust_coins(*, actor: User, student: User, amount: int, reason: str) -> CoinAdjustment:
    """Give the pupil `amount` coins, or take them when it is negative.

    Raise Conflict `coin_limit` when the actor's adjustments of the local day, given and taken, would exceed the limit
    of the settings, unless the actor has no limit. Raise Invalid on "amount" for 0 and for more than the pupil has.
    """
    if amount == 0:
        raise Invalid.field("amount", _("Give or take at least one coin."))
    with unit_of_work():
        today = get_local_day(timezone.now(), get_default_branch().zone)
        _lock_actor(actor)
        _check_limit(actor, amount, CoinAdjustment.objects.filter(by=actor, on=today))
        if lock_balance(student.pk).balance + amount < 0 and amount < 0:
            raise Invalid.field("amount", _("The pupil does not have that many coins."))
        row = CoinAdjustment.objects.create(student=student, by=actor, amount=amount, reason=reason, on=today)
        cause = f"manual:{row.pk}"
        award_coins(student=student, cause=cause, amount=amount, reason="coins.adjusted")
        row.entry = CoinTransaction.objects.get(cause=cause)
        row.save(update_fields=["entry", "updated_at"])
        settings.write_audit_log(actor=actor, action="coins.adjust", obj=row, changes={"amount": (None, amount)})
    return row


def _lock_actor(actor: User) -> None:
    """Serialise the adjustments of one actor, because they share a limit."""
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)


def _check_limit(actor: User, amount: int, today: QuerySet[CoinAdjustment]) -> None:
    used = today.aggregate(total=Sum(Abs("amount"), default=0))["total"]
    limit = get_system_settings().coins_adjust_daily
    if used + abs(amount) > limit and not has_permission(actor, UNLIMITED_PERMISSION):
        remaining = max(0, limit - used)
        raise Conflict(
            _("You can give or take %(count)d more coins today.") % {"count": remaining}, code=ErrorCode.COIN_LIMIT
        )
