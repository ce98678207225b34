"""The WSGI application: REST, admin and pages, without `/ws/`.

Production runs `project.asgi`. This module is for hosts that speak only WSGI. There the server in front limits the size
of requests, and a server of `project.asgi` serves the sockets.
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")

application = get_wsgi_application()
