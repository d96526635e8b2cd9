"""Protection: the promises of section 5 of the policy."""

from privacy.promises.promise import Promise

PROTECTION: tuple[Promise, ...] = (
    Promise(
        key="E-1",
        clause=5,
        flag="C",
        says=(
            "Measures of the industry's standard protect your data from unauthorised access, "
            "use, change, damage and loss."
        ),
        says_zh="我们采用符合业界标准的措施，防止信息被未经授权访问、使用、修改、损坏或丢失。",
        control="Deployment checks, security tests and a restore drill run before a release.",
    ),
    Promise(
        key="E-2",
        clause=5,
        flag="S",
        says="Sound system rules and techniques are written down and kept up to date.",
        says_zh="我们建立并持续更新合理的制度规范与技术规范。",
        control="Each document has a version, an owner and a review date.",
    ),
    Promise(
        key="E-3",
        clause=5,
        flag="C",
        says="Your data is encrypted on its way.",
        says_zh="您的数据在传输中全程加密。",
        control=(
            "Plain requests are redirected, browsers are told to insist on encryption, cookies "
            "are secure."
        ),
    ),
    Promise(
        key="E-4",
        clause=5,
        flag="C",
        says="Your pictures and other sensitive data are encrypted where they are stored.",
        says_zh="您的图片和其他敏感信息以加密方式存储。",
        control="Each object has a key of its own, and a canary scan finds nothing readable.",
    ),
    Promise(
        key="E-5",
        clause=5,
        flag="C",
        says="Data of different kinds is kept apart.",
        says_zh="不同类别的数据相互隔离存放。",
        control=(
            "Keys, logs and everything else have separate databases; classes of objects have "
            "separate keys."
        ),
    ),
    Promise(
        key="E-6",
        clause=5,
        flag="C",
        says="Staff see masked data unless a case requires more.",
        says_zh="工作人员看到的是脱敏信息，确有个案需要时才可查看更多。",
        control="A reveal needs a case and a reason and leaves a row that you can see.",
    ),
    Promise(
        key="E-7",
        clause=5,
        flag="C",
        says="Access rights are strict: what is not expressly allowed is refused.",
        says_zh="访问权限从严：未经明确许可，一律拒绝。",
        control="A test checks every role against every table and act.",
    ),
    Promise(
        key="E-8",
        clause=5,
        flag="C",
        says="Staff must sign in with a second factor, and you can.",
        says_zh="工作人员必须使用双重验证登录，您也可以启用。",
        control=(
            "The admin opens only for a session with a recorded second factor; ways around are "
            "tested."
        ),
    ),
    Promise(
        key="G-1",
        clause=5,
        flag="C",
        says="Data is classified and graded by sensitivity.",
        says_zh="数据按敏感程度分类分级。",
        control="Every declared field carries its grade.",
    ),
    Promise(
        key="G-2",
        clause=5,
        flag="S",
        says="A security management specification governs how data is kept and used.",
        says_zh="我们以数据安全管理规范约束信息的存储和使用。",
        control="The document register holds it with owner and review date.",
    ),
    Promise(
        key="G-3",
        clause=5,
        flag="S",
        says="A secure development specification governs how the service is built.",
        says_zh="我们以数据安全开发规范约束产品的开发。",
        control="The document register holds it, and the checks run at every change.",
    ),
    Promise(
        key="G-4",
        clause=5,
        flag="S",
        says="Staff sign a confidentiality agreement before they may see personal data.",
        says_zh="工作人员须签署保密协议后方可接触个人信息。",
        control="Without an agreement in date, permissions resolve to none.",
    ),
    Promise(
        key="G-5",
        clause=5,
        flag="C",
        says="Access is monitored and audited.",
        says_zh="对个人信息的访问受到监控和审计。",
        control=(
            "Staff access is written to a chained log, with a review every week that must be "
            "signed."
        ),
    ),
    Promise(
        key="G-6",
        clause=5,
        flag="S+C",
        says="Staff are trained in the protection of personal information.",
        says_zh="工作人员接受个人信息保护培训。",
        control="Lapsed training suspends access to personal data.",
    ),
    Promise(
        key="G-7",
        clause=5,
        flag="C",
        says="Only people who need to know may see your data, and only for as long as they need.",
        says_zh="只有确需知悉的人员才能访问您的信息，且仅限必要的时间。",
        control="Access hangs on an assigned case and ends with it.",
    ),
    Promise(
        key="G-8",
        clause=5,
        flag="C",
        says="Such access is strictly controlled and watched.",
        says_zh="此类访问受到严格控制和监测。",
        control="Unusual rates or volumes of reveals and exports raise an alert.",
    ),
    Promise(
        key="G-9",
        clause=5,
        flag="S",
        says="Whoever touches your data owes confidentiality and answers for a breach.",
        says_zh="任何接触您信息的人员都负有保密义务，违反者须承担责任。",
        control="A recorded breach suspends the person or partner by itself.",
    ),
    Promise(
        key="G-10",
        clause=5,
        flag="C",
        says="We do not collect data that is unrelated to the service.",
        says_zh="我们不收集与服务无关的个人信息。",
        control=(
            "The API refuses, by its name, every field that it does not know; forms read their "
            "own fields alone."
        ),
    ),
    Promise(
        key="G-11",
        clause=5,
        flag="T",
        says=(
            "Other channels such as e-mail or messengers are not fully encrypted, so be "
            "careful there."
        ),
        says_zh="电子邮件、即时通讯等其他渠道并非完全加密，请谨慎使用。",
        control="The note stands beside Contact Us and the share dialog.",
    ),
    Promise(
        key="G-12",
        clause=5,
        flag="C",
        says="Please use a strong password; we help you to choose one.",
        says_zh="请使用复杂密码，我们会协助您设置。",
        control="Length and a list of common passwords are checked when a password is set.",
    ),
    Promise(
        key="G-13",
        clause=5,
        flag="S+T",
        says=(
            "We do our best, and bear legal responsibility if our safeguards fail and you are "
            "harmed."
        ),
        says_zh="我们尽最大努力；如防护失效致您权益受损，我们依法承担责任。",
        control="The record of an incident holds harm and remedy for each person affected.",
    ),
)
