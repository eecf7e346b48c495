"""Certificates of practice: confirmed hours, gap-free numbers, and the page that checks them."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from classes import services
from classes.models import Attendance, Enrolment, InterestClass, PracticeCertificate
from community.errors import DomainError
from community.models import Certificate, Message
from community.ranges import today
from community.registers import personal_data
from residents.models import Guardianship, LoginMatch
from tests.factories import StaffFactory, UserFactory, make_class, register_person
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db


def make_practice(**fields):
    return make_class(kind=InterestClass.Kind.HOLIDAY, name="社区小管家", **fields)


def confirm(enrolment, minutes=90, session=None, **fields):
    """That a pupil came, as the leader confirms it."""
    session = session or enrolment.interest_class.sessions.first()
    confirmed = {"mark": "present", "minutes": minutes, "confirmed_at": timezone.now()} | fields
    return Attendance.objects.create(session=session, enrolment=enrolment, **confirmed)


def pupil(made=None, user=None, **hours):
    """A pupil's seat with an hour and a half confirmed."""
    [seat] = services.enrol(interest_class=made or make_practice(), user=user or UserFactory(name="张小雨"))
    confirm(seat, **hours)
    return seat


def issued(**kwargs) -> PracticeCertificate:
    return services.issue_certificate(enrolment=pupil(**kwargs), by=StaffFactory())


def test_confirmed_hours_are_totalled():
    seat = pupil()
    _first, second, third, fourth = seat.interest_class.sessions.all()
    confirm(seat, 60, second)
    confirm(seat, 120, third, confirmed_at=None)
    confirm(seat, 45, fourth)
    services.cancel_session(session=fourth, by=StaffFactory(), reason="下雪")
    certificate = services.issue_certificate(enrolment=seat, by=StaffFactory())
    assert (certificate.sessions, certificate.minutes, certificate.hours) == (2, 150, 2.5)
    assert certificate.holder_name == "张小雨"
    assert "2.5" in Message.objects.get(user=seat.user, kind="class_certificate").subject


def test_ones_own_data_holds_every_figure_of_a_certificate():
    certificate = issued()
    [exported] = personal_data.export_all(certificate.enrolment.user)["classes"]["certificates"]
    assert (exported["number"], exported["sessions"], exported["minutes"]) == (certificate.number, 1, 90)


def test_what_was_done_on_an_earlier_seat_counts():
    seat = pupil()
    services.withdraw(enrolment=seat, by=seat.user)
    [again] = services.enrol(interest_class=seat.interest_class, user=seat.user)
    confirm(again, 30, seat.interest_class.sessions.last())
    assert services.issue_certificate(enrolment=again, by=StaffFactory()).minutes == 120
    refused("valid_already", services.issue_certificate, enrolment=seat, by=StaffFactory())


def test_numbers_follow_one_another_and_are_never_given_twice():
    one, two = issued(), issued()
    year = today().year
    assert [one.number, two.number] == [f"SJ{year}-000001", f"SJ{year}-000002"]
    personal_data.delete_user(user=two.enrolment.user)
    left = Certificate.objects.get(number=two.number)
    assert (left.name, left.salt, left.facts, left.is_valid) == ("", "", {}, True)
    assert not PracticeCertificate.history.filter(id=two.pk).exists()
    assert issued().number == f"SJ{year}-000003"


@pytest.mark.parametrize(
    ("kind", "state", "minutes"),
    [("interest", "open", 60), ("holiday", "cancelled", 60), ("holiday", "open", 0)],
)
def test_no_hours_no_certificate(kind, state, minutes):
    seat = pupil(minutes=minutes)
    InterestClass.objects.update(kind=kind, state=state)
    refused("no_hours", services.issue_certificate, enrolment=seat, by=StaffFactory())


def test_only_staff_issue_and_revoke():
    seat, certificate = pupil(), issued()
    refused("not_allowed", services.issue_certificate, enrolment=seat, by=seat.user)
    refused(
        "not_allowed", services.revoke_certificate, certificate=certificate, by=certificate.enrolment.user, reason="x"
    )


def test_one_valid_certificate_and_a_new_one_after_revoking():
    first = issued()
    again = {"enrolment": first.enrolment, "by": StaffFactory()}
    refused("valid_already", services.issue_certificate, **again)
    refused("reason_needed", services.revoke_certificate, certificate=first, by=StaffFactory(), reason=" ")
    services.revoke_certificate(certificate=first, by=StaffFactory(), reason="学时记错了")
    refused("bad_state", services.revoke_certificate, certificate=first, by=StaffFactory(), reason="学时记错了")
    assert "学时记错了" in Message.objects.get(kind="class_certificate_revoked").body
    assert services.issue_certificate(**again).number.endswith("000002")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_who_issue_at_once_make_one_certificate():
    made = make_practice(capacity=10)
    seats = [pupil(made) for _ in range(3)]
    by, codes = StaffFactory(), []
    together = threading.Barrier(2 * len(seats))

    def issue(seat: Enrolment) -> None:
        together.wait()
        try:
            services.issue_certificate(enrolment=seat, by=by)
        except DomainError as error:
            codes.append(error.code)
        connection.close()

    threads = [threading.Thread(target=issue, args=[seat]) for seat in seats * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == ["valid_already"] * 3
    assert sorted(c.number[-6:] for c in PracticeCertificate.objects.all()) == ["000001", "000002", "000003"]


@pytest.mark.parametrize("name", ["certificate", "certificate_qr"])
def test_the_sheet_is_for_the_pupil_the_teacher_and_staff(client, name):
    teacher = UserFactory()
    certificate = issued(made=make_practice(teacher=teacher))
    address = reverse(name, args=[certificate.number])
    assert client.get(address).url.startswith(reverse("log_in"))
    for reader in (certificate.enrolment.user, teacher, StaffFactory()):
        log_in(client, reader)
        assert client.get(address).status_code == 200
        assert client.post(address).status_code == 405
    log_in(client, UserFactory())
    assert client.get(address).status_code == 404
    assert client.get(reverse(name, args=["SJ2020-999999"])).status_code == 404


def test_guardians_find_their_childs_certificate(client):
    child = register_person("张小雨", birth_date=today() - timedelta(days=4000))
    parents = [UserFactory(), UserFactory()]
    for user in parents:
        person = register_person("张伟", birth_date=today() - timedelta(days=14000))
        LoginMatch.objects.create(user=user, resident=person, name=person.name, state=LoginMatch.State.MATCHED)
        Guardianship.objects.create(guardian=person, child=child, consented_at=timezone.now())
    made = make_practice()
    [seat] = services.enrol(interest_class=made, user=parents[0], joins=False, children=[child])
    confirm(seat)
    number = services.issue_certificate(enrolment=seat, by=StaffFactory()).number
    for user in parents:
        log_in(client, user)
        assert number in client.get(reverse("my_classes")).content.decode()
        assert "张小雨" in client.get(reverse("certificate", args=[number])).content.decode()


def test_anyone_with_the_sheet_can_check_it(client):
    certificate = issued()
    address = certificate.certificate.get_absolute_url()
    response = client.get(address)
    page = response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"
    assert all(word in page for word in (certificate.number, "张**", "1.5", "note success"))
    assert "张小雨" not in page
    services.revoke_certificate(certificate=certificate, by=StaffFactory(), reason="学时记错了")
    page = client.get(address).content.decode()
    assert "note error" in page
    assert "学时记错了" not in page


def test_the_address_on_the_first_papers_still_says_valid(client):
    certificate = issued()
    PracticeCertificate.objects.update(token="an-address-printed-in-2025")
    page = client.get("/classes/certificates/an-address-printed-in-2025/").content.decode()
    assert certificate.number in page
    assert "note success" in page


@pytest.mark.parametrize("token", ["nothing", "x" * 43])
def test_an_unknown_address_is_told_kindly(client, token):
    response = client.get(reverse("check_certificate", args=[token]))
    assert response.status_code == 404
    assert "note warning" in response.content.decode()


@pytest.mark.parametrize("token", ["é", "%2e%2e", "a.b"])
def test_an_address_that_no_certificate_can_have_is_not_found(client, token):
    assert client.get(f"/classes/certificates/{token}/").status_code == 404


def test_the_code_leads_to_the_check_page(client):
    certificate = issued()
    log_in(client, certificate.enrolment.user)
    response = client.get(reverse("certificate_qr", args=[certificate.number]))
    assert response["Content-Type"] == "image/svg+xml"
    assert certificate.number in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_my_certificates_take_few_queries(client, django_assert_num_queries, count):
    user, by = log_in(client, UserFactory()), StaffFactory()
    for _number in range(count):
        services.issue_certificate(enrolment=pupil(user=user), by=by)
    with django_assert_num_queries(11):
        assert client.get(reverse("my_classes")).content.decode().count("SJ") >= count
