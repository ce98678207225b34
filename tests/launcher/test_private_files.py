"""What `./talim run` and the platform write under `var/` is readable by the owner only."""

import os
import signal
import stat
import subprocess
import sys

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from project.launcher.checkout_paths import CheckoutPaths
from tests.processes import find_free_port
from tests.services import ROOT

PLATFORM_VARIABLES = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DEBUG", "STATIC_ROOT"}
OTHERS = stat.S_IRWXG | stat.S_IRWXO
PASSAGE = 0o711 if os.geteuid() == 0 else 0o700
"""Of `var/` itself: for root, the servers' account passes through it."""


def list_open_paths(folder):
    """Paths below the folder that another account may read, write or enter."""
    below = [path for path in folder.rglob("*") if not path.is_symlink()]
    return [(str(path), oct(path.stat().st_mode)) for path in below if path.stat().st_mode & OTHERS]


def test_folders_and_logs_of_an_earlier_release_are_closed(tmp_path):
    paths = CheckoutPaths(tmp_path, tmp_path / "venv", tmp_path / "var")
    paths.logs.mkdir(parents=True)
    paths.var.chmod(0o755)
    (paths.logs / "web.log").touch(mode=0o644)
    paths.create_folders()
    paths.get_log_file("web")
    assert stat.S_IMODE(paths.var.stat().st_mode) == PASSAGE
    assert list_open_paths(paths.var) == []


def test_uploaded_files_are_private_whatever_the_umask(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    umask = os.umask(0o022)
    try:
        storages["default"].save("recordings/a/b.webm", ContentFile(b"sound"))
    finally:
        os.umask(umask)
    assert (tmp_path / "recordings/a/b.webm").exists()
    assert list_open_paths(tmp_path) == []


@pytest.mark.slow
def test_nothing_under_var_is_open_to_others_after_a_run(tmp_path):
    folder = tmp_path / "var"
    tmp_path.chmod(0o711)
    env = {name: value for name, value in os.environ.items() if name not in PLATFORM_VARIABLES}
    env |= {"TALIM_VAR": str(folder), "TALIM_VENV": sys.prefix}
    env |= {"MEDIA_ROOT": str(folder / "media"), "OUTBOX_ROOT": str(folder / "outbox")}
    command = [sys.executable, "talim", "run", "--no-evening", "--port", str(find_free_port())]
    run = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, umask=0o022)
    try:
        said = ""
        for line in run.stdout:
            said += line
            if "Ctrl-C" in line:
                break
        assert "Ready in" in said, said
    finally:
        run.send_signal(signal.SIGTERM)
        run.communicate(timeout=60)
    assert {"demo.json", "log", "run", "secrets"} <= {path.name for path in folder.iterdir()}
    videos = folder / "media" / "video"
    for_nginx = {str(path) for path in (videos.parent, videos, *videos.rglob("*"))}  # see apps/video/video_files.py
    assert [path for path in list_open_paths(folder) if path[0] not in for_nginx] == []
