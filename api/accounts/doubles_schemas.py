"""Schemas of doubles: pupils who were entered twice, and their merge."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from api.accounts.people_schemas import PERSON, UserOut, build_avatar_url
from api.base_schemas import In, Out, build_example
from api.lists import PublicPageQuery
from api.money_schemas import MoneyOut
from apps.accounts.services.merges import DifferentFact, MergePreview, Side
from apps.core.money import Money
from apps.core.person_merge import MergeAmount
from apps.portal.likely_doubles import Likeness

Fact = Literal["name", "phone", "email", "birth_date", "photo"]
FactChoice = Literal["keep", "duplicate"]
OTHER: dict[str, Any] = {**PERSON, "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e99", "number": 1077, "phone": None}
NUMBERS: dict[str, Any] = {"keep": 12, "duplicate": 5, "after": 17}


class DoubleOut(UserOut):
    """One of two pupils who may be one."""

    model_config = build_example(**PERSON, memberships=[], birth_date="2008-05-17")

    birth_date: date | None


class LikelyPairOut(Out):
    """Two pupils of one name who are likely one, the older account first."""

    model_config = build_example(
        first={**PERSON, "memberships": [], "birth_date": "2008-05-17"},
        second={**OTHER, "memberships": [], "birth_date": "2008-05-17"},
        reasons=["birth_date"],
    )

    first: DoubleOut
    second: DoubleOut
    reasons: list[Likeness] = Field(description="What they share beside the name.")


class DoublesQuery(PublicPageQuery):
    """Pages of likely doubles."""

    model_config = build_example(page=1, page_size=20)


class MergePreviewIn(In):
    """Which account would go."""

    model_config = build_example(duplicate=OTHER["id"])

    duplicate: UUID = Field(description="The account that goes; the one of the address stays.")


class MergeIn(MergePreviewIn):
    """Which account goes, and whose facts count."""

    model_config = build_example(duplicate=OTHER["id"], facts={"phone": "duplicate"})

    facts: dict[Fact, FactChoice] = Field(
        default_factory=dict,
        description="Whose fact counts. By default that of the account that stays, and what it lacks is taken over.",
    )

    def choose(self) -> dict[str, Side]:
        """Return the facts for the service."""
        return {fact: Side(side) for fact, side in self.facts.items()}


class MergeCountOut(Out):
    """How many rows of one kind move."""

    model_config = build_example(kind="marks", count=24)

    kind: str
    count: int


class MergeMoneyOut(Out):
    """The balances in one currency; a debt is negative."""

    model_config = build_example(
        keep={"amount": -45000000, "currency": "UZS"},
        duplicate={"amount": 20000000, "currency": "UZS"},
        after={"amount": -25000000, "currency": "UZS"},
    )

    keep: MoneyOut
    duplicate: MoneyOut
    after: MoneyOut


class MergeTotalsOut(Out):
    """The coins of both."""

    model_config = build_example(**NUMBERS)

    keep: int
    duplicate: int
    after: int


class MergeFactOut(Out):
    """A fact of the duplicate that the kept account lacks or has otherwise; of a photo, its address."""

    model_config = build_example(fact="phone", keep=None, duplicate="+998901234567", taken="duplicate")

    fact: Fact
    keep: str | None
    duplicate: str | None
    taken: FactChoice = Field(description="Whose fact counts when `facts` says nothing.")


class MergeConflictOut(Out):
    """Why the two cannot be merged now."""

    model_config = build_example(code="merge_same_group", field="memberships", detail="Both are in the group B1.")

    code: str
    field: str
    detail: str


class MergePreviewOut(Out):
    """What a merge would do now. It is possible when there are no `conflicts`."""

    model_config = build_example(
        keep={**PERSON, "memberships": [], "birth_date": "2008-05-17"},
        duplicate={**OTHER, "memberships": [], "birth_date": "2008-05-17"},
        counts=[{"kind": "marks", "count": 24}],
        money=[],
        coins=NUMBERS,
        facts=[],
        conflicts=[],
    )

    keep: DoubleOut
    duplicate: DoubleOut
    counts: list[MergeCountOut] = Field(description="What moves, by kind.")
    money: list[MergeMoneyOut]
    coins: MergeTotalsOut
    facts: list[MergeFactOut]
    conflicts: list[MergeConflictOut]


def answer_preview(preview: MergePreview) -> dict[str, Any]:
    """Return the answer of a preview, whose people have `open_memberships`."""
    coins = [amount for amount in preview.amounts if not amount.currency]
    return {
        "keep": preview.keep,
        "duplicate": preview.duplicate,
        "counts": [{"kind": kind, "count": number} for kind, number in preview.counts.items() if number],
        "money": [_answer_money(amount) for amount in preview.amounts if amount.currency],
        "coins": coins[0] if coins else MergeAmount("", 0, 0),
        "facts": [_answer_fact(fact, preview) for fact in preview.facts],
        "conflicts": [
            {"code": conflict.code, "field": conflict.field, "detail": str(conflict.detail)}
            for conflict in preview.conflicts
        ],
    }


def _answer_money(amount: MergeAmount) -> dict[str, Money]:
    return {name: Money(getattr(amount, name), amount.currency) for name in ("keep", "duplicate", "after")}


def _answer_fact(fact: DifferentFact, preview: MergePreview) -> dict[str, Any]:
    values = {"keep": fact.keep, "duplicate": fact.duplicate}
    if fact.fact == "photo":
        values = {"keep": build_avatar_url(preview.keep), "duplicate": build_avatar_url(preview.duplicate)}
    texts = {side: None if value is None else str(value) for side, value in values.items()}
    return {"fact": fact.fact, "taken": fact.taken.value, **texts}
