"""A quiz that some pupils have taken: one essay waits for a mark, another one came late."""

from tests.quizzes.quiz_helpers import RIGHT, WRONG, add_question, hand_in, make_bank, make_quiz, publish, send, start


def write_quiz_to_mark(teacher, group, learners):
    """What the staff's pages show of it: the ids of quiz, bank, one question and one attempt."""
    bank = make_bank(teacher, group.course)
    kinds = ("single", "number", "essay")
    questions = [add_question(teacher, bank, kind=kind, tags=["tenses/present simple"]) for kind in kinds]
    settings = {"title": "Unit 3: present simple", "time_limit": 900, "attempts_allowed": 2, "pass_percent": 60}
    quiz = publish(teacher, make_quiz(teacher, group=group, **settings), questions)
    for number, learner in enumerate(learners):
        attempt = start(learner, quiz)
        for place, kind in enumerate(kinds, start=1):
            if number or kind != "essay":
                send(learner, attempt, place, (WRONG if kind in WRONG and number % 2 else RIGHT)[kind])
        hand_in(learner, attempt)
        if not number:
            send(learner, attempt, kinds.index("essay") + 1, RIGHT["essay"])
            shown = attempt["id"]
    return {"quiz": quiz["id"], "bank": bank, "question": questions[0], "attempt": shown}
