"""What car the person drives, by its make and colour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from footprint.detectors import Detector, fingerprint, is_firm, less_sure, masked, one_line, spot
from footprint.identity.about import is_own, readable
from footprint.model import Finding, Group, Kind, Photo, Severity, Sighting, Subject
from footprint.places.spans import Span
from footprint.places.spelling import either, fold
from footprint.text.mentions import mentions
from footprint.text.plates import find_plate, find_plates
from footprint.text.sentences import sentence
from footprint.text.skim import near, skim
from footprint.text.whose import is_a_quote_of, is_theirs

_COLOUR = (
    r"(?i:(?:(?:light|dark|bright|pale|metallic|navy|royal|sky|racing|deep|British\sRacing|pillar-box|lime|mint"
    r"|two-tone|matt)[ -])?"
    r"(?:black|white|silver|grey|gray|red|blue|green|yellow|orange|purple|brown|gold|golden|bronze|beige|cream|maroon"
    r"|burgundy|navy|turquoise|teal|pink"
    r"|copper|khaki|sage|olive|plum|aqua|violet|lavender|magnolia|champagne|charcoal|lime|mustard|duck-egg|lilac))"
)
_MAKES = either(
    """
    Abarth Alfa_Romeo Aston_Martin Audi Austin Bentley BMW BYD Caterham Chevrolet Chrysler Citro\u00ebn Citroen
    Cupra Dacia Daihatsu Ferrari Fiat Ford Genesis Honda Hyundai Infiniti Isuzu Jaguar Jeep Kia Lamborghini
    Land_Rover Landrover Range_Rover Lexus Lotus Maserati Mazda Mercedes(?:-Benz)? Merc MG Mini MINI Mitsubishi
    Morgan Morris Nissan Ora Peugeot Polestar Porsche Reliant Renault Rolls-Royce Rover Saab Seat SEAT Skoda
    \u0160koda Smart_car Smart_ForTwo SsangYong Subaru Suzuki Tesla Toyota Triumph Vauxhall Volkswagen Volvo VW
    Yamaha Ducati Kawasaki Harley-Davidson Harley Vespa Lambretta Royal_Enfield Piaggio
    """
)
_MODELS = either(
    """
    Fiesta Focus Mondeo Kuga Puma Galaxy Transit Corsa Astra Zafira Insignia Mokka Golf Polo Passat Tiguan Up Beetle
    Camper(?:van)? Clio M\u00e9gane Megane Captur Kangoo Twingo Zoe Micra Leaf Qashqai Juke Note Yaris Corolla Prius
    Aygo RAV4 Jazz Civic CR-V Accord Panda Punto 500 Picanto Sportage Ceed Niro i10 i20 i30 Kona Tucson Ioniq Fabia
    Octavia Superb Yeti Ibiza Leon Arona Ateca Berlingo C1 C3 C4 Picasso Partner 106 107 108 205 206 207 208 306 307
    308 3008 2008 5008 Sandero Duster Logan Jogger Swift Ignis Jimny Vitara Defender Discovery Freelander Evoque
    Velar Sport Cooper Clubman Countryman Minor Traveller Mini A1 A3 A4 A5 A6 Q2 Q3 Q5 TT 1_Series 3_Series 5_Series
    X1 X3 X5 i3 A-Class B-Class C-Class E-Class Boxster Cayenne 911 Model_3 Model_Y Model_S V40 V60 V70 V90 XC40
    XC60 XC90 MX-5 CX-5 Outback Forester Impreza Stag Spitfire Herald
    """
)
_ALONE = either(
    """
    Fiesta Mondeo Corsa Astra Zafira Clio Micra Qashqai Yaris Corolla Prius Aygo Civic Punto Picanto Fabia Octavia
    Ibiza Berlingo Passat Transit Freelander Evoque Sandero Duster Jimny Beetle Megane M\u00e9gane Ioniq Twingo
    Kangoo Zoe Leaf Golf Polo Jazz Focus Panda Juke
    """
)
_BETWEEN = (
    r"(?:(?i:old|little|battered|electric|trusty|classic|vintage|new|hybrid|diesel|beloved|ancient|tiny|convertible"
    r"|soft-top|family|second-hand|muddy|[0-9]{4}|1\.[0-9])[ ,]{1,2}){0,3}"
)
_BODY = (
    r"(?:[ ](?i:estate|saloon|hatchback|convertible|van|camper|campervan|pick-?up|soft-top|4x4|SUV|electric|hybrid"
    r"|motorbike|scooter|automatic))?"
)
_MODEL = rf"(?:[ ]{_MODELS})"
_CAR = re.compile(
    rf"\b(?:(?P<colour>{_COLOUR})(?:-(?:and|&)-\w+|\sand\s\w+)?[ ,]{{1,2}}{_BETWEEN}(?:{_MAKES}{_MODEL}{{0,2}}"
    rf"|{_ALONE})"
    rf"|(?:{_MAKES}{_MODEL}{{0,2}}|{_ALONE})){_BODY}(?:(?:,?\s(?:in|painted)\s|,\s"
    rf"|\s\()(?P<later>{_COLOUR})\b\)?)?(?![\w-])"
)
_OWN_IT = re.compile(
    r"(?:\b(?:[Mm]y|[Oo]ur|[Hh]er|[Hh]is|[Tt]heir)\s(?:[\w'\u2019-]+\s){0,4}(?:(?:is|was)\s)?(?:an?\s|the\s)?"
    r"|['\u2019]s\s(?:[\w-]+\s){0,2}"
    r"|\b(?:drives?|driving|drove|owns?|bought|buys|run|runs|ride|rides|riding|picked\sup|collected|have|has|had|got"
    r"|swapped|upgraded\sto|parked|sold|selling|lost|arriv\w+\sin|turned\sup\sin"
    r"|behind\sthe\swheel\sof|at\sthe\swheel\sof|stepped\sout\sof|got\sout\sof|seen\sin|in|beside|by|keeper\sof"
    r"|owner\sof)\s(?:around\s|about\s|it\s)?(?:in\s|for\s|to\s|of\s)?(?:an?|the|my|our|her|his"
    r"|their)\s(?:[\w'\u2019-]+\s){0,3})\Z"
)
_MY_CAR = re.compile(
    r"\b(?:[Mm]y|[Oo]ur)\s(?:\w+\s){0,2}(?:car|van|vehicle|motor|bike|wheels)\b|\b(?:[Ll]ost|[Ss]tolen)\b[^.!?]{0,40}\Z"
)
_FIRST = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur|[Mm]e|I['\u2019](?:m|ve|ll|d))\b")
_I = re.compile(r"\b(?:I|[Ww]e|I['\u2019](?:m|ve|ll|d)|[Ww]e['\u2019](?:ve|re))\s(?:\w+\s){0,3}\Z")
_OPENS = re.compile(
    r"\s{0,3}(?:Just\s|Finally\s)?(?:Bought|Sold|Picked\sup|Collected|Traded\sin|Swapped|Driving|Drove|Washing|Washed"
    r"|Parked|Crashed|Pranged)\s"
    r"(?:an?|the|my|our|in\sthe)\s(?:[\w'\u2019-]+\s){0,3}"
)
_ENTRY = re.compile(r"[\s,\u2013(-]{1,3}(?:[0-9]{4}\s)?")
_NEVER = re.compile(
    r"\b(?:saw|spotted|stopped|hit by|followed|overtaken|dealer\w*|garage|lent|hired?|rented|borrowed|police|used to"
    r"|wish|dream\w*|would love)\b",
    re.IGNORECASE,
)
_SOMEONE = re.compile(r"\b(?:[Ss]he|[Hh]e|[Tt]hey|[Hh]er|[Hh]is|[Tt]heir)\b")
_PLATE_GAP = 30


def _hints(pattern: str) -> Iterator[str]:
    """The makes and models; where one has several forms or words, how they all begin."""
    for name in pattern.removeprefix("(?:").removesuffix(")").split("|"):
        yield name.split("(")[0].split("\\s")[0]


_HINTS = tuple(dict.fromkeys((*_hints(_MAKES), *_hints(_ALONE))))
_ENTRY_GAP = 10


class Vehicle(Detector):
    """A car that can be told in the street. Its plate is another detector's."""

    name: ClassVar[str] = "vehicle"
    title: ClassVar[str] = "what car you drive"
    group: ClassVar[Group] = Group.VEHICLE
    asks: ClassVar[bool] = True

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """Each car once, with its plate where one stands beside it."""
        if not is_firm(sighting) or isinstance(sighting.evidence, Photo):
            return
        text, own = readable(sighting.evidence), is_own(sighting.evidence, subject)
        seen: set[str] = set()
        for found in _cars(text, subject, own=own):
            plate = _plate_beside(text, found.span(), subject)
            car = fold(one_line(found[0]))
            if car in seen or not (plate or _is_theirs(text, found, subject, own=own)):
                continue
            seen.add(car)
            yield self._finding(sighting, subject, _with(text, found.span(), plate), found)

    def _finding(self, sighting: Sighting, subject: Subject, said: str, found: re.Match[str]) -> Finding:
        coloured = found["colour"] or found["later"]
        return self.finding(
            sighting,
            f"car {fingerprint(fold(one_line(found[0])), subject)}",
            f"What car you may drive is told {spot(sighting)}. Is it yours?",
            severity=Severity.WORTH_MENDING if coloured else Severity.GOOD_TO_KNOW,
            value=said,
            masked=masked(said),
            declared=False,
            confidence=less_sure(sighting),
            reasons=(
                "Its make and colour are said to be your car's" if coloured else "Its make is said to be your car's",
            ),
        )


def _cars(text: str, subject: Subject, *, own: bool) -> Iterator[re.Match[str]]:
    """Every car in the person's own text; in another's, those near their name or plate."""
    named = [one.start for one in mentions(text, subject)]
    plates = [start for fact in subject.private(Kind.PLATE) for start, _ in find_plate(text, fact.value)]
    spans = skim(text, _HINTS, cased=True)
    for start, end in spans if own else near(spans, sorted((*named, *plates))):
        yield from _CAR.finditer(text, start, end)


def _plate_beside(text: str, car: Span, subject: Subject) -> Span | None:
    """A declared plate right before or behind."""
    start, end = max(0, car[0] - _PLATE_GAP), car[1] + _PLATE_GAP
    for fact in subject.private(Kind.PLATE):
        for first, last in find_plate(text[start:end], fact.value):
            return start + first, start + last
    return None


def _with(text: str, car: Span, plate: Span | None) -> str:
    """The car as it is written, with a plate beside it."""
    start, end = car
    if plate is None:
        near = text[start : end + _PLATE_GAP]
        plate = next(((start + a, start + b) for a, b in find_plates(near)), None)
    if plate:
        start, end = min(start, plate[0]), max(end, plate[1])
    return one_line(text[start:end])


def _is_theirs(text: str, found: re.Match[str], subject: Subject, *, own: bool) -> bool:
    at = found.start()
    start = sentence(text, at)[0]
    before = text[start:at]
    owned = _OWN_IT.search(before)
    if any(_ENTRY.fullmatch(text, one.end, at) for one in mentions(text, subject) if 0 < at - one.end <= _ENTRY_GAP):
        return True
    if _NEVER.search(before) or (not own and not owned):
        return False
    if own:
        return _is_mine(before, owned)
    if _FIRST.search(before):
        return is_a_quote_of(text, at, subject)
    return is_theirs("his", text, start + (owned.start() if owned else 0), subject, own=False)


def _is_mine(before: str, owned: re.Match[str] | None) -> bool:
    """The words before a car in a text of the person's own: "my", "I drive a", "my car's been keyed:"."""
    if owned and (_FIRST.search(owned[0]) or _I.search(before[: owned.start()])):
        return True
    if _OPENS.fullmatch(before):
        return True
    return _MY_CAR.search(before) is not None and not _SOMEONE.search(before)
