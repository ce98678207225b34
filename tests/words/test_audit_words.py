"""Every action that the audit log records has its name on the page of the office, in each language."""

import re

import pytest

from tests.services import ROOT

CALLS = re.compile(r"write_audit_logs?\([^()]*?\"([a-z_]+\.[a-z_]+)\"", re.DOTALL)
WORDS = ROOT / "clients/pages/src/settings/audit/words"


def find_actions():
    """The actions that stand in the code as text."""
    files = (file for folder in ("apps", "project") for file in (ROOT / folder).rglob("*.py"))
    return {action for file in files for action in CALLS.findall(file.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("language", ["en", "uz", "ru"])
def test_each_action_has_a_name(language):
    words = "".join(file.read_text(encoding="utf-8") for file in WORDS.glob(f"*{language}.ts"))
    named = set(re.findall(r'^  "([a-z_.]+)":', words, re.MULTILINE))
    actions = find_actions()
    assert len(actions) > 150
    assert not actions - named
