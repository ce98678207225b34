"""What sample jobs leave behind, and the gate that slow ones wait at."""

from django.db import models


class Effect(models.Model):
    """One effect; nothing keeps a second one of the same name out, so doubles can be counted."""

    name = models.CharField(max_length=100)
    note = models.CharField(max_length=600, blank=True)
    attempt = models.IntegerField(default=0)


class Gate(models.Model):
    """Open while its row is there."""

    name = models.CharField(max_length=100, unique=True)
