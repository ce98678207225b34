"""PostgreSQL that is not kept can be reached by a Unix socket too, where the way to it is short enough for one."""

import tempfile
from pathlib import Path

import psycopg

from project.launcher.embedded import EmbeddedPostgres
from tests.services import make_server_home, start_private_postgres


def test_temporary_database_has_a_unix_socket(monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", "/tmp")
    with start_private_postgres(durable=False) as server:
        way = {"port": server.port, "user": "talim", "password": server.password, "dbname": "talim"}
        for host, address in ((str(server.socket_folder), None), ("127.0.0.1", "127.0.0.1")):
            with psycopg.connect(host=host, **way) as link:
                assert link.execute("SELECT host(inet_server_addr())").fetchone() == (address,)


def test_durable_or_too_deep_database_has_no_unix_socket(tmp_path):
    words = {"programs": make_server_home().find_programs().postgres, "password": "test", "log": tmp_path / "log"}

    def door(data, *, durable):
        return EmbeddedPostgres(data, **words, durable=durable).socket_folder

    assert door(Path("/tmp/pg"), durable=True) is None
    assert door(Path("/tmp/pg"), durable=False) == Path("/tmp/pg")
    assert door(Path("/tmp", "deep" * 25, "pg"), durable=False) is None
    assert door(Path("/tmp", "ʻ" * 45, "pg"), durable=False) is None, "bytes count, not letters"
    assert door(Path("/tmp/one,two"), durable=False) is None, "PostgreSQL takes several folders, with commas between"
