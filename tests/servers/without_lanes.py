"""The product without its lanes, as `uvicorn tests.servers.without_lanes:application`: for controls."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")

import django

django.setup(set_prefix=False)

from project.asgi_handler import ThreadedHandler  # noqa: E402

application = ThreadedHandler()
