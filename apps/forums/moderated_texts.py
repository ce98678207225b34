"""Texts of forums for moderators: a discussion's opening text and a reply are one kind, and keep their id when a merge
or a split makes one of the other.
"""

from uuid import UUID

from django.db.models import Q

from apps.accounts.models import User
from apps.core.errors import NotFound
from apps.forums import access
from apps.forums.models import Discussion, Reply
from apps.forums.queries import get_place
from apps.moderation.kinds import CONTEXT_TEXTS, ContextText, TextFacts
from apps.moderation.texts import get_words

KIND = "forums.text"
PLACE = ("forum__course", "forum__group", "forum__branch")


def load_text(text_id: UUID) -> Discussion | Reply | None:
    """Return the discussion or reply of an id, with its forum; None for a deleted or missing one."""
    discussions = Discussion.objects.filter(pk=text_id, deleted_at__isnull=True, merged_into__isnull=True)
    if discussion := discussions.select_related("author", *PLACE).first():
        return discussion
    replies = Reply.objects.filter(pk=text_id, deleted_at__isnull=True)
    return replies.select_related("author", *(f"discussion__{name}" for name in PLACE)).first()


def find_text(text_id: UUID) -> TextFacts | None:
    """Return the facts of a text, or None."""
    row = load_text(text_id)
    return describe_text(row) if row is not None else None


def describe_text(row: Discussion | Reply) -> TextFacts:
    """Return the facts of a text that is loaded with its forum."""
    discussion = row if isinstance(row, Discussion) else row.discussion
    title = f"{row.title}\n" if isinstance(row, Discussion) else ""
    return TextFacts(
        author=row.author,
        place=get_place(discussion.forum),
        words=title + get_words(row.text),
        link={"discussion": str(discussion.pk), "text": str(row.pk)},
        written_at=row.created_at,
        changed_at=row.edited_at,
    )


def can_read_text(user: User, text_id: UUID) -> bool:
    """Return whether the user reads a text now."""
    row = load_text(text_id)
    try:
        if isinstance(row, Discussion):
            return access.get_discussion_to_answer(user, row.pk).pk == row.pk
        return row is not None and access.get_reply(user, row.pk) is not None
    except NotFound:
        return False


def list_context(text_id: UUID) -> list[ContextText]:
    """Return the opening text of the discussion, and the texts before and after this one."""
    row = load_text(text_id)
    if row is None:
        return []
    discussion = row if isinstance(row, Discussion) else row.discussion
    replies = discussion.replies.filter(deleted_at__isnull=True).select_related("author")
    half = CONTEXT_TEXTS // 2
    before = list(replies.filter(pk__lt=row.pk).order_by("-pk")[: half - 1]) if isinstance(row, Reply) else []
    after = replies.filter(Q(pk__gte=row.pk) if isinstance(row, Reply) else Q()).order_by("pk")[: half + 1]
    texts: list[Discussion | Reply] = [discussion, *reversed(before), *after]
    return [
        ContextText(id=text.pk, author=text.author, words=describe_words(text), written_at=text.created_at)
        for text in texts
        if text.deleted_at is None
    ]


def describe_words(row: Discussion | Reply) -> str:
    """Return the words of a text, with the title of a discussion."""
    return f"{row.title}\n{get_words(row.text)}" if isinstance(row, Discussion) else get_words(row.text)
