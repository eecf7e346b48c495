"""The kernel's search results: notices, certificates, and the admin's own menu."""

from collections.abc import Iterator

from django.contrib import admin
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.certificates.codes import grouped
from community.certificates.models import Certificate
from community.http import UserRequest
from community.models import Notice
from community.registers.finding import MOST, Hit, fits, key_of, likeness_of, looks_like_reference, register
from community.templatetags.dates import day


@register(_("Notices"), icon="bell", permissions=["community.view_notice"], place=60)
def notices(request: UserRequest, words: str) -> Iterator[Hit]:
    """Notices by title, newest first."""
    found = Notice.objects.filter(Q(title__icontains=words) | Q(title_en__icontains=words))
    for notice in found.order_by("-starts_at")[: MOST + 1]:
        url = reverse("admin:community_notice_change", args=[notice.pk])
        yield Hit(str(notice), url, day(notice.starts_at), likeness_of(words, notice.title, notice.title_en))


@register(_("Certificates"), icon="award", permissions=["community.view_certificate"], for_desk=True, place=30)
def certificates(request: UserRequest, words: str) -> Iterator[Hit]:
    """Certificates by number or code; holders are masked as on the public page."""
    if not looks_like_reference(words):
        return
    key = key_of(words).replace("-", "")
    wanted = Q(number__istartswith=words) | Q(code__iexact=key)
    for each in Certificate.objects.filter(wanted)[: MOST + 1]:
        detail = f"{each.of_kind.name} · {each.public_name}"
        likeness = likeness_of(words, each.number, each.code, grouped(each.code))
        yield Hit(each.number, each.get_absolute_url(), detail, likeness)


@register(
    pgettext_lazy("of the admin", "Pages"), icon="list", permissions=["community.view_centre"], for_desk=True, place=70
)
def pages(request: UserRequest, words: str) -> Iterator[Hit]:
    """Lists of the admin that the reader may open, by their names in the menu."""
    if not request.user.is_staff:
        return
    for app in admin.site.get_app_list(request):
        for model in app["models"]:
            name, url = str(model["name"]), model.get("admin_url") or model.get("add_url")
            if url and fits(words, name):
                yield Hit(name, url, str(app["name"]), likeness_of(words, name))
