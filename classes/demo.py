"""The demo community's classes."""

from contextlib import suppress
from datetime import time, timedelta

from classes import services
from classes.models import Attendance, Enrolment, InterestClass, Proposal
from classes.services.sessions import hold_room
from community.demo import sample_photo
from community.enums import Drawing, Weekday
from community.errors import DomainError
from community.models import User
from community.ranges import DAY, Span, at, monday_of, today
from residents.selectors import wards_of
from rooms.models import Room


def load_classes(people: list[User], by: User) -> None:
    """A calligraphy class on Friday afternoons, started by seven neighbours, and a science lesson on Saturday
    mornings.
    """
    rooms = {room.slug: room for room in Room.objects.all()}
    calligraphy = InterestClass(
        name="书法班",
        name_en="Calligraphy",
        about="七位喜欢书法的邻居凑到一起，请了住在本小区的书法家义务教大家。从横平竖直写起，零基础也能来。",
        about_en="Seven neighbours who like calligraphy asked a resident artist to teach. Beginners are welcome.",
        teacher=people[2],
        teacher_name="李建国",
        teacher_photo=sample_photo("teacher"),
        drawing=Drawing.CALLIGRAPHY,
        materials="笔墨纸砚中心都备好了，人来就行。",
        materials_en="Brushes, ink and paper are here; just bring yourself.",
        capacity=12,
        room=rooms["calligraphy"],
        weekday=Weekday.FRIDAY,
        starts=time(14, 30),
        ends=time(16, 30),
        first_day=today() - 14 * DAY,
        last_day=today() + timedelta(weeks=12),
    )
    science = InterestClass(
        kind=InterestClass.Kind.SCIENCE,
        name="科普学堂：自己做望远镜",
        name_en="Science lesson: build a telescope",
        about="用纸筒和镜片做一架望远镜，晴天的晚上一起看月亮。",
        about_en="Build a telescope from a tube and lenses, and look at the moon together.",
        teacher_name="西安科普志愿者",
        drawing=Drawing.TELESCOPE,
        level=InterestClass.Level.BEGINNER,
        capacity=10,
        room=rooms["library"],
        weekday=Weekday.SATURDAY,
        starts=time(10),
        ends=time(11, 30),
        first_day=today(),
        last_day=today() + timedelta(weeks=5),
    )
    for new, members in ((calligraphy, people[1:8]), (science, people[3:6])):
        try:
            services.create_class(new=new, by=by, displace=True)
        except DomainError:
            continue
        for member in members:
            services.enrol(interest_class=new, user=member)
    load_practice(people[0], by, rooms["library"])
    load_past_class(people[:4], by, rooms["cinema"])
    _load_holiday_class(people, by)
    _load_proposal(people)


def load_practice(guardian: User, by: User, room: Room) -> None:
    """Social practice on Sunday mornings: the demo resident's daughter came twice, and has a certificate."""
    practice = InterestClass(
        kind=InterestClass.Kind.HOLIDAY,
        name="图书室小管家",
        drawing=Drawing.LIBRARY,
        name_en="Young librarians",
        about="给图书编号、上架，帮爷爷奶奶找书。每次的时长由带队老师确认，可以打印社会实践证明。",
        about_en="Number and shelve books, and find them for older readers. Confirmed hours go on a certificate.",
        teacher=User.objects.filter(is_staff=True, is_superuser=False).first(),
        teacher_name="何敏",
        minimum_age=8,
        maximum_age=16,
        capacity=8,
        room=room,
        weekday=Weekday.SUNDAY,
        starts=time(9),
        ends=time(11),
        first_day=today(),
        last_day=today() + timedelta(weeks=8),
    )
    try:
        services.create_class(new=practice, by=by, displace=True)
    except DomainError:
        return
    [seat] = services.enrol(interest_class=practice, user=guardian, joins=False, children=wards_of(guardian))
    for ago in (4, 2):
        day = today() - ago * DAY
        # The services only plan ahead, so yesterday's session is inserted directly.
        past = hold_room(practice, room, Span(at(day, time(16)), at(day, time(18))), by)
        services.mark_member(session=past, enrolment=seat, mark=Attendance.Mark.PRESENT, by=by)
        services.confirm_hours(session=past, by=by)
    services.issue_certificate(enrolment=seat, by=by)


def load_past_class(members: list[User], by: User, room: Room) -> None:
    """A class that ended yesterday; its members may rate it, and some have."""
    day = today() - DAY
    photography = InterestClass.objects.create(
        name="手机摄影班",
        name_en="Phone photography",
        about="两次课学会用手机拍好家人和小区。",
        about_en="Two lessons, and your phone takes good pictures of family and neighbourhood.",
        teacher_name="杨帆",
        drawing=Drawing.PHONE,
        capacity=10,
        room=room,
        weekday=day.weekday(),
        starts=time(19),
        ends=time(20),
        first_day=day - 7 * DAY,
        last_day=day,
        created_by=by,
    )
    # The services only plan ahead, so past sessions are inserted directly.
    hold_room(photography, room, Span(at(day, time(19)), at(day, time(20))), by)
    words = ["", "老师很有耐心，一步一步教，我现在会给孙子拍照了。", "希望下次时间能再长一点。", ""]
    for place, (user, comment) in enumerate(zip(members, words, strict=True), start=1):
        seat = Enrolment.objects.create(
            interest_class=photography, user=user, place=place, state=Enrolment.State.ENROLLED
        )
        if comment:
            services.rate_class(enrolment=seat, stars=5, again=True, comment=comment, by=user)
    services.ask_for_ratings()


def _load_holiday_class(people: list[User], by: User) -> None:
    """A winter holiday programme whose few seats are drawn."""
    monday = monday_of(today()) + timedelta(weeks=2)
    programme = InterestClass(
        kind=InterestClass.Kind.HOLIDAY,
        name="冬日绘本剧社",
        name_en="Winter picture-book theatre",
        about="排一出绘本剧，演给弟弟妹妹看，记社会实践时长。",
        drawing=Drawing.THEATRE,
        about_en="Put a picture book on stage for the little ones; the hours count as holiday social practice.",
        teacher=people[2],
        teacher_name="李建国",
        minimum_age=7,
        maximum_age=16,
        takes_photos=True,
        capacity=6,
        room=Room.objects.get(slug="library"),
        weekday=Weekday.SUNDAY,
        starts=time(14),
        ends=time(15, 30),
        first_day=monday,
        last_day=monday + timedelta(weeks=8),
    )
    with suppress(DomainError):
        services.create_class(new=programme, by=by, displace=True, draw_closes_at=at(today() + 3 * DAY, time(18)))


def _load_proposal(people: list[User]) -> None:
    """A proposal that is still looking for neighbours."""
    tuesday_at_9 = 24 + 9
    wish = services.propose(
        new=Proposal(
            name="太极扇",
            about="早上活动活动筋骨，零基础也能学。人够了请中心帮忙找位老师。",
            needed=7,
            minutes=Proposal.Length.HOUR,
        ),
        hours=[tuesday_at_9, tuesday_at_9 + 1, tuesday_at_9 + 48],
        by=people[3],
    )
    for number, neighbour in enumerate(people[4:7]):
        services.pledge(proposal=wish, user=neighbour, hours=[tuesday_at_9, tuesday_at_9 + 24 * number])
