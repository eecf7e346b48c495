"""The register's two tasks on the first page of staff, and who may read names there.

What needs attention is in the dashboard lines.
"""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.registers import staff
from community.registers.workdesk import Task, add_task
from residents.enums import Role

staff.let_read_names("residents.reveal_resident")


def _appoint() -> str:
    return f"{reverse('admin:residents_appointment_add')}?role={Role.LEADER}"


add_task(Task(_("Appoint a building leader"), "home-heart", _appoint, "residents.add_appointment", place=60))
add_task(
    Task(
        _("Import a register"),
        "download",
        lambda: reverse("admin:residents_registerimport_changelist"),
        "residents.import_register",
        place=70,
    )
)
