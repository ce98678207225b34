"""Read-only admin pages of leads."""

from apps.core.admin_pages import register_read_only_page
from apps.leads.models import (
    Lead,
    LeadContract,
    LeadCost,
    LeadEntry,
    LeadForm,
    LeadPhone,
    LeadStage,
    MetaArrival,
    TelegramStranger,
)

register_read_only_page(Lead, "name branch source stage owner next_step_at converted_at lost_at", ordering=("-id",))
register_read_only_page(LeadPhone, "phone lead place", ordering=("phone",))
register_read_only_page(LeadEntry, "lead kind outcome author at", ordering=("-id",))
register_read_only_page(LeadStage, "name branch place archived_at", ordering=("branch", "place"))
register_read_only_page(LeadForm, "name branch is_open per_day created_at", ordering=("-id",))
register_read_only_page(LeadCost, "source branch month amount currency", ordering=("-month",))
register_read_only_page(LeadContract, "number lead student group signed_on", ordering=("-number",))
register_read_only_page(MetaArrival, "leadgen_id form_id lead told_at fetched_at gone_at", ordering=("-id",))
register_read_only_page(TelegramStranger, "lead wrote_at created_at", ordering=("-id",))
