"""Films of browser tests, and the online course that shows them."""

from apps.core.permissions import Role
from apps.courses.models import CourseTeacher
from tests import factories
from tests.video.films import H264, run_ffmpeg


def make_film(folder, *codecs, filters=""):
    """A film of twelve seconds with a picture of 480 lines and sound."""
    path = folder / "film.mp4"
    sources = ["-f", "lavfi", "-i", f"testsrc2=s=854x480:r=25:d=12{filters}", "-f", "lavfi", "-i", "sine=f=440:d=12"]
    run_ffmpeg(*sources, *H264, *codecs, "-c:a", "aac", path)
    return path


def make_online_course():
    course = factories.make_course(slug="films")
    course.mode = "online"
    course.save()
    return course


def make_teacher_of(course):
    teacher = factories.make_user(Role.TEACHER, "Malika", "Yusupova")
    CourseTeacher.objects.create(course=course, teacher=teacher)
    return teacher
