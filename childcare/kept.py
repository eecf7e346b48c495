"""The personal data that the children's room stores, in words; see `community.registers.personal_data`."""

from django.utils.translation import gettext_lazy as _

from community.registers.personal_data import Kind

KINDS = [
    Kind(
        _("Your child's care sheet: what it is called, notes on health (encrypted), what comforts, whom to ring"),
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
        _("Who may fetch a child, or must not by a court's or police paper: name, number, relation"),
        _("So that a child goes to the right person alone"),
        _("As long as the care sheet"),
        frozenset({"childcare.PickupPerson", "childcare.HistoricalPickupPerson", "childcare.Barred"}),
    ),
    Kind(
        _("When your child came and went, who brought and fetched it, the day's pass, roll calls, whom we rang"),
        _("To know at every moment who is inside, and to forget nobody"),
        _("180 days, three years with an incident; then month, hour, age band and length stay without a name"),
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
        _("So that you know, and it does not happen again"),
        _("Three years"),
        frozenset({"childcare.Incident", "childcare.IncidentAnswer"}),
    ),
    Kind(
        _("Of carers: training, until when the check for offences is good, a hashed PIN, when you were with children"),
        _("The law on the protection of minors asks for it"),
        _("As long as you care for children; when you were with them stays on record"),
        frozenset({"childcare.Carer", "childcare.HistoricalCarer", "childcare.CareDuty"}),
    ),
    Kind(
        _("Of workers: who planned openings, registered a tablet, or noted that carers were missing"),
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
