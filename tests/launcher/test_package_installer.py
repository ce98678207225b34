"""Packages are installed by the uv that pip fetched, and by pip where uv cannot; torch in the way that is there."""

import json
import os
import shutil
import subprocess
import sys
from collections import namedtuple
from functools import partial

import pytest

from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.package_installer import PackageInstaller, UvProgress, find_bundled_pip
from project.launcher.python_environment import PythonEnvironment
from project.launcher.terminal import LauncherError
from project.launcher.torch_builds import TORCH_VERSION, TorchBuild
from project.launcher.torch_installer import TorchInstaller
from tests.launcher.local_packages import UV, QuietFiles, build_index, build_wheel, needs_uv, pin
from tests.servers.local_server import LocalServer, run_server

CPU_VERSION = f"{TORCH_VERSION}+cpu"
CUDA_PART = "nvidia_tiny"
NEEDS_CUDA = ["nvidia-tiny==1; sys_platform == 'linux'"]
NO_SERVER = "http://127.0.0.1:9/whl"
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(scope="module")
def empty_venv(tmp_path_factory):
    folder = tmp_path_factory.mktemp("empty") / "venv"
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    return folder


@pytest.fixture
def checkout(empty_venv, tmp_path):
    """The paths of a checkout with an environment that holds pip alone."""
    paths = CheckoutPaths(tmp_path, tmp_path / "venv", tmp_path / "var")
    shutil.copytree(empty_venv, paths.venv, symlinks=True)
    paths.create_folders()
    paths.requirements.mkdir()
    [pip] = paths.venv.glob("lib/python*/site-packages/pip-*.dist-info")
    (paths.requirements / "pip.txt").write_text(f"pip=={pip.name[4:-10]} --hash=sha256:{'0' * 64}\n")
    return paths


@pytest.fixture
def make_installer(checkout, tmp_path):
    """An installer whose pip knows the folder `links` and nothing else."""

    def make(**variables):
        environ = {"PATH": os.defpath, "HOME": str(tmp_path), "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1"}
        links = {"PIP_FIND_LINKS": str(tmp_path / "links"), "TALIM_TORCH_CPU_INDEX": NO_SERVER}
        return PackageInstaller(checkout, environ | links | variables)

    return make


def list_installed(checkout, *names):
    folder = next(checkout.venv.glob("lib/python*/site-packages"))
    return sorted(path.name.removesuffix(".dist-info") for name in names for path in folder.glob(f"{name}-*.dist-info"))


def lock(checkout, name, *lines):
    file = checkout.requirements / name
    file.write_text("# download: 123 MB\n" + "".join(lines))
    return file


def lock_uv(checkout, tmp_path):
    """Lock a uv that is a wheel of the tests around the real one."""
    wheel = build_wheel(tmp_path / "links", "uv", "0.1", scripts=[("uv", f'#!/bin/sh\nexec {UV} "$@"\n')])
    lock(checkout, "uv.txt", pin(wheel))


@needs_uv
def test_lock_is_installed_by_the_locked_uv(checkout, tmp_path, make_installer):
    lock_uv(checkout, tmp_path)
    file = lock(checkout, "lock.txt", pin(build_wheel(tmp_path / "links", "apple", "1")))
    installer = make_installer()
    installer.prepare()
    installer.install("packages", file, total=1)
    assert list_installed(checkout, "apple", "uv") == ["apple-1", "uv-0.1"]
    log = installer.log.read_text()
    assert f"{checkout.venv}/bin/uv pip install" in log
    assert "--require-hashes" in log.rpartition("\n$ ")[2]


@needs_uv
def test_package_of_another_hash_is_installed_by_neither(checkout, tmp_path, make_installer):
    lock_uv(checkout, tmp_path)
    file = lock(checkout, "lock.txt", pin(build_wheel(tmp_path / "links", "apple", "1"), "0" * 64))
    installer = make_installer()
    installer.prepare()
    with pytest.raises(LauncherError, match=r"(?s)packages failed to install.*not the one that was locked") as failure:
        installer.install("packages", file, total=1)
    assert "purge" in str(failure.value)
    assert list_installed(checkout, "apple") == []


@pytest.mark.parametrize(
    ("variables", "reason"),
    [({}, "uv could not be installed"), ({"PIP_KEYRING_PROVIDER": "import"}, "pip's setting keyring-provider")],
)
def test_pip_installs_where_uv_cannot_and_the_log_says_why(variables, reason, checkout, tmp_path, make_installer):
    if variables:
        wheel = build_wheel(tmp_path / "links", "uv", "0.1", scripts=[("uv", "#!/bin/sh\n")])
        subprocess.run([checkout.python, "-m", "pip", "install", "-q", "--no-index", wheel], check=True)
    lock(checkout, "uv.txt", f"uv==0.1 --hash=sha256:{'0' * 64}\n")
    file = lock(checkout, "lock.txt", pin(build_wheel(tmp_path / "links", "apple", "1")))
    installer = make_installer(**variables)
    installer.prepare()
    installer.install("packages", file, total=1)
    assert list_installed(checkout, "apple") == ["apple-1"]
    assert f"{reason}: pip installs the packages" in installer.log.read_text()


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("#!/bin/sh\n[ $1 = --version ] || { echo it broke; exit 3; }\n", "it broke"),
        ("#!/none\n", "uv does not run here"),
    ],
)
def test_uv_failure_leaves_the_packages_to_pip(program, reason, checkout, tmp_path, make_installer):
    wheel = build_wheel(tmp_path / "links", "uv", "0.1", scripts=[("uv", program)])
    lock(checkout, "uv.txt", pin(wheel))
    file = lock(checkout, "lock.txt", pin(build_wheel(tmp_path / "links", "apple", "1")))
    installer = make_installer()
    installer.prepare()
    installer.install("packages", file, total=1)
    assert list_installed(checkout, "apple") == ["apple-1"]
    assert reason in installer.log.read_text()


@needs_uv
def test_environment_is_made_from_the_locks_alone(tmp_path):
    paths = CheckoutPaths(tmp_path, tmp_path / "new" / "venv", tmp_path / "var")
    paths.create_folders()
    paths.requirements.mkdir()
    lock_uv(paths, tmp_path)
    pip = find_bundled_pip()
    shutil.copy(pip, tmp_path / "links")
    lock(paths, "pip.txt", pin(pip))
    lock(paths, "lock.txt", pin(build_wheel(tmp_path / "links", "apple", "1")))
    links = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path / "links"), "PIP_CONFIG_FILE": os.devnull}
    environment = PythonEnvironment(paths, {"PATH": os.defpath, "HOME": str(tmp_path), "TALIM_TORCH": "none", **links})
    environment.ensure(tests=False)
    assert list_installed(paths, "apple", "uv", "torch") == ["apple-1", "uv-0.1"]
    stamp = json.loads(environment.stamp.read_text())
    assert stamp["torch"] == "none"
    log = environment.installer.log.read_text()
    environment.ensure(tests=False)
    assert environment.installer.log.read_text() == log
    subprocess.run([paths.python, "-m", "pip", "--version"], check=True)
    # As after a kill while packages were put in place: a folder of metadata without its module, and no stamp.
    [module] = paths.venv.glob("lib/python*/site-packages/apple.py")
    module.unlink()
    environment.stamp.unlink()
    environment.unfinished.touch()
    environment.ensure(tests=False)
    assert module.exists()
    assert not environment.unfinished.exists()


def test_progress_of_uv_counts_megabytes_then_packages(tmp_path):
    packages = tmp_path / "lib" / "python3" / "site-packages"
    (packages / "old-1.dist-info").mkdir(parents=True)
    progress = UvProgress(tmp_path)
    said = [progress.read_line(line) for line in ("Resolved 9 packages in 8ms", "Downloading torch (1.5GiB)", "")]
    assert said == ["", "0 of 1536 MB torch", "0 of 1536 MB torch"]
    assert progress.read_line("Downloading av (64.0MiB)") == "0 of 1600 MB torch av"
    assert progress.read_line(" Downloaded av") == "64 of 1600 MB torch"
    assert progress.read_line("Prepared 9 packages in 8s") == "putting in place 0 of 9"
    (packages / "new-1.dist-info").mkdir()
    assert progress.read_line("") == "putting in place 1 of 9"


def test_cpu_build_of_the_cpu_index(checkout, tmp_path, make_installer):
    index = build_index(tmp_path / "index", build_wheel(tmp_path / "made", "torch", CPU_VERSION))
    build_wheel(tmp_path / "links", "torch", TORCH_VERSION, NEEDS_CUDA)
    with run_server(LocalServer(partial(QuietFiles, directory=str(index)))) as server:
        installer = make_installer(PIP_NO_INDEX="0", PIP_FIND_LINKS="", TALIM_TORCH_CPU_INDEX=server.url)
        assert TorchInstaller(installer).install(TorchBuild.CPU) == TorchBuild.CPU
    assert list_installed(checkout, "torch") == [f"torch-{CPU_VERSION}"]


@pytest.mark.parametrize(
    ("place", "versions", "installed"),
    [
        ("links", {CPU_VERSION: []}, CPU_VERSION),
        ("links", {TORCH_VERSION: ["nvidia-tiny; sys_platform == 'win32'"]}, TORCH_VERSION),
        ("links", {f"{TORCH_VERSION}+cu130": NEEDS_CUDA, CPU_VERSION: []}, CPU_VERSION),
        ("index", {TORCH_VERSION: ["sympy"]}, TORCH_VERSION),
        ("index", {TORCH_VERSION: NEEDS_CUDA, CPU_VERSION: []}, CPU_VERSION),
    ],
)
def test_cpu_build_among_the_links_and_in_the_plain_index(
    place, versions, installed, checkout, tmp_path, make_installer
):
    wheels = [build_wheel(tmp_path / place, "torch", version, needs) for version, needs in versions.items()]
    plain = {"PIP_NO_INDEX": "0", "PIP_INDEX_URL": build_index(tmp_path / "simple", *wheels).as_uri()}
    installer = make_installer(**(plain if place == "index" else {}))
    assert TorchInstaller(installer).install(TorchBuild.CPU) == TorchBuild.CPU
    assert list_installed(checkout, "torch") == [f"torch-{installed}"]


def lock_cuda(checkout, tmp_path, *, complete=True):
    torch = build_wheel(tmp_path / "links", "torch", TORCH_VERSION, NEEDS_CUDA)
    part = build_wheel(tmp_path / ("links" if complete else "elsewhere"), CUDA_PART, "1")
    lock(checkout, "lock-cuda.txt", pin(torch), pin(part))


def test_cuda_build_is_installed_where_no_other_is_and_its_size_is_said_first(
    checkout, tmp_path, make_installer, capsys, monkeypatch
):
    lock_cuda(checkout, tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(10**12, 0, 10**12))
    assert TorchInstaller(make_installer()).install(TorchBuild.CPU) == TorchBuild.CUDA
    assert list_installed(checkout, "torch", CUDA_PART) == [f"{CUDA_PART}-1", f"torch-{TORCH_VERSION}"]
    said = capsys.readouterr().out
    assert said.index("123 MB to download") < said.index(".. Installing torch")
    assert "needs nvidia-tiny" in said


def test_without_room_for_the_cuda_build_torch_is_left_out(checkout, tmp_path, make_installer, capsys, monkeypatch):
    lock_cuda(checkout, tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(10**10, 0, 10**10))
    assert TorchInstaller(make_installer()).install(TorchBuild.CPU) == TorchBuild.NONE
    assert list_installed(checkout, "torch") == []
    said = capsys.readouterr().out
    assert "CUDA's build needs 13 GB" in said
    assert "free answers wait for the teacher" in said


def test_incomplete_cuda_build_is_removed(checkout, tmp_path, make_installer, capsys, monkeypatch):
    lock_cuda(checkout, tmp_path, complete=False)
    build_wheel(tmp_path / "links", "torch", TORCH_VERSION, NEEDS_CUDA)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(10**12, 0, 10**12))
    assert TorchInstaller(make_installer()).install(TorchBuild.CPU) == TorchBuild.NONE
    assert list_installed(checkout, "torch") == []
    assert "CUDA's build was not installed" in capsys.readouterr().out


def test_without_any_build_torch_is_left_out(checkout, tmp_path, make_installer, capsys):
    (tmp_path / "links").mkdir()
    lock(checkout, "lock-cuda.txt")
    assert TorchInstaller(make_installer()).install(TorchBuild.CPU) == TorchBuild.NONE
    assert f"{NO_SERVER} was not reached; pip's indexes: none" in capsys.readouterr().out


def test_installed_build_stays_where_no_cpu_build_is_found(checkout, tmp_path, make_installer, capsys):
    (tmp_path / "links").mkdir()
    torch = TorchInstaller(make_installer(TALIM_TORCH_CPU_INDEX="http://me:secret@127.0.0.1:9/whl"))
    assert torch.install(TorchBuild.CPU, installed=TorchBuild.CUDA) == TorchBuild.CUDA
    said = capsys.readouterr().out
    assert "the build that is installed stays" in said
    assert "secret" not in said + torch.installer.log.read_text()


@pytest.mark.parametrize(
    ("asked", "torch", "torch_for", "find", "to_install"),
    [
        ("", "none", "cpu", False, None),
        ("", "none", "cpu", True, "cpu"),
        ("cpu", "none", "cpu", False, None),
        ("cpu", "cuda", "cpu", False, None),
        ("cpu", "cuda", "cuda", False, "cpu"),
        ("", "cpu", None, False, None),
        ("", None, None, False, "cpu"),
        ("none", "none", "none", True, None),
        ("cuda", "cpu", "cpu", False, "cuda"),
    ],
)
def test_torch_is_looked_for_once(asked, torch, torch_for, find, to_install, checkout, monkeypatch):
    monkeypatch.setattr("project.launcher.python_environment.has_cuda", lambda: False)
    environment = PythonEnvironment(checkout, {"TALIM_TORCH": asked})
    done = {name: value for name, value in (("torch", torch), ("torch_for", torch_for)) if value}
    assert environment._choose_torch(done, find_torch=find) == to_install


def test_cuda_build_for_a_gpu_is_installed_or_refused(checkout, tmp_path, make_installer):
    lock_cuda(checkout, tmp_path, complete=False)
    with pytest.raises(LauncherError, match="with CUDA"):
        TorchInstaller(make_installer()).install(TorchBuild.CUDA)
    lock_cuda(checkout, tmp_path)
    assert TorchInstaller(make_installer()).install(TorchBuild.CUDA) == TorchBuild.CUDA


def test_torch_is_removed_when_none_is_asked_for(checkout, tmp_path, make_installer):
    build_wheel(tmp_path / "links", "torch", CPU_VERSION)
    torch = TorchInstaller(make_installer())
    assert torch.install(TorchBuild.CPU) == TorchBuild.CPU
    assert torch.install(TorchBuild.NONE) == TorchBuild.NONE
    assert list_installed(checkout, "torch") == []
