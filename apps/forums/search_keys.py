"""Search columns of this app."""

from django.utils.html import escape

from apps.core.search_keys import SearchKeys
from apps.forums.models import Discussion, Reply
from apps.forums.services.drafts import fold


def _set_discussion_key(discussion: Discussion) -> None:
    discussion.folded = fold(escape(discussion.title), discussion.text)


def _set_reply_key(reply: Reply) -> None:
    reply.folded = fold(reply.text)


SEARCH_KEYS = [
    SearchKeys("forums.discussion", Discussion.objects.all, ("folded",), _set_discussion_key),
    SearchKeys("forums.reply", Reply.objects.all, ("folded",), _set_reply_key),
]
