"""Operations under `/forums/`."""

from typing import Any
from uuid import UUID

from ninja import File, Form, Query, UploadedFile

from api.auth import SignedInRequest
from api.forums import discussions_schemas as schemas
from api.lanes import PICTURES
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.shared_schemas import PersonOut
from apps.accounts.queries import search_users_by_name
from apps.forums import access, people, queries, views
from apps.forums.person_places import Places
from apps.forums.services import files, forums

router = OperationRouter(tags=["forums"])


@router.get("/", "forums.see", PageOf[schemas.ForumOut], errors=[422])
def forums_list(request: SignedInRequest, query: Query[schemas.ForumsQuery]) -> dict[str, Any]:
    """List your forums.

    Of the centre, and of your branches, courses and groups, and those of your children, with unread counts.
    """
    user = request.auth.user
    places = Places(user)
    page = build_page(
        request,
        queries.list_visible_forums(user, **query.filters(), places=places),
        query,
        ordering=("kind", "created_at"),
        prepare_rows=lambda rows: queries.with_rights_and_counts(rows, user, places=places),
    )
    return page | {"results": [views.build_forum(row) for row in page["results"]]}


@router.post("/", "forums.see", schemas.ForumOut, errors=[404, 422])
def forums_open(request: SignedInRequest, payload: schemas.ForumPlaceIn) -> dict[str, Any]:
    """Open the forum of a place.

    Each place has one, which is made when it is first opened; forums of places in use come by themselves each hour.
    """
    forum = forums.open_visible_forum(user=request.auth.user, **payload.model_dump())
    return views.build_forum(forum)


@router.get("/{uuid:id}/", "forums.see", schemas.ForumOut, errors=[404])
def forums_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get a forum.

    With your rights in it, what you hear of it, and unread counts.
    """
    return views.build_forum(access.get_forum(request.auth.user, id))


@router.put("/{uuid:id}/subscription/", "forums.see", schemas.ForumOut, errors=[404, 422])
def forums_subscribe(request: SignedInRequest, id: UUID, payload: schemas.ForumLevelIn) -> dict[str, Any]:
    """Set what you hear of a forum.

    Each text is told of once; with a digest, it has what can wait.
    """
    user = request.auth.user
    forums.set_level(user=user, forum=access.get_forum(user, id), level=payload.level)
    return views.build_forum(access.get_forum(user, id))


@router.post("/{uuid:id}/seen/", "forums.see", status=204, errors=[404])
def forums_mark_seen(request: SignedInRequest, id: UUID) -> None:
    """Mark a forum as seen.

    The filter `since_seen` of discussions counts from then on.
    """
    user = request.auth.user
    forums.mark_forum_seen(user=user, forum=access.get_forum(user, id))


@router.get("/{uuid:id}/people/", "forums.write", PageOf[PersonOut], errors=[404, 422])
def forums_people_list(request: SignedInRequest, id: UUID, query: Query[schemas.ForumPeopleQuery]) -> dict[str, Any]:
    """List people whom a text may name.

    Who has written in the forum, teachers, and pupils of your groups in a group or course; elsewhere staff.
    """
    forum = access.get_forum(request.auth.user, id)
    access.check_may_write(request.auth.user, forum)
    rows = people.list_mentionable_people(request.auth.user, forum)
    return build_page(request, rows, query, ordering=("first_name", "last_name"), search=search_users_by_name)


@router.post(
    "/files/", "forums.write", schemas.ForumFileOut, status=201, errors=[409, 413, 415, 422, 429], lane=PICTURES
)
def forums_files_add(
    request: SignedInRequest, file: File[UploadedFile], payload: Form[schemas.ForumFileForm]
) -> dict[str, Any]:
    """Upload a picture or voice note for a text.

    At most 10 MB; the text that names it has to follow within a day. Pictures lose what they say of place and device.
    Voices of minors need a consent to recordings (409 `consent_missing`).
    """
    return views.build_file(files.add_file(owner=request.auth.user, kind=payload.kind, upload=file))
