"""Collection and security: the promises of section 2 of the policy."""

from privacy.promises.promise import Promise

COLLECTION: tuple[Promise, ...] = (
    Promise(
        key="U-1",
        clause=2,
        flag="T",
        says=(
            "We use information mainly to make the service easy, safe, pleasant and "
            "instructive to use."
        ),
        says_zh="我们使用信息，主要是为了让服务便捷、安全、愉快且有所助益。",
        control="Each purpose is written down in the register of personal data.",
    ),
    Promise(
        key="U-2",
        clause=2,
        flag="C",
        says="We keep the information that you give when you register and use the service.",
        says_zh="我们保存您在注册和使用服务时提供的信息。",
        control=(
            "Every stored personal field is declared with purpose, period and deletion, or the "
            "build stops."
        ),
    ),
    Promise(
        key="U-3",
        clause=2,
        flag="C",
        says=(
            "We keep what you store here and the links by which you share it, until you take "
            "them back or they end."
        ),
        says_zh="我们保存您存放于此的内容以及您创建的分享链接，直至您撤回或到期。",
        control="Each share link has an owner, a scope and an end, and can be revoked.",
    ),
    Promise(
        key="U-4",
        clause=2,
        flag="C",
        says=(
            "What you make public can be seen and collected by others, and we tell you so "
            "before you do it."
        ),
        says_zh="您公开的内容可能被他人查看和收集，我们会在您公开之前告知。",
        control="The first public share waits for an acknowledgement, which is recorded.",
    ),
    Promise(
        key="U-5",
        clause=2,
        flag="C",
        says=(
            "If others misuse your information you can report it to us, with or without an account."
        ),
        says_zh="如他人不当使用您的信息，无论您是否有账号，都可以向我们举报。",
        control="Contact Us has a kind for misuse, open to everybody, with a due date.",
    ),
    Promise(
        key="U-6",
        clause=2,
        flag="C",
        says=(
            "If somebody else uploads a picture of you, they must state that they may, and you "
            "can have it taken down."
        ),
        says_zh="他人上传您的照片，须声明有权这样做；您可以要求我们下架。",
        control="The statement is part of every first upload, and a takedown needs no account.",
    ),
    Promise(
        key="U-7",
        clause=2,
        flag="C",
        says=(
            "We keep the log the law requires and a coarse device kind, and never ask for your "
            "location."
        ),
        says_zh="我们只保留法律要求的日志和粗略的设备类型，从不请求您的位置。",
        control="A header switches location off in the browser, and no column could hold one.",
    ),
    Promise(
        key="U-8",
        clause=2,
        flag="C",
        says=(
            "For security we note only the kind of browser, system and device; no list of "
            "apps, no network details."
        ),
        says_zh="为保障安全，我们只记录浏览器、系统和设备的大致类型，不读取应用列表和网络细节。",
        control=(
            "A short allowlist of coarse fields is read from the browser's own line; "
            "everything else is dropped."
        ),
    ),
    Promise(
        key="U-9",
        clause=2,
        flag="C",
        says=(
            "We read no permanent device identifiers such as IMEI, IDFA, IMSI, serial number "
            "or MAC address."
        ),
        says_zh="我们不读取任何永久性设备标识，如 IMEI、IDFA、IMSI、序列号或 MAC 地址。",
        control="Such names and patterns are refused by the API and have no column.",
    ),
    Promise(
        key="U-10",
        clause=2,
        flag="C",
        says=(
            "The little we note serves compatibility and the detection of unusual account activity."
        ),
        says_zh="这些少量记录仅用于产品兼容和发现账号异常。",
        control="Each access states its purpose; unusual sign-ins are announced or locked.",
    ),
    Promise(
        key="U-11",
        clause=2,
        flag="C",
        says=(
            "Of the data inside your photo we use only its upright direction and discard the "
            "rest, place and time included."
        ),
        says_zh="对照片内附带的数据，我们只读取拍摄方向，其余（包括地点和时间）一律丢弃。",
        control=(
            "Pixels are copied to a fresh picture, and tests per format find nothing else left."
        ),
    ),
    Promise(
        key="U-12",
        clause=2,
        flag="C",
        says="Of a subscription we would keep one word for its state, and no payment data.",
        says_zh="关于订阅，我们最多只保留一个表示状态的词，不保存支付信息。",
        control="A schema test finds no payment column.",
    ),
    Promise(
        key="U-13",
        clause=2,
        flag="C",
        says=(
            "Service logs hold what operation needs and no names, addresses, file names or "
            "pictures."
        ),
        says_zh="服务日志只包含运行所需的内容，不含姓名、邮箱、文件名或图片。",
        control="The log has a fixed set of fields, and tests search it for personal traces.",
    ),
    Promise(
        key="U-14",
        clause=2,
        flag="C",
        says=(
            "Technical records are de-identified after collection and are not used to find out "
            "who you are."
        ),
        says_zh="技术记录在收集后即去标识化，不用于识别您的身份。",
        control=(
            "A keyed, rotated pseudonym replaces the person; reversing one needs an approved "
            "case and leaves a row."
        ),
    ),
    Promise(
        key="U-15",
        clause=2,
        flag="C",
        says="We record the date and time of use in the network log that the law requires.",
        says_zh="我们依法在网络日志中记录使用服务的日期和时间。",
        control=(
            "The log is append-only, in its own database, and its oldest and newest rows are "
            "checked."
        ),
    ),
    Promise(
        key="U-16",
        clause=2,
        flag="C",
        says=(
            "Usage, faults and speed are counted in sums only, and the content of a crash is "
            "never kept."
        ),
        says_zh="使用量、故障和性能只作汇总统计，绝不保留崩溃内容。",
        control=(
            "Error reports carry neither variables nor request bodies, which a canary test proves."
        ),
    ),
)
