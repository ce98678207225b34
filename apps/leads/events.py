"""The realtime hint about leads, on the stream `user` of those who may see them."""

from typing import Annotated
from uuid import UUID

from apps.core.event_types import Example
from apps.events.publishing import Event, get_user_stream, send_hint
from apps.leads.queries import list_readers


class LeadsChanged(Event, type="leads.changed"):
    """A hint: a lead of this branch was added or changed, or somebody calls it, so open pages load it again; `lead` is
    null for many. It holds no words of leads.
    """

    branch: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8001")]
    lead: Annotated[str | None, Example("01890a5d-ac96-774b-bcce-b302099a8401")]


def hint_leads_changed(branch_id: UUID, lead_id: UUID | None = None) -> None:
    """Tell the open pages of who may see the leads of a branch, after the commit."""
    event = LeadsChanged(branch=str(branch_id), lead=str(lead_id) if lead_id else None)
    for person in list_readers(branch_id):
        send_hint(get_user_stream(person.pk), event)
