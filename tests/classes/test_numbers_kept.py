"""Numbers and addresses that were printed before the kernel kept certificates."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from classes import services
from classes.models import Attendance, PracticeCertificate
from community.models import Certificate
from tests.factories import StaffFactory, UserFactory, make_class

BEFORE = [("classes", "0008_only_added")]


def migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


@pytest.fixture
def _at_head_again():
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_at_head_again")
def test_what_was_printed_before_still_checks_out(client):
    made, by = make_class(kind="holiday", name="社区小管家", capacity=5), StaffFactory()
    seats = [services.enrol(interest_class=made, user=UserFactory(name=name))[0] for name in ("张小雨", "王小明")]
    for seat in seats:
        session = made.sessions.first()
        Attendance.objects.create(
            session=session, enrolment=seat, mark="present", minutes=90, confirmed_at=timezone.now()
        )
        services.issue_certificate(enrolment=seat, by=by)
    numbers = list(Certificate.objects.order_by("number").values_list("number", flat=True))

    old = migrate(BEFORE).get_model("classes", "PracticeCertificate")
    assert sorted(old.objects.values_list("number", flat=True)) == numbers
    printed = old.objects.get(number=numbers[0])
    old.objects.get(number=numbers[1]).delete()  # as erasing did then: only the history kept the number
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE community_certificate, community_certificatecounter CASCADE")
        cursor.execute(
            "INSERT INTO classes_historicalpracticecertificate (id, number, holder_name, sessions, minutes, issued_at, "
            "revoke_reason, enrolment_id, history_date, history_type) "
            "SELECT 99, %s, '', 1, 90, now(), '', 0, now(), '+'",
            [numbers[1]],
        )

    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    page = client.get(f"/classes/certificates/{printed.token}/").content.decode()
    assert numbers[0] in page
    assert "note success" in page
    gone = Certificate.objects.get(number=numbers[1])
    assert (gone.name, gone.is_valid) == ("", True)
    services.revoke_certificate(certificate=PracticeCertificate.objects.get(), by=by, reason="重发")
    assert services.issue_certificate(enrolment=seats[0], by=by).number.endswith("000003")
