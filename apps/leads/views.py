"""Timelines of leads as people see them."""

from collections.abc import Sequence
from typing import Any

from apps.leads.models import LeadEntry
from apps.quizzes.models import PlacementSession


def add_test_results(entries: Sequence[LeadEntry]) -> list[LeadEntry]:
    """Give each entry `test_result`: what came of the placement test that it sent; one query."""
    links = {entry.test_id for entry in entries if entry.test_id}
    sessions = PlacementSession.objects.filter(link__in=links).order_by("started_at") if links else []
    by_link: dict[Any, PlacementSession] = {}
    for session in sessions:
        known = by_link.get(session.link_id)
        if known is None or known.finished_at is None:
            by_link[session.link_id] = session
    for entry in entries:
        entry.test_result = _describe(entry, by_link.get(entry.test_id))  # type: ignore[attr-defined]
    return list(entries)


def _describe(entry: LeadEntry, session: PlacementSession | None) -> dict[str, Any] | None:
    if entry.test is None:
        return None
    return {
        "name": entry.test.test.name,
        "started_at": session.started_at if session else None,
        "finished_at": session.finished_at if session else None,
        "level": session.level if session else "",
    }
