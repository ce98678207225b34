-- Generated from the migrations by ./talim generate; do not edit.
-- `manage.py migrate` loads it into an empty database.
-- migrations a5e5e93bdec7e9dc statements 2f11c069a6349e41
CREATE SCHEMA ai;
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE FUNCTION public.courses_count_seats() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        IF TG_OP <> 'INSERT' AND OLD.left_on IS NULL THEN
            UPDATE courses_group SET seats_taken = seats_taken - 1 WHERE id = OLD.group_id;
        END IF;
        IF TG_OP <> 'DELETE' AND NEW.left_on IS NULL THEN
            UPDATE courses_group SET seats_taken = seats_taken + 1 WHERE id = NEW.group_id;
        END IF;
        RETURN NULL;
    END $$;
CREATE FUNCTION public.talim_ai_forget_pseudonym() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.ml_student_id = OLD.ml_student_id THEN
        RETURN NULL;
    END IF;
    DELETE FROM ai.lesson_interactions_raw WHERE ml_student_id = OLD.ml_student_id;
    DELETE FROM ai.quiz_attempts_raw WHERE ml_student_id = OLD.ml_student_id;
    DELETE FROM ai.lesson_interactions_clean WHERE ml_student_id = OLD.ml_student_id;
    DELETE FROM ai.quiz_attempts_clean WHERE ml_student_id = OLD.ml_student_id;
    DELETE FROM ai.student_features WHERE ml_student_id = OLD.ml_student_id;
    DELETE FROM ai.student_ml_dataset WHERE ml_student_id = OLD.ml_student_id;
    DELETE FROM ai.recommendations WHERE ml_student_id = OLD.ml_student_id;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_ai_keep_known_children() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    gone bigint;
BEGIN
    PERFORM FROM public.kids_mlstudentmap m
        WHERE m.ml_student_id IN (SELECT f.ml_student_id FROM written f) ORDER BY m.id FOR KEY SHARE;
    EXECUTE format(
        'DELETE FROM ai.%I t WHERE t.ml_student_id IN (SELECT f.ml_student_id FROM written f WHERE NOT EXISTS '
        '(SELECT FROM public.kids_mlstudentmap m WHERE m.ml_student_id = f.ml_student_id))', TG_TABLE_NAME);
    GET DIAGNOSTICS gone = ROW_COUNT;
    IF gone > 0 THEN
        INSERT INTO public.kids_pipelinerefusal AS r (id, created_at, updated_at, day, "table", reason, count)
            VALUES (gen_random_uuid(), now(), now(), (now() AT TIME ZONE 'UTC')::date, TG_TABLE_NAME, 'unknown_child', gone)
            ON CONFLICT (day, "table", reason) DO UPDATE SET count = r.count + EXCLUDED.count, updated_at = now();
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_ai_pass_the_gate() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('kids.pipeline'));
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_ai_rows_go_with_the_pseudonym() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (SELECT FROM public.kids_mlstudentmap m WHERE m.ml_student_id = OLD.ml_student_id) THEN
        RAISE EXCEPTION 'the table ai.% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE FUNCTION public.talim_ai_rows_stay() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'the table ai.% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION public.talim_analytics_note_analytics_activity() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'analytics_activity', jsonb_build_object('id', n."id", 'branch_id', n."branch_id", 'day', n."day", 'kind', n."kind", 'person_id', n."person_id", 'seconds', n."seconds", 'views', n."views") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'analytics_activity', jsonb_build_object('id', o."id", 'branch_id', o."branch_id", 'day', o."day", 'kind', o."kind", 'person_id', o."person_id", 'seconds', o."seconds", 'views', o."views") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'analytics_activity', jsonb_build_object('id', o."id", 'branch_id', o."branch_id", 'day', o."day", 'kind', o."kind", 'person_id', o."person_id", 'seconds', o."seconds", 'views', o."views"), jsonb_build_object('id', n."id", 'branch_id', n."branch_id", 'day', n."day", 'kind', n."kind", 'person_id', n."person_id", 'seconds', n."seconds", 'views', n."views") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."branch_id", o."day", o."kind", o."person_id", o."seconds", o."views") IS DISTINCT FROM ROW(n."id", n."branch_id", n."day", n."kind", n."person_id", n."seconds", n."views");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_analytics_note_attendance_attendance() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'attendance_attendance', jsonb_build_object('id', n."id", 'lesson_id', n."lesson_id", 'status_id', n."status_id", 'student_id', n."student_id") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'attendance_attendance', jsonb_build_object('id', o."id", 'lesson_id', o."lesson_id", 'status_id', o."status_id", 'student_id', o."student_id") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'attendance_attendance', jsonb_build_object('id', o."id", 'lesson_id', o."lesson_id", 'status_id', o."status_id", 'student_id', o."student_id"), jsonb_build_object('id', n."id", 'lesson_id', n."lesson_id", 'status_id', n."status_id", 'student_id', n."student_id") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."lesson_id", o."status_id", o."student_id") IS DISTINCT FROM ROW(n."id", n."lesson_id", n."status_id", n."student_id");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_analytics_note_attendance_attendancestatus() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'attendance_attendancestatus', jsonb_build_object('id', n."id", 'counts_as', n."counts_as") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'attendance_attendancestatus', jsonb_build_object('id', o."id", 'counts_as', o."counts_as") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'attendance_attendancestatus', jsonb_build_object('id', o."id", 'counts_as', o."counts_as"), jsonb_build_object('id', n."id", 'counts_as', n."counts_as") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."counts_as") IS DISTINCT FROM ROW(n."id", n."counts_as");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_analytics_note_chat_chatroom() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'chat_chatroom', jsonb_build_object('id', n."id", 'branch_id', n."branch_id") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'chat_chatroom', jsonb_build_object('id', o."id", 'branch_id', o."branch_id") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'chat_chatroom', jsonb_build_object('id', o."id", 'branch_id', o."branch_id"), jsonb_build_object('id', n."id", 'branch_id', n."branch_id") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."branch_id") IS DISTINCT FROM ROW(n."id", n."branch_id");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_analytics_note_chat_message() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'chat_message', jsonb_build_object('id', n."id", 'author_id', n."author_id", 'deleted_at', n."deleted_at", 'hidden_at', n."hidden_at", 'room_id', n."room_id", 'sent_at', n."sent_at") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'chat_message', jsonb_build_object('id', o."id", 'author_id', o."author_id", 'deleted_at', o."deleted_at", 'hidden_at', o."hidden_at", 'room_id', o."room_id", 'sent_at', o."sent_at") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'chat_message', jsonb_build_object('id', o."id", 'author_id', o."author_id", 'deleted_at', o."deleted_at", 'hidden_at', o."hidden_at", 'room_id', o."room_id", 'sent_at', o."sent_at"), jsonb_build_object('id', n."id", 'author_id', n."author_id", 'deleted_at', n."deleted_at", 'hidden_at', n."hidden_at", 'room_id', n."room_id", 'sent_at', n."sent_at") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."author_id", o."deleted_at", o."hidden_at", o."room_id", o."sent_at") IS DISTINCT FROM ROW(n."id", n."author_id", n."deleted_at", n."hidden_at", n."room_id", n."sent_at");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_analytics_note_courses_freeze() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'courses_freeze', jsonb_build_object('id', n."id", 'ends_on', n."ends_on", 'membership_id', n."membership_id", 'starts_on', n."starts_on") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'courses_freeze', jsonb_build_object('id', o."id", 'ends_on', o."ends_on", 'membership_id', o."membership_id", 'starts_on', o."starts_on") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'courses_freeze', jsonb_build_object('id', o."id", 'ends_on', o."ends_on", 'membership_id', o."membership_id", 'starts_on', o."starts_on"), jsonb_build_object('id', n."id", 'ends_on', n."ends_on", 'membership_id', n."membership_id", 'starts_on', n."starts_on") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."ends_on", o."membership_id", o."starts_on") IS DISTINCT FROM ROW(n."id", n."ends_on", n."membership_id", n."starts_on");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_analytics_note_courses_group() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'courses_group', jsonb_build_object('id', n."id", 'branch_id', n."branch_id", 'course_id', n."course_id", 'zone', n."zone") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'courses_group', jsonb_build_object('id', o."id", 'branch_id', o."branch_id", 'course_id', o."course_id", 'zone', o."zone") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'courses_group', jsonb_build_object('id', o."id", 'branch_id', o."branch_id", 'course_id', o."course_id", 'zone', o."zone"), jsonb_build_object('id', n."id", 'branch_id', n."branch_id", 'course_id', n."course_id", 'zone', n."zone") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."branch_id", o."course_id", o."zone") IS DISTINCT FROM ROW(n."id", n."branch_id", n."course_id", n."zone");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_analytics_note_courses_membership() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'courses_membership', jsonb_build_object('id', n."id", 'group_id', n."group_id", 'joined_on', n."joined_on", 'leaves_on', n."leaves_on", 'left_on', n."left_on", 'never_began', n."never_began", 'status', n."status", 'student_id', n."student_id") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'courses_membership', jsonb_build_object('id', o."id", 'group_id', o."group_id", 'joined_on', o."joined_on", 'leaves_on', o."leaves_on", 'left_on', o."left_on", 'never_began', o."never_began", 'status', o."status", 'student_id', o."student_id") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'courses_membership', jsonb_build_object('id', o."id", 'group_id', o."group_id", 'joined_on', o."joined_on", 'leaves_on', o."leaves_on", 'left_on', o."left_on", 'never_began', o."never_began", 'status', o."status", 'student_id', o."student_id"), jsonb_build_object('id', n."id", 'group_id', n."group_id", 'joined_on', n."joined_on", 'leaves_on', n."leaves_on", 'left_on', n."left_on", 'never_began', n."never_began", 'status', n."status", 'student_id', n."student_id") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."group_id", o."joined_on", o."leaves_on", o."left_on", o."never_began", o."status", o."student_id") IS DISTINCT FROM ROW(n."id", n."group_id", n."joined_on", n."leaves_on", n."left_on", n."never_began", n."status", n."student_id");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_analytics_note_courses_membershipchange() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'courses_membershipchange', jsonb_build_object('id', n."id", 'from_status', n."from_status", 'membership_id', n."membership_id", 'on', n."on", 'to_status', n."to_status") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'courses_membershipchange', jsonb_build_object('id', o."id", 'from_status', o."from_status", 'membership_id', o."membership_id", 'on', o."on", 'to_status', o."to_status") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'courses_membershipchange', jsonb_build_object('id', o."id", 'from_status', o."from_status", 'membership_id', o."membership_id", 'on', o."on", 'to_status', o."to_status"), jsonb_build_object('id', n."id", 'from_status', n."from_status", 'membership_id', n."membership_id", 'on', n."on", 'to_status', n."to_status") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."from_status", o."membership_id", o."on", o."to_status") IS DISTINCT FROM ROW(n."id", n."from_status", n."membership_id", n."on", n."to_status");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_analytics_note_forums_discussion() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'forums_discussion', jsonb_build_object('id', n."id", 'author_id', n."author_id", 'created_at', n."created_at", 'deleted_at', n."deleted_at", 'forum_id', n."forum_id", 'hidden_at', n."hidden_at", 'merged_into_id', n."merged_into_id") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'forums_discussion', jsonb_build_object('id', o."id", 'author_id', o."author_id", 'created_at', o."created_at", 'deleted_at', o."deleted_at", 'forum_id', o."forum_id", 'hidden_at', o."hidden_at", 'merged_into_id', o."merged_into_id") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'forums_discussion', jsonb_build_object('id', o."id", 'author_id', o."author_id", 'created_at', o."created_at", 'deleted_at', o."deleted_at", 'forum_id', o."forum_id", 'hidden_at', o."hidden_at", 'merged_into_id', o."merged_into_id"), jsonb_build_object('id', n."id", 'author_id', n."author_id", 'created_at', n."created_at", 'deleted_at', n."deleted_at", 'forum_id', n."forum_id", 'hidden_at', n."hidden_at", 'merged_into_id', n."merged_into_id") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."author_id", o."created_at", o."deleted_at", o."forum_id", o."hidden_at", o."merged_into_id") IS DISTINCT FROM ROW(n."id", n."author_id", n."created_at", n."deleted_at", n."forum_id", n."hidden_at", n."merged_into_id");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_analytics_note_forums_reply() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'forums_reply', jsonb_build_object('id', n."id", 'author_id', n."author_id", 'created_at', n."created_at", 'deleted_at', n."deleted_at", 'discussion_id', n."discussion_id", 'hidden_at', n."hidden_at") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'forums_reply', jsonb_build_object('id', o."id", 'author_id', o."author_id", 'created_at', o."created_at", 'deleted_at', o."deleted_at", 'discussion_id', o."discussion_id", 'hidden_at', o."hidden_at") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'forums_reply', jsonb_build_object('id', o."id", 'author_id', o."author_id", 'created_at', o."created_at", 'deleted_at', o."deleted_at", 'discussion_id', o."discussion_id", 'hidden_at', o."hidden_at"), jsonb_build_object('id', n."id", 'author_id', n."author_id", 'created_at', n."created_at", 'deleted_at', n."deleted_at", 'discussion_id', n."discussion_id", 'hidden_at', n."hidden_at") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."author_id", o."created_at", o."deleted_at", o."discussion_id", o."hidden_at") IS DISTINCT FROM ROW(n."id", n."author_id", n."created_at", n."deleted_at", n."discussion_id", n."hidden_at");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_analytics_note_gamification_cointransaction() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'gamification_cointransaction', jsonb_build_object('id', n."id", 'amount', n."amount", 'counts', n."counts", 'created_at', n."created_at", 'student_id', n."student_id") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'gamification_cointransaction', jsonb_build_object('id', o."id", 'amount', o."amount", 'counts', o."counts", 'created_at', o."created_at", 'student_id', o."student_id") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'gamification_cointransaction', jsonb_build_object('id', o."id", 'amount', o."amount", 'counts', o."counts", 'created_at', o."created_at", 'student_id', o."student_id"), jsonb_build_object('id', n."id", 'amount', n."amount", 'counts', n."counts", 'created_at', n."created_at", 'student_id', n."student_id") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."amount", o."counts", o."created_at", o."student_id") IS DISTINCT FROM ROW(n."id", n."amount", n."counts", n."created_at", n."student_id");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_analytics_note_homework_assignment() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'homework_assignment', jsonb_build_object('id', n."id", 'course_id', n."course_id", 'group_id', n."group_id") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'homework_assignment', jsonb_build_object('id', o."id", 'course_id', o."course_id", 'group_id', o."group_id") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'homework_assignment', jsonb_build_object('id', o."id", 'course_id', o."course_id", 'group_id', o."group_id"), jsonb_build_object('id', n."id", 'course_id', n."course_id", 'group_id', n."group_id") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."course_id", o."group_id") IS DISTINCT FROM ROW(n."id", n."course_id", n."group_id");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_analytics_note_homework_attempt() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'homework_attempt', jsonb_build_object('id', n."id", 'created_at', n."created_at", 'homework_id', n."homework_id", 'late', n."late", 'number', n."number", 'state', n."state") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'homework_attempt', jsonb_build_object('id', o."id", 'created_at', o."created_at", 'homework_id', o."homework_id", 'late', o."late", 'number', o."number", 'state', o."state") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'homework_attempt', jsonb_build_object('id', o."id", 'created_at', o."created_at", 'homework_id', o."homework_id", 'late', o."late", 'number', o."number", 'state', o."state"), jsonb_build_object('id', n."id", 'created_at', n."created_at", 'homework_id', n."homework_id", 'late', n."late", 'number', n."number", 'state', n."state") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."created_at", o."homework_id", o."late", o."number", o."state") IS DISTINCT FROM ROW(n."id", n."created_at", n."homework_id", n."late", n."number", n."state");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_analytics_note_homework_homework() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'homework_homework', jsonb_build_object('id', n."id", 'assignment_id', n."assignment_id", 'created_at', n."created_at", 'score', n."score", 'student_id', n."student_id") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'homework_homework', jsonb_build_object('id', o."id", 'assignment_id', o."assignment_id", 'created_at', o."created_at", 'score', o."score", 'student_id', o."student_id") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'homework_homework', jsonb_build_object('id', o."id", 'assignment_id', o."assignment_id", 'created_at', o."created_at", 'score', o."score", 'student_id', o."student_id"), jsonb_build_object('id', n."id", 'assignment_id', n."assignment_id", 'created_at', n."created_at", 'score', n."score", 'student_id', n."student_id") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."assignment_id", o."created_at", o."score", o."student_id") IS DISTINCT FROM ROW(n."id", n."assignment_id", n."created_at", n."score", n."student_id");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_analytics_note_leads_lead() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'leads_lead', jsonb_build_object('id', n."id", 'branch_id', n."branch_id", 'converted_at', n."converted_at", 'course_id', n."course_id", 'created_at', n."created_at", 'merged_at', n."merged_at") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'leads_lead', jsonb_build_object('id', o."id", 'branch_id', o."branch_id", 'converted_at', o."converted_at", 'course_id', o."course_id", 'created_at', o."created_at", 'merged_at', o."merged_at") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'leads_lead', jsonb_build_object('id', o."id", 'branch_id', o."branch_id", 'converted_at', o."converted_at", 'course_id', o."course_id", 'created_at', o."created_at", 'merged_at', o."merged_at"), jsonb_build_object('id', n."id", 'branch_id', n."branch_id", 'converted_at', n."converted_at", 'course_id', n."course_id", 'created_at', n."created_at", 'merged_at', n."merged_at") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."branch_id", o."converted_at", o."course_id", o."created_at", o."merged_at") IS DISTINCT FROM ROW(n."id", n."branch_id", n."converted_at", n."course_id", n."created_at", n."merged_at");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_analytics_note_lessons_lesson() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'lessons_lesson', jsonb_build_object('id', n."id", 'group_id', n."group_id", 'starts_at', n."starts_at", 'status', n."status") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'lessons_lesson', jsonb_build_object('id', o."id", 'group_id', o."group_id", 'starts_at', o."starts_at", 'status', o."status") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'lessons_lesson', jsonb_build_object('id', o."id", 'group_id', o."group_id", 'starts_at', o."starts_at", 'status', o."status"), jsonb_build_object('id', n."id", 'group_id', n."group_id", 'starts_at', n."starts_at", 'status', n."status") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."group_id", o."starts_at", o."status") IS DISTINCT FROM ROW(n."id", n."group_id", n."starts_at", n."status");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_analytics_note_payments_ledgertransfer() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'payments_ledgertransfer', jsonb_build_object('id', n."id", 'branch_id', n."branch_id", 'kind', n."kind", 'on', n."on") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'payments_ledgertransfer', jsonb_build_object('id', o."id", 'branch_id', o."branch_id", 'kind', o."kind", 'on', o."on") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'payments_ledgertransfer', jsonb_build_object('id', o."id", 'branch_id', o."branch_id", 'kind', o."kind", 'on', o."on"), jsonb_build_object('id', n."id", 'branch_id', n."branch_id", 'kind', n."kind", 'on', n."on") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."branch_id", o."kind", o."on") IS DISTINCT FROM ROW(n."id", n."branch_id", n."kind", n."on");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_analytics_note_payments_payment() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'payments_payment', jsonb_build_object('id', n."id", 'group_id', n."group_id") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'payments_payment', jsonb_build_object('id', o."id", 'group_id', o."group_id") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'payments_payment', jsonb_build_object('id', o."id", 'group_id', o."group_id"), jsonb_build_object('id', n."id", 'group_id', n."group_id") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."group_id") IS DISTINCT FROM ROW(n."id", n."group_id");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_analytics_note_quizzes_quiz() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'quizzes_quiz', jsonb_build_object('id', n."id", 'course_id', n."course_id", 'group_id', n."group_id") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'quizzes_quiz', jsonb_build_object('id', o."id", 'course_id', o."course_id", 'group_id', o."group_id") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'quizzes_quiz', jsonb_build_object('id', o."id", 'course_id', o."course_id", 'group_id', o."group_id"), jsonb_build_object('id', n."id", 'course_id', n."course_id", 'group_id', n."group_id") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."course_id", o."group_id") IS DISTINCT FROM ROW(n."id", n."course_id", n."group_id");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_analytics_note_quizzes_quizattempt() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'quizzes_quizattempt', jsonb_build_object('id', n."id", 'handed_in_at', n."handed_in_at", 'max_score', n."max_score", 'quiz_id', n."quiz_id", 'score', n."score", 'state', n."state", 'user_id', n."user_id") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'quizzes_quizattempt', jsonb_build_object('id', o."id", 'handed_in_at', o."handed_in_at", 'max_score', o."max_score", 'quiz_id', o."quiz_id", 'score', o."score", 'state', o."state", 'user_id', o."user_id") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'quizzes_quizattempt', jsonb_build_object('id', o."id", 'handed_in_at', o."handed_in_at", 'max_score', o."max_score", 'quiz_id', o."quiz_id", 'score', o."score", 'state', o."state", 'user_id', o."user_id"), jsonb_build_object('id', n."id", 'handed_in_at', n."handed_in_at", 'max_score', n."max_score", 'quiz_id', n."quiz_id", 'score', n."score", 'state', n."state", 'user_id', n."user_id") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."handed_in_at", o."max_score", o."quiz_id", o."score", o."state", o."user_id") IS DISTINCT FROM ROW(n."id", n."handed_in_at", n."max_score", n."quiz_id", n."score", n."state", n."user_id");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_analytics_note_settings_branch() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'settings_branch', jsonb_build_object('id', n."id", 'is_default', n."is_default", 'zone', n."zone") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'settings_branch', jsonb_build_object('id', o."id", 'is_default', o."is_default", 'zone', o."zone") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'settings_branch', jsonb_build_object('id', o."id", 'is_default', o."is_default", 'zone', o."zone"), jsonb_build_object('id', n."id", 'is_default', n."is_default", 'zone', n."zone") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."is_default", o."zone") IS DISTINCT FROM ROW(n."id", n."is_default", n."zone");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_analytics_note_support_ticket() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO analytics_rowchange (source, new) SELECT 'support_ticket', jsonb_build_object('id', n."id", 'branch_id', n."branch_id", 'created_at', n."created_at", 'merged_into_id', n."merged_into_id") FROM new_rows n;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO analytics_rowchange (source, old) SELECT 'support_ticket', jsonb_build_object('id', o."id", 'branch_id', o."branch_id", 'created_at', o."created_at", 'merged_into_id', o."merged_into_id") FROM old_rows o;
    ELSE
        INSERT INTO analytics_rowchange (source, old, new)
        SELECT 'support_ticket', jsonb_build_object('id', o."id", 'branch_id', o."branch_id", 'created_at', o."created_at", 'merged_into_id', o."merged_into_id"), jsonb_build_object('id', n."id", 'branch_id', n."branch_id", 'created_at', n."created_at", 'merged_into_id', n."merged_into_id") FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE ROW(o."id", o."branch_id", o."created_at", o."merged_into_id") IS DISTINCT FROM ROW(n."id", n."branch_id", n."created_at", n."merged_into_id");
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_audit_log_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('talim.clean_up', true) = 'audit log'
       AND OLD.created_at < now() - interval '365 days' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION public.talim_coins_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'the ledger of coins is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION public.talim_consents_stay() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'an answer to a consent is never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION public.talim_copy_birth_date() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE accounts_user SET birth_date = NEW.birth_date
        WHERE id = NEW.user_id AND birth_date IS DISTINCT FROM NEW.birth_date;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_ledger_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION public.talim_ledger_entry_moves_balance() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE payments_ledgeraccount AS account
    SET balance = account.balance + CASE
            WHEN (account.kind IN ('student', 'revenue', 'teacher')) = (NEW.side = 'credit') THEN NEW.amount
            ELSE -NEW.amount END,
        updated_at = statement_timestamp()
    FROM payments_ledgertransfer AS transfer
    WHERE account.id = NEW.account_id AND transfer.id = NEW.transfer_id AND transfer.currency = account.currency
    RETURNING account.balance INTO NEW.balance;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'an entry is in the currency of its account' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.talim_ledger_transfer_balances() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF (SELECT sum(CASE side WHEN 'debit' THEN amount ELSE -amount END) FROM payments_ledgerentry
        WHERE transfer_id = NEW.transfer_id) <> 0 THEN
        RAISE EXCEPTION 'the entries of a transfer add up to nothing' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.talim_ledger_transfer_in_an_open_month() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM FROM settings_branch WHERE id = NEW.branch_id FOR KEY SHARE;
    IF EXISTS (SELECT FROM payments_booksmonth WHERE branch_id = NEW.branch_id AND reopened_at IS NULL
        AND month = date_trunc('month', NEW."on")::date) THEN
        RAISE EXCEPTION 'the books of this month are closed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_transfer_in_an_open_month';
    END IF;
    IF NEW.corrects_month <> date_trunc('month', NEW.corrects_month)::date OR NEW.corrects_month > NEW."on" THEN
        RAISE EXCEPTION 'a transfer corrects a month before its day'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_transfer_corrects_an_earlier_month';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.talim_question_versions_stay() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'versions of questions never change' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TABLE ai.lesson_features (
    lesson_id uuid NOT NULL,
    content_class text NOT NULL,
    skills text[] NOT NULL,
    children integer NOT NULL,
    completion_rate double precision NOT NULL,
    median_seconds double precision,
    answers integer NOT NULL,
    share_right double precision,
    computed_at timestamp with time zone NOT NULL,
    CONSTRAINT lesson_features_pkey PRIMARY KEY (lesson_id)
);
CREATE TABLE ai.lesson_interactions_clean (
    ml_student_id uuid NOT NULL,
    lesson_id uuid NOT NULL,
    day date NOT NULL,
    opened boolean NOT NULL,
    completed boolean NOT NULL,
    seconds integer,
    kg_class text,
    age_months smallint,
    content_class text NOT NULL,
    skills text[] NOT NULL,
    cleaned_at timestamp with time zone NOT NULL,
    CONSTRAINT lesson_interactions_clean_pkey PRIMARY KEY (ml_student_id, lesson_id, day)
);
CREATE TABLE ai.lesson_interactions_raw (
    event_id uuid NOT NULL,
    ml_student_id uuid NOT NULL,
    lesson_id uuid NOT NULL,
    act text NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    day date NOT NULL,
    seconds integer NOT NULL,
    kg_class text,
    age_months smallint,
    content_class text NOT NULL,
    skills text[] NOT NULL,
    CONSTRAINT lesson_interactions_raw_act_check CHECK ((act = ANY (ARRAY['opened'::text, 'completed'::text]))),
    CONSTRAINT lesson_interactions_raw_pkey PRIMARY KEY (event_id)
);
CREATE TABLE ai.ml_models (
    name text NOT NULL,
    version text NOT NULL,
    algorithm text NOT NULL,
    trained_at timestamp with time zone NOT NULL,
    data_from date,
    data_until date,
    children integer NOT NULL,
    answers integer NOT NULL,
    parameters jsonb NOT NULL,
    figures jsonb NOT NULL,
    CONSTRAINT ml_models_pkey PRIMARY KEY (name, version)
);
CREATE TABLE ai.quiz_attempts_clean (
    answer_key uuid NOT NULL,
    skill text NOT NULL,
    ml_student_id uuid NOT NULL,
    question_id uuid NOT NULL,
    lesson_id uuid,
    occurred_at timestamp with time zone NOT NULL,
    day date NOT NULL,
    is_right boolean NOT NULL,
    has_help boolean NOT NULL,
    options smallint,
    weight double precision NOT NULL,
    kg_class text,
    age_months smallint,
    cleaned_at timestamp with time zone NOT NULL,
    CONSTRAINT quiz_attempts_clean_pkey PRIMARY KEY (answer_key, skill)
);
CREATE TABLE ai.quiz_attempts_raw (
    answer_key uuid NOT NULL,
    revision smallint NOT NULL,
    ml_student_id uuid NOT NULL,
    quiz_id uuid NOT NULL,
    question_id uuid NOT NULL,
    lesson_id uuid,
    attempt_number smallint NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    day date NOT NULL,
    is_right boolean NOT NULL,
    share double precision NOT NULL,
    has_help boolean NOT NULL,
    options smallint,
    kg_class text,
    age_months smallint,
    skills text[] NOT NULL,
    weights double precision[] NOT NULL,
    CONSTRAINT quiz_attempts_raw_pkey PRIMARY KEY (answer_key, revision)
);
CREATE TABLE ai.recommendations (
    ml_student_id uuid NOT NULL,
    rank smallint NOT NULL,
    lesson_id uuid NOT NULL,
    skill text,
    score double precision NOT NULL,
    model_name text NOT NULL,
    model_version text NOT NULL,
    generated_at timestamp with time zone NOT NULL,
    CONSTRAINT recommendations_pkey PRIMARY KEY (ml_student_id, rank)
);
CREATE TABLE ai.student_features (
    ml_student_id uuid NOT NULL,
    skill text NOT NULL,
    kg_class text,
    age_months smallint,
    answers integer NOT NULL,
    rights integer NOT NULL,
    recent_share_right double precision NOT NULL,
    last_day date NOT NULL,
    predicted_right double precision,
    computed_at timestamp with time zone NOT NULL,
    CONSTRAINT student_features_pkey PRIMARY KEY (ml_student_id, skill)
);
CREATE TABLE ai.student_ml_dataset (
    answer_key uuid NOT NULL,
    skill text NOT NULL,
    ml_student_id uuid NOT NULL,
    day date NOT NULL,
    answers_before integer NOT NULL,
    rights_before integer NOT NULL,
    recent_share_right double precision NOT NULL,
    days_since_last integer,
    question_share_right double precision NOT NULL,
    guess double precision NOT NULL,
    is_right boolean NOT NULL,
    is_held_out boolean NOT NULL,
    computed_at timestamp with time zone NOT NULL,
    weight double precision DEFAULT 1 NOT NULL,
    CONSTRAINT student_ml_dataset_pkey PRIMARY KEY (answer_key, skill)
);
CREATE TABLE public.accounts_activationlink (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    channel character varying(3) NOT NULL,
    phone character varying(16) NOT NULL,
    token_sha256 character varying(64) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    created_by_id uuid,
    user_id uuid NOT NULL,
    CONSTRAINT activation_link_by_sms_has_a_phone CHECK (((((channel)::text = 'sms'::text) AND (NOT ((phone)::text = ''::text))) OR (((channel)::text = 'qr'::text) AND ((phone)::text = ''::text)))),
    CONSTRAINT accounts_activationlink_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_activitylog (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    action character varying(60) NOT NULL,
    object_type character varying(100) NOT NULL,
    object_id character varying(64) NOT NULL,
    seconds integer,
    address inet,
    device character varying(200) NOT NULL,
    user_id uuid NOT NULL,
    CONSTRAINT accounts_activitylog_seconds_check CHECK ((seconds >= 0)),
    CONSTRAINT accounts_activitylog_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_childdevice (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    token_sha256 character varying(64) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    child_id uuid NOT NULL,
    opened_by_id uuid,
    CONSTRAINT accounts_childdevice_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_childprofile (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    birth_date date NOT NULL,
    code character varying(12) NOT NULL,
    pictures_hash character varying(200) NOT NULL,
    wrong_tries smallint NOT NULL,
    closed_at timestamp with time zone,
    user_id uuid NOT NULL,
    CONSTRAINT accounts_childprofile_wrong_tries_check CHECK ((wrong_tries >= 0)),
    CONSTRAINT accounts_childprofile_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_consent (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind character varying(20) NOT NULL,
    given boolean NOT NULL,
    text_version character varying(20) NOT NULL,
    given_by_id uuid,
    person_id uuid NOT NULL,
    revision integer NOT NULL,
    photo_id uuid,
    signed_by character varying(160) DEFAULT ''::character varying NOT NULL,
    signed_on date,
    CONSTRAINT accounts_consent_revision_check CHECK ((revision >= 0)),
    CONSTRAINT consent_paper_is_signed CHECK ((((photo_id IS NULL) AND ((signed_by)::text = ''::text) AND (signed_on IS NULL)) OR ((signed_on IS NOT NULL) AND (NOT ((signed_by)::text = ''::text))))),
    CONSTRAINT accounts_consent_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_contactperson (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name character varying(160) NOT NULL,
    relation character varying(80) NOT NULL,
    phone character varying(16) NOT NULL,
    remark character varying(200) NOT NULL,
    person_id uuid NOT NULL,
    CONSTRAINT contact_person_has_name CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT contact_person_phone_e164 CHECK (((phone)::text ~ '^\+[1-9][0-9]{6,14}$'::text)),
    CONSTRAINT accounts_contactperson_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_guardian (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind character varying(20) NOT NULL,
    sees_progress boolean NOT NULL,
    sees_recordings boolean NOT NULL,
    sees_payments boolean NOT NULL,
    ended_at timestamp with time zone,
    child_id uuid NOT NULL,
    parent_id uuid NOT NULL,
    CONSTRAINT guardian_of_another CHECK ((NOT (parent_id = child_id))),
    CONSTRAINT accounts_guardian_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_institution (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name character varying(200) NOT NULL,
    folded character varying(200) NOT NULL,
    kind character varying(20) NOT NULL,
    city character varying(100) NOT NULL,
    archived_at timestamp with time zone,
    CONSTRAINT accounts_institution_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_invitation (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(16) NOT NULL,
    role character varying(20) NOT NULL,
    token_sha256 character varying(64) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    accepted_by_id uuid,
    invited_by_id uuid,
    own_role_id uuid,
    all_branches boolean NOT NULL,
    superseded boolean NOT NULL,
    CONSTRAINT invitation_has_an_address CHECK ((NOT (((email)::text = ''::text) AND ((phone)::text = ''::text)))),
    CONSTRAINT accounts_invitation_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_invitation_branches (
    id bigint NOT NULL,
    invitation_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    CONSTRAINT accounts_invitation_branches_pkey PRIMARY KEY (id)
);
ALTER TABLE public.accounts_invitation_branches ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.accounts_invitation_branches_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.accounts_knowndevice (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    token_sha256 character varying(64) NOT NULL,
    last_used_at timestamp with time zone NOT NULL,
    user_id uuid NOT NULL,
    CONSTRAINT accounts_knowndevice_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_mfaticket (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    token_sha256 character varying(64) NOT NULL,
    device character varying(200) NOT NULL,
    address inet,
    expires_at timestamp with time zone NOT NULL,
    tries smallint NOT NULL,
    used_at timestamp with time zone,
    user_id uuid NOT NULL,
    CONSTRAINT accounts_mfaticket_tries_check CHECK ((tries >= 0)),
    CONSTRAINT accounts_mfaticket_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_onboardinganswer (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    answer jsonb NOT NULL,
    user_id uuid NOT NULL,
    question_id uuid NOT NULL,
    CONSTRAINT accounts_onboardinganswer_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_onboardingquestion (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    text jsonb NOT NULL,
    choices jsonb NOT NULL,
    required boolean NOT NULL,
    place smallint NOT NULL,
    archived_at timestamp with time zone,
    CONSTRAINT accounts_onboardingquestion_place_check CHECK ((place >= 0)),
    CONSTRAINT accounts_onboardingquestion_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_ownrole (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name jsonb NOT NULL,
    permissions character varying(60)[] NOT NULL,
    archived_at timestamp with time zone,
    CONSTRAINT accounts_ownrole_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_passwordresettoken (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    channel character varying(10) NOT NULL,
    address character varying(254) NOT NULL,
    token_sha256 character varying(64) NOT NULL,
    code_hmac character varying(64) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    tries smallint NOT NULL,
    used_at timestamp with time zone,
    user_id uuid,
    CONSTRAINT accounts_passwordresettoken_tries_check CHECK ((tries >= 0)),
    CONSTRAINT accounts_passwordresettoken_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_personnote (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    visibility character varying(10) NOT NULL,
    text text NOT NULL,
    author_id uuid,
    person_id uuid NOT NULL,
    CONSTRAINT person_note_known_visibility CHECK (((visibility)::text = ANY ((ARRAY['office'::character varying, 'teachers'::character varying])::text[]))),
    CONSTRAINT person_note_not_empty CHECK ((NOT (text = ''::text))),
    CONSTRAINT accounts_personnote_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_recoverycode (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    code_sha256 character varying(64) NOT NULL,
    used_at timestamp with time zone,
    user_id uuid NOT NULL,
    CONSTRAINT accounts_recoverycode_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_refreshtoken (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    token_sha256 character varying(64) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    session_id uuid NOT NULL,
    CONSTRAINT accounts_refreshtoken_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_session (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    device character varying(200) NOT NULL,
    address inet,
    last_used_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    end_reason character varying(40) NOT NULL,
    user_id uuid NOT NULL,
    step_up_at timestamp with time zone,
    viewed_by_id uuid,
    CONSTRAINT session_ends_with_a_reason CHECK (((((end_reason)::text = ''::text) AND (ended_at IS NULL)) OR ((ended_at IS NOT NULL) AND (NOT ((end_reason)::text = ''::text))))),
    CONSTRAINT accounts_session_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_studentprofile (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    education character varying(200) NOT NULL,
    preferences jsonb NOT NULL,
    institution_id uuid,
    user_id uuid NOT NULL,
    CONSTRAINT accounts_studentprofile_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_teacherprofile (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    about jsonb NOT NULL,
    qualifications text NOT NULL,
    institution_id uuid,
    user_id uuid NOT NULL,
    CONSTRAINT accounts_teacherprofile_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_telegramlink (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    chat_id bigint NOT NULL,
    linked_at timestamp with time zone NOT NULL,
    blocked_at timestamp with time zone,
    user_id uuid NOT NULL,
    CONSTRAINT accounts_telegramlink_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_telegramstart (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    token_sha256 character varying(64) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    user_id uuid NOT NULL,
    CONSTRAINT accounts_telegramstart_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_totpdevice (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    sealed_secret bytea NOT NULL,
    confirmed_at timestamp with time zone,
    last_step bigint NOT NULL,
    user_id uuid NOT NULL,
    CONSTRAINT accounts_totpdevice_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_user (
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    email character varying(254),
    phone character varying(16),
    first_name character varying(80) NOT NULL,
    last_name character varying(80) NOT NULL,
    role character varying(20) NOT NULL,
    locale character varying(2) NOT NULL,
    zone character varying(64) NOT NULL,
    is_active boolean NOT NULL,
    token_epoch integer NOT NULL,
    all_branches boolean NOT NULL,
    avatar_id uuid,
    email_verified_at timestamp with time zone,
    erased_at timestamp with time zone,
    folded character varying(400) NOT NULL,
    phone_verified_at timestamp with time zone,
    requested_role character varying(20) NOT NULL,
    own_role_id uuid,
    number integer,
    folded_patronymic character varying(160) DEFAULT ''::character varying NOT NULL,
    patronymic character varying(80) DEFAULT ''::character varying NOT NULL,
    birth_date date,
    counts_as_adult boolean DEFAULT false NOT NULL,
    phone_vouched_at timestamp with time zone,
    name_key character varying(400) DEFAULT ''::character varying NOT NULL,
    merged_into_id uuid,
    CONSTRAINT accounts_user_number_check CHECK ((number >= 0)),
    CONSTRAINT accounts_user_token_epoch_check CHECK ((token_epoch >= 0)),
    CONSTRAINT user_email_folded CHECK (((email IS NULL) OR ((email)::text = lower((email)::text)))),
    CONSTRAINT user_known_locale CHECK (((locale)::text = ANY ((ARRAY['uz'::character varying, 'ru'::character varying, 'en'::character varying])::text[]))),
    CONSTRAINT user_known_role CHECK (((role)::text = ANY ((ARRAY['admin'::character varying, 'manager'::character varying, 'teacher'::character varying, 'student'::character varying, 'parent'::character varying, 'member'::character varying])::text[]))),
    CONSTRAINT user_phone_e164 CHECK (((phone IS NULL) OR ((phone)::text ~ '^\+[1-9][0-9]{6,14}$'::text))),
    CONSTRAINT user_works_everywhere_as_staff CHECK (((NOT all_branches) OR ((role)::text = ANY ((ARRAY['admin'::character varying, 'manager'::character varying, 'teacher'::character varying])::text[])) OR (own_role_id IS NOT NULL))),
    CONSTRAINT accounts_user_pkey PRIMARY KEY (id)
);
CREATE TABLE public.accounts_user_branches (
    id bigint NOT NULL,
    user_id uuid NOT NULL,
    branch_id uuid NOT NULL,
    CONSTRAINT accounts_user_branches_pkey PRIMARY KEY (id)
);
ALTER TABLE public.accounts_user_branches ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.accounts_user_branches_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.accounts_userverification (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    channel character varying(10) NOT NULL,
    address character varying(254) NOT NULL,
    token_sha256 character varying(64) NOT NULL,
    code_hmac character varying(64) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    tries smallint NOT NULL,
    used_at timestamp with time zone,
    user_id uuid,
    sign_up jsonb NOT NULL,
    ticket_sha256 character varying(64) NOT NULL,
    CONSTRAINT accounts_userverification_tries_check CHECK ((tries >= 0)),
    CONSTRAINT accounts_userverification_pkey PRIMARY KEY (id)
);
CREATE TABLE public.analytics_activity (
    id bigint NOT NULL,
    day date NOT NULL,
    kind character varying(8) NOT NULL,
    object_id uuid,
    page character varying(40) NOT NULL,
    views integer NOT NULL,
    seconds integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    branch_id uuid NOT NULL,
    person_id uuid NOT NULL,
    CONSTRAINT activity_page_has_a_name CHECK (((((kind)::text = 'page'::text) OR ((page)::text = ''::text)) AND (1 = (
CASE
    WHEN ((kind)::text = 'page'::text) THEN 1
    ELSE 0
END +
CASE
    WHEN ((page)::text = ''::text) THEN 1
    ELSE 0
END)))),
    CONSTRAINT analytics_activity_seconds_check CHECK ((seconds >= 0)),
    CONSTRAINT analytics_activity_views_check CHECK ((views >= 0)),
    CONSTRAINT analytics_activity_pkey PRIMARY KEY (id)
);
ALTER TABLE public.analytics_activity ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.analytics_activity_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.analytics_branchday (
    id bigint NOT NULL,
    measure character varying(40) NOT NULL,
    day date NOT NULL,
    currency character varying(3) NOT NULL,
    numerator numeric(24,5) NOT NULL,
    denominator numeric(24,5) NOT NULL,
    people integer NOT NULL,
    branch_id uuid,
    CONSTRAINT analytics_branchday_people_check CHECK ((people >= 0)),
    CONSTRAINT analytics_branchday_pkey PRIMARY KEY (id)
);
ALTER TABLE public.analytics_branchday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.analytics_branchday_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.analytics_courseday (
    id bigint NOT NULL,
    measure character varying(40) NOT NULL,
    day date NOT NULL,
    currency character varying(3) NOT NULL,
    numerator numeric(24,5) NOT NULL,
    denominator numeric(24,5) NOT NULL,
    people integer NOT NULL,
    branch_id uuid NOT NULL,
    course_id uuid NOT NULL,
    CONSTRAINT analytics_courseday_people_check CHECK ((people >= 0)),
    CONSTRAINT analytics_courseday_pkey PRIMARY KEY (id)
);
ALTER TABLE public.analytics_courseday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.analytics_courseday_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.analytics_factsbuild (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    total integer NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT analytics_factsbuild_total_check CHECK ((total >= 0)),
    CONSTRAINT facts_build_days_in_order CHECK ((last >= first)),
    CONSTRAINT analytics_factsbuild_pkey PRIMARY KEY (id)
);
CREATE TABLE public.analytics_factsproof (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    cells integer NOT NULL,
    difference_count integer NOT NULL,
    differing text NOT NULL,
    CONSTRAINT analytics_factsproof_cells_check CHECK ((cells >= 0)),
    CONSTRAINT analytics_factsproof_difference_count_check CHECK ((difference_count >= 0)),
    CONSTRAINT analytics_factsproof_pkey PRIMARY KEY (id)
);
CREATE TABLE public.analytics_factsstate (
    id integer NOT NULL,
    first date NOT NULL,
    built_until date NOT NULL,
    announced_at timestamp with time zone,
    unannounced character varying(40)[] DEFAULT '{}'::character varying(40)[] NOT NULL,
    CONSTRAINT facts_state_one_row CHECK ((id = 1)),
    CONSTRAINT analytics_factsstate_pkey PRIMARY KEY (id)
);
CREATE TABLE public.analytics_groupday (
    id bigint NOT NULL,
    measure character varying(40) NOT NULL,
    day date NOT NULL,
    currency character varying(3) NOT NULL,
    numerator numeric(24,5) NOT NULL,
    denominator numeric(24,5) NOT NULL,
    people integer NOT NULL,
    group_id uuid NOT NULL,
    CONSTRAINT analytics_groupday_people_check CHECK ((people >= 0)),
    CONSTRAINT analytics_groupday_pkey PRIMARY KEY (id)
);
ALTER TABLE public.analytics_groupday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.analytics_groupday_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.analytics_ownfigure (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name character varying(100) NOT NULL,
    measures character varying(40)[] NOT NULL,
    by character varying(6) NOT NULL,
    step character varying(5) NOT NULL,
    branch uuid,
    "group" uuid,
    course uuid,
    period character varying(14) NOT NULL,
    first_day date,
    last_day date,
    chart character varying(5) NOT NULL,
    shared_with character varying(10)[] NOT NULL,
    owner_id uuid NOT NULL,
    CONSTRAINT own_figure_days_only_if_fixed CHECK ((((first_day IS NOT NULL) AND (last_day >= first_day) AND ((period)::text = 'fixed'::text)) OR ((NOT ((period)::text = 'fixed'::text)) AND (first_day IS NULL) AND (last_day IS NULL)))),
    CONSTRAINT own_figure_has_measures CHECK (((
CASE
    WHEN (measures IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(measures, 1), 0)
END >= 1) AND (
CASE
    WHEN (measures IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(measures, 1), 0)
END <= 6))),
    CONSTRAINT analytics_ownfigure_pkey PRIMARY KEY (id)
);
CREATE TABLE public.analytics_personday (
    id bigint NOT NULL,
    measure character varying(40) NOT NULL,
    day date NOT NULL,
    currency character varying(3) NOT NULL,
    numerator numeric(24,5) NOT NULL,
    denominator numeric(24,5) NOT NULL,
    branch_id uuid NOT NULL,
    group_id uuid,
    person_id uuid NOT NULL,
    CONSTRAINT analytics_personday_pkey PRIMARY KEY (id)
);
ALTER TABLE public.analytics_personday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.analytics_personday_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.analytics_pupilrisk (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    counted_on date NOT NULL,
    risk double precision NOT NULL,
    reasons jsonb NOT NULL,
    signs jsonb NOT NULL,
    student_id uuid NOT NULL,
    model_id uuid NOT NULL,
    CONSTRAINT pupil_risk_is_a_probability CHECK (((risk >= (0.0)::double precision) AND (risk <= (1.0)::double precision))),
    CONSTRAINT analytics_pupilrisk_pkey PRIMARY KEY (id)
);
CREATE TABLE public.analytics_report (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    slot timestamp with time zone,
    name character varying(100) NOT NULL,
    "table" character varying(60) NOT NULL,
    address character varying(2000) NOT NULL,
    format character varying(4) NOT NULL,
    state character varying(9) NOT NULL,
    problem character varying(9) NOT NULL,
    rows integer NOT NULL,
    total integer,
    claim integer NOT NULL,
    size bigint,
    finished_at timestamp with time zone,
    expires_at timestamp with time zone,
    by_id uuid NOT NULL,
    file_id uuid,
    schedule_id uuid,
    CONSTRAINT analytics_report_claim_check CHECK ((claim >= 0)),
    CONSTRAINT analytics_report_rows_check CHECK ((rows >= 0)),
    CONSTRAINT analytics_report_size_check CHECK ((size >= 0)),
    CONSTRAINT analytics_report_total_check CHECK ((total >= 0)),
    CONSTRAINT report_done_has_size_and_end CHECK (((NOT ((state)::text = 'done'::text)) OR ((expires_at IS NOT NULL) AND (size IS NOT NULL)))),
    CONSTRAINT report_file_only_while_done CHECK (((file_id IS NULL) OR ((state)::text = 'done'::text))),
    CONSTRAINT analytics_report_pkey PRIMARY KEY (id)
);
CREATE TABLE public.analytics_reportcard (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version smallint NOT NULL,
    numbers jsonb NOT NULL,
    comment text NOT NULL,
    queued_at timestamp with time zone,
    failed_at timestamp with time zone,
    sent_at timestamp with time zone,
    comment_by_id uuid,
    pdf_en_id uuid,
    pdf_ru_id uuid,
    pdf_uz_id uuid,
    student_id uuid NOT NULL,
    batch_id uuid NOT NULL,
    CONSTRAINT analytics_reportcard_version_check CHECK ((version >= 0)),
    CONSTRAINT report_card_sent_with_files CHECK (((sent_at IS NULL) OR ((pdf_en_id IS NOT NULL) AND (pdf_ru_id IS NOT NULL) AND (pdf_uz_id IS NOT NULL)))),
    CONSTRAINT analytics_reportcard_pkey PRIMARY KEY (id)
);
CREATE TABLE public.analytics_reportcardbatch (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    title character varying(80) NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    counted_until date NOT NULL,
    by_id uuid,
    group_id uuid NOT NULL,
    CONSTRAINT report_card_days_in_order CHECK ((last_day >= first_day)),
    CONSTRAINT analytics_reportcardbatch_pkey PRIMARY KEY (id)
);
CREATE TABLE public.analytics_reportreceiver (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    lost_at timestamp with time zone,
    user_id uuid NOT NULL,
    schedule_id uuid NOT NULL,
    CONSTRAINT analytics_reportreceiver_pkey PRIMARY KEY (id)
);
CREATE TABLE public.analytics_reportschedule (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name character varying(100) NOT NULL,
    "table" character varying(60) NOT NULL,
    address character varying(2000) NOT NULL,
    format character varying(4) NOT NULL,
    weekday smallint,
    month_day smallint,
    hour smallint NOT NULL,
    next_at timestamp with time zone,
    last_at timestamp with time zone,
    by_id uuid NOT NULL,
    CONSTRAINT analytics_reportschedule_hour_check CHECK ((hour >= 0)),
    CONSTRAINT analytics_reportschedule_month_day_check CHECK ((month_day >= 0)),
    CONSTRAINT analytics_reportschedule_weekday_check CHECK ((weekday >= 0)),
    CONSTRAINT report_schedule_hour_of_a_day CHECK ((hour <= 23)),
    CONSTRAINT report_schedule_one_kind_of_day CHECK ((((month_day IS NULL) AND ((weekday >= 1) AND (weekday <= 7))) OR (((month_day >= 1) AND (month_day <= 28)) AND (weekday IS NULL)))),
    CONSTRAINT analytics_reportschedule_pkey PRIMARY KEY (id)
);
CREATE TABLE public.analytics_riskaction (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind character varying(10) NOT NULL,
    note character varying(500) NOT NULL,
    risk double precision NOT NULL,
    by_id uuid,
    student_id uuid NOT NULL,
    CONSTRAINT analytics_riskaction_pkey PRIMARY KEY (id)
);
CREATE TABLE public.analytics_riskmodel (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    counted_until date NOT NULL,
    intercept double precision NOT NULL,
    features jsonb NOT NULL,
    usual_share double precision NOT NULL,
    quality jsonb NOT NULL,
    hidden_because character varying(12) NOT NULL,
    CONSTRAINT analytics_riskmodel_pkey PRIMARY KEY (id)
);
CREATE TABLE public.analytics_rowchange (
    id bigint NOT NULL,
    source character varying(63) NOT NULL,
    old jsonb,
    new jsonb,
    noted_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    CONSTRAINT analytics_rowchange_pkey PRIMARY KEY (id)
);
ALTER TABLE public.analytics_rowchange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.analytics_rowchange_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.analytics_staleday (
    id bigint NOT NULL,
    measure character varying(40) NOT NULL,
    day date NOT NULL,
    build_id uuid,
    CONSTRAINT analytics_staleday_pkey PRIMARY KEY (id)
);
ALTER TABLE public.analytics_staleday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.analytics_staleday_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.attendance_absencealert (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    absences smallint NOT NULL,
    closed_at timestamp with time zone,
    group_id uuid NOT NULL,
    student_id uuid NOT NULL,
    CONSTRAINT attendance_absencealert_absences_check CHECK ((absences >= 0)),
    CONSTRAINT attendance_absencealert_pkey PRIMARY KEY (id)
);
CREATE TABLE public.attendance_absencenotice (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    absent boolean NOT NULL,
    lesson_id uuid NOT NULL,
    student_id uuid NOT NULL,
    CONSTRAINT attendance_absencenotice_pkey PRIMARY KEY (id)
);
CREATE TABLE public.attendance_attendance (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    minutes_late smallint,
    note character varying(200) NOT NULL,
    source character varying(8) NOT NULL,
    marked_at timestamp with time zone NOT NULL,
    revision integer NOT NULL,
    lesson_id uuid NOT NULL,
    marked_by_id uuid,
    student_id uuid NOT NULL,
    status_id uuid NOT NULL,
    charged boolean NOT NULL,
    CONSTRAINT attendance_attendance_minutes_late_check CHECK ((minutes_late >= 0)),
    CONSTRAINT attendance_attendance_revision_check CHECK ((revision >= 0)),
    CONSTRAINT attendance_minutes_late CHECK (((minutes_late IS NULL) OR ((minutes_late >= 1) AND (minutes_late <= 600)))),
    CONSTRAINT attendance_attendance_pkey PRIMARY KEY (id)
);
CREATE TABLE public.attendance_attendancehistory (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    minutes_late smallint,
    note character varying(200) NOT NULL,
    marked_at timestamp with time zone NOT NULL,
    reason character varying(200) NOT NULL,
    by_id uuid,
    lesson_id uuid NOT NULL,
    student_id uuid NOT NULL,
    from_status_id uuid NOT NULL,
    to_status_id uuid,
    changed_by_id uuid,
    source character varying(8) NOT NULL,
    CONSTRAINT attendance_attendancehistory_minutes_late_check CHECK ((minutes_late >= 0)),
    CONSTRAINT attendance_attendancehistory_pkey PRIMARY KEY (id)
);
CREATE TABLE public.attendance_attendancestatus (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    code character varying(20) NOT NULL,
    name jsonb NOT NULL,
    counts_as character varying(8) NOT NULL,
    charged boolean NOT NULL,
    coins smallint,
    built_in boolean NOT NULL,
    "position" smallint NOT NULL,
    archived_at timestamp with time zone,
    CONSTRAINT attendance_attendancestatus_coins_check CHECK ((coins >= 0)),
    CONSTRAINT attendance_attendancestatus_position_check CHECK (("position" >= 0)),
    CONSTRAINT attendance_attendancestatus_pkey PRIMARY KEY (id)
);
CREATE TABLE public.attendance_excuse (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    reason character varying(500) NOT NULL,
    state character varying(10) NOT NULL,
    decided_at timestamp with time zone,
    answer character varying(500) NOT NULL,
    asked_by_id uuid,
    decided_by_id uuid,
    student_id uuid NOT NULL,
    CONSTRAINT excuse_days_in_order CHECK ((ends_on >= starts_on)),
    CONSTRAINT attendance_excuse_pkey PRIMARY KEY (id)
);
CREATE TABLE public.attendance_makeup (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    by_id uuid,
    lesson_id uuid NOT NULL,
    mark_id uuid NOT NULL,
    CONSTRAINT attendance_makeup_pkey PRIMARY KEY (id)
);
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL,
    CONSTRAINT auth_group_pkey PRIMARY KEY (id)
);
ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.auth_group_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL,
    CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id)
);
ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.auth_group_permissions_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL,
    CONSTRAINT auth_permission_pkey PRIMARY KEY (id)
);
ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.auth_permission_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.backups_backuprun (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    ok boolean,
    place character varying(300) NOT NULL,
    name character varying(60) NOT NULL,
    size bigint NOT NULL,
    copied bigint NOT NULL,
    files integer NOT NULL,
    missing integer NOT NULL,
    reason text NOT NULL,
    left_over text DEFAULT ''::text NOT NULL,
    CONSTRAINT backup_run_that_ended_has_a_result CHECK ((((finished_at IS NULL) AND (ok IS NULL)) OR ((finished_at IS NOT NULL) AND (ok IS NOT NULL)))),
    CONSTRAINT backups_backuprun_files_check CHECK ((files >= 0)),
    CONSTRAINT backups_backuprun_missing_check CHECK ((missing >= 0)),
    CONSTRAINT backups_backuprun_pkey PRIMARY KEY (id)
);
CREATE TABLE public.certificates_certificate (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    public_id character varying(24) NOT NULL,
    series character varying(20) NOT NULL,
    number integer NOT NULL,
    grounds jsonb NOT NULL,
    reason character varying(500) NOT NULL,
    language character varying(2) NOT NULL,
    name character varying(200) NOT NULL,
    course_title character varying(300) NOT NULL,
    centre character varying(200) NOT NULL,
    hours smallint,
    level character varying(40) NOT NULL,
    day date NOT NULL,
    made_at timestamp with time zone,
    failed_at timestamp with time zone,
    badge jsonb,
    status_list integer,
    status_index integer,
    revoked_at timestamp with time zone,
    revoke_reason character varying(500) NOT NULL,
    awarded_by_id uuid,
    course_id uuid NOT NULL,
    pdf_id uuid,
    revoked_by_id uuid,
    student_id uuid NOT NULL,
    key_id uuid,
    rule_id uuid,
    template_id uuid NOT NULL,
    version_id uuid NOT NULL,
    CONSTRAINT certificate_made_with_a_key CHECK (((made_at IS NULL) OR (key_id IS NOT NULL))),
    CONSTRAINT certificates_certificate_hours_check CHECK ((hours >= 0)),
    CONSTRAINT certificates_certificate_number_check CHECK ((number >= 0)),
    CONSTRAINT certificates_certificate_status_index_check CHECK ((status_index >= 0)),
    CONSTRAINT certificates_certificate_status_list_check CHECK ((status_list >= 0)),
    CONSTRAINT certificates_certificate_pkey PRIMARY KEY (id)
);
CREATE TABLE public.certificates_certificatekey (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    sealed_signing_key bytea NOT NULL,
    sealed_badge_key bytea NOT NULL,
    certificate bytea NOT NULL,
    badge_issuer character varying(80) NOT NULL,
    is_current boolean NOT NULL,
    CONSTRAINT certificates_certificatekey_pkey PRIMARY KEY (id)
);
CREATE TABLE public.certificates_certificatepicture (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    file_id uuid NOT NULL,
    CONSTRAINT certificates_certificatepicture_pkey PRIMARY KEY (id)
);
CREATE TABLE public.certificates_certificaterule (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    language character varying(2) NOT NULL,
    hours smallint,
    level character varying(40) NOT NULL,
    least_progress smallint,
    least_grade smallint,
    least_quiz smallint,
    least_attendance smallint,
    not_before date,
    archived_at timestamp with time zone,
    author_id uuid,
    course_id uuid NOT NULL,
    quiz_id uuid,
    template_id uuid NOT NULL,
    CONSTRAINT certificate_rule_quiz_and_percent CHECK ((((least_quiz IS NULL) AND (quiz_id IS NULL)) OR ((least_quiz IS NOT NULL) AND (quiz_id IS NOT NULL)))),
    CONSTRAINT certificate_rule_says_when CHECK (((least_progress IS NOT NULL) OR (quiz_id IS NOT NULL) OR (not_before IS NOT NULL))),
    CONSTRAINT certificates_certificaterule_hours_check CHECK ((hours >= 0)),
    CONSTRAINT certificates_certificaterule_least_attendance_check CHECK ((least_attendance >= 0)),
    CONSTRAINT certificates_certificaterule_least_grade_check CHECK ((least_grade >= 0)),
    CONSTRAINT certificates_certificaterule_least_progress_check CHECK ((least_progress >= 0)),
    CONSTRAINT certificates_certificaterule_least_quiz_check CHECK ((least_quiz >= 0)),
    CONSTRAINT certificates_certificaterule_pkey PRIMARY KEY (id)
);
CREATE TABLE public.certificates_certificatetemplate (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name character varying(120) NOT NULL,
    archived_at timestamp with time zone,
    current_id uuid,
    CONSTRAINT certificates_certificatetemplate_pkey PRIMARY KEY (id)
);
CREATE TABLE public.certificates_certificatetemplateversion (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    number integer NOT NULL,
    content jsonb NOT NULL,
    author_id uuid,
    template_id uuid NOT NULL,
    CONSTRAINT certificates_certificatetemplateversion_number_check CHECK ((number >= 0)),
    CONSTRAINT certificates_certificatetemplateversion_pkey PRIMARY KEY (id)
);
CREATE TABLE public.chat_block (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    blocked_id uuid NOT NULL,
    blocker_id uuid NOT NULL,
    CONSTRAINT chat_block_of_another CHECK ((NOT (blocker_id = blocked_id))),
    CONSTRAINT chat_block_pkey PRIMARY KEY (id)
);
CREATE TABLE public.chat_chatroom (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind character varying(8) NOT NULL,
    last_number integer NOT NULL,
    removed_number integer NOT NULL,
    last_at timestamp with time zone NOT NULL,
    branch_id uuid NOT NULL,
    course_id uuid,
    group_id uuid,
    lesson_id uuid,
    other_id uuid,
    person_id uuid,
    continued_in_id uuid,
    CONSTRAINT chat_chatroom_last_number_check CHECK ((last_number >= 0)),
    CONSTRAINT chat_chatroom_removed_number_check CHECK ((removed_number >= 0)),
    CONSTRAINT chat_room_conversations_are_continued CHECK (((continued_in_id IS NULL) OR ((kind)::text = ANY ((ARRAY['direct'::character varying, 'office'::character varying])::text[])))),
    CONSTRAINT chat_room_links_fit_its_kind CHECK ((((course_id IS NOT NULL) AND (group_id IS NULL) AND ((kind)::text = 'course'::text) AND (lesson_id IS NULL) AND (other_id IS NULL) AND (person_id IS NULL)) OR ((course_id IS NULL) AND (group_id IS NOT NULL) AND ((kind)::text = 'group'::text) AND (lesson_id IS NULL) AND (other_id IS NULL) AND (person_id IS NULL)) OR ((course_id IS NULL) AND (group_id IS NULL) AND ((kind)::text = 'lesson'::text) AND (lesson_id IS NOT NULL) AND (other_id IS NULL) AND (person_id IS NULL)) OR ((course_id IS NULL) AND (group_id IS NULL) AND ((kind)::text = 'direct'::text) AND (lesson_id IS NULL) AND (other_id IS NOT NULL) AND (person_id IS NOT NULL)) OR ((course_id IS NULL) AND (group_id IS NULL) AND ((kind)::text = 'office'::text) AND (lesson_id IS NULL) AND (other_id IS NULL) AND (person_id IS NOT NULL)))),
    CONSTRAINT chat_room_of_two_different_people CHECK (((other_id IS NULL) OR (NOT ((person_id = other_id) AND (person_id IS NOT NULL) AND (other_id IS NOT NULL))))),
    CONSTRAINT chat_chatroom_pkey PRIMARY KEY (id)
);
CREATE TABLE public.chat_message (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    number integer,
    client_id uuid NOT NULL,
    text text NOT NULL,
    waits_until timestamp with time zone,
    sent_at timestamp with time zone,
    edited_at timestamp with time zone,
    deleted_at timestamp with time zone,
    hidden_at timestamp with time zone,
    author_id uuid NOT NULL,
    deleted_by_id uuid,
    reply_to_id uuid,
    room_id uuid NOT NULL,
    voice_id uuid,
    by_telegram boolean DEFAULT false NOT NULL,
    CONSTRAINT chat_message_is_sent_or_waits CHECK ((((number IS NULL) AND (sent_at IS NULL) AND (waits_until IS NOT NULL)) OR ((number IS NOT NULL) AND (sent_at IS NOT NULL)))),
    CONSTRAINT chat_message_number_check CHECK ((number >= 0)),
    CONSTRAINT chat_message_pkey PRIMARY KEY (id)
);
CREATE TABLE public.chat_messageversion (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    text text NOT NULL,
    message_id uuid NOT NULL,
    CONSTRAINT chat_messageversion_pkey PRIMARY KEY (id)
);
CREATE TABLE public.chat_reaction (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind character varying(8) NOT NULL,
    message_id uuid NOT NULL,
    user_id uuid NOT NULL,
    CONSTRAINT chat_reaction_pkey PRIMARY KEY (id)
);
CREATE TABLE public.chat_readposition (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    number integer NOT NULL,
    room_id uuid NOT NULL,
    user_id uuid NOT NULL,
    CONSTRAINT chat_readposition_number_check CHECK ((number >= 0)),
    CONSTRAINT chat_readposition_pkey PRIMARY KEY (id)
);
CREATE TABLE public.core_bulkchange (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind character varying(40) NOT NULL,
    rows jsonb NOT NULL,
    context jsonb NOT NULL,
    undone_at timestamp with time zone,
    by_id uuid,
    CONSTRAINT core_bulkchange_pkey PRIMARY KEY (id)
);
CREATE TABLE public.core_idempotencykey (
    id bigint NOT NULL,
    operation character varying(100) NOT NULL,
    key character varying(200) NOT NULL,
    body_sha256 character varying(64) NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    status smallint,
    answer jsonb,
    user_id uuid NOT NULL,
    CONSTRAINT core_idempotencykey_pkey PRIMARY KEY (id)
);
ALTER TABLE public.core_idempotencykey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.core_idempotencykey_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.core_numberseries (
    name character varying(60) NOT NULL,
    last bigint NOT NULL,
    leaps bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    CONSTRAINT core_numberseries_pkey PRIMARY KEY (name)
);
CREATE TABLE public.core_storedfile (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    path character varying(200) NOT NULL,
    sha256 character varying(64) NOT NULL,
    size bigint NOT NULL,
    content_type character varying(100) NOT NULL,
    original_name character varying(200) NOT NULL,
    owner_id uuid,
    CONSTRAINT stored_file_size_not_negative CHECK ((size >= 0)),
    CONSTRAINT core_storedfile_pkey PRIMARY KEY (id)
);
CREATE TABLE public.core_upload (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    token_sha256 character varying(64) NOT NULL,
    purpose character varying(20) NOT NULL,
    key character varying(200) NOT NULL,
    name character varying(200) NOT NULL,
    size bigint NOT NULL,
    received bigint NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    file_id uuid,
    owner_id uuid NOT NULL,
    closed_at timestamp with time zone,
    sha256 character varying(64) NOT NULL,
    CONSTRAINT upload_within_its_size CHECK (((received >= 0) AND (received <= size) AND (size > 0))),
    CONSTRAINT core_upload_pkey PRIMARY KEY (id)
);
CREATE TABLE public.course_transfers_courseexport (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    format character varying(16) NOT NULL,
    source character varying(9) NOT NULL,
    state character varying(7) NOT NULL,
    percent smallint NOT NULL,
    report jsonb NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    by_id uuid,
    course_id uuid NOT NULL,
    file_id uuid,
    CONSTRAINT course_transfers_courseexport_percent_check CHECK ((percent >= 0)),
    CONSTRAINT course_transfers_courseexport_pkey PRIMARY KEY (id)
);
CREATE TABLE public.course_transfers_courseimport (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    makes_course boolean NOT NULL,
    name character varying(200) NOT NULL,
    format character varying(16) NOT NULL,
    state character varying(8) NOT NULL,
    percent smallint NOT NULL,
    title character varying(200) NOT NULL,
    figures jsonb NOT NULL,
    report jsonb NOT NULL,
    problem character varying(40) NOT NULL,
    problem_values jsonb NOT NULL,
    stored jsonb NOT NULL,
    revision integer,
    before jsonb NOT NULL,
    finished_at timestamp with time zone,
    by_id uuid,
    course_id uuid,
    package_id uuid,
    quizzes_id uuid,
    CONSTRAINT course_transfers_courseimport_percent_check CHECK ((percent >= 0)),
    CONSTRAINT course_transfers_courseimport_revision_check CHECK ((revision >= 0)),
    CONSTRAINT course_transfers_courseimport_pkey PRIMARY KEY (id)
);
CREATE TABLE public.courses_category (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name jsonb NOT NULL,
    slug character varying(80) NOT NULL,
    "position" smallint NOT NULL,
    CONSTRAINT courses_category_position_check CHECK (("position" >= 0)),
    CONSTRAINT courses_category_pkey PRIMARY KEY (id)
);
CREATE TABLE public.courses_course (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    title jsonb NOT NULL,
    description jsonb NOT NULL,
    slug character varying(80) NOT NULL,
    folded text NOT NULL,
    language character varying(8) NOT NULL,
    level character varying(8) NOT NULL,
    status character varying(10) NOT NULL,
    mode character varying(8) NOT NULL,
    published_at timestamp with time zone,
    thumbnail_id uuid,
    category_id uuid,
    review_count integer DEFAULT 0 NOT NULL,
    review_stars integer DEFAULT 0 NOT NULL,
    tags character varying(40)[] DEFAULT '{}'::character varying(40)[] NOT NULL,
    CONSTRAINT courses_course_review_count_check CHECK ((review_count >= 0)),
    CONSTRAINT courses_course_review_stars_check CHECK ((review_stars >= 0)),
    CONSTRAINT courses_course_pkey PRIMARY KEY (id)
);
CREATE TABLE public.courses_course_prerequisites (
    id bigint NOT NULL,
    from_course_id uuid NOT NULL,
    to_course_id uuid NOT NULL,
    CONSTRAINT courses_course_prerequisites_pkey PRIMARY KEY (id)
);
ALTER TABLE public.courses_course_prerequisites ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.courses_course_prerequisites_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.courses_courseprice (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    amount bigint NOT NULL,
    currency character varying(3) NOT NULL,
    course_id uuid NOT NULL,
    CONSTRAINT course_price_positive CHECK ((amount > 0)),
    CONSTRAINT courses_courseprice_pkey PRIMARY KEY (id)
);
CREATE TABLE public.courses_courseteacher (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind character varying(4) NOT NULL,
    course_id uuid NOT NULL,
    teacher_id uuid NOT NULL,
    CONSTRAINT courses_courseteacher_pkey PRIMARY KEY (id)
);
CREATE TABLE public.courses_coursethumbnail (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    width smallint NOT NULL,
    course_id uuid NOT NULL,
    file_id uuid NOT NULL,
    CONSTRAINT courses_coursethumbnail_width_check CHECK ((width >= 0)),
    CONSTRAINT courses_coursethumbnail_pkey PRIMARY KEY (id)
);
CREATE TABLE public.courses_freeze (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    reason character varying(200) NOT NULL,
    by_id uuid,
    membership_id uuid NOT NULL,
    CONSTRAINT freeze_days_in_order CHECK (((ends_on IS NULL) OR (ends_on >= starts_on))),
    CONSTRAINT courses_freeze_pkey PRIMARY KEY (id)
);
CREATE TABLE public.courses_group (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name character varying(80) NOT NULL,
    folded character varying(200) NOT NULL,
    capacity smallint NOT NULL,
    status character varying(10) NOT NULL,
    branch_id uuid NOT NULL,
    course_id uuid NOT NULL,
    lead_teacher_id uuid NOT NULL,
    ends_on date,
    price_amount bigint,
    price_currency character varying(3) NOT NULL,
    seats_taken smallint NOT NULL,
    starts_on date,
    zone character varying(64) NOT NULL,
    CONSTRAINT courses_group_capacity_check CHECK ((capacity >= 0)),
    CONSTRAINT courses_group_seats_taken_check CHECK ((seats_taken >= 0)),
    CONSTRAINT group_dates_in_order CHECK (((ends_on IS NULL) OR (starts_on IS NULL) OR (ends_on >= starts_on))),
    CONSTRAINT group_not_overfilled CHECK ((seats_taken <= capacity)),
    CONSTRAINT group_price_whole CHECK ((((price_amount IS NULL) AND ((price_currency)::text = ''::text)) OR ((price_amount > 0) AND (NOT ((price_currency)::text = ''::text))))),
    CONSTRAINT courses_group_pkey PRIMARY KEY (id)
);
CREATE TABLE public.courses_group_assistants (
    id bigint NOT NULL,
    group_id uuid NOT NULL,
    user_id uuid NOT NULL,
    CONSTRAINT courses_group_assistants_pkey PRIMARY KEY (id)
);
ALTER TABLE public.courses_group_assistants ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.courses_group_assistants_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.courses_holiday (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name jsonb NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    branch_id uuid,
    CONSTRAINT holiday_days_in_order CHECK ((ends_on >= starts_on)),
    CONSTRAINT courses_holiday_pkey PRIMARY KEY (id)
);
CREATE TABLE public.courses_import (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind character varying(12) NOT NULL,
    state character varying(8) NOT NULL,
    dry_run boolean NOT NULL,
    preset character varying(20) NOT NULL,
    columns jsonb NOT NULL,
    mapping jsonb NOT NULL,
    options jsonb NOT NULL,
    figures jsonb NOT NULL,
    problem character varying(300) NOT NULL,
    finished_at timestamp with time zone,
    undone_at timestamp with time zone,
    by_id uuid,
    file_id uuid,
    CONSTRAINT courses_import_pkey PRIMARY KEY (id)
);
CREATE TABLE public.courses_importmapping (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind character varying(12) NOT NULL,
    fingerprint character varying(64) NOT NULL,
    columns jsonb NOT NULL,
    by_id uuid,
    CONSTRAINT courses_importmapping_pkey PRIMARY KEY (id)
);
CREATE TABLE public.courses_importrow (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    number integer NOT NULL,
    cells jsonb NOT NULL,
    verdict character varying(8) NOT NULL,
    errors jsonb NOT NULL,
    made jsonb NOT NULL,
    belongs_to_id uuid NOT NULL,
    CONSTRAINT courses_importrow_number_check CHECK ((number >= 0)),
    CONSTRAINT courses_importrow_pkey PRIMARY KEY (id)
);
CREATE TABLE public.courses_leadchange (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    "on" date NOT NULL,
    by_id uuid,
    former_id uuid NOT NULL,
    group_id uuid NOT NULL,
    teacher_id uuid NOT NULL,
    CONSTRAINT courses_leadchange_pkey PRIMARY KEY (id)
);
CREATE TABLE public.courses_level (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    code character varying(8) NOT NULL,
    name jsonb NOT NULL,
    "position" smallint NOT NULL,
    archived_at timestamp with time zone,
    CONSTRAINT courses_level_position_check CHECK (("position" >= 0)),
    CONSTRAINT courses_level_pkey PRIMARY KEY (id)
);
CREATE TABLE public.courses_membership (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    status character varying(10) NOT NULL,
    joined_on date NOT NULL,
    left_on date,
    group_id uuid NOT NULL,
    student_id uuid NOT NULL,
    continues_id uuid,
    leaves_on date,
    reason character varying(200) NOT NULL,
    leaves_as character varying(10) NOT NULL,
    never_began boolean NOT NULL,
    CONSTRAINT membership_dates_in_order CHECK (((left_on IS NULL) OR (left_on >= joined_on))),
    CONSTRAINT membership_leaves_after_joining CHECK (((leaves_on IS NULL) OR (leaves_on >= joined_on))),
    CONSTRAINT membership_status_and_end_agree CHECK ((((left_on IS NULL) AND ((status)::text = ANY ((ARRAY['lead'::character varying, 'trial'::character varying, 'active'::character varying, 'frozen'::character varying])::text[]))) OR ((left_on IS NOT NULL) AND ((status)::text = ANY ((ARRAY['left'::character varying, 'graduated'::character varying])::text[]))))),
    CONSTRAINT courses_membership_pkey PRIMARY KEY (id)
);
CREATE TABLE public.courses_membershipchange (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    from_status character varying(10) NOT NULL,
    to_status character varying(10) NOT NULL,
    "on" date NOT NULL,
    reason character varying(200) NOT NULL,
    by_id uuid,
    membership_id uuid NOT NULL,
    kind character varying(10) DEFAULT 'status'::character varying NOT NULL,
    until date,
    CONSTRAINT courses_membershipchange_pkey PRIMARY KEY (id)
);
CREATE TABLE public.courses_placement (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    language character varying(8) NOT NULL,
    method character varying(10) NOT NULL,
    score smallint,
    found_on date NOT NULL,
    note character varying(500) NOT NULL,
    found_by_id uuid,
    level_id uuid NOT NULL,
    student_id uuid NOT NULL,
    CONSTRAINT courses_placement_score_check CHECK ((score >= 0)),
    CONSTRAINT placement_score_of_100 CHECK (((score IS NULL) OR (score <= 100))),
    CONSTRAINT courses_placement_pkey PRIMARY KEY (id)
);
CREATE TABLE public.courses_waitingentry (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    note character varying(200) NOT NULL,
    closed_at timestamp with time zone,
    group_id uuid NOT NULL,
    membership_id uuid,
    student_id uuid NOT NULL,
    CONSTRAINT courses_waitingentry_pkey PRIMARY KEY (id)
);
CREATE TABLE public.django_admin_log (
    id integer NOT NULL,
    action_time timestamp with time zone NOT NULL,
    object_id text,
    object_repr character varying(200) NOT NULL,
    action_flag smallint NOT NULL,
    change_message text NOT NULL,
    content_type_id integer,
    user_id uuid NOT NULL,
    CONSTRAINT django_admin_log_action_flag_check CHECK ((action_flag >= 0)),
    CONSTRAINT django_admin_log_pkey PRIMARY KEY (id)
);
ALTER TABLE public.django_admin_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.django_admin_log_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL,
    CONSTRAINT django_content_type_pkey PRIMARY KEY (id)
);
ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.django_content_type_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL,
    CONSTRAINT django_migrations_pkey PRIMARY KEY (id)
);
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.django_migrations_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL,
    CONSTRAINT django_session_pkey PRIMARY KEY (session_key)
);
CREATE TABLE public.forums_discussion (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind character varying(12) NOT NULL,
    title character varying(200) NOT NULL,
    text text NOT NULL,
    folded text NOT NULL,
    second integer,
    reply_count integer NOT NULL,
    last_activity_at timestamp with time zone NOT NULL,
    pinned_at timestamp with time zone,
    locked_at timestamp with time zone,
    resolved_at timestamp with time zone,
    hidden_at timestamp with time zone,
    deleted_at timestamp with time zone,
    edited_at timestamp with time zone,
    author_id uuid,
    lesson_id uuid,
    merged_into_id uuid,
    split_from_id uuid,
    forum_id uuid NOT NULL,
    CONSTRAINT forums_discussion_reply_count_check CHECK ((reply_count >= 0)),
    CONSTRAINT forums_discussion_second_check CHECK ((second >= 0)),
    CONSTRAINT forums_discussion_pkey PRIMARY KEY (id)
);
CREATE TABLE public.forums_discussionread (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone NOT NULL,
    discussion_id uuid NOT NULL,
    user_id uuid NOT NULL,
    CONSTRAINT forums_discussionread_pkey PRIMARY KEY (id)
);
CREATE TABLE public.forums_forum (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind character varying(6) NOT NULL,
    branch_id uuid,
    course_id uuid,
    group_id uuid,
    CONSTRAINT forum_has_the_place_of_its_kind CHECK ((((branch_id IS NULL) AND (course_id IS NULL) AND (group_id IS NULL) AND ((kind)::text = 'centre'::text)) OR ((branch_id IS NOT NULL) AND (course_id IS NULL) AND (group_id IS NULL) AND ((kind)::text = 'branch'::text)) OR ((branch_id IS NULL) AND (course_id IS NOT NULL) AND (group_id IS NULL) AND ((kind)::text = 'course'::text)) OR ((branch_id IS NULL) AND (course_id IS NULL) AND (group_id IS NOT NULL) AND ((kind)::text = 'group'::text)))),
    CONSTRAINT forums_forum_pkey PRIMARY KEY (id)
);
CREATE TABLE public.forums_forumfile (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind character varying(7) NOT NULL,
    "position" smallint NOT NULL,
    discussion_id uuid,
    file_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    reply_id uuid,
    CONSTRAINT forum_file_of_a_discussion CHECK (((reply_id IS NULL) OR (discussion_id IS NOT NULL))),
    CONSTRAINT forums_forumfile_position_check CHECK (("position" >= 0)),
    CONSTRAINT forums_forumfile_pkey PRIMARY KEY (id)
);
CREATE TABLE public.forums_forumreader (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    level character varying(9) NOT NULL,
    seen_at timestamp with time zone,
    forum_id uuid NOT NULL,
    user_id uuid NOT NULL,
    CONSTRAINT forums_forumreader_pkey PRIMARY KEY (id)
);
CREATE TABLE public.forums_reply (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    depth smallint NOT NULL,
    text text NOT NULL,
    folded text NOT NULL,
    upvote_count integer NOT NULL,
    accepted_at timestamp with time zone,
    hidden_at timestamp with time zone,
    deleted_at timestamp with time zone,
    edited_at timestamp with time zone,
    author_id uuid,
    discussion_id uuid NOT NULL,
    parent_id uuid,
    CONSTRAINT forums_reply_depth_check CHECK ((depth >= 0)),
    CONSTRAINT forums_reply_upvote_count_check CHECK ((upvote_count >= 0)),
    CONSTRAINT forums_reply_pkey PRIMARY KEY (id)
);
CREATE TABLE public.forums_textedit (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    title character varying(200) NOT NULL,
    text text NOT NULL,
    discussion_id uuid NOT NULL,
    editor_id uuid,
    reply_id uuid,
    CONSTRAINT forums_textedit_pkey PRIMARY KEY (id)
);
CREATE TABLE public.forums_textmention (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    discussion_id uuid NOT NULL,
    reply_id uuid,
    user_id uuid NOT NULL,
    CONSTRAINT forums_textmention_pkey PRIMARY KEY (id)
);
CREATE TABLE public.forums_textnotice (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    text_id uuid NOT NULL,
    discussion_id uuid NOT NULL,
    user_id uuid NOT NULL,
    CONSTRAINT forums_textnotice_pkey PRIMARY KEY (id)
);
CREATE TABLE public.forums_upvote (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    reply_id uuid NOT NULL,
    user_id uuid NOT NULL,
    CONSTRAINT forums_upvote_pkey PRIMARY KEY (id)
);
CREATE TABLE public.gamification_achievement (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    code character varying(40) NOT NULL,
    name jsonb NOT NULL,
    description jsonb NOT NULL,
    counter character varying(40) NOT NULL,
    threshold integer NOT NULL,
    coins smallint NOT NULL,
    "position" smallint NOT NULL,
    archived_at timestamp with time zone,
    quiet boolean NOT NULL,
    CONSTRAINT achievement_has_something_to_reach CHECK ((threshold >= 1)),
    CONSTRAINT gamification_achievement_coins_check CHECK ((coins >= 0)),
    CONSTRAINT gamification_achievement_position_check CHECK (("position" >= 0)),
    CONSTRAINT gamification_achievement_threshold_check CHECK ((threshold >= 0)),
    CONSTRAINT gamification_achievement_pkey PRIMARY KEY (id)
);
CREATE TABLE public.gamification_achievementgrant (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    coins smallint NOT NULL,
    achievement_id uuid NOT NULL,
    student_id uuid NOT NULL,
    CONSTRAINT gamification_achievementgrant_coins_check CHECK ((coins >= 0)),
    CONSTRAINT gamification_achievementgrant_pkey PRIMARY KEY (id)
);
CREATE TABLE public.gamification_coinadjustment (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    amount integer NOT NULL,
    reason character varying(200) NOT NULL,
    "on" date NOT NULL,
    by_id uuid,
    entry_id uuid,
    student_id uuid NOT NULL,
    CONSTRAINT coin_adjustment_not_zero CHECK ((NOT (amount = 0))),
    CONSTRAINT gamification_coinadjustment_pkey PRIMARY KEY (id)
);
CREATE TABLE public.gamification_cointransaction (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    cause character varying(100) NOT NULL,
    revision integer NOT NULL,
    amount integer NOT NULL,
    reason character varying(60) NOT NULL,
    student_id uuid NOT NULL,
    counts boolean NOT NULL,
    CONSTRAINT coin_amount_not_zero CHECK ((NOT (amount = 0))),
    CONSTRAINT gamification_cointransaction_revision_check CHECK ((revision >= 0)),
    CONSTRAINT gamification_cointransaction_pkey PRIMARY KEY (id)
);
CREATE TABLE public.gamification_groupboard (
    group_id uuid NOT NULL,
    announced_at timestamp with time zone,
    waiting boolean NOT NULL,
    CONSTRAINT gamification_groupboard_pkey PRIMARY KEY (group_id)
);
CREATE TABLE public.gamification_leaderboard (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    scope character varying(6) NOT NULL,
    period character varying(5) NOT NULL,
    starts_on date,
    taken_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    course_id uuid,
    group_id uuid,
    CONSTRAINT leaderboard_has_a_start CHECK (((((period)::text = 'all'::text) AND (starts_on IS NULL)) OR ((NOT ((period)::text = 'all'::text)) AND (starts_on IS NOT NULL)))),
    CONSTRAINT leaderboard_of_its_scope CHECK ((((course_id IS NULL) AND (group_id IS NOT NULL) AND ((scope)::text = 'group'::text)) OR ((course_id IS NOT NULL) AND (group_id IS NULL) AND ((scope)::text = 'course'::text)) OR ((course_id IS NULL) AND (group_id IS NULL) AND ((scope)::text = 'centre'::text)))),
    CONSTRAINT gamification_leaderboard_pkey PRIMARY KEY (id)
);
CREATE TABLE public.gamification_leaderboardrow (
    id bigint NOT NULL,
    place integer NOT NULL,
    rank integer NOT NULL,
    coins integer NOT NULL,
    board_id uuid NOT NULL,
    student_id uuid NOT NULL,
    CONSTRAINT gamification_leaderboardrow_place_check CHECK ((place >= 0)),
    CONSTRAINT gamification_leaderboardrow_rank_check CHECK ((rank >= 0)),
    CONSTRAINT gamification_leaderboardrow_pkey PRIMARY KEY (id)
);
ALTER TABLE public.gamification_leaderboardrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.gamification_leaderboardrow_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.gamification_redemption (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    price integer NOT NULL,
    state character varying(12) NOT NULL,
    decided_at timestamp with time zone,
    reason character varying(200) NOT NULL,
    decided_by_id uuid,
    student_id uuid NOT NULL,
    item_id uuid NOT NULL,
    CONSTRAINT gamification_redemption_price_check CHECK ((price >= 0)),
    CONSTRAINT gamification_redemption_pkey PRIMARY KEY (id)
);
CREATE TABLE public.gamification_shopitem (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name jsonb NOT NULL,
    description jsonb NOT NULL,
    price integer NOT NULL,
    stock integer,
    archived_at timestamp with time zone,
    branch_id uuid,
    CONSTRAINT gamification_shopitem_price_check CHECK ((price >= 0)),
    CONSTRAINT gamification_shopitem_stock_check CHECK ((stock >= 0)),
    CONSTRAINT shop_item_costs_something CHECK ((price >= 1)),
    CONSTRAINT gamification_shopitem_pkey PRIMARY KEY (id)
);
CREATE TABLE public.gamification_streakreward (
    id bigint NOT NULL,
    day date NOT NULL,
    days smallint NOT NULL,
    coins smallint NOT NULL,
    student_id uuid NOT NULL,
    CONSTRAINT gamification_streakreward_coins_check CHECK ((coins >= 0)),
    CONSTRAINT gamification_streakreward_days_check CHECK ((days >= 0)),
    CONSTRAINT gamification_streakreward_pkey PRIMARY KEY (id)
);
ALTER TABLE public.gamification_streakreward ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.gamification_streakreward_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.gamification_studentcoin (
    student_id uuid NOT NULL,
    balance integer NOT NULL,
    changed boolean NOT NULL,
    earned integer NOT NULL,
    name_hidden boolean NOT NULL,
    CONSTRAINT gamification_studentcoin_pkey PRIMARY KEY (student_id)
);
CREATE TABLE public.gamification_studyday (
    id bigint NOT NULL,
    day date NOT NULL,
    cause character varying(100) NOT NULL,
    student_id uuid NOT NULL,
    CONSTRAINT gamification_studyday_pkey PRIMARY KEY (id)
);
ALTER TABLE public.gamification_studyday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.gamification_studyday_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.grading_assignmentrubric (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    assignment_id uuid NOT NULL,
    rubric_id uuid NOT NULL,
    CONSTRAINT grading_assignmentrubric_pkey PRIMARY KEY (id)
);
CREATE TABLE public.grading_filledrubric (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    levels jsonb NOT NULL,
    author_id uuid,
    homework_id uuid NOT NULL,
    version_id uuid NOT NULL,
    CONSTRAINT grading_filledrubric_pkey PRIMARY KEY (id)
);
CREATE TABLE public.grading_gradeappeal (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    reason character varying(400) NOT NULL,
    answer character varying(500) NOT NULL,
    answered_at timestamp with time zone,
    answered_by_id uuid,
    author_id uuid,
    entry_id uuid,
    item_id uuid NOT NULL,
    student_id uuid NOT NULL,
    CONSTRAINT grade_appeal_answered_or_open CHECK (((answered_at IS NOT NULL) OR (((answer)::text = ''::text) AND (answered_by_id IS NULL) AND (entry_id IS NULL)))),
    CONSTRAINT grading_gradeappeal_pkey PRIMARY KEY (id)
);
CREATE TABLE public.grading_gradebook (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    usual_scale character varying(14) NOT NULL,
    revision integer NOT NULL,
    course_id uuid,
    group_id uuid,
    own_scale_id uuid,
    CONSTRAINT gradebook_has_one_scale CHECK ((((NOT ((usual_scale)::text = ''::text)) AND (own_scale_id IS NULL)) OR ((own_scale_id IS NOT NULL) AND ((usual_scale)::text = ''::text)))),
    CONSTRAINT gradebook_of_a_group_or_a_course CHECK ((((course_id IS NULL) AND (group_id IS NOT NULL)) OR ((course_id IS NOT NULL) AND (group_id IS NULL)))),
    CONSTRAINT grading_gradebook_revision_check CHECK ((revision >= 0)),
    CONSTRAINT grading_gradebook_pkey PRIMARY KEY (id)
);
CREATE TABLE public.grading_gradecategory (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    "position" smallint NOT NULL,
    name character varying(120) NOT NULL,
    weight numeric(11,5) NOT NULL,
    drop_lowest smallint NOT NULL,
    keep_highest smallint,
    is_extra_credit boolean NOT NULL,
    gradebook_id uuid NOT NULL,
    CONSTRAINT grading_gradecategory_drop_lowest_check CHECK ((drop_lowest >= 0)),
    CONSTRAINT grading_gradecategory_keep_highest_check CHECK ((keep_highest >= 0)),
    CONSTRAINT grading_gradecategory_position_check CHECK (("position" >= 0)),
    CONSTRAINT grading_gradecategory_pkey PRIMARY KEY (id)
);
CREATE TABLE public.grading_gradeentry (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    number integer NOT NULL,
    points numeric(11,5),
    is_excused boolean NOT NULL,
    reason character varying(500) NOT NULL,
    author_id uuid,
    student_id uuid NOT NULL,
    item_id uuid NOT NULL,
    cause jsonb,
    CONSTRAINT grade_entry_points_or_excuse CHECK (((points IS NULL) OR ((NOT is_excused) AND (points >= (0)::numeric)))),
    CONSTRAINT grading_gradeentry_number_check CHECK ((number >= 0)),
    CONSTRAINT grading_gradeentry_pkey PRIMARY KEY (id)
);
CREATE TABLE public.grading_gradeextension (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    reason character varying(500) NOT NULL,
    author_id uuid,
    student_id uuid NOT NULL,
    item_id uuid NOT NULL,
    CONSTRAINT grading_gradeextension_pkey PRIMARY KEY (id)
);
CREATE TABLE public.grading_gradeitem (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    "position" smallint NOT NULL,
    name character varying(120) NOT NULL,
    source character varying(10) NOT NULL,
    max_points numeric(11,5) NOT NULL,
    weight numeric(11,5),
    is_extra_credit boolean NOT NULL,
    is_excused boolean NOT NULL,
    due_at timestamp with time zone,
    missing character varying(13) NOT NULL,
    late_percent_per_day numeric(8,5),
    late_floor numeric(8,5) NOT NULL,
    late_grace_minutes smallint NOT NULL,
    removed_at timestamp with time zone,
    assignment_id uuid,
    category_id uuid,
    gradebook_id uuid NOT NULL,
    quiz_id uuid,
    CONSTRAINT grade_item_has_a_category CHECK (((removed_at IS NOT NULL) OR (category_id IS NOT NULL))),
    CONSTRAINT grade_item_has_points CHECK ((max_points > (0)::numeric)),
    CONSTRAINT grade_item_names_its_source CHECK ((((assignment_id IS NULL) AND (quiz_id IS NOT NULL) AND ((source)::text = 'quiz'::text)) OR ((assignment_id IS NOT NULL) AND (quiz_id IS NULL) AND ((source)::text = 'homework'::text)) OR ((assignment_id IS NULL) AND (quiz_id IS NULL) AND ((source)::text = ANY ((ARRAY['hand'::character varying, 'attendance'::character varying])::text[]))))),
    CONSTRAINT grading_gradeitem_late_grace_minutes_check CHECK ((late_grace_minutes >= 0)),
    CONSTRAINT grading_gradeitem_position_check CHECK (("position" >= 0)),
    CONSTRAINT grading_gradeitem_pkey PRIMARY KEY (id)
);
CREATE TABLE public.grading_gradescale (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name character varying(120) NOT NULL,
    bands jsonb NOT NULL,
    author_id uuid,
    CONSTRAINT grading_gradescale_pkey PRIMARY KEY (id)
);
CREATE TABLE public.grading_provisionalmark (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    place smallint NOT NULL,
    points numeric(11,5) NOT NULL,
    note character varying(300) NOT NULL,
    author_id uuid,
    student_id uuid NOT NULL,
    marking_id uuid NOT NULL,
    CONSTRAINT grading_provisionalmark_place_check CHECK ((place >= 0)),
    CONSTRAINT provisional_mark_of_two CHECK (((place = ANY (ARRAY[1, 2])) AND (points >= (0)::numeric))),
    CONSTRAINT grading_provisionalmark_pkey PRIMARY KEY (id)
);
CREATE TABLE public.grading_rubric (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name character varying(120) NOT NULL,
    archived_at timestamp with time zone,
    course_id uuid,
    group_id uuid,
    current_id uuid,
    CONSTRAINT rubric_of_a_group_or_a_course CHECK (((group_id IS NULL) OR (course_id IS NULL))),
    CONSTRAINT grading_rubric_pkey PRIMARY KEY (id)
);
CREATE TABLE public.grading_rubricversion (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    number integer NOT NULL,
    criteria jsonb NOT NULL,
    author_id uuid,
    rubric_id uuid NOT NULL,
    CONSTRAINT grading_rubricversion_number_check CHECK ((number >= 0)),
    CONSTRAINT grading_rubricversion_pkey PRIMARY KEY (id)
);
CREATE TABLE public.grading_savedcomment (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    text text NOT NULL,
    author_id uuid NOT NULL,
    CONSTRAINT grading_savedcomment_pkey PRIMARY KEY (id)
);
CREATE TABLE public.grading_secondmarking (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    is_blind boolean NOT NULL,
    tolerance numeric(11,5) NOT NULL,
    seed character varying(32) NOT NULL,
    first_id uuid,
    item_id uuid NOT NULL,
    second_id uuid,
    CONSTRAINT second_marking_two_markers CHECK ((NOT ((first_id = second_id) AND (first_id IS NOT NULL) AND (second_id IS NOT NULL)))),
    CONSTRAINT grading_secondmarking_pkey PRIMARY KEY (id)
);
CREATE TABLE public.homework_appeal (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    text text NOT NULL,
    answered_at timestamp with time zone,
    author_id uuid NOT NULL,
    homework_id uuid NOT NULL,
    review_id uuid,
    CONSTRAINT homework_appeal_pkey PRIMARY KEY (id)
);
CREATE TABLE public.homework_assignment (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind character varying(10) NOT NULL,
    title character varying(200) NOT NULL,
    language character varying(8) NOT NULL,
    level character varying(8) NOT NULL,
    reference_text text NOT NULL,
    question text NOT NULL,
    reference_answers jsonb NOT NULL,
    key_words jsonb NOT NULL,
    target_wpm smallint,
    attempts_allowed smallint NOT NULL,
    deadline timestamp with time zone,
    late_policy character varying(10) NOT NULL,
    coins smallint NOT NULL,
    teacher_first boolean NOT NULL,
    author_id uuid,
    group_id uuid,
    lesson_id uuid,
    counting character varying(10) NOT NULL,
    instructions text NOT NULL,
    late_coins_percent smallint NOT NULL,
    model_audio_id uuid,
    weights jsonb NOT NULL,
    for_chosen_pupils boolean DEFAULT false NOT NULL,
    block uuid,
    course_id uuid,
    course_lesson_id uuid,
    days smallint,
    lesson_title character varying(200) DEFAULT ''::character varying NOT NULL,
    withdrawn_at timestamp with time zone,
    CONSTRAINT assignment_file_or_text_says_what CHECK (((NOT ((kind)::text = ANY ((ARRAY['file'::character varying, 'text'::character varying])::text[]))) OR (NOT (instructions = ''::text)) OR (NOT (question = ''::text)))),
    CONSTRAINT assignment_late_coins_at_most_all CHECK ((late_coins_percent <= 100)),
    CONSTRAINT assignment_of_a_group_or_a_course CHECK ((((block IS NULL) AND (course_id IS NULL) AND (course_lesson_id IS NULL) AND (days IS NULL) AND (group_id IS NOT NULL) AND (withdrawn_at IS NULL)) OR ((block IS NOT NULL) AND (course_id IS NOT NULL) AND (course_lesson_id IS NOT NULL) AND (group_id IS NULL) AND (lesson_id IS NULL)))),
    CONSTRAINT assignment_one_attempt_or_more CHECK ((attempts_allowed >= 1)),
    CONSTRAINT assignment_one_kind_of_deadline CHECK (((deadline IS NULL) OR (days IS NULL))),
    CONSTRAINT assignment_read_aloud_has_text CHECK (((NOT ((kind)::text = ANY ((ARRAY['reading'::character varying, 'repeat'::character varying])::text[]))) OR (NOT (reference_text = ''::text)))),
    CONSTRAINT assignment_speaking_has_question CHECK (((NOT ((kind)::text = 'speaking'::text)) OR (NOT (question = ''::text)))),
    CONSTRAINT homework_assignment_attempts_allowed_check CHECK ((attempts_allowed >= 0)),
    CONSTRAINT homework_assignment_coins_check CHECK ((coins >= 0)),
    CONSTRAINT homework_assignment_days_check CHECK ((days >= 0)),
    CONSTRAINT homework_assignment_late_coins_percent_check CHECK ((late_coins_percent >= 0)),
    CONSTRAINT homework_assignment_target_wpm_check CHECK ((target_wpm >= 0)),
    CONSTRAINT homework_assignment_pkey PRIMARY KEY (id)
);
CREATE TABLE public.homework_attempt (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    number integer NOT NULL,
    state character varying(12) NOT NULL,
    stage character varying(12) NOT NULL,
    verdict character varying(20) NOT NULL,
    reason character varying(60) NOT NULL,
    counts boolean NOT NULL,
    late boolean NOT NULL,
    duration double precision,
    container character varying(40) NOT NULL,
    damaged boolean NOT NULL,
    finished_at timestamp with time zone,
    file_id uuid,
    homework_id uuid NOT NULL,
    flags jsonb NOT NULL,
    task jsonb NOT NULL,
    text text NOT NULL,
    due_at timestamp with time zone,
    CONSTRAINT attempt_finished_has_a_time CHECK ((((finished_at IS NULL) AND ((state)::text = ANY ((ARRAY['received'::character varying, 'processing'::character varying])::text[]))) OR ((NOT ((state)::text = ANY ((ARRAY['received'::character varying, 'processing'::character varying])::text[]))) AND (finished_at IS NOT NULL)))),
    CONSTRAINT attempt_is_a_file_or_a_text CHECK (((file_id IS NULL) OR (text = ''::text))),
    CONSTRAINT attempt_refused_has_a_verdict CHECK (((NOT ((state)::text = 'refused'::text)) OR (NOT ((verdict)::text = ''::text)))),
    CONSTRAINT homework_attempt_number_check CHECK ((number >= 0)),
    CONSTRAINT homework_attempt_pkey PRIMARY KEY (id)
);
CREATE TABLE public.homework_homework (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    state character varying(12) NOT NULL,
    score numeric(5,2),
    late boolean NOT NULL,
    extended_until timestamp with time zone,
    extra_attempts smallint NOT NULL,
    counts_after integer NOT NULL,
    assignment_id uuid NOT NULL,
    best_attempt_id uuid,
    last_attempt_id uuid,
    student_id uuid NOT NULL,
    deadline timestamp with time zone,
    CONSTRAINT homework_homework_counts_after_check CHECK ((counts_after >= 0)),
    CONSTRAINT homework_homework_extra_attempts_check CHECK ((extra_attempts >= 0)),
    CONSTRAINT homework_score_in_range CHECK (((score IS NULL) OR ((score >= (0)::numeric) AND (score <= (100)::numeric)))),
    CONSTRAINT homework_homework_pkey PRIMARY KEY (id)
);
CREATE TABLE public.homework_homeworktranscript (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    text text NOT NULL,
    language character varying(8) NOT NULL,
    attempt_id uuid NOT NULL,
    model_id uuid NOT NULL,
    CONSTRAINT homework_homeworktranscript_pkey PRIMARY KEY (id)
);
CREATE TABLE public.homework_review (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    decision character varying(10) NOT NULL,
    score numeric(5,2),
    comment text NOT NULL,
    attempt_id uuid,
    homework_id uuid NOT NULL,
    reviewer_id uuid NOT NULL,
    voice_id uuid,
    CONSTRAINT review_score_in_range CHECK (((score IS NULL) OR ((score >= (0)::numeric) AND (score <= (100)::numeric)))),
    CONSTRAINT homework_review_pkey PRIMARY KEY (id)
);
CREATE TABLE public.homework_scoreproposal (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    purpose character varying(12) NOT NULL,
    state character varying(12) NOT NULL,
    result jsonb NOT NULL,
    settled_at timestamp with time zone,
    attempt_id uuid NOT NULL,
    author_id uuid,
    embedding_model_id uuid,
    marking_model_id uuid,
    model_id uuid,
    CONSTRAINT homework_scoreproposal_pkey PRIMARY KEY (id)
);
CREATE TABLE public.homework_soundprint (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    seconds double precision NOT NULL,
    peaks bytea NOT NULL,
    fingerprint bytea NOT NULL,
    file_id uuid NOT NULL,
    CONSTRAINT homework_soundprint_pkey PRIMARY KEY (id)
);
CREATE TABLE public.homework_speechscore (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    verdict character varying(20) NOT NULL,
    confidence character varying(10) NOT NULL,
    method character varying(40) NOT NULL,
    accuracy double precision,
    completeness double precision,
    fluency double precision,
    relevance double precision,
    clarity double precision,
    overall double precision,
    hidden boolean NOT NULL,
    parts jsonb NOT NULL,
    words jsonb NOT NULL,
    evidence jsonb NOT NULL,
    seconds jsonb NOT NULL,
    attempt_id uuid NOT NULL,
    embedding_model_id uuid,
    model_id uuid NOT NULL,
    advice jsonb NOT NULL,
    audio_sha256 character varying(64) NOT NULL,
    guard_hits jsonb NOT NULL,
    marking_model_id uuid,
    parameters jsonb NOT NULL,
    prosody double precision,
    revision integer NOT NULL,
    CONSTRAINT homework_speechscore_revision_check CHECK ((revision >= 0)),
    CONSTRAINT homework_speechscore_pkey PRIMARY KEY (id)
);
CREATE TABLE public.homework_wordcorrection (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    index integer NOT NULL,
    was character varying(100) NOT NULL,
    now character varying(100) NOT NULL,
    attempt_id uuid NOT NULL,
    author_id uuid NOT NULL,
    CONSTRAINT homework_wordcorrection_index_check CHECK ((index >= 0)),
    CONSTRAINT homework_wordcorrection_pkey PRIMARY KEY (id)
);
CREATE TABLE public.jobs_job (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind character varying(100) NOT NULL,
    queue character varying(20) NOT NULL,
    object_id character varying(64) NOT NULL,
    payload jsonb NOT NULL,
    sealed bytea,
    priority smallint NOT NULL,
    state character varying(10) NOT NULL,
    run_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    attempt integer NOT NULL,
    failures integer NOT NULL,
    lapses integer NOT NULL,
    leased_until timestamp with time zone,
    worker character varying(100) NOT NULL,
    reason text NOT NULL,
    request_id character varying(64) NOT NULL,
    finished_at timestamp with time zone,
    share character varying(64) NOT NULL,
    CONSTRAINT job_end_has_a_time_and_no_secret CHECK (((NOT ((state)::text = ANY ((ARRAY['done'::character varying, 'dead'::character varying])::text[]))) OR ((finished_at IS NOT NULL) AND ((sealed IS NULL) OR (sealed = '\x'::bytea))))),
    CONSTRAINT job_known_state CHECK (((state)::text = ANY ((ARRAY['queued'::character varying, 'leased'::character varying, 'done'::character varying, 'dead'::character varying])::text[]))),
    CONSTRAINT job_lease_has_an_end CHECK ((((leased_until IS NOT NULL) AND ((state)::text = 'leased'::text)) OR (NOT ((state)::text = 'leased'::text)))),
    CONSTRAINT jobs_job_attempt_check CHECK ((attempt >= 0)),
    CONSTRAINT jobs_job_failures_check CHECK ((failures >= 0)),
    CONSTRAINT jobs_job_lapses_check CHECK ((lapses >= 0)),
    CONSTRAINT jobs_job_pkey PRIMARY KEY (id)
);
CREATE TABLE public.jobs_periodicslot (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    slot timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT jobs_periodicslot_pkey PRIMARY KEY (id)
);
ALTER TABLE public.jobs_periodicslot ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.jobs_periodicslot_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.jobs_processbeat (
    id bigint NOT NULL,
    role character varying(20) NOT NULL,
    name character varying(100) NOT NULL,
    ready boolean NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    CONSTRAINT jobs_processbeat_pkey PRIMARY KEY (id)
);
ALTER TABLE public.jobs_processbeat ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.jobs_processbeat_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.kids_activityanswer (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    block uuid NOT NULL,
    play uuid NOT NULL,
    outcome character varying(6) NOT NULL,
    tries smallint NOT NULL,
    seconds integer NOT NULL,
    given_at timestamp with time zone NOT NULL,
    given_on date NOT NULL,
    child_id uuid NOT NULL,
    lesson_id uuid NOT NULL,
    CONSTRAINT activity_answer_has_a_try CHECK ((tries >= 1)),
    CONSTRAINT kids_activityanswer_seconds_check CHECK ((seconds >= 0)),
    CONSTRAINT kids_activityanswer_tries_check CHECK ((tries >= 0)),
    CONSTRAINT kids_activityanswer_pkey PRIMARY KEY (id)
);
CREATE TABLE public.kids_classexception (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kg_class character varying(3) NOT NULL,
    reason character varying(500) NOT NULL,
    starts_on date NOT NULL,
    until date NOT NULL,
    author_id uuid,
    child_id uuid NOT NULL,
    CONSTRAINT class_exception_ends_after_it_starts CHECK ((until >= starts_on)),
    CONSTRAINT kids_classexception_pkey PRIMARY KEY (id)
);
CREATE TABLE public.kids_itemdifficulty (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    item uuid NOT NULL,
    answers integer NOT NULL,
    share double precision NOT NULL,
    difficulty double precision NOT NULL,
    is_rasch boolean NOT NULL,
    skill_id uuid NOT NULL,
    CONSTRAINT kids_itemdifficulty_answers_check CHECK ((answers >= 0)),
    CONSTRAINT kids_itemdifficulty_pkey PRIMARY KEY (id)
);
CREATE TABLE public.kids_lessonclass (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    content_class character varying(5) NOT NULL,
    languages character varying(2)[] NOT NULL,
    devices character varying(8)[] NOT NULL,
    lesson_id uuid NOT NULL,
    CONSTRAINT lesson_class_devices CHECK ((devices <@ ARRAY['touch'::character varying(8), 'keyboard'::character varying(8), 'switch'::character varying(8)])),
    CONSTRAINT lesson_class_languages CHECK ((languages <@ ARRAY['uz'::character varying(2), 'ru'::character varying(2), 'en'::character varying(2)])),
    CONSTRAINT kids_lessonclass_pkey PRIMARY KEY (id)
);
CREATE TABLE public.kids_lessonskill (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    weight numeric(3,2) NOT NULL,
    lesson_id uuid NOT NULL,
    skill_id uuid NOT NULL,
    CONSTRAINT lesson_skill_weight CHECK (((weight > (0)::numeric) AND (weight <= (1)::numeric))),
    CONSTRAINT kids_lessonskill_pkey PRIMARY KEY (id)
);
CREATE TABLE public.kids_mlstudentmap (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    ml_student_id uuid NOT NULL,
    event_key bytea NOT NULL,
    child_id uuid NOT NULL,
    CONSTRAINT kids_mlstudentmap_pkey PRIMARY KEY (id)
);
CREATE TABLE public.kids_observation (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    text text NOT NULL,
    for_family boolean NOT NULL,
    file_kind character varying(5) NOT NULL,
    author_id uuid,
    child_id uuid NOT NULL,
    file_id uuid,
    CONSTRAINT observation_file_has_a_kind CHECK ((((file_id IS NULL) AND ((file_kind)::text = ''::text)) OR ((file_id IS NOT NULL) AND (NOT ((file_kind)::text = ''::text))))),
    CONSTRAINT observation_says_something CHECK ((NOT (text = ''::text))),
    CONSTRAINT kids_observation_pkey PRIMARY KEY (id)
);
CREATE TABLE public.kids_observationskill (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    observation_id uuid NOT NULL,
    skill_id uuid NOT NULL,
    CONSTRAINT kids_observationskill_pkey PRIMARY KEY (id)
);
CREATE TABLE public.kids_pipelinerefusal (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    day date NOT NULL,
    "table" character varying(63) NOT NULL,
    reason character varying(20) NOT NULL,
    count bigint NOT NULL,
    CONSTRAINT kids_pipelinerefusal_count_check CHECK ((count >= 0)),
    CONSTRAINT kids_pipelinerefusal_pkey PRIMARY KEY (id)
);
CREATE TABLE public.kids_playday (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    day date NOT NULL,
    seconds integer NOT NULL,
    last_at timestamp with time zone NOT NULL,
    child_id uuid NOT NULL,
    CONSTRAINT kids_playday_seconds_check CHECK ((seconds >= 0)),
    CONSTRAINT kids_playday_pkey PRIMARY KEY (id)
);
CREATE TABLE public.kids_playlimit (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    minutes_a_day smallint,
    rest_after_minutes smallint NOT NULL,
    author_id uuid,
    child_id uuid NOT NULL,
    CONSTRAINT kids_playlimit_minutes_a_day_check CHECK ((minutes_a_day >= 0)),
    CONSTRAINT kids_playlimit_rest_after_minutes_check CHECK ((rest_after_minutes >= 0)),
    CONSTRAINT play_limit_of_a_day CHECK (((minutes_a_day >= 10) AND (minutes_a_day <= 120))),
    CONSTRAINT play_limit_of_a_rest CHECK (((rest_after_minutes >= 5) AND (rest_after_minutes <= 30))),
    CONSTRAINT kids_playlimit_pkey PRIMARY KEY (id)
);
CREATE TABLE public.kids_predictionquality (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    measured_on date NOT NULL,
    answers integer NOT NULL,
    children integer NOT NULL,
    auc double precision,
    log_loss double precision NOT NULL,
    class_auc double precision,
    class_log_loss double precision NOT NULL,
    CONSTRAINT kids_predictionquality_answers_check CHECK ((answers >= 0)),
    CONSTRAINT kids_predictionquality_children_check CHECK ((children >= 0)),
    CONSTRAINT kids_predictionquality_pkey PRIMARY KEY (id)
);
CREATE TABLE public.kids_questionskill (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    weight numeric(3,2) NOT NULL,
    question_id uuid NOT NULL,
    skill_id uuid NOT NULL,
    CONSTRAINT question_skill_weight CHECK (((weight > (0)::numeric) AND (weight <= (1)::numeric))),
    CONSTRAINT kids_questionskill_pkey PRIMARY KEY (id)
);
CREATE TABLE public.kids_shownlesson (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    source character varying(5) NOT NULL,
    reason character varying(12) NOT NULL,
    shown_on date NOT NULL,
    to_child boolean NOT NULL,
    child_id uuid NOT NULL,
    lesson_id uuid NOT NULL,
    CONSTRAINT kids_shownlesson_pkey PRIMARY KEY (id)
);
CREATE TABLE public.kids_skill (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    code character varying(60) NOT NULL,
    kind character varying(5) NOT NULL,
    name jsonb NOT NULL,
    icon character varying(40) NOT NULL,
    "position" smallint NOT NULL,
    archived_at timestamp with time zone,
    parent_id uuid,
    CONSTRAINT kids_skill_position_check CHECK (("position" >= 0)),
    CONSTRAINT skill_stands_in_an_area CHECK (((((kind)::text = 'area'::text) AND (parent_id IS NULL)) OR ((NOT ((kind)::text = 'area'::text)) AND (parent_id IS NOT NULL)))),
    CONSTRAINT kids_skill_pkey PRIMARY KEY (id)
);
CREATE TABLE public.kids_skillanswer (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    item uuid NOT NULL,
    given_at timestamp with time zone NOT NULL,
    given_on date NOT NULL,
    is_right boolean NOT NULL,
    has_help boolean NOT NULL,
    options smallint,
    weight numeric(3,2) NOT NULL,
    answer_id uuid,
    child_id uuid NOT NULL,
    skill_id uuid NOT NULL,
    activity_answer_id uuid,
    CONSTRAINT kids_skillanswer_options_check CHECK ((options >= 0)),
    CONSTRAINT skill_answer_has_one_source CHECK ((((activity_answer_id IS NULL) AND (answer_id IS NOT NULL)) OR ((activity_answer_id IS NOT NULL) AND (answer_id IS NULL)))),
    CONSTRAINT skill_answer_weight CHECK (((weight > (0)::numeric) AND (weight <= (1)::numeric))),
    CONSTRAINT kids_skillanswer_pkey PRIMARY KEY (id)
);
CREATE TABLE public.kids_skillfit (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    initial double precision NOT NULL,
    learn double precision NOT NULL,
    slip double precision NOT NULL,
    guess double precision NOT NULL,
    model_id uuid NOT NULL,
    skill_id uuid NOT NULL,
    CONSTRAINT skill_fit_bounds CHECK (((guess >= (0.0)::double precision) AND (guess <= (0.5)::double precision) AND (slip >= (0.0)::double precision) AND (slip <= (0.3)::double precision))),
    CONSTRAINT skill_fit_probabilities CHECK (((initial >= (0.0)::double precision) AND (initial <= (1.0)::double precision) AND (learn >= (0.0)::double precision) AND (learn <= (1.0)::double precision))),
    CONSTRAINT kids_skillfit_pkey PRIMARY KEY (id)
);
CREATE TABLE public.kids_skillmastery (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    known double precision NOT NULL,
    answers integer NOT NULL,
    misses smallint NOT NULL,
    days integer NOT NULL,
    last_on date,
    stability double precision,
    difficulty double precision,
    due_on date,
    overruled double precision,
    overruled_at timestamp with time zone,
    reason character varying(500) NOT NULL,
    answers_since integer NOT NULL,
    child_id uuid NOT NULL,
    overruled_by_id uuid,
    skill_id uuid NOT NULL,
    CONSTRAINT kids_skillmastery_answers_check CHECK ((answers >= 0)),
    CONSTRAINT kids_skillmastery_answers_since_check CHECK ((answers_since >= 0)),
    CONSTRAINT kids_skillmastery_days_check CHECK ((days >= 0)),
    CONSTRAINT kids_skillmastery_misses_check CHECK ((misses >= 0)),
    CONSTRAINT skill_mastery_answers_since CHECK ((answers_since <= answers)),
    CONSTRAINT skill_mastery_is_a_probability CHECK (((known >= (0.0)::double precision) AND (known <= (1.0)::double precision))),
    CONSTRAINT skill_mastery_overruled_says_why CHECK ((((overruled IS NULL) AND (overruled_at IS NULL) AND ((reason)::text = ''::text)) OR ((overruled >= (0.0)::double precision) AND (overruled <= (1.0)::double precision) AND (overruled_at IS NOT NULL) AND (NOT ((reason)::text = ''::text))))),
    CONSTRAINT kids_skillmastery_pkey PRIMARY KEY (id)
);
CREATE TABLE public.kids_skillprerequisite (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    needs_id uuid NOT NULL,
    skill_id uuid NOT NULL,
    CONSTRAINT skill_prerequisite_is_another CHECK ((NOT (skill_id = needs_id))),
    CONSTRAINT kids_skillprerequisite_pkey PRIMARY KEY (id)
);
CREATE TABLE public.kids_sourcetrial (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    week date NOT NULL,
    candidate character varying(5) NOT NULL,
    source character varying(5) NOT NULL,
    shown integer NOT NULL,
    opened integer NOT NULL,
    finished integer NOT NULL,
    gain double precision,
    counted_at timestamp with time zone,
    judged_at timestamp with time zone,
    child_id uuid NOT NULL,
    CONSTRAINT kids_sourcetrial_finished_check CHECK ((finished >= 0)),
    CONSTRAINT kids_sourcetrial_opened_check CHECK ((opened >= 0)),
    CONSTRAINT kids_sourcetrial_shown_check CHECK ((shown >= 0)),
    CONSTRAINT source_trial_is_counted_whole CHECK ((((counted_at IS NULL) AND (gain IS NULL) AND (judged_at IS NULL)) OR ((counted_at IS NOT NULL) AND (gain IS NOT NULL)))),
    CONSTRAINT kids_sourcetrial_pkey PRIMARY KEY (id)
);
CREATE TABLE public.leads_lead (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name character varying(120) NOT NULL,
    folded character varying(400) NOT NULL,
    name_key character varying(400) NOT NULL,
    email character varying(254) NOT NULL,
    note character varying(2000) NOT NULL,
    source character varying(10) NOT NULL,
    next_step character varying(200) NOT NULL,
    next_step_at timestamp with time zone,
    reminded_at timestamp with time zone,
    called_at timestamp with time zone,
    claimed_until timestamp with time zone,
    consented_at timestamp with time zone,
    tried_on date,
    converted_at timestamp with time zone,
    lost_at timestamp with time zone,
    loss_reason character varying(10) NOT NULL,
    merged_at timestamp with time zone,
    branch_id uuid NOT NULL,
    claimed_by_id uuid,
    converted_by_id uuid,
    course_id uuid,
    group_id uuid,
    membership_id uuid,
    merged_into_id uuid,
    owner_id uuid,
    student_id uuid,
    form_id uuid,
    stage_id uuid NOT NULL,
    erased_at timestamp with time zone,
    CONSTRAINT lead_erased_is_empty CHECK (((erased_at IS NULL) OR (((email)::text = ''::text) AND ((name)::text = ''::text) AND ((next_step)::text = ''::text) AND ((note)::text = ''::text) AND (student_id IS NULL)))),
    CONSTRAINT lead_lost_or_converted CHECK (((lost_at IS NULL) OR (converted_at IS NULL))),
    CONSTRAINT lead_lost_with_a_reason CHECK (((((loss_reason)::text = ''::text) AND (lost_at IS NULL)) OR ((lost_at IS NOT NULL) AND (NOT ((loss_reason)::text = ''::text))))),
    CONSTRAINT lead_next_step_has_a_time CHECK (((((next_step)::text = ''::text) AND (next_step_at IS NULL)) OR ((next_step_at IS NOT NULL) AND (NOT ((next_step)::text = ''::text))))),
    CONSTRAINT leads_lead_pkey PRIMARY KEY (id)
);
CREATE TABLE public.leads_leadcontract (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    number bigint NOT NULL,
    signed_on date NOT NULL,
    facts jsonb NOT NULL,
    group_id uuid,
    lead_id uuid,
    student_id uuid,
    CONSTRAINT leads_leadcontract_number_check CHECK ((number >= 0)),
    CONSTRAINT leads_leadcontract_pkey PRIMARY KEY (id)
);
CREATE TABLE public.leads_leadcost (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    source character varying(10) NOT NULL,
    month date NOT NULL,
    amount bigint NOT NULL,
    currency character varying(3) NOT NULL,
    branch_id uuid NOT NULL,
    CONSTRAINT lead_cost_not_negative CHECK ((amount >= 0)),
    CONSTRAINT lead_cost_of_a_month CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
    CONSTRAINT leads_leadcost_pkey PRIMARY KEY (id)
);
CREATE TABLE public.leads_leadentry (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind character varying(10) NOT NULL,
    text character varying(2000) NOT NULL,
    outcome character varying(12) NOT NULL,
    data jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    author_id uuid,
    came_with_id uuid,
    lead_id uuid NOT NULL,
    test_id uuid,
    CONSTRAINT lead_entry_outcome_of_calls CHECK (((((kind)::text = 'call'::text) AND (NOT ((outcome)::text = ''::text))) OR ((NOT ((kind)::text = 'call'::text)) AND ((outcome)::text = ''::text)))),
    CONSTRAINT leads_leadentry_pkey PRIMARY KEY (id)
);
CREATE TABLE public.leads_leadform (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name character varying(120) NOT NULL,
    key character varying(32) NOT NULL,
    consent jsonb NOT NULL,
    thanks jsonb NOT NULL,
    is_open boolean NOT NULL,
    per_day smallint NOT NULL,
    meta_form character varying(40) NOT NULL,
    branch_id uuid NOT NULL,
    course_id uuid,
    CONSTRAINT lead_form_takes_some CHECK ((per_day >= 1)),
    CONSTRAINT leads_leadform_per_day_check CHECK ((per_day >= 0)),
    CONSTRAINT leads_leadform_pkey PRIMARY KEY (id)
);
CREATE TABLE public.leads_leadphone (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    phone character varying(16) NOT NULL,
    place smallint NOT NULL,
    lead_id uuid NOT NULL,
    CONSTRAINT lead_phone_e164 CHECK (((phone)::text ~ '^\+[1-9][0-9]{6,14}$'::text)),
    CONSTRAINT leads_leadphone_place_check CHECK ((place >= 0)),
    CONSTRAINT leads_leadphone_pkey PRIMARY KEY (id)
);
CREATE TABLE public.leads_leadstage (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name jsonb NOT NULL,
    place smallint NOT NULL,
    archived_at timestamp with time zone,
    branch_id uuid NOT NULL,
    CONSTRAINT leads_leadstage_place_check CHECK ((place >= 0)),
    CONSTRAINT leads_leadstage_pkey PRIMARY KEY (id)
);
CREATE TABLE public.leads_metaarrival (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    leadgen_id character varying(40) NOT NULL,
    form_id character varying(40) NOT NULL,
    told_at timestamp with time zone NOT NULL,
    fetched_at timestamp with time zone,
    gone_at timestamp with time zone,
    lead_id uuid,
    CONSTRAINT leads_metaarrival_pkey PRIMARY KEY (id)
);
CREATE TABLE public.leads_telegramstranger (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    chat character varying(64) NOT NULL,
    wrote_at timestamp with time zone NOT NULL,
    last_key uuid,
    lead_id uuid,
    sealed_chat bytea DEFAULT '\x'::bytea NOT NULL,
    CONSTRAINT leads_telegramstranger_pkey PRIMARY KEY (id)
);
CREATE TABLE public.learning_blockprogress (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    user_id uuid NOT NULL,
    lesson_id uuid NOT NULL,
    block uuid NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    pieces jsonb NOT NULL,
    granted_ms integer NOT NULL,
    length_ms integer NOT NULL,
    CONSTRAINT block_progress_within_length CHECK ((granted_ms <= length_ms)),
    CONSTRAINT learning_blockprogress_granted_ms_check CHECK ((granted_ms >= 0)),
    CONSTRAINT learning_blockprogress_length_ms_check CHECK ((length_ms >= 0)),
    CONSTRAINT learning_blockprogress_pkey PRIMARY KEY (id)
);
CREATE TABLE public.learning_coursecontent (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    course_id uuid NOT NULL,
    is_sequential boolean NOT NULL,
    weight character varying(7) NOT NULL,
    revision integer NOT NULL,
    published_id uuid,
    CONSTRAINT learning_coursecontent_revision_check CHECK ((revision >= 0)),
    CONSTRAINT learning_coursecontent_pkey PRIMARY KEY (id)
);
CREATE TABLE public.learning_coursefile (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    course_id uuid NOT NULL,
    file_id uuid NOT NULL,
    title character varying(200) NOT NULL,
    kind character varying(8) NOT NULL,
    duration_ms integer,
    added_by_id uuid,
    CONSTRAINT learning_coursefile_duration_ms_check CHECK ((duration_ms >= 0)),
    CONSTRAINT learning_coursefile_pkey PRIMARY KEY (id)
);
CREATE TABLE public.learning_courselesson (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    course_id uuid NOT NULL,
    module_id uuid NOT NULL,
    slug character varying(80) NOT NULL,
    title character varying(200) NOT NULL,
    "position" smallint NOT NULL,
    is_preview boolean NOT NULL,
    minutes smallint NOT NULL,
    completion jsonb NOT NULL,
    opens jsonb NOT NULL,
    blocks jsonb NOT NULL,
    revision integer NOT NULL,
    saved_by_id uuid,
    deleted_at timestamp with time zone,
    CONSTRAINT course_lesson_takes_time CHECK ((minutes >= 1)),
    CONSTRAINT learning_courselesson_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT learning_courselesson_position_check CHECK (("position" >= 0)),
    CONSTRAINT learning_courselesson_revision_check CHECK ((revision >= 0)),
    CONSTRAINT learning_courselesson_pkey PRIMARY KEY (id)
);
CREATE TABLE public.learning_coursereview (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    course_id uuid NOT NULL,
    user_id uuid NOT NULL,
    rating smallint NOT NULL,
    text text NOT NULL,
    answer text NOT NULL,
    answered_by_id uuid,
    answered_at timestamp with time zone,
    hidden_at timestamp with time zone,
    hidden_by_id uuid,
    CONSTRAINT course_review_of_five_stars CHECK (((rating >= 1) AND (rating <= 5))),
    CONSTRAINT learning_coursereview_rating_check CHECK ((rating >= 0)),
    CONSTRAINT learning_coursereview_pkey PRIMARY KEY (id)
);
CREATE TABLE public.learning_courseversion (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    course_id uuid NOT NULL,
    number integer NOT NULL,
    outline jsonb NOT NULL,
    changes jsonb NOT NULL,
    published_by_id uuid,
    CONSTRAINT learning_courseversion_number_check CHECK ((number >= 0)),
    CONSTRAINT learning_courseversion_pkey PRIMARY KEY (id)
);
CREATE TABLE public.learning_enrollment (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    source character varying(10) NOT NULL,
    state character varying(8) NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    until timestamp with time zone,
    ended_at timestamp with time zone,
    progress smallint NOT NULL,
    reason character varying(200) NOT NULL,
    by_id uuid,
    course_id uuid NOT NULL,
    user_id uuid NOT NULL,
    completed_at timestamp with time zone,
    link_id uuid,
    earned_coins boolean DEFAULT false NOT NULL,
    cause character varying(10) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT enrollment_progress_of_100 CHECK ((progress <= 100)),
    CONSTRAINT enrollment_state_and_end_agree CHECK ((((ended_at IS NULL) AND ((state)::text = ANY ((ARRAY['active'::character varying, 'frozen'::character varying])::text[]))) OR ((ended_at IS NOT NULL) AND ((state)::text = ANY ((ARRAY['ended'::character varying, 'refunded'::character varying])::text[]))))),
    CONSTRAINT enrollment_times_in_order CHECK (((until IS NULL) OR (until > starts_at))),
    CONSTRAINT learning_enrollment_progress_check CHECK ((progress >= 0)),
    CONSTRAINT learning_enrollment_pkey PRIMARY KEY (id)
);
CREATE TABLE public.learning_invitationlink (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    token_sha256 character varying(64) NOT NULL,
    max_uses integer NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    note character varying(200) NOT NULL,
    by_id uuid,
    course_id uuid NOT NULL,
    CONSTRAINT invitation_link_can_be_used CHECK ((max_uses >= 1)),
    CONSTRAINT learning_invitationlink_max_uses_check CHECK ((max_uses >= 0)),
    CONSTRAINT learning_invitationlink_pkey PRIMARY KEY (id)
);
CREATE TABLE public.learning_lessonprogress (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    user_id uuid NOT NULL,
    lesson_id uuid NOT NULL,
    block uuid,
    position_ms integer NOT NULL,
    scrolled_at timestamp with time zone,
    completed_at timestamp with time zone,
    seconds integer NOT NULL,
    CONSTRAINT learning_lessonprogress_position_ms_check CHECK ((position_ms >= 0)),
    CONSTRAINT learning_lessonprogress_seconds_check CHECK ((seconds >= 0)),
    CONSTRAINT learning_lessonprogress_pkey PRIMARY KEY (id)
);
CREATE TABLE public.learning_lessonversion (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    lesson_id uuid NOT NULL,
    number integer NOT NULL,
    blocks jsonb NOT NULL,
    CONSTRAINT learning_lessonversion_number_check CHECK ((number >= 0)),
    CONSTRAINT learning_lessonversion_pkey PRIMARY KEY (id)
);
CREATE TABLE public.learning_lessonview (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    lesson_id uuid NOT NULL,
    user_id uuid NOT NULL,
    day date NOT NULL,
    CONSTRAINT learning_lessonview_pkey PRIMARY KEY (id)
);
CREATE TABLE public.learning_module (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    course_id uuid NOT NULL,
    title character varying(200) NOT NULL,
    "position" smallint NOT NULL,
    opens jsonb NOT NULL,
    deleted_at timestamp with time zone,
    CONSTRAINT learning_module_position_check CHECK (("position" >= 0)),
    CONSTRAINT learning_module_pkey PRIMARY KEY (id)
);
CREATE TABLE public.learning_reviewreport (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    review_id uuid NOT NULL,
    user_id uuid NOT NULL,
    reason character varying(500) NOT NULL,
    CONSTRAINT learning_reviewreport_pkey PRIMARY KEY (id)
);
CREATE TABLE public.lessons_calendarfeed (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    token_sha256 character varying(64) NOT NULL,
    last_read_at timestamp with time zone,
    user_id uuid NOT NULL,
    CONSTRAINT lessons_calendarfeed_pkey PRIMARY KEY (id)
);
CREATE TABLE public.lessons_feedbackrequest (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    rating smallint,
    text text NOT NULL,
    student_id uuid NOT NULL,
    round_id uuid NOT NULL,
    CONSTRAINT feedback_of_five_stars CHECK (((rating IS NULL) OR ((rating >= 1) AND (rating <= 5)))),
    CONSTRAINT lessons_feedbackrequest_rating_check CHECK ((rating >= 0)),
    CONSTRAINT lessons_feedbackrequest_pkey PRIMARY KEY (id)
);
CREATE TABLE public.lessons_feedbackround (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    month date NOT NULL,
    closes_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    asked smallint NOT NULL,
    answered smallint,
    stars smallint[] NOT NULL,
    words jsonb NOT NULL,
    group_id uuid NOT NULL,
    teacher_id uuid NOT NULL,
    CONSTRAINT lessons_feedbackround_answered_check CHECK ((answered >= 0)),
    CONSTRAINT lessons_feedbackround_asked_check CHECK ((asked >= 0)),
    CONSTRAINT lessons_feedbackround_pkey PRIMARY KEY (id)
);
CREATE TABLE public.lessons_lesson (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    topic character varying(200) NOT NULL,
    status character varying(10) NOT NULL,
    pinned_at timestamp with time zone,
    group_id uuid NOT NULL,
    cancel_reason character varying(200) NOT NULL,
    forced boolean NOT NULL,
    instead_of_id uuid,
    moved_at timestamp with time zone,
    sequence integer NOT NULL,
    slot timestamp with time zone,
    teacher_id uuid,
    room_id uuid,
    link character varying(500) DEFAULT ''::character varying NOT NULL,
    held_by_hand_at timestamp with time zone,
    register_asked_at timestamp with time zone,
    CONSTRAINT lesson_ends_after_it_starts CHECK ((ends_at > starts_at)),
    CONSTRAINT lessons_lesson_sequence_check CHECK ((sequence >= 0)),
    CONSTRAINT lessons_lesson_pkey PRIMARY KEY (id)
);
CREATE TABLE public.lessons_lessonchange (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind character varying(12) NOT NULL,
    reason character varying(200) NOT NULL,
    data jsonb NOT NULL,
    by_id uuid,
    lesson_id uuid NOT NULL,
    told_at timestamp with time zone,
    CONSTRAINT lessons_lessonchange_pkey PRIMARY KEY (id)
);
CREATE TABLE public.lessons_lessonreschedule (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    from_starts_at timestamp with time zone NOT NULL,
    from_ends_at timestamp with time zone NOT NULL,
    to_starts_at timestamp with time zone NOT NULL,
    to_ends_at timestamp with time zone NOT NULL,
    reason character varying(200) NOT NULL,
    by_id uuid,
    lesson_id uuid NOT NULL,
    from_room_id uuid,
    to_room_id uuid,
    told_at timestamp with time zone,
    CONSTRAINT lessons_lessonreschedule_pkey PRIMARY KEY (id)
);
CREATE TABLE public.lessons_lessonschedule (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    group_id uuid NOT NULL,
    filled_on date,
    link character varying(500) DEFAULT ''::character varying NOT NULL,
    live_provider character varying(16) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT lessons_lessonschedule_pkey PRIMARY KEY (id)
);
CREATE TABLE public.lessons_liveattendee (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    key character varying(200) NOT NULL,
    address character varying(1000) NOT NULL,
    matched boolean NOT NULL,
    matched_by_id uuid,
    person_id uuid NOT NULL,
    room_id uuid NOT NULL,
    CONSTRAINT lessons_liveattendee_pkey PRIMARY KEY (id)
);
CREATE TABLE public.lessons_liverecording (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    provider_id character varying(200) NOT NULL,
    address character varying(500) NOT NULL,
    room_id uuid NOT NULL,
    CONSTRAINT lessons_liverecording_pkey PRIMARY KEY (id)
);
CREATE TABLE public.lessons_livereport (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    provider character varying(16) NOT NULL,
    digest character varying(64) NOT NULL,
    body text NOT NULL,
    read_at timestamp with time zone,
    CONSTRAINT lessons_livereport_pkey PRIMARY KEY (id)
);
CREATE TABLE public.lessons_liveroom (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    provider character varying(16) NOT NULL,
    state character varying(10) NOT NULL,
    provider_id character varying(200) NOT NULL,
    address character varying(500) NOT NULL,
    made_for timestamp with time zone,
    made_until timestamp with time zone,
    problem character varying(200) NOT NULL,
    collected_at timestamp with time zone,
    lesson_id uuid NOT NULL,
    host character varying(128) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT lessons_liveroom_pkey PRIMARY KEY (id)
);
CREATE TABLE public.lessons_livesighting (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    source character varying(16) NOT NULL,
    session character varying(200) NOT NULL,
    kind character varying(6) NOT NULL,
    at timestamp with time zone NOT NULL,
    key character varying(200) NOT NULL,
    name character varying(200) NOT NULL,
    room_id uuid NOT NULL,
    CONSTRAINT lessons_livesighting_pkey PRIMARY KEY (id)
);
CREATE TABLE public.lessons_room (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name character varying(80) NOT NULL,
    seats smallint,
    archived_at timestamp with time zone,
    branch_id uuid NOT NULL,
    CONSTRAINT lessons_room_seats_check CHECK ((seats >= 0)),
    CONSTRAINT lessons_room_pkey PRIMARY KEY (id)
);
CREATE TABLE public.lessons_scheduleline (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    weekday smallint,
    starts time without time zone NOT NULL,
    minutes smallint NOT NULL,
    every_weeks smallint NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    room_id uuid,
    schedule_id uuid NOT NULL,
    teacher_id uuid,
    CONSTRAINT lessons_scheduleline_every_weeks_check CHECK ((every_weeks >= 0)),
    CONSTRAINT lessons_scheduleline_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT lessons_scheduleline_weekday_check CHECK ((weekday >= 0)),
    CONSTRAINT schedule_line_days_in_order CHECK (((valid_until IS NULL) OR (valid_until >= valid_from))),
    CONSTRAINT schedule_line_minutes CHECK (((minutes >= 10) AND (minutes <= 600))),
    CONSTRAINT schedule_line_weekday CHECK (((weekday IS NULL) OR (weekday <= 6))),
    CONSTRAINT schedule_line_weeks CHECK (((every_weeks >= 1) AND (every_weeks <= 8))),
    CONSTRAINT lessons_scheduleline_pkey PRIMARY KEY (id)
);
CREATE TABLE public.lessons_skippedlesson (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    slot timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    reason character varying(24) NOT NULL,
    clash_by character varying(10) NOT NULL,
    clash_lesson uuid,
    group_id uuid NOT NULL,
    room_id uuid,
    teacher_id uuid,
    CONSTRAINT lessons_skippedlesson_pkey PRIMARY KEY (id)
);
CREATE TABLE public.messaging_providertoken (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    provider character varying(20) NOT NULL,
    sealed bytea NOT NULL,
    expires_at timestamp with time zone,
    version integer NOT NULL,
    renewing_until timestamp with time zone,
    refused_until timestamp with time zone,
    told_at timestamp with time zone,
    CONSTRAINT messaging_providertoken_version_check CHECK ((version >= 0)),
    CONSTRAINT messaging_providertoken_pkey PRIMARY KEY (id)
);
CREATE TABLE public.messaging_smsday (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    day date NOT NULL,
    sent integer NOT NULL,
    low_told boolean NOT NULL,
    CONSTRAINT messaging_smsday_sent_check CHECK ((sent >= 0)),
    CONSTRAINT messaging_smsday_pkey PRIMARY KEY (id)
);
CREATE TABLE public.messaging_smsmessage (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    provider_id character varying(64) NOT NULL,
    key character varying(100) NOT NULL,
    number character varying(24) NOT NULL,
    follow character varying(60) NOT NULL,
    state character varying(12) NOT NULL,
    word character varying(30) NOT NULL,
    hint character varying(30) NOT NULL,
    parts smallint NOT NULL,
    price bigint,
    final_at timestamp with time zone,
    CONSTRAINT messaging_smsmessage_parts_check CHECK ((parts >= 0)),
    CONSTRAINT messaging_smsmessage_price_check CHECK ((price >= 0)),
    CONSTRAINT sms_that_ended_has_a_time CHECK ((((final_at IS NOT NULL) AND ((state)::text = ANY ((ARRAY['delivered'::character varying, 'failed'::character varying])::text[]))) OR ((NOT ((state)::text = ANY ((ARRAY['delivered'::character varying, 'failed'::character varying])::text[]))) AND (final_at IS NULL)))),
    CONSTRAINT messaging_smsmessage_pkey PRIMARY KEY (id)
);
CREATE TABLE public.messaging_telegrampoll (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    "offset" bigint NOT NULL,
    holder character varying(100) NOT NULL,
    leased_until timestamp with time zone,
    "only" boolean NOT NULL,
    bot character varying(20) NOT NULL,
    CONSTRAINT telegram_poll_is_one CHECK ("only"),
    CONSTRAINT messaging_telegrampoll_pkey PRIMARY KEY (id)
);
CREATE TABLE public.messaging_telegramupdate (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    update_id bigint NOT NULL,
    chat_id bigint NOT NULL,
    CONSTRAINT messaging_telegramupdate_pkey PRIMARY KEY (id)
);
CREATE TABLE public.messaging_webhookarrival (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    provider character varying(20) NOT NULL,
    what character varying(60) NOT NULL,
    verdict character varying(10) NOT NULL,
    status smallint NOT NULL,
    address inet,
    milliseconds integer NOT NULL,
    body text NOT NULL,
    CONSTRAINT messaging_webhookarrival_milliseconds_check CHECK ((milliseconds >= 0)),
    CONSTRAINT messaging_webhookarrival_status_check CHECK ((status >= 0)),
    CONSTRAINT messaging_webhookarrival_pkey PRIMARY KEY (id)
);
CREATE TABLE public.moderation_blockedword (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    language character varying(2) NOT NULL,
    word character varying(60) NOT NULL,
    folded character varying(120) NOT NULL,
    effect character varying(6) NOT NULL,
    CONSTRAINT blocked_word_not_empty CHECK ((NOT ((folded)::text = ANY ((ARRAY[''::character varying, '*'::character varying])::text[])))),
    CONSTRAINT moderation_blockedword_pkey PRIMARY KEY (id)
);
CREATE TABLE public.moderation_casedecision (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    action character varying(8) NOT NULL,
    hides boolean NOT NULL,
    days smallint,
    everywhere boolean NOT NULL,
    reason character varying(500) NOT NULL,
    withdrawn_at timestamp with time zone,
    moderator_id uuid,
    person_id uuid,
    case_id uuid NOT NULL,
    words text NOT NULL,
    CONSTRAINT case_decision_days_of_mute CHECK (((((action)::text = 'mute'::text) AND (days >= 1)) OR ((NOT ((action)::text = 'mute'::text)) AND (days IS NULL)))),
    CONSTRAINT moderation_casedecision_days_check CHECK ((days >= 0)),
    CONSTRAINT moderation_casedecision_pkey PRIMARY KEY (id)
);
CREATE TABLE public.moderation_decisionappeal (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    text character varying(500) NOT NULL,
    is_granted boolean,
    answer character varying(500) NOT NULL,
    answered_at timestamp with time zone,
    answered_by_id uuid,
    decision_id uuid NOT NULL,
    CONSTRAINT decision_appeal_answered_or_open CHECK (((((answer)::text = ''::text) AND (answered_at IS NULL) AND (is_granted IS NULL)) OR ((answered_at IS NOT NULL) AND (is_granted IS NOT NULL)))),
    CONSTRAINT moderation_decisionappeal_pkey PRIMARY KEY (id)
);
CREATE TABLE public.moderation_moderationcase (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind character varying(40) NOT NULL,
    object_id uuid NOT NULL,
    place_kind character varying(20) NOT NULL,
    place_id uuid NOT NULL,
    place_title character varying(200) NOT NULL,
    words text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    is_held boolean NOT NULL,
    is_open boolean NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    author_id uuid,
    branch_id uuid,
    course_id uuid,
    group_id uuid,
    place_titles jsonb NOT NULL,
    CONSTRAINT moderation_moderationcase_pkey PRIMARY KEY (id)
);
CREATE TABLE public.moderation_sanction (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind character varying(4) NOT NULL,
    place_kind character varying(20) NOT NULL,
    place_id uuid,
    until timestamp with time zone,
    lifted_at timestamp with time zone,
    decision_id uuid NOT NULL,
    lifted_by_id uuid,
    person_id uuid NOT NULL,
    CONSTRAINT sanction_mute_ends_ban_has_room CHECK (((((kind)::text = 'mute'::text) AND (until IS NOT NULL)) OR (((kind)::text = 'ban'::text) AND (place_id IS NOT NULL)))),
    CONSTRAINT moderation_sanction_pkey PRIMARY KEY (id)
);
CREATE TABLE public.moderation_textreport (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    reason character varying(10) NOT NULL,
    words character varying(500) NOT NULL,
    closed_at timestamp with time zone,
    author_id uuid,
    case_id uuid NOT NULL,
    CONSTRAINT moderation_textreport_pkey PRIMARY KEY (id)
);
CREATE TABLE public.moderation_writer (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    texts integer NOT NULL,
    person_id uuid NOT NULL,
    CONSTRAINT moderation_writer_texts_check CHECK ((texts >= 0)),
    CONSTRAINT moderation_writer_pkey PRIMARY KEY (id)
);
CREATE TABLE public.moderation_writtentext (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    area character varying(20) NOT NULL,
    fingerprint character varying(64) NOT NULL,
    author_id uuid NOT NULL,
    CONSTRAINT moderation_writtentext_pkey PRIMARY KEY (id)
);
CREATE TABLE public.notifications_announcement (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    scope character varying(10) NOT NULL,
    object_id uuid,
    role character varying(30) NOT NULL,
    audience jsonb NOT NULL,
    title jsonb NOT NULL,
    text jsonb NOT NULL,
    channels jsonb NOT NULL,
    send_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    reached integer NOT NULL,
    author_id uuid,
    CONSTRAINT announcement_names_whom CHECK ((((object_id IS NULL) AND ((scope)::text = 'role'::text)) OR ((NOT ((scope)::text = 'role'::text)) AND (object_id IS NOT NULL) AND ((role)::text = ''::text)))),
    CONSTRAINT announcement_sent_or_cancelled CHECK (((sent_at IS NULL) OR (cancelled_at IS NULL))),
    CONSTRAINT notifications_announcement_reached_check CHECK ((reached >= 0)),
    CONSTRAINT notifications_announcement_pkey PRIMARY KEY (id)
);
CREATE TABLE public.notifications_messagesettings (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    quiet_from time without time zone NOT NULL,
    quiet_until time without time zone NOT NULL,
    digest character varying(10) NOT NULL,
    digest_at time without time zone NOT NULL,
    user_id uuid NOT NULL,
    centres character varying(20)[] DEFAULT '{}'::character varying(20)[] NOT NULL,
    CONSTRAINT notifications_messagesettings_pkey PRIMARY KEY (id)
);
CREATE TABLE public.notifications_notification (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    type character varying(60) NOT NULL,
    data jsonb NOT NULL,
    read_at timestamp with time zone,
    user_id uuid NOT NULL,
    count integer NOT NULL,
    "group" character varying(100) NOT NULL,
    key character varying(100) NOT NULL,
    shown boolean NOT NULL,
    changed_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    CONSTRAINT notifications_notification_count_check CHECK ((count >= 0)),
    CONSTRAINT notifications_notification_pkey PRIMARY KEY (id)
);
CREATE TABLE public.notifications_notificationlog (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    type character varying(60) NOT NULL,
    channel character varying(10) NOT NULL,
    state character varying(10) NOT NULL,
    reason character varying(40) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    digest boolean NOT NULL,
    address character varying(60) NOT NULL,
    language character varying(2) NOT NULL,
    parts smallint NOT NULL,
    cost bigint NOT NULL,
    provider_id character varying(64) NOT NULL,
    tries smallint NOT NULL,
    sent_at timestamp with time zone,
    delivered_at timestamp with time zone,
    fallback_of_id uuid,
    in_digest_id uuid,
    notification_id uuid NOT NULL,
    user_id uuid NOT NULL,
    falls_back boolean NOT NULL,
    handed_at timestamp with time zone,
    worth_until timestamp with time zone NOT NULL,
    taken_by uuid[],
    CONSTRAINT delivery_that_failed_has_a_reason CHECK (((NOT ((state)::text = ANY ((ARRAY['failed'::character varying, 'skipped'::character varying])::text[]))) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT delivery_that_went_has_a_time CHECK ((((state)::text = ANY ((ARRAY['queued'::character varying, 'skipped'::character varying, 'failed'::character varying])::text[])) OR (sent_at IS NOT NULL))),
    CONSTRAINT notifications_notificationlog_cost_check CHECK ((cost >= 0)),
    CONSTRAINT notifications_notificationlog_parts_check CHECK ((parts >= 0)),
    CONSTRAINT notifications_notificationlog_tries_check CHECK ((tries >= 0)),
    CONSTRAINT notifications_notificationlog_pkey PRIMARY KEY (id)
);
CREATE TABLE public.notifications_notificationpreference (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    type character varying(60) NOT NULL,
    channel character varying(10) NOT NULL,
    wanted boolean NOT NULL,
    user_id uuid NOT NULL,
    CONSTRAINT notifications_notificationpreference_pkey PRIMARY KEY (id)
);
CREATE TABLE public.notifications_notificationtemplate (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    type character varying(60) NOT NULL,
    channel character varying(10) NOT NULL,
    language character varying(2) NOT NULL,
    title character varying(200) NOT NULL,
    text text NOT NULL,
    CONSTRAINT template_in_a_known_language CHECK (((language)::text = ANY ((ARRAY['uz'::character varying, 'ru'::character varying, 'en'::character varying])::text[]))),
    CONSTRAINT notifications_notificationtemplate_pkey PRIMARY KEY (id)
);
CREATE TABLE public.notifications_pushsubscription (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    endpoint_sha256 character varying(64) NOT NULL,
    sealed bytea NOT NULL,
    service character varying(255) NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    last_success_at timestamp with time zone,
    failures smallint NOT NULL,
    session_id uuid NOT NULL,
    user_id uuid NOT NULL,
    CONSTRAINT notifications_pushsubscription_failures_check CHECK ((failures >= 0)),
    CONSTRAINT notifications_pushsubscription_pkey PRIMARY KEY (id)
);
CREATE TABLE public.notifications_smsmonth (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    month date NOT NULL,
    spent bigint NOT NULL,
    parts integer NOT NULL,
    CONSTRAINT notifications_smsmonth_parts_check CHECK ((parts >= 0)),
    CONSTRAINT notifications_smsmonth_spent_check CHECK ((spent >= 0)),
    CONSTRAINT notifications_smsmonth_pkey PRIMARY KEY (id)
);
CREATE TABLE public.packages_learnerpackage (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    block uuid NOT NULL,
    is_draft boolean NOT NULL,
    token character varying(64) NOT NULL,
    cmi jsonb NOT NULL,
    version integer NOT NULL,
    score smallint,
    completed_at timestamp with time zone,
    lesson_id uuid NOT NULL,
    user_id uuid NOT NULL,
    package_id uuid NOT NULL,
    CONSTRAINT learner_package_percent CHECK (((score IS NULL) OR (score <= 100))),
    CONSTRAINT packages_learnerpackage_score_check CHECK ((score >= 0)),
    CONSTRAINT packages_learnerpackage_version_check CHECK ((version >= 0)),
    CONSTRAINT packages_learnerpackage_pkey PRIMARY KEY (id)
);
CREATE TABLE public.packages_package (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    state character varying(9) NOT NULL,
    kind character varying(10) NOT NULL,
    entry character varying(1000) NOT NULL,
    launch jsonb NOT NULL,
    files integer NOT NULL,
    bytes bigint NOT NULL,
    refusal character varying(20) NOT NULL,
    file_id uuid NOT NULL,
    CONSTRAINT package_ready_has_kind CHECK (((NOT ((state)::text = 'ready'::text)) OR (NOT ((kind)::text = ''::text)))),
    CONSTRAINT package_refused_says_why CHECK (((((refusal)::text > ''::text) AND ((state)::text = 'refused'::text)) OR ((NOT ((state)::text = 'refused'::text)) AND ((refusal)::text = ''::text)))),
    CONSTRAINT packages_package_bytes_check CHECK ((bytes >= 0)),
    CONSTRAINT packages_package_files_check CHECK ((files >= 0)),
    CONSTRAINT packages_package_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_approval (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    act character varying(12) NOT NULL,
    state character varying(10) NOT NULL,
    amount bigint NOT NULL,
    currency character varying(3) NOT NULL,
    method character varying(10) NOT NULL,
    arguments jsonb NOT NULL,
    reason character varying(300) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    answer character varying(300) NOT NULL,
    alone boolean NOT NULL,
    handed_back_at timestamp with time zone,
    branch_id uuid NOT NULL,
    decided_by_id uuid,
    desk_id uuid,
    payment_id uuid,
    proof_id uuid,
    requested_by_id uuid NOT NULL,
    shift_id uuid,
    student_id uuid,
    teacher_id uuid,
    transfer_id uuid,
    CONSTRAINT approval_alone_says_why CHECK (((NOT alone) OR ((decided_by_id = requested_by_id) AND (NOT ((answer)::text = ''::text))))),
    CONSTRAINT approval_amount CHECK (((amount > 0) AND (amount <= '1000000000000000'::bigint))),
    CONSTRAINT approval_by_a_second_person CHECK (((NOT ((state)::text = 'approved'::text)) OR ((decided_by_id IS NOT NULL) AND (alone OR (NOT ((decided_by_id = requested_by_id) AND (decided_by_id IS NOT NULL))))))),
    CONSTRAINT approval_decided_once CHECK ((((decided_at IS NULL) AND ((state)::text = 'waiting'::text)) OR ((NOT ((state)::text = 'waiting'::text)) AND (decided_at IS NOT NULL)))),
    CONSTRAINT payments_approval_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_booksmonth (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    month date NOT NULL,
    closed_at timestamp with time zone NOT NULL,
    reopened_at timestamp with time zone,
    reason character varying(300) NOT NULL,
    branch_id uuid NOT NULL,
    closed_by_id uuid,
    reopened_by_id uuid,
    CONSTRAINT books_month_is_a_first_day CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
    CONSTRAINT books_month_reopened_for_a_reason CHECK (((reopened_at IS NULL) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT payments_booksmonth_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_cashdesk (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name character varying(80) NOT NULL,
    currency character varying(3) NOT NULL,
    archived_at timestamp with time zone,
    branch_id uuid NOT NULL,
    keeper_id uuid,
    CONSTRAINT payments_cashdesk_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_cashrefund (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    amount bigint NOT NULL,
    currency character varying(3) NOT NULL,
    reason character varying(300) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    receipts jsonb NOT NULL,
    closed_by_id uuid,
    decided_by_id uuid NOT NULL,
    desk_id uuid NOT NULL,
    money_id uuid,
    payment_id uuid,
    shift_id uuid,
    student_id uuid NOT NULL,
    CONSTRAINT cash_refund_amount CHECK (((amount > 0) AND (amount <= '1000000000000000'::bigint))),
    CONSTRAINT cash_refund_closed_once CHECK ((((closed_at IS NULL) AND (shift_id IS NULL) AND ((state)::text = 'waiting'::text)) OR ((closed_at IS NOT NULL) AND (closed_by_id IS NOT NULL) AND (shift_id IS NOT NULL) AND ((state)::text = 'handed_out'::text)) OR ((closed_at IS NOT NULL) AND (shift_id IS NULL) AND ((state)::text = ANY ((ARRAY['withdrawn'::character varying, 'lapsed'::character varying])::text[]))))),
    CONSTRAINT payments_cashrefund_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_codeuse (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    amount bigint NOT NULL,
    given_back_at timestamp with time zone,
    code_id uuid NOT NULL,
    order_id uuid NOT NULL,
    CONSTRAINT code_use_amount CHECK ((amount > 0)),
    CONSTRAINT payments_codeuse_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_debtcontact (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    currency character varying(3) NOT NULL,
    "on" date NOT NULL,
    how character varying(8) NOT NULL,
    note character varying(500) NOT NULL,
    sent_here boolean NOT NULL,
    promised_on date,
    promised_amount bigint,
    promise character varying(8) NOT NULL,
    promise_ended_at timestamp with time zone,
    reminded_on date,
    withdrawn_at timestamp with time zone,
    branch_id uuid NOT NULL,
    by_id uuid NOT NULL,
    replaces_id uuid,
    student_id uuid NOT NULL,
    CONSTRAINT debt_promise_amount CHECK (((promised_amount IS NULL) OR ((promised_amount > 0) AND (promised_amount <= '1000000000000000'::bigint)))),
    CONSTRAINT debt_promise_whole CHECK (((((promise)::text = ''::text) AND (promised_amount IS NULL) AND (promised_on IS NULL)) OR ((NOT ((promise)::text = ''::text)) AND (promised_on >= "on")))),
    CONSTRAINT payments_debtcontact_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_desktransfer (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    amount bigint NOT NULL,
    currency character varying(3) NOT NULL,
    note character varying(300) NOT NULL,
    branch_id uuid NOT NULL,
    by_id uuid NOT NULL,
    desk_id uuid NOT NULL,
    reverses_id uuid,
    shift_id uuid NOT NULL,
    to_desk_id uuid,
    transfer_id uuid NOT NULL,
    CONSTRAINT desk_transfer_amount CHECK (((amount > 0) AND (amount <= '1000000000000000'::bigint))),
    CONSTRAINT desk_transfer_to_another_desk CHECK (((to_desk_id IS NULL) OR (NOT ((to_desk_id = desk_id) AND (to_desk_id IS NOT NULL))))),
    CONSTRAINT payments_desktransfer_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_discount (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name jsonb NOT NULL,
    kind character varying(8) NOT NULL,
    percent_hundredths smallint,
    amount bigint,
    currency character varying(3) NOT NULL,
    starts_on date,
    ends_on date,
    stackable boolean NOT NULL,
    reason character varying(200) NOT NULL,
    archived_at timestamp with time zone,
    branch_id uuid,
    course_id uuid,
    group_id uuid,
    student_id uuid,
    CONSTRAINT discount_days_in_order CHECK (((ends_on IS NULL) OR (starts_on IS NULL) OR (ends_on >= starts_on))),
    CONSTRAINT discount_is_of_its_kind CHECK ((((amount IS NULL) AND ((currency)::text = ''::text) AND ((kind)::text = ANY ((ARRAY['percent'::character varying, 'sibling'::character varying])::text[])) AND (percent_hundredths >= 1) AND (percent_hundredths <= 10000)) OR ((amount > 0) AND (amount <= '1000000000000000'::bigint) AND ((kind)::text = 'fixed'::text) AND (percent_hundredths IS NULL) AND (NOT ((currency)::text = ''::text))))),
    CONSTRAINT payments_discount_percent_hundredths_check CHECK ((percent_hundredths >= 0)),
    CONSTRAINT payments_discount_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_discountcode (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    code character varying(40) NOT NULL,
    percent_hundredths smallint,
    amounts jsonb NOT NULL,
    starts_on date,
    ends_on date,
    max_uses integer,
    max_uses_per_person integer,
    is_active boolean NOT NULL,
    note character varying(200) NOT NULL,
    CONSTRAINT discount_code_can_be_used CHECK ((((max_uses IS NULL) OR (max_uses >= 1)) AND ((max_uses_per_person IS NULL) OR (max_uses_per_person >= 1)))),
    CONSTRAINT discount_code_days_in_order CHECK (((ends_on IS NULL) OR (starts_on IS NULL) OR (ends_on >= starts_on))),
    CONSTRAINT discount_code_is_of_its_kind CHECK ((((amounts = '{}'::jsonb) AND (percent_hundredths >= 1) AND (percent_hundredths <= 10000)) OR ((percent_hundredths IS NULL) AND (NOT (amounts = '{}'::jsonb))))),
    CONSTRAINT payments_discountcode_max_uses_check CHECK ((max_uses >= 0)),
    CONSTRAINT payments_discountcode_max_uses_per_person_check CHECK ((max_uses_per_person >= 0)),
    CONSTRAINT payments_discountcode_percent_hundredths_check CHECK ((percent_hundredths >= 0)),
    CONSTRAINT payments_discountcode_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_discountcode_authors (
    id bigint NOT NULL,
    discountcode_id uuid NOT NULL,
    user_id uuid NOT NULL,
    CONSTRAINT payments_discountcode_authors_pkey PRIMARY KEY (id)
);
ALTER TABLE public.payments_discountcode_authors ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.payments_discountcode_authors_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.payments_discountcode_courses (
    id bigint NOT NULL,
    discountcode_id uuid NOT NULL,
    course_id uuid NOT NULL,
    CONSTRAINT payments_discountcode_courses_pkey PRIMARY KEY (id)
);
ALTER TABLE public.payments_discountcode_courses ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.payments_discountcode_courses_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.payments_expense (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    category character varying(40) NOT NULL,
    amount bigint NOT NULL,
    currency character varying(3) NOT NULL,
    "on" date NOT NULL,
    text character varying(300) NOT NULL,
    branch_id uuid NOT NULL,
    by_id uuid NOT NULL,
    desk_id uuid,
    file_id uuid,
    reverses_id uuid,
    transfer_id uuid NOT NULL,
    shift_id uuid,
    CONSTRAINT expense_amount CHECK (((amount > 0) AND (amount <= '1000000000000000'::bigint))),
    CONSTRAINT payments_expense_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_expensecategory (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    key character varying(40) NOT NULL,
    name jsonb NOT NULL,
    "position" integer NOT NULL,
    archived_at timestamp with time zone,
    CONSTRAINT payments_expensecategory_position_check CHECK (("position" >= 0)),
    CONSTRAINT payments_expensecategory_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_flaggedact (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    "on" date NOT NULL,
    flag character varying(20) NOT NULL,
    act character varying(100) NOT NULL,
    amount bigint NOT NULL,
    currency character varying(3) NOT NULL,
    reason character varying(300) NOT NULL,
    approval_id uuid,
    branch_id uuid NOT NULL,
    by_id uuid NOT NULL,
    payment_id uuid,
    student_id uuid,
    CONSTRAINT payments_flaggedact_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_ledgeraccount (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind character varying(12) NOT NULL,
    currency character varying(3) NOT NULL,
    provider character varying(20) NOT NULL,
    balance bigint NOT NULL,
    branch_id uuid,
    desk_id uuid,
    student_id uuid,
    teacher_id uuid,
    CONSTRAINT ledger_account_is_of_its_kind CHECK ((((desk_id IS NULL) AND ((kind)::text = 'student'::text) AND (student_id IS NOT NULL) AND (teacher_id IS NULL)) OR ((desk_id IS NULL) AND ((kind)::text = 'teacher'::text) AND (student_id IS NULL) AND (teacher_id IS NOT NULL)) OR ((desk_id IS NOT NULL) AND ((kind)::text = 'desk'::text) AND (student_id IS NULL) AND (teacher_id IS NULL)) OR ((NOT ((kind)::text = ANY ((ARRAY['student'::character varying, 'teacher'::character varying, 'desk'::character varying])::text[]))) AND (branch_id IS NOT NULL) AND (desk_id IS NULL) AND (student_id IS NULL) AND (teacher_id IS NULL)))),
    CONSTRAINT ledger_account_names_its_provider CHECK (((((kind)::text = 'provider'::text) AND (NOT ((provider)::text = ''::text))) OR ((NOT ((kind)::text = 'provider'::text)) AND ((provider)::text = ''::text)))),
    CONSTRAINT ledger_desk_not_below_nothing CHECK (((NOT ((kind)::text = 'desk'::text)) OR (balance >= 0))),
    CONSTRAINT payments_ledgeraccount_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_ledgerentry (
    id bigint NOT NULL,
    side character varying(6) NOT NULL,
    amount bigint NOT NULL,
    balance bigint NOT NULL,
    account_id uuid NOT NULL,
    transfer_id uuid NOT NULL,
    CONSTRAINT ledger_entry_amount CHECK (((amount > 0) AND (amount <= '1000000000000000'::bigint))),
    CONSTRAINT ledger_entry_side CHECK (((side)::text = ANY ((ARRAY['debit'::character varying, 'credit'::character varying])::text[]))),
    CONSTRAINT payments_ledgerentry_pkey PRIMARY KEY (id)
);
ALTER TABLE public.payments_ledgerentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.payments_ledgerentry_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.payments_ledgertransfer (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind character varying(12) NOT NULL,
    cause character varying(120) NOT NULL,
    currency character varying(3) NOT NULL,
    reason character varying(300) NOT NULL,
    "on" date NOT NULL,
    branch_id uuid NOT NULL,
    by_id uuid,
    payment_id uuid,
    corrects_month date,
    CONSTRAINT payments_ledgertransfer_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_openingbalance (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    side character varying(6) NOT NULL,
    amount bigint NOT NULL,
    currency character varying(3) NOT NULL,
    "on" date NOT NULL,
    note character varying(300) NOT NULL,
    reversed_at timestamp with time zone,
    reason character varying(300) NOT NULL,
    branch_id uuid NOT NULL,
    by_id uuid,
    group_id uuid,
    money_id uuid,
    payment_id uuid,
    reversed_by_id uuid,
    student_id uuid NOT NULL,
    CONSTRAINT opening_balance_amount CHECK (((amount > 0) AND (amount <= '1000000000000000'::bigint))),
    CONSTRAINT opening_balance_is_of_its_side CHECK ((((money_id IS NOT NULL) AND (payment_id IS NULL) AND ((side)::text = 'credit'::text)) OR ((money_id IS NULL) AND (payment_id IS NOT NULL) AND ((side)::text = 'debt'::text)))),
    CONSTRAINT payments_openingbalance_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_order (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    buyer_id uuid NOT NULL,
    learner_id uuid NOT NULL,
    payment_id uuid NOT NULL,
    CONSTRAINT payments_order_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_orderitem (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    months smallint,
    amount bigint NOT NULL,
    course_id uuid NOT NULL,
    enrollment_id uuid,
    order_id uuid NOT NULL,
    price bigint,
    CONSTRAINT order_item_amount CHECK ((((amount > 0) AND (amount <= '1000000000000000'::bigint) AND (price IS NULL)) OR ((amount >= 0) AND (amount <= price) AND (price > 0) AND (price <= '1000000000000000'::bigint)))),
    CONSTRAINT order_item_months CHECK (((months IS NULL) OR ((months >= 1) AND (months <= 36)))),
    CONSTRAINT payments_orderitem_months_check CHECK ((months >= 0)),
    CONSTRAINT payments_orderitem_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_payentry (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    month date NOT NULL,
    kind character varying(10) NOT NULL,
    key character varying(120) NOT NULL,
    amount bigint NOT NULL,
    currency character varying(3) NOT NULL,
    facts jsonb NOT NULL,
    reason character varying(300) NOT NULL,
    corrects date,
    branch_id uuid NOT NULL,
    by_id uuid,
    group_id uuid,
    lesson_id uuid,
    teacher_id uuid NOT NULL,
    closed_in_id uuid,
    rate_id uuid,
    CONSTRAINT pay_entry_fine_is_taken CHECK (((NOT ((kind)::text = 'fine'::text)) OR (amount < 0))),
    CONSTRAINT pay_entry_not_nothing CHECK ((NOT (amount = 0))),
    CONSTRAINT payments_payentry_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_payment (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    reference character varying(20) NOT NULL,
    kind character varying(12) NOT NULL,
    status character varying(10) NOT NULL,
    period_key character varying(12) NOT NULL,
    period_start date,
    period_end date,
    title character varying(200) NOT NULL,
    lines jsonb NOT NULL,
    gross bigint NOT NULL,
    written_off bigint NOT NULL,
    amount bigint NOT NULL,
    settled bigint NOT NULL,
    refunded bigint NOT NULL,
    outstanding bigint GENERATED ALWAYS AS ((amount - settled)) STORED,
    currency character varying(3) NOT NULL,
    due_on date NOT NULL,
    expires_at timestamp with time zone,
    completed_at timestamp with time zone,
    refundable boolean NOT NULL,
    revision integer NOT NULL,
    noticed_on date,
    note character varying(500) NOT NULL,
    branch_id uuid NOT NULL,
    corrects_id uuid,
    group_id uuid,
    membership_id uuid,
    payer_id uuid,
    student_id uuid NOT NULL,
    schedule_id uuid,
    CONSTRAINT payment_amounts CHECK (((amount >= 0) AND (gross >= 0) AND (gross <= '1000000000000000'::bigint) AND (written_off >= 0) AND (gross >= (amount + written_off)))),
    CONSTRAINT payment_closed_unpaid_has_no_money CHECK (((NOT ((status)::text = ANY ((ARRAY['draft'::character varying, 'cancelled'::character varying, 'failed'::character varying])::text[]))) OR (settled = 0))),
    CONSTRAINT payment_completed_is_settled CHECK (((NOT ((status)::text = ANY ((ARRAY['completed'::character varying, 'refunded'::character varying])::text[]))) OR (settled = amount))),
    CONSTRAINT payment_period_is_of_a_membership CHECK ((((period_key)::text = ''::text) OR (membership_id IS NOT NULL))),
    CONSTRAINT payment_refunded_in_full CHECK (((NOT ((status)::text = 'refunded'::text)) OR (refunded = settled))),
    CONSTRAINT payment_refunds_within_settled CHECK (((refunded >= 0) AND (refunded <= settled))),
    CONSTRAINT payment_settled_within_amount CHECK (((settled >= 0) AND (settled <= amount))),
    CONSTRAINT payments_payment_revision_check CHECK ((revision >= 0)),
    CONSTRAINT payments_payment_pkey PRIMARY KEY (id)
);
CREATE SEQUENCE public.payments_payment_number START WITH 100001 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
CREATE TABLE public.payments_paymenthistory (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    what character varying(30) NOT NULL,
    from_status character varying(10) NOT NULL,
    to_status character varying(10) NOT NULL,
    amount_before bigint,
    amount_after bigint NOT NULL,
    reason character varying(300) NOT NULL,
    facts jsonb NOT NULL,
    by_id uuid,
    payment_id uuid NOT NULL,
    CONSTRAINT payments_paymenthistory_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_paymentproof (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    amount bigint NOT NULL,
    state character varying(10) NOT NULL,
    note character varying(300) NOT NULL,
    decided_at timestamp with time zone,
    answer character varying(300) NOT NULL,
    decided_by_id uuid,
    file_id uuid,
    payment_id uuid NOT NULL,
    sent_by_id uuid,
    money_id uuid,
    CONSTRAINT payment_proof_amount CHECK (((amount > 0) AND (amount <= '1000000000000000'::bigint))),
    CONSTRAINT payments_paymentproof_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_paymentschedule (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    mode character varying(6) NOT NULL,
    amount bigint,
    currency character varying(3) NOT NULL,
    pack_lessons smallint,
    due_day smallint NOT NULL,
    prorate boolean NOT NULL,
    credit_holidays boolean NOT NULL,
    credit_uncharged boolean NOT NULL,
    enrolment_fee bigint NOT NULL,
    bill_on_joining boolean NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    ran_on date,
    group_id uuid NOT NULL,
    CONSTRAINT payment_schedule_amount CHECK (((amount IS NULL) OR ((amount > 0) AND (amount <= '1000000000000000'::bigint)))),
    CONSTRAINT payment_schedule_days_in_order CHECK (((valid_until IS NULL) OR (valid_until >= valid_from))),
    CONSTRAINT payment_schedule_due_day CHECK (((due_day >= 1) AND (due_day <= 28))),
    CONSTRAINT payment_schedule_fee CHECK (((enrolment_fee >= 0) AND (enrolment_fee <= '1000000000000000'::bigint))),
    CONSTRAINT payment_schedule_lesson_price CHECK (((NOT ((mode)::text = 'lesson'::text)) OR (amount IS NOT NULL))),
    CONSTRAINT payment_schedule_pack CHECK ((((amount IS NOT NULL) AND ((mode)::text = 'pack'::text) AND (pack_lessons >= 1) AND (pack_lessons <= 200)) OR ((NOT ((mode)::text = 'pack'::text)) AND (pack_lessons IS NULL)))),
    CONSTRAINT payments_paymentschedule_due_day_check CHECK ((due_day >= 0)),
    CONSTRAINT payments_paymentschedule_pack_lessons_check CHECK ((pack_lessons >= 0)),
    CONSTRAINT payments_paymentschedule_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_paymonth (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    month date NOT NULL,
    currency character varying(3) NOT NULL,
    total bigint NOT NULL,
    branch_id uuid NOT NULL,
    closed_by_id uuid NOT NULL,
    teacher_id uuid NOT NULL,
    transfer_id uuid,
    paid_when_all_absent boolean DEFAULT true NOT NULL,
    provider_fee_percent smallint DEFAULT 0 NOT NULL,
    CONSTRAINT payments_paymonth_provider_fee_percent_check CHECK ((provider_fee_percent >= 0)),
    CONSTRAINT payments_paymonth_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_payout (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    amount bigint NOT NULL,
    currency character varying(3) NOT NULL,
    branch_id uuid NOT NULL,
    by_id uuid NOT NULL,
    desk_id uuid,
    teacher_id uuid NOT NULL,
    transfer_id uuid NOT NULL,
    reason character varying(300) DEFAULT ''::character varying NOT NULL,
    reverses_id uuid,
    CONSTRAINT pay_out_amount CHECK (((amount > 0) AND (amount <= '1000000000000000'::bigint))),
    CONSTRAINT payments_payout_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_payrate (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind character varying(8) NOT NULL,
    amount bigint,
    percent_hundredths smallint,
    currency character varying(3) NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    branch_id uuid NOT NULL,
    course_id uuid,
    group_id uuid,
    teacher_id uuid NOT NULL,
    CONSTRAINT pay_rate_days_in_order CHECK (((ends_on IS NULL) OR (ends_on >= starts_on))),
    CONSTRAINT pay_rate_fixed_is_general CHECK (((NOT ((kind)::text = 'fixed'::text)) OR ((course_id IS NULL) AND (group_id IS NULL)))),
    CONSTRAINT pay_rate_is_of_its_kind CHECK (((((kind)::text = ANY ((ARRAY['percent'::character varying, 'sales'::character varying])::text[])) AND (percent_hundredths >= 1) AND (percent_hundredths <= 10000) AND (amount IS NULL)) OR ((NOT ((kind)::text = ANY ((ARRAY['percent'::character varying, 'sales'::character varying])::text[]))) AND (amount > 0) AND (amount <= '1000000000000000'::bigint) AND (percent_hundredths IS NULL)))),
    CONSTRAINT pay_rate_of_group_or_course CHECK (((group_id IS NULL) OR (course_id IS NULL))),
    CONSTRAINT pay_rate_sales_is_of_a_course CHECK (((NOT ((kind)::text = 'sales'::text)) OR ((course_id IS NOT NULL) AND (group_id IS NULL)))),
    CONSTRAINT payments_payrate_percent_hundredths_check CHECK ((percent_hundredths >= 0)),
    CONSTRAINT payments_payrate_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_prepaidperiod (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    paid_until date,
    lessons_left smallint,
    "on" date NOT NULL,
    by_id uuid,
    membership_id uuid NOT NULL,
    CONSTRAINT payments_prepaidperiod_lessons_left_check CHECK ((lessons_left >= 0)),
    CONSTRAINT prepaid_period_is_days_or_lessons CHECK ((((lessons_left IS NULL) AND (paid_until IS NOT NULL)) OR ((lessons_left >= 1) AND (lessons_left <= 200) AND (paid_until IS NULL)))),
    CONSTRAINT payments_prepaidperiod_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_priceoverride (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    amount bigint NOT NULL,
    currency character varying(3) NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    reason character varying(200) NOT NULL,
    by_id uuid,
    membership_id uuid NOT NULL,
    CONSTRAINT price_override_amount CHECK (((amount >= 0) AND (amount <= '1000000000000000'::bigint))),
    CONSTRAINT price_override_days_in_order CHECK (((ends_on IS NULL) OR (ends_on >= starts_on))),
    CONSTRAINT payments_priceoverride_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_providertransaction (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    number bigint NOT NULL,
    provider character varying(20) NOT NULL,
    provider_id character varying(255) NOT NULL,
    desk character varying(12) NOT NULL,
    amount bigint NOT NULL,
    currency character varying(3) NOT NULL,
    refunded bigint NOT NULL,
    state smallint NOT NULL,
    reason integer,
    provider_time bigint NOT NULL,
    create_time bigint NOT NULL,
    perform_time bigint NOT NULL,
    cancel_time bigint NOT NULL,
    expires_at timestamp with time zone,
    account jsonb NOT NULL,
    facts jsonb NOT NULL,
    fiscal_perform jsonb,
    fiscal_cancel jsonb,
    disputed_at timestamp with time zone,
    note character varying(300) NOT NULL,
    branch_id uuid NOT NULL,
    cash_desk_id uuid,
    payment_id uuid,
    student_id uuid NOT NULL,
    taken_by_id uuid,
    shift_id uuid,
    CONSTRAINT provider_transaction_amount CHECK (((amount > 0) AND (amount <= '1000000000000000'::bigint))),
    CONSTRAINT provider_transaction_refunds CHECK (((refunded >= 0) AND (refunded <= amount))),
    CONSTRAINT provider_transaction_state_and_times CHECK ((((cancel_time = 0) AND (perform_time = 0) AND (reason IS NULL) AND (state = 1)) OR ((cancel_time = 0) AND (perform_time > 0) AND (reason IS NULL) AND (state = 2)) OR ((cancel_time > 0) AND (perform_time = 0) AND (state = '-1'::integer)) OR ((cancel_time > 0) AND (perform_time > 0) AND (state = '-2'::integer)))),
    CONSTRAINT payments_providertransaction_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_receipt (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    series character varying(60) NOT NULL,
    number integer NOT NULL,
    kind character varying(14) NOT NULL,
    amount bigint NOT NULL,
    currency character varying(3) NOT NULL,
    facts jsonb NOT NULL,
    money_id uuid NOT NULL,
    transfer_id uuid NOT NULL,
    CONSTRAINT payments_receipt_number_check CHECK ((number >= 0)),
    CONSTRAINT receipt_of_something CHECK (((amount > 0) AND (number > 0))),
    CONSTRAINT payments_receipt_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_reconciliation (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    provider character varying(20) NOT NULL,
    desk character varying(12) NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    rows integer NOT NULL,
    matched integer NOT NULL,
    total_theirs bigint NOT NULL,
    total_ours bigint NOT NULL,
    currency character varying(3) NOT NULL,
    state character varying(8) NOT NULL,
    differences jsonb NOT NULL,
    by_id uuid,
    found integer NOT NULL,
    CONSTRAINT payments_reconciliation_found_check CHECK ((found >= 0)),
    CONSTRAINT payments_reconciliation_matched_check CHECK ((matched >= 0)),
    CONSTRAINT payments_reconciliation_rows_check CHECK ((rows >= 0)),
    CONSTRAINT payments_reconciliation_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_settlement (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    amount bigint NOT NULL,
    refund boolean NOT NULL,
    money_id uuid NOT NULL,
    payment_id uuid NOT NULL,
    CONSTRAINT settlement_not_nothing CHECK ((NOT (amount = 0))),
    CONSTRAINT payments_settlement_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_shift (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    opened_with bigint NOT NULL,
    closed_at timestamp with time zone,
    counted bigint,
    expected bigint,
    note character varying(300) NOT NULL,
    cashier_id uuid NOT NULL,
    closed_by_id uuid,
    desk_id uuid NOT NULL,
    float_returned bigint DEFAULT 0 NOT NULL,
    float_taken bigint DEFAULT 0 NOT NULL,
    CONSTRAINT shift_closed_with_a_count CHECK ((((closed_at IS NULL) AND (counted IS NULL) AND (expected IS NULL)) OR ((closed_at >= opened_at) AND (counted >= 0) AND (expected IS NOT NULL)))),
    CONSTRAINT shift_float_is_part_of_the_count CHECK (((float_returned >= 0) AND (float_taken >= 0) AND (float_taken <= opened_with) AND ((float_returned = 0) OR (float_returned <= counted)))),
    CONSTRAINT shift_opened_with_no_debt CHECK ((opened_with >= 0)),
    CONSTRAINT payments_shift_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_subscription (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    starts_on date NOT NULL,
    until date NOT NULL,
    noticed_on date,
    ended_at timestamp with time zone,
    course_id uuid NOT NULL,
    enrollment_id uuid NOT NULL,
    learner_id uuid NOT NULL,
    CONSTRAINT subscription_days_in_order CHECK ((until >= starts_on)),
    CONSTRAINT payments_subscription_pkey PRIMARY KEY (id)
);
CREATE TABLE public.payments_terminaldeposit (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    amount bigint NOT NULL,
    commission bigint NOT NULL,
    currency character varying(3) NOT NULL,
    "on" date NOT NULL,
    note character varying(300) NOT NULL,
    branch_id uuid NOT NULL,
    by_id uuid NOT NULL,
    expense_id uuid,
    reverses_id uuid,
    transfer_id uuid NOT NULL,
    CONSTRAINT terminal_deposit_amount CHECK (((amount > 0) AND (amount <= ('1000000000000000'::bigint - commission)) AND (commission >= 0))),
    CONSTRAINT payments_terminaldeposit_pkey PRIMARY KEY (id)
);
CREATE SEQUENCE public.payments_transaction_number START WITH 100001 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
CREATE TABLE public.payments_webhookdelivery (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    provider character varying(20) NOT NULL,
    event_id character varying(255) NOT NULL,
    what character varying(60) NOT NULL,
    verdict character varying(10) NOT NULL,
    code character varying(40) NOT NULL,
    body text NOT NULL,
    answer text NOT NULL,
    status smallint NOT NULL,
    address inet,
    milliseconds integer NOT NULL,
    transaction_id uuid,
    CONSTRAINT payments_webhookdelivery_milliseconds_check CHECK ((milliseconds >= 0)),
    CONSTRAINT payments_webhookdelivery_status_check CHECK ((status >= 0)),
    CONSTRAINT payments_webhookdelivery_pkey PRIMARY KEY (id)
);
CREATE TABLE public.portal_erasurerequest (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    decided_at timestamp with time zone,
    done_at timestamp with time zone,
    decided_by_id uuid,
    person_id uuid NOT NULL,
    requested_by_id uuid,
    reason character varying(500) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT erasure_decided_has_a_time CHECK ((((decided_at IS NULL) AND ((state)::text = 'waiting'::text)) OR ((NOT ((state)::text = 'waiting'::text)) AND (decided_at IS NOT NULL)))),
    CONSTRAINT portal_erasurerequest_pkey PRIMARY KEY (id)
);
CREATE TABLE public.portal_exportrequest (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    file_id uuid,
    person_id uuid NOT NULL,
    requested_by_id uuid,
    CONSTRAINT portal_exportrequest_pkey PRIMARY KEY (id)
);
CREATE TABLE public.portal_familyanswer (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    text text NOT NULL,
    author_id uuid NOT NULL,
    message_id uuid NOT NULL,
    CONSTRAINT portal_familyanswer_pkey PRIMARY KEY (id)
);
CREATE TABLE public.portal_familymessage (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    title jsonb NOT NULL,
    text jsonb NOT NULL,
    to_student boolean NOT NULL,
    author_id uuid,
    student_id uuid NOT NULL,
    template_id uuid,
    CONSTRAINT portal_familymessage_pkey PRIMARY KEY (id)
);
CREATE TABLE public.portal_familytemplate (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    title jsonb NOT NULL,
    text jsonb NOT NULL,
    archived_at timestamp with time zone,
    CONSTRAINT portal_familytemplate_pkey PRIMARY KEY (id)
);
CREATE TABLE public.portal_telegramtalk (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    step character varying(20) NOT NULL,
    data jsonb NOT NULL,
    expires_at timestamp with time zone,
    child_id uuid,
    link_id uuid NOT NULL,
    CONSTRAINT portal_telegramtalk_pkey PRIMARY KEY (id)
);
CREATE TABLE public.quizzes_answer (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    place smallint NOT NULL,
    "position" smallint NOT NULL,
    points numeric(6,2) NOT NULL,
    response jsonb,
    saves integer NOT NULL,
    saved_at timestamp with time zone,
    client_at timestamp with time zone,
    hints_used smallint NOT NULL,
    plays_used smallint NOT NULL,
    waits boolean NOT NULL,
    share numeric(8,5),
    mark numeric(9,5),
    is_correct boolean,
    marked_at timestamp with time zone,
    comment text NOT NULL,
    marked_by_id uuid,
    scored_by_id uuid,
    version_id uuid NOT NULL,
    attempt_id uuid NOT NULL,
    played_at timestamp with time zone,
    CONSTRAINT quiz_answer_waits_or_has_mark CHECK (((NOT waits) OR (share IS NULL))),
    CONSTRAINT quizzes_answer_hints_used_check CHECK ((hints_used >= 0)),
    CONSTRAINT quizzes_answer_place_check CHECK ((place >= 0)),
    CONSTRAINT quizzes_answer_plays_used_check CHECK ((plays_used >= 0)),
    CONSTRAINT quizzes_answer_position_check CHECK (("position" >= 0)),
    CONSTRAINT quizzes_answer_saves_check CHECK ((saves >= 0)),
    CONSTRAINT quizzes_answer_pkey PRIMARY KEY (id)
);
CREATE TABLE public.quizzes_answerfile (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    answer_id uuid NOT NULL,
    file_id uuid,
    CONSTRAINT quizzes_answerfile_pkey PRIMARY KEY (id)
);
CREATE TABLE public.quizzes_lateanswer (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    response jsonb NOT NULL,
    received_at timestamp with time zone NOT NULL,
    client_at timestamp with time zone,
    accepted_at timestamp with time zone,
    reason character varying(500) NOT NULL,
    accepted_by_id uuid,
    answer_id uuid NOT NULL,
    CONSTRAINT quiz_late_answer_accepted_says_why CHECK (((accepted_at IS NULL) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT quizzes_lateanswer_pkey PRIMARY KEY (id)
);
CREATE TABLE public.quizzes_placementanswer (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    place smallint NOT NULL,
    difficulty double precision NOT NULL,
    plays_used smallint NOT NULL,
    response jsonb,
    is_correct boolean,
    ability double precision,
    standard_error double precision,
    asked_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    version_id uuid NOT NULL,
    session_id uuid NOT NULL,
    CONSTRAINT placement_answer_answered_has_estimate CHECK ((((ability IS NULL) AND (answered_at IS NULL) AND (is_correct IS NULL)) OR ((ability IS NOT NULL) AND (answered_at IS NOT NULL) AND (is_correct IS NOT NULL)))),
    CONSTRAINT quizzes_placementanswer_place_check CHECK ((place >= 0)),
    CONSTRAINT quizzes_placementanswer_plays_used_check CHECK ((plays_used >= 0)),
    CONSTRAINT quizzes_placementanswer_pkey PRIMARY KEY (id)
);
CREATE TABLE public.quizzes_placementlink (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    token_sha256 character varying(64) NOT NULL,
    name character varying(100) NOT NULL,
    phone character varying(20) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    by_id uuid,
    test_id uuid NOT NULL,
    CONSTRAINT quizzes_placementlink_pkey PRIMARY KEY (id)
);
CREATE TABLE public.quizzes_placementsession (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name character varying(100) NOT NULL,
    phone character varying(20) NOT NULL,
    secret_sha256 character varying(64) NOT NULL,
    seed integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    ability double precision,
    standard_error double precision,
    level character varying(2) NOT NULL,
    placement_id uuid,
    user_id uuid,
    test_id uuid NOT NULL,
    link_id uuid,
    CONSTRAINT placement_session_finished_has_level CHECK ((((ability IS NULL) AND (finished_at IS NULL) AND ((level)::text = ''::text) AND (standard_error IS NULL)) OR ((ability IS NOT NULL) AND (finished_at IS NOT NULL) AND (standard_error IS NOT NULL) AND (NOT ((level)::text = ''::text))))),
    CONSTRAINT quizzes_placementsession_seed_check CHECK ((seed >= 0)),
    CONSTRAINT quizzes_placementsession_pkey PRIMARY KEY (id)
);
CREATE TABLE public.quizzes_placementspeech (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    state character varying(7) NOT NULL,
    task jsonb NOT NULL,
    verdict character varying(20) NOT NULL,
    reason character varying(60) NOT NULL,
    overall double precision,
    is_sure boolean NOT NULL,
    transcript text NOT NULL,
    words jsonb NOT NULL,
    allowed_by character varying(8) NOT NULL,
    recorded_at timestamp with time zone,
    file_id uuid,
    model_id uuid,
    session_id uuid NOT NULL,
    version_id uuid NOT NULL,
    CONSTRAINT placement_speech_recorded_says_when CHECK (((((allowed_by)::text = ''::text) AND (recorded_at IS NULL) AND ((state)::text = 'asked'::text)) OR ((NOT ((state)::text = 'asked'::text)) AND (recorded_at IS NOT NULL) AND (NOT ((allowed_by)::text = ''::text))))),
    CONSTRAINT placementspeech_in_range CHECK (((overall IS NULL) OR ((overall >= (0.0)::double precision) AND (overall <= (100.0)::double precision)))),
    CONSTRAINT placementspeech_sure_has_mark CHECK (((NOT is_sure) OR ((overall IS NOT NULL) AND ((state)::text = 'heard'::text)))),
    CONSTRAINT quizzes_placementspeech_pkey PRIMARY KEY (id)
);
CREATE TABLE public.quizzes_placementtest (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name character varying(200) NOT NULL,
    token_sha256 character varying(64) NOT NULL,
    is_open boolean NOT NULL,
    daily_starts smallint NOT NULL,
    bank_id uuid NOT NULL,
    by_id uuid,
    CONSTRAINT quizzes_placementtest_daily_starts_check CHECK ((daily_starts >= 0)),
    CONSTRAINT quizzes_placementtest_pkey PRIMARY KEY (id)
);
CREATE TABLE public.quizzes_question (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name character varying(200) NOT NULL,
    kind character varying(10) NOT NULL,
    tags character varying(100)[] NOT NULL,
    level character varying(2) NOT NULL,
    skill character varying(10) NOT NULL,
    difficulty double precision,
    search_key text NOT NULL,
    deleted_at timestamp with time zone,
    bank_id uuid NOT NULL,
    current_id uuid,
    CONSTRAINT quizzes_question_pkey PRIMARY KEY (id)
);
CREATE TABLE public.quizzes_questionbank (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name character varying(200) NOT NULL,
    deleted_at timestamp with time zone,
    course_id uuid,
    CONSTRAINT quizzes_questionbank_pkey PRIMARY KEY (id)
);
CREATE TABLE public.quizzes_questionexport (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    format character varying(12) NOT NULL,
    tag character varying(100) NOT NULL,
    state character varying(7) NOT NULL,
    question_count integer NOT NULL,
    problem_count integer NOT NULL,
    problems jsonb NOT NULL,
    bank_id uuid NOT NULL,
    by_id uuid,
    file_id uuid,
    CONSTRAINT quizzes_questionexport_problem_count_check CHECK ((problem_count >= 0)),
    CONSTRAINT quizzes_questionexport_question_count_check CHECK ((question_count >= 0)),
    CONSTRAINT quizzes_questionexport_pkey PRIMARY KEY (id)
);
CREATE TABLE public.quizzes_questionfile (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    duration_ms integer,
    added_by_id uuid,
    bank_id uuid NOT NULL,
    file_id uuid NOT NULL,
    CONSTRAINT quizzes_questionfile_duration_ms_check CHECK ((duration_ms >= 0)),
    CONSTRAINT quizzes_questionfile_pkey PRIMARY KEY (id)
);
CREATE TABLE public.quizzes_questionimport (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name character varying(200) NOT NULL,
    text text NOT NULL,
    is_kept_package boolean NOT NULL,
    format character varying(12) NOT NULL,
    state character varying(8) NOT NULL,
    question_count integer NOT NULL,
    left_out_count integer NOT NULL,
    problem_count integer NOT NULL,
    problems jsonb NOT NULL,
    sample jsonb NOT NULL,
    problem character varying(500) NOT NULL,
    bank_id uuid NOT NULL,
    by_id uuid,
    file_id uuid,
    language character varying(2) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT quizzes_questionimport_left_out_count_check CHECK ((left_out_count >= 0)),
    CONSTRAINT quizzes_questionimport_problem_count_check CHECK ((problem_count >= 0)),
    CONSTRAINT quizzes_questionimport_question_count_check CHECK ((question_count >= 0)),
    CONSTRAINT quizzes_questionimport_pkey PRIMARY KEY (id)
);
CREATE TABLE public.quizzes_questionversion (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    number integer NOT NULL,
    prompt jsonb NOT NULL,
    pictures jsonb NOT NULL,
    max_plays smallint NOT NULL,
    body jsonb NOT NULL,
    key jsonb NOT NULL,
    points numeric(6,2) NOT NULL,
    language character varying(2) NOT NULL,
    audio_id uuid,
    made_by_id uuid,
    question_id uuid NOT NULL,
    CONSTRAINT question_version_points_above_0 CHECK ((points > (0)::numeric)),
    CONSTRAINT quizzes_questionversion_max_plays_check CHECK ((max_plays >= 0)),
    CONSTRAINT quizzes_questionversion_number_check CHECK ((number >= 0)),
    CONSTRAINT quizzes_questionversion_pkey PRIMARY KEY (id)
);
CREATE TABLE public.quizzes_quiz (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    title character varying(200) NOT NULL,
    instructions text NOT NULL,
    time_limit integer,
    attempts_allowed smallint NOT NULL,
    counting character varying(5) NOT NULL,
    pass_percent smallint,
    shuffle_questions boolean NOT NULL,
    shuffle_options boolean NOT NULL,
    one_by_one boolean NOT NULL,
    show_score character varying(13) NOT NULL,
    show_answers character varying(13) NOT NULL,
    show_explanations character varying(13) NOT NULL,
    opens_at timestamp with time zone,
    closes_at timestamp with time zone,
    password character varying(200) NOT NULL,
    revision integer NOT NULL,
    published_at timestamp with time zone,
    deleted_at timestamp with time zone,
    author_id uuid,
    course_id uuid,
    group_id uuid,
    lesson_id uuid,
    course_lesson_id uuid,
    CONSTRAINT quiz_closes_after_it_opens CHECK (((opens_at IS NULL) OR (closes_at IS NULL) OR (closes_at > opens_at))),
    CONSTRAINT quiz_of_a_course_lesson CHECK (((course_lesson_id IS NULL) OR (course_id IS NOT NULL))),
    CONSTRAINT quiz_of_a_group_or_a_course CHECK (((course_id IS NULL) OR (group_id IS NULL))),
    CONSTRAINT quiz_of_a_lesson_has_its_group CHECK (((lesson_id IS NULL) OR (group_id IS NOT NULL))),
    CONSTRAINT quiz_pass_percent CHECK (((pass_percent IS NULL) OR (pass_percent <= 100))),
    CONSTRAINT quiz_time_limit CHECK (((time_limit IS NULL) OR (time_limit > 0))),
    CONSTRAINT quizzes_quiz_attempts_allowed_check CHECK ((attempts_allowed >= 0)),
    CONSTRAINT quizzes_quiz_pass_percent_check CHECK ((pass_percent >= 0)),
    CONSTRAINT quizzes_quiz_revision_check CHECK ((revision >= 0)),
    CONSTRAINT quizzes_quiz_time_limit_check CHECK ((time_limit >= 0)),
    CONSTRAINT quizzes_quiz_pkey PRIMARY KEY (id)
);
CREATE TABLE public.quizzes_quizattempt (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    number smallint NOT NULL,
    state character varying(9) NOT NULL,
    seed integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    deadline timestamp with time zone,
    handed_in_at timestamp with time zone,
    handed_in_by character varying(8) NOT NULL,
    score numeric(14,5),
    max_score numeric(11,2) NOT NULL,
    passed boolean,
    quiz_id uuid NOT NULL,
    user_id uuid NOT NULL,
    CONSTRAINT quiz_attempt_closed_says_when CHECK ((((handed_in_at IS NULL) AND ((handed_in_by)::text = ''::text) AND ((state)::text = 'open'::text)) OR ((NOT ((state)::text = 'open'::text)) AND (handed_in_at IS NOT NULL) AND (NOT ((handed_in_by)::text = ''::text))))),
    CONSTRAINT quiz_attempt_deadline_after_start CHECK (((deadline IS NULL) OR (deadline > started_at))),
    CONSTRAINT quiz_attempt_has_score CHECK ((((score IS NOT NULL) AND ((state)::text = 'scored'::text)) OR (NOT ((state)::text = 'scored'::text)))),
    CONSTRAINT quizzes_quizattempt_number_check CHECK ((number >= 0)),
    CONSTRAINT quizzes_quizattempt_seed_check CHECK ((seed >= 0)),
    CONSTRAINT quizzes_quizattempt_pkey PRIMARY KEY (id)
);
CREATE TABLE public.quizzes_quizextension (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    extra_percent smallint NOT NULL,
    extra_attempts smallint NOT NULL,
    closes_at timestamp with time zone,
    reason character varying(500) NOT NULL,
    by_id uuid,
    quiz_id uuid NOT NULL,
    user_id uuid NOT NULL,
    CONSTRAINT quizzes_quizextension_extra_attempts_check CHECK ((extra_attempts >= 0)),
    CONSTRAINT quizzes_quizextension_extra_percent_check CHECK ((extra_percent >= 0)),
    CONSTRAINT quizzes_quizextension_pkey PRIMARY KEY (id)
);
CREATE TABLE public.quizzes_quizquestion (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    "position" smallint NOT NULL,
    tag character varying(100) NOT NULL,
    draw smallint NOT NULL,
    points numeric(6,2),
    bank_id uuid,
    question_id uuid,
    quiz_id uuid NOT NULL,
    CONSTRAINT quiz_place_names_or_draws CHECK ((((bank_id IS NULL) AND (draw = 0) AND (question_id IS NOT NULL) AND ((tag)::text = ''::text)) OR ((bank_id IS NOT NULL) AND (draw > 0) AND (question_id IS NULL)))),
    CONSTRAINT quiz_place_points CHECK (((points IS NULL) OR (points > (0)::numeric))),
    CONSTRAINT quizzes_quizquestion_draw_check CHECK ((draw >= 0)),
    CONSTRAINT quizzes_quizquestion_position_check CHECK (("position" >= 0)),
    CONSTRAINT quizzes_quizquestion_pkey PRIMARY KEY (id)
);
CREATE TABLE public.quizzes_regrade (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    state character varying(8) NOT NULL,
    answer_count integer NOT NULL,
    skipped_count integer NOT NULL,
    change_count integer NOT NULL,
    changes jsonb NOT NULL,
    by_id uuid,
    version_id uuid NOT NULL,
    CONSTRAINT quizzes_regrade_answer_count_check CHECK ((answer_count >= 0)),
    CONSTRAINT quizzes_regrade_change_count_check CHECK ((change_count >= 0)),
    CONSTRAINT quizzes_regrade_skipped_count_check CHECK ((skipped_count >= 0)),
    CONSTRAINT quizzes_regrade_pkey PRIMARY KEY (id)
);
CREATE TABLE public.quizzes_spokenresult (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    task jsonb NOT NULL,
    verdict character varying(20) NOT NULL,
    reason character varying(60) NOT NULL,
    overall double precision,
    is_sure boolean NOT NULL,
    transcript text NOT NULL,
    words jsonb NOT NULL,
    state character varying(7) NOT NULL,
    model_id uuid,
    recording_id uuid NOT NULL,
    CONSTRAINT spokenresult_in_range CHECK (((overall IS NULL) OR ((overall >= (0.0)::double precision) AND (overall <= (100.0)::double precision)))),
    CONSTRAINT spokenresult_sure_has_mark CHECK (((NOT is_sure) OR ((overall IS NOT NULL) AND ((state)::text = 'heard'::text)))),
    CONSTRAINT quizzes_spokenresult_pkey PRIMARY KEY (id)
);
CREATE TABLE public.realtime_socketticket (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    session_id uuid NOT NULL,
    token_sha256 character varying(64) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    seen_at timestamp with time zone,
    user_id uuid NOT NULL,
    CONSTRAINT realtime_socketticket_pkey PRIMARY KEY (id)
);
CREATE TABLE public.realtime_stream (
    name character varying(80) NOT NULL,
    seq bigint NOT NULL,
    CONSTRAINT realtime_stream_pkey PRIMARY KEY (name)
);
CREATE TABLE public.realtime_streamevent (
    id bigint NOT NULL,
    seq bigint NOT NULL,
    type character varying(60) NOT NULL,
    data jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    stream_id character varying(80) NOT NULL,
    CONSTRAINT realtime_streamevent_pkey PRIMARY KEY (id)
);
ALTER TABLE public.realtime_streamevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY ( SEQUENCE NAME public.realtime_streamevent_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1 );
CREATE TABLE public.registry_mlmodel (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind character varying(20) NOT NULL,
    name character varying(200) NOT NULL,
    revision character varying(100) NOT NULL,
    sha256 character varying(64) NOT NULL,
    source character varying(100) NOT NULL,
    licence character varying(100) NOT NULL,
    parameters jsonb NOT NULL,
    CONSTRAINT registry_mlmodel_pkey PRIMARY KEY (id)
);
CREATE TABLE public.resources_download (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    user_id uuid,
    resource_id uuid NOT NULL,
    use character varying(8) DEFAULT 'download'::character varying NOT NULL,
    CONSTRAINT resources_download_pkey PRIMARY KEY (id)
);
CREATE TABLE public.resources_lessonresource (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    title character varying(200) NOT NULL,
    "position" smallint NOT NULL,
    archived_at timestamp with time zone,
    added_by_id uuid,
    course_id uuid,
    lesson_id uuid,
    media_id uuid NOT NULL,
    CONSTRAINT resource_of_a_lesson_or_a_course CHECK ((((course_id IS NULL) AND (lesson_id IS NOT NULL)) OR ((course_id IS NOT NULL) AND (lesson_id IS NULL)))),
    CONSTRAINT resources_lessonresource_position_check CHECK (("position" >= 0)),
    CONSTRAINT resources_lessonresource_pkey PRIMARY KEY (id)
);
CREATE TABLE public.resources_mediafile (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    title character varying(200) NOT NULL,
    folded character varying(300) NOT NULL,
    kind character varying(8) NOT NULL,
    archived_at timestamp with time zone,
    added_by_id uuid,
    file_id uuid,
    url character varying(500) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT media_is_a_file_or_a_link CHECK ((((file_id IS NOT NULL) AND ((url)::text = ''::text)) OR ((file_id IS NULL) AND (NOT ((url)::text = ''::text))))),
    CONSTRAINT resources_mediafile_pkey PRIMARY KEY (id)
);
CREATE TABLE public.settings_auditlog (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    action character varying(100) NOT NULL,
    object_type character varying(100) NOT NULL,
    object_id character varying(64) NOT NULL,
    fields jsonb NOT NULL,
    request_id character varying(64) NOT NULL,
    actor_id uuid,
    CONSTRAINT settings_auditlog_pkey PRIMARY KEY (id)
);
CREATE TABLE public.settings_auditvalues (
    entry_id uuid NOT NULL,
    "values" jsonb NOT NULL,
    network character varying(45) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT settings_auditvalues_pkey PRIMARY KEY (entry_id)
);
CREATE TABLE public.settings_branch (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name character varying(120) NOT NULL,
    address character varying(300) NOT NULL,
    zone character varying(64) NOT NULL,
    is_default boolean NOT NULL,
    CONSTRAINT settings_branch_pkey PRIMARY KEY (id)
);
CREATE TABLE public.settings_systemsettings (
    id smallint NOT NULL,
    centre_name character varying(120) NOT NULL,
    default_language character varying(2) NOT NULL,
    coins_for_homework smallint NOT NULL,
    coins_minimum_score smallint NOT NULL,
    attempts_allowed smallint NOT NULL,
    recording_max_seconds smallint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    foreign_phones boolean NOT NULL,
    mfa_required_for_staff boolean NOT NULL,
    registration_open boolean NOT NULL,
    teacher_registration_open boolean NOT NULL,
    absences_before_alert smallint NOT NULL,
    coins_for_attendance smallint NOT NULL,
    coins_for_lateness smallint NOT NULL,
    lesson_horizon_weeks smallint NOT NULL,
    material_max_mb smallint NOT NULL,
    register_closes_after_days smallint NOT NULL,
    self_check_in boolean NOT NULL,
    currency character varying(3) NOT NULL,
    debt_limit bigint,
    order_expires_after_hours smallint NOT NULL,
    payment_notice_days_before smallint NOT NULL,
    payment_notice_every_days smallint NOT NULL,
    topup_maximum bigint NOT NULL,
    topup_minimum bigint NOT NULL,
    coin_bands character varying(100) NOT NULL,
    coins_adjust_daily smallint NOT NULL,
    coins_for_first_try smallint NOT NULL,
    coins_for_on_time smallint NOT NULL,
    coins_for_streak smallint NOT NULL,
    streak_days_for_coins smallint NOT NULL,
    digest_at time without time zone NOT NULL,
    homework_reminder_hours smallint NOT NULL,
    quiet_from time without time zone NOT NULL,
    quiet_until time without time zone NOT NULL,
    sms_balance_least bigint NOT NULL,
    sms_month_budget bigint NOT NULL,
    sms_part_price integer NOT NULL,
    appeals_allowed smallint NOT NULL,
    audit_keep_days integer,
    check_in_on_time_minutes smallint NOT NULL,
    check_in_opens_minutes smallint NOT NULL,
    excuse_days_back smallint NOT NULL,
    first_values_at timestamp with time zone,
    languages character varying(2)[] NOT NULL,
    leaderboards_shown boolean NOT NULL,
    recordings_keep_days integer,
    shop_open boolean NOT NULL,
    version integer NOT NULL,
    adult_from_age smallint DEFAULT 18 NOT NULL,
    lesson_reminder_hours smallint DEFAULT 3 NOT NULL,
    lesson_reminder_sms boolean DEFAULT false NOT NULL,
    pay_when_all_absent boolean DEFAULT true NOT NULL,
    teachers_see_phones boolean DEFAULT false NOT NULL,
    advance_limit jsonb DEFAULT '{"UZS": 500000000}'::jsonb NOT NULL,
    close_books_automatically boolean DEFAULT false NOT NULL,
    entry_limit jsonb DEFAULT '{"UZS": 2000000000}'::jsonb NOT NULL,
    legal_address character varying(300) DEFAULT ''::character varying NOT NULL,
    legal_name character varying(200) DEFAULT ''::character varying NOT NULL,
    legal_phone character varying(40) DEFAULT ''::character varying NOT NULL,
    legal_tax_id character varying(20) DEFAULT ''::character varying NOT NULL,
    shift_difference_limit jsonb DEFAULT '{"UZS": 5000000}'::jsonb NOT NULL,
    first_run_code_hmac character varying(64) DEFAULT ''::character varying NOT NULL,
    first_run_code_expires_at timestamp with time zone,
    centre_colour character varying(7) DEFAULT ''::character varying NOT NULL,
    logo_id uuid,
    public_catalogue boolean DEFAULT false NOT NULL,
    coins_for_course smallint DEFAULT 50 NOT NULL,
    provider_fee_percent smallint DEFAULT 0 NOT NULL,
    teacher_feedback boolean DEFAULT false NOT NULL,
    video_max_hours smallint DEFAULT 6 NOT NULL,
    video_max_mb smallint DEFAULT 4096 NOT NULL,
    film_copies boolean DEFAULT false NOT NULL,
    quiz_grace_seconds smallint DEFAULT 10 NOT NULL,
    new_member_pause_seconds smallint DEFAULT 20 NOT NULL,
    new_member_texts smallint DEFAULT 3 NOT NULL,
    reports_per_day smallint DEFAULT 20 NOT NULL,
    texts_per_day smallint DEFAULT 200 NOT NULL,
    texts_per_minute smallint DEFAULT 10 NOT NULL,
    chat_keep_days integer DEFAULT 1095,
    direct_messages_from_age smallint DEFAULT 16 NOT NULL,
    guardians_read_along boolean DEFAULT false NOT NULL,
    message_hours_from time without time zone DEFAULT '08:00:00'::time without time zone NOT NULL,
    message_hours_until time without time zone DEFAULT '20:00:00'::time without time zone NOT NULL,
    pupil_direct_messages boolean DEFAULT false NOT NULL,
    guardians_read_along_since timestamp with time zone,
    live_opens_minutes smallint DEFAULT 10 NOT NULL,
    live_provider character varying(16) DEFAULT ''::character varying NOT NULL,
    activity_keep_days integer DEFAULT 180 NOT NULL,
    report_keep_days smallint DEFAULT 7 NOT NULL,
    class_boundary_month smallint DEFAULT 9 NOT NULL,
    class_boundary_day smallint DEFAULT 1 NOT NULL,
    kids_compare_lists boolean DEFAULT false NOT NULL,
    kids_pipeline_lists boolean DEFAULT true NOT NULL,
    kids_mastery_lists boolean DEFAULT true NOT NULL,
    change_float_limit jsonb DEFAULT '{"UZS": 100000000}'::jsonb NOT NULL,
    CONSTRAINT settings_systemsettings_absences_before_alert_check CHECK ((absences_before_alert >= 0)),
    CONSTRAINT settings_systemsettings_activity_keep_days_check CHECK ((activity_keep_days >= 0)),
    CONSTRAINT settings_systemsettings_adult_from_age_check CHECK ((adult_from_age >= 0)),
    CONSTRAINT settings_systemsettings_appeals_allowed_check CHECK ((appeals_allowed >= 0)),
    CONSTRAINT settings_systemsettings_attempts_allowed_check CHECK ((attempts_allowed >= 0)),
    CONSTRAINT settings_systemsettings_audit_keep_days_check CHECK ((audit_keep_days >= 0)),
    CONSTRAINT settings_systemsettings_chat_keep_days_check CHECK ((chat_keep_days >= 0)),
    CONSTRAINT settings_systemsettings_check_in_on_time_minutes_check CHECK ((check_in_on_time_minutes >= 0)),
    CONSTRAINT settings_systemsettings_check_in_opens_minutes_check CHECK ((check_in_opens_minutes >= 0)),
    CONSTRAINT settings_systemsettings_class_boundary_day_check CHECK ((class_boundary_day >= 0)),
    CONSTRAINT settings_systemsettings_class_boundary_month_check CHECK ((class_boundary_month >= 0)),
    CONSTRAINT settings_systemsettings_coins_adjust_daily_check CHECK ((coins_adjust_daily >= 0)),
    CONSTRAINT settings_systemsettings_coins_for_attendance_check CHECK ((coins_for_attendance >= 0)),
    CONSTRAINT settings_systemsettings_coins_for_course_check CHECK ((coins_for_course >= 0)),
    CONSTRAINT settings_systemsettings_coins_for_first_try_check CHECK ((coins_for_first_try >= 0)),
    CONSTRAINT settings_systemsettings_coins_for_homework_check CHECK ((coins_for_homework >= 0)),
    CONSTRAINT settings_systemsettings_coins_for_lateness_check CHECK ((coins_for_lateness >= 0)),
    CONSTRAINT settings_systemsettings_coins_for_on_time_check CHECK ((coins_for_on_time >= 0)),
    CONSTRAINT settings_systemsettings_coins_for_streak_check CHECK ((coins_for_streak >= 0)),
    CONSTRAINT settings_systemsettings_coins_minimum_score_check CHECK ((coins_minimum_score >= 0)),
    CONSTRAINT settings_systemsettings_direct_messages_from_age_check CHECK ((direct_messages_from_age >= 0)),
    CONSTRAINT settings_systemsettings_excuse_days_back_check CHECK ((excuse_days_back >= 0)),
    CONSTRAINT settings_systemsettings_homework_reminder_hours_check CHECK ((homework_reminder_hours >= 0)),
    CONSTRAINT settings_systemsettings_lesson_horizon_weeks_check CHECK ((lesson_horizon_weeks >= 0)),
    CONSTRAINT settings_systemsettings_lesson_reminder_hours_check CHECK ((lesson_reminder_hours >= 0)),
    CONSTRAINT settings_systemsettings_live_opens_minutes_check CHECK ((live_opens_minutes >= 0)),
    CONSTRAINT settings_systemsettings_material_max_mb_check CHECK ((material_max_mb >= 0)),
    CONSTRAINT settings_systemsettings_new_member_pause_seconds_check CHECK ((new_member_pause_seconds >= 0)),
    CONSTRAINT settings_systemsettings_new_member_texts_check CHECK ((new_member_texts >= 0)),
    CONSTRAINT settings_systemsettings_order_expires_after_hours_check CHECK ((order_expires_after_hours >= 0)),
    CONSTRAINT settings_systemsettings_payment_notice_days_before_check CHECK ((payment_notice_days_before >= 0)),
    CONSTRAINT settings_systemsettings_payment_notice_every_days_check CHECK ((payment_notice_every_days >= 0)),
    CONSTRAINT settings_systemsettings_provider_fee_percent_check CHECK ((provider_fee_percent >= 0)),
    CONSTRAINT settings_systemsettings_quiz_grace_seconds_check CHECK ((quiz_grace_seconds >= 0)),
    CONSTRAINT settings_systemsettings_recording_max_seconds_check CHECK ((recording_max_seconds >= 0)),
    CONSTRAINT settings_systemsettings_recordings_keep_days_check CHECK ((recordings_keep_days >= 0)),
    CONSTRAINT settings_systemsettings_register_closes_after_days_check CHECK ((register_closes_after_days >= 0)),
    CONSTRAINT settings_systemsettings_report_keep_days_check CHECK ((report_keep_days >= 0)),
    CONSTRAINT settings_systemsettings_reports_per_day_check CHECK ((reports_per_day >= 0)),
    CONSTRAINT settings_systemsettings_sms_part_price_check CHECK ((sms_part_price >= 0)),
    CONSTRAINT settings_systemsettings_streak_days_for_coins_check CHECK ((streak_days_for_coins >= 0)),
    CONSTRAINT settings_systemsettings_texts_per_day_check CHECK ((texts_per_day >= 0)),
    CONSTRAINT settings_systemsettings_texts_per_minute_check CHECK ((texts_per_minute >= 0)),
    CONSTRAINT settings_systemsettings_version_check CHECK ((version >= 0)),
    CONSTRAINT settings_systemsettings_video_max_hours_check CHECK ((video_max_hours >= 0)),
    CONSTRAINT settings_systemsettings_video_max_mb_check CHECK ((video_max_mb >= 0)),
    CONSTRAINT system_settings_activity_is_kept CHECK ((activity_keep_days >= 30)),
    CONSTRAINT system_settings_adult_from_age CHECK (((adult_from_age >= 14) AND (adult_from_age <= 25))),
    CONSTRAINT system_settings_advance_limit CHECK ((jsonb_typeof(advance_limit) = 'object'::text)),
    CONSTRAINT system_settings_audit_is_kept CHECK (((audit_keep_days IS NULL) OR (audit_keep_days >= 365))),
    CONSTRAINT system_settings_budget_pays_an_sms CHECK (((sms_month_budget = 0) OR (sms_month_budget >= sms_part_price))),
    CONSTRAINT system_settings_centre_colour CHECK ((((centre_colour)::text = ''::text) OR ((centre_colour)::text ~ '^#[0-9a-fA-F]{6}$'::text))),
    CONSTRAINT system_settings_change_float_limit CHECK ((jsonb_typeof(change_float_limit) = 'object'::text)),
    CONSTRAINT system_settings_chat_is_kept CHECK (((chat_keep_days IS NULL) OR (chat_keep_days >= 30))),
    CONSTRAINT system_settings_debt_limit CHECK (((debt_limit IS NULL) OR (debt_limit >= 0))),
    CONSTRAINT system_settings_digest_is_not_quiet CHECK (((quiet_from = quiet_until) OR ((quiet_from < quiet_until) AND ((digest_at < quiet_from) OR (digest_at >= quiet_until))) OR ((quiet_from > quiet_until) AND (digest_at < quiet_from) AND (digest_at >= quiet_until)))),
    CONSTRAINT system_settings_direct_messages_from_age CHECK (((direct_messages_from_age >= 10) AND (direct_messages_from_age <= 25))),
    CONSTRAINT system_settings_entry_limit CHECK ((jsonb_typeof(entry_limit) = 'object'::text)),
    CONSTRAINT system_settings_guardians_read_along_since CHECK (((NOT guardians_read_along) OR (guardians_read_along_since IS NOT NULL))),
    CONSTRAINT system_settings_horizon CHECK (((lesson_horizon_weeks >= 1) AND (lesson_horizon_weeks <= 60))),
    CONSTRAINT system_settings_language CHECK (((default_language)::text = ANY ((ARRAY['uz'::character varying, 'ru'::character varying, 'en'::character varying])::text[]))),
    CONSTRAINT system_settings_lateness_earns_no_more CHECK ((coins_for_lateness <= coins_for_attendance)),
    CONSTRAINT system_settings_lesson_reminder CHECK ((lesson_reminder_hours <= 72)),
    CONSTRAINT system_settings_live_provider CHECK (((live_provider)::text = ANY ((ARRAY[''::character varying, 'zoom'::character varying, 'meet'::character varying, 'bigbluebutton'::character varying, 'jitsi'::character varying, 'jaas'::character varying])::text[]))),
    CONSTRAINT system_settings_minimum_is_a_score CHECK ((coins_minimum_score <= 100)),
    CONSTRAINT system_settings_one_row CHECK ((id = 1)),
    CONSTRAINT system_settings_recordings_are_kept CHECK (((recordings_keep_days IS NULL) OR (recordings_keep_days >= 30))),
    CONSTRAINT system_settings_reports_are_kept CHECK (((report_keep_days >= 1) AND (report_keep_days <= 90))),
    CONSTRAINT system_settings_shift_difference_limit CHECK ((jsonb_typeof(shift_difference_limit) = 'object'::text)),
    CONSTRAINT system_settings_sms_budget CHECK (((sms_month_budget >= 0) AND (sms_part_price > 0))),
    CONSTRAINT system_settings_speaks_its_language CHECK (((languages <@ ARRAY['uz'::character varying(2), 'ru'::character varying(2), 'en'::character varying(2)]) AND ((((default_language)::text = 'uz'::text) AND (languages @> ARRAY['uz'::character varying(2)])) OR (((default_language)::text = 'ru'::text) AND (languages @> ARRAY['ru'::character varying(2)])) OR (((default_language)::text = 'en'::text) AND (languages @> ARRAY['en'::character varying(2)]))))),
    CONSTRAINT system_settings_streak_is_a_row CHECK ((streak_days_for_coins >= 2)),
    CONSTRAINT system_settings_top_ups CHECK (((topup_maximum >= topup_minimum) AND (topup_minimum > 0))),
    CONSTRAINT settings_systemsettings_pkey PRIMARY KEY (id)
);
CREATE TABLE public.support_assignmentrule (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    "position" smallint NOT NULL,
    method character varying(12) NOT NULL,
    branch_id uuid,
    category_id uuid,
    CONSTRAINT support_assignmentrule_position_check CHECK (("position" >= 0)),
    CONSTRAINT support_assignmentrule_pkey PRIMARY KEY (id)
);
CREATE TABLE public.support_cannedanswer (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    title character varying(120) NOT NULL,
    text jsonb NOT NULL,
    category_id uuid,
    CONSTRAINT support_cannedanswer_pkey PRIMARY KEY (id)
);
CREATE TABLE public.support_guestrequest (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    token_sha256 character varying(64) NOT NULL,
    email character varying(254) NOT NULL,
    name character varying(150) NOT NULL,
    locale character varying(5) NOT NULL,
    subject character varying(200) NOT NULL,
    text text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ticket_id uuid,
    category_id uuid,
    CONSTRAINT support_guestrequest_pkey PRIMARY KEY (id)
);
CREATE TABLE public.support_incomingmail (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    message_id character varying(300) NOT NULL,
    result character varying(10) NOT NULL,
    sender character varying(254) NOT NULL,
    subject character varying(200) NOT NULL,
    size bigint NOT NULL,
    leftovers text NOT NULL,
    ticket_id uuid,
    comment_id uuid,
    CONSTRAINT support_incomingmail_size_check CHECK ((size >= 0)),
    CONSTRAINT support_incomingmail_pkey PRIMARY KEY (id)
);
CREATE TABLE public.support_mailboxposition (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name character varying(300) NOT NULL,
    uid_validity bigint NOT NULL,
    last_uid bigint NOT NULL,
    CONSTRAINT support_mailboxposition_last_uid_check CHECK ((last_uid >= 0)),
    CONSTRAINT support_mailboxposition_uid_validity_check CHECK ((uid_validity >= 0)),
    CONSTRAINT support_mailboxposition_pkey PRIMARY KEY (id)
);
CREATE TABLE public.support_openinghours (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    weekday smallint NOT NULL,
    opens_at time without time zone NOT NULL,
    closes_at time without time zone NOT NULL,
    branch_id uuid,
    CONSTRAINT opening_hours_in_order CHECK (((closes_at > opens_at) OR (closes_at = '00:00:00'::time without time zone))),
    CONSTRAINT opening_hours_weekday CHECK ((weekday <= 6)),
    CONSTRAINT support_openinghours_weekday_check CHECK ((weekday >= 0)),
    CONSTRAINT support_openinghours_pkey PRIMARY KEY (id)
);
CREATE TABLE public.support_outgoingmail (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    message_id character varying(300) NOT NULL,
    "to" character varying(254) NOT NULL,
    notice character varying(20) NOT NULL,
    answers character varying(300) NOT NULL,
    locale character varying(5) NOT NULL,
    sent_at timestamp with time zone,
    bounced_at timestamp with time zone,
    ticket_id uuid,
    comment_id uuid,
    CONSTRAINT support_outgoingmail_pkey PRIMARY KEY (id)
);
CREATE TABLE public.support_rulemember (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    chosen_at timestamp with time zone,
    rule_id uuid NOT NULL,
    user_id uuid NOT NULL,
    CONSTRAINT support_rulemember_pkey PRIMARY KEY (id)
);
CREATE TABLE public.support_servicetarget (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    priority character varying(6) NOT NULL,
    first_answer_minutes integer NOT NULL,
    resolution_minutes integer NOT NULL,
    CONSTRAINT service_target_minutes_in_order CHECK (((first_answer_minutes >= 1) AND (resolution_minutes >= first_answer_minutes))),
    CONSTRAINT support_servicetarget_first_answer_minutes_check CHECK ((first_answer_minutes >= 0)),
    CONSTRAINT support_servicetarget_resolution_minutes_check CHECK ((resolution_minutes >= 0)),
    CONSTRAINT support_servicetarget_pkey PRIMARY KEY (id)
);
CREATE TABLE public.support_ticket (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    number integer NOT NULL,
    source character varying(8) NOT NULL,
    email character varying(254) NOT NULL,
    name character varying(150) NOT NULL,
    mail_token character varying(32) NOT NULL,
    priority character varying(6) NOT NULL,
    state character varying(11) NOT NULL,
    subject character varying(200) NOT NULL,
    folded text NOT NULL,
    page character varying(300) NOT NULL,
    browser character varying(300) NOT NULL,
    failed_request character varying(64) NOT NULL,
    first_answered_at timestamp with time zone,
    ended_at timestamp with time zone,
    closed_at timestamp with time zone,
    reopened_count smallint NOT NULL,
    first_answer_due_at timestamp with time zone,
    resolution_due_at timestamp with time zone,
    rating_asked_at timestamp with time zone,
    rating smallint,
    rating_words character varying(500) NOT NULL,
    rated_at timestamp with time zone,
    about_id uuid,
    assignee_id uuid,
    attempt_id uuid,
    branch_id uuid NOT NULL,
    merged_into_id uuid,
    payment_id uuid,
    reporter_id uuid,
    category_id uuid,
    CONSTRAINT support_ticket_number_check CHECK ((number >= 0)),
    CONSTRAINT support_ticket_rating_check CHECK ((rating >= 0)),
    CONSTRAINT support_ticket_reopened_count_check CHECK ((reopened_count >= 0)),
    CONSTRAINT ticket_closed_or_not CHECK ((((closed_at IS NOT NULL) AND ((state)::text = 'closed'::text)) OR ((NOT ((state)::text = 'closed'::text)) AND (closed_at IS NULL)))),
    CONSTRAINT ticket_ended_or_open CHECK ((((ended_at IS NOT NULL) AND ((state)::text = ANY ((ARRAY['resolved'::character varying, 'closed'::character varying])::text[]))) OR ((ended_at IS NULL) AND ((state)::text = ANY ((ARRAY['open'::character varying, 'in_progress'::character varying, 'waiting'::character varying])::text[]))))),
    CONSTRAINT ticket_rating_between_1_and_5 CHECK ((((rated_at IS NULL) AND (rating IS NULL)) OR ((rated_at IS NOT NULL) AND (rating >= 1) AND (rating <= 5)))),
    CONSTRAINT support_ticket_pkey PRIMARY KEY (id)
);
CREATE TABLE public.support_ticketalarm (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    target character varying(12) NOT NULL,
    kind character varying(7) NOT NULL,
    ticket_id uuid NOT NULL,
    CONSTRAINT support_ticketalarm_pkey PRIMARY KEY (id)
);
CREATE TABLE public.support_ticketcategory (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    title jsonb NOT NULL,
    priority character varying(6) NOT NULL,
    "position" smallint NOT NULL,
    archived_at timestamp with time zone,
    CONSTRAINT support_ticketcategory_position_check CHECK (("position" >= 0)),
    CONSTRAINT support_ticketcategory_pkey PRIMARY KEY (id)
);
CREATE TABLE public.support_ticketcomment (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    is_of_reporter boolean NOT NULL,
    is_internal boolean NOT NULL,
    text text NOT NULL,
    quoted text NOT NULL,
    author_id uuid,
    moved_from_id uuid,
    ticket_id uuid NOT NULL,
    telegram_key uuid,
    CONSTRAINT ticket_comment_note_of_office CHECK ((NOT (is_internal AND is_of_reporter))),
    CONSTRAINT support_ticketcomment_pkey PRIMARY KEY (id)
);
CREATE TABLE public.support_ticketfile (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    comment_id uuid,
    file_id uuid NOT NULL,
    owner_id uuid,
    CONSTRAINT support_ticketfile_pkey PRIMARY KEY (id)
);
CREATE TABLE public.support_ticketpause (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    began_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ticket_id uuid NOT NULL,
    CONSTRAINT ticket_pause_in_order CHECK (((ended_at IS NULL) OR (ended_at >= began_at))),
    CONSTRAINT support_ticketpause_pkey PRIMARY KEY (id)
);
CREATE TABLE public.video_filmcopy (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    place character varying(8) NOT NULL,
    place_id uuid NOT NULL,
    block uuid,
    title character varying(200) NOT NULL,
    state character varying(7) NOT NULL,
    percent smallint NOT NULL,
    refusal character varying(20) NOT NULL,
    expires_at timestamp with time zone,
    file_id uuid,
    user_id uuid NOT NULL,
    video_id uuid NOT NULL,
    CONSTRAINT film_copy_in_a_lesson_has_a_block CHECK (((block IS NOT NULL) OR (NOT ((place)::text = ANY ((ARRAY['lesson'::character varying, 'draft'::character varying])::text[]))))),
    CONSTRAINT film_copy_made_has_an_end CHECK ((((expires_at IS NOT NULL) AND ((state)::text = ANY ((ARRAY['ready'::character varying, 'refused'::character varying])::text[]))) OR ((expires_at IS NULL) AND ((state)::text = ANY ((ARRAY['waiting'::character varying, 'running'::character varying])::text[]))))),
    CONSTRAINT film_copy_percent CHECK ((percent <= 100)),
    CONSTRAINT film_copy_ready_has_a_file CHECK ((((file_id IS NOT NULL) AND ((state)::text = 'ready'::text)) OR ((NOT ((state)::text = 'ready'::text)) AND (file_id IS NULL)))),
    CONSTRAINT film_copy_refused_says_why CHECK (((((refusal)::text > ''::text) AND ((state)::text = 'refused'::text)) OR ((NOT ((state)::text = 'refused'::text)) AND ((refusal)::text = ''::text)))),
    CONSTRAINT video_filmcopy_percent_check CHECK ((percent >= 0)),
    CONSTRAINT video_filmcopy_pkey PRIMARY KEY (id)
);
CREATE TABLE public.video_hostedvideo (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    provider_id character varying(64) NOT NULL,
    video_id uuid,
    CONSTRAINT video_hostedvideo_pkey PRIMARY KEY (id)
);
CREATE TABLE public.video_playback (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    token_sha256 character varying(64) NOT NULL,
    place character varying(8) NOT NULL,
    place_id uuid NOT NULL,
    block uuid,
    network character varying(43) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    checked_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    position_ms integer NOT NULL,
    watched_ms bigint NOT NULL,
    session_id uuid,
    user_id uuid NOT NULL,
    video_id uuid NOT NULL,
    CONSTRAINT playback_in_a_lesson_has_a_block CHECK (((block IS NOT NULL) OR (NOT ((place)::text = ANY ((ARRAY['lesson'::character varying, 'draft'::character varying])::text[]))))),
    CONSTRAINT video_playback_position_ms_check CHECK ((position_ms >= 0)),
    CONSTRAINT video_playback_watched_ms_check CHECK ((watched_ms >= 0)),
    CONSTRAINT video_playback_pkey PRIMARY KEY (id)
);
CREATE TABLE public.video_rendition (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name character varying(8) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    bandwidth integer NOT NULL,
    average_bandwidth integer NOT NULL,
    codecs character varying(60) NOT NULL,
    segments jsonb NOT NULL,
    bytes bigint NOT NULL,
    video_id uuid NOT NULL,
    CONSTRAINT video_rendition_average_bandwidth_check CHECK ((average_bandwidth >= 0)),
    CONSTRAINT video_rendition_bandwidth_check CHECK ((bandwidth >= 0)),
    CONSTRAINT video_rendition_bytes_check CHECK ((bytes >= 0)),
    CONSTRAINT video_rendition_height_check CHECK ((height >= 0)),
    CONSTRAINT video_rendition_width_check CHECK ((width >= 0)),
    CONSTRAINT video_rendition_pkey PRIMARY KEY (id)
);
CREATE TABLE public.video_subtitles (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    language character varying(16) NOT NULL,
    source character varying(6) NOT NULL,
    is_published boolean NOT NULL,
    doubt character varying(20) NOT NULL,
    cues jsonb NOT NULL,
    version integer NOT NULL,
    changed_by_id uuid,
    made_by_id uuid,
    video_id uuid NOT NULL,
    CONSTRAINT subtitles_in_doubt_are_not_published CHECK (((NOT is_published) OR ((doubt)::text = ''::text))),
    CONSTRAINT video_subtitles_version_check CHECK ((version >= 0)),
    CONSTRAINT video_subtitles_pkey PRIMARY KEY (id)
);
CREATE TABLE public.video_transcription (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    state character varying(7) NOT NULL,
    asked_language character varying(16) NOT NULL,
    language character varying(16) NOT NULL,
    at_ms integer NOT NULL,
    words jsonb NOT NULL,
    windows jsonb NOT NULL,
    refusal character varying(20) NOT NULL,
    asked_by_id uuid,
    video_id uuid NOT NULL,
    CONSTRAINT transcription_refused_says_why CHECK (((((refusal)::text > ''::text) AND ((state)::text = 'refused'::text)) OR ((NOT ((state)::text = 'refused'::text)) AND ((refusal)::text = ''::text)))),
    CONSTRAINT video_transcription_at_ms_check CHECK ((at_ms >= 0)),
    CONSTRAINT video_transcription_pkey PRIMARY KEY (id)
);
CREATE TABLE public.video_video (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    state character varying(11) NOT NULL,
    refusal character varying(20) NOT NULL,
    percent smallint NOT NULL,
    duration_ms integer,
    width integer NOT NULL,
    height integer NOT NULL,
    has_audio boolean NOT NULL,
    secret bytea NOT NULL,
    poster_at_ms integer NOT NULL,
    sprites jsonb NOT NULL,
    made jsonb NOT NULL,
    bytes bigint NOT NULL,
    provider character varying(9) NOT NULL,
    provider_id character varying(64) NOT NULL,
    file_id uuid NOT NULL,
    CONSTRAINT video_own_has_no_provider_id CHECK (((((provider)::text = 'own'::text) AND ((provider_id)::text = ''::text)) OR (NOT ((provider)::text = 'own'::text)))),
    CONSTRAINT video_percent CHECK ((percent <= 100)),
    CONSTRAINT video_ready_has_length CHECK (((NOT ((state)::text = 'ready'::text)) OR (duration_ms IS NOT NULL))),
    CONSTRAINT video_refused_says_why CHECK (((((refusal)::text > ''::text) AND ((state)::text = 'refused'::text)) OR ((NOT ((state)::text = 'refused'::text)) AND ((refusal)::text = ''::text)))),
    CONSTRAINT video_video_bytes_check CHECK ((bytes >= 0)),
    CONSTRAINT video_video_duration_ms_check CHECK ((duration_ms >= 0)),
    CONSTRAINT video_video_height_check CHECK ((height >= 0)),
    CONSTRAINT video_video_percent_check CHECK ((percent >= 0)),
    CONSTRAINT video_video_poster_at_ms_check CHECK ((poster_at_ms >= 0)),
    CONSTRAINT video_video_width_check CHECK ((width >= 0)),
    CONSTRAINT video_video_pkey PRIMARY KEY (id)
);
CREATE TABLE public.webhooks_webhook (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    url character varying(500) NOT NULL,
    description character varying(200) NOT NULL,
    event_types character varying(60)[] NOT NULL,
    secret bytea NOT NULL,
    old_secret bytea,
    old_secret_until timestamp with time zone,
    active boolean NOT NULL,
    off_reason character varying(10) NOT NULL,
    failing_since timestamp with time zone,
    resting_until timestamp with time zone,
    removed_at timestamp with time zone,
    CONSTRAINT webhook_off_has_a_reason CHECK (((active AND ((off_reason)::text = ''::text)) OR ((NOT active) AND (NOT ((off_reason)::text = ''::text))))),
    CONSTRAINT webhook_old_secret_has_an_end CHECK ((((old_secret IS NULL) AND (old_secret_until IS NULL)) OR ((old_secret IS NOT NULL) AND (old_secret_until IS NOT NULL)))),
    CONSTRAINT webhook_removed_keeps_no_secret CHECK (((removed_at IS NULL) OR ((NOT active) AND (old_secret IS NULL) AND (secret = '\x'::bytea)))),
    CONSTRAINT webhook_wants_something CHECK ((
CASE
    WHEN (event_types IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(event_types, 1), 0)
END >= 1)),
    CONSTRAINT webhooks_webhook_pkey PRIMARY KEY (id)
);
CREATE TABLE public.webhooks_webhookdelivery (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    event_id uuid NOT NULL,
    type character varying(60) NOT NULL,
    api_version character varying(10) NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    data jsonb NOT NULL,
    state character varying(10) NOT NULL,
    tries smallint NOT NULL,
    next_try_at timestamp with time zone,
    status smallint,
    answer text NOT NULL,
    duration_ms integer,
    reason character varying(20) NOT NULL,
    delivered_at timestamp with time zone,
    webhook_id uuid NOT NULL,
    CONSTRAINT webhook_delivered_has_a_time CHECK (((NOT ((state)::text = 'delivered'::text)) OR (delivered_at IS NOT NULL))),
    CONSTRAINT webhook_ended_tries_no_more CHECK ((((state)::text = 'waiting'::text) OR (next_try_at IS NULL))),
    CONSTRAINT webhooks_webhookdelivery_duration_ms_check CHECK ((duration_ms >= 0)),
    CONSTRAINT webhooks_webhookdelivery_status_check CHECK ((status >= 0)),
    CONSTRAINT webhooks_webhookdelivery_tries_check CHECK ((tries >= 0)),
    CONSTRAINT webhooks_webhookdelivery_pkey PRIMARY KEY (id)
);
ALTER TABLE ai.lesson_features ADD CONSTRAINT lesson_features_content_class_size CHECK ((length(content_class) <= 100)) NOT VALID;
ALTER TABLE ai.lesson_features ADD CONSTRAINT lesson_features_skills_size CHECK ((pg_column_size(skills) <= 8192)) NOT VALID;
ALTER TABLE ai.lesson_interactions_clean ADD CONSTRAINT lesson_interactions_clean_content_class_size CHECK ((length(content_class) <= 100)) NOT VALID;
ALTER TABLE ai.lesson_interactions_clean ADD CONSTRAINT lesson_interactions_clean_kg_class_size CHECK ((length(kg_class) <= 100)) NOT VALID;
ALTER TABLE ai.lesson_interactions_clean ADD CONSTRAINT lesson_interactions_clean_skills_size CHECK ((pg_column_size(skills) <= 8192)) NOT VALID;
ALTER TABLE ai.ml_models ADD CONSTRAINT ml_models_size_1 CHECK ((length(name) <= 100)) NOT VALID;
ALTER TABLE ai.ml_models ADD CONSTRAINT ml_models_size_2 CHECK ((length(version) <= 100)) NOT VALID;
ALTER TABLE ai.ml_models ADD CONSTRAINT ml_models_size_3 CHECK ((length(algorithm) <= 200)) NOT VALID;
ALTER TABLE ai.ml_models ADD CONSTRAINT ml_models_size_4 CHECK ((octet_length((parameters)::text) <= 16384)) NOT VALID;
ALTER TABLE ai.ml_models ADD CONSTRAINT ml_models_size_5 CHECK ((octet_length((figures)::text) <= 16384)) NOT VALID;
ALTER TABLE ai.quiz_attempts_clean ADD CONSTRAINT quiz_attempts_clean_kg_class_size CHECK ((length(kg_class) <= 100)) NOT VALID;
ALTER TABLE ai.quiz_attempts_clean ADD CONSTRAINT quiz_attempts_clean_skill_size CHECK ((length(skill) <= 100)) NOT VALID;
ALTER TABLE ai.recommendations ADD CONSTRAINT recommendations_model_name_size CHECK ((length(model_name) <= 100)) NOT VALID;
ALTER TABLE ai.recommendations ADD CONSTRAINT recommendations_model_version_size CHECK ((length(model_version) <= 100)) NOT VALID;
ALTER TABLE ai.recommendations ADD CONSTRAINT recommendations_skill_size CHECK ((length(skill) <= 100)) NOT VALID;
ALTER TABLE ai.student_features ADD CONSTRAINT student_features_kg_class_size CHECK ((length(kg_class) <= 100)) NOT VALID;
ALTER TABLE ai.student_features ADD CONSTRAINT student_features_skill_size CHECK ((length(skill) <= 100)) NOT VALID;
ALTER TABLE ai.student_ml_dataset ADD CONSTRAINT student_ml_dataset_skill_size CHECK ((length(skill) <= 100)) NOT VALID;
ALTER TABLE ONLY public.attendance_absencenotice ADD CONSTRAINT absence_notice_once UNIQUE (lesson_id, student_id);
ALTER TABLE ONLY public.accounts_activationlink ADD CONSTRAINT accounts_activationlink_token_sha256_key UNIQUE (token_sha256);
ALTER TABLE ONLY public.accounts_childdevice ADD CONSTRAINT accounts_childdevice_token_sha256_key UNIQUE (token_sha256);
ALTER TABLE ONLY public.accounts_childprofile ADD CONSTRAINT accounts_childprofile_code_key UNIQUE (code);
ALTER TABLE ONLY public.accounts_childprofile ADD CONSTRAINT accounts_childprofile_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.accounts_invitation_branches ADD CONSTRAINT accounts_invitation_bran_invitation_id_branch_id_a6eb71ca_uniq UNIQUE (invitation_id, branch_id);
ALTER TABLE ONLY public.accounts_invitation ADD CONSTRAINT accounts_invitation_token_sha256_key UNIQUE (token_sha256);
ALTER TABLE ONLY public.accounts_knowndevice ADD CONSTRAINT accounts_knowndevice_token_sha256_key UNIQUE (token_sha256);
ALTER TABLE ONLY public.accounts_mfaticket ADD CONSTRAINT accounts_mfaticket_token_sha256_key UNIQUE (token_sha256);
ALTER TABLE ONLY public.accounts_passwordresettoken ADD CONSTRAINT accounts_passwordresettoken_token_sha256_key UNIQUE (token_sha256);
ALTER TABLE ONLY public.accounts_refreshtoken ADD CONSTRAINT accounts_refreshtoken_token_sha256_key UNIQUE (token_sha256);
ALTER TABLE ONLY public.accounts_studentprofile ADD CONSTRAINT accounts_studentprofile_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.accounts_teacherprofile ADD CONSTRAINT accounts_teacherprofile_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.accounts_telegramlink ADD CONSTRAINT accounts_telegramlink_chat_id_key UNIQUE (chat_id);
ALTER TABLE ONLY public.accounts_telegramlink ADD CONSTRAINT accounts_telegramlink_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.accounts_telegramstart ADD CONSTRAINT accounts_telegramstart_token_sha256_key UNIQUE (token_sha256);
ALTER TABLE ONLY public.accounts_telegramstart ADD CONSTRAINT accounts_telegramstart_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.accounts_totpdevice ADD CONSTRAINT accounts_totpdevice_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.accounts_user_branches ADD CONSTRAINT accounts_user_branches_user_id_branch_id_1d77b88a_uniq UNIQUE (user_id, branch_id);
ALTER TABLE ONLY public.accounts_user ADD CONSTRAINT accounts_user_number_key UNIQUE (number);
ALTER TABLE ONLY public.accounts_userverification ADD CONSTRAINT accounts_userverification_token_sha256_key UNIQUE (token_sha256);
ALTER TABLE ONLY public.gamification_achievementgrant ADD CONSTRAINT achievement_once UNIQUE (student_id, achievement_id);
ALTER TABLE ONLY public.kids_activityanswer ADD CONSTRAINT activity_answer_once_a_play UNIQUE (child_id, block, play);
ALTER TABLE ONLY public.analytics_activity ADD CONSTRAINT activity_once_a_day UNIQUE NULLS NOT DISTINCT (person_id, day, kind, object_id, page, branch_id);
ALTER TABLE ONLY public.analytics_branchday ADD CONSTRAINT analytics_branch_day_once UNIQUE NULLS NOT DISTINCT (measure, day, branch_id, currency);
ALTER TABLE ONLY public.analytics_courseday ADD CONSTRAINT analytics_course_day_once UNIQUE (measure, day, course_id, branch_id, currency);
ALTER TABLE ONLY public.analytics_groupday ADD CONSTRAINT analytics_group_day_once UNIQUE (measure, day, group_id, currency);
ALTER TABLE ONLY public.analytics_personday ADD CONSTRAINT analytics_person_day_once UNIQUE NULLS NOT DISTINCT (measure, day, person_id, group_id, branch_id, currency);
ALTER TABLE ONLY public.analytics_pupilrisk ADD CONSTRAINT analytics_pupilrisk_student_id_key UNIQUE (student_id);
ALTER TABLE ONLY public.homework_assignment ADD CONSTRAINT assignment_once_per_block UNIQUE (course_id, block);
ALTER TABLE ONLY public.homework_attempt ADD CONSTRAINT attempt_number_once UNIQUE (homework_id, number);
ALTER TABLE ONLY public.attendance_attendancestatus ADD CONSTRAINT attendance_attendancestatus_code_key UNIQUE (code);
ALTER TABLE ONLY public.attendance_makeup ADD CONSTRAINT attendance_makeup_mark_id_key UNIQUE (mark_id);
ALTER TABLE ONLY public.attendance_attendance ADD CONSTRAINT attendance_once UNIQUE (lesson_id, student_id);
ALTER TABLE ONLY public.auth_group ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_permission ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.learning_blockprogress ADD CONSTRAINT block_progress_once UNIQUE (user_id, lesson_id, block);
ALTER TABLE ONLY public.certificates_certificate ADD CONSTRAINT certificate_number_once UNIQUE (series, number);
ALTER TABLE ONLY public.certificates_certificate ADD CONSTRAINT certificate_status_place_once UNIQUE (key_id, status_list, status_index);
ALTER TABLE ONLY public.certificates_certificatetemplateversion ADD CONSTRAINT certificate_template_version_once UNIQUE (template_id, number);
ALTER TABLE ONLY public.certificates_certificate ADD CONSTRAINT certificates_certificate_public_id_key UNIQUE (public_id);
ALTER TABLE ONLY public.certificates_certificatekey ADD CONSTRAINT certificates_certificatekey_badge_issuer_key UNIQUE (badge_issuer);
ALTER TABLE ONLY public.chat_block ADD CONSTRAINT chat_block_once UNIQUE (blocker_id, blocked_id);
ALTER TABLE ONLY public.chat_message ADD CONSTRAINT chat_message_has_its_own_voice UNIQUE (voice_id);
ALTER TABLE ONLY public.chat_message ADD CONSTRAINT chat_message_number_once UNIQUE (room_id, number);
ALTER TABLE ONLY public.chat_message ADD CONSTRAINT chat_message_once_a_client_id UNIQUE (author_id, client_id);
ALTER TABLE ONLY public.chat_reaction ADD CONSTRAINT chat_reaction_once_a_person UNIQUE (message_id, user_id);
ALTER TABLE ONLY public.chat_readposition ADD CONSTRAINT chat_read_mark_once UNIQUE (room_id, user_id);
ALTER TABLE ONLY public.chat_chatroom ADD CONSTRAINT chat_room_once_a_course UNIQUE (course_id);
ALTER TABLE ONLY public.chat_chatroom ADD CONSTRAINT chat_room_once_a_group UNIQUE (group_id);
ALTER TABLE ONLY public.chat_chatroom ADD CONSTRAINT chat_room_once_a_lesson UNIQUE (lesson_id);
ALTER TABLE ONLY public.kids_classexception ADD CONSTRAINT class_exception_one_at_a_time EXCLUDE USING gist (child_id WITH =, daterange(starts_on, until, '[]'::text) WITH &&);
ALTER TABLE ONLY public.gamification_cointransaction ADD CONSTRAINT coin_cause_once UNIQUE (cause, revision);
ALTER TABLE ONLY public.accounts_consent ADD CONSTRAINT consent_revision_once UNIQUE (person_id, kind, revision);
ALTER TABLE ONLY public.core_storedfile ADD CONSTRAINT core_storedfile_path_key UNIQUE (path);
ALTER TABLE ONLY public.core_upload ADD CONSTRAINT core_upload_key_key UNIQUE (key);
ALTER TABLE ONLY public.core_upload ADD CONSTRAINT core_upload_token_sha256_key UNIQUE (token_sha256);
ALTER TABLE ONLY public.courses_courseprice ADD CONSTRAINT course_price_once_per_currency UNIQUE (course_id, currency);
ALTER TABLE ONLY public.learning_coursereview ADD CONSTRAINT course_review_once UNIQUE (course_id, user_id);
ALTER TABLE ONLY public.courses_courseteacher ADD CONSTRAINT course_teacher_once UNIQUE (course_id, teacher_id);
ALTER TABLE ONLY public.courses_coursethumbnail ADD CONSTRAINT course_thumbnail_once_per_width UNIQUE (course_id, width);
ALTER TABLE ONLY public.learning_courseversion ADD CONSTRAINT course_version_number_once UNIQUE (course_id, number);
ALTER TABLE ONLY public.courses_category ADD CONSTRAINT courses_category_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.courses_course_prerequisites ADD CONSTRAINT courses_course_prerequis_from_course_id_to_course_91caca13_uniq UNIQUE (from_course_id, to_course_id);
ALTER TABLE ONLY public.courses_course ADD CONSTRAINT courses_course_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.courses_group_assistants ADD CONSTRAINT courses_group_assistants_group_id_user_id_518e5dd0_uniq UNIQUE (group_id, user_id);
ALTER TABLE ONLY public.courses_level ADD CONSTRAINT courses_level_code_key UNIQUE (code);
ALTER TABLE ONLY public.courses_membership ADD CONSTRAINT courses_membership_continues_id_key UNIQUE (continues_id);
ALTER TABLE ONLY public.forums_discussionread ADD CONSTRAINT discussion_read_once UNIQUE (discussion_id, user_id);
ALTER TABLE ONLY public.django_content_type ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.lessons_feedbackrequest ADD CONSTRAINT feedback_request_once UNIQUE (round_id, student_id);
ALTER TABLE ONLY public.lessons_feedbackround ADD CONSTRAINT feedback_round_once_a_month UNIQUE (group_id, month);
ALTER TABLE ONLY public.forums_forumreader ADD CONSTRAINT forum_reader_once UNIQUE (forum_id, user_id);
ALTER TABLE ONLY public.forums_forum ADD CONSTRAINT forums_forum_branch_id_key UNIQUE (branch_id);
ALTER TABLE ONLY public.forums_forum ADD CONSTRAINT forums_forum_course_id_key UNIQUE (course_id);
ALTER TABLE ONLY public.forums_forum ADD CONSTRAINT forums_forum_group_id_key UNIQUE (group_id);
ALTER TABLE ONLY public.courses_freeze ADD CONSTRAINT freezes_do_not_overlap EXCLUDE USING gist (membership_id WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&);
ALTER TABLE ONLY public.gamification_achievement ADD CONSTRAINT gamification_achievement_code_key UNIQUE (code);
ALTER TABLE ONLY public.gamification_coinadjustment ADD CONSTRAINT gamification_coinadjustment_entry_id_key UNIQUE (entry_id);
ALTER TABLE ONLY public.grading_gradecategory ADD CONSTRAINT grade_category_position_once UNIQUE (gradebook_id, "position") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_gradeentry ADD CONSTRAINT grade_entry_number_once UNIQUE (item_id, student_id, number);
ALTER TABLE ONLY public.grading_gradescale ADD CONSTRAINT grade_scale_name_once UNIQUE (name);
ALTER TABLE ONLY public.grading_assignmentrubric ADD CONSTRAINT grading_assignmentrubric_assignment_id_key UNIQUE (assignment_id);
ALTER TABLE ONLY public.grading_gradeappeal ADD CONSTRAINT grading_gradeappeal_entry_id_key UNIQUE (entry_id);
ALTER TABLE ONLY public.grading_gradebook ADD CONSTRAINT grading_gradebook_course_id_key UNIQUE (course_id);
ALTER TABLE ONLY public.grading_gradebook ADD CONSTRAINT grading_gradebook_group_id_key UNIQUE (group_id);
ALTER TABLE ONLY public.grading_secondmarking ADD CONSTRAINT grading_secondmarking_item_id_key UNIQUE (item_id);
ALTER TABLE ONLY public.homework_homeworktranscript ADD CONSTRAINT homework_homeworktranscript_attempt_id_key UNIQUE (attempt_id);
ALTER TABLE ONLY public.homework_homework ADD CONSTRAINT homework_once_per_student UNIQUE (assignment_id, student_id);
ALTER TABLE ONLY public.homework_soundprint ADD CONSTRAINT homework_soundprint_file_id_key UNIQUE (file_id);
ALTER TABLE ONLY public.homework_speechscore ADD CONSTRAINT homework_speechscore_attempt_id_key UNIQUE (attempt_id);
ALTER TABLE ONLY public.core_idempotencykey ADD CONSTRAINT idempotency_key_once UNIQUE (user_id, operation, key);
ALTER TABLE ONLY public.courses_importmapping ADD CONSTRAINT import_mapping_once UNIQUE (kind, fingerprint);
ALTER TABLE ONLY public.courses_importrow ADD CONSTRAINT import_row_once UNIQUE (belongs_to_id, number);
ALTER TABLE ONLY public.kids_itemdifficulty ADD CONSTRAINT item_difficulty_once UNIQUE (skill_id, item);
ALTER TABLE ONLY public.jobs_processbeat ADD CONSTRAINT jobs_processbeat_name_key UNIQUE (name);
ALTER TABLE ONLY public.kids_lessonclass ADD CONSTRAINT kids_lessonclass_lesson_id_key UNIQUE (lesson_id);
ALTER TABLE ONLY public.kids_mlstudentmap ADD CONSTRAINT kids_mlstudentmap_child_id_key UNIQUE (child_id);
ALTER TABLE ONLY public.kids_mlstudentmap ADD CONSTRAINT kids_mlstudentmap_ml_student_id_key UNIQUE (ml_student_id);
ALTER TABLE ONLY public.kids_playlimit ADD CONSTRAINT kids_playlimit_child_id_key UNIQUE (child_id);
ALTER TABLE ONLY public.kids_predictionquality ADD CONSTRAINT kids_predictionquality_measured_on_key UNIQUE (measured_on);
ALTER TABLE ONLY public.kids_skill ADD CONSTRAINT kids_skill_code_key UNIQUE (code);
ALTER TABLE ONLY public.kids_skillfit ADD CONSTRAINT kids_skillfit_skill_id_key UNIQUE (skill_id);
ALTER TABLE ONLY public.leads_leadcost ADD CONSTRAINT lead_cost_once UNIQUE (branch_id, source, month, currency);
ALTER TABLE ONLY public.leads_leadphone ADD CONSTRAINT lead_phone_once UNIQUE (lead_id, phone);
ALTER TABLE ONLY public.gamification_leaderboard ADD CONSTRAINT leaderboard_once UNIQUE NULLS NOT DISTINCT (scope, group_id, course_id, period, starts_on);
ALTER TABLE ONLY public.gamification_leaderboardrow ADD CONSTRAINT leaderboard_row_once UNIQUE (board_id, student_id);
ALTER TABLE ONLY public.leads_lead ADD CONSTRAINT leads_lead_membership_id_key UNIQUE (membership_id);
ALTER TABLE ONLY public.leads_leadcontract ADD CONSTRAINT leads_leadcontract_lead_id_key UNIQUE (lead_id);
ALTER TABLE ONLY public.leads_leadcontract ADD CONSTRAINT leads_leadcontract_number_key UNIQUE (number);
ALTER TABLE ONLY public.leads_leadentry ADD CONSTRAINT leads_leadentry_test_id_key UNIQUE (test_id);
ALTER TABLE ONLY public.leads_leadform ADD CONSTRAINT leads_leadform_key_key UNIQUE (key);
ALTER TABLE ONLY public.leads_metaarrival ADD CONSTRAINT leads_metaarrival_leadgen_id_key UNIQUE (leadgen_id);
ALTER TABLE ONLY public.leads_telegramstranger ADD CONSTRAINT leads_telegramstranger_chat_key UNIQUE (chat);
ALTER TABLE ONLY public.packages_learnerpackage ADD CONSTRAINT learner_package_once UNIQUE (user_id, lesson_id, block, package_id, is_draft);
ALTER TABLE ONLY public.learning_coursecontent ADD CONSTRAINT learning_coursecontent_course_id_key UNIQUE (course_id);
ALTER TABLE ONLY public.learning_invitationlink ADD CONSTRAINT learning_invitationlink_token_sha256_key UNIQUE (token_sha256);
ALTER TABLE ONLY public.payments_ledgeraccount ADD CONSTRAINT ledger_account_once UNIQUE NULLS NOT DISTINCT (kind, currency, provider, branch_id, student_id, teacher_id, desk_id);
ALTER TABLE ONLY public.lessons_lesson ADD CONSTRAINT lesson_group_free EXCLUDE USING gist (group_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (((NOT ((status)::text = 'cancelled'::text)) AND (NOT forced)));
ALTER TABLE ONLY public.lessons_lesson ADD CONSTRAINT lesson_once_per_slot UNIQUE (group_id, slot);
ALTER TABLE ONLY public.learning_lessonprogress ADD CONSTRAINT lesson_progress_once UNIQUE (user_id, lesson_id);
ALTER TABLE ONLY public.lessons_lesson ADD CONSTRAINT lesson_room_free EXCLUDE USING gist (room_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (((NOT ((status)::text = 'cancelled'::text)) AND (NOT forced)));
ALTER TABLE ONLY public.kids_lessonskill ADD CONSTRAINT lesson_skill_once UNIQUE (lesson_id, skill_id);
ALTER TABLE ONLY public.lessons_lesson ADD CONSTRAINT lesson_teacher_free EXCLUDE USING gist (teacher_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (((NOT ((status)::text = 'cancelled'::text)) AND (NOT forced)));
ALTER TABLE ONLY public.learning_lessonversion ADD CONSTRAINT lesson_version_number_once UNIQUE (lesson_id, number);
ALTER TABLE ONLY public.learning_lessonview ADD CONSTRAINT lesson_view_once_a_day UNIQUE (lesson_id, user_id, day);
ALTER TABLE ONLY public.lessons_calendarfeed ADD CONSTRAINT lessons_calendarfeed_token_sha256_key UNIQUE (token_sha256);
ALTER TABLE ONLY public.lessons_calendarfeed ADD CONSTRAINT lessons_calendarfeed_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.lessons_lessonschedule ADD CONSTRAINT lessons_lessonschedule_group_id_key UNIQUE (group_id);
ALTER TABLE ONLY public.lessons_livereport ADD CONSTRAINT lessons_livereport_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.lessons_liveattendee ADD CONSTRAINT live_attendee_once_per_key UNIQUE (room_id, key);
ALTER TABLE ONLY public.lessons_liverecording ADD CONSTRAINT live_recording_once UNIQUE (room_id, provider_id);
ALTER TABLE ONLY public.lessons_livesighting ADD CONSTRAINT live_sighting_once UNIQUE (room_id, source, session, kind);
ALTER TABLE ONLY public.messaging_providertoken ADD CONSTRAINT messaging_providertoken_provider_key UNIQUE (provider);
ALTER TABLE ONLY public.messaging_smsday ADD CONSTRAINT messaging_smsday_day_key UNIQUE (day);
ALTER TABLE ONLY public.messaging_telegrampoll ADD CONSTRAINT messaging_telegrampoll_only_key UNIQUE ("only");
ALTER TABLE ONLY public.messaging_telegramupdate ADD CONSTRAINT messaging_telegramupdate_update_id_key UNIQUE (update_id);
ALTER TABLE ONLY public.registry_mlmodel ADD CONSTRAINT ml_model_once UNIQUE (kind, name, sha256);
ALTER TABLE ONLY public.moderation_blockedword ADD CONSTRAINT moderation_blockedword_folded_key UNIQUE (folded);
ALTER TABLE ONLY public.moderation_moderationcase ADD CONSTRAINT moderation_case_one_a_text UNIQUE (kind, object_id);
ALTER TABLE ONLY public.moderation_decisionappeal ADD CONSTRAINT moderation_decisionappeal_decision_id_key UNIQUE (decision_id);
ALTER TABLE ONLY public.moderation_sanction ADD CONSTRAINT moderation_sanction_decision_id_key UNIQUE (decision_id);
ALTER TABLE ONLY public.moderation_writer ADD CONSTRAINT moderation_writer_person_id_key UNIQUE (person_id);
ALTER TABLE ONLY public.notifications_messagesettings ADD CONSTRAINT notifications_messagesettings_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.notifications_notificationlog ADD CONSTRAINT notifications_notificationlog_fallback_of_id_key UNIQUE (fallback_of_id);
ALTER TABLE ONLY public.notifications_pushsubscription ADD CONSTRAINT notifications_pushsubscription_endpoint_sha256_key UNIQUE (endpoint_sha256);
ALTER TABLE ONLY public.notifications_smsmonth ADD CONSTRAINT notifications_smsmonth_month_key UNIQUE (month);
ALTER TABLE ONLY public.kids_observationskill ADD CONSTRAINT observation_skill_once UNIQUE (observation_id, skill_id);
ALTER TABLE ONLY public.accounts_onboardinganswer ADD CONSTRAINT onboarding_answer_once UNIQUE (user_id, question_id);
ALTER TABLE ONLY public.support_openinghours ADD CONSTRAINT opening_hours_once UNIQUE NULLS NOT DISTINCT (branch_id, weekday, opens_at);
ALTER TABLE ONLY public.payments_orderitem ADD CONSTRAINT order_item_once UNIQUE (order_id, course_id);
ALTER TABLE ONLY public.analytics_ownfigure ADD CONSTRAINT own_figure_name_once UNIQUE (owner_id, name);
ALTER TABLE ONLY public.packages_learnerpackage ADD CONSTRAINT packages_learnerpackage_token_key UNIQUE (token);
ALTER TABLE ONLY public.packages_package ADD CONSTRAINT packages_package_file_id_key UNIQUE (file_id);
ALTER TABLE ONLY public.payments_payentry ADD CONSTRAINT pay_entry_once_a_month UNIQUE (teacher_id, branch_id, month, currency, key);
ALTER TABLE ONLY public.payments_paymonth ADD CONSTRAINT pay_month_closed_once UNIQUE (teacher_id, branch_id, month, currency);
ALTER TABLE ONLY public.payments_payrate ADD CONSTRAINT pay_rates_do_not_overlap EXCLUDE USING gist (teacher_id WITH =, branch_id WITH =, kind WITH =, COALESCE(group_id, course_id, '00000000-0000-0000-0000-000000000000'::uuid) WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&);
ALTER TABLE ONLY public.payments_codeuse ADD CONSTRAINT payments_codeuse_order_id_key UNIQUE (order_id);
ALTER TABLE ONLY public.payments_debtcontact ADD CONSTRAINT payments_debtcontact_replaces_id_key UNIQUE (replaces_id);
ALTER TABLE ONLY public.payments_desktransfer ADD CONSTRAINT payments_desktransfer_reverses_id_key UNIQUE (reverses_id);
ALTER TABLE ONLY public.payments_desktransfer ADD CONSTRAINT payments_desktransfer_transfer_id_key UNIQUE (transfer_id);
ALTER TABLE ONLY public.payments_discountcode_authors ADD CONSTRAINT payments_discountcode_au_discountcode_id_user_id_4df84cfb_uniq UNIQUE (discountcode_id, user_id);
ALTER TABLE ONLY public.payments_discountcode_courses ADD CONSTRAINT payments_discountcode_co_discountcode_id_course_i_b63ec7ea_uniq UNIQUE (discountcode_id, course_id);
ALTER TABLE ONLY public.payments_discountcode ADD CONSTRAINT payments_discountcode_code_key UNIQUE (code);
ALTER TABLE ONLY public.payments_expense ADD CONSTRAINT payments_expense_reverses_id_key UNIQUE (reverses_id);
ALTER TABLE ONLY public.payments_expense ADD CONSTRAINT payments_expense_transfer_id_key UNIQUE (transfer_id);
ALTER TABLE ONLY public.payments_expensecategory ADD CONSTRAINT payments_expensecategory_key_key UNIQUE (key);
ALTER TABLE ONLY public.payments_ledgertransfer ADD CONSTRAINT payments_ledgertransfer_cause_key UNIQUE (cause);
ALTER TABLE ONLY public.payments_openingbalance ADD CONSTRAINT payments_openingbalance_money_id_key UNIQUE (money_id);
ALTER TABLE ONLY public.payments_openingbalance ADD CONSTRAINT payments_openingbalance_payment_id_key UNIQUE (payment_id);
ALTER TABLE ONLY public.payments_order ADD CONSTRAINT payments_order_payment_id_key UNIQUE (payment_id);
ALTER TABLE ONLY public.payments_payment ADD CONSTRAINT payments_payment_reference_key UNIQUE (reference);
ALTER TABLE ONLY public.payments_paymentproof ADD CONSTRAINT payments_paymentproof_money_id_key UNIQUE (money_id);
ALTER TABLE ONLY public.payments_paymonth ADD CONSTRAINT payments_paymonth_transfer_id_key UNIQUE (transfer_id);
ALTER TABLE ONLY public.payments_payout ADD CONSTRAINT payments_payout_reverses_id_key UNIQUE (reverses_id);
ALTER TABLE ONLY public.payments_payout ADD CONSTRAINT payments_payout_transfer_id_key UNIQUE (transfer_id);
ALTER TABLE ONLY public.payments_prepaidperiod ADD CONSTRAINT payments_prepaidperiod_membership_id_key UNIQUE (membership_id);
ALTER TABLE ONLY public.payments_providertransaction ADD CONSTRAINT payments_providertransaction_number_key UNIQUE (number);
ALTER TABLE ONLY public.payments_receipt ADD CONSTRAINT payments_receipt_transfer_id_key UNIQUE (transfer_id);
ALTER TABLE ONLY public.payments_terminaldeposit ADD CONSTRAINT payments_terminaldeposit_expense_id_key UNIQUE (expense_id);
ALTER TABLE ONLY public.payments_terminaldeposit ADD CONSTRAINT payments_terminaldeposit_reverses_id_key UNIQUE (reverses_id);
ALTER TABLE ONLY public.payments_terminaldeposit ADD CONSTRAINT payments_terminaldeposit_transfer_id_key UNIQUE (transfer_id);
ALTER TABLE ONLY public.jobs_periodicslot ADD CONSTRAINT periodic_slot_once UNIQUE (name, slot);
ALTER TABLE ONLY public.kids_pipelinerefusal ADD CONSTRAINT pipeline_refusal_once_a_day UNIQUE (day, "table", reason);
ALTER TABLE ONLY public.quizzes_placementanswer ADD CONSTRAINT placement_answer_place_once UNIQUE (session_id, place);
ALTER TABLE ONLY public.quizzes_placementanswer ADD CONSTRAINT placement_answer_version_once UNIQUE (session_id, version_id);
ALTER TABLE ONLY public.quizzes_placementspeech ADD CONSTRAINT placement_speech_file_once UNIQUE (file_id);
ALTER TABLE ONLY public.kids_playday ADD CONSTRAINT play_day_once UNIQUE (child_id, day);
ALTER TABLE ONLY public.portal_telegramtalk ADD CONSTRAINT portal_telegramtalk_link_id_key UNIQUE (link_id);
ALTER TABLE ONLY public.notifications_notificationpreference ADD CONSTRAINT preference_once UNIQUE (user_id, type, channel);
ALTER TABLE ONLY public.payments_providertransaction ADD CONSTRAINT provider_transaction_once UNIQUE (provider, provider_id);
ALTER TABLE ONLY public.grading_provisionalmark ADD CONSTRAINT provisional_mark_once UNIQUE (marking_id, student_id, place);
ALTER TABLE ONLY public.quizzes_questionfile ADD CONSTRAINT question_file_once_in_a_bank UNIQUE (bank_id, file_id);
ALTER TABLE ONLY public.kids_questionskill ADD CONSTRAINT question_skill_once UNIQUE (question_id, skill_id);
ALTER TABLE ONLY public.quizzes_questionversion ADD CONSTRAINT question_version_number_once UNIQUE (question_id, number);
ALTER TABLE ONLY public.quizzes_answerfile ADD CONSTRAINT quiz_answer_file_once UNIQUE (file_id);
ALTER TABLE ONLY public.quizzes_answer ADD CONSTRAINT quiz_answer_place_once UNIQUE (attempt_id, place);
ALTER TABLE ONLY public.quizzes_answer ADD CONSTRAINT quiz_answer_version_once UNIQUE (attempt_id, version_id);
ALTER TABLE ONLY public.quizzes_quizattempt ADD CONSTRAINT quiz_attempt_number_once UNIQUE (quiz_id, user_id, number);
ALTER TABLE ONLY public.quizzes_quizextension ADD CONSTRAINT quiz_extension_once UNIQUE (quiz_id, user_id);
ALTER TABLE ONLY public.quizzes_quizquestion ADD CONSTRAINT quiz_place_once UNIQUE (quiz_id, "position");
ALTER TABLE ONLY public.quizzes_lateanswer ADD CONSTRAINT quizzes_lateanswer_answer_id_key UNIQUE (answer_id);
ALTER TABLE ONLY public.quizzes_placementlink ADD CONSTRAINT quizzes_placementlink_token_sha256_key UNIQUE (token_sha256);
ALTER TABLE ONLY public.quizzes_placementsession ADD CONSTRAINT quizzes_placementsession_placement_id_key UNIQUE (placement_id);
ALTER TABLE ONLY public.quizzes_placementsession ADD CONSTRAINT quizzes_placementsession_secret_sha256_key UNIQUE (secret_sha256);
ALTER TABLE ONLY public.quizzes_placementspeech ADD CONSTRAINT quizzes_placementspeech_session_id_key UNIQUE (session_id);
ALTER TABLE ONLY public.quizzes_placementtest ADD CONSTRAINT quizzes_placementtest_token_sha256_key UNIQUE (token_sha256);
ALTER TABLE ONLY public.quizzes_question ADD CONSTRAINT quizzes_question_current_id_key UNIQUE (current_id);
ALTER TABLE ONLY public.quizzes_spokenresult ADD CONSTRAINT quizzes_spokenresult_recording_id_key UNIQUE (recording_id);
ALTER TABLE ONLY public.realtime_socketticket ADD CONSTRAINT realtime_socketticket_token_sha256_key UNIQUE (token_sha256);
ALTER TABLE ONLY public.payments_receipt ADD CONSTRAINT receipt_number_once UNIQUE (series, number);
ALTER TABLE ONLY public.accounts_recoverycode ADD CONSTRAINT recovery_code_once UNIQUE (user_id, code_sha256);
ALTER TABLE ONLY public.video_rendition ADD CONSTRAINT rendition_once UNIQUE (video_id, name);
ALTER TABLE ONLY public.analytics_reportcard ADD CONSTRAINT report_card_version_once UNIQUE (batch_id, student_id, version);
ALTER TABLE ONLY public.analytics_report ADD CONSTRAINT report_once_a_slot UNIQUE (schedule_id, by_id, slot);
ALTER TABLE ONLY public.analytics_reportreceiver ADD CONSTRAINT report_receiver_once UNIQUE (schedule_id, user_id);
ALTER TABLE ONLY public.resources_mediafile ADD CONSTRAINT resources_mediafile_file_id_key UNIQUE (file_id);
ALTER TABLE ONLY public.learning_reviewreport ADD CONSTRAINT review_report_once UNIQUE (review_id, user_id);
ALTER TABLE ONLY public.grading_rubricversion ADD CONSTRAINT rubric_version_once UNIQUE (rubric_id, number);
ALTER TABLE ONLY public.support_rulemember ADD CONSTRAINT rule_member_once UNIQUE (rule_id, user_id);
ALTER TABLE ONLY public.kids_shownlesson ADD CONSTRAINT shown_lesson_once_a_day UNIQUE (child_id, lesson_id, shown_on, source, to_child);
ALTER TABLE ONLY public.kids_skillanswer ADD CONSTRAINT skill_answer_of_activity_once UNIQUE (activity_answer_id, skill_id);
ALTER TABLE ONLY public.kids_skillanswer ADD CONSTRAINT skill_answer_once UNIQUE (answer_id, skill_id);
ALTER TABLE ONLY public.kids_skillmastery ADD CONSTRAINT skill_mastery_once UNIQUE (child_id, skill_id);
ALTER TABLE ONLY public.kids_skillprerequisite ADD CONSTRAINT skill_prerequisite_once UNIQUE (skill_id, needs_id);
ALTER TABLE ONLY public.lessons_skippedlesson ADD CONSTRAINT skipped_lesson_once_per_slot UNIQUE (group_id, slot);
ALTER TABLE ONLY public.kids_sourcetrial ADD CONSTRAINT source_trial_once_a_week UNIQUE (child_id, week);
ALTER TABLE ONLY public.analytics_staleday ADD CONSTRAINT stale_day_once UNIQUE (measure, day);
ALTER TABLE ONLY public.gamification_streakreward ADD CONSTRAINT streak_reward_once UNIQUE (student_id, day);
ALTER TABLE ONLY public.realtime_streamevent ADD CONSTRAINT stream_event_once UNIQUE (stream_id, seq);
ALTER TABLE ONLY public.gamification_studyday ADD CONSTRAINT study_day_once UNIQUE (cause, day);
ALTER TABLE ONLY public.video_subtitles ADD CONSTRAINT subtitles_once_in_a_language UNIQUE (video_id, language);
ALTER TABLE ONLY public.support_cannedanswer ADD CONSTRAINT support_cannedanswer_title_key UNIQUE (title);
ALTER TABLE ONLY public.support_guestrequest ADD CONSTRAINT support_guestrequest_ticket_id_key UNIQUE (ticket_id);
ALTER TABLE ONLY public.support_guestrequest ADD CONSTRAINT support_guestrequest_token_sha256_key UNIQUE (token_sha256);
ALTER TABLE ONLY public.support_incomingmail ADD CONSTRAINT support_incomingmail_message_id_key UNIQUE (message_id);
ALTER TABLE ONLY public.support_mailboxposition ADD CONSTRAINT support_mailboxposition_name_key UNIQUE (name);
ALTER TABLE ONLY public.support_outgoingmail ADD CONSTRAINT support_outgoingmail_message_id_key UNIQUE (message_id);
ALTER TABLE ONLY public.support_servicetarget ADD CONSTRAINT support_servicetarget_priority_key UNIQUE (priority);
ALTER TABLE ONLY public.support_ticket ADD CONSTRAINT support_ticket_mail_token_key UNIQUE (mail_token);
ALTER TABLE ONLY public.support_ticket ADD CONSTRAINT support_ticket_number_key UNIQUE (number);
ALTER TABLE ONLY public.support_ticketcomment ADD CONSTRAINT support_ticketcomment_telegram_key_key UNIQUE (telegram_key);
ALTER TABLE ONLY public.notifications_notificationtemplate ADD CONSTRAINT template_once UNIQUE (type, channel, language);
ALTER TABLE ONLY public.forums_textmention ADD CONSTRAINT text_mention_once UNIQUE NULLS NOT DISTINCT (discussion_id, reply_id, user_id);
ALTER TABLE ONLY public.forums_textnotice ADD CONSTRAINT text_notice_once UNIQUE (text_id, user_id);
ALTER TABLE ONLY public.support_ticketalarm ADD CONSTRAINT ticket_alarm_once UNIQUE (ticket_id, target, kind);
ALTER TABLE ONLY public.forums_upvote ADD CONSTRAINT upvote_once UNIQUE (reply_id, user_id);
ALTER TABLE ONLY public.accounts_user ADD CONSTRAINT user_email_once UNIQUE (email);
ALTER TABLE ONLY public.accounts_user ADD CONSTRAINT user_phone_once UNIQUE (phone);
ALTER TABLE ONLY public.video_hostedvideo ADD CONSTRAINT video_hostedvideo_provider_id_key UNIQUE (provider_id);
ALTER TABLE ONLY public.video_playback ADD CONSTRAINT video_playback_token_sha256_key UNIQUE (token_sha256);
ALTER TABLE ONLY public.video_transcription ADD CONSTRAINT video_transcription_video_id_key UNIQUE (video_id);
ALTER TABLE ONLY public.video_video ADD CONSTRAINT video_video_file_id_key UNIQUE (file_id);
ALTER TABLE ONLY public.webhooks_webhookdelivery ADD CONSTRAINT webhook_delivery_once UNIQUE (webhook_id, event_id);
CREATE INDEX lesson_interactions_raw_ml_student_id_idx ON ai.lesson_interactions_raw USING btree (ml_student_id);
CREATE INDEX quiz_attempts_clean_ml_student_id_idx ON ai.quiz_attempts_clean USING btree (ml_student_id);
CREATE INDEX quiz_attempts_raw_ml_student_id_idx ON ai.quiz_attempts_raw USING btree (ml_student_id);
CREATE INDEX student_ml_dataset_ml_student_id_idx ON ai.student_ml_dataset USING btree (ml_student_id);
CREATE UNIQUE INDEX absence_alert_once_while_open ON public.attendance_absencealert USING btree (group_id, student_id) WHERE (closed_at IS NULL);
CREATE INDEX accounts_ac_user_id_0e4995_idx ON public.accounts_activitylog USING btree (user_id, id DESC);
CREATE INDEX accounts_activationlink_created_by_id_7c11719a ON public.accounts_activationlink USING btree (created_by_id);
CREATE INDEX accounts_activationlink_token_sha256_9825872d_like ON public.accounts_activationlink USING btree (token_sha256 varchar_pattern_ops);
CREATE INDEX accounts_activationlink_user_id_28f9fcf5 ON public.accounts_activationlink USING btree (user_id);
CREATE INDEX accounts_activitylog_user_id_2d7b43c7 ON public.accounts_activitylog USING btree (user_id);
CREATE INDEX accounts_childdevice_child_id_e9cf75dc ON public.accounts_childdevice USING btree (child_id);
CREATE INDEX accounts_childdevice_opened_by_id_aa8a87bc ON public.accounts_childdevice USING btree (opened_by_id);
CREATE INDEX accounts_childdevice_token_sha256_a869eef9_like ON public.accounts_childdevice USING btree (token_sha256 varchar_pattern_ops);
CREATE INDEX accounts_childprofile_code_62396a98_like ON public.accounts_childprofile USING btree (code varchar_pattern_ops);
CREATE INDEX accounts_consent_given_by_id_fb41ff20 ON public.accounts_consent USING btree (given_by_id);
CREATE INDEX accounts_consent_person_id_dc6f3178 ON public.accounts_consent USING btree (person_id);
CREATE INDEX accounts_consent_photo_id_808ce1e9 ON public.accounts_consent USING btree (photo_id);
CREATE INDEX accounts_contactperson_person_id_4f7b511e ON public.accounts_contactperson USING btree (person_id);
CREATE INDEX accounts_guardian_child_id_e163a284 ON public.accounts_guardian USING btree (child_id);
CREATE INDEX accounts_guardian_parent_id_567eec29 ON public.accounts_guardian USING btree (parent_id);
CREATE INDEX accounts_invitation_accepted_by_id_ba632539 ON public.accounts_invitation USING btree (accepted_by_id);
CREATE INDEX accounts_invitation_branches_branch_id_b86225cb ON public.accounts_invitation_branches USING btree (branch_id);
CREATE INDEX accounts_invitation_branches_invitation_id_fa6ac3d4 ON public.accounts_invitation_branches USING btree (invitation_id);
CREATE INDEX accounts_invitation_invited_by_id_94a21efc ON public.accounts_invitation USING btree (invited_by_id);
CREATE INDEX accounts_invitation_own_role_id_d39cb796 ON public.accounts_invitation USING btree (own_role_id);
CREATE INDEX accounts_invitation_token_sha256_2df79ba0_like ON public.accounts_invitation USING btree (token_sha256 varchar_pattern_ops);
CREATE INDEX accounts_knowndevice_token_sha256_d7283757_like ON public.accounts_knowndevice USING btree (token_sha256 varchar_pattern_ops);
CREATE INDEX accounts_knowndevice_user_id_3bdfdf5e ON public.accounts_knowndevice USING btree (user_id);
CREATE INDEX accounts_mfaticket_token_sha256_069417b6_like ON public.accounts_mfaticket USING btree (token_sha256 varchar_pattern_ops);
CREATE INDEX accounts_mfaticket_user_id_01be9ff6 ON public.accounts_mfaticket USING btree (user_id);
CREATE INDEX accounts_onboardinganswer_question_id_26b21e47 ON public.accounts_onboardinganswer USING btree (question_id);
CREATE INDEX accounts_onboardinganswer_user_id_8a1a43d7 ON public.accounts_onboardinganswer USING btree (user_id);
CREATE INDEX accounts_passwordresettoken_token_sha256_ac6f82fb_like ON public.accounts_passwordresettoken USING btree (token_sha256 varchar_pattern_ops);
CREATE INDEX accounts_passwordresettoken_user_id_2789bc5c ON public.accounts_passwordresettoken USING btree (user_id);
CREATE INDEX accounts_personnote_author_id_97d79a6a ON public.accounts_personnote USING btree (author_id);
CREATE INDEX accounts_personnote_person_id_4b9a9287 ON public.accounts_personnote USING btree (person_id);
CREATE INDEX accounts_recoverycode_user_id_994761d3 ON public.accounts_recoverycode USING btree (user_id);
CREATE INDEX accounts_refreshtoken_session_id_97916894 ON public.accounts_refreshtoken USING btree (session_id);
CREATE INDEX accounts_refreshtoken_token_sha256_b1476f03_like ON public.accounts_refreshtoken USING btree (token_sha256 varchar_pattern_ops);
CREATE INDEX accounts_se_user_id_824852_idx ON public.accounts_session USING btree (user_id, ended_at);
CREATE INDEX accounts_session_user_id_d5aaed01 ON public.accounts_session USING btree (user_id);
CREATE INDEX accounts_session_viewed_by_id_f1ac3e93 ON public.accounts_session USING btree (viewed_by_id);
CREATE INDEX accounts_studentprofile_institution_id_9f9c615d ON public.accounts_studentprofile USING btree (institution_id);
CREATE INDEX accounts_teacherprofile_institution_id_7ff6010b ON public.accounts_teacherprofile USING btree (institution_id);
CREATE INDEX accounts_telegramstart_token_sha256_3818c15b_like ON public.accounts_telegramstart USING btree (token_sha256 varchar_pattern_ops);
CREATE INDEX accounts_user_avatar_id_5ce2f0b3 ON public.accounts_user USING btree (avatar_id);
CREATE INDEX accounts_user_branches_branch_id_e134a618 ON public.accounts_user_branches USING btree (branch_id);
CREATE INDEX accounts_user_branches_user_id_e71cebef ON public.accounts_user_branches USING btree (user_id);
CREATE INDEX accounts_user_own_role_id_c66cae5a ON public.accounts_user USING btree (own_role_id);
CREATE INDEX accounts_userverification_token_sha256_a9d4a479_like ON public.accounts_userverification USING btree (token_sha256 varchar_pattern_ops);
CREATE INDEX accounts_userverification_user_id_4f36017f ON public.accounts_userverification USING btree (user_id);
CREATE INDEX activation_link_newest ON public.accounts_activationlink USING btree (user_id, id DESC);
CREATE UNIQUE INDEX activation_link_one_open ON public.accounts_activationlink USING btree (user_id) WHERE ((used_at IS NULL) AND (withdrawn_at IS NULL));
CREATE INDEX activity_answer_of_day ON public.kids_activityanswer USING btree (child_id, given_on);
CREATE INDEX activity_day ON public.analytics_activity USING btree (day);
CREATE INDEX analytics_branch_day ON public.analytics_branchday USING btree (branch_id, measure, day);
CREATE INDEX analytics_course_day ON public.analytics_courseday USING btree (course_id, measure, day);
CREATE INDEX analytics_group_day ON public.analytics_groupday USING btree (group_id, measure, day);
CREATE INDEX analytics_ownfigure_owner_id_a49dfec6 ON public.analytics_ownfigure USING btree (owner_id);
CREATE INDEX analytics_person_day ON public.analytics_personday USING btree (person_id, measure, day);
CREATE INDEX analytics_personday_group_id_dffbee3d ON public.analytics_personday USING btree (group_id);
CREATE INDEX analytics_personday_person_id_f017841e ON public.analytics_personday USING btree (person_id);
CREATE INDEX analytics_pupilrisk_model_id_4939613d ON public.analytics_pupilrisk USING btree (model_id);
CREATE INDEX analytics_report_by_id_5e7e7f06 ON public.analytics_report USING btree (by_id);
CREATE INDEX analytics_report_file_id_cf392505 ON public.analytics_report USING btree (file_id);
CREATE INDEX analytics_report_schedule_id_3646e2df ON public.analytics_report USING btree (schedule_id);
CREATE INDEX analytics_reportcard_batch_id_d4b20cca ON public.analytics_reportcard USING btree (batch_id);
CREATE INDEX analytics_reportcard_comment_by_id_5ef23567 ON public.analytics_reportcard USING btree (comment_by_id);
CREATE INDEX analytics_reportcard_pdf_en_id_3d84a2b7 ON public.analytics_reportcard USING btree (pdf_en_id);
CREATE INDEX analytics_reportcard_pdf_ru_id_33d27240 ON public.analytics_reportcard USING btree (pdf_ru_id);
CREATE INDEX analytics_reportcard_pdf_uz_id_b1ce03c2 ON public.analytics_reportcard USING btree (pdf_uz_id);
CREATE INDEX analytics_reportcard_student_id_cbf61dd0 ON public.analytics_reportcard USING btree (student_id);
CREATE INDEX analytics_reportcardbatch_by_id_e6f6dec2 ON public.analytics_reportcardbatch USING btree (by_id);
CREATE INDEX analytics_reportcardbatch_group_id_851b02ba ON public.analytics_reportcardbatch USING btree (group_id);
CREATE INDEX analytics_reportreceiver_schedule_id_22d46e2b ON public.analytics_reportreceiver USING btree (schedule_id);
CREATE INDEX analytics_reportreceiver_user_id_44ab4441 ON public.analytics_reportreceiver USING btree (user_id);
CREATE INDEX analytics_reportschedule_by_id_ca47acc8 ON public.analytics_reportschedule USING btree (by_id);
CREATE INDEX analytics_riskaction_by_id_6ce4acc1 ON public.analytics_riskaction USING btree (by_id);
CREATE INDEX analytics_riskaction_student_id_d4fd9b41 ON public.analytics_riskaction USING btree (student_id);
CREATE INDEX analytics_staleday_build_id_82ee0720 ON public.analytics_staleday USING btree (build_id);
CREATE UNIQUE INDEX appeal_one_open ON public.homework_appeal USING btree (homework_id) WHERE (answered_at IS NULL);
CREATE UNIQUE INDEX approval_of_a_count_once ON public.payments_approval USING btree (shift_id) WHERE (((act)::text = 'shift_count'::text) AND ((state)::text = 'waiting'::text));
CREATE UNIQUE INDEX approval_of_a_proof_once ON public.payments_approval USING btree (proof_id) WHERE ((proof_id IS NOT NULL) AND ((state)::text = 'waiting'::text));
CREATE INDEX approval_waiting ON public.payments_approval USING btree (expires_at) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX attempt_by_day ON public.homework_attempt USING btree (created_at);
CREATE UNIQUE INDEX attempt_one_in_flight ON public.homework_attempt USING btree (homework_id) WHERE ((state)::text = ANY ((ARRAY['received'::character varying, 'processing'::character varying])::text[]));
CREATE INDEX attendance__lesson__9acc0d_idx ON public.attendance_attendancehistory USING btree (lesson_id, student_id, id DESC);
CREATE INDEX attendance__student_3fe6c0_idx ON public.attendance_excuse USING btree (student_id, starts_on);
CREATE INDEX attendance__student_ce9d17_idx ON public.attendance_attendance USING btree (student_id, lesson_id);
CREATE INDEX attendance_absencealert_group_id_9d634028 ON public.attendance_absencealert USING btree (group_id);
CREATE INDEX attendance_absencealert_student_id_2125c016 ON public.attendance_absencealert USING btree (student_id);
CREATE INDEX attendance_absencenotice_lesson_id_876db512 ON public.attendance_absencenotice USING btree (lesson_id);
CREATE INDEX attendance_absencenotice_student_id_2412f8aa ON public.attendance_absencenotice USING btree (student_id);
CREATE INDEX attendance_attendance_lesson_id_9c4b66bc ON public.attendance_attendance USING btree (lesson_id);
CREATE INDEX attendance_attendance_marked_by_id_0698c76f ON public.attendance_attendance USING btree (marked_by_id);
CREATE INDEX attendance_attendance_status_id_ac33d17d ON public.attendance_attendance USING btree (status_id);
CREATE INDEX attendance_attendance_student_id_94863613 ON public.attendance_attendance USING btree (student_id);
CREATE INDEX attendance_attendancehistory_by_id_de8696ed ON public.attendance_attendancehistory USING btree (by_id);
CREATE INDEX attendance_attendancehistory_changed_by_id_180de2dc ON public.attendance_attendancehistory USING btree (changed_by_id);
CREATE INDEX attendance_attendancehistory_from_status_id_a5addc16 ON public.attendance_attendancehistory USING btree (from_status_id);
CREATE INDEX attendance_attendancehistory_lesson_id_43055c26 ON public.attendance_attendancehistory USING btree (lesson_id);
CREATE INDEX attendance_attendancehistory_student_id_e0a2e0b7 ON public.attendance_attendancehistory USING btree (student_id);
CREATE INDEX attendance_attendancehistory_to_status_id_a5f9167e ON public.attendance_attendancehistory USING btree (to_status_id);
CREATE INDEX attendance_attendancestatus_code_1ab1600d_like ON public.attendance_attendancestatus USING btree (code varchar_pattern_ops);
CREATE INDEX attendance_excuse_asked_by_id_502b4b43 ON public.attendance_excuse USING btree (asked_by_id);
CREATE INDEX attendance_excuse_decided_by_id_e5cc88ae ON public.attendance_excuse USING btree (decided_by_id);
CREATE INDEX attendance_excuse_student_id_1d8af840 ON public.attendance_excuse USING btree (student_id);
CREATE INDEX attendance_makeup_by_id_2770a891 ON public.attendance_makeup USING btree (by_id);
CREATE INDEX attendance_makeup_lesson_id_0a40906d ON public.attendance_makeup USING btree (lesson_id);
CREATE INDEX audit_log_created ON public.settings_auditlog USING brin (created_at);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE INDEX backups_backuprun_started_at_7018478c ON public.backups_backuprun USING btree (started_at);
CREATE UNIQUE INDEX books_month_closed_once ON public.payments_booksmonth USING btree (branch_id, month) WHERE (reopened_at IS NULL);
CREATE UNIQUE INDEX branch_one_default ON public.settings_branch USING btree (is_default) WHERE is_default;
CREATE UNIQUE INDEX cash_desk_name_once_per_branch ON public.payments_cashdesk USING btree (branch_id, name) WHERE (archived_at IS NULL);
CREATE INDEX cash_refund_waiting ON public.payments_cashrefund USING btree (student_id) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX certificate_course__467471_idx ON public.certificates_certificate USING btree (course_id, created_at DESC);
CREATE INDEX certificate_created_59c0e8_idx ON public.certificates_certificate USING btree (created_at DESC, id);
CREATE UNIQUE INDEX certificate_key_one_current ON public.certificates_certificatekey USING btree (is_current) WHERE is_current;
CREATE UNIQUE INDEX certificate_once_while_valid ON public.certificates_certificate USING btree (student_id, course_id, template_id) WHERE (revoked_at IS NULL);
CREATE UNIQUE INDEX certificate_rule_once_a_template ON public.certificates_certificaterule USING btree (course_id, template_id) WHERE (archived_at IS NULL);
CREATE INDEX certificates_certificate_awarded_by_id_12789ea9 ON public.certificates_certificate USING btree (awarded_by_id);
CREATE INDEX certificates_certificate_course_id_3df6d8a3 ON public.certificates_certificate USING btree (course_id);
CREATE INDEX certificates_certificate_key_id_77f8942c ON public.certificates_certificate USING btree (key_id);
CREATE INDEX certificates_certificate_pdf_id_1c7996d9 ON public.certificates_certificate USING btree (pdf_id);
CREATE INDEX certificates_certificate_public_id_58c62527_like ON public.certificates_certificate USING btree (public_id varchar_pattern_ops);
CREATE INDEX certificates_certificate_revoked_by_id_5e13ff2c ON public.certificates_certificate USING btree (revoked_by_id);
CREATE INDEX certificates_certificate_rule_id_2dd719ab ON public.certificates_certificate USING btree (rule_id);
CREATE INDEX certificates_certificate_student_id_05656e32 ON public.certificates_certificate USING btree (student_id);
CREATE INDEX certificates_certificate_template_id_c997eba3 ON public.certificates_certificate USING btree (template_id);
CREATE INDEX certificates_certificate_version_id_fea31139 ON public.certificates_certificate USING btree (version_id);
CREATE INDEX certificates_certificatekey_badge_issuer_d1987d06_like ON public.certificates_certificatekey USING btree (badge_issuer varchar_pattern_ops);
CREATE INDEX certificates_certificatepicture_file_id_46efd659 ON public.certificates_certificatepicture USING btree (file_id);
CREATE INDEX certificates_certificaterule_author_id_6dffa306 ON public.certificates_certificaterule USING btree (author_id);
CREATE INDEX certificates_certificaterule_course_id_58a0bc12 ON public.certificates_certificaterule USING btree (course_id);
CREATE INDEX certificates_certificaterule_quiz_id_62f31571 ON public.certificates_certificaterule USING btree (quiz_id);
CREATE INDEX certificates_certificaterule_template_id_30abe594 ON public.certificates_certificaterule USING btree (template_id);
CREATE INDEX certificates_certificatetemplate_current_id_06ff3bba ON public.certificates_certificatetemplate USING btree (current_id);
CREATE INDEX certificates_certificatetemplateversion_author_id_c12170f1 ON public.certificates_certificatetemplateversion USING btree (author_id);
CREATE INDEX certificates_certificatetemplateversion_template_id_d21eb3da ON public.certificates_certificatetemplateversion USING btree (template_id);
CREATE INDEX chat_block_blocked_id_89acb6d2 ON public.chat_block USING btree (blocked_id);
CREATE INDEX chat_block_blocker_id_3815892a ON public.chat_block USING btree (blocker_id);
CREATE INDEX chat_chatro_last_at_48448b_idx ON public.chat_chatroom USING btree (last_at DESC, id);
CREATE INDEX chat_chatroom_branch_id_54a4b885 ON public.chat_chatroom USING btree (branch_id);
CREATE INDEX chat_chatroom_continued_in_id_83afbc15 ON public.chat_chatroom USING btree (continued_in_id);
CREATE INDEX chat_chatroom_course_id_c2b56f62 ON public.chat_chatroom USING btree (course_id);
CREATE INDEX chat_chatroom_group_id_0228b781 ON public.chat_chatroom USING btree (group_id);
CREATE INDEX chat_chatroom_lesson_id_feee46fe ON public.chat_chatroom USING btree (lesson_id);
CREATE INDEX chat_chatroom_other_id_5c48b110 ON public.chat_chatroom USING btree (other_id);
CREATE INDEX chat_chatroom_person_id_087a977c ON public.chat_chatroom USING btree (person_id);
CREATE INDEX chat_message_author_id_923569d5 ON public.chat_message USING btree (author_id);
CREATE INDEX chat_message_by_age ON public.chat_message USING btree (created_at);
CREATE INDEX chat_message_by_author ON public.chat_message USING btree (room_id, author_id, id DESC);
CREATE INDEX chat_message_by_day ON public.chat_message USING btree (sent_at);
CREATE INDEX chat_message_deleted_by_id_84f8bbc9 ON public.chat_message USING btree (deleted_by_id);
CREATE INDEX chat_message_reply_to_id_afede338 ON public.chat_message USING btree (reply_to_id);
CREATE INDEX chat_message_room_id_5e7d8d78 ON public.chat_message USING btree (room_id);
CREATE INDEX chat_message_that_waits ON public.chat_message USING btree (waits_until) WHERE ((deleted_at IS NULL) AND (hidden_at IS NULL) AND (number IS NULL));
CREATE INDEX chat_message_voice_id_2e72eae6 ON public.chat_message USING btree (voice_id);
CREATE INDEX chat_messageversion_message_id_400b5a18 ON public.chat_messageversion USING btree (message_id);
CREATE INDEX chat_reaction_message_id_e8fe8671 ON public.chat_reaction USING btree (message_id);
CREATE INDEX chat_reaction_user_id_72fc92d0 ON public.chat_reaction USING btree (user_id);
CREATE INDEX chat_readposition_room_id_3ec0b5ad ON public.chat_readposition USING btree (room_id);
CREATE INDEX chat_readposition_user_id_d33a1847 ON public.chat_readposition USING btree (user_id);
CREATE UNIQUE INDEX chat_room_once_a_pair ON public.chat_chatroom USING btree (LEAST(person_id, other_id), GREATEST(person_id, other_id)) WHERE ((continued_in_id IS NULL) AND ((kind)::text = 'direct'::text));
CREATE UNIQUE INDEX chat_room_once_a_person_and_office ON public.chat_chatroom USING btree (person_id, branch_id) WHERE ((continued_in_id IS NULL) AND ((kind)::text = 'office'::text));
CREATE INDEX code_use_counted ON public.payments_codeuse USING btree (code_id) WHERE (given_back_at IS NULL);
CREATE INDEX coin_transaction_created ON public.gamification_cointransaction USING brin (created_at);
CREATE INDEX contact_person_oldest ON public.accounts_contactperson USING btree (person_id, id);
CREATE INDEX core_bulkch_by_id_f28710_idx ON public.core_bulkchange USING btree (by_id, created_at DESC);
CREATE INDEX core_bulkch_created_355bde_idx ON public.core_bulkchange USING btree (created_at);
CREATE INDEX core_bulkchange_by_id_51bc49c6 ON public.core_bulkchange USING btree (by_id);
CREATE INDEX core_idempo_taken_a_80ddec_idx ON public.core_idempotencykey USING btree (taken_at);
CREATE INDEX core_idempotencykey_user_id_ca0b627c ON public.core_idempotencykey USING btree (user_id);
CREATE INDEX core_numberseries_name_e7145e76_like ON public.core_numberseries USING btree (name varchar_pattern_ops);
CREATE INDEX core_storedfile_owner_id_dc0c4f58 ON public.core_storedfile USING btree (owner_id);
CREATE INDEX core_storedfile_path_b8452859_like ON public.core_storedfile USING btree (path varchar_pattern_ops);
CREATE INDEX core_storedfile_sha256_8c94fce8 ON public.core_storedfile USING btree (sha256);
CREATE INDEX core_storedfile_sha256_8c94fce8_like ON public.core_storedfile USING btree (sha256 varchar_pattern_ops);
CREATE INDEX core_upload_expires_f1b0b2_idx ON public.core_upload USING btree (expires_at);
CREATE INDEX core_upload_file_id_fc1107ef ON public.core_upload USING btree (file_id);
CREATE INDEX core_upload_key_ed9a8579_like ON public.core_upload USING btree (key varchar_pattern_ops);
CREATE INDEX core_upload_owner_id_32a06859 ON public.core_upload USING btree (owner_id);
CREATE INDEX core_upload_token_sha256_34a34bd5_like ON public.core_upload USING btree (token_sha256 varchar_pattern_ops);
CREATE UNIQUE INDEX course_export_one_waiting ON public.course_transfers_courseexport USING btree (course_id, format, source) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX course_folded ON public.courses_course USING gin (folded public.gin_trgm_ops);
CREATE UNIQUE INDEX course_lesson_slug_once ON public.learning_courselesson USING btree (course_id, slug) WHERE (deleted_at IS NULL);
CREATE INDEX course_tran_by_id_206c6d_idx ON public.course_transfers_courseimport USING btree (by_id, created_at DESC);
CREATE INDEX course_tran_course__621213_idx ON public.course_transfers_courseexport USING btree (course_id, created_at DESC);
CREATE INDEX course_transfers_courseexport_by_id_27b93cbb ON public.course_transfers_courseexport USING btree (by_id);
CREATE INDEX course_transfers_courseexport_course_id_392bfccc ON public.course_transfers_courseexport USING btree (course_id);
CREATE INDEX course_transfers_courseexport_file_id_133fe8e0 ON public.course_transfers_courseexport USING btree (file_id);
CREATE INDEX course_transfers_courseimport_by_id_cef7da78 ON public.course_transfers_courseimport USING btree (by_id);
CREATE INDEX course_transfers_courseimport_course_id_77013b05 ON public.course_transfers_courseimport USING btree (course_id);
CREATE INDEX course_transfers_courseimport_package_id_1c69df83 ON public.course_transfers_courseimport USING btree (package_id);
CREATE INDEX course_transfers_courseimport_quizzes_id_c7fa3c3f ON public.course_transfers_courseimport USING btree (quizzes_id);
CREATE INDEX courses_category_slug_33267d74_like ON public.courses_category USING btree (slug varchar_pattern_ops);
CREATE INDEX courses_course_category_id_d64b93bf ON public.courses_course USING btree (category_id);
CREATE INDEX courses_course_prerequisites_from_course_id_9cda6dc7 ON public.courses_course_prerequisites USING btree (from_course_id);
CREATE INDEX courses_course_prerequisites_to_course_id_d895f6b3 ON public.courses_course_prerequisites USING btree (to_course_id);
CREATE INDEX courses_course_slug_9c670f14_like ON public.courses_course USING btree (slug varchar_pattern_ops);
CREATE INDEX courses_course_thumbnail_id_006d324c ON public.courses_course USING btree (thumbnail_id);
CREATE INDEX courses_courseprice_course_id_130e5ae4 ON public.courses_courseprice USING btree (course_id);
CREATE INDEX courses_courseteacher_course_id_7f908375 ON public.courses_courseteacher USING btree (course_id);
CREATE INDEX courses_courseteacher_teacher_id_f0ed7e6b ON public.courses_courseteacher USING btree (teacher_id);
CREATE INDEX courses_coursethumbnail_course_id_5bdb8766 ON public.courses_coursethumbnail USING btree (course_id);
CREATE INDEX courses_coursethumbnail_file_id_820296e8 ON public.courses_coursethumbnail USING btree (file_id);
CREATE INDEX courses_freeze_by_id_5b727545 ON public.courses_freeze USING btree (by_id);
CREATE INDEX courses_freeze_membership_id_7bf50c3a ON public.courses_freeze USING btree (membership_id);
CREATE INDEX courses_group_assistants_group_id_4a0bc47b ON public.courses_group_assistants USING btree (group_id);
CREATE INDEX courses_group_assistants_user_id_63bb4654 ON public.courses_group_assistants USING btree (user_id);
CREATE INDEX courses_group_branch_id_45dd8981 ON public.courses_group USING btree (branch_id);
CREATE INDEX courses_group_course_id_00726ff6 ON public.courses_group USING btree (course_id);
CREATE INDEX courses_group_lead_teacher_id_48caed5d ON public.courses_group USING btree (lead_teacher_id);
CREATE INDEX courses_hol_starts__0064c8_idx ON public.courses_holiday USING btree (starts_on, ends_on);
CREATE INDEX courses_holiday_branch_id_ee19606b ON public.courses_holiday USING btree (branch_id);
CREATE INDEX courses_imp_kind_7fc6ff_idx ON public.courses_import USING btree (kind, created_at DESC);
CREATE INDEX courses_import_by_id_48dde32d ON public.courses_import USING btree (by_id);
CREATE INDEX courses_import_file_id_bd78037c ON public.courses_import USING btree (file_id);
CREATE INDEX courses_importmapping_by_id_639793b4 ON public.courses_importmapping USING btree (by_id);
CREATE INDEX courses_importrow_belongs_to_id_b6de6188 ON public.courses_importrow USING btree (belongs_to_id);
CREATE INDEX courses_leadchange_by_id_c73aa5ed ON public.courses_leadchange USING btree (by_id);
CREATE INDEX courses_leadchange_former_id_c512ec0b ON public.courses_leadchange USING btree (former_id);
CREATE INDEX courses_leadchange_group_id_893d6811 ON public.courses_leadchange USING btree (group_id);
CREATE INDEX courses_leadchange_teacher_id_5637498d ON public.courses_leadchange USING btree (teacher_id);
CREATE INDEX courses_level_code_52d7ab11_like ON public.courses_level USING btree (code varchar_pattern_ops);
CREATE INDEX courses_mem_student_c6235a_idx ON public.courses_membership USING btree (student_id, joined_on);
CREATE INDEX courses_membership_group_id_b5741afe ON public.courses_membership USING btree (group_id);
CREATE INDEX courses_membership_student_id_5ab2a105 ON public.courses_membership USING btree (student_id);
CREATE INDEX courses_membershipchange_by_id_e8105c47 ON public.courses_membershipchange USING btree (by_id);
CREATE INDEX courses_membershipchange_membership_id_623a77a8 ON public.courses_membershipchange USING btree (membership_id);
CREATE INDEX courses_pla_student_5d3069_idx ON public.courses_placement USING btree (student_id, language, found_on DESC);
CREATE INDEX courses_placement_found_by_id_794aa4e1 ON public.courses_placement USING btree (found_by_id);
CREATE INDEX courses_placement_level_id_b0f7fa40 ON public.courses_placement USING btree (level_id);
CREATE INDEX courses_placement_student_id_9916f305 ON public.courses_placement USING btree (student_id);
CREATE INDEX courses_wai_group_i_d0eb35_idx ON public.courses_waitingentry USING btree (group_id, created_at);
CREATE INDEX courses_waitingentry_group_id_1e70d829 ON public.courses_waitingentry USING btree (group_id);
CREATE INDEX courses_waitingentry_membership_id_4aece688 ON public.courses_waitingentry USING btree (membership_id);
CREATE INDEX courses_waitingentry_student_id_1022e566 ON public.courses_waitingentry USING btree (student_id);
CREATE UNIQUE INDEX debt_promise_one_open ON public.payments_debtcontact USING btree (student_id, currency) WHERE (((promise)::text = 'open'::text) AND (withdrawn_at IS NULL));
CREATE INDEX debt_promise_open_day ON public.payments_debtcontact USING btree (promised_on) WHERE ((promise)::text = 'open'::text);
CREATE INDEX delivery_at_provider ON public.notifications_notificationlog USING btree (provider_id) WHERE (NOT ((provider_id)::text = ''::text));
CREATE INDEX delivery_carried ON public.notifications_notificationlog USING btree (in_digest_id) WHERE (in_digest_id IS NOT NULL);
CREATE UNIQUE INDEX delivery_once_a_channel ON public.notifications_notificationlog USING btree (notification_id, channel) WHERE (fallback_of_id IS NULL);
CREATE INDEX delivery_waiting ON public.notifications_notificationlog USING btree (due_at) WHERE ((state)::text = 'queued'::text);
CREATE INDEX discussion_by_day ON public.forums_discussion USING btree (created_at);
CREATE INDEX discussion_folded ON public.forums_discussion USING gin (folded public.gin_trgm_ops);
CREATE INDEX discussion_of_lesson ON public.forums_discussion USING btree (lesson_id, second) WHERE (lesson_id IS NOT NULL);
CREATE INDEX django_admin_log_content_type_id_c4bce8eb ON public.django_admin_log USING btree (content_type_id);
CREATE INDEX django_admin_log_user_id_c564eba6 ON public.django_admin_log USING btree (user_id);
CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);
CREATE UNIQUE INDEX enrollment_once_while_open ON public.learning_enrollment USING btree (user_id, course_id) WHERE ((state)::text = ANY ((ARRAY['active'::character varying, 'frozen'::character varying])::text[]));
CREATE INDEX enrollment_running_out ON public.learning_enrollment USING btree (until) WHERE ((state)::text = ANY ((ARRAY['active'::character varying, 'frozen'::character varying])::text[]));
CREATE UNIQUE INDEX erasure_one_open ON public.portal_erasurerequest USING btree (person_id) WHERE ((state)::text = ANY ((ARRAY['waiting'::character varying, 'approved'::character varying])::text[]));
CREATE UNIQUE INDEX export_one_waiting ON public.portal_exportrequest USING btree (person_id, requested_by_id) WHERE ((state)::text = 'waiting'::text);
CREATE UNIQUE INDEX facts_build_once_while_open ON public.analytics_factsbuild USING btree (first, last) WHERE (finished_at IS NULL);
CREATE INDEX facts_proof_newest ON public.analytics_factsproof USING btree (created_at DESC);
CREATE UNIQUE INDEX film_copy_once_for_a_viewer ON public.video_filmcopy USING btree (video_id, user_id) WHERE (NOT ((state)::text = 'refused'::text));
CREATE UNIQUE INDEX forum_one_of_the_centre ON public.forums_forum USING btree (kind) WHERE ((kind)::text = 'centre'::text);
CREATE INDEX forums_disc_forum_i_17b3ef_idx ON public.forums_discussion USING btree (forum_id, last_activity_at DESC, id DESC);
CREATE INDEX forums_discussion_author_id_adaa0228 ON public.forums_discussion USING btree (author_id);
CREATE INDEX forums_discussion_forum_id_39962ae1 ON public.forums_discussion USING btree (forum_id);
CREATE INDEX forums_discussion_lesson_id_1a08dbe3 ON public.forums_discussion USING btree (lesson_id);
CREATE INDEX forums_discussion_merged_into_id_a6fa72ab ON public.forums_discussion USING btree (merged_into_id);
CREATE INDEX forums_discussion_split_from_id_33775e6b ON public.forums_discussion USING btree (split_from_id);
CREATE INDEX forums_discussionread_discussion_id_ccab6108 ON public.forums_discussionread USING btree (discussion_id);
CREATE INDEX forums_discussionread_user_id_ef9bc910 ON public.forums_discussionread USING btree (user_id);
CREATE INDEX forums_forumfile_discussion_id_468d09be ON public.forums_forumfile USING btree (discussion_id);
CREATE INDEX forums_forumfile_file_id_75a91814 ON public.forums_forumfile USING btree (file_id);
CREATE INDEX forums_forumfile_owner_id_ab4668bf ON public.forums_forumfile USING btree (owner_id);
CREATE INDEX forums_forumfile_reply_id_84af485d ON public.forums_forumfile USING btree (reply_id);
CREATE INDEX forums_forumreader_forum_id_e54871c1 ON public.forums_forumreader USING btree (forum_id);
CREATE INDEX forums_forumreader_user_id_c838a409 ON public.forums_forumreader USING btree (user_id);
CREATE INDEX forums_repl_discuss_a16a79_idx ON public.forums_reply USING btree (discussion_id, created_at);
CREATE INDEX forums_repl_discuss_e059b2_idx ON public.forums_reply USING btree (discussion_id, id);
CREATE INDEX forums_reply_author_id_2cb0d281 ON public.forums_reply USING btree (author_id);
CREATE INDEX forums_reply_discussion_id_22a7232f ON public.forums_reply USING btree (discussion_id);
CREATE INDEX forums_reply_parent_id_439abd15 ON public.forums_reply USING btree (parent_id);
CREATE INDEX forums_textedit_discussion_id_6c0377a6 ON public.forums_textedit USING btree (discussion_id);
CREATE INDEX forums_textedit_editor_id_bee2c5f8 ON public.forums_textedit USING btree (editor_id);
CREATE INDEX forums_textedit_reply_id_bf3c100f ON public.forums_textedit USING btree (reply_id);
CREATE INDEX forums_textmention_discussion_id_2c877f77 ON public.forums_textmention USING btree (discussion_id);
CREATE INDEX forums_textmention_reply_id_60663547 ON public.forums_textmention USING btree (reply_id);
CREATE INDEX forums_textmention_user_id_5bf24314 ON public.forums_textmention USING btree (user_id);
CREATE INDEX forums_textnotice_discussion_id_04758e1f ON public.forums_textnotice USING btree (discussion_id);
CREATE INDEX forums_textnotice_user_id_89f8e1c3 ON public.forums_textnotice USING btree (user_id);
CREATE INDEX forums_upvote_reply_id_6a97892c ON public.forums_upvote USING btree (reply_id);
CREATE INDEX forums_upvote_user_id_0fa03d5f ON public.forums_upvote USING btree (user_id);
CREATE INDEX gamificatio_board_i_de09e3_idx ON public.gamification_leaderboardrow USING btree (board_id, place);
CREATE INDEX gamificatio_by_id_bfdf40_idx ON public.gamification_coinadjustment USING btree (by_id, "on");
CREATE INDEX gamificatio_student_4b901e_idx ON public.gamification_studyday USING btree (student_id, day);
CREATE INDEX gamificatio_student_576e0a_idx ON public.gamification_redemption USING btree (student_id, id DESC);
CREATE INDEX gamificatio_student_f8bf07_idx ON public.gamification_cointransaction USING btree (student_id, created_at DESC);
CREATE INDEX gamification_achievement_code_164470fb_like ON public.gamification_achievement USING btree (code varchar_pattern_ops);
CREATE INDEX gamification_achievementgrant_achievement_id_00c8867b ON public.gamification_achievementgrant USING btree (achievement_id);
CREATE INDEX gamification_achievementgrant_student_id_9bc24559 ON public.gamification_achievementgrant USING btree (student_id);
CREATE INDEX gamification_coinadjustment_by_id_fb5fec44 ON public.gamification_coinadjustment USING btree (by_id);
CREATE INDEX gamification_coinadjustment_student_id_ae4f2e9e ON public.gamification_coinadjustment USING btree (student_id);
CREATE INDEX gamification_cointransaction_student_id_cda28b36 ON public.gamification_cointransaction USING btree (student_id);
CREATE INDEX gamification_leaderboard_course_id_da3a7586 ON public.gamification_leaderboard USING btree (course_id);
CREATE INDEX gamification_leaderboard_group_id_90e7cc16 ON public.gamification_leaderboard USING btree (group_id);
CREATE INDEX gamification_leaderboardrow_board_id_cabe2d6d ON public.gamification_leaderboardrow USING btree (board_id);
CREATE INDEX gamification_leaderboardrow_student_id_1aef63a6 ON public.gamification_leaderboardrow USING btree (student_id);
CREATE INDEX gamification_redemption_decided_by_id_f1ffd8e4 ON public.gamification_redemption USING btree (decided_by_id);
CREATE INDEX gamification_redemption_item_id_783ae1cc ON public.gamification_redemption USING btree (item_id);
CREATE INDEX gamification_redemption_student_id_2a18fb11 ON public.gamification_redemption USING btree (student_id);
CREATE INDEX gamification_shopitem_branch_id_56ab4a92 ON public.gamification_shopitem USING btree (branch_id);
CREATE INDEX gamification_streakreward_student_id_9c5aaa0c ON public.gamification_streakreward USING btree (student_id);
CREATE INDEX gamification_studyday_student_id_d9731285 ON public.gamification_studyday USING btree (student_id);
CREATE UNIQUE INDEX grade_appeal_one_open ON public.grading_gradeappeal USING btree (item_id, student_id) WHERE (answered_at IS NULL);
CREATE UNIQUE INDEX grade_item_assignment_once ON public.grading_gradeitem USING btree (gradebook_id, assignment_id) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX grade_item_quiz_once ON public.grading_gradeitem USING btree (gradebook_id, quiz_id) WHERE (removed_at IS NULL);
CREATE INDEX grading_assignmentrubric_rubric_id_9c809185 ON public.grading_assignmentrubric USING btree (rubric_id);
CREATE INDEX grading_fil_homewor_047b9a_idx ON public.grading_filledrubric USING btree (homework_id, id DESC);
CREATE INDEX grading_filledrubric_author_id_5c4bb191 ON public.grading_filledrubric USING btree (author_id);
CREATE INDEX grading_filledrubric_homework_id_fa780670 ON public.grading_filledrubric USING btree (homework_id);
CREATE INDEX grading_filledrubric_version_id_02fc4b7b ON public.grading_filledrubric USING btree (version_id);
CREATE INDEX grading_gra_student_7bbf12_idx ON public.grading_gradeextension USING btree (student_id, item_id);
CREATE INDEX grading_gra_student_e00b97_idx ON public.grading_gradeentry USING btree (student_id, item_id);
CREATE INDEX grading_gradeappeal_answered_by_id_84d16333 ON public.grading_gradeappeal USING btree (answered_by_id);
CREATE INDEX grading_gradeappeal_author_id_2f2f5989 ON public.grading_gradeappeal USING btree (author_id);
CREATE INDEX grading_gradeappeal_item_id_eba7b043 ON public.grading_gradeappeal USING btree (item_id);
CREATE INDEX grading_gradeappeal_student_id_34b48878 ON public.grading_gradeappeal USING btree (student_id);
CREATE INDEX grading_gradebook_own_scale_id_b04a9362 ON public.grading_gradebook USING btree (own_scale_id);
CREATE INDEX grading_gradecategory_gradebook_id_b25f016a ON public.grading_gradecategory USING btree (gradebook_id);
CREATE INDEX grading_gradeentry_author_id_e064b80b ON public.grading_gradeentry USING btree (author_id);
CREATE INDEX grading_gradeextension_author_id_4348eda2 ON public.grading_gradeextension USING btree (author_id);
CREATE INDEX grading_gradeextension_item_id_5f7b789e ON public.grading_gradeextension USING btree (item_id);
CREATE INDEX grading_gradeitem_assignment_id_51fb139a ON public.grading_gradeitem USING btree (assignment_id);
CREATE INDEX grading_gradeitem_category_id_39d54844 ON public.grading_gradeitem USING btree (category_id);
CREATE INDEX grading_gradeitem_gradebook_id_d597f9fd ON public.grading_gradeitem USING btree (gradebook_id);
CREATE INDEX grading_gradeitem_quiz_id_39324562 ON public.grading_gradeitem USING btree (quiz_id);
CREATE INDEX grading_gradescale_author_id_ed1fc544 ON public.grading_gradescale USING btree (author_id);
CREATE INDEX grading_provisionalmark_author_id_d5620903 ON public.grading_provisionalmark USING btree (author_id);
CREATE INDEX grading_provisionalmark_student_id_fb5dd0db ON public.grading_provisionalmark USING btree (student_id);
CREATE INDEX grading_rubric_course_id_1b824898 ON public.grading_rubric USING btree (course_id);
CREATE INDEX grading_rubric_current_id_1a78b9fc ON public.grading_rubric USING btree (current_id);
CREATE INDEX grading_rubric_group_id_f551aca8 ON public.grading_rubric USING btree (group_id);
CREATE INDEX grading_rubricversion_author_id_aab95a5e ON public.grading_rubricversion USING btree (author_id);
CREATE INDEX grading_rubricversion_rubric_id_0970a59b ON public.grading_rubricversion USING btree (rubric_id);
CREATE INDEX grading_sav_author__5dc9e9_idx ON public.grading_savedcomment USING btree (author_id, id DESC);
CREATE INDEX grading_savedcomment_author_id_23c043ad ON public.grading_savedcomment USING btree (author_id);
CREATE INDEX grading_secondmarking_first_id_d7afd219 ON public.grading_secondmarking USING btree (first_id);
CREATE INDEX grading_secondmarking_second_id_76f2ed1d ON public.grading_secondmarking USING btree (second_id);
CREATE INDEX group_folded ON public.courses_group USING gin (folded public.gin_trgm_ops);
CREATE UNIQUE INDEX group_name_once_per_branch ON public.courses_group USING btree (branch_id, name) WHERE ((status)::text = 'active'::text);
CREATE INDEX guardian_newest ON public.accounts_guardian USING btree (created_at, id);
CREATE UNIQUE INDEX guardian_once_while_open ON public.accounts_guardian USING btree (parent_id, child_id) WHERE (ended_at IS NULL);
CREATE INDEX homework_appeal_author_id_2b533df6 ON public.homework_appeal USING btree (author_id);
CREATE INDEX homework_appeal_homework_id_f31953d2 ON public.homework_appeal USING btree (homework_id);
CREATE INDEX homework_appeal_review_id_245e29bc ON public.homework_appeal USING btree (review_id);
CREATE INDEX homework_as_group_i_1e259d_idx ON public.homework_assignment USING btree (group_id, id DESC);
CREATE INDEX homework_assignment_author_id_2c15944d ON public.homework_assignment USING btree (author_id);
CREATE INDEX homework_assignment_course_id_67239f38 ON public.homework_assignment USING btree (course_id);
CREATE INDEX homework_assignment_course_lesson_id_7de84d78 ON public.homework_assignment USING btree (course_lesson_id);
CREATE INDEX homework_assignment_group_id_473accbd ON public.homework_assignment USING btree (group_id);
CREATE INDEX homework_assignment_lesson_id_09d99586 ON public.homework_assignment USING btree (lesson_id);
CREATE INDEX homework_assignment_model_audio_id_d3e4fe31 ON public.homework_assignment USING btree (model_audio_id);
CREATE INDEX homework_attempt_file_id_f67cd571 ON public.homework_attempt USING btree (file_id);
CREATE INDEX homework_attempt_homework_id_0879dcb6 ON public.homework_attempt USING btree (homework_id);
CREATE INDEX homework_by_day ON public.homework_homework USING btree (created_at);
CREATE INDEX homework_ho_student_96f20a_idx ON public.homework_homework USING btree (student_id, id DESC);
CREATE INDEX homework_homework_assignment_id_9dfcdc30 ON public.homework_homework USING btree (assignment_id);
CREATE INDEX homework_homework_best_attempt_id_008e6e9c ON public.homework_homework USING btree (best_attempt_id);
CREATE INDEX homework_homework_last_attempt_id_fadcdfa3 ON public.homework_homework USING btree (last_attempt_id);
CREATE INDEX homework_homework_student_id_7bd2ad2a ON public.homework_homework USING btree (student_id);
CREATE INDEX homework_homeworktranscript_model_id_d7d192d2 ON public.homework_homeworktranscript USING btree (model_id);
CREATE INDEX homework_needs_review ON public.homework_homework USING btree (assignment_id) WHERE ((state)::text = 'needs_review'::text);
CREATE INDEX homework_review_attempt_id_0ecf504b ON public.homework_review USING btree (attempt_id);
CREATE INDEX homework_review_homework_id_36baea32 ON public.homework_review USING btree (homework_id);
CREATE INDEX homework_review_reviewer_id_9ef48107 ON public.homework_review USING btree (reviewer_id);
CREATE INDEX homework_review_voice_id_c79e7793 ON public.homework_review USING btree (voice_id);
CREATE INDEX homework_scoreproposal_attempt_id_fc455b4b ON public.homework_scoreproposal USING btree (attempt_id);
CREATE INDEX homework_scoreproposal_author_id_0a843786 ON public.homework_scoreproposal USING btree (author_id);
CREATE INDEX homework_scoreproposal_embedding_model_id_4c2349ac ON public.homework_scoreproposal USING btree (embedding_model_id);
CREATE INDEX homework_scoreproposal_marking_model_id_220d705f ON public.homework_scoreproposal USING btree (marking_model_id);
CREATE INDEX homework_scoreproposal_model_id_2db1ac7d ON public.homework_scoreproposal USING btree (model_id);
CREATE INDEX homework_speechscore_embedding_model_id_844d2fd4 ON public.homework_speechscore USING btree (embedding_model_id);
CREATE INDEX homework_speechscore_marking_model_id_53f7fe2c ON public.homework_speechscore USING btree (marking_model_id);
CREATE INDEX homework_speechscore_model_id_467d51bb ON public.homework_speechscore USING btree (model_id);
CREATE INDEX homework_wo_attempt_d82342_idx ON public.homework_wordcorrection USING btree (attempt_id, index, id DESC);
CREATE INDEX homework_wordcorrection_attempt_id_8cbe3b6f ON public.homework_wordcorrection USING btree (attempt_id);
CREATE INDEX homework_wordcorrection_author_id_b5ea1ce6 ON public.homework_wordcorrection USING btree (author_id);
CREATE INDEX institution_folded ON public.accounts_institution USING gin (folded public.gin_trgm_ops);
CREATE UNIQUE INDEX institution_once ON public.accounts_institution USING btree (folded, city) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX invitation_one_open ON public.accounts_invitation USING btree (email, phone) WHERE ((accepted_at IS NULL) AND (NOT superseded) AND (withdrawn_at IS NULL));
CREATE INDEX job_finished ON public.jobs_job USING btree (state, finished_at);
CREATE INDEX job_leased ON public.jobs_job USING btree (leased_until) WHERE ((state)::text = 'leased'::text);
CREATE INDEX job_waiting ON public.jobs_job USING btree (queue, priority DESC, run_at, id) WHERE ((state)::text = 'queued'::text);
CREATE INDEX jobs_job_object_id_ef3dc956 ON public.jobs_job USING btree (object_id);
CREATE INDEX jobs_job_object_id_ef3dc956_like ON public.jobs_job USING btree (object_id varchar_pattern_ops);
CREATE INDEX jobs_periodicslot_created_at_4ed9f269 ON public.jobs_periodicslot USING btree (created_at);
CREATE INDEX jobs_processbeat_name_91bcc11f_like ON public.jobs_processbeat USING btree (name varchar_pattern_ops);
CREATE INDEX kids_activityanswer_child_id_d2b56b79 ON public.kids_activityanswer USING btree (child_id);
CREATE INDEX kids_activityanswer_lesson_id_9fcdd597 ON public.kids_activityanswer USING btree (lesson_id);
CREATE INDEX kids_classexception_author_id_cdbccde0 ON public.kids_classexception USING btree (author_id);
CREATE INDEX kids_classexception_child_id_0dd4f8ec ON public.kids_classexception USING btree (child_id);
CREATE INDEX kids_itemdifficulty_skill_id_707b9192 ON public.kids_itemdifficulty USING btree (skill_id);
CREATE INDEX kids_lessonskill_lesson_id_2e263bab ON public.kids_lessonskill USING btree (lesson_id);
CREATE INDEX kids_lessonskill_skill_id_b2897b9f ON public.kids_lessonskill USING btree (skill_id);
CREATE INDEX kids_observation_author_id_54d3e6fa ON public.kids_observation USING btree (author_id);
CREATE INDEX kids_observation_child_id_78193bda ON public.kids_observation USING btree (child_id);
CREATE INDEX kids_observation_file_id_7b302aa7 ON public.kids_observation USING btree (file_id);
CREATE INDEX kids_observationskill_observation_id_aade7c43 ON public.kids_observationskill USING btree (observation_id);
CREATE INDEX kids_observationskill_skill_id_8f486bad ON public.kids_observationskill USING btree (skill_id);
CREATE INDEX kids_playday_child_id_de2f8e1f ON public.kids_playday USING btree (child_id);
CREATE INDEX kids_playlimit_author_id_48c2e14f ON public.kids_playlimit USING btree (author_id);
CREATE INDEX kids_questionskill_question_id_f187a207 ON public.kids_questionskill USING btree (question_id);
CREATE INDEX kids_questionskill_skill_id_4475fe41 ON public.kids_questionskill USING btree (skill_id);
CREATE INDEX kids_shownlesson_child_id_8aa65357 ON public.kids_shownlesson USING btree (child_id);
CREATE INDEX kids_shownlesson_lesson_id_ea4e9fc2 ON public.kids_shownlesson USING btree (lesson_id);
CREATE INDEX kids_skill_code_12bb16a4_like ON public.kids_skill USING btree (code varchar_pattern_ops);
CREATE INDEX kids_skill_parent_id_4d41469e ON public.kids_skill USING btree (parent_id);
CREATE INDEX kids_skillanswer_activity_answer_id_a6765799 ON public.kids_skillanswer USING btree (activity_answer_id);
CREATE INDEX kids_skillanswer_answer_id_4fc2943b ON public.kids_skillanswer USING btree (answer_id);
CREATE INDEX kids_skillanswer_child_id_633a2957 ON public.kids_skillanswer USING btree (child_id);
CREATE INDEX kids_skillanswer_skill_id_d494bdbb ON public.kids_skillanswer USING btree (skill_id);
CREATE INDEX kids_skillfit_model_id_8ed402cb ON public.kids_skillfit USING btree (model_id);
CREATE INDEX kids_skillmastery_child_id_4c19c6e4 ON public.kids_skillmastery USING btree (child_id);
CREATE INDEX kids_skillmastery_overruled_by_id_07800365 ON public.kids_skillmastery USING btree (overruled_by_id);
CREATE INDEX kids_skillmastery_skill_id_b7b06b7d ON public.kids_skillmastery USING btree (skill_id);
CREATE INDEX kids_skillprerequisite_needs_id_819d6fb5 ON public.kids_skillprerequisite USING btree (needs_id);
CREATE INDEX kids_skillprerequisite_skill_id_85c89788 ON public.kids_skillprerequisite USING btree (skill_id);
CREATE INDEX kids_sourcetrial_child_id_e351efd2 ON public.kids_sourcetrial USING btree (child_id);
CREATE INDEX lead_board ON public.leads_lead USING btree (branch_id, stage_id, id DESC) WHERE ((converted_at IS NULL) AND (lost_at IS NULL) AND (merged_at IS NULL));
CREATE INDEX lead_by_month ON public.leads_lead USING btree (branch_id, created_at);
CREATE INDEX lead_folded ON public.leads_lead USING gin (folded public.gin_trgm_ops);
CREATE UNIQUE INDEX lead_form_meta_once ON public.leads_leadform USING btree (meta_form) WHERE (NOT ((meta_form)::text = ''::text));
CREATE INDEX lead_name_key ON public.leads_lead USING btree (name_key);
CREATE INDEX lead_next_step ON public.leads_lead USING btree (next_step_at) WHERE ((merged_at IS NULL) AND (next_step_at IS NOT NULL));
CREATE INDEX lead_phone_number ON public.leads_leadphone USING btree (phone);
CREATE UNIQUE INDEX lead_stage_place_once ON public.leads_leadstage USING btree (branch_id, place) WHERE (archived_at IS NULL);
CREATE INDEX lead_timeline ON public.leads_leadentry USING btree (lead_id, at DESC, id DESC);
CREATE INDEX leads_lead_branch_id_05eb6c10 ON public.leads_lead USING btree (branch_id);
CREATE INDEX leads_lead_claimed_by_id_b249aeb9 ON public.leads_lead USING btree (claimed_by_id);
CREATE INDEX leads_lead_converted_by_id_6cc791cc ON public.leads_lead USING btree (converted_by_id);
CREATE INDEX leads_lead_course_id_dc72ffff ON public.leads_lead USING btree (course_id);
CREATE INDEX leads_lead_form_id_d3d00d5c ON public.leads_lead USING btree (form_id);
CREATE INDEX leads_lead_group_id_32c4e008 ON public.leads_lead USING btree (group_id);
CREATE INDEX leads_lead_merged_into_id_c068178b ON public.leads_lead USING btree (merged_into_id);
CREATE INDEX leads_lead_owner_id_1f4568d0 ON public.leads_lead USING btree (owner_id);
CREATE INDEX leads_lead_stage_id_75332acb ON public.leads_lead USING btree (stage_id);
CREATE INDEX leads_lead_student_id_28debf37 ON public.leads_lead USING btree (student_id);
CREATE INDEX leads_leadcontract_group_id_de6f43e2 ON public.leads_leadcontract USING btree (group_id);
CREATE INDEX leads_leadcontract_student_id_31811460 ON public.leads_leadcontract USING btree (student_id);
CREATE INDEX leads_leadcost_branch_id_7d523323 ON public.leads_leadcost USING btree (branch_id);
CREATE INDEX leads_leadentry_author_id_c67757c7 ON public.leads_leadentry USING btree (author_id);
CREATE INDEX leads_leadentry_came_with_id_261cb406 ON public.leads_leadentry USING btree (came_with_id);
CREATE INDEX leads_leadentry_lead_id_bab02b86 ON public.leads_leadentry USING btree (lead_id);
CREATE INDEX leads_leadform_branch_id_79251bf1 ON public.leads_leadform USING btree (branch_id);
CREATE INDEX leads_leadform_course_id_e6ab711b ON public.leads_leadform USING btree (course_id);
CREATE INDEX leads_leadform_key_bb52da06_like ON public.leads_leadform USING btree (key varchar_pattern_ops);
CREATE INDEX leads_leadphone_lead_id_47fafaec ON public.leads_leadphone USING btree (lead_id);
CREATE INDEX leads_leadstage_branch_id_b8e21a39 ON public.leads_leadstage USING btree (branch_id);
CREATE INDEX leads_metaarrival_lead_id_c0ec8654 ON public.leads_metaarrival USING btree (lead_id);
CREATE INDEX leads_metaarrival_leadgen_id_d340c69f_like ON public.leads_metaarrival USING btree (leadgen_id varchar_pattern_ops);
CREATE INDEX leads_telegramstranger_chat_9f674209_like ON public.leads_telegramstranger USING btree (chat varchar_pattern_ops);
CREATE INDEX leads_telegramstranger_lead_id_83fceb7c ON public.leads_telegramstranger USING btree (lead_id);
CREATE INDEX learning_blockprogress_lesson_id_3e2b7bc2 ON public.learning_blockprogress USING btree (lesson_id);
CREATE INDEX learning_blockprogress_user_id_d4cbb3db ON public.learning_blockprogress USING btree (user_id);
CREATE INDEX learning_co_course__788055_idx ON public.learning_coursereview USING btree (course_id, created_at DESC);
CREATE INDEX learning_co_course__9a6544_idx ON public.learning_coursefile USING btree (course_id, created_at DESC);
CREATE INDEX learning_co_module__7ef770_idx ON public.learning_courselesson USING btree (module_id, "position");
CREATE INDEX learning_coursecontent_published_id_7423d6e0 ON public.learning_coursecontent USING btree (published_id);
CREATE INDEX learning_coursefile_added_by_id_e4213f7e ON public.learning_coursefile USING btree (added_by_id);
CREATE INDEX learning_coursefile_course_id_0cbe8cfc ON public.learning_coursefile USING btree (course_id);
CREATE INDEX learning_coursefile_file_id_d1b9ad03 ON public.learning_coursefile USING btree (file_id);
CREATE INDEX learning_courselesson_course_id_d47c4e74 ON public.learning_courselesson USING btree (course_id);
CREATE INDEX learning_courselesson_module_id_8c5e7c48 ON public.learning_courselesson USING btree (module_id);
CREATE INDEX learning_courselesson_saved_by_id_2a95aea6 ON public.learning_courselesson USING btree (saved_by_id);
CREATE INDEX learning_courselesson_slug_b8071971 ON public.learning_courselesson USING btree (slug);
CREATE INDEX learning_courselesson_slug_b8071971_like ON public.learning_courselesson USING btree (slug varchar_pattern_ops);
CREATE INDEX learning_coursereview_answered_by_id_bb1d4150 ON public.learning_coursereview USING btree (answered_by_id);
CREATE INDEX learning_coursereview_course_id_5bb0450d ON public.learning_coursereview USING btree (course_id);
CREATE INDEX learning_coursereview_hidden_by_id_eccf8397 ON public.learning_coursereview USING btree (hidden_by_id);
CREATE INDEX learning_coursereview_user_id_efd2e71d ON public.learning_coursereview USING btree (user_id);
CREATE INDEX learning_courseversion_course_id_eaa31051 ON public.learning_courseversion USING btree (course_id);
CREATE INDEX learning_courseversion_published_by_id_51ffee21 ON public.learning_courseversion USING btree (published_by_id);
CREATE INDEX learning_en_course__b42fee_idx ON public.learning_enrollment USING btree (course_id, state);
CREATE INDEX learning_enrollment_by_id_43992b28 ON public.learning_enrollment USING btree (by_id);
CREATE INDEX learning_enrollment_course_id_5fd7f738 ON public.learning_enrollment USING btree (course_id);
CREATE INDEX learning_enrollment_link_id_2e40f159 ON public.learning_enrollment USING btree (link_id);
CREATE INDEX learning_enrollment_user_id_f790e591 ON public.learning_enrollment USING btree (user_id);
CREATE INDEX learning_invitationlink_by_id_dda40df7 ON public.learning_invitationlink USING btree (by_id);
CREATE INDEX learning_invitationlink_course_id_a8d5e24d ON public.learning_invitationlink USING btree (course_id);
CREATE INDEX learning_invitationlink_token_sha256_3b33ed17_like ON public.learning_invitationlink USING btree (token_sha256 varchar_pattern_ops);
CREATE INDEX learning_le_lesson__143623_idx ON public.learning_lessonprogress USING btree (lesson_id, completed_at);
CREATE INDEX learning_lessonprogress_lesson_id_1d70f579 ON public.learning_lessonprogress USING btree (lesson_id);
CREATE INDEX learning_lessonprogress_user_id_ca6d5343 ON public.learning_lessonprogress USING btree (user_id);
CREATE INDEX learning_lessonversion_lesson_id_2227a455 ON public.learning_lessonversion USING btree (lesson_id);
CREATE INDEX learning_lessonview_lesson_id_6d238dc6 ON public.learning_lessonview USING btree (lesson_id);
CREATE INDEX learning_lessonview_user_id_9b6f65cf ON public.learning_lessonview USING btree (user_id);
CREATE INDEX learning_mo_course__05bd81_idx ON public.learning_module USING btree (course_id, "position");
CREATE INDEX learning_module_course_id_6b3c53bf ON public.learning_module USING btree (course_id);
CREATE INDEX learning_reviewreport_review_id_5a9f3089 ON public.learning_reviewreport USING btree (review_id);
CREATE INDEX learning_reviewreport_user_id_50e15bde ON public.learning_reviewreport USING btree (user_id);
CREATE INDEX ledger_transfer_by_day ON public.payments_ledgertransfer USING btree ("on");
CREATE INDEX lessons_calendarfeed_token_sha256_43c90926_like ON public.lessons_calendarfeed USING btree (token_sha256 varchar_pattern_ops);
CREATE INDEX lessons_fee_teacher_f1ca73_idx ON public.lessons_feedbackround USING btree (teacher_id, month);
CREATE INDEX lessons_feedbackrequest_round_id_63bf0931 ON public.lessons_feedbackrequest USING btree (round_id);
CREATE INDEX lessons_feedbackrequest_student_id_5ff66a58 ON public.lessons_feedbackrequest USING btree (student_id);
CREATE INDEX lessons_feedbackround_group_id_369f653d ON public.lessons_feedbackround USING btree (group_id);
CREATE INDEX lessons_feedbackround_teacher_id_59642a53 ON public.lessons_feedbackround USING btree (teacher_id);
CREATE INDEX lessons_les_group_i_88a76e_idx ON public.lessons_lesson USING btree (group_id, starts_at);
CREATE INDEX lessons_les_room_id_fe811e_idx ON public.lessons_lesson USING btree (room_id, starts_at);
CREATE INDEX lessons_les_starts__523d66_idx ON public.lessons_lesson USING btree (starts_at);
CREATE INDEX lessons_les_teacher_ebd8b2_idx ON public.lessons_lesson USING btree (teacher_id, starts_at);
CREATE INDEX lessons_lesson_group_id_f93b299d ON public.lessons_lesson USING btree (group_id);
CREATE INDEX lessons_lesson_instead_of_id_edea9882 ON public.lessons_lesson USING btree (instead_of_id);
CREATE INDEX lessons_lesson_room_id_a09b4ae2 ON public.lessons_lesson USING btree (room_id);
CREATE INDEX lessons_lesson_teacher_id_57e59f26 ON public.lessons_lesson USING btree (teacher_id);
CREATE INDEX lessons_lessonchange_by_id_da455845 ON public.lessons_lessonchange USING btree (by_id);
CREATE INDEX lessons_lessonchange_lesson_id_97fa47af ON public.lessons_lessonchange USING btree (lesson_id);
CREATE INDEX lessons_lessonreschedule_by_id_7c6acd55 ON public.lessons_lessonreschedule USING btree (by_id);
CREATE INDEX lessons_lessonreschedule_from_room_id_3b05d836 ON public.lessons_lessonreschedule USING btree (from_room_id);
CREATE INDEX lessons_lessonreschedule_lesson_id_a446dcc4 ON public.lessons_lessonreschedule USING btree (lesson_id);
CREATE INDEX lessons_lessonreschedule_to_room_id_88ef0ac6 ON public.lessons_lessonreschedule USING btree (to_room_id);
CREATE INDEX lessons_liveattendee_matched_by_id_a057562c ON public.lessons_liveattendee USING btree (matched_by_id);
CREATE INDEX lessons_liveattendee_person_id_d89d1b15 ON public.lessons_liveattendee USING btree (person_id);
CREATE INDEX lessons_liveattendee_room_id_c7de6116 ON public.lessons_liveattendee USING btree (room_id);
CREATE INDEX lessons_liverecording_room_id_a4b7b02e ON public.lessons_liverecording USING btree (room_id);
CREATE INDEX lessons_livereport_digest_1ece4efc_like ON public.lessons_livereport USING btree (digest varchar_pattern_ops);
CREATE INDEX lessons_liveroom_lesson_id_325dd88a ON public.lessons_liveroom USING btree (lesson_id);
CREATE INDEX lessons_livesighting_room_id_719a7c3b ON public.lessons_livesighting USING btree (room_id);
CREATE INDEX lessons_room_branch_id_e9cdd3f9 ON public.lessons_room USING btree (branch_id);
CREATE INDEX lessons_scheduleline_room_id_b515c6bf ON public.lessons_scheduleline USING btree (room_id);
CREATE INDEX lessons_scheduleline_schedule_id_86e7985e ON public.lessons_scheduleline USING btree (schedule_id);
CREATE INDEX lessons_scheduleline_teacher_id_77f7e9f3 ON public.lessons_scheduleline USING btree (teacher_id);
CREATE INDEX lessons_ski_slot_143af9_idx ON public.lessons_skippedlesson USING btree (slot);
CREATE INDEX lessons_skippedlesson_group_id_bb10d0d5 ON public.lessons_skippedlesson USING btree (group_id);
CREATE INDEX lessons_skippedlesson_room_id_ad46800e ON public.lessons_skippedlesson USING btree (room_id);
CREATE INDEX lessons_skippedlesson_teacher_id_9a13da9d ON public.lessons_skippedlesson USING btree (teacher_id);
CREATE UNIQUE INDEX level_code_once_in_any_case ON public.courses_level USING btree (upper((code)::text));
CREATE UNIQUE INDEX live_attendee_has_one_way_in ON public.lessons_liveattendee USING btree (room_id, person_id) WHERE (NOT matched);
CREATE UNIQUE INDEX live_room_once_at_provider ON public.lessons_liveroom USING btree (provider, provider_id) WHERE (NOT ((provider_id)::text = ''::text));
CREATE UNIQUE INDEX live_room_once_per_lesson ON public.lessons_liveroom USING btree (lesson_id) WHERE (NOT ((state)::text = 'closed'::text));
CREATE INDEX media_folded ON public.resources_mediafile USING gin (folded public.gin_trgm_ops);
CREATE UNIQUE INDEX membership_once_while_open ON public.courses_membership USING btree (group_id, student_id) WHERE (left_on IS NULL);
CREATE INDEX messaging_providertoken_provider_7431196f_like ON public.messaging_providertoken USING btree (provider varchar_pattern_ops);
CREATE INDEX meta_arrival_waiting ON public.leads_metaarrival USING btree (created_at) WHERE ((fetched_at IS NULL) AND (gone_at IS NULL));
CREATE INDEX moderation__author__02a68a_idx ON public.moderation_textreport USING btree (author_id, created_at);
CREATE INDEX moderation__author__6c0002_idx ON public.moderation_writtentext USING btree (author_id, area, created_at DESC);
CREATE INDEX moderation__created_8e0577_idx ON public.moderation_writtentext USING btree (created_at);
CREATE INDEX moderation__person__1117a8_idx ON public.moderation_casedecision USING btree (person_id, created_at DESC);
CREATE INDEX moderation_blockedword_folded_88566a66_like ON public.moderation_blockedword USING btree (folded varchar_pattern_ops);
CREATE INDEX moderation_case_open ON public.moderation_moderationcase USING btree (opened_at DESC, id DESC) WHERE is_open;
CREATE INDEX moderation_casedecision_case_id_ccafa304 ON public.moderation_casedecision USING btree (case_id);
CREATE INDEX moderation_casedecision_moderator_id_6eb09f53 ON public.moderation_casedecision USING btree (moderator_id);
CREATE INDEX moderation_casedecision_person_id_f24850c6 ON public.moderation_casedecision USING btree (person_id);
CREATE INDEX moderation_decisionappeal_answered_by_id_28ffedeb ON public.moderation_decisionappeal USING btree (answered_by_id);
CREATE INDEX moderation_moderationcase_author_id_91ccbe8b ON public.moderation_moderationcase USING btree (author_id);
CREATE INDEX moderation_moderationcase_branch_id_310686ce ON public.moderation_moderationcase USING btree (branch_id);
CREATE INDEX moderation_moderationcase_course_id_ed97d0a2 ON public.moderation_moderationcase USING btree (course_id);
CREATE INDEX moderation_moderationcase_group_id_e28d8123 ON public.moderation_moderationcase USING btree (group_id);
CREATE INDEX moderation_sanction_lifted_by_id_f8037176 ON public.moderation_sanction USING btree (lifted_by_id);
CREATE INDEX moderation_sanction_person_id_3733fd4d ON public.moderation_sanction USING btree (person_id);
CREATE INDEX moderation_textreport_author_id_49544cca ON public.moderation_textreport USING btree (author_id);
CREATE INDEX moderation_textreport_case_id_4e362bcd ON public.moderation_textreport USING btree (case_id);
CREATE INDEX moderation_writtentext_author_id_462bf047 ON public.moderation_writtentext USING btree (author_id);
CREATE INDEX notificatio_scope_7a579e_idx ON public.notifications_announcement USING btree (scope, object_id, id DESC);
CREATE INDEX notificatio_user_id_1484b9_idx ON public.notifications_notificationlog USING btree (user_id, id DESC);
CREATE INDEX notification_last_changed ON public.notifications_notification USING btree (user_id, changed_at DESC);
CREATE UNIQUE INDEX notification_once_a_key ON public.notifications_notification USING btree (user_id, type, key) WHERE (NOT ((key)::text = ''::text));
CREATE UNIQUE INDEX notification_one_unread_a_group ON public.notifications_notification USING btree (user_id, type, "group") WHERE ((read_at IS NULL) AND (NOT (("group")::text = ''::text)));
CREATE INDEX notification_unread ON public.notifications_notification USING btree (user_id) WHERE (read_at IS NULL);
CREATE INDEX notifications_announcement_author_id_aec4485c ON public.notifications_announcement USING btree (author_id);
CREATE INDEX notifications_notification_user_id_b5e8c0ff ON public.notifications_notification USING btree (user_id);
CREATE INDEX notifications_notificationlog_in_digest_id_2c2cde2d ON public.notifications_notificationlog USING btree (in_digest_id);
CREATE INDEX notifications_notificationlog_notification_id_084417a8 ON public.notifications_notificationlog USING btree (notification_id);
CREATE INDEX notifications_notificationlog_user_id_ea3d4e7c ON public.notifications_notificationlog USING btree (user_id);
CREATE INDEX notifications_notificationpreference_user_id_7cfb3d3a ON public.notifications_notificationpreference USING btree (user_id);
CREATE INDEX notifications_pushsubscription_endpoint_sha256_12ba1d03_like ON public.notifications_pushsubscription USING btree (endpoint_sha256 varchar_pattern_ops);
CREATE INDEX notifications_pushsubscription_session_id_c28a8b95 ON public.notifications_pushsubscription USING btree (session_id);
CREATE INDEX notifications_pushsubscription_user_id_ffe8030a ON public.notifications_pushsubscription USING btree (user_id);
CREATE INDEX observation_of_child ON public.kids_observation USING btree (child_id, created_at DESC);
CREATE UNIQUE INDEX opening_balance_once ON public.payments_openingbalance USING btree (student_id, currency) WHERE (reversed_at IS NULL);
CREATE UNIQUE INDEX outgoing_mail_once_a_comment ON public.support_outgoingmail USING btree (comment_id) WHERE (comment_id IS NOT NULL);
CREATE INDEX packages_le_lesson__6fc16b_idx ON public.packages_learnerpackage USING btree (lesson_id, block);
CREATE INDEX packages_learnerpackage_lesson_id_60ea43fd ON public.packages_learnerpackage USING btree (lesson_id);
CREATE INDEX packages_learnerpackage_package_id_4c527e94 ON public.packages_learnerpackage USING btree (package_id);
CREATE INDEX packages_learnerpackage_token_ef1ac11d_like ON public.packages_learnerpackage USING btree (token varchar_pattern_ops);
CREATE INDEX packages_learnerpackage_user_id_77fe6c81 ON public.packages_learnerpackage USING btree (user_id);
CREATE INDEX passwordresettoken_address ON public.accounts_passwordresettoken USING btree (address, id DESC);
CREATE INDEX payment_due_pending ON public.payments_payment USING btree (due_on) WHERE ((status)::text = 'pending'::text);
CREATE INDEX payment_expiring ON public.payments_payment USING btree (expires_at) WHERE (expires_at IS NOT NULL);
CREATE INDEX payment_newest ON public.payments_payment USING btree (created_at, id);
CREATE UNIQUE INDEX payment_one_live_transaction ON public.payments_providertransaction USING btree (payment_id) WHERE (state = 1);
CREATE UNIQUE INDEX payment_one_payme_transaction ON public.payments_providertransaction USING btree (payment_id) WHERE (((provider)::text = 'payme'::text) AND (state = ANY (ARRAY[1, 2])));
CREATE UNIQUE INDEX payment_period_once ON public.payments_payment USING btree (membership_id, period_key) WHERE (NOT ((period_key)::text = ''::text));
CREATE UNIQUE INDEX payment_proof_one_waits ON public.payments_paymentproof USING btree (payment_id) WHERE ((state)::text = 'sent'::text);
CREATE UNIQUE INDEX payment_schedule_one_open_per_group ON public.payments_paymentschedule USING btree (group_id) WHERE (valid_until IS NULL);
CREATE INDEX payments_ap_branch__abd75a_idx ON public.payments_approval USING btree (branch_id, state, created_at DESC);
CREATE INDEX payments_approval_branch_id_704ff288 ON public.payments_approval USING btree (branch_id);
CREATE INDEX payments_approval_decided_by_id_435b7b38 ON public.payments_approval USING btree (decided_by_id);
CREATE INDEX payments_approval_desk_id_e261977d ON public.payments_approval USING btree (desk_id);
CREATE INDEX payments_approval_payment_id_bfdf4f12 ON public.payments_approval USING btree (payment_id);
CREATE INDEX payments_approval_proof_id_1abbda44 ON public.payments_approval USING btree (proof_id);
CREATE INDEX payments_approval_requested_by_id_f2503261 ON public.payments_approval USING btree (requested_by_id);
CREATE INDEX payments_approval_shift_id_47e61558 ON public.payments_approval USING btree (shift_id);
CREATE INDEX payments_approval_student_id_3da8231f ON public.payments_approval USING btree (student_id);
CREATE INDEX payments_approval_teacher_id_7e129640 ON public.payments_approval USING btree (teacher_id);
CREATE INDEX payments_approval_transfer_id_b02c80b9 ON public.payments_approval USING btree (transfer_id);
CREATE INDEX payments_booksmonth_branch_id_62ff51fc ON public.payments_booksmonth USING btree (branch_id);
CREATE INDEX payments_booksmonth_closed_by_id_cf714d1c ON public.payments_booksmonth USING btree (closed_by_id);
CREATE INDEX payments_booksmonth_reopened_by_id_3fa7b760 ON public.payments_booksmonth USING btree (reopened_by_id);
CREATE INDEX payments_ca_desk_id_6e9218_idx ON public.payments_cashrefund USING btree (desk_id, state, created_at DESC);
CREATE INDEX payments_cashdesk_branch_id_e4af31a5 ON public.payments_cashdesk USING btree (branch_id);
CREATE INDEX payments_cashdesk_keeper_id_c344b7c0 ON public.payments_cashdesk USING btree (keeper_id);
CREATE INDEX payments_cashrefund_closed_by_id_c4b9ce23 ON public.payments_cashrefund USING btree (closed_by_id);
CREATE INDEX payments_cashrefund_decided_by_id_2ef5161b ON public.payments_cashrefund USING btree (decided_by_id);
CREATE INDEX payments_cashrefund_desk_id_13976b16 ON public.payments_cashrefund USING btree (desk_id);
CREATE INDEX payments_cashrefund_money_id_b2a41ead ON public.payments_cashrefund USING btree (money_id);
CREATE INDEX payments_cashrefund_payment_id_1d60a4fb ON public.payments_cashrefund USING btree (payment_id);
CREATE INDEX payments_cashrefund_shift_id_7566e7e9 ON public.payments_cashrefund USING btree (shift_id);
CREATE INDEX payments_cashrefund_student_id_17a4b122 ON public.payments_cashrefund USING btree (student_id);
CREATE INDEX payments_codeuse_code_id_c487bc33 ON public.payments_codeuse USING btree (code_id);
CREATE INDEX payments_de_desk_id_d106fa_idx ON public.payments_desktransfer USING btree (desk_id, created_at DESC);
CREATE INDEX payments_de_student_a8c5ae_idx ON public.payments_debtcontact USING btree (student_id, currency, id DESC);
CREATE INDEX payments_de_to_desk_29f315_idx ON public.payments_desktransfer USING btree (to_desk_id, created_at DESC);
CREATE INDEX payments_debtcontact_branch_id_9abd9dca ON public.payments_debtcontact USING btree (branch_id);
CREATE INDEX payments_debtcontact_by_id_3868987e ON public.payments_debtcontact USING btree (by_id);
CREATE INDEX payments_debtcontact_student_id_6f544aa6 ON public.payments_debtcontact USING btree (student_id);
CREATE INDEX payments_desktransfer_branch_id_3131ffe6 ON public.payments_desktransfer USING btree (branch_id);
CREATE INDEX payments_desktransfer_by_id_2a52f8d9 ON public.payments_desktransfer USING btree (by_id);
CREATE INDEX payments_desktransfer_desk_id_e840e76f ON public.payments_desktransfer USING btree (desk_id);
CREATE INDEX payments_desktransfer_shift_id_2d26caf7 ON public.payments_desktransfer USING btree (shift_id);
CREATE INDEX payments_desktransfer_to_desk_id_63a44fe3 ON public.payments_desktransfer USING btree (to_desk_id);
CREATE INDEX payments_discount_branch_id_403b07a8 ON public.payments_discount USING btree (branch_id);
CREATE INDEX payments_discount_course_id_7e0861a2 ON public.payments_discount USING btree (course_id);
CREATE INDEX payments_discount_group_id_9044a8d4 ON public.payments_discount USING btree (group_id);
CREATE INDEX payments_discount_student_id_1b95c966 ON public.payments_discount USING btree (student_id);
CREATE INDEX payments_discountcode_authors_discountcode_id_3df82a93 ON public.payments_discountcode_authors USING btree (discountcode_id);
CREATE INDEX payments_discountcode_authors_user_id_f51bc89e ON public.payments_discountcode_authors USING btree (user_id);
CREATE INDEX payments_discountcode_code_c1b402ba_like ON public.payments_discountcode USING btree (code varchar_pattern_ops);
CREATE INDEX payments_discountcode_courses_course_id_3d278244 ON public.payments_discountcode_courses USING btree (course_id);
CREATE INDEX payments_discountcode_courses_discountcode_id_de542a04 ON public.payments_discountcode_courses USING btree (discountcode_id);
CREATE INDEX payments_ex_branch__04e536_idx ON public.payments_expense USING btree (branch_id, "on");
CREATE INDEX payments_expense_branch_id_16fb9f37 ON public.payments_expense USING btree (branch_id);
CREATE INDEX payments_expense_by_id_bab38892 ON public.payments_expense USING btree (by_id);
CREATE INDEX payments_expense_desk_id_cd3c8b60 ON public.payments_expense USING btree (desk_id);
CREATE INDEX payments_expense_file_id_815fd90a ON public.payments_expense USING btree (file_id);
CREATE INDEX payments_expense_shift_id_001a2677 ON public.payments_expense USING btree (shift_id);
CREATE INDEX payments_expensecategory_key_dca4785c_like ON public.payments_expensecategory USING btree (key varchar_pattern_ops);
CREATE INDEX payments_fl_branch__02df1d_idx ON public.payments_flaggedact USING btree (branch_id, "on" DESC);
CREATE INDEX payments_flaggedact_approval_id_4b561470 ON public.payments_flaggedact USING btree (approval_id);
CREATE INDEX payments_flaggedact_branch_id_f152c392 ON public.payments_flaggedact USING btree (branch_id);
CREATE INDEX payments_flaggedact_by_id_144a9def ON public.payments_flaggedact USING btree (by_id);
CREATE INDEX payments_flaggedact_payment_id_0c8a741b ON public.payments_flaggedact USING btree (payment_id);
CREATE INDEX payments_flaggedact_student_id_cc62bcb0 ON public.payments_flaggedact USING btree (student_id);
CREATE INDEX payments_le_account_fba6e4_idx ON public.payments_ledgerentry USING btree (account_id, id DESC);
CREATE INDEX payments_le_branch__56ea09_idx ON public.payments_ledgertransfer USING btree (branch_id, "on");
CREATE INDEX payments_le_payment_69d904_idx ON public.payments_ledgertransfer USING btree (payment_id);
CREATE INDEX payments_ledgeraccount_branch_id_8d51a37c ON public.payments_ledgeraccount USING btree (branch_id);
CREATE INDEX payments_ledgeraccount_desk_id_959d18fe ON public.payments_ledgeraccount USING btree (desk_id);
CREATE INDEX payments_ledgeraccount_student_id_a8e0cef4 ON public.payments_ledgeraccount USING btree (student_id);
CREATE INDEX payments_ledgeraccount_teacher_id_c52d72f5 ON public.payments_ledgeraccount USING btree (teacher_id);
CREATE INDEX payments_ledgerentry_account_id_24ce03b9 ON public.payments_ledgerentry USING btree (account_id);
CREATE INDEX payments_ledgerentry_transfer_id_72fa37a3 ON public.payments_ledgerentry USING btree (transfer_id);
CREATE INDEX payments_ledgertransfer_branch_id_35aba755 ON public.payments_ledgertransfer USING btree (branch_id);
CREATE INDEX payments_ledgertransfer_by_id_e09ca548 ON public.payments_ledgertransfer USING btree (by_id);
CREATE INDEX payments_ledgertransfer_cause_e4a0b4aa_like ON public.payments_ledgertransfer USING btree (cause varchar_pattern_ops);
CREATE INDEX payments_ledgertransfer_payment_id_7c1c3dc8 ON public.payments_ledgertransfer USING btree (payment_id);
CREATE INDEX payments_openingbalance_branch_id_9f7d94c2 ON public.payments_openingbalance USING btree (branch_id);
CREATE INDEX payments_openingbalance_by_id_c59c6f53 ON public.payments_openingbalance USING btree (by_id);
CREATE INDEX payments_openingbalance_group_id_3cd09f57 ON public.payments_openingbalance USING btree (group_id);
CREATE INDEX payments_openingbalance_reversed_by_id_644cee9b ON public.payments_openingbalance USING btree (reversed_by_id);
CREATE INDEX payments_openingbalance_student_id_7e47af3d ON public.payments_openingbalance USING btree (student_id);
CREATE INDEX payments_or_buyer_i_1db55d_idx ON public.payments_order USING btree (buyer_id, created_at DESC);
CREATE INDEX payments_order_buyer_id_5f94ded7 ON public.payments_order USING btree (buyer_id);
CREATE INDEX payments_order_learner_id_67be2b7b ON public.payments_order USING btree (learner_id);
CREATE INDEX payments_orderitem_course_id_f9f71ca9 ON public.payments_orderitem USING btree (course_id);
CREATE INDEX payments_orderitem_enrollment_id_6ae27bee ON public.payments_orderitem USING btree (enrollment_id);
CREATE INDEX payments_orderitem_order_id_4cc4fe53 ON public.payments_orderitem USING btree (order_id);
CREATE INDEX payments_pa_branch__e46e6c_idx ON public.payments_payment USING btree (branch_id, status, due_on);
CREATE INDEX payments_pa_group_i_736aef_idx ON public.payments_payment USING btree (group_id, period_start);
CREATE INDEX payments_pa_payment_24d141_idx ON public.payments_paymenthistory USING btree (payment_id, id);
CREATE INDEX payments_pa_student_6fb4c2_idx ON public.payments_payment USING btree (student_id, status, due_on);
CREATE INDEX payments_pa_teacher_20d556_idx ON public.payments_payentry USING btree (teacher_id, month);
CREATE INDEX payments_pa_teacher_f72ef2_idx ON public.payments_payrate USING btree (teacher_id, starts_on);
CREATE INDEX payments_payentry_branch_id_76671623 ON public.payments_payentry USING btree (branch_id);
CREATE INDEX payments_payentry_by_id_538c5f5a ON public.payments_payentry USING btree (by_id);
CREATE INDEX payments_payentry_closed_in_id_b57002d2 ON public.payments_payentry USING btree (closed_in_id);
CREATE INDEX payments_payentry_group_id_96d833f4 ON public.payments_payentry USING btree (group_id);
CREATE INDEX payments_payentry_lesson_id_212c58c9 ON public.payments_payentry USING btree (lesson_id);
CREATE INDEX payments_payentry_rate_id_4c0f56a2 ON public.payments_payentry USING btree (rate_id);
CREATE INDEX payments_payentry_teacher_id_ccc0acfa ON public.payments_payentry USING btree (teacher_id);
CREATE INDEX payments_payment_branch_id_f6292860 ON public.payments_payment USING btree (branch_id);
CREATE INDEX payments_payment_corrects_id_7dec2a15 ON public.payments_payment USING btree (corrects_id);
CREATE INDEX payments_payment_group_id_ff18a76a ON public.payments_payment USING btree (group_id);
CREATE INDEX payments_payment_membership_id_68ea25d2 ON public.payments_payment USING btree (membership_id);
CREATE INDEX payments_payment_payer_id_90660d0f ON public.payments_payment USING btree (payer_id);
CREATE INDEX payments_payment_reference_1d502039_like ON public.payments_payment USING btree (reference varchar_pattern_ops);
CREATE INDEX payments_payment_schedule_id_dbd98ee9 ON public.payments_payment USING btree (schedule_id);
CREATE INDEX payments_payment_student_id_b5fab56a ON public.payments_payment USING btree (student_id);
CREATE INDEX payments_paymenthistory_by_id_65ef0f7e ON public.payments_paymenthistory USING btree (by_id);
CREATE INDEX payments_paymenthistory_payment_id_4b5c9d14 ON public.payments_paymenthistory USING btree (payment_id);
CREATE INDEX payments_paymentproof_decided_by_id_cd1c0760 ON public.payments_paymentproof USING btree (decided_by_id);
CREATE INDEX payments_paymentproof_file_id_4f78a1cf ON public.payments_paymentproof USING btree (file_id);
CREATE INDEX payments_paymentproof_payment_id_bf3d30b1 ON public.payments_paymentproof USING btree (payment_id);
CREATE INDEX payments_paymentproof_sent_by_id_8ca07658 ON public.payments_paymentproof USING btree (sent_by_id);
CREATE INDEX payments_paymentschedule_group_id_01fa3510 ON public.payments_paymentschedule USING btree (group_id);
CREATE INDEX payments_paymonth_branch_id_de4b5911 ON public.payments_paymonth USING btree (branch_id);
CREATE INDEX payments_paymonth_closed_by_id_1e053be2 ON public.payments_paymonth USING btree (closed_by_id);
CREATE INDEX payments_paymonth_teacher_id_b6fcbaa0 ON public.payments_paymonth USING btree (teacher_id);
CREATE INDEX payments_payout_branch_id_712a3352 ON public.payments_payout USING btree (branch_id);
CREATE INDEX payments_payout_by_id_5e14a19e ON public.payments_payout USING btree (by_id);
CREATE INDEX payments_payout_desk_id_183c16ef ON public.payments_payout USING btree (desk_id);
CREATE INDEX payments_payout_teacher_id_75b6899a ON public.payments_payout USING btree (teacher_id);
CREATE INDEX payments_payrate_branch_id_8736be38 ON public.payments_payrate USING btree (branch_id);
CREATE INDEX payments_payrate_course_id_16749271 ON public.payments_payrate USING btree (course_id);
CREATE INDEX payments_payrate_group_id_60cb83ea ON public.payments_payrate USING btree (group_id);
CREATE INDEX payments_payrate_teacher_id_0d74affc ON public.payments_payrate USING btree (teacher_id);
CREATE INDEX payments_pr_provide_32324f_idx ON public.payments_providertransaction USING btree (provider, desk, provider_time, number);
CREATE INDEX payments_pr_student_6bb993_idx ON public.payments_providertransaction USING btree (student_id, number DESC);
CREATE INDEX payments_prepaidperiod_by_id_d8de562b ON public.payments_prepaidperiod USING btree (by_id);
CREATE INDEX payments_priceoverride_by_id_f41782e6 ON public.payments_priceoverride USING btree (by_id);
CREATE INDEX payments_priceoverride_membership_id_592827df ON public.payments_priceoverride USING btree (membership_id);
CREATE INDEX payments_providertransaction_branch_id_4a6478c7 ON public.payments_providertransaction USING btree (branch_id);
CREATE INDEX payments_providertransaction_cash_desk_id_983c5896 ON public.payments_providertransaction USING btree (cash_desk_id);
CREATE INDEX payments_providertransaction_payment_id_4b4220af ON public.payments_providertransaction USING btree (payment_id);
CREATE INDEX payments_providertransaction_shift_id_11cde2cb ON public.payments_providertransaction USING btree (shift_id);
CREATE INDEX payments_providertransaction_student_id_490802c1 ON public.payments_providertransaction USING btree (student_id);
CREATE INDEX payments_providertransaction_taken_by_id_4e45efae ON public.payments_providertransaction USING btree (taken_by_id);
CREATE INDEX payments_receipt_money_id_21b310b3 ON public.payments_receipt USING btree (money_id);
CREATE INDEX payments_reconciliation_by_id_7010c138 ON public.payments_reconciliation USING btree (by_id);
CREATE INDEX payments_se_money_i_f325c3_idx ON public.payments_settlement USING btree (money_id);
CREATE INDEX payments_se_payment_3202d9_idx ON public.payments_settlement USING btree (payment_id);
CREATE INDEX payments_settlement_money_id_ef38a705 ON public.payments_settlement USING btree (money_id);
CREATE INDEX payments_settlement_payment_id_a61afbdf ON public.payments_settlement USING btree (payment_id);
CREATE INDEX payments_shift_cashier_id_9087a084 ON public.payments_shift USING btree (cashier_id);
CREATE INDEX payments_shift_closed_by_id_789ea17c ON public.payments_shift USING btree (closed_by_id);
CREATE INDEX payments_shift_desk_id_0cd7b7bf ON public.payments_shift USING btree (desk_id);
CREATE INDEX payments_subscription_course_id_b912d256 ON public.payments_subscription USING btree (course_id);
CREATE INDEX payments_subscription_enrollment_id_81f33007 ON public.payments_subscription USING btree (enrollment_id);
CREATE INDEX payments_subscription_learner_id_1c402c99 ON public.payments_subscription USING btree (learner_id);
CREATE INDEX payments_te_branch__aeaa97_idx ON public.payments_terminaldeposit USING btree (branch_id, "on" DESC);
CREATE INDEX payments_terminaldeposit_branch_id_43900bb6 ON public.payments_terminaldeposit USING btree (branch_id);
CREATE INDEX payments_terminaldeposit_by_id_29dda020 ON public.payments_terminaldeposit USING btree (by_id);
CREATE INDEX payments_we_created_16dbea_idx ON public.payments_webhookdelivery USING btree (created_at DESC);
CREATE INDEX payments_we_transac_0f4dbd_idx ON public.payments_webhookdelivery USING btree (transaction_id);
CREATE INDEX payments_webhookdelivery_transaction_id_7cae8708 ON public.payments_webhookdelivery USING btree (transaction_id);
CREATE INDEX person_note_newest ON public.accounts_personnote USING btree (person_id, id DESC);
CREATE INDEX placement_newest ON public.courses_placement USING btree (found_on, id);
CREATE INDEX placement_session_finished ON public.quizzes_placementsession USING btree (finished_at);
CREATE INDEX placement_session_newest ON public.quizzes_placementsession USING btree (started_at, id);
CREATE INDEX portal_erasurerequest_decided_by_id_58b6d467 ON public.portal_erasurerequest USING btree (decided_by_id);
CREATE INDEX portal_erasurerequest_person_id_c4f462ef ON public.portal_erasurerequest USING btree (person_id);
CREATE INDEX portal_erasurerequest_requested_by_id_c3343b35 ON public.portal_erasurerequest USING btree (requested_by_id);
CREATE INDEX portal_expo_person__7acf08_idx ON public.portal_exportrequest USING btree (person_id, id DESC);
CREATE INDEX portal_exportrequest_file_id_99d7e14a ON public.portal_exportrequest USING btree (file_id);
CREATE INDEX portal_exportrequest_person_id_4570fbfc ON public.portal_exportrequest USING btree (person_id);
CREATE INDEX portal_exportrequest_requested_by_id_a41b257c ON public.portal_exportrequest USING btree (requested_by_id);
CREATE INDEX portal_fami_author__2c1d74_idx ON public.portal_familymessage USING btree (author_id, id DESC);
CREATE INDEX portal_fami_student_a5e165_idx ON public.portal_familymessage USING btree (student_id, id DESC);
CREATE INDEX portal_familyanswer_author_id_e4149201 ON public.portal_familyanswer USING btree (author_id);
CREATE INDEX portal_familyanswer_message_id_0ad401f8 ON public.portal_familyanswer USING btree (message_id);
CREATE INDEX portal_familymessage_author_id_0f270094 ON public.portal_familymessage USING btree (author_id);
CREATE INDEX portal_familymessage_student_id_5c55b259 ON public.portal_familymessage USING btree (student_id);
CREATE INDEX portal_familymessage_template_id_39733e2f ON public.portal_familymessage USING btree (template_id);
CREATE INDEX portal_telegramtalk_child_id_a607defd ON public.portal_telegramtalk USING btree (child_id);
CREATE INDEX process_beat_role ON public.jobs_processbeat USING btree (role, seen_at);
CREATE UNIQUE INDEX proposal_one_open ON public.homework_scoreproposal USING btree (attempt_id) WHERE ((state)::text = ANY ((ARRAY['listening'::character varying, 'ready'::character varying])::text[]));
CREATE INDEX provider_transaction_live ON public.payments_providertransaction USING btree (provider_time) WHERE (state = 1);
CREATE INDEX pupil_risk_highest ON public.analytics_pupilrisk USING btree (risk DESC);
CREATE UNIQUE INDEX question_export_one_waiting ON public.quizzes_questionexport USING btree (bank_id, format, tag) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX question_tags ON public.quizzes_question USING gin (tags);
CREATE INDEX quiz_answer_waiting ON public.quizzes_answer USING btree (id) WHERE waits;
CREATE INDEX quiz_attempt_by_day ON public.quizzes_quizattempt USING btree (handed_in_at);
CREATE INDEX quiz_attempt_due ON public.quizzes_quizattempt USING btree (deadline) WHERE ((state)::text = 'open'::text);
CREATE UNIQUE INDEX quiz_attempt_one_open ON public.quizzes_quizattempt USING btree (quiz_id, user_id) WHERE ((state)::text = 'open'::text);
CREATE INDEX quizzes_ans_version_e1e40c_idx ON public.quizzes_answer USING btree (version_id);
CREATE INDEX quizzes_answer_attempt_id_edb0a031 ON public.quizzes_answer USING btree (attempt_id);
CREATE INDEX quizzes_answer_marked_by_id_53ce8042 ON public.quizzes_answer USING btree (marked_by_id);
CREATE INDEX quizzes_answer_scored_by_id_40f1fd93 ON public.quizzes_answer USING btree (scored_by_id);
CREATE INDEX quizzes_answer_version_id_131c59fa ON public.quizzes_answer USING btree (version_id);
CREATE INDEX quizzes_answerfile_answer_id_e8699fac ON public.quizzes_answerfile USING btree (answer_id);
CREATE INDEX quizzes_answerfile_file_id_a49c93f1 ON public.quizzes_answerfile USING btree (file_id);
CREATE INDEX quizzes_lateanswer_accepted_by_id_e11c1ebd ON public.quizzes_lateanswer USING btree (accepted_by_id);
CREATE INDEX quizzes_placementanswer_session_id_aacb3953 ON public.quizzes_placementanswer USING btree (session_id);
CREATE INDEX quizzes_placementanswer_version_id_1852b216 ON public.quizzes_placementanswer USING btree (version_id);
CREATE INDEX quizzes_placementlink_by_id_7f174398 ON public.quizzes_placementlink USING btree (by_id);
CREATE INDEX quizzes_placementlink_test_id_07690d56 ON public.quizzes_placementlink USING btree (test_id);
CREATE INDEX quizzes_placementlink_token_sha256_621acbfa_like ON public.quizzes_placementlink USING btree (token_sha256 varchar_pattern_ops);
CREATE INDEX quizzes_placementsession_link_id_c8c72074 ON public.quizzes_placementsession USING btree (link_id);
CREATE INDEX quizzes_placementsession_secret_sha256_70f102f0_like ON public.quizzes_placementsession USING btree (secret_sha256 varchar_pattern_ops);
CREATE INDEX quizzes_placementsession_test_id_593d84df ON public.quizzes_placementsession USING btree (test_id);
CREATE INDEX quizzes_placementsession_user_id_bb3d1337 ON public.quizzes_placementsession USING btree (user_id);
CREATE INDEX quizzes_placementspeech_file_id_9db0d679 ON public.quizzes_placementspeech USING btree (file_id);
CREATE INDEX quizzes_placementspeech_model_id_dbef2b70 ON public.quizzes_placementspeech USING btree (model_id);
CREATE INDEX quizzes_placementspeech_version_id_2c59319c ON public.quizzes_placementspeech USING btree (version_id);
CREATE INDEX quizzes_placementtest_bank_id_605df6ef ON public.quizzes_placementtest USING btree (bank_id);
CREATE INDEX quizzes_placementtest_by_id_a0f18eb7 ON public.quizzes_placementtest USING btree (by_id);
CREATE INDEX quizzes_placementtest_token_sha256_4c90c057_like ON public.quizzes_placementtest USING btree (token_sha256 varchar_pattern_ops);
CREATE INDEX quizzes_que_bank_id_149eb2_idx ON public.quizzes_question USING btree (bank_id, id DESC);
CREATE INDEX quizzes_que_bank_id_a0cf4c_idx ON public.quizzes_questionimport USING btree (bank_id, created_at DESC);
CREATE INDEX quizzes_que_bank_id_ac7067_idx ON public.quizzes_questionexport USING btree (bank_id, created_at DESC);
CREATE INDEX quizzes_que_course__e8d7ad_idx ON public.quizzes_questionbank USING btree (course_id, created_at DESC);
CREATE INDEX quizzes_question_bank_id_926578ba ON public.quizzes_question USING btree (bank_id);
CREATE INDEX quizzes_questionbank_course_id_fdc9c5b5 ON public.quizzes_questionbank USING btree (course_id);
CREATE INDEX quizzes_questionexport_bank_id_54efbd7d ON public.quizzes_questionexport USING btree (bank_id);
CREATE INDEX quizzes_questionexport_by_id_221b2d68 ON public.quizzes_questionexport USING btree (by_id);
CREATE INDEX quizzes_questionexport_file_id_0b62d5a8 ON public.quizzes_questionexport USING btree (file_id);
CREATE INDEX quizzes_questionfile_added_by_id_39b9caeb ON public.quizzes_questionfile USING btree (added_by_id);
CREATE INDEX quizzes_questionfile_bank_id_dce84bb4 ON public.quizzes_questionfile USING btree (bank_id);
CREATE INDEX quizzes_questionfile_file_id_70c68aa4 ON public.quizzes_questionfile USING btree (file_id);
CREATE INDEX quizzes_questionimport_bank_id_f5b09539 ON public.quizzes_questionimport USING btree (bank_id);
CREATE INDEX quizzes_questionimport_by_id_17146754 ON public.quizzes_questionimport USING btree (by_id);
CREATE INDEX quizzes_questionimport_file_id_b29ca51a ON public.quizzes_questionimport USING btree (file_id);
CREATE INDEX quizzes_questionversion_audio_id_1382e699 ON public.quizzes_questionversion USING btree (audio_id);
CREATE INDEX quizzes_questionversion_made_by_id_02873f1e ON public.quizzes_questionversion USING btree (made_by_id);
CREATE INDEX quizzes_questionversion_question_id_d6936507 ON public.quizzes_questionversion USING btree (question_id);
CREATE INDEX quizzes_qui_course__7cec39_idx ON public.quizzes_quiz USING btree (course_id, id DESC);
CREATE INDEX quizzes_qui_group_i_782808_idx ON public.quizzes_quiz USING btree (group_id, id DESC);
CREATE INDEX quizzes_qui_user_id_ac28f6_idx ON public.quizzes_quizattempt USING btree (user_id, id DESC);
CREATE INDEX quizzes_quiz_author_id_cb0b1f2d ON public.quizzes_quiz USING btree (author_id);
CREATE INDEX quizzes_quiz_course_id_6476d9c4 ON public.quizzes_quiz USING btree (course_id);
CREATE INDEX quizzes_quiz_course_lesson_id_356d80e3 ON public.quizzes_quiz USING btree (course_lesson_id);
CREATE INDEX quizzes_quiz_group_id_50127ed9 ON public.quizzes_quiz USING btree (group_id);
CREATE INDEX quizzes_quiz_lesson_id_dc41be0f ON public.quizzes_quiz USING btree (lesson_id);
CREATE INDEX quizzes_quizattempt_quiz_id_da54d53d ON public.quizzes_quizattempt USING btree (quiz_id);
CREATE INDEX quizzes_quizattempt_user_id_e9ee8fc7 ON public.quizzes_quizattempt USING btree (user_id);
CREATE INDEX quizzes_quizextension_by_id_4e37fd29 ON public.quizzes_quizextension USING btree (by_id);
CREATE INDEX quizzes_quizextension_quiz_id_100b2f8c ON public.quizzes_quizextension USING btree (quiz_id);
CREATE INDEX quizzes_quizextension_user_id_8cba1c88 ON public.quizzes_quizextension USING btree (user_id);
CREATE INDEX quizzes_quizquestion_bank_id_4ccf7416 ON public.quizzes_quizquestion USING btree (bank_id);
CREATE INDEX quizzes_quizquestion_question_id_3dc185c2 ON public.quizzes_quizquestion USING btree (question_id);
CREATE INDEX quizzes_quizquestion_quiz_id_a4c4f532 ON public.quizzes_quizquestion USING btree (quiz_id);
CREATE INDEX quizzes_regrade_by_id_90ad9022 ON public.quizzes_regrade USING btree (by_id);
CREATE INDEX quizzes_regrade_version_id_755e34e4 ON public.quizzes_regrade USING btree (version_id);
CREATE INDEX quizzes_spokenresult_model_id_c78b6741 ON public.quizzes_spokenresult USING btree (model_id);
CREATE INDEX realtime_socketticket_expires_at_97f2d3e7 ON public.realtime_socketticket USING btree (expires_at);
CREATE INDEX realtime_socketticket_token_sha256_5356ab1b_like ON public.realtime_socketticket USING btree (token_sha256 varchar_pattern_ops);
CREATE INDEX realtime_socketticket_user_id_9ff59d71 ON public.realtime_socketticket USING btree (user_id);
CREATE INDEX realtime_st_at_be00ac_idx ON public.realtime_streamevent USING btree (at);
CREATE INDEX realtime_stream_name_3163ea3c_like ON public.realtime_stream USING btree (name varchar_pattern_ops);
CREATE UNIQUE INDEX redemption_one_waits ON public.gamification_redemption USING btree (student_id, item_id) WHERE ((state)::text = 'requested'::text);
CREATE UNIQUE INDEX refresh_token_one_unused ON public.accounts_refreshtoken USING btree (session_id) WHERE (used_at IS NULL);
CREATE UNIQUE INDEX regrade_one_at_a_time ON public.quizzes_regrade USING btree (version_id) WHERE (NOT ((state)::text = 'applied'::text));
CREATE INDEX reply_by_day ON public.forums_reply USING btree (created_at);
CREATE INDEX reply_folded ON public.forums_reply USING gin (folded public.gin_trgm_ops);
CREATE UNIQUE INDEX reply_one_accepted ON public.forums_reply USING btree (discussion_id) WHERE (accepted_at IS NOT NULL);
CREATE INDEX report_card_batch_newest ON public.analytics_reportcardbatch USING btree (group_id, created_at DESC);
CREATE INDEX report_card_of_pupil ON public.analytics_reportcard USING btree (student_id, sent_at DESC);
CREATE UNIQUE INDEX report_card_one_unsent ON public.analytics_reportcard USING btree (batch_id, student_id) WHERE (sent_at IS NULL);
CREATE INDEX report_expiring ON public.analytics_report USING btree (expires_at) WHERE ((state)::text = 'done'::text);
CREATE INDEX report_of_user ON public.analytics_report USING btree (by_id, created_at DESC);
CREATE INDEX report_schedule_due ON public.analytics_reportschedule USING btree (next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX report_schedule_of_user ON public.analytics_reportschedule USING btree (by_id, created_at DESC);
CREATE INDEX resources_d_resourc_3faf90_idx ON public.resources_download USING btree (resource_id, created_at DESC);
CREATE INDEX resources_download_resource_id_4860adc5 ON public.resources_download USING btree (resource_id);
CREATE INDEX resources_download_user_id_aa0afef5 ON public.resources_download USING btree (user_id);
CREATE INDEX resources_l_course__9f3822_idx ON public.resources_lessonresource USING btree (course_id, "position");
CREATE INDEX resources_l_lesson__7b03cb_idx ON public.resources_lessonresource USING btree (lesson_id, "position");
CREATE INDEX resources_lessonresource_added_by_id_fbb3add3 ON public.resources_lessonresource USING btree (added_by_id);
CREATE INDEX resources_lessonresource_course_id_1d16b21a ON public.resources_lessonresource USING btree (course_id);
CREATE INDEX resources_lessonresource_lesson_id_0f3961d3 ON public.resources_lessonresource USING btree (lesson_id);
CREATE INDEX resources_lessonresource_media_id_0f9a3f93 ON public.resources_lessonresource USING btree (media_id);
CREATE INDEX resources_mediafile_added_by_id_3fd48f65 ON public.resources_mediafile USING btree (added_by_id);
CREATE INDEX risk_action_of_pupil ON public.analytics_riskaction USING btree (student_id, created_at DESC);
CREATE INDEX risk_model_newest ON public.analytics_riskmodel USING btree (created_at DESC);
CREATE UNIQUE INDEX room_name_once_per_branch ON public.lessons_room USING btree (branch_id, name) WHERE (archived_at IS NULL);
CREATE INDEX sanction_open ON public.moderation_sanction USING btree (person_id) WHERE (lifted_at IS NULL);
CREATE INDEX settings_auditlog_action_ae152d51 ON public.settings_auditlog USING btree (action);
CREATE INDEX settings_auditlog_action_ae152d51_like ON public.settings_auditlog USING btree (action varchar_pattern_ops);
CREATE INDEX settings_auditlog_actor_id_dcc12385 ON public.settings_auditlog USING btree (actor_id);
CREATE INDEX settings_auditlog_object_id_ee0d8329 ON public.settings_auditlog USING btree (object_id);
CREATE INDEX settings_auditlog_object_id_ee0d8329_like ON public.settings_auditlog USING btree (object_id varchar_pattern_ops);
CREATE INDEX settings_systemsettings_logo_id_10323eb8 ON public.settings_systemsettings USING btree (logo_id);
CREATE UNIQUE INDEX shift_one_open_a_desk ON public.payments_shift USING btree (desk_id) WHERE (closed_at IS NULL);
CREATE INDEX skill_answer_newest ON public.kids_skillanswer USING btree (child_id, given_at DESC);
CREATE INDEX skill_answer_of_child ON public.kids_skillanswer USING btree (child_id, skill_id, given_on);
CREATE UNIQUE INDEX sms_once_a_key ON public.messaging_smsmessage USING btree (key) WHERE (NOT ((key)::text = ''::text));
CREATE UNIQUE INDEX sms_once_at_provider ON public.messaging_smsmessage USING btree (provider_id) WHERE (NOT ((provider_id)::text = ''::text));
CREATE INDEX source_trial_of_candidate ON public.kids_sourcetrial USING btree (candidate, counted_at);
CREATE INDEX student_coin_changed ON public.gamification_studentcoin USING btree (student_id) WHERE changed;
CREATE UNIQUE INDEX subscription_once_while_open ON public.payments_subscription USING btree (learner_id, course_id) WHERE (ended_at IS NULL);
CREATE INDEX subscription_running ON public.payments_subscription USING btree (until) WHERE (ended_at IS NULL);
CREATE INDEX support_assignmentrule_branch_id_f62b9c4b ON public.support_assignmentrule USING btree (branch_id);
CREATE INDEX support_assignmentrule_category_id_7553a2e6 ON public.support_assignmentrule USING btree (category_id);
CREATE INDEX support_cannedanswer_category_id_60ba899c ON public.support_cannedanswer USING btree (category_id);
CREATE INDEX support_cannedanswer_title_7205603e_like ON public.support_cannedanswer USING btree (title varchar_pattern_ops);
CREATE INDEX support_gue_email_f916ad_idx ON public.support_guestrequest USING btree (email, created_at DESC);
CREATE INDEX support_guestrequest_category_id_18e09248 ON public.support_guestrequest USING btree (category_id);
CREATE INDEX support_guestrequest_token_sha256_b39ae38c_like ON public.support_guestrequest USING btree (token_sha256 varchar_pattern_ops);
CREATE INDEX support_inc_sender_33f06a_idx ON public.support_incomingmail USING btree (sender, created_at DESC);
CREATE INDEX support_incomingmail_comment_id_e03e5d34 ON public.support_incomingmail USING btree (comment_id);
CREATE INDEX support_incomingmail_message_id_5bc99f16_like ON public.support_incomingmail USING btree (message_id varchar_pattern_ops);
CREATE INDEX support_incomingmail_ticket_id_0f6a7cf4 ON public.support_incomingmail USING btree (ticket_id);
CREATE INDEX support_mailboxposition_name_b3b4c064_like ON public.support_mailboxposition USING btree (name varchar_pattern_ops);
CREATE INDEX support_openinghours_branch_id_fc85c431 ON public.support_openinghours USING btree (branch_id);
CREATE INDEX support_outgoingmail_comment_id_d74a2f8e ON public.support_outgoingmail USING btree (comment_id);
CREATE INDEX support_outgoingmail_message_id_f31524a1_like ON public.support_outgoingmail USING btree (message_id varchar_pattern_ops);
CREATE INDEX support_outgoingmail_ticket_id_2e07423b ON public.support_outgoingmail USING btree (ticket_id);
CREATE INDEX support_rulemember_rule_id_e49ab206 ON public.support_rulemember USING btree (rule_id);
CREATE INDEX support_rulemember_user_id_9f72bdf9 ON public.support_rulemember USING btree (user_id);
CREATE INDEX support_servicetarget_priority_f1a919fa_like ON public.support_servicetarget USING btree (priority varchar_pattern_ops);
CREATE INDEX support_tic_assigne_eb763c_idx ON public.support_ticket USING btree (assignee_id, state);
CREATE INDEX support_tic_branch__087126_idx ON public.support_ticket USING btree (branch_id, state, created_at DESC);
CREATE INDEX support_tic_reporte_9572f1_idx ON public.support_ticket USING btree (reporter_id, created_at DESC);
CREATE INDEX support_tic_ticket__a7fcd8_idx ON public.support_ticketcomment USING btree (ticket_id, created_at, id);
CREATE INDEX support_ticket_about_id_13898187 ON public.support_ticket USING btree (about_id);
CREATE INDEX support_ticket_assignee_id_ef88bb0a ON public.support_ticket USING btree (assignee_id);
CREATE INDEX support_ticket_attempt_id_b914bfdd ON public.support_ticket USING btree (attempt_id);
CREATE INDEX support_ticket_branch_id_adaa175e ON public.support_ticket USING btree (branch_id);
CREATE INDEX support_ticket_category_id_52e7c2b1 ON public.support_ticket USING btree (category_id);
CREATE INDEX support_ticket_mail_token_a653ea74_like ON public.support_ticket USING btree (mail_token varchar_pattern_ops);
CREATE INDEX support_ticket_merged_into_id_b7ccbe03 ON public.support_ticket USING btree (merged_into_id);
CREATE INDEX support_ticket_payment_id_d51acaa2 ON public.support_ticket USING btree (payment_id);
CREATE INDEX support_ticket_reporter_id_47de56de ON public.support_ticket USING btree (reporter_id);
CREATE INDEX support_ticketalarm_ticket_id_ff1c0091 ON public.support_ticketalarm USING btree (ticket_id);
CREATE INDEX support_ticketcomment_author_id_a3e13f78 ON public.support_ticketcomment USING btree (author_id);
CREATE INDEX support_ticketcomment_moved_from_id_19bf969b ON public.support_ticketcomment USING btree (moved_from_id);
CREATE INDEX support_ticketcomment_ticket_id_ff028e93 ON public.support_ticketcomment USING btree (ticket_id);
CREATE INDEX support_ticketfile_comment_id_79e1b3f4 ON public.support_ticketfile USING btree (comment_id);
CREATE INDEX support_ticketfile_file_id_d117022f ON public.support_ticketfile USING btree (file_id);
CREATE INDEX support_ticketfile_owner_id_dfc53c23 ON public.support_ticketfile USING btree (owner_id);
CREATE INDEX support_ticketpause_ticket_id_2f57e656 ON public.support_ticketpause USING btree (ticket_id);
CREATE INDEX telegram_update_waits ON public.messaging_telegramupdate USING btree (chat_id, update_id) WHERE (NOT (chat_id = 0));
CREATE UNIQUE INDEX text_report_one_open ON public.moderation_textreport USING btree (case_id, author_id) WHERE (closed_at IS NULL);
CREATE INDEX ticket_folded ON public.support_ticket USING gin (folded public.gin_trgm_ops);
CREATE UNIQUE INDEX ticket_pause_one_open ON public.support_ticketpause USING btree (ticket_id) WHERE (ended_at IS NULL);
CREATE INDEX user_email_beginning ON public.accounts_user USING btree (email varchar_pattern_ops);
CREATE INDEX user_folded ON public.accounts_user USING gin (folded public.gin_trgm_ops);
CREATE INDEX user_folded_patronymic ON public.accounts_user USING gin (folded_patronymic public.gin_trgm_ops);
CREATE INDEX user_merged_into ON public.accounts_user USING btree (merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE INDEX user_name_key ON public.accounts_user USING gin (name_key public.gin_trgm_ops);
CREATE INDEX user_phone_digits ON public.accounts_user USING gin (phone public.gin_trgm_ops);
CREATE INDEX userverification_address ON public.accounts_userverification USING btree (address, id DESC);
CREATE INDEX video_filmc_expires_9ea9ae_idx ON public.video_filmcopy USING btree (expires_at);
CREATE INDEX video_filmc_user_id_dfbf39_idx ON public.video_filmcopy USING btree (user_id, created_at DESC);
CREATE INDEX video_filmcopy_file_id_512e2cc4 ON public.video_filmcopy USING btree (file_id);
CREATE INDEX video_filmcopy_user_id_38bb5a40 ON public.video_filmcopy USING btree (user_id);
CREATE INDEX video_filmcopy_video_id_91e46d30 ON public.video_filmcopy USING btree (video_id);
CREATE INDEX video_hostedvideo_provider_id_a9fba693_like ON public.video_hostedvideo USING btree (provider_id varchar_pattern_ops);
CREATE INDEX video_hostedvideo_video_id_38d0491e ON public.video_hostedvideo USING btree (video_id);
CREATE INDEX video_playb_user_id_31695a_idx ON public.video_playback USING btree (user_id, expires_at);
CREATE INDEX video_playb_video_i_1e4f6e_idx ON public.video_playback USING btree (video_id, created_at);
CREATE INDEX video_playback_session_id_8539b73c ON public.video_playback USING btree (session_id);
CREATE INDEX video_playback_token_sha256_ad9b7d98_like ON public.video_playback USING btree (token_sha256 varchar_pattern_ops);
CREATE INDEX video_playback_user_id_ee5fc501 ON public.video_playback USING btree (user_id);
CREATE INDEX video_playback_video_id_1bff6d15 ON public.video_playback USING btree (video_id);
CREATE INDEX video_rendition_video_id_099b1376 ON public.video_rendition USING btree (video_id);
CREATE INDEX video_subtitles_changed_by_id_9931e2db ON public.video_subtitles USING btree (changed_by_id);
CREATE INDEX video_subtitles_made_by_id_de0ed382 ON public.video_subtitles USING btree (made_by_id);
CREATE INDEX video_subtitles_video_id_01248559 ON public.video_subtitles USING btree (video_id);
CREATE INDEX video_transcription_asked_by_id_8db13de8 ON public.video_transcription USING btree (asked_by_id);
CREATE UNIQUE INDEX waiting_once_while_open ON public.courses_waitingentry USING btree (group_id, student_id) WHERE (closed_at IS NULL);
CREATE INDEX webhook_arrival_newest ON public.messaging_webhookarrival USING btree (created_at DESC);
CREATE INDEX webhook_delivery_age ON public.webhooks_webhookdelivery USING btree (created_at);
CREATE INDEX webhook_delivery_feed ON public.webhooks_webhookdelivery USING btree (webhook_id, id DESC);
CREATE UNIQUE INDEX webhook_event_acted_on_once ON public.payments_webhookdelivery USING btree (provider, event_id) WHERE ((NOT ((event_id)::text = ''::text)) AND ((verdict)::text = ANY ((ARRAY['done'::character varying, 'ignored'::character varying, 'refused'::character varying])::text[])));
CREATE INDEX webhooks_webhookdelivery_webhook_id_195f5243 ON public.webhooks_webhookdelivery USING btree (webhook_id);
CREATE TRIGGER changed_rows_are_of_known_children AFTER UPDATE ON ai.lesson_interactions_clean REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.talim_ai_keep_known_children();
CREATE TRIGGER changed_rows_are_of_known_children AFTER UPDATE ON ai.quiz_attempts_clean REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.talim_ai_keep_known_children();
CREATE TRIGGER changed_rows_are_of_known_children AFTER UPDATE ON ai.recommendations REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.talim_ai_keep_known_children();
CREATE TRIGGER changed_rows_are_of_known_children AFTER UPDATE ON ai.student_features REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.talim_ai_keep_known_children();
CREATE TRIGGER changed_rows_are_of_known_children AFTER UPDATE ON ai.student_ml_dataset REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.talim_ai_keep_known_children();
CREATE TRIGGER gate BEFORE INSERT OR UPDATE ON ai.lesson_interactions_clean FOR EACH STATEMENT EXECUTE FUNCTION public.talim_ai_pass_the_gate();
CREATE TRIGGER gate BEFORE INSERT OR UPDATE ON ai.quiz_attempts_clean FOR EACH STATEMENT EXECUTE FUNCTION public.talim_ai_pass_the_gate();
CREATE TRIGGER gate BEFORE INSERT OR UPDATE ON ai.recommendations FOR EACH STATEMENT EXECUTE FUNCTION public.talim_ai_pass_the_gate();
CREATE TRIGGER gate BEFORE INSERT OR UPDATE ON ai.student_features FOR EACH STATEMENT EXECUTE FUNCTION public.talim_ai_pass_the_gate();
CREATE TRIGGER gate BEFORE INSERT OR UPDATE ON ai.student_ml_dataset FOR EACH STATEMENT EXECUTE FUNCTION public.talim_ai_pass_the_gate();
CREATE TRIGGER new_rows_are_of_known_children AFTER INSERT ON ai.lesson_interactions_clean REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.talim_ai_keep_known_children();
CREATE TRIGGER new_rows_are_of_known_children AFTER INSERT ON ai.quiz_attempts_clean REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.talim_ai_keep_known_children();
CREATE TRIGGER new_rows_are_of_known_children AFTER INSERT ON ai.recommendations REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.talim_ai_keep_known_children();
CREATE TRIGGER new_rows_are_of_known_children AFTER INSERT ON ai.student_features REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.talim_ai_keep_known_children();
CREATE TRIGGER new_rows_are_of_known_children AFTER INSERT ON ai.student_ml_dataset REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION public.talim_ai_keep_known_children();
CREATE TRIGGER rows_go_with_the_pseudonym BEFORE DELETE ON ai.lesson_interactions_raw FOR EACH ROW EXECUTE FUNCTION public.talim_ai_rows_go_with_the_pseudonym();
CREATE TRIGGER rows_go_with_the_pseudonym BEFORE DELETE ON ai.quiz_attempts_raw FOR EACH ROW EXECUTE FUNCTION public.talim_ai_rows_go_with_the_pseudonym();
CREATE TRIGGER rows_stay BEFORE UPDATE ON ai.lesson_interactions_raw FOR EACH ROW EXECUTE FUNCTION public.talim_ai_rows_stay();
CREATE TRIGGER rows_stay BEFORE DELETE OR UPDATE ON ai.ml_models FOR EACH ROW EXECUTE FUNCTION public.talim_ai_rows_stay();
CREATE TRIGGER rows_stay BEFORE UPDATE ON ai.quiz_attempts_raw FOR EACH ROW EXECUTE FUNCTION public.talim_ai_rows_stay();
CREATE TRIGGER table_stays BEFORE TRUNCATE ON ai.lesson_interactions_raw FOR EACH STATEMENT EXECUTE FUNCTION public.talim_ai_rows_stay();
CREATE TRIGGER table_stays BEFORE TRUNCATE ON ai.ml_models FOR EACH STATEMENT EXECUTE FUNCTION public.talim_ai_rows_stay();
CREATE TRIGGER table_stays BEFORE TRUNCATE ON ai.quiz_attempts_raw FOR EACH STATEMENT EXECUTE FUNCTION public.talim_ai_rows_stay();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.analytics_activity REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_analytics_activity();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.attendance_attendance REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_attendance_attendance();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.attendance_attendancestatus REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_attendance_attendancestatus();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.chat_chatroom REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_chat_chatroom();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.chat_message REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_chat_message();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.courses_freeze REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_courses_freeze();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.courses_group REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_courses_group();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.courses_membership REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_courses_membership();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.courses_membershipchange REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_courses_membershipchange();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.forums_discussion REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_forums_discussion();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.forums_reply REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_forums_reply();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.gamification_cointransaction REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_gamification_cointransaction();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.homework_assignment REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_homework_assignment();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.homework_attempt REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_homework_attempt();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.homework_homework REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_homework_homework();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.leads_lead REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_leads_lead();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.lessons_lesson REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_lessons_lesson();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.payments_ledgertransfer REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_payments_ledgertransfer();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.payments_payment REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_payments_payment();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.quizzes_quiz REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_quizzes_quiz();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.quizzes_quizattempt REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_quizzes_quizattempt();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.settings_branch REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_settings_branch();
CREATE TRIGGER analytics_note_delete AFTER DELETE ON public.support_ticket REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_support_ticket();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.analytics_activity REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_analytics_activity();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.attendance_attendance REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_attendance_attendance();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.attendance_attendancestatus REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_attendance_attendancestatus();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.chat_chatroom REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_chat_chatroom();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.chat_message REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_chat_message();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.courses_freeze REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_courses_freeze();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.courses_group REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_courses_group();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.courses_membership REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_courses_membership();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.courses_membershipchange REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_courses_membershipchange();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.forums_discussion REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_forums_discussion();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.forums_reply REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_forums_reply();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.gamification_cointransaction REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_gamification_cointransaction();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.homework_assignment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_homework_assignment();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.homework_attempt REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_homework_attempt();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.homework_homework REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_homework_homework();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.leads_lead REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_leads_lead();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.lessons_lesson REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_lessons_lesson();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.payments_ledgertransfer REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_payments_ledgertransfer();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.payments_payment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_payments_payment();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.quizzes_quiz REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_quizzes_quiz();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.quizzes_quizattempt REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_quizzes_quizattempt();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.settings_branch REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_settings_branch();
CREATE TRIGGER analytics_note_insert AFTER INSERT ON public.support_ticket REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_support_ticket();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.analytics_activity REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_analytics_activity();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.attendance_attendance REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_attendance_attendance();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.attendance_attendancestatus REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_attendance_attendancestatus();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.chat_chatroom REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_chat_chatroom();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.chat_message REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_chat_message();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.courses_freeze REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_courses_freeze();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.courses_group REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_courses_group();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.courses_membership REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_courses_membership();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.courses_membershipchange REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_courses_membershipchange();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.forums_discussion REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_forums_discussion();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.forums_reply REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_forums_reply();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.gamification_cointransaction REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_gamification_cointransaction();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.homework_assignment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_homework_assignment();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.homework_attempt REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_homework_attempt();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.homework_homework REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_homework_homework();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.leads_lead REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_leads_lead();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.lessons_lesson REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_lessons_lesson();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.payments_ledgertransfer REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_payments_ledgertransfer();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.payments_payment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_payments_payment();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.quizzes_quiz REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_quizzes_quiz();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.quizzes_quizattempt REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_quizzes_quizattempt();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.settings_branch REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_settings_branch();
CREATE TRIGGER analytics_note_update AFTER UPDATE ON public.support_ticket REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.talim_analytics_note_support_ticket();
CREATE TRIGGER audit_log_rows_stay BEFORE DELETE OR UPDATE ON public.settings_auditlog FOR EACH ROW EXECUTE FUNCTION public.talim_audit_log_append_only();
CREATE TRIGGER audit_log_stays BEFORE TRUNCATE ON public.settings_auditlog FOR EACH STATEMENT EXECUTE FUNCTION public.talim_audit_log_append_only();
CREATE TRIGGER birth_date_is_copied AFTER INSERT OR UPDATE OF birth_date ON public.accounts_childprofile FOR EACH ROW EXECUTE FUNCTION public.talim_copy_birth_date();
CREATE TRIGGER coin_transactions_stay BEFORE DELETE OR UPDATE ON public.gamification_cointransaction FOR EACH ROW EXECUTE FUNCTION public.talim_coins_append_only();
CREATE TRIGGER coin_transactions_stay_all BEFORE TRUNCATE ON public.gamification_cointransaction FOR EACH STATEMENT EXECUTE FUNCTION public.talim_coins_append_only();
CREATE TRIGGER consents_signed_on_stays BEFORE UPDATE OF signed_on ON public.accounts_consent FOR EACH ROW EXECUTE FUNCTION public.talim_consents_stay();
CREATE TRIGGER consents_stay BEFORE UPDATE OF person_id, kind, revision, given, text_version, created_at ON public.accounts_consent FOR EACH ROW EXECUTE FUNCTION public.talim_consents_stay();
CREATE TRIGGER courses_seats_of_changed AFTER UPDATE OF left_on, group_id ON public.courses_membership FOR EACH ROW WHEN (((old.group_id <> new.group_id) OR ((old.left_on IS NULL) <> (new.left_on IS NULL)))) EXECUTE FUNCTION public.courses_count_seats();
CREATE TRIGGER courses_seats_of_new_and_gone AFTER INSERT OR DELETE ON public.courses_membership FOR EACH ROW EXECUTE FUNCTION public.courses_count_seats();
CREATE TRIGGER ledger_entries_stay BEFORE DELETE OR UPDATE ON public.payments_ledgerentry FOR EACH ROW EXECUTE FUNCTION public.talim_ledger_append_only();
CREATE TRIGGER ledger_entries_stay_all BEFORE TRUNCATE ON public.payments_ledgerentry FOR EACH STATEMENT EXECUTE FUNCTION public.talim_ledger_append_only();
CREATE TRIGGER ledger_entry_moves_balance BEFORE INSERT ON public.payments_ledgerentry FOR EACH ROW EXECUTE FUNCTION public.talim_ledger_entry_moves_balance();
CREATE CONSTRAINT TRIGGER ledger_transfer_balances AFTER INSERT ON public.payments_ledgerentry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.talim_ledger_transfer_balances();
CREATE TRIGGER ledger_transfer_in_an_open_month BEFORE INSERT ON public.payments_ledgertransfer FOR EACH ROW EXECUTE FUNCTION public.talim_ledger_transfer_in_an_open_month();
CREATE TRIGGER ledger_transfers_stay BEFORE DELETE OR UPDATE ON public.payments_ledgertransfer FOR EACH ROW EXECUTE FUNCTION public.talim_ledger_append_only();
CREATE TRIGGER ledger_transfers_stay_all BEFORE TRUNCATE ON public.payments_ledgertransfer FOR EACH STATEMENT EXECUTE FUNCTION public.talim_ledger_append_only();
CREATE TRIGGER question_versions_stay BEFORE UPDATE ON public.quizzes_questionversion FOR EACH ROW WHEN (((((((((((old.question_id IS DISTINCT FROM new.question_id) OR (old.number IS DISTINCT FROM new.number)) OR (old.prompt IS DISTINCT FROM new.prompt)) OR (old.pictures IS DISTINCT FROM new.pictures)) OR (old.audio_id IS DISTINCT FROM new.audio_id)) OR (old.max_plays IS DISTINCT FROM new.max_plays)) OR (old.body IS DISTINCT FROM new.body)) OR (old.key IS DISTINCT FROM new.key)) OR (old.points IS DISTINCT FROM new.points)) OR ((old.language)::text IS DISTINCT FROM (new.language)::text))) EXECUTE FUNCTION public.talim_question_versions_stay();
CREATE TRIGGER rows_of_a_pseudonym_go AFTER DELETE OR UPDATE OF ml_student_id ON public.kids_mlstudentmap FOR EACH ROW EXECUTE FUNCTION public.talim_ai_forget_pseudonym();
ALTER TABLE ONLY public.accounts_activationlink ADD CONSTRAINT accounts_activationl_created_by_id_7c11719a_fk_accounts_ FOREIGN KEY (created_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_activationlink ADD CONSTRAINT accounts_activationlink_user_id_28f9fcf5_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_activitylog ADD CONSTRAINT accounts_activitylog_user_id_2d7b43c7_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_childdevice ADD CONSTRAINT accounts_childdevice_child_id_e9cf75dc_fk_accounts_user_id FOREIGN KEY (child_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_childdevice ADD CONSTRAINT accounts_childdevice_opened_by_id_aa8a87bc_fk_accounts_user_id FOREIGN KEY (opened_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_childprofile ADD CONSTRAINT accounts_childprofile_user_id_3e74f252_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_consent ADD CONSTRAINT accounts_consent_given_by_id_fb41ff20_fk_accounts_user_id FOREIGN KEY (given_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_consent ADD CONSTRAINT accounts_consent_person_id_dc6f3178_fk_accounts_user_id FOREIGN KEY (person_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_consent ADD CONSTRAINT accounts_consent_photo_id_808ce1e9_fk_core_storedfile_id FOREIGN KEY (photo_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_contactperson ADD CONSTRAINT accounts_contactperson_person_id_4f7b511e_fk_accounts_user_id FOREIGN KEY (person_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_guardian ADD CONSTRAINT accounts_guardian_child_id_e163a284_fk_accounts_user_id FOREIGN KEY (child_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_guardian ADD CONSTRAINT accounts_guardian_parent_id_567eec29_fk_accounts_user_id FOREIGN KEY (parent_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_invitation_branches ADD CONSTRAINT accounts_invitation__branch_id_b86225cb_fk_settings_ FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_invitation_branches ADD CONSTRAINT accounts_invitation__invitation_id_fa6ac3d4_fk_accounts_ FOREIGN KEY (invitation_id) REFERENCES public.accounts_invitation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_invitation ADD CONSTRAINT accounts_invitation_accepted_by_id_ba632539_fk_accounts_user_id FOREIGN KEY (accepted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_invitation ADD CONSTRAINT accounts_invitation_invited_by_id_94a21efc_fk_accounts_user_id FOREIGN KEY (invited_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_invitation ADD CONSTRAINT accounts_invitation_own_role_id_d39cb796_fk_accounts_ownrole_id FOREIGN KEY (own_role_id) REFERENCES public.accounts_ownrole(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_knowndevice ADD CONSTRAINT accounts_knowndevice_user_id_3bdfdf5e_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_mfaticket ADD CONSTRAINT accounts_mfaticket_user_id_01be9ff6_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_onboardinganswer ADD CONSTRAINT accounts_onboardinga_question_id_26b21e47_fk_accounts_ FOREIGN KEY (question_id) REFERENCES public.accounts_onboardingquestion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_onboardinganswer ADD CONSTRAINT accounts_onboardinganswer_user_id_8a1a43d7_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_passwordresettoken ADD CONSTRAINT accounts_passwordres_user_id_2789bc5c_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_personnote ADD CONSTRAINT accounts_personnote_author_id_97d79a6a_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_personnote ADD CONSTRAINT accounts_personnote_person_id_4b9a9287_fk_accounts_user_id FOREIGN KEY (person_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_recoverycode ADD CONSTRAINT accounts_recoverycode_user_id_994761d3_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_refreshtoken ADD CONSTRAINT accounts_refreshtoke_session_id_97916894_fk_accounts_ FOREIGN KEY (session_id) REFERENCES public.accounts_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_session ADD CONSTRAINT accounts_session_user_id_d5aaed01_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_session ADD CONSTRAINT accounts_session_viewed_by_id_f1ac3e93_fk_accounts_user_id FOREIGN KEY (viewed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_studentprofile ADD CONSTRAINT accounts_studentprof_institution_id_9f9c615d_fk_accounts_ FOREIGN KEY (institution_id) REFERENCES public.accounts_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_studentprofile ADD CONSTRAINT accounts_studentprofile_user_id_04a48d2e_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_teacherprofile ADD CONSTRAINT accounts_teacherprof_institution_id_7ff6010b_fk_accounts_ FOREIGN KEY (institution_id) REFERENCES public.accounts_institution(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_teacherprofile ADD CONSTRAINT accounts_teacherprofile_user_id_9582b3e8_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_telegramlink ADD CONSTRAINT accounts_telegramlink_user_id_fc5e6824_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_telegramstart ADD CONSTRAINT accounts_telegramstart_user_id_b4e75efe_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_totpdevice ADD CONSTRAINT accounts_totpdevice_user_id_1f8e3d27_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_user ADD CONSTRAINT accounts_user_avatar_id_5ce2f0b3_fk_core_storedfile_id FOREIGN KEY (avatar_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_user_branches ADD CONSTRAINT accounts_user_branches_branch_id_e134a618_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_user_branches ADD CONSTRAINT accounts_user_branches_user_id_e71cebef_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_user ADD CONSTRAINT accounts_user_merged_into_id_6b7da1e6_fk_accounts_user_id FOREIGN KEY (merged_into_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_user ADD CONSTRAINT accounts_user_own_role_id_c66cae5a_fk_accounts_ownrole_id FOREIGN KEY (own_role_id) REFERENCES public.accounts_ownrole(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_userverification ADD CONSTRAINT accounts_userverification_user_id_4f36017f_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_activity ADD CONSTRAINT analytics_activity_branch_id_24c15360_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_activity ADD CONSTRAINT analytics_activity_person_id_fb26b50e_fk_accounts_user_id FOREIGN KEY (person_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_branchday ADD CONSTRAINT analytics_branchday_branch_id_74b1d4e8_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_courseday ADD CONSTRAINT analytics_courseday_branch_id_4f283286_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_courseday ADD CONSTRAINT analytics_courseday_course_id_125bde71_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_groupday ADD CONSTRAINT analytics_groupday_group_id_12f07a51_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_ownfigure ADD CONSTRAINT analytics_ownfigure_owner_id_a49dfec6_fk_accounts_user_id FOREIGN KEY (owner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_personday ADD CONSTRAINT analytics_personday_branch_id_1413750a_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_personday ADD CONSTRAINT analytics_personday_group_id_dffbee3d_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_personday ADD CONSTRAINT analytics_personday_person_id_f017841e_fk_accounts_user_id FOREIGN KEY (person_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_pupilrisk ADD CONSTRAINT analytics_pupilrisk_model_id_4939613d_fk_analytics_riskmodel_id FOREIGN KEY (model_id) REFERENCES public.analytics_riskmodel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_pupilrisk ADD CONSTRAINT analytics_pupilrisk_student_id_f22e4495_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_report ADD CONSTRAINT analytics_report_by_id_5e7e7f06_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_report ADD CONSTRAINT analytics_report_file_id_cf392505_fk_core_storedfile_id FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_report ADD CONSTRAINT analytics_report_schedule_id_3646e2df_fk_analytics FOREIGN KEY (schedule_id) REFERENCES public.analytics_reportschedule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_reportcard ADD CONSTRAINT analytics_reportcard_batch_id_d4b20cca_fk_analytics FOREIGN KEY (batch_id) REFERENCES public.analytics_reportcardbatch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_reportcard ADD CONSTRAINT analytics_reportcard_comment_by_id_5ef23567_fk_accounts_user_id FOREIGN KEY (comment_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_reportcard ADD CONSTRAINT analytics_reportcard_pdf_en_id_3d84a2b7_fk_core_storedfile_id FOREIGN KEY (pdf_en_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_reportcard ADD CONSTRAINT analytics_reportcard_pdf_ru_id_33d27240_fk_core_storedfile_id FOREIGN KEY (pdf_ru_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_reportcard ADD CONSTRAINT analytics_reportcard_pdf_uz_id_b1ce03c2_fk_core_storedfile_id FOREIGN KEY (pdf_uz_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_reportcard ADD CONSTRAINT analytics_reportcard_student_id_cbf61dd0_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_reportcardbatch ADD CONSTRAINT analytics_reportcardbatch_by_id_e6f6dec2_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_reportcardbatch ADD CONSTRAINT analytics_reportcardbatch_group_id_851b02ba_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_reportreceiver ADD CONSTRAINT analytics_reportrece_schedule_id_22d46e2b_fk_analytics FOREIGN KEY (schedule_id) REFERENCES public.analytics_reportschedule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_reportreceiver ADD CONSTRAINT analytics_reportreceiver_user_id_44ab4441_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_reportschedule ADD CONSTRAINT analytics_reportschedule_by_id_ca47acc8_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_riskaction ADD CONSTRAINT analytics_riskaction_by_id_6ce4acc1_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_riskaction ADD CONSTRAINT analytics_riskaction_student_id_d4fd9b41_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.analytics_staleday ADD CONSTRAINT analytics_staleday_build_id_82ee0720_fk_analytics_factsbuild_id FOREIGN KEY (build_id) REFERENCES public.analytics_factsbuild(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_absencealert ADD CONSTRAINT attendance_absencealert_group_id_9d634028_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_absencealert ADD CONSTRAINT attendance_absencealert_student_id_2125c016_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_absencenotice ADD CONSTRAINT attendance_absenceno_lesson_id_876db512_fk_lessons_l FOREIGN KEY (lesson_id) REFERENCES public.lessons_lesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_absencenotice ADD CONSTRAINT attendance_absenceno_student_id_2412f8aa_fk_accounts_ FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_attendancehistory ADD CONSTRAINT attendance_attendanc_changed_by_id_180de2dc_fk_accounts_ FOREIGN KEY (changed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_attendancehistory ADD CONSTRAINT attendance_attendanc_from_status_id_a5addc16_fk_attendanc FOREIGN KEY (from_status_id) REFERENCES public.attendance_attendancestatus(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_attendancehistory ADD CONSTRAINT attendance_attendanc_lesson_id_43055c26_fk_lessons_l FOREIGN KEY (lesson_id) REFERENCES public.lessons_lesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_attendance ADD CONSTRAINT attendance_attendanc_status_id_ac33d17d_fk_attendanc FOREIGN KEY (status_id) REFERENCES public.attendance_attendancestatus(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_attendancehistory ADD CONSTRAINT attendance_attendanc_student_id_e0a2e0b7_fk_accounts_ FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_attendancehistory ADD CONSTRAINT attendance_attendanc_to_status_id_a5f9167e_fk_attendanc FOREIGN KEY (to_status_id) REFERENCES public.attendance_attendancestatus(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_attendance ADD CONSTRAINT attendance_attendance_lesson_id_9c4b66bc_fk_lessons_lesson_id FOREIGN KEY (lesson_id) REFERENCES public.lessons_lesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_attendance ADD CONSTRAINT attendance_attendance_marked_by_id_0698c76f_fk_accounts_user_id FOREIGN KEY (marked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_attendance ADD CONSTRAINT attendance_attendance_student_id_94863613_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_attendancehistory ADD CONSTRAINT attendance_attendancehistory_by_id_de8696ed_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_excuse ADD CONSTRAINT attendance_excuse_asked_by_id_502b4b43_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_excuse ADD CONSTRAINT attendance_excuse_decided_by_id_e5cc88ae_fk_accounts_user_id FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_excuse ADD CONSTRAINT attendance_excuse_student_id_1d8af840_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_makeup ADD CONSTRAINT attendance_makeup_by_id_2770a891_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_makeup ADD CONSTRAINT attendance_makeup_lesson_id_0a40906d_fk_lessons_lesson_id FOREIGN KEY (lesson_id) REFERENCES public.lessons_lesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.attendance_makeup ADD CONSTRAINT attendance_makeup_mark_id_4989c892_fk_attendance_attendance_id FOREIGN KEY (mark_id) REFERENCES public.attendance_attendance(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.certificates_certificaterule ADD CONSTRAINT certificates_certifi_author_id_6dffa306_fk_accounts_ FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.certificates_certificatetemplateversion ADD CONSTRAINT certificates_certifi_author_id_c12170f1_fk_accounts_ FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.certificates_certificate ADD CONSTRAINT certificates_certifi_awarded_by_id_12789ea9_fk_accounts_ FOREIGN KEY (awarded_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.certificates_certificate ADD CONSTRAINT certificates_certifi_course_id_3df6d8a3_fk_courses_c FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.certificates_certificaterule ADD CONSTRAINT certificates_certifi_course_id_58a0bc12_fk_courses_c FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.certificates_certificatetemplate ADD CONSTRAINT certificates_certifi_current_id_06ff3bba_fk_certifica FOREIGN KEY (current_id) REFERENCES public.certificates_certificatetemplateversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.certificates_certificatepicture ADD CONSTRAINT certificates_certifi_file_id_46efd659_fk_core_stor FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.certificates_certificate ADD CONSTRAINT certificates_certifi_key_id_77f8942c_fk_certifica FOREIGN KEY (key_id) REFERENCES public.certificates_certificatekey(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.certificates_certificaterule ADD CONSTRAINT certificates_certifi_quiz_id_62f31571_fk_quizzes_q FOREIGN KEY (quiz_id) REFERENCES public.quizzes_quiz(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.certificates_certificate ADD CONSTRAINT certificates_certifi_revoked_by_id_5e13ff2c_fk_accounts_ FOREIGN KEY (revoked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.certificates_certificate ADD CONSTRAINT certificates_certifi_rule_id_2dd719ab_fk_certifica FOREIGN KEY (rule_id) REFERENCES public.certificates_certificaterule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.certificates_certificate ADD CONSTRAINT certificates_certifi_student_id_05656e32_fk_accounts_ FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.certificates_certificaterule ADD CONSTRAINT certificates_certifi_template_id_30abe594_fk_certifica FOREIGN KEY (template_id) REFERENCES public.certificates_certificatetemplate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.certificates_certificate ADD CONSTRAINT certificates_certifi_template_id_c997eba3_fk_certifica FOREIGN KEY (template_id) REFERENCES public.certificates_certificatetemplate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.certificates_certificatetemplateversion ADD CONSTRAINT certificates_certifi_template_id_d21eb3da_fk_certifica FOREIGN KEY (template_id) REFERENCES public.certificates_certificatetemplate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.certificates_certificate ADD CONSTRAINT certificates_certifi_version_id_fea31139_fk_certifica FOREIGN KEY (version_id) REFERENCES public.certificates_certificatetemplateversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.certificates_certificate ADD CONSTRAINT certificates_certificate_pdf_id_1c7996d9_fk_core_storedfile_id FOREIGN KEY (pdf_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chat_block ADD CONSTRAINT chat_block_blocked_id_89acb6d2_fk_accounts_user_id FOREIGN KEY (blocked_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chat_block ADD CONSTRAINT chat_block_blocker_id_3815892a_fk_accounts_user_id FOREIGN KEY (blocker_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chat_chatroom ADD CONSTRAINT chat_chatroom_branch_id_54a4b885_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chat_chatroom ADD CONSTRAINT chat_chatroom_continued_in_id_83afbc15_fk_chat_chatroom_id FOREIGN KEY (continued_in_id) REFERENCES public.chat_chatroom(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chat_chatroom ADD CONSTRAINT chat_chatroom_course_id_c2b56f62_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chat_chatroom ADD CONSTRAINT chat_chatroom_group_id_0228b781_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chat_chatroom ADD CONSTRAINT chat_chatroom_lesson_id_feee46fe_fk_lessons_lesson_id FOREIGN KEY (lesson_id) REFERENCES public.lessons_lesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chat_chatroom ADD CONSTRAINT chat_chatroom_other_id_5c48b110_fk_accounts_user_id FOREIGN KEY (other_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chat_chatroom ADD CONSTRAINT chat_chatroom_person_id_087a977c_fk_accounts_user_id FOREIGN KEY (person_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chat_message ADD CONSTRAINT chat_message_author_id_923569d5_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chat_message ADD CONSTRAINT chat_message_deleted_by_id_84f8bbc9_fk_accounts_user_id FOREIGN KEY (deleted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chat_message ADD CONSTRAINT chat_message_reply_to_id_afede338_fk_chat_message_id FOREIGN KEY (reply_to_id) REFERENCES public.chat_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chat_message ADD CONSTRAINT chat_message_room_id_5e7d8d78_fk_chat_chatroom_id FOREIGN KEY (room_id) REFERENCES public.chat_chatroom(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chat_message ADD CONSTRAINT chat_message_voice_id_2e72eae6_fk_core_storedfile_id FOREIGN KEY (voice_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chat_messageversion ADD CONSTRAINT chat_messageversion_message_id_400b5a18_fk_chat_message_id FOREIGN KEY (message_id) REFERENCES public.chat_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chat_reaction ADD CONSTRAINT chat_reaction_message_id_e8fe8671_fk_chat_message_id FOREIGN KEY (message_id) REFERENCES public.chat_message(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chat_reaction ADD CONSTRAINT chat_reaction_user_id_72fc92d0_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chat_readposition ADD CONSTRAINT chat_readposition_room_id_3ec0b5ad_fk_chat_chatroom_id FOREIGN KEY (room_id) REFERENCES public.chat_chatroom(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chat_readposition ADD CONSTRAINT chat_readposition_user_id_d33a1847_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_bulkchange ADD CONSTRAINT core_bulkchange_by_id_51bc49c6_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_idempotencykey ADD CONSTRAINT core_idempotencykey_user_id_ca0b627c_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_storedfile ADD CONSTRAINT core_storedfile_owner_id_dc0c4f58_fk_accounts_user_id FOREIGN KEY (owner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_upload ADD CONSTRAINT core_upload_file_id_fc1107ef_fk_core_storedfile_id FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.core_upload ADD CONSTRAINT core_upload_owner_id_32a06859_fk_accounts_user_id FOREIGN KEY (owner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.course_transfers_courseexport ADD CONSTRAINT course_transfers_cou_by_id_27b93cbb_fk_accounts_ FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.course_transfers_courseimport ADD CONSTRAINT course_transfers_cou_by_id_cef7da78_fk_accounts_ FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.course_transfers_courseexport ADD CONSTRAINT course_transfers_cou_course_id_392bfccc_fk_courses_c FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.course_transfers_courseimport ADD CONSTRAINT course_transfers_cou_course_id_77013b05_fk_courses_c FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.course_transfers_courseexport ADD CONSTRAINT course_transfers_cou_file_id_133fe8e0_fk_core_stor FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.course_transfers_courseimport ADD CONSTRAINT course_transfers_cou_package_id_1c69df83_fk_core_stor FOREIGN KEY (package_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.course_transfers_courseimport ADD CONSTRAINT course_transfers_cou_quizzes_id_c7fa3c3f_fk_core_stor FOREIGN KEY (quizzes_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_course ADD CONSTRAINT courses_course_category_id_d64b93bf_fk_courses_category_id FOREIGN KEY (category_id) REFERENCES public.courses_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_course_prerequisites ADD CONSTRAINT courses_course_prere_from_course_id_9cda6dc7_fk_courses_c FOREIGN KEY (from_course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_course_prerequisites ADD CONSTRAINT courses_course_prere_to_course_id_d895f6b3_fk_courses_c FOREIGN KEY (to_course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_course ADD CONSTRAINT courses_course_thumbnail_id_006d324c_fk_core_storedfile_id FOREIGN KEY (thumbnail_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_courseprice ADD CONSTRAINT courses_courseprice_course_id_130e5ae4_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_courseteacher ADD CONSTRAINT courses_courseteacher_course_id_7f908375_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_courseteacher ADD CONSTRAINT courses_courseteacher_teacher_id_f0ed7e6b_fk_accounts_user_id FOREIGN KEY (teacher_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_coursethumbnail ADD CONSTRAINT courses_coursethumbnail_course_id_5bdb8766_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_coursethumbnail ADD CONSTRAINT courses_coursethumbnail_file_id_820296e8_fk_core_storedfile_id FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_freeze ADD CONSTRAINT courses_freeze_by_id_5b727545_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_freeze ADD CONSTRAINT courses_freeze_membership_id_7bf50c3a_fk_courses_membership_id FOREIGN KEY (membership_id) REFERENCES public.courses_membership(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_group_assistants ADD CONSTRAINT courses_group_assistants_group_id_4a0bc47b_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_group_assistants ADD CONSTRAINT courses_group_assistants_user_id_63bb4654_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_group ADD CONSTRAINT courses_group_branch_id_45dd8981_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_group ADD CONSTRAINT courses_group_course_id_00726ff6_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_group ADD CONSTRAINT courses_group_lead_teacher_id_48caed5d_fk_accounts_user_id FOREIGN KEY (lead_teacher_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_holiday ADD CONSTRAINT courses_holiday_branch_id_ee19606b_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_import ADD CONSTRAINT courses_import_by_id_48dde32d_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_import ADD CONSTRAINT courses_import_file_id_bd78037c_fk_core_storedfile_id FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_importmapping ADD CONSTRAINT courses_importmapping_by_id_639793b4_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_importrow ADD CONSTRAINT courses_importrow_belongs_to_id_b6de6188_fk_courses_import_id FOREIGN KEY (belongs_to_id) REFERENCES public.courses_import(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_leadchange ADD CONSTRAINT courses_leadchange_by_id_c73aa5ed_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_leadchange ADD CONSTRAINT courses_leadchange_former_id_c512ec0b_fk_accounts_user_id FOREIGN KEY (former_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_leadchange ADD CONSTRAINT courses_leadchange_group_id_893d6811_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_leadchange ADD CONSTRAINT courses_leadchange_teacher_id_5637498d_fk_accounts_user_id FOREIGN KEY (teacher_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_membership ADD CONSTRAINT courses_membership_continues_id_78f4695c_fk_courses_m FOREIGN KEY (continues_id) REFERENCES public.courses_membership(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_membership ADD CONSTRAINT courses_membership_group_id_b5741afe_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_membership ADD CONSTRAINT courses_membership_student_id_5ab2a105_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_membershipchange ADD CONSTRAINT courses_membershipch_membership_id_623a77a8_fk_courses_m FOREIGN KEY (membership_id) REFERENCES public.courses_membership(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_membershipchange ADD CONSTRAINT courses_membershipchange_by_id_e8105c47_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_placement ADD CONSTRAINT courses_placement_found_by_id_794aa4e1_fk_accounts_user_id FOREIGN KEY (found_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_placement ADD CONSTRAINT courses_placement_level_id_b0f7fa40_fk_courses_level_id FOREIGN KEY (level_id) REFERENCES public.courses_level(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_placement ADD CONSTRAINT courses_placement_student_id_9916f305_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_waitingentry ADD CONSTRAINT courses_waitingentry_group_id_1e70d829_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_waitingentry ADD CONSTRAINT courses_waitingentry_membership_id_4aece688_fk_courses_m FOREIGN KEY (membership_id) REFERENCES public.courses_membership(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.courses_waitingentry ADD CONSTRAINT courses_waitingentry_student_id_1022e566_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.django_admin_log ADD CONSTRAINT django_admin_log_content_type_id_c4bce8eb_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.django_admin_log ADD CONSTRAINT django_admin_log_user_id_c564eba6_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_discussion ADD CONSTRAINT forums_discussion_author_id_adaa0228_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_discussion ADD CONSTRAINT forums_discussion_forum_id_39962ae1_fk_forums_forum_id FOREIGN KEY (forum_id) REFERENCES public.forums_forum(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_discussion ADD CONSTRAINT forums_discussion_lesson_id_1a08dbe3_fk_learning_ FOREIGN KEY (lesson_id) REFERENCES public.learning_courselesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_discussion ADD CONSTRAINT forums_discussion_merged_into_id_a6fa72ab_fk_forums_di FOREIGN KEY (merged_into_id) REFERENCES public.forums_discussion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_discussion ADD CONSTRAINT forums_discussion_split_from_id_33775e6b_fk_forums_di FOREIGN KEY (split_from_id) REFERENCES public.forums_discussion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_discussionread ADD CONSTRAINT forums_discussionrea_discussion_id_ccab6108_fk_forums_di FOREIGN KEY (discussion_id) REFERENCES public.forums_discussion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_discussionread ADD CONSTRAINT forums_discussionread_user_id_ef9bc910_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_forum ADD CONSTRAINT forums_forum_branch_id_e2f60b2d_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_forum ADD CONSTRAINT forums_forum_course_id_1fece8cd_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_forum ADD CONSTRAINT forums_forum_group_id_12bb524f_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_forumfile ADD CONSTRAINT forums_forumfile_discussion_id_468d09be_fk_forums_discussion_id FOREIGN KEY (discussion_id) REFERENCES public.forums_discussion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_forumfile ADD CONSTRAINT forums_forumfile_file_id_75a91814_fk_core_storedfile_id FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_forumfile ADD CONSTRAINT forums_forumfile_owner_id_ab4668bf_fk_accounts_user_id FOREIGN KEY (owner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_forumfile ADD CONSTRAINT forums_forumfile_reply_id_84af485d_fk_forums_reply_id FOREIGN KEY (reply_id) REFERENCES public.forums_reply(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_forumreader ADD CONSTRAINT forums_forumreader_forum_id_e54871c1_fk_forums_forum_id FOREIGN KEY (forum_id) REFERENCES public.forums_forum(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_forumreader ADD CONSTRAINT forums_forumreader_user_id_c838a409_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_reply ADD CONSTRAINT forums_reply_author_id_2cb0d281_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_reply ADD CONSTRAINT forums_reply_discussion_id_22a7232f_fk_forums_discussion_id FOREIGN KEY (discussion_id) REFERENCES public.forums_discussion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_reply ADD CONSTRAINT forums_reply_parent_id_439abd15_fk_forums_reply_id FOREIGN KEY (parent_id) REFERENCES public.forums_reply(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_textedit ADD CONSTRAINT forums_textedit_discussion_id_6c0377a6_fk_forums_discussion_id FOREIGN KEY (discussion_id) REFERENCES public.forums_discussion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_textedit ADD CONSTRAINT forums_textedit_editor_id_bee2c5f8_fk_accounts_user_id FOREIGN KEY (editor_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_textedit ADD CONSTRAINT forums_textedit_reply_id_bf3c100f_fk_forums_reply_id FOREIGN KEY (reply_id) REFERENCES public.forums_reply(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_textmention ADD CONSTRAINT forums_textmention_discussion_id_2c877f77_fk_forums_di FOREIGN KEY (discussion_id) REFERENCES public.forums_discussion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_textmention ADD CONSTRAINT forums_textmention_reply_id_60663547_fk_forums_reply_id FOREIGN KEY (reply_id) REFERENCES public.forums_reply(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_textmention ADD CONSTRAINT forums_textmention_user_id_5bf24314_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_textnotice ADD CONSTRAINT forums_textnotice_discussion_id_04758e1f_fk_forums_di FOREIGN KEY (discussion_id) REFERENCES public.forums_discussion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_textnotice ADD CONSTRAINT forums_textnotice_user_id_89f8e1c3_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_upvote ADD CONSTRAINT forums_upvote_reply_id_6a97892c_fk_forums_reply_id FOREIGN KEY (reply_id) REFERENCES public.forums_reply(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.forums_upvote ADD CONSTRAINT forums_upvote_user_id_0fa03d5f_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.gamification_achievementgrant ADD CONSTRAINT gamification_achieve_achievement_id_00c8867b_fk_gamificat FOREIGN KEY (achievement_id) REFERENCES public.gamification_achievement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.gamification_achievementgrant ADD CONSTRAINT gamification_achieve_student_id_9bc24559_fk_accounts_ FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.gamification_coinadjustment ADD CONSTRAINT gamification_coinadj_entry_id_39ee9e4e_fk_gamificat FOREIGN KEY (entry_id) REFERENCES public.gamification_cointransaction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.gamification_coinadjustment ADD CONSTRAINT gamification_coinadj_student_id_ae4f2e9e_fk_accounts_ FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.gamification_coinadjustment ADD CONSTRAINT gamification_coinadjustment_by_id_fb5fec44_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.gamification_cointransaction ADD CONSTRAINT gamification_cointra_student_id_cda28b36_fk_accounts_ FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.gamification_groupboard ADD CONSTRAINT gamification_groupboard_group_id_8107f428_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.gamification_leaderboardrow ADD CONSTRAINT gamification_leaderb_board_id_cabe2d6d_fk_gamificat FOREIGN KEY (board_id) REFERENCES public.gamification_leaderboard(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.gamification_leaderboard ADD CONSTRAINT gamification_leaderb_course_id_da3a7586_fk_courses_c FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.gamification_leaderboardrow ADD CONSTRAINT gamification_leaderb_student_id_1aef63a6_fk_accounts_ FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.gamification_leaderboard ADD CONSTRAINT gamification_leaderboard_group_id_90e7cc16_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.gamification_redemption ADD CONSTRAINT gamification_redempt_decided_by_id_f1ffd8e4_fk_accounts_ FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.gamification_redemption ADD CONSTRAINT gamification_redempt_item_id_783ae1cc_fk_gamificat FOREIGN KEY (item_id) REFERENCES public.gamification_shopitem(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.gamification_redemption ADD CONSTRAINT gamification_redemption_student_id_2a18fb11_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.gamification_shopitem ADD CONSTRAINT gamification_shopitem_branch_id_56ab4a92_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.gamification_streakreward ADD CONSTRAINT gamification_streakr_student_id_9c5aaa0c_fk_accounts_ FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.gamification_studentcoin ADD CONSTRAINT gamification_student_student_id_a4708ed0_fk_accounts_ FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.gamification_studyday ADD CONSTRAINT gamification_studyday_student_id_d9731285_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_assignmentrubric ADD CONSTRAINT grading_assignmentru_assignment_id_b689acfc_fk_homework_ FOREIGN KEY (assignment_id) REFERENCES public.homework_assignment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_assignmentrubric ADD CONSTRAINT grading_assignmentru_rubric_id_9c809185_fk_grading_r FOREIGN KEY (rubric_id) REFERENCES public.grading_rubric(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_filledrubric ADD CONSTRAINT grading_filledrubric_author_id_5c4bb191_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_filledrubric ADD CONSTRAINT grading_filledrubric_homework_id_fa780670_fk_homework_ FOREIGN KEY (homework_id) REFERENCES public.homework_homework(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_filledrubric ADD CONSTRAINT grading_filledrubric_version_id_02fc4b7b_fk_grading_r FOREIGN KEY (version_id) REFERENCES public.grading_rubricversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_gradeappeal ADD CONSTRAINT grading_gradeappeal_answered_by_id_84d16333_fk_accounts_user_id FOREIGN KEY (answered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_gradeappeal ADD CONSTRAINT grading_gradeappeal_author_id_2f2f5989_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_gradeappeal ADD CONSTRAINT grading_gradeappeal_entry_id_974a22e7_fk_grading_gradeentry_id FOREIGN KEY (entry_id) REFERENCES public.grading_gradeentry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_gradeappeal ADD CONSTRAINT grading_gradeappeal_item_id_eba7b043_fk_grading_gradeitem_id FOREIGN KEY (item_id) REFERENCES public.grading_gradeitem(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_gradeappeal ADD CONSTRAINT grading_gradeappeal_student_id_34b48878_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_gradebook ADD CONSTRAINT grading_gradebook_course_id_fc3aa35f_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_gradebook ADD CONSTRAINT grading_gradebook_group_id_38566033_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_gradebook ADD CONSTRAINT grading_gradebook_own_scale_id_b04a9362_fk_grading_g FOREIGN KEY (own_scale_id) REFERENCES public.grading_gradescale(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_gradecategory ADD CONSTRAINT grading_gradecategor_gradebook_id_b25f016a_fk_grading_g FOREIGN KEY (gradebook_id) REFERENCES public.grading_gradebook(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_gradeentry ADD CONSTRAINT grading_gradeentry_author_id_e064b80b_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_gradeentry ADD CONSTRAINT grading_gradeentry_item_id_2d4c919a_fk_grading_gradeitem_id FOREIGN KEY (item_id) REFERENCES public.grading_gradeitem(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_gradeentry ADD CONSTRAINT grading_gradeentry_student_id_4bc7fb40_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_gradeextension ADD CONSTRAINT grading_gradeextension_author_id_4348eda2_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_gradeextension ADD CONSTRAINT grading_gradeextension_item_id_5f7b789e_fk_grading_gradeitem_id FOREIGN KEY (item_id) REFERENCES public.grading_gradeitem(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_gradeextension ADD CONSTRAINT grading_gradeextension_student_id_89ef8313_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_gradeitem ADD CONSTRAINT grading_gradeitem_assignment_id_51fb139a_fk_homework_ FOREIGN KEY (assignment_id) REFERENCES public.homework_assignment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_gradeitem ADD CONSTRAINT grading_gradeitem_category_id_39d54844_fk_grading_g FOREIGN KEY (category_id) REFERENCES public.grading_gradecategory(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_gradeitem ADD CONSTRAINT grading_gradeitem_gradebook_id_d597f9fd_fk_grading_gradebook_id FOREIGN KEY (gradebook_id) REFERENCES public.grading_gradebook(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_gradeitem ADD CONSTRAINT grading_gradeitem_quiz_id_39324562_fk_quizzes_quiz_id FOREIGN KEY (quiz_id) REFERENCES public.quizzes_quiz(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_gradescale ADD CONSTRAINT grading_gradescale_author_id_ed1fc544_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_provisionalmark ADD CONSTRAINT grading_provisionalm_marking_id_0e0a6ef9_fk_grading_s FOREIGN KEY (marking_id) REFERENCES public.grading_secondmarking(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_provisionalmark ADD CONSTRAINT grading_provisionalmark_author_id_d5620903_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_provisionalmark ADD CONSTRAINT grading_provisionalmark_student_id_fb5dd0db_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_rubric ADD CONSTRAINT grading_rubric_course_id_1b824898_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_rubric ADD CONSTRAINT grading_rubric_current_id_1a78b9fc_fk_grading_rubricversion_id FOREIGN KEY (current_id) REFERENCES public.grading_rubricversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_rubric ADD CONSTRAINT grading_rubric_group_id_f551aca8_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_rubricversion ADD CONSTRAINT grading_rubricversion_author_id_aab95a5e_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_rubricversion ADD CONSTRAINT grading_rubricversion_rubric_id_0970a59b_fk_grading_rubric_id FOREIGN KEY (rubric_id) REFERENCES public.grading_rubric(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_savedcomment ADD CONSTRAINT grading_savedcomment_author_id_23c043ad_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_secondmarking ADD CONSTRAINT grading_secondmarking_first_id_d7afd219_fk_accounts_user_id FOREIGN KEY (first_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_secondmarking ADD CONSTRAINT grading_secondmarking_item_id_da9e4bdf_fk_grading_gradeitem_id FOREIGN KEY (item_id) REFERENCES public.grading_gradeitem(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.grading_secondmarking ADD CONSTRAINT grading_secondmarking_second_id_76f2ed1d_fk_accounts_user_id FOREIGN KEY (second_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_appeal ADD CONSTRAINT homework_appeal_author_id_2b533df6_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_appeal ADD CONSTRAINT homework_appeal_homework_id_f31953d2_fk_homework_homework_id FOREIGN KEY (homework_id) REFERENCES public.homework_homework(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_appeal ADD CONSTRAINT homework_appeal_review_id_245e29bc_fk_homework_review_id FOREIGN KEY (review_id) REFERENCES public.homework_review(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_assignment ADD CONSTRAINT homework_assignment_author_id_2c15944d_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_assignment ADD CONSTRAINT homework_assignment_course_id_67239f38_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_assignment ADD CONSTRAINT homework_assignment_course_lesson_id_7de84d78_fk_learning_ FOREIGN KEY (course_lesson_id) REFERENCES public.learning_courselesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_assignment ADD CONSTRAINT homework_assignment_group_id_473accbd_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_assignment ADD CONSTRAINT homework_assignment_lesson_id_09d99586_fk_lessons_lesson_id FOREIGN KEY (lesson_id) REFERENCES public.lessons_lesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_assignment ADD CONSTRAINT homework_assignment_model_audio_id_d3e4fe31_fk_core_stor FOREIGN KEY (model_audio_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_attempt ADD CONSTRAINT homework_attempt_file_id_f67cd571_fk_core_storedfile_id FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_attempt ADD CONSTRAINT homework_attempt_homework_id_0879dcb6_fk_homework_homework_id FOREIGN KEY (homework_id) REFERENCES public.homework_homework(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_homework ADD CONSTRAINT homework_homework_assignment_id_9dfcdc30_fk_homework_ FOREIGN KEY (assignment_id) REFERENCES public.homework_assignment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_homework ADD CONSTRAINT homework_homework_best_attempt_id_008e6e9c_fk_homework_ FOREIGN KEY (best_attempt_id) REFERENCES public.homework_attempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_homework ADD CONSTRAINT homework_homework_last_attempt_id_fadcdfa3_fk_homework_ FOREIGN KEY (last_attempt_id) REFERENCES public.homework_attempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_homework ADD CONSTRAINT homework_homework_student_id_7bd2ad2a_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_homeworktranscript ADD CONSTRAINT homework_homeworktra_attempt_id_2e0a04f1_fk_homework_ FOREIGN KEY (attempt_id) REFERENCES public.homework_attempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_homeworktranscript ADD CONSTRAINT homework_homeworktra_model_id_d7d192d2_fk_registry_ FOREIGN KEY (model_id) REFERENCES public.registry_mlmodel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_review ADD CONSTRAINT homework_review_attempt_id_0ecf504b_fk_homework_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.homework_attempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_review ADD CONSTRAINT homework_review_homework_id_36baea32_fk_homework_homework_id FOREIGN KEY (homework_id) REFERENCES public.homework_homework(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_review ADD CONSTRAINT homework_review_reviewer_id_9ef48107_fk_accounts_user_id FOREIGN KEY (reviewer_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_review ADD CONSTRAINT homework_review_voice_id_c79e7793_fk_core_storedfile_id FOREIGN KEY (voice_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_scoreproposal ADD CONSTRAINT homework_scorepropos_attempt_id_fc455b4b_fk_homework_ FOREIGN KEY (attempt_id) REFERENCES public.homework_attempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_scoreproposal ADD CONSTRAINT homework_scorepropos_embedding_model_id_4c2349ac_fk_registry_ FOREIGN KEY (embedding_model_id) REFERENCES public.registry_mlmodel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_scoreproposal ADD CONSTRAINT homework_scorepropos_marking_model_id_220d705f_fk_registry_ FOREIGN KEY (marking_model_id) REFERENCES public.registry_mlmodel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_scoreproposal ADD CONSTRAINT homework_scoreproposal_author_id_0a843786_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_scoreproposal ADD CONSTRAINT homework_scoreproposal_model_id_2db1ac7d_fk_registry_mlmodel_id FOREIGN KEY (model_id) REFERENCES public.registry_mlmodel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_soundprint ADD CONSTRAINT homework_soundprint_file_id_f1f1e416_fk_core_storedfile_id FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_speechscore ADD CONSTRAINT homework_speechscore_attempt_id_0a997177_fk_homework_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.homework_attempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_speechscore ADD CONSTRAINT homework_speechscore_embedding_model_id_844d2fd4_fk_registry_ FOREIGN KEY (embedding_model_id) REFERENCES public.registry_mlmodel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_speechscore ADD CONSTRAINT homework_speechscore_marking_model_id_53f7fe2c_fk_registry_ FOREIGN KEY (marking_model_id) REFERENCES public.registry_mlmodel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_speechscore ADD CONSTRAINT homework_speechscore_model_id_467d51bb_fk_registry_mlmodel_id FOREIGN KEY (model_id) REFERENCES public.registry_mlmodel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_wordcorrection ADD CONSTRAINT homework_wordcorrect_attempt_id_8cbe3b6f_fk_homework_ FOREIGN KEY (attempt_id) REFERENCES public.homework_attempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.homework_wordcorrection ADD CONSTRAINT homework_wordcorrection_author_id_b5ea1ce6_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_activityanswer ADD CONSTRAINT kids_activityanswer_child_id_d2b56b79_fk_accounts_user_id FOREIGN KEY (child_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_activityanswer ADD CONSTRAINT kids_activityanswer_lesson_id_9fcdd597_fk_learning_ FOREIGN KEY (lesson_id) REFERENCES public.learning_courselesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_classexception ADD CONSTRAINT kids_classexception_author_id_cdbccde0_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_classexception ADD CONSTRAINT kids_classexception_child_id_0dd4f8ec_fk_accounts_user_id FOREIGN KEY (child_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_itemdifficulty ADD CONSTRAINT kids_itemdifficulty_skill_id_707b9192_fk_kids_skill_id FOREIGN KEY (skill_id) REFERENCES public.kids_skill(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_lessonclass ADD CONSTRAINT kids_lessonclass_lesson_id_fb81ec3f_fk_learning_courselesson_id FOREIGN KEY (lesson_id) REFERENCES public.learning_courselesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_lessonskill ADD CONSTRAINT kids_lessonskill_lesson_id_2e263bab_fk_learning_courselesson_id FOREIGN KEY (lesson_id) REFERENCES public.learning_courselesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_lessonskill ADD CONSTRAINT kids_lessonskill_skill_id_b2897b9f_fk_kids_skill_id FOREIGN KEY (skill_id) REFERENCES public.kids_skill(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_mlstudentmap ADD CONSTRAINT kids_mlstudentmap_child_id_eae18446_fk_accounts_user_id FOREIGN KEY (child_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_observation ADD CONSTRAINT kids_observation_author_id_54d3e6fa_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_observation ADD CONSTRAINT kids_observation_child_id_78193bda_fk_accounts_user_id FOREIGN KEY (child_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_observation ADD CONSTRAINT kids_observation_file_id_7b302aa7_fk_core_storedfile_id FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_observationskill ADD CONSTRAINT kids_observationskil_observation_id_aade7c43_fk_kids_obse FOREIGN KEY (observation_id) REFERENCES public.kids_observation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_observationskill ADD CONSTRAINT kids_observationskill_skill_id_8f486bad_fk_kids_skill_id FOREIGN KEY (skill_id) REFERENCES public.kids_skill(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_playday ADD CONSTRAINT kids_playday_child_id_de2f8e1f_fk_accounts_user_id FOREIGN KEY (child_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_playlimit ADD CONSTRAINT kids_playlimit_author_id_48c2e14f_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_playlimit ADD CONSTRAINT kids_playlimit_child_id_308aecbe_fk_accounts_user_id FOREIGN KEY (child_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_questionskill ADD CONSTRAINT kids_questionskill_question_id_f187a207_fk_quizzes_question_id FOREIGN KEY (question_id) REFERENCES public.quizzes_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_questionskill ADD CONSTRAINT kids_questionskill_skill_id_4475fe41_fk_kids_skill_id FOREIGN KEY (skill_id) REFERENCES public.kids_skill(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_shownlesson ADD CONSTRAINT kids_shownlesson_child_id_8aa65357_fk_accounts_user_id FOREIGN KEY (child_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_shownlesson ADD CONSTRAINT kids_shownlesson_lesson_id_ea4e9fc2_fk_learning_courselesson_id FOREIGN KEY (lesson_id) REFERENCES public.learning_courselesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_skill ADD CONSTRAINT kids_skill_parent_id_4d41469e_fk_kids_skill_id FOREIGN KEY (parent_id) REFERENCES public.kids_skill(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_skillanswer ADD CONSTRAINT kids_skillanswer_activity_answer_id_a6765799_fk_kids_acti FOREIGN KEY (activity_answer_id) REFERENCES public.kids_activityanswer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_skillanswer ADD CONSTRAINT kids_skillanswer_answer_id_4fc2943b_fk_quizzes_answer_id FOREIGN KEY (answer_id) REFERENCES public.quizzes_answer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_skillanswer ADD CONSTRAINT kids_skillanswer_child_id_633a2957_fk_accounts_user_id FOREIGN KEY (child_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_skillanswer ADD CONSTRAINT kids_skillanswer_skill_id_d494bdbb_fk_kids_skill_id FOREIGN KEY (skill_id) REFERENCES public.kids_skill(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_skillfit ADD CONSTRAINT kids_skillfit_model_id_8ed402cb_fk_registry_mlmodel_id FOREIGN KEY (model_id) REFERENCES public.registry_mlmodel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_skillfit ADD CONSTRAINT kids_skillfit_skill_id_ef28e97c_fk_kids_skill_id FOREIGN KEY (skill_id) REFERENCES public.kids_skill(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_skillmastery ADD CONSTRAINT kids_skillmastery_child_id_4c19c6e4_fk_accounts_user_id FOREIGN KEY (child_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_skillmastery ADD CONSTRAINT kids_skillmastery_overruled_by_id_07800365_fk_accounts_user_id FOREIGN KEY (overruled_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_skillmastery ADD CONSTRAINT kids_skillmastery_skill_id_b7b06b7d_fk_kids_skill_id FOREIGN KEY (skill_id) REFERENCES public.kids_skill(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_skillprerequisite ADD CONSTRAINT kids_skillprerequisite_needs_id_819d6fb5_fk_kids_skill_id FOREIGN KEY (needs_id) REFERENCES public.kids_skill(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_skillprerequisite ADD CONSTRAINT kids_skillprerequisite_skill_id_85c89788_fk_kids_skill_id FOREIGN KEY (skill_id) REFERENCES public.kids_skill(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.kids_sourcetrial ADD CONSTRAINT kids_sourcetrial_child_id_e351efd2_fk_accounts_user_id FOREIGN KEY (child_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_lead ADD CONSTRAINT leads_lead_branch_id_05eb6c10_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_lead ADD CONSTRAINT leads_lead_claimed_by_id_b249aeb9_fk_accounts_user_id FOREIGN KEY (claimed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_lead ADD CONSTRAINT leads_lead_converted_by_id_6cc791cc_fk_accounts_user_id FOREIGN KEY (converted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_lead ADD CONSTRAINT leads_lead_course_id_dc72ffff_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_lead ADD CONSTRAINT leads_lead_form_id_d3d00d5c_fk_leads_leadform_id FOREIGN KEY (form_id) REFERENCES public.leads_leadform(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_lead ADD CONSTRAINT leads_lead_group_id_32c4e008_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_lead ADD CONSTRAINT leads_lead_membership_id_fabe4c08_fk_courses_membership_id FOREIGN KEY (membership_id) REFERENCES public.courses_membership(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_lead ADD CONSTRAINT leads_lead_merged_into_id_c068178b_fk_leads_lead_id FOREIGN KEY (merged_into_id) REFERENCES public.leads_lead(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_lead ADD CONSTRAINT leads_lead_owner_id_1f4568d0_fk_accounts_user_id FOREIGN KEY (owner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_lead ADD CONSTRAINT leads_lead_stage_id_75332acb_fk_leads_leadstage_id FOREIGN KEY (stage_id) REFERENCES public.leads_leadstage(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_lead ADD CONSTRAINT leads_lead_student_id_28debf37_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_leadcontract ADD CONSTRAINT leads_leadcontract_group_id_de6f43e2_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_leadcontract ADD CONSTRAINT leads_leadcontract_lead_id_1f3302c1_fk_leads_lead_id FOREIGN KEY (lead_id) REFERENCES public.leads_lead(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_leadcontract ADD CONSTRAINT leads_leadcontract_student_id_31811460_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_leadcost ADD CONSTRAINT leads_leadcost_branch_id_7d523323_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_leadentry ADD CONSTRAINT leads_leadentry_author_id_c67757c7_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_leadentry ADD CONSTRAINT leads_leadentry_came_with_id_261cb406_fk_leads_lead_id FOREIGN KEY (came_with_id) REFERENCES public.leads_lead(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_leadentry ADD CONSTRAINT leads_leadentry_lead_id_bab02b86_fk_leads_lead_id FOREIGN KEY (lead_id) REFERENCES public.leads_lead(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_leadentry ADD CONSTRAINT leads_leadentry_test_id_165a14d0_fk_quizzes_placementlink_id FOREIGN KEY (test_id) REFERENCES public.quizzes_placementlink(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_leadform ADD CONSTRAINT leads_leadform_branch_id_79251bf1_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_leadform ADD CONSTRAINT leads_leadform_course_id_e6ab711b_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_leadphone ADD CONSTRAINT leads_leadphone_lead_id_47fafaec_fk_leads_lead_id FOREIGN KEY (lead_id) REFERENCES public.leads_lead(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_leadstage ADD CONSTRAINT leads_leadstage_branch_id_b8e21a39_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_metaarrival ADD CONSTRAINT leads_metaarrival_lead_id_c0ec8654_fk_leads_lead_id FOREIGN KEY (lead_id) REFERENCES public.leads_lead(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.leads_telegramstranger ADD CONSTRAINT leads_telegramstranger_lead_id_83fceb7c_fk_leads_lead_id FOREIGN KEY (lead_id) REFERENCES public.leads_lead(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_blockprogress ADD CONSTRAINT learning_blockprogre_lesson_id_3e2b7bc2_fk_learning_ FOREIGN KEY (lesson_id) REFERENCES public.learning_courselesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_blockprogress ADD CONSTRAINT learning_blockprogress_user_id_d4cbb3db_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_coursecontent ADD CONSTRAINT learning_courseconte_published_id_7423d6e0_fk_learning_ FOREIGN KEY (published_id) REFERENCES public.learning_courseversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_coursecontent ADD CONSTRAINT learning_coursecontent_course_id_0ed3e154_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_coursefile ADD CONSTRAINT learning_coursefile_added_by_id_e4213f7e_fk_accounts_user_id FOREIGN KEY (added_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_coursefile ADD CONSTRAINT learning_coursefile_course_id_0cbe8cfc_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_coursefile ADD CONSTRAINT learning_coursefile_file_id_d1b9ad03_fk_core_storedfile_id FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_courselesson ADD CONSTRAINT learning_courselesson_course_id_d47c4e74_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_courselesson ADD CONSTRAINT learning_courselesson_module_id_8c5e7c48_fk_learning_module_id FOREIGN KEY (module_id) REFERENCES public.learning_module(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_courselesson ADD CONSTRAINT learning_courselesson_saved_by_id_2a95aea6_fk_accounts_user_id FOREIGN KEY (saved_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_coursereview ADD CONSTRAINT learning_courserevie_answered_by_id_bb1d4150_fk_accounts_ FOREIGN KEY (answered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_coursereview ADD CONSTRAINT learning_coursereview_course_id_5bb0450d_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_coursereview ADD CONSTRAINT learning_coursereview_hidden_by_id_eccf8397_fk_accounts_user_id FOREIGN KEY (hidden_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_coursereview ADD CONSTRAINT learning_coursereview_user_id_efd2e71d_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_courseversion ADD CONSTRAINT learning_courseversi_published_by_id_51ffee21_fk_accounts_ FOREIGN KEY (published_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_courseversion ADD CONSTRAINT learning_courseversion_course_id_eaa31051_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_enrollment ADD CONSTRAINT learning_enrollment_by_id_43992b28_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_enrollment ADD CONSTRAINT learning_enrollment_course_id_5fd7f738_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_enrollment ADD CONSTRAINT learning_enrollment_link_id_2e40f159_fk_learning_ FOREIGN KEY (link_id) REFERENCES public.learning_invitationlink(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_enrollment ADD CONSTRAINT learning_enrollment_user_id_f790e591_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_invitationlink ADD CONSTRAINT learning_invitationlink_by_id_dda40df7_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_invitationlink ADD CONSTRAINT learning_invitationlink_course_id_a8d5e24d_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_lessonprogress ADD CONSTRAINT learning_lessonprogr_lesson_id_1d70f579_fk_learning_ FOREIGN KEY (lesson_id) REFERENCES public.learning_courselesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_lessonprogress ADD CONSTRAINT learning_lessonprogress_user_id_ca6d5343_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_lessonversion ADD CONSTRAINT learning_lessonversi_lesson_id_2227a455_fk_learning_ FOREIGN KEY (lesson_id) REFERENCES public.learning_courselesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_lessonview ADD CONSTRAINT learning_lessonview_lesson_id_6d238dc6_fk_learning_ FOREIGN KEY (lesson_id) REFERENCES public.learning_courselesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_lessonview ADD CONSTRAINT learning_lessonview_user_id_9b6f65cf_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_module ADD CONSTRAINT learning_module_course_id_6b3c53bf_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_reviewreport ADD CONSTRAINT learning_reviewrepor_review_id_5a9f3089_fk_learning_ FOREIGN KEY (review_id) REFERENCES public.learning_coursereview(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.learning_reviewreport ADD CONSTRAINT learning_reviewreport_user_id_50e15bde_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_calendarfeed ADD CONSTRAINT lessons_calendarfeed_user_id_465bda7f_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_feedbackrequest ADD CONSTRAINT lessons_feedbackrequ_round_id_63bf0931_fk_lessons_f FOREIGN KEY (round_id) REFERENCES public.lessons_feedbackround(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_feedbackrequest ADD CONSTRAINT lessons_feedbackrequest_student_id_5ff66a58_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_feedbackround ADD CONSTRAINT lessons_feedbackround_group_id_369f653d_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_feedbackround ADD CONSTRAINT lessons_feedbackround_teacher_id_59642a53_fk_accounts_user_id FOREIGN KEY (teacher_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_lesson ADD CONSTRAINT lessons_lesson_group_id_f93b299d_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_lesson ADD CONSTRAINT lessons_lesson_instead_of_id_edea9882_fk_accounts_user_id FOREIGN KEY (instead_of_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_lesson ADD CONSTRAINT lessons_lesson_room_id_a09b4ae2_fk_lessons_room_id FOREIGN KEY (room_id) REFERENCES public.lessons_room(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_lesson ADD CONSTRAINT lessons_lesson_teacher_id_57e59f26_fk_accounts_user_id FOREIGN KEY (teacher_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_lessonchange ADD CONSTRAINT lessons_lessonchange_by_id_da455845_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_lessonchange ADD CONSTRAINT lessons_lessonchange_lesson_id_97fa47af_fk_lessons_lesson_id FOREIGN KEY (lesson_id) REFERENCES public.lessons_lesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_lessonreschedule ADD CONSTRAINT lessons_lessonresche_from_room_id_3b05d836_fk_lessons_r FOREIGN KEY (from_room_id) REFERENCES public.lessons_room(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_lessonreschedule ADD CONSTRAINT lessons_lessonresche_lesson_id_a446dcc4_fk_lessons_l FOREIGN KEY (lesson_id) REFERENCES public.lessons_lesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_lessonreschedule ADD CONSTRAINT lessons_lessonreschedule_by_id_7c6acd55_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_lessonreschedule ADD CONSTRAINT lessons_lessonreschedule_to_room_id_88ef0ac6_fk_lessons_room_id FOREIGN KEY (to_room_id) REFERENCES public.lessons_room(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_lessonschedule ADD CONSTRAINT lessons_lessonschedule_group_id_4bc48b4d_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_liveattendee ADD CONSTRAINT lessons_liveattendee_matched_by_id_a057562c_fk_accounts_user_id FOREIGN KEY (matched_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_liveattendee ADD CONSTRAINT lessons_liveattendee_person_id_d89d1b15_fk_accounts_user_id FOREIGN KEY (person_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_liveattendee ADD CONSTRAINT lessons_liveattendee_room_id_c7de6116_fk_lessons_liveroom_id FOREIGN KEY (room_id) REFERENCES public.lessons_liveroom(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_liverecording ADD CONSTRAINT lessons_liverecording_room_id_a4b7b02e_fk_lessons_liveroom_id FOREIGN KEY (room_id) REFERENCES public.lessons_liveroom(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_liveroom ADD CONSTRAINT lessons_liveroom_lesson_id_325dd88a_fk_lessons_lesson_id FOREIGN KEY (lesson_id) REFERENCES public.lessons_lesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_livesighting ADD CONSTRAINT lessons_livesighting_room_id_719a7c3b_fk_lessons_liveroom_id FOREIGN KEY (room_id) REFERENCES public.lessons_liveroom(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_room ADD CONSTRAINT lessons_room_branch_id_e9cdd3f9_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_scheduleline ADD CONSTRAINT lessons_scheduleline_room_id_b515c6bf_fk_lessons_room_id FOREIGN KEY (room_id) REFERENCES public.lessons_room(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_scheduleline ADD CONSTRAINT lessons_scheduleline_schedule_id_86e7985e_fk_lessons_l FOREIGN KEY (schedule_id) REFERENCES public.lessons_lessonschedule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_scheduleline ADD CONSTRAINT lessons_scheduleline_teacher_id_77f7e9f3_fk_accounts_user_id FOREIGN KEY (teacher_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_skippedlesson ADD CONSTRAINT lessons_skippedlesson_group_id_bb10d0d5_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_skippedlesson ADD CONSTRAINT lessons_skippedlesson_room_id_ad46800e_fk_lessons_room_id FOREIGN KEY (room_id) REFERENCES public.lessons_room(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.lessons_skippedlesson ADD CONSTRAINT lessons_skippedlesson_teacher_id_9a13da9d_fk_accounts_user_id FOREIGN KEY (teacher_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.moderation_casedecision ADD CONSTRAINT moderation_casedecis_case_id_ccafa304_fk_moderatio FOREIGN KEY (case_id) REFERENCES public.moderation_moderationcase(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.moderation_casedecision ADD CONSTRAINT moderation_casedecis_moderator_id_6eb09f53_fk_accounts_ FOREIGN KEY (moderator_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.moderation_casedecision ADD CONSTRAINT moderation_casedecision_person_id_f24850c6_fk_accounts_user_id FOREIGN KEY (person_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.moderation_decisionappeal ADD CONSTRAINT moderation_decisiona_answered_by_id_28ffedeb_fk_accounts_ FOREIGN KEY (answered_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.moderation_decisionappeal ADD CONSTRAINT moderation_decisiona_decision_id_702a9060_fk_moderatio FOREIGN KEY (decision_id) REFERENCES public.moderation_casedecision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.moderation_moderationcase ADD CONSTRAINT moderation_moderatio_author_id_91ccbe8b_fk_accounts_ FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.moderation_moderationcase ADD CONSTRAINT moderation_moderatio_branch_id_310686ce_fk_settings_ FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.moderation_moderationcase ADD CONSTRAINT moderation_moderatio_course_id_ed97d0a2_fk_courses_c FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.moderation_moderationcase ADD CONSTRAINT moderation_moderationcase_group_id_e28d8123_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.moderation_sanction ADD CONSTRAINT moderation_sanction_decision_id_b8a4adff_fk_moderatio FOREIGN KEY (decision_id) REFERENCES public.moderation_casedecision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.moderation_sanction ADD CONSTRAINT moderation_sanction_lifted_by_id_f8037176_fk_accounts_user_id FOREIGN KEY (lifted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.moderation_sanction ADD CONSTRAINT moderation_sanction_person_id_3733fd4d_fk_accounts_user_id FOREIGN KEY (person_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.moderation_textreport ADD CONSTRAINT moderation_textrepor_case_id_4e362bcd_fk_moderatio FOREIGN KEY (case_id) REFERENCES public.moderation_moderationcase(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.moderation_textreport ADD CONSTRAINT moderation_textreport_author_id_49544cca_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.moderation_writer ADD CONSTRAINT moderation_writer_person_id_5213e079_fk_accounts_user_id FOREIGN KEY (person_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.moderation_writtentext ADD CONSTRAINT moderation_writtentext_author_id_462bf047_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notifications_announcement ADD CONSTRAINT notifications_announ_author_id_aec4485c_fk_accounts_ FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notifications_messagesettings ADD CONSTRAINT notifications_messag_user_id_dd2e3b27_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notifications_notificationlog ADD CONSTRAINT notifications_notifi_fallback_of_id_23b31265_fk_notificat FOREIGN KEY (fallback_of_id) REFERENCES public.notifications_notificationlog(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notifications_notificationlog ADD CONSTRAINT notifications_notifi_in_digest_id_2c2cde2d_fk_notificat FOREIGN KEY (in_digest_id) REFERENCES public.notifications_notificationlog(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notifications_notificationlog ADD CONSTRAINT notifications_notifi_notification_id_084417a8_fk_notificat FOREIGN KEY (notification_id) REFERENCES public.notifications_notification(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notifications_notificationpreference ADD CONSTRAINT notifications_notifi_user_id_7cfb3d3a_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notifications_notificationlog ADD CONSTRAINT notifications_notifi_user_id_ea3d4e7c_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notifications_notification ADD CONSTRAINT notifications_notification_user_id_b5e8c0ff_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notifications_pushsubscription ADD CONSTRAINT notifications_pushsu_session_id_c28a8b95_fk_accounts_ FOREIGN KEY (session_id) REFERENCES public.accounts_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notifications_pushsubscription ADD CONSTRAINT notifications_pushsu_user_id_ffe8030a_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.packages_learnerpackage ADD CONSTRAINT packages_learnerpack_lesson_id_60ea43fd_fk_learning_ FOREIGN KEY (lesson_id) REFERENCES public.learning_courselesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.packages_learnerpackage ADD CONSTRAINT packages_learnerpack_package_id_4c527e94_fk_packages_ FOREIGN KEY (package_id) REFERENCES public.packages_package(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.packages_learnerpackage ADD CONSTRAINT packages_learnerpackage_user_id_77fe6c81_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.packages_package ADD CONSTRAINT packages_package_file_id_23fd728f_fk_core_storedfile_id FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_approval ADD CONSTRAINT payments_approval_branch_id_704ff288_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_approval ADD CONSTRAINT payments_approval_decided_by_id_435b7b38_fk_accounts_user_id FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_approval ADD CONSTRAINT payments_approval_desk_id_e261977d_fk_payments_cashdesk_id FOREIGN KEY (desk_id) REFERENCES public.payments_cashdesk(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_approval ADD CONSTRAINT payments_approval_payment_id_bfdf4f12_fk_payments_payment_id FOREIGN KEY (payment_id) REFERENCES public.payments_payment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_approval ADD CONSTRAINT payments_approval_proof_id_1abbda44_fk_payments_paymentproof_id FOREIGN KEY (proof_id) REFERENCES public.payments_paymentproof(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_approval ADD CONSTRAINT payments_approval_requested_by_id_f2503261_fk_accounts_user_id FOREIGN KEY (requested_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_approval ADD CONSTRAINT payments_approval_shift_id_47e61558_fk_payments_shift_id FOREIGN KEY (shift_id) REFERENCES public.payments_shift(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_approval ADD CONSTRAINT payments_approval_student_id_3da8231f_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_approval ADD CONSTRAINT payments_approval_teacher_id_7e129640_fk_accounts_user_id FOREIGN KEY (teacher_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_approval ADD CONSTRAINT payments_approval_transfer_id_b02c80b9_fk_payments_ FOREIGN KEY (transfer_id) REFERENCES public.payments_ledgertransfer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_booksmonth ADD CONSTRAINT payments_booksmonth_branch_id_62ff51fc_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_booksmonth ADD CONSTRAINT payments_booksmonth_closed_by_id_cf714d1c_fk_accounts_user_id FOREIGN KEY (closed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_booksmonth ADD CONSTRAINT payments_booksmonth_reopened_by_id_3fa7b760_fk_accounts_user_id FOREIGN KEY (reopened_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_cashdesk ADD CONSTRAINT payments_cashdesk_branch_id_e4af31a5_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_cashdesk ADD CONSTRAINT payments_cashdesk_keeper_id_c344b7c0_fk_accounts_user_id FOREIGN KEY (keeper_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_cashrefund ADD CONSTRAINT payments_cashrefund_closed_by_id_c4b9ce23_fk_accounts_user_id FOREIGN KEY (closed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_cashrefund ADD CONSTRAINT payments_cashrefund_decided_by_id_2ef5161b_fk_accounts_user_id FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_cashrefund ADD CONSTRAINT payments_cashrefund_desk_id_13976b16_fk_payments_cashdesk_id FOREIGN KEY (desk_id) REFERENCES public.payments_cashdesk(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_cashrefund ADD CONSTRAINT payments_cashrefund_money_id_b2a41ead_fk_payments_ FOREIGN KEY (money_id) REFERENCES public.payments_providertransaction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_cashrefund ADD CONSTRAINT payments_cashrefund_payment_id_1d60a4fb_fk_payments_payment_id FOREIGN KEY (payment_id) REFERENCES public.payments_payment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_cashrefund ADD CONSTRAINT payments_cashrefund_shift_id_7566e7e9_fk_payments_shift_id FOREIGN KEY (shift_id) REFERENCES public.payments_shift(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_cashrefund ADD CONSTRAINT payments_cashrefund_student_id_17a4b122_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_codeuse ADD CONSTRAINT payments_codeuse_code_id_c487bc33_fk_payments_discountcode_id FOREIGN KEY (code_id) REFERENCES public.payments_discountcode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_codeuse ADD CONSTRAINT payments_codeuse_order_id_370553ba_fk_payments_order_id FOREIGN KEY (order_id) REFERENCES public.payments_order(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_debtcontact ADD CONSTRAINT payments_debtcontact_branch_id_9abd9dca_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_debtcontact ADD CONSTRAINT payments_debtcontact_by_id_3868987e_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_debtcontact ADD CONSTRAINT payments_debtcontact_replaces_id_475975be_fk_payments_ FOREIGN KEY (replaces_id) REFERENCES public.payments_debtcontact(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_debtcontact ADD CONSTRAINT payments_debtcontact_student_id_6f544aa6_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_desktransfer ADD CONSTRAINT payments_desktransfe_reverses_id_0c9998f0_fk_payments_ FOREIGN KEY (reverses_id) REFERENCES public.payments_desktransfer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_desktransfer ADD CONSTRAINT payments_desktransfe_to_desk_id_63a44fe3_fk_payments_ FOREIGN KEY (to_desk_id) REFERENCES public.payments_cashdesk(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_desktransfer ADD CONSTRAINT payments_desktransfe_transfer_id_0fe27aa5_fk_payments_ FOREIGN KEY (transfer_id) REFERENCES public.payments_ledgertransfer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_desktransfer ADD CONSTRAINT payments_desktransfer_branch_id_3131ffe6_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_desktransfer ADD CONSTRAINT payments_desktransfer_by_id_2a52f8d9_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_desktransfer ADD CONSTRAINT payments_desktransfer_desk_id_e840e76f_fk_payments_cashdesk_id FOREIGN KEY (desk_id) REFERENCES public.payments_cashdesk(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_desktransfer ADD CONSTRAINT payments_desktransfer_shift_id_2d26caf7_fk_payments_shift_id FOREIGN KEY (shift_id) REFERENCES public.payments_shift(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_discount ADD CONSTRAINT payments_discount_branch_id_403b07a8_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_discount ADD CONSTRAINT payments_discount_course_id_7e0861a2_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_discount ADD CONSTRAINT payments_discount_group_id_9044a8d4_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_discount ADD CONSTRAINT payments_discount_student_id_1b95c966_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_discountcode_courses ADD CONSTRAINT payments_discountcod_course_id_3d278244_fk_courses_c FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_discountcode_authors ADD CONSTRAINT payments_discountcod_discountcode_id_3df82a93_fk_payments_ FOREIGN KEY (discountcode_id) REFERENCES public.payments_discountcode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_discountcode_courses ADD CONSTRAINT payments_discountcod_discountcode_id_de542a04_fk_payments_ FOREIGN KEY (discountcode_id) REFERENCES public.payments_discountcode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_discountcode_authors ADD CONSTRAINT payments_discountcod_user_id_f51bc89e_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_expense ADD CONSTRAINT payments_expense_branch_id_16fb9f37_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_expense ADD CONSTRAINT payments_expense_by_id_bab38892_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_expense ADD CONSTRAINT payments_expense_desk_id_cd3c8b60_fk_payments_cashdesk_id FOREIGN KEY (desk_id) REFERENCES public.payments_cashdesk(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_expense ADD CONSTRAINT payments_expense_file_id_815fd90a_fk_core_storedfile_id FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_expense ADD CONSTRAINT payments_expense_reverses_id_698ad5a4_fk_payments_expense_id FOREIGN KEY (reverses_id) REFERENCES public.payments_expense(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_expense ADD CONSTRAINT payments_expense_shift_id_001a2677_fk_payments_shift_id FOREIGN KEY (shift_id) REFERENCES public.payments_shift(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_expense ADD CONSTRAINT payments_expense_transfer_id_e78c4d76_fk_payments_ FOREIGN KEY (transfer_id) REFERENCES public.payments_ledgertransfer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_flaggedact ADD CONSTRAINT payments_flaggedact_approval_id_4b561470_fk_payments_ FOREIGN KEY (approval_id) REFERENCES public.payments_approval(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_flaggedact ADD CONSTRAINT payments_flaggedact_branch_id_f152c392_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_flaggedact ADD CONSTRAINT payments_flaggedact_by_id_144a9def_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_flaggedact ADD CONSTRAINT payments_flaggedact_payment_id_0c8a741b_fk_payments_payment_id FOREIGN KEY (payment_id) REFERENCES public.payments_payment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_flaggedact ADD CONSTRAINT payments_flaggedact_student_id_cc62bcb0_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_ledgeraccount ADD CONSTRAINT payments_ledgeraccount_branch_id_8d51a37c_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_ledgeraccount ADD CONSTRAINT payments_ledgeraccount_desk_id_959d18fe_fk_payments_cashdesk_id FOREIGN KEY (desk_id) REFERENCES public.payments_cashdesk(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_ledgeraccount ADD CONSTRAINT payments_ledgeraccount_student_id_a8e0cef4_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_ledgeraccount ADD CONSTRAINT payments_ledgeraccount_teacher_id_c52d72f5_fk_accounts_user_id FOREIGN KEY (teacher_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_ledgerentry ADD CONSTRAINT payments_ledgerentry_account_id_24ce03b9_fk_payments_ FOREIGN KEY (account_id) REFERENCES public.payments_ledgeraccount(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_ledgerentry ADD CONSTRAINT payments_ledgerentry_transfer_id_72fa37a3_fk_payments_ FOREIGN KEY (transfer_id) REFERENCES public.payments_ledgertransfer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_ledgertransfer ADD CONSTRAINT payments_ledgertrans_branch_id_35aba755_fk_settings_ FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_ledgertransfer ADD CONSTRAINT payments_ledgertrans_payment_id_7c1c3dc8_fk_payments_ FOREIGN KEY (payment_id) REFERENCES public.payments_payment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_ledgertransfer ADD CONSTRAINT payments_ledgertransfer_by_id_e09ca548_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_openingbalance ADD CONSTRAINT payments_openingbala_branch_id_9f7d94c2_fk_settings_ FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_openingbalance ADD CONSTRAINT payments_openingbala_money_id_064117e9_fk_payments_ FOREIGN KEY (money_id) REFERENCES public.payments_providertransaction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_openingbalance ADD CONSTRAINT payments_openingbala_payment_id_293ceb0d_fk_payments_ FOREIGN KEY (payment_id) REFERENCES public.payments_payment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_openingbalance ADD CONSTRAINT payments_openingbala_reversed_by_id_644cee9b_fk_accounts_ FOREIGN KEY (reversed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_openingbalance ADD CONSTRAINT payments_openingbalance_by_id_c59c6f53_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_openingbalance ADD CONSTRAINT payments_openingbalance_group_id_3cd09f57_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_openingbalance ADD CONSTRAINT payments_openingbalance_student_id_7e47af3d_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_order ADD CONSTRAINT payments_order_buyer_id_5f94ded7_fk_accounts_user_id FOREIGN KEY (buyer_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_order ADD CONSTRAINT payments_order_learner_id_67be2b7b_fk_accounts_user_id FOREIGN KEY (learner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_order ADD CONSTRAINT payments_order_payment_id_b4332802_fk_payments_payment_id FOREIGN KEY (payment_id) REFERENCES public.payments_payment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_orderitem ADD CONSTRAINT payments_orderitem_course_id_f9f71ca9_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_orderitem ADD CONSTRAINT payments_orderitem_enrollment_id_6ae27bee_fk_learning_ FOREIGN KEY (enrollment_id) REFERENCES public.learning_enrollment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_orderitem ADD CONSTRAINT payments_orderitem_order_id_4cc4fe53_fk_payments_order_id FOREIGN KEY (order_id) REFERENCES public.payments_order(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payentry ADD CONSTRAINT payments_payentry_branch_id_76671623_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payentry ADD CONSTRAINT payments_payentry_by_id_538c5f5a_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payentry ADD CONSTRAINT payments_payentry_closed_in_id_b57002d2_fk_payments_paymonth_id FOREIGN KEY (closed_in_id) REFERENCES public.payments_paymonth(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payentry ADD CONSTRAINT payments_payentry_group_id_96d833f4_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payentry ADD CONSTRAINT payments_payentry_lesson_id_212c58c9_fk_lessons_lesson_id FOREIGN KEY (lesson_id) REFERENCES public.lessons_lesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payentry ADD CONSTRAINT payments_payentry_rate_id_4c0f56a2_fk_payments_payrate_id FOREIGN KEY (rate_id) REFERENCES public.payments_payrate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payentry ADD CONSTRAINT payments_payentry_teacher_id_ccc0acfa_fk_accounts_user_id FOREIGN KEY (teacher_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payment ADD CONSTRAINT payments_payment_branch_id_f6292860_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payment ADD CONSTRAINT payments_payment_corrects_id_7dec2a15_fk_payments_payment_id FOREIGN KEY (corrects_id) REFERENCES public.payments_payment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payment ADD CONSTRAINT payments_payment_group_id_ff18a76a_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payment ADD CONSTRAINT payments_payment_membership_id_68ea25d2_fk_courses_m FOREIGN KEY (membership_id) REFERENCES public.courses_membership(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payment ADD CONSTRAINT payments_payment_payer_id_90660d0f_fk_accounts_user_id FOREIGN KEY (payer_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payment ADD CONSTRAINT payments_payment_schedule_id_dbd98ee9_fk_payments_ FOREIGN KEY (schedule_id) REFERENCES public.payments_paymentschedule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payment ADD CONSTRAINT payments_payment_student_id_b5fab56a_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_paymenthistory ADD CONSTRAINT payments_paymenthist_payment_id_4b5c9d14_fk_payments_ FOREIGN KEY (payment_id) REFERENCES public.payments_payment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_paymenthistory ADD CONSTRAINT payments_paymenthistory_by_id_65ef0f7e_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_paymentproof ADD CONSTRAINT payments_paymentproo_decided_by_id_cd1c0760_fk_accounts_ FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_paymentproof ADD CONSTRAINT payments_paymentproo_money_id_7598d8e9_fk_payments_ FOREIGN KEY (money_id) REFERENCES public.payments_providertransaction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_paymentproof ADD CONSTRAINT payments_paymentproo_payment_id_bf3d30b1_fk_payments_ FOREIGN KEY (payment_id) REFERENCES public.payments_payment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_paymentproof ADD CONSTRAINT payments_paymentproof_file_id_4f78a1cf_fk_core_storedfile_id FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_paymentproof ADD CONSTRAINT payments_paymentproof_sent_by_id_8ca07658_fk_accounts_user_id FOREIGN KEY (sent_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_paymentschedule ADD CONSTRAINT payments_paymentschedule_group_id_01fa3510_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_paymonth ADD CONSTRAINT payments_paymonth_branch_id_de4b5911_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_paymonth ADD CONSTRAINT payments_paymonth_closed_by_id_1e053be2_fk_accounts_user_id FOREIGN KEY (closed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_paymonth ADD CONSTRAINT payments_paymonth_teacher_id_b6fcbaa0_fk_accounts_user_id FOREIGN KEY (teacher_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_paymonth ADD CONSTRAINT payments_paymonth_transfer_id_6378e33a_fk_payments_ FOREIGN KEY (transfer_id) REFERENCES public.payments_ledgertransfer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payout ADD CONSTRAINT payments_payout_branch_id_712a3352_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payout ADD CONSTRAINT payments_payout_by_id_5e14a19e_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payout ADD CONSTRAINT payments_payout_desk_id_183c16ef_fk_payments_cashdesk_id FOREIGN KEY (desk_id) REFERENCES public.payments_cashdesk(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payout ADD CONSTRAINT payments_payout_reverses_id_a65111d9_fk_payments_payout_id FOREIGN KEY (reverses_id) REFERENCES public.payments_payout(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payout ADD CONSTRAINT payments_payout_teacher_id_75b6899a_fk_accounts_user_id FOREIGN KEY (teacher_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payout ADD CONSTRAINT payments_payout_transfer_id_9aa91a89_fk_payments_ FOREIGN KEY (transfer_id) REFERENCES public.payments_ledgertransfer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payrate ADD CONSTRAINT payments_payrate_branch_id_8736be38_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payrate ADD CONSTRAINT payments_payrate_course_id_16749271_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payrate ADD CONSTRAINT payments_payrate_group_id_60cb83ea_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_payrate ADD CONSTRAINT payments_payrate_teacher_id_0d74affc_fk_accounts_user_id FOREIGN KEY (teacher_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_prepaidperiod ADD CONSTRAINT payments_prepaidperi_membership_id_aed5a81e_fk_courses_m FOREIGN KEY (membership_id) REFERENCES public.courses_membership(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_prepaidperiod ADD CONSTRAINT payments_prepaidperiod_by_id_d8de562b_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_priceoverride ADD CONSTRAINT payments_priceoverri_membership_id_592827df_fk_courses_m FOREIGN KEY (membership_id) REFERENCES public.courses_membership(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_priceoverride ADD CONSTRAINT payments_priceoverride_by_id_f41782e6_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_providertransaction ADD CONSTRAINT payments_providertra_branch_id_4a6478c7_fk_settings_ FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_providertransaction ADD CONSTRAINT payments_providertra_cash_desk_id_983c5896_fk_payments_ FOREIGN KEY (cash_desk_id) REFERENCES public.payments_cashdesk(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_providertransaction ADD CONSTRAINT payments_providertra_payment_id_4b4220af_fk_payments_ FOREIGN KEY (payment_id) REFERENCES public.payments_payment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_providertransaction ADD CONSTRAINT payments_providertra_shift_id_11cde2cb_fk_payments_ FOREIGN KEY (shift_id) REFERENCES public.payments_shift(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_providertransaction ADD CONSTRAINT payments_providertra_student_id_490802c1_fk_accounts_ FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_providertransaction ADD CONSTRAINT payments_providertra_taken_by_id_4e45efae_fk_accounts_ FOREIGN KEY (taken_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_receipt ADD CONSTRAINT payments_receipt_money_id_21b310b3_fk_payments_ FOREIGN KEY (money_id) REFERENCES public.payments_providertransaction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_receipt ADD CONSTRAINT payments_receipt_transfer_id_0cb11f00_fk_payments_ FOREIGN KEY (transfer_id) REFERENCES public.payments_ledgertransfer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_reconciliation ADD CONSTRAINT payments_reconciliation_by_id_7010c138_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_settlement ADD CONSTRAINT payments_settlement_money_id_ef38a705_fk_payments_ FOREIGN KEY (money_id) REFERENCES public.payments_providertransaction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_settlement ADD CONSTRAINT payments_settlement_payment_id_a61afbdf_fk_payments_payment_id FOREIGN KEY (payment_id) REFERENCES public.payments_payment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_shift ADD CONSTRAINT payments_shift_cashier_id_9087a084_fk_accounts_user_id FOREIGN KEY (cashier_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_shift ADD CONSTRAINT payments_shift_closed_by_id_789ea17c_fk_accounts_user_id FOREIGN KEY (closed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_shift ADD CONSTRAINT payments_shift_desk_id_0cd7b7bf_fk_payments_cashdesk_id FOREIGN KEY (desk_id) REFERENCES public.payments_cashdesk(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_subscription ADD CONSTRAINT payments_subscriptio_enrollment_id_81f33007_fk_learning_ FOREIGN KEY (enrollment_id) REFERENCES public.learning_enrollment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_subscription ADD CONSTRAINT payments_subscription_course_id_b912d256_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_subscription ADD CONSTRAINT payments_subscription_learner_id_1c402c99_fk_accounts_user_id FOREIGN KEY (learner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_terminaldeposit ADD CONSTRAINT payments_terminaldep_branch_id_43900bb6_fk_settings_ FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_terminaldeposit ADD CONSTRAINT payments_terminaldep_expense_id_a5c845dc_fk_payments_ FOREIGN KEY (expense_id) REFERENCES public.payments_expense(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_terminaldeposit ADD CONSTRAINT payments_terminaldep_reverses_id_66aa5f2f_fk_payments_ FOREIGN KEY (reverses_id) REFERENCES public.payments_terminaldeposit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_terminaldeposit ADD CONSTRAINT payments_terminaldep_transfer_id_c53f2dd1_fk_payments_ FOREIGN KEY (transfer_id) REFERENCES public.payments_ledgertransfer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_terminaldeposit ADD CONSTRAINT payments_terminaldeposit_by_id_29dda020_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.payments_webhookdelivery ADD CONSTRAINT payments_webhookdeli_transaction_id_7cae8708_fk_payments_ FOREIGN KEY (transaction_id) REFERENCES public.payments_providertransaction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_erasurerequest ADD CONSTRAINT portal_erasurereques_decided_by_id_58b6d467_fk_accounts_ FOREIGN KEY (decided_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_erasurerequest ADD CONSTRAINT portal_erasurereques_requested_by_id_c3343b35_fk_accounts_ FOREIGN KEY (requested_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_erasurerequest ADD CONSTRAINT portal_erasurerequest_person_id_c4f462ef_fk_accounts_user_id FOREIGN KEY (person_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_exportrequest ADD CONSTRAINT portal_exportrequest_file_id_99d7e14a_fk_core_storedfile_id FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_exportrequest ADD CONSTRAINT portal_exportrequest_person_id_4570fbfc_fk_accounts_user_id FOREIGN KEY (person_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_exportrequest ADD CONSTRAINT portal_exportrequest_requested_by_id_a41b257c_fk_accounts_ FOREIGN KEY (requested_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_familyanswer ADD CONSTRAINT portal_familyanswer_author_id_e4149201_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_familyanswer ADD CONSTRAINT portal_familyanswer_message_id_0ad401f8_fk_portal_fa FOREIGN KEY (message_id) REFERENCES public.portal_familymessage(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_familymessage ADD CONSTRAINT portal_familymessage_author_id_0f270094_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_familymessage ADD CONSTRAINT portal_familymessage_student_id_5c55b259_fk_accounts_user_id FOREIGN KEY (student_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_familymessage ADD CONSTRAINT portal_familymessage_template_id_39733e2f_fk_portal_fa FOREIGN KEY (template_id) REFERENCES public.portal_familytemplate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_telegramtalk ADD CONSTRAINT portal_telegramtalk_child_id_a607defd_fk_accounts_user_id FOREIGN KEY (child_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.portal_telegramtalk ADD CONSTRAINT portal_telegramtalk_link_id_356065be_fk_accounts_ FOREIGN KEY (link_id) REFERENCES public.accounts_telegramlink(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_answer ADD CONSTRAINT quizzes_answer_attempt_id_edb0a031_fk_quizzes_quizattempt_id FOREIGN KEY (attempt_id) REFERENCES public.quizzes_quizattempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_answer ADD CONSTRAINT quizzes_answer_marked_by_id_53ce8042_fk_accounts_user_id FOREIGN KEY (marked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_answer ADD CONSTRAINT quizzes_answer_scored_by_id_40f1fd93_fk_quizzes_q FOREIGN KEY (scored_by_id) REFERENCES public.quizzes_questionversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_answer ADD CONSTRAINT quizzes_answer_version_id_131c59fa_fk_quizzes_q FOREIGN KEY (version_id) REFERENCES public.quizzes_questionversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_answerfile ADD CONSTRAINT quizzes_answerfile_answer_id_e8699fac_fk_quizzes_answer_id FOREIGN KEY (answer_id) REFERENCES public.quizzes_answer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_answerfile ADD CONSTRAINT quizzes_answerfile_file_id_a49c93f1_fk_core_storedfile_id FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_lateanswer ADD CONSTRAINT quizzes_lateanswer_accepted_by_id_e11c1ebd_fk_accounts_user_id FOREIGN KEY (accepted_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_lateanswer ADD CONSTRAINT quizzes_lateanswer_answer_id_89000730_fk_quizzes_answer_id FOREIGN KEY (answer_id) REFERENCES public.quizzes_answer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_placementanswer ADD CONSTRAINT quizzes_placementans_session_id_aacb3953_fk_quizzes_p FOREIGN KEY (session_id) REFERENCES public.quizzes_placementsession(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_placementanswer ADD CONSTRAINT quizzes_placementans_version_id_1852b216_fk_quizzes_q FOREIGN KEY (version_id) REFERENCES public.quizzes_questionversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_placementlink ADD CONSTRAINT quizzes_placementlin_test_id_07690d56_fk_quizzes_p FOREIGN KEY (test_id) REFERENCES public.quizzes_placementtest(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_placementlink ADD CONSTRAINT quizzes_placementlink_by_id_7f174398_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_placementsession ADD CONSTRAINT quizzes_placementses_link_id_c8c72074_fk_quizzes_p FOREIGN KEY (link_id) REFERENCES public.quizzes_placementlink(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_placementsession ADD CONSTRAINT quizzes_placementses_placement_id_832458c7_fk_courses_p FOREIGN KEY (placement_id) REFERENCES public.courses_placement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_placementsession ADD CONSTRAINT quizzes_placementses_test_id_593d84df_fk_quizzes_p FOREIGN KEY (test_id) REFERENCES public.quizzes_placementtest(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_placementsession ADD CONSTRAINT quizzes_placementsession_user_id_bb3d1337_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_placementspeech ADD CONSTRAINT quizzes_placementspe_model_id_dbef2b70_fk_registry_ FOREIGN KEY (model_id) REFERENCES public.registry_mlmodel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_placementspeech ADD CONSTRAINT quizzes_placementspe_session_id_54d164f3_fk_quizzes_p FOREIGN KEY (session_id) REFERENCES public.quizzes_placementsession(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_placementspeech ADD CONSTRAINT quizzes_placementspe_version_id_2c59319c_fk_quizzes_q FOREIGN KEY (version_id) REFERENCES public.quizzes_questionversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_placementspeech ADD CONSTRAINT quizzes_placementspeech_file_id_9db0d679_fk_core_storedfile_id FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_placementtest ADD CONSTRAINT quizzes_placementtes_bank_id_605df6ef_fk_quizzes_q FOREIGN KEY (bank_id) REFERENCES public.quizzes_questionbank(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_placementtest ADD CONSTRAINT quizzes_placementtest_by_id_a0f18eb7_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_question ADD CONSTRAINT quizzes_question_bank_id_926578ba_fk_quizzes_questionbank_id FOREIGN KEY (bank_id) REFERENCES public.quizzes_questionbank(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_question ADD CONSTRAINT quizzes_question_current_id_e5a9ec6d_fk_quizzes_q FOREIGN KEY (current_id) REFERENCES public.quizzes_questionversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_questionbank ADD CONSTRAINT quizzes_questionbank_course_id_fdc9c5b5_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_questionexport ADD CONSTRAINT quizzes_questionexpo_bank_id_54efbd7d_fk_quizzes_q FOREIGN KEY (bank_id) REFERENCES public.quizzes_questionbank(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_questionexport ADD CONSTRAINT quizzes_questionexport_by_id_221b2d68_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_questionexport ADD CONSTRAINT quizzes_questionexport_file_id_0b62d5a8_fk_core_storedfile_id FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_questionfile ADD CONSTRAINT quizzes_questionfile_added_by_id_39b9caeb_fk_accounts_user_id FOREIGN KEY (added_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_questionfile ADD CONSTRAINT quizzes_questionfile_bank_id_dce84bb4_fk_quizzes_q FOREIGN KEY (bank_id) REFERENCES public.quizzes_questionbank(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_questionfile ADD CONSTRAINT quizzes_questionfile_file_id_70c68aa4_fk_core_storedfile_id FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_questionimport ADD CONSTRAINT quizzes_questionimpo_bank_id_f5b09539_fk_quizzes_q FOREIGN KEY (bank_id) REFERENCES public.quizzes_questionbank(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_questionimport ADD CONSTRAINT quizzes_questionimport_by_id_17146754_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_questionimport ADD CONSTRAINT quizzes_questionimport_file_id_b29ca51a_fk_core_storedfile_id FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_questionversion ADD CONSTRAINT quizzes_questionvers_audio_id_1382e699_fk_quizzes_q FOREIGN KEY (audio_id) REFERENCES public.quizzes_questionfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_questionversion ADD CONSTRAINT quizzes_questionvers_question_id_d6936507_fk_quizzes_q FOREIGN KEY (question_id) REFERENCES public.quizzes_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_questionversion ADD CONSTRAINT quizzes_questionversion_made_by_id_02873f1e_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_quiz ADD CONSTRAINT quizzes_quiz_author_id_cb0b1f2d_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_quiz ADD CONSTRAINT quizzes_quiz_course_id_6476d9c4_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_quiz ADD CONSTRAINT quizzes_quiz_course_lesson_id_356d80e3_fk_learning_ FOREIGN KEY (course_lesson_id) REFERENCES public.learning_courselesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_quiz ADD CONSTRAINT quizzes_quiz_group_id_50127ed9_fk_courses_group_id FOREIGN KEY (group_id) REFERENCES public.courses_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_quiz ADD CONSTRAINT quizzes_quiz_lesson_id_dc41be0f_fk_lessons_lesson_id FOREIGN KEY (lesson_id) REFERENCES public.lessons_lesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_quizattempt ADD CONSTRAINT quizzes_quizattempt_quiz_id_da54d53d_fk_quizzes_quiz_id FOREIGN KEY (quiz_id) REFERENCES public.quizzes_quiz(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_quizattempt ADD CONSTRAINT quizzes_quizattempt_user_id_e9ee8fc7_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_quizextension ADD CONSTRAINT quizzes_quizextension_by_id_4e37fd29_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_quizextension ADD CONSTRAINT quizzes_quizextension_quiz_id_100b2f8c_fk_quizzes_quiz_id FOREIGN KEY (quiz_id) REFERENCES public.quizzes_quiz(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_quizextension ADD CONSTRAINT quizzes_quizextension_user_id_8cba1c88_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_quizquestion ADD CONSTRAINT quizzes_quizquestion_bank_id_4ccf7416_fk_quizzes_q FOREIGN KEY (bank_id) REFERENCES public.quizzes_questionbank(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_quizquestion ADD CONSTRAINT quizzes_quizquestion_question_id_3dc185c2_fk_quizzes_q FOREIGN KEY (question_id) REFERENCES public.quizzes_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_quizquestion ADD CONSTRAINT quizzes_quizquestion_quiz_id_a4c4f532_fk_quizzes_quiz_id FOREIGN KEY (quiz_id) REFERENCES public.quizzes_quiz(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_regrade ADD CONSTRAINT quizzes_regrade_by_id_90ad9022_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_regrade ADD CONSTRAINT quizzes_regrade_version_id_755e34e4_fk_quizzes_q FOREIGN KEY (version_id) REFERENCES public.quizzes_questionversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_spokenresult ADD CONSTRAINT quizzes_spokenresult_model_id_c78b6741_fk_registry_mlmodel_id FOREIGN KEY (model_id) REFERENCES public.registry_mlmodel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.quizzes_spokenresult ADD CONSTRAINT quizzes_spokenresult_recording_id_970962bc_fk_quizzes_a FOREIGN KEY (recording_id) REFERENCES public.quizzes_answerfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.realtime_socketticket ADD CONSTRAINT realtime_socketticket_user_id_9ff59d71_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.realtime_streamevent ADD CONSTRAINT realtime_streamevent_stream_id_adb8e95a_fk_realtime_stream_name FOREIGN KEY (stream_id) REFERENCES public.realtime_stream(name) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.resources_download ADD CONSTRAINT resources_download_resource_id_4860adc5_fk_resources FOREIGN KEY (resource_id) REFERENCES public.resources_lessonresource(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.resources_download ADD CONSTRAINT resources_download_user_id_aa0afef5_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.resources_lessonresource ADD CONSTRAINT resources_lessonreso_added_by_id_fbb3add3_fk_accounts_ FOREIGN KEY (added_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.resources_lessonresource ADD CONSTRAINT resources_lessonreso_course_id_1d16b21a_fk_courses_c FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.resources_lessonresource ADD CONSTRAINT resources_lessonreso_lesson_id_0f3961d3_fk_lessons_l FOREIGN KEY (lesson_id) REFERENCES public.lessons_lesson(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.resources_lessonresource ADD CONSTRAINT resources_lessonreso_media_id_0f9a3f93_fk_resources FOREIGN KEY (media_id) REFERENCES public.resources_mediafile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.resources_mediafile ADD CONSTRAINT resources_mediafile_added_by_id_3fd48f65_fk_accounts_user_id FOREIGN KEY (added_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.resources_mediafile ADD CONSTRAINT resources_mediafile_file_id_08f52838_fk_core_storedfile_id FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settings_auditvalues ADD CONSTRAINT settings_auditvalues_entry_id_9f519f96_fk_settings_auditlog_id FOREIGN KEY (entry_id) REFERENCES public.settings_auditlog(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settings_systemsettings ADD CONSTRAINT settings_systemsettings_logo_id_10323eb8_fk_core_storedfile_id FOREIGN KEY (logo_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_assignmentrule ADD CONSTRAINT support_assignmentru_category_id_7553a2e6_fk_support_t FOREIGN KEY (category_id) REFERENCES public.support_ticketcategory(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_assignmentrule ADD CONSTRAINT support_assignmentrule_branch_id_f62b9c4b_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_cannedanswer ADD CONSTRAINT support_cannedanswer_category_id_60ba899c_fk_support_t FOREIGN KEY (category_id) REFERENCES public.support_ticketcategory(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_guestrequest ADD CONSTRAINT support_guestrequest_category_id_18e09248_fk_support_t FOREIGN KEY (category_id) REFERENCES public.support_ticketcategory(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_guestrequest ADD CONSTRAINT support_guestrequest_ticket_id_95f6dd67_fk_support_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.support_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_incomingmail ADD CONSTRAINT support_incomingmail_comment_id_e03e5d34_fk_support_t FOREIGN KEY (comment_id) REFERENCES public.support_ticketcomment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_incomingmail ADD CONSTRAINT support_incomingmail_ticket_id_0f6a7cf4_fk_support_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.support_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_openinghours ADD CONSTRAINT support_openinghours_branch_id_fc85c431_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_outgoingmail ADD CONSTRAINT support_outgoingmail_comment_id_d74a2f8e_fk_support_t FOREIGN KEY (comment_id) REFERENCES public.support_ticketcomment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_outgoingmail ADD CONSTRAINT support_outgoingmail_ticket_id_2e07423b_fk_support_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.support_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_rulemember ADD CONSTRAINT support_rulemember_rule_id_e49ab206_fk_support_a FOREIGN KEY (rule_id) REFERENCES public.support_assignmentrule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_rulemember ADD CONSTRAINT support_rulemember_user_id_9f72bdf9_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_ticket ADD CONSTRAINT support_ticket_about_id_13898187_fk_accounts_user_id FOREIGN KEY (about_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_ticket ADD CONSTRAINT support_ticket_assignee_id_ef88bb0a_fk_accounts_user_id FOREIGN KEY (assignee_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_ticket ADD CONSTRAINT support_ticket_attempt_id_b914bfdd_fk_homework_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.homework_attempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_ticket ADD CONSTRAINT support_ticket_branch_id_adaa175e_fk_settings_branch_id FOREIGN KEY (branch_id) REFERENCES public.settings_branch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_ticket ADD CONSTRAINT support_ticket_category_id_52e7c2b1_fk_support_t FOREIGN KEY (category_id) REFERENCES public.support_ticketcategory(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_ticket ADD CONSTRAINT support_ticket_merged_into_id_b7ccbe03_fk_support_ticket_id FOREIGN KEY (merged_into_id) REFERENCES public.support_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_ticket ADD CONSTRAINT support_ticket_payment_id_d51acaa2_fk_payments_payment_id FOREIGN KEY (payment_id) REFERENCES public.payments_payment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_ticket ADD CONSTRAINT support_ticket_reporter_id_47de56de_fk_accounts_user_id FOREIGN KEY (reporter_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_ticketalarm ADD CONSTRAINT support_ticketalarm_ticket_id_ff1c0091_fk_support_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.support_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_ticketcomment ADD CONSTRAINT support_ticketcommen_moved_from_id_19bf969b_fk_support_t FOREIGN KEY (moved_from_id) REFERENCES public.support_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_ticketcomment ADD CONSTRAINT support_ticketcomment_author_id_a3e13f78_fk_accounts_user_id FOREIGN KEY (author_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_ticketcomment ADD CONSTRAINT support_ticketcomment_ticket_id_ff028e93_fk_support_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.support_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_ticketfile ADD CONSTRAINT support_ticketfile_comment_id_79e1b3f4_fk_support_t FOREIGN KEY (comment_id) REFERENCES public.support_ticketcomment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_ticketfile ADD CONSTRAINT support_ticketfile_file_id_d117022f_fk_core_storedfile_id FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_ticketfile ADD CONSTRAINT support_ticketfile_owner_id_dfc53c23_fk_accounts_user_id FOREIGN KEY (owner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.support_ticketpause ADD CONSTRAINT support_ticketpause_ticket_id_2f57e656_fk_support_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.support_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.video_filmcopy ADD CONSTRAINT video_filmcopy_file_id_512e2cc4_fk_core_storedfile_id FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.video_filmcopy ADD CONSTRAINT video_filmcopy_user_id_38bb5a40_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.video_filmcopy ADD CONSTRAINT video_filmcopy_video_id_91e46d30_fk_video_video_id FOREIGN KEY (video_id) REFERENCES public.video_video(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.video_hostedvideo ADD CONSTRAINT video_hostedvideo_video_id_38d0491e_fk_video_video_id FOREIGN KEY (video_id) REFERENCES public.video_video(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.video_playback ADD CONSTRAINT video_playback_session_id_8539b73c_fk_accounts_session_id FOREIGN KEY (session_id) REFERENCES public.accounts_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.video_playback ADD CONSTRAINT video_playback_user_id_ee5fc501_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.video_playback ADD CONSTRAINT video_playback_video_id_1bff6d15_fk_video_video_id FOREIGN KEY (video_id) REFERENCES public.video_video(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.video_rendition ADD CONSTRAINT video_rendition_video_id_099b1376_fk_video_video_id FOREIGN KEY (video_id) REFERENCES public.video_video(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.video_subtitles ADD CONSTRAINT video_subtitles_changed_by_id_9931e2db_fk_accounts_user_id FOREIGN KEY (changed_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.video_subtitles ADD CONSTRAINT video_subtitles_made_by_id_de0ed382_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.video_subtitles ADD CONSTRAINT video_subtitles_video_id_01248559_fk_video_video_id FOREIGN KEY (video_id) REFERENCES public.video_video(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.video_transcription ADD CONSTRAINT video_transcription_asked_by_id_8db13de8_fk_accounts_user_id FOREIGN KEY (asked_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.video_transcription ADD CONSTRAINT video_transcription_video_id_86da8b8c_fk_video_video_id FOREIGN KEY (video_id) REFERENCES public.video_video(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.video_video ADD CONSTRAINT video_video_file_id_e25b5c45_fk_core_storedfile_id FOREIGN KEY (file_id) REFERENCES public.core_storedfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.webhooks_webhookdelivery ADD CONSTRAINT webhooks_webhookdeli_webhook_id_195f5243_fk_webhooks_ FOREIGN KEY (webhook_id) REFERENCES public.webhooks_webhook(id) DEFERRABLE INITIALLY DEFERRED;
REVOKE ALL ON FUNCTION public.talim_ai_keep_known_children() FROM PUBLIC;
INSERT INTO public.django_migrations (app, name, applied) SELECT app, name, now() FROM (VALUES
  ('accounts', '0001_initial')
, ('accounts', '0002_people')
, ('accounts', '0002_squashed_0012_search_without_apostrophes')
, ('accounts', '0003_identity_requests_without_an_account')
, ('accounts', '0004_sessions_end_reasons')
, ('accounts', '0005_people_search_and_families')
, ('accounts', '0006_people_known_to_the_centre')
, ('accounts', '0007_sign_up_tickets_and_one_open_invitation')
, ('accounts', '0008_telegram_links')
, ('accounts', '0009_only_staff_work_in_every_branch')
, ('accounts', '0010_pupils_numbers')
, ('accounts', '0011_first_numbers')
, ('accounts', '0012_search_without_apostrophes')
, ('accounts', '0013_newest_guardians_first')
, ('accounts', '0014_people_and_contacts')
, ('accounts', '0015_birth_dates')
, ('accounts', '0016_patronymic_index')
, ('accounts', '0017_paper_is_signed')
, ('accounts', '0018_vouched_phones')
, ('accounts', '0019_activation_links')
, ('accounts', '0020_name_key')
, ('accounts', '0021_name_key_index')
, ('accounts', '0022_merged_into')
, ('accounts', '0023_alter_consent_kind')
, ('accounts', '0024_activity_consent')
, ('accounts', '0025_learning_systems_consent')
, ('admin', '0001_initial')
, ('admin', '0002_logentry_remove_auto_add')
, ('admin', '0003_logentry_add_action_flag_choices')
, ('analytics', '0001_initial')
, ('analytics', '0001_squashed_0008_announced_figures')
, ('analytics', '0002_change_triggers')
, ('analytics', '0003_at_risk')
, ('analytics', '0004_reports')
, ('analytics', '0005_activity')
, ('analytics', '0006_report_cards')
, ('analytics', '0007_own_figures')
, ('analytics', '0008_announced_figures')
, ('attendance', '0001_initial')
, ('attendance', '0001_squashed_0005_days_of_study')
, ('attendance', '0002_first_statuses')
, ('attendance', '0003_who_stood_before_and_what_was_told')
, ('attendance', '0004_marks_keep_whether_they_are_charged')
, ('attendance', '0005_days_of_study')
, ('attendance', '0006_marks_of_live_classes')
, ('auth', '0001_initial')
, ('auth', '0002_alter_permission_name_max_length')
, ('auth', '0003_alter_user_email_max_length')
, ('auth', '0004_alter_user_username_opts')
, ('auth', '0005_alter_user_last_login_null')
, ('auth', '0006_require_contenttypes_0002')
, ('auth', '0007_alter_validators_add_error_messages')
, ('auth', '0008_alter_user_username_max_length')
, ('auth', '0009_alter_user_last_name_max_length')
, ('auth', '0010_alter_group_name_max_length')
, ('auth', '0011_update_proxy_permissions')
, ('auth', '0012_alter_user_first_name_max_length')
, ('backups', '0001_initial')
, ('backups', '0001_squashed_0002_left_over')
, ('backups', '0002_left_over')
, ('certificates', '0001_initial')
, ('chat', '0001_initial')
, ('chat', '0001_squashed_0003_days_of_facts')
, ('chat', '0002_telegram_and_continued_conversations')
, ('chat', '0003_days_of_facts')
, ('contenttypes', '0001_initial')
, ('contenttypes', '0002_remove_content_type_name')
, ('core', '0001_initial')
, ('core', '0001_squashed_0003_upload_closed_at_and_sha256')
, ('core', '0002_uploads_and_number_series')
, ('core', '0003_upload_closed_at_and_sha256')
, ('core', '0004_leaps_of_number_series')
, ('core', '0005_bulk_changes')
, ('course_transfers', '0001_initial')
, ('courses', '0001_initial')
, ('courses', '0001_squashed_0008_level_codes_in_any_case_once')
, ('courses', '0002_catalogue_and_memberships')
, ('courses', '0003_first_levels_and_seats')
, ('courses', '0004_seats_follow_memberships')
, ('courses', '0005_leads_and_planned_ends')
, ('courses', '0006_groups_searched_without_apostrophes')
, ('courses', '0007_courses_searched_without_apostrophes')
, ('courses', '0008_level_codes_in_any_case_once')
, ('courses', '0009_newest_placements_first')
, ('courses', '0010_freezes_in_the_history')
, ('courses', '0011_import_mappings')
, ('courses', '0012_course_rating')
, ('courses', '0013_course_thumbnails')
, ('courses', '0014_course_tags')
, ('courses', '0015_imports_of_leads')
, ('forums', '0001_initial')
, ('forums', '0001_squashed_0004_days_of_replies')
, ('forums', '0002_search_and_unread')
, ('forums', '0003_days_of_facts')
, ('forums', '0004_days_of_replies')
, ('gamification', '0001_initial')
, ('gamification', '0001_squashed_0005_achievements_that_begin_quietly')
, ('gamification', '0002_boards_achievements_shop')
, ('gamification', '0003_append_only_and_first_achievements')
, ('gamification', '0004_streak_rewards')
, ('gamification', '0005_achievements_that_begin_quietly')
, ('grading', '0001_initial')
, ('grading', '0001_squashed_0004_causes_of_entries')
, ('grading', '0002_saved_comments')
, ('grading', '0003_appeals_and_second_marks')
, ('grading', '0004_causes_of_entries')
, ('homework', '0001_initial')
, ('homework', '0001_squashed_0005_deadlines_and_days_of_earlier_attempts')
, ('homework', '0002_wider_attempt_numbers')
, ('homework', '0003_every_kind_of_homework')
, ('homework', '0004_attempts_keep_their_deadline')
, ('homework', '0005_deadlines_and_days_of_earlier_attempts')
, ('homework', '0006_homework_for_chosen_pupils')
, ('homework', '0007_tasks_of_online_courses')
, ('homework', '0008_days_of_facts')
, ('homework', '0009_days_of_attempts')
, ('jobs', '0001_initial')
, ('jobs', '0001_squashed_0002_whose_turn')
, ('jobs', '0002_whose_turn')
, ('kids', '0001_initial')
, ('kids', '0001_squashed_0011_trials')
, ('kids', '0002_mastery')
, ('kids', '0003_shown_lessons')
, ('kids', '0004_fits')
, ('kids', '0005_pipeline')
, ('kids', '0006_tables_of_the_pipeline')
, ('kids', '0007_activities')
, ('kids', '0008_play_limits')
, ('kids', '0009_observations')
, ('kids', '0010_gate_of_the_pipeline')
, ('kids', '0011_trials')
, ('leads', '0001_initial')
, ('leads', '0001_squashed_0005_chats_of_strangers')
, ('leads', '0002_leads_of_groups')
, ('leads', '0003_erased_leads')
, ('leads', '0004_telegram')
, ('leads', '0005_chats_of_strangers')
, ('learning', '0001_initial')
, ('learning', '0002_content_and_progress')
, ('learning', '0003_versions_go_with_their_course')
, ('learning', '0004_course_reviews')
, ('learning', '0005_invitation_links')
, ('learning', '0006_coins_of_courses')
, ('learning', '0007_causes_of_freezes_and_ends')
, ('lessons', '0001_initial')
, ('lessons', '0001_squashed_0007_lessons_planned_by_hand')
, ('lessons', '0002_timetable')
, ('lessons', '0003_teachers_and_clashes')
, ('lessons', '0004_no_clashes')
, ('lessons', '0005_changes_people_were_told_of')
, ('lessons', '0006_when_lessons_were_last_made')
, ('lessons', '0007_lessons_planned_by_hand')
, ('lessons', '0008_skipped_lessons')
, ('lessons', '0009_lessons_held_by_marks')
, ('lessons', '0010_held_lessons_stay_held')
, ('lessons', '0011_schedule_links')
, ('lessons', '0012_teacher_feedback')
, ('lessons', '0013_live_classes')
, ('lessons', '0014_hosts_and_new_lessons')
, ('messaging', '0001_initial')
, ('messaging', '0001_squashed_0006_telegram_bot')
, ('messaging', '0002_sms_of_a_day')
, ('messaging', '0003_telegram_updates')
, ('messaging', '0004_sms_messages')
, ('messaging', '0005_telegram_polling')
, ('messaging', '0006_telegram_bot')
, ('messaging', '0007_webhook_arrivals')
, ('moderation', '0001_initial')
, ('moderation', '0001_squashed_0002_places_words_and_lasting_cases')
, ('moderation', '0002_places_words_and_lasting_cases')
, ('notifications', '0001_initial')
, ('notifications', '0001_squashed_0003_sending')
, ('notifications', '0002_messages_by_channels')
, ('notifications', '0002_squashed_0005_times_of_the_centre')
, ('notifications', '0003_sending')
, ('notifications', '0004_push')
, ('notifications', '0005_times_of_the_centre')
, ('notifications', '0006_last_changed_first')
, ('notifications', '0007_fill_last_changed')
, ('notifications', '0008_list_by_last_change')
, ('notifications', '0009_no_list_by_creation')
, ('packages', '0001_initial')
, ('payments', '0001_initial')
, ('payments', '0001_squashed_0004_receipts_of_refunds_undone')
, ('payments', '0002_books_that_balance')
, ('payments', '0003_differences_are_counted')
, ('payments', '0004_receipts_of_refunds_undone')
, ('payments', '0005_newest_payments_first')
, ('payments', '0006_lessons_held_by_marks')
, ('payments', '0007_hold_marked_lessons')
, ('payments', '0008_money_controls')
, ('payments', '0009_reversals_and_desk_transfers')
, ('payments', '0010_opening_balances')
, ('payments', '0011_closed_months')
, ('payments', '0012_expense_categories')
, ('payments', '0013_debt_contacts')
, ('payments', '0014_pay_out_reversals')
, ('payments', '0015_transfers_of_merges')
, ('payments', '0016_terminal_deposits')
, ('payments', '0017_proofs_withdrawn')
, ('payments', '0018_discount_codes')
, ('payments', '0019_shares_of_sales')
, ('payments', '0020_days_of_facts')
, ('payments', '0021_change_floats')
, ('payments', '0022_change_floats_validated')
, ('portal', '0001_requests_for_data')
, ('portal', '0001_squashed_0002_telegram_talks')
, ('portal', '0002_telegram_talks')
, ('portal', '0003_messages_to_families')
, ('portal', '0004_own_words_to_families')
, ('portal', '0005_erasure_reason')
, ('portal', '0006_archives_by_who_asked')
, ('quizzes', '0001_initial')
, ('quizzes', '0001_squashed_0007_language_of_imports')
, ('quizzes', '0002_question_files')
, ('quizzes', '0003_placement')
, ('quizzes', '0004_recordings')
, ('quizzes', '0005_personal_placement_links')
, ('quizzes', '0006_days_of_facts')
, ('quizzes', '0007_language_of_imports')
, ('realtime', '0001_initial')
, ('registry', '0001_initial')
, ('resources', '0001_initial')
, ('resources', '0002_links_and_views')
, ('sessions', '0001_initial')
, ('settings', '0001_initial')
, ('settings', '0001_squashed_0008_message_settings')
, ('settings', '0002_first_rows_and_append_only')
, ('settings', '0002_squashed_0010_old_audit_entries_can_go')
, ('settings', '0003_known_zones')
, ('settings', '0004_people_settings')
, ('settings', '0005_timetable_and_register')
, ('settings', '0006_money_settings')
, ('settings', '0007_coin_settings')
, ('settings', '0008_message_settings')
, ('settings', '0009_settings_for_years')
, ('settings', '0010_old_audit_entries_can_go')
, ('settings', '0011_lessons_and_people_settings')
, ('settings', '0012_money_controls_settings')
, ('settings', '0013_first_run_code')
, ('settings', '0014_centre_logo_and_colour')
, ('settings', '0015_public_catalogue')
, ('settings', '0016_course_coins_and_provider_fee')
, ('settings', '0017_teacher_feedback')
, ('settings', '0018_videos')
, ('settings', '0019_film_copies')
, ('settings', '0020_quiz_grace_seconds')
, ('settings', '0021_texts_and_reports')
, ('settings', '0022_chat')
, ('settings', '0023_guardians_read_along_since')
, ('settings', '0024_live_classes')
, ('settings', '0025_live_provider')
, ('settings', '0026_live_provider_is_known')
, ('settings', '0027_activity_is_kept')
, ('settings', '0028_activity_is_kept_long_enough')
, ('settings', '0029_activity_is_kept_validated')
, ('settings', '0030_reports_are_kept')
, ('settings', '0031_kept_reports_are_known')
, ('settings', '0032_class_boundary')
, ('settings', '0033_lists_of_children')
, ('settings', '0034_change_float_limit')
, ('settings', '0035_change_float_limit_validated')
, ('support', '0001_initial')
, ('support', '0001_squashed_0002_telegram')
, ('support', '0002_telegram')
, ('video', '0001_initial')
, ('video', '0001_squashed_0005_hosted_videos')
, ('video', '0002_subtitles')
, ('video', '0003_playback_of_attempts')
, ('video', '0004_film_copies')
, ('video', '0005_hosted_videos')
, ('webhooks', '0001_webhooks_and_deliveries')
) AS migration (app, name) ORDER BY app, name;
INSERT INTO public.django_content_type (app_label, model) VALUES
  ('accounts', 'activationlink')
, ('accounts', 'activitylog')
, ('accounts', 'childdevice')
, ('accounts', 'childprofile')
, ('accounts', 'consent')
, ('accounts', 'contactperson')
, ('accounts', 'guardian')
, ('accounts', 'institution')
, ('accounts', 'invitation')
, ('accounts', 'knowndevice')
, ('accounts', 'mfaticket')
, ('accounts', 'onboardinganswer')
, ('accounts', 'onboardingquestion')
, ('accounts', 'ownrole')
, ('accounts', 'passwordresettoken')
, ('accounts', 'personnote')
, ('accounts', 'recoverycode')
, ('accounts', 'refreshtoken')
, ('accounts', 'session')
, ('accounts', 'studentprofile')
, ('accounts', 'teacherprofile')
, ('accounts', 'telegramlink')
, ('accounts', 'telegramstart')
, ('accounts', 'totpdevice')
, ('accounts', 'user')
, ('accounts', 'userverification')
, ('admin', 'logentry')
, ('analytics', 'activity')
, ('analytics', 'branchday')
, ('analytics', 'courseday')
, ('analytics', 'factsbuild')
, ('analytics', 'factsproof')
, ('analytics', 'factsstate')
, ('analytics', 'groupday')
, ('analytics', 'ownfigure')
, ('analytics', 'personday')
, ('analytics', 'pupilrisk')
, ('analytics', 'report')
, ('analytics', 'reportcard')
, ('analytics', 'reportcardbatch')
, ('analytics', 'reportreceiver')
, ('analytics', 'reportschedule')
, ('analytics', 'riskaction')
, ('analytics', 'riskmodel')
, ('analytics', 'rowchange')
, ('analytics', 'staleday')
, ('attendance', 'absencealert')
, ('attendance', 'absencenotice')
, ('attendance', 'attendance')
, ('attendance', 'attendancehistory')
, ('attendance', 'attendancestatus')
, ('attendance', 'excuse')
, ('attendance', 'makeup')
, ('auth', 'group')
, ('auth', 'permission')
, ('backups', 'backuprun')
, ('certificates', 'certificate')
, ('certificates', 'certificatekey')
, ('certificates', 'certificatepicture')
, ('certificates', 'certificaterule')
, ('certificates', 'certificatetemplate')
, ('certificates', 'certificatetemplateversion')
, ('chat', 'block')
, ('chat', 'chatroom')
, ('chat', 'message')
, ('chat', 'messageversion')
, ('chat', 'reaction')
, ('chat', 'readposition')
, ('contenttypes', 'contenttype')
, ('core', 'bulkchange')
, ('core', 'idempotencykey')
, ('core', 'numberseries')
, ('core', 'storedfile')
, ('core', 'upload')
, ('course_transfers', 'courseexport')
, ('course_transfers', 'courseimport')
, ('courses', 'category')
, ('courses', 'course')
, ('courses', 'courseprice')
, ('courses', 'courseteacher')
, ('courses', 'coursethumbnail')
, ('courses', 'freeze')
, ('courses', 'group')
, ('courses', 'holiday')
, ('courses', 'import')
, ('courses', 'importmapping')
, ('courses', 'importrow')
, ('courses', 'leadchange')
, ('courses', 'level')
, ('courses', 'membership')
, ('courses', 'membershipchange')
, ('courses', 'placement')
, ('courses', 'waitingentry')
, ('forums', 'discussion')
, ('forums', 'discussionread')
, ('forums', 'forum')
, ('forums', 'forumfile')
, ('forums', 'forumreader')
, ('forums', 'reply')
, ('forums', 'textedit')
, ('forums', 'textmention')
, ('forums', 'textnotice')
, ('forums', 'upvote')
, ('gamification', 'achievement')
, ('gamification', 'achievementgrant')
, ('gamification', 'coinadjustment')
, ('gamification', 'cointransaction')
, ('gamification', 'groupboard')
, ('gamification', 'leaderboard')
, ('gamification', 'leaderboardrow')
, ('gamification', 'redemption')
, ('gamification', 'shopitem')
, ('gamification', 'streakreward')
, ('gamification', 'studentcoin')
, ('gamification', 'studyday')
, ('grading', 'assignmentrubric')
, ('grading', 'filledrubric')
, ('grading', 'gradeappeal')
, ('grading', 'gradebook')
, ('grading', 'gradecategory')
, ('grading', 'gradeentry')
, ('grading', 'gradeextension')
, ('grading', 'gradeitem')
, ('grading', 'gradescale')
, ('grading', 'provisionalmark')
, ('grading', 'rubric')
, ('grading', 'rubricversion')
, ('grading', 'savedcomment')
, ('grading', 'secondmarking')
, ('homework', 'appeal')
, ('homework', 'assignment')
, ('homework', 'attempt')
, ('homework', 'homework')
, ('homework', 'homeworktranscript')
, ('homework', 'review')
, ('homework', 'scoreproposal')
, ('homework', 'soundprint')
, ('homework', 'speechscore')
, ('homework', 'wordcorrection')
, ('jobs', 'job')
, ('jobs', 'periodicslot')
, ('jobs', 'processbeat')
, ('kids', 'activityanswer')
, ('kids', 'classexception')
, ('kids', 'itemdifficulty')
, ('kids', 'lessonclass')
, ('kids', 'lessonskill')
, ('kids', 'mlstudentmap')
, ('kids', 'observation')
, ('kids', 'observationskill')
, ('kids', 'pipelinerefusal')
, ('kids', 'playday')
, ('kids', 'playlimit')
, ('kids', 'predictionquality')
, ('kids', 'questionskill')
, ('kids', 'shownlesson')
, ('kids', 'skill')
, ('kids', 'skillanswer')
, ('kids', 'skillfit')
, ('kids', 'skillmastery')
, ('kids', 'skillprerequisite')
, ('kids', 'sourcetrial')
, ('leads', 'lead')
, ('leads', 'leadcontract')
, ('leads', 'leadcost')
, ('leads', 'leadentry')
, ('leads', 'leadform')
, ('leads', 'leadphone')
, ('leads', 'leadstage')
, ('leads', 'metaarrival')
, ('leads', 'telegramstranger')
, ('learning', 'blockprogress')
, ('learning', 'coursecontent')
, ('learning', 'coursefile')
, ('learning', 'courselesson')
, ('learning', 'coursereview')
, ('learning', 'courseversion')
, ('learning', 'enrollment')
, ('learning', 'invitationlink')
, ('learning', 'lessonprogress')
, ('learning', 'lessonversion')
, ('learning', 'lessonview')
, ('learning', 'module')
, ('learning', 'reviewreport')
, ('lessons', 'calendarfeed')
, ('lessons', 'feedbackrequest')
, ('lessons', 'feedbackround')
, ('lessons', 'lesson')
, ('lessons', 'lessonchange')
, ('lessons', 'lessonreschedule')
, ('lessons', 'lessonschedule')
, ('lessons', 'liveattendee')
, ('lessons', 'liverecording')
, ('lessons', 'livereport')
, ('lessons', 'liveroom')
, ('lessons', 'livesighting')
, ('lessons', 'room')
, ('lessons', 'scheduleline')
, ('lessons', 'skippedlesson')
, ('messaging', 'providertoken')
, ('messaging', 'smsday')
, ('messaging', 'smsmessage')
, ('messaging', 'telegrampoll')
, ('messaging', 'telegramupdate')
, ('messaging', 'webhookarrival')
, ('moderation', 'blockedword')
, ('moderation', 'casedecision')
, ('moderation', 'decisionappeal')
, ('moderation', 'moderationcase')
, ('moderation', 'sanction')
, ('moderation', 'textreport')
, ('moderation', 'writer')
, ('moderation', 'writtentext')
, ('notifications', 'announcement')
, ('notifications', 'messagesettings')
, ('notifications', 'notification')
, ('notifications', 'notificationlog')
, ('notifications', 'notificationpreference')
, ('notifications', 'notificationtemplate')
, ('notifications', 'pushsubscription')
, ('notifications', 'smsmonth')
, ('packages', 'learnerpackage')
, ('packages', 'package')
, ('payments', 'approval')
, ('payments', 'booksmonth')
, ('payments', 'cashdesk')
, ('payments', 'cashrefund')
, ('payments', 'codeuse')
, ('payments', 'debtcontact')
, ('payments', 'desktransfer')
, ('payments', 'discount')
, ('payments', 'discountcode')
, ('payments', 'expense')
, ('payments', 'expensecategory')
, ('payments', 'flaggedact')
, ('payments', 'ledgeraccount')
, ('payments', 'ledgerentry')
, ('payments', 'ledgertransfer')
, ('payments', 'openingbalance')
, ('payments', 'order')
, ('payments', 'orderitem')
, ('payments', 'payentry')
, ('payments', 'payment')
, ('payments', 'paymenthistory')
, ('payments', 'paymentproof')
, ('payments', 'paymentschedule')
, ('payments', 'paymonth')
, ('payments', 'payout')
, ('payments', 'payrate')
, ('payments', 'prepaidperiod')
, ('payments', 'priceoverride')
, ('payments', 'providertransaction')
, ('payments', 'receipt')
, ('payments', 'reconciliation')
, ('payments', 'settlement')
, ('payments', 'shift')
, ('payments', 'subscription')
, ('payments', 'terminaldeposit')
, ('payments', 'webhookdelivery')
, ('portal', 'erasurerequest')
, ('portal', 'exportrequest')
, ('portal', 'familyanswer')
, ('portal', 'familymessage')
, ('portal', 'familytemplate')
, ('portal', 'telegramtalk')
, ('quizzes', 'answer')
, ('quizzes', 'answerfile')
, ('quizzes', 'lateanswer')
, ('quizzes', 'placementanswer')
, ('quizzes', 'placementlink')
, ('quizzes', 'placementsession')
, ('quizzes', 'placementspeech')
, ('quizzes', 'placementtest')
, ('quizzes', 'question')
, ('quizzes', 'questionbank')
, ('quizzes', 'questionexport')
, ('quizzes', 'questionfile')
, ('quizzes', 'questionimport')
, ('quizzes', 'questionversion')
, ('quizzes', 'quiz')
, ('quizzes', 'quizattempt')
, ('quizzes', 'quizextension')
, ('quizzes', 'quizquestion')
, ('quizzes', 'regrade')
, ('quizzes', 'spokenresult')
, ('realtime', 'socketticket')
, ('realtime', 'stream')
, ('realtime', 'streamevent')
, ('registry', 'mlmodel')
, ('resources', 'download')
, ('resources', 'lessonresource')
, ('resources', 'mediafile')
, ('sessions', 'session')
, ('settings', 'auditlog')
, ('settings', 'auditvalues')
, ('settings', 'branch')
, ('settings', 'systemsettings')
, ('support', 'assignmentrule')
, ('support', 'cannedanswer')
, ('support', 'guestrequest')
, ('support', 'incomingmail')
, ('support', 'mailboxposition')
, ('support', 'openinghours')
, ('support', 'outgoingmail')
, ('support', 'rulemember')
, ('support', 'servicetarget')
, ('support', 'ticket')
, ('support', 'ticketalarm')
, ('support', 'ticketcategory')
, ('support', 'ticketcomment')
, ('support', 'ticketfile')
, ('support', 'ticketpause')
, ('video', 'filmcopy')
, ('video', 'hostedvideo')
, ('video', 'playback')
, ('video', 'rendition')
, ('video', 'subtitles')
, ('video', 'transcription')
, ('video', 'video')
, ('webhooks', 'webhook')
, ('webhooks', 'webhookdelivery')
;
INSERT INTO public.auth_permission (name, content_type_id, codename) SELECT name, id, codename FROM (VALUES
  ('accounts', 'activationlink', 'Can add activation link', 'add_activationlink')
, ('accounts', 'activationlink', 'Can change activation link', 'change_activationlink')
, ('accounts', 'activationlink', 'Can delete activation link', 'delete_activationlink')
, ('accounts', 'activationlink', 'Can view activation link', 'view_activationlink')
, ('accounts', 'activitylog', 'Can add activity log', 'add_activitylog')
, ('accounts', 'activitylog', 'Can change activity log', 'change_activitylog')
, ('accounts', 'activitylog', 'Can delete activity log', 'delete_activitylog')
, ('accounts', 'activitylog', 'Can view activity log', 'view_activitylog')
, ('accounts', 'childdevice', 'Can add child device', 'add_childdevice')
, ('accounts', 'childdevice', 'Can change child device', 'change_childdevice')
, ('accounts', 'childdevice', 'Can delete child device', 'delete_childdevice')
, ('accounts', 'childdevice', 'Can view child device', 'view_childdevice')
, ('accounts', 'childprofile', 'Can add child profile', 'add_childprofile')
, ('accounts', 'childprofile', 'Can change child profile', 'change_childprofile')
, ('accounts', 'childprofile', 'Can delete child profile', 'delete_childprofile')
, ('accounts', 'childprofile', 'Can view child profile', 'view_childprofile')
, ('accounts', 'consent', 'Can add consent', 'add_consent')
, ('accounts', 'consent', 'Can change consent', 'change_consent')
, ('accounts', 'consent', 'Can delete consent', 'delete_consent')
, ('accounts', 'consent', 'Can view consent', 'view_consent')
, ('accounts', 'contactperson', 'Can add contact person', 'add_contactperson')
, ('accounts', 'contactperson', 'Can change contact person', 'change_contactperson')
, ('accounts', 'contactperson', 'Can delete contact person', 'delete_contactperson')
, ('accounts', 'contactperson', 'Can view contact person', 'view_contactperson')
, ('accounts', 'guardian', 'Can add guardian', 'add_guardian')
, ('accounts', 'guardian', 'Can change guardian', 'change_guardian')
, ('accounts', 'guardian', 'Can delete guardian', 'delete_guardian')
, ('accounts', 'guardian', 'Can view guardian', 'view_guardian')
, ('accounts', 'institution', 'Can add institution', 'add_institution')
, ('accounts', 'institution', 'Can change institution', 'change_institution')
, ('accounts', 'institution', 'Can delete institution', 'delete_institution')
, ('accounts', 'institution', 'Can view institution', 'view_institution')
, ('accounts', 'invitation', 'Can add invitation', 'add_invitation')
, ('accounts', 'invitation', 'Can change invitation', 'change_invitation')
, ('accounts', 'invitation', 'Can delete invitation', 'delete_invitation')
, ('accounts', 'invitation', 'Can view invitation', 'view_invitation')
, ('accounts', 'knowndevice', 'Can add known device', 'add_knowndevice')
, ('accounts', 'knowndevice', 'Can change known device', 'change_knowndevice')
, ('accounts', 'knowndevice', 'Can delete known device', 'delete_knowndevice')
, ('accounts', 'knowndevice', 'Can view known device', 'view_knowndevice')
, ('accounts', 'mfaticket', 'Can add mfa ticket', 'add_mfaticket')
, ('accounts', 'mfaticket', 'Can change mfa ticket', 'change_mfaticket')
, ('accounts', 'mfaticket', 'Can delete mfa ticket', 'delete_mfaticket')
, ('accounts', 'mfaticket', 'Can view mfa ticket', 'view_mfaticket')
, ('accounts', 'onboardinganswer', 'Can add onboarding answer', 'add_onboardinganswer')
, ('accounts', 'onboardinganswer', 'Can change onboarding answer', 'change_onboardinganswer')
, ('accounts', 'onboardinganswer', 'Can delete onboarding answer', 'delete_onboardinganswer')
, ('accounts', 'onboardinganswer', 'Can view onboarding answer', 'view_onboardinganswer')
, ('accounts', 'onboardingquestion', 'Can add onboarding question', 'add_onboardingquestion')
, ('accounts', 'onboardingquestion', 'Can change onboarding question', 'change_onboardingquestion')
, ('accounts', 'onboardingquestion', 'Can delete onboarding question', 'delete_onboardingquestion')
, ('accounts', 'onboardingquestion', 'Can view onboarding question', 'view_onboardingquestion')
, ('accounts', 'ownrole', 'Can add own role', 'add_ownrole')
, ('accounts', 'ownrole', 'Can change own role', 'change_ownrole')
, ('accounts', 'ownrole', 'Can delete own role', 'delete_ownrole')
, ('accounts', 'ownrole', 'Can view own role', 'view_ownrole')
, ('accounts', 'passwordresettoken', 'Can add password reset token', 'add_passwordresettoken')
, ('accounts', 'passwordresettoken', 'Can change password reset token', 'change_passwordresettoken')
, ('accounts', 'passwordresettoken', 'Can delete password reset token', 'delete_passwordresettoken')
, ('accounts', 'passwordresettoken', 'Can view password reset token', 'view_passwordresettoken')
, ('accounts', 'personnote', 'Can add person note', 'add_personnote')
, ('accounts', 'personnote', 'Can change person note', 'change_personnote')
, ('accounts', 'personnote', 'Can delete person note', 'delete_personnote')
, ('accounts', 'personnote', 'Can view person note', 'view_personnote')
, ('accounts', 'recoverycode', 'Can add recovery code', 'add_recoverycode')
, ('accounts', 'recoverycode', 'Can change recovery code', 'change_recoverycode')
, ('accounts', 'recoverycode', 'Can delete recovery code', 'delete_recoverycode')
, ('accounts', 'recoverycode', 'Can view recovery code', 'view_recoverycode')
, ('accounts', 'refreshtoken', 'Can add refresh token', 'add_refreshtoken')
, ('accounts', 'refreshtoken', 'Can change refresh token', 'change_refreshtoken')
, ('accounts', 'refreshtoken', 'Can delete refresh token', 'delete_refreshtoken')
, ('accounts', 'refreshtoken', 'Can view refresh token', 'view_refreshtoken')
, ('accounts', 'session', 'Can add signed-in device', 'add_session')
, ('accounts', 'session', 'Can change signed-in device', 'change_session')
, ('accounts', 'session', 'Can delete signed-in device', 'delete_session')
, ('accounts', 'session', 'Can view signed-in device', 'view_session')
, ('accounts', 'studentprofile', 'Can add student profile', 'add_studentprofile')
, ('accounts', 'studentprofile', 'Can change student profile', 'change_studentprofile')
, ('accounts', 'studentprofile', 'Can delete student profile', 'delete_studentprofile')
, ('accounts', 'studentprofile', 'Can view student profile', 'view_studentprofile')
, ('accounts', 'teacherprofile', 'Can add teacher profile', 'add_teacherprofile')
, ('accounts', 'teacherprofile', 'Can change teacher profile', 'change_teacherprofile')
, ('accounts', 'teacherprofile', 'Can delete teacher profile', 'delete_teacherprofile')
, ('accounts', 'teacherprofile', 'Can view teacher profile', 'view_teacherprofile')
, ('accounts', 'telegramlink', 'Can add telegram link', 'add_telegramlink')
, ('accounts', 'telegramlink', 'Can change telegram link', 'change_telegramlink')
, ('accounts', 'telegramlink', 'Can delete telegram link', 'delete_telegramlink')
, ('accounts', 'telegramlink', 'Can view telegram link', 'view_telegramlink')
, ('accounts', 'telegramstart', 'Can add telegram start', 'add_telegramstart')
, ('accounts', 'telegramstart', 'Can change telegram start', 'change_telegramstart')
, ('accounts', 'telegramstart', 'Can delete telegram start', 'delete_telegramstart')
, ('accounts', 'telegramstart', 'Can view telegram start', 'view_telegramstart')
, ('accounts', 'totpdevice', 'Can add totp device', 'add_totpdevice')
, ('accounts', 'totpdevice', 'Can change totp device', 'change_totpdevice')
, ('accounts', 'totpdevice', 'Can delete totp device', 'delete_totpdevice')
, ('accounts', 'totpdevice', 'Can view totp device', 'view_totpdevice')
, ('accounts', 'user', 'Can add person', 'add_user')
, ('accounts', 'user', 'Can change person', 'change_user')
, ('accounts', 'user', 'Can delete person', 'delete_user')
, ('accounts', 'user', 'Can view person', 'view_user')
, ('accounts', 'userverification', 'Can add user verification', 'add_userverification')
, ('accounts', 'userverification', 'Can change user verification', 'change_userverification')
, ('accounts', 'userverification', 'Can delete user verification', 'delete_userverification')
, ('accounts', 'userverification', 'Can view user verification', 'view_userverification')
, ('admin', 'logentry', 'Can add log entry', 'add_logentry')
, ('admin', 'logentry', 'Can change log entry', 'change_logentry')
, ('admin', 'logentry', 'Can delete log entry', 'delete_logentry')
, ('admin', 'logentry', 'Can view log entry', 'view_logentry')
, ('analytics', 'activity', 'Can add activity', 'add_activity')
, ('analytics', 'activity', 'Can change activity', 'change_activity')
, ('analytics', 'activity', 'Can delete activity', 'delete_activity')
, ('analytics', 'activity', 'Can view activity', 'view_activity')
, ('analytics', 'branchday', 'Can add branch day', 'add_branchday')
, ('analytics', 'branchday', 'Can change branch day', 'change_branchday')
, ('analytics', 'branchday', 'Can delete branch day', 'delete_branchday')
, ('analytics', 'branchday', 'Can view branch day', 'view_branchday')
, ('analytics', 'courseday', 'Can add course day', 'add_courseday')
, ('analytics', 'courseday', 'Can change course day', 'change_courseday')
, ('analytics', 'courseday', 'Can delete course day', 'delete_courseday')
, ('analytics', 'courseday', 'Can view course day', 'view_courseday')
, ('analytics', 'factsbuild', 'Can add facts build', 'add_factsbuild')
, ('analytics', 'factsbuild', 'Can change facts build', 'change_factsbuild')
, ('analytics', 'factsbuild', 'Can delete facts build', 'delete_factsbuild')
, ('analytics', 'factsbuild', 'Can view facts build', 'view_factsbuild')
, ('analytics', 'factsproof', 'Can add facts proof', 'add_factsproof')
, ('analytics', 'factsproof', 'Can change facts proof', 'change_factsproof')
, ('analytics', 'factsproof', 'Can delete facts proof', 'delete_factsproof')
, ('analytics', 'factsproof', 'Can view facts proof', 'view_factsproof')
, ('analytics', 'factsstate', 'Can add facts state', 'add_factsstate')
, ('analytics', 'factsstate', 'Can change facts state', 'change_factsstate')
, ('analytics', 'factsstate', 'Can delete facts state', 'delete_factsstate')
, ('analytics', 'factsstate', 'Can view facts state', 'view_factsstate')
, ('analytics', 'groupday', 'Can add group day', 'add_groupday')
, ('analytics', 'groupday', 'Can change group day', 'change_groupday')
, ('analytics', 'groupday', 'Can delete group day', 'delete_groupday')
, ('analytics', 'groupday', 'Can view group day', 'view_groupday')
, ('analytics', 'ownfigure', 'Can add own figure', 'add_ownfigure')
, ('analytics', 'ownfigure', 'Can change own figure', 'change_ownfigure')
, ('analytics', 'ownfigure', 'Can delete own figure', 'delete_ownfigure')
, ('analytics', 'ownfigure', 'Can view own figure', 'view_ownfigure')
, ('analytics', 'personday', 'Can add person day', 'add_personday')
, ('analytics', 'personday', 'Can change person day', 'change_personday')
, ('analytics', 'personday', 'Can delete person day', 'delete_personday')
, ('analytics', 'personday', 'Can view person day', 'view_personday')
, ('analytics', 'pupilrisk', 'Can add pupil risk', 'add_pupilrisk')
, ('analytics', 'pupilrisk', 'Can change pupil risk', 'change_pupilrisk')
, ('analytics', 'pupilrisk', 'Can delete pupil risk', 'delete_pupilrisk')
, ('analytics', 'pupilrisk', 'Can view pupil risk', 'view_pupilrisk')
, ('analytics', 'report', 'Can add report', 'add_report')
, ('analytics', 'report', 'Can change report', 'change_report')
, ('analytics', 'report', 'Can delete report', 'delete_report')
, ('analytics', 'report', 'Can view report', 'view_report')
, ('analytics', 'reportcard', 'Can add report card', 'add_reportcard')
, ('analytics', 'reportcard', 'Can change report card', 'change_reportcard')
, ('analytics', 'reportcard', 'Can delete report card', 'delete_reportcard')
, ('analytics', 'reportcard', 'Can view report card', 'view_reportcard')
, ('analytics', 'reportcardbatch', 'Can add report card batch', 'add_reportcardbatch')
, ('analytics', 'reportcardbatch', 'Can change report card batch', 'change_reportcardbatch')
, ('analytics', 'reportcardbatch', 'Can delete report card batch', 'delete_reportcardbatch')
, ('analytics', 'reportcardbatch', 'Can view report card batch', 'view_reportcardbatch')
, ('analytics', 'reportreceiver', 'Can add report receiver', 'add_reportreceiver')
, ('analytics', 'reportreceiver', 'Can change report receiver', 'change_reportreceiver')
, ('analytics', 'reportreceiver', 'Can delete report receiver', 'delete_reportreceiver')
, ('analytics', 'reportreceiver', 'Can view report receiver', 'view_reportreceiver')
, ('analytics', 'reportschedule', 'Can add report schedule', 'add_reportschedule')
, ('analytics', 'reportschedule', 'Can change report schedule', 'change_reportschedule')
, ('analytics', 'reportschedule', 'Can delete report schedule', 'delete_reportschedule')
, ('analytics', 'reportschedule', 'Can view report schedule', 'view_reportschedule')
, ('analytics', 'riskaction', 'Can add risk action', 'add_riskaction')
, ('analytics', 'riskaction', 'Can change risk action', 'change_riskaction')
, ('analytics', 'riskaction', 'Can delete risk action', 'delete_riskaction')
, ('analytics', 'riskaction', 'Can view risk action', 'view_riskaction')
, ('analytics', 'riskmodel', 'Can add risk model', 'add_riskmodel')
, ('analytics', 'riskmodel', 'Can change risk model', 'change_riskmodel')
, ('analytics', 'riskmodel', 'Can delete risk model', 'delete_riskmodel')
, ('analytics', 'riskmodel', 'Can view risk model', 'view_riskmodel')
, ('analytics', 'rowchange', 'Can add row change', 'add_rowchange')
, ('analytics', 'rowchange', 'Can change row change', 'change_rowchange')
, ('analytics', 'rowchange', 'Can delete row change', 'delete_rowchange')
, ('analytics', 'rowchange', 'Can view row change', 'view_rowchange')
, ('analytics', 'staleday', 'Can add stale day', 'add_staleday')
, ('analytics', 'staleday', 'Can change stale day', 'change_staleday')
, ('analytics', 'staleday', 'Can delete stale day', 'delete_staleday')
, ('analytics', 'staleday', 'Can view stale day', 'view_staleday')
, ('attendance', 'absencealert', 'Can add absence alert', 'add_absencealert')
, ('attendance', 'absencealert', 'Can change absence alert', 'change_absencealert')
, ('attendance', 'absencealert', 'Can delete absence alert', 'delete_absencealert')
, ('attendance', 'absencealert', 'Can view absence alert', 'view_absencealert')
, ('attendance', 'absencenotice', 'Can add absence notice', 'add_absencenotice')
, ('attendance', 'absencenotice', 'Can change absence notice', 'change_absencenotice')
, ('attendance', 'absencenotice', 'Can delete absence notice', 'delete_absencenotice')
, ('attendance', 'absencenotice', 'Can view absence notice', 'view_absencenotice')
, ('attendance', 'attendance', 'Can add attendance', 'add_attendance')
, ('attendance', 'attendance', 'Can change attendance', 'change_attendance')
, ('attendance', 'attendance', 'Can delete attendance', 'delete_attendance')
, ('attendance', 'attendance', 'Can view attendance', 'view_attendance')
, ('attendance', 'attendancehistory', 'Can add attendance history', 'add_attendancehistory')
, ('attendance', 'attendancehistory', 'Can change attendance history', 'change_attendancehistory')
, ('attendance', 'attendancehistory', 'Can delete attendance history', 'delete_attendancehistory')
, ('attendance', 'attendancehistory', 'Can view attendance history', 'view_attendancehistory')
, ('attendance', 'attendancestatus', 'Can add attendance status', 'add_attendancestatus')
, ('attendance', 'attendancestatus', 'Can change attendance status', 'change_attendancestatus')
, ('attendance', 'attendancestatus', 'Can delete attendance status', 'delete_attendancestatus')
, ('attendance', 'attendancestatus', 'Can view attendance status', 'view_attendancestatus')
, ('attendance', 'excuse', 'Can add excuse', 'add_excuse')
, ('attendance', 'excuse', 'Can change excuse', 'change_excuse')
, ('attendance', 'excuse', 'Can delete excuse', 'delete_excuse')
, ('attendance', 'excuse', 'Can view excuse', 'view_excuse')
, ('attendance', 'makeup', 'Can add make up', 'add_makeup')
, ('attendance', 'makeup', 'Can change make up', 'change_makeup')
, ('attendance', 'makeup', 'Can delete make up', 'delete_makeup')
, ('attendance', 'makeup', 'Can view make up', 'view_makeup')
, ('auth', 'group', 'Can add group', 'add_group')
, ('auth', 'group', 'Can change group', 'change_group')
, ('auth', 'group', 'Can delete group', 'delete_group')
, ('auth', 'group', 'Can view group', 'view_group')
, ('auth', 'permission', 'Can add permission', 'add_permission')
, ('auth', 'permission', 'Can change permission', 'change_permission')
, ('auth', 'permission', 'Can delete permission', 'delete_permission')
, ('auth', 'permission', 'Can view permission', 'view_permission')
, ('backups', 'backuprun', 'Can add backup run', 'add_backuprun')
, ('backups', 'backuprun', 'Can change backup run', 'change_backuprun')
, ('backups', 'backuprun', 'Can delete backup run', 'delete_backuprun')
, ('backups', 'backuprun', 'Can view backup run', 'view_backuprun')
, ('certificates', 'certificate', 'Can add certificate', 'add_certificate')
, ('certificates', 'certificate', 'Can change certificate', 'change_certificate')
, ('certificates', 'certificate', 'Can delete certificate', 'delete_certificate')
, ('certificates', 'certificate', 'Can view certificate', 'view_certificate')
, ('certificates', 'certificatekey', 'Can add certificate key', 'add_certificatekey')
, ('certificates', 'certificatekey', 'Can change certificate key', 'change_certificatekey')
, ('certificates', 'certificatekey', 'Can delete certificate key', 'delete_certificatekey')
, ('certificates', 'certificatekey', 'Can view certificate key', 'view_certificatekey')
, ('certificates', 'certificatepicture', 'Can add certificate picture', 'add_certificatepicture')
, ('certificates', 'certificatepicture', 'Can change certificate picture', 'change_certificatepicture')
, ('certificates', 'certificatepicture', 'Can delete certificate picture', 'delete_certificatepicture')
, ('certificates', 'certificatepicture', 'Can view certificate picture', 'view_certificatepicture')
, ('certificates', 'certificaterule', 'Can add certificate rule', 'add_certificaterule')
, ('certificates', 'certificaterule', 'Can change certificate rule', 'change_certificaterule')
, ('certificates', 'certificaterule', 'Can delete certificate rule', 'delete_certificaterule')
, ('certificates', 'certificaterule', 'Can view certificate rule', 'view_certificaterule')
, ('certificates', 'certificatetemplate', 'Can add certificate template', 'add_certificatetemplate')
, ('certificates', 'certificatetemplate', 'Can change certificate template', 'change_certificatetemplate')
, ('certificates', 'certificatetemplate', 'Can delete certificate template', 'delete_certificatetemplate')
, ('certificates', 'certificatetemplate', 'Can view certificate template', 'view_certificatetemplate')
, ('certificates', 'certificatetemplateversion', 'Can add certificate template version', 'add_certificatetemplateversion')
, ('certificates', 'certificatetemplateversion', 'Can change certificate template version', 'change_certificatetemplateversion')
, ('certificates', 'certificatetemplateversion', 'Can delete certificate template version', 'delete_certificatetemplateversion')
, ('certificates', 'certificatetemplateversion', 'Can view certificate template version', 'view_certificatetemplateversion')
, ('chat', 'block', 'Can add block', 'add_block')
, ('chat', 'block', 'Can change block', 'change_block')
, ('chat', 'block', 'Can delete block', 'delete_block')
, ('chat', 'block', 'Can view block', 'view_block')
, ('chat', 'chatroom', 'Can add chat room', 'add_chatroom')
, ('chat', 'chatroom', 'Can change chat room', 'change_chatroom')
, ('chat', 'chatroom', 'Can delete chat room', 'delete_chatroom')
, ('chat', 'chatroom', 'Can view chat room', 'view_chatroom')
, ('chat', 'message', 'Can add message', 'add_message')
, ('chat', 'message', 'Can change message', 'change_message')
, ('chat', 'message', 'Can delete message', 'delete_message')
, ('chat', 'message', 'Can view message', 'view_message')
, ('chat', 'messageversion', 'Can add message version', 'add_messageversion')
, ('chat', 'messageversion', 'Can change message version', 'change_messageversion')
, ('chat', 'messageversion', 'Can delete message version', 'delete_messageversion')
, ('chat', 'messageversion', 'Can view message version', 'view_messageversion')
, ('chat', 'reaction', 'Can add reaction', 'add_reaction')
, ('chat', 'reaction', 'Can change reaction', 'change_reaction')
, ('chat', 'reaction', 'Can delete reaction', 'delete_reaction')
, ('chat', 'reaction', 'Can view reaction', 'view_reaction')
, ('chat', 'readposition', 'Can add read position', 'add_readposition')
, ('chat', 'readposition', 'Can change read position', 'change_readposition')
, ('chat', 'readposition', 'Can delete read position', 'delete_readposition')
, ('chat', 'readposition', 'Can view read position', 'view_readposition')
, ('contenttypes', 'contenttype', 'Can add content type', 'add_contenttype')
, ('contenttypes', 'contenttype', 'Can change content type', 'change_contenttype')
, ('contenttypes', 'contenttype', 'Can delete content type', 'delete_contenttype')
, ('contenttypes', 'contenttype', 'Can view content type', 'view_contenttype')
, ('core', 'bulkchange', 'Can add bulk change', 'add_bulkchange')
, ('core', 'bulkchange', 'Can change bulk change', 'change_bulkchange')
, ('core', 'bulkchange', 'Can delete bulk change', 'delete_bulkchange')
, ('core', 'bulkchange', 'Can view bulk change', 'view_bulkchange')
, ('core', 'idempotencykey', 'Can add idempotency key', 'add_idempotencykey')
, ('core', 'idempotencykey', 'Can change idempotency key', 'change_idempotencykey')
, ('core', 'idempotencykey', 'Can delete idempotency key', 'delete_idempotencykey')
, ('core', 'idempotencykey', 'Can view idempotency key', 'view_idempotencykey')
, ('core', 'numberseries', 'Can add number series', 'add_numberseries')
, ('core', 'numberseries', 'Can change number series', 'change_numberseries')
, ('core', 'numberseries', 'Can delete number series', 'delete_numberseries')
, ('core', 'numberseries', 'Can view number series', 'view_numberseries')
, ('core', 'storedfile', 'Can add stored file', 'add_storedfile')
, ('core', 'storedfile', 'Can change stored file', 'change_storedfile')
, ('core', 'storedfile', 'Can delete stored file', 'delete_storedfile')
, ('core', 'storedfile', 'Can view stored file', 'view_storedfile')
, ('core', 'upload', 'Can add upload', 'add_upload')
, ('core', 'upload', 'Can change upload', 'change_upload')
, ('core', 'upload', 'Can delete upload', 'delete_upload')
, ('core', 'upload', 'Can view upload', 'view_upload')
, ('course_transfers', 'courseexport', 'Can add course export', 'add_courseexport')
, ('course_transfers', 'courseexport', 'Can change course export', 'change_courseexport')
, ('course_transfers', 'courseexport', 'Can delete course export', 'delete_courseexport')
, ('course_transfers', 'courseexport', 'Can view course export', 'view_courseexport')
, ('course_transfers', 'courseimport', 'Can add course import', 'add_courseimport')
, ('course_transfers', 'courseimport', 'Can change course import', 'change_courseimport')
, ('course_transfers', 'courseimport', 'Can delete course import', 'delete_courseimport')
, ('course_transfers', 'courseimport', 'Can view course import', 'view_courseimport')
, ('courses', 'category', 'Can add category', 'add_category')
, ('courses', 'category', 'Can change category', 'change_category')
, ('courses', 'category', 'Can delete category', 'delete_category')
, ('courses', 'category', 'Can view category', 'view_category')
, ('courses', 'course', 'Can add course', 'add_course')
, ('courses', 'course', 'Can change course', 'change_course')
, ('courses', 'course', 'Can delete course', 'delete_course')
, ('courses', 'course', 'Can view course', 'view_course')
, ('courses', 'courseprice', 'Can add course price', 'add_courseprice')
, ('courses', 'courseprice', 'Can change course price', 'change_courseprice')
, ('courses', 'courseprice', 'Can delete course price', 'delete_courseprice')
, ('courses', 'courseprice', 'Can view course price', 'view_courseprice')
, ('courses', 'courseteacher', 'Can add course teacher', 'add_courseteacher')
, ('courses', 'courseteacher', 'Can change course teacher', 'change_courseteacher')
, ('courses', 'courseteacher', 'Can delete course teacher', 'delete_courseteacher')
, ('courses', 'courseteacher', 'Can view course teacher', 'view_courseteacher')
, ('courses', 'coursethumbnail', 'Can add course thumbnail', 'add_coursethumbnail')
, ('courses', 'coursethumbnail', 'Can change course thumbnail', 'change_coursethumbnail')
, ('courses', 'coursethumbnail', 'Can delete course thumbnail', 'delete_coursethumbnail')
, ('courses', 'coursethumbnail', 'Can view course thumbnail', 'view_coursethumbnail')
, ('courses', 'freeze', 'Can add freeze', 'add_freeze')
, ('courses', 'freeze', 'Can change freeze', 'change_freeze')
, ('courses', 'freeze', 'Can delete freeze', 'delete_freeze')
, ('courses', 'freeze', 'Can view freeze', 'view_freeze')
, ('courses', 'group', 'Can add group', 'add_group')
, ('courses', 'group', 'Can change group', 'change_group')
, ('courses', 'group', 'Can delete group', 'delete_group')
, ('courses', 'group', 'Can view group', 'view_group')
, ('courses', 'holiday', 'Can add holiday', 'add_holiday')
, ('courses', 'holiday', 'Can change holiday', 'change_holiday')
, ('courses', 'holiday', 'Can delete holiday', 'delete_holiday')
, ('courses', 'holiday', 'Can view holiday', 'view_holiday')
, ('courses', 'import', 'Can add import', 'add_import')
, ('courses', 'import', 'Can change import', 'change_import')
, ('courses', 'import', 'Can delete import', 'delete_import')
, ('courses', 'import', 'Can view import', 'view_import')
, ('courses', 'importmapping', 'Can add import mapping', 'add_importmapping')
, ('courses', 'importmapping', 'Can change import mapping', 'change_importmapping')
, ('courses', 'importmapping', 'Can delete import mapping', 'delete_importmapping')
, ('courses', 'importmapping', 'Can view import mapping', 'view_importmapping')
, ('courses', 'importrow', 'Can add import row', 'add_importrow')
, ('courses', 'importrow', 'Can change import row', 'change_importrow')
, ('courses', 'importrow', 'Can delete import row', 'delete_importrow')
, ('courses', 'importrow', 'Can view import row', 'view_importrow')
, ('courses', 'leadchange', 'Can add lead change', 'add_leadchange')
, ('courses', 'leadchange', 'Can change lead change', 'change_leadchange')
, ('courses', 'leadchange', 'Can delete lead change', 'delete_leadchange')
, ('courses', 'leadchange', 'Can view lead change', 'view_leadchange')
, ('courses', 'level', 'Can add level', 'add_level')
, ('courses', 'level', 'Can change level', 'change_level')
, ('courses', 'level', 'Can delete level', 'delete_level')
, ('courses', 'level', 'Can view level', 'view_level')
, ('courses', 'membership', 'Can add membership', 'add_membership')
, ('courses', 'membership', 'Can change membership', 'change_membership')
, ('courses', 'membership', 'Can delete membership', 'delete_membership')
, ('courses', 'membership', 'Can view membership', 'view_membership')
, ('courses', 'membershipchange', 'Can add membership change', 'add_membershipchange')
, ('courses', 'membershipchange', 'Can change membership change', 'change_membershipchange')
, ('courses', 'membershipchange', 'Can delete membership change', 'delete_membershipchange')
, ('courses', 'membershipchange', 'Can view membership change', 'view_membershipchange')
, ('courses', 'placement', 'Can add placement', 'add_placement')
, ('courses', 'placement', 'Can change placement', 'change_placement')
, ('courses', 'placement', 'Can delete placement', 'delete_placement')
, ('courses', 'placement', 'Can view placement', 'view_placement')
, ('courses', 'waitingentry', 'Can add waiting entry', 'add_waitingentry')
, ('courses', 'waitingentry', 'Can change waiting entry', 'change_waitingentry')
, ('courses', 'waitingentry', 'Can delete waiting entry', 'delete_waitingentry')
, ('courses', 'waitingentry', 'Can view waiting entry', 'view_waitingentry')
, ('forums', 'discussion', 'Can add discussion', 'add_discussion')
, ('forums', 'discussion', 'Can change discussion', 'change_discussion')
, ('forums', 'discussion', 'Can delete discussion', 'delete_discussion')
, ('forums', 'discussion', 'Can view discussion', 'view_discussion')
, ('forums', 'discussionread', 'Can add discussion read', 'add_discussionread')
, ('forums', 'discussionread', 'Can change discussion read', 'change_discussionread')
, ('forums', 'discussionread', 'Can delete discussion read', 'delete_discussionread')
, ('forums', 'discussionread', 'Can view discussion read', 'view_discussionread')
, ('forums', 'forum', 'Can add forum', 'add_forum')
, ('forums', 'forum', 'Can change forum', 'change_forum')
, ('forums', 'forum', 'Can delete forum', 'delete_forum')
, ('forums', 'forum', 'Can view forum', 'view_forum')
, ('forums', 'forumfile', 'Can add forum file', 'add_forumfile')
, ('forums', 'forumfile', 'Can change forum file', 'change_forumfile')
, ('forums', 'forumfile', 'Can delete forum file', 'delete_forumfile')
, ('forums', 'forumfile', 'Can view forum file', 'view_forumfile')
, ('forums', 'forumreader', 'Can add forum reader', 'add_forumreader')
, ('forums', 'forumreader', 'Can change forum reader', 'change_forumreader')
, ('forums', 'forumreader', 'Can delete forum reader', 'delete_forumreader')
, ('forums', 'forumreader', 'Can view forum reader', 'view_forumreader')
, ('forums', 'reply', 'Can add reply', 'add_reply')
, ('forums', 'reply', 'Can change reply', 'change_reply')
, ('forums', 'reply', 'Can delete reply', 'delete_reply')
, ('forums', 'reply', 'Can view reply', 'view_reply')
, ('forums', 'textedit', 'Can add text edit', 'add_textedit')
, ('forums', 'textedit', 'Can change text edit', 'change_textedit')
, ('forums', 'textedit', 'Can delete text edit', 'delete_textedit')
, ('forums', 'textedit', 'Can view text edit', 'view_textedit')
, ('forums', 'textmention', 'Can add text mention', 'add_textmention')
, ('forums', 'textmention', 'Can change text mention', 'change_textmention')
, ('forums', 'textmention', 'Can delete text mention', 'delete_textmention')
, ('forums', 'textmention', 'Can view text mention', 'view_textmention')
, ('forums', 'textnotice', 'Can add text notice', 'add_textnotice')
, ('forums', 'textnotice', 'Can change text notice', 'change_textnotice')
, ('forums', 'textnotice', 'Can delete text notice', 'delete_textnotice')
, ('forums', 'textnotice', 'Can view text notice', 'view_textnotice')
, ('forums', 'upvote', 'Can add upvote', 'add_upvote')
, ('forums', 'upvote', 'Can change upvote', 'change_upvote')
, ('forums', 'upvote', 'Can delete upvote', 'delete_upvote')
, ('forums', 'upvote', 'Can view upvote', 'view_upvote')
, ('gamification', 'achievement', 'Can add achievement', 'add_achievement')
, ('gamification', 'achievement', 'Can change achievement', 'change_achievement')
, ('gamification', 'achievement', 'Can delete achievement', 'delete_achievement')
, ('gamification', 'achievement', 'Can view achievement', 'view_achievement')
, ('gamification', 'achievementgrant', 'Can add achievement grant', 'add_achievementgrant')
, ('gamification', 'achievementgrant', 'Can change achievement grant', 'change_achievementgrant')
, ('gamification', 'achievementgrant', 'Can delete achievement grant', 'delete_achievementgrant')
, ('gamification', 'achievementgrant', 'Can view achievement grant', 'view_achievementgrant')
, ('gamification', 'coinadjustment', 'Can add coin adjustment', 'add_coinadjustment')
, ('gamification', 'coinadjustment', 'Can change coin adjustment', 'change_coinadjustment')
, ('gamification', 'coinadjustment', 'Can delete coin adjustment', 'delete_coinadjustment')
, ('gamification', 'coinadjustment', 'Can view coin adjustment', 'view_coinadjustment')
, ('gamification', 'cointransaction', 'Can add coin transaction', 'add_cointransaction')
, ('gamification', 'cointransaction', 'Can change coin transaction', 'change_cointransaction')
, ('gamification', 'cointransaction', 'Can delete coin transaction', 'delete_cointransaction')
, ('gamification', 'cointransaction', 'Can view coin transaction', 'view_cointransaction')
, ('gamification', 'groupboard', 'Can add group board', 'add_groupboard')
, ('gamification', 'groupboard', 'Can change group board', 'change_groupboard')
, ('gamification', 'groupboard', 'Can delete group board', 'delete_groupboard')
, ('gamification', 'groupboard', 'Can view group board', 'view_groupboard')
, ('gamification', 'leaderboard', 'Can add leaderboard', 'add_leaderboard')
, ('gamification', 'leaderboard', 'Can change leaderboard', 'change_leaderboard')
, ('gamification', 'leaderboard', 'Can delete leaderboard', 'delete_leaderboard')
, ('gamification', 'leaderboard', 'Can view leaderboard', 'view_leaderboard')
, ('gamification', 'leaderboardrow', 'Can add leaderboard row', 'add_leaderboardrow')
, ('gamification', 'leaderboardrow', 'Can change leaderboard row', 'change_leaderboardrow')
, ('gamification', 'leaderboardrow', 'Can delete leaderboard row', 'delete_leaderboardrow')
, ('gamification', 'leaderboardrow', 'Can view leaderboard row', 'view_leaderboardrow')
, ('gamification', 'redemption', 'Can add redemption', 'add_redemption')
, ('gamification', 'redemption', 'Can change redemption', 'change_redemption')
, ('gamification', 'redemption', 'Can delete redemption', 'delete_redemption')
, ('gamification', 'redemption', 'Can view redemption', 'view_redemption')
, ('gamification', 'shopitem', 'Can add shop item', 'add_shopitem')
, ('gamification', 'shopitem', 'Can change shop item', 'change_shopitem')
, ('gamification', 'shopitem', 'Can delete shop item', 'delete_shopitem')
, ('gamification', 'shopitem', 'Can view shop item', 'view_shopitem')
, ('gamification', 'streakreward', 'Can add streak reward', 'add_streakreward')
, ('gamification', 'streakreward', 'Can change streak reward', 'change_streakreward')
, ('gamification', 'streakreward', 'Can delete streak reward', 'delete_streakreward')
, ('gamification', 'streakreward', 'Can view streak reward', 'view_streakreward')
, ('gamification', 'studentcoin', 'Can add student coin', 'add_studentcoin')
, ('gamification', 'studentcoin', 'Can change student coin', 'change_studentcoin')
, ('gamification', 'studentcoin', 'Can delete student coin', 'delete_studentcoin')
, ('gamification', 'studentcoin', 'Can view student coin', 'view_studentcoin')
, ('gamification', 'studyday', 'Can add study day', 'add_studyday')
, ('gamification', 'studyday', 'Can change study day', 'change_studyday')
, ('gamification', 'studyday', 'Can delete study day', 'delete_studyday')
, ('gamification', 'studyday', 'Can view study day', 'view_studyday')
, ('grading', 'assignmentrubric', 'Can add assignment rubric', 'add_assignmentrubric')
, ('grading', 'assignmentrubric', 'Can change assignment rubric', 'change_assignmentrubric')
, ('grading', 'assignmentrubric', 'Can delete assignment rubric', 'delete_assignmentrubric')
, ('grading', 'assignmentrubric', 'Can view assignment rubric', 'view_assignmentrubric')
, ('grading', 'filledrubric', 'Can add filled rubric', 'add_filledrubric')
, ('grading', 'filledrubric', 'Can change filled rubric', 'change_filledrubric')
, ('grading', 'filledrubric', 'Can delete filled rubric', 'delete_filledrubric')
, ('grading', 'filledrubric', 'Can view filled rubric', 'view_filledrubric')
, ('grading', 'gradeappeal', 'Can add grade appeal', 'add_gradeappeal')
, ('grading', 'gradeappeal', 'Can change grade appeal', 'change_gradeappeal')
, ('grading', 'gradeappeal', 'Can delete grade appeal', 'delete_gradeappeal')
, ('grading', 'gradeappeal', 'Can view grade appeal', 'view_gradeappeal')
, ('grading', 'gradebook', 'Can add gradebook', 'add_gradebook')
, ('grading', 'gradebook', 'Can change gradebook', 'change_gradebook')
, ('grading', 'gradebook', 'Can delete gradebook', 'delete_gradebook')
, ('grading', 'gradebook', 'Can view gradebook', 'view_gradebook')
, ('grading', 'gradecategory', 'Can add grade category', 'add_gradecategory')
, ('grading', 'gradecategory', 'Can change grade category', 'change_gradecategory')
, ('grading', 'gradecategory', 'Can delete grade category', 'delete_gradecategory')
, ('grading', 'gradecategory', 'Can view grade category', 'view_gradecategory')
, ('grading', 'gradeentry', 'Can add grade entry', 'add_gradeentry')
, ('grading', 'gradeentry', 'Can change grade entry', 'change_gradeentry')
, ('grading', 'gradeentry', 'Can delete grade entry', 'delete_gradeentry')
, ('grading', 'gradeentry', 'Can view grade entry', 'view_gradeentry')
, ('grading', 'gradeextension', 'Can add grade extension', 'add_gradeextension')
, ('grading', 'gradeextension', 'Can change grade extension', 'change_gradeextension')
, ('grading', 'gradeextension', 'Can delete grade extension', 'delete_gradeextension')
, ('grading', 'gradeextension', 'Can view grade extension', 'view_gradeextension')
, ('grading', 'gradeitem', 'Can add grade item', 'add_gradeitem')
, ('grading', 'gradeitem', 'Can change grade item', 'change_gradeitem')
, ('grading', 'gradeitem', 'Can delete grade item', 'delete_gradeitem')
, ('grading', 'gradeitem', 'Can view grade item', 'view_gradeitem')
, ('grading', 'gradescale', 'Can add grade scale', 'add_gradescale')
, ('grading', 'gradescale', 'Can change grade scale', 'change_gradescale')
, ('grading', 'gradescale', 'Can delete grade scale', 'delete_gradescale')
, ('grading', 'gradescale', 'Can view grade scale', 'view_gradescale')
, ('grading', 'provisionalmark', 'Can add provisional mark', 'add_provisionalmark')
, ('grading', 'provisionalmark', 'Can change provisional mark', 'change_provisionalmark')
, ('grading', 'provisionalmark', 'Can delete provisional mark', 'delete_provisionalmark')
, ('grading', 'provisionalmark', 'Can view provisional mark', 'view_provisionalmark')
, ('grading', 'rubric', 'Can add rubric', 'add_rubric')
, ('grading', 'rubric', 'Can change rubric', 'change_rubric')
, ('grading', 'rubric', 'Can delete rubric', 'delete_rubric')
, ('grading', 'rubric', 'Can view rubric', 'view_rubric')
, ('grading', 'rubricversion', 'Can add rubric version', 'add_rubricversion')
, ('grading', 'rubricversion', 'Can change rubric version', 'change_rubricversion')
, ('grading', 'rubricversion', 'Can delete rubric version', 'delete_rubricversion')
, ('grading', 'rubricversion', 'Can view rubric version', 'view_rubricversion')
, ('grading', 'savedcomment', 'Can add saved comment', 'add_savedcomment')
, ('grading', 'savedcomment', 'Can change saved comment', 'change_savedcomment')
, ('grading', 'savedcomment', 'Can delete saved comment', 'delete_savedcomment')
, ('grading', 'savedcomment', 'Can view saved comment', 'view_savedcomment')
, ('grading', 'secondmarking', 'Can add second marking', 'add_secondmarking')
, ('grading', 'secondmarking', 'Can change second marking', 'change_secondmarking')
, ('grading', 'secondmarking', 'Can delete second marking', 'delete_secondmarking')
, ('grading', 'secondmarking', 'Can view second marking', 'view_secondmarking')
, ('homework', 'appeal', 'Can add appeal', 'add_appeal')
, ('homework', 'appeal', 'Can change appeal', 'change_appeal')
, ('homework', 'appeal', 'Can delete appeal', 'delete_appeal')
, ('homework', 'appeal', 'Can view appeal', 'view_appeal')
, ('homework', 'assignment', 'Can add assignment', 'add_assignment')
, ('homework', 'assignment', 'Can change assignment', 'change_assignment')
, ('homework', 'assignment', 'Can delete assignment', 'delete_assignment')
, ('homework', 'assignment', 'Can view assignment', 'view_assignment')
, ('homework', 'attempt', 'Can add attempt', 'add_attempt')
, ('homework', 'attempt', 'Can change attempt', 'change_attempt')
, ('homework', 'attempt', 'Can delete attempt', 'delete_attempt')
, ('homework', 'attempt', 'Can view attempt', 'view_attempt')
, ('homework', 'homework', 'Can add homework', 'add_homework')
, ('homework', 'homework', 'Can change homework', 'change_homework')
, ('homework', 'homework', 'Can delete homework', 'delete_homework')
, ('homework', 'homework', 'Can view homework', 'view_homework')
, ('homework', 'homeworktranscript', 'Can add homework transcript', 'add_homeworktranscript')
, ('homework', 'homeworktranscript', 'Can change homework transcript', 'change_homeworktranscript')
, ('homework', 'homeworktranscript', 'Can delete homework transcript', 'delete_homeworktranscript')
, ('homework', 'homeworktranscript', 'Can view homework transcript', 'view_homeworktranscript')
, ('homework', 'review', 'Can add review', 'add_review')
, ('homework', 'review', 'Can change review', 'change_review')
, ('homework', 'review', 'Can delete review', 'delete_review')
, ('homework', 'review', 'Can view review', 'view_review')
, ('homework', 'scoreproposal', 'Can add score proposal', 'add_scoreproposal')
, ('homework', 'scoreproposal', 'Can change score proposal', 'change_scoreproposal')
, ('homework', 'scoreproposal', 'Can delete score proposal', 'delete_scoreproposal')
, ('homework', 'scoreproposal', 'Can view score proposal', 'view_scoreproposal')
, ('homework', 'soundprint', 'Can add sound print', 'add_soundprint')
, ('homework', 'soundprint', 'Can change sound print', 'change_soundprint')
, ('homework', 'soundprint', 'Can delete sound print', 'delete_soundprint')
, ('homework', 'soundprint', 'Can view sound print', 'view_soundprint')
, ('homework', 'speechscore', 'Can add speech score', 'add_speechscore')
, ('homework', 'speechscore', 'Can change speech score', 'change_speechscore')
, ('homework', 'speechscore', 'Can delete speech score', 'delete_speechscore')
, ('homework', 'speechscore', 'Can view speech score', 'view_speechscore')
, ('homework', 'wordcorrection', 'Can add word correction', 'add_wordcorrection')
, ('homework', 'wordcorrection', 'Can change word correction', 'change_wordcorrection')
, ('homework', 'wordcorrection', 'Can delete word correction', 'delete_wordcorrection')
, ('homework', 'wordcorrection', 'Can view word correction', 'view_wordcorrection')
, ('jobs', 'job', 'Can add job', 'add_job')
, ('jobs', 'job', 'Can change job', 'change_job')
, ('jobs', 'job', 'Can delete job', 'delete_job')
, ('jobs', 'job', 'Can view job', 'view_job')
, ('jobs', 'periodicslot', 'Can add periodic slot', 'add_periodicslot')
, ('jobs', 'periodicslot', 'Can change periodic slot', 'change_periodicslot')
, ('jobs', 'periodicslot', 'Can delete periodic slot', 'delete_periodicslot')
, ('jobs', 'periodicslot', 'Can view periodic slot', 'view_periodicslot')
, ('jobs', 'processbeat', 'Can add process beat', 'add_processbeat')
, ('jobs', 'processbeat', 'Can change process beat', 'change_processbeat')
, ('jobs', 'processbeat', 'Can delete process beat', 'delete_processbeat')
, ('jobs', 'processbeat', 'Can view process beat', 'view_processbeat')
, ('kids', 'activityanswer', 'Can add activity answer', 'add_activityanswer')
, ('kids', 'activityanswer', 'Can change activity answer', 'change_activityanswer')
, ('kids', 'activityanswer', 'Can delete activity answer', 'delete_activityanswer')
, ('kids', 'activityanswer', 'Can view activity answer', 'view_activityanswer')
, ('kids', 'classexception', 'Can add class exception', 'add_classexception')
, ('kids', 'classexception', 'Can change class exception', 'change_classexception')
, ('kids', 'classexception', 'Can delete class exception', 'delete_classexception')
, ('kids', 'classexception', 'Can view class exception', 'view_classexception')
, ('kids', 'itemdifficulty', 'Can add item difficulty', 'add_itemdifficulty')
, ('kids', 'itemdifficulty', 'Can change item difficulty', 'change_itemdifficulty')
, ('kids', 'itemdifficulty', 'Can delete item difficulty', 'delete_itemdifficulty')
, ('kids', 'itemdifficulty', 'Can view item difficulty', 'view_itemdifficulty')
, ('kids', 'lessonclass', 'Can add lesson class', 'add_lessonclass')
, ('kids', 'lessonclass', 'Can change lesson class', 'change_lessonclass')
, ('kids', 'lessonclass', 'Can delete lesson class', 'delete_lessonclass')
, ('kids', 'lessonclass', 'Can view lesson class', 'view_lessonclass')
, ('kids', 'lessonskill', 'Can add lesson skill', 'add_lessonskill')
, ('kids', 'lessonskill', 'Can change lesson skill', 'change_lessonskill')
, ('kids', 'lessonskill', 'Can delete lesson skill', 'delete_lessonskill')
, ('kids', 'lessonskill', 'Can view lesson skill', 'view_lessonskill')
, ('kids', 'mlstudentmap', 'Can add pseudonym of a child', 'add_mlstudentmap')
, ('kids', 'mlstudentmap', 'Can change pseudonym of a child', 'change_mlstudentmap')
, ('kids', 'mlstudentmap', 'Can delete pseudonym of a child', 'delete_mlstudentmap')
, ('kids', 'mlstudentmap', 'Can view pseudonym of a child', 'view_mlstudentmap')
, ('kids', 'observation', 'Can add observation', 'add_observation')
, ('kids', 'observation', 'Can change observation', 'change_observation')
, ('kids', 'observation', 'Can delete observation', 'delete_observation')
, ('kids', 'observation', 'Can view observation', 'view_observation')
, ('kids', 'observationskill', 'Can add observation skill', 'add_observationskill')
, ('kids', 'observationskill', 'Can change observation skill', 'change_observationskill')
, ('kids', 'observationskill', 'Can delete observation skill', 'delete_observationskill')
, ('kids', 'observationskill', 'Can view observation skill', 'view_observationskill')
, ('kids', 'pipelinerefusal', 'Can add pipeline refusal', 'add_pipelinerefusal')
, ('kids', 'pipelinerefusal', 'Can change pipeline refusal', 'change_pipelinerefusal')
, ('kids', 'pipelinerefusal', 'Can delete pipeline refusal', 'delete_pipelinerefusal')
, ('kids', 'pipelinerefusal', 'Can view pipeline refusal', 'view_pipelinerefusal')
, ('kids', 'playday', 'Can add play day', 'add_playday')
, ('kids', 'playday', 'Can change play day', 'change_playday')
, ('kids', 'playday', 'Can delete play day', 'delete_playday')
, ('kids', 'playday', 'Can view play day', 'view_playday')
, ('kids', 'playlimit', 'Can add play limit', 'add_playlimit')
, ('kids', 'playlimit', 'Can change play limit', 'change_playlimit')
, ('kids', 'playlimit', 'Can delete play limit', 'delete_playlimit')
, ('kids', 'playlimit', 'Can view play limit', 'view_playlimit')
, ('kids', 'predictionquality', 'Can add prediction quality', 'add_predictionquality')
, ('kids', 'predictionquality', 'Can change prediction quality', 'change_predictionquality')
, ('kids', 'predictionquality', 'Can delete prediction quality', 'delete_predictionquality')
, ('kids', 'predictionquality', 'Can view prediction quality', 'view_predictionquality')
, ('kids', 'questionskill', 'Can add question skill', 'add_questionskill')
, ('kids', 'questionskill', 'Can change question skill', 'change_questionskill')
, ('kids', 'questionskill', 'Can delete question skill', 'delete_questionskill')
, ('kids', 'questionskill', 'Can view question skill', 'view_questionskill')
, ('kids', 'shownlesson', 'Can add shown lesson', 'add_shownlesson')
, ('kids', 'shownlesson', 'Can change shown lesson', 'change_shownlesson')
, ('kids', 'shownlesson', 'Can delete shown lesson', 'delete_shownlesson')
, ('kids', 'shownlesson', 'Can view shown lesson', 'view_shownlesson')
, ('kids', 'skill', 'Can add skill', 'add_skill')
, ('kids', 'skill', 'Can change skill', 'change_skill')
, ('kids', 'skill', 'Can delete skill', 'delete_skill')
, ('kids', 'skill', 'Can view skill', 'view_skill')
, ('kids', 'skillanswer', 'Can add skill answer', 'add_skillanswer')
, ('kids', 'skillanswer', 'Can change skill answer', 'change_skillanswer')
, ('kids', 'skillanswer', 'Can delete skill answer', 'delete_skillanswer')
, ('kids', 'skillanswer', 'Can view skill answer', 'view_skillanswer')
, ('kids', 'skillfit', 'Can add skill fit', 'add_skillfit')
, ('kids', 'skillfit', 'Can change skill fit', 'change_skillfit')
, ('kids', 'skillfit', 'Can delete skill fit', 'delete_skillfit')
, ('kids', 'skillfit', 'Can view skill fit', 'view_skillfit')
, ('kids', 'skillmastery', 'Can add skill mastery', 'add_skillmastery')
, ('kids', 'skillmastery', 'Can change skill mastery', 'change_skillmastery')
, ('kids', 'skillmastery', 'Can delete skill mastery', 'delete_skillmastery')
, ('kids', 'skillmastery', 'Can view skill mastery', 'view_skillmastery')
, ('kids', 'skillprerequisite', 'Can add skill prerequisite', 'add_skillprerequisite')
, ('kids', 'skillprerequisite', 'Can change skill prerequisite', 'change_skillprerequisite')
, ('kids', 'skillprerequisite', 'Can delete skill prerequisite', 'delete_skillprerequisite')
, ('kids', 'skillprerequisite', 'Can view skill prerequisite', 'view_skillprerequisite')
, ('kids', 'sourcetrial', 'Can add source trial', 'add_sourcetrial')
, ('kids', 'sourcetrial', 'Can change source trial', 'change_sourcetrial')
, ('kids', 'sourcetrial', 'Can delete source trial', 'delete_sourcetrial')
, ('kids', 'sourcetrial', 'Can view source trial', 'view_sourcetrial')
, ('leads', 'lead', 'Can add lead', 'add_lead')
, ('leads', 'lead', 'Can change lead', 'change_lead')
, ('leads', 'lead', 'Can delete lead', 'delete_lead')
, ('leads', 'lead', 'Can view lead', 'view_lead')
, ('leads', 'leadcontract', 'Can add lead contract', 'add_leadcontract')
, ('leads', 'leadcontract', 'Can change lead contract', 'change_leadcontract')
, ('leads', 'leadcontract', 'Can delete lead contract', 'delete_leadcontract')
, ('leads', 'leadcontract', 'Can view lead contract', 'view_leadcontract')
, ('leads', 'leadcost', 'Can add lead cost', 'add_leadcost')
, ('leads', 'leadcost', 'Can change lead cost', 'change_leadcost')
, ('leads', 'leadcost', 'Can delete lead cost', 'delete_leadcost')
, ('leads', 'leadcost', 'Can view lead cost', 'view_leadcost')
, ('leads', 'leadentry', 'Can add lead entry', 'add_leadentry')
, ('leads', 'leadentry', 'Can change lead entry', 'change_leadentry')
, ('leads', 'leadentry', 'Can delete lead entry', 'delete_leadentry')
, ('leads', 'leadentry', 'Can view lead entry', 'view_leadentry')
, ('leads', 'leadform', 'Can add lead form', 'add_leadform')
, ('leads', 'leadform', 'Can change lead form', 'change_leadform')
, ('leads', 'leadform', 'Can delete lead form', 'delete_leadform')
, ('leads', 'leadform', 'Can view lead form', 'view_leadform')
, ('leads', 'leadphone', 'Can add lead phone', 'add_leadphone')
, ('leads', 'leadphone', 'Can change lead phone', 'change_leadphone')
, ('leads', 'leadphone', 'Can delete lead phone', 'delete_leadphone')
, ('leads', 'leadphone', 'Can view lead phone', 'view_leadphone')
, ('leads', 'leadstage', 'Can add lead stage', 'add_leadstage')
, ('leads', 'leadstage', 'Can change lead stage', 'change_leadstage')
, ('leads', 'leadstage', 'Can delete lead stage', 'delete_leadstage')
, ('leads', 'leadstage', 'Can view lead stage', 'view_leadstage')
, ('leads', 'metaarrival', 'Can add meta arrival', 'add_metaarrival')
, ('leads', 'metaarrival', 'Can change meta arrival', 'change_metaarrival')
, ('leads', 'metaarrival', 'Can delete meta arrival', 'delete_metaarrival')
, ('leads', 'metaarrival', 'Can view meta arrival', 'view_metaarrival')
, ('leads', 'telegramstranger', 'Can add telegram stranger', 'add_telegramstranger')
, ('leads', 'telegramstranger', 'Can change telegram stranger', 'change_telegramstranger')
, ('leads', 'telegramstranger', 'Can delete telegram stranger', 'delete_telegramstranger')
, ('leads', 'telegramstranger', 'Can view telegram stranger', 'view_telegramstranger')
, ('learning', 'blockprogress', 'Can add block progress', 'add_blockprogress')
, ('learning', 'blockprogress', 'Can change block progress', 'change_blockprogress')
, ('learning', 'blockprogress', 'Can delete block progress', 'delete_blockprogress')
, ('learning', 'blockprogress', 'Can view block progress', 'view_blockprogress')
, ('learning', 'coursecontent', 'Can add course content', 'add_coursecontent')
, ('learning', 'coursecontent', 'Can change course content', 'change_coursecontent')
, ('learning', 'coursecontent', 'Can delete course content', 'delete_coursecontent')
, ('learning', 'coursecontent', 'Can view course content', 'view_coursecontent')
, ('learning', 'coursefile', 'Can add course file', 'add_coursefile')
, ('learning', 'coursefile', 'Can change course file', 'change_coursefile')
, ('learning', 'coursefile', 'Can delete course file', 'delete_coursefile')
, ('learning', 'coursefile', 'Can view course file', 'view_coursefile')
, ('learning', 'courselesson', 'Can add course lesson', 'add_courselesson')
, ('learning', 'courselesson', 'Can change course lesson', 'change_courselesson')
, ('learning', 'courselesson', 'Can delete course lesson', 'delete_courselesson')
, ('learning', 'courselesson', 'Can view course lesson', 'view_courselesson')
, ('learning', 'coursereview', 'Can add course review', 'add_coursereview')
, ('learning', 'coursereview', 'Can change course review', 'change_coursereview')
, ('learning', 'coursereview', 'Can delete course review', 'delete_coursereview')
, ('learning', 'coursereview', 'Can view course review', 'view_coursereview')
, ('learning', 'courseversion', 'Can add course version', 'add_courseversion')
, ('learning', 'courseversion', 'Can change course version', 'change_courseversion')
, ('learning', 'courseversion', 'Can delete course version', 'delete_courseversion')
, ('learning', 'courseversion', 'Can view course version', 'view_courseversion')
, ('learning', 'enrollment', 'Can add enrollment', 'add_enrollment')
, ('learning', 'enrollment', 'Can change enrollment', 'change_enrollment')
, ('learning', 'enrollment', 'Can delete enrollment', 'delete_enrollment')
, ('learning', 'enrollment', 'Can view enrollment', 'view_enrollment')
, ('learning', 'invitationlink', 'Can add invitation link', 'add_invitationlink')
, ('learning', 'invitationlink', 'Can change invitation link', 'change_invitationlink')
, ('learning', 'invitationlink', 'Can delete invitation link', 'delete_invitationlink')
, ('learning', 'invitationlink', 'Can view invitation link', 'view_invitationlink')
, ('learning', 'lessonprogress', 'Can add lesson progress', 'add_lessonprogress')
, ('learning', 'lessonprogress', 'Can change lesson progress', 'change_lessonprogress')
, ('learning', 'lessonprogress', 'Can delete lesson progress', 'delete_lessonprogress')
, ('learning', 'lessonprogress', 'Can view lesson progress', 'view_lessonprogress')
, ('learning', 'lessonversion', 'Can add lesson version', 'add_lessonversion')
, ('learning', 'lessonversion', 'Can change lesson version', 'change_lessonversion')
, ('learning', 'lessonversion', 'Can delete lesson version', 'delete_lessonversion')
, ('learning', 'lessonversion', 'Can view lesson version', 'view_lessonversion')
, ('learning', 'lessonview', 'Can add lesson view', 'add_lessonview')
, ('learning', 'lessonview', 'Can change lesson view', 'change_lessonview')
, ('learning', 'lessonview', 'Can delete lesson view', 'delete_lessonview')
, ('learning', 'lessonview', 'Can view lesson view', 'view_lessonview')
, ('learning', 'module', 'Can add module', 'add_module')
, ('learning', 'module', 'Can change module', 'change_module')
, ('learning', 'module', 'Can delete module', 'delete_module')
, ('learning', 'module', 'Can view module', 'view_module')
, ('learning', 'reviewreport', 'Can add review report', 'add_reviewreport')
, ('learning', 'reviewreport', 'Can change review report', 'change_reviewreport')
, ('learning', 'reviewreport', 'Can delete review report', 'delete_reviewreport')
, ('learning', 'reviewreport', 'Can view review report', 'view_reviewreport')
, ('lessons', 'calendarfeed', 'Can add calendar feed', 'add_calendarfeed')
, ('lessons', 'calendarfeed', 'Can change calendar feed', 'change_calendarfeed')
, ('lessons', 'calendarfeed', 'Can delete calendar feed', 'delete_calendarfeed')
, ('lessons', 'calendarfeed', 'Can view calendar feed', 'view_calendarfeed')
, ('lessons', 'feedbackrequest', 'Can add feedback request', 'add_feedbackrequest')
, ('lessons', 'feedbackrequest', 'Can change feedback request', 'change_feedbackrequest')
, ('lessons', 'feedbackrequest', 'Can delete feedback request', 'delete_feedbackrequest')
, ('lessons', 'feedbackrequest', 'Can view feedback request', 'view_feedbackrequest')
, ('lessons', 'feedbackround', 'Can add feedback round', 'add_feedbackround')
, ('lessons', 'feedbackround', 'Can change feedback round', 'change_feedbackround')
, ('lessons', 'feedbackround', 'Can delete feedback round', 'delete_feedbackround')
, ('lessons', 'feedbackround', 'Can view feedback round', 'view_feedbackround')
, ('lessons', 'lesson', 'Can add lesson', 'add_lesson')
, ('lessons', 'lesson', 'Can change lesson', 'change_lesson')
, ('lessons', 'lesson', 'Can delete lesson', 'delete_lesson')
, ('lessons', 'lesson', 'Can view lesson', 'view_lesson')
, ('lessons', 'lessonchange', 'Can add lesson change', 'add_lessonchange')
, ('lessons', 'lessonchange', 'Can change lesson change', 'change_lessonchange')
, ('lessons', 'lessonchange', 'Can delete lesson change', 'delete_lessonchange')
, ('lessons', 'lessonchange', 'Can view lesson change', 'view_lessonchange')
, ('lessons', 'lessonreschedule', 'Can add lesson reschedule', 'add_lessonreschedule')
, ('lessons', 'lessonreschedule', 'Can change lesson reschedule', 'change_lessonreschedule')
, ('lessons', 'lessonreschedule', 'Can delete lesson reschedule', 'delete_lessonreschedule')
, ('lessons', 'lessonreschedule', 'Can view lesson reschedule', 'view_lessonreschedule')
, ('lessons', 'lessonschedule', 'Can add lesson schedule', 'add_lessonschedule')
, ('lessons', 'lessonschedule', 'Can change lesson schedule', 'change_lessonschedule')
, ('lessons', 'lessonschedule', 'Can delete lesson schedule', 'delete_lessonschedule')
, ('lessons', 'lessonschedule', 'Can view lesson schedule', 'view_lessonschedule')
, ('lessons', 'liveattendee', 'Can add live attendee', 'add_liveattendee')
, ('lessons', 'liveattendee', 'Can change live attendee', 'change_liveattendee')
, ('lessons', 'liveattendee', 'Can delete live attendee', 'delete_liveattendee')
, ('lessons', 'liveattendee', 'Can view live attendee', 'view_liveattendee')
, ('lessons', 'liverecording', 'Can add live recording', 'add_liverecording')
, ('lessons', 'liverecording', 'Can change live recording', 'change_liverecording')
, ('lessons', 'liverecording', 'Can delete live recording', 'delete_liverecording')
, ('lessons', 'liverecording', 'Can view live recording', 'view_liverecording')
, ('lessons', 'livereport', 'Can add live report', 'add_livereport')
, ('lessons', 'livereport', 'Can change live report', 'change_livereport')
, ('lessons', 'livereport', 'Can delete live report', 'delete_livereport')
, ('lessons', 'livereport', 'Can view live report', 'view_livereport')
, ('lessons', 'liveroom', 'Can add live room', 'add_liveroom')
, ('lessons', 'liveroom', 'Can change live room', 'change_liveroom')
, ('lessons', 'liveroom', 'Can delete live room', 'delete_liveroom')
, ('lessons', 'liveroom', 'Can view live room', 'view_liveroom')
, ('lessons', 'livesighting', 'Can add live sighting', 'add_livesighting')
, ('lessons', 'livesighting', 'Can change live sighting', 'change_livesighting')
, ('lessons', 'livesighting', 'Can delete live sighting', 'delete_livesighting')
, ('lessons', 'livesighting', 'Can view live sighting', 'view_livesighting')
, ('lessons', 'room', 'Can add room', 'add_room')
, ('lessons', 'room', 'Can change room', 'change_room')
, ('lessons', 'room', 'Can delete room', 'delete_room')
, ('lessons', 'room', 'Can view room', 'view_room')
, ('lessons', 'scheduleline', 'Can add schedule line', 'add_scheduleline')
, ('lessons', 'scheduleline', 'Can change schedule line', 'change_scheduleline')
, ('lessons', 'scheduleline', 'Can delete schedule line', 'delete_scheduleline')
, ('lessons', 'scheduleline', 'Can view schedule line', 'view_scheduleline')
, ('lessons', 'skippedlesson', 'Can add skipped lesson', 'add_skippedlesson')
, ('lessons', 'skippedlesson', 'Can change skipped lesson', 'change_skippedlesson')
, ('lessons', 'skippedlesson', 'Can delete skipped lesson', 'delete_skippedlesson')
, ('lessons', 'skippedlesson', 'Can view skipped lesson', 'view_skippedlesson')
, ('messaging', 'providertoken', 'Can add provider token', 'add_providertoken')
, ('messaging', 'providertoken', 'Can change provider token', 'change_providertoken')
, ('messaging', 'providertoken', 'Can delete provider token', 'delete_providertoken')
, ('messaging', 'providertoken', 'Can view provider token', 'view_providertoken')
, ('messaging', 'smsday', 'Can add sms day', 'add_smsday')
, ('messaging', 'smsday', 'Can change sms day', 'change_smsday')
, ('messaging', 'smsday', 'Can delete sms day', 'delete_smsday')
, ('messaging', 'smsday', 'Can view sms day', 'view_smsday')
, ('messaging', 'smsmessage', 'Can add SMS', 'add_smsmessage')
, ('messaging', 'smsmessage', 'Can change SMS', 'change_smsmessage')
, ('messaging', 'smsmessage', 'Can delete SMS', 'delete_smsmessage')
, ('messaging', 'smsmessage', 'Can view SMS', 'view_smsmessage')
, ('messaging', 'telegrampoll', 'Can add telegram poll', 'add_telegrampoll')
, ('messaging', 'telegrampoll', 'Can change telegram poll', 'change_telegrampoll')
, ('messaging', 'telegrampoll', 'Can delete telegram poll', 'delete_telegrampoll')
, ('messaging', 'telegrampoll', 'Can view telegram poll', 'view_telegrampoll')
, ('messaging', 'telegramupdate', 'Can add telegram update', 'add_telegramupdate')
, ('messaging', 'telegramupdate', 'Can change telegram update', 'change_telegramupdate')
, ('messaging', 'telegramupdate', 'Can delete telegram update', 'delete_telegramupdate')
, ('messaging', 'telegramupdate', 'Can view telegram update', 'view_telegramupdate')
, ('messaging', 'webhookarrival', 'Can add webhook arrival', 'add_webhookarrival')
, ('messaging', 'webhookarrival', 'Can change webhook arrival', 'change_webhookarrival')
, ('messaging', 'webhookarrival', 'Can delete webhook arrival', 'delete_webhookarrival')
, ('messaging', 'webhookarrival', 'Can view webhook arrival', 'view_webhookarrival')
, ('moderation', 'blockedword', 'Can add blocked word', 'add_blockedword')
, ('moderation', 'blockedword', 'Can change blocked word', 'change_blockedword')
, ('moderation', 'blockedword', 'Can delete blocked word', 'delete_blockedword')
, ('moderation', 'blockedword', 'Can view blocked word', 'view_blockedword')
, ('moderation', 'casedecision', 'Can add case decision', 'add_casedecision')
, ('moderation', 'casedecision', 'Can change case decision', 'change_casedecision')
, ('moderation', 'casedecision', 'Can delete case decision', 'delete_casedecision')
, ('moderation', 'casedecision', 'Can view case decision', 'view_casedecision')
, ('moderation', 'decisionappeal', 'Can add decision appeal', 'add_decisionappeal')
, ('moderation', 'decisionappeal', 'Can change decision appeal', 'change_decisionappeal')
, ('moderation', 'decisionappeal', 'Can delete decision appeal', 'delete_decisionappeal')
, ('moderation', 'decisionappeal', 'Can view decision appeal', 'view_decisionappeal')
, ('moderation', 'moderationcase', 'Can add moderation case', 'add_moderationcase')
, ('moderation', 'moderationcase', 'Can change moderation case', 'change_moderationcase')
, ('moderation', 'moderationcase', 'Can delete moderation case', 'delete_moderationcase')
, ('moderation', 'moderationcase', 'Can view moderation case', 'view_moderationcase')
, ('moderation', 'sanction', 'Can add sanction', 'add_sanction')
, ('moderation', 'sanction', 'Can change sanction', 'change_sanction')
, ('moderation', 'sanction', 'Can delete sanction', 'delete_sanction')
, ('moderation', 'sanction', 'Can view sanction', 'view_sanction')
, ('moderation', 'textreport', 'Can add text report', 'add_textreport')
, ('moderation', 'textreport', 'Can change text report', 'change_textreport')
, ('moderation', 'textreport', 'Can delete text report', 'delete_textreport')
, ('moderation', 'textreport', 'Can view text report', 'view_textreport')
, ('moderation', 'writer', 'Can add writer', 'add_writer')
, ('moderation', 'writer', 'Can change writer', 'change_writer')
, ('moderation', 'writer', 'Can delete writer', 'delete_writer')
, ('moderation', 'writer', 'Can view writer', 'view_writer')
, ('moderation', 'writtentext', 'Can add written text', 'add_writtentext')
, ('moderation', 'writtentext', 'Can change written text', 'change_writtentext')
, ('moderation', 'writtentext', 'Can delete written text', 'delete_writtentext')
, ('moderation', 'writtentext', 'Can view written text', 'view_writtentext')
, ('notifications', 'announcement', 'Can add announcement', 'add_announcement')
, ('notifications', 'announcement', 'Can change announcement', 'change_announcement')
, ('notifications', 'announcement', 'Can delete announcement', 'delete_announcement')
, ('notifications', 'announcement', 'Can view announcement', 'view_announcement')
, ('notifications', 'messagesettings', 'Can add message settings', 'add_messagesettings')
, ('notifications', 'messagesettings', 'Can change message settings', 'change_messagesettings')
, ('notifications', 'messagesettings', 'Can delete message settings', 'delete_messagesettings')
, ('notifications', 'messagesettings', 'Can view message settings', 'view_messagesettings')
, ('notifications', 'notification', 'Can add notification', 'add_notification')
, ('notifications', 'notification', 'Can change notification', 'change_notification')
, ('notifications', 'notification', 'Can delete notification', 'delete_notification')
, ('notifications', 'notification', 'Can view notification', 'view_notification')
, ('notifications', 'notificationlog', 'Can add notification log', 'add_notificationlog')
, ('notifications', 'notificationlog', 'Can change notification log', 'change_notificationlog')
, ('notifications', 'notificationlog', 'Can delete notification log', 'delete_notificationlog')
, ('notifications', 'notificationlog', 'Can view notification log', 'view_notificationlog')
, ('notifications', 'notificationpreference', 'Can add notification preference', 'add_notificationpreference')
, ('notifications', 'notificationpreference', 'Can change notification preference', 'change_notificationpreference')
, ('notifications', 'notificationpreference', 'Can delete notification preference', 'delete_notificationpreference')
, ('notifications', 'notificationpreference', 'Can view notification preference', 'view_notificationpreference')
, ('notifications', 'notificationtemplate', 'Can add notification template', 'add_notificationtemplate')
, ('notifications', 'notificationtemplate', 'Can change notification template', 'change_notificationtemplate')
, ('notifications', 'notificationtemplate', 'Can delete notification template', 'delete_notificationtemplate')
, ('notifications', 'notificationtemplate', 'Can view notification template', 'view_notificationtemplate')
, ('notifications', 'pushsubscription', 'Can add push subscription', 'add_pushsubscription')
, ('notifications', 'pushsubscription', 'Can change push subscription', 'change_pushsubscription')
, ('notifications', 'pushsubscription', 'Can delete push subscription', 'delete_pushsubscription')
, ('notifications', 'pushsubscription', 'Can view push subscription', 'view_pushsubscription')
, ('notifications', 'smsmonth', 'Can add sms month', 'add_smsmonth')
, ('notifications', 'smsmonth', 'Can change sms month', 'change_smsmonth')
, ('notifications', 'smsmonth', 'Can delete sms month', 'delete_smsmonth')
, ('notifications', 'smsmonth', 'Can view sms month', 'view_smsmonth')
, ('packages', 'learnerpackage', 'Can add learner package', 'add_learnerpackage')
, ('packages', 'learnerpackage', 'Can change learner package', 'change_learnerpackage')
, ('packages', 'learnerpackage', 'Can delete learner package', 'delete_learnerpackage')
, ('packages', 'learnerpackage', 'Can view learner package', 'view_learnerpackage')
, ('packages', 'package', 'Can add package', 'add_package')
, ('packages', 'package', 'Can change package', 'change_package')
, ('packages', 'package', 'Can delete package', 'delete_package')
, ('packages', 'package', 'Can view package', 'view_package')
, ('payments', 'approval', 'Can add approval', 'add_approval')
, ('payments', 'approval', 'Can change approval', 'change_approval')
, ('payments', 'approval', 'Can delete approval', 'delete_approval')
, ('payments', 'approval', 'Can view approval', 'view_approval')
, ('payments', 'booksmonth', 'Can add books month', 'add_booksmonth')
, ('payments', 'booksmonth', 'Can change books month', 'change_booksmonth')
, ('payments', 'booksmonth', 'Can delete books month', 'delete_booksmonth')
, ('payments', 'booksmonth', 'Can view books month', 'view_booksmonth')
, ('payments', 'cashdesk', 'Can add cash desk', 'add_cashdesk')
, ('payments', 'cashdesk', 'Can change cash desk', 'change_cashdesk')
, ('payments', 'cashdesk', 'Can delete cash desk', 'delete_cashdesk')
, ('payments', 'cashdesk', 'Can view cash desk', 'view_cashdesk')
, ('payments', 'cashrefund', 'Can add cash refund', 'add_cashrefund')
, ('payments', 'cashrefund', 'Can change cash refund', 'change_cashrefund')
, ('payments', 'cashrefund', 'Can delete cash refund', 'delete_cashrefund')
, ('payments', 'cashrefund', 'Can view cash refund', 'view_cashrefund')
, ('payments', 'codeuse', 'Can add code use', 'add_codeuse')
, ('payments', 'codeuse', 'Can change code use', 'change_codeuse')
, ('payments', 'codeuse', 'Can delete code use', 'delete_codeuse')
, ('payments', 'codeuse', 'Can view code use', 'view_codeuse')
, ('payments', 'debtcontact', 'Can add debt contact', 'add_debtcontact')
, ('payments', 'debtcontact', 'Can change debt contact', 'change_debtcontact')
, ('payments', 'debtcontact', 'Can delete debt contact', 'delete_debtcontact')
, ('payments', 'debtcontact', 'Can view debt contact', 'view_debtcontact')
, ('payments', 'desktransfer', 'Can add desk transfer', 'add_desktransfer')
, ('payments', 'desktransfer', 'Can change desk transfer', 'change_desktransfer')
, ('payments', 'desktransfer', 'Can delete desk transfer', 'delete_desktransfer')
, ('payments', 'desktransfer', 'Can view desk transfer', 'view_desktransfer')
, ('payments', 'discount', 'Can add discount', 'add_discount')
, ('payments', 'discount', 'Can change discount', 'change_discount')
, ('payments', 'discount', 'Can delete discount', 'delete_discount')
, ('payments', 'discount', 'Can view discount', 'view_discount')
, ('payments', 'discountcode', 'Can add discount code', 'add_discountcode')
, ('payments', 'discountcode', 'Can change discount code', 'change_discountcode')
, ('payments', 'discountcode', 'Can delete discount code', 'delete_discountcode')
, ('payments', 'discountcode', 'Can view discount code', 'view_discountcode')
, ('payments', 'expense', 'Can add expense', 'add_expense')
, ('payments', 'expense', 'Can change expense', 'change_expense')
, ('payments', 'expense', 'Can delete expense', 'delete_expense')
, ('payments', 'expense', 'Can view expense', 'view_expense')
, ('payments', 'expensecategory', 'Can add expense category', 'add_expensecategory')
, ('payments', 'expensecategory', 'Can change expense category', 'change_expensecategory')
, ('payments', 'expensecategory', 'Can delete expense category', 'delete_expensecategory')
, ('payments', 'expensecategory', 'Can view expense category', 'view_expensecategory')
, ('payments', 'flaggedact', 'Can add flagged act', 'add_flaggedact')
, ('payments', 'flaggedact', 'Can change flagged act', 'change_flaggedact')
, ('payments', 'flaggedact', 'Can delete flagged act', 'delete_flaggedact')
, ('payments', 'flaggedact', 'Can view flagged act', 'view_flaggedact')
, ('payments', 'ledgeraccount', 'Can add ledger account', 'add_ledgeraccount')
, ('payments', 'ledgeraccount', 'Can change ledger account', 'change_ledgeraccount')
, ('payments', 'ledgeraccount', 'Can delete ledger account', 'delete_ledgeraccount')
, ('payments', 'ledgeraccount', 'Can view ledger account', 'view_ledgeraccount')
, ('payments', 'ledgerentry', 'Can add ledger entry', 'add_ledgerentry')
, ('payments', 'ledgerentry', 'Can change ledger entry', 'change_ledgerentry')
, ('payments', 'ledgerentry', 'Can delete ledger entry', 'delete_ledgerentry')
, ('payments', 'ledgerentry', 'Can view ledger entry', 'view_ledgerentry')
, ('payments', 'ledgertransfer', 'Can add ledger transfer', 'add_ledgertransfer')
, ('payments', 'ledgertransfer', 'Can change ledger transfer', 'change_ledgertransfer')
, ('payments', 'ledgertransfer', 'Can delete ledger transfer', 'delete_ledgertransfer')
, ('payments', 'ledgertransfer', 'Can view ledger transfer', 'view_ledgertransfer')
, ('payments', 'openingbalance', 'Can add opening balance', 'add_openingbalance')
, ('payments', 'openingbalance', 'Can change opening balance', 'change_openingbalance')
, ('payments', 'openingbalance', 'Can delete opening balance', 'delete_openingbalance')
, ('payments', 'openingbalance', 'Can view opening balance', 'view_openingbalance')
, ('payments', 'order', 'Can add order', 'add_order')
, ('payments', 'order', 'Can change order', 'change_order')
, ('payments', 'order', 'Can delete order', 'delete_order')
, ('payments', 'order', 'Can view order', 'view_order')
, ('payments', 'orderitem', 'Can add order item', 'add_orderitem')
, ('payments', 'orderitem', 'Can change order item', 'change_orderitem')
, ('payments', 'orderitem', 'Can delete order item', 'delete_orderitem')
, ('payments', 'orderitem', 'Can view order item', 'view_orderitem')
, ('payments', 'payentry', 'Can add pay entry', 'add_payentry')
, ('payments', 'payentry', 'Can change pay entry', 'change_payentry')
, ('payments', 'payentry', 'Can delete pay entry', 'delete_payentry')
, ('payments', 'payentry', 'Can view pay entry', 'view_payentry')
, ('payments', 'payment', 'Can add payment', 'add_payment')
, ('payments', 'payment', 'Can change payment', 'change_payment')
, ('payments', 'payment', 'Can delete payment', 'delete_payment')
, ('payments', 'payment', 'Can view payment', 'view_payment')
, ('payments', 'paymenthistory', 'Can add payment history', 'add_paymenthistory')
, ('payments', 'paymenthistory', 'Can change payment history', 'change_paymenthistory')
, ('payments', 'paymenthistory', 'Can delete payment history', 'delete_paymenthistory')
, ('payments', 'paymenthistory', 'Can view payment history', 'view_paymenthistory')
, ('payments', 'paymentproof', 'Can add payment proof', 'add_paymentproof')
, ('payments', 'paymentproof', 'Can change payment proof', 'change_paymentproof')
, ('payments', 'paymentproof', 'Can delete payment proof', 'delete_paymentproof')
, ('payments', 'paymentproof', 'Can view payment proof', 'view_paymentproof')
, ('payments', 'paymentschedule', 'Can add payment schedule', 'add_paymentschedule')
, ('payments', 'paymentschedule', 'Can change payment schedule', 'change_paymentschedule')
, ('payments', 'paymentschedule', 'Can delete payment schedule', 'delete_paymentschedule')
, ('payments', 'paymentschedule', 'Can view payment schedule', 'view_paymentschedule')
, ('payments', 'paymonth', 'Can add pay month', 'add_paymonth')
, ('payments', 'paymonth', 'Can change pay month', 'change_paymonth')
, ('payments', 'paymonth', 'Can delete pay month', 'delete_paymonth')
, ('payments', 'paymonth', 'Can view pay month', 'view_paymonth')
, ('payments', 'payout', 'Can add pay out', 'add_payout')
, ('payments', 'payout', 'Can change pay out', 'change_payout')
, ('payments', 'payout', 'Can delete pay out', 'delete_payout')
, ('payments', 'payout', 'Can view pay out', 'view_payout')
, ('payments', 'payrate', 'Can add pay rate', 'add_payrate')
, ('payments', 'payrate', 'Can change pay rate', 'change_payrate')
, ('payments', 'payrate', 'Can delete pay rate', 'delete_payrate')
, ('payments', 'payrate', 'Can view pay rate', 'view_payrate')
, ('payments', 'prepaidperiod', 'Can add prepaid period', 'add_prepaidperiod')
, ('payments', 'prepaidperiod', 'Can change prepaid period', 'change_prepaidperiod')
, ('payments', 'prepaidperiod', 'Can delete prepaid period', 'delete_prepaidperiod')
, ('payments', 'prepaidperiod', 'Can view prepaid period', 'view_prepaidperiod')
, ('payments', 'priceoverride', 'Can add price override', 'add_priceoverride')
, ('payments', 'priceoverride', 'Can change price override', 'change_priceoverride')
, ('payments', 'priceoverride', 'Can delete price override', 'delete_priceoverride')
, ('payments', 'priceoverride', 'Can view price override', 'view_priceoverride')
, ('payments', 'providertransaction', 'Can add provider transaction', 'add_providertransaction')
, ('payments', 'providertransaction', 'Can change provider transaction', 'change_providertransaction')
, ('payments', 'providertransaction', 'Can delete provider transaction', 'delete_providertransaction')
, ('payments', 'providertransaction', 'Can view provider transaction', 'view_providertransaction')
, ('payments', 'receipt', 'Can add receipt', 'add_receipt')
, ('payments', 'receipt', 'Can change receipt', 'change_receipt')
, ('payments', 'receipt', 'Can delete receipt', 'delete_receipt')
, ('payments', 'receipt', 'Can view receipt', 'view_receipt')
, ('payments', 'reconciliation', 'Can add reconciliation', 'add_reconciliation')
, ('payments', 'reconciliation', 'Can change reconciliation', 'change_reconciliation')
, ('payments', 'reconciliation', 'Can delete reconciliation', 'delete_reconciliation')
, ('payments', 'reconciliation', 'Can view reconciliation', 'view_reconciliation')
, ('payments', 'settlement', 'Can add settlement', 'add_settlement')
, ('payments', 'settlement', 'Can change settlement', 'change_settlement')
, ('payments', 'settlement', 'Can delete settlement', 'delete_settlement')
, ('payments', 'settlement', 'Can view settlement', 'view_settlement')
, ('payments', 'shift', 'Can add shift', 'add_shift')
, ('payments', 'shift', 'Can change shift', 'change_shift')
, ('payments', 'shift', 'Can delete shift', 'delete_shift')
, ('payments', 'shift', 'Can view shift', 'view_shift')
, ('payments', 'subscription', 'Can add subscription', 'add_subscription')
, ('payments', 'subscription', 'Can change subscription', 'change_subscription')
, ('payments', 'subscription', 'Can delete subscription', 'delete_subscription')
, ('payments', 'subscription', 'Can view subscription', 'view_subscription')
, ('payments', 'terminaldeposit', 'Can add terminal deposit', 'add_terminaldeposit')
, ('payments', 'terminaldeposit', 'Can change terminal deposit', 'change_terminaldeposit')
, ('payments', 'terminaldeposit', 'Can delete terminal deposit', 'delete_terminaldeposit')
, ('payments', 'terminaldeposit', 'Can view terminal deposit', 'view_terminaldeposit')
, ('payments', 'webhookdelivery', 'Can add webhook delivery', 'add_webhookdelivery')
, ('payments', 'webhookdelivery', 'Can change webhook delivery', 'change_webhookdelivery')
, ('payments', 'webhookdelivery', 'Can delete webhook delivery', 'delete_webhookdelivery')
, ('payments', 'webhookdelivery', 'Can view webhook delivery', 'view_webhookdelivery')
, ('portal', 'erasurerequest', 'Can add erasure request', 'add_erasurerequest')
, ('portal', 'erasurerequest', 'Can change erasure request', 'change_erasurerequest')
, ('portal', 'erasurerequest', 'Can delete erasure request', 'delete_erasurerequest')
, ('portal', 'erasurerequest', 'Can view erasure request', 'view_erasurerequest')
, ('portal', 'exportrequest', 'Can add export request', 'add_exportrequest')
, ('portal', 'exportrequest', 'Can change export request', 'change_exportrequest')
, ('portal', 'exportrequest', 'Can delete export request', 'delete_exportrequest')
, ('portal', 'exportrequest', 'Can view export request', 'view_exportrequest')
, ('portal', 'familyanswer', 'Can add family answer', 'add_familyanswer')
, ('portal', 'familyanswer', 'Can change family answer', 'change_familyanswer')
, ('portal', 'familyanswer', 'Can delete family answer', 'delete_familyanswer')
, ('portal', 'familyanswer', 'Can view family answer', 'view_familyanswer')
, ('portal', 'familymessage', 'Can add family message', 'add_familymessage')
, ('portal', 'familymessage', 'Can change family message', 'change_familymessage')
, ('portal', 'familymessage', 'Can delete family message', 'delete_familymessage')
, ('portal', 'familymessage', 'Can view family message', 'view_familymessage')
, ('portal', 'familytemplate', 'Can add family template', 'add_familytemplate')
, ('portal', 'familytemplate', 'Can change family template', 'change_familytemplate')
, ('portal', 'familytemplate', 'Can delete family template', 'delete_familytemplate')
, ('portal', 'familytemplate', 'Can view family template', 'view_familytemplate')
, ('portal', 'telegramtalk', 'Can add telegram talk', 'add_telegramtalk')
, ('portal', 'telegramtalk', 'Can change telegram talk', 'change_telegramtalk')
, ('portal', 'telegramtalk', 'Can delete telegram talk', 'delete_telegramtalk')
, ('portal', 'telegramtalk', 'Can view telegram talk', 'view_telegramtalk')
, ('quizzes', 'answer', 'Can add answer', 'add_answer')
, ('quizzes', 'answer', 'Can change answer', 'change_answer')
, ('quizzes', 'answer', 'Can delete answer', 'delete_answer')
, ('quizzes', 'answer', 'Can view answer', 'view_answer')
, ('quizzes', 'answerfile', 'Can add answer file', 'add_answerfile')
, ('quizzes', 'answerfile', 'Can change answer file', 'change_answerfile')
, ('quizzes', 'answerfile', 'Can delete answer file', 'delete_answerfile')
, ('quizzes', 'answerfile', 'Can view answer file', 'view_answerfile')
, ('quizzes', 'lateanswer', 'Can add late answer', 'add_lateanswer')
, ('quizzes', 'lateanswer', 'Can change late answer', 'change_lateanswer')
, ('quizzes', 'lateanswer', 'Can delete late answer', 'delete_lateanswer')
, ('quizzes', 'lateanswer', 'Can view late answer', 'view_lateanswer')
, ('quizzes', 'placementanswer', 'Can add placement answer', 'add_placementanswer')
, ('quizzes', 'placementanswer', 'Can change placement answer', 'change_placementanswer')
, ('quizzes', 'placementanswer', 'Can delete placement answer', 'delete_placementanswer')
, ('quizzes', 'placementanswer', 'Can view placement answer', 'view_placementanswer')
, ('quizzes', 'placementlink', 'Can add placement link', 'add_placementlink')
, ('quizzes', 'placementlink', 'Can change placement link', 'change_placementlink')
, ('quizzes', 'placementlink', 'Can delete placement link', 'delete_placementlink')
, ('quizzes', 'placementlink', 'Can view placement link', 'view_placementlink')
, ('quizzes', 'placementsession', 'Can add placement session', 'add_placementsession')
, ('quizzes', 'placementsession', 'Can change placement session', 'change_placementsession')
, ('quizzes', 'placementsession', 'Can delete placement session', 'delete_placementsession')
, ('quizzes', 'placementsession', 'Can view placement session', 'view_placementsession')
, ('quizzes', 'placementspeech', 'Can add placement speech', 'add_placementspeech')
, ('quizzes', 'placementspeech', 'Can change placement speech', 'change_placementspeech')
, ('quizzes', 'placementspeech', 'Can delete placement speech', 'delete_placementspeech')
, ('quizzes', 'placementspeech', 'Can view placement speech', 'view_placementspeech')
, ('quizzes', 'placementtest', 'Can add placement test', 'add_placementtest')
, ('quizzes', 'placementtest', 'Can change placement test', 'change_placementtest')
, ('quizzes', 'placementtest', 'Can delete placement test', 'delete_placementtest')
, ('quizzes', 'placementtest', 'Can view placement test', 'view_placementtest')
, ('quizzes', 'question', 'Can add question', 'add_question')
, ('quizzes', 'question', 'Can change question', 'change_question')
, ('quizzes', 'question', 'Can delete question', 'delete_question')
, ('quizzes', 'question', 'Can view question', 'view_question')
, ('quizzes', 'questionbank', 'Can add question bank', 'add_questionbank')
, ('quizzes', 'questionbank', 'Can change question bank', 'change_questionbank')
, ('quizzes', 'questionbank', 'Can delete question bank', 'delete_questionbank')
, ('quizzes', 'questionbank', 'Can view question bank', 'view_questionbank')
, ('quizzes', 'questionexport', 'Can add question export', 'add_questionexport')
, ('quizzes', 'questionexport', 'Can change question export', 'change_questionexport')
, ('quizzes', 'questionexport', 'Can delete question export', 'delete_questionexport')
, ('quizzes', 'questionexport', 'Can view question export', 'view_questionexport')
, ('quizzes', 'questionfile', 'Can add question file', 'add_questionfile')
, ('quizzes', 'questionfile', 'Can change question file', 'change_questionfile')
, ('quizzes', 'questionfile', 'Can delete question file', 'delete_questionfile')
, ('quizzes', 'questionfile', 'Can view question file', 'view_questionfile')
, ('quizzes', 'questionimport', 'Can add question import', 'add_questionimport')
, ('quizzes', 'questionimport', 'Can change question import', 'change_questionimport')
, ('quizzes', 'questionimport', 'Can delete question import', 'delete_questionimport')
, ('quizzes', 'questionimport', 'Can view question import', 'view_questionimport')
, ('quizzes', 'questionversion', 'Can add question version', 'add_questionversion')
, ('quizzes', 'questionversion', 'Can change question version', 'change_questionversion')
, ('quizzes', 'questionversion', 'Can delete question version', 'delete_questionversion')
, ('quizzes', 'questionversion', 'Can view question version', 'view_questionversion')
, ('quizzes', 'quiz', 'Can add quiz', 'add_quiz')
, ('quizzes', 'quiz', 'Can change quiz', 'change_quiz')
, ('quizzes', 'quiz', 'Can delete quiz', 'delete_quiz')
, ('quizzes', 'quiz', 'Can view quiz', 'view_quiz')
, ('quizzes', 'quizattempt', 'Can add quiz attempt', 'add_quizattempt')
, ('quizzes', 'quizattempt', 'Can change quiz attempt', 'change_quizattempt')
, ('quizzes', 'quizattempt', 'Can delete quiz attempt', 'delete_quizattempt')
, ('quizzes', 'quizattempt', 'Can view quiz attempt', 'view_quizattempt')
, ('quizzes', 'quizextension', 'Can add quiz extension', 'add_quizextension')
, ('quizzes', 'quizextension', 'Can change quiz extension', 'change_quizextension')
, ('quizzes', 'quizextension', 'Can delete quiz extension', 'delete_quizextension')
, ('quizzes', 'quizextension', 'Can view quiz extension', 'view_quizextension')
, ('quizzes', 'quizquestion', 'Can add quiz question', 'add_quizquestion')
, ('quizzes', 'quizquestion', 'Can change quiz question', 'change_quizquestion')
, ('quizzes', 'quizquestion', 'Can delete quiz question', 'delete_quizquestion')
, ('quizzes', 'quizquestion', 'Can view quiz question', 'view_quizquestion')
, ('quizzes', 'regrade', 'Can add regrade', 'add_regrade')
, ('quizzes', 'regrade', 'Can change regrade', 'change_regrade')
, ('quizzes', 'regrade', 'Can delete regrade', 'delete_regrade')
, ('quizzes', 'regrade', 'Can view regrade', 'view_regrade')
, ('quizzes', 'spokenresult', 'Can add spoken result', 'add_spokenresult')
, ('quizzes', 'spokenresult', 'Can change spoken result', 'change_spokenresult')
, ('quizzes', 'spokenresult', 'Can delete spoken result', 'delete_spokenresult')
, ('quizzes', 'spokenresult', 'Can view spoken result', 'view_spokenresult')
, ('realtime', 'socketticket', 'Can add socket ticket', 'add_socketticket')
, ('realtime', 'socketticket', 'Can change socket ticket', 'change_socketticket')
, ('realtime', 'socketticket', 'Can delete socket ticket', 'delete_socketticket')
, ('realtime', 'socketticket', 'Can view socket ticket', 'view_socketticket')
, ('realtime', 'stream', 'Can add stream', 'add_stream')
, ('realtime', 'stream', 'Can change stream', 'change_stream')
, ('realtime', 'stream', 'Can delete stream', 'delete_stream')
, ('realtime', 'stream', 'Can view stream', 'view_stream')
, ('realtime', 'streamevent', 'Can add stream event', 'add_streamevent')
, ('realtime', 'streamevent', 'Can change stream event', 'change_streamevent')
, ('realtime', 'streamevent', 'Can delete stream event', 'delete_streamevent')
, ('realtime', 'streamevent', 'Can view stream event', 'view_streamevent')
, ('registry', 'mlmodel', 'Can add machine-learning model', 'add_mlmodel')
, ('registry', 'mlmodel', 'Can change machine-learning model', 'change_mlmodel')
, ('registry', 'mlmodel', 'Can delete machine-learning model', 'delete_mlmodel')
, ('registry', 'mlmodel', 'Can view machine-learning model', 'view_mlmodel')
, ('resources', 'download', 'Can add download', 'add_download')
, ('resources', 'download', 'Can change download', 'change_download')
, ('resources', 'download', 'Can delete download', 'delete_download')
, ('resources', 'download', 'Can view download', 'view_download')
, ('resources', 'lessonresource', 'Can add lesson resource', 'add_lessonresource')
, ('resources', 'lessonresource', 'Can change lesson resource', 'change_lessonresource')
, ('resources', 'lessonresource', 'Can delete lesson resource', 'delete_lessonresource')
, ('resources', 'lessonresource', 'Can view lesson resource', 'view_lessonresource')
, ('resources', 'mediafile', 'Can add media file', 'add_mediafile')
, ('resources', 'mediafile', 'Can change media file', 'change_mediafile')
, ('resources', 'mediafile', 'Can delete media file', 'delete_mediafile')
, ('resources', 'mediafile', 'Can view media file', 'view_mediafile')
, ('sessions', 'session', 'Can add session', 'add_session')
, ('sessions', 'session', 'Can change session', 'change_session')
, ('sessions', 'session', 'Can delete session', 'delete_session')
, ('sessions', 'session', 'Can view session', 'view_session')
, ('settings', 'auditlog', 'Can add audit log', 'add_auditlog')
, ('settings', 'auditlog', 'Can change audit log', 'change_auditlog')
, ('settings', 'auditlog', 'Can delete audit log', 'delete_auditlog')
, ('settings', 'auditlog', 'Can view audit log', 'view_auditlog')
, ('settings', 'auditvalues', 'Can add audit values', 'add_auditvalues')
, ('settings', 'auditvalues', 'Can change audit values', 'change_auditvalues')
, ('settings', 'auditvalues', 'Can delete audit values', 'delete_auditvalues')
, ('settings', 'auditvalues', 'Can view audit values', 'view_auditvalues')
, ('settings', 'branch', 'Can add branch', 'add_branch')
, ('settings', 'branch', 'Can change branch', 'change_branch')
, ('settings', 'branch', 'Can delete branch', 'delete_branch')
, ('settings', 'branch', 'Can view branch', 'view_branch')
, ('settings', 'systemsettings', 'Can add system settings', 'add_systemsettings')
, ('settings', 'systemsettings', 'Can change system settings', 'change_systemsettings')
, ('settings', 'systemsettings', 'Can delete system settings', 'delete_systemsettings')
, ('settings', 'systemsettings', 'Can view system settings', 'view_systemsettings')
, ('support', 'assignmentrule', 'Can add assignment rule', 'add_assignmentrule')
, ('support', 'assignmentrule', 'Can change assignment rule', 'change_assignmentrule')
, ('support', 'assignmentrule', 'Can delete assignment rule', 'delete_assignmentrule')
, ('support', 'assignmentrule', 'Can view assignment rule', 'view_assignmentrule')
, ('support', 'cannedanswer', 'Can add canned answer', 'add_cannedanswer')
, ('support', 'cannedanswer', 'Can change canned answer', 'change_cannedanswer')
, ('support', 'cannedanswer', 'Can delete canned answer', 'delete_cannedanswer')
, ('support', 'cannedanswer', 'Can view canned answer', 'view_cannedanswer')
, ('support', 'guestrequest', 'Can add guest request', 'add_guestrequest')
, ('support', 'guestrequest', 'Can change guest request', 'change_guestrequest')
, ('support', 'guestrequest', 'Can delete guest request', 'delete_guestrequest')
, ('support', 'guestrequest', 'Can view guest request', 'view_guestrequest')
, ('support', 'incomingmail', 'Can add incoming mail', 'add_incomingmail')
, ('support', 'incomingmail', 'Can change incoming mail', 'change_incomingmail')
, ('support', 'incomingmail', 'Can delete incoming mail', 'delete_incomingmail')
, ('support', 'incomingmail', 'Can view incoming mail', 'view_incomingmail')
, ('support', 'mailboxposition', 'Can add mailbox position', 'add_mailboxposition')
, ('support', 'mailboxposition', 'Can change mailbox position', 'change_mailboxposition')
, ('support', 'mailboxposition', 'Can delete mailbox position', 'delete_mailboxposition')
, ('support', 'mailboxposition', 'Can view mailbox position', 'view_mailboxposition')
, ('support', 'openinghours', 'Can add opening hours', 'add_openinghours')
, ('support', 'openinghours', 'Can change opening hours', 'change_openinghours')
, ('support', 'openinghours', 'Can delete opening hours', 'delete_openinghours')
, ('support', 'openinghours', 'Can view opening hours', 'view_openinghours')
, ('support', 'outgoingmail', 'Can add outgoing mail', 'add_outgoingmail')
, ('support', 'outgoingmail', 'Can change outgoing mail', 'change_outgoingmail')
, ('support', 'outgoingmail', 'Can delete outgoing mail', 'delete_outgoingmail')
, ('support', 'outgoingmail', 'Can view outgoing mail', 'view_outgoingmail')
, ('support', 'rulemember', 'Can add rule member', 'add_rulemember')
, ('support', 'rulemember', 'Can change rule member', 'change_rulemember')
, ('support', 'rulemember', 'Can delete rule member', 'delete_rulemember')
, ('support', 'rulemember', 'Can view rule member', 'view_rulemember')
, ('support', 'servicetarget', 'Can add service target', 'add_servicetarget')
, ('support', 'servicetarget', 'Can change service target', 'change_servicetarget')
, ('support', 'servicetarget', 'Can delete service target', 'delete_servicetarget')
, ('support', 'servicetarget', 'Can view service target', 'view_servicetarget')
, ('support', 'ticket', 'Can add ticket', 'add_ticket')
, ('support', 'ticket', 'Can change ticket', 'change_ticket')
, ('support', 'ticket', 'Can delete ticket', 'delete_ticket')
, ('support', 'ticket', 'Can view ticket', 'view_ticket')
, ('support', 'ticketalarm', 'Can add ticket alarm', 'add_ticketalarm')
, ('support', 'ticketalarm', 'Can change ticket alarm', 'change_ticketalarm')
, ('support', 'ticketalarm', 'Can delete ticket alarm', 'delete_ticketalarm')
, ('support', 'ticketalarm', 'Can view ticket alarm', 'view_ticketalarm')
, ('support', 'ticketcategory', 'Can add ticket category', 'add_ticketcategory')
, ('support', 'ticketcategory', 'Can change ticket category', 'change_ticketcategory')
, ('support', 'ticketcategory', 'Can delete ticket category', 'delete_ticketcategory')
, ('support', 'ticketcategory', 'Can view ticket category', 'view_ticketcategory')
, ('support', 'ticketcomment', 'Can add ticket comment', 'add_ticketcomment')
, ('support', 'ticketcomment', 'Can change ticket comment', 'change_ticketcomment')
, ('support', 'ticketcomment', 'Can delete ticket comment', 'delete_ticketcomment')
, ('support', 'ticketcomment', 'Can view ticket comment', 'view_ticketcomment')
, ('support', 'ticketfile', 'Can add ticket file', 'add_ticketfile')
, ('support', 'ticketfile', 'Can change ticket file', 'change_ticketfile')
, ('support', 'ticketfile', 'Can delete ticket file', 'delete_ticketfile')
, ('support', 'ticketfile', 'Can view ticket file', 'view_ticketfile')
, ('support', 'ticketpause', 'Can add ticket pause', 'add_ticketpause')
, ('support', 'ticketpause', 'Can change ticket pause', 'change_ticketpause')
, ('support', 'ticketpause', 'Can delete ticket pause', 'delete_ticketpause')
, ('support', 'ticketpause', 'Can view ticket pause', 'view_ticketpause')
, ('video', 'filmcopy', 'Can add film copy', 'add_filmcopy')
, ('video', 'filmcopy', 'Can change film copy', 'change_filmcopy')
, ('video', 'filmcopy', 'Can delete film copy', 'delete_filmcopy')
, ('video', 'filmcopy', 'Can view film copy', 'view_filmcopy')
, ('video', 'hostedvideo', 'Can add hosted video', 'add_hostedvideo')
, ('video', 'hostedvideo', 'Can change hosted video', 'change_hostedvideo')
, ('video', 'hostedvideo', 'Can delete hosted video', 'delete_hostedvideo')
, ('video', 'hostedvideo', 'Can view hosted video', 'view_hostedvideo')
, ('video', 'playback', 'Can add playback', 'add_playback')
, ('video', 'playback', 'Can change playback', 'change_playback')
, ('video', 'playback', 'Can delete playback', 'delete_playback')
, ('video', 'playback', 'Can view playback', 'view_playback')
, ('video', 'rendition', 'Can add rendition', 'add_rendition')
, ('video', 'rendition', 'Can change rendition', 'change_rendition')
, ('video', 'rendition', 'Can delete rendition', 'delete_rendition')
, ('video', 'rendition', 'Can view rendition', 'view_rendition')
, ('video', 'subtitles', 'Can add subtitles', 'add_subtitles')
, ('video', 'subtitles', 'Can change subtitles', 'change_subtitles')
, ('video', 'subtitles', 'Can delete subtitles', 'delete_subtitles')
, ('video', 'subtitles', 'Can view subtitles', 'view_subtitles')
, ('video', 'transcription', 'Can add transcription', 'add_transcription')
, ('video', 'transcription', 'Can change transcription', 'change_transcription')
, ('video', 'transcription', 'Can delete transcription', 'delete_transcription')
, ('video', 'transcription', 'Can view transcription', 'view_transcription')
, ('video', 'video', 'Can add video', 'add_video')
, ('video', 'video', 'Can change video', 'change_video')
, ('video', 'video', 'Can delete video', 'delete_video')
, ('video', 'video', 'Can view video', 'view_video')
, ('webhooks', 'webhook', 'Can add webhook', 'add_webhook')
, ('webhooks', 'webhook', 'Can change webhook', 'change_webhook')
, ('webhooks', 'webhook', 'Can delete webhook', 'delete_webhook')
, ('webhooks', 'webhook', 'Can view webhook', 'view_webhook')
, ('webhooks', 'webhookdelivery', 'Can add webhook delivery', 'add_webhookdelivery')
, ('webhooks', 'webhookdelivery', 'Can change webhook delivery', 'change_webhookdelivery')
, ('webhooks', 'webhookdelivery', 'Can delete webhook delivery', 'delete_webhookdelivery')
, ('webhooks', 'webhookdelivery', 'Can view webhook delivery', 'view_webhookdelivery')
) AS permission (app_label, model, name, codename)
JOIN public.django_content_type USING (app_label, model) ORDER BY app_label, model, codename;
