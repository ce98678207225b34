"""What `./talim` does: sets the checkout up, starts everything, tests it.

Standard library only, because it runs before anything is installed, and nothing of ours but what lies in this folder.
From below upwards: talking to the person at the terminal, files, places and processes; the machine, the locks and the
Python environment; the embedded PostgreSQL and Valkey; supervision; calls of the environment's Python; the services for
a piece of work; then the commands by what they are about, and all of them by name.

Every failure a person can do something about is a `Problem`: what happened, and what to do next.
"""
