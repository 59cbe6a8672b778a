"""Where leads come from and what customers and salespeople say about them (TL-1, TL-8, EL-1).

Attributes: `needs` names what must be given with the choice ('until', 'who', 'at'); an outcome's `for` lists the kinds
of post it fits, `reached` says that the customer was touched, `marks_failed` that the method used does not work.
"""

from __future__ import annotations

from core.reference_content.term import Row

_CALL = {"for": ["call"]}
_MEETING = {"for": ["meeting"]}
_MESSAGE = {"for": ["email", "message"]}

LISTS: dict[str, tuple[Row, ...]] = {
    "lead_source": (
        ("campaign", "Campaign", "营销活动", "حملة"),
        ("portal", "Portal", "门户网站", "البوابة"),
        ("registration", "Registration", "注册", "التسجيل"),
        ("call", "Call", "来电", "مكالمة"),
        ("shop", "Shop", "营业厅", "المتجر"),
        ("salesperson", "Salesperson", "销售人员", "مندوب المبيعات"),
        ("referral", "Referral", "推荐", "إحالة"),
        ("partner", "Partner", "合作伙伴", "شريك"),
        ("event", "Event", "展会活动", "فعالية"),
        ("import", "Import", "批量导入", "استيراد"),
        ("api", "API", "API 接口", "واجهة برمجية"),
    ),
    "intention": (
        ("interested", "Interested", "有意向", "مهتم"),
        ("undecided", "Undecided", "犹豫中", "متردد"),
        ("not_now", "Not now", "暂不考虑", "ليس الآن", {"needs": "until"}),
        ("not_interested", "Not interested", "无意向", "غير مهتم"),
        ("do_not_contact", "Do not contact me", "请勿联系我", "لا تتواصلوا معي"),
    ),
    "how_soon": (
        ("now", "Now", "现在", "الآن"),
        ("this_month", "This month", "本月", "هذا الشهر"),
        ("this_quarter", "This quarter", "本季度", "هذا الربع"),
        ("later", "Later", "以后", "لاحقًا"),
        ("unknown", "Unknown", "未知", "غير معروف"),
    ),
    "decides": (
        ("alone", "Decides alone", "自己决定", "يقرر وحده"),
        ("with_others", "Decides with somebody", "与他人共同决定", "يقرر مع غيره", {"needs": "who"}),
        ("somebody_else", "Somebody else decides", "由他人决定", "القرار لشخص آخر", {"needs": "who"}),
        ("unknown", "Unknown", "未知", "غير معروف"),
    ),
    "post_outcome": (
        ("reached", "Reached", "已接通", "تم الرد", {**_CALL, "reached": True}),
        ("no_answer", "No answer", "无人接听", "لا رد", _CALL),
        ("busy", "Busy", "占线", "مشغول", _CALL),
        ("voicemail", "Voicemail", "语音信箱", "بريد صوتي", _CALL),
        ("wrong_number", "Wrong number", "号码错误", "رقم خاطئ", {**_CALL, "marks_failed": True}),
        ("call_back", "Call back at …", "约定回电", "معاودة الاتصال في …", {**_CALL, "reached": True, "needs": "at"}),
        ("refused", "Refused to talk", "拒绝通话", "رفض التحدث", {**_CALL, "reached": True}),
        ("held", "Held", "已举行", "عُقد", {**_MEETING, "reached": True}),
        ("moved", "Moved", "已改期", "أُجّل", {**_MEETING, "needs": "at"}),
        ("no_show", "Did not come", "未到场", "لم يحضر", _MEETING),
        ("sent", "Sent", "已发送", "أُرسلت", _MESSAGE),
        ("delivered", "Delivered", "已送达", "وصلت", _MESSAGE),
        ("failed", "Failed", "发送失败", "تعذّر الإرسال", {**_MESSAGE, "marks_failed": True}),
        ("answered", "Answered", "已回复", "تم الرد عليها", {**_MESSAGE, "reached": True}),
    ),
    "threat": (
        ("low", "Low", "低", "منخفض"),
        ("medium", "Medium", "中", "متوسط"),
        ("high", "High", "高", "مرتفع"),
    ),
}
