"""A teacher without phone numbers sends a family one of the centre's messages; the answer goes to the office."""

from uuid import uuid4

import pytest
import time_machine

from apps.accounts.models import Guardian, OwnRole, User
from apps.notifications.models import Notification
from apps.notifications.rendering import render_notification
from apps.portal.models import FamilyAnswer, FamilyMessage
from tests import factories
from tests.factories import client_for
from tests.query_counts import check_list_cost

TEMPLATES, MESSAGES = "/notifications/family-templates/", "/notifications/family-messages/"
WORDS = {
    "title": {"uz": "Uy vazifasi", "ru": "", "en": "Homework"},
    "text": {"uz": "{student} vazifani bajarmadi.", "ru": "", "en": "{student} owes homework, says {teacher}."},
}


@pytest.fixture
def group(branch, course, teacher, pupil):
    return factories.make_group(branch=branch, course=course, name="A2", teacher=teacher, pupils=(pupil,))


@pytest.fixture
def guardian(pupil, parent):
    return Guardian.objects.create(parent=parent, child=pupil, kind="mother")


@pytest.fixture
def template(manager):
    answer = client_for(manager).post(TEMPLATES, WORDS)
    assert answer.status == 201, answer.json
    return answer.json


def send(user: User, pupil: User, template):
    return client_for(user).post(MESSAGES, {"student": str(pupil.pk), "template": template["id"]})


def test_office_writes_the_messages_and_teachers_read_them(template, teacher, pupil, manager):
    assert [row["id"] for row in client_for(teacher).get(TEMPLATES).json["results"]] == [template["id"]]
    assert client_for(pupil).get(TEMPLATES).status == 403
    assert client_for(teacher).post(TEMPLATES, WORDS).status == 403
    client, own = client_for(manager), f"{TEMPLATES}{template['id']}/"
    assert client.post(TEMPLATES, WORDS | {"text": {"en": ""}}).refused_fields == (422, ["text"])
    for wrong in ("{pupil} is late.", "{student.pk} is late.", "{student is late."):
        assert client.post(TEMPLATES, WORDS | {"text": {"uz": "Kech.", "en": wrong}}).refused_fields == (422, ["text"])
    assert client.patch(own, {"title": {"uz": "{pupil}"}}).refused_fields == (422, ["title"])
    assert client.post(TEMPLATES, WORDS | {"text": {"en": "Late."}}).refused_fields == (422, ["text"])
    assert client.patch(own, {"text": {"ru": "Поздно."}}).refused_fields == (422, ["title"])
    changed = client.patch(own, {"title": {"ru": "Домашнее задание"}, "text": {"ru": "{student}: поздно."}})
    assert changed.json["title"] == {"uz": "Uy vazifasi", "ru": "Домашнее задание", "en": "Homework"}
    assert client.delete(own).status == 204
    assert (client.delete(own).status, client.get(TEMPLATES).json["count"]) == (404, 0)
    assert client.get(TEMPLATES, {"archived": "true"}).json["count"] == 1


def test_family_gets_the_message_and_the_office_the_answer(
    group, guardian, template, pupil, parent, teacher, other_teacher, manager
):
    User.objects.filter(pk=parent.pk).update(locale="uz")
    sent = send(teacher, pupil, template)
    assert (sent.status, sent.json["to_student"], sent.json["answers"]) == (201, False, [])
    assert sent.json["text"]["en"] == f"{pupil.full_name} owes homework, says {teacher.full_name}."
    told = Notification.objects.get(type="families.message")
    (shown,) = client_for(parent).get("/notifications/").json["results"]
    assert (told.user, shown["text"].splitlines()[0]) == (parent, f"{pupil.full_name} vazifani bajarmadi.")
    User.objects.filter(pk=parent.pk).update(locale="en")
    (shown,) = client_for(parent).get("/notifications/").json["results"]
    assert shown["title"] == f"{teacher.full_name} about {pupil.full_name}: Homework"
    assert shown["text"].splitlines()[0] == sent.json["text"]["en"]
    User.objects.filter(pk=parent.pk).update(locale="ru")
    (shown,) = client_for(parent).get("/notifications/").json["results"]
    assert shown["data"]["text"] == f"{pupil.full_name} vazifani bajarmadi."
    path = f"{MESSAGES}{sent.json['id']}/answer/"
    for other in (teacher, pupil, other_teacher, manager):
        assert client_for(other).post(path, {"text": "Not mine."}).status == 404
    assert client_for(parent).get(MESSAGES).json["count"] == 1
    assert client_for(parent).post(path, {"text": "He was ill."}).status == 201
    assert set(Notification.objects.filter(type="families.answered").values_list("user", flat=True)) == {manager.pk}
    answers = {
        person.pk: [row["text"] for row in client_for(person).get(MESSAGES).json["results"][0]["answers"]]
        for person in (manager, parent, teacher)
    }
    assert answers == {manager.pk: ["He was ill."], parent.pk: ["He was ill."], teacher.pk: []}
    assert client_for(other_teacher).get(MESSAGES).json["count"] == 0


def test_answers_go_only_to_those_of_the_office_who_may_read_them(
    group, guardian, template, pupil, parent, teacher, manager, stranger
):
    role = OwnRole.objects.create(name={"en": "Planner"}, permissions=["groups.manage", "groups.see_all"])
    User.objects.filter(pk=stranger.pk).update(own_role=role, all_branches=True)
    sent = send(teacher, pupil, template)
    client_for(parent).post(f"{MESSAGES}{sent.json['id']}/answer/", {"text": "He was ill."})
    assert [row.user for row in Notification.objects.filter(type="families.answered")] == [manager]


def test_only_the_own_pupils_and_templates_in_use(group, guardian, template, pupil, other_teacher, manager, teacher):
    send(other_teacher, pupil, template).check_refused(422, field="student")
    send(manager, teacher, template).check_refused(422, field="student")
    client_for(manager).delete(f"{TEMPLATES}{template['id']}/")
    send(teacher, pupil, template).check_refused(422, field="template")
    assert not FamilyMessage.objects.exists()


def test_pupil_gets_it_when_no_guardian_sees_the_progress(group, guardian, template, pupil, parent, teacher):
    Guardian.objects.update(sees_progress=False)
    sent = send(teacher, pupil, template)
    assert (sent.status, sent.json["to_student"]) == (201, True)
    assert Notification.objects.get(type="families.message").user == pupil
    path = f"{MESSAGES}{sent.json['id']}/answer/"
    assert client_for(parent).post(path, {"text": "Hm."}).status == 404
    assert client_for(pupil).post(path, {"text": "I was ill."}).status == 201


def test_at_most_five_a_day_about_a_pupil(group, guardian, template, pupil, teacher):
    answers = [send(teacher, pupil, template) for _number in range(6)]
    assert [answer.status for answer in answers] == [201] * 5 + [429]
    assert answers[-1].json["detail"] == "At most five messages a day about one pupil."


def test_list_costs_the_same_for_many_messages(group, template, pupil, teacher, manager):
    words = {name: template[name] for name in ("title", "text")}

    def add(_number: int) -> None:
        message = FamilyMessage.objects.create(
            student=pupil, author=teacher, template_id=template["id"], to_student=True, **words
        )
        FamilyAnswer.objects.create(message=message, author=pupil, text="Yes.")

    check_list_cost(client_for(manager), MESSAGES, add)


def test_office_writes_its_own_words(group, guardian, template, pupil, parent, manager, teacher):
    User.objects.filter(pk=parent.pk).update(locale="uz")
    own = {"student": str(pupil.pk), "text": " Ertaga {student} soat 16:00 da kelsin. "}
    assert client_for(teacher).post(MESSAGES, own).status == 403
    client = client_for(manager)
    client.post(MESSAGES, own | {"template": template["id"]}).check_refused(422, field="text")
    client.post(MESSAGES, own | {"text": None}).check_refused(422, field="text")
    client.post(MESSAGES, own | {"text": "\u200b"}).check_refused(422, field="text")
    client.post(MESSAGES, own | {"text": "a" * 401}).check_refused(422, field="text")
    sent = client.post(MESSAGES, own)
    words = "Ertaga {student} soat 16:00 da kelsin."
    assert (sent.status, sent.json["title"]["uz"], sent.json["text"]["ru"]) == (201, "", words)
    told = Notification.objects.get(type="families.message")
    assert (told.user, told.data["text"]) == (parent, words)
    title, text = render_notification(told.type, "push", "uz", told.data)
    assert title.startswith(manager.full_name)
    assert title.endswith(words)
    assert text.startswith(f"{words}\n")


def test_preview_names_who_gets_it_and_when(group, guardian, pupil, parent, teacher, other_teacher):
    path, query = f"{MESSAGES}preview/", {"student": str(pupil.pk)}
    User.objects.filter(pk=parent.pk).update(last_login="2026-11-01T12:00:00Z")
    with time_machine.travel("2026-11-20T12:00:00Z", tick=False):
        by_day = client_for(teacher).get(path, query).json
    with time_machine.travel("2026-11-20T20:00:00Z", tick=False):
        at_night = client_for(teacher).get(path, query).json
    assert [row["id"] for row in by_day["recipients"]] == [str(parent.pk)]
    assert by_day["unreached"] == []
    User.objects.filter(pk=parent.pk).update(last_login=None)
    assert client_for(teacher).get(path, query).json["unreached"] == by_day["recipients"]
    assert (by_day["to_student"], by_day["waits_until"]) == (False, None)
    assert at_night["waits_until"] == "2026-11-21T03:00:00+00:00"
    Guardian.objects.update(sees_progress=False)
    assert client_for(teacher).get(path, query).json["to_student"] is True
    client_for(other_teacher).get(path, query).check_refused(404, "not_found")
    client_for(teacher).get(path, {"student": str(uuid4())}).check_refused(404, "not_found")
