"""Site forms: any site may send answers; programs, floods and people without consent leave nothing behind."""

import pytest

from apps.leads.models import Lead, LeadForm
from apps.notifications.models import Notification
from tests.factories import client_for, make_django_client
from tests.leads.lead_requests import act, create_lead, list_kinds, list_leads, list_timeline

ANSWER = {"name": "Jasur Oripov", "phone": "90 123-45-67", "note": "English", "consent": "true"}
JSON = {"Accept": "application/json", "Origin": "https://school.example.uz", "Accept-Language": "en"}


@pytest.fixture
def form(admin, branch, course):
    made = client_for(admin).post("/leads/forms/", {"name": "Site", "course": str(course.pk), "per_day": 40})
    assert made.status == 201, made.json
    return LeadForm.objects.get(pk=made.json["id"])


def path(form):
    return f"/api/v1/leads/forms/{form.key}/"


def send(form, *, address="203.0.113.7", headers=JSON, **more):
    return make_django_client(address=address).post(path(form), {**ANSWER, **more}, headers=headers)


def test_answer_becomes_a_lead_and_the_office_is_told(form, manager, admin):
    answer = send(form)
    assert (answer.status_code, answer.json()["thanks"]) == (201, "Thank you! We will call you.")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    [lead] = list_leads(manager, source="site")
    assert (lead["phones"], lead["course"]["id"]) == (["+998901234567"], str(form.course_id))
    assert (lead["form"]["name"], lead["consented_at"] is None) == ("Site", False)
    told = Notification.objects.filter(type="leads.received")
    assert {row.user_id for row in told} == {manager.pk, admin.pk}


def test_form_is_a_page_and_a_script_for_any_page(form):
    browser = make_django_client()
    page = browser.get(path(form), headers={"Accept-Language": "ru"})
    assert page.status_code == 200
    assert 'name="consent"' in page.content.decode()
    assert "default-src 'none'" in page["Content-Security-Policy"]
    sent = browser.post(path(form), ANSWER, headers={"Accept-Language": "en"})
    assert "Thank you!" in sent.content.decode()
    script = browser.get(f"{path(form)}form.js", {"language": "en"})
    assert script["Content-Type"].startswith("text/javascript")
    assert path(form) in script.content.decode()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"consent": ""}, "consent"),
        ({"name": " "}, "name"),
        ({"phone": "12"}, "phone"),
        ({"phone": ""}, "phone"),
        ({"note": "x" * (1024 * 64)}, "note"),
    ],
)
def test_refused_answers_name_the_field_and_store_nothing(form, more, field):
    answer = send(form, **more)
    assert (answer.status_code, answer.json()["code"], list(answer.json()["fields"])) == (422, "invalid", [field])
    assert not Lead.objects.exists()


def test_page_shows_what_is_wrong_and_keeps_what_was_typed(form):
    page = send(form, headers={"Accept-Language": "en"}, phone="call me", name='"><script>')
    assert page.status_code == 200
    assert not Lead.objects.exists()
    assert '<p role="alert">Enter a phone number, for example +998 90 123 45 67.</p>' in page.content.decode()
    assert "<script>" not in page.content.decode()


def test_program_that_fills_in_the_hidden_field_is_thanked_and_forgotten(form):
    assert send(form, website="https://spam.example").status_code == 201
    assert not Lead.objects.exists()


def test_closed_and_unknown_forms_are_not_found(form, admin):
    assert make_django_client().get("/api/v1/leads/forms/0123456789abcdef01234567/").status_code == 404
    assert client_for(admin).patch(f"/leads/forms/{form.pk}/", {"is_open": False}).status == 200
    assert send(form).status_code == 404


def test_json_body_is_refused(form):
    answer = make_django_client().post(path(form), ANSWER, content_type="application/json", headers=JSON)
    assert answer.status_code == 415


def test_who_sends_twice_stays_one_lead_and_a_lost_one_opens(form, manager):
    send(form)
    send(form, name="Жасур", note="Now!")
    [lead] = list_leads(manager)
    assert list_kinds(manager, lead) == ["created", "created"]
    assert "Now!" in {entry["text"] for entry in list_timeline(manager, lead)}
    client_for(manager).post(f"/leads/{lead['id']}/lose/", {"reason": "no_answer"})
    send(form)
    assert [row["state"] for row in list_leads(manager)] == ["open"]


@pytest.mark.slow  # 7 s
def test_flood_of_1000_answers_is_limited_and_others_get_through(form, manager, admin):
    statuses = [send(form, phone=f"90 {number // 100:03} {number % 100:02} 00").status_code for number in range(1000)]
    assert (statuses.count(201), statuses.count(429)) == (10, 990)
    limited = send(form)
    assert (limited.json()["code"], int(limited["Retry-After"]) > 0) == ("too_many_requests", True)
    others = [send(form, address=f"198.51.100.{n}", phone=f"93 555 44 {n:02}").status_code for n in range(20)]
    assert others == [201] * 20
    assert Lead.objects.count() == 30
    told = Notification.objects.filter(type="leads.received", shown=True)
    assert sorted(told.values_list("user__role", flat=True)) == ["admin", "manager"]


def test_answer_of_a_known_person_fills_in_what_the_lead_lacks_and_calls_again(form, manager):
    lead = create_lead(manager, "Jasur Oripov", "90 123 45 67")
    act(manager, lead, "calls", {"outcome": "reached"})
    assert list_leads(manager, due="calls") == []
    send(form, name="Жасур")
    [found] = list_leads(manager, due="calls")
    assert (found["id"], found["course"]["id"]) == (lead["id"], str(form.course_id))
    assert (found["form"]["name"], found["consented_at"] is None) == ("Site", False)
    data = list_timeline(manager, lead, kind="created")[0]["data"]
    assert (data["name"], data["form"], "consented_at" in data) == ("Жасур", "Site", True)


def test_refused_answers_and_programs_leave_the_form_open_for_others(form):
    for number in range(41):
        send(form, address=f"198.51.100.{number}", **({"consent": ""} if number % 2 else {"website": "x"}))
    assert send(form).status_code == 201


def test_limited_page_says_so_with_its_status(form):
    answers = [send(form, headers={"Accept-Language": "en"}, consent="") for _each in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert int(answers[-1]["Retry-After"]) > 0


def test_script_differs_by_language(form):
    script = make_django_client().get(f"{path(form)}form.js")
    assert "Accept-Language" in script["Vary"]
