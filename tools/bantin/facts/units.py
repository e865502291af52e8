"""Units and currencies beside a numeral, in one spelling for both languages.

Only units that tell a wrong value from a right one are listed: money, per cent, length, area, volume, weight,
speed, power. Their Vietnamese names are those of Decree 86/2012/NĐ-CP on legal units of measurement, and
those of everyday use.
"""

import re

_SPELLINGS = {
    "%": "%, phần trăm, per cent, percent, percentage point, điểm phần trăm, điểm %",
    "VND": "đồng, VNĐ, VND, đ, dong, ₫",
    "USD": "USD, US$, $, đô la Mỹ, đô la, đô-la, đôla, US dollar, dollar",
    "EUR": "EUR, €, euro, ơ-rô",
    "km": "km, ki-lô-mét, kilômét, cây số, kilometre, kilometer",
    "m": "m, mét, metre, meter",
    "cm": "cm, xăng-ti-mét, xentimét, centimetre, centimeter",
    "mm": "mm, mi-li-mét, milimét, millimetre, millimeter",
    "ha": "ha, héc-ta, hecta, héc ta, hectare",
    "km²": "km², km2, ki-lô-mét vuông, cây số vuông, square kilometre, square kilometer, sq km",
    "m²": "m², m2, mét vuông, square metre, square meter, sq m",
    "m³": "m³, m3, mét khối, cubic metre, cubic meter",
    "m³/s": "m³/s, m3/s, m³/giây, m3/giây, mét khối/giây, mét khối mỗi giây, cubic metres per second, "
    "cubic meters per second",
    "km/h": "km/h, km/giờ, km một giờ, km per hour, km an hour, kmh, kph, kilometres per hour, "
    "kilometers per hour, kilometres an hour, kilometers an hour",
    "m/s": "m/s, m/giây, metres per second, meters per second, metres a second, meters a second",
    "kg": "kg, ki-lô-gam, kilôgam, kí, ký, cân, kilogram, kilogramme, kilo",
    "g": "g, gam, gram, gramme",
    "mg": "mg, mi-li-gam, miligam, milligram",
    "t": "tấn, tonne, ton, metric ton",
    "l": "l, lít, litre, liter",
    "ml": "ml, mi-li-lít, mililít, millilitre, milliliter",
    "°C": "°C, ºC, độ C, degrees Celsius, degrees C",
    "kW": "kW, ki-lô-oát, kilowatt",
    "MW": "MW, mê-ga-oát, megawatt",
}
_UNITS = {
    spelling.strip(): unit for unit, spellings in _SPELLINGS.items() for spelling in spellings.split(", ")
}
_LONGEST_FIRST = "|".join(re.escape(spelling) for spelling in sorted(_UNITS, key=lambda s: (-len(s), s)))
_NOT_MONEY = r"(?!đồng\s+(?:chí|bào|đội|nghiệp|phạm|hồ|phục|minh|thời|hành|ý|đều|loạt))"
_AFTER = re.compile(rf"[\s-]?{_NOT_MONEY}(?P<unit>{_LONGEST_FIRST})(?:(?<=\w\w\w)s)?(?![\w²³])")
_BEFORE = re.compile(r"(?:\b(VND|VNĐ|USD|EUR)|(US\$|\$|€|₫))\s?$")


def around(text: str, start: int, end: int) -> str:
    """The unit of the numeral at these offsets, before it (USD 30) or after it (30 km), or ''."""
    after = _AFTER.match(text, end)
    if after:
        return _UNITS[after.group("unit")]
    before = _BEFORE.search(text[max(0, start - 4) : start])
    return _UNITS[before.group(1) or before.group(2)] if before else ""
