"""Declarations of personal data: what is exported and erased for a person.

Every app with models declares in `personal_data.py`:

- `PERSONAL_DATA`: one item for each relation from a row to a person;
- `IMPERSONAL`: models without a relation to a person;
- `forget_outside(person)`: what programs outside of the platform share with it is erased before the erasure, in a
  transaction of its own; safe to call again;
- `prepare_erasure(person)`: where something must end first (a membership, an attempt that is being processed);
- `erase_mentions_of_person(identifiers)`: where a person is named in text or JSON columns.

A model in neither list fails the tests. `apps.portal` exports and erases by these declarations.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from apps.core import declarations

NEUTRAL_NAME_MARKER = object()
"""A value for `PersonalData.empty`: the neutral name that replaces a name."""

EMPTIED_KEYS = {"words": [], "comment": ""}
"""Keys of JSON objects about a person whose values are emptied."""


class ErasureAction(StrEnum):
    """What happens to a row. `KEEP`: the row stays (money, marks, actions of staff), its person becomes anonymous."""

    DELETE = "delete"
    KEEP = "keep"


DELETE, KEEP = ErasureAction.DELETE, ErasureAction.KEEP


@dataclass(frozen=True)
class PersonalData:
    """A relation from rows of `model` ("app.Model") to a person; `path` is the lookup that ends at the user.

    `export`: fields given to the person, never hashes or secrets. `empty`: new values of fields of a kept row. `own`:
    whether the rows are about the person, not about their work for others (a teacher's assignment). `loose`: text and
    JSON columns that may name people; `erase_mentions_of_person` cleans them. `for_reader`: which of the rows the
    reader of an archive gets, from the rows, the person and the reader; all without it. `blank`: empties values of
    exported rows that the person may not see yet. Several names are separated by spaces.
    """

    model: str
    path: str
    erasure: ErasureAction
    export: str = ""
    empty: Mapping[str, Any] = field(default_factory=dict)
    own: bool = True
    loose: str = ""
    for_reader: Callable[[QuerySet[Any], Any, Any], QuerySet[Any]] | None = None
    blank: Callable[[list[dict[str, Any]]], None] | None = None

    def get_rows(self, person: UUID) -> QuerySet[Any]:
        """Return the rows that belong to this person."""
        rows: QuerySet[Any] = apps.get_model(self.model)._default_manager.all()
        return rows.filter(**{self.path: person}) if self.path else rows.none()


@dataclass(frozen=True)
class NonPersonalModel:
    """A model without a relation to a person. `columns`: its reviewed JSON and id columns, separated by spaces."""

    model: str
    columns: str = ""


@dataclass(frozen=True)
class PersonIdentifiers:
    """What identifies a person: ids of their rows, all their names, e-mails and phones.

    `certain`: names that no other user has. Other names count only next to one of the ids.
    """

    person: UUID
    ids: frozenset[str]
    names: tuple[str, ...]
    certain: tuple[str, ...]
    addresses: tuple[str, ...]
    neutral: str

    @cached_property
    def _certain_pattern(self) -> re.Pattern[str]:
        return _compile_pattern((*self.certain, *self.addresses))

    @cached_property
    def _pattern_beside_ids(self) -> re.Pattern[str]:
        return _compile_pattern((*self.names, *self.addresses))

    def filter_mentions(self, rows: QuerySet[Any], column: str) -> QuerySet[Any]:
        """Return rows whose column, as text, contains the person's id, a name or an address."""
        mentions = Q()
        for text in (str(self.person), *self.names, *self.addresses):
            mentions |= Q(as_text__icontains=json.dumps(text, ensure_ascii=False)[1:-1])
        matching: QuerySet[Any] = rows.annotate(as_text=Cast(column, TextField())).filter(mentions)
        return matching

    def remove_mentions(self, value: Any) -> Any:
        """Return the JSON value without the person's names, addresses and texts."""
        return self._cleaned(value, self._certain_pattern)

    def scrub_column(self, rows: QuerySet[Any], column: str) -> None:
        """Remove the person from a text or JSON column of these rows."""
        for row in self.filter_mentions(rows, column).iterator():
            old = getattr(row, column)
            new = self.remove_mentions(old)
            if new != old:
                type(row)._default_manager.filter(pk=row.pk).update(**{column: new})

    def _cleaned(self, value: Any, pattern: re.Pattern[str]) -> Any:
        if isinstance(value, str):
            return pattern.sub(self.neutral, value)
        if isinstance(value, list):
            return [self._cleaned(item, pattern) for item in value]
        if not isinstance(value, dict):
            return value
        is_about = self._is_about(value)
        kept = {
            key: self._cleaned(item, self._pattern_beside_ids if is_about else pattern) for key, item in value.items()
        }
        return kept | {key: empty for key, empty in EMPTIED_KEYS.items() if is_about and key in kept}

    def _is_about(self, value: dict[str, Any]) -> bool:
        """Return whether one of the ids is in this object or in a nested object (not in a list)."""
        return any(
            item in self.ids if isinstance(item, str) else isinstance(item, dict) and self._is_about(item)
            for item in value.values()
        )


def _compile_pattern(texts: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of any of the texts as whole words; it matches nothing when there are none."""
    longest_first = sorted(texts, key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in longest_first) or r"(?!)", re.IGNORECASE)


def list_personal_data_declarations() -> list[PersonalData]:
    """Return the declared relations of all apps, lower apps first."""
    return declarations.collect_from_app_modules("personal_data", "PERSONAL_DATA")


PERSONAL_DATA = [
    PersonalData("core.StoredFile", "owner", KEEP, "id created_at content_type size original_name"),
    PersonalData("core.Upload", "owner", DELETE, "id created_at purpose name size"),
    PersonalData("core.IdempotencyKey", "user", DELETE, loose="answer"),
    PersonalData("core.BulkChange", "by", KEEP, "id created_at kind undone_at", own=False, loose="rows context"),
]
"""Rows and bytes of stored files are erased after the commit, one by one (`erase_stored_file`)."""

_NAMES = ("core.NumberSeries", "auth.Permission", "auth.Group", "auth.Group_permissions", "contenttypes.ContentType")
IMPERSONAL = [NonPersonalModel(name) for name in _NAMES]


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Remove the person from stored answers of idempotent requests and from bulk changes."""
    identifiers.scrub_column(apps.get_model("core.IdempotencyKey")._default_manager.all(), "answer")
    for column in ("rows", "context"):
        identifiers.scrub_column(apps.get_model("core.BulkChange")._default_manager.all(), column)
