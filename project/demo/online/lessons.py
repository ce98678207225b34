"""The lessons of "English A2 on the way" and of the course in draft."""

from dataclasses import dataclass, field
from typing import Any

from project.demo.online.documents import (
    Node,
    assignment,
    bullets,
    cards,
    embed,
    formula,
    heading,
    media,
    note,
    quiz,
    spoken,
    table,
    tapping,
    text,
)
from project.demo.online.quiz import TITLE as QUIZ_TITLE


@dataclass(frozen=True)
class PlannedLesson:
    """A lesson of the demo: its title, blocks and settings (`services.lesson_drafts.save_lesson`)."""

    title: str
    blocks: list[Node]
    settings: dict[str, Any] = field(default_factory=dict)


FIRST_DAYS = [
    PlannedLesson(
        "How this course works",
        [
            text(
                heading("Welcome!"),
                "This course is for the *bus*, the *break* and the *evening*: each lesson takes five to ten minutes.",
                bullets("Read and listen.", "Say the words aloud.", "Go on when you are ready."),
            ),
            note("tip", "You can stop at any place. The course remembers where you were."),
        ],
        {"is_preview": True, "minutes": 5, "completion": {"rule": "opened"}},
    ),
    PlannedLesson(
        "Good morning, good evening",
        [
            text(
                heading("Greetings"),
                table(
                    ("When", "You say"),
                    ("until 12", "Good morning"),
                    ("12 to 17", "Good afternoon"),
                    ("later", "Good evening"),
                ),
                "*Good night* is no greeting: you say it when you go to bed.",
            ),
            cards("Greetings", Good_morning="Xayrli tong", Good_evening="Xayrli kech", See_you_soon="Koʻrishguncha"),
        ],
        {"is_preview": True, "minutes": 7},
    ),
    PlannedLesson(
        "The tune of questions",
        [
            text("The voice goes *up* in a question with yes or no, and *down* in a sentence. Listen: up, down, up."),
            media(
                "audio",
                "questions",
                title="Up, down, up, down",
                transcript="Are you ready? I am ready. Is it far? It is near.",
            ),
            note("warning", "A flat voice sounds tired in English. Go up and down more than feels natural."),
        ],
        {"minutes": 6, "completion": {"rule": "watched", "percent": 90}},
    ),
    PlannedLesson(
        "My family",
        [
            text(
                "Read about Malika's family.",
                "I am *Malika*. I have got two brothers and a sister. My father is a driver. My mother teaches maths.",
            ),
            cards("Family", brother="aka, uka", sister="opa, singil", grandmother="buvi", cousin="amakivachcha"),
            tapping("house", "bus", "kite", right="house"),
            assignment("Your family", "Write four sentences about your own family.", days=14),
        ],
        {"minutes": 8, "completion": {"rule": "handed_in"}},
    ),
    PlannedLesson(
        "Words of the first module",
        [
            text("All words of this module stand on one page. Print it, or keep it on your phone."),
            media("pdf", "sheet", title="Words of module 1"),
            quiz(QUIZ_TITLE),
        ],
        {"minutes": 5, "completion": {"rule": "by_hand"}},
    ),
]
FILM = (
    "Are you going to travel? Yes, I am. Where are you going to go? I'm going to go to Samarkand. Are you going to go"
    " by train? No, I'm not. I'm going to go by bus."
)
FILM_LESSON = PlannedLesson(
    "A film: where are you going?",
    [
        text("Watch and listen. Where does the voice go up?"),
        media("video", "film", title="Where are you going to go?", transcript=FILM),
    ],
    {"minutes": 5, "completion": {"rule": "watched", "percent": 90}},
)
IN_TOWN = [
    PlannedLesson(
        "Where is the bank?",
        [
            media(
                "image",
                "map",
                caption="A small town",
                alt="A map: the market is left of the crossing, the bank right of it, the park and the school below",
            ),
            text(
                heading("Say where"),
                bullets(
                    "The bank is *opposite* the market.", "The school is *near* the bank.", "Go *along* Green Street."
                ),
            ),
            media("interactive", "way", title="Find the way"),
        ],
        {"minutes": 8},
    ),
    PlannedLesson(
        "How long does it take?",
        [
            text("The market is 3 kilometres away. You walk 4 kilometres in an hour."),
            formula(
                r"t = \frac{s}{v} = \frac{3\ \text{km}}{4\ \text{km/h}} = 0.75\ \text{h} = 45\ \text{min}",
                "Time is distance by speed",
            ),
            text("Say it: *It takes forty-five minutes on foot.* By bus it takes ten minutes."),
        ],
        {"minutes": 6},
    ),
    PlannedLesson(
        "At the tea house",
        [
            media(
                "image", "menu", alt="A menu: green tea 4 000, somsa 9 000, plov 28 000, salad 12 000, ice cream 10 000"
            ),
            text(
                "– *Can I have* a green tea and a somsa, please?",
                "– Of course. That is thirteen thousand.",
                "– *How much is* the plov?",
            ),
            note("note", "*Can I have …* is polite. *I want …* is not."),
        ],
        {"minutes": 9},
    ),
    PlannedLesson(
        "The tune of a list",
        [
            text("In a list the voice goes up at each thing, and down at the last one: bread ↗, milk ↗ and eggs ↘."),
            media("audio", "list", title="Bread, milk and eggs", transcript="Bread, milk and eggs."),
            cards("Food", bread="non", milk="sut", eggs="tuxum", rice="guruch", meat="goʻsht"),
        ],
        {"minutes": 6, "completion": {"rule": "watched", "percent": 80}},
    ),
    PlannedLesson(
        "A film: at the zoo",
        [
            text("Watch the film. What is long, and what is cool?"),
            embed("https://www.youtube.com/watch?v=jNQXAC9IVRw", "Me at the zoo, a film of nineteen seconds"),
            text("He says: *They have really long trunks, and that's cool.*"),
        ],
        {"minutes": 5},
    ),
    FILM_LESSON,
]
YESTERDAY = [
    PlannedLesson(
        "The past simple",
        [
            text("Four slides about what is finished."),
            media("slides", "slides", title="The past simple"),
            cards("Irregular verbs", go="went", eat="ate", see="saw", have="had", buy="bought", come="came"),
        ],
        {"minutes": 10},
    ),
    PlannedLesson(
        "What did you do yesterday?",
        [
            text(
                "Yesterday I *got up* at seven and *drank* tea. I *went* to school by bus. Then we *watched* a film.",
                heading("Your turn"),
                "Write five sentences about your yesterday. Use *went*, *ate* and *saw*.",
            ),
            note("tip", "After *did* the verb stands as in the dictionary: Did you *go*?"),
            spoken(
                "Read it aloud",
                "Yesterday I got up at seven and drank tea. I went to school by bus. Then we watched a film.",
            ),
        ],
        {"minutes": 8},
    ),
    PlannedLesson(
        "My week",
        [
            text("Fill in the sheet: one thing that you *did* each day, and one that you *didn't*."),
            media("file", "plan", title="My week"),
        ],
        {"minutes": 10, "completion": {"rule": "by_hand"}},
    ),
    PlannedLesson(
        "You are on the way",
        [
            text(
                heading("Well done!"),
                "You can greet people, ask the way, order food and say what you did yesterday.",
                bullets("Say the cards of each lesson once more.", "Tell a friend about your week in English."),
            )
        ],
        {"minutes": 5, "completion": {"rule": "opened"}},
    ),
]
MODULES = (("The first days", FIRST_DAYS), ("In town", IN_TOWN), ("Yesterday", YESTERDAY))
DRAFT_MODULES = (
    (
        "Plans",
        [
            PlannedLesson("Going to", [text("I'm *going to* learn English this year. What are you going to do?")]),
            PlannedLesson(
                "Tomorrow's weather", [text("It will rain tomorrow."), {**formula(""), "caption": "Degrees"}]
            ),
        ],
    ),
    ("Letters", [PlannedLesson("A letter to a friend", [])]),
)
