"""The personal data that the children's room stores, in words; see `community.registers.personal_data`."""

from django.utils.translation import gettext_lazy as _

from community.registers.personal_data import Kind

KINDS = [
    Kind(
        _("Your child's care sheet: name, health notes (encrypted), what comforts, whom to call"),
        _("So that carers know what your child needs, and whom to call"),
        _("Until you withdraw or delete it; never while the child is inside"),
        frozenset(
            {
                *("childcare.Family", "childcare.CareSheet", "childcare.HistoricalCareSheet"),
                *("childcare.Consent", "childcare.SheetReveal"),
            }
        ),
    ),
    Kind(
        _("Who may pick up a child, or must not by a court or police paper: name, number, relation"),
        _("So that a child only goes to the right person"),
        _("As long as the care sheet is kept"),
        frozenset({"childcare.PickupPerson", "childcare.HistoricalPickupPerson", "childcare.Barred"}),
    ),
    Kind(
        _("When your child came and left, who brought and picked it up, the day's pass, roll calls, whom we called"),
        _("To know at every moment who is inside, and to forget nobody"),
        _("180 days, three years with an incident; then month, hour, age band and length are kept without a name"),
        frozenset(
            {
                *("childcare.DropIn", "childcare.PickUp", "childcare.DayPass", "childcare.Call", "childcare.RollTick"),
                *("childcare.OfflineHandOver", "childcare.TurnedAway", "childcare.CareWaiting", "childcare.Alarm"),
                "childcare.CareWaiting_sheets",
            }
        ),
    ),
    Kind(
        _("Incidents: what happened to a child, what was done, who saw it, a photo if consented, your answer"),
        _("So that you know what happened, and it does not happen again"),
        _("Three years"),
        frozenset({"childcare.Incident", "childcare.IncidentAnswer"}),
    ),
    Kind(
        _("Of carers: training, until when the background check is valid, a hashed PIN, when you were with children"),
        _("Required by the law on the protection of minors"),
        _("As long as you are a carer; when you were with children stays on record"),
        frozenset({"childcare.Carer", "childcare.HistoricalCarer", "childcare.CareDuty"}),
    ),
    Kind(
        _("Of workers: who planned sessions, registered a tablet, or reported missing carers"),
        _("To know who changed what"),
        _("As long as the record itself"),
        frozenset(
            {
                *("childcare.CareSession", "childcare.HistoricalCareSession", "childcare.CarePattern"),
                *("childcare.HistoricalCarePattern", "childcare.Breach", "childcare.Station"),
                "childcare.HistoricalStation",
            }
        ),
    ),
]
