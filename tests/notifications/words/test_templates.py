"""The administrator writes the centre's own words, sees them with sample data, and goes back to the built-in ones."""

import pytest
from django.test import Client

from apps.notifications.models import NotificationTemplate
from apps.notifications.services import notify
from apps.settings.models import AuditLog, SystemSettings

PATH = "/notifications/templates/"
SMS = {"type": "payments.overdue", "channel": "sms", "language": "uz", "text": "{student}: {amount}, muddati {due_on}."}


def test_template_is_created_changed_and_deleted(admin, manager, client_for):
    client = client_for(admin)
    made = client.post(PATH, SMS)
    assert (made.status, made.json["own"]) == (201, True)
    assert made.json["places"] == ["amount", "due_on", "student", "title"]
    path = f"{PATH}{made.json['id']}/"
    assert client.post(PATH, SMS).status == 409
    assert client.patch(path, {"text": "{student}: {amount}"}).json["text"] == "{student}: {amount}"
    assert client.get(path).json["text"] == "{student}: {amount}"
    assert client_for(manager).get(path).status == 403
    assert client.delete(path).status == 204
    assert [client.get(path).status, client.delete(path).status] == [404, 404]
    entries = AuditLog.objects.filter(action__startswith="templates.").order_by("id")
    assert [entry.action for entry in entries] == ["templates.create", "templates.change", "templates.remove"]
    assert {entry.actor for entry in entries} == {admin}


def test_next_message_uses_the_template(admin, pupil, client_for):
    words = {"type": "homework.assigned", "channel": "in_app", "language": "en"}
    made = client_for(admin).post(PATH, {**words, "title": "Work!", "text": "Do <this> & that: {title}"})
    assert made.status == 422
    made = client_for(admin).post(PATH, {**words, "title": "Work!", "text": "5 < 6 & so: {title}"})
    assert made.status == 201, made.json
    notify(user=pupil, type="homework.assigned", data={"title": "<b>Unit</b>", "homework": ""})
    (row,) = client_for(pupil).get("/notifications/").json["results"]
    assert (row["title"], row["text"]) == ("Work!", "5 < 6 & so: <b>Unit</b>")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "{nobody} owes"),
        ("text", "{student.password}"),
        ("text", "{student!r}"),
        ("text", "{amount:>9999999}"),
        ("text", "{student[0]}"),
        ("text", "{0}"),
        ("text", "{}"),
        ("text", "{{student}}"),
        ("text", "{student"),
        ("text", "student}"),
        ("text", "<b>{student}</b>"),
        ("text", "<script src=x>"),
        ("text", "a\x07b"),
        ("text", "   "),
        ("text", "я" * 671),
        ("title", "An SMS has none"),
        ("type", "payments.nothing"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_invalid_template_is_refused_by_field(admin, client_for, field, value):
    answer = client_for(admin).post(PATH, SMS | {field: value})
    assert (answer.status, list(answer.json["fields"])) == (422, [field]), answer.json
    assert not NotificationTemplate.objects.exists()


def test_template_of_an_invitation_must_contain_the_link(admin, client_for):
    words = {"type": "accounts.activation", "channel": "sms", "language": "uz"}
    refused = client_for(admin).post(PATH, {**words, "text": "{centre}: {until}"})
    assert refused.json["fields"] == {"text": ["It must contain {link}."]}
    assert client_for(admin).post(PATH, {**words, "text": "{centre}: {link}"}).status == 201


def test_template_change_is_validated(admin, client_for):
    client = client_for(admin)
    path = f"{PATH}{client.post(PATH, SMS).json['id']}/"
    assert list(client.patch(path, {"text": "{group}"}).json["fields"]) == ["text"]
    assert list(client.patch(path, {"channel": "email"}).json["fields"]) == ["channel"]
    title = client.post(PATH, SMS | {"channel": "email", "title": "Bcc:\nx@example.uz"})
    assert list(title.json["fields"]) == ["title"]
    assert list(client.post(PATH, SMS | {"channel": "email"}).json["fields"]) == ["title"]


def test_template_preview_has_sample_data_and_sms_price(admin, client_for):
    SystemSettings.objects.update(sms_part_price=150_00)
    tried = client_for(admin).post(f"{PATH}preview/", SMS | {"language": "ru", "text": "Долг: {amount}. " + "я" * 60})
    assert tried.status == 200, tried.json
    shown = {message["language"]: message for message in tried.json["messages"]}
    assert shown["ru"]["text"].startswith("Долг: 450 000 сум. я")
    assert shown["ru"]["sms"] == {"encoding": "unicode", "characters": 79, "parts": 2, "price": 300_00}
    assert (shown["en"]["own"], shown["en"]["sms"]["encoding"]) == (False, "gsm7")
    assert not NotificationTemplate.objects.exists()
    kept = client_for(admin).post(PATH, SMS).json["id"]
    (uz,) = [message for message in client_for(admin).post(f"{PATH}{kept}/preview/").json["messages"] if message["own"]]
    assert uz["text"] == "Jasur Oripov: 450 000 so'm, muddati 07.09.2026."
    assert client_for(admin).post(f"{PATH}preview/", SMS | {"text": "{x}"}).status == 422


def test_templates_list_has_every_type_channel_and_language(admin, client_for):
    client = client_for(admin)
    client.post(PATH, SMS)
    rows = client.get(PATH, {"type": "payments.overdue", "page_size": 100}).json
    assert rows["count"] == 15
    assert [(row["channel"], row["language"]) for row in rows["results"] if row["own"]] == [("sms", "uz")]
    assert client.get(PATH, {"own": True}).json["count"] == 1
    first = client.get(PATH, {"channel": "sms", "language": "uz", "page_size": 10}).json
    assert (len(first["results"]), first["previous"]) == (10, None)
    assert "page=2" in first["next"]
    assert client.get(PATH, {"search": "x"}).status == 422


def test_admin_page_validates_templates(admin):
    browser = Client()
    browser.force_login(admin, backend="apps.accounts.backends.LoginBackend")
    path = "/admin/notifications/notificationtemplate/"
    assert browser.post(f"{path}add/", SMS | {"title": "", "text": "{nobody}"}).status_code == 200
    assert browser.post(f"{path}add/", SMS | {"title": ""}).status_code == 302
    row = NotificationTemplate.objects.get()
    assert browser.post(f"{path}{row.pk}/change/", {"title": "", "text": "<b>no</b>"}).status_code == 200
    assert browser.post(f"{path}{row.pk}/change/", {"title": "", "text": "{student}"}).status_code == 302
    assert browser.post(f"{path}{row.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not NotificationTemplate.objects.exists()
    actions = AuditLog.objects.filter(actor=admin, action__startswith="templates.").values_list("action", flat=True)
    assert sorted(actions) == ["templates.change", "templates.create", "templates.remove"]
