"""The series of certificate numbers: one for each year in which they are awarded."""


def get_series(year: int) -> str:
    """Return the name of the series of a year."""
    return f"certificates:{year}"


def list_series(first_year: int, last_year: int) -> list[str]:
    """Return the names of the series of these years."""
    return [get_series(year) for year in range(first_year, last_year + 1)]
