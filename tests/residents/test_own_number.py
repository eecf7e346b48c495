"""A user's own identity number: masked in "my data", shown in full after proving one's identity again, and recorded."""

import json

import pytest
from django.urls import reverse

from community.accounts.services import note_proved
from community.models import User
from residents.models import LoginMatch, Reveal
from tests.factories import UserFactory, id_number, register_person
from tests.steps import log_in

pytestmark = pytest.mark.django_db

NUMBER = id_number(5)


@pytest.fixture
def known(client):
    user = UserFactory(password="correct horse")
    person = register_person("赵䶮", phone=user.phone, id_number=NUMBER)
    LoginMatch.objects.create(user=user, resident=person, name=person.name, state="matched")
    log_in(client, user)
    return user


def test_an_open_session_alone_shows_no_number(client, known):
    for page in ("my_data", "my_data_file", "my_data_in_full"):
        shown = client.get(reverse(page)).content.decode()
        assert NUMBER not in shown
    assert json.loads(client.get(reverse("my_data_file")).content)["residents"]["resident"]["name"] == "赵䶮"
    assert not Reveal.objects.exists()


def test_a_wrong_password_shows_nothing_and_leaves_no_row(client, known):
    answer = client.post(reverse("my_data_in_full"), {"password": "wrong"})
    assert answer.status_code == 422
    assert NUMBER not in answer.content.decode()
    assert not Reveal.objects.exists()


def test_the_password_shows_the_number_once_and_leaves_a_row(client, known):
    kept = json.loads(client.post(reverse("my_data_in_full"), {"password": "correct horse"}).content)
    assert kept["residents"]["resident"]["id_number"] == NUMBER
    row = Reveal.objects.get()
    assert (row.resident.name, row.by, row.field) == ("赵䶮", None, "id_number")
    assert NUMBER not in client.get(reverse("my_data_in_full")).content.decode()


def test_who_has_no_password_proves_the_phone_first(client, known):
    known.set_unusable_password()
    known.save()
    log_in(client, known)
    for answer in (client.get(reverse("my_data_in_full")), client.post(reverse("my_data_in_full"))):
        assert answer.url.startswith(reverse("prove"))
    assert not Reveal.objects.exists()
    session = client.session
    note_proved(session)
    session.save()
    assert NUMBER in client.post(reverse("my_data_in_full")).content.decode()
    assert Reveal.objects.count() == 1


def test_a_login_that_took_its_number_can_still_be_deleted(client, known):
    client.post(reverse("my_data_in_full"), {"password": "correct horse"})
    client.post(reverse("delete_account"), {"password": "correct horse"})
    assert not User.objects.filter(pk=known.pk).exists()
    assert Reveal.objects.exists()


def test_who_is_not_in_the_register_is_offered_nothing_more(client):
    log_in(client, UserFactory())
    assert reverse("my_data_in_full") not in client.get(reverse("my_data")).content.decode()
