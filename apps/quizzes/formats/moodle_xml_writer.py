"""Moodle XML: written, as `apps.quizzes.formats.moodle_xml` reads it. Gaps become embedded answers ("cloze")."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from html import escape as escape_html
from urllib.parse import quote
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

from apps.quizzes.formats.collecting import BrokenQuestion, Notes, list_lost, write_each
from apps.quizzes.formats.moodle_gaps import write_gap
from apps.quizzes.formats.moodle_texts import write_lines
from apps.quizzes.formats.moodle_values import GAP, Choice, list_choices, list_pairs, write_share, write_text_answer
from apps.quizzes.formats.moodle_xml import NO_UNITS, ORDERING_RULES, PLUGIN_FILE, invert, spread_cost
from apps.quizzes.formats.prompts import is_plain, write_html, write_text
from apps.quizzes.formats.results import WrittenQuestions
from apps.quizzes.questions.bodies import GapBody, QuestionBody
from apps.quizzes.questions.drafts import QuestionDraft
from apps.quizzes.questions.keys import GapAnswer, GapKey, Key, NumberKey, QuestionKey
from apps.quizzes.questions.parts import Option

GetFile = Callable[[UUID], tuple[str, bytes] | None]
"""Gives the name and content of a file; None for one that is not there."""
QTYPES = {
    "single": "multichoice", "multiple": "multichoice", "true_false": "truefalse", "short": "shortanswer",
    "number": "numerical", "ordering": "ordering", "matching": "matching", "gap": "cloze", "essay": "essay",
    "file": "essay",
}  # fmt: skip
_KEPT = {"points", "pictures", "audio", "tags", "formatting", "explanation", "feedback", "hints", "patterns"}
_COMBINED = {"right_feedback", "partial_feedback", "wrong_feedback"}
_KEPT_OF = {
    "single": _COMBINED,
    "multiple": _COMBINED,
    "matching": _COMBINED,
    "ordering": {*_COMBINED, "rule"},
    "short": {"wrong_feedback", "match_case"},
    "number": {"wrong_feedback", "units"},
    "gap": {"match_case"},
    "essay": {"guide", "word_limits"},
    "file": {"guide", "max_files"},
}
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GRADING = {rule: name for name, rule in ORDERING_RULES.items()}


def get_no_file(_file: UUID) -> None:
    """Return None: for drafts that are written without their files."""


def write(drafts: Iterable[QuestionDraft], *, get_file: GetFile = get_no_file) -> WrittenQuestions:
    """Return the drafts as Moodle XML, with their files in it; a file that `get_file` does not give is a problem."""
    texts, problems = write_each(drafts, lambda draft, notes: _QuestionWriter(draft, notes, get_file).write())
    data = f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{"".join(texts)}</quiz>\n'
    return WrittenQuestions(data=data.encode(), problems=problems)


class _QuestionWriter:
    def __init__(self, draft: QuestionDraft, notes: Notes, get_file: GetFile) -> None:
        self._draft, self._notes, self._get_file = draft, notes, get_file

    def write(self) -> str:
        draft, body, key = self._draft, self._draft.body, self._draft.key
        if body.kind not in QTYPES:
            raise BrokenQuestion("kind_not_in_format", kind=body.kind)
        self._notes.left_out += list_lost(draft, _KEPT | _KEPT_OF.get(body.kind, set()))
        costs = [hint.cost for hint in key.hints]
        penalty = max(costs, default=0)
        self._notes.left_out += ["hint_costs"] if costs != spread_cost(penalty, len(costs)) else []
        parts = [
            _element("name", _text(draft.name)),
            self._write_prompt(),
            _formatted("generalfeedback", key.explanation),
            _element("defaultgrade", f"{draft.points:f}"),
            _element("penalty", f"{penalty:.7f}"),
            *self._write_answers(body, key),
            *(_formatted("hint", hint.text) for hint in key.hints),
            _element("tags", "".join(_element("tag", _text(tag)) for tag in draft.tags)) if draft.tags else "",
        ]
        return f'<question type="{QTYPES[body.kind]}">\n{"".join(parts)}</question>\n'

    def _write_prompt(self) -> str:
        draft = self._draft
        if draft.body.kind == "gap" and draft.key.kind == "gap":
            before, text = write_html(draft.prompt), self._write_gaps(draft.body, draft.key)
            return self._write_html_prompt(_hide_braces(before) + f"<p>{text}</p>")
        if is_plain(draft.prompt) and not draft.pictures and not draft.audio:
            return _formatted("questiontext", write_text(draft.prompt))
        return self._write_html_prompt(write_html(draft.prompt))

    def _write_html_prompt(self, html: str) -> str:
        files = _Files(self._get_file)
        pictures = [files.write_picture(picture.file, picture.alt) for picture in self._draft.pictures]
        audio = files.write_audio(self._draft.audio)
        self._notes.left_out += files.missing
        html = "".join(f"<p>{picture}</p>" for picture in pictures if picture) + html + audio
        return _element("questiontext", _text(html) + files.write(), format="html")

    def _write_gaps(self, body: GapBody, key: GapKey) -> str:
        gaps = {gap.id: gap for gap in body.gaps}

        def replace(found: re.Match[str]) -> str:
            gap = gaps.pop(found[1], None)
            return found[0] if gap is None else write_gap(gap, key.gaps.get(gap.id, GapAnswer()), key, self._notes)

        return GAP.sub(replace, _hide_braces(write_lines(body.text)))

    def _write_answers(self, body: QuestionBody, key: QuestionKey) -> Iterator[str]:
        """Yield the elements of a kind."""
        if body.kind in ("single", "multiple") and key.kind in ("single", "multiple"):
            yield _element("single", "true" if body.kind == "single" else "false")
            yield _element("shuffleanswers", "true")
            yield from _write_combined(key)
            for choice in list_choices(body, key):
                yield self._write_choice(choice)
        elif key.kind == "true_false":
            for name, is_right, feedback in (
                ("true", key.correct, key.true_feedback),
                ("false", not key.correct, key.false_feedback),
            ):
                yield _answer(name, is_right, feedback)
        elif key.kind == "short":
            yield _element("usecase", "1" if key.match_case else "0")
            for answer in key.answers:
                text = write_text_answer(answer)
                if text is None:
                    self._notes.left_out.append("patterns")
                else:
                    yield _answer(text, answer.share, answer.feedback)
            if key.wrong_feedback:
                yield _answer("*", 0, key.wrong_feedback)
        elif key.kind == "number":
            yield from _write_numbers(key)
        elif body.kind == "matching" and key.kind == "matching":
            yield _element("shuffleanswers", "true")
            yield from _write_combined(key)
            for left, right in list_pairs(body, key):
                self._notes.left_out += ["pictures"] if right.picture else []
                yield self._write_option("subquestion", left, _element("answer", _text(right.text)))
        elif body.kind == "ordering" and key.kind == "ordering":
            yield _element("layouttype", "VERTICAL") + _element("selecttype", "ALL")
            yield _element("gradingtype", _GRADING[key.rule])
            yield from _write_combined(key)
            items = {item.id: item for item in body.items}
            for name in key.order:
                yield self._write_option("answer", items.get(name))
        elif body.kind == "essay" and key.kind == "essay":
            yield _element("responseformat", "editor") + _element("attachments", "0")
            yield _element("minwordlimit", str(body.min_words or ""))
            yield _element("maxwordlimit", str(body.max_words or ""))
            yield _formatted("graderinfo", key.guide)
        elif body.kind == "file" and key.kind == "file":
            yield _element("responseformat", "noinline") + _element("attachments", str(body.max_files))
            yield _formatted("graderinfo", key.guide)

    def _write_choice(self, choice: Choice) -> str:
        feedback = _formatted("feedback", choice.feedback) if choice.feedback else ""
        option = Option(id="1", text=choice.text, picture=choice.picture)
        return self._write_option("answer", option, feedback, fraction=write_share(choice.share))

    def _write_option(self, name: str, option: Option | None, more: str = "", **attributes: str) -> str:
        """Return an element with the text and picture of an option."""
        if option is None or option.picture is None:
            return _element(name, _text(option.text if option else "") + more, format="plain_text", **attributes)
        files = _Files(self._get_file)
        html = files.write_picture(option.picture, "") + write_lines(option.text)
        self._notes.left_out += files.missing
        return _element(name, _text(html) + files.write() + more, format="html", **attributes)


class _Files:
    """The files of one text. `missing`: codes of PARTS whose file is not there."""

    def __init__(self, get_file: GetFile) -> None:
        self._get_file = get_file
        self._contents: dict[str, bytes] = {}
        self.missing: list[str] = []

    def write_picture(self, file: UUID, alt: str) -> str:
        address = self._add(file, "pictures")
        return f'<img src="{address}" alt="{escape_html(alt)}">' if address else ""

    def write_audio(self, file: UUID | None) -> str:
        address = self._add(file, "audio") if file else ""
        return f'<audio controls src="{address}"></audio>' if address else ""

    def write(self) -> str:
        return "".join(
            f'<file name={quoteattr(_clean(name))} path="/" encoding="base64">{b64encode(content).decode()}</file>\n'
            for name, content in self._contents.items()
        )

    def _add(self, file: UUID, part: str) -> str:
        """Return the address of a file in the text; "" for one that is not there."""
        found = self._get_file(file)
        if found is None:
            self.missing.append(part)
            return ""
        name, content = _clean(found[0]), found[1]
        if self._contents.get(name, content) != content:
            name = f"{len(self._contents)}-{name}"
        self._contents[name] = content
        return PLUGIN_FILE + quote(name)


def _write_combined(key: Key) -> Iterator[str]:
    yield _formatted("correctfeedback", key.right_feedback)
    yield _formatted("partiallycorrectfeedback", key.partial_feedback)
    yield _formatted("incorrectfeedback", key.wrong_feedback)


def _write_numbers(key: NumberKey) -> Iterator[str]:
    for answer in key.answers:
        yield _answer(answer.value, answer.share, answer.feedback, _element("tolerance", answer.tolerance))
    if key.wrong_feedback:
        yield _answer("*", 0, key.wrong_feedback, _element("tolerance", "0"))
    units = [
        _element("unit", _element("multiplier", invert(unit.factor)) + _element("unit_name", escape(_clean(unit.name))))
        for unit in key.units
    ]
    yield _element("units", "".join(units)) if units else ""
    yield _element("unitgradingtype", "1" if key.unit_rule == "required" else "0")
    yield _element("unitpenalty", f"{key.unit_penalty:.7f}")
    yield _element("showunits", NO_UNITS if key.unit_rule == "none" else "0")


def _answer(text: str, share: float, feedback: str, more: str = "") -> str:
    content = _text(text) + (_formatted("feedback", feedback) if feedback else "") + more
    return _element("answer", content, fraction=write_share(share), format="plain_text")


def _formatted(name: str, text: str) -> str:
    """Return an element with plain text."""
    return _element(name, _text(text), format="plain_text")


def _text(text: str) -> str:
    return f"<text>{escape(_clean(text))}</text>"


def _element(name: str, content: str, **attributes: str) -> str:
    """Return an element; `content` is XML."""
    return f"<{name}{''.join(f' {key}={quoteattr(value)}' for key, value in attributes.items())}>{content}</{name}>\n"


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def _hide_braces(html: str) -> str:
    """Return HTML in which no brace begins an embedded answer."""
    return html.replace("{", "&#123;")
