"""The demo community's classes."""

from datetime import time, timedelta

from classes import services
from classes.models import InterestClass
from community.errors import DomainError
from community.models import User
from community.ranges import DAY, today
from rooms.models import Room, Weekday


def load_classes(people: list[User], by: User) -> None:
    """Calligraphy on Friday afternoons, started by seven neighbours, and a science lesson on Saturday mornings."""
    rooms = {room.slug: room for room in Room.objects.all()}
    calligraphy = InterestClass(
        name="书法班",
        name_en="Calligraphy",
        about="七位喜欢书法的邻居凑到一起，请了住在本小区的书法家义务教大家。从横平竖直写起，零基础也能来。",
        about_en="Seven neighbours who like calligraphy asked a resident artist to teach. Beginners are welcome.",
        teacher=people[2],
        teacher_name="李建国",
        materials="笔墨纸砚中心都备好了，带上自己就行。",
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
