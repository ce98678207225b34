"""Grafana's boards of reports: every query runs as the role, and shows something of a centre."""

import json
import re

import pytest
import yaml

from tests.analytics.reporting import make_role, signed_in
from tests.services import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
BOARDS = sorted((ROOT / "deploy" / "grafana" / "reports").glob("*.json"))
SOURCE = ROOT / "deploy" / "grafana" / "provisioning" / "datasources" / "reports.yml"
PERIOD = "{} BETWEEN '2026-06-01T00:00:00Z' AND '2026-11-21T10:00:00Z'"


def fill(query, branches, step, language):
    """A query as Grafana sends it."""
    query = re.sub(r"\$__timeFilter\((\w+)\)", lambda match: PERIOD.format(match[1]), query)
    values = {"${branch:sqlstring}": ",".join(f"'{pk}'" for pk in branches), "${step}": step, "${language}": language}
    for name, value in values.items():
        query = query.replace(name, value)
    assert "$" not in query
    return query


def test_every_query_runs_as_the_role(committed_chance, role):
    shown = 0
    with signed_in(role, make_role(role, "--money")) as link:
        for file in BOARDS:
            board = json.loads(file.read_text(encoding="utf-8"))
            (asked,) = [one["query"] for one in board["templating"]["list"] if one["name"] == "branch"]
            branches = [value for _text, value in link.execute(asked).fetchall()]
            assert len(branches) >= 2
            for panel in board["panels"]:
                (target,) = panel["targets"]
                for step, language in (("week", "en"), ("month", "uz")):
                    rows = link.execute(fill(target["rawSql"], branches, step, language)).fetchall()
                    assert rows, (file.name, panel["title"])
                    shown += len(rows)
    assert shown > 300


@pytest.mark.parametrize("file", BOARDS, ids=lambda file: file.stem)
def test_panels_have_their_place_and_the_source(file):
    board = json.loads(file.read_text(encoding="utf-8"))
    places = [panel["gridPos"] for panel in board["panels"]]
    cells = [(x, y) for p in places for x in range(p["x"], p["x"] + p["w"]) for y in range(p["y"], p["y"] + p["h"])]
    assert len(cells) == len(set(cells))
    assert max(x for x, _ in cells) < 24
    assert {panel["datasource"]["uid"] for panel in board["panels"]} == {"${source}"}
    (source,) = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))["datasources"]
    assert {panel["datasource"]["type"] for panel in board["panels"]} == {source["type"]}
    assert source["secureJsonData"]["password"] == "$__file{/run/secrets/reporting_password}"
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["grafana"]
    assert "reporting_password" in compose["secrets"]
