"""Makes, models and colours of cars in running text, in any order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from footprint.places.spans import Span
from footprint.places.spelling import either
from footprint.text.skim import near, skim

_COLOUR = (
    r"(?i:(?:(?:light|dark|bright|pale|metallic|navy|royal|sky|racing|deep|British\sRacing|pillar-box|lime|mint"
    r"|two-tone|matt)[ -])?(?:mustard[ ])?"
    r"(?:black|white|silver|grey|gray|red|blue|green|yellow|orange|purple|brown|gold|golden|bronze|beige|cream|maroon"
    r"|burgundy|navy|turquoise|teal|pink|scarlet|crimson|\w+-coloured"
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
    XC60 XC90 MX-5 CX-5 Hilux Spider Capri Anglia 900 Outback Forester Impreza Stag Spitfire Herald
    """
)
_ALONE = either(
    """
    Fiesta Mondeo Corsa Astra Zafira Clio Micra Qashqai Yaris Corolla Prius Aygo Punto Picanto Fabia Octavia Ibiza
    Berlingo Passat Freelander Evoque Sandero Duster Jimny Megane M\u00e9gane Ioniq Twingo Kangoo Picasso Hilux Mokka
    MX-5 Touran Sharan Scirocco Vectra Meriva Cortina Capri S-Max C-Max EcoSport Lupo Saxo Xsara Scenic Laguna
    Sc\u00e9nic Almera X-Trail Navara Primera Avensis Auris Sorento Stonic Kamiq Karoq Kodiaq Alhambra Touareg
    T-Roc Arteon Vivaro Vito Sprinter Cayman Boxster
    micra fiesta corsa astra clio yaris qashqai picasso volvo skoda vauxhall toyota nissan peugeot renault
    """
)
"""Models that are nothing else, and what is often written small."""

_WITH_COLOUR = either(
    "Civic Transit Beetle Zoe Leaf Golf Polo Jazz Focus Panda Juke Defender Discovery Spider Mini Alfa"
)
_WELSH = r"(?:las|glas|goch|coch|du|ddu|gwyn|wen|gwyrdd|werdd|melyn|felen|arian|llwyd|lwyd|oren)"
_BETWEEN = (
    r"(?:(?i:old|little|battered|electric|trusty|classic|vintage|new|hybrid|diesel|beloved|ancient|tiny|convertible"
    r"|soft-top|family|second-hand|muddy|[0-9]{4}|1\.[0-9])[ ,]{1,2}){0,3}"
)
_BODY = (
    r"(?:[ ](?i:estate|saloon|hatchback|convertible|van|camper|campervan|pick-?up|soft-top|4x4|SUV|electric|hybrid"
    r"|motorbike|scooter|automatic))?"
)
_MODEL = rf"(?:[ ]{_MODELS})"
_ONE = rf"(?:{_MAKES}{_MODEL}{{0,2}}|{_ALONE})"
_CAR = re.compile(
    rf"\b(?:(?P<colour>{_COLOUR})(?:-(?:and|&)-\w+|\sand\s\w+)?[ ,]{{1,2}}{_BETWEEN}(?:{_ONE}|{_WITH_COLOUR})"
    rf"|{_ONE}){_BODY}(?:(?:,?\s(?:in|painted)\s['\u2018]?(?:\w+\s)?|,\s|\s\((?:the\s)?|\.?\sColour:\s"
    rf"|\s\u2013\s)(?P<later>{_COLOUR})\b\)?|\s(?P<welsh>{_WELSH}))?(?![\w-])"
)


def _hints(pattern: str) -> Iterator[str]:
    """The makes and models; where one has several forms or words, how they all begin."""
    for name in pattern.removeprefix("(?:").removesuffix(")").split("|"):
        yield name.split("(")[0].split("\\s")[0]


_HINTS = tuple(dict.fromkeys((*_hints(_MAKES), *_hints(_ALONE), *_hints(_WITH_COLOUR))))


def find_cars(text: str, places: Sequence[int] | None = None) -> Iterator[tuple[Span, bool]]:
    """Every make or model, with its colour where one stands beside it: (start, end), and whether one does.

    Args:
        text: anything.
        places: where there are any, only what lies near one of these, which are in order.
    """
    spans: Iterable[Span] = skim(text, _HINTS, cased=True)
    for start, end in spans if places is None else near(spans, places):
        for found in _CAR.finditer(text, start, end):
            yield found.span(), bool(found["colour"] or found["later"] or found["welsh"])
