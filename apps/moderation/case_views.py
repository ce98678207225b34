"""Cases as moderators see them."""

from typing import Any

from apps.moderation import queries
from apps.moderation.kinds import all_reportable_texts
from apps.moderation.models import CaseDecision, ModerationCase

MOST_REPORTS = 50


def build_case(case: ModerationCase) -> dict[str, Any]:
    """Return a case with its text as it is now, the texts around it, its reports and decisions.

    `text` is None when the text is gone; `words` of the case are what was reported. Of the reports only the newest
    MOST_REPORTS.
    """
    kind = all_reportable_texts()[case.kind]
    names = "id kind object_id author words written_at is_held is_open opened_at report_count has_appeal"
    facts = kind.find(case.object_id)
    return {name: getattr(case, name) for name in names.split()} | {
        "place_title": case.place_name,
        "text": facts.words if facts else None,
        "link": facts.link if facts else {},
        "context": kind.list_context(case.object_id) if facts else [],
        "reports": list(queries.list_case_reports(case)[:MOST_REPORTS]),
        "decisions": [build_decision(row) for row in queries.list_case_decisions(case)],
    }


def build_decision(decision: CaseDecision) -> dict[str, Any]:
    """Return a decision with its appeal and sanction, for moderators and for the person."""
    names = "id person moderator action hides days everywhere reason words created_at withdrawn_at"
    return {name: getattr(decision, name) for name in names.split()} | {
        "place_title": decision.case.place_name,
        "appeal": getattr(decision, "appeal", None),
        "sanction": getattr(decision, "sanction", None),
    }
