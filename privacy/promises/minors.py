"""Minors: the promises of section 8 of the policy."""

from privacy.promises.limits import ADULT_AGE, CHILD_AGE, CHILD_WORKING_DAYS, GUARDIAN_SILENCE
from privacy.promises.promise import Promise

MINORS: tuple[Promise, ...] = (
    Promise(
        key="C-1",
        clause=8,
        flag="C",
        says="Minors should have a guardian's consent before taking part.",
        says_zh="未成年人应事先取得监护人同意。",
        control=(
            "A neutral question for the birth date decides the age band; an adult's date is "
            "not stored."
        ),
    ),
    Promise(
        key="C-2",
        clause=8,
        flag="C",
        says=(
            f"Guardians should guide anyone under {ADULT_AGE}, and their accounts start with "
            "quieter settings."
        ),
        says_zh=f"未满{ADULT_AGE}周岁者应由监护人指导使用，其账号默认设置更为保守。",
        control="The advice is shown and recorded, and public sharing starts switched off.",
        age_years=ADULT_AGE,
    ),
    Promise(
        key="C-3",
        clause=8,
        flag="C",
        says=(
            "Minors should read the policy with a guardian before giving any data; a plain "
            "version comes first."
        ),
        says_zh="未成年人提供信息前，应与监护人一同阅读本政策；我们先提供浅显的版本。",
        control="The plain summary is shown before the form.",
    ),
    Promise(
        key="C-4",
        clause=8,
        flag="C",
        says=f"Under {CHILD_AGE}, a guardian must consent first and help to read the policy.",
        says_zh=f"未满{CHILD_AGE}周岁的儿童，须由监护人先行同意并协助阅读本政策。",
        control="Every route that processes anything checks for the guardian's live consent.",
        age_years=CHILD_AGE,
    ),
    Promise(
        key="C-5",
        clause=8,
        flag="C",
        says=(
            "The guardian reads the full text and decides; without an answer in "
            f"{GUARDIAN_SILENCE.days} days the request is erased."
        ),
        says_zh=f"监护人阅读全文后自行决定；{GUARDIAN_SILENCE.days}天内未答复，该申请即被清除。",
        control="A link of its own leads to text, acceptance and refusal; silence deletes.",
        at_most=GUARDIAN_SILENCE,
    ),
    Promise(
        key="C-6",
        clause=8,
        flag="C",
        says=f"Guardians' questions are answered within {CHILD_WORKING_DAYS} working days.",
        says_zh=f"监护人的询问在{CHILD_WORKING_DAYS}个工作日内答复。",
        control="Tickets about a child run on a clock of their own.",
        working_days=CHILD_WORKING_DAYS,
    ),
    Promise(
        key="C-7",
        clause=8,
        flag="C",
        says="Staff need an approval on record to see a child's data.",
        says_zh="工作人员查看儿童信息须经批准并留有记录。",
        control="A reveal asks for a second person, and a yearly audit is exported.",
    ),
)
