"""Search and column selection for lists of courses and groups."""

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import QuerySet

from apps.courses.models import Course, Group
from ml.text import build_search_key

LIST_COLUMNS = (
    *("name", "capacity", "seats_taken", "price_amount", "price_currency", "starts_on", "ends_on", "zone", "status"),
    *("created_at", "branch__name", "branch__zone", "lead_teacher__first_name", "lead_teacher__last_name"),
    *(f"course__{name}" for name in ("title", "description", "slug", "language", "level", "status", "created_at")),
)


def select_group_list_columns(groups: QuerySet[Group]) -> QuerySet[Group]:
    """Select only the columns that a list of groups shows: reading a row costs by the column."""
    return groups.only(*LIST_COLUMNS)


def search_courses(rows: QuerySet[Course], text: str) -> QuerySet[Course]:
    """Filter courses whose title or slug contains every word of the text, in any spelling, with or without apostrophes.

    Where none does, filter those with words like them, for typing errors (`WORD_SIMILARITY` of `project.database`).
    """
    words = build_search_key(text).split()
    if not words:
        return rows.none()
    found = rows
    for word in words:
        found = found.filter(folded__contains=word)
    if found.exists():
        return found
    for word in words:
        rows = rows.filter(folded__trigram_word_similar=word)
    return rows


def rank_courses(rows: QuerySet[Course], text: str) -> QuerySet[Course]:
    """Order courses that `search_courses` found, the most similar first."""
    return rows.order_by(TrigramWordSimilarity(build_search_key(text), "folded").desc(), "slug")


def search_groups(rows: QuerySet[Group], text: str) -> QuerySet[Group]:
    """Filter groups whose name contains every word of the text, in Latin or Cyrillic, with or without apostrophes."""
    words = build_search_key(text).split()
    for word in words:
        rows = rows.filter(folded__contains=word)
    return rows if words else rows.none()
