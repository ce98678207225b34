"""Kinds of texts that can be reported: the contract of apps whose people write texts.

An app declares its kinds in `reportable_texts.py`:

    REPORTABLE_TEXTS = [ReportableText("forums.text", _("Text in a forum"), find=find_text, …)]

Its functions:

- `find(text_id) -> TextFacts | None`: who wrote the text, where, and what it says. None when there is no such text, or
  nothing is left of it. Cases whose text is gone can still be decided.
- `can_read(user, text_id) -> bool`: whether the user may read the text now. Only such texts can be reported.
- `list_context(text_id) -> list[ContextText]`: the texts around it, in order, at most CONTEXT_TEXTS, itself among them.
- `hide(text_id)`, `restore(text_id)`: hide it from all but its author and the moderators; show it again (also one that
  waited to be shown for the first time). They run in the unit of work of the decision, may be called twice, and do
  nothing for a missing text.

Who decides follows from the `TextPlace` of a text: teachers of its group or course, and users with `content.moderate`
(`apps.moderation.queries.list_judged_cases`). Sanctions hold everywhere or in one room: `kind` and `id` of the place,
such as `forum` and the id of a forum.

Before it saves a text, the app calls `services.writing.admit_text` in the same unit of work, and obeys its answer. For
plain texts `WritingRules(is_plain=True)`, and `is_plain=True` of `check_words`, say that a `<` is no tag.

Locks are taken in this order: the text with what its app locks for it (a discussion), the writer
(`services.writing.lock_writer`), the case, its decisions and sanctions. `hide` and `restore` are called before the case
is locked; they take the locks of the app and no writer. Who is told of a new case is told by a job after the commit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django_stubs_ext import StrOrPromise

from apps.core import declarations

CONTEXT_TEXTS = 11


@dataclass(frozen=True)
class TextPlace:
    """The room in which a text stands, and whose teachers and office moderate it.

    `kind`: the kind of the room (`forum`, `room`); `course`, `group` and `branch` are ids, where it belongs to them. A
    room of a group has also the branch of the group; without a branch the office of every branch may decide. `titles`:
    the title by language, for a room whose title is translated; a room without any title is that of the centre.
    """

    kind: str
    id: UUID
    title: str
    course: UUID | None = None
    group: UUID | None = None
    branch: UUID | None = None
    titles: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class TextFacts:
    """A text: its author (None: erased), its place, its words without markup, and `link`: what the page that shows it
    needs, JSON-safe.
    """

    author: Any
    place: TextPlace
    words: str
    link: dict[str, str]
    written_at: datetime
    changed_at: datetime | None = None


@dataclass(frozen=True)
class ContextText:
    """A text beside the reported one."""

    id: UUID
    author: Any
    words: str
    written_at: datetime


@dataclass(frozen=True)
class ReportableText:
    """One kind of text; see the module's docstring. `name` is `<app>.<what>`."""

    name: str
    label: StrOrPromise
    find: Callable[[UUID], TextFacts | None]
    can_read: Callable[[Any, UUID], bool]
    list_context: Callable[[UUID], list[ContextText]]
    hide: Callable[[UUID], None]
    restore: Callable[[UUID], None]


@cache
def all_reportable_texts() -> dict[str, ReportableText]:
    """Return every declared kind by name. Raise ValueError when two apps declare the same name."""
    return declarations.collect_declarations_by_name("reportable_texts", ReportableText, label="reportable text")
