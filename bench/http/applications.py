"""The ASGI applications that are compared: `python -m bench.http.applications NAME PORT`."""

import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn

from project.uvicorn_options import build_uvicorn_options


def read_answer() -> bytes:
    """Return the product's answer, which the bench saved to a file."""
    return Path(os.environ["BENCH_ANSWER"]).read_bytes()


def read_answer_rows() -> dict[str, Any]:
    """Return the saved answer as plain values."""
    rows: dict[str, Any] = json.loads(read_answer())
    return rows


def build_bare_application() -> Any:
    """Return a minimal ASGI application."""
    body = read_answer()
    head = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]

    async def application(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": head})
        await send({"type": "http.response.body", "body": body})

    return application


def build_product_application() -> Any:
    """Return the product's ASGI handler with the configured settings."""
    import django

    django.setup(set_prefix=False)
    from project.asgi_handler import ThreadedHandler

    return ThreadedHandler()


def build_django_application() -> Any:
    """Return Django's own ASGI handler with the configured settings."""
    from django.core.asgi import get_asgi_application

    return get_asgi_application()


def use_orm_queries() -> None:
    """Have the ORM build the SQL of every lookup."""
    from apps.core.compiled_queries import CompiledQuery

    CompiledQuery.get_first = lambda self, *values: self._make(*values).first()  # type: ignore[method-assign]


def use_ninja_getter() -> None:
    """Have Ninja's own getter read every field of an answer."""
    from ninja.schema import DjangoGetter

    from api import base_schemas as base

    base.PlainGetter = DjangoGetter  # type: ignore[misc, assignment]
    classes: list[Any] = [base.Out]
    while classes:
        schema = classes.pop()
        schema._ninja_resolvers = {**schema._ninja_resolvers, "": None}  # with a resolver, fields are not read directly
        classes += schema.__subclasses__()


def use_django_pool() -> None:
    """Take connections from Django's own pool (psycopg_pool)."""
    from django.conf import settings

    settings.DATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"


def use_ninja_json() -> None:
    """Have Ninja write answers, with the standard library's JSON."""
    from ninja.renderers import JSONRenderer

    from api import app

    app.api.renderer = JSONRenderer()


PARTS = {"orm": use_orm_queries, "getter": use_ninja_getter, "pool": use_django_pool, "json": use_ninja_json}
"""Parts of the product that are there for speed, with the function that puts the framework's way in their place."""


def build_product_without(part: str) -> Any:
    """Return the product's application with the framework's way in place of one part."""
    import django

    if part == "pool":
        use_django_pool()
    django.setup(set_prefix=False)
    if part != "pool":
        PARTS[part]()
    from project.asgi_handler import ThreadedHandler

    return ThreadedHandler()


def build_product_without_limits() -> Any:
    """Return the product's application that lets every request through."""
    application = build_product_application()
    from apps.accounts import rate_limits

    free = rate_limits.Quota(limit=1, seconds=1, left=1, resets_in=1, wait=0)

    def let_through(self: Any, limits: Any) -> rate_limits.Quota:
        return free

    rate_limits._Counters.count = let_through  # type: ignore[method-assign]
    return application


APPLICATIONS = {"bare": build_bare_application, "served": build_product_application, "stock": build_django_application}
APPLICATIONS |= {"unlimited": build_product_without_limits, "unbounded": build_product_application}
APPLICATIONS |= {part: partial(build_product_without, part) for part in PARTS}

if __name__ == "__main__":
    name, port = sys.argv[1:]
    options = build_uvicorn_options("127.0.0.1", int(port))
    if name == "unbounded":
        options["http"] = "httptools"
    uvicorn.run(APPLICATIONS[name], factory=True, **options)
