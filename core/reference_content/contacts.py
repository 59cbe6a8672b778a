"""How people are reached and what for (IC-6 to IC-8).

Attributes of a contact method: `networks`, the list its network is chosen from; `confirmed_by_code`, whether a code can
be sent to it.
"""

from __future__ import annotations

from core.reference_content.term import Row

LISTS: dict[str, tuple[Row, ...]] = {
    "contact_type": (
        ("primary", "Primary", "主要联系人", "رئيسي"),
        ("billing", "Billing", "账单联系人", "الفواتير"),
        ("technical", "Technical", "技术联系人", "تقني"),
        ("emergency", "Emergency", "紧急联系人", "الطوارئ"),
        ("decision_maker", "Decision maker", "决策人", "صاحب القرار"),
        ("legal_representative", "Legal representative", "法定代表人", "الممثل القانوني"),
        ("guardian", "Guardian", "监护人", "ولي الأمر"),
        ("authorised_user", "Authorised user", "授权使用人", "مستخدم مفوض"),
        ("other", "Other", "其他", "آخر"),
    ),
    "contact_method": (
        ("mobile", "Mobile", "手机", "هاتف جوال", {"confirmed_by_code": True}),
        ("landline", "Landline", "固定电话", "هاتف ثابت"),
        ("email", "E-mail", "电子邮件", "بريد إلكتروني", {"confirmed_by_code": True}),
        ("messaging", "Messaging", "即时通讯", "تطبيق مراسلة", {"networks": "messaging_network"}),
        ("social", "Social network", "社交网络", "شبكة تواصل اجتماعي", {"networks": "social_network"}),
        ("post", "Post", "邮寄", "بريد عادي"),
    ),
    "messaging_network": (
        ("whatsapp", "WhatsApp", "WhatsApp", "واتساب"),
        ("wechat", "WeChat", "微信", "وي تشات"),
        ("telegram", "Telegram", "Telegram", "تيليغرام"),
        ("line", "LINE", "LINE", "لاين"),
    ),
    "social_network": (
        ("facebook", "Facebook", "Facebook", "فيسبوك"),
        ("instagram", "Instagram", "Instagram", "إنستغرام"),
        ("x", "X", "X", "إكس"),
        ("linkedin", "LinkedIn", "领英", "لينكد إن"),
        ("snapchat", "Snapchat", "Snapchat", "سناب شات"),
        ("tiktok", "TikTok", "TikTok", "تيك توك"),
        ("douyin", "Douyin", "抖音", "دوين"),
        ("weibo", "Weibo", "微博", "ويبو"),
        ("qq", "QQ", "QQ", "كيو كيو"),
        ("other", "Other", "其他", "أخرى"),
    ),
    "address_type": (
        ("home", "Home", "家庭地址", "المنزل"),
        ("office", "Office", "办公地址", "المكتب"),
        ("billing", "Billing", "账单地址", "الفواتير"),
        ("installation", "Installation", "安装地址", "التركيب"),
        ("delivery", "Delivery", "收货地址", "التوصيل"),
        ("certificate", "As on the certificate", "证件地址", "كما في وثيقة الهوية"),
        ("correspondence", "Correspondence", "通信地址", "المراسلات"),
        ("previous", "Previous", "曾用地址", "سابق"),
    ),
    "consent_purpose": (
        ("my_request", "My request", "处理我的请求", "طلبي"),
        ("own_marketing", "Our offers", "我们的优惠信息", "عروضنا"),
        ("partners", "Offers of our partners", "合作伙伴的优惠信息", "عروض شركائنا"),
        ("surveys", "Surveys", "满意度调查", "الاستبيانات"),
        (
            "profiling",
            "Offers chosen from what we know about me",
            "根据我的资料推荐优惠",
            "عروض مختارة بناءً على بياناتي",
        ),
    ),
    "consent_channel": (
        ("call", "Call", "电话", "اتصال هاتفي"),
        ("sms", "SMS", "短信", "رسالة نصية"),
        ("email", "E-mail", "电子邮件", "بريد إلكتروني"),
        ("messaging", "Messaging", "即时通讯", "تطبيق مراسلة"),
        ("post", "Post", "邮寄", "بريد عادي"),
    ),
}
