"""Demo data: rooms, and a week of bookings made through the services."""

from dataclasses import dataclass
from datetime import time, timedelta

from django.utils import timezone

from community.demo import sample_photo
from community.errors import DomainError
from community.models import User
from community.ranges import DAY, Span, at, today
from rooms import services
from rooms.enums import BookingState
from rooms.models import Booking, BookingPolicy, HeadCount, OpeningSpan, Reservation, Room, RoomKind
from rooms.rules.availability import places_held
from rooms.rules.hours import opening_spans
from rooms.services import ledger

CENTRE_HOURS = (time(8, 30), time(21))
AFTERNOON = (time(14), time(18))


@dataclass(frozen=True)
class DemoRoom:
    """The properties in which the demo rooms differ."""

    slug: str
    name: str
    name_en: str
    floor: int
    capacity: int
    mode: str
    description: str
    description_en: str
    equipment: str
    equipment_en: str
    house_rules: str
    house_rules_en: str
    extra: dict[str, object]


DOING = {
    "calligraphy": ("练字", "practising calligraphy"),
    "music": ("弹琴", "making music"),
    "gym": ("锻炼", "working out"),
    "cinema": ("看电影", "watching a film"),
    "library": ("看书", "reading"),
    "children": ("玩", "playing"),
}
PHOTOGRAPHED = ("calligraphy", "music", "library")
ROOMS = [
    DemoRoom(
        "calligraphy", "书画室", "Calligraphy and painting", 2, 12, Room.Mode.PLACES,
        "朝南的大桌子，光线好，墨香常在。", "South-facing tables, good light, and the scent of ink.",
        "毛毡书桌12张\n笔墨纸砚\n晾画架", "12 felt-covered tables\nBrushes, ink and paper\nDrying rack",
        "用完请洗笔，桌面擦干净再走。", "Please wash the brushes and wipe the table before you leave.",
        {"max_minutes": 180},
    ),
    DemoRoom(
        "music", "乐器室", "Music room", 2, 6, Room.Mode.WHOLE,
        "隔音的小琴房，有古筝和电钢琴，也欢迎自带乐器。",
        "A small soundproof room with a guzheng and a digital piano; bring your own instrument, too.",
        "古筝\n电钢琴\n谱架6个", "Guzheng\nDigital piano\n6 music stands",
        "请关好门窗，晚上八点半后请小声一些。", "Keep doors and windows shut; softer after 20:30, please.",
        {"buffer_minutes": 0},
    ),
    DemoRoom(
        "gym", "健身房", "Gym", 1, 15, Room.Mode.WALK_IN,
        "器材由居民和中心一起添置，随到随练。", "Equipment given by residents and the centre; just walk in.",
        "跑步机4台\n动感单车3台\n哑铃区", "4 treadmills\n3 exercise bikes\nDumbbells",
        "请穿运动鞋，16岁以下请家长陪同。", "Sports shoes, please; under 16 with a parent.",
        {"minimum_age": 0},
    ),
    DemoRoom(
        "cinema", "观影室", "Cinema room", 2, 30, Room.Mode.WHOLE,
        "三十个座位，投影和音响，适合放电影、开分享会。", "Thirty seats, projector and sound, for films and talks.",
        "投影仪\n音响\n无线话筒2支", "Projector\nSound system\n2 wireless microphones",
        "请勿带有气味的食物。放映请注意版权。", "No strong-smelling food. Mind the rights of what you show.",
        {"needs_approval": True, "min_minutes": 60, "max_minutes": 180, "buffer_minutes": 30, "advance_days": 30},
    ),
    DemoRoom(
        "library", "图书室", "Library", 1, 20, Room.Mode.PLACES,
        "三千多册图书，安静的座位，可以约一个位置自习。", "Over three thousand books and quiet seats for study.",
        "阅读桌\n台灯\n饮水机", "Reading tables\nLamps\nDrinking water",
        "请保持安静，手机静音。", "Quiet, please; phones on silent.",
        {"max_minutes": 240},
    ),
    DemoRoom(
        "children", "儿童活动室", "Children's room", 1, 10, Room.Mode.PLACES,
        "软垫、绘本和积木，下雨下雪天也能玩。", "Soft mats, picture books and blocks, for rain and snow too.",
        "软垫\n绘本\n积木\n小滑梯", "Soft mats\nPicture books\nBlocks\nA small slide",
        "请脱鞋入内，家长全程陪同。", "Shoes off; a grown-up stays with the children.",
        {"guardian_below": 14, "max_minutes": 120},
    ),
]  # fmt: skip


def load_rooms() -> list[Room]:
    """The six rooms with their opening hours and rules."""
    BookingPolicy().save()
    return [_load_room(position, room) for position, room in enumerate(ROOMS, start=1)]


def _load_room(position: int, demo: DemoRoom) -> Room:
    doing, doing_en = DOING[demo.slug]
    kind = RoomKind.objects.create(
        slug=demo.slug, name=demo.name, name_en=demo.name_en, drawing=demo.slug, doing=doing, doing_en=doing_en
    )
    room = Room.objects.create(
        kind=kind,
        slug=demo.slug,
        name=demo.name,
        name_en=demo.name_en,
        floor=demo.floor,
        capacity=demo.capacity,
        mode=demo.mode,
        description=demo.description,
        description_en=demo.description_en,
        equipment=demo.equipment,
        equipment_en=demo.equipment_en,
        house_rules=demo.house_rules,
        house_rules_en=demo.house_rules_en,
        position=position,
        photo=sample_photo(demo.slug) if demo.slug in PHOTOGRAPHED else None,
        **demo.extra,
    )
    for weekday in range(7):
        opens, closes = CENTRE_HOURS
        OpeningSpan.objects.create(room=room, weekday=weekday, opens=opens, closes=closes)
    return room


# Past bookings in the same form as BOOKINGS, with how each of them ended.
HISTORY = [
    (-1, "music", 19, 0, 60, 1, "练琴", 0, Booking.State.COMPLETED),
    (-1, "calligraphy", 9, 30, 120, 1, "练字", 1, Booking.State.COMPLETED),
    (-2, "library", 14, 0, 120, 1, "自习", 9, Booking.State.NO_SHOW),
    (-3, "children", 10, 0, 60, 3, "绘本故事会", 6, Booking.State.COMPLETED),
    (-5, "music", 16, 0, 120, 3, "合唱排练", 7, Booking.State.COMPLETED),
    (-6, "calligraphy", 15, 0, 120, 2, "国画入门", 0, Booking.State.COMPLETED),
    (-8, "cinema", 19, 0, 120, 18, "邻里电影夜", 5, Booking.State.COMPLETED),
    (-9, "library", 9, 0, 180, 1, "自习", 0, Booking.State.COMPLETED),
]

# (days from today, room, hour, minute, minutes, people, purpose, index in the list of people)
BOOKINGS = [
    (0, "calligraphy", 9, 30, 120, 1, "练字", 1),
    (0, "calligraphy", 9, 30, 120, 1, "练字", 2),
    (0, "calligraphy", 9, 30, 120, 1, "练字", 3),
    (0, "music", 9, 30, 60, 1, "练古筝", 8),
    (0, "children", 9, 30, 60, 2, "亲子活动", 6),
    (0, "music", 15, 0, 90, 4, "民乐合奏", 4),
    (0, "cinema", 19, 0, 120, 20, "邻里电影夜", 5),
    (1, "music", 10, 0, 60, 1, "练古筝", 8),
    (1, "music", 19, 0, 60, 1, "练琴", 0),
    (1, "library", 14, 0, 120, 1, "自习", 9),
    (1, "calligraphy", 14, 0, 120, 4, "国画小组", 10),
    (2, "music", 16, 0, 120, 3, "合唱排练", 7),
    (3, "cinema", 14, 30, 120, 25, "家长课堂", 4),
    (3, "children", 10, 0, 60, 3, "绘本故事会", 6),
    (4, "calligraphy", 15, 0, 120, 8, "书法班", 2),
    (5, "music", 9, 0, 60, 2, "葫芦丝", 1),
]


def load_bookings(people: list[User]) -> None:
    """Bookings for the next few days and some for the days before."""
    rooms = {room.slug: room for room in Room.objects.all()}
    for days, slug, hour, minute, minutes, party_size, purpose, whose, state in HISTORY:
        span = _span(days, hour, minute, minutes)
        _remember(room=rooms[slug], span=span, user=people[whose], party_size=party_size, purpose=purpose, state=state)
    for days, slug, hour, minute, minutes, party_size, purpose, whose in BOOKINGS:
        room, span, user = rooms[slug], _span(days, hour, minute, minutes), people[whose]
        try:
            booking = services.book_room(
                room=room,
                span=span,
                user=user,
                by=user,
                party_size=party_size,
                purpose=purpose,
                with_guardian=True,
            )
        except DomainError as error:
            if error.code == "past":
                state = Booking.State.COMPLETED if span.end <= timezone.now() else Booking.State.CHECKED_IN
                _remember(room=room, span=span, user=user, party_size=party_size, purpose=purpose, state=state)
            continue
        if days > 0 and booking.state == Booking.State.REQUESTED and whose != 4:
            services.approve_booking(booking=booking, by=people[0])
    HeadCount.objects.create(room=rooms["gym"], people=5, day=today())


def _span(days: int, hour: int, minute: int, minutes: int) -> Span:
    start = at(today() + days * DAY, time(hour, minute))
    return Span(start, start + timedelta(minutes=minutes))


def _remember(*, room: Room, span: Span, user: User, party_size: int, purpose: str, state: BookingState) -> None:
    """Insert a booking that has already begun, because the services refuse to book the past."""
    if not any(open_.contains(span) for open_ in opening_spans([room], span)[room.pk]):
        return
    places = places_held(room, party_size)
    reservation = ledger.hold(room=room, span=span, places=places, kind=Reservation.Kind.BOOKING)
    Booking.objects.create(
        room=room,
        reservation=reservation,
        starts_at=span.start,
        ends_at=span.end,
        user=user,
        contact_name=user.name,
        contact_phone=user.phone,
        party_size=party_size,
        purpose=purpose,
        state=state,
        created_by=user,
        created_at=span.start - DAY,
        checked_in_at=None if state == Booking.State.NO_SHOW else span.start,
    )
