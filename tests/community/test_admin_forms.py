"""Admin forms: native inputs, two buttons, history in sentences, roles in words, a notice's photo."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from community.access_admin import power, shown_powers
from community.admin_base import MOST_INLINE
from community.demo import sample_photo
from community.models import Notice, User
from community.registers.roles import FRONT_DESK_ROLE, READ_ONLY
from donations.fund.roles import AUDITOR
from tests.factories import StaffFactory, UserFactory, make_booking, make_class
from tests.steps import log_in

pytestmark = pytest.mark.django_db


def url(model: str, verb: str, *args: object) -> str:
    return reverse(f"admin:{model}_{verb}", args=args)


def notice_form(**more: object) -> dict[str, object]:
    start = timezone.localtime()
    typed = {"title": "停水", "starts_at_0": f"{start:%Y-%m-%d}", "starts_at_1": f"{start:%H:%M}", "on_home": "on"}
    return typed | more


def test_days_and_hours_are_the_browsers_own_fields_each_with_a_name(client):
    log_in(client, StaffFactory())
    page = client.get(url("community_notice", "add")).content.decode()
    assert 'type="date" name="starts_at_0"' in page
    assert 'type="time" name="starts_at_1"' in page
    assert page.count('aria-label="日期"') == 2


def test_a_form_has_two_buttons_and_says_every_error(client):
    log_in(client, StaffFactory())
    page = client.get(url("community_notice", "add")).content.decode()
    assert 'name="_save"' in page
    assert "_addanother" not in page
    assert "_continue" not in page
    wrong = client.post(url("community_notice", "add"), {"starts_at_0": "x", "body": "今天下午停水"}).content.decode()
    assert wrong.count("error-summary") == 1
    assert wrong.count('href="#id_title"') == 1
    assert "今天下午停水" in wrong


def test_a_photo_needs_words_and_a_notice_a_place(client):
    log_in(client, StaffFactory())
    photo = SimpleUploadedFile("a.jpg", sample_photo("calligraphy").read(), "image/jpeg")
    assert client.post(url("community_notice", "add"), notice_form(photo=photo)).status_code == 200
    assert client.post(url("community_notice", "add"), notice_form(on_home="")).status_code == 200
    assert not Notice.objects.exists()
    photo.seek(0)
    form = notice_form(photo=photo, photo_alt="两幅字")
    assert client.post(url("community_notice", "add"), form).status_code == 302
    assert 'alt="两幅字"' in client.get(reverse("home")).content.decode()


def test_a_notice_shows_where_it_should(client):
    Notice.objects.create(title="只在首页", on_wall=False)
    Notice.objects.create(title="只在大屏", on_home=False)
    home, wall = client.get(reverse("home")), client.get(reverse("board"), {"display": "wall"})
    assert ("只在首页" in home.content.decode(), "只在大屏" in home.content.decode()) == (True, False)
    assert ("只在首页" in wall.content.decode(), "只在大屏" in wall.content.decode()) == (False, True)
    with pytest.raises(ValidationError):
        Notice(title="x", on_home=False, on_wall=False).full_clean()


def test_a_preview_shows_what_is_typed_and_keeps_nothing(client):
    log_in(client, StaffFactory())
    photo = SimpleUploadedFile("a.jpg", sample_photo("calligraphy").read(), "image/jpeg")
    form = notice_form(title="明天停水", photo=photo, photo_alt="两幅字", on_wall="on")
    shown = client.post(url("community_notice", "preview"), form)
    page = shown.content.decode()
    assert page.count("明天停水") == 2
    assert 'src="data:image/webp;base64,' in page
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in shown.headers["Content-Security-Policy"]
    assert not Notice.objects.exists()


def test_a_preview_is_for_who_may_see_notices(client):
    log_in(client, UserFactory(is_staff=True))
    assert client.get(url("community_notice", "preview")).status_code == 403
    log_in(client, StaffFactory())
    assert client.get(url("community_notice", "preview"), {"pk": "x"}).status_code == 404


def test_the_past_is_told_in_sentences(client):
    notice = Notice.objects.create(title="旧", body="")
    notice.title, notice.body, notice.on_wall = "新", "多了几句", False
    notice.save()
    log_in(client, StaffFactory())
    page = client.get(url("community_notice", "history", notice.pk)).content.decode()
    for sentence in ("把标题从旧改为新", "把正文定为多了几句", "把大厅大屏从是改为否"):
        assert sentence in page
    assert "None" not in page


def test_a_role_is_told_in_words_and_history_is_no_permission(client):
    log_in(client, StaffFactory())
    desk = Group.objects.get(name=FRONT_DESK_ROLE)
    page = client.get(url("auth_group", "change", desk.pk)).content.decode()
    assert "每天的活儿" in page
    assert "historical" not in page.lower()
    own = Group.objects.get(name=AUDITOR)
    assert "查看整个资金账" in client.get(url("auth_group", "change", own.pk)).content.decode()
    with translation.override("zh-hans"):
        assert power(Permission.objects.get(codename="change_booking")) == "预约：修改"


def test_what_the_form_of_a_role_does_not_show_stays_granted(client):
    log_in(client, StaffFactory())
    reader = Group.objects.get(name=READ_ONLY)
    hidden = set(reader.permissions.exclude(pk__in=shown_powers()).values_list("pk", flat=True))
    kept = reader.permissions.filter(pk__in=shown_powers()).first()
    form = {"name": READ_ONLY, "permissions": [kept.pk]}
    assert client.post(url("auth_group", "change", reader.pk), form).status_code == 302
    assert set(reader.permissions.values_list("pk", flat=True)) == hidden | {kept.pk}
    assert hidden


def test_a_login_gets_its_roles_by_ticks_with_what_they_do(client):
    log_in(client, StaffFactory())
    user: User = UserFactory()
    page = client.get(url("community_user", "change", user.pk)).content.decode()
    assert "前台：每天的活儿" in page
    assert "user_permissions" not in page


def test_a_choice_not_made_yet_is_said_in_words(client):
    log_in(client, StaffFactory())
    page = client.get(url("residents_appointment", "add")).content.decode()
    assert '<option value="" selected>请选择</option>' in page  # the role, which is asked for
    assert '<option value="" selected>不填</option>' in page  # the building, which may be left out
    assert "------" not in page


def test_what_is_looked_at_is_in_words(client):
    booking = make_booking()
    log_in(client, StaffFactory())
    page = client.get(url("rooms_booking", "change", booking.pk)).content.decode()
    assert "badge-state" in page
    assert "icon-no.svg" not in page
    assert ">None<" not in page


def test_rows_that_are_only_looked_at_offer_no_further_row(client):
    log_in(client, StaffFactory())
    pages = {url("classes_interestclass", "change", make_class().pk): {0}, url("rooms_room", "add"): {MOST_INLINE}}
    for page, most in pages.items():
        listed = client.get(page).context["inline_admin_formsets"]
        assert {each.formset.max_num for each in listed} == most


def test_a_form_offers_only_what_makes_sense_in_it(client):
    log_in(client, StaffFactory())
    roles = client.get(url("community_user", "change", UserFactory().pk)).content.decode()
    assert 'name="groups"' in roles
    assert "add_id_groups" not in roles
    assert "forgets_number" not in client.get(url("residents_resident", "add")).content.decode()
