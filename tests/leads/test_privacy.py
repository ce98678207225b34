"""Leads of a person are exported, erased and moved with the account; those of strangers go by phone."""

import io
import json
import zipfile

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.core.personal_data import PersonIdentifiers
from apps.leads import personal_data
from apps.leads.models import Lead, LeadEntry, LeadPhone
from apps.portal.services.erasure import erase_database_rows
from apps.portal.services.exports import write_personal_data_archive
from tests.factories import make_user
from tests.leads.lead_requests import act, create_lead


def identify(person: User) -> PersonIdentifiers:
    return PersonIdentifiers(
        person=person.pk,
        ids=frozenset({str(person.pk)}),
        names=(person.full_name,),
        certain=(person.full_name,),
        addresses=tuple(value for value in (person.phone, person.email) if value),
        neutral="[erased]",
    )


def test_leads_without_an_account_go_by_phone_and_names_leave_notes(manager, branch):
    person = make_user(Role.STUDENT, "Jasur", "Oripov", phone="+998901234567")
    mine = create_lead(manager, "Жасур", "90 123 45 67")
    sister = create_lead(manager, "Malika Oripova", "90 123 45 67")
    double = create_lead(manager, "Nobody Else", "93 111 22 33")
    act(manager, mine, "merge", {"double": double["id"]})
    other = create_lead(manager, "Laylo Saidova", "93 555 44 33", note="Sister of Jasur Oripov.")
    act(manager, other, "notes", {"text": "Jasur Oripov pays."})
    personal_data.erase_mentions_of_person(identify(person))
    assert not Lead.objects.filter(pk__in=[mine["id"], double["id"]]).exists()
    assert not LeadPhone.objects.filter(phone="+998931112233").exists()
    assert Lead.objects.filter(pk=sister["id"]).exists()
    assert not LeadPhone.objects.filter(phone="+998901234567").exists()
    assert Lead.objects.get(pk=other["id"]).note == "Sister of [erased]."
    assert LeadEntry.objects.get(lead=other["id"], kind="note").text == "[erased] pays."


def test_archive_of_a_person_has_the_own_leads_with_their_timeline(manager, stranger):
    lead = create_lead(manager, "Timur Nazarov", note="Wants evenings.")
    act(manager, lead, "notes", {"text": "Comes on Friday."})
    create_lead(manager, "Somebody Else", "93 111 22 33")
    Lead.objects.filter(pk=lead["id"]).update(student=stranger)
    content = io.BytesIO()
    write_personal_data_archive(stranger, content, reader=stranger)
    archive = zipfile.ZipFile(content)
    [row] = json.loads(archive.read("data/leads.lead.student.json"))
    assert (row["name"], row["note"]) == ("Timur Nazarov", "Wants evenings.")
    texts = [entry["text"] for entry in json.loads(archive.read("data/leads.leadentry.lead.student.json"))]
    assert "Comes on Friday." in texts
    assert [phone["phone"] for phone in json.loads(archive.read("data/leads.leadphone.lead.student.json"))] == [
        "+998901234567"
    ]


def test_erasure_takes_the_doubles_of_own_leads(manager, branch):
    person = make_user(Role.STUDENT, "Jasur", "Oripov", phone="+998901234567")
    keep, double = create_lead(manager, "J. O.", ""), create_lead(manager, "Other Name", "93 111 22 33")
    Lead.objects.filter(pk=keep["id"]).update(student=person)
    act(manager, keep, "merge", {"double": double["id"]})
    erase_database_rows(person.pk)
    assert not Lead.objects.exists()
    assert not LeadPhone.objects.exists()
