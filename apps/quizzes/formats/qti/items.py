"""Read items of QTI 2.1, 2.2 and 3.0 as drafts. The versions differ in the names of elements alone."""

from collections import Counter
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from apps.quizzes.formats.collecting import BrokenQuestion
from apps.quizzes.formats.qti.choices import read_associate, read_choice, read_match, read_order
from apps.quizzes.formats.qti.handed_in import read_hotspot, read_text, read_upload
from apps.quizzes.formats.qti.item_reader import ItemReader
from apps.quizzes.formats.qti.packages import ItemContext
from apps.quizzes.formats.qti.scoring import normalize_names, read_number
from apps.quizzes.formats.qti.texts import PASSIVE, write_inner_html
from apps.quizzes.formats.qti.typed import read_gap_match, read_inline
from apps.quizzes.formats.qti.words import name_question
from apps.quizzes.questions.drafts import LANGUAGES, LEVELS, SKILLS, QuestionDraft

Facts = Mapping[str, list[str]]
INLINE = {"textEntryInteraction", "inlineChoiceInteraction"}
_READERS = {
    "choiceInteraction": read_choice,
    "orderInteraction": read_order,
    "matchInteraction": read_match,
    "associateInteraction": read_associate,
    "gapMatchInteraction": read_gap_match,
    "extendedTextInteraction": read_text,
    "uploadInteraction": read_upload,
    "hotspotInteraction": read_hotspot,
    "selectPointInteraction": read_hotspot,
}


def read_item(item: Element, context: ItemContext, facts: Facts) -> QuestionDraft:
    """Return the question of an `assessmentItem` of any version; its names become those of 2.x. `facts`: what the
    manifest says of it. Raise BrokenQuestion where there is no such question here.
    """
    normalize_names(item)
    if item.find("templateDeclaration") is not None:
        raise BrokenQuestion("unknown_kind", kind="templateDeclaration")
    reader = ItemReader(item, context)
    interactions = [e for e in reader.body.iter() if e.tag.endswith("Interaction") and e.tag not in PASSIVE]
    inline = [each for each in interactions if each.tag in INLINE]
    if not interactions:
        raise BrokenQuestion("unknown_kind", kind="itemBody")
    if inline and len(inline) == len(interactions):
        html, body, key = read_inline(reader, inline)
    elif len(interactions) > 1:
        counts = sorted(Counter(each.tag for each in interactions).items())
        raise BrokenQuestion(
            "unknown_kind", kind=" + ".join(f"{count} × {tag}" if count > 1 else tag for tag, count in counts)
        )
    else:
        read = _READERS.get(interactions[0].tag)
        if read is None:
            raise BrokenQuestion("unknown_kind", kind=interactions[0].tag)
        html = write_inner_html(reader.body)
        body, key = read(reader, interactions[0])
    prompt = context.read_prompt("".join(_read_passages(item, context)) + html)
    language = (item.get("lang") or reader.body.get("lang") or "")[:2].lower()
    context.notes.language = language if language in LANGUAGES else ""
    plays = next((each.get("maxPlays", "") for each in reader.body.iter("mediaInteraction")), "")
    level, skill = facts.get("cefr", [""])[0].upper(), facts.get("skill", [""])[0].lower()
    difficulty = read_number(facts.get("difficulty (logits)", [""])[0])
    return QuestionDraft(
        name=name_question(item.get("title", ""), prompt.document, body, item.get("identifier", "")),
        prompt=prompt.document,
        body=body,
        key=key,
        points=reader.scoring.points,
        pictures=prompt.pictures,
        language=context.notes.language or "en",
        audio=prompt.audio,
        max_plays=int(plays) if plays.isdecimal() and len(plays) < 4 and prompt.audio else 0,
        tags=tuple(facts.get("tag", ())),
        level=level if level in LEVELS else "",
        skill=skill if skill in SKILLS else "",
        difficulty=float(difficulty) if difficulty else None,
        files=context.files,
    )


def _read_passages(item: Element, context: ItemContext) -> Iterator[str]:
    """Yield the texts that an item shares with others as HTML; one that cannot come is noted."""
    for each in item.iterfind("assessmentStimulusRef"):
        address = each.get("href", "")
        passage = context.package.read_passage(context.path, address)
        if passage is None:
            context.lose(address[:200])
        else:
            yield passage
