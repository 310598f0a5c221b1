"""The demonstration's accounts: one for each role, posts only. They exist on nobody's server but a demonstration's."""

from dataclasses import dataclass

from siqiao.accounts.models import Role, User
from siqiao.accounts.services.users import add_user
from siqiao.demo.password import PASSWORD


@dataclass(frozen=True)
class Post:
    """One account to be made."""

    username: str
    role: str
    region: str
    post: str


POSTS = (
    Post("admin", Role.ADMIN, "620525000000", "张家川县系统管理岗"),
    Post("west", Role.WEST_OFFICE, "620525000000", "张家川县协作办资金岗"),
    Post("east", Role.EAST_OFFICE, "120116000000", "滨海新区合作办项目岗"),
    Post("frontline", Role.FRONTLINE, "620525000000", "前方工作组综合岗"),
    Post("finance1", Role.FINANCE, "620525000000", "张家川县财政局制单岗"),
    Post("finance2", Role.FINANCE, "620525000000", "张家川县财政局复核岗"),
    Post("gongmen", Role.TOWNSHIP, "620525102000", "恭门镇乡村振兴岗"),
    Post("tianhe", Role.VILLAGE, "620525102202", "天河村网格岗"),
    Post("giver", Role.ORGANISATION, "120116000000", "滨海示例港航有限公司联络岗"),
)


class Builder:
    """Who makes the first accounts: the command itself."""

    is_authenticated = is_active = True
    pk = 0
    region_code = ""

    def has_perm(self, policy: str) -> bool:
        return True

    def __str__(self) -> str:
        return "siqiao demo"


def make_accounts() -> dict[str, User]:
    """Every account of POSTS by username."""
    return {
        each.username: add_user(
            each.username,
            actor=Builder(),
            role=each.role,
            region=each.region,
            post=each.post,
            password=PASSWORD,
        ).user
        for each in POSTS
    }
