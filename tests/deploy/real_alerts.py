"""An alert reaches a person: the real Prometheus and the real Alertmanager with the shipped files.

Only addresses, the bot's token and the times that pass before somebody is told differ.
"""

import re
import subprocess
from contextlib import ExitStack, contextmanager

import pytest
import yaml

from tests.processes import find_free_port, wait_until
from tests.servers.smtp import smtp_server
from tests.servers.telegram import TOKEN, telegram_server
from tests.services import ROOT

FILES = ROOT / "deploy" / "prometheus"
OFFICE = "office@example.uz"
CHAT = -1001234567890


@contextmanager
def started(*words, log):
    """A program that runs meanwhile."""
    with log.open("wb") as out:
        process = subprocess.Popen(words, stdout=out, stderr=out)
    try:
        yield
        assert process.poll() is None, log.read_text()
    finally:
        process.kill()
        process.wait()


def changed(name, folder, **instead):
    """A shipped file in another folder, with other words in some places; each has to be there."""
    text = (FILES / name).read_text(encoding="utf-8")
    for old, new in instead.items():
        assert old in text, old
        text = text.replace(old, new)
    (folder / name).write_text(text)
    return folder / name


def test_shipped_monitoring_files_are_valid(tmp_path):
    for name in ("prometheus.yml", "prometheus-compose.yml", "alerts.yml"):
        changed(name, tmp_path)
    (tmp_path / "metrics_token").touch()
    for words in (
        ["promtool", "check", "config", tmp_path / "prometheus.yml"],
        ["promtool", "check", "config", tmp_path / "prometheus-compose.yml"],
        ["amtool", "check-config", FILES / "alertmanager.yml"],
    ):
        done = subprocess.run(words, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr


def test_alert_of_a_centre_that_is_down_reaches_mail_and_telegram(tmp_path):
    address, own, nobody = (f"127.0.0.1:{find_free_port()}" for _ in range(3))
    (tmp_path / "metrics_token").write_text("t" * 40)
    (tmp_path / "email_password").write_text("of the mailbox")
    changed("alerts.yml", tmp_path, **{"for: 2m": "for: 0s"})
    with ExitStack() as house:
        mail, telegram = house.enter_context(smtp_server()), house.enter_context(telegram_server())
        [token] = re.findall(r'bot_token: "(.*)"', (FILES / "alertmanager.yml").read_text(encoding="utf-8"))
        instead = {
            "mail.example.uz:587": f"127.0.0.1:{mail.port}\n  smtp_require_tls: false",
            "/etc/prometheus/email_password": str(tmp_path / "email_password"),
            f'"{token}"': f"{TOKEN}\n        api_url: {telegram.url}",
            "group_wait: 30s": "group_wait: 0s",
        }
        tells = changed("alertmanager.yml", tmp_path, **instead)
        times = {"_interval: 15s": "_interval: 1s", "scrape_timeout: 10s": "scrape_timeout: 1s"}
        asks = changed("prometheus.yml", tmp_path, **times, **{"127.0.0.1:9093": address, "127.0.0.1:8001": nobody})
        storage = tmp_path / "storage"
        for program, listens, file, *options in (
            ("prometheus-alertmanager", address, tells, f"--storage.path={storage}", "--cluster.listen-address="),
            ("prometheus", own, asks, f"--storage.tsdb.path={storage}"),
        ):
            words = [program, f"--config.file={file}", f"--web.listen-address={listens}", *options]
            house.enter_context(started(*words, log=tmp_path / f"{program}.log"))
        summary = "Talim does not answer its monitor"
        wait_until(lambda: any(summary in text for text in mail_to(mail, OFFICE)), what="the mail")
        wait_until(lambda: any(summary in str(message) for message in telegram.of("sendMessage")), what="the message")
        assert {str(message["chat_id"]) for message in telegram.of("sendMessage")} == {str(CHAT)}


def mail_to(mail, address):
    """All parts of all messages to an address, as texts."""
    return [
        str(part.get_content())
        for recipients, message in mail.messages
        if address in recipients
        for part in message.walk()
        if part.get_content_maintype() == "text"
    ]


@pytest.mark.parametrize(("severity", "names"), [("page", {"phone"}), ("warn", {"mail"})])
def test_alerts_are_routed_by_severity_and_warnings_wait_for_daytime(severity, names, tmp_path):
    file = FILES / "alertmanager.yml"
    words = ["amtool", "config", "routes", "test", f"--config.file={file}", f"severity={severity}"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60)
    assert set(done.stdout.split()) == names, done.stderr
    routes = yaml.safe_load(file.read_text())["route"]["routes"]
    [calm] = [route for route in routes if route["receiver"] == "mail"]
    assert calm["active_time_intervals"] == ["daytime"]
