"""Aiken, a text format of questions with one right option: read and written.

Syntax: docs.moodle.org, "Aiken format". A question is its text, options as `A) …` or `A. …`, and `ANSWER: A`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from string import ascii_uppercase

from apps.quizzes.formats.collecting import (
    BrokenQuestion,
    Notes,
    collect,
    list_lost,
    make_question_name,
    read_text_file,
    write_each,
)
from apps.quizzes.formats.moodle_values import Choice, list_choices, make_choice
from apps.quizzes.formats.prompts import make_document, write_text
from apps.quizzes.formats.results import ReadQuestions, WrittenQuestions
from apps.quizzes.questions.drafts import QuestionDraft

_OPTION = re.compile(r"([A-Z])[).]\s+(.+)")
_ANSWER = re.compile(r"ANSWER:\s*([A-Z])\b", re.IGNORECASE)


@dataclass
class _Lines:
    """A question as it comes: `answer` is the letter of the right option."""

    start: int = 0
    prompt: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    answer: str = ""


def read(data: bytes) -> ReadQuestions:
    """Return the questions of an Aiken file. Raise UnreadableFile for one that is too large."""
    return collect(_part_questions(read_text_file(data)), _read_question)


def _part_questions(text: str) -> Iterator[tuple[str, _Lines]]:
    """Yield each question with the line where it begins; it ends with its answer, or where a text follows options."""
    question = _Lines()
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        option, answer = _OPTION.fullmatch(line), _ANSWER.match(line)
        if not line:
            continue
        if question.options and not option and not answer:
            yield f"line {question.start}", question
            question = _Lines()
        question.start = question.start or number
        if answer and question.prompt:
            question.answer = answer[1].upper()
            yield f"line {question.start}", question
            question = _Lines()
        elif option and question.prompt:
            question.options[option[1]] = option[2].strip()
        else:
            question.prompt.append(line)
    if question.prompt:
        yield f"line {question.start}", question


def _read_question(lines: _Lines, notes: Notes) -> QuestionDraft:
    text = "\n".join(lines.prompt)
    notes.name = make_question_name(text)
    if lines.answer and lines.answer not in lines.options:
        raise BrokenQuestion("bad_answer", text=lines.answer)
    choices = [Choice(option, letter == lines.answer) for letter, option in lines.options.items()]
    body, key = make_choice(choices, is_single=True)
    return QuestionDraft(name=notes.name, prompt=make_document(text), body=body, key=key)


def write(drafts: Iterable[QuestionDraft]) -> WrittenQuestions:
    """Return the drafts as Aiken in UTF-8: texts and options on one line each, of questions with one right option."""
    texts, problems = write_each(drafts, _write_question)
    return WrittenQuestions(data="\n".join(texts).encode(errors="replace"), problems=problems)


def _write_question(draft: QuestionDraft, notes: Notes) -> str:
    body, key = draft.body, draft.key
    if body.kind != "single" or key.kind != "single":
        raise BrokenQuestion("kind_not_in_format", kind=body.kind)
    choices = list_choices(body, key)
    right = [place for place, choice in enumerate(choices) if choice.share == 1]
    if not right:
        raise BrokenQuestion("no_right_answer")
    if len(choices) > len(ascii_uppercase):
        raise BrokenQuestion("not_valid", field="options")
    notes.left_out += list_lost(draft, ())
    if sum(choice.share != 0 for choice in choices) > 1:
        notes.left_out.append("shares")
    lines = [" ".join(write_text(draft.prompt).split())]
    lines += [
        f"{letter}) {' '.join(choice.text.split())}" for letter, choice in zip(ascii_uppercase, choices, strict=False)
    ]
    return "\n".join([*lines, f"ANSWER: {ascii_uppercase[right[0]]}"]) + "\n"
