"""Names put together from common surnames and two characters of a given name; nobody's name is looked up.

Given names always have two characters: names of two characters in all are the ones public persons share most.
"""

from siqiao.demo.population.dice import Dice, Table
from siqiao.demo.population.rows import Family

HUI, HAN = "回族", "汉族"
HUI_SURNAMES = Table(
    zip(
        "马李王毛张铁苏杨丁咸白惠穆哈沙撒妥虎锁海",
        (30, 12, 9, 9, 7, 5, 5, 4, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1),
        strict=True,
    )
)
HAN_SURNAMES = Table(
    zip(
        "王李张刘陈杨赵高郭周吴徐孙梁宋康杜窦闫崔",
        (12, 11, 10, 8, 6, 6, 6, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2),
        strict=True,
    )
)
OLD_MALE = ("生福成德忠贵存有永世", "林祥禄仓义财旺祖全海")
OLD_FEMALE = ("秀桂玉兰月凤翠菊彩银", "花英莲芳珍香娥梅芬琴")
YOUNG_MALE = ("小志文建晓宏俊海向浩", "军平强龙鹏斌东涛阳辉")
YOUNG_FEMALE = ("晓小丽雪雅海静佳欣燕", "燕霞娟丽红萍婷洁瑶雯")
HUI_MALE = ("尔穆哈伊努优丹阿", "里沙萨木哈素麦德")
HUI_FEMALE = ("法阿麦索海哈赛热", "图米燕菲彻莉麦娜")
MODERN = 1975  # births from this year on carry the newer names
HUI_STYLE = 0.10  # of Hui persons carry a given name of Arabic sound


def name_family(dice: Dice, family: Family) -> None:
    """Surnames by descent, given names by sex, birth and nation; no given name twice in a family."""
    surnames = HUI_SURNAMES if family.nation == HUI else HAN_SURNAMES
    own = dice.draw(surnames)
    taken: set[str] = set()
    for member in family.members:
        marries_in = member.relation in ("spouse", "child_in_law")
        foremother = member.relation in ("parent", "grandparent") and member.sex == "female"
        member.surname = dice.draw(surnames) if marries_in or foremother else own
        member.given = _given(dice, member.sex, member.born_on.year, family.nation)
        while member.given in taken:
            member.given = _given(dice, member.sex, member.born_on.year, family.nation)
        taken.add(member.given)


def _given(dice: Dice, sex: str, year: int, nation: str) -> str:
    male = sex == "male"
    if nation == HUI and dice.chance(HUI_STYLE):
        first, second = HUI_MALE if male else HUI_FEMALE
    elif year < MODERN:
        first, second = OLD_MALE if male else OLD_FEMALE
    else:
        first, second = YOUNG_MALE if male else YOUNG_FEMALE
    return dice.pick(first) + dice.pick(second)
