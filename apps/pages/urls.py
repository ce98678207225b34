"""Everything under `/app`, and the addresses that letters and codes of the centre lead to."""

from django.urls import path

from apps.pages import views

urlpatterns = [
    path("app", views.home),
    path("app/", views.shell, name="pages"),
    path("app/sw.js", views.worker, name="pages_worker"),
    path("app/manifest.webmanifest", views.manifest, name="pages_manifest"),
    path("app/<path:rest>", views.shell),
    path("password-reset", views.entry, {"page": "password-reset"}),
    path("verify-email", views.entry, {"page": "verify-email"}),
    path("invitation", views.entry, {"page": "invitation"}),
    path("check-in/<uuid:lesson>/<str:code>", views.check_in),
]
