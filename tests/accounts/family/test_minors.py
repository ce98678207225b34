"""A birth date is a fact of any person; minors have guardians who decide for them, until the day they become adults."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.accounts.minors import get_first_adult_day, get_latest_adult_birth_date, is_minor
from apps.accounts.models import ChildProfile, Consent, ConsentKind, Guardian, User
from apps.accounts.queries import has_consented
from apps.accounts.services import consents
from apps.core.local_days import get_today
from apps.core.models import StoredFile
from apps.settings.models import AuditLog, SystemSettings
from tests import factories
from tests.accounts.people.pictures import make_jpeg
from tests.homework import submission_helpers

MINE = "/auth/users/me/"
YES = {"given": True, "version": "1"}


def born(years: int, *, days_later: int = 0) -> str:
    """The birth date of who is so many years old today, or will be in some days."""
    day = get_today("Asia/Tashkent") + timedelta(days=days_later)
    return f"{get_latest_adult_birth_date(day).replace(year=day.year - years)}"


@pytest.fixture
def teenager(pupil, parent):
    """`pupil` as a 17-year-old with a guardian and no child profile."""
    User.objects.filter(pk=pupil.pk).update(birth_date=born(18, days_later=1))
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    pupil.refresh_from_db()
    return pupil


def come_of_age(person: User) -> None:
    User.objects.filter(pk=person.pk).update(birth_date=born(18))


def build_photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("paper.jpg", make_jpeg(), content_type="image/jpeg")


def paper(child: User, kind: str = "recording") -> str:
    return f"/auth/children/{child.pk}/consents/{kind}/paper/"


def build_form(**more: str) -> dict[str, str]:
    return {"given": "true", "signed_by": "Gulnora Oripova", "signed_on": f"{get_today('Asia/Tashkent')}"} | more


def test_office_decides_by_date_and_flag_who_is_a_minor(manager, pupil, parent, client_for):
    office, path = client_for(manager), f"/auth/users/{pupil.pk}/"

    def change(**body):
        answer = office.patch(path, body).json
        return answer["is_minor"], answer["is_child"]

    assert change(birth_date=born(18, days_later=1)) == (True, False)
    assert change(birth_date=born(18)) == (False, False)
    SystemSettings.objects.update(adult_from_age=20)
    assert change(birth_date=born(19)) == (True, False)
    assert change(counts_as_adult=True) == (False, False)
    assert change(counts_as_adult=False, birth_date=None) == (False, False)
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    assert office.get(path).json["is_minor"] is True
    assert client_for(pupil).get(MINE).json["is_minor"] is True
    assert office.patch(path, {"birth_date": "1905-01-01"}).refused_fields == (422, ["birth_date"])
    changes = AuditLog.objects.filter(action="accounts.change_person", actor=manager, object_id=str(pupil.pk))
    assert changes.count() == 5


def test_office_does_not_decide_about_itself_and_its_children(manager, pupil, admin, client_for):
    Guardian.objects.create(parent=manager, child=pupil, kind="father")
    for person, body in ((manager, {"counts_as_adult": True}), (pupil, {"birth_date": born(10)})):
        assert client_for(manager).patch(f"/auth/users/{person.pk}/", body).status == 403
    assert client_for(manager).patch(f"/auth/users/{pupil.pk}/", {"first_name": "Anvar"}).status == 200
    assert client_for(admin).patch(f"/auth/users/{pupil.pk}/", {"birth_date": born(10)}).status == 200


def test_date_may_be_on_anybody_and_only_a_young_pupil_becomes_a_child(manager, client_for):
    office = client_for(manager)

    def create(role: str, birth_date: str):
        body = {"first_name": "Asal", "role": role, "birth_date": birth_date}
        made = office.post("/auth/users/", body).json
        return made["birth_date"] == birth_date, made["is_child"]

    assert create("student", born(10)) == (True, True)
    assert create("student", born(40)) == (True, False)
    assert create("parent", born(119)) == (True, False)
    child = ChildProfile.objects.get().user
    path = f"/auth/users/{child.pk}/"
    assert office.patch(path, {"birth_date": None}).refused_fields == (422, ["birth_date"])
    changed = office.patch(path, {"birth_date": born(9)}).json
    assert (changed["birth_date"], changed["child_profile"]["birth_date"]) == (born(9), born(9))


def test_release_before_writes_the_date_of_a_child_into_its_profile_only(pupil, manager, client_for):
    ChildProfile.objects.create(user=pupil, birth_date="2017-01-01", code="1")
    ChildProfile.objects.update(birth_date="2017-01-02")
    assert client_for(manager).get(f"/auth/users/{pupil.pk}/").json["birth_date"] == "2017-01-02"


def test_the_day_is_that_of_the_centre_and_leap_days_count_on_the_first_of_march(pupil):
    User.objects.filter(pk=pupil.pk).update(birth_date="2008-11-25")
    with time_machine.travel("2026-11-24T18:59:00+00:00", tick=False):
        assert is_minor(pupil)
    with time_machine.travel("2026-11-24T19:01:00+00:00", tick=False):
        assert not is_minor(pupil)
    born_on, last_day = date(2008, 2, 29), date(2026, 2, 28)
    assert get_latest_adult_birth_date(last_day) < born_on <= get_latest_adult_birth_date(date(2026, 3, 1))
    assert get_first_adult_day(born_on) == date(2026, 3, 1)
    assert get_latest_adult_birth_date(date(2028, 2, 29)) == date(2010, 2, 28)


def test_guardian_has_the_rights_until_the_person_is_an_adult(teenager, parent, client_for):
    mother, consents = client_for(parent), f"/auth/children/{teenager.pk}/consents/"
    requests = [f"/auth/children/{teenager.pk}/{what}/" for what in ("export", "erase-request")]
    assert client_for(teenager).put(f"{MINE}consents/messages/", YES).status == 403
    assert mother.put(f"{consents}messages/", YES).status == 200
    assert [mother.post(path).status for path in requests] == [202, 202]
    assert mother.get(f"{MINE}children/").json["results"][0]["is_minor"] is True
    come_of_age(teenager)
    assert [mother.get(consents).status, mother.put(f"{consents}messages/", YES).status] == [404, 404]
    assert [mother.post(path).status for path in requests] == [404, 404]
    assert mother.get(f"{MINE}children/").json["results"][0]["is_minor"] is False

    own = client_for(teenager)
    shown = {row["kind"]: (row["given"], row["answered_by"]) for row in own.get(f"{MINE}consents/").json["consents"]}
    assert shown["messages"] == (True, "Gulnora Oripova")
    assert own.put(f"{MINE}consents/messages/", {"given": False}).json["answered_by"] == teenager.full_name


def test_adult_closes_a_guardians_link_and_a_minor_cannot(teenager, parent, stranger, client_for):
    other = Guardian.objects.create(parent=parent, child=stranger, kind="other")
    own = client_for(teenager)
    (link,) = own.get(f"{MINE}guardians/").json["results"]
    path = f"{MINE}guardians/{link['id']}/"
    assert (link["parent"]["full_name"], own.delete(path).status) == ("Gulnora Oripova", 403)
    come_of_age(teenager)
    assert client_for(parent).get(f"{MINE}children/").json["count"] == 2
    assert own.delete(f"{MINE}guardians/{other.pk}/").status == 404
    assert own.delete(path).status == 204
    assert own.delete(path).status == 404
    assert [row["first_name"] for row in client_for(parent).get(f"{MINE}children/").json["results"]] == ["Timur"]
    assert AuditLog.objects.filter(action="accounts.end_guardian", actor=teenager).count() == 1


def test_child_without_a_guardian_account_hands_in_after_a_consent_on_paper(group, pupil, manager, teacher, client_for):
    User.objects.filter(pk=pupil.pk).update(birth_date=born(10))
    homework = submission_helpers.get_homework(submission_helpers.assign_reading(group), pupil)

    def submit(key: str) -> int:
        files = {"file": submission_helpers.build_upload()}
        path = f"/homework/{homework.pk}/submit/"
        return client_for(pupil).post(path, files=files, idempotency_key=key).status

    assert submit("a") == 409
    assert client_for(teacher).post(paper(pupil), form=build_form(), files={"file": build_photo()}).status == 403
    office = client_for(manager)
    shown = office.post(paper(pupil), form=build_form(), files={"file": build_photo()})
    assert (shown.status, shown.json["given"], shown.json["answered_by"]) == (201, True, "Gulnora Oripova")
    signed = shown.json["paper"]
    assert (signed["signed_by"], signed["recorded_by"]) == ("Gulnora Oripova", manager.full_name)
    photo = office.get(signed["photo"])
    assert (photo.status, photo.content) == (200, make_jpeg())
    assert submit("b") == 202
    stored = Consent.objects.get()
    assert (stored.given_by, stored.photo.owner) == (manager, pupil)
    assert AuditLog.objects.filter(action="accounts.consent", actor=manager).count() == 1
    withdrawn = build_form(given="false")
    assert office.post(paper(pupil), form=withdrawn, files={"file": build_photo()}).json["given"] is False
    assert submit("c") == 409


@pytest.mark.parametrize(
    ("case", "expected"),
    [("future", (422, ["signed_on"])), ("older", (422, ["signed_on"])), ("version", (422, ["version"])),
     ("name", (422, ["signed_by"])), ("document", (415, ["file"])), ("adult", (409, [])), ("self", (403, []))],
)  # fmt: skip
def test_wrong_paper_records_nothing(case, expected, teenager, parent, manager, client_for):
    client_for(parent).put(f"/auth/children/{teenager.pk}/consents/recording/", {"given": False})
    today = get_today("Asia/Tashkent")
    more = {
        "future": {"signed_on": f"{today + timedelta(days=1)}"}, "older": {"signed_on": f"{today - timedelta(days=1)}"},
        "version": {"version": "0"}, "name": {"signed_by": "1"},
    }.get(case, {})  # fmt: skip
    person = manager if case == "self" else teenager
    if case == "adult":
        come_of_age(teenager)
    if case == "self":
        User.objects.filter(pk=manager.pk).update(birth_date=born(17))
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.4\n%%EOF") if case == "document" else build_photo()
    answer = client_for(manager).post(paper(person), form=build_form(**more), files={"file": file})
    assert (answer.status, list(answer.json.get("fields") or {})) == expected
    assert case != "adult" or answer.json["detail"] == f"{person.full_name} is an adult and answers for themselves."
    assert not Consent.objects.filter(given=True).exists()
    assert not StoredFile.objects.exists()


def withdraw_during_the_upload(child: User, office: User, monkeypatch) -> bool:
    """Whether a consent signed yesterday stands, if a guardian withdrew it while its photo was stored."""
    original = consents.store_upload

    def store_upload(**values):
        child.consents.create(kind="recording", given=False, text_version="1")
        return original(**values)

    monkeypatch.setattr(consents, "store_upload", store_upload)
    yesterday = get_today("Asia/Tashkent") - timedelta(days=1)
    form = build_form(signed_on=f"{yesterday}")
    factories.client_for(office).post(paper(child), form=form, files={"file": build_photo()})
    return has_consented(child, ConsentKind.RECORDING)


def test_answer_during_the_upload_is_newer_than_the_paper(teenager, manager, monkeypatch):
    assert not withdraw_during_the_upload(teenager, manager, monkeypatch)


def test_control_older_paper_would_count_without_the_check_under_the_lock(teenager, manager, monkeypatch):
    monkeypatch.setattr(consents, "_check_signed_on", lambda last, signed_on: None)
    assert withdraw_during_the_upload(teenager, manager, monkeypatch)
