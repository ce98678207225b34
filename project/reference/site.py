"""The documentation site: `python -m project.reference.site [--serve]` builds `docs/` into `var/site` and checks it.

The build fails on a page that is not in the navigation, a broken link or anchor, and anything that a browser would
load from another host. Links in README.md and the other pages of the repository's root are checked too.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SITE = ROOT / "var" / "site"
EXTERNAL_RESOURCE = re.compile(
    r"""<(?:script|img|iframe|source|audio|video)\b[^>]*\bsrc=["'](?:https?:)?//|<link\b[^>]*\bhref=["'](?:https?:)?//"""
)
EXTERNAL_STYLE = re.compile(r"""url\(["']?(?:https?:)?//""")
LINK = re.compile(r"\]\((?P<to>[^)\s#]+)(?:#[^)\s]*)?\)")
ROOT_PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "CODE_OF_CONDUCT.md")


def build_docs_site() -> int:
    """Build and check the site, print each problem, and return the exit status."""
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    # Not `--quiet`: warnings that are not printed are not counted by `--strict`.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    built = subprocess.run(command, cwd=ROOT, env=quiet, check=False, capture_output=True, text=True)  # noqa: S603
    if built.returncode:
        sys.stdout.write(built.stderr)
        return 1
    problems = [*_find_external_resources(), *_find_broken_links()]
    sys.stdout.writelines(f"{line}\n" for line in problems)
    if not problems:
        sys.stdout.write(f"{len(list(SITE.rglob('*.html')))} pages in {SITE.relative_to(ROOT)}\n")
    return 1 if problems else 0


def _find_external_resources() -> Iterator[str]:
    for page in sorted(SITE.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        if EXTERNAL_RESOURCE.search(text):
            yield f"{page.relative_to(SITE)} loads something from another host"
        # The theme's script fetches Mermaid from a public host as soon as a page holds such a drawing.
        if 'class="mermaid"' in text or "language-mermaid" in text:
            yield f"{page.relative_to(SITE)} holds a Mermaid drawing: draw it beside docs/pictures/*.dot"
    for style in sorted(SITE.rglob("*.css")):
        if EXTERNAL_STYLE.search(style.read_text(encoding="utf-8")):
            yield f"{style.relative_to(SITE)} loads something from another host"


def _find_broken_links() -> Iterator[str]:
    for name in ROOT_PAGES:
        page = ROOT / name
        if not page.exists():
            continue
        for match in LINK.finditer(page.read_text(encoding="utf-8")):
            to = match["to"]
            if "://" not in to and not to.startswith("mailto:") and not (page.parent / to).exists():
                yield f"{name} links to {to}, which is not there"


if __name__ == "__main__":
    if "--serve" in sys.argv:
        os.execv(sys.executable, [sys.executable, "-m", "mkdocs", "serve"])  # noqa: S606
    sys.exit(build_docs_site())
