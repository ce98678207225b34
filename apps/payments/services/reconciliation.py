"""Comparing a provider's export with our books.

The export is a table, CSV or XLSX; its gateway reads the rows (`Gateway.read_statement`). What is compared is what was
paid and what was paid back in full: an attempt that ended unpaid is no difference, wherever it is missing.

A day is a local day of the default branch. What stands in the export counts on the export's day, since two clocks may
put a payment at midnight on two days. What does not stand there is missing when it was begun and paid on the days that
are compared: one that was begun before midnight and paid after it may stand in the export of either day.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import IO, Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid, TooLarge, UnsupportedMedia
from apps.core.local_days import get_day_bounds, get_local_day
from apps.core.tables import MAX_TABLE_BYTES, Table, detect_table_type, read_table
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
    """One transaction about which the two disagree; None for what one of them does not know."""

    what: str
    provider_id: str
    ours: int | None
    theirs: int | None

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {"what": self.what, "provider_id": self.provider_id, "ours": self.ours, "theirs": self.theirs}


def reconcile_export(
    *,
    actor: User,
    provider: str,
    upload: "UploadedFile[bytes]",
    currency: str,
    desk: str = "",
    first: date | None = None,
    last: date | None = None,
) -> Reconciliation:
    """Compare the export with our transactions of the days `first`..`last` (those of the default branch), else of the
    days that the export speaks of; where a provider has several desks, of one `desk`. Only rows of the `currency` are
    compared. What was found is kept (of the differences the first `MAX_DIFFERENCES`), the file is not.

    NotFound for a provider there is not; Invalid on "file" for a table that is no export of it, on "from" and "to" for
    days in the wrong order or too many; TooLarge, UnsupportedMedia.
    """
    gateway = get_gateway(provider)
    table = _read_upload(upload)
    lines = [line for line in gateway.parse_statement(table.rows) if line.currency == currency]
    theirs: dict[str, StatementRow] = {}
    for line in lines:
        theirs.setdefault(line.provider_id, line)
    zone = get_default_branch().zone
    period = _resolve_days(lines, first, last, zone)
    first, last = period.first, period.last
    since, until = (
        int(at.timestamp() * 1000) for at in (get_day_bounds(first, zone)[0], get_day_bounds(last, zone)[1])
    )
    within = [line for line in lines if since <= line.time < until]
    total = sum(line.amount for line in within if line.state == TransactionState.PERFORMED)
    if total > MAX_TOTAL:
        raise Invalid.field("file", _("The amounts add up to more than can be stored."))
    again = [line for line in within if line is not theirs[line.provider_id]]
    once = [line for line in within if line is theirs[line.provider_id]]
    with unit_of_work():
        known = {line.provider_id for line in within}
        found_here = _get_our_transactions(provider, desk, currency, since, until, sorted(known))
        ours = {key: mine for key, mine in found_here.items() if key in known or key not in theirs}
        missing_there = _list_missing_there(known, ours, since, until)
        differences = [*_compare_rows(once, ours, currency), *_list_repeated(again, ours), *missing_there]
        found = Reconciliation.objects.create(
            provider=provider,
            desk=desk,
            starts_on=first,
            ends_on=last,
            rows=len(within),
            matched=len(within) - sum(difference.theirs is not None for difference in differences),
            total_theirs=total,
            total_ours=sum(
                one.amount
                for one in ours.values()
                if one.state == TransactionState.PERFORMED and one.currency == currency
            ),
            currency=currency,
            state=ReconciliationState.DIFFERS if differences else ReconciliationState.MATCHES,
            differences=[difference.as_json() for difference in differences[:MAX_DIFFERENCES]],
            found=len(differences),
            by=actor,
        )
        write_audit_log(actor=actor, action="payments.reconcile", obj=found, changes={"state": (None, found.state)})
    return found


def _resolve_days(rows: Collection[StatementRow], first: date | None, last: date | None, zone: str) -> ReportPeriod:
    """The days to compare: those that were asked for, else from the first to the last of the rows."""
    times = [datetime.fromtimestamp(row.time / 1000, UTC) for row in rows]
    if not times and (first is None or last is None):
        raise Invalid.field("file", _("The table has no payments in this currency."))
    return resolve_period(
        first or get_local_day(min(times), zone), last or get_local_day(max(times), zone), zone=zone, usual_months=1
    )


def _get_our_transactions(
    provider: str, desk: str, currency: str, since: int, until: int, named: Sequence[str]
) -> Mapping[str, ProviderTransaction]:
    """Our transactions by the provider's identifiers: those that were paid in these days, and those that are named."""
    paid = Q(perform_time__gte=since, perform_time__lt=until, currency=currency)
    if desk:
        paid &= Q(desk=desk)
    rows = ProviderTransaction.objects.filter(paid | Q(provider_id__in=named), provider=provider)
    return {row.provider_id: row for row in rows.only(*COMPARED_FIELDS)}


def _compare_rows(
    theirs: Sequence[StatementRow], ours: Mapping[str, ProviderTransaction], currency: str
) -> list[ReconciliationDifference]:
    found = []
    for row in theirs:
        mine = ours.get(row.provider_id)
        if row.state not in PAID_STATES and (mine is None or mine.state not in PAID_STATES):
            continue
        if mine is None:
            found.append(ReconciliationDifference("missing_here", row.provider_id, None, row.amount))
        elif mine.amount != row.amount or mine.currency != currency:
            found.append(ReconciliationDifference("amount", row.provider_id, mine.amount, row.amount))
        elif mine.state != row.state:
            found.append(ReconciliationDifference("state", row.provider_id, mine.state, row.state))
    return found


def _list_repeated(
    again: Sequence[StatementRow], ours: Mapping[str, ProviderTransaction]
) -> list[ReconciliationDifference]:
    """A transaction that the export has more than once, for each line after its first."""
    found = []
    for line in again:
        mine = ours.get(line.provider_id)
        found.append(ReconciliationDifference("repeated", line.provider_id, mine.amount if mine else None, line.amount))
    return found


def _list_missing_there(
    known: Collection[str], ours: Mapping[str, ProviderTransaction], since: int, until: int
) -> list[ReconciliationDifference]:
    return [
        ReconciliationDifference("missing_there", mine.provider_id, mine.amount, None)
        for mine in sorted(ours.values(), key=lambda one: one.number)
        if mine.provider_id not in known
        and since <= (mine.provider_time or mine.perform_time)
        and mine.perform_time < until
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
