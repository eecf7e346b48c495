"""Every template compiles, also one that no test renders."""

from django.conf import settings
from django.template.loader import get_template


def test_every_template_compiles():
    folder = settings.BASE_DIR / "templates"
    for path in folder.rglob("*.html"):
        get_template(str(path.relative_to(folder)))
