"""Sharing: the promises of section 4 of the policy."""

from privacy.promises.promise import Promise

SHARING: tuple[Promise, ...] = (
    Promise(
        key="S-0",
        clause=4,
        flag="C",
        says="We share nothing without your consent except in the cases listed here.",
        says_zh="除此处列明的情形外，未经您同意，我们不共享任何信息。",
        control=(
            "One gate, shut by default, is the only way out, and each row of its log names a "
            "ground."
        ),
    ),
    Promise(
        key="S-1",
        clause=4,
        flag="S+C",
        says=(
            "Providers who help to run the service receive only what their task needs; today "
            "there is no payment or advertising provider."
        ),
        says_zh="协助运行服务的提供方只获得其任务所需的信息；目前没有支付或广告提供方。",
        control=(
            "A third party stays inactive until agreement, categories, purpose, region and "
            "period are filled in."
        ),
    ),
    Promise(
        key="S-2",
        clause=4,
        flag="C",
        says=(
            "The list of all third parties is public and current, and says so when there are none."
        ),
        says_zh="第三方名单公开且实时更新；如没有，也会如实写明。",
        control="The page is made from the same rows that open the gate.",
    ),
    Promise(
        key="S-3",
        clause=4,
        flag="S",
        says=(
            "Affiliates could receive account data for one account system and its security, "
            "and never pictures."
        ),
        says_zh="关联公司仅可能为统一账号及安全获得账号信息，绝不包括图片。",
        control="Recipients of this kind are limited to account fields, and each is registered.",
    ),
    Promise(
        key="S-4",
        clause=4,
        flag="C",
        says="Even sharing for the purposes of the face section never includes a face.",
        says_zh="即使为实现人脸一节所述目的而共享，也绝不包括人脸信息。",
        control="The ban on the category FACE stands above every ground.",
    ),
    Promise(
        key="S-5",
        clause=4,
        flag="S",
        says=(
            "We may share what is needed to fulfil duties or exercise rights under this policy "
            "or an agreement with you."
        ),
        says_zh="为履行本政策或与您的协议项下的义务、行使权利，我们可以共享必要信息。",
        control="The row must refer to the agreement it rests on.",
    ),
    Promise(
        key="S-6",
        clause=4,
        flag="C",
        says="Promotion partners could receive counts that identify nobody; today there are none.",
        says_zh="推广合作方只可能获得无法识别个人的统计数字；目前没有此类合作方。",
        control="Only de-identified sums pass the gate, and small groups are left out.",
    ),
    Promise(
        key="S-7",
        clause=4,
        flag="S",
        says="We share what law, or an authority acting under law, requires.",
        says_zh="我们依法律法规或有权机关的要求提供信息。",
        control="Such sharing exists only as a disclosure request with its documents.",
    ),
    Promise(
        key="S-8",
        clause=4,
        flag="C",
        says="We share when you need it and have agreed to it.",
        says_zh="基于您的合理需要并经您同意，我们可以共享。",
        control="The gate asks for the row of your consent, which holds once or until its date.",
    ),
    Promise(
        key="S-9",
        clause=4,
        flag="C+S",
        says="At a guardian's request we share the data of their child, and of that child alone.",
        says_zh="应监护人要求，我们仅提供其所监护儿童的信息。",
        control="An active guardian link to exactly that child is needed.",
    ),
    Promise(
        key="S-10",
        clause=4,
        flag="S",
        says="We share as an agreement that you have signed provides.",
        says_zh="我们依照您签署的协议共享信息。",
        control="The agreement is kept with its parties, its date and its hash.",
    ),
    Promise(
        key="S-11",
        clause=4,
        flag="S+C",
        says="For research in the public interest we give only results that are de-identified.",
        says_zh="为公共利益的学术研究，我们只提供去标识化的结果。",
        control="A de-identified release that passed its tests is required.",
    ),
    Promise(
        key="S-12",
        clause=4,
        flag="S",
        says="Other sharing is limited to what law names.",
        says_zh="其他共享仅限法律法规规定的情形。",
        control="The row cannot be saved without the citation.",
    ),
    Promise(
        key="S-13",
        clause=4,
        flag="S",
        says=(
            "Every recipient is bound to strict confidentiality, to our instructions and to "
            "this policy."
        ),
        says_zh="每个接收方都受严格保密义务、我们的指示和本政策的约束。",
        control=(
            "Without an agreement in date a recipient is switched off by itself, after warnings."
        ),
    ),
)
