"""The rules of operations about online courses, as in `rules`."""

from typing import Any

from tests.access.rules_base import Rule, rule

REVISION: dict[str, Any] = {"revision": "@draft_revision"}
ORDER: dict[str, Any] = {
    "modules": [
        {"id": "@course_module", "lessons": ["@open_lesson", "@preview_lesson", "@locked_lesson", "@draft_lesson"]}
    ]
}

LEARNING_RULES: dict[str, Rule] = {
    "GET /courses/tags/": rule("anybody"),
    "PUT /courses/courses/{id}/thumbnail/": rule("writes", "course", status=415),
    "DELETE /courses/courses/{id}/thumbnail/": rule("writes", "course"),
    "GET /courses/thumbnails/{link}/": rule("anybody", "no_link", status=404),
    "GET /lessons/feedback/": rule("anybody"),
    "PUT /lessons/feedback/{id}/": rule("answers", "feedback"),
    "GET /lessons/feedback/results/": rule("anybody"),
    "GET /lessons/feedback/teachers/": rule("anybody"),
    "GET /courses/courses/{id}/reviews/": rule("anybody", "course"),
    "GET /courses/courses/{id}/rating/": rule("anybody", "course"),
    # Nobody of the cast has done enough of the course: who has is in tests/learning.
    "PUT /courses/courses/{id}/reviews/mine/": rule("anybody", "course", status=409),
    "GET /courses/reviews/{id}/": rule("anybody", "review"),
    "DELETE /courses/reviews/{id}/": rule("own", "review"),
    "PUT /courses/reviews/{id}/answer/": rule("writes", "review"),
    "POST /courses/reviews/{id}/report/": rule("anybody", "review"),
    "PATCH /courses/reviews/{id}/": rule("anybody", "review"),
    "GET /courses/courses/{id}/draft/": rule("writes", "course"),
    "PATCH /courses/courses/{id}/draft/": rule("writes", "course", body=REVISION),
    "POST /courses/courses/{id}/modules/": rule("writes", "course"),
    "PATCH DELETE /courses/modules/{id}/": rule("writes", "course_module"),
    "POST /courses/modules/{id}/restore/": rule("writes", "course_module"),
    "POST /courses/courses/{id}/lessons/": rule("writes", "course", body={"module": "@course_module"}),
    "GET DELETE /courses/lessons/{id}/draft/": rule("writes", "draft_lesson"),
    "GET /courses/lessons/{id}/draft/preview/": rule("writes", "draft_lesson"),
    "PUT /courses/lessons/{id}/draft/": rule("writes", "draft_lesson", body={"revision": "@lesson_revision"}),
    "POST /courses/lessons/{id}/restore/": rule("writes", "draft_lesson"),
    "PUT /courses/courses/{id}/outline/": rule("writes", "course", body=REVISION | ORDER),
    "GET /courses/courses/{id}/changes/": rule("writes", "course"),
    "POST /courses/courses/{id}/versions/": rule("writes", "course", body=REVISION),
    "GET /courses/courses/{id}/versions/": rule("writes", "course"),
    "POST /courses/courses/{id}/versions/{number}/restore/": rule("writes", "course", "version_number", body=REVISION),
    "POST /courses/courses/{id}/files/": rule("writes", "course", body={"upload": None, "media": "@media"}),
    "GET /courses/courses/{id}/files/": rule("writes", "course"),
    # The upload of the example is nobody's, and packages are off in tests: tests/packages goes on from there.
    "POST /courses/courses/{id}/packages/": rule("writes", "course", status=404),
    "GET /courses/courses/{id}/packages/{file}/": rule("writes", "course", "package_file"),
    "POST /courses/courses/{id}/videos/{file}/retry/": rule("writes", "course", "film_file"),
    "POST /courses/lessons/{id}/packages/{block}/": rule("anybody", "preview_lesson", "package_block", status=409),
    "PUT /courses/lessons/{id}/packages/{block}/": rule(
        "own", "preview_lesson", "package_block", body={"version": 0, "cmi": {}, "statements": []}
    ),
    "POST /courses/lessons/{id}/draft/packages/{block}/": rule("writes", "draft_lesson", "package_block", status=409),
    "POST /courses/lessons/{id}/playback/": rule("anybody", "preview_lesson", body={"block": "@video_block"}),
    "POST /courses/lessons/{id}/draft/playback/": rule("writes", "draft_lesson", body={"block": "@video_block"}),
    "POST /resources/{id}/playback/": rule("group", "resource"),
    "POST /resources/library/{id}/playback/": rule("anybody", "media"),
    "POST /video/playbacks/{token}/heartbeat/": rule("own", "playback_token"),
    "DELETE /video/playbacks/{token}/": rule("own", "playback_token"),
    "POST /video/playbacks/{token}/copy/": rule("own", "playback_token"),
    "GET /video/copies/": rule("anybody"),
    "GET /video/copies/{id}/file/": rule("own", "film_copy"),
    "DELETE /video/copies/{id}/": rule("own", "film_copy"),
    "GET /courses/courses/{id}/videos/{file}/": rule("writes", "course", "video_file"),
    "POST /courses/courses/{id}/exports/": rule("writes", "course"),
    "GET /courses/courses/{id}/exports/": rule("writes", "course"),
    "GET /courses/courses/{id}/exports/{export_id}/": rule("writes", "course", "course_export"),
    # A package is sent and undone in tests/course_transfers; the course of the example is nobody's.
    "POST /courses/courses/imports/": rule(
        "anybody", body={"course": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e71"}, status=422
    ),
    "GET /courses/courses/imports/": rule("anybody"),
    "GET /courses/courses/imports/{id}/": rule("uploader", "course_import"),
    "POST /courses/courses/imports/{id}/run/": rule("uploader", "course_import", status=202),
    "POST /courses/courses/imports/{id}/undo/": rule("uploader", "course_import", status=409),
    "GET /courses/courses/{id}/modules/": rule("anybody", "course"),
    "GET /courses/courses/{id}/lessons/": rule("enrolled", "course"),
    "GET /courses/lessons/{id}/": rule("anybody", "preview_lesson"),
    "POST /courses/lessons/{id}/progress/": rule("own", "open_lesson"),
    "GET /courses/learning/": rule("anybody"),
    # The course of the cast is taught at the centre; tests/learning has free and priced ones.
    "POST /courses/courses/{id}/enroll/": rule("anybody", "course", key=True, status=409),
    "GET /courses/enrollments/": rule("anybody"),
    "POST /courses/enrollments/": rule("anybody", body={"course": "@course", "users": ["@pupil"], "until": None}),
    "GET /courses/enrollments/{id}/": rule("enrolment", "enrollment"),
    "PATCH /courses/enrollments/{id}/": rule("gives", "enrollment", body={"until": None}),
    "POST /courses/enrollments/{id}/end/": rule("gives", "enrollment"),
    "GET /courses/courses/{id}/invitation-links/": rule("writes", "course"),
    # The course of the cast has a price: links to it are the office's.
    "POST /courses/courses/{id}/invitation-links/": rule(
        "writes", "course", body={"expires_at": "2027-12-31T19:00:00Z"}
    ),
    "POST /courses/invitation-links/{id}/revoke/": rule("writes", "invitation_link"),
    "POST /courses/invitation-links/check/": rule("anybody", status=422),
    "POST /courses/invitation-links/use/": rule("anybody", status=422),
    # Speech recognition is off in tests: tests/video goes on from there.
    "GET /video/videos/{id}/subtitles/": rule("writes", "course_video"),
    "POST /video/videos/{id}/subtitles/make/": rule("writes", "course_video", status=409),
    "GET DELETE /video/videos/{id}/subtitles/{language}/": rule("writes", "course_video", "subtitle_language"),
    "PUT /video/videos/{id}/subtitles/{language}/": rule(
        "writes", "course_video", "subtitle_language", body={"version": 1}
    ),
    "POST /video/videos/{id}/subtitles/{language}/file/": rule(
        "writes", "course_video", "subtitle_language", file="subtitle_file"
    ),
    "GET /video/videos/{id}/subtitles/{language}/file/": rule("writes", "course_video", "subtitle_language"),
    "GET /resources/library/{id}/video/": rule("anybody", "media"),
    "POST /resources/library/{id}/video/retry/": rule("kept", "film_media"),
}
