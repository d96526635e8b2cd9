"""Changes to this policy: the promises of section 9 of the policy."""

from privacy.promises.limits import POLICY_NOTICE
from privacy.promises.promise import Promise

REVISION: tuple[Promise, ...] = (
    Promise(
        key="V-1",
        clause=9,
        flag="C",
        says="We may change the policy, and each change becomes part of it as a new version.",
        says_zh="我们可能修改本政策，修改内容以新版本的形式成为本政策的一部分。",
        control="Versions cannot be altered once approved; author and approver are two people.",
    ),
    Promise(
        key="V-2",
        clause=9,
        flag="C",
        says=(
            f"You are told of a substantial change at least {POLICY_NOTICE.days} days before it "
            "takes effect."
        ),
        says_zh=f"重大变更在生效前至少{POLICY_NOTICE.days}天通知您。",
        control="The publish guard compares notice, delivery and effective date.",
        at_least=POLICY_NOTICE,
    ),
    Promise(
        key="V-3",
        clause=9,
        flag="C",
        says="You can see what changed and what it means for you.",
        says_zh="您可以看到改了什么、对您意味着什么。",
        control="A difference by clauses and a plain summary belong to each version.",
    ),
    Promise(
        key="V-4",
        clause=9,
        flag="T",
        says="Changes put your satisfaction first.",
        says_zh="任何修改都以您的满意为先。",
        control="A statement of intent in the policy.",
    ),
    Promise(
        key="V-5",
        clause=9,
        flag="C",
        says="We invite you to look at the policy whenever you use the service.",
        says_zh="我们欢迎您在每次使用时查看本政策。",
        control="The footer links to it on every page and shows when you last read it.",
    ),
    Promise(
        key="V-6",
        clause=9,
        flag="C",
        says="We announce what you need to know, such as maintenance.",
        says_zh="系统维护等必要事项，我们会发布公告。",
        control="Announcements have a kind and a window of time.",
    ),
    Promise(
        key="V-7",
        clause=9,
        flag="C",
        says="Service notices cannot be unsubscribed; promotion always can.",
        says_zh="服务类通知不可退订；推广类信息随时可以退订。",
        control=(
            "The kind of a message decides, and a service notice with promotion in it is refused."
        ),
    ),
)
