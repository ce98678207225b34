"""A whole import is undone in one go; on what something hangs by now stays, and is named."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts.models import ChildProfile, Guardian, User
from apps.core.permissions import Role
from apps.courses.models import Group, Import, ImportRow, Membership, Placement
from apps.courses.services import end_membership, freeze_membership
from apps.events.models import StreamEvent
from apps.settings.models import Branch
from tests import factories
from tests.factories import client_for
from tests.homework import submission_helpers as homework
from tests.imports.table_uploads import import_rows, make_csv, run_import_jobs, send_table

pytestmark = pytest.mark.django_db

HEAD = ("Name", "Phone", "Group", "Birth date", "Parent phone", "Level")
ALI = ("Ali Karimov", "901234567", "A2 morning", "2017-03-04", "931112233", "A2")
VALI = ("Vali Karimov", "911234567", "A2 morning", "", "931112233", "")


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (User, Membership, Guardian, Placement, ChildProfile)}


def undone(user: User, result) -> factories.ApiResponse:
    return client_for(user).post(f"/courses/imports/{result['id']}/undo/")


def test_undo_deletes_everything_created(manager, group):
    before = counts()
    result = import_rows(manager, HEAD, ALI, VALI)
    assert counts() != before
    answer = undone(manager, result)
    assert (answer.status, answer.json["state"]) == (200, "undone")
    assert (answer.json["figures"]["undone"], answer.json["figures"]["kept"]) == (2, 0)
    assert counts() == before
    group.refresh_from_db()
    assert group.seats_taken == 2
    assert StreamEvent.objects.filter(type="membership.ended", stream_id=f"group:{group.pk}").count() == 2


def test_undo_works_once_and_not_for_dry_runs(manager, group):
    result = import_rows(manager, HEAD, ALI)
    assert [undone(manager, result).status for _ in range(2)] == [200, 409]
    assert undone(manager, import_rows(manager, HEAD, ALI, dry_run="true")).status == 409
    assert undone(manager, send_table(manager, make_csv(HEAD, ALI)).json).status == 409


def test_afterwards_the_same_table_can_be_sent_again(manager, group):
    undone(manager, import_rows(manager, HEAD, ALI))
    assert import_rows(manager, HEAD, ALI)["figures"]["new"] == 1


def test_undo_keeps_users_who_signed_in(manager, group):
    result = import_rows(manager, HEAD, ALI, VALI)
    client_for(User.objects.get(first_name="Ali"))
    answer = undone(manager, result).json
    assert (answer["figures"]["undone"], answer["figures"]["kept"]) == (1, 1)
    assert answer["problems"][0]["number"] == 2
    assert "signed-in devices" in answer["problems"][0]["errors"]["undo"][0]
    ali = User.objects.get(first_name="Ali")
    assert Membership.objects.filter(student=ali).exists()
    assert Guardian.objects.get(child=ali).parent.phone == "+998931112233"
    assert not User.objects.filter(first_name="Vali").exists()


def test_undo_keeps_pupils_with_homework(manager, group):
    result = import_rows(manager, HEAD, ALI)
    homework.assign_reading(group)
    assert (undone(manager, result).json["figures"]["kept"], User.objects.filter(first_name="Ali").count()) == (1, 1)


@pytest.mark.parametrize("step", ["freeze", "end"])
def test_undo_keeps_changed_memberships(manager, group, step):
    result = import_rows(manager, HEAD, VALI)
    membership = Membership.objects.get(student__first_name="Vali")
    if step == "freeze":
        freeze_membership(actor=manager, membership=membership, starts_on=None, ends_on=None)
    else:
        end_membership(actor=manager, membership=membership)
    assert undone(manager, result).json["figures"]["kept"] == 1
    assert Membership.objects.filter(pk=membership.pk).exists()


def test_undo_restores_values_of_existing_pupils(manager, group, other_group, pupil):
    row = (str(pupil.number), "Jasur Oripov", "901234567", "A2 evening")
    result = import_rows(manager, ("Pupil number", "Name", "Phone", "Group"), row)
    assert result["figures"]["changed"] == 1
    assert undone(manager, result).json["figures"]["undone"] == 1
    pupil.refresh_from_db()
    assert (pupil.phone, pupil.phone_vouched_at) == (None, None)
    assert list(Membership.objects.filter(student=pupil).values_list("group", flat=True)) == [group.pk]


@pytest.mark.parametrize("changes", [{"phone": "+998911234567"}, {"phone_verified_at": timezone.now()}])
def test_undo_keeps_and_reports_later_changes_and_a_verified_phone(manager, group, pupil, changes):
    row = (str(pupil.number), "Jasur Oripov", "901234567")
    result = import_rows(manager, ("Pupil number", "Name", "Phone"), row)
    User.objects.filter(pk=pupil.pk).update(**changes)
    answer = undone(manager, result).json
    assert (answer["figures"]["kept"], answer["problems"][0]["number"]) == (1, 2)
    pupil.refresh_from_db()
    assert pupil.phone == changes.get("phone", "+998901234567")


def test_undo_restores_the_member_role(manager, group, stranger):
    carer = factories.make_user(Role.MEMBER, "Nodira", "Karimova", phone="+998931112233")
    row = (stranger.full_name, stranger.email, "A2 morning", "931112233")
    result = import_rows(manager, ("Name", "E-mail", "Group", "Parent phone"), row)
    roles = User.objects.in_bulk([stranger.pk, carer.pk])
    assert (roles[stranger.pk].role, roles[carer.pk].role) == ("student", "parent")
    undone(manager, result)
    roles = User.objects.in_bulk([stranger.pk, carer.pk])
    assert (roles[stranger.pk].role, roles[carer.pk].role) == ("member", "member")


def test_undo_keeps_parents_of_other_children(manager, group, pupil):
    result = import_rows(manager, HEAD, VALI)
    parent = User.objects.get(phone="+998931112233")
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    undone(manager, result)
    assert User.objects.filter(pk=parent.pk).exists()
    assert not User.objects.filter(first_name="Vali").exists()


def count_queries_of_undoing(manager, numbers):
    rows = [
        (f"Pupil {'abcdefghij'[n % 10]}{'abcde'[n // 10]}", f"9012345{n:02d}", "A2 morning", "", "", "")
        for n in numbers
    ]
    result, client = import_rows(manager, HEAD, *rows), client_for(manager)
    with CaptureQueriesContext(connection) as queries:
        assert client.post(f"/courses/imports/{result['id']}/undo/").json["figures"]["undone"] == len(rows)
    return len(queries)


def test_undoing_costs_a_number_of_queries_that_does_not_grow(manager, group):
    Group.objects.filter(pk=group.pk).update(capacity=100)
    assert count_queries_of_undoing(manager, range(10, 50)) <= count_queries_of_undoing(manager, range(5))


def test_an_erased_pupil_leaves_the_rows_and_the_file(manager, admin, group):
    from apps.portal.services.erasure import erase_database_rows

    looked = import_rows(manager, HEAD, ALI, VALI, dry_run="true")
    result = import_rows(manager, HEAD, ALI, VALI)
    erase_database_rows(User.objects.get(first_name="Ali").pk)
    rows = {row.number: row for row in ImportRow.objects.filter(belongs_to=result["id"])}
    assert (rows[2].cells, rows[3].cells["Name"]) == ({}, "Vali Karimov")
    assert ImportRow.objects.get(belongs_to=looked["id"], number=2).cells == {}
    assert client_for(manager).get(f"/courses/imports/{result['id']}/").json["file_name"] == ""


def test_undo_keeps_pupils_out_of_reach(manager, group):
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager.branches.add(group.branch)
    result = import_rows(User.objects.get(pk=manager.pk), HEAD, ALI)
    before = counts()
    manager.branches.set([Branch.objects.create(name="Yunusobod", zone="Asia/Tashkent")])
    answer = undone(User.objects.get(pk=manager.pk), result).json
    assert (answer["figures"]["kept"], list(answer["problems"][0]["errors"]), counts()) == (1, ["undo"], before)
    manager.branches.set([group.branch])
    assert undone(User.objects.get(pk=manager.pk), result).status == 409


def test_a_checked_import_is_carried_out_once_it_is_wanted(manager, group):
    before = counts()
    checked = import_rows(manager, HEAD, ALI, dry_run="true")
    assert (checked["state"], counts()) == ("checked", before)
    office = client_for(manager)
    answer = office.post(f"/courses/imports/{checked['id']}/run/")
    assert (answer.status, answer.json["state"], answer.json["dry_run"]) == (202, "queued", False)
    run_import_jobs()
    done = office.get(f"/courses/imports/{answer.json['id']}/").json
    assert (done["state"], done["figures"]["new"]) == ("done", 1)
    assert counts() != before
    office.post(f"/courses/imports/{done['id']}/run/").check_refused(409, "conflict")
    Import.objects.filter(pk=checked["id"]).update(file=None)
    office.post(f"/courses/imports/{checked['id']}/run/").check_refused(409, "conflict")
