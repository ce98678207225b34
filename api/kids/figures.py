"""Operations under `/analytics/kindergarten/`: whether lists of lessons help, and how good predictions are."""

from api.auth import SignedInRequest
from api.kids.figures_schemas import KidsFiguresOut
from api.operations import OperationRouter
from apps.kids.trial_queries import KidsFigures, load_figures

router = OperationRouter(tags=["analytics"])


@router.get("/", "kids.manage_skills", KidsFiguresOut)
def kids_figures(request: SignedInRequest) -> KidsFigures:
    """Get whether lists of lessons help small children.

    Lists by a model against the next lessons of the class, drawn by chance per child and week, and how good the next
    answer is predicted. Counted each week; figures of fewer than 5 children are left out.
    """
    return load_figures()
