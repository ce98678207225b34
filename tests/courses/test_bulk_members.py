"""Many memberships in one act: a preview, a result for each row, and an undo while nothing hangs on it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.attendance.models import Attendance, AttendanceStatus
from apps.core.models import BulkChange
from apps.core.permissions import Role
from apps.core.personal_data import erase_mentions_of_person
from apps.courses.models import Freeze, Group, Membership, MembershipChange, WaitingEntry
from apps.courses.services import add_to_waiting_list, freeze_membership
from apps.events.models import StreamEvent
from apps.jobs.models import Job
from apps.lessons.models import Lesson
from apps.notifications.models import Notification
from apps.portal.services.erasure import collect_person_identifiers
from apps.settings.models import AuditLog
from tests import factories
from tests.courses.group_requests import list_register_names
from tests.factories import ApiClient, client_for
from tests.query_counts import check_list_cost

pytestmark = pytest.mark.usefixtures("known_day")

TABLES = (
    Membership,
    MembershipChange,
    Freeze,
    Group,
    WaitingEntry,
    Job,
    StreamEvent,
    Notification,
    AuditLog,
    BulkChange,
)


def snapshot() -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in TABLES]


def post(client: ApiClient, of: Group, path: str, /, **body):
    """Preview the act, which must store nothing, then carry it out: both give the same rows."""
    before, url = snapshot(), f"/courses/groups/{of.pk}/{path}/"
    preview = client.post(url, {**body, "preview": True})
    assert (preview.status, preview.json["id"], snapshot()) == (200, None, before), preview.json
    done = client.post(url, body).json
    assert [row["result"] for row in done["rows"]] == [row["result"] for row in preview.json["rows"]]
    stored = {str(row["id"]) for row in before[0]}
    assert all(row["object"] is None or row["object"] in stored for row in preview.json["rows"])
    return done


def undo(client: ApiClient, change):
    before, url = snapshot(), f"/settings/bulk-changes/{change['id']}/undo/"
    preview = client.post(url, {"preview": True})
    assert (preview.status, snapshot()) == (200, before), preview.json
    done = client.post(url, {})
    assert done.status == 200, done.json
    return [row["result"] for row in done.json["rows"]]


def results(change):
    return [(row["id"], row["result"], row["error"] and row["error"]["code"]) for row in change["rows"]]


def test_pupils_are_added_with_a_result_for_each(group, pupil, other_pupil, stranger, branch, client):
    add_to_waiting_list(actor=None, group=group, student=stranger)
    unknown = str(branch.pk)
    added = post(
        client, group, "members/bulk-add", students=[*map(str, (stranger.pk, pupil.pk, other_pupil.pk)), unknown]
    )
    assert results(added) == [
        (str(stranger.pk), "done", None),
        (str(pupil.pk), "refused", "conflict"),
        (str(other_pupil.pk), "done", None),
        (unknown, "refused", "invalid"),
    ]
    assert (added["done"], added["refused"]) == (2, 2)
    assert added["rows"][0]["object"] == str(Membership.objects.get(student=stranger).pk)
    assert list_register_names(group, "2026-11-20") == ["Bekzod", "Jasur", "Laylo", "Timur"]
    assert undo(client, added) == ["undone", "refused", "undone", "refused"]
    assert list_register_names(group, "2026-11-20") == ["Jasur", "Laylo"]
    assert WaitingEntry.objects.get(student=stranger).closed_at is None
    assert client.post(f"/settings/bulk-changes/{added['id']}/undo/", {}).status == 409


def test_last_seat_goes_to_the_first_row(group, other_pupil, stranger, client):
    Group.objects.filter(pk=group.pk).update(capacity=3)
    added = post(client, group, "members/bulk-add", students=[str(stranger.pk), str(other_pupil.pk)])
    assert [row["result"] for row in added["rows"]] == ["done", "refused"]
    assert added["rows"][1]["error"]["detail"] == "The group is full."


def test_addition_is_kept_once_the_pupil_has_a_mark(group, teacher, other_pupil, stranger, client):
    added = post(client, group, "members/bulk-add", students=[str(stranger.pk), str(other_pupil.pk)])
    now = timezone.now()
    lesson = Lesson.objects.create(group=group, teacher=teacher, starts_at=now, ends_at=now + timedelta(hours=1))
    present = AttendanceStatus.objects.get(code="present")
    mark = Attendance.objects.create(lesson=lesson, student=stranger, status=present, source="teacher", marked_at=now)
    assert undo(client, added) == ["kept", "undone"]
    seen = client.get(f"/settings/bulk-changes/{added['id']}/").json
    assert seen["rows"][0]["error"]["detail"] == "The pupil has marks since."
    mark.delete()
    assert undo(client, added) == ["undone", "undone"]


def test_statuses_change_and_return(group, membership, second_pupil, stranger, client):
    trial = client.post(f"/courses/groups/{group.pk}/members/", {"student": str(stranger.pk), "status": "trial"}).json[
        "id"
    ]
    both = [str(membership.pk), trial]
    active = post(client, group, "members/bulk-change", memberships=both, status="active")
    assert [row["result"] for row in active["rows"]] == ["refused", "done"]
    frozen = post(client, group, "members/bulk-change", memberships=both, status="frozen", until="2026-11-30")
    assert list(Membership.objects.filter(pk__in=both).values_list("status", flat=True)) == ["frozen", "frozen"]
    assert undo(client, active) == ["refused", "kept"], "the freeze came after it"
    assert undo(client, frozen) == ["undone", "undone"]
    assert not Freeze.objects.exists()
    ended = post(
        client, group, "members/bulk-change", memberships=both, status="graduated", on="2026-11-19", reason="B1"
    )
    assert [row["result"] for row in ended["rows"]] == ["done", "refused"]
    assert list_register_names(group, "2026-11-20") == ["Laylo", "Timur"]
    assert undo(client, ended) == ["undone", "refused"]
    assert undo(client, active) == ["refused", "undone"]
    assert list(Membership.objects.filter(pk__in=both).order_by("pk").values_list("status", "left_on")) == [
        ("active", None),
        ("trial", None),
    ]
    frozen = post(client, group, "members/bulk-change", memberships=[str(membership.pk)], status="frozen")
    wrong = {"memberships": both, "status": "left", "until": "2026-11-30"}
    client.post(f"/courses/groups/{group.pk}/members/bulk-change/", wrong).check_refused(422, field="until")
    back = post(client, group, "members/bulk-change", memberships=[str(membership.pk)], status="active")
    assert [row["result"] for row in back["rows"]] == ["done"]


def test_transfer_of_many_moves_freezes_and_comes_back(group, other_group, membership, second_pupil, client):
    freeze_membership(
        actor=None, membership=membership, starts_on=date(2026, 11, 15), ends_on=date(2026, 11, 30), reason="Ill"
    )
    other = group.memberships.get(student=second_pupil)
    Group.objects.filter(pk=other_group.pk).update(capacity=2)
    body = {"memberships": [str(membership.pk), str(other.pk)], "group": str(other_group.pk)}
    moved = post(client, group, "members/bulk-transfer", **body)
    assert [row["result"] for row in moved["rows"]] == ["done", "refused"]
    assert other_group.memberships.get(continues=membership).freezes.get().starts_on == date(2026, 11, 20)
    assert undo(client, moved) == ["undone", "refused"]
    membership.refresh_from_db()
    assert (membership.status, membership.left_on) == ("frozen", None)
    pause = Freeze.objects.get(membership=membership)
    assert (pause.ends_on, pause.reason) == (date(2026, 11, 30), "Ill")
    assert list_register_names(other_group, "2026-11-20") == ["Bekzod"]


def test_closed_group_reopens_with_its_members_by_undo(group, membership, stranger, parent, client):
    from apps.accounts.models import Guardian

    Guardian.objects.create(parent=parent, child=membership.student, kind="mother")
    freeze_membership(actor=None, membership=membership, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 9))
    add_to_waiting_list(actor=None, group=group, student=stranger)
    before = list(Membership.objects.order_by("pk").values("status", "joined_on", "leaves_on", "left_on"))
    closed = post(client, group, "bulk-close", outcome="graduated")
    group.refresh_from_db()
    assert (group.status, group.seats_taken, len(closed["rows"])) == ("closed", 0, 2)
    assert undo(client, closed) == ["undone", "undone"]
    group.refresh_from_db()
    assert (group.status, group.seats_taken) == ("active", 2)
    assert list(Membership.objects.order_by("pk").values("status", "joined_on", "leaves_on", "left_on")) == before
    assert Freeze.objects.get().ends_on == date(2026, 12, 9)
    assert WaitingEntry.objects.get().closed_at is None
    told = Notification.objects.filter(user=parent).order_by("pk").values_list("type", flat=True)
    assert list(told) == ["groups.left", "groups.joined"]
    assert client.post(f"/courses/groups/{group.pk}/bulk-reopen/", {}).refusal == (409, "conflict")


def test_ended_membership_does_not_go_on_where_nobody_may_learn(group, membership, pupil, client):
    ended = post(client, group, "members/bulk-change", memberships=[str(membership.pk)], status="left", on="2026-11-17")

    def kept():
        assert undo(client, ended) == ["kept"]
        return client.get(f"/settings/bulk-changes/{ended['id']}/").json["rows"][0]["error"]["detail"]

    Group.objects.filter(pk=group.pk).update(status="closed")
    assert kept() == "The group is closed."
    Group.objects.filter(pk=group.pk).update(status="active")
    type(pupil).objects.filter(pk=pupil.pk).update(is_active=False)
    assert kept() == "This person is deactivated."
    type(pupil).objects.filter(pk=pupil.pk).update(is_active=True)
    days = {"joined_on": "2026-11-18", "left_on": "2026-11-19"}
    again = Membership.objects.create(group=group, student=pupil, status="left", **days)
    assert kept() == "The pupil was in the group again since."
    again.delete()
    assert undo(client, ended) == ["undone"]


def test_undo_of_a_status_reprices_from_the_day_of_the_change(group, stranger, client):
    trial = client.post(f"/courses/groups/{group.pk}/members/", {"student": str(stranger.pk), "status": "trial"}).json
    active = post(client, group, "members/bulk-change", memberships=[trial["id"]], status="active")
    MembershipChange.objects.filter(membership=trial["id"], to_status="active").update(on="2026-10-30")
    Job.objects.filter(kind="payments.reprice").delete()
    assert undo(client, active) == ["undone"]
    assert Job.objects.get(kind="payments.reprice").payload == {"since": "2026-10-30"}


def test_reopening_without_anybody_can_be_undone(group, branch, client):
    assert client.post(f"/courses/groups/{group.pk}/close/", {}).status == 200
    reopened = post(client, group, "bulk-reopen", students=[str(branch.pk)])
    assert (reopened["done"], reopened["refused"], bool(reopened["id"])) == (0, 1, True)
    group.refresh_from_db()
    assert group.status == "active"
    assert client.post(f"/settings/bulk-changes/{reopened['id']}/undo/", {}).status == 200
    group.refresh_from_db()
    assert group.status == "closed"


def test_later_undo_of_kept_rows_leaves_the_group_closed(group, membership, pupil, client):
    closed = post(client, group, "bulk-close")
    type(pupil).objects.filter(pk=pupil.pk).update(is_active=False)
    assert sorted(undo(client, closed)) == ["kept", "undone"]
    assert client.post(f"/courses/groups/{group.pk}/close/", {}).status == 200
    type(pupil).objects.filter(pk=pupil.pk).update(is_active=True)
    assert sorted(undo(client, closed)) == ["kept", "undone"]
    group.refresh_from_db()
    membership.refresh_from_db()
    assert (group.status, membership.status) == ("closed", "left")


def test_group_stays_closed_while_no_row_is_undone(group, membership, pupil, second_pupil, client):
    closed = post(client, group, "bulk-close")
    people = type(pupil).objects.filter(pk__in=(pupil.pk, second_pupil.pk))
    people.update(is_active=False)
    assert undo(client, closed) == ["kept", "kept"]
    group.refresh_from_db()
    assert group.status == "closed"
    assert not AuditLog.objects.filter(action="groups.reopen").exists()
    people.update(is_active=True)
    assert undo(client, closed) == ["undone", "undone"]
    group.refresh_from_db()
    assert (group.status, group.seats_taken) == ("active", 2)


def test_undo_opens_a_closed_group_that_had_no_members(group, client):
    Membership.objects.filter(group=group).delete()
    closed = post(client, group, "bulk-close")
    assert undo(client, closed) == []
    group.refresh_from_db()
    assert group.status == "active"


def test_errors_name_the_fields_of_the_body(group, other_group, membership, client):
    def refused_fields(path, **body):
        (row,) = post(client, group, f"members/{path}", memberships=[str(membership.pk)], **body)["rows"]
        return list(row["error"]["fields"])

    assert refused_fields("bulk-change", status="frozen", on="2020-01-01") == ["on"]
    assert refused_fields("bulk-change", status="frozen", on="2026-11-25", until="2026-11-24") == ["until"]
    assert refused_fields("bulk-change", status="left", on="2020-01-01") == ["on"]
    days = {"joined_on": "2026-11-01", "left_on": "2026-11-25", "status": "left"}
    Membership.objects.create(group=other_group, student=membership.student, **days)
    assert refused_fields("bulk-transfer", group=str(other_group.pk)) == ["on"]


def test_undo_gives_freezes_back_with_their_reason(group, membership, manager, client):
    days = {"starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 9)}
    freeze_membership(actor=manager, membership=membership, reason="Travels", **days)
    before = list(Freeze.objects.values("pk", "membership", "starts_on", "ends_on", "reason", "by"))
    ended = post(client, group, "members/bulk-change", memberships=[str(membership.pk)], status="left")
    assert not Freeze.objects.exists()
    assert undo(client, ended) == ["undone"]
    assert list(Freeze.objects.values("pk", "membership", "starts_on", "ends_on", "reason", "by")) == before


def test_erased_pupil_leaves_no_reason_of_a_freeze_in_bulk_changes(group, membership, manager, client):
    freeze_membership(actor=manager, membership=membership, starts_on=date(2026, 12, 1), reason="Operation")
    post(client, group, "members/bulk-change", memberships=[str(membership.pk)], status="left")
    assert "Operation" in str(BulkChange.objects.get().rows)
    erase_mentions_of_person(collect_person_identifiers(membership.student))
    assert "Operation" not in str(BulkChange.objects.get().rows)


def test_group_reopens_later_with_those_of_its_last_day(group, membership, stranger, client):
    client.post(f"/courses/groups/{group.pk}/members/", {"student": str(stranger.pk), "status": "trial"})
    client.delete(f"/courses/groups/{group.pk}/members/{membership.pk}/")
    Membership.objects.filter(pk=membership.pk).update(left_on="2026-11-01")
    assert client.post(f"/courses/groups/{group.pk}/close/", {}).status == 200
    reopened = post(client, group, "bulk-reopen", joined_on="2026-12-01")
    names = {
        row.student.first_name: row.status for row in group.memberships.filter(left_on=None).select_related("student")
    }
    assert names == {"Laylo": "active", "Timur": "trial"}
    assert undo(client, reopened) == ["undone", "undone"]
    group.refresh_from_db()
    assert (group.status, group.seats_taken) == ("closed", 0)


def test_only_who_manages_the_group_changes_and_undoes(group, teacher, stranger, manager, admin, client):
    from apps.accounts.models import User

    path = f"/courses/groups/{group.pk}/members/bulk-add/"
    body = {"students": [str(stranger.pk)]}
    assert client_for(teacher).post(path, body).status == 403
    added = client.post(path, body).json
    address = f"/settings/bulk-changes/{added['id']}/"
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    assert client_for(manager).get(address).status == 200, "her own"
    assert client_for(manager).post(f"{address}undo/", {}).status == 404, "she sees the group no more"
    assert client_for(teacher).get(address).status == 404
    assert [row["id"] for row in client_for(admin).get("/settings/bulk-changes/").json["results"]] == [added["id"]]
    assert client_for(admin).post(f"{address}undo/", {}).status == 200


def test_list_of_bulk_changes_costs_the_same(manager, client):
    def add(number):
        by = factories.make_user(Role.MANAGER, "Umid", email=f"office{number}@example.uz")
        BulkChange.objects.create(kind="members.add", by=by, rows=[], context={"groups": []})

    check_list_cost(client, "/settings/bulk-changes/", add)
