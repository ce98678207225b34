"""Who may have whom erased, what a decision does, and that a job killed anywhere ends well."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from apps.accounts.models import ChildProfile, Guardian, Session, User
from apps.accounts.services import set_user_active
from apps.core.files.stored import erase_stored_file
from apps.core.models import StoredFile
from apps.core.permissions import Role
from apps.courses.models import Membership
from apps.events.models import SocketTicket
from apps.homework.models import AttemptState
from apps.homework.services import assignments, scoring
from apps.jobs.kinds import StaleClaim
from apps.jobs.models import Job
from apps.notifications.models import Notification
from apps.portal.job_kinds import ERASE
from apps.portal.models import ErasureRequest
from apps.portal.services import erasure
from apps.settings.models import AuditLog, AuditValues
from tests import factories
from tests.homework import submission_helpers as homework
from tests.portal import job_helpers


def erase(admin: User, person: User) -> factories.ApiResponse:
    return factories.client_for(admin).post(f"/auth/users/{person.pk}/erase/")


def erase_now(admin: User, person: User) -> None:
    assert erase(admin, person).status == 202
    job_helpers.run_single_job(ERASE)


def ask(parent: User, child: User) -> Any:
    return factories.client_for(parent).post(f"/auth/children/{child.pk}/erase-request/")


def decide(admin: User, request: Any, *, approve: bool) -> factories.ApiResponse:
    return factories.client_for(admin).post(f"/auth/erase-requests/{request['id']}/decide/", {"approve": approve})


def test_erasure_deactivates_the_user_at_once(admin, pupil):
    theirs = factories.client_for(pupil)
    theirs.post("/realtime/tickets/")
    answer = erase(admin, pupil)
    assert (answer.status, answer.json["state"], answer.json["decided_by"]["id"]) == (202, "approved", str(admin.pk))
    assert theirs.get("/auth/users/me/").status == 401
    job_helpers.run_single_job(ERASE)
    pupil.refresh_from_db()
    assert (pupil.email, pupil.is_active, pupil.has_usable_password()) == (None, False, False)
    assert pupil.erased_at is not None
    assert not Session.objects.filter(user=pupil).exists()
    assert not SocketTicket.objects.filter(user=pupil).exists()
    assert ErasureRequest.objects.get().state == "done"
    assert factories.client_for(admin).get(f"/auth/users/{pupil.pk}/").status == 404
    actions = AuditLog.objects.filter(object_id=str(pupil.pk)).values_list("action", flat=True)
    assert {"privacy.erase", "privacy.erased"} <= set(actions)


def test_admin_cannot_activate_an_erased_user(admin, pupil, other_pupil):
    erase_now(admin, pupil)
    User.objects.filter(pk=other_pupil.pk).update(is_active=False)
    browser = factories.browser_of(admin)
    chosen = {"action": "switch_on", "_selected_action": [str(pupil.pk), str(other_pupil.pk)]}
    chosen |= {"confirmed": "yes", "key": uuid4().hex}
    assert browser.post("/admin/accounts/user/", chosen).status_code == 302
    assert not User.objects.get(pk=pupil.pk).is_active
    assert User.objects.get(pk=other_pupil.pk).is_active


def test_email_of_an_erased_user_can_be_used_again(admin, pupil):
    email = pupil.email
    erase_now(admin, pupil)
    assert factories.make_user(Role.STUDENT, "Nodir", email=email).email == email


def test_erasure_needs_a_step_up(admin, pupil):
    client = factories.client_for(admin, stepped_up=False)
    assert client.post(f"/auth/users/{pupil.pk}/erase/").json["code"] == "step_up_required"
    assert not ErasureRequest.objects.exists()


@pytest.mark.parametrize("whom", ["self", "another"])
def test_administrators_cannot_be_erased(admin, whom):
    other = admin if whom == "self" else factories.make_user(Role.ADMIN, "Rustam")
    answer = erase(admin, other)
    assert (answer.status, answer.json["code"]) == (409, "conflict")
    assert not ErasureRequest.objects.exists()
    assert not Job.objects.filter(kind=ERASE).exists()


def test_second_erasure_request_changes_nothing(admin, pupil):
    assert erase(admin, pupil).json == erase(admin, pupil).json
    assert Job.objects.filter(kind=ERASE).count() == 1


def test_guardian_requests_and_administrator_decides(admin, parent, child):
    request = ask(parent, child).json
    assert (request["state"], request["requested_by"]["id"]) == ("waiting", str(parent.pk))
    assert ask(parent, child).json == request
    assert factories.client_for(child).get("/auth/users/me/").status == 200
    assert factories.client_for(admin).get("/auth/erase-requests/", {"state": "waiting"}).json["count"] == 1
    assert decide(admin, request, approve=True).json["state"] == "approved"
    job_helpers.run_single_job(ERASE)
    assert decide(admin, request, approve=True).json["state"] == "done"
    assert decide(admin, request, approve=False).status == 409
    assert not Guardian.objects.exists()
    assert not ChildProfile.objects.exists()
    assert factories.client_for(parent).get("/auth/users/me/children/").json["count"] == 0


def test_refused_request_changes_nothing_and_can_be_repeated(admin, parent, child):
    request = ask(parent, child).json
    assert decide(admin, request, approve=False).json["state"] == "refused"
    assert not Job.objects.filter(kind=ERASE).exists()
    assert decide(admin, request, approve=True).status == 409
    assert ask(parent, child).json["id"] != request["id"]
    child.refresh_from_db()
    assert child.is_active


def state(parent: User, child: User) -> Any:
    return factories.client_for(parent).get(f"/auth/children/{child.pk}/erase-request/").json


def withdraw(parent: User, child: User) -> factories.ApiResponse:
    return factories.client_for(parent).delete(f"/auth/children/{child.pk}/erase-request/")


def test_guardian_reads_what_became_of_the_request(admin, parent, child):
    assert (state(parent, child)["state"], state(parent, child)["created_at"]) == ("none", None)
    request = ask(parent, child).json
    waiting = state(parent, child)
    assert (waiting["state"], waiting["can_withdraw"]) == ("waiting", True)
    assert waiting["created_at"] == request["created_at"]
    answer = {"approve": False, "reason": " A payment is not settled. "}
    assert factories.client_for(admin).post(f"/auth/erase-requests/{request['id']}/decide/", answer).status == 200
    refused = state(parent, child)
    assert (refused["state"], refused["reason"]) == ("refused", "A payment is not settled.")
    assert (refused["can_withdraw"], refused["decided_by"]["id"]) == (False, str(admin.pk))


@pytest.mark.parametrize(
    ("language", "accepted", "refused", "without"),
    [
        ("uz", "maʼlumotlarini oʻchirishni soʻragansiz. Ular oʻchirilyapti.", "Sababi: Qarz bor.", "koʻrsatilmagan"),
        ("ru", "вы просили удалить данные своего ребёнка", "Причина: Qarz bor.", "Причина: не указана"),
        ("en", "you asked to erase the data of your child", "Reason: Qarz bor.", "Reason: none was given"),
    ],
)
def test_guardian_who_asked_is_told_the_decision_once(admin, parent, child, language, accepted, refused, without):
    User.objects.filter(pk=parent.pk).update(locale=language)
    other = factories.make_user(Role.PARENT, "Rano")
    Guardian.objects.create(parent=other, child=child, kind="other")
    office = factories.client_for(admin)

    def read(person: User) -> list[str]:
        rows = factories.client_for(person).get("/notifications/").json["results"]
        return [row["text"] for row in rows if row["type"].startswith("portal.erasure_")]

    for answer in ({"approve": False, "reason": "Qarz bor."}, {"approve": False}):
        request = ask(parent, child).json
        assert office.post(f"/auth/erase-requests/{request['id']}/decide/", answer).status == 200
    assert [text for text in (refused, without) if text not in str(read(parent))] == []
    request = ask(parent, child).json
    for _time in range(2):
        assert decide(admin, request, approve=True).status == 200
    newest, *older = read(parent)
    assert (accepted in newest, child.full_name in newest, len(older)) == (True, False, 2)
    assert read(other) == read(admin) == []
    job_helpers.run_single_job(ERASE)
    assert child.full_name not in str(read(parent))


def test_whose_link_ended_is_not_told_the_decision(admin, parent, child):
    request = ask(parent, child).json
    Guardian.objects.update(ended_at=timezone.now())
    assert decide(admin, request, approve=False).status == 200
    assert not Notification.objects.filter(user=parent).exists()


def test_waiting_request_is_withdrawn_by_who_made_it(admin, parent, child):
    other = factories.make_user(Role.PARENT, "Rano")
    Guardian.objects.create(parent=other, child=child, kind="other")
    request = ask(parent, child).json
    assert state(other, child)["can_withdraw"] is False
    assert withdraw(other, child).status == 403
    assert [withdraw(parent, child).json["state"] for _ in range(2)] == ["withdrawn", "withdrawn"]
    assert [decide(admin, request, approve=approve).status for approve in (True, False)] == [409, 409]
    child.refresh_from_db()
    assert child.is_active
    assert ask(parent, child).json["id"] != request["id"]


def test_approved_request_is_not_withdrawn(admin, parent, child):
    assert decide(admin, ask(parent, child).json, approve=True).status == 200
    assert withdraw(parent, child).json["code"] == "conflict"
    assert state(parent, child)["state"] == "approved"


def test_foreign_and_missing_children_have_no_state(parent, child):
    stranger = factories.client_for(factories.make_user(Role.PARENT, "Rano"))
    for who in (child.pk, uuid4()):
        path = f"/auth/children/{who}/erase-request/"
        answers = [stranger.get(path), stranger.delete(path)]
        assert {(answer.status, answer.json["code"]) for answer in answers} == {(404, "not_found")}


def test_foreign_missing_and_erased_children_answer_alike(admin, parent, child):
    stranger = factories.make_user(Role.PARENT, "Rano")
    foreign = ask(stranger, child)
    absent = factories.client_for(stranger).post(f"/auth/children/{uuid4()}/erase-request/")
    erase_now(admin, child)
    erased = ask(parent, child)
    assert {(response.status, response.json["code"]) for response in (foreign, absent, erased)} == {(404, "not_found")}


def test_user_with_the_same_name_keeps_it(admin, teacher, pupil, assignment):
    namesake = factories.make_user(Role.STUDENT, "Jasur", "Oripov", email="other@example.uz")
    Membership.objects.create(group=assignment.group, student=namesake, joined_on="2026-09-01")
    values = {"author": teacher, "group": assignment.group, "kind": "reading", "reference_text": homework.TEXT}
    assignments.assign_homework(title="Unit 4", **values)
    other = assignments.assign_homework(title="Unit 5", **values)
    homework.submit_recording(assignment, pupil)
    homework.submit_recording(other, namesake, take=1)
    erase_now(admin, pupil)
    notifications = Notification.objects.filter(user=teacher, type="homework.submitted").order_by("id")
    assert [item.data["student"] for item in notifications] == ["Oʻchirilgan foydalanuvchi", "Jasur Oripov"]


def test_audit_values_are_deleted_and_entries_stay(admin, manager, pupil):
    factories.client_for(manager).patch(f"/auth/users/{pupil.pk}/", {"first_name": "Sanjar"})
    entry = AuditLog.objects.get(action="accounts.change_person")
    erase_now(admin, pupil)
    assert AuditLog.objects.get(pk=entry.pk).fields == ["first_name"]
    assert AuditValues.objects.get(entry=entry).values == {}


def test_removed_notes_and_contacts_leave_no_values(admin, manager, pupil):
    office, path = factories.client_for(manager), f"/auth/users/{pupil.pk}/"
    note = office.post(f"{path}notes/", {"text": "Owes a form."}).json["id"]
    contact = office.post(f"{path}contacts/", {"name": "Salima", "phone": "+998901112233"}).json["id"]
    office.patch(f"{path}notes/{note}/", {"text": "Paid."})
    for removed in (f"notes/{note}", f"contacts/{contact}"):
        assert office.delete(f"{path}{removed}/").status == 204
    erase_now(admin, pupil)
    values = AuditValues.objects.filter(entry__object_id__in=[note, contact]).values_list("values", flat=True)
    assert list(values) == [{}] * 5


def test_late_engine_results_are_not_stored(admin, pupil, assignment):
    attempt = homework.submit_recording(assignment, pupil)
    claim = homework.claim_job(attempt)
    erase_now(admin, pupil)
    with pytest.raises(StaleClaim):
        scoring.store_score(claim=claim, result=homework.scored_result(90.0), models=homework.register_models())
    attempt.refresh_from_db()
    assert attempt.state == AttemptState.FAILED
    assert not hasattr(attempt, "transcript")


def test_groups_of_a_teacher_who_was_switched_off_on_purpose_stay_after_erasure(admin, teacher, group):
    assert erase(admin, teacher).refused_fields == (409, ["groups"])
    set_user_active(user=teacher, active=False, actor=admin, teaching_stays=True)
    erase_now(admin, teacher)
    group.refresh_from_db()
    assert group.lead_teacher.full_name == "Oʻchirilgan foydalanuvchi"


class Killed(BaseException):
    """The worker ends here."""


@pytest.mark.parametrize("deleted_first", [0, 1, 2])
def test_job_killed_during_files_finishes_at_the_next_try(admin, pupil, assignment, monkeypatch, deleted_first):
    result = homework.scored_result(50.0)
    recordings = [homework.submit_and_score(assignment, pupil, result, take=take).file for take in range(3)]
    erase(admin, pupil)
    left, original = [deleted_first], erase_stored_file

    def killed(stored: StoredFile) -> None:
        if not left[0]:
            raise Killed
        left[0] -= 1
        original(stored)

    claim = job_helpers.claim_single_job(ERASE)
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(erasure, "erase_stored_file", killed)
        erasure.run_erasure(claim)
    erased_at = User.objects.get(pk=pupil.pk).erased_at
    assert sum(default_storage.exists(recording.path) for recording in recordings) == 3 - deleted_first
    erasure.run_erasure(claim)
    assert not any(default_storage.exists(recording.path) for recording in recordings)
    paths = set(StoredFile.objects.values_list("path", flat=True))
    assert paths == {f"erased/{recording.pk}" for recording in recordings}
    assert User.objects.get(pk=pupil.pk).erased_at == erased_at
    assert ErasureRequest.objects.get().state == "done"


def test_job_killed_during_rows_erases_nothing(admin, pupil, monkeypatch):
    erase(admin, pupil)
    claim = job_helpers.claim_single_job(ERASE)

    def killed(*_entry: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(erasure, "collect_person_identifiers", killed)
        erasure.run_erasure(claim)
    assert User.objects.get(pk=pupil.pk).first_name == "Jasur"
    erasure.run_erasure(claim)
    assert User.objects.get(pk=pupil.pk).first_name == "Oʻchirilgan foydalanuvchi"


SLOW = """
CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.6); RETURN NEW; END $$;
CREATE TRIGGER slow BEFORE UPDATE ON accounts_user FOR EACH ROW EXECUTE FUNCTION slow();
SET LOCAL statement_timeout = '300ms'
"""
"""What looks through one large table takes longer than a statement may."""


def test_erasure_has_a_longer_statement_timeout(admin, pupil):
    erase(admin, pupil)
    claim = job_helpers.claim_single_job(ERASE)
    with connection.cursor() as cursor:
        cursor.execute(SLOW)
    with pytest.raises(OperationalError, match="statement timeout"), transaction.atomic():
        User.objects.filter(pk=pupil.pk).update(first_name="Sanjar")
    erasure.run_erasure(claim)
    assert User.objects.get(pk=pupil.pk).first_name == "Oʻchirilgan foydalanuvchi"


def test_second_run_changes_nothing(admin, pupil):
    erase(admin, pupil)
    claim = job_helpers.claim_single_job(ERASE)
    erasure.run_erasure(claim)
    entries = AuditLog.objects.count()
    with pytest.raises(StaleClaim):
        erasure.run_erasure(claim)
    assert AuditLog.objects.count() == entries
