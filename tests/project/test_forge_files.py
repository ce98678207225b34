"""Both forges run the script that developers run."""

import yaml

from tests.services import ROOT


def test_both_forges_run_the_same_script():
    github = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))
    gitlab = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    assert ".ci/run" in [step.get("run") for step in github["jobs"]["ci"]["steps"]]
    assert gitlab["ci"]["script"] == [".ci/run"]


def test_templates_are_forms_that_a_forge_can_read():
    forms = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[bf]*.yml"))
    assert [form.stem for form in forms] == ["bug", "feature"]
    for form in forms:
        content = yaml.safe_load(form.read_text(encoding="utf-8"))
        assert {"name", "description", "body"} <= set(content)
        assert {field["type"] for field in content["body"]} == {"textarea"}
