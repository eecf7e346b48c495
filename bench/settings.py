"""The portal's settings on a database of its own, plus one bare view and a count of queries."""

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE, OWNER_DATABASE

ROOT_URLCONF = "bench.urls"
if OWNER_DATABASE:  # it makes and drops databases of its own
    DATABASES = {"default": OWNER_DATABASE}
MIDDLEWARE = ["bench.measure.Measure", *MIDDLEWARE]
