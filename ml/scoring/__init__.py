"""From evidence to marks, without sound, models or heavy imports."""

from ml.scoring.features import Evidence
from ml.scoring.result import MARKED, Marks, Verdict, WordResult
from ml.scoring.score import rescore, score
from ml.scoring.task import Task

__all__ = ["MARKED", "Evidence", "Marks", "Task", "Verdict", "WordResult", "rescore", "score"]
