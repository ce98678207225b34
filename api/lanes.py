"""Lanes: the classes of heavy requests, which run in threads of their own (`project.request_lanes`).

An operation names its lane where it is declared: `lane=PICTURES`. `api.lane_rules` finds the lane of a request.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lane:
    """A class of heavy requests. The numbers hold for one serving process.

    `threads` requests run at once, `at_once` of each person. A person has `places` for running and waiting requests;
    one more is refused with 429. At most `waiting` requests of all people wait, each at most `seconds`; else they get
    503. `by_address`: the client's address stands for the person. `spare` of the threads are only for people who have
    lately used less than half of what somebody who runs has.
    """

    name: str
    threads: int
    places: int = 4
    waiting: int = 40
    seconds: float = 60.0
    retry_after: int = 5
    at_once: int = 1
    spare: int = 0
    by_address: bool = False


PICTURES = Lane("pictures", threads=2)
"""Photos, thumbnails and materials: a child process reads the picture."""
IMPORTS = Lane("imports", threads=2, places=2, waiting=10)
"""Spreadsheets that are imported: a child process reads the table."""
EXPORTS = Lane("exports", threads=1, places=3, waiting=20)
"""Lists and reports as CSV or XLSX, with up to tens of thousands of rows."""
SEARCHES = Lane("searches", threads=3, places=12, waiting=80, seconds=10.0, retry_after=1)
"""Lists with `search`, as typed: each letter asks again, and only the last answer is wanted."""
UPLOADS = Lane("uploads", threads=3, places=8, waiting=80, retry_after=2)
"""Files that are stored as they are: recordings, proofs of transfers, parts of large uploads."""
VISITOR_UPLOADS = Lane("visitor_uploads", threads=1, places=20, waiting=40, retry_after=5, by_address=True)
"""Files of people without an account. A class stands behind one address."""
DOCUMENTS = Lane("documents", threads=2)
"""PDFs: a child process makes them."""
PASSWORDS = Lane(
    "passwords", threads=3, at_once=2, places=100, waiting=150, seconds=10.0, retry_after=3, by_address=True
)
"""Sign-ins, and what else hashes a password. A class signs in at one moment from one address; all of it waits here.
Two hashes run at once (`apps.accounts.passwords`), the third thread is for clients of another address.
"""
TEXTS = Lane("texts", threads=2, spare=1, places=8, waiting=100, seconds=30.0, retry_after=1)
"""Discussions, replies, messages and reports: many people at once write them, each in a transaction with locks."""
LANES = (PICTURES, IMPORTS, EXPORTS, SEARCHES, UPLOADS, VISITOR_UPLOADS, DOCUMENTS, PASSWORDS, TEXTS)
