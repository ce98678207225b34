"""What docs/platforms.md and heroku.yml tell of the platform is so: extensions, Redis by TLS, commands, stages."""

import asyncio
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
import redis
import yaml
from asgiref.sync import async_to_sync
from channels_redis.pubsub import RedisPubSubChannelLayer
from django.conf import settings
from django.contrib.postgres.operations import CreateExtension
from django.core.cache.backends.redis import RedisCache
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from apps.jobs.queues import create_redis_pool
from tests.deploy.deploy_files import list_known_variables, read_dockerfile
from tests.deploy.test_docs_match_files import unknown_commands
from tests.servers.tls_server import CertificateAuthority, start_tls_relay
from tests.services import ROOT

PAGE = (ROOT / "docs" / "platforms.md").read_text(encoding="utf-8")
HEROKU: dict[str, Any] = yaml.safe_load((ROOT / "heroku.yml").read_text(encoding="utf-8"))


def test_documented_extensions_match_the_migrations():
    migrations = MigrationLoader(connection, load=False)
    migrations.load_disk()
    steps = (step for migration in migrations.disk_migrations.values() for step in migration.operations)
    made = {step.name for step in steps if isinstance(step, CreateExtension)}
    assert made == {"btree_gist", "pg_trgm"}
    assert set(re.findall(r"CREATE EXTENSION (\w+)", PAGE)) == made
    [listed] = re.findall(r"--name azure\.extensions --value (\S+)", PAGE)
    assert set(listed.split(",")) == made


async def heard(url):
    layer = RedisPubSubChannelLayer(hosts=[{"address": url}], prefix=f"{settings.REDIS_PREFIX}:clouds")
    channel = await layer.new_channel()
    await layer.send(channel, {"type": "here"})
    message = await asyncio.wait_for(layer.receive(channel), 60)
    await layer.flush()
    return bool(message["type"] == "here")


def ask(url):
    """What each kind of client of the platform is answered."""
    return {
        RedisCache(url, {}).get("clouds", default=True),
        bool(redis.Redis(connection_pool=create_redis_pool(url)).ping()),
        async_to_sync(heard)(url),
    }


def test_redis_over_tls_works_with_each_url_form(tmp_path):
    authority, parts = CertificateAuthority(tmp_path), urlsplit(settings.ENV.redis_url)
    person = parts.netloc.rpartition("@")[0]
    certificate = authority.certificate("localhost", days=9)
    with start_tls_relay(certificate, (parts.hostname or "127.0.0.1", parts.port or 6379)) as port:
        url = f"rediss://{person}{'@' if person else ''}localhost:{port}/0"
        assert ask(f"{url}?ssl_cert_reqs=none") == {True}
        assert ask(f"{url}?ssl_ca_certs={authority.file}") == {True}
        for form in (url, f"{url.replace('localhost', '127.0.0.1')}?ssl_ca_certs={authority.file}"):
            with pytest.raises(redis.ConnectionError, match="CERTIFICATE_VERIFY_FAILED"):
                ask(form)
    assert {"ssl_cert_reqs=none", "ssl_ca_certs="} <= set(re.findall(r"ssl_\w+=(?:none)?", PAGE))


def commands():
    """What each process of heroku.yml, and the release, runs."""
    run = {
        name: process if isinstance(process, str) else " ".join(process["command"])
        for name, process in HEROKU["run"].items()
    }
    return {**run, "release": " ".join(HEROKU["release"]["command"])}


def test_heroku_file_names_existing_stages_and_commands():
    stages = re.findall(r"^FROM \S+ AS (\S+)$", read_dockerfile("Dockerfile"), re.MULTILINE)
    images = HEROKU["build"]["docker"]
    assert {image["target"] for image in images.values()} == {"platform", "speech"} <= set(stages)
    used = {process["image"] for process in [HEROKU["release"], *HEROKU["run"].values()] if isinstance(process, dict)}
    assert used == set(images)
    assert set(commands()) == {"web", "worker", "scheduler", "media", "speech", "release"}
    assert list(unknown_commands("\n".join(commands().values()))) == []
    assert "manage.py migrate --no-input" in commands()["release"]
    for command in commands().values():
        assert 'REDIS_URL="$REDIS_URL?ssl_cert_reqs=none" ' in command.split("python manage.py")[0]


def test_heroku_variables_exist():
    arguments = " ".join(re.findall(r"heroku config:set (.*)", PAGE.replace("\\\n", " ")))
    names = set(re.findall(r"(?:^| )([A-Z][A-Z0-9_]+)=", arguments))
    assert names - list_known_variables() == {"PGSSLMODE"}
    assert {"SECRET_KEY", "S3_BUCKET", "EMAIL_HOST", "BACKUP_TO"} <= names
