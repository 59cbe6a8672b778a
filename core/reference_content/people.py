"""Who somebody is (IC-4) and what only they know (IC-9).

Attributes of a security question: `own` True for the one that the person words. Never asked: pets, the mother's name,
the birthplace, anything on file.
"""

from __future__ import annotations

from core.reference_content.term import Row

LISTS: dict[str, tuple[Row, ...]] = {
    "title": (
        ("mr", "Mr", "先生", "السيد"),
        ("mrs", "Mrs", "夫人", "السيدة"),
        ("ms", "Ms", "女士", "الأستاذة"),
        ("none", "No title", "不使用称谓", "بدون لقب"),
    ),
    "security_question": (
        (
            "first_teacher",
            "Who is the first teacher you remember?",
            "您记得的第一位老师叫什么名字？",
            "من أول معلم تتذكره؟",
        ),
        (
            "school_neighbourhood",
            "In which neighbourhood was your first school?",
            "您的第一所学校在哪个街区？",
            "في أي حي كانت مدرستك الأولى؟",
        ),
        (
            "childhood_friend",
            "What is the first name of your oldest childhood friend?",
            "您认识最久的童年好友叫什么名字？",
            "ما الاسم الأول لأقدم أصدقاء طفولتك؟",
        ),
        (
            "school_not_attended",
            "Which school did you apply to but not attend?",
            "您申请过但没有就读的学校是哪一所？",
            "ما المدرسة التي تقدمت إليها ولم تلتحق بها؟",
        ),
        (
            "soft_toy",
            "What was the name of your favourite soft toy?",
            "您最喜欢的毛绒玩具叫什么名字？",
            "ما اسم دميتك المفضلة في صغرك؟",
        ),
        (
            "first_concert",
            "What was the first concert you went to?",
            "您看的第一场音乐会是哪一场？",
            "ما أول حفل موسيقي حضرته؟",
        ),
        (
            "first_journey",
            "Where did you first fly or sail to?",
            "您第一次坐飞机或坐船去了哪里？",
            "إلى أين كانت أول رحلة لك بالطائرة أو السفينة؟",
        ),
        (
            "first_employer_street",
            "In which street was your first employer?",
            "您的第一个工作单位在哪条街上？",
            "في أي شارع كان مقر عملك الأول؟",
        ),
        (
            "family_nickname",
            "Which nickname did only your family use for you?",
            "只有家人才叫的您的小名是什么？",
            "ما اللقب الذي كانت عائلتك وحدها تناديك به؟",
        ),
        ("own", "My own question", "自己设定问题", "سؤال من عندي", {"own": True}),
    ),
    "industry": (
        ("agriculture", "Agriculture, forestry and fishing", "农、林、牧、渔业", "الزراعة والغابات وصيد الأسماك"),
        ("energy", "Energy, mining and utilities", "能源、采矿与公用事业", "الطاقة والتعدين والمرافق"),
        ("manufacturing", "Manufacturing", "制造业", "الصناعة التحويلية"),
        ("construction", "Construction and real estate", "建筑与房地产", "البناء والعقارات"),
        ("trade", "Wholesale and retail", "批发和零售", "تجارة الجملة والتجزئة"),
        ("transport", "Transport and logistics", "交通运输与物流", "النقل والخدمات اللوجستية"),
        ("hospitality", "Hotels, restaurants and travel", "酒店、餐饮与旅游", "الفنادق والمطاعم والسياحة"),
        ("information", "Information technology and media", "信息技术与媒体", "تقنية المعلومات والإعلام"),
        ("finance", "Banking and insurance", "银行与保险", "البنوك والتأمين"),
        ("professional", "Professional and business services", "专业与商务服务", "الخدمات المهنية وخدمات الأعمال"),
        ("education", "Education and research", "教育与科研", "التعليم والبحث العلمي"),
        ("health", "Health and social care", "医疗与社会服务", "الصحة والرعاية الاجتماعية"),
        ("government", "Government and public administration", "政府与公共管理", "الحكومة والإدارة العامة"),
        ("other", "Other", "其他", "أخرى"),
    ),
}
