"""An empty platform on a PostgreSQL and a Redis of its own, both of which may be killed."""

import os
import signal
import sys
from contextlib import contextmanager

from tests.services import start_private_postgres, start_private_valkey


@contextmanager
def start_platform():
    """Start both servers for the block, set Django up on them and migrate; yield the servers by their names.

    Import what needs Django only within the block. SIGTERM ends the block too.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # unwind: the processes must not outlive us
    with start_private_postgres() as postgres, start_private_valkey() as redis:
        os.environ |= {"DATABASE_URL": postgres.url, "TEST_DATABASE_SOCKET": str(postgres.socket_folder or "")}
        os.environ |= {"REDIS_URL": redis.url, "DATABASE_POOL_SIZE": "4"}
        import django

        import tests.settings  # noqa: F401

        django.setup()
        from django.core.management import call_command

        from apps.jobs.lease_renewer import use_unpooled_connections

        use_unpooled_connections()
        call_command("migrate", verbosity=0, interactive=False)
        yield {"postgres": postgres, "redis": redis}
