"""Saving posts and teams; those still needed cannot be retired."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.audit import save_by
from community.errors import Conflict, Invalid
from community.models import User
from volunteers.models import DutyTeam, Post, RosterPattern, Shift
from volunteers.rules.people import require_staff
from volunteers.rules.plans import check_places


def save_post(*, post: Post, by: User) -> Post:
    """Save a post; one taken out of use must have no upcoming shifts.

    Raises not_allowed, minimum, needed_still with `count`.
    """
    require_staff(by)
    check_places(post.minimum, post.places)
    with transaction.atomic():
        if post.pk is not None and not post.is_active:
            _require_unused(Shift.objects.filter(post=post).ahead(timezone.now()).count())
        save_by(post, by)
    return post


def save_team(*, team: DutyTeam, by: User) -> DutyTeam:
    """Save a team; a dissolved one must have no upcoming shifts, and no pattern may use it.

    Raises not_allowed, gone if its leader no longer does duty, needed_still with `count`.
    """
    require_staff(by)
    if team.leader is not None and not team.leader.is_active:
        raise Invalid("gone", _("%(name)s no longer does duty.") % {"name": team.leader.name})
    with transaction.atomic():
        if team.pk is not None and not team.is_active:
            running = RosterPattern.objects.running(timezone.localdate()).filter(teams=team)
            ahead = Shift.objects.filter(team=team).ahead(timezone.now())
            _require_unused(ahead.count() + running.count())
        save_by(team, by)
    return team


def settle_members(*, team: DutyTeam, by: User) -> None:
    """Make sure, after a team's members were chosen, that its leader is one of them. Raises not_allowed."""
    require_staff(by)
    if team.leader is not None:
        team.members.add(team.leader)


def _require_unused(count: int) -> None:
    if count:
        words = ngettext(
            "%(count)d upcoming shift or pattern depends on it. Please end or call it off first.",
            "%(count)d upcoming shifts or patterns depend on it. Please end or call them off first.",
            count,
        )
        raise Conflict("needed_still", words % {"count": count}, count=count)
