"""Admin lists: date chips, actions on rows, previews of bulk actions, saved filters."""

import json
from datetime import date, time, timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone, translation

from community.admin_words import weekdays_in_words
from community.errors import Conflict, Invalid
from community.kept_lists import drop_list, keep_list, kept_lists
from community.models import KeptList, Notice, User
from community.models.kept import MOST
from community.ranges import today
from community.registers import menu
from community.registers.roles import READ_ONLY
from rooms.models import Booking
from tests.factories import (
    HouseholdFactory,
    RoomFactory,
    StaffFactory,
    UserFactory,
    make_booking,
    make_class,
    register_person,
)
from tests.steps import log_in

pytestmark = pytest.mark.django_db

LIST = "admin:rooms_booking_changelist"


def looker(role: str) -> User:
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def shown(client, **asked) -> set[int]:
    response = client.get(reverse(LIST), asked)
    assert response.status_code == 200
    return {each.pk for each in response.context["cl"].result_list}


def test_the_list_of_bookings_begins_today(client, come_to):
    booking = make_booking()
    log_in(client, StaffFactory())
    assert shown(client) == {booking.pk}
    come_to(booking.ends_at + timedelta(days=2))
    log_in(client, StaffFactory())
    assert shown(client) == set()
    assert shown(client, starts_at__day="all") == {booking.pk}
    assert shown(client, q=booking.ref) == {booking.pk}


def test_from_a_day_to_another_both_included(client):
    booking = make_booking()
    day = booking.span.start.astimezone().date()
    log_in(client, StaffFactory())
    assert shown(client, starts_at__from=str(day), starts_at__to=str(day)) == {booking.pk}
    assert shown(client, starts_at__to=str(date(2020, 1, 1))) == set()
    assert shown(client, starts_at__from="nonsense", starts_at__to="0000-99-99") == {booking.pk}
    assert shown(client, starts_at__to="9999-12-31", starts_at__from="0001-01-01") == {booking.pk}


def test_the_two_fields_of_days_keep_what_else_is_chosen(client):
    log_in(client, StaffFactory())
    page = client.get(reverse(LIST), {"state__exact": "requested", "starts_at__day": "week", "q": "王"})
    spec = page.context["cl"].filter_specs[0]
    assert set(spec.kept_query) == {("state__exact", "requested"), ("q", "王")}
    assert str(spec.title) == "哪天"


def test_a_button_on_the_row_approves_at_once(client):
    booking = make_booking(RoomFactory(needs_approval=True))
    log_in(client, StaffFactory())
    page = client.get(reverse(LIST)).content.decode()
    assert f'value="approve:{booking.pk}"' in page
    sent = client.post(reverse(LIST), {"act": f"approve:{booking.pk}", "rehearse": "1"})
    assert sent.status_code == 302
    booking.refresh_from_db()
    assert booking.state == Booking.State.CONFIRMED
    assert f'value="approve:{booking.pk}"' not in client.get(reverse(LIST)).content.decode()


@pytest.mark.parametrize("act", ["approve:x", "approve:" + "9" * 30, "delete_selected:1", "nonsense:1", "approve"])
def test_an_act_that_no_row_has_is_refused(client, act):
    log_in(client, StaffFactory())
    assert client.post(reverse(LIST), {"act": act}).status_code == 400


def test_who_may_not_decide_has_no_such_button_and_no_such_act(client):
    booking = make_booking(RoomFactory(needs_approval=True))
    log_in(client, looker(READ_ONLY))
    assert "approve:" not in client.get(reverse(LIST)).content.decode()
    client.post(reverse(LIST), {"act": f"approve:{booking.pk}"})
    booking.refresh_from_db()
    assert booking.state == Booking.State.REQUESTED


def test_an_act_on_many_shows_first_whom_it_would_touch_and_does_nothing(client):
    waiting, confirmed = make_booking(RoomFactory(needs_approval=True)), make_booking()
    log_in(client, StaffFactory())
    chosen = {"action": "approve", "_selected_action": [waiting.pk, confirmed.pk], "rehearse": "1"}
    page = client.post(reverse(LIST), chosen)
    assert [bool(each.refusal) for each in page.context["outcomes"]].count(True) == 1
    waiting.refresh_from_db()
    assert waiting.state == Booking.State.REQUESTED
    assert client.post(reverse(LIST), chosen | {"sure": "1"}).status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == Booking.State.CONFIRMED


def test_times_are_in_words_and_states_are_badges(client):
    make_booking(RoomFactory(needs_approval=True), UserFactory(name="王秀兰"))
    log_in(client, StaffFactory())
    page = client.get(reverse(LIST)).content.decode()
    assert 'class="badge-state warn"' in page
    assert "王秀兰" in page
    assert 'data-label="' in page


def test_a_list_is_kept_by_name_for_oneself(client):
    mine, other = StaffFactory(), StaffFactory()
    log_in(client, mine)
    client.post(f"{reverse(LIST)}?state__exact=requested&p=2", {"keep": "待审批"})
    assert KeptList.objects.get().query == "state__exact=requested"
    page = client.get(reverse(LIST), {"state__exact": "requested"})
    assert page.context["kept_lists"] == [{"name": "待审批", "url": "?state__exact=requested", "is_current": True}]
    log_in(client, other)
    assert client.get(reverse(LIST)).context["kept_lists"] == []
    client.post(reverse(LIST), {"drop": "待审批"})
    assert KeptList.objects.count() == 1
    log_in(client, mine)
    client.post(reverse(LIST), {"drop": "待审批"})
    assert not KeptList.objects.exists()


def test_a_kept_list_has_a_name_and_filters_and_there_are_few():
    user, page = StaffFactory(), "rooms.booking"
    for name, query, error in (("", "a=1", "no_name"), ("x", "", "no_filter"), ("x", "p=3", "no_filter")):
        with pytest.raises(Invalid) as refused:
            keep_list(user=user, page=page, name=name, query=query)
        assert refused.value.code == error
    for number in range(MOST):
        keep_list(user=user, page=page, name=str(number), query="a=1")
    with pytest.raises(Conflict):
        keep_list(user=user, page=page, name="one more", query="a=1")
    keep_list(user=user, page=page, name="0", query="a=2")
    drop_list(user=user, page=page, name="1")
    assert kept_lists(user=user, page=page)[0].query == "a=2"


def test_keeping_is_for_who_may_see_the_list(client):
    log_in(client, UserFactory(is_staff=True))
    assert client.post(f"{reverse(LIST)}?state__exact=requested", {"keep": "x"}).status_code == 403
    assert not KeptList.objects.exists()


def test_the_menu_is_by_what_one_does_and_leaves_out_what_one_may_not(client):
    user = UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_booking"))
    log_in(client, user)
    groups = client.get(reverse(LIST)).context["available_apps"]
    assert [(str(each["name"]), len(each["models"])) for each in groups] == [("活动室", 1)]
    log_in(client, looker(READ_ONLY))
    names = [str(each["name"]) for each in client.get(reverse(LIST)).context["available_apps"]]
    assert names[:4] == ["活动室", "兴趣班", "居民", "楼栋长"]
    assert names[-1] == "设置"


def test_every_list_stands_in_a_group_of_the_menu():
    placed = menu.placed()
    assert {model._meta.label_lower for model in admin.site._registry} <= placed


def test_start_and_end_are_one_column_and_weekdays_are_told(client):
    make_class(first_day=today(), weekday=today().weekday(), starts=time(14, 30), ends=time(16))
    log_in(client, StaffFactory())
    page = client.get(reverse("admin:classes_interestclass_changelist")).content.decode()
    assert ">14:30–16:00<" in page
    with translation.override("zh-hans"):
        told = [weekdays_in_words(each) for each in ([0, 1, 2, 3, 4], [4, 1], range(7), [5, 6])]
    assert told == ["星期一至星期五", "星期二、星期五", "每天", "星期六、星期日"]


def test_people_who_look_alike_bear_the_number_of_their_record(client):
    home = HouseholdFactory()
    twins = [register_person("王秀兰", household=home) for _each in range(2)]
    other = register_person("李建国", household=home)
    log_in(client, StaffFactory())
    page = client.get(reverse("admin:residents_resident_changelist")).content.decode()
    assert all(f"王** · 档案{twin.pk}号" in page for twin in twins)
    assert f"档案{other.pk}号" not in page


@pytest.mark.parametrize("asked", ["now", "later", "over", "nonsense"])
def test_notices_are_asked_by_whether_they_show(client, asked):
    hour = timedelta(hours=1)
    for name, start, end in (("now", -1, 1), ("later", 1, 2), ("over", -2, -1)):
        Notice.objects.create(title=name, starts_at=timezone.now() + start * hour, ends_at=timezone.now() + end * hour)
    log_in(client, StaffFactory())
    response = client.get(reverse("admin:community_notice_changelist"), {"showing": asked})
    listed = {each.title for each in response.context["cl"].result_list}
    assert listed == ({"now", "later", "over"} if asked == "nonsense" else {asked})


def test_the_scripts_of_the_lists_speak_our_words(client):
    log_in(client, StaffFactory())
    words = client.get(reverse("admin:jsi18n")).content.decode()
    assert json.dumps("已选%(sel)s条，共%(cnt)s条") in words


def test_english_stands_folded_below(client):
    log_in(client, StaffFactory())
    form = client.get(reverse("admin:community_notice_add")).context["adminform"]
    last = list(form)[-1]
    assert "collapse" in last.classes
    assert {name for line in last for name in line.fields} == {"title_en", "body_en", "photo_alt_en"}


def test_plus_and_pencil_are_for_who_maintains_that_list(client):
    log_in(client, StaffFactory())
    assert 'id="add_id_kind"' in client.get(reverse("admin:rooms_room_add")).content.decode()
