"""What the set-up chooses by itself, and what it refuses with advice."""

import importlib.util
import json
import os
import re
import shutil
import subprocess

import pytest

from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.machine import check_free_space, check_processor_has_avx, ensure_venv_module
from project.launcher.package_installer import explain_install_failure
from project.launcher.python_environment import PythonEnvironment
from project.launcher.requirement_locks import parse_lock_names
from project.launcher.terminal import LauncherError
from project.launcher.torch_builds import choose_torch_build, filter_cuda_packages
from tests.services import ROOT

AVX = "processor: 0\nflags\t\t: fpu sse2 avx avx2\n"


@pytest.mark.parametrize(
    ("wanted", "gpu", "installed", "build"),
    [
        ("", False, None, "cpu"),
        ("", True, None, "cuda"),
        ("", False, "cpu", "cpu"),
        ("", True, "cpu", "cuda"),
        ("", False, "cuda", "cuda"),
        ("cpu", True, "cuda", "cpu"),
        ("cuda", False, None, "cuda"),
        ("", False, "none", "cpu"),
        ("", True, "none", "cuda"),
        ("cpu", False, "none", "cpu"),
        ("none", True, "cuda", "none"),
    ],
)
def test_torch_build_depends_on_the_machine(wanted, gpu, installed, build):
    assert choose_torch_build(wanted=wanted, gpu=gpu, installed=installed) == build


def test_a_build_of_torch_that_does_not_exist_is_refused():
    with pytest.raises(LauncherError, match="TALIM_TORCH=rocm"):
        choose_torch_build(wanted="rocm", gpu=False, installed=None)


def test_packages_that_bring_cuda_are_recognised():
    names = ["sympy", "nvidia-cudnn-cu13", "triton", "cuda-toolkit", "cudatools", "networkx", "cuda_bindings"]
    assert filter_cuda_packages(names) == ["nvidia-cudnn-cu13", "triton", "cuda-toolkit", "cuda_bindings"]


def test_a_processor_without_avx_is_refused_and_one_with_it_is_not():
    check_processor_has_avx(AVX, "x86_64")
    check_processor_has_avx("Features : fp asimd", "aarch64")
    with pytest.raises(LauncherError, match="AVX"):
        check_processor_has_avx(AVX.replace("avx avx2", ""), "x86_64")


def test_too_little_space_is_refused_and_enough_is_not(tmp_path):
    check_free_space(tmp_path / "not" / "there", 1, "The set-up")
    with pytest.raises(LauncherError, match="Make room"):
        check_free_space(tmp_path, 10**18, "The set-up")


@pytest.mark.parametrize(
    ("output", "advice"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "not the one that was locked"),
        ("Temporary failure in name resolution\nERROR: No matching distribution found for pip", "network"),
        ("SSLError(SSLCertVerificationError(1, 'CERTIFICATE_VERIFY_FAILED", "PIP_CERT"),
        ("ERROR: No matching distribution found for av==18.1.0", "has no build for Python"),
        ("something else", "log"),
    ],
)
def test_a_failed_installation_says_what_to_do(output, advice):
    lines = explain_install_failure(output)
    assert advice in lines[0]
    assert "run the same command again" in lines[1]


def test_missing_venv_module_tells_ordinary_users_the_command(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(LauncherError, match=r"sudo apt-get install -y python3(\.\d+)?-venv"):
        ensure_venv_module()


def test_environment_is_updated_only_when_a_lock_changed(tmp_path, monkeypatch):
    paths = CheckoutPaths(tmp_path, tmp_path / "venv", tmp_path / "var")
    paths.create_folders()
    paths.requirements.mkdir()
    (paths.requirements / "lock.txt").write_text("# download: 3 MB\nabc==1 \\\n    --hash=sha256:00\n")
    paths.python.parent.mkdir(parents=True)
    paths.python.touch(0o755)
    installs = []
    environment = PythonEnvironment(paths, {"TALIM_TORCH": "cpu"})

    def install(wanted, done, *, find_torch):
        installs.append(wanted)
        environment.stamp.write_text(json.dumps({**wanted, "torch": "cpu"}))

    monkeypatch.setattr(environment, "_update", install)
    for _ in range(2):
        environment.ensure(tests=False)
        assert len(installs) == 1
    (paths.requirements / "lock.txt").write_text("abc==2\n")
    environment.ensure(tests=False)
    assert len(installs) == 2


def test_locks_have_hashes_and_no_torch_cuda_or_index_urls():
    for name in ("pip.txt", "uv.txt", "lock.txt", "lock-test.txt", "lock-cuda.txt"):
        text = (ROOT / "requirements" / name).read_text()
        blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
        assert blocks
        assert all("--hash=sha256:" in block for block in blocks)
        assert "://" not in text
        assert "index-url" not in text
        heavy = filter_cuda_packages(parse_lock_names(text)) or "torch" in parse_lock_names(text)
        assert bool(heavy) == (name == "lock-cuda.txt")


def test_unknown_command_prints_the_help():
    done = subprocess.run([ROOT / "talim", "fly"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "There is no command 'fly'" in done.stdout
    assert "./talim COMMAND" in done.stdout
