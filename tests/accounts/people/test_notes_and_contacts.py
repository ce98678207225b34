"""Notes about a person are read by whom they are for; teachers see whom to call, and phones where a setting allows."""

import pytest
from django.utils import timezone

from apps.accounts.models import ContactPerson, Guardian, PersonNote, User
from apps.courses.models import Membership
from apps.settings.models import AuditLog, SystemSettings
from tests import factories
from tests.factories import client_for

GRANDMOTHER = {"name": "Salima Oripova", "relation": "grandmother", "phone": "90 111 22 33", "remark": "After 17:00."}


@pytest.fixture
def group(branch, course, teacher, assistant, pupil):
    return factories.make_group(
        branch=branch, course=course, name="A2", teacher=teacher, assistants=(assistant,), pupils=(pupil,)
    )


@pytest.fixture
def guardian(pupil, parent):
    User.objects.filter(pk=parent.pk).update(phone="+998901234567")
    return Guardian.objects.create(parent=parent, child=pupil, kind="mother")


def write_note(user: User, pupil: User, visibility: str, text: str = "A note.") -> str:
    answer = client_for(user).post(f"/auth/users/{pupil.pk}/notes/", {"visibility": visibility, "text": text})
    assert answer.status == 201, answer.json
    return str(answer.json["id"])


def list_notes(user: User, pupil: User) -> list[str]:
    answer = client_for(user).get(f"/auth/users/{pupil.pk}/notes/")
    assert answer.status == 200, answer.json
    return [row["text"] for row in answer.json["results"]]


def test_notes_are_read_by_whom_they_are_for(
    group, guardian, pupil, parent, teacher, assistant, other_teacher, manager
):
    write_note(manager, pupil, "office", "Owes a form.")
    write_note(manager, pupil, "teachers", "Short-sighted.")
    write_note(teacher, pupil, "office", "Talk to the mother.")
    assert list_notes(manager, pupil) == ["Talk to the mother.", "Short-sighted.", "Owes a form."]
    assert list_notes(teacher, pupil) == ["Talk to the mother.", "Short-sighted."]
    assert list_notes(assistant, pupil) == ["Short-sighted."]
    path = f"/auth/users/{pupil.pk}/notes/"
    assert client_for(other_teacher).get(path).status == 404
    assert client_for(other_teacher).post(path, {"text": "Not mine."}).status == 404
    assert client_for(teacher).post(path, {"text": "\u200b\u2060"}).refused_fields == (422, ["text"])
    assert [client_for(user).get(path).status for user in (pupil, parent)] == [403, 403]
    assert client_for(manager).get(path, {"visibility": "office"}).json["count"] == 2
    assert client_for(manager).get(f"/auth/users/{manager.pk}/notes/").status == 404, "nobody reads about themselves"
    Membership.objects.update(left_on="2026-11-01", status="left")
    assert client_for(teacher).get(path).status == 404, "no longer taught"


def test_teacher_reads_no_notes_about_the_own_child(group, pupil, teacher, manager):
    write_note(manager, pupil, "teachers", "Copies from the neighbour.")
    own = write_note(teacher, pupil, "teachers")
    assert len(list_notes(teacher, pupil)) == 2
    Guardian.objects.create(parent=teacher, child=pupil, kind="father")
    assert list_notes(teacher, pupil) == []
    path = f"/auth/users/{pupil.pk}/notes/{own}/"
    assert client_for(teacher).patch(path, {"text": "Good."}).status == 404


def test_author_changes_a_note_and_who_manages_people_removes_it(group, pupil, teacher, assistant, manager):
    note = write_note(teacher, pupil, "teachers")
    path = f"/auth/users/{pupil.pk}/notes/{note}/"
    assert [client_for(user).patch(path, {"text": "Mine."}).status for user in (assistant, manager)] == [404, 404]
    changed = client_for(teacher).patch(path, {"visibility": "office"})
    assert (changed.status, changed.json["visibility"], changed.json["text"]) == (200, "office", "A note.")
    assert client_for(assistant).delete(path).status == 404
    assert client_for(manager).delete(path).status == 204
    assert not PersonNote.objects.exists()
    actions = AuditLog.objects.filter(object_id=note).order_by("id").values_list("action", "actor")
    expected = [("add_note", teacher), ("change_note", teacher), ("remove_note", manager)]
    assert list(actions) == [(f"accounts.{action}", actor.pk) for action, actor in expected]


def test_contact_persons_are_kept_by_the_office(group, pupil, teacher, manager):
    path = f"/auth/users/{pupil.pk}/contacts/"
    assert client_for(teacher).post(path, GRANDMOTHER).status == 403
    client = client_for(manager)
    for field, value in (("phone", "12"), ("name", "X1"), ("phone", "")):
        assert client.post(path, GRANDMOTHER | {field: value}).refused_fields == (422, [field])
    created = client.post(path, GRANDMOTHER)
    assert (created.status, created.json["phone"]) == (201, "+998901112233")
    own = f"{path}{created.json['id']}/"
    assert client.patch(own, {"relation": "aunt"}).json["relation"] == "aunt"
    assert client.patch(own, {"phone": "+7 912 345 67 89"}).refused_fields == (422, ["phone"])
    assert client.delete(own).status == 204
    assert (client.delete(own).status, ContactPerson.objects.count()) == (404, 0)


@pytest.mark.parametrize("allowed", [False, True])
def test_teachers_see_phones_of_the_family_where_the_setting_allows(
    allowed, group, guardian, pupil, parent, teacher, other_teacher, manager
):
    SystemSettings.objects.update(teachers_see_phones=allowed)
    path = f"/auth/users/{pupil.pk}/contacts/"
    client_for(manager).post(path, GRANDMOTHER)
    full = client_for(manager).get(path).json
    assert full["phones_shown"] is True
    assert [(row["full_name"], row["kind"], row["phone"]) for row in full["guardians"]] == [
        (parent.full_name, "mother", "+998901234567")
    ]
    seen = client_for(teacher).get(path).json
    assert seen["phones_shown"] is allowed
    assert [row["full_name"] for row in seen["guardians"]] == [parent.full_name]
    phones = [row["phone"] for row in (*seen["guardians"], *seen["contact_persons"])]
    assert phones == (["+998901234567", "+998901112233"] if allowed else [None, None])
    assert [row["remark"] for row in seen["contact_persons"]] == ["After 17:00." if allowed else None]
    assert client_for(other_teacher).get(path).status == 404
    assert client_for(pupil).get(path).status == 403
    Guardian.objects.update(ended_at=timezone.now())
    assert client_for(manager).get(path).json["guardians"] == []
