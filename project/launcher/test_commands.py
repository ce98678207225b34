"""Test commands on temporary services: the suite, the client and pages, server set-ups, long checks, benches."""

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from project.launcher.checkout_paths import CheckoutPaths
from project.launcher.client_builds import build_client, check_pages
from project.launcher.machine import ensure_installed, has_program
from project.launcher.processes import CommandLine
from project.launcher.python_commands import fetch_models, run_python, run_setup_step, without_model_downloads
from project.launcher.python_environment import PythonEnvironment
from project.launcher.services import start_temporary_services
from project.launcher.terminal import LauncherError, paint, print_line

TEST_WORKERS = ["-n", "3", "--dist", "loadfile"]
"""pytest-xdist options of the suite: whole files; with three workers two compute while one waits for a process."""
WEB_TEST_WORKERS = ["-n", "2", "--dist", "loadfile"]
"""pytest-xdist options of the tests of client and pages: two workers, because browsers run beside them."""
WEB_TESTS = [
    "tests/clients/web_client.py",
    "tests/clients/web_evening.py",
    "tests/guide/web_typescript.py",
    "tests/guide/web_nextjs.py",
    "tests/pages/web_modules.py",
]
ROOT = Path(__file__).resolve().parents[2]
ALONE = "web_first_view.py"
"""It measures the first view, so it runs by its name only, beside nothing else."""
BROWSER_TESTS = sorted(
    test
    for file in (ROOT / "tests" / "pages").glob("web_*.py")
    if file.name != ALONE and (test := f"tests/pages/{file.name}") not in WEB_TESTS
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
HEADLESS_BROWSER = "chromium-headless-shell"
"""Chromium without a display: it needs a quarter less CPU, but does not support notifications."""
DEPLOY_TESTS = (
    ("nginx", "tests/deploy/real_nginx.py", "what stands at the door"),
    ("nginx", "tests/deploy/real_localhost.py", "Compose on localhost"),
    ("nginx", "tests/deploy/real_video_links.py", "segments of videos"),
    ("openssl", "tests/deploy/real_certificates.py", "the certificates' way"),
    ("systemd-analyze", "tests/deploy/real_systemd.py", "the systemd units"),
    ("kubectl", "tests/deploy/real_kubernetes.py", "the Kubernetes manifests"),
    ("pdfsig", "tests/deploy/real_pdfsig.py", "signatures of certificates in another reader"),
    ("prometheus prometheus-alertmanager", "tests/deploy/real_alerts.py", "the way of an alert to a person"),
    ("dovecot", "tests/deploy/real_mailbox.py", "the mailbox of tickets"),
    ("dovecot", "tests/deploy/real_mail_flood.py", "a thousand mails of the mailbox"),
)
"""The programs that a file needs, the file, and what it tests."""
PYTEST_FLAGS = re.compile(
    r"-[xvqsl]+|-[rn]\w+|--\w[-\w]*=.*"
    r"|--(lf|last-failed|ff|failed-first|nf|new-first|sw|stepwise|pdb|co|collect-only|create-db|reuse-db|exitfirst)"
)
"""Options of pytest that take no further argument; what follows another option may be its value."""


def command_test(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Run the tests on services of its own; slow tests only by name or with -m slow"""
    check_test_paths(paths.root, arguments)
    PythonEnvironment(paths, environ).ensure(tests=True)
    with start_temporary_services(paths, environ, durable=False) as env:
        fetch_models(paths, env)
        return run_python(
            paths,
            [
                "-m",
                "pytest",
                *choose_worker_options(arguments, TEST_WORKERS),
                *choose_marker_options(arguments),
                *arguments,
            ],
            without_model_downloads(env),
        )


def check_test_paths(root: Path, arguments: Sequence[str]) -> None:
    """Raise LauncherError when the arguments name test files or folders that do not exist."""
    if missing := [path for path in list_test_paths(arguments) if not (root / path).exists()]:
        raise LauncherError(f"There is no {' and no '.join(missing)}.", "Nothing was started. Tests lie in tests/.")


def list_test_paths(arguments: Sequence[str]) -> list[str]:
    """Return the files and folders of these arguments of pytest, once each, without the names of tests in them."""
    words = zip(["", *arguments], arguments, strict=False)
    named = (
        word.partition("::")[0]
        for before, word in words
        if not word.startswith("-") and (not before.startswith("-") or PYTEST_FLAGS.fullmatch(before))
    )
    return list(dict.fromkeys(named))


def choose_worker_options(arguments: list[str], usual: list[str]) -> list[str]:
    """Return `usual` worker options, or none when the arguments set them, need a single process or name one file.

    A file runs on one worker: the others would only make its first test wait.
    """
    paths = list_test_paths(arguments)
    if len(paths) == 1 and paths[0].endswith(".py"):
        return []
    return [] if any(re.match(r"-n|--numprocesses|--pdb|-s$|--dist", a) for a in arguments) else usual


def choose_marker_options(arguments: list[str]) -> list[str]:
    """Return pytest options that include slow tests when files or folders are named; a later -m overrides them."""
    return ["-m", ""] if any(a.startswith("tests/") for a in arguments) else []


def command_coverage(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Run the suite with coverage of all processes and check each app's floor"""
    check_test_paths(paths.root, arguments)
    PythonEnvironment(paths, environ).ensure(tests=True)
    folder = paths.root / "var" / "coverage"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    report = folder / "report.json"
    with start_temporary_services(paths, environ, durable=False) as env:
        fetch_models(paths, env)
        words: CommandLine = ["-m", "pytest", *TEST_WORKERS, "-m", "", "--cov", "--cov-report=", *arguments]
        failed = run_python(paths, words, without_model_downloads(env))
        for report_arguments in (["combine", "--quiet", "--append"], ["json", "--quiet", "-o", report]):
            run_python(paths, ["-m", "coverage", *report_arguments], without_model_downloads(env))
        return run_python(paths, ["-m", "tests.coverage_floors", report], without_model_downloads(env)) or failed


def command_test_web(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Build the TypeScript client and the pages, test them against real servers; needs Node 20"""
    check_test_paths(paths.root, arguments)
    # The test of the example is slow: it is only built when arguments are given.
    build_client(paths, environ, example=bool(arguments or environ.get("PYTEST_ADDOPTS")))
    check_pages(paths, environ)
    PythonEnvironment(paths, environ).ensure(tests=True)
    chosen = choose_marker_options(arguments) or [
        *choose_worker_options(arguments, WEB_TEST_WORKERS),
        *prepare_browser_tests(environ),
        *WEB_TESTS,
    ]
    with start_temporary_services(paths, environ, durable=False) as env:
        fetch_models(paths, env)
        shutil.rmtree(paths.root / "var" / "acts", ignore_errors=True)
        failed = run_python(paths, ["-m", "pytest", *chosen, *arguments], without_model_downloads(env))
        return failed or run_python(paths, ["-m", "tests.acts", "--performed"], env)


def prepare_browser_tests(environ: Mapping[str, str]) -> list[str]:
    """Return the browser tests; install Chromium as root if needed. Without Chromium print a note, return none."""
    own = has_program(environ, *BROWSERS)
    if ensure_installed(environ, BROWSERS, "chromium"):
        if not own:
            ensure_installed(environ, [HEADLESS_BROWSER], HEADLESS_BROWSER)
        return BROWSER_TESTS
    print_line(
        paint("NOT TESTED: the pages in a browser. ./talim test-web needs Chromium, which this machine lacks.", "33")
    )
    return []


def command_test_deploy(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Test the files in deploy/ and compose.yaml with real nginx, systemd and kubectl; needs no Docker"""
    check_test_paths(paths.root, arguments)
    ensure_installed(environ, ["nginx"], "nginx-light")
    PythonEnvironment(paths, environ).ensure(tests=True)
    chosen = choose_deploy_tests(environ)
    # Name each file: pytest skips a file whose folder is named too.
    chosen += [str(file.relative_to(paths.root)) for file in sorted((paths.root / "tests/deploy").glob("test_*.py"))]
    if any(a.startswith("tests/") for a in arguments):
        chosen = []
    with start_temporary_services(paths, environ, durable=False) as env:
        env["PATH"] += ":/usr/sbin:/sbin"
        return run_python(
            paths,
            ["-m", "pytest", *chosen, *choose_marker_options(arguments), *arguments],
            without_model_downloads(env),
        )


def choose_deploy_tests(environ: Mapping[str, str]) -> list[str]:
    """Return the tests of DEPLOY_TESTS whose programs are installed; print a note for each other one."""
    chosen: list[str] = []
    for programs, file, what in DEPLOY_TESTS:
        lacking = " and ".join(program for program in programs.split() if not has_program(environ, program))
        if lacking:
            print_line(
                paint(f"NOT TESTED: {what}. ./talim test-deploy needs {lacking}, which this machine lacks.", "33")
            )
        else:
            chosen.append(file)
    return chosen


def command_fuzz(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Call every operation with random values as every role"""
    return run_test_tool(paths, environ, ["-m", "tests.access.fuzz", *arguments], models=False)


def command_mutate(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Remove each access check in turn; a test must fail each time"""
    return run_test_tool(paths, environ, ["-m", "tests.access.mutate", *arguments], models=False)


def command_crash(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Kill every part again and again under submissions and payments, or under quizzes"""
    tools = {"speech": "tests.homework.crash", "quizzes": "tests.crash.quizzes"}
    tool = tools.get(arguments[0]) if arguments else None
    words = [tool, *arguments[1:]] if tool else ["tests.crash", *arguments]
    return run_test_tool(paths, environ, ["-m", *words], models=arguments[:1] != ["quizzes"])


def command_upgrade_check(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Check that the previous release works on this release's schema"""
    return run_test_tool(paths, environ, ["-m", "tests.upgrade_check", *arguments], models=True)


def run_test_tool(paths: CheckoutPaths, environ: dict[str, str], words: CommandLine, *, models: bool) -> int:
    """Run a long check on temporary services, with the models if needed, and return its exit status."""
    PythonEnvironment(paths, environ).ensure(tests=True)
    with start_temporary_services(paths, environ, durable=False) as env:
        if models:
            fetch_models(paths, env)
        return run_python(paths, words, without_model_downloads(env))


def command_bench(paths: CheckoutPaths, environ: dict[str, str], arguments: list[str]) -> int:
    """Measure speed on temporary services and print the tables"""
    PythonEnvironment(paths, environ).ensure(tests=True)
    with start_temporary_services(paths, environ, durable=True) as env:
        fetch_models(paths, env)
        run_setup_step(
            paths, "Migrating the database", ["manage.py", "migrate", "--no-input"], without_model_downloads(env)
        )
        return run_python(paths, ["-m", "bench", *arguments], without_model_downloads(env))
