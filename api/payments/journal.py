"""Operations under `/payments/`: the journal of money with its totals, receipts, shifts of all cash desks."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.payments import journal_schemas as schemas
from apps.payments import access_office
from apps.payments.queries import journal, receipts, shifts
from apps.payments.queries.journal_totals import JournalBy, get_journal_totals
from apps.payments.queries.periods import resolve_period
from apps.settings.queries import get_default_branch

router = OperationRouter(tags=["payments"])


@router.get("/journal/", "payments.desks", schemas.JournalOut, errors=[422])
def payments_journal(request: SignedInRequest, query: Query[schemas.JournalQuery]) -> dict[str, Any]:
    """List movements of money.

    Every amount that came in or went out at the cash desks, bank accounts and providers of your branches, newest days
    first, with totals over all pages. Without `payments.report` you get the cash desks that you keep or worked at.
    """
    user, wanted = request.auth.user, _read_filter(query)
    entries = journal.list_journal_entries(user, wanted, search=query.search)
    totals = get_journal_totals(user, by=JournalBy.METHOD, journal=wanted, search=query.search)
    page = build_page(
        request,
        entries,
        query,
        ordering=journal.COLUMNS,
        search=lambda rows, _text: rows,
        prepare_rows=lambda rows: journal.load_journal_rows(rows, with_teachers=journal.can_see_pay(user)),
    )
    return schemas.JournalOut.build(page, totals)


@router.get("/journal/totals/", "payments.desks", schemas.JournalTotalsOut, errors=[422])
def payments_journal_totals(request: SignedInRequest, query: Query[schemas.JournalTotalsQuery]) -> dict[str, Any]:
    """Get totals of the journal of money.

    By day, method, kind, desk, branch, cashier, group or teacher, with the filters of the journal; one row for each
    currency. Money of one receipt for several groups counts in each with its part.
    """
    wanted = _read_filter(query)
    return schemas.JournalTotalsOut.build(get_journal_totals(request.auth.user, by=query.by, journal=wanted))


@router.get("/receipts/", "payments.see_all", PageOf[schemas.ReceiptRowOut], errors=[422])
def payments_receipts(request: SignedInRequest, query: Query[schemas.ReceiptsQuery]) -> dict[str, Any]:
    """List receipts.

    Receipts of money of your branches: taken, paid back, and refunds that failed. Newest first.
    """
    return build_page(
        request,
        receipts.visible_receipts(request.auth.user, **query.filters()),
        query,
        ordering=receipts.COLUMNS,
        search=receipts.search_receipts,
        prepare_rows=receipts.load_receipt_rows,
    )


@router.get("/shifts/", "payments.desks", PageOf[schemas.ShiftRowOut], errors=[422])
def payments_shifts(request: SignedInRequest, query: Query[schemas.ShiftsOfDesksQuery]) -> dict[str, Any]:
    """List the shifts of all cash desks.

    Shifts in your branches, open and closed, with the figures of their reports. Newest first.
    """
    return build_page(
        request,
        shifts.visible_shifts(request.auth.user, **query.filters()),
        query,
        ordering=shifts.COLUMNS,
        prepare_rows=shifts.add_shift_figures,
    )


@router.get("/shifts/{uuid:id}/rows/", "payments.desks", PageOf[schemas.JournalRowOut], errors=[404, 422])
def payments_shift_rows(request: SignedInRequest, id: UUID, query: Query[schemas.ShiftRowsQuery]) -> dict[str, Any]:
    """List the movements of a shift.

    All cash that came into or went out of the desk while the shift was open, with receipt numbers and pupils. In the
    order of the ledger, the first movement first.
    """
    user = request.auth.user
    shift = access_office.get_visible_shift(user, id)
    return build_page(
        request,
        journal.list_shift_entries(shift),
        query,
        ordering=journal.SHIFT_COLUMNS,
        prepare_rows=lambda rows: journal.load_journal_rows(rows, with_teachers=journal.can_see_pay(user)),
    )


def _read_filter(query: schemas.JournalFilters) -> journal.JournalFilter:
    """Return the filters of a query; without days the current month, unless a receipt, pupil or payment is named."""
    wanted = journal.JournalFilter(**query.filters())
    if wanted.names_documents and wanted.first is None and wanted.last is None:
        return wanted
    period = resolve_period(wanted.first, wanted.last, zone=get_default_branch().zone, default_months=1)
    return replace(wanted, first=period.first, last=period.last)
