"""Load forums, discussions and replies for a user. Missing and forbidden ones give the same NotFound."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import ErrorCode, Forbidden, Invalid, NotFound
from apps.core.lookups import get_or_invalid, get_or_not_found
from apps.courses.access import get_course, get_group
from apps.forums import discussion_queries, queries
from apps.forums.models import Discussion, Forum, ForumFile, ForumKind, Reply
from apps.forums.people import list_mentionable_people
from apps.forums.person_places import Places
from apps.learning.access import get_readable_lesson
from apps.moderation.queries import list_active_sanctions
from apps.settings.models import Branch

READ_ONLY = {
    queries.ONLY_READER: _("You may read here, and not write."),
    queries.GROUP_CLOSED: _("This group is closed: its forum can be read only."),
    queries.COURSE_ARCHIVED: _("This course is archived: its forum can be read only."),
}
"""By the reason."""
MOST_FILES = 6
MOST_MENTIONS = 20


def get_forum(user: User, forum_id: UUID) -> Forum:
    """Return a forum that the user reads, with the user's rights and unread count."""
    places = Places(user)
    rows = queries.list_visible_forums(user, places=places)
    return get_or_not_found(queries.with_rights_and_counts(rows, user, places=places), forum_id)


def get_written_forum_or_invalid(user: User, forum_id: UUID, *, field: str = "forum") -> Forum:
    """Return the forum that a body names, to write in. Raise Invalid on `field` for one that the user does not read,
    Forbidden `read_only` for one in which the user does not write.
    """
    forum = get_or_invalid(
        queries.list_visible_forums(user), forum_id, field=field, message=_("There is no such forum.")
    )
    check_may_write(user, forum)
    return forum


def get_moderated_forum_or_invalid(user: User, forum_id: UUID) -> Forum:
    """Return the forum that a body names, which the user moderates. Raise Invalid on "forum"."""
    rows = queries.list_moderated_forums(user)
    return get_or_invalid(rows, forum_id, field="forum", message=_("There is no such forum."))


def check_may_write(user: User, forum: Forum, *, places: Places | None = None) -> None:
    """Raise Forbidden `read_only`, with the reason, when the user only reads the forum, or its place is over.
    `places`, here and below: those of the user, when the caller has them.
    """
    if not queries.list_written_forums(user, places=places).filter(pk=forum.pk).exists():
        raise Forbidden(READ_ONLY[queries.find_end(forum) or queries.ONLY_READER], code=ErrorCode.READ_ONLY)


def is_moderator(user: User, forum_id: UUID, *, places: Places | None = None) -> bool:
    """Return whether the user moderates the forum."""
    return queries.list_moderated_forums(user, places=places).filter(pk=forum_id).exists()


def get_place_or_invalid(
    user: User, *, course_id: UUID | None, group_id: UUID | None, branch_id: UUID | None
) -> tuple[str, UUID | None]:
    """Return the kind and id of the place whose forum is to be opened: at most one is named, none is the centre.

    Raise Invalid on the field when more than one is named, NotFound for a place that the user does not see.
    """
    named = {"course": course_id, "group": group_id, "branch": branch_id}
    given = [name for name, key in named.items() if key is not None]
    if len(given) > 1:
        raise Invalid.field(given[1], _("Name one place."))
    if course_id is not None:
        return ForumKind.COURSE, get_course(user, course_id).pk
    if group_id is not None:
        return ForumKind.GROUP, get_group(user, group_id).pk
    if branch_id is not None:
        return ForumKind.BRANCH, get_or_not_found(Branch.objects.all(), branch_id).pk
    return ForumKind.CENTRE, None


def get_discussion(user: User, discussion_id: UUID) -> Discussion:
    """Return a discussion that the user reads. One that was merged is the one into which it was."""
    places = Places(user)
    rows = discussion_queries.list_readable_discussions(user, places=places)
    rows = discussion_queries.with_unread(rows, user, places=places)
    return get_or_not_found(discussion_queries.with_texts(rows), _follow_merges(discussion_id))


def get_discussion_to_answer(user: User, discussion_id: UUID, *, places: Places | None = None) -> Discussion:
    """As `get_discussion`, without counts, files and mentions: what a reply to it needs."""
    return get_streamed_discussion(user, _follow_merges(discussion_id), places=places)


def get_discussion_with_rights(user: User, discussion_id: UUID) -> Discussion:
    """As `get_discussion_to_answer`, with `is_moderated`."""
    places = Places(user)
    rows = discussion_queries.list_readable_discussions(user, places=places)
    return get_or_not_found(discussion_queries.with_rights(rows, user, places=places), _follow_merges(discussion_id))


def get_streamed_discussion(user: User, discussion_id: UUID, *, places: Places | None = None) -> Discussion:
    """Return a discussion that the user reads, of this id: not the one into which it was merged."""
    return get_or_not_found(discussion_queries.list_readable_discussions(user, places=places), discussion_id)


def get_same_discussion(user: User, discussion_id: UUID) -> Discussion:
    """As `get_streamed_discussion`, with what `discussion_queries.with_unread` adds: to change it."""
    places = Places(user)
    rows = discussion_queries.list_readable_discussions(user, places=places)
    return get_or_not_found(discussion_queries.with_unread(rows, user, places=places), discussion_id)


def get_writable_discussion(user: User, discussion_id: UUID) -> Discussion:
    """Return a discussion in which the user may write now. Raise NotFound also where the user only reads."""
    places = Places(user)
    rows = discussion_queries.list_readable_discussions(user, places=places)
    discussion = get_or_not_found(rows, discussion_id)
    if (
        discussion.deleted_at is not None
        or not queries.list_written_forums(user, places=places).filter(pk=discussion.forum_id).exists()
    ):
        raise NotFound()
    if discussion.locked_at is not None and not is_moderator(user, discussion.forum_id):
        raise NotFound()
    check_not_sanctioned(user, discussion.forum)
    return discussion


def _follow_merges(discussion_id: UUID) -> UUID:
    """Return the id of the discussion into which this one was merged, or its own."""
    merged = Discussion.objects.filter(pk=discussion_id).values_list("merged_into", flat=True).first()
    while merged is not None:
        discussion_id = merged
        merged = Discussion.objects.filter(pk=discussion_id).values_list("merged_into", flat=True).first()
    return discussion_id


def check_not_sanctioned(user: User, forum: Forum) -> None:
    """Raise NotFound while a sanction keeps the user from writing in the forum."""
    if list_active_sanctions(user, queries.get_place(forum)):
        raise NotFound()


def get_moderated_discussion(user: User, discussion_id: UUID) -> Discussion:
    """Return a discussion that the user moderates."""
    places = Places(user)
    rows = discussion_queries.list_readable_discussions(user, places=places)
    moderated = queries.list_moderated_forums(user, places=places).order_by().values("pk")
    return get_or_not_found(rows.filter(forum__in=moderated), discussion_id)


def get_moderated_discussion_or_invalid(user: User, discussion_id: UUID) -> Discussion:
    """Return a discussion that a body names, which the user moderates. Raise Invalid on "into"."""
    places = Places(user)
    rows = discussion_queries.list_readable_discussions(user, places=places)
    moderated = queries.list_moderated_forums(user, places=places).order_by().values("pk")
    message = _("There is no such discussion.")
    return get_or_invalid(rows.filter(forum__in=moderated), discussion_id, field="into", message=message)


def get_reply(user: User, reply_id: UUID) -> Reply:
    """Return a reply that the user reads: not a hidden one of others, unless the user moderates."""
    seen = discussion_queries.list_readable_discussions(user).order_by().values("pk")
    rows = Reply.objects.filter(discussion__in=seen).select_related("discussion__forum", "author")
    reply = get_or_not_found(rows, reply_id)
    if reply.hidden_at is not None and reply.author_id != user.pk and not is_moderator(user, reply.discussion.forum_id):
        return get_or_not_found(rows.none(), reply_id)
    return reply


def get_reply_to_show(user: User, reply_id: UUID) -> tuple[Reply, bool]:
    """Return a reply that the user reads with what its view needs, and whether the user moderates it."""
    found = get_reply(user, reply_id)
    reply = get_or_not_found(discussion_queries.list_replies(user, found.discussion), reply_id)
    return reply, is_moderator(user, found.discussion.forum_id)


def get_moderated_reply_or_invalid(user: User, discussion_id: UUID, reply_id: UUID) -> Reply:
    """Return a reply that a body names, in a discussion that the user moderates. Raise Invalid on "reply"."""
    discussion = get_moderated_discussion(user, discussion_id)
    message = _("There is no such reply.")
    return get_or_invalid(Reply.objects.filter(discussion=discussion), reply_id, field="reply", message=message)


def check_sees_edits(user: User, author_id: UUID | None, forum: Forum) -> None:
    """Raise Forbidden unless the user wrote the text or moderates the forum."""
    if user.pk != author_id and not is_moderator(user, forum.pk):
        raise Forbidden()


def get_lesson_id_or_invalid(user: User, forum: Forum, lesson_id: UUID | None) -> UUID | None:
    """Return the id of a lesson of the forum's course that is open to the user; None for None. Raise Invalid on
    "lesson" for another course, and what `get_readable_lesson` raises.
    """
    if lesson_id is None:
        return None
    standing, lesson = get_readable_lesson(user, lesson_id)
    if standing.course.pk != forum.course_id:
        raise Invalid.field("lesson", _("There is no such lesson in this course."))
    return lesson.id


def get_files_or_invalid(user: User, file_ids: list[UUID]) -> list[ForumFile]:
    """Return uploads of the user that stand in no text yet, in this order. Raise Invalid on "files"."""
    rows = ForumFile.objects.filter(owner=user, discussion__isnull=True, pk__in=file_ids)
    files = {row.pk: row for row in rows}
    if len(files) != len(file_ids):
        raise Invalid.field("files", _("There is no such file."))
    return [files[key] for key in file_ids]


def get_mentioned_or_invalid(user: User, forum: Forum, person_ids: list[UUID]) -> list[User]:
    """Return the people whom a text of the user names: people of the forum only. Raise Invalid on "mentions"."""
    people = list(list_mentionable_people(user, forum).filter(pk__in=person_ids)) if person_ids else []
    if len(people) != len(set(person_ids)):
        raise Invalid.field("mentions", _("There is no such person."))
    return people
