"""Reconciliation: a provider's export compared with our transactions.

The export is CSV or XLSX, parsed by the gateway (`Gateway.parse_statement`). Compared are payments and full refunds; an
attempt that ended unpaid is no difference.

Days are local days of the default branch. A row counts on the export's day, because two clocks may put a payment at
midnight on two days. A transaction of ours is missing in the export only when it was both begun and paid within the
days compared.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import IO, cast

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid, TooLarge, UnsupportedMedia
from apps.core.local_days import get_day_bounds, get_local_day
from apps.core.tables.reader import MAX_TABLE_BYTES, Table, detect_table_type, read_table
from apps.core.uow import unit_of_work
from apps.core.validators import InvalidValue, validate_field
from apps.payments.gateways import get_gateway
from apps.payments.gateways.base import StatementRow
from apps.payments.models import ProviderTransaction, Reconciliation, ReconciliationState, TransactionState
from apps.payments.queries.periods import ReportPeriod, resolve_period
from apps.settings.queries import get_default_branch
from apps.settings.services import write_audit_log

PAID_STATES = (TransactionState.PERFORMED, TransactionState.REVERSED)
COMPARED_FIELDS = ("number", "provider_id", "amount", "currency", "state", "perform_time")
MAX_DIFFERENCES = 1000
"""So many are kept and shown; the others are only counted."""
MAX_TOTAL = 2**53 - 1
"""Whole numbers up to here are exact for every reader of JSON."""


@dataclass(frozen=True)
class ReconciliationDifference:
    """One difference; None for a value that one side does not have."""

    what: str
    provider_id: str
    ours: int | None
    theirs: int | None


def reconcile_export(
    *,
    actor: User,
    provider: str,
    upload: "UploadedFile[bytes]",
    currency: str,
    desk: str = "",
    first_day: date | None = None,
    last_day: date | None = None,
) -> Reconciliation:
    """Compare the export with our transactions of the days `first_day` to `last_day`, by default the days of the
    export.

    `desk`: one of the provider's merchants; only rows in `currency` count. The result is stored with the first
    `MAX_DIFFERENCES` differences, the file is not. NotFound for an unknown provider; Invalid on "file" for another
    table, on "from" and "to" for wrong days; TooLarge, UnsupportedMedia.
    """
    gateway = get_gateway(provider)
    table = _read_upload(upload)
    lines = [line for line in gateway.parse_statement(table.rows) if line.currency == currency]
    theirs: dict[str, StatementRow] = {}
    for line in lines:
        theirs.setdefault(line.provider_id, line)
    zone = get_default_branch().zone
    period = _resolve_days(lines, first_day, last_day, zone)
    bounds = (get_day_bounds(period.first, zone)[0], get_day_bounds(period.last, zone)[1])
    since, until = (int(at.timestamp() * 1000) for at in bounds)
    period_lines = [line for line in lines if since <= line.time < until]
    total = sum(line.amount for line in period_lines if line.state == TransactionState.PERFORMED)
    if total > MAX_TOTAL:
        raise Invalid.field("file", _("The amounts add up to more than can be stored."))
    repeated = [line for line in period_lines if line is not theirs[line.provider_id]]
    unique_lines = [line for line in period_lines if line is theirs[line.provider_id]]
    with unit_of_work():
        known = {line.provider_id for line in period_lines}
        found_here = _get_our_transactions(provider, desk, currency, since, until, sorted(known))
        ours = {key: mine for key, mine in found_here.items() if key in known or key not in theirs}
        missing_there = _list_missing_there(known, ours, since, until)
        differences = [*_compare_rows(unique_lines, ours, currency), *_list_repeated(repeated, ours), *missing_there]
        performed = [mine for mine in ours.values() if mine.state == TransactionState.PERFORMED]
        reconciliation = Reconciliation.objects.create(
            provider=provider,
            desk=desk,
            starts_on=period.first,
            ends_on=period.last,
            rows=len(period_lines),
            matched=len(period_lines) - sum(difference.theirs is not None for difference in differences),
            total_theirs=total,
            total_ours=sum(mine.amount for mine in performed if mine.currency == currency),
            currency=currency,
            state=ReconciliationState.DIFFERS if differences else ReconciliationState.MATCHES,
            differences=[asdict(difference) for difference in differences[:MAX_DIFFERENCES]],
            found=len(differences),
            by=actor,
        )
        changes = {"state": (None, reconciliation.state)}
        write_audit_log(actor=actor, action="payments.reconcile", obj=reconciliation, changes=changes)
    return reconciliation


def _resolve_days(rows: Collection[StatementRow], first: date | None, last: date | None, zone: str) -> ReportPeriod:
    """Return the requested days, else the days of the rows."""
    times = [datetime.fromtimestamp(row.time / 1000, UTC) for row in rows]
    if not times and (first is None or last is None):
        raise Invalid.field("file", _("The table has no payments in this currency."))
    return resolve_period(
        first or get_local_day(min(times), zone), last or get_local_day(max(times), zone), zone=zone, default_months=1
    )


def _get_our_transactions(
    provider: str, desk: str, currency: str, since: int, until: int, named: Sequence[str]
) -> Mapping[str, ProviderTransaction]:
    """Return our transactions by provider id: those paid on these days, and those with these ids."""
    paid = Q(perform_time__gte=since, perform_time__lt=until, currency=currency)
    if desk:
        paid &= Q(desk=desk)
    rows = ProviderTransaction.objects.filter(paid | Q(provider_id__in=named), provider=provider)
    return {row.provider_id: row for row in rows.only(*COMPARED_FIELDS)}


def _compare_rows(
    rows: Sequence[StatementRow], transactions: Mapping[str, ProviderTransaction], currency: str
) -> list[ReconciliationDifference]:
    differences = []
    for row in rows:
        transaction = transactions.get(row.provider_id)
        if row.state not in PAID_STATES and (transaction is None or transaction.state not in PAID_STATES):
            continue
        if transaction is None:
            differences.append(ReconciliationDifference("missing_here", row.provider_id, None, row.amount))
        elif transaction.amount != row.amount or transaction.currency != currency:
            differences.append(ReconciliationDifference("amount", row.provider_id, transaction.amount, row.amount))
        elif transaction.state != row.state:
            differences.append(ReconciliationDifference("state", row.provider_id, transaction.state, row.state))
    return differences


def _list_repeated(
    lines: Sequence[StatementRow], transactions: Mapping[str, ProviderTransaction]
) -> list[ReconciliationDifference]:
    """Return a difference for each repeated row of a transaction."""
    known = {key: transaction.amount for key, transaction in transactions.items()}
    return [
        ReconciliationDifference("repeated", line.provider_id, known.get(line.provider_id), line.amount)
        for line in lines
    ]


def _list_missing_there(
    known: Collection[str], transactions: Mapping[str, ProviderTransaction], since: int, until: int
) -> list[ReconciliationDifference]:
    return [
        ReconciliationDifference("missing_there", transaction.provider_id, transaction.amount, None)
        for transaction in sorted(transactions.values(), key=lambda item: item.number)
        if transaction.provider_id not in known
        and since <= (transaction.provider_time or transaction.perform_time)
        and transaction.perform_time < until
    ]


def _read_upload(upload: "UploadedFile[bytes]") -> Table:
    size = upload.size or 0
    if size > MAX_TABLE_BYTES:
        raise TooLarge(_("The file is larger than %(count)d MB.") % {"count": MAX_TABLE_BYTES // 1024 // 1024})
    if size == 0:
        raise Invalid.field("file", _("The file is empty."))
    opened = cast(IO[bytes], upload)
    try:
        detect_table_type(opened)
    except InvalidValue as error:
        raise UnsupportedMedia(error.message, fields={"file": [error.message]}) from error
    return validate_field("file", read_table, opened)
