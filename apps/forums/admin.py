"""Read-only admin pages of forums."""

from apps.core.admin_pages import register_read_only_page
from apps.forums.models import (
    Discussion,
    DiscussionRead,
    Forum,
    ForumFile,
    ForumReader,
    Reply,
    TextEdit,
    TextMention,
    TextNotice,
    Upvote,
)

register_read_only_page(Forum, "kind branch course group created_at", ordering=("-id",))
register_read_only_page(ForumReader, "user forum level seen_at", ordering=("-id",))
register_read_only_page(
    Discussion, "title kind forum author reply_count last_activity_at created_at", ordering=("-last_activity_at",)
)
register_read_only_page(Reply, "discussion author depth upvote_count accepted_at created_at", ordering=("-id",))
register_read_only_page(Upvote, "reply user created_at", ordering=("-id",))
register_read_only_page(TextEdit, "discussion reply editor created_at", ordering=("-id",))
register_read_only_page(ForumFile, "kind owner discussion reply created_at", ordering=("-id",))
register_read_only_page(TextMention, "user discussion reply created_at", ordering=("-id",))
register_read_only_page(TextNotice, "user discussion created_at", ordering=("-id",))
register_read_only_page(DiscussionRead, "user discussion read_at", ordering=("-id",))
