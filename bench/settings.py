"""The portal's settings on a separate database, with one bare view and a query counter."""

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE, OWNER_DATABASE

ROOT_URLCONF = "bench.urls"
if OWNER_DATABASE:  # it creates and drops databases
    DATABASES = {"default": OWNER_DATABASE}
MIDDLEWARE = ["bench.measure.Measure", *MIDDLEWARE]
