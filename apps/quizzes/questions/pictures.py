"""Which files a question shows."""

from collections.abc import Iterator
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
