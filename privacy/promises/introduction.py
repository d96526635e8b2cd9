"""Introduction: the promises of the introduction."""

from privacy.promises.promise import Promise

INTRODUCTION: tuple[Promise, ...] = (
    Promise(
        key="I-1",
        clause=0,
        flag="T",
        says="We treat your personal information with care and diligence.",
        says_zh="我们谨慎、尽责地对待您的个人信息。",
        control="The sum of all other promises; their live status is public on the promises page.",
    ),
    Promise(
        key="I-2",
        clause=0,
        flag="C",
        says=(
            "The policy explains how we collect, use, store and share information, and how you "
            "can see, correct, control and protect it."
        ),
        says_zh=(
            "本政策说明我们如何收集、使用、存储和共享信息，以及您如何查阅、更正、控制和保护这些"
            "信息。"
        ),
        control=(
            "A text that lacks a section, a clause or an anchor cannot be read, let alone "
            "published."
        ),
    ),
    Promise(
        key="I-3",
        clause=0,
        flag="C",
        says=(
            "You can read the policy before you use the service, and nothing is uploaded "
            "before you have accepted it."
        ),
        says_zh="您可以在使用服务前阅读本政策；在您接受之前，不会上传任何内容。",
        control=(
            "Acceptance is recorded for one exact version before the account exists; the page "
            "needs no sign-in."
        ),
    ),
    Promise(
        key="I-4",
        clause=0,
        flag="C",
        says="If you do not agree you can simply leave, and nothing about you stays behind.",
        says_zh="如不同意，您可以直接离开，我们不会留下关于您的任何记录。",
        control=(
            "Declining writes no row and sets no optional cookie; leaving, export and "
            "cancellation stay open."
        ),
    ),
    Promise(
        key="I-5",
        clause=0,
        flag="T",
        says=(
            "Using the service means that you agree to the policy; in practice we rely only on "
            "what you expressly accept."
        ),
        says_zh="使用服务即表示同意本政策；但实际上，我们只以您明确作出的同意为依据。",
        control="The ledger holds explicit acts only, and a material new version asks again.",
    ),
    Promise(
        key="I-6",
        clause=0,
        flag="C",
        says="The policy covers ten named topics, and each of them is bound to something we check.",
        says_zh="本政策涵盖十个主题，每个主题都对应我们实际执行的检查。",
        control="Every one of the ten sections must hold at least one clause that code checks.",
    ),
)
