"""Each unit, service, profile, command and file that the pages on deploying, upgrading and backups name is there, and
every command that the doctor and a start that is refused tell people to run.
"""

import ast
import re
import subprocess

import pytest
from django.core.management import get_commands, load_command_class

from project.launcher.commands import COMMANDS
from tests.deploy.deploy_files import list_known_variables, read_compose_file
from tests.services import ROOT

UNITS = ROOT / "deploy" / "systemd"
PAGES = ("first-day", "upgrade", "deployment", "platforms", "backup", "operations", "monitoring")
OPTION = r"(?:(?:-v|--scale) \S+ |-{1,2}[a-z][\w-]*(?:=\S+)? )*"
ELSEWHERE = {"daemon-reload", "nginx", "prometheus", "prometheus-alertmanager"}
"""Words behind systemctl that are no units of ours."""


def code(page):
    """What stands between backticks and in blocks, without comments; lines that go on in the next joined."""
    text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^ *```(?:bash|ini)?\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`([^`]+)`", re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL))
    blocks = [re.sub(r"(^| )# .*", "", block, flags=re.MULTILINE) for block in blocks]
    return "\n".join([*blocks, *(" ".join(snippet.split()) for snippet in inline)])


def told():
    """Every text in the doctor, the checks and the backups: what they say to people is among them."""
    files = [*(ROOT / "project").glob("doctor/*.py"), *(ROOT / "project").glob("checks*.py")]
    files += [*(ROOT / "apps").glob("*/*checks.py"), *(ROOT / "apps" / "backups").glob("*.py")]
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return "\n".join(" ".join(text.split()) for text in texts)


def units():
    return {path.name for path in UNITS.iterdir() if path.suffix in {".service", ".timer", ".target"}}


def unknown_units(text):
    verbs = "start|stop|restart|try-restart|enable|disable|status"
    matches = re.findall(rf"systemctl (?:--\S+ )*(?:{verbs})((?: [\w@$*.'-]+)+)", text)
    for word in {word.strip("'") for words in matches for word in words.split()}:
        if word.startswith("-") or word in ELSEWHERE or "*" in word:
            continue
        name = re.sub(r"@[\w$]+", "@", word)
        if not {name, f"{name}.service"} & units():
            yield word
    for word in re.findall(r"^(talim-[a-z]+)(?:@\d+)?(?:\.(?:service|timer|target))?$", text, re.MULTILINE):
        if word != "talim-manage" and not any(name.startswith(word) for name in units()):
            yield word


def unknown_services(text):
    services = read_compose_file()["services"]
    for words in re.findall(rf"docker compose (?:exec|run|logs|restart|cp|ps) {OPTION}([\w-]+)", text):
        if words not in services:
            yield words
    for words in re.findall(r"docker compose up ((?:[\w=-]+ ?)+)", text):
        for word in words.split():
            if not word.startswith("-") and "=" not in word and word not in services:
                yield word
    profiles = {profile for service in services.values() for profile in service.get("profiles", ())}
    for names in re.findall(r"COMPOSE_PROFILES=([\w,]+)", text):
        yield from set(names.split(",")) - profiles


def unknown_commands(text):
    known = get_commands()
    pattern = r"(?:manage\.py|talim-manage(?: --speech)?|\./talim manage) ([a-z_0-9]+)((?: +[\w./:=$<>…-]+)*)"
    for name, words in re.findall(pattern, text):
        if name not in known:
            yield name
            continue
        parser = load_command_class(known[name], name).create_parser("manage.py", name)
        if parser._subparsers:
            continue
        options = {option for action in parser._actions for option in action.option_strings}
        choices = {word for action in parser._actions if not action.option_strings for word in action.choices or ()}
        if choices:
            yield from (f"{name} {word}" for word in re.findall(r"^ +([a-z_]+)\b", words) if word not in choices)
        yield from (f"{name} {word}" for word in re.findall(r"(?<= )--[a-z-]+", words) if word not in options)
    yield from set(re.findall(r"\./talim ([a-z0-9-]+)", text)) - set(COMMANDS)


def unknown_files(text):
    for path in re.findall(r"(?<!exec )(?<!exec -it )\bdeploy/[\w./-]+", text):
        if not re.match(r"deploy/secrets(/|$)", path) and not (ROOT / path.rstrip("/.")).exists():
            yield path


@pytest.mark.parametrize("page", PAGES)
def test_everything_a_page_names_exists(page):
    text = code(page)
    unknown = [unknown_units(text), unknown_services(text), unknown_commands(text), unknown_files(text)]
    assert [sorted(set(names)) for names in unknown] == [[], [], [], []]


def test_commands_named_by_the_doctor_exist():
    text = told()
    assert "manage.py telegram_webhook set" in text
    assert (sorted(unknown_units(text)), sorted(unknown_commands(text))) == ([], [])


def test_missing_names_are_reported():
    wrong = (
        "sudo systemctl restart talim-wep@8001 talim-worker\nsudo systemctl start talim-backups\n"
        "docker compose exec speach python\ndocker compose up -d --no-deps web sokets\nCOMPOSE_PROFILES=gpu,cuda\n"
        "manage.py bakup\ntalim-manage backup --too /x\n./talim upgrade\nsh deploy/secret.sh\n"
        "manage.py telegram --set-webhook\nmanage.py telegram_webhook sett\n"
    )
    assert set(unknown_units(wrong)) == {"talim-wep@8001", "talim-backups"}
    assert set(unknown_services(wrong)) == {"speach", "sokets", "cuda"}
    commands = {"bakup", "backup --too", "upgrade", "telegram --set-webhook", "telegram_webhook sett"}
    assert set(unknown_commands(wrong)) == commands
    assert set(unknown_files(wrong)) == {"deploy/secret.sh"}


def test_upgrade_page_has_one_procedure_per_deployment():
    deployment, upgrade = ((ROOT / "docs" / f"{page}.md").read_text() for page in ("deployment", "upgrade"))
    for words in ("git pull", "systemctl restart talim-web", "docker compose build\n"):
        assert words not in deployment
        assert words in upgrade or words.strip() in upgrade
    assert deployment.count("](upgrade.md#steps)") == 3
    assert "/opt/talim/current" not in upgrade
    assert {"BACKUP_FOLDER", "BACKUP_SCRATCH", "SPEECH_HERE"} <= list_known_variables()
    restarted = set(re.findall(r"restart (?:--no-block )?((?:talim-\S+ ?)+)", upgrade))
    named = {re.sub(r"@.*", "", word) for words in restarted for word in words.split()}
    processes = {path.name.removesuffix(".service").rstrip("@") for path in UNITS.glob("*.service")}
    assert named == processes - {"talim-migrate", "talim-backup", "talim-models"}


def upgrade_of(way):
    """The commands of one way to run it, up to where the processes change."""
    page = (ROOT / "docs" / "upgrade.md").read_text(encoding="utf-8")
    return page.partition(f"**{way}**")[2].partition("```bash\n")[2].partition("```")[0]


def test_upgrade_creates_new_secrets_before_starting_processes():
    in_cluster = "sh ../secrets.sh base/secrets postgres redis && cp -pr base/secrets components/data/"
    for way, makes, starts in (
        ("Docker Compose", "sh deploy/secrets.sh", "docker compose run --rm --no-deps migrate"),
        ("Kubernetes", in_cluster, "apply -k"),
    ):
        steps = [upgrade_of(way).index(word) for word in ("git pull", makes, starts)]
        assert steps == sorted(steps)
    assert upgrade_of("Kubernetes").splitlines()[0] == "kubectl -n talim delete job before-upgrade --ignore-not-found"


def test_compose_upgrade_tags_its_images(tmp_path):
    upgrade_steps = upgrade_of("Docker Compose")
    assert upgrade_steps.index("TALIM_VERSION") < upgrade_steps.index("docker compose build")
    line = next(line for line in upgrade_steps.splitlines() if "TALIM_VERSION" in line)
    env, git, path = tmp_path / ".env", tmp_path / "git", {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    env.write_text("SERVER_NAME=talim.example.uz")
    for name in ("aaa1111", "bbb2222"):
        git.write_text(f"#!/bin/sh\necho {name}\n")
        git.chmod(0o755)
        subprocess.run(["sh", "-ec", line], cwd=tmp_path, env=path, check=True, timeout=60)
        assert env.read_text() == f"SERVER_NAME=talim.example.uz\nTALIM_VERSION={name}\n"
    images = (service["image"].partition(":") for service in read_compose_file()["services"].values())
    assert {tag for name, _, tag in images if name.startswith("talim")} == {"${TALIM_VERSION:-1.0.0}"}


def seconds(text):
    """`2 min`, `31min`, `90 s`, `120` in seconds."""
    number, unit = re.fullmatch(r"(\d+) ?(min|s|)", text).groups()  # type: ignore[union-attr]
    return int(number) * (60 if unit == "min" else 1)


def test_documented_stop_times_and_memory_limits_match_the_units():
    page = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(talim-[a-z]+)\S*`.*?\| (\d+) ([GM])B \| *([^|:]*?)(?::[^|]*)? *\|$", page, re.MULTILINE)
    limits = {name: (f"{size}{unit}", stop and seconds(stop)) for name, size, unit, stop in rows}
    assert len(limits) > 7
    for name, (memory, stop) in limits.items():
        [unit] = UNITS.glob(f"{name}*.service")
        text = unit.read_text(encoding="utf-8")
        assert f"MemoryMax={memory}\n" in text, name
        given = re.findall(r"^TimeoutStopSec=(\S+)$", text, re.MULTILINE)
        assert not stop or [seconds(time) for time in given] == [stop], name


def test_rollback_is_documented_completely():
    page = (ROOT / "docs" / "backup.md").read_text(encoding="utf-8")
    steps = re.findall(r"^(\d)\. ", page.partition("## Bring it back")[2].partition("## ")[0], re.MULTILINE)
    assert steps == ["1", "2", "3", "4", "5"]
    assert {"### A trial", "### What changes after a restore", "## When something is wrong"} <= set(page.splitlines())
    stopped = re.findall(r"systemctl stop (talim\.target[\w. -]*)`", page)
    assert stopped == re.findall(r"systemctl start (talim\.target[\w. -]*)`", page), "what was stopped goes on"
    trial = page.partition("### A trial")[2]
    assert [len(re.findall(f"systemctl {verb} ", trial)) for verb in ("start", "disable")] == [0, 1]
