"""The web process while the database or Redis is away, and the lines it writes."""

import json
import re

import httpx
import pytest

from tests.processes import ProcessStarter, find_free_port, processes  # noqa: F401

TOKEN = "t" * 40


def ask(url, body=None):
    method = "GET" if body is None else "POST"
    answer = httpx.request(method, url, json=body, headers={"Accept-Language": "en"}, timeout=60)
    return answer.status_code, answer.json()


@pytest.mark.slow  # 7 s
def test_web_process_survives_a_database_outage(processes):  # noqa: F811
    nowhere = f"postgres://postgres:hunter2@127.0.0.1:{find_free_port()}/talim"
    env = {"DATABASE_URL": nowhere, "DATABASE_POOL_SIZE": "0", "DEBUG": "true", "METRICS_TOKEN": TOKEN}
    base, process = processes.start_server(env=env)
    status, answer = ask(f"{base}/api/v1/auth/login/", {"login": "a@example.uz", "password": "a long password"})
    assert (status, answer["code"]) == (503, "unavailable")
    assert ask(f"{base}/api/v1/health/")[0] == 200
    status, answer = ask(f"{base}/api/v1/health/ready/")
    parts = {check["name"]: check["ok"] for check in answer["checks"]}
    assert (status, parts["database"], parts["redis"]) == (503, False, True)
    token = {"Authorization": f"Bearer {TOKEN}"}
    page = httpx.get(f"{base}/api/v1/health/metrics/", headers=token, timeout=60).raise_for_status().text
    away = set(re.findall(r'talim_scrape_ok{part="(\w+)"} 0.0', page))
    assert away == {"jobs", "beats", "deliveries", "sms", "database", "speech", "backup", "periodic"}
    assert len(re.findall(r'talim_scrape_ok{part="(\w+)"} 1.0', page)) == 5
    for secret in ("hunter2", TOKEN):
        assert secret not in json.dumps(answer) + process.output()


@pytest.mark.slow  # 6 s
def test_web_process_survives_a_redis_outage_and_logs_it(processes):  # noqa: F811
    base = processes.serve_url(env={"REDIS_URL": f"redis://127.0.0.1:{find_free_port()}/0", "DEBUG": "true"})
    assert ask(f"{base}/api/v1/health/")[0] == 200
    status, answer = ask(f"{base}/api/v1/health/ready/")
    parts = {check["name"]: check["ok"] for check in answer["checks"]}
    assert (status, parts["database"], parts["redis"]) == (503, True, False)


def test_every_line_of_a_server_is_structured(processes):  # noqa: F811
    base, process = processes.start_server(env={"LOG_FORMAT": "json"})
    ask(f"{base}/api/v1/no/such/place/?ticket=hunter2")
    process.stop()
    lines = [json.loads(line) for line in process.output().splitlines()]
    (request,) = [line for line in lines if line["event"] == "request" and line["status"] == 404]
    assert len(request["request_id"]) == 32
    assert "Application startup complete." in {line["event"] for line in lines}
    assert "hunter2" not in process.output()
