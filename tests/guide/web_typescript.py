"""The guide's examples in TypeScript: type-checked as they stand, then run by Node. `./talim test-web` runs this file.

They need a database of their own, as what curl has done would be done already.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.clients.client_test_server import CLIENT
from tests.guide import guide_pages
from tests.guide.guide_server import start_guide_server

BUILT = CLIENT / "dist" / "guide"
"""Inside of the client's package, where `@talim/client` is found."""


def compile_pages(every: list[guide_pages.GuidePage]) -> None:
    """Write each page as a module that says where each block begins, and compile all of them."""
    shutil.rmtree(BUILT, ignore_errors=True)
    (BUILT / "pages").mkdir(parents=True)
    for name, code in guide_pages.collect_titled_files("ts").items():
        (BUILT / "pages" / name).write_text(code, encoding="utf-8")
    for page in every:
        code = "".join(
            f"console.log({json.dumps(guide_pages.MARK + str(n))});\n{block.code}"
            for n, block in enumerate(page.get_blocks("ts"))
        )
        (BUILT / "pages" / f"{page.name}.ts").write_text(code, encoding="utf-8")
    options = {"noEmit": False, "rootDir": "pages", "outDir": "out", "declaration": False, "noUnusedLocals": True}
    values = {"extends": "../../tsconfig.json", "compilerOptions": options, "include": ["pages"]}
    (BUILT / "tsconfig.json").write_text(json.dumps(values), encoding="utf-8")
    words = ["node", "node_modules/typescript/bin/tsc", "--project", str(BUILT)]
    done = subprocess.run(words, cwd=CLIENT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def play(page: guide_pages.GuidePage, *, folder: Path, env: Mapping[str, str]) -> list[str]:
    """Run the page's module; what went wrong."""
    words = ("node", "--enable-source-maps", str(BUILT / "out" / f"{page.name}.js"))
    return guide_pages.run_page(page, "ts", *words, folder=folder, env=env)


def test_every_typescript_example_compiles_and_prints_as_documented(transactional_db, processes, tmp_path):
    every = [page for page in guide_pages.read_all_guide_pages() if page.get_blocks("ts")]
    assert len(every) == len(guide_pages.read_all_guide_pages())
    compile_pages(every)
    with start_guide_server(processes) as env, ThreadPoolExecutor(2) as pool:
        result = pool.map(lambda page: play(page, folder=tmp_path, env={**os.environ, **env}), every)
        wrong = [line for lines in result for line in lines]
    assert not wrong, "\n\n".join(wrong)
