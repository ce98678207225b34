"""Private PostgreSQL and Valkey servers for tests that kill, flush or fill one.

`with start_private_valkey() as valkey:` starts a server: `valkey.url`, `valkey.pid`,
`valkey.command("FLUSHALL")`, `valkey.kill()` (kill -9), `valkey.start()` (same port, same data).
`start_private_postgres()` gives the same with `postgres.run_sql("talim", "SELECT …")`.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from project.launcher.checkout_paths import find_checkout_paths
from project.launcher.embedded import EmbeddedPostgres, EmbeddedServer, EmbeddedValkey
from project.launcher.server_home import ServerHome

ROOT = Path(__file__).resolve().parent.parent
Server = TypeVar("Server", bound=EmbeddedServer)


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
    with _start_private(EmbeddedValkey, durable, program=make_server_home().find_programs().valkey) as server:
        yield server


@contextmanager
def start_private_postgres(*, durable: bool = True) -> Iterator[EmbeddedPostgres]:
    """Start a PostgreSQL server for the block. `durable` keeps fsync on."""
    with _start_private(EmbeddedPostgres, durable, programs=make_server_home().find_programs().postgres) as server:
        yield server


@contextmanager
def _start_private(server_class: Callable[..., Server], durable: bool, **programs: Path | None) -> Iterator[Server]:
    owner = make_server_home().owner
    with make_private_folder() as folder:
        log = folder / "server.log"
        server = server_class(folder / "data", password="test", log=log, owner=owner, durable=durable, **programs)
        try:
            server.start()
            yield server
        finally:
            server.stop()
