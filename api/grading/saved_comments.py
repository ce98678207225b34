"""Operations under `/grading/saved-comments/`: the comment bank of a teacher."""

from collections.abc import Iterable
from uuid import UUID

from api.auth import SignedInRequest
from api.grading import saved_comments_schemas as schemas
from api.operations import OperationRouter
from apps.grading import saved_comments
from apps.grading.models import SavedComment
from apps.grading.services import saved_comments as services

router = OperationRouter(tags=["grading"])


@router.get("/saved-comments/", "grading.write", list[schemas.SavedCommentOut])
def saved_comments_list(request: SignedInRequest) -> Iterable[SavedComment]:
    """List your saved comments.

    The newest first, 200 at most. Only you see them.
    """
    return saved_comments.list_saved_comments(request.auth.user)


@router.post("/saved-comments/", "grading.write", schemas.SavedCommentOut, status=201, errors=[409, 422])
def saved_comments_create(request: SignedInRequest, payload: schemas.SavedCommentIn) -> SavedComment:
    """Save a comment.

    To use it again in reviews. A text that you have already adds nothing.
    """
    return services.save_comment(actor=request.auth.user, text=payload.text)


@router.put("/saved-comments/{uuid:id}/", "grading.write", schemas.SavedCommentOut, errors=[404, 422])
def saved_comments_set(request: SignedInRequest, id: UUID, payload: schemas.SavedCommentIn) -> SavedComment:
    """Change a saved comment.

    Reviews in which it was used keep their text.
    """
    comment = saved_comments.get_saved_comment(request.auth.user, id)
    return services.change_comment(comment=comment, text=payload.text)


@router.delete("/saved-comments/{uuid:id}/", "grading.write", errors=[404])
def saved_comments_delete(request: SignedInRequest, id: UUID) -> None:
    """Delete a saved comment.

    Reviews in which it was used keep their text.
    """
    services.delete_comment(comment=saved_comments.get_saved_comment(request.auth.user, id))
