"""The office says who cares for which child and what they may see; links end, they are never deleted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import ChildProfile, Guardian, User
from apps.core.permissions import Role
from apps.settings.models import AuditLog
from tests import factories

PATH = "/auth/guardians/"
ABSENT = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70"


def body(parent: User, child: User, **more: object) -> dict[str, object]:
    return {"parent": str(parent.pk), "child": str(child.pk), "kind": "mother", **more}


def test_parent_has_several_children_and_child_several_parents(
    parent, stranger, pupil, second_pupil, manager, client_for
):
    client = client_for(manager)
    for item, child in ((parent, pupil), (parent, second_pupil), (stranger, pupil)):
        answer = client.post(PATH, body(item, child, sees_payments=False))
        assert answer.status == 201, answer.json
    assert (answer.json["sees_payments"], answer.json["sees_progress"], answer.json["ended_at"]) == (False, True, None)
    assert client.get(PATH, {"parent": str(parent.pk)}).json["count"] == 2
    assert client.get(PATH, {"child": str(pupil.pk)}).json["count"] == 2
    stranger.refresh_from_db()
    assert stranger.role == Role.PARENT
    assert client.post(PATH, body(parent, pupil)).status == 409
    assert Guardian.objects.count() == 3


def test_link_is_changed_and_ended_and_can_start_again(parent, pupil, manager, client_for):
    client, mother = client_for(manager), client_for(parent)
    key = client.post(PATH, body(parent, pupil)).json["id"]
    changed = client.patch(f"{PATH}{key}/", {"sees_recordings": False, "kind": "guardian"}).json
    assert (changed["sees_recordings"], changed["kind"], changed["sees_progress"]) == (False, "guardian", True)
    assert mother.get(f"{PATH}{key}/").status == 200
    assert client.delete(f"{PATH}{key}/").status == 204
    assert client.delete(f"{PATH}{key}/").status == 409
    assert client.patch(f"{PATH}{key}/", {"kind": "other"}).status == 409
    assert client.get(f"{PATH}{key}/").json["ended_at"] is not None
    assert mother.get(f"{PATH}{key}/").status == 404
    assert client.get(PATH, {"open": True}).json["count"] == 0
    assert client.post(PATH, body(parent, pupil)).status == 201
    assert client.get(PATH).json["count"] == 2
    done = AuditLog.objects.filter(object_id=key).order_by("id").values_list("action", "actor")
    names = ("add", "change", "end")
    assert list(done) == [(f"accounts.{name}_guardian", manager.pk) for name in names]


@pytest.mark.parametrize("case", ["self", "child cares", "staff cared for", "circle", "absent", "switched off"])
def test_invalid_links_are_refused(case, parent, pupil, second_pupil, teacher, manager, client_for):
    item, child, field = parent, pupil, "child"
    if case == "self":
        child = parent
    elif case == "child cares":
        ChildProfile.objects.create(user=second_pupil, birth_date="2017-01-01", code="1")
        item, field = second_pupil, "parent"
    elif case == "staff cared for":
        child = teacher
    elif case == "circle":
        Guardian.objects.create(parent=pupil, child=parent, kind="other")
    elif case == "switched off":
        User.objects.filter(pk=pupil.pk).update(is_active=False)
    before = Guardian.objects.count()
    sent = body(item, child) | ({"child": ABSENT} if case == "absent" else {})
    assert client_for(manager).post(PATH, sent).refused_fields == (422, [field])
    assert Guardian.objects.count() == before


def test_teacher_who_is_a_parent_reads_her_own_link(teacher, pupil, client_for):
    link = Guardian.objects.create(parent=teacher, child=pupil, kind="mother")
    assert client_for(teacher).get(f"{PATH}{link.pk}/").status == 200


def test_list_takes_the_same_queries_for_few_and_many(parent, manager, client_for):
    client, counts = client_for(manager), []
    for number in (2, 18):
        for index in range(number):
            child = factories.make_user(Role.STUDENT, "Anvar", email=f"anvar{number}.{index}@example.uz")
            Guardian.objects.create(parent=parent, child=child, kind="father")
        with CaptureQueriesContext(connection) as asked:
            rows = client.get(PATH, {"page_size": 100}).json["results"]
        counts.append((len(asked), len(rows)))
    assert counts == [(counts[0][0], 2), (counts[0][0], 20)]


def test_linking_yourself_needs_role_rights_and_a_step_up(pupil, manager, admin):
    refused = [
        factories.client_for(manager).post(PATH, body(manager, pupil)),
        factories.client_for(admin, stepped_up=False).post(PATH, body(admin, pupil)),
    ]
    assert [response.refusal for response in refused] == [(403, "forbidden"), (403, "step_up_required")]
    assert not Guardian.objects.exists()
    assert factories.client_for(admin).post(PATH, body(admin, pupil)).status == 201


def test_managers_cannot_widen_their_own_link(pupil, manager):
    link = Guardian.objects.create(parent=manager, child=pupil, kind="mother", sees_recordings=False)
    assert factories.client_for(manager).patch(f"{PATH}{link.pk}/", {"sees_recordings": True}).status == 403
    link.refresh_from_db()
    assert link.sees_recordings is False
