"""Every page of pupils, parents and teachers, everybody's own, and those before the sign-in, with what opens there."""

from tests.pages.viewed_pages import ViewedPage

SUBMIT, DIGITS, PICTURES = "button[type=submit]", (".pad button",) * 6, (".pictures button",) * 2
"""A child's way in, as far as no device was opened."""
OWN = ("messages", "wishes", "account", "feedback", "chat")
"""Everybody has these."""
LEARNT = (
    "courses", "certificates", "report-cards", "course/{online}", "learn/{online_lesson}", "quizzes", "quiz/{quiz}",
    "quiz/{quiz}/try/{quiz_attempt}", "forums", "discussion/{discussion}", "decisions",
    "my-tickets", "ticket/{ticket}",
)  # fmt: skip
"""What everybody learns from."""
BRIEF = frozenset((
    "sign-in", "child-pictures", "home", "reading", "coins", "account", "learn", "wall", "group", "review-one",
    "change", "write-lesson", "quiz-editor", "gradebook", "analytics", "child", "message", "chat-room",
))  # fmt: skip
"""Names of pages of each kind: a list, a card, a form, a board, a table, an editor, a dialog, a chat."""
TALK = frozenset(("forums", "discussion", "decisions", "chat", "moderation"))
"""Where people write to each other, by the first part of the address."""
ENTRY = (
    ViewedPage("sign-in", ""), ViewedPage("password", "password-reset"), ViewedPage("address", "verify-email#token=x"),
    ViewedPage("new-password", "password-reset#token=x"), ViewedPage("invitation", "invitation#token=x"),
    ViewedPage("activation", "activate#token=x"), ViewedPage("sign-up", "sign-up"),
    ViewedPage("course-invitation", "course-invitation#token=x"), ViewedPage("placement", "placement#token=x"),
    ViewedPage("first-run", "first-run"), ViewedPage("support", "support"),
    ViewedPage("support-link", "support#token=x"), ViewedPage("child-closed", "child"),
    ViewedPage("child-code", "child?1#token=x", press=(SUBMIT,)),
    ViewedPage("child-pictures", "child?2#token=x", press=(*DIGITS, SUBMIT, *PICTURES)),
)  # fmt: skip
"""For who is not signed in."""


def list_pupil_views(
    *, message, lesson, reading, words, writing, spoken, gradebook, room, **learnt
) -> tuple[ViewedPage, ...]:
    """What a pupil opens; of homework one of each sort."""
    own = (*OWN, "payments", "menu", "progress", "materials", "calendar", "letters", "grades")
    return (
        ViewedPage("home", ""), ViewedPage("reading", f"homework/{reading}"), ViewedPage("words", f"homework/{words}"),
        ViewedPage("writing", f"homework/{writing}"), ViewedPage("speaking", f"homework/{spoken}"),
        ViewedPage("coins", "coins"),
        ViewedPage("buying", "coins", press=("section[aria-labelledby=shop] button",), modal=True),
        *(ViewedPage(path, path) for path in own), ViewedPage("message", f"messages/{message}"),
        ViewedPage("chat-room", f"chat/{room}"),
        ViewedPage("grade", f"grade/{gradebook}"), *_list_learnt_views(learnt),
        ViewedPage("kids", "kids"), ViewedPage("kids-play", f"kids/play/{learnt['online_lesson']}"),
        ViewedPage("check-in", f"check-in/{lesson}"), ViewedPage("nowhere", "no/such/page"),
        ViewedPage("recording", f"homework/{reading}", press=("button.record",)),
        ViewedPage("found", f"homework/{reading}"),
    )  # fmt: skip


def list_teacher_views(
    *, message, lesson, group, large, single, pupil, assignment, homework, course, course_lesson, written, gradebook,
    marked_item, room, case, report_cards, figure, kid, **learnt,
) -> tuple[ViewedPage, ...]:  # fmt: skip
    """What a teacher opens: groups of a dozen, of forty and of one. `written`: of a quiz its id, and of what belongs to
    it.
    """
    register, wall, task = f"register/{lesson}", f"wall/{group}", f"assignment/{assignment}"
    draft = f"write/{course}/{course_lesson}"
    return (
        ViewedPage("home", ""), ViewedPage("register", register), ViewedPage("wall", wall),
        ViewedPage("lesson", f"lesson/{lesson}"),
        ViewedPage("more", wall, press=("th button",), modal=True),
        ViewedPage("group", f"group/{group}"), ViewedPage("group-large", f"group/{large}"),
        ViewedPage("group-single", f"group/{single}"), ViewedPage("pupil", f"pupil/{pupil}"),
        ViewedPage("skills-map", f"skills-map/{group}"), ViewedPage("kid", f"kid/{kid}"),
        ViewedPage("skills-cell", f"skills-map/{group}", press=(".map-cell",), modal=True),
        ViewedPage("review", "review"), ViewedPage("review-one", f"review/{homework}"),
        ViewedPage("excuses", "excuses"), ViewedPage("assignments", "assignments"),
        ViewedPage("assignment", task),
        ViewedPage("assignment-copy", task, press=("main .buttons button + button",), modal=True),
        ViewedPage("giving", "assignments", press=("button.main",)),
        ViewedPage("change", "assignments", press=(".roomy button",), modal=True),
        ViewedPage("opening", "opening"), ViewedPage("opened", "opening", press=("main .cards button",), modal=True),
        ViewedPage("analytics", "analytics"), ViewedPage("measure", "analytics/attendance?by=group"),
        ViewedPage("course-figures", f"course-figures/{course}"),
        ViewedPage("moderation", "moderation"), ViewedPage("moderation-case", f"moderation/{case}"),
        ViewedPage("write-course", f"write/{course}"),
        ViewedPage("write-publish", f"write/{course}", press=("main .buttons button.main",), modal=True),
        ViewedPage("write-lesson", draft),
        ViewedPage("write-look", draft, press=(".editor-head .choice button + button",)),
        ViewedPage("write-settings", draft, press=(".editor-head .buttons button",), modal=True),
        *(ViewedPage(path, path) for path in (*OWN, "library", "write", "calendar", "pay", "menu", "tickets")),
        ViewedPage("group-report-cards", "group-report-cards"), ViewedPage("reports", "reports"),
        ViewedPage("at-risk", "at-risk"), ViewedPage("own-figures", "own-figures"),
        ViewedPage("own-figure", f"own-figures/{figure}"),
        ViewedPage("own-figures-new", "own-figures", press=("main .buttons button.main",)),
        ViewedPage("group-report-cards-one", f"group-report-cards/{report_cards}"),
        *list_written_quiz_views(**written), *list_gradebook_views(gradebook, marked_item),
        *_list_learnt_views(learnt), ViewedPage("message", f"messages/{message}"),
        ViewedPage("chat-room", f"chat/{room}"),
        ViewedPage("differences", register, deed="differ"),
    )  # fmt: skip


def list_written_quiz_views(*, quiz, bank, question, attempt) -> tuple[ViewedPage, ...]:
    """The staff's pages of quizzes, with what opens there."""
    editor, new = f"quiz-editor/{quiz}", f"question/new?bank={bank}&kind="
    return (
        ViewedPage("quizzes-written", "quizzes-written"),
        ViewedPage("quiz-new", "quizzes-written", press=(".table-tools button.main",), modal=True),
        ViewedPage("quiz-editor", editor), ViewedPage("quiz-preview", editor, press=(".place-fields button",)),
        ViewedPage("quiz-settings", editor, press=("main .buttons button",), modal=True),
        ViewedPage("quiz-extensions", editor, press=("main .buttons button + button",), modal=True),
        ViewedPage("quiz-add", editor, press=("section[aria-labelledby=asked] > button",), modal=True),
        ViewedPage("quiz-results", f"quiz-results/{quiz}"), ViewedPage("quiz-attempt", f"quiz-attempt/{attempt}"),
        ViewedPage("quiz-statistics", f"quiz-statistics/{quiz}"), ViewedPage("quiz-marking", "quiz-marking"),
        ViewedPage("banks", "banks"), ViewedPage("bank", f"banks/{bank}"),
        ViewedPage("bank-kinds", f"banks/{bank}", press=(".table-tools button.main",), modal=True),
        ViewedPage("question", f"question/{question}"),
        *(ViewedPage(f"question-{kind}", f"{new}{kind}") for kind in ("multiple", "number", "matching", "hotspot")),
    )  # fmt: skip


def list_gradebook_views(gradebook, item) -> tuple[ViewedPage, ...]:
    """The staff's pages of a gradebook, with what opens there."""
    grid = f"gradebook/{gradebook}"
    return (
        ViewedPage("gradebook", grid), ViewedPage("gradebook-cell", grid, press=(".grade-grid td",)),
        ViewedPage("gradebook-reasons", grid, press=(".grid-tools .buttons > :last-child",), modal=True),
        ViewedPage("gradebook-extension", grid, press=(".grid-tools .buttons > :nth-child(3)",), modal=True),
        ViewedPage("gradebook-setup", f"gradebook-setup/{gradebook}"),
        ViewedPage("gradebook-item", f"gradebook-setup/{gradebook}", press=(".setup-row summary",)),
        ViewedPage("grade-marking", f"grade-marking/{item}"), ViewedPage("grade-appeals", "grade-appeals"),
        ViewedPage("grade-appeal", "grade-appeals", press=(".cards button.main",), modal=True),
        ViewedPage("rubrics", f"rubrics/{gradebook}"), ViewedPage("all-rubrics", "rubrics"),
        ViewedPage("rubric-new", "rubrics", press=("button.main",), modal=True),
        ViewedPage("saved-comments", "saved-comments"),
        ViewedPage("comment-new", "saved-comments", press=("button.main",), modal=True),
    )  # fmt: skip


def list_parent_views(*, message, homework, child, gradebook, room, **learnt) -> tuple[ViewedPage, ...]:
    """What a parent opens, and the same about one child."""
    by_child = ("consents", "absence", "opening", "payments", "grades", "progress")
    return (
        ViewedPage("home", ""), ViewedPage("homework", f"homework/{homework}"),
        ViewedPage("child", f"children/{child}"), ViewedPage("data", f"data/{child}"),
        ViewedPage("day", f"day/{child}"),
        ViewedPage("grade", f"grade/{gradebook}/{child}"), ViewedPage("kids-child", f"kids/{child}"),
        ViewedPage("seen-child", f"seen/{child}"),
        ViewedPage("kids-child-play", f"kids/{child}/play/{learnt['online_lesson']}"),
        *(ViewedPage(path, path) for path in (*OWN, *by_child, "letters")),
        *(ViewedPage(f"{path}-child", f"{path}/{child}") for path in by_child),
        *_list_learnt_views(learnt), ViewedPage("message", f"messages/{message}"),
        ViewedPage("chat-room", f"chat/{room}"),
    )  # fmt: skip


def _list_learnt_views(learnt: dict[str, object]) -> list[ViewedPage]:
    return [ViewedPage("-".join(path.split("/")[::2]), path.format(**learnt)) for path in LEARNT]


def list_talk_views(pages: tuple[ViewedPage, ...]) -> tuple[ViewedPage, ...]:
    """Those of them where people write to each other, with the forms that begin something there. Parents only read the
    forum of a group, and there is no other one here.
    """
    begins = {"chat": ViewedPage("chat-new", "chat", press=(".chat-side p button",), modal=True)}
    if not any(page.path.startswith("children/") for page in pages):
        begins["forums"] = ViewedPage("forum-new", "forums", press=("main button.main",))
    talk = [page for page in pages if page.path.split("/")[0] in TALK]
    return (*talk, *(begins[page.path] for page in talk if page.path in begins))
