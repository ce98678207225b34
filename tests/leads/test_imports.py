"""Imports of leads: doubles are found in the file and in the branch, and undoing keeps what somebody worked with."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.courses.models import Import
from apps.leads.contacts import Contact
from apps.leads.models import Lead, LeadPhone
from apps.leads.services import imports as lead_imports
from apps.leads.services.intake import take_contact
from apps.leads.services.leads import LeadDraft
from apps.leads.services.stages import open_stages
from tests.factories import client_for
from tests.imports.table_uploads import make_csv, make_xlsx, send_table
from tests.job_runs import run_jobs
from tests.leads.lead_requests import act, create_lead, list_kinds, list_leads, list_timeline, read

PATH = "/leads/imports/"
HEAD = ("Имя", "Телефон", "Курс", "Примечание")


def import_leads(user, file, **form):
    """The import once it was carried out, with its rows."""
    sent = send_table(user, file, PATH, **form)
    assert sent.status == 202, sent.json
    run_jobs("leads.import")
    client = client_for(user)
    done = client.get(f"{PATH}{sent.json['id']}/").json
    return {**done, "rows": client.get(f"{PATH}{sent.json['id']}/rows/", {"page_size": 100}).json["results"]}


def test_rows_become_leads_and_doubles_are_joined(manager, branch, course):
    known = create_lead(manager, "Jasur Oripov", "90 123 45 67")
    rows = [
        HEAD,
        ("Жасур Орипов", "+998 (90) 123-45-67", "", "Asks again"),
        ("Laylo Saidova", "935554433", "English A2", "Evenings"),
        ("Саидова Лайло", "998935554433", "", ""),
        ("Timur", "12345", "", ""),
        ("", "90 765 43 21", "", ""),
        ("No Phone", "", "Chess", ""),
    ]
    done = import_leads(manager, make_csv(*rows))
    assert [row["verdict"] for row in done["rows"]] == ["changed", "new", "same", "refused", "refused", "new"]
    assert [list(row["errors"]) for row in done["rows"]][3:5] == [["phone"], ["name"]]
    assert list_kinds(manager, known) == ["created", "created"]
    assert "Asks again" in {entry["text"] for entry in list_timeline(manager, known)}
    [laylo] = list_leads(manager, search="Laylo")
    assert (laylo["course"]["id"], laylo["note"], laylo["source"]) == (str(course.pk), "Evenings", "import")
    [other] = list_leads(manager, search="No Phone")
    assert other["note"] == "Chess"


def test_dry_run_saves_nothing_and_is_carried_out_later(manager, branch):
    checked = import_leads(manager, make_xlsx(HEAD, ("Jasur", "90 123 45 67", "", "")), dry_run="true")
    assert (checked["state"], checked["figures"]["new"], Lead.objects.count()) == ("checked", 1, 0)
    assert client_for(manager).post(f"{PATH}{checked['id']}/run/").status == 202
    run_jobs("leads.import")
    assert Lead.objects.get().name == "Jasur"


def test_second_import_of_a_file_changes_nothing(manager, branch):
    rows = [HEAD, ("Jasur", "90 123 45 67", "", "Note"), ("Laylo", "93 555 44 33", "", "")]
    import_leads(manager, make_csv(*rows))
    again = import_leads(manager, make_csv(*rows))
    assert [row["verdict"] for row in again["rows"]] == ["same", "same"]
    assert (Lead.objects.count(), LeadPhone.objects.count()) == (2, 2)


def test_undo_deletes_new_leads_and_keeps_those_in_use(manager, branch):
    done = import_leads(manager, make_csv(HEAD, ("Jasur", "901234567", "", ""), ("Laylo", "935554433", "", "")))
    [laylo] = list_leads(manager, search="Laylo")
    act(manager, laylo, "notes", {"text": "Called."})
    undone = client_for(manager).post(f"{PATH}{done['id']}/undo/")
    assert undone.json["state"] == "undone"
    assert [lead["name"] for lead in list_leads(manager)] == ["Laylo"]
    assert read(manager, laylo)["state"] == "open"


def make_rows(count):
    rows = [(f"Lead {number} Ali", f"90{number:07}", "", "") for number in range(count * 9 // 10)]
    return [HEAD, *rows, *((f"Али {number}", f"+998 90 {number:07}", "", "x") for number in range(count // 10))]


def count_queries(manager, count):
    sent = send_table(manager, make_csv(*make_rows(count)), PATH)
    assert sent.status == 202, sent.json
    with CaptureQueriesContext(connection) as captured:
        run_jobs("leads.import")
    assert Import.objects.get(pk=sent.json["id"]).state == "done"
    return len(captured)


def test_queries_do_not_grow_with_the_rows(manager, branch):
    open_stages(branch)
    few = count_queries(manager, 20)
    Lead.objects.all().delete()
    assert count_queries(manager, 200) == few


@pytest.mark.slow
def test_10_000_leads_are_imported_in_bounded_queries(manager, branch):
    queries = count_queries(manager, 10_000)
    assert Lead.objects.count() == 9000
    assert queries <= 120


def test_undo_keeps_leads_that_others_know_of(manager, admin, branch):
    names = ("Jasur", "Laylo", "Timur", "Malika")
    done = import_leads(manager, make_csv(HEAD, *((name, f"90123456{n}", "", "") for n, name in enumerate(names))))
    take_contact(LeadDraft(branch=branch, name="Jasur", source="site", phones=["901234560"]))
    import_leads(manager, make_csv(HEAD, ("Laylo", "901234561", "", "Asks again")))
    [timur] = list_leads(manager, search="Timur")
    act(admin, timur, "claim")
    assert client_for(manager).post(f"{PATH}{done['id']}/undo/").status == 200
    assert {lead["name"] for lead in list_leads(manager)} == {"Jasur", "Laylo", "Timur"}


def test_row_is_compared_with_few_of_one_phone(manager, branch):
    known = lead_imports.KnownLeads()
    for number in range(200):
        lead = Lead(name=f"Lead {number}")
        known.add(lead, Contact(lead.name, frozenset(["+998901234567"])))
    assert len(known.by_phone["+998901234567"]) == lead_imports.MOST_COMPARED
    assert known.has(lead, "+998901234567")
