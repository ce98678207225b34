"""Read-only admin pages of moderation."""

from apps.core.admin_pages import register_read_only_page
from apps.moderation.models import (
    BlockedWord,
    CaseDecision,
    DecisionAppeal,
    ModerationCase,
    Sanction,
    TextReport,
    Writer,
    WrittenText,
)

register_read_only_page(ModerationCase, "kind author place_title is_open is_held opened_at", ordering=("-opened_at",))
register_read_only_page(TextReport, "case reason author closed_at created_at", ordering=("-id",))
register_read_only_page(CaseDecision, "case action person moderator reason created_at", ordering=("-id",))
register_read_only_page(DecisionAppeal, "decision text is_granted answered_by answered_at", ordering=("-id",))
register_read_only_page(Sanction, "person kind until lifted_at lifted_by created_at", ordering=("-id",))
register_read_only_page(BlockedWord, "word language effect created_at", ordering=("word",))
register_read_only_page(Writer, "person texts updated_at", ordering=("-id",))
register_read_only_page(WrittenText, "author area created_at", ordering=("-id",), exclude=("fingerprint",))
