"""What readers and writers of question files share: limits, problems of single questions, and what a format loses."""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from pydantic import ValidationError

from apps.core.errors import Invalid
from apps.core.stored_messages import serialize_message
from apps.course_transfers.texts import decode_text
from apps.quizzes.formats.prompts import is_plain
from apps.quizzes.formats.results import Problem, ReadQuestions, UnreadableFile
from apps.quizzes.questions.checking import NOTHING_FULL, NOTHING_RIGHT, check_question
from apps.quizzes.questions.drafts import QuestionDraft

MAX_QUESTIONS = 10_000
"""Of one file."""
MAX_TEXT_BYTES = 20 * 1024 * 1024
MAX_NAME = 200
Raw = TypeVar("Raw")
Written = TypeVar("Written")


class BrokenQuestion(ValueError):
    """A question that cannot be read or written. `reason`: a key of REASONS, with its values."""

    def __init__(self, reason: str, **values: Any) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values


@dataclass
class Notes:
    """What is said of the question in hand: its name, the language that its file names, and the codes of PARTS that get
    lost.
    """

    name: str = ""
    language: str = ""
    left_out: list[str] = field(default_factory=list)


def read_text_file(data: bytes) -> str:
    """Return the text of a file with "\\n" at line ends. Raise UnreadableFile beyond MAX_TEXT_BYTES."""
    check_size(data, MAX_TEXT_BYTES)
    return decode_text(data).replace("\r\n", "\n").replace("\r", "\n")


def check_size(data: bytes, most: int) -> None:
    """Raise UnreadableFile for more bytes."""
    if len(data) > most:
        raise UnreadableFile(_("The file is larger than %(count)d MB.") % {"count": most // (1024 * 1024)})


def collect(raws: Iterable[tuple[str, Raw]], read: Callable[[Raw, Notes], QuestionDraft]) -> ReadQuestions:
    """Read questions one by one; `raws` are their places and what `read` gets. A broken one is a problem."""
    drafts: list[QuestionDraft] = []
    places: list[str] = []
    languages: list[str] = []
    problems: list[Problem] = []
    for count, (place, raw) in enumerate(raws):
        if count == MAX_QUESTIONS:
            problems.append(Problem(place=place, name="", reason="too_many", values={"count": MAX_QUESTIONS}))
            break
        notes = Notes()
        draft = _try(place, raw, read, problems, notes)
        if draft is None:
            continue
        drafts.append(draft)
        places.append(place)
        languages.append(notes.language)
        problems += _check(draft, place)
    return ReadQuestions(drafts=drafts, problems=problems, places=places, languages=languages)


def write_each(
    drafts: Iterable[QuestionDraft], write: Callable[[QuestionDraft, Notes], Written]
) -> tuple[list[Written], list[Problem]]:
    """Write questions one by one; one that the format cannot hold is a problem."""
    problems: list[Problem] = []
    written = [
        _try(str(number), draft, write, problems, Notes(name=draft.name)) for number, draft in enumerate(drafts, 1)
    ]
    return [each for each in written if each is not None], problems


def _try(
    place: str, raw: Raw, convert: Callable[[Raw, Notes], Written], problems: list[Problem], notes: Notes
) -> Written | None:
    try:
        made = convert(raw, notes)
    except BrokenQuestion as error:
        reason, values = error.reason, error.values
    except ValidationError as error:
        field_name = ".".join(map(str, error.errors(include_url=False, include_input=False)[0]["loc"]))
        reason, values = "not_valid", {"field": field_name}
    else:
        if notes.left_out:
            names = list(dict.fromkeys(notes.left_out))
            problems.append(Problem(place=place, name=notes.name, reason="simplified", values={"names": names}))
        return made
    problems.append(Problem(place=place, name=notes.name, reason=reason, values=values, is_left_out=True))
    return None


def make_question_name(text: str) -> str:
    """Return the first words of a prompt, for a question without a name."""
    words = " ".join(text.split())
    return words if len(words) <= 60 else words[:60].rsplit(" ", 1)[0]


def _check(draft: QuestionDraft, place: str) -> Iterator[Problem]:
    """Yield what keeps a question from being asked; it comes all the same."""
    try:
        check_question(draft.body, draft.key)
    except Invalid as error:
        message = next(iter(error.fields.values()))[0]
        if message in (NOTHING_FULL, NOTHING_RIGHT):
            yield Problem(place=place, name=draft.name, reason="no_right_answer")
        else:
            values = {"detail": serialize_message(message)}
            yield Problem(place=place, name=draft.name, reason="not_ready", values=values)


def list_lost(draft: QuestionDraft, kept: Container[str]) -> list[str]:
    """Return the codes of PARTS that the draft has, without those in `kept`."""
    body, key = draft.body, draft.key
    rule = type(key).model_fields.get("rule")
    answers = [*getattr(key, "answers", ())]
    answers += [answer for gap in getattr(key, "gaps", {}).values() for answer in gap.answers]
    has = {
        "points": draft.points != 1,
        "pictures": bool(draft.pictures) or any(getattr(option, "picture", None) for option in _list_options(body)),
        "audio": draft.audio is not None,
        "max_plays": draft.max_plays != 0,
        "language": draft.language != "en",
        "level": bool(draft.level),
        "skill": bool(draft.skill),
        "difficulty": draft.difficulty is not None,
        "tags": bool(draft.tags),
        "formatting": not is_plain(draft.prompt),
        "explanation": bool(key.explanation),
        "right_feedback": bool(key.right_feedback),
        "partial_feedback": bool(key.partial_feedback),
        "wrong_feedback": bool(key.wrong_feedback),
        "feedback": bool(
            getattr(key, "feedback", None)
            or any(answer.feedback for answer in answers)
            or getattr(key, "true_feedback", "") + getattr(key, "false_feedback", "")
        ),
        "hints": bool(key.hints),
        "penalty": key.penalty > 0,
        "rule": rule is not None and getattr(key, "rule", "") not in (rule.default, "weights"),
        "match_case": getattr(key, "match_case", False),
        "patterns": any(getattr(answer, "is_pattern", False) for answer in answers),
        "units": bool(getattr(key, "units", ())),
        "guide": bool(getattr(key, "guide", "")),
        "max_files": getattr(body, "max_files", 1) != 1,
        "word_limits": bool(getattr(body, "min_words", 0) or getattr(body, "max_words", 0)),
    }
    return [name for name, is_there in has.items() if is_there and name not in kept]


def _list_options(body: Any) -> list[Any]:
    return [option for name in ("options", "items", "left", "right") for option in getattr(body, name, ())]
