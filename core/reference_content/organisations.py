"""Issuing organisations and nationalities that are no country (ICAO 9303-3): beside the countries in one field (IC-1).

Attributes: `nationality` True where somebody's nationality may read so.
"""

from __future__ import annotations

from core.reference_content.term import Row

LISTS: dict[str, tuple[Row, ...]] = {
    "issuing_organisation": (
        ("EUE", "European Union", "欧洲联盟", "الاتحاد الأوروبي"),
        ("UNO", "United Nations", "联合国", "الأمم المتحدة"),
        ("UNA", "United Nations specialised agency", "联合国专门机构", "وكالة متخصصة تابعة للأمم المتحدة"),
        ("UNK", "United Nations Mission in Kosovo", "联合国科索沃特派团", "بعثة الأمم المتحدة في كوسوفو"),
        ("IAO", "International Civil Aviation Organization", "国际民用航空组织", "منظمة الطيران المدني الدولي"),
        ("XAU", "African Union", "非洲联盟", "الاتحاد الأفريقي"),
        ("XBA", "African Development Bank", "非洲开发银行", "بنك التنمية الأفريقي"),
        ("XIM", "African Export-Import Bank", "非洲进出口银行", "البنك الأفريقي للتصدير والاستيراد"),
        ("XCC", "Caribbean Community", "加勒比共同体", "الجماعة الكاريبية"),
        ("XCE", "Council of Europe", "欧洲委员会", "مجلس أوروبا"),
        (
            "XCO",
            "Common Market for Eastern and Southern Africa",
            "东部和南部非洲共同市场",
            "السوق المشتركة لشرق وجنوب أفريقيا",
        ),
        ("XDC", "Southern African Development Community", "南部非洲发展共同体", "الجماعة الإنمائية للجنوب الأفريقي"),
        (
            "XEC",
            "Economic Community of West African States",
            "西非国家经济共同体",
            "الجماعة الاقتصادية لدول غرب أفريقيا",
        ),
        ("XES", "Organisation of Eastern Caribbean States", "东加勒比国家组织", "منظمة دول شرق الكاريبي"),
        (
            "XMP",
            "Parliamentary Assembly of the Mediterranean",
            "地中海议会大会",
            "الجمعية البرلمانية للبحر الأبيض المتوسط",
        ),
        ("XOM", "Sovereign Military Order of Malta", "马耳他骑士团", "منظمة فرسان مالطة"),
        ("XPO", "Interpol", "国际刑警组织", "الإنتربول"),
        ("XXA", "Stateless person", "无国籍人", "عديم الجنسية", {"nationality": True}),
        ("XXB", "Refugee (1951 Convention)", "难民（1951年公约）", "لاجئ (اتفاقية 1951)", {"nationality": True}),
        ("XXC", "Refugee (other)", "难民（其他）", "لاجئ (غير ذلك)", {"nationality": True}),
        ("XXX", "Nationality not stated", "未注明国籍", "جنسية غير محددة", {"nationality": True}),
    ),
}
