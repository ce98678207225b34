"""The centre's figures."""
