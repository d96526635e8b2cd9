"""Transfer and disclosure: the promises of section 4 of the policy."""

from privacy.promises.promise import Promise

DISCLOSURE: tuple[Promise, ...] = (
    Promise(
        key="T-1",
        clause=4,
        flag="S+C",
        says=(
            "In a merger, acquisition or sale of assets your data may move, and you are told "
            "to whom before it does."
        ),
        says_zh="如发生合并、收购或资产转让，您的信息可能随之转移，我们会事先告知接收方。",
        control=(
            "The transfer passes planned, noticed and done in that order, and the notice names "
            "the receiver."
        ),
    ),
    Promise(
        key="T-2",
        clause=4,
        flag="C",
        says="The new holder stays bound by this policy, or must ask for your consent again.",
        says_zh="新的持有方须继续受本政策约束，否则须重新征得您的同意。",
        control=(
            "If it is not bound, every acceptance lapses and processing pauses until you agree "
            "anew."
        ),
    ),
    Promise(
        key="T-3",
        clause=4,
        flag="C",
        says="Any other transfer needs your express consent.",
        says_zh="其他任何转让都须经您明确同意。",
        control="The gate asks for a consent row of the kind transfer.",
    ),
    Promise(
        key="D-0",
        clause=4,
        flag="C",
        says="We disclose only after taking security measures of the industry's standard.",
        says_zh="我们只在采取符合业界标准的安全措施后才披露信息。",
        control=(
            "A package must be encrypted to its recipient, with an end and a hash, before it "
            "can leave."
        ),
    ),
    Promise(
        key="D-1",
        clause=4,
        flag="C",
        says="We disclose what you named, in the way you agreed to.",
        says_zh="我们按您明确同意的方式披露您指定的信息。",
        control="The consent row lists the fields and the manner.",
    ),
    Promise(
        key="D-2",
        clause=4,
        flag="C+S",
        says=(
            "Where law compels us we disclose only the kind of data required, in the manner "
            "required."
        ),
        says_zh="依法必须披露时，我们只按要求的类型和方式披露。",
        control=(
            "Released fields must be a part of the requested ones, and the difference is stored."
        ),
    ),
    Promise(
        key="D-3",
        clause=4,
        flag="C",
        says=(
            "Whoever asks must show a legal document such as a subpoena or an investigation letter."
        ),
        says_zh="请求方必须出示传票、调查函等法律文件。",
        control="A request cannot move on without document, hash, authority and reference number.",
    ),
    Promise(
        key="D-4",
        clause=4,
        flag="C",
        says="We are as open about such requests as the law allows.",
        says_zh="在法律允许的范围内，我们对此类请求保持透明。",
        control=(
            "Counts are published every half year, and you are told unless a dated order "
            "forbids it."
        ),
    ),
    Promise(
        key="D-5",
        clause=4,
        flag="C+S",
        says="Every request is reviewed for its legal basis, its limits and its specific purpose.",
        says_zh="每项请求都要审查其合法依据、范围和具体目的。",
        control="The reviewer cannot be the approver, and a checklist with reasons is stored.",
    ),
    Promise(
        key="N-1",
        clause=4,
        flag="C",
        says=(
            "Data that nobody can trace back to a person may be shared without asking; we "
            "still log it."
        ),
        says_zh="无法复原、无法识别个人的数据，可不另行征得同意而共享；我们仍会记录。",
        control=(
            "A release has no direct identifiers, passes a group-size and a re-identification "
            "test, and is hashed."
        ),
    ),
)
