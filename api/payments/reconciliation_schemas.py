"""Request and response schemas under `/payments/reconciliation/`."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Day, In, Out, build_example
from api.lists import PageQuery
from api.money_schemas import Currency, MoneyOut, build_money_reader
from api.shared_schemas import PersonOut
from apps.payments.models import Reconciliation

DIFFERENCE: dict[str, Any] = {
    "what": "amount", "provider_id": "5e730e8e0b852a417aa49ceb", "ours": 45000000, "theirs": 44000000,
}  # fmt: skip
RECONCILIATION: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e95",
    "provider": "payme",
    "desk": "",
    "starts_on": "2026-11-01",
    "ends_on": "2026-11-30",
    "rows": 212,
    "matched": 211,
    "total_theirs": {"amount": 9530000000, "currency": "UZS"},
    "total_ours": {"amount": 9531000000, "currency": "UZS"},
    "state": "differs",
    "found": 1,
    "by": {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70", "full_name": "Aziza Karimova"},
    "created_at": "2026-12-01T08:00:00Z",
}

What = Literal["missing_here", "missing_there", "amount", "state", "repeated"]


class ReconciliationsQuery(PageQuery):
    """Filters of the list of reconciliations."""

    model_config = build_example(provider="payme", state="differs")

    provider: str | None = Field(None, max_length=20)
    state: Literal["matches", "differs"] | None = None


class ReconciliationForm(In):
    """The provider of the export and the days to compare. Default: the days of the rows in the export. `desk`: one of
    the two Payme cashboxes, when the export is of one.
    """

    model_config = build_example(
        provider="payme", desk="one_time", currency="UZS", **{"from": "2026-11-01", "to": "2026-11-30"}
    )

    provider: str = Field(max_length=20)
    desk: Literal["", "one_time", "cumulative"] = ""
    currency: Currency = "UZS"
    first: Day | None = Field(None, alias="from")
    to: Day | None = None


class ReconciliationDifferenceOut(Out):
    """A transaction that differs. `ours` (in the ledger) and `theirs` (in the export) are amounts in minor units, or
    for `state` the states (2 paid, -2 refunded, 1 and -1 not paid); null where the transaction is missing.
    """

    model_config = build_example(**DIFFERENCE)

    what: What
    provider_id: str
    ours: int | None
    theirs: int | None


class ReconciliationOut(Out):
    """A comparison: how many rows of the export matched, the totals paid, and how many differences were `found`."""

    model_config = build_example(**RECONCILIATION)

    id: UUID
    provider: str
    desk: str
    starts_on: date
    ends_on: date
    rows: int
    matched: int
    total_theirs: Annotated[MoneyOut, build_money_reader("total_theirs")]
    total_ours: Annotated[MoneyOut, build_money_reader("total_ours")]
    state: Literal["matches", "differs"]
    found: int
    by: PersonOut | None
    created_at: datetime


class ReconciliationDetailOut(ReconciliationOut):
    """A comparison with its first 1,000 `differences`; `left_out`: how many more there are."""

    model_config = build_example(**RECONCILIATION, left_out=0)

    differences: list[ReconciliationDifferenceOut]
    left_out: int

    @staticmethod
    def resolve_left_out(row: Reconciliation) -> int:
        """Return the number of differences that were not stored."""
        return row.found - len(row.differences)
