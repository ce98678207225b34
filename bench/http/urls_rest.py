"""Groups in Django REST Framework: the product's query, ModelSerializers, its own pagination and tokens."""

from typing import Any

from django.db.models import QuerySet
from django.urls import include, path
from rest_framework import serializers, viewsets
from rest_framework.routers import DefaultRouter

from apps.accounts.models import User
from apps.courses import queries
from apps.courses.models import Course, Group
from apps.settings.models import Branch


class BranchSerializer(serializers.ModelSerializer):
    """A branch, by name."""

    class Meta:
        model = Branch
        fields = ["id", "name"]


class CourseSerializer(serializers.ModelSerializer):
    """A course."""

    class Meta:
        model = Course
        fields = ["id", "title", "description", "slug", "language", "level", "status", "created_at"]


class PersonSerializer(serializers.ModelSerializer):
    """A person, by name."""

    full_name = serializers.CharField(read_only=True)

    class Meta:
        model = User
        fields = ["id", "full_name"]


class GroupSerializer(serializers.ModelSerializer):
    """A group."""

    branch = BranchSerializer(read_only=True)
    course = CourseSerializer(read_only=True)
    lead_teacher = PersonSerializer(read_only=True)
    members_count = serializers.IntegerField(source="seats_taken", read_only=True)
    price = serializers.SerializerMethodField()
    zone = serializers.CharField(source="local_zone", read_only=True)

    class Meta:
        model = Group
        fields = [
            "id", "name", "branch", "course", "lead_teacher", "capacity", "members_count", "price", "starts_on",
            "ends_on", "zone", "status", "created_at",
        ]  # fmt: skip

    def get_price(self, group: Group) -> dict[str, Any] | None:
        """The group's own."""
        if group.price_amount is None:
            return None
        return {"amount": group.price_amount, "currency": group.price_currency}


class GroupViewSet(viewsets.ReadOnlyModelViewSet):
    """The groups that one sees."""

    serializer_class = GroupSerializer

    def get_queryset(self) -> QuerySet[Group]:
        """The product's own query, by name."""
        return queries.list_visible_groups(self.request.user).order_by("name", "pk")


router = DefaultRouter()
router.register("groups", GroupViewSet, basename="group")
urlpatterns = [path("", include(router.urls))]
