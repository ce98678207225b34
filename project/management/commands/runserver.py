"""`manage.py runserver`: the development server by daphne, which serves the sockets too.

Daphne is no installed app: every command would import it, and Twisted with it, a quarter of the time of its start.
"""

from daphne.management.commands.runserver import Command as DaphneCommand


class Command(DaphneCommand):  # type: ignore[misc]
    pass
