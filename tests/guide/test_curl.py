"""The guide's examples in curl, run as they stand."""

import shutil
import subprocess
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.guide import pages
from tests.guide.stage import stage
from tests.processes import Processes, processes  # noqa: F401

SECONDS = 300


def play(page: pages.Page, *, folder: Path, env: Mapping[str, str]) -> list[str]:
    """Run the page's blocks one after the other; what went wrong."""
    folder.mkdir()
    for name, code in pages.kept("bash").items():
        (folder / name).write_text(code, encoding="utf-8")
    script = "".join(f"echo $'\\n{pages.MARK}{n}'\n{block.code}" for n, block in enumerate(page.of("bash")))
    (folder / "page.sh").write_text(script, encoding="utf-8")
    done = subprocess.run(
        ["bash", "-eu", "page.sh"], cwd=folder, env=env, capture_output=True, text=True, timeout=SECONDS
    )
    if done.returncode:
        return [f"{page.path.name} ended with {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"]
    return pages.differences(page, "bash", done.stdout)


def test_every_curl_example_runs_and_prints_as_documented(
    transactional_db: None,
    processes: Processes,  # noqa: F811
    tmp_path: Path,
) -> None:
    assert shutil.which("curl"), "curl is not installed: the guide's examples need it"
    every = pages.pages()
    assert all(page.of("bash") for page in every)
    with stage(processes) as env, ThreadPoolExecutor(2) as pool:
        found = pool.map(lambda page: play(page, folder=tmp_path / page.name, env=env), every)
        wrong = [line for lines in found for line in lines]
    assert not wrong, "\n\n".join(wrong)


def test_failing_example_and_wrong_output_are_reported(tmp_path: Path) -> None:
    """Neither needs a server."""
    page = tmp_path / "page.md"
    page.write_text("```bash\necho one two\n```\n\n```text\none …\n```\n", encoding="utf-8")
    good = pages.read(page)
    assert play(good, folder=tmp_path / "good", env={}) == []
    page.write_text(page.read_text(encoding="utf-8").replace("one two", "two"), encoding="utf-8")
    assert "but prints" in play(pages.read(page), folder=tmp_path / "other", env={})[0]
    page.write_text("```bash\nfalse\n```\n", encoding="utf-8")
    assert "ended with 1" in play(pages.read(page), folder=tmp_path / "failing", env={})[0]
