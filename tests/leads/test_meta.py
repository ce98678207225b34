"""Lead forms of Facebook and Instagram against a local server that speaks Meta's documented protocol."""

import hashlib
import hmac
import json

import pytest
from django.conf import settings

from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.jobs.models import Job
from apps.jobs.services import enqueue
from apps.leads.models import Lead, LeadForm, MetaArrival
from apps.portal.services.erasure import erase_database_rows
from tests.factories import make_django_client, make_user
from tests.job_runs import run_jobs
from tests.servers.meta import APP_SECRET, PAGE_ID, VERIFY_TOKEN, meta_server

PATH = "/api/v1/leads/meta/webhook/"


@pytest.fixture
def meta(monkeypatch, branch):
    with meta_server() as server:
        for name, value in server.env.items():
            monkeypatch.setattr(settings.ENV, name.lower(), value)
        yield server


def notice(*leads, form="77"):
    values = [{"leadgen_id": lead, "form_id": form, "page_id": PAGE_ID, "created_time": 1763629200} for lead in leads]
    entry = {"id": PAGE_ID, "time": 1763629201, "changes": [{"field": "leadgen", "value": value} for value in values]}
    return json.dumps({"object": "page", "entry": [entry]}).encode()


def send(body, *, secret=APP_SECRET, signature=None):
    sent = signature or "sha256=" + hmac.digest(secret.encode(), body, hashlib.sha256).hex()
    headers = {"X-Hub-Signature-256": sent}
    return make_django_client().post(PATH, body, content_type="application/json", headers=headers)


def test_handshake_answers_the_challenge_for_the_right_token_only(meta):
    query = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": VERIFY_TOKEN}
    answer = make_django_client().get(PATH, query)
    assert (answer.status_code, answer.content) == (200, b"1158201444")
    assert answer["Content-Type"].startswith("text/plain")
    for wrong in ({"hub.verify_token": "another"}, {"hub.mode": "unsubscribe"}, {"hub.challenge": "<script>"}):
        assert make_django_client().get(PATH, query | wrong).status_code == 403


def test_signed_notice_is_fetched_and_becomes_a_lead_once(meta, course):
    LeadForm.objects.create(branch_id=Lead.branch.field.related_model.objects.get(is_default=True).pk, course=course,
                            name="Instagram", key="k" * 24, meta_form="77")  # fmt: skip
    meta.add(
        "5001", platform="ig", full_name="Жасур Орипов", phone_number="+998 90 123 45 67", email="j@example.uz",
        when="Evenings",
    )  # fmt: skip
    for _each in range(3):
        assert send(notice("5001")).status_code == 200
    assert run_jobs("leads.fetch_meta") == 1
    lead = Lead.objects.get()
    assert (lead.name, lead.source, lead.course_id) == ("Жасур Орипов", "instagram", course.pk)
    assert (lead.email, lead.note) == ("j@example.uz", "when: Evenings")
    assert [row.phone for row in lead.phones.all()] == ["+998901234567"]
    assert MetaArrival.objects.get().lead_id == lead.pk
    assert send(notice("5001")).status_code == 200
    assert run_jobs("leads.fetch_meta") == 0


def test_forged_and_changed_notices_are_refused(meta):
    body = notice("5001")
    good = "sha256=" + hmac.digest(APP_SECRET.encode(), body, hashlib.sha256).hex()
    assert send(body, secret="another-secret-of-somebody").status_code == 403
    assert send(body + b" ", signature=good).status_code == 403
    assert send(body, signature=good.removeprefix("sha256=")).status_code == 403
    assert make_django_client().post(PATH, body, content_type="application/json").status_code == 403
    assert not MetaArrival.objects.exists()


def test_without_a_secret_nothing_is_believed(meta, monkeypatch):
    monkeypatch.setattr(settings.ENV, "meta_app_secret", "")
    assert send(notice("5001"), secret="").status_code == 403
    monkeypatch.setattr(settings.ENV, "meta_verify_token", "")
    query = {"hub.mode": "subscribe", "hub.challenge": "1", "hub.verify_token": ""}
    assert make_django_client().get(PATH, query).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        b"not json", b"[]", b'{"object": "user"}', b'{"object": "page", "entry": 7}',
        b'{"object": "page", "entry": [{"changes": [{"field": "leadgen", "value": {"leadgen_id": "../me"}}]}]}',
        b'{"object": "page", "entry": [{"changes": [{"field": "feed", "value": {"leadgen_id": "1"}}]}]}',
    ],
)  # fmt: skip
def test_odd_notices_are_answered_and_ignored(meta, body):
    assert send(body).status_code == 200
    assert not MetaArrival.objects.exists()


def test_meta_is_asked_again_while_it_is_away(meta):
    meta.add("5001", full_name="Jasur", phone_number="901234567")
    meta.errors = [(503, {"code": 2, "message": "Service temporarily unavailable"})]
    send(notice("5001"))
    with pytest.raises(Exception, match="status 503"):
        run_jobs("leads.fetch_meta")
    assert not Lead.objects.exists()
    run_again("leads.fetch_meta", MetaArrival.objects.get().pk)
    assert Lead.objects.get().name == "Jasur"


def test_lead_that_meta_no_longer_has_is_not_asked_for_again(meta):
    send(notice("5001"))
    assert run_jobs("leads.fetch_meta") == 1
    assert MetaArrival.objects.get().gone_at is not None
    run_again("leads.poll_meta")
    assert not Job.objects.filter(kind="leads.fetch_meta", state="queued").exists()


def test_poll_finds_what_no_webhook_told_of_in_all_pages(meta):
    for number in range(5):
        meta.add(
            f"600{number}", form=str(70 + number % 3), full_name=f"Lead {number}", phone_number=f"90123456{number}"
        )
    send(notice("6000"))
    run_jobs("leads.fetch_meta")
    run_again("leads.poll_meta")
    assert run_jobs("leads.fetch_meta") == 4
    run_again("leads.poll_meta")
    assert run_jobs("leads.fetch_meta") == 0
    assert Lead.objects.count() == 5
    assert "elsewhere" not in " ".join(meta.calls)


def test_answers_that_are_no_phone_stay_in_the_note(meta):
    meta.add("5001", full_name="\u202e", phone_number="call me")
    send(notice("5001"))
    run_jobs("leads.fetch_meta")
    lead = Lead.objects.get()
    assert (lead.name, "call me" in lead.note, lead.phones.count()) == ("Facebook", True, 0)


def run_again(kind, object_id=None):
    with unit_of_work():
        enqueue(kind=kind, **({"object_id": object_id} if object_id else {}))
    run_jobs(kind)


def test_odd_lead_does_not_stop_the_poll(meta):
    meta.add("6001", full_name="Jasur", phone_number="901234567")
    meta.add("6002", full_name="Laylo", phone_number="935554433")
    meta.leads["6001"]["created_time"] = "yesterday"
    meta.leads["6002"]["field_data"] += [{"name": "q" * 300, "values": [None, "x"]}, {"name": "empty", "values": None}]
    meta.leads["6002"]["platform"] = None
    run_again("leads.poll_meta")
    assert run_jobs("leads.fetch_meta") == 1
    assert (Lead.objects.get().name, Lead.objects.get().note) == ("Laylo", f"{'q' * 300}: x")


def test_every_phone_and_what_cannot_be_stored_stays(meta):
    meta.add(
        "5001", full_name="Jasur", phone_number="901234567", whatsapp_number="935554433", email="not an address",
        long="x" * 3000,
    )  # fmt: skip
    send(notice("5001"))
    run_jobs("leads.fetch_meta")
    lead = Lead.objects.get()
    assert [row.phone for row in lead.phones.order_by("place")] == ["+998901234567", "+998935554433"]
    assert "email: not an address" in lead.note
    [entry] = lead.entries.all()
    assert (lead.note + entry.data["more"]).count("x") == 3000


def test_notices_of_other_pages_are_ignored(meta):
    body = notice("5001").replace(f'"id": "{PAGE_ID}"'.encode(), b'"id": "999"')
    assert send(body).status_code == 200
    assert not MetaArrival.objects.exists()


def test_erased_lead_does_not_come_back_by_the_poll(meta):
    meta.add("5001", full_name="Jasur", phone_number="901234567")
    send(notice("5001"))
    run_jobs("leads.fetch_meta")
    person = make_user(Role.STUDENT, "Jasur", "Oripov", phone="+998901234567")
    Lead.objects.update(student=person)
    erase_database_rows(person.pk)
    assert not Lead.objects.exists()
    run_again("leads.poll_meta")
    assert run_jobs("leads.fetch_meta") == 0
    assert MetaArrival.objects.get().lead_id is None
