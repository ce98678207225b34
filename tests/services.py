"""Private PostgreSQL and Valkey servers for tests that kill, flush or fill one.

`with private_valkey() as valkey:` starts a server: `valkey.url`, `valkey.pid`,
`valkey.command("FLUSHALL")`, `valkey.kill()` (kill -9), `valkey.start()` (same port, same data).
`private_postgres()` gives the same with `postgres.sql("talim", "SELECT …")`.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from project.launcher.embedded import Postgres, Valkey
from project.launcher.places import find_places
from project.launcher.service_home import ServiceHome

ROOT = Path(__file__).resolve().parent.parent


def server_home() -> ServiceHome:
    """Return programs and account for servers, from the environment that runs the tests."""
    places = find_places({**os.environ, "TALIM_VENV": sys.prefix})
    places.make()
    return ServiceHome(places)


@contextmanager
def private_folder() -> Iterator[Path]:
    """Create a folder that the servers' account can read, also when root runs the tests; delete it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="talim-private-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def private_valkey(*, durable: bool = True) -> Iterator[Valkey]:
    """Start a Valkey server for the block. `durable` keeps its append-only file."""
    home = server_home()
    with private_folder() as folder:
        server = Valkey(
            folder / "valkey",
            program=home.programs().valkey,
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
def private_postgres(*, durable: bool = True) -> Iterator[Postgres]:
    """Start a PostgreSQL server for the block. `durable` keeps fsync on."""
    home = server_home()
    with private_folder() as folder:
        server = Postgres(
            folder / "pg",
            programs=home.programs().postgres,
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
