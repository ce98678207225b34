"""After an upgrade, rows with search columns of an older form are found as before, and a job rebuilds them."""

import pytest
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.courses.models import Course, Group
from apps.jobs.job_kinds import REBUILD_SEARCH_KEYS
from apps.jobs.models import Job
from apps.jobs.scheduler import enqueue_due_periodic_jobs
from tests import factories
from tests.job_runs import run_jobs


@pytest.fixture
def old_rows(group, db):
    """People and a group as the release before stored them: ё as е, and no looser key."""
    names = (("Ёқуб", "Қодиров"), ("Семён", "Цой"))
    people = [factories.make_user(Role.STUDENT, *name, email=None) for name in names]
    for person, folded in zip(people, ("equb qodirov", "semen tsoy"), strict=True):
        User.objects.filter(pk=person.pk).update(folded=folded, name_key="", folded_patronymic="")
    Group.objects.filter(pk=group.pk).update(name="Ёшлар", folded="eshlar")
    return people


def find(client, text, path="/auth/users/"):
    return [row.get("first_name") or row["name"] for row in client.get(path, {"search": text}).json["results"]]


def test_old_rows_are_found_before_and_by_every_spelling_after_the_job(old_rows, manager, client_for):
    client = client_for(manager)
    assert (find(client, "qodirov"), find(client, "Цой"), find(client, "Yokub Kadyrov")) == (["Ёқуб"], ["Семён"], [])
    updated = list(User.objects.order_by("pk").values_list("updated_at", flat=True))
    assert REBUILD_SEARCH_KEYS in enqueue_due_periodic_jobs(timezone.now()), (
        "the first scheduler of a release enqueues it"
    )
    assert run_jobs(REBUILD_SEARCH_KEYS) == 1
    assert (find(client, "Yokub Kadyrov"), find(client, "semyon soy")) == (["Ёқуб"], ["Семён"])
    assert find(client, "yoshlar", "/courses/groups/") == ["Ёшлар"]
    assert list(User.objects.order_by("pk").values_list("updated_at", flat=True)) == updated
    job = Job.objects.get(kind=REBUILD_SEARCH_KEYS)
    assert (job.state, job.payload["table"]) == ("done", "courses.group")
    rows = User.objects.count() + Group.objects.count() + Course.objects.count()
    assert (job.payload["changed"], job.payload["checked"]) == (4, rows), "two people, the group and its course"


def test_job_of_a_worker_that_died_goes_on_where_it_was(old_rows, manager, client_for):
    first, second = sorted(old_rows, key=lambda person: person.pk)
    with unit_of_work():
        progress = {"table": "accounts.user", "after": str(first.pk), "checked": 1, "changed": 1}
        jobs.enqueue(kind=REBUILD_SEARCH_KEYS, payload=progress)
    assert run_jobs(REBUILD_SEARCH_KEYS) == 1
    keys = dict(User.objects.filter(pk__in=[first.pk, second.pk]).values_list("pk", "name_key"))
    assert keys == {first.pk: "", second.pk: " semen soi "}


def test_erased_people_keep_empty_keys(old_rows, pupil):
    User.objects.filter(pk=pupil.pk).update(erased_at=timezone.now(), folded="", folded_patronymic="", name_key="")
    with unit_of_work():
        jobs.enqueue(kind=REBUILD_SEARCH_KEYS)
    assert run_jobs(REBUILD_SEARCH_KEYS) == 1
    assert User.objects.get(pk=pupil.pk).name_key == ""
