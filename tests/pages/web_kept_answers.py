"""A real browser keeps answers, asks before each use, and has none of them after a sign-out."""

import json

import pytest

from tests.factories import client_for
from tests.pages.devtools import open_tab

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/api/v1/courses/groups/"
SCRIPT = """(async (mine, renewed) => {
  const send = (token, how) => fetch("LIST", { headers: token ? { Authorization: "Bearer " + token } : {}, ...how });
  const read = (token, how = {}) => send(token, how).then((answer) => answer.text(), () => "none");
  const kept = (token) => read(token, { cache: "only-if-cached", mode: "same-origin" });
  const answers = [await read(mine), await read(mine), await read(renewed)];
  const before = { mine: await kept(renewed), nobody: await kept("") };
  await fetch("/api/v1/auth/logout/", { method: "POST", headers: { Authorization: "Bearer " + mine } });
  return JSON.stringify({ answers, before, after: await kept(renewed) });
})"""


def test_browser_checks_kept_answers_and_forgets_them_at_sign_out(processes, group, pupil, tmp_path):
    url, server = processes.start_server("web", env={"LOG_FORMAT": "json"})
    url = url.replace("127.0.0.1", "localhost")  # a secure context, which Clear-Site-Data needs
    tokens = json.dumps([client_for(pupil).token, client_for(pupil).token])
    with open_tab(tmp_path) as tab:
        tab.open(f"{url}/static/admin/css/base.css")
        result = json.loads(tab.value(f"{SCRIPT.replace('LIST', LIST)}(...{tokens})", promised=True))
    first, again, renewed = result["answers"]
    assert json.loads(first)["results"][0]["name"] == group.name
    assert first == again == renewed
    assert result["before"] == {"mine": first, "nobody": "none"}
    assert result["after"] == "none"
    asked = [json.loads(line) for line in server.output().splitlines() if f'"path": "{LIST}"' in line]
    assert [line["status"] for line in asked] == [200, 304, 304]
