"""What is known of people, and what becomes of it when a person is erased.

Every app with models declares in `personal_data.py`:

- `PERSONAL_DATA`: one entry for each way from a row to a person;
- `IMPERSONAL`: the models from which no way leads to anybody;
- `leave(person)`, where something has to end first (a membership, an attempt in the engine's hands);
- `erase_traces(traces)`, where a person stands in text or JSON rather than behind a key.

A model of this project in neither list fails the tests. `apps.portal` exports and erases by these declarations.
"""

import json
import re
from collections.abc import Mapping
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
"""In `PersonalData.empty`: the text that stands where a name stood."""

EMPTIED_KEYS = {"words": [], "comment": ""}
"""Keys of a JSON object about the person whose values are what they said or what was said about them."""


class ErasureAction(StrEnum):
    """`KEEP`: the row stays (money, marks, what staff did) and leads to a person without name or address."""

    DELETE = "delete"
    KEEP = "keep"


@dataclass(frozen=True)
class PersonalData:
    """One way from rows of `model` ("app.Model") to a person: `path` is the lookup that ends at the user.

    `export`: the fields that the person is given; never hashes or secrets. `empty`: what a kept row's fields become.
    `own`: the rows are about the person; not for what they did for others, such as a teacher's assignment. `loose`:
    text and JSON columns that may name people, for which the module's `erase_traces` cares.
    """

    model: str
    path: str
    erasure: ErasureAction
    export: tuple[str, ...] = ()
    empty: Mapping[str, Any] = field(default_factory=dict)
    own: bool = True
    loose: tuple[str, ...] = ()

    def get_rows(self, person: UUID) -> QuerySet[Any]:
        """The rows that lead to this person."""
        rows: QuerySet[Any] = apps.get_model(self.model)._default_manager.all()
        return rows.filter(**{self.path: person}) if self.path else rows.none()


@dataclass(frozen=True)
class NonPersonalModel:
    """A model that leads to nobody. `columns`: its JSON and id columns, each looked at and found harmless."""

    model: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonTraces:
    """What gives a person away: ids of their rows, names they ever had here, their e-mails and phones.

    `certain`: names that nobody else has. A name that others have too is theirs only beside one of the ids.
    """

    person: UUID
    ids: frozenset[str]
    names: tuple[str, ...]
    certain: tuple[str, ...]
    addresses: tuple[str, ...]
    neutral: str

    @cached_property
    def _anywhere(self) -> re.Pattern[str]:
        return _compile_pattern((*self.certain, *self.addresses))

    @cached_property
    def _beside_ids(self) -> re.Pattern[str]:
        return _compile_pattern((*self.names, *self.addresses))

    def filter_mentions(self, rows: QuerySet[Any], column: str) -> QuerySet[Any]:
        """Rows whose column, as text, has the person's id, a name or an address in it."""
        found = Q()
        for text in (str(self.person), *self.names, *self.addresses):
            found |= Q(as_text__icontains=json.dumps(text, ensure_ascii=False)[1:-1])
        holding: QuerySet[Any] = rows.annotate(as_text=Cast(column, TextField())).filter(found)
        return holding

    def remove_mentions(self, value: Any) -> Any:
        """The same JSON value without the person's names, addresses and words."""
        return self._cleaned(value, self._anywhere)

    def scrub_column(self, rows: QuerySet[Any], column: str) -> None:
        """Take the person out of a text or JSON column of these rows."""
        for row in self.filter_mentions(rows, column).iterator():
            old = getattr(row, column)
            new = self.remove_mentions(old)
            if new != old:
                type(row)._default_manager.filter(pk=row.pk).update(**{column: new})

    def _cleaned(self, value: Any, pattern: re.Pattern[str]) -> Any:
        if isinstance(value, str):
            return pattern.sub(self.neutral, value)
        if isinstance(value, list):
            return [self._cleaned(one, pattern) for one in value]
        if not isinstance(value, dict):
            return value
        if not self._is_about(value):
            return {key: self._cleaned(one, pattern) for key, one in value.items()}
        kept = {key: self._cleaned(one, self._beside_ids) for key, one in value.items()}
        return kept | {key: empty for key, empty in EMPTIED_KEYS.items() if key in kept}

    def _is_about(self, value: dict[str, Any]) -> bool:
        """Whether one of the ids stands in this object or in an object within it (not in a list of others)."""
        return any(
            one in self.ids if isinstance(one, str) else isinstance(one, dict) and self._is_about(one)
            for one in value.values()
        )


def _compile_pattern(texts: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the texts as whole words, longer ones first; nothing when there are none."""
    longest_first = sorted(texts, key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in longest_first) or r"(?!)", re.IGNORECASE)


def list_personal_data() -> list[PersonalData]:
    """Every entry of every app, lower apps first."""
    return [entry for module in import_personal_data_modules() for entry in getattr(module, "PERSONAL_DATA", [])]


def list_non_personal_models() -> list[NonPersonalModel]:
    """Every model that leads to nobody."""
    return [entry for module in import_personal_data_modules() for entry in getattr(module, "IMPERSONAL", [])]


def import_personal_data_modules() -> list[Any]:
    """The modules `personal_data` of all apps, lower apps first."""
    return declarations.import_modules("personal_data")


PERSONAL_DATA = [
    PersonalData(
        "core.StoredFile",
        "owner",
        ErasureAction.KEEP,
        export=("id", "created_at", "content_type", "size", "original_name"),
    ),
    PersonalData("core.Upload", "owner", ErasureAction.DELETE, export=("id", "created_at", "purpose", "name", "size")),
    PersonalData("core.IdempotencyKey", "user", ErasureAction.DELETE, loose=("answer",)),
]
"""The rows and bytes of stored files go after the commit, one by one (`apps.core.files.erase_content`)."""

IMPERSONAL = [
    NonPersonalModel("core.NumberSeries"),
    NonPersonalModel("auth.Permission"),
    NonPersonalModel("auth.Group"),
    NonPersonalModel("auth.Group_permissions"),
    NonPersonalModel("contenttypes.ContentType"),
]


def erase_traces(traces: PersonTraces) -> None:
    """Answers kept for others to repeat may name the person."""
    traces.scrub_column(apps.get_model("core.IdempotencyKey")._default_manager.all(), "answer")
