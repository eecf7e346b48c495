"""The portal's addresses, and a view that returns a constant: the floor of every page."""

from django.http import HttpResponse
from django.urls import path

from config.urls import urlpatterns as portal

urlpatterns = [path("bench/constant/", lambda request: HttpResponse("constant")), *portal]
