"""GIFT, Moodle's text format of questions: read. `apps.quizzes.formats.gift_writer` writes it.

Syntax: docs.moodle.org, "GIFT format", and Moodle's own `question/format/gift/format.php`. Questions are parted by
empty lines. A missing word with one right option and no feedback, or with accepted texts, is a gap; else "_____" stands
in its place, as in Moodle.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from apps.quizzes.formats.collecting import MAX_NAME, BrokenQuestion, Notes, collect, make_question_name, read_text_file
from apps.quizzes.formats.moodle_texts import FORMS, find_language, read_prompt, read_words
from apps.quizzes.formats.moodle_values import (
    GAP,
    Choice,
    ReadGap,
    make_choice,
    make_gaps,
    make_matching,
    make_text_answer,
    part_at_gaps,
    read_number,
    read_range,
    read_share,
)
from apps.quizzes.formats.prompts import write_text
from apps.quizzes.formats.results import ReadQuestions
from apps.quizzes.questions.bodies import EssayBody, NumberBody, QuestionBody, ShortBody, TrueFalseBody
from apps.quizzes.questions.drafts import QuestionDraft
from apps.quizzes.questions.keys import EssayKey, NumberAnswer, NumberKey, QuestionKey, ShortKey, TrueFalseKey
from apps.quizzes.questions.parts import MAX_OPTIONS
from apps.quizzes.questions.wording import BLANK, show_gaps

_CATEGORY = "$CATEGORY:"
_ESCAPED = re.compile(r"\\([\\:#={}~n])")
_HIDDEN = re.compile("[\ud800-\ud87f]")
_TAG = re.compile(r"\[tag:((?:\\.|[^\]\[\\])+)\]")
_WEIGHT = re.compile(r"%(-*[0-9]{1,3}(?:\.[0-9]*)?)%")
_ARROW = "->"
_PATH_STEP = re.compile(r"(?<!/)/(?!/)")
_CONTEXT = re.compile(r"\$[a-z]+\$")


@dataclass
class _Block:
    """The lines of one question, with the tags of its comments and category."""

    lines: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


def read(data: bytes) -> ReadQuestions:
    """Return the questions of a GIFT file. Raise UnreadableFile for one that is too large."""
    return collect(_part_blocks(read_text_file(data)), _read_question)


def _part_blocks(text: str) -> Iterator[tuple[str, _Block]]:
    """Yield each question with the line where it begins."""
    category, block, start = "", _Block(), 0
    for number, line in enumerate([*text.split("\n"), ""], 1):
        stripped = line.strip()
        is_category = stripped.startswith(_CATEGORY)
        if stripped.startswith("//"):
            block.tags += (re.sub(r"\\(.)", r"\1", tag) for tag in _TAG.findall(stripped))
        elif not stripped or is_category:
            if block.lines:
                block.tags += [category] if category and category not in block.tags else []
                yield f"line {start}", block
                block = _Block()
            if is_category:
                category = read_category(stripped.removeprefix(_CATEGORY))
        else:
            start = start if block.lines else number
            block.lines.append(stripped)


def read_category(path: str) -> str:
    """Return a category as a tag: `$course$/top/Grammar/Tenses` as "Grammar/Tenses"."""
    steps = [step.strip().replace("//", "-") for step in _PATH_STEP.split(path.strip())]
    if steps and _CONTEXT.fullmatch(steps[0]):
        steps = steps[1:]
    return "/".join(filter(None, steps[1:] if steps[:1] == ["top"] else steps))


def _read_question(block: _Block, notes: Notes) -> QuestionDraft:
    # What is escaped becomes a lone surrogate, which no decoded text holds: what is left of the signs is syntax.
    text = _ESCAPED.sub(lambda found: chr(0xD800 + ord(found[1])), "\n".join(block.lines)).strip()
    name = ""
    if text.startswith("::") and (end := text.find("::", 2)) > 0:
        name, text = _show(text[2:end]), text[end + 2 :].strip()
    notes.name = name[:MAX_NAME]
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        raise BrokenQuestion("unknown_kind", kind="description")
    if start < 0 or end < start:
        raise BrokenQuestion("bad_braces")
    before, answers, after = text[:start], text[start + 1 : end].strip(), text[end + 1 :].strip()
    answers, mark, explanation = answers.rpartition("####") if "####" in answers else (answers, "", "")
    form, before = _read_form(before.strip() if not after else before.lstrip(), "moodle")
    reader = _AnswerReader(form, {"explanation": _read_piece(explanation, form)} if mark else {})
    body, key = reader.read(answers.strip())
    document = None
    if after:
        gap = _make_gap(body, key)
        if gap is not None:
            taken = set(GAP.findall(_show(before + after)))
            mark = next(str(number) for number in count(1) if str(number) not in taken)
            marked = _show(f"{before}[[{mark}]]{text[end + 1 :]}")
            document, gap_text, had_form = part_at_gaps(read_prompt(marked, form).document, [mark])
            body, key = make_gaps(gap_text, {mark: gap}, explanation=key.explanation)
            notes.left_out += ["formatting"] if had_form else []
        else:
            before += BLANK + text[end + 1 :]
    if document is None:
        document = read_prompt(_show(before), form).document
    notes.name = notes.name or make_question_name(write_text(document) or show_gaps(body))
    notes.language = find_language(_show(before + after))
    return QuestionDraft(
        name=notes.name,
        prompt=document,
        body=body,
        key=key,
        language=notes.language or "en",
        tags=tuple(dict.fromkeys(block.tags)),
    )


def _show(text: str) -> str:
    """Return the text with the signs that were escaped."""
    return _HIDDEN.sub(lambda found: "\n" if found[0] == "\ud86e" else chr(ord(found[0]) - 0xD800), text).strip()


def _read_form(text: str, form: str) -> tuple[str, str]:
    """Return the form of a text, by the name in brackets before it, and the rest."""
    for name in FORMS:
        if text.startswith(f"[{name}]"):
            return name, text.removeprefix(f"[{name}]")
    return form, text


def _read_piece(text: str, form: str) -> str:
    """Return an option or feedback as plain text."""
    form, text = _read_form(text.strip(), form)
    return read_words(_show(text), form)


def _part(text: str, sign: str) -> list[str]:
    """Return what stands between the signs. Raise BrokenQuestion for more than a question can have."""
    parts = [stripped for part in text.split(sign) if (stripped := part.strip())]
    if len(parts) > MAX_OPTIONS:
        raise BrokenQuestion("not_valid", field="options")
    return parts


def _make_gap(body: QuestionBody, key: QuestionKey) -> ReadGap | None:
    """Return a question as a gap; None where a gap cannot say all of it."""
    if key.kind == "short" and not key.wrong_feedback:
        return ReadGap(answers=key.answers)
    if body.kind == "single" and key.kind == "single" and not key.feedback and list(key.shares.values()) == [1]:
        texts = [option.text for option in body.options]
        return ReadGap(options=texts, right=int(next(iter(key.shares))) - 1)
    return None


class _AnswerReader:
    """Reads what stands between the braces. `common`: fields of every key."""

    def __init__(self, form: str, common: dict[str, Any]) -> None:
        self._form, self._common = form, common

    def read(self, text: str) -> tuple[QuestionBody, QuestionKey]:
        if not text:
            return EssayBody(kind="essay"), EssayKey(kind="essay", **self._common)
        if text.startswith(">"):
            raise BrokenQuestion("unknown_kind", kind="ordering")
        if text.startswith("#"):
            return NumberBody(kind="number"), self._read_numbers(text[1:])
        if "~" in text:
            return make_choice(self._read_choices(text), is_single="=" in text, **self._common)
        if "=" in text and _ARROW in text:
            return make_matching(self._read_pairs(text), **self._common)
        word, *feedback = text.split("#", 2)
        if word.strip().upper() in ("T", "TRUE", "F", "FALSE"):
            return TrueFalseBody(kind="true_false"), self._read_truth(word.strip().upper(), feedback)
        return ShortBody(kind="short"), self._read_texts(text)

    def _read_choices(self, text: str) -> list[Choice]:
        choices = []
        for part in _part(text.replace("=", "~="), "~"):
            is_right = part.startswith("=")
            share, rest = (1.0, part[1:]) if is_right else self._read_weight(part, 0)
            option, feedback = self._read_feedback(rest)
            if option:
                choices.append(Choice(option, share, feedback))
        return choices

    def _read_pairs(self, text: str) -> list[tuple[Choice, str]]:
        pairs = []
        for part in _part(text, "="):
            left, arrow, right = part.partition(_ARROW)
            if not arrow or not right.strip():
                raise BrokenQuestion("bad_pair", text=_show(part)[:40])
            pairs.append((Choice(_read_piece(left, self._form)), _show(right)))
        return pairs

    def _read_truth(self, word: str, feedback: Sequence[str]) -> TrueFalseKey:
        wrong, right = ([_read_piece(each, self._form) for each in feedback] + ["", ""])[:2]
        correct = word.startswith("T")
        return TrueFalseKey(
            kind="true_false",
            correct=correct,
            true_feedback=right if correct else wrong,
            false_feedback=wrong if correct else right,
            **self._common,
        )

    def _read_texts(self, text: str) -> ShortKey:
        answers, wrong = [], ""
        for part in _part(text, "="):
            share, rest = self._read_weight(part, 1)
            answer, feedback = self._read_feedback(rest)
            if answer == "*" and share <= 0:
                wrong = feedback
            elif answer:
                answers.append(make_text_answer(answer, share, feedback))
        return ShortKey(kind="short", answers=answers, wrong_feedback=wrong, **self._common)

    def _read_numbers(self, text: str) -> NumberKey:
        text, _tilde, wrong_part = text.partition("~")
        _word, wrong = self._read_feedback(wrong_part)
        answers = []
        for part in _part(text, "="):
            share, rest = self._read_weight(part, 1)
            number, feedback = self._read_feedback(rest)
            if number == "*" and share <= 0:
                wrong = wrong or feedback
                continue
            if ".." in number:
                value, tolerance = read_range(*number.split("..", 1))
            else:
                value_text, _colon, tolerance_text = number.partition(":")
                value, tolerance = read_number(value_text), read_number(tolerance_text.strip() or "0")
            answers.append(NumberAnswer(value=value, tolerance=tolerance, share=max(share, 0), feedback=feedback))
        return NumberKey(kind="number", answers=answers, wrong_feedback=wrong, **self._common)

    @staticmethod
    def _read_weight(text: str, default: float) -> tuple[float, str]:
        found = _WEIGHT.match(text)
        return (read_share(found[1]), text[found.end() :]) if found else (default, text)

    def _read_feedback(self, text: str) -> tuple[str, str]:
        answer, _mark, feedback = text.partition("#")
        return _read_piece(answer, self._form), _read_piece(feedback, self._form)
