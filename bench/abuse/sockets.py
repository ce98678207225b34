"""A pupil asks for tickets of the socket as fast as the server answers."""

from bench.abuse.attack import Attack, People, Request, build_bearer, send_repeatedly

PARALLEL = 12


def _prepare(people: People) -> list[Request]:
    return [Request("POST", "/api/v1/realtime/tickets/", build_bearer(people.pupils[0])) for _ in range(PARALLEL)]


ATTACK = Attack(f"{PARALLEL} requests for a socket's ticket at once", _prepare, send_repeatedly, control="unlimited")
