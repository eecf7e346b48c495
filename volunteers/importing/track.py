"""Importing charts of duty with `community.workbooks`; the rules are listed in `volunteers.importing`."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.errors import DomainError, Invalid
from community.models import User
from community.ranges import Span, day_span
from community.templatetags.dates import clocks, plain
from community.workbooks import cells as common
from community.workbooks import runs
from community.workbooks.enums import Verdict
from community.workbooks.reading import FORMULA
from community.workbooks.tables import Line
from community.workbooks.tracks import Figure, LineTrack, Taken, Taker
from community.workbooks.words import refuse
from volunteers import services
from volunteers.enums import PromiseState
from volunteers.importing import cells, words
from volunteers.importing.charts import ROSTER, Chart
from volunteers.models import Assignment, DutyTeam, Post, RosterImport, Shift, Volunteer
from volunteers.rules.plans import span_of
from volunteers.services.locking import lock


class RosterTrack(LineTrack):
    """The import of who is on duty when."""

    slug = "volunteers.roster"
    label = RosterImport.Kind.ROSTER.label
    vocabulary = ROSTER
    about = gettext_lazy("shift")
    most = 3000  # names: two months of a large community
    repairs, problems, changes = words.REPAIRS, words.PROBLEMS, words.CHANGES

    def may(self, user: User) -> bool:
        """Only those who plan duty."""
        return user.has_perm("volunteers.run_duty")

    def tables(self, run: Any) -> Chart:
        posts = [name for post in Post.objects.all() for name in (post.name, post.name_en) if name]
        return Chart(runs.content_of(run), first=run.first_day, posts=posts, **self.how_to_read(run))

    def taker(self, *, run: RosterImport, by: User | None) -> Taker:
        return _Taker(run, by, list(self.tables(run).lines())).take

    def figures(self, run: Any) -> list[Figure]:
        return [Figure(_("Past days, skipped"), run.totals["left_out"])]

    def take_back(self, *, run: Any, made: list[dict[str, Any]], by: User | None) -> None:
        """Release the people whom the chart added, and call off the shifts that it added."""
        promised = {each["promise"]: each["revision"] for each in made if "promise" in each}
        added = [each["shift"] for each in made if "shift" in each]
        rows = Assignment.objects.filter(pk__in=promised)
        pairs = list(rows.values_list("volunteer_id", "shift_id"))
        lock([volunteer for volunteer, _shift in pairs], [*added, *(shift for _volunteer, shift in pairs)])
        promises = list(rows.select_related("shift__post", "shift__team__leader", "volunteer__user"))
        changed = [each for each in promises if not _is_as_made(each, promised[each.pk])]
        others = Assignment.objects.filter(shift__in=added).exclude(pk__in=promised)
        newer = others.filter(state__in=[*PromiseState.open(), PromiseState.DONE])
        moved = Shift.objects.filter(pk__in=added).exclude(revision=0)
        count = len(changed) + newer.count() + moved.count()
        if count:
            raise refuse("depended_on", count=count)
        reason = _("The chart was undone.")
        for promise in promises:
            services.let_go(promise=promise, by=by, reason=reason)
        for shift in Shift.objects.filter(pk__in=added).order_by("pk"):
            services.call_off(shift=shift, by=by, reason=reason)


def _is_as_made(promise: Assignment, revision: int) -> bool:
    is_untouched = promise.revision == revision and promise.wants_cover_since is None
    return is_untouched and promise.state == PromiseState.PROMISED and promise.shift.starts_at > timezone.now()


class _Taker:
    """Applies lines one by one; posts, people and shifts are read once, and locked in the usual order."""

    def __init__(self, run: RosterImport, by: User | None, lines: Iterable[Line]) -> None:
        self.run, self.by, self.now = run, by, timezone.now()
        self.posts: dict[str, Post] = {}
        for post in Post.objects.filter(is_active=True):
            for name in filter(None, (post.name, post.name_en)):
                self.posts.setdefault(name, post)
        self.teams = {each.name: each for each in DutyTeam.objects.filter(is_active=True).select_related("leader")}
        self.people: dict[str, list[Volunteer]] = defaultdict(list)
        for volunteer in Volunteer.objects.active().with_person().prefetch_related("teams"):
            self.people[volunteer.name].append(volunteer)
        self.added: set[int] = set()
        self.shifts: dict[tuple[int, date], list[Shift]] = defaultdict(list)
        self._hold(list(lines))

    def _hold(self, lines: list[Line]) -> None:
        """Lock everybody whom the chart names, then the shifts of its posts on its days."""
        days = [line.values["day"] for line in lines if line.values["day"] is not None]
        if not days:
            return
        span = Span(day_span(min(days)).start, day_span(max(days)).end)
        posts = {post.pk for line in lines if (post := self._post(line)) is not None}
        there = Shift.objects.filter(post__in=posts, starts_at__gte=span.start, starts_at__lt=span.end)
        ahead = there.filter(Q(ends_at__gt=self.now))
        named = [each.pk for line in lines for each in self.people.get(_name(line), [])]
        _people, shifts = lock(named, ahead.values_list("pk", flat=True))
        for shift in shifts.values():
            self.shifts[shift.post_id, _day(shift)].append(shift)

    def take(self, line: Line) -> Taken | None:
        """Apply a line; None for a past day."""
        day, read = line.values["day"], common.name(line.values.get("name"))
        has_name = line.values.get("name") is not None
        taken = Taken(Verdict.REFUSED, read.value if has_name else "", repairs=list(read.repairs) if has_name else [])
        if any(value is FORMULA for value in line.values.values()):
            raise Invalid("formula", "")
        if day is None:
            raise Invalid("day_unreadable", "")
        if day_span(day).end <= self.now:
            return None
        if has_name and read.problems:
            raise Invalid(read.problems[0], "")
        post = self._post(line)
        if post is None:
            raise Invalid("post_unknown", "")
        taken.about = f"{post} {day:%m-%d}"
        team = self._team(line, taken)
        try:
            shift = self._shift(line, taken, post, day, team)
            taken.about = f"{post} {day:%m-%d} {plain(clocks(shift.span))}"
            if shift.is_over(self.now):
                return None
            if has_name:
                self._put(taken, shift, self._who(line, read.value, team or shift.team))
            elif taken.verdict != Verdict.NEW:
                taken.verdict = Verdict.UNCHANGED
        except DomainError as error:
            self._forget(post, day, taken)
            said = error.code if error.code in words.PROBLEMS else error.message
            return Taken(Verdict.REFUSED, taken.name, taken.about, repairs=taken.repairs, problems=[said])
        return taken

    def _forget(self, post: Post, day: date, taken: Taken) -> None:
        """Forget a shift that a refused line had added, as it was rolled back."""
        gone = taken.made.get("shift")
        self.added.discard(gone)
        self.shifts[post.pk, day] = [each for each in self.shifts[post.pk, day] if each.pk != gone]

    def _post(self, line: Line) -> Post | None:
        return self.posts.get(common.text(line.values.get("post")))

    def _team(self, line: Line, taken: Taken) -> DutyTeam | None:
        said = common.text(line.values.get("team"))
        team = self.teams.get(said)
        if said and team is None:
            taken.problems.append("team_unknown")
        return team

    def _shift(self, line: Line, taken: Taken, post: Post, day: date, team: DutyTeam | None) -> Shift:
        """The shift to which a line refers, added if necessary."""
        there = self.shifts[post.pk, day]
        span = _span(line, day)
        if span is None:
            taken.repairs.append("hours_from_roster")
            return _only([each for each in there if each.is_open and _is_in_part(each, line)])
        same = next((each for each in there if each.span == span), None)
        if same is not None and not same.is_open:
            raise Invalid("shift_called_off", "")
        if same is not None:
            return same
        if any(each.is_open and each.span.overlaps(span) for each in there):
            raise Invalid("hours_differ", "")
        shift = services.add_shift(post=post, span=span, by=self.by, team=team)
        self.added.add(shift.pk)
        there.append(shift)
        taken.verdict, taken.changes, taken.made = Verdict.NEW, ["shift_added"], {"shift": shift.pk}
        return shift

    def _who(self, line: Line, name: str, team: DutyTeam | None) -> Volunteer:
        found = self.people.get(name, [])
        if len(found) > 1:
            phone = common.phone(line.values.get("phone")).value
            told_apart = [each for each in found if phone and each.phone == phone]
            in_team = [each for each in found if team is not None and team in each.teams.all()]
            found = told_apart or (in_team if len(in_team) == 1 else found)
        if len(found) != 1:
            raise Invalid("name_ambiguous" if found else "not_a_volunteer", "")
        return found[0]

    def _put(self, taken: Taken, shift: Shift, volunteer: Volunteer) -> None:
        """Record the promise, unless there is one; a shift added by this chart gets enough places for all names."""
        taken.fields = {"volunteer": volunteer}
        mine = Assignment.objects.filter(
            shift=shift, volunteer=volunteer, state__in=[*PromiseState.holding(), PromiseState.MISSED]
        )
        if mine.exists():
            taken.verdict = Verdict.NEW if "shift" in taken.made else Verdict.UNCHANGED
            return
        held = Assignment.objects.holding().filter(shift=shift).count()
        if shift.pk in self.added and held >= shift.places:
            services.resize_shift(shift=shift, minimum=shift.minimum, places=held + 1, by=self.by)
            shift.places = held + 1
            taken.changes.append("places_added")
        try:
            promise = services.promise(shift=shift, volunteer=volunteer, by=self.by)
        except DomainError:
            if not self.run.exception:
                raise
            promise = services.promise(shift=shift, volunteer=volunteer, by=self.by, exception=self.run.exception)
            taken.changes.append("exception")
        taken.verdict = Verdict.NEW
        taken.made |= {"promise": promise.pk, "revision": promise.revision}


def _name(line: Line) -> str:
    return str(common.name(line.values.get("name")).value) if line.values.get("name") is not None else ""


def _day(shift: Shift) -> date:
    return timezone.localdate(shift.starts_at, timezone.get_default_timezone())


def _span(line: Line, day: date) -> Span | None:
    """The hours in a line, in one cell or two; None for none, or for a part of the day. Raises hours_unreadable."""
    said = line.values.get("time")
    found = cells.hours(said)
    if found is None:
        start, end = (cells.clock(line.values.get(column)) for column in ("starts", "ends"))
        if (start is None) != (end is None):
            raise Invalid("hours_unreadable", "")
        found = (start, end) if start is not None and end is not None else None
    if found is not None:
        return span_of(day, *found)
    if common.text(said) and cells.part(said) is None:
        raise Invalid("hours_unreadable", "")
    return None


def _is_in_part(shift: Shift, line: Line) -> bool:
    part = cells.part(line.values.get("time"))
    hour = timezone.localtime(shift.starts_at, timezone.get_default_timezone()).hour
    return part is None or part[0] <= hour < part[1]


def _only(shifts: list[Shift]) -> Shift:
    if len(shifts) != 1:
        raise Invalid("time_unclear" if shifts else "no_shift_then", "")
    return shifts[0]
