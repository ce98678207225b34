"""The cumulative desk: any amount within limits onto a pupil's balance, any number of transactions side by side."""

from typing import Any

from apps.payments import queries
from apps.payments.gateways.payme.account_rules import CURRENCY, PaymentTarget, parse_account_number
from apps.payments.gateways.payme.errors import PaymeError, PaymeRpcError
from apps.payments.queries import payme as reads
from apps.payments.queries.balances import get_balance_branch
from apps.payments.services import locks

FIELD = "student"
MAX_PUPIL_NUMBER = 2**31 - 1


class CumulativeRules:
    """The rules for an account that names a pupil."""

    def find_target(self, account: dict[str, Any]) -> PaymentTarget:
        """The pupil with this number; BLOCKED for one who is switched off."""
        number = int(parse_account_number(account, FIELD))
        student = reads.find_pupil(number) if number <= MAX_PUPIL_NUMBER else None
        if student is None:
            raise PaymeRpcError(PaymeError.NO_SUCH_ACCOUNT, FIELD)
        if not student.is_active:
            raise PaymeRpcError(PaymeError.BLOCKED, FIELD)
        return PaymentTarget(student=student, branch=get_balance_branch(student))

    def check_amount(self, target: PaymentTarget, amount: int) -> None:
        """Within the centre's limits for top-ups."""
        if not queries.is_allowed_topup(amount, CURRENCY):
            raise PaymeRpcError(PaymeError.WRONG_AMOUNT, "amount")

    def check_payable(self, target: PaymentTarget, now: int) -> None:
        """Whoever was found can be paid for."""

    def end_expired(self, target: PaymentTarget, now: int) -> None:
        """Transactions do not stand in each other's way."""

    def lock_target(self, target: PaymentTarget) -> PaymentTarget:
        """The pupil's account."""
        locks.lock_account(target.student.pk, CURRENCY)
        return target

    def check_reservable(self, target: PaymentTarget, now: int) -> None:
        """Whoever was found can be paid for."""
