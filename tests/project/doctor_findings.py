"""What the doctor found, in short."""


def get_levels(findings):
    return [finding.level for finding in findings]


def get_texts(findings):
    return "\n".join(f"{finding.text} -> {finding.remedy}" for finding in findings)
