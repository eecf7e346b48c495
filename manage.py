#!/usr/bin/env python
"""Run one of Django's or the portal's commands; `manage.py help` lists them."""

import os
import sys

from django.core.management import execute_from_command_line

from config.complaints import in_one_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except Exception as error:
        complaint = None if "--traceback" in sys.argv else in_one_line(error)
        if complaint is None:
            raise
        sys.exit(complaint)


if __name__ == "__main__":
    main()
