"""What reading or writing a file of questions gives: drafts or bytes, and what the format could not say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.quizzes.questions.drafts import QuestionDraft

REASONS: Mapping[str, StrOrPromise] = {
    "unreadable": _("This question cannot be read: %(detail)s"),
    "unknown_kind": _("Questions of the kind “%(kind)s” are not known here."),
    "simplified": _("Left out: %(names)s."),
    "no_right_answer": _("The question has no right answer."),
    "too_many": _("More than %(count)d questions: the rest is left out."),
    "file_missing": _("The file “%(name)s” is not in the archive."),
}
"""Why a question is left out (`is_left_out`) or comes changed, by code."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What happened to one question of a file. `place`: where it stands, as "12" for the twelfth question, or a line
    of a text file as "line 40". `is_left_out`: the question does not come; else it comes changed.
    """

    place: str
    name: str
    reason: str
    values: Mapping[str, Any] = field(default_factory=dict)
    is_left_out: bool = False

    @property
    def text(self) -> str:
        """Return the reason in the active language."""
        return str(REASONS[self.reason]) % self.values


@dataclass(frozen=True, kw_only=True)
class ReadQuestions:
    """The drafts of a file in their order, and its problems."""

    drafts: list[QuestionDraft]
    problems: list[Problem]


@dataclass(frozen=True, kw_only=True)
class WrittenQuestions:
    """The bytes of a file, and what it cannot say of which question."""

    data: bytes
    problems: list[Problem]


class UnreadableFile(ValueError):
    """The file as a whole cannot be read; the message says why, translated."""
