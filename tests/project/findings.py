"""What the doctor found, in short."""

from collections.abc import Iterable

from project.doctor.findings import Finding, Level


def levels(found: Iterable[Finding]) -> list[Level]:
    return [one.level for one in found]


def texts(found: Iterable[Finding]) -> str:
    return "\n".join(f"{one.text} -> {one.remedy}" for one in found)
