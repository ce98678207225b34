"""Models of forums."""

from apps.forums.models.discussions import (
    MOST_TITLE,
    Discussion,
    DiscussionKind,
    DiscussionRead,
    Reply,
    TextEdit,
    Upvote,
)
from apps.forums.models.files import FileKind, ForumFile, TextMention, TextNotice
from apps.forums.models.forums import Forum, ForumKind, ForumReader, SubscriptionLevel

__all__ = [
    "MOST_TITLE", "Discussion", "DiscussionKind", "DiscussionRead", "FileKind", "Forum", "ForumFile", "ForumKind",
    "ForumReader", "Reply", "SubscriptionLevel", "TextEdit", "TextMention", "TextNotice", "Upvote",
]  # fmt: skip
