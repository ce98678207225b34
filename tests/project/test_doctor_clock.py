"""The doctor says whether a time service sets the clock, and compares it with PostgreSQL's."""

import pytest

from project.doctor import clock
from project.doctor.findings import FindingLevel
from tests.programs import write_program
from tests.project.doctor_findings import get_levels, get_texts


@pytest.fixture
def install(tmp_path, monkeypatch):
    """A machine that has only the programs which are installed here: a name and a script of the shell."""
    monkeypatch.setenv("PATH", str(tmp_path))

    return lambda name, script: write_program(tmp_path / name, f"#!/bin/sh\n{script}\n")


SYNCHRONISED = "echo A29FC87B,162.159.200.123,4,1795000000.1,0.0,0.0,0.0,1,0.0,0.0,0.1,0.0,64.2,Normal"
UNSYNCHRONISED = "echo 7F7F0101,,0,0.0,0.0,0.0,0.0,0,0.0,0.0,1.0,1.0,0.0,Not synchronised"


@pytest.mark.parametrize(
    ("programs", "level"),
    [
        ({"timedatectl": "echo yes"}, "ok"),
        ({"timedatectl": "echo no"}, "warn"),
        ({"chronyc": SYNCHRONISED}, "ok"),
        ({"chronyc": UNSYNCHRONISED}, "warn"),
        ({"timedatectl": "exit 1", "chronyc": SYNCHRONISED}, "ok"),
    ],
)
def test_the_time_service_is_asked(install, programs, level):
    for name, script in programs.items():
        install(name, script)
    assert get_levels(clock.check_time_service()) == [level]
    assert ("no time service" in get_texts(clock.check_time_service())) == (level == "warn")


@pytest.mark.parametrize("script", [None, "echo 'System has not been booted with systemd' >&2; exit 1"])
def test_without_an_answer_only_postgresqls_clock_is_compared(install, script):
    if script:
        install("timedatectl", script)
    assert get_levels(clock.check_time_service()) == [FindingLevel.WARN]
    assert "was compared with PostgreSQL's only" in get_texts(clock.check_time_service())


@pytest.mark.parametrize(
    ("off", "level", "words"),
    [
        (0.0, "ok", "agrees with PostgreSQL's"),
        (20.0, "warn", "20 s behind PostgreSQL's"),
        (-3600.0, "bad", "60 min ahead of PostgreSQL's"),
    ],
)
def test_how_far_the_clock_is_off_decides(off, level, words):
    finding = clock.judge_clock_offset(off)
    assert finding.level == level
    assert words in finding.text
    assert ("timedatectl set-ntp true" in finding.remedy) == (level != "ok")
