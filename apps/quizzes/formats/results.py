"""What reading or writing a file of questions gives: drafts or bytes, and what the format could not say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.stored_messages import render_message
from apps.quizzes.questions.drafts import QuestionDraft

REASONS: Mapping[str, StrOrPromise] = {
    "unreadable": _("This question cannot be read: %(detail)s"),
    "unknown_kind": _("Questions of the kind “%(kind)s” are not known here."),
    "simplified": _("Left out: %(names)s."),
    "no_right_answer": _("The question has no right answer."),
    "too_many": _("More than %(count)d questions: the rest is left out."),
    "file_missing": _("The file “%(name)s” is not in the archive."),
    "kind_not_in_format": _("This format has no questions of the kind “%(kind)s”."),
    "not_ready": _("The question cannot be asked yet: %(detail)s"),
    "not_valid": _("“%(field)s” is too long, too much, or not valid."),
    "bad_braces": _("The braces around the answers do not fit together."),
    "bad_number": _("“%(text)s” is not a number."),
    "bad_pair": _("“%(text)s” is not a pair."),
    "bad_answer": _("The right answer “%(text)s” is not one of the options."),
    "too_few_options": _("The question has fewer than two options."),
}
"""Why a question is left out (`is_left_out`) or comes changed, by code."""
PARTS: Mapping[str, StrOrPromise] = {
    "points": _("points"),
    "pictures": _("pictures"),
    "audio": _("the recording"),
    "max_plays": _("how often the recording plays"),
    "language": _("the language"),
    "level": _("the level"),
    "skill": _("the skill"),
    "difficulty": _("the difficulty"),
    "tags": _("tags"),
    "formatting": _("the form of the text"),
    "explanation": _("the explanation"),
    "right_feedback": _("the feedback to a right answer"),
    "partial_feedback": _("the feedback to a partly right answer"),
    "wrong_feedback": _("the feedback to a wrong answer"),
    "feedback": _("the feedback to an option or answer"),
    "hints": _("hints"),
    "hint_costs": _("the costs of hints"),
    "penalty": _("what a wrong answer takes away"),
    "rule": _("the rule of marking"),
    "shares": _("shares of single answers"),
    "match_case": _("that capital letters count"),
    "patterns": _("regular expressions"),
    "tolerance": _("the tolerance"),
    "units": _("units"),
    "guide": _("what the marker looks for"),
    "word_limits": _("the number of words"),
    "max_files": _("the number of files"),
    "distractors": _("answers that fit nothing"),
    "gap": _("the place of the gap"),
}
"""Parts of a question that a format or a draft cannot hold, by the codes in `names` of the reason `simplified`."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What happened to one question of a file. `place`: where it stands, as "12" for the twelfth question, or a line
    of a text file as "line 40". `is_left_out`: the question does not come; else it comes changed. `values`: `names` is
    a list of PARTS, elements and addresses; `detail` is a text or a stored message.
    """

    place: str
    name: str
    reason: str
    values: Mapping[str, Any] = field(default_factory=dict)
    is_left_out: bool = False

    @property
    def text(self) -> str:
        """Return the reason in the active language."""
        return str(REASONS[self.reason]) % {name: _render(value) for name, value in self.values.items()}


def _render(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(str(PARTS.get(name, name)) for name in value)
    return render_message(value) if isinstance(value, dict) else value


@dataclass(frozen=True, kw_only=True)
class ReadQuestions:
    """The drafts of a file in their order, each with its place (see `Problem`) and the language that the file names for
    it ("" for none), and its problems. `contents`: the files
    that a file without an archive holds itself, by the path that `files` of the drafts name.
    """

    drafts: list[QuestionDraft]
    problems: list[Problem]
    places: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    contents: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class WrittenQuestions:
    """The bytes of a file, and what it cannot say of which question."""

    data: bytes
    problems: list[Problem]


class UnreadableFile(ValueError):
    """The file as a whole cannot be read; the message says why, translated."""
