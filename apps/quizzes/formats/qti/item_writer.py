"""Parts of an item of QTI, with names as in 2.1 and 2.2: declarations, rules, prompt and feedback."""

from decimal import Decimal
from uuid import UUID
from xml.etree.ElementTree import Element

from apps.quizzes.formats.prompts import write_html
from apps.quizzes.formats.qti.archives import PackageWriter, add, add_html, guess_type, write_words
from apps.quizzes.formats.qti.packages import make_identifier
from apps.quizzes.formats.qti.scoring import format_number
from apps.quizzes.questions import keys
from apps.quizzes.questions.drafts import QuestionDraft
from apps.quizzes.questions.parts import Option

RESPONSE = "RESPONSE"


class ItemBuilder:
    """An `assessmentItem` that grows. `template`: the address of the standard templates of response processing, with
    `%s` for their name. `lost`: what the item cannot say.
    """

    def __init__(self, draft: QuestionDraft, identifier: str, package: PackageWriter, *, template: str) -> None:
        self.draft, self._package, self._template = draft, package, template
        self.lost: list[str] = []
        self._item = Element("assessmentItem", identifier=identifier, title=draft.name)
        self._item.attrib |= {"xml:lang": draft.language, "adaptive": "false", "timeDependent": "false"}
        self.points = draft.points
        self._outcomes: list[Element] = []
        self._modals: list[Element] = []
        self.rules = Element("responseProcessing")
        self.body = Element("itemBody")
        self.feedback_of_parts: dict[str, str] = {}

        if draft.key.penalty:
            self.lost.append("penalty")
        if draft.key.hints:
            self.lost.append("hints")
        self._add_prompt()

    def finish(self) -> Element:
        """Add what stands after the interaction; return the item."""
        self.add_outcome("SCORE", "float", "0", normalMaximum=format_number(self.points))
        self.add_outcome("MAXSCORE", "float", format_number(self.points))
        self._add_feedback(self.draft.key)
        has_rules = len(self.rules) or self.rules.attrib
        self._item.extend([*self._outcomes, self.body, *([self.rules] if has_rules else []), *self._modals])
        return self._item

    def lose_where(self, **lost: object) -> None:
        """Note the names of values that are set."""
        self.lost += [name for name, value in lost.items() if value and name not in self.lost]

    # Declarations

    def declare(self, identifier: str, cardinality: str, base_type: str, correct: list[str]) -> Element:
        """Add a response declaration with its correct response."""
        made = add(
            self._item, "responseDeclaration", identifier=identifier, cardinality=cardinality, baseType=base_type
        )
        if correct:
            response = add(made, "correctResponse")
            for value in correct:
                add(response, "value", value)
        return made

    def add_outcome(
        self, identifier: str, base_type: str, default: str = "", *, cardinality: str = "single", **attributes: str
    ) -> None:
        """Declare an outcome."""
        shape = {"identifier": identifier, "cardinality": cardinality, "baseType": base_type}
        made = Element("outcomeDeclaration", shape | attributes)
        if default:
            add(add(made, "defaultValue"), "value", default)
        self._outcomes.append(made)

    # Response processing

    def score_match(self) -> None:
        """All points where the response is the correct one."""
        if self.points == 1:
            self.use_template("match_correct")
        else:
            self._add_match()

    def _add_match(self) -> None:
        branch = add(add(self.rules, "responseCondition"), "responseIf")
        test = add(branch, "match")
        add(test, "variable", identifier=RESPONSE)
        add(test, "correct", identifier=RESPONSE)
        self.set_score(branch, self.points)

    def use_template(self, name: str) -> None:
        """Score by a standard template."""
        self.rules.set("template", self._template % name)

    def score_maps(self, identifiers: list[str], *, needed: Decimal | None = None) -> None:
        """What the mappings give; with `needed` all points where they give as much."""
        total = Element("sum")
        for identifier in identifiers:
            add(total, "mapResponse", identifier=identifier)
        if needed is None:
            add(self.rules, "setOutcomeValue", identifier="SCORE").append(total)
        else:
            self.score_needed(total, needed)

    def score_needed(self, total: Element, needed: Decimal) -> None:
        """All points where the total is as much as needed."""
        branch = add(add(self.rules, "responseCondition"), "responseIf")
        test = add(branch, "gte")
        test.append(total)
        add(test, "baseValue", format_number(needed), baseType="float")
        self.set_score(branch, self.points)

    @staticmethod
    def set_score(branch: Element, value: Decimal) -> None:
        """Set the score in a branch of rules."""
        rule = add(branch, "setOutcomeValue", identifier="SCORE")
        add(rule, "baseValue", format_number(value), baseType="float")

    # Texts

    def _add_prompt(self) -> None:
        draft = self.draft
        for picture in draft.pictures:
            self._add_picture(add(self.body, "p"), picture.file, picture.alt)
        if draft.audio is not None:
            self._add_audio(draft.audio)
        add_html(self.body, write_html(draft.prompt))

    def _add_picture(self, parent: Element, file: UUID, alt: str = "") -> None:
        path = self.find_path(file)
        if path is not None:
            add(parent, "img", src=path, alt=alt)

    def _add_audio(self, file: UUID) -> None:
        path = self.find_path(file)
        if path is None:
            return
        parent = add(self.body, "div")
        if self.draft.max_plays:
            self.declare("PLAYS", "single", "integer", [])
            parent = add(
                parent,
                "mediaInteraction",
                responseIdentifier="PLAYS",
                autostart="false",
                maxPlays=str(self.draft.max_plays),
            )
        add(parent, "object", data=path, type=guess_type(path))

    def find_path(self, file: UUID) -> str | None:
        """Return the address of a file from the folder of items; None, which is noted, where there is no such file."""
        path = self._package.add_file(file)
        if path is None:
            self.lose_where(**{self.draft.files.get(file, "pictures"): True})
            return None
        return f"../{path}"

    def add_options(self, parent: Element, tag: str, options: list[Option], **attributes: str) -> None:
        """Add an element for each option."""
        for option in options:
            made = add(parent, tag, identifier=make_identifier(option.id), **attributes)
            add_html(made, write_words(option.text))
            if option.picture is not None:
                self._add_picture(made, option.picture)

    def scale(self, share: float) -> Decimal:
        """Return a share in points."""
        return Decimal(repr(share)) * self.points

    # Feedback

    def _add_feedback(self, key: keys.Key) -> None:
        """Add feedback by option, by result and for all. The rules then stand in the item, not in a template."""
        by_result = {
            "result-right": key.right_feedback,
            "result-partial": key.partial_feedback,
            "result-wrong": key.wrong_feedback,
        }
        by_result = {name: text for name, text in by_result.items() if text}
        if by_result or self.feedback_of_parts:
            self._write_template_out()
        for name, text in self.feedback_of_parts.items():
            self.add_modal("FEEDBACK", name, text)
        if self.feedback_of_parts:
            add(add(self.rules, "setOutcomeValue", identifier="FEEDBACK"), "variable", identifier=RESPONSE)
        if by_result:
            self.add_outcome("FEEDBACK_RESULT", "identifier")
            condition = add(self.rules, "responseCondition")
            for name, tag, test in (("result-right", "responseIf", "gte"), ("result-partial", "responseElseIf", "gt")):
                branch = add(condition, tag)
                compared = add(branch, test)
                add(compared, "variable", identifier="SCORE")
                if name == "result-right":
                    add(compared, "variable", identifier="MAXSCORE")
                else:
                    add(compared, "baseValue", "0", baseType="float")
                set_feedback(branch, "FEEDBACK_RESULT", name)
            set_feedback(add(condition, "responseElse"), "FEEDBACK_RESULT", "result-wrong")
            for name, text in by_result.items():
                self.add_modal("FEEDBACK_RESULT", name, text)
        if key.explanation:
            self.add_outcome("FEEDBACK_ALWAYS", "identifier", "explanation")
            self.add_modal("FEEDBACK_ALWAYS", "explanation", key.explanation)

    def add_modal(self, outcome: str, identifier: str, text: str) -> None:
        """Add feedback that is shown while an outcome has this value."""
        modal = Element("modalFeedback", outcomeIdentifier=outcome, identifier=identifier, showHide="show")
        add_html(modal, write_words(text))
        self._modals.append(modal)

    def _write_template_out(self) -> None:
        """Put the rules of the template that is used into the item, so that others can stand after them."""
        template = self.rules.attrib.pop("template", "")
        if "map_response" in template:
            tag = "mapResponsePoint" if "map_response_point" in template else "mapResponse"
            add(add(self.rules, "setOutcomeValue", identifier="SCORE"), tag, identifier=RESPONSE)
        elif template:
            self._add_match()


def add_mapping(
    declaration: Element, values: dict[str, Decimal], *, default: Decimal = Decimal(0), **bounds: str
) -> None:
    """Add the points of each response to a declaration."""
    mapping = add(declaration, "mapping", defaultValue=format_number(default), **bounds)
    for key, value in values.items():
        add(mapping, "mapEntry", mapKey=key, mappedValue=format_number(value))


def set_feedback(branch: Element, outcome: str, name: str) -> None:
    """Add to a branch of rules that this feedback is shown."""
    add(add(branch, "setOutcomeValue", identifier=outcome), "baseValue", name, baseType="identifier")
