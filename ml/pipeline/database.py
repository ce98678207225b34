"""The database as the pipeline sees it: `ML_DB_HOST`, `ML_DB_PORT`, `ML_DB_NAME`, `ML_DB_USER`, `ML_DB_PASSWORD`."""

import os
from collections.abc import Mapping
from typing import Any

import psycopg

Link = psycopg.Connection[tuple[Any, ...]]


def connect(environment: Mapping[str, str] = os.environ) -> Link:
    """Return a connection of the role; each step commits by itself. Raise KeyError where a variable is missing, except
    the port.
    """
    return psycopg.connect(
        host=environment["ML_DB_HOST"],
        port=environment.get("ML_DB_PORT", "5432"),
        dbname=environment["ML_DB_NAME"],
        user=environment["ML_DB_USER"],
        password=environment["ML_DB_PASSWORD"],
        application_name="talim pipeline",
    )
