"""How an item of QTI 2.x or 3.0 is scored: its declarations, and the forms of response processing that are known.

Names are those of 2.x: `normalize_names` gives a tree of 3.0 the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Literal
from xml.etree.ElementTree import Element

_KEBAB = re.compile(r"-([a-z])")
NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,15})?")


def normalize_names(root: Element) -> None:
    """Rename elements and attributes of QTI 3.0 (`qti-simple-choice`) as 2.x has them (`simpleChoice`), in place."""
    for element in root.iter():
        if element.tag.startswith("qti-"):
            element.tag = _to_camel(element.tag[4:])
            for name in [name for name in element.attrib if "-" in name and not name.startswith("data-")]:
                element.set(_to_camel(name), element.attrib.pop(name))


def read_decimal(text: str | None) -> Decimal | None:
    """Return a number, None for what is none or not finite."""
    try:
        number = Decimal((text or "").strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= 29 else None


def format_number(number: Decimal) -> str:
    """Return a number in digits, without zeros at the end."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_number(text: str) -> str | None:
    """Return a number as drafts hold it: as it is written, where that is possible."""
    if NUMBER.fullmatch(text.strip()):
        return text.strip()
    number = read_decimal(text)
    if number is None:
        return None
    whole, _point, decimals = format_number(number).partition(".")
    made = f"{whole}.{decimals[:15]}" if decimals else whole
    return made if NUMBER.fullmatch(made) else None


@dataclass
class Response:
    """A response declaration. `mapping`: points by value; `areas`: shape, coordinates and points; None: not mapped."""

    identifier: str
    cardinality: str
    base_type: str
    correct: list[str] = field(default_factory=list)
    mapping: dict[str, Decimal] | None = None
    match_case: bool = True
    default: Decimal = Decimal(0)
    upper: Decimal | None = None
    areas: list[tuple[str, str, Decimal]] | None = None

    def get_most(self) -> Decimal:
        """Return the largest number of points that its mapping can give."""
        values = [*(self.mapping or {}).values(), *(area[2] for area in self.areas or ())]
        if self.cardinality == "single":
            most = max(values, default=Decimal(0))
        else:
            most = sum((value for value in values if value > 0), Decimal(0))
        return min(most, self.upper) if self.upper is not None else most


@dataclass(frozen=True)
class Test:
    """A test of a typed response: it equals `text`, matches it as a pattern, or lies within `tolerance` of it."""

    text: str
    tolerance: Decimal = Decimal(0)
    is_pattern: bool = False
    match_case: bool = True


@dataclass(frozen=True)
class Branch:
    """What the response processing does after a test: points (None: nothing said) and feedback."""

    tests: list[Test]
    points: Decimal | None
    feedback: list[str]


class Scoring:
    """The declarations and response processing of an item."""

    def __init__(self, item: Element) -> None:
        declared = [_read_response(each) for each in item.iterfind("responseDeclaration")]
        self.responses = {each.identifier: each for each in declared}
        processing = item.find("responseProcessing")
        self._processing = processing if processing is not None else Element("responseProcessing")
        self._template = self._processing.get("template", "") or self._processing.get("templateLocation", "")
        self._tags = {each.tag for each in self._processing.iter()}
        self.points = self._read_points(item)

    def is_mapped(self, response: Response) -> bool:
        """Whether the mapping gives the points, not the correct response alone."""
        if response.mapping is None and response.areas is None:
            return False
        if self._template:
            return "match_correct" not in self._template
        return bool(self._tags & {"mapResponse", "mapResponsePoint"}) or "match" not in self._tags

    @property
    def needs_all(self) -> bool:
        """Whether points come for the whole of a mapping only."""
        return any(
            each[0].tag in ("sum", "mapResponse", "mapResponsePoint") and each[1].tag == "baseValue"
            for each in self._processing.iter("gte")
            if len(each) == 2
        )

    @property
    def gap_rule(self) -> Literal["all", "each"]:
        """How several responses are scored: all together, or each for itself."""
        is_one = "mapResponse" not in self._tags and "and" in self._tags
        return "all" if self.needs_all or is_one else "each"

    @property
    def counts_places(self) -> bool:
        """Whether each place of an order counts."""
        return "index" in self._tags

    @property
    def has_part_orders(self) -> bool:
        """Whether certain other orders give some points."""
        return "ordered" in self._tags

    def read_branches(self, identifier: str) -> Iterator[Branch]:
        """Yield what is done for tests of this response, in order."""
        for element in self._processing.iter():
            if element.tag not in ("responseIf", "responseElseIf") or not len(element):
                continue
            tests = list(self._read_tests(element[0], identifier))
            if tests:
                yield Branch(tests, *_read_effects(element))

    def find_feedback_branch(self, feedback: str) -> str:
        """Return "right" or "wrong" for feedback that is set where the response is correct, or where it is not; "part"
        where this tells of some of several responses only; else "".
        """
        asked = {each.identifier for each in self.responses.values() if each.correct}
        for condition in self._processing.iter("responseCondition"):
            first = condition.find("responseIf")
            if first is None or first.find(".//correct") is None:
                continue
            is_part = bool(asked - {each.get("identifier", "") for each in first[0].iter("correct")})
            if feedback in _read_effects(first)[1]:
                return "part" if is_part else "wrong" if first.find("not") is not None else "right"
            rest = condition.find("responseElse")
            if rest is not None and feedback in _read_effects(rest)[1]:
                return "part" if is_part else "wrong"
        return ""

    def _read_points(self, item: Element) -> Decimal:
        outcomes = {each.get("identifier", ""): each for each in item.iterfind("outcomeDeclaration")}
        found = None
        if "MAXSCORE" in outcomes:
            found = read_decimal(outcomes["MAXSCORE"].findtext("defaultValue/value"))
        if found is None and "SCORE" in outcomes:
            found = read_decimal(outcomes["SCORE"].get("normalMaximum"))
        if found is None and not self._template:
            rules = [each for each in self._processing.iter("setOutcomeValue") if each.get("identifier") == "SCORE"]
            set_values = [value for rule in rules if (value := read_decimal(rule.findtext("baseValue")))]
            added = [value for rule in rules if (value := read_decimal(rule.findtext("sum/baseValue")))]
            found = max(set_values) if set_values else sum(added, Decimal(0)) or None
        if found is None:
            mapped = [each.get_most() for each in self.responses.values() if self.is_mapped(each)]
            found = sum(mapped, Decimal(0))
        return found if found > 0 else Decimal(1)

    def _read_tests(self, test: Element, identifier: str) -> Iterator[Test]:
        if test.tag in ("or", "member"):
            for each in test:
                yield from self._read_tests(each, identifier)
            return
        variable = test.find("variable")
        if variable is None and test.tag != "and":
            return
        if variable is not None and variable.get("identifier") != identifier:
            return
        value = (test.findtext("baseValue") or "").strip()
        texts = [value] if value else []
        if test.find("correct") is not None and identifier in self.responses:
            texts = self.responses[identifier].correct
        if test.tag == "and":
            yield from _read_range(test, identifier)
        elif test.tag == "patternMatch":
            yield Test(test.get("pattern", ""), is_pattern=True)
        elif test.tag in ("match", "stringMatch", "equal"):
            match_case = test.get("caseSensitive", "true") != "false"
            for text in texts:
                yield Test(text, _read_tolerance(test, text), match_case=match_case)


def _read_tolerance(test: Element, text: str) -> Decimal:
    values = [read_decimal(each) for each in test.get("tolerance", "").split()]
    number = read_decimal(text)
    if not values or values[0] is None or number is None or test.get("toleranceMode", "exact") == "exact":
        return Decimal(0)
    return abs(number * values[0] / 100) if test.get("toleranceMode") == "relative" else values[0]


def _read_range(test: Element, identifier: str) -> Iterator[Test]:
    """Yield the test of a range: `and` of gte (or gt) and lte (or lt)."""
    bounds: dict[str, Decimal] = {}
    for each in test:
        variable, value = each.find("variable"), read_decimal(each.findtext("baseValue"))
        if variable is not None and variable.get("identifier") == identifier and value is not None:
            bounds[each.tag[:2]] = value
    if bounds.keys() == {"gt", "lt"}:
        yield Test(format_number((bounds["gt"] + bounds["lt"]) / 2), abs(bounds["lt"] - bounds["gt"]) / 2)


def _read_effects(branch: Element) -> tuple[Decimal | None, list[str]]:
    points, feedback = None, []
    for rule in branch.iterfind("setOutcomeValue"):
        values = [(each.text or "").strip() for each in rule.iter("baseValue")]
        if rule.get("identifier") == "SCORE":
            points = read_decimal(values[0]) if len(values) == 1 else None
        else:
            feedback += values
    return points, feedback


def _read_response(declaration: Element) -> Response:
    response = Response(
        declaration.get("identifier", ""), declaration.get("cardinality", "single"), declaration.get("baseType", "")
    )
    values = declaration.iterfind("correctResponse/value")
    response.correct = [text for value in values if (text := " ".join("".join(value.itertext()).split()))]
    mapping, areas = declaration.find("mapping"), declaration.find("areaMapping")
    if mapping is not None:
        response.mapping = {}
        for entry in mapping.iterfind("mapEntry"):
            key = " ".join(entry.get("mapKey", "").split())
            response.mapping[key] = read_decimal(entry.get("mappedValue")) or Decimal(0)
        response.match_case = any(
            entry.get("caseSensitive", "true") != "false" for entry in mapping.iterfind("mapEntry")
        )
    elif areas is not None:
        response.areas = [
            (entry.get("shape", ""), entry.get("coords", ""), read_decimal(entry.get("mappedValue")) or Decimal(0))
            for entry in areas.iterfind("areaMapEntry")
        ]
    bounded = mapping if mapping is not None else areas
    if bounded is not None:
        response.default = read_decimal(bounded.get("defaultValue")) or Decimal(0)
        response.upper = read_decimal(bounded.get("upperBound"))
    return response


def _to_camel(name: str) -> str:
    return _KEBAB.sub(lambda match: match[1].upper(), name)
