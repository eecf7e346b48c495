"""Admin templates that replace Django's: fails if an upgrade changes an original.

If a hash differs, compare the original with ours, adopt what matters, and update the hash and the version.
"""

import hashlib
import re
from pathlib import Path

import django
import pytest
import simple_history
from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse

from tests.factories import StaffFactory
from tests.steps import log_in

ORIGINALS = {
    "admin/base.html": "49c62197ece3d8a3",
    "admin/nav_sidebar.html": "39f23c5c99f7fd0f",
    "admin/filter.html": "72f8dacc61259f70",
    "admin/change_list.html": "20b8d0e45467ccd3",
    "admin/change_list_results.html": "c8ea5bd68f8be58b",
    "admin/change_list_object_tools.html": "f805f46d84f10ec7",
    "admin/change_form.html": "e85dacd09dd7731a",
    "admin/change_form_object_tools.html": "0b49740491761ee4",
    "admin/submit_line.html": "c88ed75990a3bd8e",
    "admin/actions.html": "0556a5ebfabb06e4",
    "admin/search_form.html": "18898ee2576bda25",
    "admin/pagination.html": "381bc2d87585687d",
    "admin/object_history.html": "e5eea48bb0bde182",
    "admin/delete_confirmation.html": "dde33140f4884dde",
    "admin/delete_selected_confirmation.html": "e72c9a36a7e22b57",
    "admin/app_index.html": "ecd3dbd1b74b28e7",
    "admin/color_theme_toggle.html": "6b6ba1eff736ba66",
    "admin/includes/fieldset.html": "2d7ffc5f076e04ca",
    "admin/edit_inline/tabular.html": "ef1b0d9b50be1e24",
    "admin/widgets/related_widget_wrapper.html": "6b7096bee4ed6fa8",
    "admin/widgets/clearable_file_input.html": "de0dc96e44268e08",
    "simple_history/object_history.html": "ccadb263abdcdb5f",
    "simple_history/object_history_list.html": "e2c3e5d3462c5fd6",
    "simple_history/object_history_form.html": "47775c91b2da23d7",
}
PLACES = (
    Path(django.__file__).parent / "contrib/admin/templates",
    Path(simple_history.__file__).parent / "templates",
)
OURS = {"admin/base.html": "admin/base_site.html"}
MOST_CSS = 20 * 1024
SHARED_SHEETS = {"css/tokens.css", "css/dark.css", "css/portal.css"}  # the portal's own, on every page


@pytest.mark.parametrize("name", ORIGINALS)
def test_an_original_is_what_ours_was_taken_from(name):
    original = next(place / name for place in PLACES if (place / name).exists())
    assert hashlib.sha256(original.read_bytes()).hexdigest()[:16] == ORIGINALS[name]


@pytest.mark.parametrize("name", ORIGINALS)
def test_ours_stands_in_its_place_and_says_from_which_version(name):
    ours = get_template(OURS.get(name, name)).template
    assert Path(ours.origin.name).is_relative_to(settings.BASE_DIR / "templates")
    assert "Django 5.2" in ours.source or "django-simple-history 3" in ours.source


def test_every_template_in_place_of_an_original_is_known():
    mine = {
        str(path.relative_to(settings.BASE_DIR / "templates"))
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
    }
    theirs = {str(path.relative_to(place)) for place in PLACES for path in place.rglob("*.html")}
    own = {"admin/index.html", "admin/base_site.html"}  # they begin anew: the work desk, and base.html
    assert (mine & theirs) - own == set(ORIGINALS) - {"admin/base.html"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["index", "rooms_booking_changelist", "rooms_room_add", "community_notice_add"])
def test_the_styles_of_an_admin_page_weigh_little(client, name):
    log_in(client, StaffFactory())
    page = client.get(reverse(f"admin:{name}")).content.decode()
    sheets = set(re.findall(r'href="[^"]*/(css/[\w-]+\.css)"', page)) - SHARED_SHEETS
    assert "css/admin.css" in sheets
    assert sum((settings.BASE_DIR / "static" / sheet).stat().st_size for sheet in sheets) <= MOST_CSS


def test_nothing_in_the_templates_of_the_admin_is_inline():
    for path in (settings.BASE_DIR / "templates/admin").rglob("*.html"):
        source = path.read_text()
        assert "<style" not in source, path
        assert ' style="' not in source, path
        assert "<script>" not in source, path
        assert "onclick" not in source, path
