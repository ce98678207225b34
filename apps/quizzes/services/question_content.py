"""What a bank stores of a question: the content of a version, and what lists say of it."""

from collections.abc import Collection, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.core.errors import Invalid
from apps.core.validators import validate_field
from apps.learning.blocks.documents import TEXT_SCHEMA, check_document, read_text
from apps.quizzes.models import QuestionBank
from apps.quizzes.models.banks import MAX_DIFFICULTY, TAG
from apps.quizzes.questions.checking import check_question
from apps.quizzes.questions.drafts import MAX_PICTURES, QuestionDraft
from apps.quizzes.questions.pictures import list_files
from apps.quizzes.questions.wording import has_sentence, read_wording, show_gaps
from ml.text import build_search_key

MAX_TAGS = 20
MAX_POINTS, POINT = 1000, Decimal("0.01")
NAME = 200
SEARCH_KEY = 4000


def prepare_content(
    bank: QuestionBank, draft: QuestionDraft, *, file_types: Mapping[UUID, str] | None = None
) -> dict[str, Any]:
    """Return the values of a version. `file_types`: the content types of the files that it may show; None: those of the
    bank. Raise Invalid for what cannot be asked.
    """
    check_question(draft.body, draft.key)
    prompt = validate_field("prompt", check_document, draft.prompt, TEXT_SCHEMA)
    if not (read_text(prompt) or draft.pictures or draft.audio or has_sentence(draft.body)):
        raise Invalid.field("prompt", _("The question has no words."))
    if len(draft.pictures) > MAX_PICTURES:
        raise Invalid.field("pictures", _("At most %(count)d entries.") % {"count": MAX_PICTURES})
    _check_files(bank, draft, file_types)
    points = draft.points.quantize(POINT, ROUND_HALF_UP)
    if not 0 < points <= MAX_POINTS:
        raise Invalid.field("points", _("Enter points above 0 and up to %(most)d.") % {"most": MAX_POINTS})
    return {
        "prompt": prompt,
        "pictures": [picture.model_dump(mode="json") for picture in draft.pictures],
        "audio_id": draft.audio,
        "max_plays": draft.max_plays,
        "body": draft.body.model_dump(mode="json"),
        "key": draft.key.model_dump(mode="json"),
        "points": points,
        "language": draft.language,
    }


def read_attributes(draft: QuestionDraft, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the question itself, beside those of its version. Raise Invalid for tags that are too many
    or too long, and for a difficulty that no question has.
    """
    text = read_wording(content["prompt"], draft.body)
    if draft.difficulty is not None and not abs(draft.difficulty) <= MAX_DIFFICULTY:
        raise Invalid.field(
            "difficulty", _("Enter a difficulty from -%(most)d to %(most)d.") % {"most": MAX_DIFFICULTY}
        )
    return {
        "name": draft.name[:NAME] or text[:200] or str(_("Question without words")),
        "tags": _check_tags(draft.tags),
        "level": draft.level,
        "skill": draft.skill,
        "difficulty": draft.difficulty,
        "search_key": build_search_key(f"{draft.name} {text} {show_gaps(draft.body)}")[:SEARCH_KEY],
    }


def _check_files(bank: QuestionBank, draft: QuestionDraft, known: Mapping[UUID, str] | None) -> None:
    wanted = set(list_files(draft))
    if not wanted:
        return
    types = known
    if types is None:
        types = dict(bank.files.filter(pk__in=wanted).values_list("pk", "file__content_type"))
    if draft.audio and not types.get(draft.audio, "").startswith("audio/"):
        raise Invalid.field("audio", _("There is no such recording in this bank."))
    if any(not types.get(file, "").startswith("image/") for file in wanted - {draft.audio}):
        raise Invalid.field("pictures", _("There is no such picture in this bank."))


def _check_tags(tags: Collection[str]) -> list[str]:
    unique = list(dict.fromkeys(filter(None, (tag.strip() for tag in tags))))
    if len(unique) > MAX_TAGS:
        raise Invalid.field("tags", _("At most %(count)d entries.") % {"count": MAX_TAGS})
    if any(len(tag) > TAG for tag in unique):
        raise Invalid.field("tags", _("At most %(count)d characters.") % {"count": TAG})
    return unique
