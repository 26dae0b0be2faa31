"""Words that say that somebody is, or will be, away from home: an invitation to burglars."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from footprint.model import Subject
from footprint.places.spans import Span
from footprint.places.spelling import fold
from footprint.text.dates import MONTH, WEEKDAY
from footprint.text.home_ground import own_places
from footprint.text.mentions import mentions
from footprint.text.sentences import sentence
from footprint.text.skim import near, skim

_COUNT = r"(?:an?|the|one|two|three|four|five|six|ten|[0-9]{1,2}|a\scouple\sof|a\sfew|this|next|all|whole|coming)"
_SPAN = (
    rf"(?:for\sthe\s(?:whole|rest|most)\sof|for\s(?:{_COUNT}\s)?(?:\w+\s)?(?:days?|weeks?|fortnights?|months?|weekends?|nights?|christmas|easter"
    rf"|half[- ]term|summer)"
    rf"|{_COUNT}\s(?:\w+\s)?(?:days?|weeks?|fortnights?|months?|weekends?|nights?)|until|till?|(?:from"
    rf"|on)\s(?:the\s)?(?:{WEEKDAY}"
    rf"|{MONTH}|[0-9]{{1,2}}|today|tomorrow)|tomorrow|tonight|today|this\s(?:week|weekend|evening|month|summer"
    rf"|morning|afternoon)"
    rf"|next\s(?:week|weekend|month|{WEEKDAY})|over\s(?:christmas|new\syear|easter|half[- ]term|the)|at\sthe\smoment"
    rf"|right\snow"
    r"|between|all\s(?:week|weekend|month|summer)|in\s(?:the\smorning|two|three|a)|again|at\slast|now|here\swe\scome)"
)
_FAR = (
    r"(?:[A-Z\u00c0-\u00de][\w'\u2019-]+|(?i:the\s(?:sun|coast|caravan|continent|alps|lakes|highlands|med|seaside"
    r"|airport)|my\s(?:sister|mum|parents)\w*)|sunnier\sclimes)"
)
_LEAVING = (
    r"(?:(?:am|are|is|['\u2019]m|['\u2019]re|will\sbe|['\u2019]ll\sbe)\s)?(?:(?:off|away|going|heading|headed|jetting"
    r"|flying|travelling|driving|sailing|emigrating)"
    r"\s(?:(?:out|away|off|back|down|up|over|on\sholiday)\s)?to|tak(?:e|es|ing)\s(?:the|my|our)\s\w+\sto"
    r"|(?:fl(?:y|ies)|jets?|sets?|sails?)\s(?:(?:out|off"
    r"|away)\s)?to|leav(?:e|es|ing)\sfor)"
)
_AWAY = re.compile(
    rf"\b(?:(?i:(?P<going>{_LEAVING}))\s{_FAR}"
    rf"|(?i:(?:am|are|['\u2019]m|['\u2019]re|be|is"
    rf"|here)\sin\s)[A-Z\u00c0-\u00de][\w'\u2019-]+(?:\s[A-Z]\w+)?\s(?i:all\s(?:week|weekend|month|summer)"
    rf"|for\s(?:the\s|a\s|two\s|three\s)?(?:\w+\s)?(?:weeks?|days?|fortnight|month|weekend)|until|till?|this\sweek"
    rf"|over\s(?:christmas|easter|new\syear))"
    rf"|(?i:(?:fl(?:y|ies|ying)|jetting|set(?:ting)?)\s(?:out|off)(?:\son\s(?:our|my)\s\w+)?\s{_SPAN})"
    rf"|(?i:\baway\s(?:from\shome|on\s(?:holiday|business|honeymoon|our|my|a\s(?:cruise|break))"
    rf"|(?:with\s[\w\s]{{2,30}}?\s)?{_SPAN}|(?=in\s[A-Z\u00c0-\u00de])in\s))"
    rf"|(?i:\b(?:on|have|having|taking|start\w*|booked)\s(?:(?:my|our|a|his|her|some"
    rf"|their)\s)?(?:\w+\s)?(?:annual\sleave|leave|honeymoon|cruise|holidays?)\b(?!\s(?:home|let|park|pay|season"
    rf"|club)))"
    r"|(?i:(?:['\u2019]m|['\u2019]re|am|are)\soff\s(?:in|on|for|up|down|camping|sailing|skiing|walking|hiking|again)\b)"
    rf"(?=[^.!?\n]{{0,60}}\b(?i:{_SPAN}))"
    rf"|(?i:\b(?:abroad|overseas)\s{_SPAN})"
    r"|(?i:\bout\sof\s(?:the\s)?(?:country|town|office)\b)"
    r"|(?i:\b(?:house|home|flat|place|cottage|farm)\s(?:(?:will|is|stands?|sits|lies|left|going|to|be|so|it|all"
    r"|completely|left|standing|sitting|totally)\s){1,4}(?:empty|unoccupied|quiet|unattended))"
    r"|(?i:\b(?:no\s?(?:one|body)|nobody)(?:['\u2019]s|\sis|\swill\sbe)?\s(?:at\s)?(?:home|in)\b)|(?i:\b(?:empty"
    r"|unoccupied)\shouse\b)"
    r"|(?i:\bhome\salone\b)"
    rf"|\b(?i:is|are|be|['\u2019]s|['\u2019]m)\saway\s(?:at|on|in|with)\s(?=[^.!?\n]{{0,60}}\b(?i:{_SPAN}))"
    rf"|\b(?i:here|abroad|gone)\s(?i:till?|until)\s(?=(?i:the\s)?(?i:{WEEKDAY}|{MONTH}|[0-9]))"
    rf"|\b(?i:is|being|be|am|['\u2019]m|yn|are)\s(?i:in\s)?[A-Z\u00c0-\u00de][\w'\u2019-]+(?:\s(?:with|on)\s[^.!?\n]{{2,40}}?)?\s"
    rf"(?:for\sthe\s(?:whole|rest|most)\sof|until|till?|tan|o\sddydd|drwy|from)\s"
    rf"|\b(?i:off|away)\sto\s(?:[A-Z]\w+['\u2019]s|my\s\w+['\u2019]s)(?:\sin\s[A-Z]\w+)?\sfor\s"
    rf"|\b(?i:performing|on)\s(?i:umrah|hajj|pilgrimage|retreat|sabbatical)\b"
    rf"|\b(?i:(?:we|i)\s(?:fly|sail|leave|go)\son\s)(?=[^.!?\n]{{0,40}}(?i:back|home|return))"
    rf"|\b(?i:ar\s(?:fy\s)?(?:wyliau|ngwyliau)|i\sffwrdd\s(?:tan|am|o))\b"
    rf"|(?i:\b(?:back|home|return(?:ing)?)\s(?:again\s|home\s|in\s\w+\s)?(?:on\s(?:{WEEKDAY}|the\s[0-9]|[0-9])"
    rf"|in\s(?:a|two|three)\s(?:weeks?|fortnight|few\sdays|month)|after\s(?:christmas|new\syear|easter)))"
    rf"|(?i:\b(?:airport|boarding|departure\slounge|passports?\spacked|bags\s(?:are\s)?packed|suitcases?)\b)"
    rf"|(?i:\b(?:greetings|hello|postcard)\sfrom\ssunny)"
    r"|(?i:\b(?:week|fortnight|weeks|days|month)\s(?:away\s)?in\s)(?=[A-Z\u00c0-\u00de])"
    r"|(?i:\b(?:currently|now)\s(?:away\s)?in\s)(?=[A-Z\u00c0-\u00de])"
    r"|(?i:\b(?:house|cat|dog|pet)-?\s?sitt(?:er|ing)\b))"
)
_PAST = re.compile(
    r"\b(?:was|were|been|had|went|back\sto\s(?:the\s|my\s)?(?:casework|work|reality|it|normal|desk|grindstone|business|inbox)|back\sfrom|got\sback|came\s(?:back|home)|returned|last\s(?:week|month|year|summer"
    r"|winter|saturday|sunday)"
    r"|yesterday|lost|won|drew|beat|years?\sago|used\sto|enjoyed|loved|spent|if|when\si\sgo|memories|remember"
    r"|throwback|dream\w*|wish)\b",
    re.IGNORECASE,
)
_NO_AWAY = re.compile(
    r"\b(?:game|match|fans?|kit|goal|league|win|draw|defeat|season|fixture|bins?|tidy|put|throw\w*|give\w*|take|took"
    r"|turn\w*|walk(?:ed)?|get|got|far|right|stay"
    r"|passed|run|miles?|minutes?|metres|yards?|keep|kept|moved?|moving)\saway\b|\baway\s(?:game|match|fans?|kit|goal"
    r"|win|draw|defeat|fixture|from\sthe)",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\bto\s(?:the\s)?(?:council|civic|town|guildhall|parliament|court|work|school|a\s|an\s|my\ssurgery)|\b(?:bus"
    r"|train|tram|lane|road|vote|votes|money|plans?|services?|ship)\b",
    re.IGNORECASE,
)
_TIMED = re.compile(rf"\b{_SPAN}", re.IGNORECASE)
_HINTS = (
    *(
        "holiday",
        "honeymoon",
        "cruise",
        "annual leave",
        "on leave",
        "leave for",
        "leaves for",
        "leaving for",
        " away",
        "\naway",
    ),
    *(
        " off ",
        "\noff ",
        "flying",
        " fly ",
        " flies ",
        "flight",
        "going to",
        "going out to",
        "heading",
        "headed",
        "jetting",
        " jets ",
    ),
    *(
        "travelling",
        "driving",
        "sailing",
        " sails ",
        "abroad",
        "overseas",
        "out of office",
        "out of the",
        "out of town",
    ),
    *(
        "out of country",
        " empty",
        "quiet",
        "unoccupied",
        "unattended",
        "nobody",
        "no one",
        "no-one",
        "home alone",
        "back on",
    ),
    *(
        "back in",
        "back after",
        "home on",
        "home in",
        "home after",
        "return",
        "airport",
        "boarding",
        "lounge",
        "passport",
        "packed",
    ),
    *(
        "suitcase",
        "from sunny",
        "week in",
        "weeks in",
        "week away",
        "weeks away",
        "fortnight",
        "days in",
        "days away",
        "month in",
    ),
    *(
        "currently ",
        "now in",
        "now away",
        "sitting",
        "sitter",
        "taking ",
        "takes ",
        " take ",
        "m in ",
        "re in ",
        "is in ",
        "be in ",
    ),
    *("umrah", "hajj", "pilgrimage", "retreat", "sabbatical", "here till", "here until", "wyliau", "ffwrdd", "wi yn "),
    *(" being ", "we fly", "we sail", "we leave", "i fly", "i leave", "gone till", "gone until", " tan "),
    *("here in", "setting o", " set o", " sets ", "emigrating"),
)
"""One of them stands in whatever says so."""

_MOST = 100
_NEXT = 15


_REACH = 1_200


def _found(text: str, spans: Iterable[Span]) -> Iterator[re.Match[str]]:
    for start, end in spans:
        yield from _AWAY.finditer(text, start, end)


def find_away(text: str, subject: Subject, *, own: bool = True) -> Iterator[Span]:
    """Where a text says that somebody is away or will be; who that is must be asked of the words around.

    In a text that is not the person's `own` only where they are named not far off.
    """
    home = own_places(subject)
    spans = skim(text, _HINTS)
    named = () if own else [one.start for one in mentions(text, subject)]
    for found in islice(_found(text, near(spans, named, _REACH) if named else spans), _MOST):
        start, end = sentence(text, found.start())
        said = text[start:end]
        if _PAST.search(said) or _NO_AWAY.search(said):
            continue
        if found["going"] and (not _TIMED.search(said) or _NEAR.search(said)):
            continue
        if any(word in home for word in re.findall(r"\w{3,}", fold(text[found.start() : found.end() + _NEXT]))):
            continue
        yield found.span()
