"""The URL patterns of the project."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from api import schema_pages, transfers
from api.app import api
from api.certificates import public_pages
from api.courses import catalogue_pages
from api.leads import meta_webhook, site_forms
from api.lessons import bigbluebutton_webhook, calendars, jaas_webhook, zoom_webhook
from api.messaging import eskiz_webhook, telegram_webhook
from api.payments import provider_webhooks
from api.portal import first_run_pages
from api.route_areas import group_by_area
from api.video import player_views, vdocipher_webhook
from apps.accounts.admin_password import password_change_page

api_routes, api_app, api_namespace = api.urls
urlpatterns = [
    path("api/v1/", include(schema_pages.urls(api))),
    path("api/v1/", include(transfers.build_file_transfer_urls())),
    path("api/v1/", include(calendars.build_calendar_urls())),
    path("api/v1/notifications/telegram/webhook/", telegram_webhook.receive_telegram_update),
    path("api/v1/notifications/eskiz/callback/<str:secret>/", eskiz_webhook.receive_eskiz_callback),
    path("api/v1/leads/meta/webhook/", meta_webhook.receive_meta_webhook),
    path("api/v1/", include(site_forms.build_lead_form_urls())),
    path("api/v1/video/vdocipher/hook/<str:secret>/", vdocipher_webhook.receive_vdocipher_hook),
    path("api/v1/lessons/zoom/webhook/", zoom_webhook.receive_zoom_webhook),
    path("api/v1/lessons/jaas/webhook/", jaas_webhook.receive_jaas_webhook),
    path("api/v1/lessons/bigbluebutton/attendance/", bigbluebutton_webhook.receive_attendance),
    path("api/v1/lessons/bigbluebutton/recording/", bigbluebutton_webhook.receive_recording),
    path("api/v1/payments/<slug:provider>/webhook/", provider_webhooks.receive_provider_webhook),
    path("api/v1/payments/<slug:provider>/webhook", provider_webhooks.receive_provider_webhook),
    path("api/v1/", include((group_by_area(api_routes), api_app), namespace=api_namespace)),
    path("admin/password_change/", password_change_page),
    path("admin/language/", set_language, name="admin_language"),
    path("admin/", admin.site.urls),
    path("app/first-run", first_run_pages.serve_first_run_page),
    path("", include(player_views.build_video_urls())),
    path("", include(public_pages.build_certificate_urls())),
    path("", include(catalogue_pages.build_catalogue_urls())),
    path("", include("apps.pages.urls")),
]

handler400 = "api.errors.bad_request_page"
handler403 = "api.errors.forbidden_page"
handler404 = "api.errors.not_found_page"
handler500 = "api.errors.server_error_page"
