"""The guide's examples in curl, run as they stand."""

import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.guide import guide_pages
from tests.guide.guide_server import start_guide_server


def play(page: guide_pages.GuidePage, *, folder: Path, env: Mapping[str, str]) -> list[str]:
    """Run the page's blocks one after the other; what went wrong."""
    folder.mkdir()
    for name, code in guide_pages.collect_titled_files("bash").items():
        (folder / name).write_text(code, encoding="utf-8")
    script = "".join(
        f"echo $'\\n{guide_pages.MARK}{n}'\n{block.code}" for n, block in enumerate(page.get_blocks("bash"))
    )
    (folder / "page.sh").write_text(script, encoding="utf-8")
    return guide_pages.run_page(page, "bash", "bash", "-eu", "page.sh", folder=folder, env=env)


@pytest.mark.slow  # 51 s
def test_every_curl_example_runs_and_prints_as_documented(transactional_db, processes, tmp_path):
    assert shutil.which("curl"), "curl is not installed: the guide's examples need it"
    every = guide_pages.read_all_guide_pages()
    assert all(page.get_blocks("bash") for page in every)
    with start_guide_server(processes) as env, ThreadPoolExecutor(2) as pool:
        result = pool.map(lambda page: play(page, folder=tmp_path / page.name, env=env), every)
        wrong = [line for lines in result for line in lines]
    assert not wrong, "\n\n".join(wrong)


def test_failing_example_and_wrong_output_are_reported(tmp_path):
    """Neither needs a server."""
    page = tmp_path / "page.md"
    page.write_text("```bash\necho one two\n```\n\n```text\none …\n```\n", encoding="utf-8")
    good = guide_pages.read_guide_page(page)
    assert play(good, folder=tmp_path / "good", env={}) == []
    page.write_text(page.read_text(encoding="utf-8").replace("one two", "two"), encoding="utf-8")
    assert "but prints" in play(guide_pages.read_guide_page(page), folder=tmp_path / "other", env={})[0]
    page.write_text("```bash\nfalse\n```\n", encoding="utf-8")
    assert "ended with 1" in play(guide_pages.read_guide_page(page), folder=tmp_path / "failing", env={})[0]
