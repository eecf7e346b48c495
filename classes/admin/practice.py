"""Practice certificates and ratings in the admin; read-only, except that the service can revoke certificates."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from classes import services
from classes.models import InterestClass, PracticeCertificate, Rating
from community.admin_base import PortalAdmin
from community.admin_filters import PastDayFilter, either
from community.admin_tools import LookOnly, ask_reason
from community.admin_words import NOTHING
from community.models import User
from community.names import are_names_masked, shown_name
from community.templatetags.dates import near_moment


@admin.register(PracticeCertificate)
class PracticeCertificateAdmin(LookOnly, PortalAdmin):
    """Certificates are issued by an action on enrolments; here they are found, printed and revoked."""

    list_display = ["number", "holder_name", "interest_class", "hours", "issued", "revoked", "sheet"]
    list_filter = [
        ("certificate__revoked_at", either(_("valid"), pgettext_lazy("state", "revoked"))),
        "enrolment__interest_class",
    ]
    list_select_related = ["certificate", "enrolment__interest_class"]
    search_fields = ["certificate__number", "certificate__name"]
    date_hierarchy = "certificate__issued_at"
    show_full_result_count = False
    actions = ["revoke"]
    row_actions = {"revoke": lambda certificate: certificate.revoked_at is None}
    day_filter = PastDayFilter
    fields = [
        "number",
        "holder_name",
        "interest_class",
        ("hours", "sessions"),
        ("issued", "issued_by"),
        ("revoked", "revoked_by", "reason"),
        "sheet",
    ]

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("classes.view_practicecertificate")

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("classes.change_practicecertificate")

    @admin.display(description=_("class"))
    def interest_class(self, certificate: PracticeCertificate) -> InterestClass | None:
        return certificate.enrolment.interest_class if certificate.enrolment else None

    @admin.display(description=_("number"), ordering="certificate__number")
    def number(self, certificate: PracticeCertificate) -> str:
        return certificate.number

    @admin.display(description=pgettext_lazy("person", "name"))
    def holder_name(self, certificate: PracticeCertificate) -> str:
        return shown_name(certificate.holder_name)

    @admin.display(description=_("issued"), ordering="certificate__issued_at")
    def issued(self, certificate: PracticeCertificate) -> str:
        return near_moment(certificate.issued_at)

    @admin.display(description=_("issued by"))
    def issued_by(self, certificate: PracticeCertificate) -> User | None:
        return certificate.certificate.issued_by

    @admin.display(description=_("revoked"), ordering="certificate__revoked_at")
    def revoked(self, certificate: PracticeCertificate) -> str:
        return near_moment(certificate.revoked_at) if certificate.revoked_at else ""

    @admin.display(description=_("revoked by"))
    def revoked_by(self, certificate: PracticeCertificate) -> User | None:
        return certificate.certificate.revoked_by

    @admin.display(description=_("why it was revoked"))
    def reason(self, certificate: PracticeCertificate) -> str:
        return certificate.certificate.reason

    @admin.display(description=_("hours of practice"), ordering="minutes")
    def hours(self, certificate: PracticeCertificate) -> float:
        return certificate.hours

    @admin.display(description=pgettext_lazy("certificate", "sheet"))
    def sheet(self, certificate: PracticeCertificate) -> SafeString | str:
        """The paper, which bears the name."""
        if are_names_masked():
            return NOTHING
        return format_html('<a href="{}">{}</a>', reverse("certificate", args=[certificate.number]), _("Print"))

    @admin.action(description=_("Revoke …"), permissions=["revoke"])
    def revoke(self, request: HttpRequest, certificates: QuerySet[PracticeCertificate]) -> HttpResponse | None:
        return ask_reason(
            self,
            request,
            certificates,
            question=_("Revoke these certificates?"),
            change=lambda each, reason, by: services.revoke_certificate(certificate=each, by=by, reason=reason),
        )


@admin.register(Rating)
class RatingAdmin(LookOnly, PortalAdmin):
    """Members' ratings, without their authors."""

    list_display = ["interest_class", "stars", "again", "comment"]
    list_filter = ["stars", "again", "enrolment__interest_class"]
    list_select_related = ["enrolment__interest_class"]
    list_display_links = None
    ordering = ["enrolment__interest_class", "-stars", "comment"]
    show_full_result_count = False
    fields = ["interest_class", "stars", "again", "comment"]

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("classes.view_rating")

    @admin.display(description=_("class"))
    def interest_class(self, rating: Rating) -> InterestClass:
        return rating.enrolment.interest_class
