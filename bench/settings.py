"""The portal's settings on a database of its own, plus one bare view and a count of queries."""

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE

ROOT_URLCONF = "bench.urls"
MIDDLEWARE = ["bench.measure.Measure", *MIDDLEWARE]
