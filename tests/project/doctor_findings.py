"""What the doctor found, in short."""

from collections.abc import Iterable

from project.doctor.findings import Finding, FindingLevel


def get_levels(result: Iterable[Finding]) -> list[FindingLevel]:
    return [finding.level for finding in result]


def get_texts(result: Iterable[Finding]) -> str:
    return "\n".join(f"{finding.text} -> {finding.remedy}" for finding in result)
