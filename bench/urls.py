"""The portal's addresses, and two floors: a constant, and a page of the portal with its reader and nothing on it."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from config.urls import urlpatterns as portal

EMPTY = '{% extends "base.html" %}{% block title %}Floor{% endblock %}{% block content %}<h1>Floor</h1>{% endblock %}'


@cache
def _template():
    return engines["django"].from_string(EMPTY)


def page(request: HttpRequest) -> HttpResponse:
    """What a Django page costs whose session and user are read and whose template is rendered."""
    return HttpResponse(_template().render({}, request))


urlpatterns = [
    path("bench/constant/", lambda request: HttpResponse("constant")),
    path("bench/page/", page),
    *portal,
]
