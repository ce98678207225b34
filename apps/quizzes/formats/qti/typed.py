"""Read interactions of QTI that stand in a text: entries, choices in a line, and gaps to fill."""

import re
from collections.abc import Iterator
from decimal import Decimal
from xml.etree.ElementTree import Element

from apps.quizzes.formats.qti.item_reader import Found, ItemReader
from apps.quizzes.formats.qti.packages import make_part_ids
from apps.quizzes.formats.qti.scoring import Response, format_number, read_decimal, read_number
from apps.quizzes.formats.qti.texts import write_inner_html, write_outer_html
from apps.quizzes.formats.qti.words import get_shares
from apps.quizzes.questions import bodies, keys
from apps.quizzes.questions.bodies import QuestionBody
from apps.quizzes.questions.keys import QuestionKey

BLANK = "____"
"""Stands for an entry within the prompt."""
NUMBERS = {"float", "integer"}
"""Base types of responses that are numbers."""
_SPACES = re.compile(r"\s+")


def read_inline(reader: ItemReader, interactions: list[Element]) -> tuple[str, QuestionBody, QuestionKey]:
    """Return the HTML of the prompt, body and key of an item with interactions in its text."""
    first = interactions[0]
    parent = next(each for each in reader.body.iter() if first in list(each))
    if len(interactions) == 1 and first.tag == "textEntryInteraction":
        response = reader.get_response(first)
        is_number = response.base_type in NUMBERS
        is_alone = not _SPACES.sub("", "".join(parent.itertext()))
        if is_number or is_alone:

            def replace(element: Element) -> str | None:
                return None if element is not first else "" if is_alone else BLANK

            html = write_inner_html(reader.body, replace)
            return html, *(_read_number(reader, response) if is_number else _read_short(reader, response))
    return _read_gaps(reader, interactions)


def read_gap_match(reader: ItemReader, interaction: Element) -> Found:
    """Read gaps that are filled by dragging: each is chosen from all words."""
    response = reader.get_response(interaction)
    options, parts = reader.read_options(interaction, "gapText", "gapImg")
    gaps = make_part_ids(each.get("identifier", "") for each in interaction.iter("gap"))
    right: dict[str, str] = {}
    for one, two in reader.read_pairs(response):
        word, gap = (one, two) if one in parts else (two, one)
        if word in parts and gap in gaps:
            right.setdefault(gaps[gap], parts[word])

    def replace(element: Element) -> str | None:
        if element.tag == "gap":
            return f"[[{gaps[element.get('identifier', '')]}]]"
        return "" if element.tag == "prompt" else None

    text = reader.context.read_words(write_inner_html(interaction, replace))
    rule: keys.Rule = "each" if reader.scoring.is_mapped(response) else "all"
    key = keys.GapKey(
        kind="gap",
        gaps={part: keys.GapAnswer(option=right.get(part)) for part in gaps.values()},
        rule=rule,
        **reader.build_base(),
    )
    gap_parts = [bodies.Gap(id=part, kind="chosen", options=options) for part in gaps.values()]
    return bodies.GapBody(kind="gap", text=text, gaps=gap_parts), key


def _read_gaps(reader: ItemReader, interactions: list[Element]) -> tuple[str, QuestionBody, QuestionKey]:
    gaps = make_part_ids(each.get("responseIdentifier", "") for each in interactions)
    made, right = [], {}
    match_case = True
    per_gap = Decimal(1) if reader.scoring.needs_all else reader.scoring.points / len(interactions)
    for each in interactions:
        response, part = reader.get_response(each), gaps[each.get("responseIdentifier", "")]
        if each.tag == "textEntryInteraction":
            made.append(bodies.Gap(id=part, kind="typed"))
            match_case = match_case and reader.matches_case(response)
            answers = reader.read_answers(response, per_gap)
            if response.base_type in NUMBERS:
                answers = list(_spell_numbers(answers))
                if any(test.tolerance for test, _share, _feedback in reader.read_tests(response, per_gap)):
                    reader.context.lose("tolerance")
            right[part] = keys.GapAnswer(answers=answers)
            continue
        options, parts = reader.read_options(each, "inlineChoice")
        values = response.mapping or {}
        mapped = [name for name in values if values[name] == max(values.values())]
        word = next((parts[name] for name in [*response.correct, *mapped] if name in parts), None)
        made.append(bodies.Gap(id=part, kind="chosen", options=options))
        right[part] = keys.GapAnswer(option=word)
    blocks = list(reader.body)
    start = next(n for n, block in enumerate(blocks) if any(each in interactions for each in block.iter()))

    def replace(element: Element) -> str | None:
        return f"[[{gaps[element.get('responseIdentifier', '')]}]]" if element in interactions else None

    before, after = (
        "".join(write_outer_html(block, replace) + (block.tail or "") for block in part)
        for part in (blocks[:start], blocks[start:])
    )
    has_typed = any(gap.kind == "typed" for gap in made)
    key = keys.GapKey(
        kind="gap", gaps=right, rule=reader.scoring.gap_rule, match_case=match_case and has_typed, **reader.build_base()
    )
    text = reader.context.read_words(after)
    return before, bodies.GapBody(kind="gap", text=text, gaps=made), key


def _spell_numbers(answers: list[keys.TextAnswer]) -> Iterator[keys.TextAnswer]:
    """Yield numbers as people type them in a gap: without zeros at the end, with a point and with a comma."""
    for answer in answers:
        number = None if answer.is_pattern else read_decimal(answer.text)
        text = answer.text if number is None else format_number(number)
        for each in dict.fromkeys((text, text.replace(".", ",") if number is not None else text, answer.text)):
            yield answer.model_copy(update={"text": each})


def _read_short(reader: ItemReader, response: Response) -> Found:
    answers = reader.read_answers(response, reader.scoring.points)
    key = keys.ShortKey(kind="short", answers=answers, match_case=reader.matches_case(response), **reader.build_base())
    return bodies.ShortBody(kind="short"), key


def _read_number(reader: ItemReader, response: Response) -> Found:
    points = reader.scoring.points
    found: list[tuple[str, str, float, str]] = []
    if reader.scoring.is_mapped(response):
        found = [(text, "0", share, "") for text, share in get_shares(response.mapping or {}, points).items()]
    else:
        found = [
            (test.text, format_number(test.tolerance), share, feedback)
            for test, share, feedback in reader.read_tests(response, points)
            if not test.is_pattern
        ]
    found = found or [(text, "0", 1.0, "") for text in response.correct]
    answers = [
        keys.NumberAnswer(value=value, tolerance=tolerance, share=max(share, 0.0), feedback=feedback)
        for text, tolerance, share, feedback in found
        if (value := read_number(text)) is not None
    ]
    return bodies.NumberBody(kind="number"), keys.NumberKey(kind="number", answers=answers, **reader.build_base())
