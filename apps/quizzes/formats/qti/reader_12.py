"""Read items of QTI 1.2 as drafts: those of Canvas, of Common Cartridge, and plain ones."""

import posixpath
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from itertools import zip_longest
from typing import Any
from xml.etree.ElementTree import Element, tostring

from apps.course_transfers.reports import FileUnreadable
from apps.quizzes.formats.collecting import BrokenQuestion
from apps.quizzes.formats.qti.archives import add_html
from apps.quizzes.formats.qti.items_12 import OWN, Condition, Item, list_labels, write_material
from apps.quizzes.formats.qti.packages import ItemContext, Package, collect_items, make_part_ids, open_package
from apps.quizzes.formats.qti.scoring import format_number, read_decimal, read_number
from apps.quizzes.formats.qti.texts import find_media, get_address
from apps.quizzes.formats.qti.words import name_question, read_rule, read_truth
from apps.quizzes.formats.results import ReadQuestions
from apps.quizzes.questions import bodies, keys
from apps.quizzes.questions.bodies import QuestionBody
from apps.quizzes.questions.drafts import LANGUAGES, LEVELS, SKILLS, QuestionDraft
from apps.quizzes.questions.keys import QuestionKey
from apps.quizzes.questions.parts import Option

Found = tuple[QuestionBody, QuestionKey]
_NEARLY_ALL = 0.995
"""A third of 100 is written as 33.33: three of them are all."""
_ENDINGS = (".xml", ".qti", ".dat")
_CANVAS = re.compile(r"(.*/)?non_cc_assessments/([^/]+)\.xml\.qti")


def read_package_12(data: bytes) -> ReadQuestions:
    """Return the questions of all assessments and banks in a package, or of one XML file. Raise UnreadableFile."""
    with open_package(data) as package:
        return collect_items(_iterate_items(package), lambda item, context: _Reader(item, context).read(), package)


def _iterate_items(package: Package) -> Iterator[tuple[str, Callable[[], Element]]]:
    """Yield items one by one. Of the two forms of an assessment in an export of Canvas its own one is read."""
    own_forms = {match[2] for path in package.paths if (match := _CANVAS.fullmatch(path))}
    named = [path for each in package.resources for path in each.paths if path in package.paths]
    for path in dict.fromkeys([*named, *package.paths]):
        is_double = posixpath.basename(posixpath.dirname(path)) in own_forms
        if is_double or (path and not path.lower().endswith(_ENDINGS)):
            continue
        if b"questestinterop" in package.read_head(path).replace(b"\0", b""):
            try:
                for item in package.iterate(path, "item"):
                    yield path, lambda item=item: item  # type: ignore[misc]
            except FileUnreadable as error:
                if not path:
                    raise
                yield path, partial(_refuse, error)


def _refuse(error: FileUnreadable) -> Element:
    raise error


class _Reader:
    def __init__(self, element: Element, context: ItemContext) -> None:
        self._item, self._context = Item(element), context
        self._feedback = self._item.read_feedback()

    def read(self) -> QuestionDraft:
        item = self._item
        html, read = item.read_prompt_html(), _READERS.get(item.kind)
        if item.kind == "blanks":
            html, body, key = self._read_blanks(html)
        elif read is not None:
            body, key = read(self)
        else:
            raise BrokenQuestion("unknown_kind", kind=item.declared_kind or ", ".join(e.tag for e in item.responses))
        prompt = self._context.read_prompt(html)
        self._context.lose(*(["feedback"] if self._feedback.unknown else []))
        self._context.notes.language = item.language if item.language in LANGUAGES else ""
        plays = item.get_fact(f"{OWN}max_plays")
        level, skill = item.get_fact(f"{OWN}level"), item.get_fact(f"{OWN}skill")
        difficulty = read_number(item.get_fact(f"{OWN}difficulty"))
        title = item.element.get("title", "")
        return QuestionDraft(
            name=name_question(
                "" if title == "Question" else title, prompt.document, body, item.element.get("ident", "")
            ),
            prompt=prompt.document,
            body=body,
            key=key,
            points=item.points,
            pictures=prompt.pictures,
            language=self._context.notes.language or "en",
            audio=prompt.audio,
            max_plays=int(plays) if plays.isdecimal() and len(plays) < 4 and prompt.audio else 0,
            tags=tuple(filter(None, item.facts.get(f"{OWN}tag", ()))),
            level=level if level in LEVELS else "",
            skill=skill if skill in SKILLS else "",
            difficulty=float(difficulty) if difficulty else None,
            files=self._context.files,
        )

    def _build_base(self) -> dict[str, Any]:
        return {name: self._context.read_words(html) for name, html in self._feedback.by_result.items()}

    def _get_feedback(self, value: str, response: str | None = None) -> str:
        """Return the feedback of an answer."""
        for (named, answer), html in self._feedback.by_answer.items():
            if answer == value and response in (None, named):
                return self._context.read_words(html)
        return ""

    @property
    def _response(self) -> Element:
        if not self._item.responses:
            raise BrokenQuestion("unreadable", detail="presentation")
        return self._item.responses[0]

    def _read_options(self, response: Element) -> tuple[list[Option], dict[str, str]]:
        """Return options and their ids by identifier."""
        labels = list_labels(response)
        parts = make_part_ids(each.get("ident", "") for each in labels)
        return [self._read_option(each, parts[each.get("ident", "")]) for each in labels], parts

    def _read_option(self, element: Element, part: str) -> Option:
        html = write_material(element)
        picture = None
        if "<img" in html:
            root = Element("div")
            add_html(root, html)
            picture = self._context.find_needed_file(get_address(next(find_media(root))))
        return Option(id=part, text=self._context.read_words(html), picture=picture)

    def _read_choice(self) -> Found:
        options, parts = self._read_options(self._response)
        shares: dict[str, float] = {}
        for condition in self._item.conditions:
            for value in condition.list_values():
                if condition.share is not None and value in parts:
                    shares.setdefault(parts[value], condition.share)
        feedback = {part: text for name, part in parts.items() if (text := self._get_feedback(name))}
        base = self._build_base()
        truth = read_truth(options, shares)
        if truth is not None:
            told = {read_truth(options, {part: 1.0}): text for part, text in feedback.items()}
            words = {"true_feedback": told.get(True, ""), "false_feedback": told.get(False, "")}
            true_key = keys.TrueFalseKey(kind="true_false", correct=truth, **words, **base)
            return bodies.TrueFalseBody(kind="true_false"), true_key
        key = keys.SingleKey(kind="single", shares=shares, feedback=feedback, **base)
        return bodies.SingleBody(kind="single", options=options), key

    def _read_multiple(self) -> Found:
        """Read several choices. Canvas writes that all are needed and counts each."""
        options, parts = self._read_options(self._response)
        scored = [each for each in self._item.conditions if each.share is not None and each.list_values()]
        rule: Any = "each" if self._item.declared_kind == "multiple_answers_question" else "all"
        if self._item.adds:
            shares = {parts[v]: each.share or 0.0 for each in scored for v in each.list_values() if v in parts}
            rule, shares = read_rule(shares, parts.values())
        else:
            best = max(scored, key=lambda each: each.share or 0.0, default=None)
            shares = {parts[value]: 1.0 for value in (best.list_values() if best else ()) if value in parts}
        feedback = {part: text for name, part in parts.items() if (text := self._get_feedback(name))}
        key = keys.MultipleKey(
            kind="multiple", rule=self._item.get_rule(rule), shares=shares, feedback=feedback, **self._build_base()
        )
        return bodies.MultipleBody(kind="multiple", options=options), key

    def _read_texts(self, response: str | None, scale: float = 1) -> tuple[list[keys.TextAnswer], bool]:
        """Return the accepted texts of a response, and whether capital letters count."""
        answers: dict[str, keys.TextAnswer] = {}
        match_case = False
        for condition in self._item.conditions:
            for test in condition.tests:
                is_known = test.name in ("varequal", "varsubstring") and not test.is_negated and test.value
                share = round((condition.share or 0) * scale, 4)
                share = 1.0 if share > _NEARLY_ALL else share
                if not is_known or share <= 0 or response not in (None, test.response):
                    continue
                is_part = test.name == "varsubstring"
                text = f".*{re.escape(test.value)}.*" if is_part else test.value
                feedback = self._get_feedback(test.value, test.response)
                answer = keys.TextAnswer(text=text, share=share, is_pattern=is_part, feedback=feedback)
                answers.setdefault(text, answer)
                match_case = match_case or test.match_case
        return list(answers.values()), match_case

    def _read_short(self) -> Found:
        answers, match_case = self._read_texts(None)
        key = keys.ShortKey(kind="short", answers=answers, match_case=match_case, **self._build_base())
        return bodies.ShortBody(kind="short"), key

    def _read_number(self) -> Found:
        answers = [
            keys.NumberAnswer(
                value=value,
                tolerance=format_number(tolerance),
                share=condition.share,
                feedback=self._get_feedback(value),
            )
            for condition in self._item.conditions
            if condition.share is not None and condition.share > 0
            for value, tolerance in _read_numbers(condition)
        ]
        return bodies.NumberBody(kind="number"), keys.NumberKey(kind="number", answers=answers, **self._build_base())

    def _read_ordering(self) -> Found:
        options, parts = self._read_options(self._response)
        orders = [each.list_values() for each in self._item.conditions if each.share is not None and each.share > 0]
        order = [parts[value] for value in (orders[0] if orders else ()) if value in parts]
        order = order if sorted(order) == sorted(parts.values()) else []
        rule: Any = self._item.get_rule("all")
        key = keys.OrderingKey(kind="ordering", order=order, rule=rule, **self._build_base())
        return bodies.OrderingBody(kind="ordering", items=options), key

    def _find_right(self, response: Element) -> str:
        """Return what is right in one response of several; "" for nothing."""
        name = response.get("ident", "")
        for condition in self._item.conditions:
            if condition.share is not None and condition.share > 0 and (values := condition.list_values(name)):
                return values[0]
        return ""

    def _read_matching(self) -> Found:
        responses = self._item.responses
        if not responses:
            raise BrokenQuestion("unreadable", detail="presentation")
        left_parts = make_part_ids(each.get("ident", "").removeprefix("response_") for each in responses)
        left, pairs = [], {}
        labels = {label.get("ident", ""): label for each in responses for label in list_labels(each)}
        right_parts = make_part_ids(labels)
        for part, each in zip(left_parts.values(), responses, strict=True):
            left.append(self._read_own_words(each, part))
            word = self._find_right(each)
            if word in right_parts:
                pairs[part] = right_parts[word]
        right = [self._read_option(label, right_parts[name]) for name, label in labels.items()]
        rule: Any = self._item.get_rule("each" if self._item.adds else "all")
        key = keys.MatchingKey(kind="matching", pairs=pairs, rule=rule, **self._build_base())
        return bodies.MatchingBody(kind="matching", left=left, right=right), key

    def _read_own_words(self, response: Element, part: str) -> Option:
        """Return the material of a response beside what can be chosen as an option."""
        own = Element("div")
        own.extend(child for child in response if not child.tag.startswith("render_"))
        return self._read_option(own, part)

    def _read_blanks(self, html: str) -> tuple[str, QuestionBody, QuestionKey]:
        """Return the HTML of the prompt, and gaps: typed unless the item says that they are chosen. A gap stands in
        the text as its name in brackets.
        """
        item = self._item
        names = [_read_name(each) for each in item.responses]
        parts = make_part_ids(names)
        gaps, right = [], {}
        match_case = False
        for name, response in zip(names, item.responses, strict=True):
            part = parts[name]
            is_chosen = response.tag == "response_lid" and item.declared_kind != "fill_in_multiple_blanks_question"
            if is_chosen:
                options, option_parts = self._read_options(response)
                gaps.append(bodies.Gap(id=part, kind="chosen", options=options))
                right[part] = keys.GapAnswer(option=option_parts.get(self._find_right(response)))
                continue
            scale = float(len(names)) if item.adds else 1.0
            answers, counts = self._read_texts(response.get("ident", ""), scale)
            words = {e.get("ident", ""): self._context.read_words(write_material(e)) for e in list_labels(response)}
            right[part] = keys.GapAnswer(
                answers=[each.model_copy(update={"text": words.get(each.text, each.text)}) for each in answers]
            )
            gaps.append(bodies.Gap(id=part, kind="typed"))
            match_case = match_case or counts
        for name in names:
            mark = f"[{name}]"
            html = html.replace(mark, f"[[{parts[name]}]]", 1) if mark in html else f"{html} [[{parts[name]}]]"
        before, after = _split_html(html)
        rule: Any = item.get_rule("each" if item.adds else "all")
        key = keys.GapKey(
            kind="gap",
            gaps=right,
            rule=rule,
            match_case=match_case or bool(item.get_fact(f"{OWN}match_case")),
            **self._build_base(),
        )
        return before, bodies.GapBody(kind="gap", text=self._context.read_words(after), gaps=gaps), key

    def _read_essay(self) -> Found:
        return bodies.EssayBody(kind="essay"), keys.EssayKey(kind="essay", **self._build_base())

    def _read_file(self) -> Found:
        return bodies.FileBody(kind="file"), keys.FileKey(kind="file", **self._build_base())


def _read_name(response: Element) -> str:
    """Return the name of a gap: its material, else the end of its identifier."""
    own = Element("div")
    own.extend(child for child in response if not child.tag.startswith("render_"))
    words = re.sub(r"<[^>]*>", "", write_material(own)).strip()
    return words or response.get("ident", "").removeprefix("response_")


def _split_html(html: str) -> tuple[str, str]:
    """Return the blocks before the first gap, and the others with what stands between them."""
    root = Element("div")
    add_html(root, html)
    blocks = list(root)
    start = 0
    if "[[" not in (root.text or ""):
        start = next((n for n, each in enumerate(blocks) if "[[" in "".join(each.itertext()) + (each.tail or "")), 0)
    parts = [tostring(each, encoding="unicode", method="html") for each in blocks]
    return "".join(parts[:start]), (root.text or "" if not start else "") + "".join(parts[start:])


def _read_numbers(condition: Condition) -> Iterator[tuple[str, Decimal]]:
    """Yield numbers with their tolerance. A range around a number that is named too belongs to it."""
    exact = [value for each in condition.list_values() if (value := read_number(each)) is not None]
    low, high = (
        [bound for test in condition.tests if test.name in names and (bound := read_decimal(test.value)) is not None]
        for names in (("vargte", "vargt"), ("varlte", "varlt"))
    )
    for number, least, most in zip_longest(exact, low, high):
        if least is None or most is None:
            if number is not None:
                yield number, Decimal(0)
            continue
        middle = (least + most) / 2
        value = number if number is not None and Decimal(number) == middle else read_number(format_number(middle))
        if value is not None:
            yield value, abs(most - least) / 2


_READERS: dict[str, Callable[[_Reader], Found]] = {
    "single": _Reader._read_choice,
    "true_false": _Reader._read_choice,
    "multiple": _Reader._read_multiple,
    "short": _Reader._read_short,
    "number": _Reader._read_number,
    "ordering": _Reader._read_ordering,
    "matching": _Reader._read_matching,
    "essay": _Reader._read_essay,
    "file": _Reader._read_file,
}
