"""The portal's URLs, and two lower bounds: a constant, and an empty page of the portal with its reader."""

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
    """An empty page: reads session and user, and renders a template."""
    return HttpResponse(_template().render({}, request))


urlpatterns = [
    path("bench/constant/", lambda request: HttpResponse("constant")),
    path("bench/page/", page),
    *portal,
]
