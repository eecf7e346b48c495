"""The privacy page is complete: every table with personal data is described."""

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import translation

from community.models import User
from community.registers.personal_data import all_kinds
from residents.models import RegisterPolicy, Resident

# Columns that tell of people wherever they stand, beside links to a login or a resident.
PERSONAL = {"phone", "contact_phone", "contact_name", "email", "birth_date", "name_key", "teacher_name", "holder_name"}
PERSONAL |= {"masked_name", "client", "ip_address", "user_agent", "username", "device", "session_data", "author_name"}
# Tables that tell of rooms, hours, words and programs, and of nobody.
OF_NOBODY = {
    "auth.Group",
    "auth.Group_permissions",
    "auth.Permission",
    "contenttypes.ContentType",
    "django_tasks_database.DBTaskResult",
    "childcare.CareRules",
    "childcare.RatioBand",
    "childcare.ConsentText",
    "childcare.StayFigure",
    "community.Centre",
    "community.CertificateCounter",
    "residents.RelationWord",
    "community.CentrePhoto",
    "community.Notice",
    "community.LadderRung",
    "community.Heartbeat",
    "fund.Account",
    "fund.Balance",
    "fund.FundEntry",
    "fund.FundLine",
    "fund.MonthSum",
    "fund.Seal",
    "fund.ChainCheck",
    "residents.Building",
    "residents.Compound",
    "residents.Household",
    "residents.RegisterPolicy",
    "residents.Tag",
    "rooms.BookingPolicy",
    "community.CalendarDay",
    "rooms.HeadCount",
    "rooms.OpeningSpan",
    "rooms.Reservation",
    "rooms.Room",
    "rooms.RoomKind",
    "rooms.SpecialHours",
    "donations.GiftLine",
    "classes.ClassSession",
    "classes.Draw",
    "volunteers.DutyRules",
    "volunteers.HistoricalPost",
    "volunteers.HistoricalPost_skills",
    "volunteers.HistoricalPost_teams",
    "volunteers.PatternTeam",
    "volunteers.Post",
    "volunteers.PostThing",
    "volunteers.Post_skills",
    "volunteers.Post_teams",
    "volunteers.Shift",
    "volunteers.Skill",
    "volunteers.ThingCount",
}
# The centre's own telephone.
NOT_PERSONAL = {"community.Centre.phone", "community.HistoricalCentre.phone"}


def _named():
    return frozenset().union(*(kind.stands_in for kind in all_kinds()))


def _personal_columns(model):
    for field in model._meta.concrete_fields:
        is_link = field.is_relation and field.related_model in (User, Resident)
        if (is_link or field.name in PERSONAL) and f"{model._meta.label}.{field.name}" not in NOT_PERSONAL:
            yield field.name


MODELS = apps.get_models(include_auto_created=True)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_table_that_tells_of_people_is_spoken_of(model):
    label, named = model._meta.label, _named()
    columns = list(_personal_columns(model))
    silent = [column for column in columns if label not in named and f"*.{column}" not in named]
    assert not silent, f"{label} keeps {silent}: add them to a kind of the app's kept.py"
    assert label in named or columns or label in OF_NOBODY, f"{label} is new: does it tell of people?"


def test_no_kind_speaks_of_tables_that_are_gone():
    assert {name for name in _named() if name[0] != "*"} <= {model._meta.label for model in MODELS}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_names_every_kind_with_purpose_and_time(client, language):
    client.cookies["django_language"] = language
    page = client.get(reverse("privacy")).content.decode()
    with translation.override(language):
        for kind in all_kinds():
            for words in (kind.what, kind.purpose, kind.how_long):
                assert translation.gettext(str(words)).replace("'", "&#x27;") in page
    assert "除此之外" not in page
    assert len(all_kinds()) >= 20


@pytest.mark.django_db
def test_the_times_are_those_that_the_centre_set(client):
    RegisterPolicy.objects.update_or_create(pk=1, defaults={"moved_out_years": 7})
    client.cookies["django_language"] = "en"
    assert "7 years more" in client.get(reverse("privacy")).content.decode()
