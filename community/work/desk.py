"""The kernel's contributions to the first page of staff."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.registers.workdesk import Task, add_task

add_task(
    Task(_("Post a notice"), "bell", lambda: reverse("admin:community_notice_add"), "community.add_notice", place=50)
)
