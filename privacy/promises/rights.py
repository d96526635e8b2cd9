"""Your choices and rights: the promises of section 6 of the policy."""

from privacy.promises.limits import COMPLAINT_WORKING_DAYS, EXPORT_KEPT
from privacy.promises.promise import Promise

RIGHTS: tuple[Promise, ...] = (
    Promise(
        key="M-1",
        clause=6,
        flag="C",
        says="You can see what we hold about you, why and until when.",
        says_zh="您可以查询我们持有您的哪些信息、用途和期限。",
        control="My data is made from the same declarations that purge and export use.",
    ),
    Promise(
        key="M-2",
        clause=6,
        flag="C",
        says=f"You can get a copy of your data, which waits for you {EXPORT_KEPT.days * 24} hours.",
        says_zh=f"您可以获取个人信息副本，副本为您保留{EXPORT_KEPT.days * 24}小时。",
        control=(
            "The export holds every declared field, is encrypted, and goes after its download "
            "or its end."
        ),
        at_most=EXPORT_KEPT,
    ),
    Promise(
        key="M-3",
        clause=6,
        flag="C",
        says="You can correct your data.",
        says_zh="您可以更正个人信息。",
        control="Profile forms do it at once; for the rest there is a ticket with a due date.",
    ),
    Promise(
        key="M-4",
        clause=6,
        flag="C",
        says="You can delete your pictures and other data, with a receipt.",
        says_zh="您可以删除图片及其他信息，并获得删除回执。",
        control="Deletion destroys the key first, verifies absence and signs a receipt.",
    ),
    Promise(
        key="M-5",
        clause=6,
        flag="C",
        says="You can withdraw each consent as easily as you gave it.",
        says_zh="您可以像给予同意一样方便地撤回每一项同意。",
        control="One switch per purpose; the change counts from the next request on.",
    ),
    Promise(
        key="M-6",
        clause=6,
        flag="C",
        says="You can cancel your account.",
        says_zh="您可以注销账号。",
        control="Cancellation runs as a plan with verified steps and a certificate.",
    ),
    Promise(
        key="M-7",
        clause=6,
        flag="C",
        says="You can lodge complaints.",
        says_zh="您可以投诉。",
        control="Contact Us takes complaints with or without an account.",
    ),
    Promise(
        key="M-8",
        clause=6,
        flag="C",
        says="You can set your privacy choices, which start at their most private.",
        says_zh="您可以设置隐私选项，默认即为最严格的保护。",
        control="All choices stand on one page, and nothing optional is switched on beforehand.",
    ),
    Promise(
        key="M-9",
        clause=6,
        flag="C",
        says="The way is exactly Settings - Cancel Account.",
        says_zh="路径即“设置—注销账号”。",
        control="A test walks there by the labels.",
    ),
    Promise(
        key="M-10",
        clause=6,
        flag="C",
        says="Before cancelling we verify that it is you.",
        says_zh="注销前，我们会核验您的身份。",
        control=(
            "A freshly typed password, and the second factor where there is one, or a mailed code."
        ),
    ),
    Promise(
        key="M-11",
        clause=6,
        flag="C",
        says="Cancelling cannot be undone, and we say so first.",
        says_zh="注销不可撤销，我们会事先说明。",
        control="The consequences are listed, a phrase must be typed, and no way back exists.",
    ),
    Promise(
        key="M-12",
        clause=6,
        flag="C",
        says="After cancelling we delete or anonymise your data.",
        says_zh="注销后，我们会删除您的个人信息或作匿名化处理。",
        control=(
            "Every declared class is deleted, anonymised or kept with its reason, then "
            "verified and certified."
        ),
    ),
    Promise(
        key="M-13",
        clause=6,
        flag="C",
        says="We keep only what law or a regulator requires, and tell you what and until when.",
        says_zh="仅保留法律法规或监管要求保留的内容，并告知您内容和期限。",
        control="The certificate lists each class kept, its ground and its end date.",
    ),
    Promise(
        key="M-14",
        clause=6,
        flag="C",
        says="Complaints and reports go to Settings - Contact Us.",
        says_zh="投诉和举报请通过“设置—联系我们”。",
        control="A test walks there by the labels; the form works without an account too.",
    ),
    Promise(
        key="M-15",
        clause=6,
        flag="C",
        says=(
            f"We handle and answer complaints and reports within {COMPLAINT_WORKING_DAYS} "
            "working days after verification."
        ),
        says_zh=f"对投诉和举报，我们在核实后{COMPLAINT_WORKING_DAYS}个工作日内处理并答复。",
        control="The working-day clock shows its due date on the ticket and counts breaches.",
        working_days=COMPLAINT_WORKING_DAYS,
    ),
    Promise(
        key="M-16",
        clause=6,
        flag="T+C",
        says=(
            "You can switch off location, photos, microphone, camera and notifications in your "
            "device's settings."
        ),
        says_zh="您可以在设备系统中关闭位置、照片、麦克风、摄像头和通知权限。",
        control="The permissions page shows the live state and how to change it.",
    ),
    Promise(
        key="M-17",
        clause=6,
        flag="C",
        says="The whole policy is found in Settings - Privacy Policy.",
        says_zh="您可以在“设置—隐私政策”查看本政策全文。",
        control=(
            "A test walks there by the labels and compares the hash with the published version."
        ),
    ),
    Promise(
        key="M-18",
        clause=6,
        flag="C",
        says="If we close, each of you is told, or the public is.",
        says_zh="如停止运营，我们会逐一通知或公告告知。",
        control="The end cannot begin without delivery rows or an announcement.",
    ),
    Promise(
        key="M-19",
        clause=6,
        flag="C",
        says=(
            "You can share what you made with friends or on social networks, by a link you can "
            "take back."
        ),
        says_zh="您可以通过可撤回的链接，将作品分享给朋友或社交网络。",
        control="Links are unlisted, are kept from search engines, and end with the picture.",
    ),
    Promise(
        key="M-20",
        clause=6,
        flag="T",
        says="Others may keep copies of what you share, which is beyond our control.",
        says_zh="他人可能保存您分享的内容，这不在我们的控制之内。",
        control="The share dialog says so.",
    ),
    Promise(
        key="M-21",
        clause=6,
        flag="C",
        says="We ask you to think before sharing publicly.",
        says_zh="公开分享前，我们会提醒您慎重考虑。",
        control=(
            "A confirming step is logged, the link can be revoked, and the picture is marked "
            "as AI-generated."
        ),
    ),
)
