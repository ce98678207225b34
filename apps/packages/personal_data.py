"""Personal data of interactive packages."""

from apps.core.personal_data import DELETE, KEEP, PersonalData

PERSONAL_DATA = [
    PersonalData("packages.Package", "", KEEP, own=False, loose="launch"),
    PersonalData(
        "packages.LearnerPackage", "user", DELETE, "id created_at updated_at lesson__title score completed_at cmi"
    ),
]
