"""Names, phones, addresses and secrets go through real processes; neither their logs nor Sentry get to know them."""

import json

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.jobs import services
from apps.jobs.models import Job
from tests import factories
from tests.processes import find_free_port, processes, wait_until  # noqa: F401
from tests.servers.raw_http import RawConnection
from tests.servers.sentry import sentry_server

CANARIES = ("Zumradxon", "Kanareykayeva", "901234567", "90 123 45 67", "kanareyka", "very secret pass", "s3cr3t-t0k3n")
OPENING = ("/files/{}/", "/auth/exports/{}/", "/auth/avatars/{}/", "/lessons/calendar/{}.ics")
PERSON = {
    "role": "student",
    "first_name": "Zumradxon",
    "last_name": "Kanareykayeva",
    "phone": "+998901234567",
    "email": "kanareyka@oquv.uz",
}
LOGIN = {"login": "kanareyka@oquv.uz", "password": "A very secret pass phrase"}


def say(wire, method, path, body, token=""):
    raw = json.dumps(body).encode()
    headers = [f"Content-Length: {len(raw)}", "Content-Type: application/json", "Connection: close"]
    if token:
        headers.append(f"Authorization: Bearer {token}")
    wire.head(method, f"/api/v1{path}", *headers)
    assert wire.send(raw)
    status, _ = wire.answer()
    wire.close()
    return status


def lines(output):
    return [json.loads(line) for line in output.splitlines() if line.startswith("{")]


def test_personal_data_reaches_neither_logs_nor_sentry(processes):  # noqa: F811
    admin = factories.client_for(factories.make_user(Role.ADMIN, "Aziza"))
    assert admin.token is not None
    with sentry_server() as sentry:
        logs = {"LOG_FORMAT": "json", "LOG_LEVEL": "INFO"}
        nowhere = f"http://0123456789abcdef@127.0.0.1:{find_free_port()}/1"
        worker = processes.spawn(["worker", "--threads", "1"], env={**logs, "SENTRY_DSN": sentry.dsn})
        base, web = processes.start_server(env={**logs, "SENTRY_DSN": nowhere})
        made = say(RawConnection(base), "POST", "/auth/users/", PERSON, admin.token)
        wrong = say(RawConnection(base), "POST", "/auth/users/", {**PERSON, "phone": "90 123 45 67 1"}, admin.token)
        refused = say(RawConnection(base), "POST", "/auth/login/", LOGIN)
        lost = say(RawConnection(base), "GET", "/users/+998901234567/kanareyka@oquv.uz/?token=s3cr3t-t0k3n", {})
        for opening in OPENING:
            assert say(RawConnection(base), "GET", opening.format("s3cr3t-t0k3n"), {}) == 404
        result = say(RawConnection(base), "GET", "/auth/users/?search=Kanareykayeva", {}, admin.token)
        assert (made, wrong, refused, lost, result) == (201, 422, 401, 404, 200)
        assert User.objects.filter(last_name="Kanareykayeva").count() == 1
        with unit_of_work():
            services.enqueue(kind="sample.collides", payload={"name": "Zumradxon +998901234567 kanareyka@oquv.uz"})
        wait_until(lambda: Job.objects.filter(kind="sample.collides", state="dead").exists(), what="the end of the job")
        wait_until(lambda: not Job.objects.filter(state__in=["queued", "leased"]).exists(), what="the end of all jobs")
        assert "Zumradxon" in Job.objects.get(kind="sample.collides").reason  # the control: it is in what is logged
        wait_until(lambda: len(sentry.events) >= 2, what="both events at Sentry")
        worker.stop()
        web.stop()
        raised, dead = sentry.events
        text = "".join(sentry.envelopes)
    for canary in CANARIES:
        assert canary not in worker.output() + web.output() + text
    failed = Job.objects.get(kind="sample.collides")
    assert raised["tags"]["job_id"] == dead["tags"]["job_id"] == str(failed.pk)
    assert raised["exception"]["values"][-1]["type"] == "IntegrityError"
    assert raised["exception"]["values"][-1]["stacktrace"]["frames"]
    assert dead["message"] == "job dead"
    for event in (raised, dead):
        assert not {"request", "user", "breadcrumbs", "extra", "contexts", "server_name", "modules"} & set(event)
    noted = [line for line in lines(worker.output()) if line.get("event") == "job raised"]
    assert [line["job_id"] for line in noted] == [str(failed.pk)]
    requests = [line for line in lines(web.output()) if line.get("event") == "request"]
    (creation,) = [line for line in requests if line["status"] == 201]
    assert creation["route"] == "api/v1/auth/users/"
    assert creation["request_id"]
    assert int(str(creation["queries"])) > 3
    nowhere_or_opening = {"", *("/api/v1" + path.format("[removed]").removesuffix(".ics") for path in OPENING)}
    assert {line.get("path") for line in requests if line["status"] == 404} == nowhere_or_opening
