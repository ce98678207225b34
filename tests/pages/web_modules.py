"""The pages' modules that need no browser, by Node's own test runner: `./talim test-web tests/pages/web_modules.py`."""

import subprocess

from tests.process_forker import ROOT

BUILT = ROOT / "clients" / "pages" / "dist" / "test"


def test_page_modules_in_node():
    """What each of them is stands in clients/pages/test."""
    files = sorted(BUILT.glob("*.test.js"))
    assert files, "The pages are not built: run ./talim test-web"
    done = subprocess.run(
        ["node", "--test", "--test-reporter=spec", *files],
        cwd=BUILT.parents[1],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
