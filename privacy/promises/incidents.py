"""Incidents: the promises of section 5 of the policy."""

from privacy.promises.limits import REGULATOR_REPORT
from privacy.promises.promise import Promise

INCIDENTS: tuple[Promise, ...] = (
    Promise(
        key="H-1",
        clause=5,
        flag="C+S",
        says="Incidents and weaknesses are classed and graded, each with its procedure.",
        says_zh="安全事件和漏洞按类别分级，并有相应处置流程。",
        control=(
            "The grade is computed from persons, sensitivity and spread; overriding it needs a "
            "reason."
        ),
    ),
    Promise(
        key="H-2",
        clause=5,
        flag="S",
        says="A dedicated emergency team stands ready.",
        says_zh="我们设有专门的安全应急响应团队。",
        control="The roster names current members, and reaching them is practised.",
    ),
    Promise(
        key="H-3",
        clause=5,
        flag="C",
        says=(
            "A plan leads from containing and analysing to locating, remedying, tracing and "
            "countering, with all departments."
        ),
        says_zh="应急预案涵盖遏制、分析、定位、补救、溯源和反制，由各部门协同执行。",
        control="The phases come in order, each with a person, a time and proof.",
    ),
    Promise(
        key="H-4",
        clause=5,
        flag="C",
        says="We tell you promptly what happened and what it means for you.",
        says_zh="我们会及时告知您事件的基本情况和可能影响。",
        control="A notice with this part empty cannot be published.",
    ),
    Promise(
        key="H-5",
        clause=5,
        flag="C",
        says="The notice says what we have done and will do.",
        says_zh="通知会说明我们已采取和将采取的措施。",
        control="A notice with this part empty cannot be published.",
    ),
    Promise(
        key="H-6",
        clause=5,
        flag="C",
        says="The notice advises how you can lower your own risk.",
        says_zh="通知会提供您自行防范和降低风险的建议。",
        control="A notice with this part empty cannot be published.",
    ),
    Promise(
        key="H-7",
        clause=5,
        flag="C",
        says="The notice says which remedies you have.",
        says_zh="通知会说明对您的补救措施。",
        control="A notice with this part empty cannot be published.",
    ),
    Promise(
        key="H-8",
        clause=5,
        flag="C",
        says=(
            "We reach you by a notice in your account, by e-mail where you gave one, or by "
            "telephone; push messages and SMS are not offered."
        ),
        says_zh="我们通过账号内通知、您留下的邮箱或电话告知您；目前不提供推送和短信。",
        control=(
            "Each affected person has at least one individual delivery row, failed ones included."
        ),
    ),
    Promise(
        key="H-9",
        clause=5,
        flag="C",
        says="If we cannot reach everybody we make a public announcement.",
        says_zh="如难以逐一告知，我们会发布公告。",
        control="A list of people not reached forces an announcement.",
    ),
    Promise(
        key="H-10",
        clause=5,
        flag="C+S",
        says=(
            "We report incidents to the regulator, the grave ones within "
            f"{REGULATOR_REPORT.seconds // 3600} hours."
        ),
        says_zh=(
            f"我们向监管部门报告安全事件，重大事件在{REGULATOR_REPORT.seconds // 3600}小时内报告。"
        ),
        control="The grade of an incident starts the clocks, which warn before they run out.",
        at_most=REGULATOR_REPORT,
    ),
    Promise(
        key="H-11",
        clause=5,
        flag="T",
        says="No system is perfectly safe, and some faults lie beyond our control.",
        says_zh="没有绝对安全的系统，有些问题超出我们的控制。",
        control="A statement of fact in the policy.",
    ),
    Promise(
        key="H-12",
        clause=5,
        flag="C",
        says="Keep your password and second factor safe, because they are how we know you.",
        says_zh="请妥善保管密码和验证方式，我们以此确认您的身份。",
        control="The security page lists sessions and gives advice; new sign-ins are announced.",
    ),
    Promise(
        key="H-13",
        clause=5,
        flag="C",
        says="If you tell us that your sign-in leaked, we act immediately to limit the damage.",
        says_zh="如您告知登录信息泄露，我们会立即采取措施减少损失。",
        control="One button ends all sessions, forces a new password and opens an urgent ticket.",
    ),
)
