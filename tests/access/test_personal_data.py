"""Whose archive and whose erasure are within somebody's reach: what the matrix does not tell apart."""

from datetime import date

import pytest
from django.utils import timezone

from apps.accounts.models import ChildProfile, Guardian, User
from apps.core.files.links import build_signed_link
from apps.portal.models import ErasureRequest
from apps.settings.models import Branch
from tests import factories
from tests.access.side_effects import reset_rate_limits
from tests.homework import submission_helpers as homework
from tests.homework.conftest import assignment  # noqa: F401


@pytest.fixture(autouse=True)
def _brakes_off():
    reset_rate_limits()


@pytest.fixture
def ward(pupil, parent):
    """A pupil whom `parent` cares for."""
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    return pupil


def asked(user: User, child: User) -> int:
    return factories.client_for(user).post(f"/auth/children/{child.pk}/export/").status


def test_only_archives_of_minors_are_requested_by_others(ward, parent, admin):
    User.objects.filter(pk=ward.pk).update(birth_date=date(2000, 3, 4))
    assert (asked(parent, ward), asked(admin, ward)) == (404, 404)
    User.objects.filter(pk=ward.pk).update(birth_date=None)
    assert (asked(parent, ward), asked(admin, ward)) == (202, 202)


def test_erased_child_has_no_archive(ward, parent, admin):
    ChildProfile.objects.create(user=ward, birth_date=date(2017, 3, 4), code="048213")
    User.objects.filter(pk=ward.pk).update(erased_at=timezone.now())
    assert (asked(parent, ward), asked(admin, ward)) == (404, 404)


def test_link_of_a_recording_does_not_download_an_archive(pupil, assignment):  # noqa: F811
    recording = homework.submit_recording(assignment, pupil).file
    assert factories.ApiClient().get(f"/auth/exports/{build_signed_link(recording)}/").status == 404


def test_user_of_one_branch_sees_only_its_erasure_requests(admin, pupil, stranger):
    branch = Branch.objects.create(name="Yunusobod")
    here = factories.make_group(
        branch=branch, course=factories.make_course(), name="A1", teacher=admin, pupils=(pupil,)
    )
    assert here.branch == branch
    theirs, others = (ErasureRequest.objects.create(person=person) for person in (pupil, stranger))
    User.objects.filter(pk=admin.pk).update(all_branches=False)
    admin.branches.add(branch)
    client = factories.client_for(User.objects.get(pk=admin.pk))
    assert [row["id"] for row in client.get("/auth/erase-requests/").json["results"]] == [str(theirs.pk)]
    assert client.post(f"/auth/erase-requests/{others.pk}/decide/", {"approve": False}).status == 404
    assert client.post(f"/auth/erase-requests/{theirs.pk}/decide/", {"approve": False}).status == 200


def test_requests_are_filtered_by_state(admin, pupil, stranger):
    waiting = ErasureRequest.objects.create(person=pupil)
    ErasureRequest.objects.create(person=stranger, state="refused", decided_at=timezone.now())
    client = factories.client_for(admin)
    rows = client.get("/auth/erase-requests/", {"state": "waiting"}).json["results"]
    assert [row["id"] for row in rows] == [str(waiting.pk)]
    assert client.get("/auth/erase-requests/").json["count"] == 2
