"""Thirty pupils sign in at one moment from one address, again and again."""

import json

from django.contrib.auth.hashers import make_password

from apps.accounts.models import User
from bench.abuse.attack import Attack, People, Request, send_repeatedly

PARALLEL = 30
PASSWORD = "uzum-bog'i-2026"
HEADERS = {"Content-Type": "application/json"}


def _prepare(people: People) -> list[Request]:
    pupils = people.pupils[:PARALLEL]
    User.objects.filter(pk__in=[pupil.pk for pupil in pupils]).update(password=make_password(PASSWORD))
    bodies = [json.dumps({"login": pupil.email, "password": PASSWORD}).encode() for pupil in pupils]
    return [Request("POST", "/api/v1/auth/login/", HEADERS, body) for body in bodies]


ATTACK = Attack(f"{PARALLEL} pupils sign in at one moment", _prepare, send_repeatedly, control="served")
