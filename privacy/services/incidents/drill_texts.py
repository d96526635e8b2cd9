"""What the notice of a drill says, in every language and part: the pattern of a real one."""

from collections.abc import Mapping
from types import MappingProxyType

DRILL_TEXTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": {
            "basics": "This is a drill: nothing has happened. A real notice says here what "
            "happened, when, when we noticed, and what it means for the reader.",
            "kinds": "Account data: e-mail address and settings.",
            "cause": "Made up for the drill: a key that was not changed in time.",
            "harm": "Somebody could write to the address and pretend to be us.",
            "measures": "The key is changed, access is closed, and the logs are being read.",
            "advice": "Choose a new password and be wary of mail that asks for it.",
            "remedies": "Every session is ended and a new password is asked for at no cost.",
            "contact": "Contact Us in the settings, or the privacy officer by mail.",
        },
        "zh-hans": {
            "basics": "这是一次演练，并未发生任何事件。真实的通知会在此说明发生了什么、何时发生、"
            "何时发现以及对您意味着什么。",
            "kinds": "账号信息：邮箱地址和设置。",
            "cause": "演练假设：一把密钥未按时更换。",
            "harm": "他人可能冒充我们向该邮箱发送邮件。",
            "measures": "密钥已更换，访问已关闭，正在核查日志。",
            "advice": "请设置新密码，并警惕索要密码的邮件。",
            "remedies": "所有登录均已结束，您可免费重新设置密码。",
            "contact": "请在“设置”中使用“联系我们”，或致信个人信息保护负责人。",
        },
    }
)
