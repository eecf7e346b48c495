"""Error pages help, in both languages, and do not use the database."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.urls import reverse

from config import error_pages


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


def test_offline_files_are_served_from_the_root(client):
    worker = client.get("/sw.js")
    assert worker["Content-Type"] == "text/javascript"
    assert b'"/offline/"' in worker.content
    assert client.get("/offline/").status_code == 200
    assert json.loads(client.get("/manifest.webmanifest").content)["start_url"] == "/"


@pytest.mark.parametrize("path", ["/sw.js", "/offline/", "/manifest.webmanifest"])
def test_offline_files_are_only_read(client, path):
    assert client.post(path).status_code == 405
