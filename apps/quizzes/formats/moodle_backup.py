"""The question bank of a backup of Moodle (`questions.xml`): read, by way of Moodle XML.

Elements: `backup/moodle2/backup_qtype_plugin.class.php` of Moodle and `backup_qtype_*_plugin.class.php` of its question
types. A backup has numbers where Moodle XML has words, and shares from 0 to 1 in place of percents; its files are
elsewhere.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement
from xml.parsers import expat

from django.utils.translation import gettext as _

from apps.course_transfers.xml_documents import get_text, iterate_elements
from apps.quizzes.formats.collecting import check_size
from apps.quizzes.formats.moodle_xml import MAX_XML_BYTES, read_elements
from apps.quizzes.formats.results import ReadQuestions, UnreadableFile

BANK_ENTRY = "question_bank_entry"
"""Holds the versions of a question since Moodle 4."""
FORMS = {"0": "moodle_auto_format", "1": "html", "2": "plain_text", "4": "markdown"}
KINDS = {"match": "matching"}
NOT_QUESTIONS = ("random", "description")
_PLACE = re.compile(r"\{#([0-9]{1,4})\}")
"""Where an embedded answer stands; it is a question of its own, whose text is the answer as Moodle XML has it."""
NUMBERED_GAPS = ("gapselect", "ddwtos")
"""Kinds whose answers are the words to choose from, with their group where others have feedback."""
_DRAG_GROUP = re.compile(r'"draggroup";(?:s:[0-9]+:"|i:)([0-9]+)')
_SHARE = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,12})?")


def read(data: bytes) -> ReadQuestions:
    """Return the newest version of each question. Raise UnreadableFile for what is no well-formed XML, has a document
    type, or is too large.
    """
    check_size(data, MAX_XML_BYTES)
    return read_elements(_iterate(data))


def _iterate(data: bytes) -> Iterator[tuple[str, tuple[Element, str]]]:
    """Yield each question as Moodle XML has it, with its number; of the category there is nothing here."""
    name = BANK_ENTRY if f"<{BANK_ENTRY}".encode() in data else "question"
    number = 0
    try:
        embedded = _find_embedded(data, name)
        for element in iterate_elements(data, name):
            question = _find_newest(element) if name == BANK_ENTRY else element
            if question is None or get_text(question, "qtype") in NOT_QUESTIONS:
                continue
            if get_text(question, "parent") not in ("", "0"):
                continue  # a gap of another question
            number += 1
            yield str(number), (_convert(question, embedded), "")
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise UnreadableFile(_("This is no XML that can be read here.")) from error


def _find_embedded(data: bytes, name: str) -> dict[str, str]:
    """Return the texts of the questions that are gaps of others, by their ids."""
    if b"multianswer" not in data:
        return {}
    questions = (each for element in iterate_elements(data, name) for each in element.iter("question"))
    return {
        each.get("id", ""): get_text(each, "questiontext")
        for each in questions
        if get_text(each, "parent") not in ("", "0")
    }


def _find_newest(entry: Element) -> Element | None:
    versions = entry.findall("question_version/question_versions")
    newest = max(versions, key=lambda each: get_text(each, "version").zfill(20), default=None)
    return None if newest is None else newest.find("questions/question")


def _convert(question: Element, embedded: Mapping[str, str]) -> Element:
    kind = get_text(question, "qtype")
    made = Element("question", type=KINDS.get(kind, kind))
    _add_text(made, "name", get_text(question, "name"))
    text = _add_formatted(made, "questiontext", question, "questiontext")[0]
    if kind == "multianswer":
        parts = get_text(question, f"plugin_qtype_{kind}_question/{kind}/sequence").split(",")
        texts = {str(place): embedded.get(part.strip(), "") for place, part in enumerate(parts, 1)}
        text.text = _PLACE.sub(lambda found: texts.get(found[1]) or found[0], text.text or "")
    _add_formatted(made, "generalfeedback", question, "generalfeedback")
    SubElement(made, "defaultgrade").text = get_text(question, "defaultmark") or "1"
    SubElement(made, "penalty").text = get_text(question, "penalty")
    for hint in question.iterfind("question_hints/question_hint"):
        _add_formatted(made, "hint", hint, "hint")
    tags = SubElement(made, "tags")
    for tag in question.iterfind("tags/tag"):
        _add_text(tags, "tag", get_text(tag, "name"))
    plugin = question.find(f"plugin_qtype_{kind}_question")
    if plugin is not None:
        _add_plugin(made, plugin, kind)
    return made


def _add_plugin(made: Element, plugin: Element, kind: str) -> None:
    """Add what the question type itself stores: answers, pairs, units and settings."""
    tolerances = {
        get_text(each, "answer"): get_text(each, "tolerance")
        for each in plugin.iterfind("numerical_records/numerical_record")
    }
    for answer in plugin.iterfind("answers/answer"):
        added = _add_formatted(made, "answer", answer, "answertext", form="answerformat")
        added.set("fraction", _to_percent(get_text(answer, "fraction")))
        _add_formatted(added, "feedback", answer, "feedback")
        SubElement(added, "tolerance").text = tolerances.get(answer.get("id", ""), "0")
        if kind in NUMBERED_GAPS:
            choice = SubElement(made, "selectoption")
            SubElement(choice, "text").text = get_text(answer, "answertext")
            group = get_text(answer, "feedback")
            SubElement(choice, "group").text = found[1] if (found := _DRAG_GROUP.search(group)) else group
    for match in plugin.iterfind("matches/match"):
        added = _add_formatted(made, "subquestion", match, "questiontext")
        _add_text(added, "answer", get_text(match, "answertext"))
    units = SubElement(made, "units")
    for each in plugin.iterfind("numerical_units/numerical_unit"):
        unit = SubElement(units, "unit")
        SubElement(unit, "unit_name").text = get_text(each, "unit")
        SubElement(unit, "multiplier").text = get_text(each, "multiplier")
    for path in (kind, f"{kind}options", "numerical_options/numerical_option"):
        if (options := plugin.find(path)) is not None:
            _add_settings(made, options)


def _add_settings(made: Element, options: Element) -> None:
    feedback = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback", "graderinfo")
    for option in options:
        if option.tag in feedback:
            _add_formatted(made, option.tag, options, option.tag)
        elif not option.tag.endswith("format") or option.tag == "responseformat":
            SubElement(made, option.tag).text = option.text


def _add_text(parent: Element, name: str, text: str) -> None:
    SubElement(SubElement(parent, name), "text").text = text


def _add_formatted(parent: Element, name: str, source: Element, path: str, *, form: str = "") -> Element:
    made = SubElement(parent, name, format=FORMS.get(get_text(source, form or f"{path}format"), "html"))
    SubElement(made, "text").text = get_text(source, path)
    return made


def _to_percent(share: str) -> str:
    """Return a share of a backup as a percent; what is no share stays, and the reader says that it is no number."""
    return f"{Decimal(share) * 100:f}" if _SHARE.fullmatch(share) else share or "0"
