"""`.ci/run` fails when any of its steps fails, and shows what each of them said in one piece."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from project.launcher.processes import wait_until
from tests.programs import write_program
from tests.services import ROOT

STEPS = ("lint", "test", "test-deploy", "test-web")
TALIM = """#!/bin/bash
step=$1
[ "$step" = "$LASTS" ] && { echo $$ >lasting; exec sleep 600; }
for n in $(seq 300); do echo "$step $n"; done
echo "$step has ended" >&2
[ "$step" = "$FAILS" ] && exit 3
exit 0
"""
PRESENT = "#!/bin/bash\nexit 0\n"
ABSENT = "#!/bin/bash\nexit 1\n"


@pytest.fixture
def checkout(tmp_path):
    """A checkout whose `./talim` only says what it was asked for; Node and npm are there."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    write_program(tmp_path / "talim", TALIM)
    write_program(tmp_path / "bin" / "node", PRESENT)
    write_program(tmp_path / "bin" / "npm", PRESENT)
    return tmp_path


def environment(checkout, **more):
    return {"PATH": f"{checkout / 'bin'}:{os.environ['PATH']}", "FAILS": "", "LASTS": "", **more}


def ran(checkout, **more):
    """Its exit status, and its lines."""
    env = environment(checkout, **more)
    done = subprocess.run([checkout / ".ci" / "run"], cwd="/", env=env, capture_output=True, text=True, timeout=120)
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def test_all_ci_steps_run_and_their_outputs_are_not_mixed(checkout):
    status, lines = ran(checkout)
    assert status == 0
    for step in STEPS:
        first = lines.index(f"{step} 1")
        assert lines[first : first + 301] == [*(f"{step} {n}" for n in range(1, 301)), f"{step} has ended"]
        assert (checkout / "var" / "ci" / f"{step}.log").read_text().splitlines() == lines[first : first + 301]
    order = ("test", "lint", "test-deploy", "test-web")
    assert [line.split()[:2] for line in lines[-4:]] == [["passed", step] for step in order]


@pytest.mark.parametrize("step", STEPS)
def test_failed_ci_step_is_named_and_the_others_still_run(checkout, step):
    status, lines = ran(checkout, FAILS=step)
    assert status == 1
    assert {line.split()[1] for line in lines if line.startswith("FAILED")} == {step}
    assert {line.split()[1] for line in lines if line.startswith("passed")} == {*STEPS} - {step}
    assert {f"{other} has ended" for other in STEPS} <= set(lines)


@pytest.mark.parametrize(("lacking", "words"), [("node", "needs Node 20"), ("npm", "needs a package registry")])
def test_ci_reports_the_client_as_not_tested_without_node_or_packages(checkout, lacking, words):
    write_program(checkout / "bin" / lacking, ABSENT)
    status, lines = ran(checkout)
    assert status == 0
    assert [line for line in lines if line.startswith("NOT TESTED") and words in line]
    assert "test-web has ended" not in lines


@pytest.mark.parametrize("step", ["test", "lint", "test-web"])
def test_interrupted_ci_run_ends_its_steps(checkout, step):
    env, lasting = environment(checkout, LASTS=step), checkout / "lasting"
    process = subprocess.Popen([checkout / ".ci" / "run"], env=env, stdout=subprocess.DEVNULL)
    assert wait_until(lambda: lasting.exists() and lasting.read_text().strip(), 60)
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 130
    assert not Path(f"/proc/{lasting.read_text().strip()}").exists()
