"""States and kinds of the register, defined in this one place."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Contact(models.TextChoices):
    PHONE = "phone", _("By phone")
    TEXT = "text", _("By text")
    VISIT = "visit", _("At the door")
    NONE = "none", _("Please do not contact")


class Sex(models.TextChoices):
    MALE = "male", _("Male")
    FEMALE = "female", _("Female")
    UNKNOWN = "", _("Not known")


class DocumentKind(models.TextChoices):
    IDENTITY = "identity", _("Identity card")
    PASSPORT = "passport", _("Passport")
    HONG_KONG_PERMIT = "hk_permit", _("Travel permit for people from Hong Kong and Macao")
    HONG_KONG_RESIDENCE = "hk_residence", _("Residence permit for people from Hong Kong and Macao")
    TAIWAN_PERMIT = "tw_permit", _("Travel permit for people from Taiwan")
    TAIWAN_RESIDENCE = "tw_residence", _("Residence permit for people from Taiwan")
    FOREIGN_RESIDENCE = "foreign_card", _("Foreigner's permanent residence card")
    OTHER = "other", _("Another document")


class Precision(models.TextChoices):
    DAY = "day", _("to the day")
    MONTH = "month", _("month and year only")
    YEAR = "year", _("year only")


class Relation(models.TextChoices):
    HEAD = "head", _("Head of household")
    SPOUSE = "spouse", _("Spouse")
    CHILD = "child", _("Child")
    PARENT = "parent", _("Parent")
    SIBLING = "sibling", _("Brother or sister")
    GRANDCHILD = "grandchild", _("Grandchild")
    GRANDPARENT = "grandparent", _("Grandparent")
    CHILD_IN_LAW = "child_in_law", _("Son- or daughter-in-law")
    PARENT_IN_LAW = "parent_in_law", _("Father- or mother-in-law")
    RELATIVE = "relative", _("Another relative")
    HELPER = "helper", _("Domestic helper")
    TENANT = "tenant", _("Tenant")
    OTHER = "other", _("Other")


class ResidenceKind(models.TextChoices):
    LIVES = "lives", _("Lives here")
    REGISTERED = "registered", _("Is registered here")


class MatchState(models.TextChoices):
    WAITING = "waiting", _("Waiting for staff")
    MATCHED = "matched", _("Matched")
    REFUSED = "refused", _("Not in the register")
    UNDONE = "undone", _("Undone")


class Role(models.TextChoices):
    LEADER = "leader", _("Building leader")
    GRID = "grid", _("Grid officer")
    POLICE = "police", _("Police officer")
    OWNERS = "owners", _("Owners' committee member")
    STATION = "station", _("Workstation worker")
