"""Private PostgreSQL and Valkey servers for tests that kill, flush or fill one, and the launcher as a module.

`with private_valkey() as valkey:` gives a server of the test's own: `valkey.url`, `valkey.pid`,
`valkey.command("FLUSHALL")`, `valkey.kill()` (kill -9), `valkey.start()` (same port, same data).
`private_postgres()` gives the same with `postgres.sql("talim", "SELECT …")`.
"""

import importlib.machinery
import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@cache
def launcher() -> ModuleType:
    """The file `talim` as a module."""
    loader = importlib.machinery.SourceFileLoader("talim_launcher", str(ROOT / "talim"))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[loader.name] = module  # dataclasses look themselves up there
    writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = writes
    return module


def server_home() -> Any:
    """Programs and account for servers, from the environment that runs the tests."""
    talim = launcher()
    places = talim.find_places({**os.environ, "TALIM_VENV": sys.prefix})
    places.make()
    return talim.ServiceHome(places)


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder that the servers' account can reach, also when root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="talim-private-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def private_valkey(*, durable: bool = True) -> Iterator[Any]:
    """A started Valkey of the test's own, removed afterwards. `durable` keeps its append-only file."""
    home = server_home()
    with private_folder() as folder:
        server = launcher().Valkey(
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
def private_postgres(*, durable: bool = True) -> Iterator[Any]:
    """A started PostgreSQL of the test's own, stopped and removed afterwards. `durable` keeps fsync on."""
    home = server_home()
    with private_folder() as folder:
        server = launcher().Postgres(
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
