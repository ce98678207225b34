"""daphne as it comes, without our cap on bodies: for the control of the memory test."""

from daphne.cli import CommandLineInterface

from project import daphne_body_limit

daphne_body_limit.install_body_limit = lambda *, limit: None

if __name__ == "__main__":
    CommandLineInterface.entrypoint()
