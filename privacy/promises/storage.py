"""Storage: the promises of section 5 of the policy."""

from privacy.promises.limits import NETWORK_LOG_CEILING, NETWORK_LOG_FLOOR, NETWORK_LOG_MONTHS
from privacy.promises.promise import Promise

STORAGE: tuple[Promise, ...] = (
    Promise(
        key="R-0",
        clause=5,
        flag="C",
        says="We keep personal information for the shortest time its purpose needs.",
        says_zh="我们只在实现目的所必需的最短期限内保存个人信息。",
        control=(
            "A field without a declared period stops the build, and overdue rows are counted "
            "per class."
        ),
    ),
    Promise(
        key="R-1",
        clause=5,
        flag="C",
        says=(
            f"Network logs are kept for at least {NETWORK_LOG_MONTHS} months, as the law "
            f"demands, and for at most {NETWORK_LOG_CEILING.days} days."
        ),
        says_zh=(
            f"网络日志依法至少保存{NETWORK_LOG_MONTHS}个月，最长不超过{NETWORK_LOG_CEILING.days}"
            "天。"
        ),
        control=(
            "The purge refuses to run below the floor, and the ages of the oldest and newest "
            "rows are watched."
        ),
        at_least=NETWORK_LOG_FLOOR,
        at_most=NETWORK_LOG_CEILING,
        month_count=NETWORK_LOG_MONTHS,
    ),
    Promise(
        key="R-2",
        clause=5,
        flag="C",
        says="A court judgment or other legal process can change how long something is kept.",
        says_zh="法院判决或其他法律程序可能改变保存期限。",
        control="A legal hold with its document is part of the one query that finds what is due.",
    ),
    Promise(
        key="R-3",
        clause=5,
        flag="C+S",
        says="So can the order of an authority empowered by law.",
        says_zh="有权机关的依法要求亦可能改变保存期限。",
        control="A hold needs document, scope and review date.",
    ),
    Promise(
        key="R-4",
        clause=5,
        flag="C",
        says="If the service ends we tell you beforehand and stop collecting promptly.",
        says_zh="如停止服务，我们会提前通知您，并及时停止收集信息。",
        control="Ending the service is a mode with fixed steps in which new data is refused.",
    ),
    Promise(
        key="R-5",
        clause=5,
        flag="C",
        says="After the end we delete or anonymise your data, unless law says otherwise.",
        says_zh="停止服务后，我们会删除您的个人信息或作匿名化处理，法律另有规定的除外。",
        control="A full purge runs and writes a certificate; logs wait for their legal floor.",
    ),
    Promise(
        key="R-6",
        clause=5,
        flag="C",
        says="Data collected in China is stored in China.",
        says_zh="在中国境内收集的个人信息存储于中国境内。",
        control=(
            "The region of databases, storage, broker and mail is asserted when the service starts."
        ),
    ),
    Promise(
        key="R-7",
        clause=5,
        flag="C+S",
        says=(
            "Data goes abroad only where law says so, where you agree, or where you use a "
            "function that needs it."
        ),
        says_zh="仅在法律规定、您同意或您使用跨境功能时，信息才会出境。",
        control="The gate asks for a recorded ground and receiver whenever the region differs.",
    ),
    Promise(
        key="R-8",
        clause=5,
        flag="S",
        says="If it does, it stays protected to the same standard.",
        says_zh="信息出境时，仍受到同等充分的保护。",
        control="Assessment and contract are attached to the record.",
    ),
    Promise(
        key="R-9",
        clause=5,
        flag="S",
        says="A dedicated team looks after security.",
        says_zh="我们设有专职的安全团队。",
        control="The duty roster must name a current member, or the promise shows as unproven.",
    ),
)
