"""The classes' part of the work desk: today's and upcoming sessions, and plans to approve."""

from collections.abc import Iterator
from datetime import datetime

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from classes import selectors, services
from classes.models import ClassSession, Proposal
from community.http import whole_number
from community.models import User
from community.ranges import DAY, Span, day_span, today
from community.registers import acts
from community.registers.ranks import Rank
from community.registers.workdesk import Act, Row, Section, Task, add_task, register
from community.templatetags.dates import until

COMING_DAYS = 7
MOST_COMING = 12
LOOK, CHANGE = "classes.view_classsession", "classes.change_interestclass"

add_task(
    Task(
        gettext_lazy("Move or cancel a session"),
        "calendar",
        lambda: reverse("admin:classes_classsession_changelist"),
        CHANGE,
        place=30,
    )
)


@register
def sessions(user: User, now: datetime) -> Iterator[Row]:
    """Sessions of today and the coming week, with buttons to move and cancel for those who plan them. Two queries."""
    if not user.has_perm(LOOK):
        return
    day = day_span(today())
    of_today = selectors.sessions_during(day)
    week = selectors.sessions_during(Span(day.end, day.end + COMING_DAYS * DAY))
    coming = week.filter(starts_at__gte=day.end)[:MOST_COMING]
    for section, sessions in ((Section.TODAY, of_today), (Section.COMING, coming)):
        yield from (_row(session, section, user, now) for session in sessions)


def _row(session: ClassSession, section: Section, user: User, now: datetime) -> Row:
    looks = reverse("admin:classes_classsession_change", args=[session.pk])
    return Row(
        section=section,
        key=f"session-{session.pk}",
        title=str(session.interest_class),
        url=looks if user.is_staff else session.interest_class.get_absolute_url(),
        place=str(session.reservation.room),
        details=[session.interest_class.teacher_name],
        span=session.span,
        at=session.starts_at,
        icon="school",
        rank=Rank.DONE if session.ends_at <= now else Rank.USUAL,
        acts=_changes(session) if user.has_perm(CHANGE) and user.is_staff and session.ends_at > now else (),
    )


def _changes(session: ClassSession) -> list[Act]:
    move = reverse("admin:classes_session_move", args=[session.pk])
    cancel = reverse("admin:classes_session_cancel", args=[session.pk])
    return [
        Act(pgettext("a session", "Move"), move, "calendar-event", is_page=True),
        Act(pgettext("a session", "Cancel …"), cancel, is_page=True),
    ]


def _plans(count: int) -> str:
    return ngettext(
        "%(count)d class proposed by neighbours is waiting for your approval.",
        "%(count)d classes proposed by neighbours are waiting for your approval.",
        count,
    ) % {"count": count}


@register
def proposals(user: User, now: datetime) -> Iterator[Row]:
    """Proposals with a plan, which wait for approval; one query."""
    if not (user.has_perm("classes.view_proposal") and user.is_staff):
        return
    decides = user.has_perm(CHANGE)
    planned = Proposal.objects.filter(state=Proposal.State.PLANNED).select_related("interest_class__room", "proposer")
    for proposal in planned.with_pledges():
        plan = proposal.interest_class
        yield Row(
            section=Section.DECISIONS,
            key=f"proposal-{proposal.pk}",
            title=proposal.name,
            url=reverse("admin:classes_proposal_change", args=[proposal.pk]),
            place=str(plan.room) if plan else "",
            details=[
                ngettext("%(people)d neighbour", "%(people)d neighbours", proposal.pledged)
                % {"people": proposal.pledged},
                *([f"{plan.get_weekday_display()} {until(plan.starts, plan.ends)}"] if plan else []),
            ],
            rank=Rank.DUE if proposal.open_until and proposal.open_until <= today() else Rank.USUAL,
            at=proposal.created_at,
            icon="school",
            acts=_answers(proposal) if decides else (),
            says=_plans if decides else None,
        )


def _answers(proposal: Proposal) -> list[Act]:
    decline = Act(
        pgettext("a request", "Decline …"),
        acts.url_of("decline-proposal", proposal.pk),
        asks=_("Reason, shown to the residents"),
    )
    if not proposal.teacher_name:  # a missing teacher is asked for on its page
        return [
            Act(_("Review and approve"), reverse("admin:classes_proposal_change", args=[proposal.pk]), is_page=True),
            decline,
        ]
    approve = Act(pgettext("a request", "Approve"), acts.url_of("approve-proposal", proposal.pk), "check", True)
    return [approve, decline]


def _proposal(key: str) -> Proposal:
    found = Proposal.objects.select_related("interest_class").filter(pk=whole_number(key))
    for proposal in found:
        return proposal
    raise Http404


@acts.register("approve-proposal", permission=CHANGE)
def approve(*, key: str, by: User, reason: str) -> str:
    """Approve a proposal as planned: with the proposed teacher, and the seats of the plan."""
    proposal = _proposal(key)
    plan = proposal.interest_class
    services.approve_proposal(
        proposal=proposal, by=by, teacher_name=proposal.teacher_name, capacity=plan.capacity if plan else 0
    )
    return _("The class is open; those who pledged have their seats.")


@acts.register("decline-proposal", permission=CHANGE)
def decline(*, key: str, by: User, reason: str) -> str:
    """Decline a proposal with the reason, which is sent to everyone who pledged."""
    services.decline_proposal(proposal=_proposal(key), by=by, reason=reason)
    return _("Declined. Everyone who pledged has been told why.")
