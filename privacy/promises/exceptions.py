"""Exceptions to consent: the promises of section 2 of the policy."""

from privacy.promises.promise import Promise

EXCEPTIONS: tuple[Promise, ...] = (
    Promise(
        key="X-1",
        clause=2,
        flag="S",
        says=(
            "Without consent we may act where national security or defence lawfully requires "
            "it, with a document on record."
        ),
        says_zh="因国家安全、国防安全依法需要时，可不经同意处理，但须有文件存档。",
        control="Two people record ground, document, scope and end date; nothing is open-ended.",
    ),
    Promise(
        key="X-2",
        clause=2,
        flag="S",
        says="The same holds for public safety, public health and major public interests.",
        says_zh="涉及公共安全、公共卫生和重大公共利益的，亦同。",
        control="Two people record ground, document, scope and end date.",
    ),
    Promise(
        key="X-3",
        clause=2,
        flag="S",
        says=(
            "The same holds for criminal investigation, prosecution, trial and enforcement of "
            "judgments."
        ),
        says_zh="涉及刑事侦查、起诉、审判和判决执行的，亦同。",
        control="The ground opens a disclosure request and is never used on its own.",
    ),
    Promise(
        key="X-4",
        clause=2,
        flag="S",
        says=(
            "To protect life, property or other weighty rights we may act when consent is hard "
            "to obtain, and tell you afterwards."
        ),
        says_zh="为保护生命、财产等重大合法权益而难以取得同意时，可先行处理，并在事后告知您。",
        control=(
            "The record must say why consent was out of reach, and a notice to the person follows."
        ),
    ),
    Promise(
        key="X-5",
        clause=2,
        flag="S",
        says="Information that you have published yourself may be used within reason.",
        says_zh="您自行公开的信息，可在合理范围内处理。",
        control="The record names the public address and the date it was seen.",
    ),
    Promise(
        key="X-6",
        clause=2,
        flag="S",
        says=(
            "Information from lawful public sources, such as news or government publications, "
            "may be used."
        ),
        says_zh="来自新闻报道、政府公开等合法渠道的信息，可以处理。",
        control="The record cites the source.",
    ),
    Promise(
        key="X-7",
        clause=2,
        flag="C",
        says="What is needed for a contract that you ask for may be processed for that contract.",
        says_zh="应您要求订立合同所必需的信息，可为该合同处理。",
        control="The ground can be used only together with the contract it belongs to.",
    ),
    Promise(
        key="X-8",
        clause=2,
        flag="C",
        says=(
            "What keeps the service safe and stable, such as finding a fault, may be "
            "processed, and never includes faces."
        ),
        says_zh="为维护服务安全稳定运行（如发现和处理故障）所必需的可以处理，但绝不包括人脸。",
        control="The ground covers classes of logs only and ends by itself.",
    ),
    Promise(
        key="X-9",
        clause=2,
        flag="S",
        says="Lawful news reporting is a ground in law that this service has no use for.",
        says_zh="合法新闻报道是法定事由，但本服务并不使用。",
        control="Any use would have to be recorded like the others.",
    ),
    Promise(
        key="X-10",
        clause=2,
        flag="S+C",
        says=(
            "Academic research in the public interest may use results only after they are "
            "de-identified."
        ),
        says_zh="出于公共利益的学术研究，只能使用去标识化后的结果。",
        control="The ground requires a de-identified release that passed its tests.",
    ),
    Promise(
        key="X-11",
        clause=2,
        flag="S",
        says="Other cases are limited to those that a law or regulation names.",
        says_zh="其他情形仅限于法律法规明确规定者。",
        control="The record cannot be saved without the citation.",
    ),
)
