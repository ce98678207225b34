"""Reads of discussions, replies, and their edits."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    DateTimeField,
    Exists,
    F,
    Func,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, JSONObject

from apps.accounts.models import User
from apps.core.lookups import filter_given
from apps.core.pagination import Columns
from apps.forums.models import (
    Discussion,
    DiscussionKind,
    DiscussionRead,
    ForumFile,
    ForumReader,
    Reply,
    TextEdit,
    TextMention,
    Upvote,
)
from apps.forums.person_places import Places
from apps.forums.queries import count_rows, filter_unread, list_moderated_forums, list_unhidden_discussions
from apps.forums.queries import list_visible_forums as list_forums
from apps.learning.models import CourseContent
from ml.text import build_search_key

ORDER = Columns(("-activity", "created_at"), {"activity": ("is_pinned", "last_activity_at")})
"""Pinned ones first, then by their last text."""
REPLY_ORDER = Columns(("id", "-upvotes"), {"upvotes": ("upvote_count",)})
MOST_WORDS = 8
"""Of a search; more are not looked at."""
SHOWN = {"deleted_at__isnull": True, "hidden_at__isnull": True}


def list_visible_discussions(
    user: User,
    *,
    forum_id: UUID | None = None,
    person_id: UUID | None = None,
    lesson_id: UUID | None = None,
    kind: str | None = None,
    is_unanswered: bool | None = None,
    is_unread: bool | None = None,
    since_seen: bool | None = None,
    places: Places | None = None,
) -> QuerySet[Discussion]:
    """Return the discussions of forums that the user reads; deleted ones only with replies.

    `person_id`: in which this person has written. `is_unanswered`: only (or none of) questions without an accepted
    answer that nobody has resolved. `since_seen`: only those with texts since the user saw their forum.
    """
    rows = list_readable_discussions(user, places=places).exclude(deleted_at__isnull=False, reply_count=0)
    rows = filter_given(rows, forum=forum_id, lesson=lesson_id, kind=kind)
    if person_id is not None:
        wrote = Exists(Reply.objects.filter(discussion=OuterRef("pk"), author=person_id, **SHOWN))
        rows = rows.filter(Q(author=person_id, **SHOWN) | wrote)
    if is_unanswered is not None:
        unanswered = Q(kind=DiscussionKind.QUESTION, resolved_at__isnull=True, deleted_at__isnull=True)
        rows = rows.filter(unanswered) if is_unanswered else rows.exclude(unanswered)
    if is_unread is not None:
        rows = filter_unread(rows, user, is_unread=is_unread)
    if since_seen:
        own = ForumReader.objects.filter(forum=OuterRef("forum"), user=user, seen_at__lt=OuterRef("last_activity_at"))
        rows = rows.filter(Exists(own))
    return rows


def list_readable_discussions(user: User, *, places: Places | None = None) -> QuerySet[Discussion]:
    """Return the discussions that the user may open, deleted ones too. `places`: as in `list_visible_forums`."""
    places = places or Places(user)
    forums = list_forums(user, places=places).order_by().values("pk")
    rows = list_unhidden_discussions(user, places=places).filter(forum__in=forums)
    rows = rows.annotate(is_pinned=Q(pinned_at__isnull=False))
    return rows.select_related("author", "lesson", "forum__course", "forum__group", "forum__branch")


def with_rights(discussions: QuerySet[Discussion], user: User, *, places: Places | None = None) -> QuerySet[Discussion]:
    """Add `is_moderated`: by the user."""
    moderated = list_moderated_forums(user, places=places).filter(pk=OuterRef("forum"))
    return discussions.annotate(is_moderated=Exists(moderated))


def with_unread(discussions: QuerySet[Discussion], user: User, *, places: Places | None = None) -> QuerySet[Discussion]:
    """Add `unread_count`, replies of others since the user read it, `is_new`: never read,
    `accepted_id`, `is_moderated` and `lesson_title`; in the query of the list.
    """
    read = DiscussionRead.objects.filter(discussion=OuterRef("pk"), user=user)
    begin = datetime(1970, 1, 1, tzinfo=UTC)
    news = Reply.objects.filter(discussion=OuterRef("pk"), created_at__gt=OuterRef("counted_from"), **SHOWN)
    replies = news.exclude(author=user)
    accepted = Reply.objects.filter(discussion=OuterRef("pk"), accepted_at__isnull=False)
    counted_from = Coalesce(Subquery(read.values("read_at")[:1]), Value(begin), output_field=DateTimeField())
    return (
        with_rights(discussions, user, places=places)
        .annotate(counted_from=counted_from)
        .annotate(
            unread_count=count_rows(replies),
            is_new=~Exists(read),
            accepted_id=Subquery(accepted.values("pk")[:1]),
            lesson_title=_build_published_title(),
        )
    )


def _build_published_title() -> Coalesce:
    """Build the title of the lesson in the published outline of its course; "" when it does not stand there."""
    path = Func(Value("$.modules[*].lessons[*] ? (@.id == $id).title"), template="%(expressions)s::jsonpath")
    lesson = JSONObject(id=Cast(OuterRef("lesson"), TextField()))
    title = Func(
        F("published__outline"), path, lesson,
        function="jsonb_path_query_first", template="%(function)s(%(expressions)s) #>> '{}'", output_field=TextField(),
    )  # fmt: skip
    published = CourseContent.objects.filter(course=OuterRef("lesson__course")).annotate(title=title)
    return Coalesce(Subquery(published.values("title")[:1]), Value(""), output_field=TextField())


def with_texts(discussions: QuerySet[Discussion]) -> QuerySet[Discussion]:
    """Add the files and mentions of opening texts."""
    return discussions.prefetch_related(_prefetch("files"), _prefetch("mentions"))


def search_discussions(rows: QuerySet[Discussion], text: str) -> QuerySet[Discussion]:
    """Filter discussions that have every word of a text (the first MOST_WORDS), in either script, in title, opening
    text or replies that are shown.
    """
    words = list(dict.fromkeys(build_search_key(text).split()))[:MOST_WORDS]
    if not words:
        return rows.none()
    for word in words:
        answered = Reply.objects.filter(folded__contains=word, **SHOWN).order_by().values("discussion")
        rows = rows.filter(Q(folded__contains=word, hidden_at__isnull=True) | Q(pk__in=answered))
    return rows


def list_replies(user: User, discussion: Discussion) -> QuerySet[Reply]:
    """Return the replies of a discussion in the order in which they were written, hidden and deleted ones too: they
    have no text then, except for who may read it. With `has_upvoted`.
    """
    own = Upvote.objects.filter(reply=OuterRef("pk"), user=user)
    rows = Reply.objects.filter(discussion=discussion).select_related("author")
    rows = rows.annotate(has_upvoted=Coalesce(Exists(own), Value(False), output_field=BooleanField()))
    files = Prefetch("files", ForumFile.objects.select_related("file").order_by("position"))
    return rows.prefetch_related(files, Prefetch("mentions", TextMention.objects.select_related("user")))


def list_edits(discussion: Discussion, reply: Reply | None) -> QuerySet[TextEdit]:
    """Return what an opening text (no reply) or a reply was before each change."""
    return TextEdit.objects.filter(discussion=discussion, reply=reply).select_related("editor")


def _prefetch(name: str) -> "Prefetch[Any]":
    """The files or mentions of an opening text, not those of its replies."""
    rows = {
        "files": ForumFile.objects.filter(reply__isnull=True).select_related("file").order_by("position"),
        "mentions": TextMention.objects.filter(reply__isnull=True).select_related("user"),
    }
    return Prefetch(name, rows[name])
