"""The ASGI application: REST, admin and pages over HTTP, one socket at `/ws/v1/`."""

import os
import sys
from functools import partial
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")

import django
from channels.routing import ProtocolTypeRouter

django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402

from api.body_limits import BodyLimitMiddleware  # noqa: E402
from api.lane_rules import find_lane  # noqa: E402
from api.path_rules import find_declared  # noqa: E402
from project.asgi_handler import ThreadedHandler  # noqa: E402
from realtime.routing import socket_application  # noqa: E402


async def lifespan(scope: Any, receive: Any, send: Any) -> None:
    """Answer the ASGI lifespan messages; there is nothing to start or stop."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


# A thread that waits for the interpreter gets it after half a millisecond instead of 5: a short request takes the
# interpreter about twenty times, and waited each time while another thread wrote a long table.
sys.setswitchinterval(0.0005)
django_application = ThreadedHandler(find_lane=find_lane)

if "daphne" in sys.modules:  # only when daphne is the server
    from project import daphne_body_limit, daphne_head_limit, daphne_sending

    daphne_head_limit.install_head_limit()
    daphne_body_limit.install_body_limit(limit=settings.MAX_BODY_BYTES)
    daphne_sending.install_sending()

application = ProtocolTypeRouter(
    {
        "http": BodyLimitMiddleware(
            django_application,
            upload_limit=settings.MAX_BODY_BYTES,
            limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
            find_limit=partial(find_declared, "max_body"),
        ),
        "websocket": socket_application,
        "lifespan": lifespan,
    }
)
