"""Payme's methods. Every answer is computed from stored columns, so that a repeat gets what the first one got."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from apps.core import clock
from apps.core.errors import Conflict, get_violated_constraint
from apps.core.uow import unit_of_work
from apps.payments.gateways.payme import params as given
from apps.payments.gateways.payme.account_rules import CURRENCY, AccountRules, PaymentTarget, is_same_account
from apps.payments.gateways.payme.cumulative_rules import CumulativeRules
from apps.payments.gateways.payme.errors import PaymeError, PaymeRpcError
from apps.payments.gateways.payme.fiscal_detail import build_fiscal_detail
from apps.payments.gateways.payme.merchants import CUMULATIVE, ONE_TIME, Merchant
from apps.payments.gateways.payme.one_time_rules import OneTimeRules, is_still_owed
from apps.payments.gateways.payme.params import Params
from apps.payments.models import ProcessingResult, ProviderTransaction, TransactionState
from apps.payments.queries import payme as reads
from apps.payments.services import expiry, locks, refunds, transactions
from apps.payments.services.fiscal_data import DOCUMENTED_FIELDS, FISCAL_FIELDS, store_fiscal_data

TRANSACTION_LIFETIME = 43_200_000
"""Milliseconds (12 h) that a created transaction has, from its creation in Payme."""
MAX_CLOCK_SKEW = 3_600_000
"""Milliseconds (1 h) that Payme's clock may be ahead of ours: what it makes later than that would stand for days."""
RULES: dict[str, AccountRules] = {ONE_TIME: OneTimeRules(), CUMULATIVE: CumulativeRules()}


@dataclass(frozen=True)
class MethodResult:
    """The result of a call, the transaction it was about, and what became of the delivery."""

    result: dict[str, Any]
    verdict: ProcessingResult = ProcessingResult.DONE
    transaction: UUID | None = None


def check_perform_transaction(desk: Merchant, params: Params) -> MethodResult:
    """CheckPerformTransaction: whether this amount can be paid onto this account now. Writes nothing."""
    amount, account = given.parse_integer(params, "amount"), given.parse_account(params)
    rules = RULES[desk.name]
    target = rules.find(account)
    rules.check_amount(target, amount)
    rules.check_payable(target, clock.now_ms())
    detail = build_fiscal_detail(target, amount)
    return MethodResult({"allow": True, **({"detail": detail} if detail else {})}, ProcessingResult.IGNORED)


def create_transaction(desk: Merchant, params: Params) -> MethodResult:
    """CreateTransaction: reserve the payment, or answer what the same call was answered before."""
    wanted = _CreateParams.from_params(params)
    found = reads.find_transaction(desk.name, wanted.id)
    if found is None:
        rules = RULES[desk.name]
        target = rules.find(wanted.account)
        rules.check_amount(target, wanted.amount)
        now = clock.now_ms()
        if not -MAX_CLOCK_SKEW <= now - wanted.time <= TRANSACTION_LIFETIME:
            raise PaymeRpcError(PaymeError.IMPOSSIBLE)
        rules.end_expired(target, now)
        made = _open_transaction(desk, rules, target, wanted)
        if made is not None:
            return MethodResult(_created_answer(made), transaction=made.pk)
        found = reads.find_transaction(desk.name, wanted.id)
    if found is None:
        raise PaymeRpcError(PaymeError.IMPOSSIBLE)
    return _answer_repeated_create(desk, found, wanted)


def perform_transaction(desk: Merchant, params: Params) -> MethodResult:
    """PerformTransaction: the money was debited; the payment is paid, once."""
    found = _get_transaction(desk, given.parse_identifier(params))
    verdict = ProcessingResult.DUPLICATE
    if found.state == TransactionState.CREATED:
        with unit_of_work():
            found = locks.lock_transaction(found)
            if found.state == TransactionState.CREATED and _can_be_performed(found):
                found = transactions.perform_transaction(money=found, at_ms=clock.now_ms())
                verdict = ProcessingResult.DONE
    if found.state == TransactionState.CREATED:
        _raise_if_expired(found)
    if found.state != TransactionState.PERFORMED:
        raise PaymeRpcError(PaymeError.IMPOSSIBLE)
    result = {"transaction": str(found.number), "perform_time": found.perform_time, "state": found.state}
    return MethodResult(result, verdict, found.pk)


def cancel_transaction(desk: Merchant, params: Params) -> MethodResult:
    """CancelTransaction: before it was performed the payment can be paid again, afterwards the money goes back."""
    identifier, reason = given.parse_identifier(params), given.parse_reason(params)
    found = _get_transaction(desk, identifier)
    verdict = ProcessingResult.DUPLICATE
    if found.state in (TransactionState.CREATED, TransactionState.PERFORMED):
        with unit_of_work():
            found = locks.lock_transaction(found)
            if found.state in (TransactionState.CREATED, TransactionState.PERFORMED):
                found = _cancel_or_reverse(found, reason)
                verdict = ProcessingResult.DONE
    result = {"transaction": str(found.number), "cancel_time": found.cancel_time, "state": found.state}
    return MethodResult(result, verdict, found.pk)


def check_transaction(desk: Merchant, params: Params) -> MethodResult:
    """CheckTransaction: how it stands. One that ran out is ended first, so that we never contradict the 12 hours."""
    found = _get_transaction(desk, given.parse_identifier(params))
    if transactions.is_expired(found, clock.now_ms()):
        found = expiry.expire_transaction(found)
    return MethodResult(
        {**_time_fields(found), "state": found.state, "reason": found.reason}, ProcessingResult.IGNORED, found.pk
    )


def get_statement(desk: Merchant, params: Params) -> MethodResult:
    """GetStatement: every transaction that Payme made between two moments, both included, by Payme's time."""
    first, last = given.parse_time_bound(params, "from"), given.parse_time_bound(params, "to")
    now = clock.now_ms()
    for money in reads.list_unfinished_transactions(desk.name, first, last):
        if transactions.is_expired(money, now):
            expiry.expire_transaction(money)
    rows = [
        {
            "id": money.provider_id,
            "time": money.provider_time,
            "amount": money.amount,
            "account": money.account,
            **_time_fields(money),
            "state": money.state,
            "reason": money.reason,
            "receivers": None,
        }
        for money in reads.list_statement_transactions(desk.name, first, last)
    ]
    return MethodResult({"transactions": rows}, ProcessingResult.IGNORED)


def set_fiscal_data(desk: Merchant, params: Params) -> MethodResult:
    """SetFiscalData: what the tax office says of the sale, or of its return."""
    identifier, kind, data = params.get("id"), params.get("type"), params.get("fiscal_data")
    if not isinstance(identifier, str) or not 0 < len(identifier) <= given.MAX_ID_LENGTH or "\x00" in identifier:
        raise PaymeRpcError(PaymeError.BAD_FISCAL_DATA, "id")
    if not isinstance(kind, str) or kind not in FISCAL_FIELDS:
        raise PaymeRpcError(PaymeError.BAD_FISCAL_DATA, "type")
    if not isinstance(data, dict) or not _is_fiscal_data(data):
        raise PaymeRpcError(PaymeError.BAD_FISCAL_DATA, "fiscal_data")
    found = reads.find_transaction(desk.name, identifier)
    if found is None:
        raise PaymeRpcError(PaymeError.NO_SUCH_RECEIPT)
    store_fiscal_data(money=found, of=kind, data=data)
    return MethodResult({"success": True}, transaction=found.pk)


Method = Callable[[Merchant, Params], MethodResult]
METHODS: Mapping[str, Method] = {
    "CheckPerformTransaction": check_perform_transaction,
    "CreateTransaction": create_transaction,
    "PerformTransaction": perform_transaction,
    "CancelTransaction": cancel_transaction,
    "CheckTransaction": check_transaction,
    "GetStatement": get_statement,
    "SetFiscalData": set_fiscal_data,
}


@dataclass(frozen=True)
class _CreateParams:
    """What a CreateTransaction asks for."""

    id: str
    time: int
    amount: int
    account: dict[str, Any]

    @classmethod
    def from_params(cls, params: Params) -> "_CreateParams":
        return cls(
            id=given.parse_identifier(params),
            time=given.parse_time(params),
            amount=given.parse_integer(params, "amount"),
            account=given.parse_account(params),
        )


def _open_transaction(
    desk: Merchant, rules: AccountRules, target: PaymentTarget, wanted: _CreateParams
) -> ProviderTransaction | None:
    """A new transaction; None when it, or another for the same payment, came up meanwhile."""
    try:
        with unit_of_work():
            held = rules.lock_target(target)
            if reads.find_transaction(desk.name, wanted.id) is not None:
                return None
            now = clock.now_ms()
            rules.check_amount(held, wanted.amount)
            rules.check_reservable(held, now)
            return transactions.open_transaction(
                provider=reads.PROVIDER,
                provider_id=wanted.id,
                student=held.student,
                branch=held.branch,
                amount=wanted.amount,
                currency=CURRENCY,
                payment=held.payment,
                desk=desk.name,
                provider_time=wanted.time,
                create_time=now,
                account=wanted.account,
                expires_at=clock.datetime_from_ms(wanted.time + TRANSACTION_LIFETIME),
            )
    except Conflict:
        return None
    except IntegrityError as error:
        if get_violated_constraint(error) != "provider_transaction_once":
            raise
        return None


def _answer_repeated_create(desk: Merchant, found: ProviderTransaction, wanted: _CreateParams) -> MethodResult:
    if not is_same_account(wanted.account, found.account):
        raise PaymeRpcError(PaymeError.NO_SUCH_ACCOUNT, desk.field)
    if wanted.amount != found.amount:
        raise PaymeRpcError(PaymeError.WRONG_AMOUNT, "amount")
    if found.state == TransactionState.CREATED:
        _raise_if_expired(found)
        return MethodResult(_created_answer(found), ProcessingResult.DUPLICATE, found.pk)
    raise PaymeRpcError(PaymeError.IMPOSSIBLE)


def _raise_if_expired(found: ProviderTransaction) -> None:
    """IMPOSSIBLE for one that ran out, after that was stored."""
    if transactions.is_expired(found, clock.now_ms()):
        expiry.expire_transaction(found)
        raise PaymeRpcError(PaymeError.IMPOSSIBLE)


def _can_be_performed(money: ProviderTransaction) -> bool:
    if transactions.is_expired(money, clock.now_ms()):
        return False
    return money.payment is None or is_still_owed(money.payment, money.amount)


def _cancel_or_reverse(money: ProviderTransaction, reason: int) -> ProviderTransaction:
    at = clock.now_ms()
    if money.state == TransactionState.CREATED:
        return transactions.cancel_transaction(money=money, at_ms=at, reason=reason)
    try:
        return refunds.reverse_transaction(money=money, at_ms=at, reason=reason)
    except refunds.NotReversible:
        raise PaymeRpcError(PaymeError.CANNOT_CANCEL) from None


def _get_transaction(desk: Merchant, identifier: str) -> ProviderTransaction:
    found = reads.find_transaction(desk.name, identifier)
    if found is None:
        raise PaymeRpcError(PaymeError.NO_SUCH_TRANSACTION)
    return found


def _created_answer(money: ProviderTransaction) -> dict[str, Any]:
    return {"create_time": money.create_time, "transaction": str(money.number), "state": int(TransactionState.CREATED)}


def _time_fields(money: ProviderTransaction) -> dict[str, Any]:
    return {
        "create_time": money.create_time,
        "perform_time": money.perform_time,
        "cancel_time": money.cancel_time,
        "transaction": str(money.number),
    }


def _is_fiscal_data(data: dict[str, Any]) -> bool:
    """A documented field at least; texts and numbers only, and none with the NUL that Postgres does not take."""
    told = any(data.get(name) is not None for name in DOCUMENTED_FIELDS)
    plain = all(isinstance(value, str | int | float | None) and not isinstance(value, bool) for value in data.values())
    return told and plain and not any("\x00" in text for text in (*data, *data.values()) if isinstance(text, str))
