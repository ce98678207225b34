"""Lets programs outside of Python (browser and Node tests) call methods of a test over HTTP."""

import json
from contextlib import contextmanager

from django.db import connection

from tests.servers.local_server import LocalRequest, LocalServer, run_server


@contextmanager
def serve_methods(stage):
    """Serve the public methods of an object: `POST /<method>` with the arguments as JSON. Yield the address."""

    class Door(LocalRequest):
        def answer(self):
            arguments = json.loads(self.read_body() or b"{}")
            try:
                status, answer = 200, getattr(stage, self.path.strip("/"))(**arguments)
            except Exception as error:
                status, answer = 500, repr(error)
            finally:
                connection.close()
            self.send_json(status, answer)

    with run_server(LocalServer(Door)) as server:
        yield server.url
