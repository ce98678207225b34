"""Rules of Payme's cumulative merchant: any allowed amount onto a pupil's balance; transactions may run in parallel."""

from typing import Any

from apps.payments import queries
from apps.payments.gateways.payme.account_rules import CURRENCY, PaymentTarget, parse_account_number
from apps.payments.gateways.payme.errors import PaymeError, PaymeRpcError
from apps.payments.queries import payme as reads
from apps.payments.queries.balances import get_top_up_branch
from apps.payments.services import locks

FIELD = "student"
MAX_PUPIL_NUMBER = 2**31 - 1


class CumulativeRules:
    """The rules for an account that names a pupil."""

    def find_target(self, account: dict[str, Any]) -> PaymentTarget:
        """Return the pupil with this number; BLOCKED for a deactivated one."""
        number = int(parse_account_number(account, FIELD))
        student = reads.find_pupil(number) if number <= MAX_PUPIL_NUMBER else None
        if student is None:
            raise PaymeRpcError(PaymeError.NO_SUCH_ACCOUNT, FIELD)
        if not student.is_active:
            raise PaymeRpcError(PaymeError.BLOCKED, FIELD)
        return PaymentTarget(student=student, branch=get_top_up_branch(student))

    def check_amount(self, target: PaymentTarget, amount: int) -> None:
        """Check the centre's limits for top-ups."""
        if not queries.is_allowed_topup(amount, CURRENCY):
            raise PaymeRpcError(PaymeError.WRONG_AMOUNT, "amount")

    def check_payable(self, target: PaymentTarget, now: int) -> None:
        """Allow every target that was found."""

    def end_expired(self, target: PaymentTarget, now: int) -> None:
        """Do nothing: transactions of a balance do not block each other."""

    def lock_target(self, target: PaymentTarget) -> PaymentTarget:
        """Lock the pupil's account."""
        locks.lock_student_account(target.student.pk, CURRENCY)
        return target

    def check_reservable(self, target: PaymentTarget, now: int) -> None:
        """Allow every target that was found."""
