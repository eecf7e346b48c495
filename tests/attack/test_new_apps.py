"""Attacks on duty, donations and the fund like those on the older apps: odd numbers and dates, repeated requests,
masks, paths.
"""

import threading
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from community.certificates import editing
from community.registers.roles import READ_ONLY
from donations.fund.models import FundExport
from donations.fund.roles import AUDITOR, SIGNATORY, TREASURER
from tests.donations.factories import in_days, offer, thing
from tests.factories import StaffFactory, UserFactory, make_proposal
from tests.fund.factories import make_voucher, person
from tests.steps import log_in
from tests.volunteers.factories import TeamFactory, VolunteerFactory, make_done, make_promise, make_shift
from volunteers import services
from volunteers.enums import Source
from volunteers.models import Assignment, Presence

pytestmark = pytest.mark.django_db

HUGE = ("9" * 19, "9" * 400, "9" * 5000, "²", "-1")


def reader():
    user = UserFactory(is_staff=True, name="高桥")
    user.groups.add(Group.objects.get(name=READ_ONLY))
    return user


@pytest.mark.parametrize("number", HUGE)
def test_a_number_that_no_column_holds_is_none(client, number):
    shift, volunteer = make_shift(), VolunteerFactory()
    promise = make_promise()
    log_in(client, StaffFactory())
    assert client.post(reverse("duty_ask", args=[shift.pk]), {"volunteer": number}).status_code == 302
    assert client.post(reverse("duty_assign"), {"shift": number, "volunteer": number}).status_code == 404
    assert client.get(reverse("item_labels"), {"gift": number}).status_code == 200
    assert client.get(reverse("thanks_wall"), {"year": number}).status_code == 200
    assert client.post(reverse("lend_item", args=[thing().code]), _loan(number)).status_code == 422
    log_in(client, volunteer.user)
    assert client.post(reverse("duty_offer_swap", args=[promise.pk]), {"offered": number}).status_code == 404
    log_in(client, UserFactory())
    assert client.post(reverse("duty_join"), {"version": number}).status_code == 409


def _loan(count: str) -> dict[str, object]:
    return {"phone": UserFactory().phone, "count": count, "due_on": in_days(7)}


def test_more_is_not_lent_than_a_column_counts(client):
    log_in(client, StaffFactory())
    assert client.post(reverse("lend_item", args=[thing(3).code]), _loan("2147483648")).status_code == 422


@pytest.mark.parametrize("year", ["0", "1", "1999", "9999", "２０２６年", "x", "9" * 400])
def test_the_book_is_taken_away_for_years_that_the_page_offers(client, year):
    log_in(client, person(AUDITOR))
    taken = client.post(reverse("admin:fund_fundmonth_take"), {"year": year})
    assert taken.status_code == 400
    log_in(client, person(SIGNATORY))
    assert client.post(reverse("admin:fund_fundmonth_close-year"), {"year": year}).status_code == 400
    assert not FundExport.objects.exists()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1899-12-31", "2200-01-01"])
def test_a_day_at_the_edge_of_the_calendar_is_looked_at_again(client, day):
    volunteer, chief = VolunteerFactory(), StaffFactory()
    log_in(client, volunteer.user)
    assert client.post(reverse("duty_away"), {"first": day, "last": day}).status_code == 422
    assert client.post(reverse("duty_certificates"), {"first": day, "last": day}).status_code == 422
    log_in(client, chief)
    shift = make_shift()
    hours = {"day": day, "starts": "20:00", "ends": "08:00"}
    assert client.post(reverse("admin:volunteers_shift_move", args=[shift.pk]), hours).status_code == 422
    assert client.post(reverse("duty_copy_week"), {"date": day}).status_code == 302


def test_whoever_may_only_look_reads_masked_names_of_volunteers_and_givers(client):
    row = make_done(VolunteerFactory(user__name="诸葛孔明"), ago=timedelta(hours=3))
    Presence.objects.create(assignment=row, source=Source.SCREEN, at=row.shift.starts_at)
    services.confirm_hours(promise=row, by=StaffFactory())
    gift = offer(name="上官婉儿", by=StaffFactory())
    pages = [
        reverse("admin:volunteers_volunteer_changelist"),
        reverse("admin:volunteers_volunteer_change", args=[row.volunteer_id]),
        reverse("admin:volunteers_assignment_changelist"),
        reverse("admin:volunteers_assignment_change", args=[row.pk]),
        reverse("admin:volunteers_servicehours_changelist"),
        reverse("admin:volunteers_shift_change", args=[row.shift_id]),
        reverse("admin:donations_donor_changelist"),
        reverse("admin:donations_donor_change", args=[gift.donors.get().pk]),
        reverse("admin:donations_gift_changelist"),
        reverse("admin:donations_gift_change", args=[gift.pk]),
    ]
    log_in(client, reader())
    for page in pages:
        shown = client.get(page)
        assert shown.status_code == 200
        assert "诸葛孔明" not in shown.content.decode(), page
        assert "上官婉儿" not in shown.content.decode(), page


@pytest.mark.parametrize(
    "path", ["/\\evil.example", "//evil.example", "/a\\b", "javascript:alert(1)", "/ /evil.example"]
)
def test_a_line_of_the_book_leads_to_no_other_site(path):
    with pytest.raises(ValidationError):
        make_voucher(person(TREASURER), about_label="修琴", about_path=path)


@pytest.mark.django_db(transaction=True)
def test_who_leaves_twice_at_once_reads_that_it_is_done(client):
    volunteer = make_promise().volunteer
    log_in(client, volunteer.user)
    told, gate = [], threading.Barrier(2)

    def leave() -> None:
        browser = type(client)()
        browser.cookies = client.cookies
        gate.wait()
        told.append(browser.post(reverse("duty_leave")).status_code)
        connection.close()

    threads = [threading.Thread(target=leave) for _each in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert told.count(302) == 1
    assert set(told) <= {302, 403, 409}
    assert not Assignment.objects.open().exists()


def test_another_volunteers_things_are_not_there(client):
    """By every address that names a promise, a swap, days away, a letter or a certificate."""
    mine, stranger = make_promise(), VolunteerFactory()
    away = services.note_absence(volunteer=mine.volunteer, first=in_days(9), last=in_days(9), by=mine.volunteer.user)
    theirs = make_promise(mine.shift)
    swap = services.offer_swap(offered=mine, wanted=make_promise(make_shift(days=5)), by=mine.volunteer.user)
    log_in(client, stranger.user)
    asked = [
        ("duty_away_remove", [away.pk]),
        ("duty_answer_swap", [swap.pk]),
        ("duty_sheet", [mine.shift_id]),
        ("duty_ask", [mine.shift_id]),
        *(
            ("duty_act", [mine.pk, verb])
            for verb in ("give-back", "want-cover", "keep", "decline", "let-go", "present")
        ),
        ("duty_act", [mine.pk, "confirm"]),
    ]
    before = list(Assignment.objects.order_by("pk").values_list("pk", "state", "wants_cover_since"))
    for name, args in asked:
        assert client.post(reverse(name, args=args), {"accept": "1"}).status_code == 404, name
    assert client.get(reverse("duty_letter", args=[mine.volunteer_id])).status_code == 404
    assert client.post(reverse("duty_cover", args=[theirs.pk])).status_code == 409
    assert list(Assignment.objects.order_by("pk").values_list("pk", "state", "wants_cover_since")) == before
    assert mine.volunteer.user.phone not in client.get(reverse("duty_shift", args=[mine.shift_id])).content.decode()


def test_a_part_of_the_day_that_is_none_is_said_so(client):
    log_in(client, UserFactory())
    page = reverse("pledge", args=[make_proposal().pk])
    assert client.post(page, {"hours": "131", "parts": "٣"}).status_code == 422


@pytest.mark.parametrize("members", ["abc", "\x01", "9" * 400, "2026-11-27"])
def test_what_is_no_key_of_several_records_is_none(client, members):
    log_in(client, StaffFactory())
    team = TeamFactory()
    for page in (reverse("admin:volunteers_dutyteam_add"), reverse("admin:volunteers_dutyteam_change", args=[team.pk])):
        assert client.post(page, {"name": "", "members": ["1", members]}).status_code == 200


def test_a_template_that_is_in_use_is_used_once_more_without_a_word():
    used = editing.template_in_use("gift")
    again = editing.use_template(template=used, by=StaffFactory(), looked_at=[])
    assert again.approved_at == used.approved_at
