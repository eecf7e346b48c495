"""A user's personal data in classes; see `community.registers.personal_data`."""

from typing import Any

from django.db.models import F, Q, QuerySet

from classes import services
from classes.models import Attendance, ClassPost, DrawEntry, Enrolment, PracticeCertificate, Proposal, Rating
from community.certificates.services import make_nameless
from community.models import User
from community.only_added import forget


def export(user: User) -> dict[str, Any]:
    """All enrolments including past ones, attendance, proposals and pledges."""
    enrolments = user.enrolments.values(
        "interest_class__name", "child__name", "state", "allows_photos", "created_at", "changed_at"
    )
    lots = DrawEntry.objects.filter(user=user)
    ratings = Rating.objects.filter(enrolment__user=user)
    issued = PracticeCertificate.objects.filter(enrolment__user=user)
    certificates = issued.values(
        "sessions",
        "minutes",
        **{name: F(f"certificate__{name}") for name in ("number", "name", "issued_at", "revoked_at")},
    )
    attended = _attendances(user).values("session__starts_at", "child__name", "mark", "minutes", "confirmed_at")
    posts = ClassPost.objects.filter(author=user)
    return {
        "enrolments": list(map(dict, enrolments)),
        "attendance": list(map(dict, attended)),
        "posts": list(map(dict, posts.values("interest_class__name", "text", "photo", "created_at"))),
        "proposals": list(map(dict, user.proposals.values("name", "about", "state", "created_at"))),
        "lots": list(map(dict, lots.values("draw__interest_class__name", "number", "seats", "weight", "won"))),
        "ratings": list(
            map(dict, ratings.values("enrolment__interest_class__name", "stars", "again", "comment", "created_at"))
        ),
        "certificates": list(map(dict, certificates)),
        "pledges": list(map(dict, user.pledges.values("proposal__name", "hours", "created_at"))),
    }


def _forget_practice(enrolments: list[int]) -> None:
    """Delete name and figures; the number, kind, date and printed address of a certificate stay."""
    certified = PracticeCertificate.objects.filter(enrolment__in=enrolments)
    make_nameless(certificates=[each.certificate for each in certified.select_related("certificate")], with_facts=True)
    gone = list(certified.values_list("pk", flat=True))
    certified.update(enrolment=None, sessions=None, minutes=None)
    forget(PracticeCertificate.history.filter(id__in=gone))


def _attendances(user: User) -> QuerySet[Attendance]:
    return Attendance.objects.filter(Q(user=user) | Q(enrolment__user=user))


def erase(user: User) -> None:
    """Give seats back, which promotes the next in line; then delete enrolments, proposals and their history."""
    for enrolment in Enrolment.objects.active().of(user).select_related("interest_class", "user"):
        services.withdraw(enrolment=enrolment, by=user)
    for proposal in Proposal.objects.public().filter(proposer=user):
        services.withdraw_proposal(proposal=proposal, by=user)
    for post in ClassPost.objects.filter(author=user):
        services.delete_post(post=post, by=user)
    for proposal in Proposal.objects.public().filter(pledges__user=user):
        services.take_back_pledge(proposal=proposal, user=user)
    user.pledges.all().delete()
    user.proposals.all().delete()
    enrolments = list(user.enrolments.values_list("pk", flat=True))
    gone = list(_attendances(user).values_list("pk", flat=True))
    _forget_practice(enrolments)
    user.guest_seats.all().delete()
    user.enrolments.all().delete()
    forget(Attendance.history.filter(id__in=gone))
    # Last, because deleting writes history as well.
    forget(Enrolment.history.filter(user_id=user.pk))
    forget(Proposal.history.filter(proposer_id=user.pk))
    user.taught.update(teacher=None)
