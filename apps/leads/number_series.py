"""The series of contract numbers: one for the centre, without gaps."""

CONTRACTS = "contracts"
