"""Certificate templates in the admin: a new version, a preview, and putting it into use."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from community.certificates import editing
from community.models import CertificateTemplate
from tests.factories import StaffFactory, UserFactory
from tests.steps import log_in

pytestmark = pytest.mark.django_db

LIST, ADD = (f"admin:community_certificatetemplate_{name}" for name in ("changelist", "add"))


def typed(**changes):
    used = editing.template_in_use("practice")
    return {"kind": "practice", **{name: getattr(used, name) for name in CertificateTemplate.LOOKS}, **changes}


def test_a_version_is_written_looked_at_and_used(client):
    staff = log_in(client, StaffFactory())
    assert client.get(reverse(ADD)).status_code == 200
    assert client.post(reverse(ADD), typed(title="实践证明")).status_code == 302
    written = CertificateTemplate.objects.get(title="实践证明")
    assert (written.version, written.approved_at, written.created_by) == (2, None, staff)
    for key in ("usual", "longest", "rarest"):
        preview = reverse("admin:community_certificatetemplate_preview", args=[written.pk, key])
        assert client.get(preview)["Content-Type"] == "image/png"
    client.post(reverse(LIST), {"action": "use", "_selected_action": [written.pk]})
    assert editing.template_in_use("practice") == written


def test_nobody_uses_a_version_without_having_looked_at_it_with_hard_names(client):
    log_in(client, StaffFactory())
    client.post(reverse(ADD), typed(title="实践证明"))
    written = CertificateTemplate.objects.get(title="实践证明")
    use = {"action": "use", "_selected_action": [written.pk]}
    shown = client.post(reverse(LIST), {**use, "rehearse": "1"}).content.decode()
    pictures = re.findall(r'<img src="([^"]+/preview/\w+/)"', shown)
    assert [each.split("/")[-2] for each in pictures] == ["longest", "rarest"]
    for picture in pictures:
        client.post(reverse(LIST), {**use, "sure": "1"})
        assert editing.template_in_use("practice") != written
        client.get(picture)
    colleague = Client()
    log_in(colleague, StaffFactory())
    for name, morsel in client.cookies.items():
        if name.startswith("looked-"):
            colleague.cookies[name] = morsel.value
    colleague.post(reverse(LIST), {**use, "sure": "1"})
    assert editing.template_in_use("practice") != written, "what one saw is not what another one saw"
    client.post(reverse(LIST), {**use, "sure": "1"})
    assert editing.template_in_use("practice") == written


@pytest.mark.parametrize(
    "wrong", [{"words": "凭此领取发票。"}, {"number_line": "无"}, {"words": "{nobody}"}, {"accent": "red"}]
)
def test_a_version_that_must_not_be_is_refused_in_words(client, wrong):
    log_in(client, StaffFactory())
    response = client.post(reverse(ADD), typed(**wrong))
    assert response.status_code in (200, 409, 422)
    assert "error-summary" in response.content.decode()
    assert CertificateTemplate.objects.count() == 1


def test_only_who_looks_after_templates_sees_them(client):
    used = editing.template_in_use("practice")
    log_in(client, UserFactory(is_staff=True))
    preview = reverse("admin:community_certificatetemplate_preview", args=[used.pk, "usual"])
    for address in (preview, reverse(LIST), reverse(ADD)):
        assert client.get(address).status_code == 403
