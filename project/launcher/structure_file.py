"""The head of `project/structure.sql`: the migrations that it was written from, and whether it was changed by hand."""

import hashlib
import re
from pathlib import Path

NAME = "project/structure.sql"


def read_head(text: str) -> tuple[str, str]:
    """Return the hash of the migrations and that of the statements; empty texts without a head."""
    match = re.search(r"^-- migrations (\w+) statements (\w+)$", text, re.MULTILINE)
    return (match[1], match[2]) if match else ("", "")


def hash_migrations(root: Path) -> str:
    """Return a hash of the files of all migrations of our apps."""
    digest = hashlib.sha256()
    for file in sorted(root.glob("apps/*/migrations/*.py")):
        digest.update(str(file.relative_to(root)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def hash_statements(text: str) -> str:
    """Return a hash of the lines without the comments."""
    statements = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    return hashlib.sha256(statements.encode()).hexdigest()[:16]


def is_structure_usable(root: Path) -> bool:
    """Return whether `structure.sql` was written from the migrations as they are now, and is as it was written."""
    file = root / NAME
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    return read_head(text) == (hash_migrations(root), hash_statements(text))
