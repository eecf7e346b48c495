"""Lookups in admin addresses: every field of every model and its relations is tried."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup, DisallowedModelAdminToField
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.models import AnonymousUser, Group
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Field
from django.db.models.functions import ExtractYear
from django.urls import reverse

from community.admin_base import PortalAdmin
from community.models import User
from community.registers.roles import FRONT_DESK_ROLE, READ_ONLY, ROLES
from residents.models import LoginMatch, Resident
from tests.factories import UserFactory
from tests.open_columns import OPEN, is_secret
from tests.steps import log_in

pytestmark = pytest.mark.django_db

REGISTRY = list(admin.site._registry.items())
EACH = pytest.mark.parametrize(("model", "page"), REGISTRY, ids=[model.__name__ for model, _page in REGISTRY])
LOOKUPS = ("", "__exact", "__startswith", "__contains", "__regex", "__in", "__isnull", "__gte", "__gt", "__year")

# The columns by which a list may be asked, spelt out: a new filter is a decision.
ASKED = {
    "User": "date_joined groups is_active is_staff language",
    "Notice": "ends_at starts_at",
    "Message": "created_at delivered_at kind",
    "OutgoingText": "created_at delivered_at",
    "RegisterImport": "kind state",
    "Household": "building",
    "Resident": "contact sex tags",
    "Residence": "household__building kind relation",
    "Appointment": "building is_public role",
    "LoginMatch": "state",
    "EmergencyContact": "relation",
    "Reveal": "at by field",
    "Booking": "room starts_at state",
    "Closure": "reservation__during reservation__room",
    "Waiting": "room state",
    "Strike": "at forgiven_at",
    "Room": "is_active kind mode",
    "CalendarDay": "date nature",
    "InterestClass": "first_day kind room state weekday",
    "Draw": "drawn_at",
    "PracticeCertificate": "certificate__issued_at certificate__revoked_at enrolment__interest_class",
    "Rating": "again enrolment__interest_class stars",
    "Proposal": "created_at state",
    "Enrolment": "created_at interest_class interest_class__kind state",
    "ClassSession": "cancelled_at day interest_class starts_at",
    "Volunteer": "ask_by is_worker joined_at left_at skills teams",
    "DutyTeam": "is_active",
    "Post": "is_active kind",
    "RosterImport": "kind state",
    "Handover": "incoming_at post shift__starts_at",
    "OpenItem": "closed_at opened_at post",
    "RosterPattern": "first_day on_holiday post",
    "Shift": "people post starts_at state team",
    "Assignment": "hours shift__post shift__starts_at state",
    "ServiceHours": "corrects day kind month",
    "HoursMonth": "state",
    "HoursCertificate": "is_current",
    "Objection": "month settled_at",
    "Attendance": "confirmed_at mark session__interest_class session__starts_at",
    "CertificateTemplate": "kind layout",
    "Gift": "offered_at publicity state",
    "Donor": "kind nameless_at",
    "Item": "placements__room state",
    "Loan": "due_on returned_at",
    "Repair": "began_at ended_at",
    "StockTake": "ended_at room",
    "CashSlip": "confirmed_at counted_at",
    "UseConsent": "asked_at said_yes",
    "CertificateBatch": "made_at state",
    "GiftImport": "kind state",
    "DBTaskResult": "enqueued_at status",
    "Account": "is_open kind",
    "FundVoucher": "happened_on kind state",
    "FundEntry": "happened_on",
    "FundMonth": "year",
    "RatioBand": "since",
    "ConsentText": "purpose",
    "Carer": "check is_active is_trainee",
    "Station": "revoked_at",
    "CareSession": "kind room starts_at trouble",
    "CarePattern": "kind room",
    "Breach": "began_at ended_at",
    "Barred": "lifted_at",
    "DropIn": "in_at out_at",
    "PickUp": "at proof",
    "Alarm": "kind seen_at",
    "Incident": "happened_at",
    "OfflineHandOver": "settled_at",
}
ENDINGS = {"exact", "id__exact", "isnull", "isempty", "gte", "lt", "day", "from", "to"}
# What pages to look at show that is no column: each was read, and tells nothing of a person.
PROPERTIES: set[str] = set()


def column(model: type, path: str) -> Field | None:
    """The column at the end of a path, which may end in a lookup; None where a list has it from no column."""
    field = None
    for part in path.split("__"):
        try:
            field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        except FieldDoesNotExist:
            break
        model = field.related_model or model
    return field


def orders(model: type, page: PortalAdmin) -> Iterator[tuple[Field | None, bool]]:
    """Every column by which a list is put in order, and whether by the year of a day alone."""
    shown = [(each, getattr(page, str(each), getattr(model, str(each), None))) for each in page.list_display]
    asked = [getattr(method, "admin_order_field", None) or name for name, method in shown]
    for order in [*asked, *(page.ordering or ()), *model._meta.ordering]:
        if isinstance(order, str):
            yield column(model, order.lstrip("-")), False
        else:
            for each in [order, *order.flatten()]:
                if isinstance(each, F):
                    yield column(model, each.name), isinstance(order, ExtractYear)


def paths(model: type, depth: int = 2) -> Iterator[str]:
    """Every column of a model, and of the records it leads to, as a lookup."""
    for field in model._meta.get_fields(include_hidden=True):
        name = field.name if not field.auto_created or field.concrete else field.get_accessor_name() or field.name
        yield name
        if field.is_relation and field.related_model and depth > 1:
            yield from (f"{name}__{below}" for below in paths(field.related_model, depth - 1))


def looker(role: str) -> User:
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


@EACH
def test_a_list_is_asked_by_its_filters_alone(rf, model, page):
    allowed = ASKED.get(model.__name__, "").split()
    assert isinstance(page, PortalAdmin)
    request = rf.get("/")
    request.user = AnonymousUser()
    for path in paths(model):
        for lookup in LOOKUPS:
            asked = path + lookup
            may = any(asked.removeprefix(f"{each}__") in ENDINGS for each in allowed) or asked in allowed
            assert may or not page.lookup_allowed(asked, "1", request), asked


@EACH
@pytest.mark.parametrize("role", ROLES)
def test_a_list_refuses_every_other_question_of_every_role(rf, model, page, role):
    user = looker(role)
    for path in {*paths(model, 1), "user__password", "user__calendar_token", "nonsense"}:
        request = rf.get("/", {f"{path}__startswith": "1"})
        request.user = user
        with pytest.raises(DisallowedModelAdminLookup):
            page.get_changelist_instance(request)
    for field in model._meta.concrete_fields:
        request = rf.get("/", {"_to_field": field.name})
        request.user = user
        if not field.primary_key:
            with pytest.raises(DisallowedModelAdminToField):
                page.get_changelist_instance(request)


@EACH
def test_no_search_and_no_order_tells_a_secret(model, page):
    searched = [column(model, path.lstrip("^=@")) for path in page.search_fields]
    assert None not in searched
    assert not [field.name for field in searched if is_secret(field)]
    assert not [field.name for field, by_year in orders(model, page) if is_secret(field) and not by_year]


@EACH
@pytest.mark.parametrize("role", [FRONT_DESK_ROLE, READ_ONLY])
def test_no_page_to_look_at_has_a_secret(rf, model, page, role):
    request = rf.get("/")
    request.user = looker(role)
    shown = [page, *(inline(model, admin.site) for inline in page.inlines)]
    for each in shown:
        record = each.model(pk=1)
        if not each.sees_in_full(request, record):
            names = {name for name in flatten_fieldsets(each.get_fieldsets(request, record)) if isinstance(name, str)}
            # What the page computes is masked there (masked columns are functions); a property may be anything.
            names = {name for name in names if not hasattr(each, name)}
            columns = [column(each.model, name) for name in names]
            assert not [field.name for field in columns if is_secret(field)]
            properties = {name for name in names if column(each.model, name) is None and hasattr(each.model, name)}
            assert properties <= PROPERTIES


def test_every_open_column_is_there():
    known = {(model.__name__, field.name) for model in apps.get_models() for field in model._meta.concrete_fields}
    assert sorted(OPEN - known) == []


@pytest.mark.parametrize(
    "path", ["phone", "user__phone", "resident__id_fingerprint", "-resident__birth_date", "remarks"]
)
def test_what_is_a_secret_is_read_from_the_models(path):
    assert is_secret(column(LoginMatch if "__" in path else Resident, path.lstrip("-")))


@pytest.mark.parametrize("typed", ["1371", "5678", "13712345678", "371234567", "8", "137 1234 5678"])
def test_a_phone_number_is_not_spelt_out_by_searching(client, typed):
    found = UserFactory(name="阿依古丽", phone="13712345678")
    for role, ways in ((READ_ONLY, {"5678"}), ("管理员", {"5678", "13712345678", "137 1234 5678"})):
        log_in(client, looker(role))
        response = client.get(reverse("admin:community_user_changelist"), {"q": typed})
        assert (found in response.context["cl"].queryset) == (typed in ways)


def test_autocomplete_is_for_fields_of_forms_one_may_fill_in(client):
    url = reverse("admin:autocomplete")
    asked = {"app_label": "residents", "model_name": "residence", "field_name": "resident", "term": "王"}
    for role, status in ((READ_ONLY, 403), (FRONT_DESK_ROLE, 403), ("管理员", 200)):
        log_in(client, looker(role))
        assert client.get(url, asked).status_code == status
        for field in ("reveals", "merged_into", "nonsense", ""):
            assert client.get(url, asked | {"model_name": "resident", "field_name": field}).status_code == 403
