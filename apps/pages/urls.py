"""URLs under `/app`, and the addresses in letters and codes of the centre."""

from django.urls import path

from apps.pages import views

urlpatterns = [
    path("favicon.ico", views.serve_favicon),
    path("app", views.redirect_home),
    path("app/", views.serve_app_page, name="pages"),
    path("app/sw.js", views.serve_service_worker, name="pages_worker"),
    path("app/manifest.webmanifest", views.serve_manifest, name="pages_manifest"),
    path("app/<path:rest>", views.serve_app_page),
    path("password-reset", views.redirect_to_page, {"page": "password-reset"}),
    path("verify-email", views.redirect_to_page, {"page": "verify-email"}),
    path("activate", views.redirect_to_page, {"page": "activate"}),
    path("course-invitation", views.redirect_to_page, {"page": "course-invitation"}),
    path("placement", views.redirect_to_page, {"page": "placement"}),
    path("support", views.redirect_to_page, {"page": "support"}),
    path("invitation", views.redirect_to_page, {"page": "invitation"}),
    path("check-in/<uuid:lesson>/<str:code>", views.redirect_to_check_in),
]
