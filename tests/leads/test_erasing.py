"""A stranger asks to be forgotten: the lead goes, and is still counted."""

import pytest

from apps.courses.models import ImportRow
from apps.events.models import StreamEvent
from apps.leads.models import Lead, LeadEntry, LeadPhone
from apps.notifications.models import Notification
from apps.notifications.services import notify
from apps.quizzes.models import PlacementLink, PlacementTest, QuestionBank
from apps.settings.models import AuditLog, AuditValues
from tests.factories import client_for
from tests.imports.table_uploads import make_csv, send_table
from tests.job_runs import run_jobs
from tests.leads.lead_requests import act, create_lead, list_leads

WHY = {"reason": "Asked on the phone"}


@pytest.fixture
def lead(manager, branch):
    made = create_lead(manager, "Jasur Oripov", "90 123 45 67", email="jasur@example.uz", note="Wants evenings.")
    double = create_lead(manager, "Jasur", "93 111 22 33")
    act(manager, made, "merge", {"double": double["id"]})
    act(manager, made, "notes", {"text": "Jasur pays himself."})
    return made


def count(actor):
    rows = client_for(actor).get("/leads/figures/", {"by": "source"}).json["rows"]
    return {row["key"]: row["leads"] for row in rows}


def test_who_it_was_is_gone_and_figures_count_it(manager, admin, lead):
    bank = QuestionBank.objects.create(name="English")
    test = PlacementTest.objects.create(name="English", bank=bank, token_sha256="0" * 64)
    act(manager, lead, "test", {"test": str(test.pk)})
    before = count(admin)
    erased = act(admin, lead, "erase", WHY)
    assert (erased.status, list_leads(admin), count(admin)) == (204, [], before)
    row = Lead.objects.get()
    assert (row.name, row.email, row.note, row.source, row.erased_at is None) == ("", "", "", "phone", False)
    assert not LeadPhone.objects.exists()
    assert not LeadEntry.objects.exists()
    assert PlacementLink.objects.get().name == PlacementLink.objects.get().phone == ""
    values = list(AuditValues.objects.filter(entry__object_id=lead["id"]).values_list("values", flat=True))
    assert [value for value in values if value] == [{"reason": [None, WHY["reason"]]}]
    assert AuditLog.objects.get(action="leads.erase").actor == admin
    assert client_for(manager).get(f"/leads/{lead['id']}/").status == 404
    assert act(manager, lead, "notes", {"text": "x"}).status == 404


def test_notices_of_it_are_deleted(manager, admin, lead):
    for name in (lead["id"], "another"):
        Notification.objects.create(user=manager, type="leads.step_due", data={"lead": name, "name": "Jasur"})
    act(admin, lead, "erase", WHY)
    assert list(Notification.objects.values_list("data__lead", flat=True)) == ["another"]


def test_events_of_its_notices_are_deleted(manager, admin, lead):
    for name in (lead["id"], "another"):
        notify(user=manager, type="leads.step_due", data={"lead": name, "name": "Jasur", "text": "Call"})
    told = StreamEvent.objects.filter(type="notification.created").order_by("seq")
    about = told.values_list("data__notification__data__lead", flat=True)
    assert list(about) == [lead["id"], "another"]
    act(admin, lead, "erase", WHY)
    assert list(about.all()) == ["another"]


def test_rows_of_imports_are_erased_after_its_phone_changed(manager, admin, lead):
    table = make_csv(("Имя", "Телефон"), ("Jasur Oripov", "90 123 45 67"), ("Laylo", "93 555 44 33"), ("Timur", "12"))
    assert send_table(manager, table, "/leads/imports/").status == 202
    run_jobs("leads.import")
    laylo = list_leads(manager, search="Laylo")[0]
    for one, phone in ((lead, "97 111 22 33"), (laylo, "97 111 22 44")):
        assert client_for(manager).patch(f"/leads/{one['id']}/", {"phones": [phone]}).status == 200
        act(admin, one, "erase", WHY)
    rows = ImportRow.objects.order_by("number")
    assert [bool(row.cells) for row in rows] == [False, False, True]


def test_lead_with_an_account_and_a_claimed_one_are_refused(manager, admin, lead, stranger):
    act(manager, lead, "claim")
    act(admin, lead, "erase", WHY).check_refused(409, "lead_claimed")
    client_for(manager).delete(f"/leads/{lead['id']}/claim/")
    Lead.objects.filter(pk=lead["id"]).update(student=stranger)
    act(admin, lead, "erase", WHY).check_refused(409, "conflict")
    assert Lead.objects.get(pk=lead["id"]).name == "Jasur Oripov"


@pytest.mark.parametrize("reason", ["", " ", "x" * 301])
def test_reason_is_needed(admin, lead, reason):
    act(admin, lead, "erase", {"reason": reason}).check_refused(422, field="reason")


def test_only_administrators_erase(manager, lead):
    act(manager, lead, "erase", WHY).check_refused(403, "forbidden")


def test_same_person_may_come_again(manager, admin, lead):
    act(admin, lead, "erase", WHY)
    again = create_lead(manager, "Jasur Oripov", "90 123 45 67")
    doubles = client_for(manager).get(f"/leads/{again['id']}/doubles/").json["doubles"]
    assert (doubles, [row["id"] for row in list_leads(manager)]) == ([], [again["id"]])
