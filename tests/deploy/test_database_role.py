"""What a PostgreSQL is given at its first start, in a container or on a cloud: a role that owns its database alone."""

import os
import subprocess

import pytest

from tests.deploy.deploy_files import read_compose_file
from tests.services import ROOT, start_private_postgres

SCRIPT = ROOT / "deploy" / "kubernetes" / "components" / "data" / "talim.sql"
PASSWORD = "of-the-platform"


class Server:
    """A PostgreSQL as the image has it: one superuser, `postgres`, with the password that the image was given.

    And `admin`, as clouds give one out: no superuser.
    """

    def __init__(self, server):
        self._server = server
        for statement in (
            f"CREATE ROLE postgres SUPERUSER LOGIN PASSWORD '{PASSWORD}'",
            f"CREATE ROLE admin CREATEDB CREATEROLE LOGIN PASSWORD '{PASSWORD}'",
            "ALTER DATABASE talim RENAME TO other",
        ):
            server.run_sql("postgres", statement)
        self.done("postgres", "postgres", "-c", "ALTER ROLE talim RENAME TO other")

    def done(self, person, database, *words):
        """psql as the image calls it; what it says, an error if it fails."""
        flags = f"-X -At -v ON_ERROR_STOP=1 -h 127.0.0.1 -p {self._server.port} -U {person} -d {database}".split()
        env = {"PATH": os.environ["PATH"], "PGPASSWORD": PASSWORD, "POSTGRES_PASSWORD": PASSWORD}
        command = [self._server.programs / "psql", *flags, *words]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture(scope="module")
def server():
    with start_private_postgres(durable=False) as started:
        made = Server(started)
        assert made.done("postgres", "postgres", "-c", "SELECT 1") == "1", "the control of what is refused below"
        made.done("postgres", "postgres", "-f", str(SCRIPT))
        yield made


def test_platform_role_owns_its_database_and_nothing_else(server):
    def ask(statement):
        return server.done("talim", "talim", "-c", statement)

    may = "rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls"
    assert ask(f"SELECT {may} FROM pg_roles WHERE rolname = current_user") == "f"
    assert ask("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'talim'") == "talim"
    ask("CREATE TABLE mine (id int)")
    for extension in ("btree_gist", "pg_trgm"):
        ask(f"CREATE EXTENSION {extension}")
    with pytest.raises(subprocess.CalledProcessError):
        ask("COPY (SELECT 1) TO PROGRAM 'cat'")


def test_superuser_cannot_sign_in_over_the_network(server):
    with pytest.raises(subprocess.CalledProcessError):
        server.done("postgres", "postgres", "-c", "SELECT 1")


def test_container_database_has_no_other_login_role():
    postgres = read_compose_file()["services"]["postgres"]
    assert "POSTGRES_USER" not in postgres["environment"]
    assert f"./{SCRIPT.relative_to(ROOT)}:/docker-entrypoint-initdb.d/{SCRIPT.name}:ro" in postgres["volumes"]


def test_cloud_administrator_without_superuser_can_create_the_role(server, tmp_path):
    page = (ROOT / "docs" / "platforms.md").read_text(encoding="utf-8")
    block = page.partition("<<'SQL'\n")[2].partition("\nSQL\n")[0]
    sql_file = tmp_path / "cloud.sql"
    sql_file.write_text(block.replace("'PASSWORD'", f"'{PASSWORD}'").replace("talim", "cloud"), encoding="utf-8")
    server.done("admin", "postgres", "-f", str(sql_file))
    asked = "SELECT rolsuper OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = current_user"
    assert server.done("cloud", "cloud", "-c", asked) == "f"
    made = "SELECT string_agg(extname, ' ' ORDER BY extname) FROM pg_extension WHERE extname <> 'plpgsql'"
    output = server.done("cloud", "cloud", "-c", "CREATE TABLE mine (id int)", "-c", made)
    assert output.splitlines()[-1] == "btree_gist pg_trgm"
