"""The homework that the demo group has on a day: for all, for some, and one that a pupil has handed in already."""

from dataclasses import dataclass

from apps.homework.models import AssignmentKind


@dataclass(frozen=True)
class DemoTask:
    """One assignment. `pupils` chooses those of the group who get it (a slice); `answer` is handed in by
    the pupil `answered_by` (a name of `PUPILS`), who gets it too.
    """

    title: str
    kind: AssignmentKind
    reference_text: str = ""
    question: str = ""
    reference_answers: tuple[str, ...] = ()
    instructions: str = ""
    pupils: slice | None = None
    answer: str = ""
    answered_by: str = ""

    def build_options(self) -> dict[str, object]:
        """Return the fields of the assignment besides kind and title."""
        names = ("reference_text", "question", "reference_answers", "instructions")
        values = {name: getattr(self, name) for name in names}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value}


EVEN, ODD, SEVENTH = slice(0, None, 2), slice(1, None, 2), slice(0, None, 7)
DAYS = (
    (
        DemoTask(
            "Read aloud: A morning at the bazaar",
            AssignmentKind.READING,
            "Every Sunday my grandmother goes to the bazaar. She buys fresh bread, tomatoes and green tea. "
            "The sellers know her and always give her a good price.",
        ),
        DemoTask(
            "Read aloud: The lost umbrella",
            AssignmentKind.READING,
            "It was raining when Kamola left the bus. She looked for her umbrella, but it was not in her bag. "
            "A kind driver had found it and was waiting for her.",
            pupils=EVEN,
        ),
        DemoTask(
            "Speaking: My favourite season",
            AssignmentKind.SPEAKING,
            question="Which season do you like best, and why?",
            reference_answers=(
                "I like spring best because the weather is warm and everything is green.",
                "My favourite season is winter because we can play in the snow.",
            ),
            pupils=ODD,
        ),
        DemoTask(
            "Writing: A letter to a new friend",
            AssignmentKind.TEXT,
            instructions="Write five sentences: your name, your family, your city, your hobby and one question.",
            pupils=SEVENTH,
            answer="Hello! My name is Otabek and I live in Tashkent with my parents and two sisters. In the evening I "
            "play football with my friends. At school I like English. What do you do after your lessons?",
            answered_by="otabek",
        ),
    ),
    (
        DemoTask(
            "Read aloud: The night train to Bukhara",
            AssignmentKind.READING,
            "The train leaves Tashkent at nine in the evening. We drink tea and look out of the window. "
            "In the morning we see the old city walls and the sun above them.",
        ),
        DemoTask(
            "Read aloud: My brother's workshop",
            AssignmentKind.READING,
            "My brother repairs bicycles in a small workshop behind our house. Children bring him broken wheels. "
            "He never asks for much money, and everybody likes him.",
            pupils=ODD,
        ),
        DemoTask(
            "Speaking: A good day",
            AssignmentKind.SPEAKING,
            question="What did you do on the best day of this month?",
            reference_answers=(
                "I visited my grandparents and we had dinner together.",
                "We went to the mountains and walked by the river.",
            ),
            pupils=EVEN,
        ),
        DemoTask(
            "Writing: My street",
            AssignmentKind.TEXT,
            instructions="Describe your street in five sentences: houses, trees, shops, neighbours and noise.",
            pupils=SEVENTH,
            answer="My street is short and quiet. There are ten houses and many old trees. Our neighbour bakes bread "
            "in the morning. There is a small shop on the corner. On Saturdays children play here until it is dark.",
            answered_by="otabek",
        ),
    ),
)
"""One set a day, in turn."""
