"""The snapshot of `discussion:{id}`."""

from typing import Any

from apps.forums.events import describe_discussion, describe_reply
from apps.forums.models import Discussion, Reply

MOST_REPLIES = 50
"""The last ones; a page loads earlier ones."""


def get_discussion_stream_state(discussion: Discussion) -> dict[str, Any]:
    """Return the discussion with its last replies, the oldest of them first; three queries."""
    row = Discussion.objects.select_related("author").get(pk=discussion.pk)
    last = Reply.objects.filter(discussion=row).select_related("author").order_by("-id")[:MOST_REPLIES]
    return {"discussion": describe_discussion(row), "replies": [describe_reply(reply) for reply in reversed(last)]}
