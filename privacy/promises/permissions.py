"""Permissions and functions: the promises of section 2 of the policy."""

from privacy.promises.limits import CLIP_CEILING, IMMEDIATELY
from privacy.promises.promise import Promise

PERMISSIONS: tuple[Promise, ...] = (
    Promise(
        key="P-1",
        clause=2,
        flag="C",
        says=(
            "Your photos and videos are opened only for an import that you start, one choice "
            "at a time."
        ),
        says_zh="只有在您主动导入时，我们才会读取您选中的照片或视频。",
        control="Only the browser's file picker is used, and all other functions work without it.",
    ),
    Promise(
        key="P-2",
        clause=2,
        flag="C",
        says="You can withdraw the permission to import at any time; only importing then stops.",
        says_zh="您可以随时撤回导入授权，撤回后仅无法使用导入功能。",
        control="Withdrawal closes the import route with the next request and explains why.",
    ),
    Promise(
        key="P-3",
        clause=2,
        flag="C",
        says="The camera starts only when you ask for it, and you can refuse.",
        says_zh="只有在您主动开启时才会使用摄像头，您也可以拒绝。",
        control="The camera is requested in the click alone; a test walks through every refusal.",
    ),
    Promise(
        key="P-4",
        clause=2,
        flag="C",
        says=(
            "The microphone is used only while you record a clip, and your voice stays on your "
            "device."
        ),
        says_zh="麦克风仅在您录制视频时使用，您的声音保留在设备上。",
        control="Sound is requested in record mode only, and every track stops when you leave.",
    ),
    Promise(
        key="P-5",
        clause=2,
        flag="C",
        says="Refusing one permission affects that one function and nothing else.",
        says_zh="拒绝某项授权只影响对应功能，不影响其他功能。",
        control="A test runs every function against every refused permission.",
    ),
    Promise(
        key="P-6",
        clause=2,
        flag="C",
        says="Saving a finished work to your device is up to you; refusing only stops the saving.",
        says_zh="是否将作品保存到设备由您决定，拒绝仅影响保存功能。",
        control="An ordinary download needs no permission at all.",
    ),
    Promise(
        key="P-7",
        clause=2,
        flag="T",
        says="You can refuse when asked, or turn a permission off later in your browser or device.",
        says_zh="您可以在询问时拒绝，也可以随后在浏览器或设备中关闭授权。",
        control="The permissions page shows the live state and how to change it.",
    ),
    Promise(
        key="P-8",
        clause=2,
        flag="C",
        says=(
            "Facial analysis for pictures and videos happens only with your separate consent "
            "to that purpose."
        ),
        says_zh="对图片和视频的面部分析，仅在您就该用途单独同意后进行。",
        control="Each route asks the consent ledger for its own purpose before reading the body.",
    ),
    Promise(
        key="P-9",
        clause=2,
        flag="C",
        says=(
            "Live filters, makeup and props on the camera are computed in your browser, and "
            "nothing is sent."
        ),
        says_zh="摄像头的实时滤镜、美妆和道具全部在您的浏览器中计算，不会发送任何数据。",
        control=(
            "The page may connect to its own address only, and a test counts zero bytes sent "
            "while the camera runs."
        ),
    ),
    Promise(
        key="P-10",
        clause=2,
        flag="C",
        says=(
            "For a cutout or a clip our server analyses what you upload and gives the result "
            f"back to you; a clip waits at most {CLIP_CEILING.seconds // 60} minutes."
        ),
        says_zh=(
            "制作抠图或视频时，我们的服务器分析您上传的内容并返回结果；视频最多暂存"
            f"{CLIP_CEILING.seconds // 60}分钟。"
        ),
        control=(
            "Cutouts and clips run through the same life cycle as portraits, with ceilings "
            "swept from outside."
        ),
        at_most=CLIP_CEILING,
    ),
    Promise(
        key="P-11",
        clause=2,
        flag="C",
        says="Facial data is deleted immediately when the composition is done.",
        says_zh="合成完成后，人脸信息立即删除。",
        control="The key is destroyed first, absence is verified, and a receipt proves it.",
        at_most=IMMEDIATELY,
    ),
    Promise(
        key="P-12",
        clause=2,
        flag="C",
        says="Your search words are not collected: the search runs in your browser.",
        says_zh="我们不收集您的搜索词：搜索在您的浏览器中完成。",
        control=(
            "The catalogue is searched on the device; there is no column for words and the log "
            "drops queries."
        ),
    ),
    Promise(
        key="P-13",
        clause=2,
        flag="C",
        says=(
            "Your recent searches stay on your device, where you can clear them or switch them off."
        ),
        says_zh="最近的搜索只保存在您的设备上，您可以清除或关闭。",
        control=(
            "One local list with clear-one, clear-all and an off switch; tests watch the network."
        ),
    ),
    Promise(
        key="P-14",
        clause=2,
        flag="C",
        says="Any other purpose, or any further data, needs your separate consent first.",
        says_zh="用于其他目的或收集更多信息之前，我们会另行征得您的单独同意。",
        control="An unknown purpose is refused, and a new one needs its own consent text.",
    ),
)
