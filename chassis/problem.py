"""How is a refusal said at the door? As problem+json (RFC 9457) with a stable type, in Chinese and English."""

from collections.abc import Sequence

from pydantic import BaseModel

from chassis.decider import Refused

TYPE_PREFIX = "urn:ekey:problem:"
MEDIA_TYPE = "application/problem+json"


class FieldProblem(BaseModel):
    """One field that is wrong (a dotted path), and why."""

    field: str
    code: str
    zh: str
    en: str


class ProblemBody(BaseModel):
    """The body of every answer that is no success."""

    type: str
    title: str
    status: int
    detail: str
    zh: str
    en: str
    errors: list[FieldProblem] = []


class Problem(Exception):
    """An answer that is no success. `code` becomes the problem type and is stable; texts carry nothing personal."""

    def __init__(
        self,
        status: int,
        code: str,
        *,
        zh: str,
        en: str,
        errors: Sequence[FieldProblem] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {code}: {en}")
        self.status = status
        self.code = code
        self.zh = zh
        self.en = en
        self.errors = list(errors)
        self.headers = headers or {}

    def body(self) -> ProblemBody:
        """As it goes over the wire."""
        title = self.code.replace("_", " ")
        return ProblemBody(
            type=TYPE_PREFIX + self.code,
            title=title,
            status=self.status,
            detail=self.en,
            zh=self.zh,
            en=self.en,
            errors=self.errors,
        )


def refused(refusal: Refused) -> Problem:
    """A rule forbade it: 409."""
    return Problem(409, refusal.code, zh=refusal.zh, en=refusal.en)


def not_found() -> Problem:
    """What one may not see answers exactly like what does not exist."""
    return Problem(404, "not_found", zh="没有找到", en="not found")


def forbidden() -> Problem:
    """One's own body, but not one's role."""
    return Problem(403, "forbidden", zh="您的角色不能执行此操作", en="your role may not do this")


def unauthenticated(why_en: str = "sign in first", why_zh: str = "请先登录") -> Problem:
    """No token, or one that does not hold."""
    return Problem(401, "unauthenticated", zh=why_zh, en=why_en, headers={"WWW-Authenticate": "Bearer"})


def invalid(errors: Sequence[FieldProblem]) -> Problem:
    """Fields are wrong: each is named."""
    return Problem(422, "invalid", zh="有内容填写不正确", en="some fields are not right", errors=errors)
