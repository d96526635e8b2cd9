"""How to reach us: the promises of section 10 of the policy."""

from privacy.promises.limits import QUESTION_WORKING_DAYS
from privacy.promises.promise import Promise

CONTACT: tuple[Promise, ...] = (
    Promise(
        key="Q-1",
        clause=10,
        flag="T",
        says="We protect your information as this policy says.",
        says_zh="我们依照本政策保护您的个人信息。",
        control="The sum of all other promises.",
    ),
    Promise(
        key="Q-2",
        clause=10,
        flag="C",
        says="Questions, opinions and suggestions are welcome.",
        says_zh="欢迎您提出问题、意见和建议。",
        control="Contact Us takes each kind, with or without an account.",
    ),
    Promise(
        key="Q-3",
        clause=10,
        flag="C",
        says=(
            f"We generally answer within {QUESTION_WORKING_DAYS} working days after we have "
            "your message and know that it is you."
        ),
        says_zh=f"收到来信并核实您的身份后，我们一般在{QUESTION_WORKING_DAYS}个工作日内答复。",
        control="The working-day clock shows its due date on the ticket.",
        working_days=QUESTION_WORKING_DAYS,
    ),
    Promise(
        key="Q-4",
        clause=10,
        flag="C",
        says=(
            "You can reach us through Settings - Contact Us, and by e-mail where an address is "
            "given there."
        ),
        says_zh="您可以通过“设置—联系我们”与我们联系；该处列有邮箱时，也可发送电子邮件。",
        control=(
            "The address is configuration, is watched, and is registered if its mailbox lies "
            "abroad."
        ),
    ),
)
