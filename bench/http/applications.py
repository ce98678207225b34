"""The ASGI applications that are compared: `python -m bench.http.applications NAME PORT`."""

import json
import os
import sys
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


APPLICATIONS = {"bare": build_bare_application, "served": build_product_application, "stock": build_django_application}

if __name__ == "__main__":
    name, port = sys.argv[1:]
    uvicorn.run(APPLICATIONS[name], factory=True, **build_uvicorn_options("127.0.0.1", int(port)))
