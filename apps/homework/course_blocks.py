"""Tasks in lessons of online courses: what their blocks hold, and the assignment that a block makes."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.homework.models import Assignment, AssignmentKind, LatePolicy
from apps.homework.queries import list_homework_of_lesson
from apps.homework.services.assignment_validation import check_assignment_fields
from apps.learning.blocks.documents import NOTE_SCHEMA, check_document, read_text, render_document
from apps.learning.blocks.kinds import Block, FieldCheck, check_choice, check_text
from apps.learning.opening_rules import MAX_DAYS, check_moment, check_whole_number

ASSIGNMENT, SPOKEN = "assignment", "spoken"
TASK_KINDS = (ASSIGNMENT, SPOKEN)
"""Kinds of blocks that learners hand something in for."""
TITLE, TEXT, MAX_ATTEMPTS = 200, 5000, 20
ANSWERS = {"text": AssignmentKind.TEXT, "file": AssignmentKind.FILE, "recording": AssignmentKind.SPEAKING}
"""The kind of assignment for each answer; a recording is transcribed, and the teacher marks it."""


def _check_optional(check: Callable[[Any], Any]) -> FieldCheck:
    return lambda value: None if value is None else check(value)


TASK_FIELDS: Mapping[str, FieldCheck] = {
    "title": check_text(TITLE),
    "days": _check_optional(partial(check_whole_number, least=1, most=MAX_DAYS)),
    "deadline": _check_optional(check_moment),
    "max_attempts": _check_optional(partial(check_whole_number, least=1, most=MAX_ATTEMPTS)),
    "late_policy": check_choice(*LatePolicy.values),
}
"""Fields of both kinds. `days` or `deadline`, or neither; without `max_attempts` the centre's setting counts."""
ASSIGNMENT_FIELDS: Mapping[str, FieldCheck] = {
    **TASK_FIELDS,
    "document": partial(check_document, schema=NOTE_SCHEMA),
    "answer": check_choice(*ANSWERS),
}
SPOKEN_FIELDS: Mapping[str, FieldCheck] = {
    **TASK_FIELDS,
    "task": check_choice("reading", "speaking", "repeat"),
    "text": check_text(TEXT),
}


def read_task(block: Block) -> dict[str, Any]:
    """Return the fields of `Assignment` that the block decides, each with a value; `attempts_allowed` is None where the
    centre's setting counts.
    """
    deadline = block["deadline"]
    values: dict[str, Any] = dict.fromkeys(("reference_text", "question", "instructions"), "") | {
        "title": block["title"],
        "days": block["days"],
        "deadline": parse_datetime(deadline) if deadline else None,
        "attempts_allowed": block["max_attempts"],
        "late_policy": block["late_policy"],
        "teacher_first": False,
    }
    if block["kind"] == SPOKEN:
        field = "question" if block["task"] == "speaking" else "reference_text"
        return values | {"kind": block["task"], field: block["text"]}
    field = "question" if block["answer"] == "recording" else "instructions"
    text = "\n".join(filter(None, map(read_text, block["document"].get("content", ()))))
    return values | {"kind": ANSWERS[block["answer"]], field: text, "teacher_first": block["answer"] == "recording"}


def find_missing_in_task(block: Block) -> Iterable[StrOrPromise]:
    """Yield what must be filled in before the task can be published."""
    if not block["title"]:
        yield _("The task has no title.")
    if block["days"] and block["deadline"]:
        yield _("Choose a date or a number of days for handing in, not both.")
    try:
        check_assignment_fields(Assignment(**read_task(block)))
    except Invalid as error:
        for texts in error.fields.values():
            yield from texts


def render_task(block: Block) -> Mapping[str, Any]:
    """Return the instructions as HTML."""
    return {"html": render_document(block["document"], NOTE_SCHEMA)} if block["kind"] == ASSIGNMENT else {}


def is_task(block: Block) -> bool:
    """Return whether learners hand something in for this block."""
    return block["kind"] in TASK_KINDS


def find_missing_tasks(blocks: Iterable[Block]) -> StrOrPromise | None:
    """Return what a lesson lacks that is done when everything is handed in."""
    return None if any(map(is_task, blocks)) else _("It is done by handing in, and has no task.")


def list_lesson_tasks(user: User | None, lesson_id: UUID, blocks: Collection[Block]) -> list[dict[str, Any]]:
    """Return the user's homework of the tasks among these blocks of a lesson, each with its `block`. No query without
    tasks.
    """
    if user is None or not any(map(is_task, blocks)):
        return []
    rows = list_homework_of_lesson(user, lesson_id)
    return [{"block": homework.assignment.block, "homework": homework} for homework in rows]
