"""The demo community's centre and logins, for `manage.py load_demo`."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from django.contrib.auth.models import Group
from django.core.files import File
from django.utils import timezone

from community.models import Centre, Notice, User
from community.registers.roles import FRONT_DESK_ROLE

PASSWORD = "lastmetre-demo"  # noqa: S105 - shown to everyone who starts the demo
LOGINS = {"13800000001": "resident", "13800000002": "front desk", "13800000003": "administrator"}

NEIGHBOURS = ["王秀兰", "李建国", "阿依古丽·买买提", "赵䶮", "陈思远", "刘桂芳", "杨帆", "吴晓燕", "郑国强", "孙佳怡"]


def load_centre() -> Centre:
    """Create the demo centre, with two notices."""
    centre = Centre.objects.create(
        name="中宝达理想时光社区党群服务中心",
        name_en="Zhongbaoda Ideal Time Community Centre",
        address="陕西省西安市未央区徐家湾街道奇星御园",
        address_en="Qixing Yuyuan, Xujiawan Street, Weiyang District, Xi'an, Shaanxi",
        latitude=Decimal("34.374600"),
        longitude=Decimal("108.957300"),
        way_in="从小区东门进来，沿花坛走到底，红门就是。门口有坡道，楼里有电梯，轮椅和婴儿车都能到每一间。",
        way_in_en=(
            "Come in by the east gate and follow the flower beds to the red door. There is a ramp at the "
            "door and a lift inside: wheelchairs and prams reach every room."
        ),
        phone="029-00000000",
        hours="每天 8:30–21:00，法定节假日另行通知",
        hours_en="Daily 8:30–21:00; see the notices for public holidays",
        story=(
            "2020年9月，中心在奇星御园落成。场地由区里和开发商无偿提供，十二位社区工作者和邻居们一起，"
            "把它慢慢变成了大家的客厅：有人练字，有人弹筝，下雨天孩子们在这里玩，老人在这里有人说话。"
        ),
        story_en=(
            "The centre opened in September 2020, in rooms given free of charge by the district and the developer. "
            "Twelve community workers and the neighbours made it everybody's living room: people practise calligraphy "
            "and the guzheng, children play here when it rains, and older neighbours find company."
        ),
        honours="陕西省“和谐示范社区”\n西安市“廉洁村居”\n市级新时代文明实践示范站",
        honours_en=(
            "Shaanxi Province Model Community of Harmony\n"
            "Xi'an City Clean Governance Community\n"
            "City model station for civic practice"
        ),
        founded=date(2020, 9, 1),
        households=1396,
        people=3586,
    )
    now = timezone.now()
    Notice.objects.create(
        title="书法班每周五下午开课，欢迎邻居来练字",
        title_en="Calligraphy every Friday afternoon: neighbours welcome",
        body="由居民老师义务授课，笔墨纸砚中心都备好了。",
        body_en="Taught free of charge by a resident; brushes, ink and paper are here.",
        starts_at=now - timedelta(days=1),
        photo=sample_photo("calligraphy"),
        photo_alt="书画室墙上的两幅字“宁静”“致远”，桌上铺着宣纸",
        photo_alt_en="Two scrolls on the wall of the calligraphy room, and paper laid out on the desk",
    )
    Notice.objects.create(
        title="儿童活动室每天下午开放，请家长陪同",
        title_en="The children's room is open every afternoon, with a parent",
        starts_at=now - timedelta(hours=2),
        ends_at=now + timedelta(days=30),
    )
    return centre


def sample_photo(name: str) -> File:
    """A picture drawn for the demo, in place of a photo that a centre would upload."""
    return File(BytesIO((Path(__file__).parent / "demo_photos" / f"{name}.jpg").read_bytes()), name=f"{name}.jpg")


def load_logins() -> list[User]:
    """Create the demo logins, and neighbours who have bookings; the resident comes first."""
    resident = User.objects.create_user(
        "13800000001", PASSWORD, name="周平", birth_date=date(1986, 4, 12), email="resident@example.com"
    )
    desk = User.objects.create_user("13800000002", PASSWORD, name="何敏", is_staff=True)
    desk.groups.add(Group.objects.get(name=FRONT_DESK_ROLE))
    User.objects.create_superuser("13800000003", PASSWORD, name="田书记")
    neighbours = [
        User.objects.create_user(f"139000000{number:02d}", None, name=name, birth_date=date(1955 + 5 * number, 3, 8))
        for number, name in enumerate(NEIGHBOURS, start=1)
    ]
    return [resident, *neighbours]
