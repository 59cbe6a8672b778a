"""Certificate types (IC-1).

Attributes: `countries` (ISO alpha-2 of the issuing state; empty: every), `pattern` (a regular expression of the number,
None: any), `check` (a published rule is known to core.identify_contact.certificate_numbers), `expires`,
`machine_readable`, `unique` (one holder a number), `for` ('person' or 'organisation'); and where it holds `alone` False
(never the only certificate) and `minors` (for people under age).
"""

from __future__ import annotations

from typing import Any

from core.reference_content.term import Row


def _attributes(
    holder: str = "person", countries: str = "", pattern: str | None = None, **differs: Any
) -> dict[str, Any]:
    usual = {"check": False, "expires": True, "machine_readable": False, "unique": True}
    return {"countries": countries.split(), "pattern": pattern, **usual, "for": holder, **differs}


_GULF = "AE BH KW OM QA SA"

LISTS: dict[str, tuple[Row, ...]] = {
    "certificate_type": (
        ("passport", "Passport", "护照", "جواز سفر", _attributes(machine_readable=True, check=True)),
        (
            "national_id",
            "National identity card",
            "国民身份证",
            "بطاقة هوية وطنية",
            _attributes(machine_readable=True, check=True),
        ),
        (
            "residence_permit",
            "Residence permit",
            "居留许可",
            "تصريح إقامة",
            _attributes(machine_readable=True, check=True),
        ),
        (
            "travel_document",
            "Refugee or other travel document",
            "难民或其他旅行证件",
            "وثيقة سفر للاجئين أو غيرهم",
            _attributes(machine_readable=True, check=True),
        ),
        ("driving_licence", "Driving licence", "驾驶证", "رخصة قيادة", _attributes()),
        ("military_id", "Military ID", "军人证件", "بطاقة عسكرية", _attributes()),
        ("visa", "Visa", "签证", "تأشيرة", _attributes(machine_readable=True, alone=False)),
        ("family_book", "Family book", "户口簿", "دفتر العائلة", _attributes(expires=False, unique=False, minors=True)),
        (
            "birth_certificate",
            "Birth certificate",
            "出生证明",
            "شهادة ميلاد",
            _attributes(expires=False, unique=False, minors=True),
        ),
        (
            "sa_national_id",
            "Saudi national ID",
            "沙特国民身份证",
            "الهوية الوطنية السعودية",
            _attributes(countries="SA", pattern=r"\d{10}", machine_readable=True, check=True),
        ),
        (
            "sa_iqama",
            "Saudi residence permit (iqama)",
            "沙特居留证（Iqama）",
            "الإقامة السعودية",
            _attributes(countries="SA", pattern=r"\d{10}", machine_readable=True, check=True),
        ),
        (
            "gcc_card",
            "GCC identity card",
            "海湾合作委员会国家身份证",
            "بطاقة هوية دول مجلس التعاون",
            _attributes(countries=_GULF, machine_readable=True, check=True),
        ),
        (
            "cn_resident_card",
            "Chinese resident identity card",
            "中华人民共和国居民身份证",
            "بطاقة هوية المقيم الصينية",
            _attributes(countries="CN", pattern=r"\d{17}[\dX]", check=True),
        ),
        (
            "cn_permanent_residence",
            "Chinese permanent residence card",
            "外国人永久居留身份证",
            "بطاقة الإقامة الدائمة في الصين",
            _attributes(countries="CN", pattern=r"9\d{16}[\dX]|[A-Z]{3}\d{12}", machine_readable=True, check=True),
        ),
        (
            "cn_hk_macao_permit",
            "Mainland travel permit (Hong Kong, Macao)",
            "港澳居民来往内地通行证",
            "تصريح سفر سكان هونغ كونغ وماكاو إلى البر الصيني",
            _attributes(countries="CN", check=True),
        ),
        (
            "cn_taiwan_permit",
            "Mainland travel permit (Taiwan)",
            "台湾居民来往大陆通行证",
            "تصريح سفر سكان تايوان إلى البر الصيني",
            _attributes(countries="CN", check=True),
        ),
        (
            "cn_hmt_residence",
            "Mainland residence permit (Hong Kong, Macao, Taiwan)",
            "港澳台居民居住证",
            "تصريح إقامة سكان هونغ كونغ وماكاو وتايوان في البر الصيني",
            _attributes(countries="CN", pattern=r"8[123]0000\d{11}[\dX]", check=True),
        ),
        (
            "commercial_registration",
            "Commercial registration",
            "商业登记证",
            "سجل تجاري",
            _attributes("organisation", check=True),
        ),
        (
            "tax_number",
            "Tax number",
            "税务登记号",
            "الرقم الضريبي",
            _attributes("organisation", expires=False, check=True),
        ),
        ("licence", "Licence to operate", "经营许可证", "رخصة مزاولة نشاط", _attributes("organisation")),
        (
            "cn_uscc",
            "Unified social credit code",
            "统一社会信用代码",
            "رمز الائتمان الاجتماعي الموحد في الصين",
            _attributes("organisation", "CN", r"[0-9A-Z]{18}", expires=False, check=True),
        ),
    ),
}
