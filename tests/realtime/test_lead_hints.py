"""Open pages of the office hear which lead of their branches was changed or is being called; nobody else does."""

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.settings.models import Branch
from tests import factories
from tests.factories import client_for
from tests.leads.lead_requests import act, create_lead


def heard(socket, user):
    """The lead of the next hint, which has no number."""
    (frame,) = socket.events(1)
    assert (frame["type"], frame["stream"], "seq" in frame) == ("leads.changed", f"user:{user.pk}", False)
    return frame["data"]


def make_manager_of(branch, name):
    person = factories.make_user(Role.MANAGER, name)
    User.objects.filter(pk=person.pk).update(all_branches=False)
    person.branches.set([branch])
    return person


def test_each_act_with_a_lead_is_heard_in_its_branch_only(open_as, branch, manager, teacher, pupil):
    colleague = make_manager_of(branch, "Colleague")
    stranger = make_manager_of(Branch.objects.create(name="Second"), "Elsewhere")
    office, others = open_as(colleague), [open_as(person) for person in (stranger, teacher, pupil)]
    lead = create_lead(manager, "Jasur Oripov", "90 123 45 67")
    told = {"branch": str(branch.pk), "lead": lead["id"]}
    assert heard(office, colleague) == told
    assert act(manager, lead, "claim").status == 200
    assert heard(office, colleague) == told
    assert act(manager, lead, "notes", {"text": "Wants evenings."}).status == 201
    assert heard(office, colleague) == told
    assert client_for(manager).delete(f"/leads/{lead['id']}/claim/").status == 204
    assert heard(office, colleague) == told
    assert [socket.nothing_more() for socket in (office, *others)] == [True] * 4
