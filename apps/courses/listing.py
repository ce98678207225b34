"""Search and column selection for lists of courses and groups."""

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import QuerySet

from apps.courses.models import Course, Group
from ml.text import build_search_key

LEAST_SIMILARITY = 0.45
"""One wrong or missing letter in a word of six still is 0.5; PostgreSQL's own threshold (0.6) would not find it."""
LIST_COLUMNS = (
    *("name", "capacity", "seats_taken", "price_amount", "price_currency", "starts_on", "ends_on", "zone", "status"),
    *("created_at", "branch__name", "branch__zone", "lead_teacher__first_name", "lead_teacher__last_name"),
    *(f"course__{name}" for name in ("title", "description", "slug", "language", "level", "status", "created_at")),
)


def select_group_list_columns(groups: QuerySet[Group]) -> QuerySet[Group]:
    """Select only the columns that a list of groups shows: reading a row costs by the column."""
    return groups.only(*LIST_COLUMNS)


def search_courses(rows: QuerySet[Course], text: str) -> QuerySet[Course]:
    """Filter courses whose title or slug contains `text`, in any spelling, with or without apostrophes.

    Where none does, filter those with words like it, for a typing error (PostgreSQL's `word_similarity` of at least
    `LEAST_SIMILARITY`): this reads every row, so it only stands in for an empty answer.
    """
    key = build_search_key(text)
    if not key:
        return rows.none()
    found = rows.filter(folded__contains=key)
    if found.exists():
        return found
    return rows.alias(similarity=TrigramWordSimilarity(key, "folded")).filter(similarity__gte=LEAST_SIMILARITY)


def rank_courses(rows: QuerySet[Course], text: str) -> QuerySet[Course]:
    """Order courses that `search_courses` found, the most similar first."""
    return rows.order_by(TrigramWordSimilarity(build_search_key(text), "folded").desc(), "slug")


def search_groups(rows: QuerySet[Group], text: str) -> QuerySet[Group]:
    """Filter groups whose name contains every word of the text, in Latin or Cyrillic, with or without apostrophes."""
    words = build_search_key(text).split()
    for word in words:
        rows = rows.filter(folded__contains=word)
    return rows if words else rows.none()
