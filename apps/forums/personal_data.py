"""Personal data of forums: a person's texts stay in their discussions without name and words; the rest goes."""

from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.html import escape

from apps.accounts.models import User
from apps.core.personal_data import DELETE, KEEP, PersonalData, PersonIdentifiers
from apps.forums.events import publish_rearranged
from apps.forums.models import Discussion, Reply, TextEdit, Upvote
from apps.forums.services.counting import count_replies
from apps.forums.services.drafts import empty_text, fold
from apps.forums.services.locks import lock_discussions_of
from apps.moderation.services.writing import lock_writer

PERSONAL_DATA = [
    PersonalData(
        "forums.Discussion",
        "author",
        KEEP,
        "id created_at kind title text second edited_at",
        empty={"author": None, "title": "", "text": "", "folded": ""},
        loose="title text folded",
    ),
    PersonalData(
        "forums.Reply",
        "author",
        KEEP,
        "id created_at discussion text upvote_count edited_at",
        empty={"author": None, "text": "", "folded": ""},
        loose="text folded",
    ),
    PersonalData("forums.Upvote", "user", DELETE, "id created_at reply"),
    PersonalData("forums.TextEdit", "editor", DELETE, "id created_at title text", loose="title text"),
    PersonalData("forums.ForumFile", "owner", DELETE, "id created_at kind"),
    PersonalData("forums.TextMention", "user", DELETE, "id created_at discussion"),
    PersonalData("forums.TextNotice", "user", DELETE, "id created_at discussion"),
    PersonalData("forums.ForumReader", "user", DELETE, "id created_at level seen_at"),
    PersonalData("forums.DiscussionRead", "user", DELETE, "id created_at discussion read_at"),
    PersonalData("forums.Forum", "group__lead_teacher", KEEP, own=False),
]
TEXTS: dict[Any, tuple[str, ...]] = {Discussion: ("title", "text"), Reply: ("text",), TextEdit: ("title", "text")}


def prepare_erasure(person: UUID) -> None:
    """Leave “deleted” where the person wrote, with what belongs to the texts, and take their votes off the counters.

    What the person writes at the same time is waited for, or refused afterwards.
    """
    now = timezone.now()
    lock_writer(User.objects.get(pk=person))
    discussions = lock_discussions_of([person])
    for vote in Upvote.objects.filter(user=person).order_by("reply_id"):
        Reply.objects.filter(pk=vote.reply_id).update(upvote_count=F("upvote_count") - 1, updated_at=now)
    Upvote.objects.filter(user=person).delete()
    for discussion in discussions:
        own: list[Discussion | Reply] = list(discussion.replies.filter(author=person, deleted_at__isnull=True))
        if discussion.author_id == person and discussion.deleted_at is None:
            own.append(discussion)
        for row in own:
            empty_text(row)
            row.deleted_at = now
            row.save(update_fields=["deleted_at", "updated_at"])
        discussion.replies.filter(author=person).update(accepted_at=None)
        count_replies(discussion)
        publish_rearranged(discussion)
    TextEdit.objects.filter(reply__author=person).delete()


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Remove the person from texts of others, and from what searches compare."""
    for model, columns in TEXTS.items():
        for column in columns:
            for row in identifiers.filter_mentions(model._default_manager.all(), column).order_by("pk"):
                _scrub(row, columns, identifiers)


def _scrub(row: Discussion | Reply | TextEdit, columns: tuple[str, ...], identifiers: PersonIdentifiers) -> None:
    values = {column: identifiers.remove_mentions(getattr(row, column)) for column in columns}
    if all(getattr(row, column) == value for column, value in values.items()):
        return
    if not isinstance(row, TextEdit):
        title = [escape(values["title"])] if "title" in values else []
        values["folded"] = fold(*title, values["text"])
        discussion_id = row.pk if isinstance(row, Discussion) else row.discussion_id
        publish_rearranged(Discussion(pk=discussion_id))
    type(row)._default_manager.filter(pk=row.pk).update(**values)
