"""Input of a form whose login had expired survives the log-in, without any secret."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from classes.models import Pledge, Proposal
from tests.factories import FRIDAY_AT_14, UserFactory, make_proposal
from tests.steps import log_in

pytestmark = pytest.mark.django_db

WISH = {"name": "胡琴班", "about": "一起拉二胡", "needed": 3, "minutes": 60, "weeks": 4, "hours": [FRIDAY_AT_14]}


def offered(page: str) -> bool:
    """Whether the text stands there again, to be changed and sent."""
    return bool(re.search(r'<input\s[^>]*name="about"\s+value="一起拉二胡"', page))


def test_a_form_goes_on_after_the_login(client):
    address = reverse("propose_class")
    door = client.post(address, WISH, follow=True)
    assert "您填的内容都还在" in door.content.decode()
    log_in(client, UserFactory())
    page = client.get(address).content.decode()
    assert "一起拉二胡" in page
    assert offered(page)
    assert not Proposal.objects.exists()
    client.post(address, WISH)
    assert Proposal.objects.get().about == "一起拉二胡"
    assert not offered(client.get(address).content.decode())


def test_what_was_typed_can_be_changed_before_it_is_sent(client):
    address = reverse("propose_class")
    client.post(address, WISH | {"about": "一起拉二胡，也学认谱。" * 5})
    log_in(client, UserFactory())
    page = client.get(address).content.decode()
    assert re.search(r'<textarea\s[^>]*name="about"[^>]*>(一起拉二胡，也学认谱。){5}</textarea>', page)
    assert re.search(r'type="hidden" name="minutes" value="60"', page)  # a choice, not words
    client.post(address, WISH | {"about": "一起拉板胡"})
    assert Proposal.objects.get().about == "一起拉板胡"


@pytest.mark.parametrize(
    ("name", "typed", "labels"),
    [
        ("propose_class", WISH, ["您想学什么、做什么？", "跟邻居们说说"]),
        (
            "offer_gift",
            {"what_1": "古筝", "what_2": "琴架", "story": "陪了我二十年"},
            ["是什么？（1）", "是什么？（2）", "想说说它的故事吗？（可不填）"],
        ),
    ],
)
def test_each_text_has_the_label_of_its_field(client, name, typed, labels):
    client.post(reverse(name), typed)
    log_in(client, UserFactory())
    page = client.get(reverse(name)).content.decode()
    assert re.findall(r'<label class="form-label" for="typed-\d">([^<]*)</label>', page) == labels


def test_what_only_takes_a_post_leads_to_no_error(client):
    address = reverse("pledge", args=[make_proposal().pk])
    client.post(address, {"hours": [FRIDAY_AT_14]})
    log_in(client, user := UserFactory())
    assert client.get(address).status_code == 200
    client.post(address, {"hours": [FRIDAY_AT_14]})
    assert Pledge.objects.filter(user=user).exists()


def test_a_tap_without_words_leads_on_or_back_to_its_page(client):
    shown = make_proposal().get_absolute_url()
    client.post(f"{shown}pledge/", {"hours": [FRIDAY_AT_14]}, headers={"referer": f"http://testserver{shown}"})
    log_in(client, UserFactory())
    page = client.get(f"{shown}pledge/").content.decode()
    assert "要继续吗" in page
    assert f'<a href="{shown}">' in page
    assert "您填的内容都在" not in page


def test_secrets_are_not_kept(client):
    client.post(reverse("my_door"), {"name": "周平", "last4": "1234", "password": "geheim"})
    kept = str(client.session["typed"])
    assert "周平" in kept
    assert "1234" not in kept
    assert "geheim" not in kept


def test_it_is_gone_after_half_an_hour_or_when_refused(client):
    address = reverse("propose_class")
    client.post(address, WISH)
    log_in(client, UserFactory())
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        assert not offered(client.get(address).content.decode())
    client.logout()
    client.post(address, WISH)
    log_in(client, UserFactory())
    assert client.get(reverse("drop_typed")).status_code == 405
    client.post(reverse("drop_typed"))
    assert not offered(client.get(address).content.decode())


def test_a_reader_without_a_form_gets_no_session(client):
    client.get(reverse("propose_class"))
    assert "sessionid" not in client.cookies
