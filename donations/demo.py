"""The demo community's donations of four years."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from community.models import User
from community.ranges import today
from donations import services
from donations.enums import DonorKind, Publicity
from donations.models import Donor, Gift, GiftLine, Item
from donations.services.old_list import OldGift
from rooms.models import Room

# Thing, unit, count, and the room where it is.
THINGS = (
    ("跑步机", 1, "台", "gym"),
    ("绘本", 40, "册", "children"),
    ("积木", 3, "盒", "children"),
    ("毛笔", 24, "支", "calligraphy"),
    ("宣纸", 10, "刀", "calligraphy"),
    ("书架", 4, "个", "library"),
    ("象棋", 6, "副", "library"),
    ("古筝", 1, "台", "music"),
    ("动感单车", 2, "辆", "gym"),
)
FOUR_YEARS = timedelta(days=4 * 365)
COUNT = 35


def load_gifts(people: list[User], by: User) -> None:
    """A piano, 362 books, a noodle house; one revoked certificate, one nameless donor, one offer to decide.

    Also the later life of gifts; see `_cared_for`.
    """
    rooms = {room.slug: room for room in Room.objects.all()}
    music, library = rooms.get("music"), rooms.get("library")
    piano = _given(people[0], by, "钢琴", 1, "架", music, story="女儿考上音乐学院那年换下的琴，陪我们家十二年。")
    _given(people[1], by, "图书", 362, "册", library, publicity=Publicity.FAMILY)
    noodles = Donor(kind=DonorKind.COMPANY, name="𰻝𰻝面馆")
    _given(None, by, "重阳节面条", 100, "碗", None, donor=noodles, story="请独居老人过节。")
    for number in range(COUNT):
        what, count, unit, slug = THINGS[number % len(THINGS)]
        publicity = (Publicity.FULL, Publicity.FAMILY, Publicity.NEIGHBOUR)[number % 3]
        giver = people[number % len(people)]
        gift = _given(giver, by, what, count, unit, rooms.get(slug), publicity=publicity)
        # The services only act in the present, so past gifts are inserted directly.
        then = timezone.now() - FOUR_YEARS * (number + 1) / (COUNT + 1)
        Gift.objects.filter(pk=gift.pk).update(offered_at=then - timedelta(days=3), decided_at=then)
    revoked, nameless = list(Gift.objects.exclude(pk=piano.pk).order_by("-pk")[:2])
    for named in revoked.givers.select_related("certificate"):
        if named.certificate:
            services.revoke_gift_certificate(certificate=named.certificate, by=by, reason="数量写错了，重新开具")
    for donor in nameless.donors.all():
        services.make_donor_nameless(donor=donor, by=by)
    _offered(people[2], by, "儿童自行车", 1, "辆")
    _cared_for(people, by)


def _cared_for(people: list[User], by: User) -> None:
    """The later life of gifts: restricted to one use, cash counted by two, lent, repaired, from the old list."""
    bound = _offered(people[3 % len(people)], by, "儿童绘本", 30, "册", wished_use="儿童活动室", use_binds=True)
    services.accept_gift(gift=bound, by=by)
    services.ask_other_use(gift=bound, use="图书室借阅", by=by)
    gift = Gift(amount=Decimal("300.00"), wished_use="为民服务", publicity=Publicity.FAMILY)
    donor = Donor(name=people[0].name, user=people[0])
    money = services.offer_gift(gift=gift, lines=[], donors=[donor], by=by)
    services.accept_gift(gift=money, by=by)
    slip = services.count_cash(gift=money, amount=Decimal("300.00"), by=by)
    second = User.objects.filter(is_staff=True).exclude(pk=by.pk).order_by("pk").first()
    if second is not None and second.has_perm("donations.change_gift"):
        services.confirm_cash(slip=slip, amount=Decimal("300.00"), by=second)
    books = Item.objects.filter(what="图书").first()
    if books is not None:
        services.lend_item(item=books, borrower=people[1], due_on=today() + timedelta(days=10), count=3, by=by)
    treadmill = Item.objects.filter(what="跑步机").first()
    if treadmill is not None:
        repair = services.begin_repair(item=treadmill, fault="跑带打滑", workshop="健身器材维修点", by=by)
        services.end_repair(repair=repair, cost=Decimal("180.00"), outcome="调紧跑带", by=by)
    old = [
        OldGift("捐字001号", date(2021, 9, 1), [(DonorKind.PERSON, "王秀兰")], [("书架", 1, "个")], place="图书室东墙"),
        OldGift("捐字002号", date(2021, 10, 8), [(DonorKind.GROUP, "书法班")], [("毛毡", 6, "块")], place="书画室"),
    ]
    services.write_old_gifts(gifts=old, by=by)


def _given(
    user: User | None,
    by: User,
    what: str,
    count: int,
    unit: str,
    room: Room | None,
    *,
    donor: Donor | None = None,
    publicity: str = Publicity.FULL,
    story: str = "",
) -> Gift:
    gift = _offered(user, by, what, count, unit, donor=donor, publicity=publicity, story=story)
    services.accept_gift(gift=gift, by=by)
    services.issue_certificates(gifts=[gift], by=by)
    if room is not None:
        services.place_item(item=gift.items.get(), room=room, by=by)
    return gift


def _offered(
    user: User | None, by: User, what: str, count: int, unit: str, *, donor: Donor | None = None, **fields: Any
) -> Gift:
    donor = donor or Donor(name=user.name if user else "", user=user)
    line = GiftLine(what=what, count=count, unit=unit)
    return services.offer_gift(gift=Gift(**fields), lines=[line], donors=[donor], by=by)
