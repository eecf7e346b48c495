"""`python -m bench`: set up Django with the bench's settings, then measure."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
django.setup()

from bench.run import main  # noqa: E402 - models need Django set up

sys.exit(main())
