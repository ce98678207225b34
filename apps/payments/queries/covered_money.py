"""What money covers of payments since which moment, less what was freed or paid back of it later."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from apps.payments.models import Settlement


@dataclass
class CoveredPart:
    """What money covers of a payment since some day, less what was freed or paid back of it."""

    row: Settlement
    left: int


def list_covered_parts(rows: Iterable[Settlement]) -> list[CoveredPart]:
    """Return allocated amounts with what is left of each; money taken back reduces the newest first.

    `rows`: all settlements of some payments, by time.
    """
    stacks: dict[tuple[UUID, UUID], list[CoveredPart]] = defaultdict(list)
    early: dict[tuple[UUID, UUID], int] = defaultdict(int)
    for row in rows:
        pair = (row.payment_id, row.money_id)
        if row.amount > 0:
            taken = min(row.amount, early[pair])
            early[pair] -= taken
            stacks[pair].append(CoveredPart(row, row.amount - taken))
            continue
        taken_back = -row.amount
        for part in reversed(stacks[pair]):
            taken = min(part.left, taken_back)
            part.left -= taken
            taken_back -= taken
        early[pair] += taken_back
    return [part for stack in stacks.values() for part in stack]


def split_by_weight(amount: int, weights: list[int]) -> list[int]:
    """Return `amount` in parts of these weights (none negative) that add up to it; in equal parts if all are 0."""
    shares = weights if any(weights) else [1] * len(weights)
    total, distributed, weight, parts = sum(shares), 0, 0, list[int]()
    for share in shares:
        weight += share
        due = amount * weight // total
        parts.append(due - distributed)
        distributed = due
    return parts
