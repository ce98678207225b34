"""Consents: versioned rows that are only added; a grown person answers for themselves, a guardian for a child."""

import pytest
from django.db import IntegrityError, transaction

from apps.accounts import consents
from apps.accounts.consents import ConsentText
from apps.accounts.models import ChildProfile, Consent, ConsentKind, Guardian, User
from apps.settings.models import AuditLog

MINE = "/auth/users/me/consents/"
YES = {"given": True, "version": "1"}


@pytest.fixture
def child(pupil, parent):
    """`pupil` as a child of `parent`."""
    ChildProfile.objects.create(user=pupil, birth_date="2017-01-01", code="1")
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    return pupil


def theirs(child: User) -> str:
    return f"/auth/children/{child.pk}/consents/"


def test_every_kind_has_a_text_and_no_answer_at_first(pupil, client_for):
    User.objects.filter(pk=pupil.pk).update(locale="uz")
    rows = client_for(pupil).get(MINE).json["consents"]
    assert [(row["kind"], row["given"]) for row in rows] == [(kind.value, None) for kind in ConsentKind]
    assert all("Markaz" in row["text"] for row in rows)


def test_adult_gives_and_withdraws_and_every_answer_is_kept(stranger, client_for):
    client = client_for(stranger)
    given = client.put(f"{MINE}messages/", YES).json
    assert (given["given"], given["given_version"], given["answered_by"]) == (True, "1", "Timur Nazarov")
    assert client.put(f"{MINE}messages/", YES).json == given
    assert client.put(f"{MINE}messages/", {"given": False}).json["given"] is False
    assert client.put(f"{MINE}messages/", YES).json["given"] is True
    assert list(Consent.objects.order_by("id").values_list("given", flat=True)) == [True, False, True]
    assert AuditLog.objects.filter(action="accounts.consent", actor=stranger).count() == 3


def test_consent_is_to_the_current_version_and_without_one_to_the_newest(stranger, client_for, monkeypatch):
    client = client_for(stranger)
    assert client.put(f"{MINE}photo/", {"given": True, "version": "0"}).refused_fields == (422, ["version"])
    assert client.put(f"{MINE}photo/", YES).status == 200
    monkeypatch.setitem(consents.TEXTS, ConsentKind.PHOTO, ConsentText("2", "New words."))
    shown = next(row for row in client.get(MINE).json["consents"] if row["kind"] == "photo")
    assert (shown["version"], shown["given"], shown["given_version"]) == ("2", True, "1")
    assert client.put(f"{MINE}photo/", YES).status == 422
    assert client.put(f"{MINE}photo/", {"given": True, "version": "2"}).json["given_version"] == "2"
    assert client.put(f"{MINE}messages/", {"given": True}).json["given_version"] == "1"
    assert client.put(f"{MINE}cookies/", YES).status == 422


def test_guardian_answers_for_a_child_and_the_child_cannot(child, parent, client_for):
    mother = client_for(parent)
    assert client_for(child).put(f"{MINE}recording/", YES).status == 403
    assert mother.put(f"{theirs(child)}recording/", YES).json["answered_by"] == "Gulnora Oripova"
    seen = client_for(child).get(MINE).json["consents"]
    assert [row["given"] for row in seen] == [True, None, None, None, None, None, None]
    assert mother.get(theirs(child)).json["consents"] == seen


def test_newest_answer_of_two_guardians_counts(child, parent, stranger, client_for):
    Guardian.objects.create(parent=stranger, child=child, kind="father")
    path = f"{theirs(child)}recording/"
    assert client_for(parent).put(path, YES).json["given"] is True
    withdrawn = client_for(stranger).put(path, {"given": False}).json
    assert (withdrawn["given"], withdrawn["answered_by"]) == (False, "Timur Nazarov")


def test_the_database_never_changes_an_answer(stranger, client_for):
    client_for(stranger).put(f"{MINE}photo/", YES)
    for change in ({"given": False}, {"kind": "recording"}, {"text_version": "2"}, {"revision": 7}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Consent.objects.update(**change)
    assert Consent.objects.get().given is True
