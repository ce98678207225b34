"""Writes of the comment bank of a teacher."""

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.core.lookups import get_or_not_found
from apps.core.stored_messages import FormattedMessage
from apps.core.uow import unit_of_work
from apps.grading.models import SavedComment
from apps.grading.saved_comments import list_saved_comments

MOST_COMMENTS = 200
"""The most saved comments of one teacher."""
TOO_MANY = _("You have %(count)d saved comments, the most there can be. Delete one first.")


def save_comment(*, actor: User, text: str) -> SavedComment:
    """Keep a comment; one that the actor has already is returned. Raise Conflict when there are `MOST_COMMENTS`."""
    with unit_of_work():
        User.objects.select_for_update(no_key=True).get(pk=actor.pk)
        own = list_saved_comments(actor)
        if known := own.filter(text=text).first():
            return known
        if own.count() >= MOST_COMMENTS:
            raise Conflict(FormattedMessage(TOO_MANY, count=MOST_COMMENTS))
        return SavedComment.objects.create(author=actor, text=text)


def change_comment(*, comment: SavedComment, text: str) -> SavedComment:
    """Change the text of a saved comment. Reviews in which it was used keep their text."""
    with unit_of_work():
        locked = get_or_not_found(SavedComment.objects.select_for_update(), comment.pk)
        if locked.apply_changes({"text": text}):
            locked.save(update_fields=["text", "updated_at"])
        return locked


def delete_comment(*, comment: SavedComment) -> None:
    """Delete a saved comment. Reviews in which it was used keep their text."""
    with unit_of_work():
        SavedComment.objects.filter(pk=comment.pk).delete()
