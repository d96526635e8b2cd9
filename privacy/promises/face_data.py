"""Face data: the promises of section 1 of the policy."""

from privacy.promises.limits import EFFECT_KEPT, IMMEDIATELY, UPLOAD_CEILING
from privacy.promises.promise import Promise

FACE_DATA: tuple[Promise, ...] = (
    Promise(
        key="F-1",
        clause=1,
        flag="C",
        says=(
            "We look only at pictures you upload, and only at the outline of the face, the "
            "eyes, the nose and the mouth."
        ),
        says_zh="我们只分析您上传的图片，且只分析面部轮廓、眼睛、鼻子和嘴部的位置。",
        control=(
            "Only a face detector and an outline-point predictor are used; code that could "
            "tell who somebody is does not build."
        ),
    ),
    Promise(
        key="F-2",
        clause=1,
        flag="C",
        says="Your face data serves one purpose only: making the picture you asked for.",
        says_zh="您的人脸信息只用于一个目的：生成您所要的图片。",
        control=(
            "An upload can be opened only by the code that makes the effect, and the import "
            "rules enforce it."
        ),
    ),
    Promise(
        key="F-3",
        clause=1,
        flag="C",
        says="The photo is analysed on our server and combined with the template you chose.",
        says_zh="照片在我们的服务器上分析，并与您选择的模板合成。",
        control="A job cannot exist without a template, and its states follow one fixed order.",
    ),
    Promise(
        key="F-4",
        clause=1,
        flag="C+S",
        says=(
            "No partner takes part in making your picture, and only anonymous quality figures "
            "are used to improve it."
        ),
        says_zh="生成过程没有任何合作方参与；用于改进效果的只有不涉及个人的质量统计数字。",
        control=(
            "The decoding process has no network, and the database refuses a recipient of faces."
        ),
    ),
    Promise(
        key="F-5",
        clause=1,
        flag="C",
        says="Your face is never shared with any third party.",
        says_zh="我们绝不向任何第三方提供您的人脸信息。",
        control=(
            "A database constraint forbids any recipient the category FACE, and pictures are "
            "served to their owner alone."
        ),
    ),
    Promise(
        key="F-6",
        clause=1,
        flag="C",
        says="The uploaded photo is deleted at once when the effect is finished.",
        says_zh="效果图一经生成，上传的照片立即删除。",
        control=(
            "The key is destroyed, the object deleted, its absence verified and a signed "
            "receipt written."
        ),
        at_most=IMMEDIATELY,
    ),
    Promise(
        key="F-7",
        clause=1,
        flag="C",
        says=(
            "Until then the photo is kept only for the moment, and never longer than "
            f"{UPLOAD_CEILING.seconds // 60} minutes, whatever happens."
        ),
        says_zh=(
            f"在此之前照片只作短暂保存，无论发生什么，都不超过{UPLOAD_CEILING.seconds // 60}分钟。"
        ),
        control=(
            "Failure and cancellation delete too, and a sweep that needs no worker enforces "
            "the ceiling."
        ),
        at_most=UPLOAD_CEILING,
    ),
    Promise(
        key="F-8",
        clause=1,
        flag="C",
        says=(
            f"The finished picture is kept for {EFFECT_KEPT.days} days: not shorter, not "
            "longer, unless you delete it first."
        ),
        says_zh=(
            f"生成的图片保存{EFFECT_KEPT.days}天，不提前删除，也不超期保留；您可以随时自行删除。"
        ),
        control=(
            "The end is fixed when the effect is made, checked at every view, and measured for "
            "early and late deletion."
        ),
        at_most=EFFECT_KEPT,
        at_least=EFFECT_KEPT,
    ),
    Promise(
        key="F-9",
        clause=1,
        flag="C",
        says="Keeping and saving the finished picture during these days is free.",
        says_zh="在此期间保存和下载图片完全免费。",
        control="No payment step exists anywhere between a person and their picture.",
    ),
    Promise(
        key="F-10",
        clause=1,
        flag="C",
        says="We remind you to save your picture to your own device in time.",
        says_zh="我们会提醒您及时把图片保存到自己的设备。",
        control=(
            "The gallery counts down, and reminders are delivered twice before the end, each "
            "with a delivery row."
        ),
    ),
    Promise(
        key="F-11",
        clause=1,
        flag="C",
        says="The history of the photos you uploaded exists only on your own device.",
        says_zh="您上传过的照片的历史记录只保存在您自己的设备上。",
        control=(
            "The server has neither a table nor an address for it; the browser keeps it per "
            "account."
        ),
    ),
    Promise(
        key="F-12",
        clause=1,
        flag="C",
        says="We keep no facial information about you.",
        says_zh="我们不留存您的任何面部信息。",
        control=(
            "Measured points live in memory for one job; a canary searches databases, storage, "
            "logs and queues for traces."
        ),
    ),
    Promise(
        key="F-13",
        clause=1,
        flag="C",
        says="Each use needs a new upload; an earlier photo is never used again.",
        says_zh="每次使用都需重新上传照片，之前的照片不会被再次使用。",
        control=(
            "The database binds one upload to one job, and no address accepts an earlier "
            "upload as a photo."
        ),
    ),
    Promise(
        key="F-14",
        clause=1,
        flag="C",
        says="The temporary store of uploaded photos is encrypted.",
        says_zh="上传照片的临时存储是加密的。",
        control=(
            "The only upload handler seals the stream as it arrives, so that no readable photo "
            "touches the disk."
        ),
    ),
)
