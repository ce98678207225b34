"""Operations under `/discussions/`: their state, accepted answers, moving, merging and splitting."""

from typing import Any
from uuid import UUID

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.forums import discussions_schemas as schemas
from api.guards import check_owner_or_read_only
from api.operations import OperationRouter
from apps.forums import access, views
from apps.forums.services import discussions, rearranging
from apps.forums.services.drafts import check_writes

router = OperationRouter(tags=["forums"])


@router.patch("/{uuid:id}/state/", "forums.write", schemas.DiscussionDetailOut, errors=[403, 404, 409, 422])
def discussions_set_state(
    request: SignedInRequest, id: UUID, payload: schemas.DiscussionStateChanges
) -> dict[str, Any]:
    """Set the state of a discussion.

    Moderators pin, lock and resolve it; its author may resolve it. In a locked one only moderators write.
    """
    user = request.auth.user
    discussion = access.get_same_discussion(user, id)
    sent = get_sent_fields(payload)
    if not discussion.is_moderated:  # type: ignore[attr-defined]
        check_owner_or_read_only(request, discussion.author_id if set(sent) <= {"resolved"} else None)
        check_writes(user, discussion.forum)
    discussions.set_state(actor=user, discussion=discussion, values=sent)
    return views.build_discussion(access.get_discussion(user, id), user, is_whole=True)


@router.post("/{uuid:id}/accept/", "forums.write", schemas.DiscussionDetailOut, errors=[403, 404, 409, 422])
def discussions_accept(request: SignedInRequest, id: UUID, payload: schemas.AcceptedReplyIn) -> dict[str, Any]:
    """Accept a reply as the answer.

    Who asked, or a moderator; in place of an earlier one. It resolves the question. Refused with 409 for what is no
    question.
    """
    user = request.auth.user
    discussion = access.get_same_discussion(user, id)
    if not discussion.is_moderated:  # type: ignore[attr-defined]
        check_owner_or_read_only(request, discussion.author_id)
        check_writes(user, discussion.forum)
    discussions.accept_reply(actor=user, discussion=discussion, reply_id=payload.reply)
    return views.build_discussion(access.get_discussion(user, id), user, is_whole=True)


@router.post("/{uuid:id}/move/", "forums.write", schemas.DiscussionDetailOut, errors=[404, 409, 422])
def discussions_move(request: SignedInRequest, id: UUID, payload: schemas.DiscussionMoveIn) -> dict[str, Any]:
    """Move a discussion to another forum.

    For who moderates both. It leaves its lesson.
    """
    user = request.auth.user
    discussion = access.get_moderated_discussion(user, id)
    forum = access.get_moderated_forum_or_invalid(user, payload.forum)
    rearranging.move_discussion(actor=user, discussion=discussion, forum=forum)
    return views.build_discussion(access.get_discussion(user, id), user, is_whole=True)


@router.post("/{uuid:id}/merge/", "forums.write", schemas.DiscussionDetailOut, errors=[404, 409, 422])
def discussions_merge(request: SignedInRequest, id: UUID, payload: schemas.DiscussionMergeIn) -> dict[str, Any]:
    """Merge a discussion into another one.

    It becomes a reply there, with its replies under it; replies that are written meanwhile follow. For who moderates
    both. Returns the other one.
    """
    user = request.auth.user
    discussion = access.get_moderated_discussion(user, id)
    into = access.get_moderated_discussion_or_invalid(user, payload.into)
    rearranging.merge_discussion(actor=user, discussion=discussion, into=into)
    return views.build_discussion(access.get_discussion(user, into.pk), user, is_whole=True)


@router.post("/{uuid:id}/split/", "forums.write", schemas.DiscussionDetailOut, status=201, errors=[404, 409, 422])
def discussions_split(request: SignedInRequest, id: UUID, payload: schemas.DiscussionSplitIn) -> dict[str, Any]:
    """Move a reply into a discussion of its own.

    With the replies under it, in the same forum; for moderators. Returns the new one.
    """
    user = request.auth.user
    reply = access.get_moderated_reply_or_invalid(user, id, payload.reply)
    new = rearranging.split_discussion(actor=user, reply=reply, title=payload.title)
    return views.build_discussion(access.get_discussion(user, new.pk), user, is_whole=True)
