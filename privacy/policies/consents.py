"""What people are asked, one purpose at a time, and what they are told before upload and sharing.

Each text stands alone: what happens to the photo, how long, and what a no costs. Versions count
per purpose; a changed word is a new version, because the ledger holds the hash of what was shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from privacy.policies.figures import fill_figures


@dataclass(frozen=True, slots=True)
class ConsentText:
    """The words of one purpose, by language, figures filled in."""

    purpose: str
    version: str
    texts: Mapping[str, str]

    def words(self, locale: str | None) -> str:
        """This method will return the words in the reader's language."""
        return self.texts.get(locale or "") or self.texts["en"]


def _consent(purpose: str, version: str, *, en: str, zh_hans: str) -> ConsentText:
    templates = {"en": en, "zh-hans": zh_hans}
    texts = {locale: fill_figures(words, locale) for locale, words in templates.items()}
    return ConsentText(purpose, version, MappingProxyType(texts))


_ALL = (
    _consent(
        "face_portrait",
        "1",
        en=(
            "I agree that my photo is sent to the server, encrypted, and that the face in it is "
            "analysed to make the portrait I ask for. The photo is deleted as soon as the portrait "
            "exists, and after [[F-7.at_most.minutes]] minutes in any case; no facial data is "
            "kept. The portrait shows a face too: it stays encrypted, for me alone, for "
            "[[F-8.at_most.days]] days unless I delete it sooner. Nobody else receives either. A "
            "face is sensitive information; in wrong hands it could be misused, which is why it "
            "stays so briefly. If I refuse, only portraits do not work. I can withdraw at any time "
            "in Settings; unfinished portraits then stop and finished ones are deleted."
        ),
        zh_hans=(
            "我同意将照片加密上传到服务器，并分析其中的面部，用于制作我所要的人像。人像一经生成，照片"
            "立即删除，无论如何最多保留[[F-7.at_most.minutes]]分钟，面部信息不会留存。人像本身也是"
            "人脸图像：加密保存[[F-8.at_most.days]]天，只有我能看到，我也可以提前删除。两者都不会"
            "提供给任何其他人。人脸属于敏感个人信息，一旦被他人滥用可能造成损害，因此保存时间极短。"
            "如果我拒绝，仅无法制作人像。我可以随时在“设置”中撤回；撤回后，未完成的制作停止，"
            "已完成的人像删除。"
        ),
    ),
    _consent(
        "face_cutout",
        "2",
        en=(
            "I agree that my photo is sent to the server, encrypted, and that the person in it is "
            "analysed to cut them out of the picture. The photo and all facial data are deleted as "
            "soon as the cutout exists, the photo after [[F-7.at_most.minutes]] minutes in any "
            "case. The cutout stays encrypted, for me alone, until it has reached me: it is "
            "deleted within [[P-11.at_most.seconds]] seconds from then, and after "
            "[[CUTOUT_KEPT.minutes]] minutes if nobody fetched it. What I make of it is made on "
            "my device. Nobody else receives either. A face is sensitive information. If I "
            "refuse, only cutouts do not work. I can withdraw at any time in Settings; unfinished "
            "cutouts then stop and finished ones are deleted."
        ),
        zh_hans=(
            "我同意将照片加密上传到服务器，并分析其中的人物，用于抠图。抠图一经生成，照片和全部面部信息"
            "立即删除；无论如何，照片最多保留[[F-7.at_most.minutes]]分钟。抠图结果加密保存，只有我能看到："
            "送达后[[P-11.at_most.seconds]]秒内删除；如无人取走，[[CUTOUT_KEPT.minutes]]分钟后删除。"
            "之后的合成在我的设备上完成。两者都不会提供给任何其他人。人脸属于敏感个人信息。如果我拒绝，"
            "仅无法使用抠图。我可以随时在“设置”中撤回；撤回后，未完成的抠图停止，已完成的删除。"
        ),
    ),
    _consent(
        "face_video",
        "1",
        en=(
            "I agree that the video clip I choose is sent to the server, encrypted, and that faces "
            "in it are analysed to apply the effects I ask for. The clip and all facial data are "
            "deleted as soon as the result exists, the clip after [[P-10.at_most.minutes]] minutes "
            "in any case. The result stays encrypted, for me alone, for [[F-8.at_most.days]] days "
            "unless I delete it sooner. Nobody else receives either. A face is sensitive "
            "information. If I refuse, only effects on imported clips do not work; the live "
            "camera, which sends nothing, still does. I can withdraw at any time in Settings; "
            "unfinished clips then stop and finished ones are deleted."
        ),
        zh_hans=(
            "我同意将所选的视频片段加密上传到服务器，并分析其中的面部，用于添加我所要的效果。结果一经"
            "生成，视频和全部面部信息立即删除；无论如何，视频最多保留[[P-10.at_most.minutes]]分钟。"
            "结果加密保存[[F-8.at_most.days]]天，只有我能看到，我也可以提前删除。两者都不会提供给任何"
            "其他人。人脸属于敏感个人信息。如果我拒绝，仅无法为导入的视频添加效果；不发送任何数据的"
            "实时摄像头仍可使用。我可以随时在“设置”中撤回；撤回后，未完成的处理停止，已完成的视频删除。"
        ),
    ),
    _consent(
        "media_import",
        "1",
        en=(
            "I agree that video clips I pick from my device may be opened and imported for "
            "editing, only those I pick, each time I pick them. An imported clip is deleted as "
            "soon as the result exists, and after [[P-10.at_most.minutes]] minutes in any case. "
            "If I refuse, only importing does not work. I can withdraw at any time in Settings, "
            "and importing stops at once."
        ),
        zh_hans=(
            "我同意打开并导入我从设备中选取的视频片段用于编辑，仅限我每次选中的内容。结果一经生成，导入的"
            "视频立即删除，无论如何最多保留[[P-10.at_most.minutes]]分钟。如果我拒绝，仅无法导入。我可以"
            "随时在“设置”中撤回，导入随即停止。"
        ),
    ),
    _consent(
        "analytics",
        "1",
        en=(
            "I agree that my visits to pages are counted, by this site alone and in sums only. No "
            "photo, no search word and no time spent is part of it, and nobody else receives it. "
            "If I refuse, nothing changes for me. I can withdraw at any time in Settings, and "
            "counting stops at once."
        ),
        zh_hans=(
            "我同意统计我对页面的访问，仅由本站汇总计数。统计不涉及照片、搜索词和停留时长，也不会提供给"
            "任何其他人。如果我拒绝，不会有任何影响。我可以随时在“设置”中撤回，统计随即停止。"
        ),
    ),
    _consent(
        "promotions",
        "1",
        en=(
            "I agree to receive news and offers from this site at my e-mail address and in my "
            "account. My photos and portraits play no part in it, and nobody else receives my "
            "address. If I refuse, nothing changes for me. Every such message has a link to "
            "unsubscribe, and I can withdraw at any time in Settings."
        ),
        zh_hans=(
            "我同意通过邮箱和账号内消息接收本站的资讯和优惠。这与我的照片和人像无关，我的邮箱也不会提供给"
            "任何其他人。如果我拒绝，不会有任何影响。每封此类消息都可以退订，我也可以随时在“设置”中撤回。"
        ),
    ),
)

CONSENTS: Mapping[str, ConsentText] = MappingProxyType({one.purpose: one for one in _ALL})

ATTESTATION = _consent(
    "attestation",
    "1",
    en=(
        "This is me, or I may use this picture: the person shown, or the guardian of a child "
        "shown, has agreed to it being edited."
    ),
    zh_hans="图中的人是我本人，或者我有权使用这张图片：图中的人（如为儿童，则其监护人）已同意对其进行编辑。",
)

# Read before the first link to a picture, and recorded with its version.
SHARE_WARNING = _consent(
    "share_warning",
    "1",
    en=(
        "Whoever has the link sees the picture, and can keep, copy and pass it on. Taking the link "
        "back or deleting the picture does not reach their copies, and we cannot answer for them. "
        "Think twice before it becomes public."
    ),
    zh_hans=(
        "任何拿到链接的人都能看到这张图片，也可以保存、复制和转发。撤回链接或删除图片，都无法收回他人手中的"
        "副本，我们也无法为此负责。公开之前，请三思。"
    ),
)
