"""A request as the views behind a login see it."""

from django.http import HttpRequest

from community.models import User


class UserRequest(HttpRequest):
    """The request of somebody who is logged in; for the signatures of such views."""

    user: User
