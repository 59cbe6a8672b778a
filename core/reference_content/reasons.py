"""Why a lead or an opportunity ends, is given back or deleted (TL-5, EL-4, EL-5).

Attributes: `needs` names what must be given with the reason ('note', 'competitor', 'lead'); `withdraws` the consent
purposes that end with it; `suggested_after` attempts without an answer on so many days.
"""

from __future__ import annotations

from core.reference_content.term import Row

LISTS: dict[str, tuple[Row, ...]] = {
    "disqualify_reason": (
        (
            "cannot_contact",
            "Cannot be reached",
            "无法联系",
            "تعذّر التواصل",
            {"suggested_after": {"attempts": 5, "days": 3}},
        ),
        ("not_interested", "Not interested", "不感兴趣", "غير مهتم"),
        ("no_need", "No need", "没有需求", "لا حاجة"),
        ("no_budget", "No budget", "没有预算", "لا توجد ميزانية"),
        ("not_eligible", "Not eligible", "不符合条件", "غير مؤهل"),
        ("no_coverage", "No coverage", "无网络覆盖", "لا توجد تغطية"),
        ("chose_competitor", "Chose a competitor", "选择了竞争对手", "اختار منافسًا", {"needs": "competitor"}),
        ("duplicate", "Duplicate of another lead", "与其他线索重复", "مكرر لفرصة أولية أخرى", {"needs": "lead"}),
        ("wrong_person", "Wrong person", "联系人有误", "الشخص الخطأ"),
        ("spam_or_test", "Spam or test", "垃圾信息或测试", "رسالة مزعجة أو تجربة"),
        (
            "asked_not_to_be_contacted",
            "Asked not to be contacted",
            "要求不再联系",
            "طلب عدم التواصل معه",
            {"withdraws": ["own_marketing", "partners", "profiling"]},
        ),
        ("other", "Other", "其他", "سبب آخر", {"needs": "note"}),
    ),
    "lost_reason": (
        ("price", "Price", "价格", "السعر"),
        ("competitor", "Went to a competitor", "选择了竞争对手", "ذهب إلى منافس", {"needs": "competitor"}),
        ("no_coverage", "No coverage", "无网络覆盖", "لا توجد تغطية"),
        ("offer_does_not_fit", "Offer does not fit", "产品不合适", "العرض غير مناسب"),
        ("stayed_with_provider", "Stayed with their provider", "留在原运营商", "بقي مع مزوده الحالي"),
        ("credit", "Credit check", "信用审核未通过", "التقييم الائتماني"),
        ("silent", "Went silent", "失去联系", "انقطع عن الرد"),
        ("postponed", "Postponed", "推迟", "تأجيل"),
        ("other", "Other", "其他", "سبب آخر", {"needs": "note"}),
    ),
    "give_back_reason": (
        ("no_capacity", "No capacity", "工作量已满", "لا وقت لديّ"),
        ("absent", "Absent", "不在岗", "غائب"),
        ("language", "Language", "语言", "اللغة"),
        ("region", "Region", "区域", "المنطقة"),
        ("product", "Product", "产品", "المنتج"),
        ("conflict_of_interest", "Conflict of interest", "利益冲突", "تضارب مصالح"),
        ("other", "Other", "其他", "سبب آخر", {"needs": "note"}),
    ),
    "lead_delete_reason": (
        ("mistake", "Entered by mistake", "录入错误", "أُدخلت بالخطأ"),
        ("test", "Test", "测试", "تجربة"),
        ("entered_twice", "Entered twice", "重复录入", "أُدخلت مرتين"),
    ),
}
