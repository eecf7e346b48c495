"""The official seal in the admin, only for those in charge of it."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.admin_base import PortalAdmin
from community.admin_tools import apply_to_each
from community.certificates import sealing
from community.certificates.seals import OfficialSeal
from community.models import User


class SealForm(forms.ModelForm):
    """An image of the seal, and the words in it."""

    class Meta:
        model = OfficialSeal
        fields = ["words", "image"]
        help_texts = {
            "words": _("For example 某某社区党群服务中心."),
            "image": _(
                "Square, at least 300 pixels, preferably PNG without a background. Stored encrypted; nobody else "
                "can see it."
            ),
        }


@admin.register(OfficialSeal)
class OfficialSealAdmin(PortalAdmin):
    """The official seal. A new image replaces the one in use; issued certificates keep theirs."""

    form = SealForm
    fields = ["words", "image"]
    list_display = ["words", "uploaded_at", "uploaded_by", "withdrawn_at", "picture"]
    list_select_related = ["uploaded_by"]
    show_full_result_count = False
    actions = ["withdraw"]

    def _keeps(self, request: HttpRequest) -> bool:
        return request.user.has_perm(sealing.KEEPS)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._keeps(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._keeps(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._keeps(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_keep_permission(self, request: HttpRequest) -> bool:
        return self._keeps(request)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["words", "image"] if obj is None else ["words", "uploaded_at", "uploaded_by", "withdrawn_at", "picture"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [] if obj is None else self.get_fields(request, obj)

    def save_model(self, request: HttpRequest, obj: OfficialSeal, form: Any, change: bool) -> None:
        """Save it through the service, which re-encodes the image."""
        kept = sealing.upload_seal(
            image=form.cleaned_data["image"], words=form.cleaned_data["words"], by=cast(User, request.user)
        )
        obj.pk, obj.image = kept.pk, kept.image

    @admin.action(description=_("Take out of use"), permissions=["keep"])
    def withdraw(self, request: HttpRequest, seals: QuerySet[OfficialSeal]) -> None:
        apply_to_each(request, seals, lambda each, by: sealing.withdraw_seal(seal=each, by=by))

    @admin.display(description=_("picture"))
    def picture(self, seal: OfficialSeal) -> SafeString:
        url = reverse("admin:community_officialseal_image", args=[seal.pk])
        return format_html('<a href="{}">{}</a>', url, _("View it"))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_safe(never_cache(self.show)))
        return [path("<int:pk>/image.png", view, name="community_officialseal_image"), *super().get_urls()]

    def show(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The image, for those in charge of it; each view is recorded."""
        if not self._keeps(request):
            raise PermissionDenied
        seal = get_object_or_404(OfficialSeal, pk=pk)
        self.log_change(request, seal, str(_("Viewed.")))
        return HttpResponse(seal.image_bytes(), content_type="image/png")
