"""What is looked at: a page, and a person with pages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ViewedPage:
    """A page to look at: its name, what follows `/app/` in its address, the buttons that open more of it, what is done
    there first (clients/pages/test/looks-deeds.ts), and whether what is looked at stands before the page.
    """

    name: str
    path: str
    press: tuple[str, ...] = ()
    deed: str = ""
    modal: bool = False


@dataclass(frozen=True)
class Viewer:
    """Who looks, with which pages."""

    name: str
    login: str
    pages: tuple[ViewedPage, ...]
