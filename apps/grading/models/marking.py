"""Second marking: two people mark the same works, and neither sees the points of the other before both are in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core.models import BaseModel
from apps.grading.models.gradebooks import GradeItem

NOTE = 300


class SecondMarking(BaseModel):
    """Who marks an item. `tolerance`: how many points the two may differ by. In a blind one markers see codes, which
    come from `seed`, in place of names.
    """

    item = models.OneToOneField(GradeItem, on_delete=models.CASCADE, related_name="second_marking")
    first = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    is_blind = models.BooleanField(default=True)
    tolerance = models.DecimalField(max_digits=11, decimal_places=5, default=0)
    seed = models.CharField(max_length=32)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(first=F("second")), name="second_marking_two_markers")]

    def __str__(self) -> str:
        return f"second marking of {self.item_id}"

    def find_place(self, marker: object) -> int | None:
        """Return 1 for the first marker, 2 for the second, None for nobody of both."""
        return {self.first_id: 1, self.second_id: 2}.get(getattr(marker, "pk", None))


class ProvisionalMark(BaseModel):
    """What a marker gives a pupil. `place`: 1 or 2. It may be replaced until the other marker's is in."""

    marking = models.ForeignKey(SecondMarking, on_delete=models.CASCADE, related_name="marks", db_index=False)
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    points = models.DecimalField(max_digits=11, decimal_places=5)
    note = models.CharField(max_length=NOTE, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["marking", "student", "place"], name="provisional_mark_once"),
            models.CheckConstraint(condition=Q(place__in=(1, 2), points__gte=0), name="provisional_mark_of_two"),
        ]

    def __str__(self) -> str:
        return f"mark {self.place} for {self.student_id} in {self.marking_id}"
