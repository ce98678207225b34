"""Request and response schemas of billing runs, and of previews of what will be billed."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from api.lessons.timetable_schemas import GROUP, GroupRefOut
from api.money_schemas import MoneyIn, MoneyOut, build_money_reader
from api.shared_schemas import PERSON, PersonOut
from apps.payments.services.billing import BillingCounts, Skip
from apps.payments.services.billing_previews import BillingPreview, ExpectedBilling, GroupPreview

MONEY: dict[str, Any] = {"amount": 45000000, "currency": "UZS"}


class ExpectedBillingIn(In):
    """What a preview showed. If it is no longer so, nothing is done (409 `preview_changed`)."""

    model_config = build_example(payments=980, totals=[{"amount": 44100000000, "currency": "UZS"}])

    payments: int = Field(ge=0, le=1_000_000, description="Number of payments to create.")
    totals: list[MoneyIn] = Field([], max_length=10, description="Their sums; one for each currency.")

    def values(self) -> ExpectedBilling:
        """Return the number and the sums by currency."""
        return ExpectedBilling(self.payments, {money.currency: money.amount for money in self.totals})


class RunIn(In):
    """Which month to bill, and for which groups. Existing payments do not change."""

    model_config = build_example(month="2026-11")

    month: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")] | None = Field(
        None, description="As 2026-11, at most the next month. Default: the current month."
    )
    branch: UUID | None = Field(None, description="Only groups of this branch.")
    group: UUID | None = Field(None, description="Only this group.")
    expected: ExpectedBillingIn | None = Field(None, description="What the preview showed, as a guard.")


class RunSkippedOut(Out):
    """How many memberships got no payment for this reason."""

    model_config = build_example(reason="not_learning", count=3)

    reason: Skip
    count: int


class RunOut(Out):
    """Result of a billing run: payments created; memberships that were billed already and got nothing new (`standing`);
    memberships that got no payment, by reason (`skipped`).
    """

    model_config = build_example(month="2026-11", created=980, standing=12)

    month: str
    created: int
    standing: int
    skipped: list[RunSkippedOut]

    @classmethod
    def from_tally(cls, month: str, tally: BillingCounts) -> "RunOut":
        """Return the counts of the tally as response data."""
        skipped = [RunSkippedOut(reason=why, count=count) for why, count in sorted(tally.skipped.items())]
        return cls(month=month, created=tally.created, standing=tally.existing, skipped=skipped)


class PreviewedPaymentOut(Out):
    """A payment that will be created: `period` is a month (2026-11) or a pack (pack:3)."""

    model_config = build_example(student=PERSON, amount=MONEY, period="2026-11", due_on="2026-11-05")

    student: PersonOut
    amount: Annotated[MoneyOut, build_money_reader("amount")]
    period: str = Field(validation_alias="period_key")
    due_on: date


class PreviewedGroupOut(Out):
    """What a group will get: its payments with their sums, and how many memberships were billed already."""

    model_config = build_example(group=GROUP, totals=[MONEY], standing=0)

    group: GroupRefOut
    payments: list[PreviewedPaymentOut] = Field(validation_alias="new_payments")
    totals: list[MoneyOut]
    standing: int = Field(validation_alias="existing")


class PreviewedSkipOut(Out):
    """Pupils who get no payment for this reason."""

    model_config = build_example(reason="not_learning", count=1, students=[PERSON])

    reason: Skip
    count: int
    students: list[PersonOut]


class BillingPreviewOut(Out):
    """What will be billed: number and sums of new payments, by group and pupil; memberships that were billed already
    (`standing`); pupils who get no payment, by reason. `repriced`: existing payments that get another amount, in all by
    `repriced_by`.
    """

    model_config = build_example(payments=1, totals=[MONEY], standing=12, repriced=0, repriced_by=[])

    month: str | None = Field(description="Null for a payment schedule.")
    payments: int
    totals: list[MoneyOut]
    standing: int
    groups: list[PreviewedGroupOut]
    skipped: list[PreviewedSkipOut]
    repriced: int
    repriced_by: list[MoneyOut]

    @staticmethod
    def resolve_month(preview: BillingPreview) -> str | None:
        """Return the month as 2026-11."""
        return f"{preview.month:%Y-%m}" if preview.month else None

    @staticmethod
    def resolve_groups(preview: BillingPreview) -> list[GroupPreview]:
        """Return the groups with something to create, ordered by name."""
        found = [group for group in preview.groups if group.new_payments or group.existing]
        return sorted(found, key=lambda row: (row.group.name, row.group.pk))

    @staticmethod
    def resolve_skipped(preview: BillingPreview) -> list[dict[str, Any]]:
        """Return the pupils by reason."""
        return [
            {"reason": reason, "count": len(rows), "students": [row.student for row in rows]}
            for reason, rows in sorted(preview.skipped.items())
        ]
