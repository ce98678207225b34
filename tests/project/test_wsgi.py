"""Hosts that speak only WSGI get the same REST."""

import json
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest


@pytest.mark.django_db(transaction=True)
def test_wsgi_application_answers_rest():
    from project.wsgi import application

    environ = {}
    setup_testing_defaults(environ)
    environ |= {"PATH_INFO": "/api/v1/settings/public/", "HTTP_HOST": "localhost", "QUERY_STRING": ""}
    started = []
    answer = validator(application)(environ, lambda status, headers, exc_info=None: started.append(status))
    body = b"".join(answer)
    answer.close()
    assert started == ["200 OK"]
    assert "languages" in json.loads(body)
