"""Sample data for message texts: one value for each placeholder of the declared types."""

from collections.abc import Mapping

SAMPLES: Mapping[str, str] = {
    "absences": "3",
    "amount": "450 000 UZS",
    "balance": "90 000 UZS",
    "budget": "500 000 UZS",
    "code": "amount_differs",
    "coins": "17",
    "count": "4",
    "day": "07.09.2026",
    "device": "Chrome, Windows",
    "due": "07.09.2026, 18:00",
    "due_on": "07.09.2026",
    "findings": "2",
    "first": "07.09.2026",
    "group": "A2 morning",
    "host": "crm.example.uz",
    "item": "Daftar",
    "last": "09.09.2026",
    "month": "2026-09",
    "more": "3",
    "name": "100%",
    "provider": "Payme",
    "reason": "A2",
    "score": "86",
    "stars": "5",
    "student": "Jasur Oripov",
    "teacher": "Dilnoza Rahimova",
    "text": "Ertaga dars soat 15:00 da boshlanadi.",
    "time": "15:00",
    "title": "Unit 3",
    "until": "07.10.2026",
    "was": "07.09.2026, 15:00",
    "when": "08.09.2026, 16:30",
}
"""By the name of the placeholder. Dates and names have the same form in all languages."""
