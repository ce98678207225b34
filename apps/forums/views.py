"""Forums, discussions and replies as people see them."""

from typing import Any

from apps.accounts.models import User
from apps.core.files.links import build_file_download_link
from apps.core.files.stored import FILE_EXTENSIONS
from apps.forums.events import DELETED, HIDDEN, get_state
from apps.forums.models import Discussion, Forum, ForumFile, Reply
from apps.forums.queries import ONLY_READER, find_end, name_forum

SHOWN_LEVELS = 4


def build_forum(forum: Forum) -> dict[str, Any]:
    """Return a forum with the reader's rights (`queries.with_rights_and_counts`)."""
    names = "id kind branch_id course_id group_id can_write can_moderate level seen_at unread_count"
    values = {name: getattr(forum, name) for name in names.split()}
    places = {name: values.pop(f"{name}_id") for name in ("branch", "course", "group")}
    why_not = "" if values["can_write"] else find_end(forum) or ONLY_READER
    return values | places | {"name": name_forum(forum), "why_not": why_not}


def build_discussion(discussion: Discussion, user: User, *, is_whole: bool = False) -> dict[str, Any]:
    """Return a discussion (`discussion_queries.with_unread`); `is_whole` with its text, files and mentions."""
    state = get_state(discussion)
    sees = _sees_text(discussion, user, is_moderator=discussion.is_moderated)  # type: ignore[attr-defined]
    names = "id kind lesson_id second reply_count last_activity_at created_at unread_count is_new"
    values = {name: getattr(discussion, name) for name in names.split()}
    values |= {
        "lesson": values.pop("lesson_id"),
        "lesson_title": discussion.lesson_title,  # type: ignore[attr-defined]
        "forum": discussion.forum_id,
        "forum_name": name_forum(discussion.forum),
        "title": discussion.title if sees else "",
        "author": discussion.author if sees else None,
        "state": state,
        "is_pinned": discussion.pinned_at is not None,
        "is_locked": discussion.locked_at is not None,
        "is_resolved": discussion.resolved_at is not None,
        "accepted": discussion.accepted_id,  # type: ignore[attr-defined]
        "edited_at": discussion.edited_at if sees else None,
    }
    return values | _build_text(discussion, sees=sees) if is_whole else values


def build_reply(reply: Reply, user: User, *, is_moderator: bool) -> dict[str, Any]:
    """Return a reply (`discussion_queries.list_replies`); `level` is that of the tree as it is shown."""
    sees = _sees_text(reply, user, is_moderator=is_moderator)
    return {
        "id": reply.pk,
        "discussion": reply.discussion_id,
        "parent": reply.parent_id,
        "depth": reply.depth,
        "level": min(reply.depth, SHOWN_LEVELS - 1),
        "author": reply.author if sees else None,
        "state": get_state(reply),
        "upvotes": reply.upvote_count,
        "has_upvoted": getattr(reply, "has_upvoted", False),
        "is_accepted": reply.accepted_at is not None,
        "edited_at": reply.edited_at if sees else None,
        "created_at": reply.created_at,
        **_build_text(reply, sees=sees),
    }


def build_file(file: ForumFile) -> dict[str, Any]:
    """Return a file with a link that expires soon."""
    stored = file.file
    name = f"{file.kind}.{FILE_EXTENSIONS[stored.content_type]}"
    return {
        "id": file.pk,
        "kind": file.kind,
        "content_type": stored.content_type,
        "size": stored.size,
        "url": build_file_download_link(stored, name=name),
    }


def _sees_text(row: Discussion | Reply, user: User, *, is_moderator: bool) -> bool:
    """Return whether a text is shown to the user: a hidden one to its author and to moderators."""
    state = get_state(row)
    return state != DELETED and (state != HIDDEN or is_moderator or row.author_id == user.pk)


def _build_text(row: Discussion | Reply, *, sees: bool) -> dict[str, Any]:
    return {
        "text": row.text if sees else "",
        "files": [build_file(file) for file in row.files.all()] if sees else [],
        "mentions": [mention.user for mention in row.mentions.all()] if sees else [],
    }
