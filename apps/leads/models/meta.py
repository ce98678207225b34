"""What Meta told of lead forms on Facebook and Instagram."""

from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel
from apps.leads.models.leads import Lead


class MetaArrival(BaseModel):
    """An answer to a lead form at Meta, once for each `leadgen_id`. `lead` is null until its fields were fetched.

    `told_at`: when Meta created it. `gone_at`: Meta has it no longer, so it is not asked for again.
    """

    leadgen_id = models.CharField(max_length=40, unique=True)
    form_id = models.CharField(max_length=40, blank=True)
    told_at = models.DateTimeField()
    lead = models.ForeignKey(Lead, null=True, blank=True, on_delete=models.SET_NULL, related_name="arrivals")
    fetched_at = models.DateTimeField(null=True, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=Q(fetched_at__isnull=True, gone_at__isnull=True),
                name="meta_arrival_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.leadgen_id
