"""Certificate templates in the admin: write the next version, preview it with difficult names, and put it into use."""

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from community.admin_base import PortalAdmin
from community.admin_tools import apply_to_each, is_rehearsal
from community.certificates import editing
from community.certificates.faces import paper
from community.certificates.faces.design import Design
from community.certificates.faces.printing import LONGEST, RAREST, sample
from community.certificates.kinds import all_kinds, kind_of
from community.certificates.templates import CertificateTemplate
from community.errors import DomainError
from community.forms import offer
from community.models import User

SAMPLES = {
    "usual": ("王秀兰", _("a usual name")),
    "longest": (LONGEST, _("the longest")),
    "rarest": (RAREST, _("rare")),
}


class LookedAt:
    """Records which names a version was previewed with: in a signed cookie, because the pictures load in parallel."""

    LASTS = 86_400  # seconds

    def __init__(self, request: HttpRequest, template: int, key: str) -> None:
        self._request, self._name = request, f"looked-{template}-{key}"
        self._salt = f"community.certificates.looked {request.user.pk}"

    @property
    def is_noted(self) -> bool:
        return bool(self._request.get_signed_cookie(self._name, "", salt=self._salt, max_age=self.LASTS))

    def note(self, response: HttpResponse) -> None:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_signed_cookie(
            self._name, "1", salt=self._salt, max_age=self.LASTS, secure=secure, httponly=True, samesite="Lax"
        )


class TemplateForm(forms.ModelForm):
    """The next version of a kind's template, pre-filled with the current one."""

    kind = forms.ChoiceField(label=_("kind"))

    class Meta:
        model = CertificateTemplate
        fields = [*CertificateTemplate.LOOKS]
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            offer(self, "kind", [(kind.key, kind.name) for kind in all_kinds()])


class KindFilter(admin.AllValuesFieldListFilter):
    """Filter by the kinds of certificate that have templates."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        names: dict[str, Any] = {each.key: each.name for each in all_kinds()}
        for choice in super().choices(changelist):
            yield choice | {"display": names.get(str(choice["display"]), choice["display"])}


@admin.register(CertificateTemplate)
class CertificateTemplateAdmin(PortalAdmin):
    """Certificate templates. A version never changes once written; it is superseded by a newer one."""

    form = TemplateForm
    fields = ["kind", *CertificateTemplate.LOOKS]
    list_display = ["title", "of_kind", "version", "layout", "approved_at", "previews"]
    list_filter = [("kind", KindFilter), "layout"]
    show_full_result_count = False
    actions = ["use"]
    row_actions = {"use": lambda template: template.approved_at is None}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("community.change_certificatetemplate")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_use_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("community.change_certificatetemplate")

    def get_fields(self, request: HttpRequest, obj: CertificateTemplate | None = None) -> Any:
        """The kind can be chosen only when adding; afterwards its name is shown."""
        fields = list(super().get_fields(request, obj))
        return ["of_kind" if each == "kind" and obj else each for each in fields]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Pre-fill a new version with the template in use."""
        kind = request.GET.get("kind", "")
        if kind not in {each.key for each in all_kinds()}:
            kind = all_kinds()[-1].key
        used = editing.template_in_use(kind)
        return {"kind": kind, **{name: getattr(used, name) for name in CertificateTemplate.LOOKS}}

    def save_model(self, request: HttpRequest, obj: CertificateTemplate, form: Any, change: bool) -> None:
        """Save the version through the service, which first tests it with difficult names."""
        design = Design(**{name: form.cleaned_data[name] for name in CertificateTemplate.LOOKS})
        written = editing.write_template(kind=form.cleaned_data["kind"], design=design, by=cast(User, request.user))
        obj.pk, obj.version, obj.kind = written.pk, written.version, written.kind

    @admin.action(description=_("Use this version from now on"), permissions=["use"])
    def use(self, request: HttpRequest, templates: QuerySet[CertificateTemplate]) -> None:
        """Put a version into use after it was previewed with difficult names, which each picture's response records."""
        must_be_seen = sorted(editing.MUST_BE_SEEN)

        def looked_at(template: CertificateTemplate) -> list[str]:
            if is_rehearsal(request):  # its page shows them
                return must_be_seen
            return [key for key in must_be_seen if LookedAt(request, template.pk, key).is_noted]

        def pictures(template: CertificateTemplate) -> list[tuple[str, str | Promise]]:
            return [(self._address(template, key), SAMPLES[key][1]) for key in must_be_seen]

        apply_to_each(
            request,
            templates,
            lambda each, by: editing.use_template(template=each, by=by, looked_at=looked_at(each)),
            pictures=pictures,
        )

    @admin.display(description=_("kind"), ordering="kind")
    def of_kind(self, template: CertificateTemplate) -> str:
        return str(kind_of(template.kind).name)

    @admin.display(description=_("preview with"))
    def previews(self, template: CertificateTemplate) -> SafeString:
        links = ((self._address(template, key), label) for key, (_name, label) in SAMPLES.items())
        return format_html("<span>{}</span>", format_html_join(" · ", '<a href="{}">{}</a>', links))

    def _address(self, template: CertificateTemplate, key: str) -> str:
        return reverse("admin:community_certificatetemplate_preview", args=[template.pk, key])

    def get_urls(self) -> list[URLPattern]:
        preview = path(
            "<int:pk>/preview/<slug:key>/",
            self.admin_site.admin_view(self.preview),
            name="community_certificatetemplate_preview",
        )
        return [preview, *super().get_urls()]

    def preview(self, request: HttpRequest, pk: int, key: str) -> HttpResponse:
        """A preview of the face with a made-up name, as PNG."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        template = CertificateTemplate.objects.filter(pk=pk).first()
        if template is None or key not in SAMPLES:
            raise Http404
        try:
            image = sample(kind_of(template.kind), template.design, SAMPLES[key][0])
        except DomainError as error:
            return HttpResponse(error.message, content_type="text/plain; charset=utf-8", status=error.status)
        response = HttpResponse(paper.png(image), content_type="image/png")
        LookedAt(request, pk, key).note(response)
        return response
