"""What readers of all kinds of questions share in items of QTI 2.x and 3.0: options, pairs, texts and feedback."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

from apps.quizzes.formats.collecting import BrokenQuestion
from apps.quizzes.formats.qti.packages import ItemContext, make_part_ids
from apps.quizzes.formats.qti.scoring import Response, Scoring, Test
from apps.quizzes.formats.qti.texts import find_media, get_address, write_inner_html
from apps.quizzes.formats.qti.words import get_shares
from apps.quizzes.questions import keys
from apps.quizzes.questions.bodies import QuestionBody
from apps.quizzes.questions.keys import QuestionKey
from apps.quizzes.questions.parts import Option

Found = tuple[QuestionBody, QuestionKey]
_RESULTS = {
    "incorrect": "wrong_feedback",
    "wrong": "wrong_feedback",
    "partial": "partial_feedback",
    "correct": "right_feedback",
    "right": "right_feedback",
    "general": "explanation",
    "explanation": "explanation",
    "solution": "explanation",
}
"""What words in names of feedback mean, the longer ones first."""


class ItemReader:
    """An `assessmentItem` with names as in 2.x. Methods raise BrokenQuestion where there is no such question here."""

    def __init__(self, item: Element, context: ItemContext) -> None:
        self.context = context
        body = item.find("itemBody")
        if body is None:
            raise BrokenQuestion("unknown_kind", kind=item.tag)
        self.body = body
        self.scoring = Scoring(item)
        self._feedback = {
            each.get("identifier", ""): each
            for each in (*item.iterfind("modalFeedback"), *body.iter("feedbackInline"), *body.iter("feedbackBlock"))
        }

    def get_response(self, interaction: Element) -> Response:
        """Return the declaration of the response of an interaction."""
        identifier = interaction.get("responseIdentifier", "")
        return self.scoring.responses.get(identifier) or Response(identifier, "single", "")

    def build_base(self, parts: Mapping[str, str] = {}) -> dict[str, Any]:
        """Return what all keys have, and `feedback` by part where there are parts; other feedback is noted."""
        made: dict[str, Any] = {}
        by_part: dict[str, str] = {}
        of_answers = self._list_answers_of_feedback()
        is_mapped = any(self.scoring.is_mapped(each) for each in self.scoring.responses.values())
        for name, element in self._feedback.items():
            words = self.context.read_words(write_inner_html(element))
            answers = [name] if name in parts else [each for each in of_answers.get(name, ()) if each in parts]
            result = self._get_result(name)
            if answers and not self.scoring.find_feedback_branch(name):
                by_part |= dict.fromkeys((parts[each] for each in answers), words)
            elif result:
                made[result] = words
            elif name not in of_answers or parts or is_mapped:
                self.context.lose("feedback")
        return {**made, "feedback": by_part} if parts else made

    def _list_answers_of_feedback(self) -> dict[str, list[str]]:
        """Return the answers after which feedback is shown, by its name."""
        found: dict[str, list[str]] = {}
        for identifier in self.scoring.responses:
            for branch in self.scoring.read_branches(identifier):
                for name in branch.feedback:
                    found.setdefault(name, []).extend(test.text for test in branch.tests)
        return found

    def _get_result(self, name: str) -> str:
        """Return the field of a key for feedback on the result, by rules, else by its name; "" for other feedback."""
        branch, word = self.scoring.find_feedback_branch(name), name.casefold()
        if branch:
            return "" if branch == "part" else f"{branch}_feedback"
        named = next((each for each in _RESULTS if each in word), "")
        return _RESULTS.get(named, "")

    def read_option(self, element: Element, part: str) -> Option:
        """Return an option with the words and the first picture of the element."""
        media = next(find_media(element), None)
        picture = None if media is None else self.context.find_needed_file(get_address(media))
        text = self.context.read_words(write_inner_html(element)) if element.tag != "gapImg" else ""
        return Option(id=part, text=text or element.get("objectLabel", ""), picture=picture)

    def read_options(self, parent: Element, *tags: str) -> tuple[list[Option], dict[str, str]]:
        """Return options and their ids by identifier."""
        found = [each for each in parent.iter() if each.tag in tags]
        parts = make_part_ids(each.get("identifier", "") for each in found)
        return [self.read_option(each, parts[each.get("identifier", "")]) for each in found], parts

    def read_pairs(self, response: Response) -> list[tuple[str, str]]:
        """Return the right pairs; pairs of unequal weight are noted."""
        values = response.mapping or {}
        named = response.correct
        if self.scoring.is_mapped(response):
            named = [name for name, value in values.items() if value > 0]
            if len({values[name] for name in named}) > 1:
                self.context.lose("shares")
        pairs = [tuple(name.split()) for name in named]
        return [(pair[0], pair[1]) for pair in pairs if len(pair) == 2]

    def matches_case(self, response: Response) -> bool:
        """Whether capital letters count in a typed response."""
        tests = [test for branch in self.scoring.read_branches(response.identifier) for test in branch.tests]
        texts = [test.match_case for test in tests if not test.is_pattern]
        if response.mapping is not None or not tests:
            return response.match_case
        return any(texts)

    def read_answers(self, response: Response, points: Decimal) -> list[keys.TextAnswer]:
        """Return the accepted texts, of a mapping, of tests or of the correct response."""
        if self.scoring.is_mapped(response):
            shares = get_shares(response.mapping or {}, points)
            return [keys.TextAnswer(text=text, share=share) for text, share in shares.items() if text and share > 0]
        answers = [
            keys.TextAnswer(text=test.text, share=share, is_pattern=test.is_pattern, feedback=feedback)
            for test, share, feedback in self.read_tests(response, points)
        ]
        return answers or [keys.TextAnswer(text=text) for text in response.correct]

    def read_tests(self, response: Response, points: Decimal) -> list[tuple[Test, float, str]]:
        """Return the tests of a typed response, with the share and feedback of each."""
        found = []
        for branch in self.scoring.read_branches(response.identifier):
            words = [self._feedback[name] for name in branch.feedback if name in self._feedback]
            words = [each for each in words if not self._get_result(each.get("identifier", ""))]
            feedback = self.context.read_words(write_inner_html(words[0])) if words else ""
            value = points if branch.points is None else branch.points
            share = get_shares({"": value}, points)[""]
            found += [(test, max(share, 0.0), feedback) for test in branch.tests]
        return found

    def read_guide(self) -> str:
        """Return what scorers alone see."""
        blocks = [each for each in self.body.iter("rubricBlock") if "scorer" in each.get("view", "")]
        return "\n\n".join(filter(None, (self.context.read_words(write_inner_html(each)) for each in blocks)))
