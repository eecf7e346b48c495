"""Error pages help, in both languages, and do not use the database."""

import json
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import reverse

from community.http import page_before
from config import error_pages
from tests.factories import UserFactory, make_class
from tests.steps import log_in


def test_missing_page_speaks_both_languages(client):
    response = client.get("/no-such-page/")
    page = response.content.decode()
    assert response.status_code == 404
    assert page.count('lang="zh-Hans"') == 2
    assert page.count('lang="en"') == 1


def test_english_reader_reads_english_first(client):
    page = client.get("/no-such-page/", headers={"accept-language": "en"}).content.decode()
    assert page.index('<section lang="en"') < page.index('<section lang="zh-Hans"')


@pytest.mark.parametrize(
    ("handler", "status"),
    [
        (lambda request: error_pages.bad_request(request, ValueError()), 400),
        (lambda request: error_pages.permission_denied(request, PermissionDenied()), 403),
        (error_pages.csrf_failure, 403),
        (error_pages.too_many_tries, 429),
        (error_pages.server_error, 500),
    ],
)
def test_errors_keep_their_status_without_a_database(handler, status):
    response = handler(RequestFactory().get("/"))
    assert response.status_code == status
    assert b'href="/"' in response.content
    assert b"style=" not in response.content


@pytest.mark.parametrize(("cookie", "scheme"), [("dark", "dark"), ("light", "light"), ("neon", "auto")])
def test_errors_are_shown_in_the_colours_that_the_reader_chose(client, cookie, scheme):
    client.cookies["scheme"] = cookie
    assert f'data-scheme="{scheme}"' in client.get("/no-such-page/").content.decode()


def test_whoever_tried_too_often_is_led_to_a_code():
    page = error_pages.too_many_tries(RequestFactory().get("/")).content.decode()
    assert f'href="{reverse("log_in")}"' in page


@pytest.mark.parametrize(
    ("before", "leads_back"), [("/rooms/music/?date=2026-12-01", True), ("https://elsewhere.example/", False)]
)
def test_a_form_that_was_open_too_long_leads_back_to_its_page(before, leads_back):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(
        reverse("log_in"), headers={"referer": before if "//" in before else f"http://testserver{before}"}
    )
    assert answer.status_code == 403
    assert (f'href="{before}"' in answer.content.decode()) == leads_back


@pytest.mark.parametrize("path", ["//elsewhere.example/", "/\\elsewhere.example/", "//\\/elsewhere.example/"])
def test_the_page_before_is_always_ours(rf, path):
    request = rf.post("/", headers={"referer": f"http://testserver{path}"})
    assert page_before(request) in ("", "/elsewhere.example/")


@pytest.mark.django_db
def test_the_address_of_a_button_leads_to_its_page(client):
    log_in(client, UserFactory())
    page = client.get("/classes/3/enrol/")
    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert 'href="/classes/3/"' in page.content.decode()
    assert 'href="/"' in client.get(reverse("drop_typed")).content.decode()


@pytest.mark.django_db
def test_a_refused_form_keeps_its_page_when_the_text_becomes_larger(client):
    log_in(client, UserFactory())
    shown = make_class().get_absolute_url()
    page = client.post(f"{shown}enrol/", {"people": "x"}, headers={"referer": f"http://testserver{shown}?a=1"})
    assert page.status_code == 422
    assert set(re.findall(r'name="next" value="([^"]*)"', page.content.decode())) == {f"{shown}?a=1"}


def test_offline_files_are_served_from_the_root(client):
    worker = client.get("/sw.js")
    assert worker["Content-Type"] == "text/javascript"
    assert b'"/offline/"' in worker.content
    assert client.get("/offline/").status_code == 200
    assert json.loads(client.get("/manifest.webmanifest").content)["start_url"] == "/"


@pytest.mark.parametrize("path", ["/sw.js", "/offline/", "/manifest.webmanifest"])
def test_offline_files_are_only_read(client, path):
    assert client.post(path).status_code == 405
