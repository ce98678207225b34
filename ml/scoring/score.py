"""Evidence to scores. Pure: the same evidence gives the same scores, with or without the sound."""

from collections.abc import Mapping

from ml.scoring.constants import VERSION
from ml.scoring.features import Evidence
from ml.scoring.free_answers import score_answer
from ml.scoring.read_aloud import score_read_aloud
from ml.scoring.result import ScoringResult, Verdict
from ml.scoring.task import ScoringTask


def score_evidence(evidence: Evidence, corrections: Mapping[int, str] | None = None) -> ScoringResult:
    """Scores of one attempt. `corrections`: index of a word of the text → the class a teacher gave it; a teacher's word
    makes the score certain.
    """
    task = ScoringTask.from_json(evidence["task"])
    if "refused" in evidence:
        refused = evidence["refused"]
        return ScoringResult(Verdict(refused["verdict"]), refused["reason"], f"{task.kind}.text.{VERSION}")
    if task.read_aloud:
        return score_read_aloud(task, evidence, corrections or {})
    return score_answer(task, evidence)
