"""The cumulative desk: any amount within limits onto a pupil's balance, any number of transactions side by side."""

from typing import Any

from apps.payments import queries
from apps.payments.gateways.payme.accounts import CURRENCY, Target, value_of
from apps.payments.gateways.payme.errors import Code, RpcError
from apps.payments.queries import payme as reads
from apps.payments.queries.balances import branch_of_money
from apps.payments.services import holding

FIELD = "student"
HIGHEST_NUMBER = 2**31 - 1


class Cumulative:
    """The rules for an account that names a pupil."""

    def find(self, account: dict[str, Any]) -> Target:
        """The pupil with this number; BLOCKED for one who is switched off."""
        number = int(value_of(account, FIELD))
        student = reads.pupil_called(number) if number <= HIGHEST_NUMBER else None
        if student is None:
            raise RpcError(Code.NO_SUCH_ACCOUNT, FIELD)
        if not student.is_active:
            raise RpcError(Code.BLOCKED, FIELD)
        return Target(student=student, branch=branch_of_money(student))

    def check_amount(self, target: Target, amount: int) -> None:
        """Within the centre's limits for top-ups."""
        if not queries.is_topup(amount, CURRENCY):
            raise RpcError(Code.WRONG_AMOUNT, "amount")

    def check_payable(self, target: Target, now: int) -> None:
        """Whoever was found can be paid for."""

    def make_way(self, target: Target, now: int) -> None:
        """Transactions do not stand in each other's way."""

    def hold(self, target: Target) -> Target:
        """The pupil's account."""
        holding.hold_account(target.student.pk, CURRENCY)
        return target

    def check_reservable(self, target: Target, now: int) -> None:
        """Whoever was found can be paid for."""
