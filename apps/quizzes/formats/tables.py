"""Tables of questions, CSV or XLSX, with one question in a row: read and written.

Columns: `kind`, `name`, `text`, `option 1` … (or `options`, parted by "|"), `right`, `points`, `tags` (parted by ";" or
","), `level`, `skill`, `explanation`, `language`. Headings may stand in any language of the platform.

What stands in the options of a kind, one in each: what learners choose (`right`: numbers, letters or texts of the right
ones); `short`: accepted texts; `number`: accepted numbers, as "3.14 ± 0.01"; `ordering`: items in their order;
`matching`: "left = right"; `gap`: for each `[[…]]` of the text, accepted texts parted by "|", or what learners choose,
with "*" before the right one. `short` and `number` may have one answer in `right`.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from string import ascii_uppercase

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.tables.reader import MAX_CELL_CHARACTERS, MAX_TABLE_BYTES, Table, TableRow, read_table
from apps.core.tables.writer import TableFileKind, write_table
from apps.core.validators import InvalidValue
from apps.quizzes.formats.collecting import (
    MAX_NAME,
    BrokenQuestion,
    Notes,
    check_size,
    collect,
    list_lost,
    make_question_name,
    write_each,
)
from apps.quizzes.formats.moodle_values import (
    GAP,
    Choice,
    ReadGap,
    list_choices,
    list_pairs,
    make_choice,
    make_gaps,
    make_matching,
    make_ordering,
    part_at_gaps,
    read_number,
)
from apps.quizzes.formats.prompts import make_document, write_text
from apps.quizzes.formats.results import ReadQuestions, UnreadableFile, WrittenQuestions
from apps.quizzes.questions.bodies import (
    EssayBody,
    FileBody,
    GapBody,
    NumberBody,
    QuestionBody,
    ShortBody,
    TrueFalseBody,
)
from apps.quizzes.questions.drafts import LANGUAGES, LEVELS, SKILLS, QuestionDraft
from apps.quizzes.questions.keys import (
    EssayKey,
    FileKey,
    GapKey,
    NumberAnswer,
    NumberKey,
    QuestionKey,
    ShortKey,
    TextAnswer,
    TrueFalseKey,
)

FIRST_HEADINGS: Mapping[str, StrOrPromise] = {"kind": _("Kind"), "name": _("Name"), "text": _("Text")}
OPTION: StrOrPromise = _("Option")
LAST_HEADINGS: Mapping[str, StrOrPromise] = {
    "right": _("Right answer"),
    "points": _("Points"),
    "tags": _("Tags"),
    "level": _("Level"),
    "skill": _("Skill"),
    "explanation": _("Explanation"),
    "language": _("Language"),
}
KINDS: Mapping[str, StrOrPromise] = {
    "single": _("Single choice"),
    "multiple": _("Multiple choice"),
    "true_false": _("True or false"),
    "short": _("Short answer"),
    "number": _("Number"),
    "ordering": _("Ordering"),
    "matching": _("Matching"),
    "gap": _("Gaps"),
    "essay": _("Essay"),
    "file": _("File"),
}
TRUTHS: Mapping[str, StrOrPromise] = {"true": _("True"), "false": _("False")}
MIN_OPTIONS, MAX_OPTION_COLUMNS = 6, 80
_HEADINGS = {**FIRST_HEADINGS, "option": OPTION, "options": _("Options"), **LAST_HEADINGS}
_KEPT = {"points", "tags", "level", "skill", "explanation", "language"}
_OPTION_NUMBER = re.compile(r"(.*?)\s*([0-9]{1,2})")
_TOLERANCE = re.compile(r"±|\+/?-|:")


def read(data: bytes) -> ReadQuestions:
    """Return the questions of a CSV or XLSX. Raise UnreadableFile for what is no table, or one that is too large."""
    check_size(data, MAX_TABLE_BYTES)
    known = _list_words(_HEADINGS)
    try:
        table = read_table(io.BytesIO(data), is_heading=lambda text: _find_column(text, known) != "")
    except InvalidValue as error:
        raise UnreadableFile(str(error)) from error
    reader = _RowReader(table, known)
    return collect(((str(row.number), row) for row in table.rows), reader.read)


def write(drafts: Sequence[QuestionDraft], kind: TableFileKind = "csv") -> WrittenQuestions:
    """Return the drafts as a table with headings in the active language; without drafts, a template."""
    rows, problems = write_each(drafts, _write_row)
    count = max([MIN_OPTIONS, *(len(options) for _first, options, _last in rows)])
    option_headings = [f"{OPTION} {number}" for number in range(1, count + 1)]
    headings = [*map(str, FIRST_HEADINGS.values()), *option_headings, *map(str, LAST_HEADINGS.values())]
    cells = ([*first, *options, *[""] * (count - len(options)), *last] for first, options, last in rows)
    with write_table(kind, headings, cells, title=str(_("Questions"))) as file:
        return WrittenQuestions(data=file.read(), problems=problems)


def has_known_headings(headings: Iterable[str]) -> bool:
    """Whether these headings are those of a table of questions."""
    known = _list_words(_HEADINGS)
    columns = {_find_column(heading, known) for heading in headings}
    return "text" in columns and len(columns - {""}) > 1


def _list_words(labels: Mapping[str, StrOrPromise]) -> dict[str, str]:
    """Return the codes by their labels, folded, in every language, and by themselves."""
    words = {code.replace("_", " "): code for code in labels}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words |= {str(label).casefold(): code for code, label in labels.items()}
    return words


def _find_column(heading: str, known: Mapping[str, str]) -> str:
    """Return the code of a heading: "text", "option 3"; "" for an unknown one."""
    folded = " ".join(heading.replace("_", " ").casefold().split())
    numbered = _OPTION_NUMBER.fullmatch(folded)
    if numbered and known.get(numbered[1]) == "option":
        return f"option {int(numbered[2])}"
    found = known.get(folded, "")
    return "" if found == "option" else found


class _RowReader:
    """Reads rows of one table."""

    def __init__(self, table: Table, known: Mapping[str, str]) -> None:
        columns: dict[str, str] = {}
        for heading in table.headings:
            columns.setdefault(_find_column(heading, known), heading)
        self._columns = columns
        self._options = sorted(
            (name for name in columns if name.startswith("option ")), key=lambda name: int(name.split()[1])
        )
        self._kinds, self._truths = _list_words(KINDS), _list_words(TRUTHS)

    def read(self, row: TableRow, notes: Notes) -> QuestionDraft:
        cells = {name: row.cells[heading] for name, heading in self._columns.items() if name}
        options = [cells[name] for name in self._options if cells[name]]
        options += _split(cells.get("options", ""), "|")
        text, right = cells.get("text", ""), cells.get("right", "")
        notes.name = (cells.get("name") or make_question_name(GAP.sub("_____", text)))[:MAX_NAME]
        word = " ".join(cells.get("kind", "").replace("_", " ").casefold().split())
        kind = self._kinds.get(word) if word else _guess_kind(options, right)
        if kind is None:
            raise BrokenQuestion("unknown_kind", kind=word[:40])
        document = make_document(text)
        common = {"explanation": cells.get("explanation", "")}
        if kind == "gap":
            names = list(dict.fromkeys(GAP.findall(text)))
            document, gap_text, _had_form = part_at_gaps(document, names)
            gaps = {name: _read_gap(cell) for name, cell in zip(names, options, strict=False)}
            parts: tuple[QuestionBody, QuestionKey] = make_gaps(gap_text, gaps, **common)
        else:
            parts = self._read_answers(kind, options, right, common)
        notes.language = _pick(cells.get("language", "").lower(), LANGUAGES, "language", notes)
        return QuestionDraft(
            name=notes.name,
            prompt=document,
            body=parts[0],
            key=parts[1],
            points=Decimal(read_number(cells.get("points") or "1")),
            tags=tuple(dict.fromkeys(_split(cells.get("tags", ""), ";,"))),
            level=_pick(cells.get("level", "").upper(), LEVELS, "level", notes),
            skill=_pick(cells.get("skill", "").lower(), SKILLS, "skill", notes),
            language=notes.language or "en",
        )

    def _read_answers(
        self, kind: str, options: list[str], right: str, common: dict[str, str]
    ) -> tuple[QuestionBody, QuestionKey]:
        if kind in ("single", "multiple"):
            places = _find_right(right, options)
            share = 1 / max(len(places), 1) if kind == "multiple" else 1
            wrong = -share if kind == "multiple" and places else 0
            choices = [Choice(text, share if place in places else wrong) for place, text in enumerate(options)]
            return make_choice(choices, is_single=kind == "single", **common)
        if kind == "true_false":
            if (truth := self._truths.get(right.casefold())) is None:
                raise BrokenQuestion("bad_answer", text=right[:40])
            key = TrueFalseKey(kind="true_false", correct=truth == "true", **common)
            return TrueFalseBody(kind="true_false"), key
        if kind == "short":
            texts = [TextAnswer(text=text) for text in [*filter(None, [right]), *options]]
            return ShortBody(kind="short"), ShortKey(kind="short", answers=texts, **common)
        if kind == "number":
            numbers = [_read_number_answer(text) for text in [*filter(None, [right]), *options]]
            return NumberBody(kind="number"), NumberKey(kind="number", answers=numbers, **common)
        if kind == "ordering":
            return make_ordering([Choice(option) for option in options], **common)
        if kind == "matching":
            return make_matching(list(_read_pairs(options)), **common)
        if kind == "file":
            return FileBody(kind="file"), FileKey(kind="file", **common)
        return EssayBody(kind="essay"), EssayKey(kind="essay", **common)


def _guess_kind(options: Sequence[str], right: str) -> str:
    if not options:
        return "short" if right else "essay"
    return "multiple" if len(_find_right(right, options)) > 1 else "single"


def _find_right(right: str, options: Sequence[str]) -> set[int]:
    """Return the places of the right options, from 0: by a text, or by texts, numbers or letters with ";" or ","."""
    if right in options:
        return {options.index(right)}
    places = set()
    for word in _split(right, ";,"):
        if word in options:
            places.add(options.index(word))
        elif word.isdecimal() and 0 < int(word[:4]) <= len(options):
            places.add(int(word[:4]) - 1)
        elif len(word) == 1 and 0 <= ascii_uppercase.find(word.upper()) < len(options):
            places.add(ascii_uppercase.index(word.upper()))
        else:
            raise BrokenQuestion("bad_answer", text=word[:40])
    return places


def _read_number_answer(text: str) -> NumberAnswer:
    value, *tolerance = _TOLERANCE.split(text, maxsplit=1)
    return NumberAnswer(value=read_number(value), tolerance=read_number(tolerance[0]) if tolerance else "0")


def _read_pairs(options: Iterable[str]) -> Iterator[tuple[Choice, str]]:
    for option in options:
        left, sign, right = option.partition("=")
        if not sign or not right.strip():
            raise BrokenQuestion("bad_pair", text=option[:40])
        yield Choice(left.strip()), right.strip()


def _read_gap(cell: str) -> ReadGap:
    words = _split(cell, "|")
    right = [place for place, word in enumerate(words) if word.startswith("*")]
    if right:
        return ReadGap(options=[word.removeprefix("*").strip() for word in words], right=right[0])
    return ReadGap(answers=[TextAnswer(text=word) for word in words])


def _split(text: str, signs: str) -> list[str]:
    return [word.strip() for word in re.split(f"[{re.escape(signs)}\n]", text) if word.strip()]


def _pick(value: str, known: Sequence[str], name: str, notes: Notes) -> str:
    if value and value not in known:
        notes.left_out.append(name)
        return ""
    return value


Row = tuple[list[str], list[str], list[str]]
"""The cells before the options, the options, and the cells after them."""


def _write_row(draft: QuestionDraft, notes: Notes) -> Row:
    body, key = draft.body, draft.key
    if body.kind not in KINDS:
        raise BrokenQuestion("kind_not_in_format", kind=body.kind)
    notes.left_out += list_lost(draft, _KEPT)
    text, right = write_text(draft.prompt), ""
    options: list[str] = []
    if body.kind in ("single", "multiple") and key.kind in ("single", "multiple"):
        choices = list_choices(body, key)
        options = [choice.text for choice in choices]
        least = 1 if body.kind == "single" else 0.01
        right = "; ".join(str(number) for number, choice in enumerate(choices, 1) if choice.share >= least)
        whole = key.kind == "multiple" and key.rule != "weights"
        notes.left_out += [] if whole or sorted(key.shares.values()) == [1] else ["shares"]
    elif key.kind == "true_false":
        right = str(TRUTHS["true" if key.correct else "false"])
    elif key.kind == "short":
        options = [answer.text for answer in key.answers if not answer.is_pattern]
        notes.left_out += ["shares"] if any(answer.share != 1 for answer in key.answers) else []
    elif key.kind == "number":
        options = [
            f"{each.value} ± {each.tolerance}" if Decimal(each.tolerance) else each.value for each in key.answers
        ]
        notes.left_out += ["shares"] if any(answer.share != 1 for answer in key.answers) else []
    elif body.kind == "ordering" and key.kind == "ordering":
        items = {item.id: item.text for item in body.items}
        options = [items.get(name, "") for name in key.order]
    elif body.kind == "matching" and key.kind == "matching":
        for left, entry in list_pairs(body, key):
            if left and "=" in left.text:
                raise BrokenQuestion("bad_pair", text=left.text[:40])
            options.append(f"{left.text if left else ''} = {entry.text}".strip())
    elif body.kind == "gap" and key.kind == "gap":
        text = f"{text}\n\n{body.text}".strip()
        options = _write_gaps(body, key)
        answers = [answer for gap in key.gaps.values() for answer in gap.answers]
        notes.left_out += ["shares"] if any(answer.share != 1 for answer in answers) else []
    first = [str(KINDS[body.kind]), draft.name, text]
    last = [
        right, f"{draft.points:f}", "; ".join(draft.tags), draft.level, draft.skill, key.explanation, draft.language
    ]  # fmt: skip
    if len(options) > MAX_OPTION_COLUMNS or any(len(cell) > MAX_CELL_CHARACTERS for cell in [*first, *options, *last]):
        raise BrokenQuestion("not_valid", field="options" if len(options) > MAX_OPTION_COLUMNS else "text")
    return first, options, last


def _write_gaps(body: GapBody, key: GapKey) -> list[str]:
    """Return a cell for each gap, in the order of the text."""
    gaps = {gap.id: gap for gap in body.gaps}
    cells = []
    for name in GAP.findall(body.text):
        gap, answer = gaps.get(name), key.gaps.get(name)
        if gap is None or answer is None:
            raise BrokenQuestion("not_valid", field="gaps")
        words = [f"{'*' if each.id == answer.option else ''}{each.text}" for each in gap.options]
        words = words or [each.text for each in answer.answers if not each.is_pattern]
        if any("|" in word for word in words):
            raise BrokenQuestion("not_valid", field="gaps")
        cells.append(" | ".join(words))
    return cells
