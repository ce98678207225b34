"""The office searches people as fast as the server answers."""

from urllib.parse import quote

from bench.abuse.attack import Attack, People, Request, build_bearer, send_repeatedly

PARALLEL = 12
TEXTS = ("a", "ka", "Oʻgʻil", "aziza karim")


def _prepare(people: People) -> list[Request]:
    headers = build_bearer(people.office)
    return [
        Request("GET", f"/api/v1/auth/users/?page_size=100&search={quote(TEXTS[number % len(TEXTS)])}", headers)
        for number in range(PARALLEL)
    ]


ATTACK = Attack(f"{PARALLEL} searches at once", _prepare, send_repeatedly, control="unlimited")
