"""Public pages of the catalogue: courses, one course, teachers, one teacher, and the sitemap for search engines.

They are rendered by the server in uz, ru and en, need no script, and answer 404 unless the setting `public_catalogue`
is on. They show what the API shows to a visitor without an account, and nothing else.
"""

import html
import json
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from api.courses.catalogue_schemas import build_picture_address, build_thumbnail_address
from api.errors import build_error_response
from api.quota_headers import enforce_request_quota
from api.settings.system_settings_schemas import build_logo_url
from apps.accounts import rate_limits
from apps.accounts.client_ip import get_client_ip
from apps.core.errors import NotFound, TooMany
from apps.core.money import Money, to_major_units
from apps.core.pagination import paginate
from apps.core.translated_texts import LANGUAGES, pick_translation
from apps.courses import public_catalogue, queries
from apps.courses.listing import rank_courses, search_courses
from apps.courses.models import Course, CourseMode
from apps.learning.course_facts import add_course_facts
from apps.learning.learner_views import view_outline
from apps.learning.standing import load_standing
from apps.pages.assets import get_asset_url, load_assets
from apps.pages.views import get_origin, redirect_to_page
from apps.settings.queries import get_system_settings, get_system_settings_with_logo

PAGE_SIZE = 24
MAX_SEARCH_LENGTH, MAX_DIGITS = 100, 4
MOST_COURSES, MOST_TUTORS = 14_000, 2_000
"""In a sitemap, which has at most 50,000 addresses: each page has one in every language."""
SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'{static}; style-src 'self'{static}; img-src 'self'{static}{media} data:; "
    "font-src 'self'{static}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
"""Our own files, and those of the CDNs that the settings name. The data for search engines is no script that runs."""
_JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}

View = Callable[..., HttpResponse]


def build_catalogue_urls() -> list[URLPattern]:
    """Return the patterns of the public pages, and of the bare address of the site."""
    patterns = [path("", serve_start), path("sitemap.xml", _open_to_public(serve_sitemap), name="sitemap")]
    for language in LANGUAGES:
        named = {"language": language}
        patterns += [
            path(f"{language}/courses/", _open_to_public(serve_courses), named, f"public_courses_{language}"),
            path(f"{language}/courses/<slug:slug>/", _open_to_public(serve_course), named, f"public_course_{language}"),
            path(f"{language}/tutors/", _open_to_public(serve_tutors), named, f"public_tutors_{language}"),
            path(f"{language}/tutors/<uuid:tutor>/", _open_to_public(serve_tutor), named, f"public_tutor_{language}"),
        ]
    return patterns


def _open_to_public(view: View) -> View:
    """Wrap a view: only reading, counted by address, 404 while the catalogue is not public, in the page's language."""

    @wraps(view)
    def wrapped(request: HttpRequest, language: str = "", **values: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        try:
            enforce_request_quota(request, rate_limits.count_anonymous_request(address=get_client_ip(request)))
        except TooMany as error:
            return build_error_response(error)
        row = get_system_settings()
        if not row.public_catalogue or (language and language not in row.languages):
            raise Http404
        if not language:
            return view(request)
        with translation.override(language):
            try:
                return view(request, **values)
            except NotFound as error:
                raise Http404 from error

    return wrapped


@require_safe
def serve_start(request: HttpRequest) -> HttpResponse:
    """Redirect the bare address of the site to the public courses, or to the pages while those are not public.

    The mark `#start` lets the script of the public page send people who are signed in on to their pages: only the
    browser knows whether they are.
    """
    row = get_system_settings()
    if not row.public_catalogue:
        return redirect_to_page(request, page="")
    asked = translation.get_language_from_request(request)
    language = asked if asked in row.languages else row.default_language
    address = reverse(f"public_courses_{language}")
    return HttpResponseRedirect(f"{address}#start", headers={"Cache-Control": "no-store"})


def serve_courses(request: HttpRequest) -> HttpResponse:
    """Return the public courses: search in any spelling, filters, best first, by pages."""
    wanted = {
        name: request.GET.get(name, "").replace("\0", "")[:MAX_SEARCH_LENGTH]
        for name in ("q", "category", "level", "language", "mode", "tag")
    }
    mode = wanted["mode"] if wanted["mode"] in CourseMode.values else None
    courses = queries.list_visible_courses(
        None, language=wanted["language"] or None, level=wanted["level"], mode=mode, tag=wanted["tag"]
    )
    if wanted["category"]:
        courses = courses.filter(category__slug=wanted["category"])
    text = wanted["q"].strip()
    courses = rank_courses(search_courses(courses, text), text) if text else courses.order_by("slug")
    asked = request.GET.get("page", "")[:MAX_DIGITS]
    number = int(asked) if asked.isdecimal() else 1
    page = paginate(courses, page=max(1, min(number, 1_000)), page_size=PAGE_SIZE, count_queryset=courses.order_by())
    filters = public_catalogue.list_public_filters()
    context = {
        "title": _("Courses"),
        "courses": _describe_courses(page.results),
        "count": page.count,
        "wanted": wanted,
        "categories": [(category.slug, pick_translation(category.name)) for category in filters.categories],
        "levels": filters.levels,
        "languages_taught": filters.languages,
        "modes": [(CourseMode.CENTRE, _("at the centre")), (CourseMode.ONLINE, _("online"))],
        "previous": _build_page_link(wanted, page.previous),
        "next": _build_page_link(wanted, page.next),
    }
    return _render(request, "catalogue/courses.html", context, route="public_courses")


def serve_course(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the page of one published course: what it is, who teaches it, what it costs, what it consists of."""
    course = public_catalogue.get_public_course(slug)
    teachers = [link.teacher for link in course.course_teachers.all()]
    [described] = _describe_courses([course])
    text = Truncator(_read_text(described["description"])).chars(200)
    context = {
        "title": described["title"],
        "description": text,
        "course": described,
        "teachers": [_describe_tutor(teacher) for teacher in teachers],
        "modules": view_outline(load_standing(None, course)).modules,
        "before": _describe_courses(queries.list_visible_courses(None).filter(leads_to=course)),
        "image": request.build_absolute_uri(described["picture"]) if described["picture"] else None,
        "structured": _build_course_data(request, course, described, text),
    }
    return _render(request, "catalogue/course.html", context, route="public_course", values={"slug": slug})


def serve_tutors(request: HttpRequest) -> HttpResponse:
    """Return the teachers of published courses."""
    tutors = [_describe_tutor(teacher) for teacher in public_catalogue.list_public_tutors()[:200]]
    return _render(request, "catalogue/tutors.html", {"title": _("Teachers"), "tutors": tutors}, route="public_tutors")


def serve_tutor(request: HttpRequest, tutor: UUID) -> HttpResponse:
    """Return the public page of a teacher of a published course."""
    teacher = public_catalogue.get_public_tutor(tutor)
    courses = queries.list_visible_courses(None).filter(course_teachers__teacher=teacher).order_by("slug")
    described = _describe_tutor(teacher)
    context = {
        "title": described["name"],
        "description": Truncator(described["about"]).chars(200),
        "tutor": described,
        "courses": _describe_courses(courses),
    }
    return _render(request, "catalogue/tutor.html", context, route="public_tutor", values={"tutor": tutor})


def serve_sitemap(request: HttpRequest) -> HttpResponse:
    """Return the addresses of all public pages in every language of the centre (sitemaps.org, protocol 0.9)."""
    languages = get_system_settings().languages
    places: list[tuple[str, dict[str, Any], Any]] = [("public_courses", {}, None), ("public_tutors", {}, None)]
    courses = queries.list_visible_courses(None).order_by("slug").values_list("slug", "updated_at")
    places += [("public_course", {"slug": slug}, changed) for slug, changed in courses[:MOST_COURSES]]
    places += [
        ("public_tutor", {"tutor": teacher.pk}, None) for teacher in public_catalogue.list_public_tutors()[:MOST_TUTORS]
    ]
    entries = [
        {"url": request.build_absolute_uri(reverse(f"{name}_{language}", kwargs=values)), "changed": changed}
        for name, values, changed in places
        for language in languages
    ]
    body = render_to_string("catalogue/sitemap.xml", {"entries": entries})
    return HttpResponse(body, content_type="application/xml; charset=utf-8", headers={"Cache-Control": "no-cache"})


def _describe_courses(courses: Iterable[Course]) -> list[dict[str, Any]]:
    return [_describe_course(course) for course in add_course_facts(None, courses)]


def _describe_course(course: Any) -> dict[str, Any]:
    language = translation.get_language()
    prices = sorted(course.prices.all(), key=lambda price: price.currency)
    return {
        "id": course.pk,
        "url": reverse(f"public_course_{language}", kwargs={"slug": course.slug}),
        "title": pick_translation(course.title),
        # It was reduced to harmless HTML when it was written.
        "description": mark_safe(pick_translation(course.description)),  # noqa: S308
        "level": course.level,
        "language": _name_language(course.language),
        "mode": {"centre": _("at the centre"), "online": _("online"), "both": _("at the centre and online")}[
            course.mode
        ],
        "category": pick_translation(course.category.name) if course.category else "",
        "tags": course.tags,
        "prices": [Money(price.amount, price.currency).format(language) for price in prices],
        "is_monthly": course.mode != CourseMode.ONLINE,
        "is_bought": bool(prices) and course.mode != CourseMode.CENTRE,
        "is_free": not prices and course.mode != CourseMode.CENTRE,
        "picture": build_thumbnail_address(course),
        "pictures": ", ".join(f"{build_picture_address(row.file)} {row.width}w" for row in course.thumbnails.all()),
        "rating": course.rating,
        "review_count": course.review_count,
        "learners": course.facts.enrolled_count,
    }


def _read_text(markup: str) -> str:
    """Return the words of HTML, without tags and entities."""
    return html.unescape(strip_tags(markup))


def _name_language(code: str) -> str:
    """Return the name of a language that is taught, in the language of the page; its code where Django has no name."""
    try:
        return str(translation.get_language_info(code)["name_translated"])
    except KeyError:
        return code


def _describe_tutor(teacher: Any) -> dict[str, Any]:
    profile = getattr(teacher, "teacher_profile", None)
    return {
        "name": teacher.full_name,
        "url": reverse(f"public_tutor_{translation.get_language()}", kwargs={"tutor": teacher.pk}),
        "about": _read_text(pick_translation(profile.about)) if profile else "",
        "qualifications": profile.qualifications if profile else "",
        "institution": pick_translation(profile.institution.name) if profile and profile.institution else "",
    }


def _build_course_data(request: HttpRequest, course: Course, described: Mapping[str, Any], text: str) -> SafeString:
    """Build the course as schema.org describes it, for search engines (schema.org/Course)."""
    row = get_system_settings()
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": described["title"],
        "description": text,
        "url": request.build_absolute_uri(described["url"]),
        "inLanguage": course.language,
        "provider": {"@type": "EducationalOrganization", "name": row.centre_name},
        "offers": [
            {
                "@type": "Offer",
                "price": str(to_major_units(price.amount, price.currency)),
                "priceCurrency": price.currency,
                "category": "Subscription" if described["is_monthly"] else "Paid",
            }
            for price in course.prices.all()
        ],
        "hasCourseInstance": {
            "@type": "CourseInstance",
            "courseMode": {"centre": "Onsite", "online": "Online", "both": "Blended"}[course.mode],
        },
    }
    if described["is_free"]:
        data["offers"] = [{"@type": "Offer", "price": "0", "priceCurrency": row.currency, "category": "Free"}]
    if course.rating is not None:
        data["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": course.rating,
            "reviewCount": course.review_count,
        }
    if course.level:
        data["educationalLevel"] = course.level
    # Nothing in the text can end the element that it stands in.
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_JSON_ESCAPES))  # noqa: S308


def _build_page_link(wanted: Mapping[str, str], number: int | None) -> str | None:
    if number is None:
        return None
    return "?" + urlencode({**{name: value for name, value in wanted.items() if value}, "page": number})


def _render(
    request: HttpRequest, template: str, context: dict[str, Any], *, route: str, values: dict[str, Any] | None = None
) -> HttpResponse:
    row = get_system_settings_with_logo()
    language = translation.get_language()
    assets = load_assets()
    addresses = {code: reverse(f"{route}_{code}", kwargs=values) for code in row.languages}
    frame = {
        "language": language,
        "centre": row.centre_name,
        "logo": build_logo_url(row.logo),
        "style": get_asset_url(assets.style),
        "theme": assets.theme and get_asset_url(assets.theme),
        "icon": get_asset_url(assets.picture),
        "public_style": static("catalogue/catalogue.css"),
        "public_script": static("catalogue/start.js"),
        "courses_url": reverse(f"public_courses_{language}"),
        "tutors_url": reverse(f"public_tutors_{language}"),
        "app_url": reverse("pages"),
        "canonical": request.build_absolute_uri(reverse(f"{route}_{language}", kwargs=values)),
        "alternatives": [
            {
                "code": code,
                "name": translation.get_language_info(code)["name_local"].capitalize(),
                "path": address,
                "url": request.build_absolute_uri(address),
            }
            for code, address in addresses.items()
        ],
    }
    policy = SECURITY_POLICY.format(static=get_origin(settings.STATIC_URL), media=get_origin(settings.MEDIA_CDN_URL))
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": policy, "Content-Language": str(language)}
    return HttpResponse(render_to_string(template, {**frame, **context}), headers=headers)
