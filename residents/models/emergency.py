"""Emergency contacts of residents."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.names import mask_name, mask_phone
from residents.enums import Relation
from residents.models.people import Resident

# the relation to the resident, not to a head of household
KINSHIP = [(value, label) for value, label in Relation.choices if value != Relation.HEAD]


class EmergencyContact(models.Model):
    """A person, in the register or not, who agreed to be called in an emergency.

    It has no history, so that nothing about the person remains once the consent is withdrawn.
    """

    resident = models.ForeignKey(
        Resident, models.CASCADE, related_name="emergency_contacts", verbose_name=_("resident")
    )
    name = models.CharField(pgettext_lazy("person", "name"), max_length=100)
    relation = models.CharField(_("relationship to the resident"), max_length=15, choices=KINSHIP)
    phone = models.CharField(_("number to call"), max_length=20)
    consented_on = models.DateField(_("agreed on"), help_text=_("The day on which this person agreed to be called."))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("by")
    )
    noted_at = models.DateTimeField(_("noted"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("emergency contact")
        verbose_name_plural = _("emergency contacts")
        ordering = ["resident", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "phone"],
                name="residents_emergency_once",
                violation_error_message=_("This number is already noted for this resident."),
            ),
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(phone=""),
                name="residents_emergency_says_whom",
                violation_error_message=_("Please say whom to call, and at which number."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_display()} {mask_name(self.name)} · {mask_phone(self.phone)}"
