"""Why a modification order is rejected (MC-6). Attributes: `needs` 'note' where a word of explanation must be given."""

from __future__ import annotations

from core.reference_content.term import Row

LISTS: dict[str, tuple[Row, ...]] = {
    "order_reject_reason": (
        ("evidence_missing", "Evidence is missing", "缺少证明材料", "المستند غير مرفق"),
        ("unreadable", "Evidence cannot be read", "证明材料无法辨认", "المستند غير مقروء"),
        ("does_not_match", "Evidence does not match", "证明材料不一致", "المستند غير مطابق"),
        ("verification_too_weak", "Verification is too weak", "身份核验强度不足", "التحقق من الهوية غير كافٍ"),
        ("suspected_fraud", "Suspected fraud", "涉嫌欺诈", "اشتباه في احتيال"),
        ("duplicate", "Duplicate", "重复提交", "مكرر"),
        ("customer_changed_mind", "The customer changed their mind", "客户改变主意", "غيّر العميل رأيه"),
        ("other", "Other", "其他", "سبب آخر", {"needs": "note"}),
    ),
}
