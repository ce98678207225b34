"""Every page of the office's sidebar, and the cards, forms and dialogs that open there."""

from tests.pages.viewed_pages import ViewedPage

PAGES = (
    "", "excuses", "analytics", "own-figures", "reports",
    "cash", "receipts", "shifts", "expenses", "bank", "cash-refunds", "proofs", "approvals", "journal", "day-report",
    "flagged-acts", "openings",
    "leads", "leads/new", "lead-calls", "lead-list", "lead-figures", "marketing", "lead-imports", "lead-stages",
    "lead-forms",
    "pupils", "pupils/new", "doubles", "sign-ups", "placement-tests", "placement-results",
    "unreached", "at-risk", "guardians", "imports", "opening",
    "groups", "courses", "quizzes-written", "categories", "levels", "skills", "rubrics", "grade-scales",
    "group-report-cards",
    "certificates", "certificate-templates", "certificate-rules", "rooms", "holidays", "institutions", "table-files",
    "bulk-changes",
    "timetable", "lessons", "attendance-report", "marks",
    "payments", "debtors", "billing", "discounts", "course-orders", "refunds", "revenue", "income-board",
    "reconciliation", "months", "figures",
    "staff", "invitations", "roles", "pay", "rates",
    "announcements", "family-messages", "tickets", "ticket-figures", "ticket-rules", "forums", "moderation",
    "templates", "deliveries",
    "orders", "goods", "give-coins", "achievements", "questions",
    "settings", "branches", "statuses", "webhooks", "audit", "erasures", "health", "stuck",
)  # fmt: skip
"""The addresses of the sidebar (`menu` in clients/pages/src/*/*/pages.ts)."""
BESIDE_THE_SIDEBAR = (
    "menu",
    "start",
    "expense-categories",
    "messages",
    "chat",
    "my-tickets",
    "account",
    "banks",
    "quiz-marking",
    "saved-comments",
)

ROW = "main tbody tr.opens th button.link"
FORM = "main .table-tools button.main, main .table-tools a.main, main .buttons > button.main"
TOPIC_ROW = "main details[open] li button"
TERMINAL = "main .choice button:nth-child(2)"
WITH_CARDS = (
    "receipts", "shifts", "expenses", "bank", "journal", "pupils", "groups", "courses", "levels", "holidays",
    "lessons", "payments", "debtors", "billing", "discounts", "months", "staff", "rates", "goods",
    "achievements", "branches", "statuses", "expense-categories", "categories", "grade-scales", "certificates",
    "certificate-rules",
)  # fmt: skip
"""A row of the list opens a card beside it."""
WITH_FORMS = (
    "expenses", "bank", "groups", "courses", "categories", "levels", "rooms", "holidays", "institutions", "timetable",
    "lessons", "payments", "discounts", "course-orders", "reconciliation", "staff", "invitations", "roles", "rates",
    "announcements", "family-messages", "goods", "achievements", "branches", "statuses", "webhooks",
    "expense-categories", "grade-scales", "certificates", "certificate-templates", "certificate-rules",
    "lead-stages", "lead-forms", "skills",
)  # fmt: skip
"""The main button of the list opens a form."""
OPENED = (
    ViewedPage("shifts-open", "shifts", press=(".card .buttons button",), modal=True),
    ViewedPage("openings-balance", "openings", press=("main button.main",), modal=True),
    ViewedPage("bank-terminal", "bank", press=(TERMINAL,)),
    ViewedPage("bank-terminal-form", "bank", press=(TERMINAL, FORM), modal=True),
    ViewedPage("rooms-card", "rooms", press=(".rooms button.link",), modal=True),
    ViewedPage("skills-card", "skills", press=("main th button.link",), modal=True),
    ViewedPage("skills-sheet", "skills", press=("main .buttons > button:last-child",), modal=True),
    ViewedPage("templates-topic", "templates", press=("main details:nth-of-type(1) > summary",)),
    ViewedPage("templates-card", "templates", press=("main details:nth-of-type(4) > summary", TOPIC_ROW), modal=True),
    ViewedPage("timetable-week", "timetable", press=(".timetable-tools .choice button:nth-child(2)",)),
    ViewedPage("pay-lines", "pay", press=("main tbody button.link",), modal=True),
    ViewedPage("pupils-search", "pupils", press=(".palette-button",), modal=True),
    ViewedPage("settings-people", "settings", press=("main details:nth-of-type(3) > summary",)),
    ViewedPage("settings-money", "settings", press=("main details:nth-of-type(7) > summary",)),
    ViewedPage("roles-rights", "roles", press=("main details > summary",)),
    ViewedPage("roles-form-rights", "roles", press=(FORM, "dialog.drawer details > summary"), modal=True),
)


def list_office_views(*more: ViewedPage) -> tuple[ViewedPage, ...]:
    """All of them, then these."""
    pages = (ViewedPage(path.replace("/", "-") or "home", path) for path in (*PAGES, *BESIDE_THE_SIDEBAR))
    cards = (ViewedPage(f"{path}-card", path, press=(ROW,), modal=True) for path in WITH_CARDS)
    forms = (ViewedPage(f"{path}-form", path, press=(FORM,), modal=True) for path in WITH_FORMS)
    return (*pages, *cards, *forms, *OPENED, *more)


def list_brief_office_views() -> tuple[ViewedPage, ...]:
    """A page, a card and a form of each kind."""
    kinds = (
        "home",
        "day-report",
        "pupils",
        "timetable",
        "revenue",
        "deliveries",
        "menu",
        "payments-card",
        "groups-form",
    )
    return tuple(view for view in list_office_views() if view.name in kinds)
