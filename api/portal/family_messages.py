"""Operations of one-way messages to families: their templates, the messages, and answers to the office."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.portal import family_messages_schemas as schemas
from apps.portal import family_messages as messages
from apps.portal.models import FamilyAnswer, FamilyMessage, FamilyTemplate
from apps.portal.services import family_messages as services

router = OperationRouter(tags=["notifications"])


@router.get("/family-templates/", "families.message", PageOf[schemas.FamilyTemplateOut], errors=[422])
def family_templates_list(request: SignedInRequest, query: Query[schemas.FamilyTemplatesQuery]) -> dict[str, Any]:
    """List the messages for families.

    What teachers may send, in the words of the centre.
    """
    return build_page(request, messages.list_family_templates(archived=query.archived), query, ordering=("created_at",))


@router.post("/family-templates/", "families.templates", schemas.FamilyTemplateOut, status=201, errors=[422])
def family_templates_create(request: SignedInRequest, payload: schemas.FamilyTemplateIn) -> FamilyTemplate:
    """Create a message for families.

    Teachers can send it from now on.
    """
    return services.create_family_template(actor=request.auth.user, **payload.model_dump())


@router.patch("/family-templates/{uuid:id}/", "families.templates", schemas.FamilyTemplateOut, errors=[404, 409, 422])
def family_templates_update(
    request: SignedInRequest, id: UUID, payload: schemas.FamilyTemplateChanges
) -> FamilyTemplate:
    """Update a message for families.

    Messages that were sent keep their words.
    """
    template = messages.get_family_template(id)
    return services.change_family_template(actor=request.auth.user, template=template, **get_sent_fields(payload))


@router.delete("/family-templates/{uuid:id}/", "families.templates", errors=[404, 409])
def family_templates_archive(request: SignedInRequest, id: UUID) -> None:
    """Archive a message for families.

    It cannot be sent from now on; messages that were sent stay.
    """
    services.archive_family_template(actor=request.auth.user, template=messages.get_family_template(id))


@router.get("/family-messages/", "families.answer", PageOf[schemas.FamilyMessageOut], errors=[422])
def family_messages_list(request: SignedInRequest, query: Query[schemas.FamilyMessagesQuery]) -> dict[str, Any]:
    """List messages to families.

    Those that you sent or received; for the office, those about everyone within reach, with the answers.
    """
    rows = messages.list_visible_family_messages(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=("-created_at",))


@router.get("/family-messages/preview/", "families.message", schemas.FamilyMessagePreviewOut, errors=[404, 422])
def family_messages_preview(
    request: SignedInRequest, query: Query[schemas.FamilyMessagePreviewQuery]
) -> services.Family:
    """Preview a message to a family.

    Who would get it now, and until when it would wait outside the app. Sends nothing.
    """
    return services.find_family(messages.get_student_in_care(request.auth.user, query.student))


@router.post("/family-messages/", "families.message", schemas.FamilyMessageOut, status=201, errors=[409, 422, 429])
def family_messages_send(request: SignedInRequest, payload: schemas.FamilyMessageIn) -> FamilyMessage:
    """Send a message to a family.

    To the guardians of your pupil who see the progress, or to the pupil when there are none; the office may write to
    everyone within reach, also in its own words (`families.templates`). Answers go to the office. At most five a day
    about one pupil.
    """
    user = request.auth.user
    student = messages.get_student_in_care_or_invalid(user, payload.student)
    template = messages.get_family_template_or_invalid(payload.template) if payload.template else None
    return services.send_family_message(actor=user, student=student, template=template, text=payload.text)


@router.post(
    "/family-messages/{uuid:id}/answer/", "families.answer", schemas.FamilyAnswerOut, status=201, errors=[404, 422, 429]
)
def family_messages_answer(request: SignedInRequest, id: UUID, payload: schemas.FamilyAnswerIn) -> FamilyAnswer:
    """Answer a message to your family.

    The office reads the answer, the teacher does not. At most ten a day to one message.
    """
    message = messages.get_received_family_message(request.auth.user, id)
    return services.answer_family_message(actor=request.auth.user, message=message, text=payload.text)
