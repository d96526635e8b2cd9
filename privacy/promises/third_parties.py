"""Services of others: the promises of section 7 of the policy."""

from privacy.promises.promise import Promise

THIRD_PARTIES: tuple[Promise, ...] = (
    Promise(
        key="O-1",
        clause=7,
        flag="C",
        says="The share button sends nothing to anybody until you choose where to share.",
        says_zh="在您选择分享去处之前，分享按钮不会向任何人发送信息。",
        control="A plain link or the device's own share sheet is used; no foreign script runs.",
    ),
    Promise(
        key="O-2",
        clause=7,
        flag="C",
        says=(
            "Signing in with another service, where offered, shows what it passes on and can "
            "be unlinked."
        ),
        says_zh="如提供第三方登录，会显示传递哪些信息，并可随时解除绑定。",
        control="It is off unless set up; fields are shown and unlinking deletes them.",
    ),
    Promise(
        key="O-3",
        clause=7,
        flag="C",
        says="Links to other sites are marked, and there is no advertising here.",
        says_zh="指向其他网站的链接均有标明；本站没有广告。",
        control="Outgoing links carry no referrer and pass a notice.",
    ),
    Promise(
        key="O-4",
        clause=7,
        flag="C+S",
        says=(
            "No kit of a third party receives your data; any future one would get "
            "de-identified data only and be listed first."
        ),
        says_zh="没有第三方 SDK 获得您的信息；如将来接入，也只提供去标识化信息并事先列明。",
        control="Registered kits, loaded scripts and allowed hosts must be equal.",
    ),
    Promise(
        key="O-5",
        clause=7,
        flag="T",
        says="The terms of other services are their own, and worth reading.",
        says_zh="第三方服务适用其自身条款，请仔细阅读。",
        control="Each registered party has its terms linked.",
    ),
    Promise(
        key="O-6",
        clause=7,
        flag="T",
        says="Our protection ends where you leave this service.",
        says_zh="您离开本服务后，本政策的保护即告终止。",
        control="The notice on leaving says so.",
    ),
)
