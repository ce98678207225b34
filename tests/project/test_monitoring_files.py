"""The files for Prometheus and Grafana: every number they ask for is exported, every alert is explained."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from api.monitoring import render_metrics
from apps.jobs.models import Job

ROOT = Path(__file__).resolve().parents[2]
ALERTS = ROOT / "deploy/prometheus/alerts.yml"
FIRED = ROOT / "tests/project/alerts_fired.yml"
BOARD = ROOT / "deploy/grafana/talim.json"
NAME = re.compile(r"\btalim_[a-z0-9_]+\b")


def exported():
    """Every name that the page can show: what it declares, and the parts of histograms."""
    names = set()
    for name, kind in re.findall(r"^# TYPE (\S+) (\S+)$", render_metrics().decode(), re.M):
        names |= {name} if kind != "histogram" else {f"{name}_{part}" for part in ("bucket", "sum", "count")}
    return names


def rules():
    return [rule for group in yaml.safe_load(ALERTS.read_text())["groups"] for rule in group["rules"]]


def expressions():
    board = json.loads(BOARD.read_text())
    return [rule["expr"] for rule in rules()] + [t["expr"] for panel in board["panels"] for t in panel["targets"]]


def test_every_used_metric_is_exported(db, variables):
    variables(frontend_url="http://127.0.0.1:1")
    asked = {name for expression in expressions() for name in NAME.findall(expression)}
    assert len(asked) > 20
    assert asked - exported() == set()


def test_every_exported_metric_is_documented(db):
    page = (ROOT / "docs/monitoring.md").read_text()
    names = {re.sub(r"_(bucket|sum|count)$", "", name) if "_seconds_" in name else name for name in exported()}
    assert {name for name in names if name not in page} == set()


def test_every_alert_is_documented_with_a_remedy():
    page = (ROOT / "docs/monitoring.md").read_text()
    sections = dict(re.findall(r"^### (Talim\w+)\n(.*?)(?=^##|\Z)", page, re.M | re.S))
    assert set(sections) == {rule["alert"] for rule in rules()}
    assert all(rule["labels"]["severity"] in ("page", "warn") for rule in rules())
    assert {name for name, text in sections.items() if "Do:" not in text} == set()


def test_panels_do_not_overlap():
    places = [panel["gridPos"] for panel in json.loads(BOARD.read_text())["panels"]]
    cells = [(x, y) for p in places for x in range(p["x"], p["x"] + p["w"]) for y in range(p["y"], p["y"] + p["h"])]
    assert len(cells) == len(set(cells))
    assert max(x for x, _ in cells) < 24


@pytest.mark.parametrize("name", ["prometheus.yml", "prometheus-compose.yml"])
def test_scrape_path_exists(client, variables, db, name):
    data = yaml.safe_load((ROOT / "deploy/prometheus" / name).read_text())
    (job,) = data["scrape_configs"]
    assert data["rule_files"] == ["alerts.yml"]
    assert data["alerting"]["alertmanagers"][0]["static_configs"][0]["targets"]
    variables(metrics_token="t" * 40)
    answer = client.get(job["metrics_path"], headers={"Authorization": f"{job['authorization']['type']} {'t' * 40}"})
    assert answer.status_code == 200


def test_prometheus_itself_accepts_the_rules(db, tmp_path):
    """With promtool where it is installed; else the shape alone is looked at, here and above."""
    Job.objects.create(kind="a.b", queue="default")
    promtool = shutil.which("promtool")
    assert all(set(rule) == {"alert", "expr", "for", "labels", "annotations"} for rule in rules())
    if promtool is None:
        return
    done = subprocess.run([promtool, "check", "rules", str(ALERTS)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    fired = subprocess.run([promtool, "test", "rules", str(FIRED)], capture_output=True, text=True, check=False)
    assert fired.returncode == 0, fired.stdout + fired.stderr
    page = subprocess.run([promtool, "check", "metrics"], input=render_metrics(), capture_output=True, check=False)
    problems = [line for line in (page.stdout + page.stderr).decode().splitlines() if line.startswith("talim_")]
    assert problems == []
