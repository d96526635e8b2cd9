"""Cookies and similar techniques: the promises of section 3 of the policy."""

from privacy.promises.limits import REMEMBERED_NAME_KEPT
from privacy.promises.promise import Promise

COOKIES: tuple[Promise, ...] = (
    Promise(
        key="K-1",
        clause=3,
        flag="C",
        says="We use only cookies that we have declared, and today nobody else sets any here.",
        says_zh="我们只使用已公示的 Cookie，目前没有任何第三方在此设置 Cookie。",
        control=(
            "Every cookie name must be declared; a middleware drops the rest and a test crawls "
            "the pages."
        ),
    ),
    Promise(
        key="K-2",
        clause=3,
        flag="T",
        says="Cookies are there for your convenience.",
        says_zh="Cookie 的用途是为您提供便利。",
        control="The declaration of each cookie states its use.",
    ),
    Promise(
        key="K-3",
        clause=3,
        flag="C",
        says=(
            "If you choose so, a cookie remembers your sign-in name for "
            f"{REMEMBERED_NAME_KEPT.days} days, never your password."
        ),
        says_zh=f"如您选择，Cookie 会记住您的登录名{REMEMBERED_NAME_KEPT.days}天，绝不记录密码。",
        control=(
            "The box is unticked, the cookie signed and unreadable to scripts, and cleared on "
            "cancel or another sign-in."
        ),
        at_most=REMEMBERED_NAME_KEPT,
    ),
    Promise(
        key="K-4",
        clause=3,
        flag="C",
        says="We count pages only after you allow it, and never measure how long you stay.",
        says_zh="只有经您允许，我们才统计页面访问次数；我们从不统计停留时长。",
        control=(
            "Analytics is off until granted, first-party and summed; a test sees no request "
            "before consent."
        ),
    ),
    Promise(
        key="K-5",
        clause=3,
        flag="T",
        says="Cookies help us to serve you better and faster.",
        says_zh="Cookie 帮助我们为您提供更好、更快的服务。",
        control="The declaration of each cookie states its use.",
    ),
    Promise(
        key="K-6",
        clause=3,
        flag="C",
        says=(
            "You decide about optional cookies, as easily one way as the other, and can change "
            "your mind at any time."
        ),
        says_zh="是否接受非必要 Cookie 由您决定，接受与拒绝同样方便，并可随时更改。",
        control=(
            "Equal buttons, a page to change the choice, respect for the browser's privacy "
            "signal, a ledger row for each act."
        ),
    ),
    Promise(
        key="K-7",
        clause=3,
        flag="C",
        says=(
            "Our own cookies only keep you signed in, protect forms and remember your preferences."
        ),
        says_zh="我们自己的 Cookie 只用于保持登录、保护表单和记住您的偏好。",
        control="The list of necessary and preference cookies is frozen by a test.",
    ),
    Promise(
        key="K-8",
        clause=3,
        flag="C+S",
        says=(
            "No cookie data goes to advertisers or partners; only reviewed sums that identify "
            "nobody could ever be released."
        ),
        says_zh=(
            "Cookie 信息不会提供给广告商或合作方；即便对外发布，也只可能是经审核、无法识别个人"
            "的汇总数据。"
        ),
        control=(
            "Off by default; the only way out is a logged release of sums with small groups "
            "left out."
        ),
    ),
    Promise(
        key="K-9",
        clause=3,
        flag="C+T",
        says=(
            "Were a partner ever to set cookies here, its own statement would apply, and it "
            "would be listed and blocked until you agree."
        ),
        says_zh=(
            "如将来有合作方在此设置 Cookie，将适用其自身的声明；我们会将其列明，并在您同意前予"
            "以阻止。"
        ),
        control=(
            "The content policy allows no foreign host, and the list of hosts must equal the "
            "register."
        ),
    ),
)
