"""The launcher: the commands of `./talim`, which set up the checkout, start the platform and test it.

It uses the standard library only, because it runs before anything is installed, and imports nothing else of ours.
The layers from below: terminal, files, paths and processes; the machine, requirement locks and the Python environment;
the embedded PostgreSQL and Valkey; supervision; commands of the environment's Python; services; the platform's
processes; then the commands by subject, and the list of all commands.

Every failure that a person can fix is a `LauncherError`: what happened, and what to do next.
"""
