"""The language of questions that come from files, by which typed answers are compared."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from apps.learning.blocks.documents import read_text
from apps.quizzes.questions.drafts import QuestionDraft
from apps.quizzes.questions.keys import GapKey, ShortKey
from apps.quizzes.questions.wording import show_gaps
from ml.text.languages import detect_language

DEFAULT = "en"


def choose_languages(drafts: Sequence[QuestionDraft], named: Sequence[str], *, asked: str = "") -> list[QuestionDraft]:
    """Return the drafts with their languages: what their file names for each ("" for none), else `asked`, else what
    their letters and words tell. Where nothing tells, a question has the language of most others of its file.
    """
    found = [name or asked or _detect(draft) for draft, name in zip(drafts, named, strict=True)]
    most = Counter(filter(None, found)).most_common(1)
    default = most[0][0] if most else DEFAULT
    return [replace(draft, language=language or default) for draft, language in zip(drafts, found, strict=True)]


def _detect(draft: QuestionDraft) -> str | None:
    words = [read_text(draft.prompt), show_gaps(draft.body), *_list_options(draft)]
    return detect_language("\n".join(words), "\n".join(_list_typed(draft)))


def _list_options(draft: QuestionDraft) -> Iterator[str]:
    """Yield what learners choose from and what they move."""
    body = draft.body
    for name in ("options", "items", "left", "right"):
        yield from (option.text for option in getattr(body, name, ()))
    for gap in getattr(body, "gaps", ()):
        yield from (option.text for option in gap.options)


def _list_typed(draft: QuestionDraft) -> Iterator[str]:
    """Yield the texts that learners type."""
    key = draft.key
    answers = key.answers if isinstance(key, ShortKey) else []
    if isinstance(key, GapKey):
        answers = [answer for gap in key.gaps.values() for answer in gap.answers]
    yield from (answer.text for answer in answers if not answer.is_pattern)
