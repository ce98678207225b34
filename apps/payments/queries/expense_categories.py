"""Categories of expenses."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from apps.core.translated_texts import pick_translation
from apps.payments.models import Expense, ExpenseCategory

OTHER = "other"
"""The key of what belongs to no category."""


def list_expense_categories(*, include_archived: bool = False) -> QuerySet[ExpenseCategory]:
    """Return the categories in use, or all of them."""
    rows = ExpenseCategory.objects.all()
    return rows if include_archived else rows.filter(archived_at__isnull=True)


def get_category_names(keys: Iterable[str] | None = None) -> Mapping[str, str]:
    """Return the names of categories by key in the reader's language, in the order of the categories.

    All in use, or these `keys`; a key without a row is its own name.
    """
    rows = list(ExpenseCategory.objects.order_by("position", "key"))
    if keys is None:
        return {row.key: pick_translation(row.name) for row in rows if row.archived_at is None}
    wanted = set(keys)
    names = {row.key: pick_translation(row.name) for row in rows if row.key in wanted}
    return names | {key: key for key in sorted(wanted - names.keys())}


def get_category_name(expense: Expense) -> str:
    """Return the name of an expense's category in the reader's language.

    `queries.office.visible_expenses` loads it with the rows.
    """
    texts = getattr(expense, "category_texts", None)
    if texts is None:
        return get_category_names([expense.category])[expense.category]
    return pick_translation(texts) or expense.category
