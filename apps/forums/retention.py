"""How long rows of forums are kept."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule
from apps.forums.services.files import remove_unused_uploads
from apps.forums.services.telling import TOLD_FOR

RETENTION = [
    RetentionRule("forums.ForumFile", "created_at", DAY, by=remove_unused_uploads),
    RetentionRule("forums.TextNotice", "created_at", TOLD_FOR),
    RetentionRule("forums.DiscussionRead", "read_at", 2 * 365 * DAY),
]

KEPT = {
    "one for each place": "forums.Forum",
    "what people wrote to each other; goes with its forum": "forums.Discussion forums.Reply forums.Upvote",
    "goes with its text": "forums.TextEdit forums.TextMention",
    "one row for each person and forum": "forums.ForumReader",
}
