"""Load cases, decisions, sanctions and listed words by id. Missing and forbidden ones give the same NotFound."""

from uuid import UUID

from apps.accounts.models import User
from apps.core.lookups import get_or_not_found
from apps.moderation import queries
from apps.moderation.models import BlockedWord, CaseDecision, ModerationCase, Sanction


def get_judged_case(user: User, case_id: UUID) -> ModerationCase:
    """Return a case that the user decides."""
    return get_or_not_found(queries.with_counts(queries.list_judged_cases(user)), case_id)


def get_decision_about(user: User, decision_id: UUID) -> CaseDecision:
    """Return a decision about the user."""
    return get_or_not_found(queries.list_decisions_about(user), decision_id)


def get_judged_decision(user: User, decision_id: UUID) -> CaseDecision:
    """Return a decision in a case that the user decides."""
    rows = CaseDecision.objects.filter(case__in=queries.list_judged_cases(user).order_by().values("pk"))
    return get_or_not_found(rows.select_related("case", "appeal"), decision_id)


def get_sanction(user: User, sanction_id: UUID) -> Sanction:
    """Return a sanction that the user may lift."""
    return get_or_not_found(queries.list_sanctions(user), sanction_id)


def get_blocked_word(word_id: UUID) -> BlockedWord:
    """Return a listed word; for who may write the list."""
    return get_or_not_found(queries.list_blocked_words(), word_id)
