"""The office asks for twelve large spreadsheets at once, again and again."""

from bench.abuse.attack import Attack, People, Request, build_bearer, send_repeatedly

PARALLEL = 12
LISTS = ("/attendance/", "/auth/users/", "/payments/", "/lessons/")


def prepare(people: People) -> list[Request]:
    """Return requests for tables of long lists."""
    headers = build_bearer(people.office)
    return [
        Request("GET", f"/api/v1{LISTS[number % len(LISTS)]}?format=xlsx&page_size=100", headers)
        for number in range(PARALLEL)
    ]


ATTACK = Attack(f"{PARALLEL} lists as XLSX at once", prepare, send_repeatedly, control="served")
