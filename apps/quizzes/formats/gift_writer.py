"""GIFT, Moodle's text format of questions: written, as `apps.quizzes.formats.gift` reads it."""

import re
from collections.abc import Sequence

from apps.quizzes.formats.collecting import BrokenQuestion, Notes, list_lost, write_each
from apps.quizzes.formats.moodle_texts import write_lines
from apps.quizzes.formats.moodle_values import Choice, list_choices, list_pairs, write_share, write_text_answer
from apps.quizzes.formats.prompts import is_plain, write_html, write_text
from apps.quizzes.formats.results import WrittenQuestions
from apps.quizzes.questions.bodies import GapBody, QuestionBody
from apps.quizzes.questions.drafts import QuestionDraft
from apps.quizzes.questions.keys import GapKey, QuestionKey, TextAnswer, TrueFalseKey

_SPECIAL = re.compile(r"[\\:#={}~]")
_TAG_SIGN = re.compile(r"[\\\[\]]")
_ARROW = "->"
_KEPT = {"tags", "explanation", "feedback", "formatting", "patterns"}


def write(drafts: Sequence[QuestionDraft]) -> WrittenQuestions:
    """Return the drafts as GIFT in UTF-8. Pictures, recordings, points and more are problems: GIFT has none."""
    texts, problems = write_each(drafts, _write_question)
    return WrittenQuestions(data="\n".join(texts).encode(errors="replace"), problems=problems)


def _write_question(draft: QuestionDraft, notes: Notes) -> str:
    body, key = draft.body, draft.key
    kept = _KEPT | ({"wrong_feedback"} if key.kind in ("short", "number") else set())
    notes.left_out += list_lost(draft, kept)
    tags = " ".join(f"[tag:{_TAG_SIGN.sub(_escape_sign, ' '.join(tag.split()))}]" for tag in draft.tags)
    name = _escape(" ".join(draft.name.split()))
    head = (f"// {tags}\n" if tags else "") + (f"::{name}::" if name else "")
    if body.kind == "gap" and key.kind == "gap":
        return head + _write_gap(draft, body, key, notes)
    form, prompt = ("plain", write_text(draft.prompt)) if is_plain(draft.prompt) else ("html", write_html(draft.prompt))
    writer = _AnswerWriter(form, notes)
    return f"{head}[{form}]{_escape(prompt)}{{{writer.write(body, key)}}}\n"


def _write_gap(draft: QuestionDraft, body: GapBody, key: GapKey, notes: Notes) -> str:
    if len(body.gaps) != 1:
        raise BrokenQuestion("kind_not_in_format", kind="gap")
    gap, answer = body.gaps[0], key.gaps.get(body.gaps[0].id)
    marker = f"[[{gap.id}]]"
    if is_plain(draft.prompt) and "\n\n" not in body.text:
        form, text = "plain", f"{write_text(draft.prompt)}\n\n{body.text}".strip()
    else:
        form, text = "html", f"{write_html(draft.prompt)}<p>{write_lines(body.text)}</p>"
    before, _marker, after = text.rpartition(marker)
    writer = _AnswerWriter(form, notes)
    if gap.kind == "chosen":
        right = answer.option if answer else None
        answers = writer.write_choices([Choice(each.text, each.id == right) for each in gap.options], is_single=True)
    else:
        answers = writer.write_texts(answer.answers if answer else [])
    notes.left_out += [] if after.strip() else ["gap"]
    explanation = writer.write_explanation(key.explanation)
    return f"[{form}]{_escape(before)}{{{answers}{explanation}}}{_escape(after)}\n"


class _AnswerWriter:
    """Writes what stands between the braces. `form`: that of the prompt, which options take over."""

    def __init__(self, form: str, notes: Notes) -> None:
        self._form, self._notes = form, notes

    def write(self, body: QuestionBody, key: QuestionKey) -> str:
        explanation = self.write_explanation(key.explanation)
        if key.kind == "essay":
            return explanation.strip()
        if body.kind in ("single", "multiple") and key.kind in ("single", "multiple"):
            choices = list_choices(body, key)
            return self.write_choices(choices, is_single=body.kind == "single") + explanation
        if key.kind == "true_false":
            return self._write_truth(key) + explanation
        if key.kind == "short":
            wrong = f"\t=%0%*{self._write_feedback(key.wrong_feedback)}\n" if key.wrong_feedback else ""
            return self.write_texts(key.answers) + wrong + explanation
        if key.kind == "number":
            lines = [
                f"\t={_write_weight(each.share)}{each.value}:{each.tolerance}{self._write_feedback(each.feedback)}\n"
                for each in key.answers
            ]
            wrong = f"\t~{self._write_feedback(key.wrong_feedback)}\n" if key.wrong_feedback else ""
            return "#\n" + "".join(lines) + wrong + explanation
        if body.kind == "matching" and key.kind == "matching":
            lines = [
                f"\t={self._write_piece(left.text, has_arrow=True) if left else ''} -> {_escape(right.text)}\n"
                for left, right in list_pairs(body, key)
            ]
            return "\n" + "".join(lines) + explanation
        raise BrokenQuestion("kind_not_in_format", kind=body.kind)

    def write_choices(self, choices: Sequence[Choice], *, is_single: bool) -> str:
        if len(choices) < 2:
            raise BrokenQuestion("too_few_options")
        first = next((choice for choice in choices if choice.share == 1), None) if is_single else None
        if is_single and first is None:
            raise BrokenQuestion("no_right_answer")
        lines = []
        for choice in choices:
            sign = "=" if choice is first else "~" + (f"%{write_share(choice.share)}%" if choice.share else "")
            lines.append(f"\t{sign}{self._write_piece(choice.text)}{self._write_feedback(choice.feedback)}\n")
        return "\n" + "".join(lines)

    def write_texts(self, answers: Sequence[TextAnswer]) -> str:
        lines = []
        for answer in answers:
            text = write_text_answer(answer)
            if text is None:
                self._notes.left_out.append("patterns")
                continue
            piece = self._write_piece(text, has_arrow=True)
            lines.append(f"\t={_write_weight(answer.share)}{piece}{self._write_feedback(answer.feedback, True)}\n")
        return "\n" + "".join(lines)

    def _write_truth(self, key: TrueFalseKey) -> str:
        wrong, right = key.true_feedback, key.false_feedback
        if key.correct:
            wrong, right = right, wrong
        text = "TRUE" if key.correct else "FALSE"
        if wrong or right:
            text += f"#{self._write_piece(wrong)}"
        return text + self._write_feedback(right)

    def write_explanation(self, text: str) -> str:
        return f"\t####{self._write_piece(text)}\n" if text else ""

    def _write_feedback(self, text: str, has_arrow: bool = False) -> str:
        return f"#{self._write_piece(text, has_arrow=has_arrow)}" if text else ""

    def _write_piece(self, text: str, *, has_arrow: bool = False) -> str:
        """Return plain text in the form of the prompt. `has_arrow`: "->" in it would part it, so it becomes HTML."""
        if has_arrow and _ARROW in text:
            return "[html]" + _escape(write_lines(text))
        needs_form = self._form != "plain" or text.startswith(("[", "%"))
        return ("[plain]" if needs_form and text else "") + _escape(text)


def _escape_sign(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def _escape(text: str) -> str:
    return _SPECIAL.sub(_escape_sign, text.replace("\r\n", "\n").replace("\r", "\n")).replace("\n", "\\n")


def _write_weight(share: float) -> str:
    return "" if share == 1 else f"%{write_share(share)}%"
