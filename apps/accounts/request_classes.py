"""Classes of requests that are counted beside the hour: each has a limit of its own per person and minute.

A new class is a line here, `counted_as=` at its operations (`api.operations`), and a line in docs/security.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass

MINUTE_SECONDS = 60


@dataclass(frozen=True)
class RequestClass:
    """One class: its name in `RateLimit-Policy`, and how many requests a person has in a minute.

    With `parameter`, only requests that send this query parameter belong to it.
    """

    name: str
    per_minute: int
    parameter: str = ""

    def holds(self, query: Mapping[str, str]) -> bool:
        """Return whether a request with these query parameters belongs to the class."""
        return not self.parameter or bool(query.get(self.parameter))


SEARCH = RequestClass("search", 60, parameter="search")
"""Search as typed: every list that can be searched belongs to it by itself."""
SEARCH_OF_ALL = RequestClass("search", 60)
"""The search of the whole centre: counted together with the searches of lists."""
SOCKET_TICKETS = RequestClass("socket_tickets", 20)
QUIZ_ANSWERS = RequestClass("quiz_answers", 120)
"""Answers of an attempt as they are typed: one in some seconds, more when a phone comes back on line."""
VIDEO = RequestClass("video", 240)
"""What a player of videos asks for: playlists, keys, sprites. A few in four minutes, more while somebody seeks."""
