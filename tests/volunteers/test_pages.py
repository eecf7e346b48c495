"""The pages of duty: what they show, to whom, and what they refuse."""

import re
from datetime import time, timedelta
from io import BytesIO, StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from openpyxl import load_workbook
from PIL import Image

from community.ranges import DAY, Span, at, monday_of, today
from tests.factories import RoomFactory, StaffFactory, UserFactory, make_booking
from tests.steps import log_in
from tests.volunteers.factories import (
    PostFactory,
    TeamFactory,
    VolunteerFactory,
    duty_rules,
    make_done,
    make_pattern,
    make_promise,
    make_shift,
)
from volunteers import selectors, services
from volunteers.enums import PromiseState, Source
from volunteers.models import Assignment, HoursMonth, Objection, OpenItem, Volunteer
from volunteers.rules.presence import code_at, screen_key

pytestmark = pytest.mark.django_db
SOON = timedelta(minutes=10)


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query)


@pytest.mark.parametrize("shifts", [1, 3])
def test_open_shifts_take_few_queries(client, django_assert_num_queries, shifts):
    volunteer = VolunteerFactory()
    for number in range(shifts):
        make_shift(hour=8 + number)
    log_in(client, volunteer.user)
    for asked in (8, 5):  # the centre, the shifts that wait, and what posts need are kept for the next reader
        with django_assert_num_queries(asked):
            assert page(client, "duty").content.decode().count('duty-turn"') == shifts


@pytest.mark.parametrize(("is_known", "words"), [(False, "请先填写出生日期"), (True, "和您不合适")])
def test_who_may_take_none_of_the_shifts_is_not_told_that_none_needs_people(client, is_known, words):
    child = VolunteerFactory(user__birth_date=today() - 12 * 365 * DAY if is_known else None)
    log_in(client, child.user)
    assert "眼下没有缺人的班" in page(client, "duty").content.decode()
    make_shift()
    shown = page(client, "duty").content.decode()
    assert words in shown
    assert "眼下没有缺人的班" not in shown
    assert 'duty-turn"' not in shown


def test_large_text_shows_the_eight_most_urgent_shifts_and_the_way_to_the_others(client):
    for number in range(9):
        make_shift(hour=6 + number)
    log_in(client, VolunteerFactory().user)
    assert page(client, "duty").content.decode().count('duty-turn"') == 9
    client.cookies["elder"] = "1"
    shown = page(client, "duty").content.decode()
    assert shown.count('duty-turn"') == 8
    assert "先列出最缺人的8个班次" in shown


@pytest.mark.parametrize("shifts", [1, 3])
def test_my_shifts_take_few_queries(client, django_assert_num_queries, shifts):
    volunteer = VolunteerFactory()
    for number in range(shifts):
        make_promise(make_shift(days=3 + number), volunteer)
    log_in(client, volunteer.user)
    for asked in (7, 6):  # the centre is kept
        with django_assert_num_queries(asked):
            assert page(client, "my_duty").status_code == 200


def test_my_duty_is_ones_own_and_nobody_elses():
    mine, theirs = VolunteerFactory(), VolunteerFactory()
    make_promise(make_shift(PostFactory(name="东门")), mine)
    make_promise(make_shift(PostFactory(name="西门")), theirs)
    for volunteer, has, has_not in ((mine, "东门", "西门"), (theirs, "西门", "东门"), (mine, "东门", "西门")):
        client = Client(enforce_csrf_checks=True)
        log_in(client, volunteer.user)
        shown = page(client, "my_duty").content.decode()
        assert (has in shown, has_not in shown, f'data-reader="{volunteer.user.pk}"' in shown) == (True, False, True)
        token = re.findall(r'csrfmiddlewaretoken" value="(\w+)"', shown)[-1]
        away = {"csrfmiddlewaretoken": token, "first": today() + 20 * DAY, "last": today() + 20 * DAY}
        assert client.post(reverse("duty_away"), away).status_code in (302, 409)
    assert {each.absences.count() for each in (mine, theirs)} == {1}


def test_what_somebody_took_is_gone_from_the_next_answer(client):
    first, second = Client(), client
    for each in (first, second):
        log_in(each, VolunteerFactory().user)
    shift = make_shift(places=1)
    for each in (first, second):
        assert f"/duty/shifts/{shift.pk}/take/" in page(each, "duty").content.decode()
    assert first.post(reverse("duty_take", args=[shift.pk])).status_code == 302
    assert f"/duty/shifts/{shift.pk}/take/" not in page(second, "duty").content.decode()


@pytest.mark.parametrize("shifts", [1, 3])
def test_the_week_takes_few_queries(client, django_assert_num_queries, shifts):
    for number in range(shifts):
        make_promise(make_shift(hour=8 + number))
    with django_assert_num_queries(6):  # the centre is one, the versions of what is kept another
        assert page(client, "duty_week", date=f"{today() + 3 * DAY}").content.decode().count("clocks") == shifts


def test_two_taps_put_ones_name_on_a_shift(client):
    shift, volunteer = make_shift(), VolunteerFactory()
    log_in(client, volunteer.user)
    assert reverse("duty_take", args=[shift.pk]) in page(client, "duty").content.decode()
    assert client.post(reverse("duty_take", args=[shift.pk])).url == shift.get_absolute_url()
    assert shift.assignments.get().volunteer == volunteer


def test_who_signed_up_sees_at_once_how_to_say_that_they_cannot_come(client):
    volunteer, neighbour = VolunteerFactory(), VolunteerFactory()
    for shift, verb in ((make_shift(), "give-back"), (make_shift(days=1, hour=9), "want-cover")):
        log_in(client, volunteer.user)
        shown = client.post(reverse("duty_take", args=[shift.pk]), follow=True).content.decode()
        promise = shift.assignments.get(volunteer=volunteer)
        assert "我来不了" in shown
        assert reverse("duty_act", args=[promise.pk, verb]) in shown
        client.post(reverse("duty_act", args=[promise.pk, verb]))
        log_in(client, neighbour.user)
        taken = (
            reverse("duty_cover", args=[promise.pk]) if verb == "want-cover" else reverse("duty_take", args=[shift.pk])
        )
        assert taken in page(client, "duty_shift", shift.pk).content.decode()
        client.post(taken)
        assert [each.volunteer for each in shift.assignments.holding()] == [neighbour]


def test_a_full_shift_says_so_and_offers_others(client):
    shift, other, volunteer = make_shift(places=1), make_shift(hour=18), VolunteerFactory()
    make_promise(shift)
    log_in(client, volunteer.user)
    answer = client.post(reverse("duty_take", args=[shift.pk]))
    assert (answer.status_code, other.get_absolute_url() in answer.content.decode()) == (409, True)


def test_joining_accepts_the_rules_of_the_day(client):
    user, rules = UserFactory(), duty_rules()
    log_in(client, user)
    assert client.post(reverse("duty_join"), {"version": "7"}).status_code == 409
    assert client.post(reverse("duty_join"), {"version": rules.version}).url == reverse("duty")
    assert Volunteer.objects.get(user=user).rules_version == 1
    assert page(client, "duty_join").url == reverse("my_duty")


def test_names_and_numbers_are_for_those_on_the_shift(client):
    shift, partner = make_shift(start=timedelta(hours=5), places=3), VolunteerFactory(user__name="李建国")
    mine, far = make_promise(shift), make_shift(days=6)
    make_promise(shift, partner)
    make_promise(far, partner)
    make_promise(far, mine.volunteer)
    stranger = VolunteerFactory()
    log_in(client, mine.volunteer.user)
    near_page, far_page = (page(client, "duty_shift", each.pk).content.decode() for each in (shift, far))
    assert ("李建国" in near_page, partner.phone in near_page) == (True, True)
    assert ("李建国" in far_page, partner.phone in far_page) == (True, False)
    log_in(client, stranger.user)
    seen = page(client, "duty_shift", shift.pk).content.decode()
    assert ("李建国" in seen, partner.phone in seen) == (False, False)


def test_the_board_names_who_agreed_alone(client):
    public, private = VolunteerFactory(is_public=True, user__name="王秀兰"), VolunteerFactory(user__name="赵䶮")
    shift = make_shift(start=SOON)
    for volunteer in (public, private):
        make_promise(shift, volunteer)
    seen = page(client, "duty_week").content.decode()
    assert ("王秀兰" in seen, "赵䶮" in seen) == (True, False)


@pytest.mark.parametrize("verb", ["give-back", "want-cover", "keep", "decline", "let-go", "present", "confirm"])
def test_nobody_acts_on_somebody_elses_promise(client, verb):
    promise = make_promise()
    log_in(client, VolunteerFactory().user)
    assert client.post(reverse("duty_act", args=[promise.pk, verb])).status_code == 404
    promise.refresh_from_db()
    assert (promise.state, promise.wants_cover_since) == (PromiseState.PROMISED, None)


def test_an_unknown_verb_is_no_page(client):
    promise = make_promise()
    log_in(client, promise.volunteer.user)
    assert client.post(reverse("duty_act", args=[promise.pk, "delete"])).status_code == 404


def test_one_hands_back_in_time_and_looks_for_cover_later(client):
    early, late = make_promise(make_shift(days=5)), None
    log_in(client, early.volunteer.user)
    client.post(reverse("duty_act", args=[early.pk, "give-back"]))
    late = make_promise(make_shift(start=timedelta(hours=20)), early.volunteer)
    assert client.post(reverse("duty_act", args=[late.pk, "give-back"])).status_code == 409
    client.post(reverse("duty_act", args=[late.pk, "want-cover"]))
    neighbour = VolunteerFactory()
    log_in(client, neighbour.user)
    assert reverse("duty_cover", args=[late.pk]) in page(client, "duty").content.decode()
    client.post(reverse("duty_cover", args=[late.pk]))
    assert late.shift.assignments.ahead().get().volunteer == neighbour


def test_a_swap_is_offered_and_accepted(client):
    mine, theirs = make_promise(), make_promise(make_shift(hour=18))
    log_in(client, mine.volunteer.user)
    client.post(reverse("duty_offer_swap", args=[theirs.pk]), {"offered": mine.pk})
    swap = mine.swaps_offered.get()
    log_in(client, VolunteerFactory().user)
    assert client.post(reverse("duty_answer_swap", args=[swap.pk]), {"accept": "1"}).status_code == 404
    log_in(client, theirs.volunteer.user)
    client.post(reverse("duty_answer_swap", args=[swap.pk]), {"accept": "1"})
    assert mine.shift.assignments.ahead().get().volunteer == theirs.volunteer


POSTED = [
    ("duty_take", 1),
    ("duty_wait", 1),
    ("duty_ask", 1),
    ("duty_cover", 1),
    ("duty_offer_swap", 1),
    ("duty_answer_swap", 1),
    ("duty_sign", 1),
    ("duty_note", 1),
    ("duty_close_item", 1),
    ("duty_away_remove", 1),
    ("duty_away", None),
    ("duty_assign", None),
    ("duty_copy_week", None),
]


@pytest.mark.parametrize(("name", "key"), POSTED)
def test_what_changes_is_posted(client, name, key):
    log_in(client, StaffFactory())
    assert client.get(reverse(name, args=[key] if key else [])).status_code == 405


@pytest.mark.parametrize("name", ["my_duty", "duty_team", "duty_roster", "duty_pass", "duty_join"])
def test_strangers_are_asked_to_log_in_or_refused(client, name):
    assert page(client, name).status_code in (302, 403)


@pytest.mark.parametrize(
    "name", ["duty_team", "duty_roster", "duty_roster_file", "duty_assign", "duty_copy_week", "duty_pass"]
)
def test_residents_have_no_place_at_the_coordinators_table(client, name):
    log_in(client, UserFactory())
    verb = client.post if name in ("duty_assign", "duty_copy_week") else client.get
    assert verb(reverse(name)).status_code == 403


def test_the_screen_shows_a_code_that_checks_in_and_its_address_is_secret(client):
    promise = make_promise(make_shift(PostFactory(has_screen=True), start=SOON))
    post = promise.shift.post
    assert page(client, "duty_screen", post.slug, "0" * 32).status_code == 404
    shown = page(client, "duty_screen", post.slug, screen_key(post)).content.decode()
    code = code_at(post, timezone.now())
    assert f"{code[:3]} {code[3:]}" in shown
    log_in(client, promise.volunteer.user)
    assert client.post(reverse("duty_here", args=[post.token]), {"code": "000000"}).status_code in (422, 302)
    assert client.post(reverse("duty_here", args=["unknown"])).status_code == 404
    client.post(reverse("duty_here", args=[post.token]), {"code": code_at(post, timezone.now())})
    promise.refresh_from_db()
    assert promise.state == PromiseState.PRESENT


def test_the_desk_scans_a_pass(client):
    promise = make_promise(make_shift(start=SOON))
    url = reverse("duty_scan", args=[promise.volunteer.pass_code])
    log_in(client, UserFactory())
    assert client.post(url).status_code == 403
    log_in(client, StaffFactory())
    client.post(url)
    assert promise.presences.get().source == Source.DESK


def photo() -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (40, 40)).save(file, "PNG")
    return SimpleUploadedFile("sheet.png", file.getvalue(), "image/png")


def test_a_signed_sheet_is_typed_with_its_photo(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    promise = make_done()
    url = reverse("duty_sheet", args=[promise.shift_id])
    log_in(client, promise.volunteer.user)
    assert client.get(url).status_code == 404
    log_in(client, StaffFactory())
    assert client.post(url, {"came": promise.pk}).status_code == 422
    client.post(url, {"came": promise.pk, "photo": photo()})
    assert promise.presences.get().photo


def test_a_hand_over_is_written_and_signed_at_the_post(client):
    promise = make_done(ago=timedelta(hours=2))
    post = promise.shift.post
    next_one = make_promise(make_shift(post, start=SOON))
    stranger = VolunteerFactory()
    url = reverse("duty_handover", args=[promise.shift_id])
    log_in(client, stranger.user)
    assert client.get(url).status_code == 403
    log_in(client, promise.volunteer.user)
    for _press in range(2):  # an impatient thumb opens nothing twice
        client.post(url, {"happened": "修灯", "new_items": "门禁\n\n水管"})
    handover = promise.shift.handover
    client.post(reverse("duty_sign", args=[handover.pk]))
    log_in(client, next_one.volunteer.user)
    assert "水管" in page(client, "duty_post", post.slug).content.decode()
    client.post(reverse("duty_sign", args=[handover.pk]))
    handover.refresh_from_db()
    assert (handover.is_signed, OpenItem.objects.open().count()) == (True, 2)
    client.post(reverse("duty_close_item", args=[OpenItem.objects.first().pk]), {"how": "换了"})
    assert OpenItem.objects.open().count() == 1
    log_in(client, stranger.user)
    assert "水管" not in page(client, "duty_post", post.slug).content.decode()


def test_the_month_at_a_glance_assigns_by_a_plain_form_and_takes_back(client):
    shift, volunteer = make_shift(), VolunteerFactory()
    log_in(client, StaffFactory())
    assert "缺1人" in page(client, "duty_roster").content.decode()
    client.post(reverse("duty_assign"), {"shift": shift.pk, "volunteer": volunteer.pk, "date": f"{today()}"})
    row = shift.assignments.get()
    assert row.state == PromiseState.PROMISED
    client.post(reverse("duty_assign"), {"undo": "1", "date": f"{today()}"})
    row.refresh_from_db()
    assert row.state == PromiseState.HANDED_BACK


@pytest.mark.parametrize("shifts", [1, 3])
def test_the_roster_on_paper_has_a_sheet_a_week_with_names_and_teams(client, django_assert_num_queries, shifts):
    leader, one = VolunteerFactory(), VolunteerFactory()
    team = TeamFactory(leader=leader)
    team.members.add(one)
    monday = monday_of(today())
    for number in range(shifts):
        for week in (1, 2):
            days = (monday - today()).days + 7 * week
            make_promise(make_shift(days=days, hour=8 + 3 * number, team=team), one)
    log_in(client, StaffFactory())
    page(client, "duty_roster", date=f"{monday}", paper=1)
    with django_assert_num_queries(7):
        shown = page(client, "duty_roster", date=f"{monday}", paper=1).content.decode()
    assert shown.count('class="duty-paper"') == 2
    assert shown.count("paper-turn") == 2 * shifts
    assert shown.count(f"组长{leader.name}") == 2
    assert one.name in shown


def test_a_full_week_of_the_roster_is_set_in_smaller_type(client):
    days = (monday_of(today()) - today()).days + 7
    for number in range(46):
        make_shift(days=days + number % 7, hour=6 + number % 12)
    log_in(client, StaffFactory())
    shown = page(client, "duty_roster", paper=1).content.decode()
    assert shown.count('class="duty-paper dense"') == 1


def test_however_much_is_asked_one_button_of_my_duty_is_red(client):
    volunteer = VolunteerFactory()
    for days in (3, 4):
        services.ask(shift=make_shift(days=days), volunteers=[volunteer], by=StaffFactory())
    log_in(client, volunteer.user)
    shown = page(client, "my_duty").content.decode()
    assert shown.count("duty-ask") == 2
    assert shown.count("btn btn-primary") == 1


def test_a_copied_week_is_taken_back_as_one_step_and_a_refusal_shows_the_weeks_that_were_seen(client):
    monday = monday_of(today()) + 7 * DAY
    post, gone = PostFactory(), VolunteerFactory(left_at=timezone.now())
    first, then = (make_shift(post, days=(monday - today()).days + days) for days in (0, 7))
    make_promise(first), make_promise(first)
    log_in(client, StaffFactory())
    on_it = then.assignments.holding()
    client.post(reverse("duty_copy_week"), {"date": f"{monday + 7 * DAY}"})
    assert on_it.count() == 2
    client.post(reverse("duty_assign"), {"undo": "1", "date": f"{monday}"})
    assert on_it.count() == 0
    typed = {"shift": then.pk, "volunteer": gone.pk}
    assert client.post(reverse("duty_assign"), typed | {"date": f"{monday}"}).status_code == 404
    promised = first.assignments.first().volunteer.pk
    refused = client.post(reverse("duty_assign"), {"shift": first.pk, "volunteer": promised, "date": f"{monday}"})
    assert (refused.status_code, refused.context["first"]) == (409, monday)


def test_a_published_month_masks_names_and_takes_objections(client):
    promise = make_done(VolunteerFactory(user__name="王秀兰"))
    promise.presences.create(source=Source.LEADER, by=UserFactory())
    entry = services.confirm_hours(promise=promise, by=StaffFactory())
    month = HoursMonth.objects.create(
        month=entry.month, state="published", published_at=timezone.now(), closes_at=timezone.now() + 7 * DAY
    )
    log_in(client, UserFactory())
    url = reverse("duty_month", args=[f"{month.month:%Y-%m}"])
    assert "王秀兰" not in client.get(url).content.decode()
    assert client.post(url, {"text": " "}).status_code == 422
    client.post(url, {"text": "少了"})
    assert Objection.objects.count() == 1
    assert client.get(reverse("duty_month", args=["2019-13"])).status_code == 404


def test_a_letter_is_for_its_owner_and_the_centre(client):
    promise = make_promise()
    url = reverse("duty_letter", args=[promise.volunteer.pk])
    for user, status in ((UserFactory(), 404), (promise.volunteer.user, 200), (StaffFactory(), 200)):
        log_in(client, user)
        assert client.get(url).status_code == status


def test_the_desk_prints_pass_cards_for_those_it_ticks_in_the_list(client):
    wanted, other = VolunteerFactory(user__name="周小雨"), VolunteerFactory(user__name="王秀兰")
    log_in(client, StaffFactory(name="李建国"))
    url = reverse("admin:volunteers_volunteer_changelist")
    form = {"action": "print_passes", "_selected_action": [wanted.pk], "rehearse": "1", "index": "0"}
    shown = client.post(url, form, follow=True).content.decode()
    assert (wanted.name in shown, other.name in shown, shown.count('class="qr"')) == (True, False, 1)
    assert client.get(reverse("duty_passes"), {"volunteer": ["x", "999999"]}).status_code == 200


def test_the_calendar_follows_and_a_shift_given_back_is_cancelled(client):
    promise = make_promise(make_shift(days=5))
    url = reverse("my_feed", args=[promise.volunteer.user.calendar_token])

    def event():
        [each] = Calendar.from_ical(client.get(url).content).walk("VEVENT")
        return str(each["STATUS"]), int(each["SEQUENCE"])

    before = event()
    services.give_back(promise=promise, by=promise.volunteer.user)
    assert (before[0], event()) == ("CONFIRMED", ("CANCELLED", before[1] + 1))


def test_erasing_a_login_leaves_figures_without_a_name():
    from community.registers.personal_data import delete_user

    promise = make_done()
    promise.presences.create(source=Source.LEADER, by=UserFactory())
    entry = services.confirm_hours(promise=promise, by=StaffFactory())
    make_promise(volunteer=promise.volunteer)
    delete_user(user=promise.volunteer.user)
    entry.volunteer.refresh_from_db()
    assert (entry.volunteer.name, entry.volunteer.user, entry.volunteer.history.count()) == ("", None, 0)
    assert not Assignment.objects.ahead().exists()


def test_a_leader_sees_the_team_and_asks_its_people(client):
    member = VolunteerFactory(user__name="李建国")
    team = TeamFactory(members=[member])
    shift = make_shift(team=team)
    log_in(client, team.leader.user)
    assert member.phone in page(client, "duty_team").content.decode()
    client.post(reverse("duty_ask", args=[shift.pk]), {"volunteer": member.pk, "ask": "1"})
    assert shift.assignments.get().state == PromiseState.ASKED
    client.post(reverse("duty_ask", args=[shift.pk]), {"volunteer": member.pk, "note": "1"})
    assert shift.assignments.get().noted_by == team.leader.user


def test_a_pattern_is_shown_before_it_is_begun_and_changed_from_a_day_on(client):
    staff, post = StaffFactory(), PostFactory()
    log_in(client, staff)
    typed = {
        "post": post.pk,
        "weekdays": ["0", "1", "2", "3", "4", "5", "6"],
        "starts": "08:00",
        "ends": "10:00",
        "every": "1",
        "first_day": f"{today() + DAY}",
        "minimum": "1",
        "places": "2",
        "weight": "1",
        "festival_weight": "2",
        "on_holiday": "usual",
    }
    url = reverse("admin:volunteers_rosterpattern_add")
    assert client.post(url, typed).status_code == 200
    assert not post.patterns.exists()
    client.post(url, typed | {"save": "1"})
    pattern = post.patterns.get()
    shown = client.get(reverse("admin:volunteers_rosterpattern_change", args=[pattern.pk])).content.decode()
    assert len(re.findall(r'id="shifts-\d+"', shown)) == 14 < pattern.shifts.count()
    change = reverse("admin:volunteers_pattern_from", args=[pattern.pk])
    assert client.post(change, typed | {"starts": "09:00"}).status_code == 200
    client.post(change, typed | {"starts": "09:00", "save": "1"})
    assert post.patterns.count() == 2
    client.post(reverse("admin:volunteers_pattern_end", args=[pattern.successor.pk]))
    assert not post.shifts.ahead(timezone.now() + DAY).exists()


@pytest.mark.parametrize("url", ["volunteers_pattern_from", "volunteers_pattern_end", "volunteers_shift_move"])
def test_only_who_plans_duty_gets_at_the_plan(client, url):
    staff = UserFactory(is_staff=True)
    staff.user_permissions.add(Permission.objects.get(codename="view_shift"))
    log_in(client, staff)
    key = make_pattern().pk if "pattern" in url else make_shift().pk
    assert client.post(reverse(f"admin:{url}", args=[key])).status_code == 403


def test_the_demo_has_a_believable_fortnight(client):
    call_command("load_demo", stdout=StringIO())
    assert page(client, "duty").status_code == 200
    assert Assignment.objects.ahead().count() > 20


def rows_of(response):
    return list(load_workbook(BytesIO(response.content)).active.values)


def test_the_roster_and_the_hours_leave_as_workbooks(client):
    promise = make_done(VolunteerFactory(user__name="王秀兰"))
    promise.presences.create(source=Source.LEADER, by=UserFactory())
    entry = services.confirm_hours(promise=promise, by=StaffFactory())
    month = HoursMonth.objects.create(month=entry.month)
    url = reverse("admin:volunteers_month_workbook", args=[month.pk])
    log_in(client, StaffFactory())
    assert rows_of(client.get(url))[1][0] == "王秀兰"
    assert rows_of(page(client, "duty_roster_file", date=promise.shift.date))[1][4] == "王秀兰"
    reader = UserFactory(is_staff=True)
    reader.user_permissions.add(*Permission.objects.filter(codename__in=["view_servicehours", "view_hoursmonth"]))
    log_in(client, reader)
    assert rows_of(client.get(url))[1][0] == "王**"


def test_a_certificate_is_asked_for_and_read_by_its_owner(client):
    promise = make_done()
    promise.presences.create(source=Source.LEADER, by=UserFactory())
    entry = services.confirm_hours(promise=promise, by=StaffFactory())
    log_in(client, promise.volunteer.user)
    assert client.post(reverse("duty_certificates"), {"first": "x", "last": ""}).status_code == 422
    client.post(reverse("duty_certificates"), {"first": f"{entry.day}", "last": f"{entry.day}"})
    certificate = promise.volunteer.certificates.get()
    number = certificate.number
    assert number in page(client, "duty_certificate", number).content.decode()
    assert page(client, "certificate_qr", number).headers["Content-Type"] == "image/svg+xml"
    log_in(client, VolunteerFactory().user)
    assert page(client, "duty_certificate", number).status_code == 404


def test_a_shift_warns_beside_the_form_of_a_room_and_a_room_beside_a_shift(client):
    """Whatever somebody has at a time warns and does not forbid."""
    volunteer, room = VolunteerFactory(), RoomFactory(slug="music", name="乐器室")
    promise = make_promise(make_shift(PostFactory(name="东门"), days=2, hour=14), volunteer)
    log_in(client, volunteer.user)
    start = at(today() + 2 * DAY, time(14))
    shown = page(client, "book_room", room.slug, start=f"{start:%Y-%m-%dT%H:%M}", length=60).content.decode()
    assert promise.shift.get_absolute_url() in shown
    make_booking(room, volunteer.user, Span(start, start + timedelta(hours=1)))
    assert "乐器室" in page(client, "duty_shift", promise.shift.pk).content.decode()


def test_who_is_asked_reads_the_warning_too(client):
    volunteer = VolunteerFactory()
    shift = make_shift(days=2, hour=14)
    services.ask(shift=shift, volunteers=[volunteer], by=StaffFactory())
    start = at(today() + 2 * DAY, time(14))
    make_booking(RoomFactory(name="乐器室"), volunteer.user, Span(start, start + timedelta(hours=1)))
    log_in(client, volunteer.user)
    shown = page(client, "duty_shift", shift.pk).content.decode()
    assert ("乐器室" in shown, "我来" in shown) == (True, True)


def test_the_centre_looks_up_a_number_on_record(client, come_to):
    promise = make_promise(make_shift(team=TeamFactory(), days=1))
    who, shift = promise.volunteer, promise.shift
    clerk = log_in(client, StaffFactory())
    pages = (reverse("duty_shift", args=[shift.pk]), reverse("duty_team"))
    assert not any(who.phone in client.get(each).content.decode() for each in pages)
    client.post(reverse("duty_number", args=[who.pk]))
    assert all(f"tel:{who.phone}" in client.get(each).content.decode() for each in pages)
    looked = who.history.first()
    assert (looked.history_user, looked.history_change_reason) == (clerk, "查看了手机号")
    come_to(timezone.now() + timedelta(minutes=6))
    assert not any(who.phone in client.get(each).content.decode() for each in pages)


def test_a_teams_far_day_is_one_line_until_somebody_wants_to_be_rung(client):
    team, caller = TeamFactory(), VolunteerFactory(ask_by="call")
    shift = make_shift(team=team, days=5)
    promise = make_promise(shift)
    log_in(client, team.leader.user)
    shown = page(client, "duty_team").content.decode()
    assert (promise.volunteer.name in shown, f"tel:{promise.volunteer.phone}" in shown) == (True, False)
    [day] = selectors.teams_of(team.leader.user, all_teams=False)[0].days
    assert not day.is_open
    services.ask(shift=shift, volunteers=[caller], by=team.leader.user)
    [day] = selectors.teams_of(team.leader.user, all_teams=False)[0].days
    assert (day.is_open, [each.volunteer for each in day.shifts[0].to_call]) == (True, [caller])
    assert f"tel:{caller.phone}" in page(client, "duty_team").content.decode()


def test_nobody_else_looks_up_a_number(client):
    promise = make_promise()
    log_in(client, VolunteerFactory().user)
    url = reverse("duty_number", args=[promise.volunteer_id])
    assert client.post(url).status_code == 403
    log_in(client, StaffFactory())
    assert client.get(url).status_code == 405
    assert promise.volunteer.history.count() == 1


def test_the_card_of_the_next_shift_has_the_partners_number_and_both_buttons(client):
    """At seventy: one card, the partner's name and number, "I am here", "I cannot come"."""
    partner, mine = VolunteerFactory(user__name="李建国"), VolunteerFactory()
    shift = make_shift(PostFactory(name="东门"), start=SOON)
    promise = make_promise(shift, mine)
    make_promise(shift, partner)
    log_in(client, mine.user)
    shown = page(client, "my_duty").content.decode()
    assert ("李建国" in shown, f"tel:{partner.phone}" in shown) == (True, True)
    assert reverse("duty_here", args=[shift.post.token]) in shown
    assert reverse("duty_act", args=[promise.pk, "want-cover"]) in shown


def test_a_leader_finds_the_team_from_my_duty_and_staff_the_plan_from_duty(client):
    leader = TeamFactory().leader
    log_in(client, leader.user)
    assert reverse("duty_team") in page(client, "my_duty").content.decode()
    log_in(client, VolunteerFactory().user)
    assert reverse("duty_team") not in page(client, "my_duty").content.decode()
    log_in(client, StaffFactory())
    assert reverse("duty_roster") in page(client, "duty").content.decode()


def test_posts_and_teams_in_the_admin_go_through_the_services(client):
    log_in(client, StaffFactory())
    shift = make_shift(team=TeamFactory())
    post, team, leader = shift.post, shift.team, VolunteerFactory()
    typed = {"slug": post.slug, "kind": "gate", "service": "community", "name": "东门", "minimum": 1, "places": 2}
    typed |= {"position": 0, "things-TOTAL_FORMS": 0, "things-INITIAL_FORMS": 0}
    address = reverse("admin:volunteers_post_change", args=[post.pk])
    assert client.post(address, typed).status_code == 409
    post.refresh_from_db()
    assert post.is_active
    address = reverse("admin:volunteers_dutyteam_change", args=[team.pk])
    assert client.post(address, {"name": "一组", "leader": leader.pk, "members": []}).status_code == 409
    assert (
        client.post(address, {"name": "一组", "leader": leader.pk, "members": [], "is_active": "on"}).status_code == 302
    )
    assert list(team.members.all()) == [leader]


def test_days_away_noted_at_the_desk_are_those_of_the_service(client):
    volunteer = VolunteerFactory()
    log_in(client, StaffFactory())
    address = reverse("admin:volunteers_volunteer_change", args=[volunteer.pk])
    first = today() + 3 * DAY
    typed = {"ask_by": "call", "absences-TOTAL_FORMS": 1, "absences-INITIAL_FORMS": 0}
    typed |= {"assignments-TOTAL_FORMS": 0, "assignments-INITIAL_FORMS": 0}
    typed |= {"absences-0-days_0": f"{first}", "absences-0-days_1": f"{first + DAY}"}
    assert client.post(address, typed).status_code == 302
    assert [each.last_day for each in volunteer.absences.all()] == [first]
    past = today() - 9 * DAY
    typed |= {"absences-0-days_0": f"{past}", "absences-0-days_1": f"{past + DAY}"}
    assert client.post(address, typed).status_code == 422
    assert volunteer.absences.count() == 1
