"""In which nation of the United Kingdom a council is, by its name."""

from __future__ import annotations

import re

_WALES = """
    anglesey; ynys mon; blaenau gwent; bridgend; caerphilly; cardiff; carmarthenshire; ceredigion; conwy; denbighshire;
    flintshire; gwynedd; merthyr tydfil; monmouthshire; neath port talbot; newport; pembrokeshire; powys;
    rhondda cynon taf; swansea; torfaen; vale of glamorgan; wrexham
"""
_SCOTLAND = """
    aberdeen; aberdeenshire; angus; argyll and bute; clackmannanshire; comhairle nan eilean siar; western isles;
    dumfries and galloway; dundee; east ayrshire; east dunbartonshire; east lothian; east renfrewshire; edinburgh;
    falkirk; fife; glasgow; highland; inverclyde; midlothian; moray; north ayrshire; north lanarkshire; orkney;
    orkney islands; perth and kinross; renfrewshire; scottish borders; shetland; shetland islands; south ayrshire;
    south lanarkshire; stirling; west dunbartonshire; west lothian
"""
_NORTHERN_IRELAND = """
    antrim and newtownabbey; ards and north down; armagh banbridge and craigavon; belfast; causeway coast and glens;
    derry and strabane; fermanagh and omagh; lisburn and castlereagh; mid and east antrim; mid ulster;
    newry mourne and down
"""
_NATIONS = {
    name.strip(): nation
    for nation, names in (("Wales", _WALES), ("Scotland", _SCOTLAND), ("Northern Ireland", _NORTHERN_IRELAND))
    for name in re.sub(r"\s+", " ", names).split(";")
}
_KIND = re.compile(
    r"\b(?:isle of|city and county of|city of|county borough|county|borough|city|district|council|the|of)\b"
)
_ENGLISH = re.compile(
    r"\b(?:london borough|royal borough|metropolitan|unitary|borough council|district council|county council"
    r"|city council|parish council)\b",
    re.IGNORECASE,
)
"""Kinds of council that there are in England, and elsewhere only among the names above."""


def nation(council: str) -> str:
    """England, Wales, Scotland or Northern Ireland; "" where the name does not tell.

    A town or community council may be in several of them, and so is not told.
    """
    letters = re.sub(r"[^\w\s]", " ", council.casefold().replace("&", " and "))
    for name in (letters, _KIND.sub(" ", letters), re.sub(r"\bcouncil\b", " ", letters)):
        if found := _NATIONS.get(" ".join(name.split())):
            return found if not re.search(r"\b(?:town|community) council\b", letters) else ""
    return "England" if _ENGLISH.search(council) else ""
