"""Calls about months of the books, and what the ledger has of a month."""

from datetime import date
from typing import Any

from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.jobs import services as jobs
from apps.payments.job_kinds import CLOSE_BOOKS
from apps.payments.models import LedgerTransfer
from apps.settings.models import Branch
from tests.factories import ApiResponse, client_for
from tests.payments.pricing import pricing_data


def close_books(user: User, branch: Branch, month: str, **body: Any) -> ApiResponse:
    """Close the month of the branch."""
    return client_for(user).post("/payments/months/close/", {"branch": str(branch.pk), "month": month, **body})


def reopen_books(user: User, branch: Branch, month: str, reason: str = "The rent is missing") -> ApiResponse:
    """Reopen the month of the branch."""
    body = {"branch": str(branch.pk), "month": month, "reason": reason}
    return client_for(user).post("/payments/months/reopen/", body)


def list_books(user: User, **query: Any) -> list[dict[str, Any]]:
    """Return the months of the books that the user sees."""
    answer = client_for(user).get("/payments/months/", query)
    assert answer.status == 200, answer.json
    return answer.json["results"]


def run_closing_job() -> None:
    """Run the hourly job that closes what is due."""
    with unit_of_work():
        jobs.enqueue(kind=CLOSE_BOOKS)
    pricing_data.run_jobs(kinds=CLOSE_BOOKS)


def list_postings(branch: Branch, since: date) -> list[tuple[str, str, str | None]]:
    """Return kind, day and corrected month of the transfers dated since that day, in their order."""
    rows = LedgerTransfer.objects.filter(branch=branch, on__gte=since).order_by("pk")
    return [(row.kind, f"{row.on}", row.corrects_month and f"{row.corrects_month:%Y-%m}") for row in rows]
