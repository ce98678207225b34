"""Moodle XML: read. `apps.quizzes.formats.moodle_xml_writer` writes it.

Elements: Moodle's `question/format/xml/format.php`, and `questiontype.php` of qtype_ordering. The penalty of a question
is what each of its hints costs; without hints it says nothing.
"""

import binascii
import hashlib
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import PurePosixPath
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree.ElementTree import Element
from xml.parsers import expat

from django.utils.translation import gettext as _

from apps.course_transfers.html_documents import clean_address
from apps.course_transfers.xml_documents import get_text, iterate_elements
from apps.quizzes.formats.collecting import MAX_NAME, BrokenQuestion, Notes, check_size, collect, make_question_name
from apps.quizzes.formats.gift import read_category
from apps.quizzes.formats.moodle_gaps import read_cloze, read_numbered_gaps
from apps.quizzes.formats.moodle_texts import find_language, read_prompt, read_words
from apps.quizzes.formats.moodle_values import (
    Choice,
    ReadGap,
    make_choice,
    make_gaps,
    make_matching,
    make_ordering,
    make_text_answer,
    part_at_gaps,
    read_number,
    read_share,
    write_decimal,
)
from apps.quizzes.formats.prompts import Prompt, write_text
from apps.quizzes.formats.results import ReadQuestions, UnreadableFile
from apps.quizzes.questions.bodies import EssayBody, FileBody, NumberBody, QuestionBody, ShortBody, TrueFalseBody
from apps.quizzes.questions.drafts import QuestionDraft
from apps.quizzes.questions.keys import (
    EssayKey,
    FileKey,
    Hint,
    NumberAnswer,
    NumberKey,
    NumberUnit,
    QuestionKey,
    ShortKey,
    TrueFalseKey,
)
from apps.quizzes.questions.parts import MAX_OPTIONS
from apps.quizzes.questions.wording import show_gaps

MAX_XML_BYTES = 64 * 1024 * 1024
PLUGIN_FILE = "@@PLUGINFILE@@/"
FORMS = {"html": "html", "moodle_auto_format": "moodle", "plain_text": "plain", "markdown": "markdown"}
ORDERING_RULES = {"ALL_OR_NOTHING": "all", "ABSOLUTE_POSITION": "places", "RELATIVE_NEXT_EXCLUDE_LAST": "pairs"}
_OLD_RULES = {"": "pairs", "RELATIVE": "pairs", "REL": "pairs", "ABSOLUTE": "places", "ABS": "places"}
MAX_FILES = 5
"""That `FileBody` allows; Moodle's -1 is any number."""
NO_UNITS = "3"
"""The value of `showunits` where a unit is a wrong answer."""

Read = tuple[QuestionBody, QuestionKey]


def read(data: bytes) -> ReadQuestions:
    """Return the questions of a file, with the files that it holds in `contents`.

    Raise UnreadableFile for what is no well-formed XML, has a document type, or is too large.
    """
    check_size(data, MAX_XML_BYTES)
    return read_elements(_iterate_questions(data))


def read_elements(questions: Iterable[tuple[str, tuple[Element, str]]]) -> ReadQuestions:
    """Return these questions: each its place, and its element with its category."""
    contents: dict[str, bytes] = {}
    found = collect(questions, lambda raw, notes: _QuestionReader(raw[0], notes, contents).read(raw[1]))
    return replace(found, contents=contents)


def _iterate_questions(data: bytes) -> Iterator[tuple[str, tuple[Element, str]]]:
    """Yield each question with its number and category."""
    category, number = "", 0
    try:
        for element in iterate_elements(data, "question"):
            if element.get("type") == "category":
                category = read_category(get_text(element, "category/text"))
                continue
            number += 1
            yield str(number), (element, category)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise UnreadableFile(_("This is no XML that can be read here.")) from error


class _QuestionReader:
    def __init__(self, element: Element, notes: Notes, contents: dict[str, bytes]) -> None:
        self._element, self._notes, self._contents = element, notes, contents
        self._files: dict[UUID, str] = {}

    def read(self, category: str) -> QuestionDraft:
        self._notes.name = " ".join(get_text(self._element, "name/text").split())[:MAX_NAME]
        kind = self._element.get("type", "")
        if kind not in READERS and kind not in GAP_READERS:
            raise BrokenQuestion("unknown_kind", kind=kind[:40])
        if kind in GAP_READERS:
            prompt, (body, key) = self._read_gaps(GAP_READERS[kind])
        else:
            prompt, (body, key) = self._read_prompt(self._element.find("questiontext")), READERS[kind](self)
        words = write_text(prompt.document) or show_gaps(body)
        self._notes.name = self._notes.name or make_question_name(words)
        self._notes.left_out += prompt.left_out
        self._notes.language = find_language(self._get("questiontext/text"))
        tags = [" ".join(get_text(tag, "text").split()) for tag in self._list("tags/tag")]
        return QuestionDraft(
            name=self._notes.name,
            prompt=prompt.document,
            body=body,
            key=key,
            points=Decimal(read_number(self._get("defaultgrade") or "1")),
            pictures=prompt.pictures,
            language=self._notes.language or "en",
            audio=prompt.audio,
            tags=tuple(dict.fromkeys(filter(None, [*tags, category]))),
            files=self._files,
        )

    def _get(self, path: str) -> str:
        return get_text(self._element, path)

    def _list(self, path: str) -> list[Element]:
        """Return elements. Raise BrokenQuestion for more than a question can have."""
        found = self._element.findall(path)
        if len(found) > MAX_OPTIONS:
            raise BrokenQuestion("not_valid", field="options" if path == "answer" else path)
        return found

    def _read_prompt(self, element: Element | None, text: str | None = None) -> Prompt:
        """Return a text with its files. `text`: what stands in place of its own."""
        if element is None:
            return read_prompt("", "plain")
        raw = get_text(element, "text") if text is None else text
        return read_prompt(raw, FORMS.get(element.get("format", "html"), "html"), self._make_finder(element))

    def _make_finder(self, element: Element) -> Callable[[str], UUID | None]:
        files = {
            f"{each.get('path', '/').strip('/')}/{each.get('name')}".strip("/"): each
            for each in element.iterfind("file")
        }

        @cache
        def find(address: str) -> UUID | None:
            found = files.get(clean_address(address).removeprefix(PLUGIN_FILE)) if PLUGIN_FILE in address else None
            return None if found is None else self._keep_file(found)

        return find

    def _keep_file(self, element: Element) -> UUID | None:
        """Keep the content of a file; its id and path are made of its content and name."""
        try:
            content = b64decode(element.text or "")
        except binascii.Error:
            return None
        name = PurePosixPath(element.get("name", "")).name[:MAX_NAME]
        path = f"{hashlib.sha256(content).hexdigest()[:32]}/{name}"
        self._contents[path] = content
        made = uuid5(NAMESPACE_URL, path)
        self._files[made] = path
        return made

    def _read_words(self, element: Element | None) -> str:
        """Return a text without its files, which are noted as left out."""
        if element is None:
            return ""
        self._notes.left_out += [each.get("name", "")[:200] for each in element.iterfind("file")]
        return read_words(get_text(element, "text"), FORMS.get(element.get("format", "html"), "html"))

    def _read_choice(self, element: Element, share: float = 0) -> Choice:
        """Return an option or item with its first picture."""
        feedback = self._read_words(element.find("feedback"))
        text = get_text(element, "text")
        if "<img" not in text:
            return Choice(self._read_words(element), share, feedback)
        prompt = self._read_prompt(element)
        self._notes.left_out += [*prompt.left_out, *(["pictures"] if len(prompt.pictures) > 1 else [])]
        picture = prompt.pictures[0].file if prompt.pictures else None
        return Choice(write_text(prompt.document), share, feedback, picture)

    def _read_common(self) -> dict[str, Any]:
        """Return the fields that every key has."""
        texts = [text for each in self._list("hint") if (text := self._read_words(each))]
        costs = spread_cost(float(read_number(self._get("penalty") or "0")), len(texts))
        hints = [Hint(text=text, cost=cost) for text, cost in zip(texts, costs, strict=True)]
        return {
            "explanation": self._read_words(self._element.find("generalfeedback")),
            "right_feedback": self._read_words(self._element.find("correctfeedback")),
            "partial_feedback": self._read_words(self._element.find("partiallycorrectfeedback")),
            "wrong_feedback": self._read_words(self._element.find("incorrectfeedback")),
            "hints": hints,
        }

    def read_choices(self) -> Read:
        """Read `multichoice`."""
        choices = [self._read_choice(each, read_share(each.get("fraction", "0"))) for each in self._list("answer")]
        is_single = self._get("single").lower() not in ("false", "0")
        return make_choice(choices, is_single=is_single, **self._read_common())

    def read_truth(self) -> Read:
        """Read `truefalse`."""
        answers = {get_text(each, "text").lower(): each for each in self._list("answer")}
        feedback = {name: self._read_words(each.find("feedback")) for name, each in answers.items()}
        if "true" not in answers:
            raise BrokenQuestion("no_right_answer")
        key = TrueFalseKey(
            kind="true_false",
            correct=read_share(answers["true"].get("fraction", "0")) > 0,
            true_feedback=feedback["true"],
            false_feedback=feedback.get("false", ""),
            **self._read_common(),
        )
        return TrueFalseBody(kind="true_false"), key

    def read_texts(self) -> Read:
        """Read `shortanswer`. The answer `*` that gives nothing says what to tell about all others."""
        answers, common = [], self._read_common()
        for text, share, feedback, _each in self._iterate_answers():
            if text == "*" and share <= 0:
                common["wrong_feedback"] = feedback
            else:
                answers.append(make_text_answer(text, share, feedback))
        match_case = self._get("usecase") in ("1", "true")
        return ShortBody(kind="short"), ShortKey(kind="short", answers=answers, match_case=match_case, **common)

    def read_numbers(self) -> Read:
        """Read `numerical`."""
        answers, common = [], self._read_common()
        for text, share, feedback, each in self._iterate_answers():
            if text == "*" and share <= 0:
                common["wrong_feedback"] = feedback
                continue
            tolerance = read_number(get_text(each, "tolerance") or "0")
            answers.append(
                NumberAnswer(value=read_number(text), tolerance=tolerance, share=max(share, 0), feedback=feedback)
            )
        units = [
            NumberUnit(name=get_text(each, "unit_name"), factor=invert(get_text(each, "multiplier") or "1"))
            for each in self._list("units/unit")
        ]
        common.update(self._read_unit_rule() if units else {})
        return NumberBody(kind="number"), NumberKey(kind="number", answers=answers, units=units, **common)

    def _read_unit_rule(self) -> dict[str, Any]:
        if self._get("unitgradingtype") not in ("", "0"):
            return {"unit_rule": "required", "unit_penalty": float(read_number(self._get("unitpenalty") or "1"))}
        return {"unit_rule": "none" if self._get("showunits") == NO_UNITS else "optional"}

    def _iterate_answers(self) -> Iterator[tuple[str, float, str, Element]]:
        for each in self._list("answer"):
            text, feedback = get_text(each, "text"), self._read_words(each.find("feedback"))
            if text:
                yield text, read_share(each.get("fraction", "0")), feedback, each

    def read_matching(self) -> Read:
        """Read `matching`."""
        pairs = [(self._read_choice(each), get_text(each, "answer/text")) for each in self._list("subquestion")]
        return make_matching([pair for pair in pairs if pair[1]], **self._read_common())

    def read_essay(self) -> Read:
        """Read `essay`; one that takes files alone is a question for files."""
        guide = self._read_words(self._element.find("graderinfo"))
        if self._get("responseformat") == "noinline":
            count = int(Decimal(read_number(self._get("attachments") or "1")))
            key = FileKey(kind="file", guide=guide, **self._read_common())
            return FileBody(kind="file", max_files=count if 0 < count <= MAX_FILES else MAX_FILES), key
        limits = {name: _read_count(self._get(f"{name[:3]}wordlimit")) for name in ("min_words", "max_words")}
        return EssayBody(kind="essay", **limits), EssayKey(kind="essay", guide=guide, **self._read_common())

    def read_ordering(self) -> Read:
        """Read `ordering`: the answers stand in their right order."""
        items = [self._read_choice(each) for each in self._list("answer")]
        if any(item.feedback for item in items):
            self._notes.left_out.append("feedback")
        name = self._get("gradingtype").upper()
        rule = ORDERING_RULES.get(name) or _OLD_RULES.get(name)
        self._notes.left_out += [] if rule else ["rule"]
        return make_ordering(items, rule=rule or "pairs", **self._read_common())

    def _read_gaps(self, read_them: "GapReader") -> tuple[Prompt, Read]:
        """Read a text with gaps: the blocks before the first gap are the prompt."""
        element = self._element.find("questiontext")
        marked, gaps, options = read_them(get_text(element, "text"), self._element, self._notes)
        prompt = self._read_prompt(element, marked)
        document, text, had_form = part_at_gaps(prompt.document, list(gaps))
        self._notes.left_out += ["formatting"] if had_form else []
        read_parts = make_gaps(text, gaps, **self._read_common(), **options)
        return Prompt(document, prompt.pictures, prompt.audio, prompt.left_out), read_parts


GapReader = Callable[[str, Element, Notes], tuple[str, dict[str, ReadGap], dict[str, Any]]]
"""Gives the text with `[[id]]` for each gap, the gaps by their ids, and further fields of the key."""
GAP_READERS: Mapping[str, GapReader] = {
    "cloze": read_cloze,
    "multianswer": read_cloze,
    "gapselect": read_numbered_gaps,
    "ddwtos": read_numbered_gaps,
}
READERS: Mapping[str, Callable[[_QuestionReader], Read]] = {
    "multichoice": _QuestionReader.read_choices,
    "truefalse": _QuestionReader.read_truth,
    "shortanswer": _QuestionReader.read_texts,
    "numerical": _QuestionReader.read_numbers,
    "matching": _QuestionReader.read_matching,
    "essay": _QuestionReader.read_essay,
    "ordering": _QuestionReader.read_ordering,
}


def spread_cost(penalty: float, count: int) -> list[float]:
    """Return what each hint costs where a try costs `penalty`; all together not more than all the points."""
    cost = Fraction(penalty).limit_denominator(1000)
    return [float(max(min(cost, 1 - number * cost), Fraction(0))) for number in range(count)]


def invert(multiplier: str) -> str:
    """Return 1 / multiplier with twelve digits: Moodle multiplies the right answer, we what learners write."""
    value = Decimal(read_number(multiplier))
    if not value:
        raise BrokenQuestion("bad_number", text=multiplier[:40])
    return write_decimal(Decimal(f"{1 / value:.12g}"))


def _read_count(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0
