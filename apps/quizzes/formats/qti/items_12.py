"""Parts of an item of QTI 1.2: its metadata, texts, responses, conditions and feedback."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from xml.etree.ElementTree import Element

from apps.quizzes.formats.qti.scoring import read_decimal
from apps.quizzes.formats.qti.texts import write_inner_html

OWN = "talim_"
"""Labels of metadata that other platforms pass over begin with it."""
_RESPONSES = {"response_lid", "response_str", "response_num", "response_grp", "response_xy"}
_TEXTS = {"mattext", "mat_formattedtext"}
_KINDS = {
    "single": "multiple_choice_question, cc.multiple_choice.v0p1, multiple choice, either/or, opinion scale",
    "multiple": "multiple_answers_question, cc.multiple_response.v0p1, multiple answer",
    "true_false": "true_false_question, cc.true_false.v0p1, true/false",
    "short": "short_answer_question, cc.fib.v0p1, cc.pattern_match.v0p1, fill in the blank",
    "number": "numerical_question, numeric",
    "blanks": "fill_in_multiple_blanks_question, multiple_dropdowns_question, fill in the blank plus",
    "matching": "matching_question, matching",
    "ordering": "ordering_question, ordering",
    "essay": "essay_question, cc.essay.v0p1, essay, short response",
    "file": "file_upload_question, file upload",
    "": "hot spot, quiz bowl, calculated",
}
_KIND_OF = {name: kind for kind, names in _KINDS.items() for name in names.split(", ")}


@dataclass(frozen=True)
class Test:
    """A test of a response: `name` is the element, as "varequal"."""

    name: str
    response: str
    value: str
    match_case: bool
    is_negated: bool


@dataclass(frozen=True)
class Condition:
    """A condition, the share of the points that it sets or adds (None: none), and the feedback that it shows."""

    tests: list[Test]
    share: float | None
    adds: bool
    feedback: list[str]

    def list_values(self, response: str | None = None) -> list[str]:
        """Return what a response (None: any) is asked to equal."""
        return [
            each.value
            for each in self.tests
            if each.name == "varequal" and not each.is_negated and response in (None, each.response)
        ]


@dataclass
class Feedback:
    """Texts that are shown, as HTML: after the result, and after an answer, by response and value."""

    by_result: dict[str, str] = field(default_factory=dict)
    by_answer: dict[tuple[str, str], str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


class Item:
    """An `item` with what is said of it."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.facts: dict[str, list[str]] = {}
        for each in element.iter("qtimetadatafield"):
            label = (each.findtext("fieldlabel") or "").strip().lower()
            self.facts.setdefault(label, []).append((each.findtext("fieldentry") or "").strip())
        for each in element.iterfind("itemmetadata/*"):
            if each.tag.startswith("bbmd_"):
                self.facts.setdefault(each.tag, []).append((each.text or "").strip())
        presentation = element.find("presentation")
        self.presentation = presentation if presentation is not None else Element("presentation")
        self.responses = [each for each in self.presentation.iter() if each.tag in _RESPONSES]
        self.declared_kind = self.get_fact("question_type") or self.get_fact("cc_profile")
        self.declared_kind = (self.declared_kind or self.get_fact("bbmd_questiontype")).lower()
        most = [read_decimal(each.get("maxvalue")) for each in element.iterfind("resprocessing/outcomes/decvar")]
        self._most = next((value for value in most if value), None)
        self.conditions = [self._read_condition(each) for each in element.iterfind("resprocessing/respcondition")]

    def get_fact(self, label: str) -> str:
        """Return the first entry under a label, "" for none."""
        return self.facts.get(label, [""])[0]

    @property
    def kind(self) -> str:
        """The kind that the item declares, else the one that its responses look like; "" for none."""
        if self.declared_kind in _KIND_OF:
            return _KIND_OF[self.declared_kind]
        tags = {each.tag for each in self.responses}
        if self.declared_kind.endswith("_question"):
            return ""
        if len(self.responses) > 1:
            labels = {tuple(each.get("ident") for each in lid.iter("response_label")) for lid in self.responses}
            return "" if tags - {"response_lid", "response_str"} else "matching" if len(labels) == 1 else "blanks"
        if tags == {"response_lid"}:
            by_cardinality = {"multiple": "multiple", "ordered": "ordering"}
            return by_cardinality.get(self.responses[0].get("rcardinality", "").lower(), "single")
        if tags == {"response_num"}:
            return "number"
        if tags == {"response_str"}:
            return "short" if any(each.list_values() for each in self.conditions) else "essay"
        return ""

    @property
    def language(self) -> str:
        """The language that the item or its texts name, as "ru"; "" where they name none or several."""
        named = [self.get_fact(f"{OWN}language"), self.element.get("lang", "")]
        of_texts = {each.get("lang", "")[:2].lower() for each in self.presentation.iter("mattext")} - {""}
        return next((name[:2].lower() for name in named if name), of_texts.pop() if len(of_texts) == 1 else "")

    @property
    def points(self) -> Decimal:
        """The points of the item; 1 where nothing is said."""
        said = [read_decimal(self.get_fact(label)) for label in ("points_possible", "cc_weighting", "qmd_weighting")]
        most = None if self._most == 100 else self._most
        return next((value for value in (*said, most) if value and value > 0), Decimal(1))

    @property
    def adds(self) -> bool:
        """Whether points are added up, not set at once."""
        return any(each.adds for each in self.conditions)

    def get_rule(self, otherwise: str) -> str:
        """Return the rule of the points that the item names, else what is given."""
        return self.get_fact(f"{OWN}rule") or otherwise

    def read_prompt_html(self) -> str:
        """Return the text above the responses as HTML."""
        return "".join(_write_materials(self.presentation, within_responses=False))

    def read_feedback(self) -> Feedback:
        """Return all feedback."""
        made = Feedback()
        for each in self.element.iterfind("itemfeedback"):
            html, name = "".join(_write_materials(each)), each.get("ident", "")
            word = name.casefold().removesuffix("_fb")
            if not html:
                continue
            if word in ("correct", "incorrect", "general_incorrect", "general") or each.find("solution") is not None:
                key = {"correct": "right", "incorrect": "wrong", "general_incorrect": "wrong"}.get(word, "explanation")
                made.by_result[f"{key}_feedback" if key != "explanation" else key] = html
                continue
            linked = [condition for condition in self.conditions if name in condition.feedback]
            answers = [
                (test.response, test.value)
                for condition in linked
                for test in condition.tests
                if test.name == "varequal" and not test.is_negated
            ]
            made.by_answer.update(dict.fromkeys(answers, html))
            if not answers:
                made.unknown.append(name)
        return made

    def _read_condition(self, element: Element) -> Condition:
        variable = element.find("conditionvar")
        tests = [] if variable is None else list(_read_tests(variable))
        share, adds = None, False
        for each in element.iterfind("setvar"):
            action, value = each.get("action", "Set").lower(), (each.text or "").strip()
            number = read_decimal(value)
            if value.lower() == "score.max":
                share = 1.0
            elif number is not None:
                share = float(max(min(number / self._get_most(), Decimal(1)), Decimal(-1)))
                share = -share if action == "subtract" else share
            adds = action in ("add", "subtract")
        return Condition(
            tests, share, adds, [each.get("linkrefid", "") for each in element.iterfind("displayfeedback")]
        )

    def _get_most(self) -> Decimal:
        """Return the value of the score that all points are: as declared, else as the conditions can give."""
        if self._most is None:
            values = [(each.get("action", "Set"), read_decimal(each.text)) for each in self.element.iter("setvar")]
            added = sum((value for action, value in values if value and value > 0 and action == "Add"), Decimal(0))
            self._most = max([added, *(value for action, value in values if value and action == "Set")]) or Decimal(1)
        return abs(self._most)


def write_material(element: Element) -> str:
    """Return the texts, pictures and recordings of the element as HTML."""
    return "".join(_write_materials(element))


def list_labels(response: Element) -> list[Element]:
    """Return what can be chosen in a response."""
    return list(response.iter("response_label"))


def _write_materials(element: Element, *, within_responses: bool = True) -> Iterator[str]:
    for child in element:
        if child.tag in _TEXTS:
            yield _write_text(child)
        elif child.tag in ("matimage", "mataudio", "matvideo"):
            tag = {"matimage": "img", "mataudio": "audio", "matvideo": "video"}[child.tag]
            end = "" if tag == "img" else f"</{tag}>"
            yield f'<{tag} src="{escape(child.get("uri", ""))}">{end}'
        elif child.tag == "matbreak":
            yield "<br>"
        elif within_responses or child.tag not in _RESPONSES:
            yield from _write_materials(child, within_responses=within_responses)


def _write_text(element: Element) -> str:
    if len(element):
        return write_inner_html(element)
    text = element.text or ""
    is_html = "html" in (element.get("texttype") or element.get("type") or "").lower()
    return text if is_html else escape(text.strip(), quote=False).replace("\n", "<br>")


def _read_tests(element: Element, *, is_negated: bool = False) -> Iterator[Test]:
    for child in element:
        if child.tag in ("and", "or", "not"):
            yield from _read_tests(child, is_negated=is_negated != (child.tag == "not"))
        elif child.tag.startswith("var"):
            value = " ".join("".join(child.itertext()).split())
            match_case = child.get("case", "No").lower() == "yes"
            yield Test(child.tag, child.get("respident", ""), value, match_case, is_negated)
