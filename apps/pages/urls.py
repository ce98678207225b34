"""Everything under `/app`."""

from django.urls import path

from apps.pages import views

urlpatterns = [
    path("app", views.home),
    path("app/", views.shell, name="pages"),
    path("app/sw.js", views.worker, name="pages_worker"),
    path("app/manifest.webmanifest", views.manifest, name="pages_manifest"),
    path("app/<path:rest>", views.shell),
]
