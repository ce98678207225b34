"""Write each kind of question as an interaction of QTI, with names as in 2.1 and 2.2."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

from apps.quizzes.formats.collecting import BrokenQuestion
from apps.quizzes.formats.prompts import make_document, write_html
from apps.quizzes.formats.qti.archives import add, add_html, guess_type
from apps.quizzes.formats.qti.item_writer import RESPONSE, ItemBuilder, add_mapping, set_feedback
from apps.quizzes.formats.qti.packages import make_identifier
from apps.quizzes.formats.qti.scoring import format_number
from apps.quizzes.formats.qti.words import TRUTH
from apps.quizzes.questions import bodies, keys
from apps.quizzes.questions.parts import Option

PICTURE_WIDTH = 1000
"""Coordinates of hotspots are counted in a picture of this width."""
_GAP = re.compile(r"\[\[([A-Za-z0-9_-]{1,36})\]\]")


def write_kind(item: ItemBuilder) -> None:
    """Add declaration, interaction and rules of the draft. Raise BrokenQuestion for a kind that QTI does not have and
    for a question without a right answer.
    """
    body, key = item.draft.body, item.draft.key
    write = _WRITERS.get(body.kind)
    if write is None:
        raise BrokenQuestion("kind_not_in_format", kind=body.kind)
    write(item, body, key)


def _write_single(item: ItemBuilder, body: bodies.SingleBody, key: keys.SingleKey) -> None:
    best = max(key.shares, key=lambda part: key.shares[part], default=None)
    if best is None or key.shares[best] <= 0:
        raise BrokenQuestion("no_right_answer")
    declaration = _write_choices(item, body.options, [best], cardinality="single", most=1, feedback=key.feedback)
    if key.shares == {best: 1}:
        item.score_match()
    else:
        add_mapping(declaration, {make_identifier(part): item.scale(share) for part, share in key.shares.items()})
        item.use_template("map_response")


def _write_choices(
    item: ItemBuilder, options: list[Option], right: list[str], *, cardinality: str, most: int, feedback: dict[str, str]
) -> Element:
    """Add options and their feedback; return the declaration."""
    declaration = item.declare(RESPONSE, cardinality, "identifier", [make_identifier(part) for part in right])
    interaction = add(item.body, "choiceInteraction", responseIdentifier=RESPONSE, shuffle="true", maxChoices=str(most))
    item.add_options(interaction, "simpleChoice", options)
    item.feedback_of_parts = {make_identifier(part): text for part, text in feedback.items() if text}
    if item.feedback_of_parts:
        item.add_outcome("FEEDBACK", "identifier", cardinality=cardinality)
    return declaration


def _write_multiple(item: ItemBuilder, body: bodies.MultipleBody, key: keys.MultipleKey) -> None:
    right = [option.id for option in body.options if key.shares.get(option.id, 0) > 0]
    if not right:
        raise BrokenQuestion("no_right_answer")
    declaration = _write_choices(item, body.options, right, cardinality="multiple", most=0, feedback=key.feedback)
    if key.rule == "all":
        item.score_match()
        return
    most = format_number(item.points)
    if key.rule == "each":
        step = item.points / len(right)
        add_mapping(
            declaration, {make_identifier(part): step for part in right}, default=-step, lowerBound="0", upperBound=most
        )
    else:
        values = {make_identifier(part): item.scale(share) for part, share in key.shares.items()}
        add_mapping(declaration, values, lowerBound="0", upperBound=most)
    item.use_template("map_response")


def _write_true_false(item: ItemBuilder, _body: bodies.TrueFalseBody, key: keys.TrueFalseKey) -> None:
    words = TRUTH[item.draft.language]
    options = [Option(id="true", text=words[0]), Option(id="false", text=words[1])]
    feedback = {"true": key.true_feedback, "false": key.false_feedback}
    right = "true" if key.correct else "false"
    _write_choices(item, options, [right], cardinality="single", most=1, feedback=feedback)
    item.score_match()


def _write_short(item: ItemBuilder, _body: bodies.ShortBody, key: keys.ShortKey) -> None:
    if not key.answers:
        raise BrokenQuestion("no_right_answer")
    best = max(key.answers, key=lambda answer: answer.share)
    declaration = item.declare(RESPONSE, "single", "string", [] if best.is_pattern else [best.text])
    add(add(item.body, "p"), "textEntryInteraction", responseIdentifier=RESPONSE)
    texts = {answer.text for answer in key.answers}
    if len(texts) == len(key.answers) and not any(each.is_pattern or each.feedback for each in key.answers):
        add_mapping(declaration, {each.text: item.scale(each.share) for each in key.answers})
        _mark_case(declaration, key.match_case)
        item.use_template("map_response")
        return
    chain = _Chain(item)
    for answer in sorted(key.answers, key=lambda answer: -answer.share):
        if answer.is_pattern:
            test = chain.add("patternMatch", answer.share, answer.feedback, pattern=answer.text)
            add(test, "variable", identifier=RESPONSE)
        else:
            shape = {"caseSensitive": "true" if key.match_case else "false", "substring": "false"}
            test = chain.add("stringMatch", answer.share, answer.feedback, **shape)
            add(test, "variable", identifier=RESPONSE)
            add(test, "baseValue", answer.text, baseType="string")


def _write_number(item: ItemBuilder, _body: bodies.NumberBody, key: keys.NumberKey) -> None:
    if not key.answers:
        raise BrokenQuestion("no_right_answer")
    item.lose_where(units=key.units)
    answers = sorted(key.answers, key=lambda answer: -answer.share)
    item.declare(RESPONSE, "single", "float", [answers[0].value])
    add(add(item.body, "p"), "textEntryInteraction", responseIdentifier=RESPONSE)
    chain = _Chain(item)
    for answer in answers:
        exact = Decimal(answer.tolerance) == 0
        shape = {"toleranceMode": "exact"} if exact else {
            "toleranceMode": "absolute", "tolerance": f"{answer.tolerance} {answer.tolerance}"
        }  # fmt: skip
        test = chain.add("equal", answer.share, answer.feedback, **shape)
        add(test, "variable", identifier=RESPONSE)
        add(test, "baseValue", answer.value, baseType="float")


def _write_ordering(item: ItemBuilder, body: bodies.OrderingBody, key: keys.OrderingKey) -> None:
    item.lose_where(rule=key.rule == "pairs")
    item.declare(RESPONSE, "ordered", "identifier", [make_identifier(part) for part in key.order])
    interaction = add(item.body, "orderInteraction", responseIdentifier=RESPONSE, shuffle="true")
    item.add_options(interaction, "simpleChoice", body.items)
    if key.rule == "all":
        item.score_match()
        return
    for place in range(1, len(key.order) + 1):
        branch = add(add(item.rules, "responseCondition"), "responseIf")
        test = add(branch, "match")
        for tag in ("variable", "correct"):
            add(add(test, "index", n=str(place)), tag, identifier=RESPONSE)
        total = add(add(branch, "setOutcomeValue", identifier="SCORE"), "sum")
        add(total, "variable", identifier="SCORE")
        add(total, "baseValue", format_number(item.points / len(key.order)), baseType="float")


def _write_matching(item: ItemBuilder, body: bodies.MatchingBody, key: keys.MatchingKey) -> None:
    pairs = [f"{make_identifier(left)} {make_identifier(right)}" for left, right in key.pairs.items()]
    declaration = item.declare(RESPONSE, "multiple", "directedPair", pairs)
    interaction = add(item.body, "matchInteraction", responseIdentifier=RESPONSE, shuffle="true", maxAssociations="0")
    for options, most in ((body.left, "1"), (body.right, "0")):
        item.add_options(add(interaction, "simpleMatchSet"), "simpleAssociableChoice", options, matchMax=most)
    if key.rule == "all":
        item.score_match()
        return
    add_mapping(declaration, dict.fromkeys(pairs, item.points / max(len(pairs), 1)))
    item.use_template("map_response")


def _write_gap(item: ItemBuilder, body: bodies.GapBody, key: keys.GapKey) -> None:
    worth = Decimal(1) if key.rule == "all" else item.points / max(len(body.gaps), 1)
    block, places = Element("div"), dict[str, Element]()
    add_html(block, write_html(make_document(body.text)))
    for gap in body.gaps:
        right, identifier = key.gaps.get(gap.id, keys.GapAnswer()), make_identifier(gap.id)
        if gap.kind == "chosen":
            if right.option is None:
                raise BrokenQuestion("no_right_answer")
            values = {make_identifier(right.option): worth}
            declaration = item.declare(identifier, "single", "identifier", list(values))
            add_mapping(declaration, values)
            made = Element("inlineChoiceInteraction", responseIdentifier=identifier, shuffle="true")
            for option in gap.options:
                add(made, "inlineChoice", option.text, identifier=make_identifier(option.id))
            item.lose_where(pictures=any(option.picture for option in gap.options))
        else:
            texts = [each for each in right.answers if not each.is_pattern]
            item.lose_where(patterns=len(texts) < len(right.answers), feedback=any(each.feedback for each in texts))
            if not texts:
                raise BrokenQuestion("no_right_answer")
            best = max(texts, key=lambda answer: answer.share)
            declaration = item.declare(identifier, "single", "string", [best.text])
            add_mapping(declaration, {each.text: Decimal(repr(each.share)) * worth for each in texts})
            _mark_case(declaration, key.match_case)
            made = Element("textEntryInteraction", responseIdentifier=identifier)
        places[gap.id] = made
    _put_into_text(block, places)
    item.body.append(block)
    needed = Decimal(len(body.gaps)) if key.rule == "all" else None
    item.score_maps([make_identifier(gap.id) for gap in body.gaps], needed=needed)


def _write_essay(item: ItemBuilder, body: bodies.EssayBody, key: keys.EssayKey) -> None:
    item.lose_where(word_limits=body.min_words or body.max_words)
    item.declare(RESPONSE, "single", "string", [])
    add(item.body, "extendedTextInteraction", responseIdentifier=RESPONSE)
    _add_guide(item, key.guide)


def _write_file(item: ItemBuilder, body: bodies.FileBody, key: keys.FileKey) -> None:
    item.lose_where(max_files=body.max_files > 1)
    item.declare(RESPONSE, "single", "file", [])
    add(item.body, "uploadInteraction", responseIdentifier=RESPONSE)
    _add_guide(item, key.guide)


def _add_guide(item: ItemBuilder, guide: str) -> None:
    if guide:
        add_html(add(item.body, "rubricBlock", view="scorer"), write_html(make_document(guide)))


def _write_hotspot(item: ItemBuilder, body: bodies.HotspotBody, key: keys.HotspotKey) -> None:
    path = None if body.picture is None else item.find_path(body.picture)
    if path is None or not key.regions:
        raise BrokenQuestion("no_right_answer")
    width, height = PICTURE_WIDTH, round(PICTURE_WIDTH / key.aspect)
    worth = Decimal(1) if key.rule == "all" else item.points
    values = [Decimal(repr(region.share)) * worth for region in key.regions]
    declaration = item.declare(RESPONSE, "multiple", "point", [])
    mapping = add(declaration, "areaMapping", defaultValue=format_number(-min(values)), lowerBound="0")
    for region, value in zip(key.regions, values, strict=True):
        shape, coords = _write_region(region, width, height)
        add(mapping, "areaMapEntry", shape=shape, coords=coords, mappedValue=format_number(value))
    interaction = add(item.body, "selectPointInteraction", responseIdentifier=RESPONSE, maxChoices=str(body.points))
    add(interaction, "object", data=path, type=guess_type(path), width=str(width), height=str(height))
    if key.rule == "all":
        item.score_needed(Element("mapResponsePoint", identifier=RESPONSE), sum(values, Decimal(0)))
    else:
        item.use_template("map_response_point")


class _Chain:
    """Rules of a typed response: the first test that holds gives points and feedback."""

    def __init__(self, item: ItemBuilder) -> None:
        self._item = item
        self._condition = add(item.rules, "responseCondition")
        self._has_feedback = False

    def add(self, tag: str, share: float, feedback: str, **attributes: str) -> Element:
        """Add a branch; return its test."""
        branch = add(self._condition, "responseElseIf" if len(self._condition) else "responseIf")
        test = add(branch, tag, **attributes)
        self._item.set_score(branch, self._item.scale(share))
        if feedback:
            name = f"answer-{len(self._condition)}"
            if not self._has_feedback:
                self._item.add_outcome("FEEDBACK", "identifier")
                self._has_feedback = True
            set_feedback(branch, "FEEDBACK", name)
            self._item.add_modal("FEEDBACK", name, feedback)
        return test


def _mark_case(declaration: Element, match_case: bool) -> None:
    for entry in declaration.iter("mapEntry"):
        entry.set("caseSensitive", "true" if match_case else "false")


def _put_into_text(block: Element, places: dict[str, Element]) -> None:
    """Put elements where their marks stand in the texts of the block."""
    for parent in list(block.iter()):
        texts = [parent.text or "", *(child.tail or "" for child in parent)]
        children: list[Element] = list(parent)
        made: list[str | Element] = []
        for index, text in enumerate(texts):
            pieces = _GAP.split(text)
            made += [places.get(piece, f"[[{piece}]]") if n % 2 else piece for n, piece in enumerate(pieces)]
            made += children[index : index + 1]
        for child in children:
            parent.remove(child)
            child.tail = None
        parent.text = None
        for each in made:
            if isinstance(each, Element):
                parent.append(each)
            elif len(parent):
                parent[-1].tail = (parent[-1].tail or "") + each
            else:
                parent.text = (parent.text or "") + each


def _write_region(region: keys.Region, width: int, height: int) -> tuple[str, str]:
    """Return shape and coordinates in pixels."""
    places = [(round(point.x * width), round(point.y * height)) for point in region.points]
    if region.shape == "circle":
        (x, y), (rim_x, rim_y) = places[:2]
        radius = round(((rim_x - x) ** 2 + (rim_y - y) ** 2) ** 0.5)
        return "circle", f"{x},{y},{radius}"
    if region.shape == "rectangle":
        xs, ys = sorted(x for x, _y in places[:2]), sorted(y for _x, y in places[:2])
        return "rect", f"{xs[0]},{ys[0]},{xs[1]},{ys[1]}"
    return "poly", ",".join(f"{x},{y}" for x, y in places)


_WRITERS: dict[str, Callable[[ItemBuilder, Any, Any], None]] = {
    "single": _write_single,
    "multiple": _write_multiple,
    "true_false": _write_true_false,
    "short": _write_short,
    "number": _write_number,
    "ordering": _write_ordering,
    "matching": _write_matching,
    "gap": _write_gap,
    "essay": _write_essay,
    "file": _write_file,
    "hotspot": _write_hotspot,
}
