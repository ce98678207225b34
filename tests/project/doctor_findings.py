"""What the doctor found, in short."""

from collections.abc import Iterable

from project.doctor.findings import Finding, FindingLevel


def get_levels(findings: Iterable[Finding]) -> list[FindingLevel]:
    return [finding.level for finding in findings]


def get_texts(findings: Iterable[Finding]) -> str:
    return "\n".join(f"{finding.text} -> {finding.remedy}" for finding in findings)
