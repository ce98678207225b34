"""Operations under `/discussions/`: discussions and their replies."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.forums import discussions_schemas as schemas
from api.guards import check_owner_or_read_only
from api.lanes import TEXTS
from api.lists import FeedOf, FeedQuery, PageOf, PageQuery, build_cursor_page, build_page
from api.operations import OperationRouter
from apps.forums import access, discussion_queries, views
from apps.forums.person_places import Places
from apps.forums.services import discussions, forums, replies
from apps.forums.services.drafts import TextDraft, check_pace

router = OperationRouter(tags=["forums"])


@router.get("/", "forums.see", PageOf[schemas.DiscussionOut], errors=[422])
def discussions_list(request: SignedInRequest, query: Query[schemas.DiscussionsQuery]) -> dict[str, Any]:
    """List discussions.

    Of your forums; pinned ones first, then by their last text. The search reads titles and texts in either script.
    """
    user = request.auth.user
    places = Places(user)
    page = build_page(
        request,
        discussion_queries.list_visible_discussions(user, **query.filters(), places=places),
        query,
        ordering=discussion_queries.ORDER,
        search=discussion_queries.search_discussions,
        prepare_rows=lambda rows: discussion_queries.with_unread(rows, user, places=places),
    )
    return page | {"results": [views.build_discussion(row, user) for row in page["results"]]}


@router.post("/", "forums.write", schemas.DiscussionDetailOut, status=201, errors=[403, 404, 409, 422, 429], lane=TEXTS)
def discussions_create(request: SignedInRequest, payload: schemas.DiscussionIn) -> dict[str, Any]:
    """Create a discussion.

    A question, a talk, or an announcement of who moderates. Limits answer with 429 and `Retry-After`; repeats with 409
    `repeated_text`; a listed word with 422 `text_refused`. A new member's text with links is `hidden` until a
    moderator has looked.
    """
    user = request.auth.user
    forum = access.get_written_forum_or_invalid(user, payload.forum)
    draft = TextDraft(
        text=payload.text,
        files=access.get_files_or_invalid(user, payload.files),
        mentions=access.get_mentioned_or_invalid(user, forum, payload.mentions),
    )
    discussion = discussions.create_discussion(
        author=user,
        forum=forum,
        kind=payload.kind,
        title=payload.title,
        draft=draft,
        lesson_id=access.get_lesson_id_or_invalid(user, forum, payload.lesson),
        second=payload.second,
    )
    return views.build_discussion(access.get_discussion(user, discussion.pk), user, is_whole=True)


@router.get("/{uuid:id}/", "forums.see", schemas.DiscussionDetailOut, errors=[404])
def discussions_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get a discussion.

    One that was merged is the one of which it is a reply now.
    """
    user = request.auth.user
    return views.build_discussion(access.get_discussion(user, id), user, is_whole=True)


@router.patch("/{uuid:id}/", "forums.write", schemas.DiscussionDetailOut, errors=[403, 404, 409, 422, 429])
def discussions_change(request: SignedInRequest, id: UUID, payload: schemas.DiscussionChanges) -> dict[str, Any]:
    """Edit a discussion.

    Its author only; what it was is kept. Refused with 409 `text_deleted` and `discussion_locked`, with 429 for very
    many changes.
    """
    user = request.auth.user
    discussion = access.get_same_discussion(user, id)
    check_owner_or_read_only(request, discussion.author_id)
    mentions = payload.mentions
    people = None if mentions is None else access.get_mentioned_or_invalid(user, discussion.forum, mentions)
    discussions.change_discussion(
        editor=user, discussion=discussion, title=payload.title, text=payload.text, mentions=people
    )
    return views.build_discussion(access.get_discussion(user, id), user, is_whole=True)


@router.delete("/{uuid:id}/", "forums.write", errors=[403, 404])
def discussions_delete(request: SignedInRequest, id: UUID) -> None:
    """Delete a discussion.

    Its author, or a moderator. Its replies stay.
    """
    discussion = access.get_same_discussion(request.auth.user, id)
    if not discussion.is_moderated:  # type: ignore[attr-defined]
        check_owner_or_read_only(request, discussion.author_id)
    discussions.delete_discussion(actor=request.auth.user, discussion=discussion)


@router.get("/{uuid:id}/edits/", "forums.see", FeedOf[schemas.TextEditOut], errors=[403, 404, 422])
def discussions_edits_list(request: SignedInRequest, id: UUID, query: Query[FeedQuery]) -> dict[str, Any]:
    """List what the opening text was.

    Before each change, the newest first; for its author and moderators.
    """
    discussion = access.get_same_discussion(request.auth.user, id)
    access.check_sees_edits(request.auth.user, discussion.author_id, discussion.forum)
    return build_cursor_page(request, discussion_queries.list_edits(discussion, None), query)


@router.post("/{uuid:id}/read/", "forums.see", status=204, errors=[404])
def discussions_mark_read(request: SignedInRequest, id: UUID) -> None:
    """Mark a discussion as read.

    Up to now.
    """
    user = request.auth.user
    forums.mark_discussion_read(user=user, discussion=access.get_discussion_to_answer(user, id))


@router.get("/{uuid:id}/replies/", "forums.see", PageOf[schemas.ForumReplyOut], errors=[404, 422])
def discussions_replies_list(request: SignedInRequest, id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    """List the replies to a discussion.

    In the order in which they were written; `parent` makes them a tree. Deleted ones stand without a text.
    """
    user = request.auth.user
    discussion = access.get_discussion_with_rights(user, id)
    page = build_page(
        request, discussion_queries.list_replies(user, discussion), query, ordering=discussion_queries.REPLY_ORDER
    )
    is_moderator = discussion.is_moderated  # type: ignore[attr-defined]
    return page | {"results": [views.build_reply(row, user, is_moderator=is_moderator) for row in page["results"]]}


@router.post(
    "/{uuid:id}/replies/",
    "forums.write",
    schemas.ForumReplyOut,
    status=201,
    errors=[403, 404, 409, 422, 429],
    lane=TEXTS,
)
def discussions_replies_create(request: SignedInRequest, id: UUID, payload: schemas.ForumReplyIn) -> dict[str, Any]:
    """Reply to a discussion.

    Or to a reply in it. Refused with 409 `text_deleted` for what was deleted meanwhile, `discussion_locked`, and as
    `discussions_create`.
    """
    user = request.auth.user
    check_pace(user)
    places = Places(user)
    discussion = access.get_discussion_to_answer(user, id, places=places)
    draft = TextDraft(
        text=payload.text,
        files=access.get_files_or_invalid(user, payload.files),
        mentions=access.get_mentioned_or_invalid(user, discussion.forum, payload.mentions),
    )
    reply = replies.create_reply(
        author=user, discussion=discussion, parent_id=payload.parent, draft=draft, places=places
    )
    return views.build_reply(reply, user, is_moderator=False)
