"""Filter a column by the values of a subquery in a form for which PostgreSQL can use an index."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Model, QuerySet


class InArray(Func):
    """The condition `column = ANY(ARRAY(subquery))`; the subquery runs once, first.

    Unlike `IN`, it can use an index inside an OR. For few values (the groups, children or lessons of a user): without
    an index each row is compared with each value.
    """

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()

    def __init__(self, column: str, values: "QuerySet[Any, Any]") -> None:
        """`column` is a concrete one ("student_id", "lesson__group_id"); `values` yields one column of its type."""
        super().__init__(F(column), ArraySubquery(values.order_by()))


def get_primary_keys(rows: "QuerySet[Model]") -> "QuerySet[Any, Any]":
    """Return the primary keys of the rows, for `InArray`."""
    return rows.order_by().values_list("pk", flat=True)
