"""`./talim test-deploy` names what it leaves out because a program is missing."""

import pytest

from project.launcher.test_commands import DEPLOY_TESTS, choose_deploy_tests
from tests.programs import write_program

ALERTS = "tests/deploy/real_alerts.py"


@pytest.mark.parametrize("lacking", ["prometheus", "prometheus-alertmanager"])
def test_each_program_that_a_deployment_test_lacks_is_named(tmp_path, capsys, lacking):
    needed = {program for programs, _, _ in DEPLOY_TESTS for program in programs.split()}
    for program in needed - {lacking}:
        write_program(tmp_path / program, "#!/bin/sh\n")
    assert choose_deploy_tests({"PATH": str(tmp_path)}) == [file for _, file, _ in DEPLOY_TESTS if file != ALERTS]
    said = (
        f"NOT TESTED: the way of an alert to a person. ./talim test-deploy needs {lacking}, which this machine lacks."
    )
    assert said in capsys.readouterr().out
    write_program(tmp_path / lacking, "#!/bin/sh\n")
    assert ALERTS in choose_deploy_tests({"PATH": str(tmp_path)})
    assert capsys.readouterr().out == ""
