"""The URL patterns of the project."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from api import calendars, catalogue_pages, certificate_pages, first_run_pages, lead_forms, transfers, video_views
from api.app import api
from api.route_areas import group_by_area
from api.routers import docs
from api.webhooks import bigbluebutton, eskiz, jaas, meta, payments, telegram, vdocipher, zoom
from apps.accounts.admin_password import password_change_page

api_routes, api_app, api_namespace = api.urls
urlpatterns = [
    path("api/v1/", include(docs.urls(api))),
    path("api/v1/", include(transfers.build_file_transfer_urls())),
    path("api/v1/", include(calendars.build_calendar_urls())),
    path("api/v1/notifications/telegram/webhook/", telegram.receive_telegram_update),
    path("api/v1/notifications/eskiz/callback/<str:secret>/", eskiz.receive_eskiz_callback),
    path("api/v1/leads/meta/webhook/", meta.receive_meta_webhook),
    path("api/v1/", include(lead_forms.build_lead_form_urls())),
    path("api/v1/video/vdocipher/hook/<str:secret>/", vdocipher.receive_vdocipher_hook),
    path("api/v1/lessons/zoom/webhook/", zoom.receive_zoom_webhook),
    path("api/v1/lessons/jaas/webhook/", jaas.receive_jaas_webhook),
    path("api/v1/lessons/bigbluebutton/attendance/", bigbluebutton.receive_attendance),
    path("api/v1/lessons/bigbluebutton/recording/", bigbluebutton.receive_recording),
    path("api/v1/payments/<slug:provider>/webhook/", payments.receive_provider_webhook),
    path("api/v1/payments/<slug:provider>/webhook", payments.receive_provider_webhook),
    path("api/v1/", include((group_by_area(api_routes), api_app), namespace=api_namespace)),
    path("admin/password_change/", password_change_page),
    path("admin/language/", set_language, name="admin_language"),
    path("admin/", admin.site.urls),
    path("app/first-run", first_run_pages.serve_first_run_page),
    path("", include(video_views.build_video_urls())),
    path("", include(certificate_pages.build_certificate_urls())),
    path("", include(catalogue_pages.build_catalogue_urls())),
    path("", include("apps.pages.urls")),
]

handler400 = "api.errors.bad_request_page"
handler403 = "api.errors.forbidden_page"
handler404 = "api.errors.not_found_page"
handler500 = "api.errors.server_error_page"
