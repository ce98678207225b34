"""Factories of all tests: users, a course, groups, and an API client that is signed in as one of them.

Plain functions; `tests/conftest.py` makes fixtures of them. Users have no password (Argon2id is slow on purpose): a
client gets a real session without one.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache, partialmethod
from typing import Any

from django.core.signals import setting_changed
from django.db import transaction
from django.dispatch import receiver
from django.test import Client
from django.test.client import ClientHandler
from django.utils import timezone

from apps.accounts import passwords, services, tokens
from apps.accounts.models import Session, User
from apps.accounts.services.sessions import SESSION_LIFETIME
from apps.accounts.services.users import clean_user_values, set_search_names
from apps.core.number_series import take_numbers
from apps.core.permissions import STAFF, Role
from apps.courses.models import Course, Group, Membership
from apps.settings.models import Branch

API_ROOT = "/api/v1"


@dataclass(frozen=True)
class ApiResponse:
    """A response: status, parsed JSON (None without), headers in lower case, raw bytes."""

    status: int
    json: Any
    headers: dict[str, str]
    content: bytes

    @property
    def refusal(self):
        """Status and error code of a refused request."""
        return self.status, self.json["code"]

    @property
    def refused_fields(self):
        """Status and the names of the fields for which a request was refused."""
        return self.status, list(self.json["fields"])

    def check_refused(self, status, code=None, *, field=None):
        """Assert that the request was refused with this status, with this code, and on this field alone."""
        assert self.status == status, self.json
        assert code in (None, self.json["code"]), self.json
        assert field is None or list(self.json["fields"]) == [field], self.json


MIDDLEWARE_SETTINGS = (
    "CSRF_", "DEBUG", "FORCE_SCRIPT_NAME", "INSTALLED_APPS", "MIDDLEWARE", "SECURE_", "SESSION_", "STATIC",
    "WHITENOISE_",
)  # fmt: skip
"""Prefixes of settings that middleware reads when it is created; it reads all others for each request."""


@cache
def _get_handler():
    """Return the handler with its middleware, created once and again when a test changes a setting of `SET_UP_WITH`.

    Creating it scans the static files, which takes longer than most requests.
    """
    handler = ClientHandler(enforce_csrf_checks=False)
    handler.load_middleware()
    return handler


@receiver(setting_changed)
def _reset_handler(*, setting, **_more):
    if setting.startswith(MIDDLEWARE_SETTINGS):
        _get_handler.cache_clear()


def make_django_client(*, address="127.0.0.1"):
    """Return Django's test client with the shared handler."""
    client = Client(REMOTE_ADDR=address)
    client.handler = _get_handler()
    return client


class ApiClient:
    """A client of the REST API, signed in or anonymous. Paths are relative to `/api/v1`. It asserts nothing.

    `json` is sent as a JSON body; `form` and `files` together as multipart; `headers` as they are. Answers are in
    English unless `Accept-Language` or, for a signed-in person, their own language says otherwise.
    """

    def __init__(self, *, token=None, session=None, address="127.0.0.1"):
        self.token = token
        self.session = session
        self._client = make_django_client(address=address)

    def get(self, path, query=None, **more):
        return self.request("GET", path, query=query, **more)

    def request(
        self, method, path, json=None, *, form=None, files=None, query=None, headers=None, idempotency_key=None
    ):
        sent = {"Accept-Language": "en", **(headers or {})}
        if self.token is not None:
            sent.setdefault("Authorization", f"Bearer {self.token}")
        if idempotency_key is not None:
            sent["Idempotency-Key"] = idempotency_key
        nothing = {"data": b"", "content_type": "application/json"} if method == "POST" else {}
        body = self._body(json, form, files) or nothing
        url = path if path.startswith(API_ROOT) else API_ROOT + path
        send = getattr(self._client, method.lower())
        return _to_api_response(send(url, headers=sent, query_params=query, **body))

    post = partialmethod(request, "POST")
    put = partialmethod(request, "PUT")
    patch = partialmethod(request, "PATCH")
    delete = partialmethod(request, "DELETE")

    @staticmethod
    def _body(json_body, form, files):
        if form is not None or files is not None:
            return {"data": {**(form or {}), **(files or {})}}
        if json_body is not None:
            return {"data": json.dumps(json_body), "content_type": "application/json"}
        return {}


def browser_of(user, **headers):
    """A browser in which this person, as stored now, is signed in to Django's admin."""
    browser = Client(headers=headers)
    browser.handler = _get_handler()
    browser.force_login(User.objects.get(pk=user.pk), backend="apps.accounts.backends.LoginBackend")
    return browser


def _to_api_response(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    is_json = response.headers.get("Content-Type", "").startswith("application/json")
    return ApiResponse(
        status=response.status_code,
        json=json.loads(content) if is_json and content else None,
        headers={name.lower(): value for name, value in response.headers.items()},
        content=content,
    )


def client_for(user, *, device="test device", address="127.0.0.1", stepped_up=True):
    """Return a client signed in as `user` on a new device; anonymous for None. Its token expires as usual.

    The session has a fresh step-up unless `stepped_up` is False.
    """
    if user is None:
        return ApiClient(address=address)
    now = timezone.now()
    session = Session.objects.create(
        user=user, device=device, address=address, last_used_at=now, expires_at=now + SESSION_LIFETIME,
        step_up_at=now if stepped_up else None,
    )  # fmt: skip
    return ApiClient(token=tokens.issue_access_token(session), session=session, address=address)


def sign_in(user):
    """As `client_for`, through the service: with the refresh token and the entries of a sign-in."""
    signed_in = services.open_session(user=user, device="test device", address="127.0.0.1")
    Session.objects.filter(pk=signed_in.session.pk).update(step_up_at=timezone.now())
    return ApiClient(token=signed_in.access, session=signed_in.session)


def make_user(role: Role, first_name, last_name="", *, locale="en", verified=True, password=None, **values):
    """Create a user without a password, with a verified e-mail, in English by default.

    A row alone, checked as by `create_user`: the entries and events of a new account cost most tests more than what
    they ask for.
    """
    values.setdefault("email", _build_email(role, first_name))
    values = clean_user_values({"first_name": first_name, "last_name": last_name, "locale": locale, **values})
    user = User(role=role, all_branches=role in STAFF, password=passwords.hash_new_password(password), **values)
    set_search_names(user)
    if verified:
        user.email_verified_at = timezone.now() if user.email else None
        user.phone_verified_at = timezone.now() if user.phone else None
    with transaction.atomic(savepoint=False):
        if role == Role.STUDENT and user.number is None:
            user.number = take_numbers("students")[0]
        user.save(force_insert=True)
    return user


def register_user(role: Role, first_name, last_name="", *, locale="en", **more):
    """As `make_user`, by the service of the platform."""
    more.setdefault("email", _build_email(role, first_name))
    more.setdefault("verified", True)
    return services.create_user(role=role, first_name=first_name, last_name=last_name, locale=locale, **more)


def _build_email(role, first_name):
    return f"{first_name}.{role.value}@example.uz".lower()


def make_branch():
    """Return the default branch, in Tashkent; create it if needed."""
    branch, _ = Branch.objects.get_or_create(is_default=True, defaults={"name": "Chilonzor", "zone": "Asia/Tashkent"})
    return branch


def make_course(*, slug="english-a2"):
    """Create a published English course."""
    title = {"uz": "Ingliz tili A2", "ru": "Английский A2", "en": "English A2"}
    return Course.objects.create(title=title, slug=slug, language="en", level="A2", status="published")


def make_lead_membership(group, student, *, joined_on=None):
    """Create an open membership with the status `lead`, as older releases did."""
    return Membership.objects.create(group=group, student=student, status="lead", joined_on=joined_on or group.today)


def make_group(*, branch, course, name, teacher, assistants=(), pupils=(), joined_on=date(2026, 9, 1)):
    """Create an active group with these people."""
    group = Group.objects.create(branch=branch, course=course, name=name, lead_teacher=teacher)
    group.assistants.add(*assistants)
    for pupil in pupils:
        Membership.objects.create(group=group, student=pupil, joined_on=joined_on)
    return group
