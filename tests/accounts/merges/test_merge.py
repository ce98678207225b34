"""The office merges two accounts of one pupil: everything is with the one that stays, and the other is closed."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from apps.accounts.models import Consent, ContactPerson, Guardian, PersonNote, Session, User
from apps.core.permissions import Role
from apps.courses.models import Level, Placement, WaitingEntry
from apps.settings.models import AuditLog, Branch
from tests.accounts.merges.merge_calls import DUPLICATE_PHONE, count_kinds, merge, preview
from tests.factories import client_for, make_user


@pytest.fixture
def lived(duplicate, other_group, group, parent, pupil):
    """What the duplicate has: a group, a waiting place, a family, a note, a contact, a consent and a placement."""
    membership = other_group.memberships.create(student=duplicate, joined_on=date(2026, 9, 1))
    WaitingEntry.objects.create(group=group, student=duplicate)
    Guardian.objects.create(parent=parent, child=duplicate, kind="mother", sees_payments=True)
    Guardian.objects.create(parent=parent, child=pupil, kind="mother", sees_payments=False)
    grandmother = make_user(Role.PARENT, "Salima", "Oripova")
    Guardian.objects.create(parent=grandmother, child=duplicate, kind="other")
    PersonNote.objects.create(person=duplicate, visibility="office", text="Comes by bus")
    ContactPerson.objects.create(person=duplicate, name="Aunt", phone="+998900000001")
    Consent.objects.create(person=duplicate, kind="photo", given=True, text_version="1", given_by=parent)
    Placement.objects.create(
        student=duplicate, language="en", level=Level.objects.get(code="A2"), method="test",
        found_on=date(2026, 9, 1),
    )  # fmt: skip
    return membership


def test_the_preview_says_what_moves_and_changes_nothing(office, pupil, duplicate, lived):
    answer = preview(office, pupil, duplicate)
    assert answer.status == 200, answer.json
    expected = {"memberships": 1, "waiting": 1, "guardians": 1, "notes": 1, "contacts": 1, "placements": 1}
    assert count_kinds(answer) == expected
    assert answer.json["conflicts"] == []
    facts = {row["fact"]: (row["keep"], row["duplicate"], row["taken"]) for row in answer.json["facts"]}
    assert facts == {"phone": (None, DUPLICATE_PHONE, "duplicate")}
    assert answer.json["coins"] == {"keep": 0, "duplicate": 0, "after": 0}
    assert User.objects.get(pk=duplicate.pk).merged_into is None


def test_everything_moves_and_the_duplicate_is_closed(office, manager, pupil, duplicate, lived, parent):
    signed_in = client_for(duplicate)
    answer = merge(office, pupil, duplicate)
    assert answer.status == 200, answer.json
    assert answer.json["phone"] == DUPLICATE_PHONE
    assert {row.group.name for row in pupil.memberships.all()} == {"A2 morning", "A2 evening"}
    assert WaitingEntry.objects.get().closed_at is not None, "the kept one has a seat there"
    links = Guardian.objects.filter(child=pupil, ended_at__isnull=True)
    assert links.count() == 2
    assert links.get(parent=parent).sees_payments, "what either link let the guardian see"
    assert not Guardian.objects.filter(child=duplicate).exists()
    assert PersonNote.objects.get().person == pupil
    assert ContactPerson.objects.get().person == pupil
    assert Placement.objects.get().student == pupil
    assert Consent.objects.get(person=pupil).given
    gone = User.objects.get(pk=duplicate.pk)
    assert (gone.is_active, gone.phone, gone.email, gone.merged_into) == (False, None, None, pupil)
    assert not gone.has_usable_password()
    assert signed_in.get("/auth/users/me/").status == 401
    assert not Session.objects.filter(user=duplicate, ended_at=None).exists()
    entry = AuditLog.objects.get(action="accounts.merge")
    assert (entry.actor, entry.object_id) == (manager, str(pupil.pk))
    assert AuditLog.objects.get(action="accounts.merged_into").object_id == str(duplicate.pk)


def test_old_ways_lead_to_the_one_that_stays(office, pupil, duplicate):
    number = duplicate.number
    merge(office, pupil, duplicate)
    card = office.get(f"/auth/users/{duplicate.pk}/")
    assert (card.status, card.json["merged_into"]) == (200, str(pupil.pk))
    found = office.get(f"/auth/users/?search={number}").json["results"]
    assert [row["id"] for row in found] == [str(pupil.pk)]
    assert str(duplicate.pk) not in {row["id"] for row in office.get("/auth/users/").json["results"]}
    assert office.post(f"/auth/users/{duplicate.pk}/activate/").status == 404
    again = merge(office, pupil, duplicate)
    assert (again.status, again.json["code"]) == (409, "person_merged")


def test_the_office_chooses_the_facts(office, pupil, duplicate):
    User.objects.filter(pk=pupil.pk).update(phone="+998907770011", birth_date=date(2010, 5, 1))
    User.objects.filter(pk=duplicate.pk).update(first_name="Жасур", birth_date=date(2010, 1, 5))
    answer = merge(office, pupil, duplicate, facts={"phone": "duplicate", "name": "duplicate", "birth_date": "keep"})
    assert answer.status == 200, answer.json
    chosen = {name: answer.json[name] for name in ("phone", "first_name", "birth_date")}
    assert chosen == {"phone": DUPLICATE_PHONE, "first_name": "Жасур", "birth_date": "2010-05-01"}


def test_a_repeated_request_merges_once(office, pupil, duplicate):
    key = str(uuid4())
    first, second = (merge(office, pupil, duplicate, key=key) for _ in range(2))
    assert (first.status, first.json) == (second.status, second.json)
    assert AuditLog.objects.filter(action="accounts.merge").count() == 1
    unkeyed = office.post(f"/auth/users/{pupil.pk}/merge/", {"duplicate": str(duplicate.pk)})
    assert (unkeyed.status, unkeyed.json["code"]) == (400, "idempotency_key_required")


def test_both_in_one_group_is_for_the_office_to_settle(office, group, pupil, duplicate):
    seat = group.memberships.create(student=duplicate, joined_on=date(2026, 9, 1))
    PersonNote.objects.create(person=duplicate, visibility="office", text="Comes by bus")
    answer = merge(office, pupil, duplicate)
    assert (answer.status, answer.json["code"]) == (409, "merge_same_group")
    assert group.name in answer.json["fields"]["memberships"][0]
    assert PersonNote.objects.get().person == duplicate, "nothing half done"
    group.memberships.filter(pk=seat.pk).update(left_on=date(2026, 9, 2), status="left")
    assert merge(office, pupil, duplicate).status == 200
    assert group.memberships.filter(student=pupil).count() == 2


def test_only_two_pupils_can_be_merged(office, pupil, duplicate, parent, teacher, stranger):
    for other in (teacher, parent):
        answer = merge(office, pupil, other)
        assert (answer.status, answer.json["code"]) == (409, "merge_not_pupils"), other.role
    itself = merge(office, pupil, pupil)
    assert (itself.status, list(itself.json["fields"])) == (422, ["duplicate"])
    assert merge(office, stranger, duplicate).json["code"] == "merge_not_pupils"


def test_a_guardian_and_the_child_are_two_people(office, pupil, duplicate):
    Guardian.objects.create(parent=duplicate, child=pupil, kind="other", ended_at=timezone.now())
    assert merge(office, pupil, duplicate).json["code"] == "merge_same_family"


def test_who_is_in_another_branch_is_not_found(pupil, duplicate, group, far_manager):
    client = client_for(far_manager)
    missing = User(pk=uuid4())
    answers = [merge(client, pupil, duplicate), merge(client, pupil, missing), merge(client, missing, duplicate)]
    assert {(answer.status, answer.json["code"]) for answer in answers} == {(404, "not_found")}
    assert preview(client, pupil, duplicate).status == 404


@pytest.fixture
def far_manager(db):
    """Works in another branch only."""
    user = make_user(Role.MANAGER, "Ravshan", "Qosimov")
    User.objects.filter(pk=user.pk).update(all_branches=False)
    user.branches.set([Branch.objects.create(name="Yunusobod", zone="Asia/Tashkent")])
    return User.objects.get(pk=user.pk)
