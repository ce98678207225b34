"""What the centre writes down about a person: notes, and contact persons without an account."""

from django.db import models
from django.db.models import CheckConstraint, Q

from apps.accounts.models.people import User
from apps.core.models import BaseModel


class NoteVisibility(models.TextChoices):
    """Who reads a note: only the office, or also the teachers of the person; never the person or the family."""

    OFFICE = "office"
    TEACHERS = "teachers"


class PersonNote(BaseModel):
    """A note about a person, for the office or also for the teachers of the person."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    visibility = models.CharField(max_length=10, choices=NoteVisibility.choices)
    text = models.TextField(max_length=2000)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(visibility__in=NoteVisibility.values), name="person_note_known_visibility"),
            CheckConstraint(condition=~Q(text=""), name="person_note_not_empty"),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="person_note_newest")]

    def __str__(self) -> str:
        return f"note about {self.person_id}"


class ContactPerson(BaseModel):
    """Somebody to call about a person, beside the guardians: a grandmother, a driver. They have no account."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="contact_persons")
    name = models.CharField(max_length=160)
    relation = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=16)
    remark = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(phone__regex=r"^\+[1-9][0-9]{6,14}$"), name="contact_person_phone_e164"),
            CheckConstraint(condition=~Q(name=""), name="contact_person_has_name"),
        ]
        indexes = [models.Index(fields=["person", "id"], name="contact_person_oldest")]

    def __str__(self) -> str:
        return f"contact person of {self.person_id}"
