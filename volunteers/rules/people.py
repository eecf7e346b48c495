"""Who may act for whom."""

from django.utils.translation import gettext as _

from community.errors import Invalid
from community.models import User
from volunteers.models import DutyTeam, Post, Shift, Volunteer


def runs_duty(user: User | None) -> bool:
    """Whether a user plans duty for all: the worker process (None) and staff with the permission."""
    return user is None or user.has_perm("volunteers.run_duty")


def leads(user: User | None, shift: Shift) -> bool:
    """Whether a user is responsible for a shift: as its team's leader, or as staff."""
    return runs_duty(user) or leads_team(user, shift.team)


def leads_post(user: User, post: Post) -> bool:
    """Whether a user leads a team that staffs a post, or is staff."""
    return runs_duty(user) or post.teams.filter(leader__user=user, is_active=True).exists()


def leads_team(user: User | None, team: DutyTeam | None) -> bool:
    """Whether a user is the leader of a team, and so rings its members without being asked why."""
    return user is not None and team is not None and team.leader is not None and team.leader.user_id == user.pk


def require_staff(user: User | None) -> None:
    """Raise not_allowed unless `user` plans duty."""
    if not runs_duty(user):
        raise Invalid("not_allowed", _("Only the centre can do this."))


def require_leader(user: User | None, shift: Shift) -> None:
    """Raise not_allowed unless `user` is responsible for the shift."""
    if not leads(user, shift):
        raise Invalid("not_allowed", _("Only the team's leader or the centre can do this."))


def is_own(user: User | None, volunteer: Volunteer) -> bool:
    """Whether the volunteer belongs to this login."""
    return user is not None and volunteer.user_id == user.pk


def require_own_or_staff(user: User | None, volunteer: Volunteer) -> None:
    """Raise not_yours unless the volunteer belongs to the user, or the user is staff."""
    if not is_own(user, volunteer) and not runs_duty(user):
        raise Invalid("not_yours", _("This belongs to someone else."))
