"""Operations under `/replies/`."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.forums import discussions_schemas as schemas
from api.guards import check_owner_or_read_only
from api.lists import FeedOf, FeedQuery, build_cursor_page
from api.operations import OperationRouter
from apps.forums import access, discussion_queries, views
from apps.forums.services import replies
from apps.forums.services.drafts import check_writes

router = OperationRouter(tags=["forums"])


@router.get("/{uuid:id}/", "forums.see", schemas.ForumReplyOut, errors=[404])
def replies_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get a reply.

    A hidden one only its author and moderators.
    """
    user = request.auth.user
    reply, is_moderator = access.get_reply_to_show(user, id)
    return views.build_reply(reply, user, is_moderator=is_moderator)


@router.patch("/{uuid:id}/", "forums.write", schemas.ForumReplyOut, errors=[403, 404, 409, 422, 429])
def replies_change(request: SignedInRequest, id: UUID, payload: schemas.ForumReplyChanges) -> dict[str, Any]:
    """Edit a reply.

    Its author only; what it was is kept. Refused with 409 `text_deleted` and `discussion_locked`, with 429 for very
    many changes.
    """
    user = request.auth.user
    reply = access.get_reply(user, id)
    check_owner_or_read_only(request, reply.author_id)
    mentions = payload.mentions
    people = None if mentions is None else access.get_mentioned_or_invalid(user, reply.discussion.forum, mentions)
    replies.change_reply(editor=user, reply=reply, text=payload.text, mentions=people)
    shown, is_moderator = access.get_reply_to_show(user, id)
    return views.build_reply(shown, user, is_moderator=is_moderator)


@router.delete("/{uuid:id}/", "forums.write", errors=[403, 404])
def replies_delete(request: SignedInRequest, id: UUID) -> None:
    """Delete a reply.

    Its author, or a moderator. “Deleted” stays in its place, and so do the replies to it.
    """
    user = request.auth.user
    reply, is_moderator = access.get_reply_to_show(user, id)
    if not is_moderator:
        check_owner_or_read_only(request, reply.author_id)
    replies.delete_reply(actor=user, reply=reply)


@router.get("/{uuid:id}/edits/", "forums.see", FeedOf[schemas.TextEditOut], errors=[403, 404, 422])
def replies_edits_list(request: SignedInRequest, id: UUID, query: Query[FeedQuery]) -> dict[str, Any]:
    """List what a reply was.

    Before each change, the newest first; for its author and moderators.
    """
    reply = access.get_reply(request.auth.user, id)
    access.check_sees_edits(request.auth.user, reply.author_id, reply.discussion.forum)
    return build_cursor_page(request, discussion_queries.list_edits(reply.discussion, reply), query)


@router.post("/{uuid:id}/upvote/", "forums.write", schemas.UpvotesOut, errors=[403, 404, 409])
def replies_upvote(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Upvote a reply.

    Once; again changes nothing. Refused with 409 `own_text` for your own.
    """
    user = request.auth.user
    reply = access.get_reply(user, id)
    check_writes(user, reply.discussion.forum)
    return {"upvotes": replies.upvote_reply(user=user, reply=reply)}


@router.delete("/{uuid:id}/upvote/", "forums.write", schemas.UpvotesOut, errors=[403, 404, 409])
def replies_withdraw_upvote(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Withdraw your vote for a reply.

    Nothing changes without one.
    """
    user = request.auth.user
    reply = access.get_reply(user, id)
    check_writes(user, reply.discussion.forum)
    return {"upvotes": replies.withdraw_upvote(user=user, reply=reply)}
