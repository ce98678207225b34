"""From evidence to marks, without sound, models or heavy imports."""

from ml.scoring.features import Evidence
from ml.scoring.recording_result import RecordingResult
from ml.scoring.result import SCORED_VERDICTS, ScoringResult, Verdict, WordResult
from ml.scoring.score import score_evidence
from ml.scoring.task import ScoringTask
