"""Private PostgreSQL and Valkey servers for tests that kill, flush or fill one.

`with start_private_valkey() as valkey:` starts a server: `valkey.url`, `valkey.pid`,
`valkey.command("FLUSHALL")`, `valkey.kill()` (kill -9), `valkey.start()` (same port, same data).
`start_private_postgres()` gives the same with `postgres.run_sql("talim", "SELECT …")`.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from project.launcher.checkout_paths import find_checkout_paths
from project.launcher.embedded import EmbeddedPostgres, EmbeddedValkey
from project.launcher.server_home import ServerHome

ROOT = Path(__file__).resolve().parent.parent


def make_server_home() -> ServerHome:
    """Return programs and account for servers, from the environment that runs the tests."""
    places = find_checkout_paths({**os.environ, "TALIM_VENV": sys.prefix})
    places.create_folders()
    return ServerHome(places)


@contextmanager
def make_private_folder() -> Iterator[Path]:
    """Create a folder that the servers' account can read, also when root runs the tests; delete it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="talim-private-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def start_private_valkey(*, durable: bool = True) -> Iterator[EmbeddedValkey]:
    """Start a Valkey server for the block. `durable` keeps its append-only file."""
    home = make_server_home()
    with make_private_folder() as folder:
        server = EmbeddedValkey(
            folder / "valkey",
            program=home.find_programs().valkey,
            password="test",
            log=folder / "valkey.log",
            owner=home.owner,
            durable=durable,
        )
        try:
            server.start()
            yield server
        finally:
            server.stop()


@contextmanager
def start_private_postgres(*, durable: bool = True) -> Iterator[EmbeddedPostgres]:
    """Start a PostgreSQL server for the block. `durable` keeps fsync on."""
    home = make_server_home()
    with make_private_folder() as folder:
        server = EmbeddedPostgres(
            folder / "pg",
            programs=home.find_programs().postgres,
            password="test",
            log=folder / "postgres.log",
            owner=home.owner,
            durable=durable,
        )
        try:
            server.start()
            yield server
        finally:
            server.stop()
