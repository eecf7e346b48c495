"""The register in the admin: masked, written through the services."""

from residents import dashboard
from residents.admin import appointments, exports, imports, matching, merging, people, places, reveals

__all__ = ["appointments", "dashboard", "exports", "imports", "matching", "merging", "people", "places", "reveals"]
