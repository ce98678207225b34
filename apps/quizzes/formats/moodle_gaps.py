"""Gaps of Moodle: embedded answers ("cloze") read and written, and texts whose gaps are numbers of words to choose.

Syntax of embedded answers: docs.moodle.org, "Embedded Answers (Cloze) question type".
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import count
from typing import Any
from xml.etree.ElementTree import Element

from apps.course_transfers.xml_documents import get_text
from apps.quizzes.formats.collecting import BrokenQuestion, Notes
from apps.quizzes.formats.moodle_values import (
    GAP,
    Choice,
    ReadGap,
    make_text_answer,
    read_number,
    read_share,
    write_share,
    write_text_answer,
)
from apps.quizzes.formats.prompts import read_plain_text
from apps.quizzes.questions.bodies import Gap
from apps.quizzes.questions.keys import GapAnswer, GapKey
from apps.quizzes.questions.parts import MAX_OPTIONS

KINDS = {
    "SHORTANSWER": "typed", "SA": "typed", "MW": "typed",
    "SHORTANSWER_C": "exact", "SAC": "exact", "MWC": "exact",
    "NUMERICAL": "number", "NM": "number",
    **dict.fromkeys("MULTICHOICE MC MULTICHOICE_V MCV MULTICHOICE_H MCH MULTICHOICE_S MCS".split(), "chosen"),
    **dict.fromkeys("MULTICHOICE_VS MCVS MULTICHOICE_HS MCHS".split(), "chosen"),
    **dict.fromkeys("MULTIRESPONSE MR MULTIRESPONSE_H MRH".split(), "several"),
    **dict.fromkeys("MULTIRESPONSE_S MRS MULTIRESPONSE_HS MRHS".split(), "several"),
}  # fmt: skip
_START = re.compile(r"\{\s*([0-9]{0,9}):([A-Z_]{2,20}):")
_END = re.compile(r"(?:\\.|[^\\}])*+\}", re.DOTALL)
_ESCAPED = re.compile(r"\\([}#~/\"\\])")
_HIDDEN = re.compile("[\ud800-\ud87f]")
_SPECIAL = re.compile(r"[}#~/\"\\]")
_WEIGHT = re.compile(r"=|%(-?[0-9]{1,3}(?:\.[0-9]*)?)%")


def read_cloze(text: str, _element: Element, notes: Notes) -> tuple[str, dict[str, ReadGap], dict[str, Any]]:
    """Return a text with embedded answers with `[[id]]` for each, its gaps, and fields of the key."""
    prefix = "gap" if GAP.search(text) else ""
    pieces, place = list[str](), 0
    gaps: dict[str, ReadGap] = {}
    kinds, weights = set(), set()
    while found := _START.search(text, place):
        kind = KINDS.get(found[2])
        if kind is None:
            pieces.append(text[place : found.end()])
            place = found.end()
            continue
        end = _END.match(text, found.end())
        if end is None:  # no later one can end either
            break
        if kind == "several":
            raise BrokenQuestion("unknown_kind", kind=found[2])
        _check_count(len(gaps))
        name = f"{prefix}{len(gaps) + 1}"
        gaps[name] = _read_gap(kind, end[0][:-1], notes)
        kinds.add(kind)
        weights.add(found[1] or "1")
        pieces += [text[place : found.start()], f"[[{name}]]"]
        place = end.end()
    if len(weights) > 1:
        notes.left_out.append("shares")
    if not gaps:
        raise BrokenQuestion("no_right_answer")
    return "".join(pieces) + text[place:], gaps, {"match_case": "exact" in kinds}


def _read_gap(kind: str, text: str, notes: Notes) -> ReadGap:
    alternatives = list(_read_alternatives(text))
    if kind == "chosen":
        right = [place for place, each in enumerate(alternatives) if each.share == 1]
        if any(each.share not in (0, 1) for each in alternatives) or len(right) > 1:
            notes.left_out.append("shares")
        notes.left_out += ["feedback"] if any(each.feedback for each in alternatives) else []
        return ReadGap(options=[each.text for each in alternatives], right=right[0] if right else None)
    notes.left_out += ["wrong_feedback"] if any(each.feedback and each.share <= 0 for each in alternatives) else []
    answers = []
    for each in alternatives:
        words = each.text
        if each.share <= 0:
            continue
        if kind == "number":
            words, _colon, tolerance = words.partition(":")
            words = read_number(words)
            notes.left_out += ["tolerance"] if float(read_number(tolerance or "0")) else []
        answers.append(make_text_answer(words, each.share, each.feedback))
    return ReadGap(answers=answers)


def _read_alternatives(text: str) -> Iterator[Choice]:
    """Yield the alternatives that have words."""
    # What is escaped becomes a lone surrogate, which no XML holds: what is left of the signs is syntax.
    hidden = _ESCAPED.sub(lambda found: chr(0xD800 + ord(found[1])), text)
    parts = hidden.split("~")
    if len(parts) > MAX_OPTIONS:
        raise BrokenQuestion("not_valid", field="options")
    for part in map(str.strip, parts):
        weight = _WEIGHT.match(part)
        share = 0.0 if weight is None else read_share(weight[1]) if weight[1] else 1.0
        words, _mark, feedback = part[weight.end() if weight else 0 :].partition("#")
        if shown := _show(words):
            yield Choice(shown, share, _show(feedback))


def _show(html: str) -> str:
    return read_plain_text(_HIDDEN.sub(lambda found: chr(ord(found[0]) - 0xD800), html))


def read_numbered_gaps(text: str, element: Element, notes: Notes) -> tuple[str, dict[str, ReadGap], dict[str, Any]]:
    """Return the text of `gapselect` or `ddwtos`, where `[[2]]` is a gap for the second word, as `read_cloze` does."""
    elements = [*element.iterfind("selectoption"), *element.iterfind("dragbox")]
    if len(elements) > MAX_OPTIONS:
        raise BrokenQuestion("not_valid", field="options")
    words = [(read_plain_text(get_text(each, "text")), get_text(each, "group")) for each in elements]
    groups: dict[str, list[str]] = {}
    for word, group in words:
        groups.setdefault(group, []).append(word)
    gaps: dict[str, ReadGap] = {}
    numbers = count(1)

    def replace(found: re.Match[str]) -> str:
        place = int(found[1]) - 1 if found[1].isdecimal() and len(found[1]) < 6 else -1
        if not 0 <= place < len(words):
            return found[0]
        _check_count(len(gaps))
        word, group = words[place]
        name = f"g{next(numbers)}"
        gaps[name] = ReadGap(options=groups[group], right=groups[group].index(word))
        return f"[[{name}]]"

    marked = GAP.sub(replace, text)
    if not gaps:
        raise BrokenQuestion("no_right_answer")
    return marked, gaps, {}


def _check_count(count_so_far: int) -> None:
    if count_so_far >= MAX_OPTIONS:
        raise BrokenQuestion("not_valid", field="gaps")


def write_gap(gap: Gap, answer: GapAnswer, key: GapKey, notes: Notes) -> str:
    """Return a gap as an embedded answer, for HTML."""
    if gap.kind == "chosen":
        parts = [f"{'=' if each.id == answer.option else '%0%'}{_escape(each.text)}" for each in gap.options]
        return f"{{1:MULTICHOICE:{'~'.join(parts)}}}"
    parts = []
    for each in answer.answers:
        text = write_text_answer(each)
        if text is None:
            notes.left_out.append("patterns")
        else:
            weight = "=" if each.share == 1 else f"%{write_share(each.share)}%"
            feedback = f"#{_escape(each.feedback)}" if each.feedback else ""
            parts.append(f"{weight}{_escape(text)}{feedback}")
    return f"{{1:SHORTANSWER{'_C' if key.match_case else ''}:{'~'.join(parts)}}}"


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", escape(" ".join(text.split()), quote=False))
