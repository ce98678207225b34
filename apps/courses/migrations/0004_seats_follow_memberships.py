"""The seats of a group are counted by the database, whoever writes a membership and however."""

from django.db import migrations

COUNT = """
    CREATE FUNCTION courses_count_seats() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP <> 'INSERT' AND OLD.left_on IS NULL THEN
            UPDATE courses_group SET seats_taken = seats_taken - 1 WHERE id = OLD.group_id;
        END IF;
        IF TG_OP <> 'DELETE' AND NEW.left_on IS NULL THEN
            UPDATE courses_group SET seats_taken = seats_taken + 1 WHERE id = NEW.group_id;
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER courses_seats_of_new_and_gone AFTER INSERT OR DELETE ON courses_membership
        FOR EACH ROW EXECUTE FUNCTION courses_count_seats();
    CREATE TRIGGER courses_seats_of_changed AFTER UPDATE OF left_on, group_id ON courses_membership
        FOR EACH ROW WHEN (
            OLD.group_id <> NEW.group_id OR (OLD.left_on IS NULL) <> (NEW.left_on IS NULL)
        ) EXECUTE FUNCTION courses_count_seats();
"""

FORGET = """
    DROP TRIGGER courses_seats_of_changed ON courses_membership;
    DROP TRIGGER courses_seats_of_new_and_gone ON courses_membership;
    DROP FUNCTION courses_count_seats();
"""


class Migration(migrations.Migration):
    dependencies = [("courses", "0003_first_levels_and_seats")]

    operations = [migrations.RunSQL(COUNT, FORGET)]
