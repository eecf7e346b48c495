"""The everyday words of which a day's pass is made, two at a time ("青山 · 小鸟"), each with a drawing.

The drawings are the symbols of `static/icons/words.svg`, on a grid of 64, named by the slugs below. Criteria: a
person who cannot read can name the picture, no other word sounds like it in a Xi'an accent (see
`childcare.rules.passes`), and nobody minds hearing it at a door. So there are no pears (离), umbrellas (散) or clocks
(终), nothing related to funerals, and no pig, which a sixth of the old town's families would rather not see.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Group(StrEnum):
    """The subject of a word. The two words of a pass are from different groups."""

    NATURE = "nature"
    PLANT = "plant"
    FRUIT = "fruit"
    FOOD = "food"
    ANIMAL = "animal"
    WEAR = "wear"
    TOY = "toy"
    ROAD = "road"
    PLACE = "place"
    HOUSE = "house"


GROUP_LABELS: dict[Group, str | Promise] = {
    Group.NATURE: _("Sky and land"),
    Group.PLANT: _("Flowers and trees"),
    Group.FRUIT: _("Fruit and vegetables"),
    Group.FOOD: _("Food"),
    Group.ANIMAL: _("Animals"),
    Group.WEAR: _("Clothes"),
    Group.TOY: _("Play and music"),
    Group.ROAD: _("Travel"),
    Group.PLACE: pgettext_lazy("on pictures", "Places"),
    Group.HOUSE: _("About the house"),
}


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its slug, in Chinese and English, its pinyin without tones, and its group."""

    slug: str
    zh: str
    en: str
    pinyin: str
    group: Group

    @property
    def initials(self) -> str:
        """The initials of its pinyin, as carers type them: qs for 青山."""
        return "".join(syllable[0] for syllable in self.pinyin.split())

    def name(self, language: str) -> str:
        """Its name in a language of the portal."""
        return self.en if language == "en" else self.zh


WORDS: tuple[Word, ...] = (
    Word("mountain", "青山", "Green hills", "qing shan", Group.NATURE),
    Word("sun", "太阳", "Sun", "tai yang", Group.NATURE),
    Word("moon", "月亮", "Moon", "yue liang", Group.NATURE),
    Word("star", "星星", "Star", "xing xing", Group.NATURE),
    Word("rainbow", "彩虹", "Rainbow", "cai hong", Group.NATURE),
    Word("cloud", "白云", "White cloud", "bai yun", Group.NATURE),
    Word("snowflake", "雪花", "Snowflake", "xue hua", Group.NATURE),
    Word("sea", "大海", "Sea", "da hai", Group.NATURE),
    Word("river", "小河", "Little river", "xiao he", Group.NATURE),
    Word("drop", "水滴", "Drop of water", "shui di", Group.NATURE),
    Word("snowman", "雪人", "Snowman", "xue ren", Group.NATURE),
    Word("willow", "柳树", "Willow", "liu shu", Group.PLANT),
    Word("leaf", "红叶", "Red leaf", "hong ye", Group.PLANT),
    Word("pinecone", "松果", "Pine cone", "song guo", Group.PLANT),
    Word("lotus", "荷花", "Lotus", "he hua", Group.PLANT),
    Word("plum", "梅花", "Plum blossom", "mei hua", Group.PLANT),
    Word("peony", "牡丹", "Peony", "mu dan", Group.PLANT),
    Word("sunflower", "葵花", "Sunflower", "kui hua", Group.PLANT),
    Word("mushroom", "蘑菇", "Mushroom", "mo gu", Group.PLANT),
    Word("wheat", "麦穗", "Ear of wheat", "mai sui", Group.PLANT),
    Word("pot", "盆栽", "Potted plant", "pen zai", Group.PLANT),
    Word("apple", "苹果", "Apple", "ping guo", Group.FRUIT),
    Word("banana", "香蕉", "Banana", "xiang jiao", Group.FRUIT),
    Word("melon", "西瓜", "Watermelon", "xi gua", Group.FRUIT),
    Word("grapes", "葡萄", "Grapes", "pu tao", Group.FRUIT),
    Word("strawberry", "草莓", "Strawberry", "cao mei", Group.FRUIT),
    Word("pomegranate", "石榴", "Pomegranate", "shi liu", Group.FRUIT),
    Word("persimmon", "柿子", "Persimmon", "shi zi", Group.FRUIT),
    Word("cherry", "樱桃", "Cherries", "ying tao", Group.FRUIT),
    Word("pineapple", "菠萝", "Pineapple", "bo luo", Group.FRUIT),
    Word("lemon", "柠檬", "Lemon", "ning meng", Group.FRUIT),
    Word("corn", "玉米", "Corn", "yu mi", Group.FRUIT),
    Word("pumpkin", "南瓜", "Pumpkin", "nan gua", Group.FRUIT),
    Word("cabbage", "白菜", "Cabbage", "bai cai", Group.FRUIT),
    Word("chilli", "辣椒", "Chilli", "la jiao", Group.FRUIT),
    Word("aubergine", "茄子", "Aubergine", "qie zi", Group.FRUIT),
    Word("peanut", "花生", "Peanut", "hua sheng", Group.FRUIT),
    Word("lotusroot", "莲藕", "Lotus root", "lian ou", Group.FRUIT),
    Word("peas", "豌豆", "Peas", "wan dou", Group.FRUIT),
    Word("orange", "橙子", "Orange", "cheng zi", Group.FRUIT),
    Word("noodles", "面条", "Noodles", "mian tiao", Group.FOOD),
    Word("dumpling", "饺子", "Dumpling", "jiao zi", Group.FOOD),
    Word("egg", "鸡蛋", "Egg", "ji dan", Group.FOOD),
    Word("bread", "面包", "Bread", "mian bao", Group.FOOD),
    Word("cake", "蛋糕", "Cake", "dan gao", Group.FOOD),
    Word("sweet", "糖果", "Sweet", "tang guo", Group.FOOD),
    Word("milk", "牛奶", "Milk", "niu nai", Group.FOOD),
    Word("icelolly", "冰棍", "Ice lolly", "bing gun", Group.FOOD),
    Word("tangyuan", "汤圆", "Rice balls", "tang yuan", Group.FOOD),
    Word("zongzi", "粽子", "Rice dumpling", "zong zi", Group.FOOD),
    Word("mooncake", "月饼", "Mooncake", "yue bing", Group.FOOD),
    Word("teapot", "茶壶", "Teapot", "cha hu", Group.FOOD),
    Word("chopsticks", "筷子", "Chopsticks", "kuai zi", Group.FOOD),
    Word("bird", "小鸟", "Little bird", "xiao niao", Group.ANIMAL),
    Word("panda", "熊猫", "Panda", "xiong mao", Group.ANIMAL),
    Word("goldfish", "金鱼", "Goldfish", "jin yu", Group.ANIMAL),
    Word("rabbit", "兔子", "Rabbit", "tu zi", Group.ANIMAL),
    Word("cat", "花猫", "Tabby cat", "hua mao", Group.ANIMAL),
    Word("dog", "小狗", "Puppy", "xiao gou", Group.ANIMAL),
    Word("sheep", "绵羊", "Sheep", "mian yang", Group.ANIMAL),
    Word("horse", "白马", "White horse", "bai ma", Group.ANIMAL),
    Word("camel", "骆驼", "Camel", "luo tuo", Group.ANIMAL),
    Word("elephant", "大象", "Elephant", "da xiang", Group.ANIMAL),
    Word("deer", "小鹿", "Fawn", "xiao lu", Group.ANIMAL),
    Word("monkey", "猴子", "Monkey", "hou zi", Group.ANIMAL),
    Word("tiger", "老虎", "Tiger", "lao hu", Group.ANIMAL),
    Word("squirrel", "松鼠", "Squirrel", "song shu", Group.ANIMAL),
    Word("dolphin", "海豚", "Dolphin", "hai tun", Group.ANIMAL),
    Word("crab", "螃蟹", "Crab", "pang xie", Group.ANIMAL),
    Word("frog", "青蛙", "Frog", "qing wa", Group.ANIMAL),
    Word("butterfly", "蝴蝶", "Butterfly", "hu die", Group.ANIMAL),
    Word("bee", "蜜蜂", "Bee", "mi feng", Group.ANIMAL),
    Word("dragonfly", "蜻蜓", "Dragonfly", "qing ting", Group.ANIMAL),
    Word("ladybird", "瓢虫", "Ladybird", "piao chong", Group.ANIMAL),
    Word("snail", "蜗牛", "Snail", "wo niu", Group.ANIMAL),
    Word("peacock", "孔雀", "Peacock", "kong que", Group.ANIMAL),
    Word("rooster", "公鸡", "Rooster", "gong ji", Group.ANIMAL),
    Word("goose", "白鹅", "White goose", "bai e", Group.ANIMAL),
    Word("octopus", "章鱼", "Octopus", "zhang yu", Group.ANIMAL),
    Word("starfish", "海星", "Starfish", "hai xing", Group.ANIMAL),
    Word("shell", "贝壳", "Seashell", "bei ke", Group.ANIMAL),
    Word("dinosaur", "恐龙", "Dinosaur", "kong long", Group.ANIMAL),
    Word("hedgehog", "刺猬", "Hedgehog", "ci wei", Group.ANIMAL),
    Word("feather", "羽毛", "Feather", "yu mao", Group.ANIMAL),
    Word("hat", "帽子", "Straw hat", "mao zi", Group.WEAR),
    Word("glove", "手套", "Mitten", "shou tao", Group.WEAR),
    Word("schoolbag", "书包", "Schoolbag", "shu bao", Group.WEAR),
    Word("skirt", "裙子", "Skirt", "qun zi", Group.WEAR),
    Word("crown", "皇冠", "Crown", "huang guan", Group.WEAR),
    Word("button", "纽扣", "Button", "niu kou", Group.WEAR),
    Word("pencil", "铅笔", "Pencil", "qian bi", Group.TOY),
    Word("football", "足球", "Football", "zu qiu", Group.TOY),
    Word("balloon", "气球", "Balloon", "qi qiu", Group.TOY),
    Word("kite", "风筝", "Kite", "feng zheng", Group.TOY),
    Word("lantern", "灯笼", "Lantern", "deng long", Group.TOY),
    Word("blocks", "积木", "Building blocks", "ji mu", Group.TOY),
    Word("swing", "秋千", "Swing", "qiu qian", Group.TOY),
    Word("slide", "滑梯", "Slide", "hua ti", Group.TOY),
    Word("gift", "礼盒", "Gift box", "li he", Group.TOY),
    Word("puzzle", "拼图", "Puzzle piece", "pin tu", Group.TOY),
    Word("cube", "魔方", "Magic cube", "mo fang", Group.TOY),
    Word("map", "地图", "Map", "di tu", Group.TOY),
    Word("envelope", "信封", "Envelope", "xin feng", Group.TOY),
    Word("cup", "奖杯", "Trophy", "jiang bei", Group.TOY),
    Word("redpacket", "红包", "Red envelope", "hong bao", Group.TOY),
    Word("drum", "大鼓", "Drum", "da gu", Group.TOY),
    Word("guitar", "吉他", "Guitar", "ji ta", Group.TOY),
    Word("bell", "铃铛", "Bell", "ling dang", Group.TOY),
    Word("piano", "钢琴", "Piano", "gang qin", Group.TOY),
    Word("firework", "烟花", "Fireworks", "yan hua", Group.TOY),
    Word("train", "火车", "Train", "huo che", Group.ROAD),
    Word("car", "汽车", "Car", "qi che", Group.ROAD),
    Word("plane", "飞机", "Aeroplane", "fei ji", Group.ROAD),
    Word("ship", "轮船", "Ship", "lun chuan", Group.ROAD),
    Word("rocket", "火箭", "Rocket", "huo jian", Group.ROAD),
    Word("tent", "帐篷", "Tent", "zhang peng", Group.ROAD),
    Word("pagoda", "宝塔", "Pagoda", "bao ta", Group.PLACE),
    Word("citywall", "城墙", "City wall", "cheng qiang", Group.PLACE),
    Word("bridge", "石桥", "Stone bridge", "shi qiao", Group.PLACE),
    Word("hut", "木屋", "Wooden house", "mu wu", Group.PLACE),
    Word("lighthouse", "灯塔", "Lighthouse", "deng ta", Group.PLACE),
    Word("lamp", "台灯", "Desk lamp", "tai deng", Group.HOUSE),
    Word("key", "钥匙", "Key", "yao shi", Group.HOUSE),
    Word("mug", "水杯", "Cup", "shui bei", Group.HOUSE),
    Word("sofa", "沙发", "Sofa", "sha fa", Group.HOUSE),
    Word("telephone", "电话", "Telephone", "dian hua", Group.HOUSE),
    Word("vase", "花瓶", "Vase", "hua ping", Group.HOUSE),
    Word("basket", "菜篮", "Basket", "cai lan", Group.HOUSE),
)
WORD: dict[str, Word] = {word.slug: word for word in WORDS}
