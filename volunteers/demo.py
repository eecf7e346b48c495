"""The demo community's duty: a plausible fortnight at four posts."""

from contextlib import suppress
from datetime import time, timedelta

from django.utils import timezone

from community.errors import DomainError
from community.models import User
from community.ranges import DAY, at, today
from volunteers import services
from volunteers.enums import PromiseState, ServiceKind, Source
from volunteers.models import (
    Assignment,
    DutyRules,
    DutyTeam,
    Handover,
    OpenItem,
    Post,
    PostThing,
    Presence,
    RosterPattern,
    Shift,
    Skill,
    Volunteer,
)

POSTS = [
    {
        "slug": "workstation",
        "kind": Post.Kind.WORKSTATION,
        "name": "小区工作站",
        "name_en": "Compound workstation",
        "place": "3号楼一层",
        "place_en": "Building 3, ground floor",
        "what_to_do": "接待来办事的邻居，能办的当场办，不能办的记下来。\n电话响三声内接。离开前清点钥匙。",
        "what_to_do_en": "Receive neighbours; settle what you can, write down the rest. Count the keys before you go.",
        "has_screen": True,
    },
    {
        "slug": "east-gate",
        "kind": Post.Kind.GATE,
        "name": "东门",
        "name_en": "East gate",
        "place": "小区东门岗亭",
        "place_en": "The booth at the east gate",
        "what_to_do": "引导车辆，帮老人和推车的邻居开门。有陌生访客请登记。",
        "what_to_do_en": "Guide cars, hold the gate for older neighbours and prams, register visitors.",
        "service": ServiceKind.ORDER,
        "is_outdoors": True,
    },
    {
        "slug": "evening-round",
        "kind": Post.Kind.ROUND,
        "name": "晚间巡逻",
        "name_en": "Evening round",
        "place": "从工作站出发",
        "place_en": "Starts at the workstation",
        "what_to_do": "两人一组，沿消防通道走一圈，看灯、看门、看电动车。",
        "what_to_do_en": "In pairs along the fire lanes: lamps, doors, electric bicycles.",
        "service": ServiceKind.ORDER,
        "is_outdoors": True,
        "minimum": 2,
        "places": 3,
    },
    {
        "slug": "on-call",
        "kind": Post.Kind.ON_CALL,
        "name": "待命",
        "name_en": "On call",
        "place": "电话",
        "place_en": "By telephone",
        "what_to_do": "哪个岗临时缺人，就去顶上。",
        "what_to_do_en": "Step in wherever somebody is missing.",
        "places": 1,
    },
]


def load_duty(people: list[User], by: User) -> None:
    """Two teams of workers and residents, four posts, patterns for eight weeks, and the records of the last days."""
    DutyRules.objects.create(
        version=1,
        since=today() - 365 * DAY,
        text="答应的班次准时到；来不了，早点说，好让邻居顶上。\n值班时看到的、听到的，不外传。\n安全第一，危险的事先打电话。",
        text_en="Be on time; say early if you cannot come. Keep to yourself what you see and hear. Safety first.",
    )
    first_aid = Skill.objects.create(slug="first-aid", name="急救", name_en="First aid")
    desk = User.objects.get(phone="13800000002")
    everybody = [services.join(user=each, by=each, rules_version=1) for each in people[:9]]
    worker = services.join(user=desk, by=by, rules_version=1, is_worker=True)
    everybody[0].is_public = everybody[1].is_public = worker.is_public = True
    for each in (everybody[0], everybody[1], worker):
        services.save_volunteer(volunteer=each, by=by, skills=[first_aid])
    posts = {each["slug"]: Post.objects.create(position=place, **each) for place, each in enumerate(POSTS)}
    PostThing.objects.create(post=posts["workstation"], name="门钥匙", number=3)
    PostThing.objects.create(post=posts["workstation"], name="对讲机", number=2)
    teams = [_team("第一值班小组", worker, everybody[:5]), _team("第二值班小组", everybody[1], everybody[4:9])]
    for post in posts.values():
        post.teams.set(teams)
    days = list(range(7))
    _pattern(posts["workstation"], teams, by, days, time(8, 30), time(11, 30))
    _pattern(posts["workstation"], teams, by, days, time(14, 30), time(17, 30))
    _pattern(posts["east-gate"], teams, by, days, time(7, 30), time(9))
    _pattern(posts["evening-round"], teams, by, days, time(19, 30), time(21))
    _pattern(posts["on-call"], teams, by, days, time(7), time(22))
    _fill(everybody, by)
    _past(posts["workstation"], everybody, teams[0], by)


def _team(name: str, leader: Volunteer, members: list[Volunteer]) -> DutyTeam:
    team = DutyTeam.objects.create(name=name, leader=leader)
    team.members.set({leader, *members})
    return team


def _pattern(post: Post, teams: list[DutyTeam], by: User, weekdays: list[int], starts: time, ends: time) -> None:
    new = RosterPattern(
        post=post,
        weekdays=weekdays,
        starts=starts,
        ends=ends,
        first_day=today() - 14 * DAY,
        minimum=post.minimum,
        places=post.places,
        on_holiday=RosterPattern.OnHoliday.SUNDAY,
    )
    services.create_pattern(new=new, teams=teams, by=by)


def _fill(everybody: list[Volunteer], by: User) -> None:
    """Fill most shifts of ten days; every fifth lacks someone."""
    shifts = Shift.objects.ahead(timezone.now()).filter(starts_at__lt=at(today() + 10 * DAY, time.min))
    for number, shift in enumerate(shifts.select_related("post", "team__leader")):
        wanted = max(shift.minimum - (number % 5 == 4), 0)
        for offset in range(wanted):
            with suppress(DomainError):
                volunteer = everybody[(number * 2 + offset) % len(everybody)]
                services.promise(shift=shift, volunteer=volunteer, by=volunteer.user or by)


def _past(post: Post, everybody: list[Volunteer], team: DutyTeam, by: User) -> None:
    """Three past mornings, the latest not handed over yet; inserted directly, because the services only plan ahead."""
    for ago in (3, 2, 1):
        start = at(today() - ago * DAY, time(8, 30))
        end = start + timedelta(hours=3)
        shift = Shift.objects.create(
            post=post, team=team, date=start.date(), starts_at=start, ends_at=end, minimum=1, places=2, is_by_hand=True
        )
        mine, other = everybody[0], everybody[ago + 1]
        for volunteer in (mine, other):
            promise = Assignment.objects.create(
                shift=shift, volunteer=volunteer, state=PromiseState.DONE, during=shift.span.range
            )
            Presence.objects.create(assignment=promise, source=Source.SCREEN, at=start)
            if ago > 1:
                services.confirm_hours(promise=promise, by=by)
        items = ["3单元的门禁刷不开，等师傅来"] if ago == 2 else []
        if mine.user is None or other.user is None:
            continue
        written = Handover.objects.create(
            shift=shift,
            post=post,
            happened="上午来了十一位邻居，问得最多的是供暖。",
            outgoing=mine.user,
            outgoing_at=end,
            **({"incoming": by, "incoming_at": end + timedelta(minutes=5)} if ago > 1 else {}),
        )
        for text in items:
            OpenItem.objects.create(post=post, handover=written, text=text, opened_by=mine.user, opened_at=end)
