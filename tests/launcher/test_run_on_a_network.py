"""`./talim run --host 0.0.0.0`: tablets in the same network are served, by the machine's addresses and its name."""

import base64
import json
import socket
import subprocess
import sys

import httpx
import pytest

from apps.core.permissions import Role
from apps.pages.assets import FOLDER, get_asset_url
from project.checks_production import is_private_host
from project.launcher.addresses import EXAMPLE_ADDRESSES, is_loopback, list_reachable_names
from project.launcher.platform_processes import build_web_command, is_web_ready
from project.launcher.run_commands import configure_address, configure_packages
from tests import factories
from tests.payments.payment_data import create_payment_due
from tests.processes import find_free_port, send_request, wait_until
from tests.services import ROOT

PASSWORD = "korzinka-tramvay-42"
PAYME = {"PAYME_MERCHANT_ID": "5e730e8e0b852a417aa49ceb", "PAYME_KEY": "k" * 24}
FROM_OUTSIDE = """
import json, sys, urllib.request
with urllib.request.urlopen(sys.argv[1], timeout=60) as answer:
    print(json.dumps([answer.status, answer.headers["content-type"]]))
"""


def from_outside(url):
    """Status and type of what a process that is no test gets there."""
    done = subprocess.run([sys.executable, "-c", FROM_OUTSIDE, url], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def start_web(processes, env):
    """Start the web process of `./talim run --host 0.0.0.0`; return its port, its URL and its other names."""
    port = find_free_port()
    url, others = configure_address(env, "0.0.0.0", port)
    _python, _manage, *words = build_web_command(ROOT, "0.0.0.0", port)
    processes.spawn([str(word) for word in words], env=env)
    wait_until(lambda: is_web_ready(url), timeout=120, what="the launcher's own probe")
    return port, url, others


def test_tablets_are_served_by_every_address_and_name(processes):
    as_in_the_example = {"ALLOWED_HOSTS": "127.0.0.1,localhost,[::1]", "FRONTEND_URL": "http://127.0.0.1:8000"}
    env = {**as_in_the_example, "DEBUG": ""}
    port, url, others = start_web(processes, env)

    script = get_asset_url(max(FOLDER.glob("*.js"), key=lambda file: file.stat().st_size).name)
    assert others == list_reachable_names("0.0.0.0")
    assert {socket.gethostname().lower(), f"{socket.gethostname().lower()}.local"} & set(others)
    for host in others:
        assert send_request(url, "/app/", Host=f"{host}:{port}")[0] == 200
        assert send_request(url, script, Host=f"{host}:{port}")[0] == 200
    assert send_request(url, "/app/", Host="elsewhere.example")[0] == 400
    status, _headers, output = send_request(url, "/nothing-here/", Host=others[0])
    assert (status, b"DEBUG" in output, b"urlpatterns" in output) == (404, False, False)

    outside = [host for host in others if host[0].isdigit()]
    if not outside:
        pytest.skip("this machine is in no network")
    assert env["FRONTEND_URL"] == f"http://{outside[0]}:{port}"
    assert from_outside(f"http://{outside[0]}:{port}/app/")[0] == 200
    assert from_outside(f"http://{outside[0]}:{port}{script}") == [200, 'text/javascript; charset="utf-8"']


def test_loopback_server_allows_no_other_hosts():
    env = {}
    assert configure_address(env, "127.0.0.1", 8000) == ("http://127.0.0.1:8000", [])
    assert env["DEBUG"] == "true"
    assert all(is_loopback(host.strip("[]")) for host in env["ALLOWED_HOSTS"].split(","))


@pytest.mark.parametrize(
    ("given", "links"),
    [
        ({}, "http://127.0.0.1:8461"),
        ({"FRONTEND_URL": "http://127.0.0.1:8000"}, "http://127.0.0.1:8461"),
        ({"FRONTEND_URL": "http://localhost:3000"}, "http://localhost:3000"),
        ({"FRONTEND_URL_FILE": "/run/secrets/frontend_url"}, None),
    ],
)
def test_links_follow_the_port_unless_the_owner_chose_an_address(given, links):
    env = dict(given)
    configure_address(env, "127.0.0.1", 8461)
    assert env.get("FRONTEND_URL") == links


@pytest.mark.slow  # 6 s
def test_payme_returns_the_payer_to_the_chosen_port(processes, transactional_db):
    pupil = factories.make_user(Role.STUDENT, "Aziza", email="aziza@example.uz", password=PASSWORD)
    teacher = factories.make_user(Role.TEACHER, "Nilufar")
    branch = factories.make_branch()
    group = factories.make_group(branch=branch, course=factories.make_course(), name="A2", teacher=teacher)
    payment, env, port = create_payment_due(pupil, group), dict(PAYME), find_free_port()
    url, _others = configure_address(env, "127.0.0.1", port)
    processes.spawn([str(word) for word in build_web_command(ROOT, "127.0.0.1", port)[2:]], env=env)
    wait_until(lambda: is_web_ready(url), timeout=120, what="the web process")
    with httpx.Client(base_url=f"{url}/api/v1") as client:
        signed_in = client.post("/auth/login/", json={"login": "aziza@example.uz", "password": PASSWORD}).json()
        client.headers["Authorization"] = f"Bearer {signed_in['access']}"
        body = {"provider": "payme", "return_url": f"{url}/app/payments"}
        links = [client.post(f"/payments/{payment.pk}/checkout/", json=some) for some in (body, {"provider": "payme"})]
    facts = [base64.b64decode(link.json()["url"].rpartition("/")[2]).decode() for link in links]
    assert [text.rpartition("c=")[2] for text in facts] == [f"{url}/app/payments", url]


def test_owners_settings_stay_and_the_launcher_still_reaches_the_server():
    given = {"ALLOWED_HOSTS": "talim.lan", "FRONTEND_URL": "http://talim.lan", "DEBUG": "true"}
    env = dict(given)
    assert configure_address(env, "::", 8001) == ("http://[::1]:8001", ["talim.lan"])
    assert env == {**given, "ALLOWED_HOSTS": "talim.lan,[::1]"}
    files = {"ALLOWED_HOSTS_FILE": "/hosts"}
    assert configure_address(files, "192.0.2.7", 8001)[0] == "http://192.0.2.7:8001"
    assert "ALLOWED_HOSTS" not in files
    named = {}
    configure_address(named, "192.0.2.7", 8001)
    assert "192.0.2.7" in named["ALLOWED_HOSTS"].split(",")
    assert (named["FRONTEND_URL"], named["DEBUG"]) == ("http://192.0.2.7:8001", "false")


@pytest.mark.parametrize(
    ("given", "others"),
    [
        ("talim.lan", ["talim.lan"]),
        ("127.0.0.1, .talim.lan,[2001:db8::7],talim.lan", ["talim.lan", "2001:db8::7"]),
        ("*", list_reachable_names("192.0.2.7")),
        ("*,talim.lan", ["talim.lan", *list_reachable_names("192.0.2.7")]),
        ("127.0.0.1,localhost", list_reachable_names("192.0.2.7")),
    ],
)
def test_links_use_the_owners_allowed_hosts(given, others, tmp_path):
    (tmp_path / "hosts").write_text(f"{given}\n")
    for env in ({"ALLOWED_HOSTS": given}, {"ALLOWED_HOSTS_FILE": str(tmp_path / "hosts")}):
        assert configure_address(env, "192.0.2.7", 8001) == ("http://192.0.2.7:8001", others)
        assert env["FRONTEND_URL"] == f"http://{others[0]}:8001"
        assert {"192.0.2.7"} <= set(env["ALLOWED_HOSTS"].split(","))
        assert configure_address(dict(env), "127.0.0.1", 8001)[1] == []


@pytest.mark.slow  # 5 s
def test_single_allowed_host_is_linked_and_answers(processes):
    env = {"ALLOWED_HOSTS": "talim.lan", "FRONTEND_URL": "", "DEBUG": ""}
    port, url, others = start_web(processes, env)
    assert (env["FRONTEND_URL"], others) == (f"http://talim.lan:{port}", ["talim.lan"])
    assert [send_request(url, "/app/", Host=f"{host}:{port}")[0] for host in others] == [200]
    assert send_request(url, "/app/", Host=socket.gethostname())[0] == 400


def test_address_of_the_default_route_comes_first():
    """By what the system's own table says, not by the order of the interfaces."""
    command = ["ip", "route", "get", EXAMPLE_ADDRESSES[socket.AF_INET]]
    process = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if process.returncode:
        pytest.skip("this machine has no way out")
    words = process.stdout.split()
    assert list_reachable_names("0.0.0.0")[0] == words[words.index("src") + 1]


def test_packages_are_served_beside_pages_on_this_machine_only():
    env = {"ALLOWED_HOSTS": "127.0.0.1"}
    configure_packages(env, 8001, others=[])
    assert env == {
        "ALLOWED_HOSTS": "127.0.0.1,talim.localhost", "PACKAGES_ORIGIN": "http://packages.talim.localhost:8001",
    }  # fmt: skip
    assert all(map(is_private_host, env["ALLOWED_HOSTS"].split(",")))  # or DEBUG stops the start
    chosen = {"PACKAGES_ORIGIN": "https://packages.talim.example.uz"}
    for env, others in (({}, ["192.168.1.5"]), (chosen, [])):
        before = dict(env)
        configure_packages(env, 8001, others=others)
        assert env == before
