"""Kinds are checked at the start: a job nobody could run stops it."""

import pytest

from apps.jobs import checks, kinds
from apps.jobs.kinds import JobKind

GOOD = "tests.jobs.sample.handlers.note"


def found(monkeypatch, *declared):
    monkeypatch.setattr(checks, "get_job_kinds_by_name", lambda: {kind.name: kind for kind in declared})
    return [str(message.id) for message in checks.check_declared_kinds(None)]


def test_declared_job_kinds_of_the_platform_are_valid():
    assert checks.check_declared_kinds(None) == []
    assert {"jobs.clean_up", "homework.process_homework_audio"} <= set(kinds.get_job_kinds_by_name())


def test_handler_or_death_handler_that_cannot_be_imported_is_an_error(monkeypatch):
    assert found(monkeypatch, JobKind("a", handler=GOOD)) == []
    assert found(monkeypatch, JobKind("a", handler="tests.jobs.sample.handlers.none")) == ["jobs.E002"]
    assert found(monkeypatch, JobKind("a")) == ["jobs.E002"]
    assert found(monkeypatch, JobKind("a", handler=GOOD, on_dead="nowhere.at_all")) == ["jobs.E002"]
    assert found(monkeypatch, JobKind("a", queue="speech")) == []


def test_lease_shorter_than_two_renewals_is_an_error(monkeypatch, settings):
    settings.JOB_LEASE_SECONDS, settings.JOB_RENEW_SECONDS = 20, 15
    assert found(monkeypatch, JobKind("a", handler=GOOD)) == ["jobs.E004"]


@pytest.mark.parametrize(
    "declared", [[JobKind("a", handler=GOOD)] * 2, [JobKind("a", handler=GOOD, queue="elsewhere")]]
)
def test_two_kinds_of_one_name_and_unknown_queues_are_refused(monkeypatch, declared):
    module = type("module", (), {"JOB_KINDS": declared})
    monkeypatch.setattr(kinds.declarations, "import_app_modules", lambda name: [module])
    with pytest.raises(ValueError, match="job kind a"):
        kinds.get_job_kinds_by_name.__wrapped__()
