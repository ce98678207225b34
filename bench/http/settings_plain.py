"""Django with nothing in front of its views: no middleware, the bench's own addresses."""

from project.settings import *  # noqa: F403

MIDDLEWARE = []
ROOT_URLCONF = "bench.http.urls_plain"
