"""Triggers that note the changes of tables that measures watch, in the transaction of the change."""

from django.db import migrations

WATCHED = {
    "attendance_attendance": "id lesson_id status_id student_id",
    "attendance_attendancestatus": "id counts_as",
    "chat_chatroom": "id branch_id",
    "chat_message": "id author_id deleted_at hidden_at room_id sent_at",
    "courses_freeze": "id ends_on membership_id starts_on",
    "courses_group": "id branch_id course_id zone",
    "courses_membership": "id group_id joined_on leaves_on left_on never_began status student_id",
    "courses_membershipchange": "id from_status membership_id on to_status",
    "forums_discussion": "id author_id created_at deleted_at forum_id hidden_at merged_into_id",
    "forums_reply": "id author_id created_at deleted_at discussion_id hidden_at",
    "gamification_cointransaction": "id amount counts created_at student_id",
    "homework_assignment": "id course_id group_id",
    "homework_attempt": "id created_at homework_id late number state",
    "homework_homework": "id assignment_id created_at score student_id",
    "leads_lead": "id branch_id converted_at course_id created_at merged_at",
    "lessons_lesson": "id group_id starts_at status",
    "payments_ledgertransfer": "id branch_id kind on",
    "payments_payment": "id group_id",
    "quizzes_quiz": "id course_id group_id",
    "quizzes_quizattempt": "id handed_in_at max_score quiz_id score state user_id",
    "settings_branch": "id is_default zone",
    "support_ticket": "id branch_id created_at merged_into_id",
}

FUNCTION = """
CREATE OR REPLACE FUNCTION talim_analytics_note_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT '{table}', {new} FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT '{table}', {old} FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT '{table}', {old}, {new} FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE {old_row} IS DISTINCT FROM {new_row};
    END IF;
    RETURN NULL;
END $$;"""
TRANSITIONS = {
    "insert": "NEW TABLE AS new_rows",
    "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "OLD TABLE AS old_rows",
}


def _build_function(table, columns):
    def build_object(alias):
        return "jsonb_build_object({})".format(", ".join(f"'{name}', {alias}.\"{name}\"" for name in columns))

    def build_row(alias):
        return "ROW({})".format(", ".join(f'{alias}."{name}"' for name in columns))

    return FUNCTION.format(
        table=table, old=build_object("o"), new=build_object("n"), old_row=build_row("o"), new_row=build_row("n")
    )


def _build_triggers(table):
    return "\n".join(
        f"CREATE TRIGGER analytics_note_{event} AFTER {event.upper()} ON {table} REFERENCING {tables} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION talim_analytics_note_{table}();"
        for event, tables in TRANSITIONS.items()
    )


def _build_removal(table):
    drops = "\n".join(f"DROP TRIGGER analytics_note_{event} ON {table};" for event in TRANSITIONS)
    return f"{drops}\nDROP FUNCTION talim_analytics_note_{table}();"


class Migration(migrations.Migration):
    dependencies = [
        ("analytics", "0001_initial"),
        ("attendance", "0006_marks_of_live_classes"),
        ("chat", "0002_telegram_and_continued_conversations"),
        ("courses", "0015_imports_of_leads"),
        ("forums", "0002_search_and_unread"),
        ("gamification", "0001_squashed_0005_achievements_that_begin_quietly"),
        ("homework", "0007_tasks_of_online_courses"),
        ("leads", "0003_erased_leads"),
        ("lessons", "0013_live_classes"),
        ("payments", "0019_shares_of_sales"),
        ("quizzes", "0005_personal_placement_links"),
        ("settings", "0024_live_classes"),
        ("support", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(_build_function(table, columns.split()) + _build_triggers(table), _build_removal(table))
        for table, columns in WATCHED.items()
    ]
