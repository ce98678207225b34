"""Which files a question shows."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from apps.quizzes.questions.bodies import (
    GapBody,
    HotspotBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
    QuestionBody,
    SingleBody,
)
from apps.quizzes.questions.drafts import QuestionDraft
from apps.quizzes.questions.parts import Option


def iterate_options(body: QuestionBody) -> Iterator[Option]:
    """Yield all options and items of a body."""
    if isinstance(body, SingleBody | MultipleBody):
        yield from body.options
    elif isinstance(body, OrderingBody):
        yield from body.items
    elif isinstance(body, MatchingBody):
        yield from [*body.left, *body.right]
    elif isinstance(body, GapBody):
        for gap in body.gaps:
            yield from gap.options


def list_body_pictures(body: QuestionBody) -> list[UUID]:
    """Return the files of the pictures that a body shows."""
    shown = [option.picture for option in iterate_options(body)]
    shown += [body.picture] if isinstance(body, HotspotBody) else []
    return [file for file in shown if file is not None]


def list_files(draft: QuestionDraft) -> list[UUID]:
    """Return the files of all pictures and the recording of a question."""
    audio = [draft.audio] if draft.audio else []
    return [*(picture.file for picture in draft.pictures), *list_body_pictures(draft.body), *audio]


def replace_files(draft: QuestionDraft, known: Mapping[UUID, UUID]) -> QuestionDraft:
    """Return the draft with these ids in place of those of its files; a file that is not known is dropped."""

    def swap(options: list[Option]) -> list[Option]:
        return [
            option.model_copy(update={"picture": known.get(option.picture)}) if option.picture else option
            for option in options
        ]

    body, changed = draft.body, dict[str, Any]()
    if isinstance(body, SingleBody | MultipleBody):
        changed = {"options": swap(body.options)}
    elif isinstance(body, OrderingBody):
        changed = {"items": swap(body.items)}
    elif isinstance(body, MatchingBody):
        changed = {"left": swap(body.left), "right": swap(body.right)}
    elif isinstance(body, GapBody):
        changed = {"gaps": [gap.model_copy(update={"options": swap(gap.options)}) for gap in body.gaps]}
    elif isinstance(body, HotspotBody) and body.picture:
        changed = {"picture": known.get(body.picture)}
    pictures = [
        picture.model_copy(update={"file": known[picture.file]}) for picture in draft.pictures if picture.file in known
    ]
    audio = known.get(draft.audio) if draft.audio else None
    return replace(draft, body=body.model_copy(update=changed), pictures=tuple(pictures), audio=audio, files={})
