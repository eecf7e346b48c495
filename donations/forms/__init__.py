"""Forms of donations."""

from donations.forms.decisions import AcceptForm, CashForm, DeclineForm, ReplaceForm, UseForm, ValueForm
from donations.forms.offers import DeskOfferForm, OfferForm, PhotosField
from donations.forms.things import CountForm, LendForm, PlaceForm, RepairedForm, RepairForm, ThingPhotoForm

__all__ = [
    "AcceptForm",
    "CashForm",
    "CountForm",
    "DeclineForm",
    "DeskOfferForm",
    "LendForm",
    "OfferForm",
    "PhotosField",
    "PlaceForm",
    "RepairForm",
    "RepairedForm",
    "ReplaceForm",
    "ThingPhotoForm",
    "UseForm",
    "ValueForm",
]
