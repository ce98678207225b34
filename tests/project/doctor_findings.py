"""What the doctor found, in short."""

from collections.abc import Iterable

from project.doctor.findings import Finding, FindingLevel


def get_levels(found: Iterable[Finding]) -> list[FindingLevel]:
    return [one.level for one in found]


def get_texts(found: Iterable[Finding]) -> str:
    return "\n".join(f"{one.text} -> {one.remedy}" for one in found)
