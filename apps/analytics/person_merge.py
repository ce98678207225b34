"""What a merge of doubles does with facts: the rows that move are noted, so that their days are counted again."""

from apps.core.person_merge import STAFF_ACT, Moves, Stays

PERSON_MERGE: list[Moves | Stays] = [
    Stays("analytics.PersonDay", "person", "counted again from the rows that moved"),
    Stays("analytics.PupilRisk", "student", "the next night's job counts it again"),
    Moves("analytics.RiskAction", "student"),
    Stays("analytics.RiskAction", "by", STAFF_ACT),
    Stays("analytics.Activity", "person", "what was opened with the old account"),
    Stays("analytics.Report", "by", STAFF_ACT),
    Stays("analytics.ReportSchedule", "by", STAFF_ACT),
    Stays("analytics.ReportReceiver", "user", STAFF_ACT),
    Stays("analytics.OwnFigure", "owner", STAFF_ACT),
    Moves("analytics.ReportCard", "student"),
    Stays("analytics.ReportCard", "comment_by", STAFF_ACT),
    Stays("analytics.ReportCardBatch", "by", STAFF_ACT),
]
