"""daphne as it comes, without our cap on bodies: for the control of the memory test."""

from daphne.cli import CommandLineInterface

from project import daphne_bodies

daphne_bodies.install = lambda *, limit: None

if __name__ == "__main__":
    CommandLineInterface.entrypoint()
