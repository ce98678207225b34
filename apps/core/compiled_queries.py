"""Queries whose SQL is compiled once, for lookups that every request makes with other values.

Django needs several times longer to build the SQL than the database needs to answer. A `CompiledQuery` is built by the
ORM at its first use, with placeholder UUIDs. Later only the values change; rows become model objects as usual.
"""

from collections.abc import Callable
from threading import Lock
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

from apps.core.ids import uuid7

M = TypeVar("M", bound=Model)
COMPILER_ATTRIBUTES = ("select", "klass_info", "annotation_col_map", "col_count", "has_extra_select")


class _CachedCompiler(SQLCompiler):
    """A compiler that already has its SQL."""

    sql: str
    values: tuple[Any, ...]

    def as_sql(self, with_limits: bool = True, with_col_aliases: bool = False) -> tuple[str, tuple[Any, ...]]:
        """Return the cached SQL with the current values."""
        return self.sql, self.values


class CompiledQuery(Generic[M]):
    """A query for a fixed number of values. `make` returns its queryset, of the same shape for all values; it wraps a
    value that is not a UUID in `Value()`.
    """

    def __init__(self, make: Callable[..., QuerySet[M]], *, values: int) -> None:
        self._make = make
        self._stand_ins = [uuid7() for _ in range(values)]
        self._lock = Lock()
        self._pattern: QuerySet[M] | None = None
        self._sql = ""
        self._parameters: tuple[Any, ...] = ()
        self._known: dict[str, Any] = {}

    def get_first(self, *values: UUID | int) -> M | None:
        """Return the first row for these values, or None; one database query."""
        with self._lock:
            pattern = self._pattern if self._pattern is not None else self._compile()
        rows: QuerySet[M] = pattern._chain()  # type: ignore[attr-defined]
        rows.query = _CachedQuery(pattern.query, self, dict(zip(self._stand_ins, values, strict=True)))  # type: ignore[assignment]
        return next(iter(ModelIterable(rows)), None)

    def _compile(self) -> QuerySet[M]:
        pattern = self._make(*self._stand_ins)[:1]
        compiler = pattern.query.get_compiler(DEFAULT_DB_ALIAS)
        self._sql, self._parameters = compiler.as_sql()
        self._known = {name: getattr(compiler, name) for name in COMPILER_ATTRIBUTES if hasattr(compiler, name)}
        self._pattern = pattern
        return pattern

    def get_compiler(self, query: Query, values: dict[UUID, UUID | int], using: str) -> SQLCompiler:
        """Return a compiler with the cached SQL, with these values in place of the placeholders."""
        compiler = _CachedCompiler(query, connections[using], using)
        vars(compiler).update(self._known)
        compiler.sql = self._sql
        compiler.values = tuple(
            values.get(value, value) if isinstance(value, UUID) else value for value in self._parameters
        )
        return compiler


class _CachedQuery:
    """Replaces the query of a queryset and returns the cached compiler; everything else is delegated."""

    def __init__(self, query: Query, compiled: CompiledQuery[Any], values: dict[UUID, UUID | int]) -> None:
        self._query, self._compiled, self._values = query, compiled, values

    def get_compiler(self, using: str | None = None, connection: Any = None, elide_empty: bool = True) -> SQLCompiler:
        """Return the cached compiler."""
        return self._compiled.get_compiler(self._query, self._values, using or DEFAULT_DB_ALIAS)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)
