"""Each unit, service, profile, command and file that the pages on deploying, upgrading and backups name is there."""

import re
from collections.abc import Iterator

import pytest
from django.core.management import get_commands, load_command_class

from project.launcher.commands import COMMANDS
from tests.deploy.files import compose, known_variables
from tests.services import ROOT

UNITS = ROOT / "deploy" / "systemd"
PAGES = ("first-day", "upgrade", "deployment", "backup", "operations", "monitoring")
OPTION = r"(?:(?:-v|--scale) \S+ |-{1,2}[a-z][\w-]*(?:=\S+)? )*"
ELSEWHERE = {"daemon-reload", "nginx", "prometheus", "prometheus-alertmanager"}
"""Words behind systemctl that are no units of ours."""


def code(page: str) -> str:
    """What stands between backticks and in blocks, without comments; lines that go on in the next joined."""
    text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^ *```(?:bash|ini)?\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`([^`]+)`", re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL))
    blocks = [re.sub(r"(^| )# .*", "", block, flags=re.MULTILINE) for block in blocks]
    return "\n".join([*blocks, *(" ".join(one.split()) for one in inline)])


def units() -> set[str]:
    return {path.name for path in UNITS.iterdir() if path.suffix in {".service", ".timer", ".target"}}


def unknown_units(text: str) -> Iterator[str]:
    told = re.findall(r"systemctl (?:--\S+ )*(?:start|stop|restart|try-restart|enable|status)((?: [\w@$*.'-]+)+)", text)
    for word in {word.strip("'") for words in told for word in words.split()}:
        if word.startswith("-") or word in ELSEWHERE or "*" in word:
            continue
        name = re.sub(r"@[\w$]+", "@", word)
        if not {name, f"{name}.service"} & units():
            yield word
    for word in re.findall(r"^(talim-[a-z]+)(?:@\d+)?(?:\.(?:service|timer|target))?$", text, re.MULTILINE):
        if word != "talim-manage" and not any(name.startswith(word) for name in units()):
            yield word


def unknown_services(text: str) -> Iterator[str]:
    services = compose()["services"]
    for words in re.findall(rf"docker compose (?:exec|run|logs|restart|cp|ps) {OPTION}([\w-]+)", text):
        if words not in services:
            yield words
    for words in re.findall(r"docker compose up ((?:[\w=-]+ ?)+)", text):
        for word in words.split():
            if not word.startswith("-") and "=" not in word and word not in services:
                yield word
    profiles = {profile for service in services.values() for profile in service.get("profiles", ())}
    for told in re.findall(r"COMPOSE_PROFILES=([\w,]+)", text):
        yield from set(told.split(",")) - profiles


def unknown_commands(text: str) -> Iterator[str]:
    known = get_commands()
    pattern = r"(?:manage\.py|talim-manage(?: --speech)?|\./talim manage) ([a-z_]+)((?: +[\w./:=$<>…-]+)*)"
    for name, words in re.findall(pattern, text):
        if name not in known:
            yield name
            continue
        parser = load_command_class(known[name], name).create_parser("manage.py", name)
        if parser._subparsers:
            continue
        options = {option for action in parser._actions for option in action.option_strings}
        yield from (f"{name} {word}" for word in re.findall(r"(?<= )--[a-z-]+", words) if word not in options)
    yield from set(re.findall(r"\./talim ([a-z-]+)", text)) - set(COMMANDS)


def unknown_files(text: str) -> Iterator[str]:
    for told in re.findall(r"(?<!exec )(?<!exec -it )\bdeploy/[\w./-]+", text):
        if not re.match(r"deploy/secrets(/|$)", told) and not (ROOT / told.rstrip("/.")).exists():
            yield told


@pytest.mark.parametrize("page", PAGES)
def test_all_that_a_page_names_is_there(page: str) -> None:
    text = code(page)
    found = [unknown_units(text), unknown_services(text), unknown_commands(text), unknown_files(text)]
    assert [sorted(set(one)) for one in found] == [[], [], [], []]


def test_what_is_not_there_is_found() -> None:
    wrong = (
        "sudo systemctl restart talim-wep@8001 talim-worker\nsudo systemctl start talim-backups\n"
        "docker compose exec speach python\ndocker compose up -d --no-deps web sokets\nCOMPOSE_PROFILES=gpu,cuda\n"
        "manage.py bakup\ntalim-manage backup --too /x\n./talim upgrade\nsh deploy/secret.sh\n"
    )
    assert set(unknown_units(wrong)) == {"talim-wep@8001", "talim-backups"}
    assert set(unknown_services(wrong)) == {"speach", "sokets", "cuda"}
    assert set(unknown_commands(wrong)) == {"bakup", "backup --too", "upgrade"}
    assert set(unknown_files(wrong)) == {"deploy/secret.sh"}


def test_one_procedure_for_each_way_of_running_it() -> None:
    deployment, upgrade = ((ROOT / "docs" / f"{page}.md").read_text() for page in ("deployment", "upgrade"))
    for words in ("git pull", "systemctl restart talim-web", "docker compose build\n"):
        assert words not in deployment
        assert words in upgrade or words.strip() in upgrade
    assert deployment.count("](upgrade.md#steps)") == 3
    assert "/opt/talim/current" not in upgrade
    assert {"BACKUP_FOLDER", "BACKUP_SCRATCH", "SPEECH_HERE"} <= known_variables()
    restarted = set(re.findall(r"restart (?:--no-block )?((?:talim-\S+ ?)+)", upgrade))
    named = {re.sub(r"@.*", "", word) for words in restarted for word in words.split()}
    processes = {path.name.removesuffix(".service").rstrip("@") for path in UNITS.glob("*.service")}
    assert named == processes - {"talim-migrate", "talim-backup", "talim-models"}


def seconds(told: str) -> float:
    """`2 min`, `31min`, `90 s`, `120` in seconds."""
    number, unit = re.fullmatch(r"(\d+) ?(min|s|)", told).groups()  # type: ignore[union-attr]
    return int(number) * (60 if unit == "min" else 1)


def test_the_times_to_stop_and_the_lids_on_memory_that_the_page_tells_are_the_units() -> None:
    page = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(talim-[a-z]+)\S*`.*?\| (\d+) ([GM])B \| *([^|:]*?)(?::[^|]*)? *\|$", page, re.MULTILINE)
    told = {name: (f"{size}{unit}", stop and seconds(stop)) for name, size, unit, stop in rows}
    assert len(told) > 7
    for name, (memory, stop) in told.items():
        [unit] = UNITS.glob(f"{name}*.service")
        text = unit.read_text(encoding="utf-8")
        assert f"MemoryMax={memory}\n" in text, name
        given = re.findall(r"^TimeoutStopSec=(\S+)$", text, re.MULTILINE)
        assert not stop or [seconds(one) for one in given] == [stop], name


def test_the_way_back_is_told_to_its_end() -> None:
    page = (ROOT / "docs" / "backup.md").read_text(encoding="utf-8")
    steps = re.findall(r"^(\d)\. ", page.partition("## Bring it back")[2].partition("## ")[0], re.MULTILINE)
    assert steps == ["1", "2", "3", "4", "5"]
    assert {"### What does not simply go on", "## When something is wrong"} <= set(page.splitlines())
