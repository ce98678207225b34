"""A new centre's form, as the first-run page sends it."""

from typing import Any

PASSWORD = "tog'dagi-archa-2027"
EMAIL = "dilshod@ilm.example.uz"


def build_form(code: str, **changes: Any) -> dict[str, Any]:
    """The form of a new centre, with these fields changed."""
    return {
        "code": code,
        "centre_name": "Ilm ziyo",
        "languages": ["uz", "ru"],
        "default_language": "ru",
        "currency": "USD",
        "branch": {"name": "Chilonzor", "address": "Bunyodkor 12", "zone": "Asia/Samarkand"},
        "rooms": [{"name": "1", "seats": 12}, {"name": "2"}],
        "courses": [{"title": {"ru": "Английский A2"}, "level": "A2", "price": 600_00}],
        "statuses": [{"code": "excused", "name": {"ru": "Болеет"}, "charged": True}],
        "administrator": {
            "first_name": "Dilshod", "last_name": "Rahimov", "email": EMAIL, "password": PASSWORD, "locale": "ru",
        },
    } | changes  # fmt: skip
