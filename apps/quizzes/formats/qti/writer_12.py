"""Write drafts as an assessment of QTI 1.2 as Canvas does."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from html import escape
from typing import Any
from urllib.parse import quote
from uuid import UUID
from xml.etree.ElementTree import Element, tostring

from apps.quizzes.formats.collecting import BrokenQuestion
from apps.quizzes.formats.prompts import make_document, write_html
from apps.quizzes.formats.qti.archives import GetFile, PackageWriter, add, write_words
from apps.quizzes.formats.qti.items_12 import OWN
from apps.quizzes.formats.qti.packages import make_identifier
from apps.quizzes.formats.qti.scoring import format_number
from apps.quizzes.formats.qti.words import TRUTH
from apps.quizzes.formats.results import WrittenQuestions
from apps.quizzes.questions import bodies, keys
from apps.quizzes.questions.drafts import QuestionDraft
from apps.quizzes.questions.parts import Option

NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
MANIFEST_NAMESPACE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
FOLDER, FILE_BASE = "web_resources", "$IMS-CC-FILEBASE$"
RESPONSE = "response1"
ALL = Decimal(100)
_HEAD = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<questestinterop xmlns="{NAMESPACE}">'
    '<assessment ident="quiz" title="Questions"><section ident="root_section">\n'
)
_END = "</section></assessment></questestinterop>\n"


def write_package_12(drafts: Iterable[QuestionDraft], *, get_file: GetFile) -> WrittenQuestions:
    """Return a ZIP with one quiz, its files and the manifest."""
    package = PackageWriter(get_file, FOLDER)
    texts = [_HEAD]
    total = Decimal(0)
    for number, draft in enumerate(drafts, 1):
        writer = _ItemWriter(draft, f"q{number:05}", package)
        try:
            texts.append(tostring(writer.write(), encoding="unicode"))
        except BrokenQuestion as error:
            package.add_problem(number, draft, error.reason, error.values, is_left_out=True)
            continue
        if writer.lost:
            package.add_problem(number, draft, "simplified", {"names": list(dict.fromkeys(writer.lost))})
        total += draft.points
    package.add_text("quiz/quiz.xml", "\n".join([*texts, _END]))
    package.add_xml("quiz/assessment_meta.xml", _build_meta(total))
    return package.finish(_build_manifest(package.file_paths))


def _build_meta(points: Decimal) -> Element:
    meta = Element("quiz", identifier="quiz", xmlns=CANVAS)
    add(meta, "title", "Questions")
    add(meta, "quiz_type", "assignment")
    add(meta, "points_possible", format_number(points))
    return meta


def _build_manifest(paths: list[str]) -> Element:
    manifest = Element("manifest", identifier="questions", xmlns=MANIFEST_NAMESPACE)
    metadata = add(manifest, "metadata")
    add(metadata, "schema", "IMS Content")
    add(metadata, "schemaversion", "1.1.3")
    add(manifest, "organizations")
    resources = add(manifest, "resources")
    quiz = add(resources, "resource", identifier="quiz", type="imsqti_xmlv1p2")
    add(quiz, "file", href="quiz/quiz.xml")
    add(quiz, "dependency", identifierref="quiz-meta")
    kind = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
    meta = add(resources, "resource", identifier="quiz-meta", type=kind, href="quiz/assessment_meta.xml")
    add(meta, "file", href="quiz/assessment_meta.xml")
    for number, path in enumerate(paths, 1):
        file = add(resources, "resource", identifier=f"file{number}", type="webcontent", href=path)
        add(file, "file", href=path)
    return manifest


class _ItemWriter:
    """An `item` that grows. `lost`: what it cannot say."""

    def __init__(self, draft: QuestionDraft, identifier: str, package: PackageWriter) -> None:
        self._draft, self._package = draft, package
        self.lost: list[str] = []
        self._item = Element("item", ident=identifier, title=draft.name)
        self._fields = add(add(self._item, "itemmetadata"), "qtimetadata")
        self._presentation = add(self._item, "presentation")
        self._rules = Element("resprocessing")
        add(add(self._rules, "outcomes"), "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
        self._feedback: dict[str, str] = {}

    def write(self) -> Element:
        """Return the item. Raise BrokenQuestion for a kind that has no form here."""
        draft, key = self._draft, self._draft.key
        write = _WRITERS.get(draft.body.kind)
        if write is None:
            raise BrokenQuestion("kind_not_in_format", kind=draft.body.kind)
        lost = {"penalty": key.penalty, "hints": key.hints, "partial_feedback": key.partial_feedback}
        self.lost += [name for name, value in lost.items() if value]
        if key.explanation:
            self._add_condition([], feedback={"general_fb": key.explanation})
        write(self, draft.body, key)
        if key.right_feedback:
            self._feedback["correct_fb"] = key.right_feedback
            for condition in self._rules.iterfind("respcondition"):
                if condition.findtext("setvar") == "100":
                    add(condition, "displayfeedback", feedbacktype="Response", linkrefid="correct_fb")
        if key.wrong_feedback:
            self._add_condition([], feedback={"general_incorrect_fb": key.wrong_feedback})
        self._add_facts()
        self._item.append(self._rules)
        for name, text in self._feedback.items():
            made = add(self._item, "itemfeedback", ident=name)
            self._add_material(add(made, "flow_mat"), write_words(text))
        return self._item

    def _add_facts(self) -> None:
        draft = self._draft
        self._add_field("points_possible", format_number(draft.points))
        own = {
            "language": draft.language,
            "level": draft.level,
            "skill": draft.skill,
            "difficulty": "" if draft.difficulty is None else repr(draft.difficulty),
            "max_plays": str(draft.max_plays or ""),
        }
        for name, value in own.items():
            if value:
                self._add_field(f"{OWN}{name}", value)
        for tag in draft.tags:
            self._add_field(f"{OWN}tag", tag)

    def _add_field(self, label: str, entry: str) -> None:
        field = add(self._fields, "qtimetadatafield")
        add(field, "fieldlabel", label)
        add(field, "fieldentry", entry)

    def _begin(self, kind: str, html: str = "") -> None:
        """Write the kind and the prompt with this HTML after it."""
        self._add_field("question_type", kind)
        draft = self._draft
        pictures = "".join(
            f'<p><img src="{address}" alt="{escape(each.alt)}"></p>'
            for each in draft.pictures
            if (address := self._find_address(each.file))
        )
        address = self._find_address(draft.audio) if draft.audio is not None else ""
        audio = f'<p><audio controls src="{address}"></audio></p>' if address else ""
        self._add_material(self._presentation, f"{pictures}{audio}{write_html(draft.prompt)}{html}")

    def _find_address(self, file: UUID) -> str:
        path = self._package.add_file(file)
        if path is None:
            self.lost.append(self._draft.files.get(file, "pictures"))
            return ""
        return f"{FILE_BASE}/{quote(path.removeprefix(f'{FOLDER}/'))}"

    @staticmethod
    def _add_material(parent: Element, html: str) -> None:
        add(add(parent, "material"), "mattext", html, texttype="text/html")

    def _add_labels(self, options: Iterable[Option], ident: str, cardinality: str = "Single", name: str = "") -> None:
        """Add a response with options."""
        response = add(self._presentation, "response_lid", ident=ident, rcardinality=cardinality)
        if name:
            add(add(response, "material"), "mattext", name, texttype="text/html")
        render = add(response, "render_choice")
        if cardinality == "Ordered":
            render.tag = "render_extension"
            render = add(add(render, "ims_render_object", shuffle="No"), "flow_label")
        for option in options:
            address = self._find_address(option.picture) if option.picture is not None else ""
            picture = f'<img src="{address}" alt="">' if address else ""
            label = add(render, "response_label", ident=make_identifier(option.id))
            self._add_material(label, f"{write_words(option.text)}{picture}")

    def _add_entry(self) -> None:
        response = add(self._presentation, "response_str", ident=RESPONSE, rcardinality="Single")
        add(add(response, "render_fib"), "response_label", ident="answer1", rshuffle="No")

    def _add_condition(
        self,
        tests: list[Element],
        score: Decimal | None = None,
        *,
        action: str = "Set",
        feedback: dict[str, str] | None = None,
    ) -> Element:
        """Add a condition of these tests ("other" for none) and return it."""
        condition = add(self._rules, "respcondition", **{"continue": "No" if score and action == "Set" else "Yes"})
        add(condition, "conditionvar").extend(tests or [Element("other")])
        if score is not None:
            add(condition, "setvar", format_number(score), action=action, varname="SCORE")
        for name, text in (feedback or {}).items():
            self._feedback[name] = text
            add(condition, "displayfeedback", feedbacktype="Response", linkrefid=name)
        return condition

    def _add_feedback_of_parts(self, texts: dict[str, str]) -> None:
        for part, text in texts.items():
            if text:
                name = make_identifier(part)
                self._add_condition([_equal(name)], feedback={f"{name}_fb": text})

    # Kinds

    def _write_single(self, body: bodies.SingleBody, key: keys.SingleKey) -> None:
        self._begin("multiple_choice_question")
        self._write_one(body.options, key.shares, key.feedback)

    def _write_true_false(self, _body: bodies.TrueFalseBody, key: keys.TrueFalseKey) -> None:
        self._begin("true_false_question")
        words = TRUTH[self._draft.language]
        options = [Option(id="true", text=words[0]), Option(id="false", text=words[1])]
        feedback = {"true": key.true_feedback, "false": key.false_feedback}
        self._write_one(options, {"true" if key.correct else "false": 1}, feedback)

    def _write_one(self, options: list[Option], shares: dict[str, float], feedback: dict[str, str]) -> None:
        _need(any(share > 0 for share in shares.values()))
        self._add_labels(options, RESPONSE)
        self._add_feedback_of_parts(feedback)
        for part, share in shares.items():
            self._add_condition([_equal(make_identifier(part))], _percent(share))

    def _write_multiple(self, body: bodies.MultipleBody, key: keys.MultipleKey) -> None:
        self._begin("multiple_answers_question")
        self._add_labels(body.options, RESPONSE, "Multiple")
        self._add_feedback_of_parts(key.feedback)
        _need(any(share > 0 for share in key.shares.values()))
        if key.rule == "weights":
            for part, share in key.shares.items():
                self._add_condition([_equal(make_identifier(part))], _percent(share), action="Add")
            return
        together = Element("and")
        for option in body.options:
            is_right = key.shares.get(option.id, 0) > 0
            (together if is_right else add(together, "not")).append(_equal(make_identifier(option.id)))
        self._add_condition([together], ALL)
        if key.rule == "all":
            self._add_field(f"{OWN}rule", "all")

    def _write_short(self, _body: bodies.ShortBody, key: keys.ShortKey) -> None:
        texts = self._drop_patterns(key.answers)
        _need(texts)
        self._begin("short_answer_question")
        self._add_entry()
        case = "Yes" if key.match_case else "No"
        for number, answer in enumerate(texts, 1):
            if answer.feedback:
                self._add_condition([_equal(answer.text)], feedback={f"answer{number}_fb": answer.feedback})
        shares: dict[float, list[str]] = {}
        for answer in texts:
            shares.setdefault(answer.share, []).append(answer.text)
        for share, same in shares.items():
            self._add_condition([_equal(text, case=case) for text in same], _percent(share))

    def _drop_patterns(self, answers: list[keys.TextAnswer]) -> list[keys.TextAnswer]:
        texts = [each for each in answers if not each.is_pattern]
        if len(texts) < len(answers):
            self.lost.append("patterns")
        return texts

    def _write_number(self, _body: bodies.NumberBody, key: keys.NumberKey) -> None:
        _need(key.answers)
        if key.units:
            self.lost.append("units")
        self._begin("numerical_question")
        self._add_entry()
        for number, answer in enumerate(key.answers, 1):
            if answer.feedback:
                self._add_condition([_equal(answer.value)], feedback={f"answer{number}_fb": answer.feedback})
            either = Element("or")
            either.append(_equal(answer.value))
            value, margin = Decimal(answer.value), Decimal(answer.tolerance)
            if margin:
                between = add(either, "and")
                add(between, "vargte", format_number(value - margin), respident=RESPONSE)
                add(between, "varlte", format_number(value + margin), respident=RESPONSE)
            self._add_condition([either], _percent(answer.share))

    def _write_ordering(self, body: bodies.OrderingBody, key: keys.OrderingKey) -> None:
        self._begin("ordering_question")
        self._add_labels(body.items, RESPONSE, "Ordered")
        self._add_condition([_equal(make_identifier(part)) for part in key.order], ALL)
        if key.rule != "all":
            self._add_field(f"{OWN}rule", key.rule)

    def _write_matching(self, body: bodies.MatchingBody, key: keys.MatchingKey) -> None:
        self._begin("matching_question")
        for entry in body.left:
            address = self._find_address(entry.picture) if entry.picture is not None else ""
            picture = f'<img src="{address}" alt="">' if address else ""
            self._add_labels(body.right, f"response_{entry.id}", name=f"{write_words(entry.text)}{picture}")
            test = _equal(make_identifier(key.pairs[entry.id]), f"response_{entry.id}")
            self._add_condition([test], ALL / len(body.left), action="Add")
        if key.rule == "all":
            self._add_field(f"{OWN}rule", "all")

    def _write_gap(self, body: bodies.GapBody, key: keys.GapKey) -> None:
        kinds = {gap.kind for gap in body.gaps}
        if len(kinds) != 1:
            raise BrokenQuestion("kind_not_in_format", kind="gap")
        html = write_html(make_document(body.text))
        for gap in body.gaps:
            html = html.replace(f"[[{gap.id}]]", f"[{gap.id}]")
        is_chosen = kinds == {"chosen"}
        kind = "multiple_dropdowns_question" if is_chosen else "fill_in_multiple_blanks_question"
        self._begin(kind, f"<div>{html}</div>")
        for gap in body.gaps:
            right, name = key.gaps.get(gap.id, keys.GapAnswer()), f"response_{gap.id}"
            options, values = gap.options, {right.option or "": 1.0}
            if not is_chosen:
                texts = self._drop_patterns(right.answers)
                self.lost += ["feedback"] if any(each.feedback for each in texts) else []
                options = [Option(id=f"{gap.id}-{n}"[-36:], text=each.text) for n, each in enumerate(texts, 1)]
                values = {option.id: each.share for option, each in zip(options, texts, strict=True)}
            _need(values and "" not in values)
            self._add_labels(options, name, name=gap.id)
            for part, share in values.items():
                worth = ALL / len(body.gaps) * Decimal(repr(share))
                self._add_condition([_equal(make_identifier(part), name)], round(worth, 6), action="Add")
        if key.rule == "all":
            self._add_field(f"{OWN}rule", "all")
        if key.match_case:
            self._add_field(f"{OWN}match_case", "1")

    def _write_essay(self, body: bodies.EssayBody, key: keys.EssayKey) -> None:
        lost = {"word_limits": body.min_words or body.max_words, "guide": key.guide}
        self.lost += [name for name, value in lost.items() if value]
        self._begin("essay_question")
        self._add_entry()

    def _write_file(self, body: bodies.FileBody, key: keys.FileKey) -> None:
        lost = {"max_files": body.max_files > 1, "guide": key.guide}
        self.lost += [name for name, value in lost.items() if value]
        self._begin("file_upload_question")


def _need(right: object) -> None:
    if not right:
        raise BrokenQuestion("no_right_answer")


def _percent(share: float) -> Decimal:
    return Decimal(repr(share)) * 100


def _equal(value: str, response: str = RESPONSE, **attributes: str) -> Element:
    made = Element("varequal", {"respident": response, **attributes})
    made.text = value
    return made


_WRITERS: dict[str, Callable[[_ItemWriter, Any, Any], None]] = {
    "single": _ItemWriter._write_single,
    "multiple": _ItemWriter._write_multiple,
    "true_false": _ItemWriter._write_true_false,
    "short": _ItemWriter._write_short,
    "number": _ItemWriter._write_number,
    "ordering": _ItemWriter._write_ordering,
    "matching": _ItemWriter._write_matching,
    "gap": _ItemWriter._write_gap,
    "essay": _ItemWriter._write_essay,
    "file": _ItemWriter._write_file,
}
