"""Whether a column is one of a few values that a subquery finds, asked so that Postgres can use the column's index."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Model, QuerySet


class InArray(Func):
    """`column = ANY(ARRAY(subquery))`: the subquery is run once, before the rest.

    Unlike `IN`, it stays a condition of an index beside another one in an OR. For few values (a person's groups,
    children, lessons): where no index serves, each row is compared with one value after the other.
    """

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()

    def __init__(self, column: str, values: "QuerySet[Any, Any]") -> None:
        """`column` is a concrete one ("student_id", "lesson__group_id"); `values` yields one column of its type."""
        super().__init__(F(column), ArraySubquery(values.order_by()))


def get_primary_keys(rows: "QuerySet[Model]") -> "QuerySet[Any, Any]":
    """The primary keys of the rows, for `InArray`."""
    return rows.order_by().values_list("pk", flat=True)
