"""Payme's RPC methods. Every answer is built from stored columns, so a repeated call gets the same answer."""

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
from apps.payments.gateways.payme.one_time_rules import OneTimeRules, owes_at_least
from apps.payments.gateways.payme.params import Params
from apps.payments.models import ProcessingResult, ProviderTransaction, TransactionState
from apps.payments.queries import payme as reads
from apps.payments.services import expiry, locks, refunds, transactions
from apps.payments.services.fiscal_data import DOCUMENTED_FIELDS, FISCAL_FIELDS, store_fiscal_data

TRANSACTION_LIFETIME = 43_200_000
"""Milliseconds (12 h) that a created transaction has, from its creation in Payme."""
MAX_CLOCK_SKEW = 3_600_000
"""Milliseconds (1 h) that Payme's clock may be ahead of ours: what it makes later than that would stand for days."""
TIMES = ("create_time", "perform_time", "cancel_time")
RULES: dict[str, AccountRules] = {ONE_TIME: OneTimeRules(), CUMULATIVE: CumulativeRules()}


@dataclass(frozen=True)
class MethodResult:
    """The result of a call, its transaction and the delivery's result for the log."""

    result: dict[str, Any]
    verdict: ProcessingResult = ProcessingResult.DONE
    transaction: UUID | None = None


def check_perform_transaction(merchant: Merchant, params: Params) -> MethodResult:
    """CheckPerformTransaction: check whether this amount can be paid to this account now. Writes nothing."""
    amount, account = given.parse_integer(params, "amount"), given.parse_account(params)
    rules = RULES[merchant.name]
    target = rules.find_target(account)
    rules.check_amount(target, amount)
    rules.check_payable(target, clock.now_ms())
    detail = build_fiscal_detail(target, amount)
    return MethodResult({"allow": True, **({"detail": detail} if detail else {})}, ProcessingResult.IGNORED)


def create_transaction(merchant: Merchant, params: Params) -> MethodResult:
    """CreateTransaction: reserve the payment; a repeated call gets the first answer."""
    new = _parse_new_transaction(merchant, params)
    transaction = reads.find_transaction(merchant.name, new.provider_id)
    if transaction is None:
        rules = RULES[merchant.name]
        target = rules.find_target(new.account)
        rules.check_amount(target, new.amount)
        now = clock.now_ms()
        if not -MAX_CLOCK_SKEW <= now - new.provider_time <= TRANSACTION_LIFETIME:
            raise PaymeRpcError(PaymeError.IMPOSSIBLE)
        rules.end_expired(target, now)
        new_transaction = _open_transaction(rules, target, new)
        if new_transaction is not None:
            return MethodResult(_describe(new_transaction, "create_time"), transaction=new_transaction.pk)
        transaction = reads.find_transaction(merchant.name, new.provider_id)
    if transaction is None:
        raise PaymeRpcError(PaymeError.IMPOSSIBLE)
    return _answer_repeated_create(merchant, transaction, new)


def perform_transaction(merchant: Merchant, params: Params) -> MethodResult:
    """PerformTransaction: record the money as paid, once."""
    transaction = _get_transaction(merchant, given.parse_identifier(params))
    verdict = ProcessingResult.DUPLICATE
    if transaction.state == TransactionState.CREATED:
        with unit_of_work():
            transaction = locks.lock_transaction(transaction)
            if transaction.state == TransactionState.CREATED and _can_be_performed(transaction):
                transaction = transactions.perform_transaction(money=transaction, at_ms=clock.now_ms())
                verdict = ProcessingResult.DONE
    if transaction.state == TransactionState.CREATED:
        _raise_if_expired(transaction)
    if transaction.state != TransactionState.PERFORMED:
        raise PaymeRpcError(PaymeError.IMPOSSIBLE)
    return MethodResult(_describe(transaction, "perform_time"), verdict, transaction.pk)


def cancel_transaction(merchant: Merchant, params: Params) -> MethodResult:
    """CancelTransaction: before it was performed the payment is payable again, afterwards money is refunded."""
    identifier, reason = given.parse_identifier(params), given.parse_reason(params)
    transaction = _get_transaction(merchant, identifier)
    verdict = ProcessingResult.DUPLICATE
    if transaction.state in (TransactionState.CREATED, TransactionState.PERFORMED):
        with unit_of_work():
            transaction = locks.lock_transaction(transaction)
            if transaction.state in (TransactionState.CREATED, TransactionState.PERFORMED):
                transaction = _cancel_or_reverse(transaction, reason)
                verdict = ProcessingResult.DONE
    return MethodResult(_describe(transaction, "cancel_time"), verdict, transaction.pk)


def check_transaction(merchant: Merchant, params: Params) -> MethodResult:
    """CheckTransaction: return the transaction's state. An expired one is cancelled first (12 hours)."""
    transaction = _get_transaction(merchant, given.parse_identifier(params))
    if transactions.is_transaction_expired(transaction, clock.now_ms()):
        transaction = expiry.cancel_transaction_if_expired(transaction)
    result = _describe(transaction, *TIMES, "reason")
    return MethodResult(result, ProcessingResult.IGNORED, transaction.pk)


def get_statement(merchant: Merchant, params: Params) -> MethodResult:
    """GetStatement: return all transactions that Payme created between two moments (inclusive, Payme's time)."""
    first, last = given.parse_time_bound(params, "from"), given.parse_time_bound(params, "to")
    now = clock.now_ms()
    for money in reads.list_unfinished_transactions(merchant.name, first, last):
        if transactions.is_transaction_expired(money, now):
            expiry.cancel_transaction_if_expired(money)
    rows = [
        {
            "id": money.provider_id,
            "time": money.provider_time,
            "amount": money.amount,
            "account": money.account,
            **_describe(money, *TIMES, "reason"),
            "receivers": None,
        }
        for money in reads.list_statement_transactions(merchant.name, first, last)
    ]
    return MethodResult({"transactions": rows}, ProcessingResult.IGNORED)


def set_fiscal_data(merchant: Merchant, params: Params) -> MethodResult:
    """SetFiscalData: store the tax receipt of the sale or of its refund."""
    identifier, kind, data = params.get("id"), params.get("type"), params.get("fiscal_data")
    if not isinstance(identifier, str) or not 0 < len(identifier) <= given.MAX_ID_LENGTH or "\x00" in identifier:
        raise PaymeRpcError(PaymeError.BAD_FISCAL_DATA, "id")
    if not isinstance(kind, str) or kind not in FISCAL_FIELDS:
        raise PaymeRpcError(PaymeError.BAD_FISCAL_DATA, "type")
    if not isinstance(data, dict) or not _is_fiscal_data(data):
        raise PaymeRpcError(PaymeError.BAD_FISCAL_DATA, "fiscal_data")
    transaction = reads.find_transaction(merchant.name, identifier)
    if transaction is None:
        raise PaymeRpcError(PaymeError.NO_SUCH_RECEIPT)
    store_fiscal_data(money=transaction, operation=kind, data=data)
    return MethodResult({"success": True}, transaction=transaction.pk)


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


def _parse_new_transaction(merchant: Merchant, params: Params) -> ProviderTransaction:
    """Return the transaction that CreateTransaction asks for, without what its account names."""
    money = ProviderTransaction(provider=reads.PROVIDER, currency=CURRENCY, desk=merchant.name)
    money.provider_id, money.provider_time = given.parse_identifier(params), given.parse_time(params)
    money.amount, money.account = given.parse_integer(params, "amount"), given.parse_account(params)
    money.expires_at = clock.datetime_from_ms(money.provider_time + TRANSACTION_LIFETIME)
    return money


def _open_transaction(
    rules: AccountRules, target: PaymentTarget, new: ProviderTransaction
) -> ProviderTransaction | None:
    """Return the new transaction; None when this one, or another of the payment, was opened meanwhile."""
    try:
        with unit_of_work():
            target = rules.lock_target(target)
            if reads.find_transaction(new.desk, new.provider_id) is not None:
                return None
            new.create_time = clock.now_ms()
            rules.check_amount(target, new.amount)
            rules.check_reservable(target, new.create_time)
            new.student, new.branch, new.payment = target.student, target.branch, target.payment
            return transactions.open_transaction(new)
    except Conflict:
        return None
    except IntegrityError as error:
        if get_violated_constraint(error) != "provider_transaction_once":
            raise
        return None


def _answer_repeated_create(merchant: Merchant, known: ProviderTransaction, new: ProviderTransaction) -> MethodResult:
    if not is_same_account(new.account, known.account):
        raise PaymeRpcError(PaymeError.NO_SUCH_ACCOUNT, merchant.field)
    if new.amount != known.amount:
        raise PaymeRpcError(PaymeError.WRONG_AMOUNT, "amount")
    if known.state == TransactionState.CREATED:
        _raise_if_expired(known)
        return MethodResult(_describe(known, "create_time"), ProcessingResult.DUPLICATE, known.pk)
    raise PaymeRpcError(PaymeError.IMPOSSIBLE)


def _raise_if_expired(transaction: ProviderTransaction) -> None:
    """Cancel an expired transaction, then raise IMPOSSIBLE."""
    if transactions.is_transaction_expired(transaction, clock.now_ms()):
        expiry.cancel_transaction_if_expired(transaction)
        raise PaymeRpcError(PaymeError.IMPOSSIBLE)


def _can_be_performed(money: ProviderTransaction) -> bool:
    if transactions.is_transaction_expired(money, clock.now_ms()):
        return False
    return money.payment is None or owes_at_least(money.payment, money.amount)


def _cancel_or_reverse(money: ProviderTransaction, reason: int) -> ProviderTransaction:
    at = clock.now_ms()
    if money.state == TransactionState.CREATED:
        return transactions.cancel_transaction(money=money, at_ms=at, reason=reason)
    try:
        return refunds.reverse_transaction(money=money, at_ms=at, reason=reason)
    except refunds.NotReversible:
        raise PaymeRpcError(PaymeError.CANNOT_CANCEL) from None


def _get_transaction(merchant: Merchant, identifier: str) -> ProviderTransaction:
    transaction = reads.find_transaction(merchant.name, identifier)
    if transaction is None:
        raise PaymeRpcError(PaymeError.NO_SUCH_TRANSACTION)
    return transaction


def _describe(money: ProviderTransaction, *fields: str) -> dict[str, Any]:
    """Return the transaction's number and state, and these of its columns."""
    columns = {name: getattr(money, name) for name in fields}
    return {"transaction": str(money.number), "state": money.state, **columns}


def _is_fiscal_data(data: dict[str, Any]) -> bool:
    """Return whether a documented field is set and all values are texts or numbers without NUL characters."""
    has_field = any(data.get(name) is not None for name in DOCUMENTED_FIELDS)
    is_flat = all(
        isinstance(value, str | int | float | None) and not isinstance(value, bool) for value in data.values()
    )
    return (
        has_field and is_flat and not any("\x00" in text for text in (*data, *data.values()) if isinstance(text, str))
    )
