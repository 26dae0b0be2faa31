"""Words and patterns for relations: "my husband Tobias", "Edna, mother of", "ei merch Mali", "Spouse: …"."""

from __future__ import annotations

import re

from footprint.places.spelling import either, words

CHILDREN = """
    son daughter stepson stepdaughter grandson granddaughter child children kid kids baby boy girl boys girls twins
    grandchild grandchildren nephew niece lad lass bairn toddler teenager youngest eldest sons daughters little_one
    little_ones little_boy little_girl grandsons granddaughters nieces nephews stepchildren godson goddaughter
    foster_son foster_daughter
    """
SPOUSES = """
    husband wife spouse partner civil_partner other_half better_half fiance fiancee fianc\u00e9 fianc\u00e9e hubby
    missus girlfriend boyfriend
    """
ELDERS = """
    mother father mum mam mom dad stepmother stepfather brother sister grandmother grandfather nan nana gran grandma
    granny grandad grandpa nain taid
    parents mother-in-law father-in-law sister-in-law brother-in-law son-in-law daughter-in-law
    mum-in-law dad-in-law uncle aunt auntie cousin brothers sisters
    """
RELATION = either(CHILDREN + SPOUSES + ELDERS)
ONE_OF = {
    "children": "child",
    "kids": "child",
    "twins": "child",
    "boys": "son",
    "girls": "daughter",
    "parents": "parent",
    "boy": "son",
    "girl": "daughter",
    "lad": "son",
    "lass": "daughter",
    "bairn": "child",
    "little one": "child",
    "little boy": "son",
    "little girl": "daughter",
    "youngest": "child",
    "eldest": "child",
}
INVERSE = {"husband": "spouse", "wife": "spouse", "brother": "sibling", "sister": "sibling"}
A_NAME = r"(?!(?:I|Cllr|Mr|Mrs|Ms|Dr|Rev)\b)[A-Z\u00c0-\u00de][\w'\u2019-]{1,20}(?<!['\u2019]s)"
AGE = r"(?:,?\s\(?(?:aged\s|now\s|is\s)?[0-9]{1,2}\b\)?|,?\s\([0-9]{1,2}\))?"
SEP = r"(?:,\s(?:and\s)?|\s(?:and|&)\s)"
NAMES = rf"(?P<names>{A_NAME}(?:[ ]{A_NAME})?{AGE}(?:{SEP}{A_NAME}(?:[ ]{A_NAME})?{AGE}){{0,6}})"
TITLE = r"(?:(?:Dr|Cllr|Councillor|Mrs?|Ms|Rev|Chief|Sir|Cynghorydd|y Cynghorydd)\.?\s)?"
THEN = (
    r"(?:,?\s(?:of|for)\s(?:[\w-]+\s){0,3}years|,?\saged\s[0-9]{1,2}|,\s[0-9]{1,2}|,?\swho(?:\sis|['\u2019]s)?)?"
    rf"(?:,\s|:\s|\s[\u2013-]\s|\s\(|\s(?:(?:is|are)\s)?(?:called\s|named\s)?){TITLE}"
)
POSSESSED = re.compile(
    rf"\b(?P<whose>[Mm]y|[Oo]ur|[Hh]er|[Hh]is|[Tt]heir|whose)\s(?:(?!own\b)[a-z0-9\u2019'-]+\s){{0,3}}?"
    rf"(?P<relation>{RELATION})(?![\w'\u2019-])(?:{THEN}{NAMES})?"
)
POSSESSIVE = re.compile(
    rf"['\u2019]s?\s(?:(?:late|new|young|own|eldest|youngest|elder|younger|older|little|two|three|four"
    rf"|[0-9]+-year-old)\s){{0,2}}"
    rf"(?P<relation>{RELATION})(?![\w'\u2019-])(?:{THEN}{NAMES})?"
)
JOINED = re.compile(
    rf"(?:,\s|\s)(?:and|&|with)\s(?:(?:their|his|her|our|my)\s)?(?:[a-z-]+\s){{0,1}}?(?P<relation>{RELATION})s?"
    rf"(?:,\s|:\s|\s){NAMES}"
)
BACKWARDS = either(
    """
    mum mam mom mummy dad daddy mother father parents parent husband wife partner other_half gran nan nana grandma
    granny grandad grandpa grandmother grandfather nain taid uncle aunt auntie brother sister
    """
)
NAMED_FIRST = re.compile(
    rf"{NAMES}['\u2019]s?\s(?P<relation>{BACKWARDS}),?\s(?:is\s)?(?:[Cc]llr\.?\s|[Cc]ouncillor\s|\()?\Z"
)
SAID_THE = re.compile(
    rf"{NAMES}(?:,\s|\s|['\u2019]s)[^.!?\n]{{0,100}}\b(?:[Hh]is|[Hh]er"
    rf"|[Tt]heir)\s(?:proud\s)?(?P<relation>{BACKWARDS}),?\s"
    r"(?:[Cc]llr\.?\s|[Cc]ouncillor\s)?\Z"
)
I_AM = re.compile(
    r"(?:\bI['\u2019]?m|\bI am|\bas|\bbeing|\bproud(?:ly)?|\bknown as)\s(?:just\s|also\s|here as\s)?"
    rf"{NAMES}['\u2019]s?\s(?P<relation>{BACKWARDS})\b"
)
TO = re.compile(
    rf"\b(?i:(?P<relation>mother|father|mum|mam|dad|daddy|mummy|parent|husband|wife|gran|grandma|grandad"
    rf"|nan))\s(?:of|to)\s"
    rf"(?:(?:my\s|the\s|her\s|his\s)?(?:[a-z0-9-]+\s?){{0,3}},?\s|(?:two|three|four|five|[0-9]),\s|[a-z]+:\s)?{NAMES}"
)
OF = re.compile(
    rf"{NAMES},?\s(?:who is\s)?(?:the\s)?(?P<relation>{RELATION})\s(?:(?:of|to)\s|(?=y\s))"
    rf"(?:our\s(?:own\s|local\s)?)?{TITLE}\Z"
)
APART = re.compile(
    rf"{NAMES}(?:,\s|\s\(|\s[\u2013-]\s)(?P<whose>my|our|her|his)\s(?:[a-z-]+\s){{0,2}}?(?P<relation>{RELATION})\b"
)
WED = re.compile(
    rf"\b(?:married(?:\sto)?|wed|engaged\sto|in\sa\srelationship\swith|civil\spartnership\swith|share\sour\shome\swith"
    rf"|lives?\swith)\s{TITLE}(?P<names>{A_NAME}(?:[ ]{A_NAME})?)"
)
LABEL = re.compile(
    rf"(?m)^(?:name\sof\s)?(?P<relation>(?i:{RELATION}))(?:['\u2019]s\sname)?"
    rf"(?:\s\(?(?:or|/)[^:\n]{{0,40}})?:\s{{0,3}}{TITLE}"
    rf"(?P<names>{A_NAME}[ ]{A_NAME})"
)
BARE = re.compile(
    rf"(?:\b(?:with|by|for|from|of|a|baby|new|two|three|four|five|twin|young|have|has)|,|\band)\s(?P<relation>{RELATION})(?:,\s|\s|\scalled\s){TITLE}{NAMES}"
)
HERE = re.compile(
    rf"(?:\A|[.!?\n]\s{0, 3}){NAMES}['\u2019]s?\s(?P<relation>{BACKWARDS})\s(?:here|speaking|again|is|just|has"
    rf"|needs)\b"
)
OUR_CHILD = re.compile(
    rf"\b(?:[Oo]ur|[Mm]y)\s(?:little\s|wee\s|big\s|own\s|lovely\s|darling\s)?(?P<names>{A_NAME})(?![\w-]|\s[A-Z])"
    rf"|(?:\A|[.!?\n]\s?)(?P<opens>{A_NAME})(?=\s(?:starts?|started|starting|lost|loves?|turns?|turned|is|has|got"
    rf"|and|goes|went|came|won|passed"
    r"|aced|graduat\w+|took|said|made|wants)\b)"
)
CHILDHOOD = re.compile(
    r"\b(?:school|nursery|in reception|year (?:one|two|[1-9])|p[1-7]|first day|turn(?:s|ed) [0-9]\b|nativity"
    r"|first tooth|gcses?|a-levels?"
    r"|graduat\w+|uni|was born|sports day|half[- ]term|exams?|primary|academy|playgroup|reception class|bedtime"
    r"|first steps|big school)\b",
    re.IGNORECASE,
)
MINE = re.compile(r"\b(?:I|I['\u2019](?:m|ve)|[Ww]e|[Ww]e['\u2019]ve)\b")
ONE_NAME = re.compile(rf"{A_NAME}(?:[ ]{A_NAME})?")
NO_NAME = words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december christmas easter facebook the and i we in on at this that it he she they my our no none
    not if when so but thanks thank happy council councillor cllr mr mrs ms dr local st saint ysgol school primary
    church party labour conservative liberal green tory uk english welsh scottish irish british nhs is was please all
    road street both not
    """
)
NO_FAMILY = re.compile(
    r"\b(?:business|sporting|trading|dance|dancing|coalition|delivery|training|boxing|crime|host)\s\Z"
)
MOST = 200
STEMS = (
    *(
        "son",
        "daughter",
        "step",
        "grand",
        "gran",
        "child",
        "kid",
        "baby",
        "boy",
        "girl",
        "twins",
        "nephew",
        "niece",
        "lad",
        "lass",
    ),
    *(
        "bairn",
        "toddler",
        "teenager",
        "youngest",
        "eldest",
        "little one",
        "little boy",
        "little girl",
        "god",
        "foster",
        "husband",
    ),
    *(
        "wife",
        "spouse",
        "partner",
        "civil partner",
        "other half",
        "better half",
        "fianc",
        "hubby",
        "missus",
        "mother",
        "father",
        "mum",
    ),
    *(
        "mam",
        "mom",
        "dad",
        "brother",
        "sister",
        "nan",
        "parent",
        "uncle",
        "aunt",
        "cousin",
        "married",
        "wed",
        "engaged",
        "live with",
    ),
    *("lives with", "share our", "in a relationship"),
    *("other half", "uncle"),
)
HINTS = (
    *(f"{before}{stem}" for stem in STEMS for before in " \n"),
    "fy ",
    "ei ",
    "gyda'",
    " a'i ",
    " a'u ",
    " a'm ",
    " eu ",
    " ein ",
)
YOUNG = (
    *(
        "school",
        "nursery",
        "reception",
        "year ",
        "p1",
        "p2",
        "p3",
        "p4",
        "p5",
        "p6",
        "p7",
        "first day",
        "turn",
        "nativity",
        "tooth",
    ),
    *(
        "gcse",
        "level",
        "graduat",
        "uni",
        "was born",
        "sports day",
        "half",
        "exam",
        "primary",
        "academy",
        "playgroup",
        "bedtime",
        "steps",
    ),
)
CLOSE = 60

_WELSH_WORDS = """
    g\u0175r ng\u0175r \u0175r gwr ngwr gwraig ngwraig wraig mab fab merch ferch tad thad nhad dad mam fam mham
    nain taid daid plant phlant blant chwaer brawd frawd mrawd partner phartner bartner modryb ewythr wyres \u0175yr
    """
_WELSH_ONE_OF = {
    **dict.fromkeys("g\u0175r ng\u0175r \u0175r gwr ngwr".split(), "husband"),  # noqa: SIM905  words
    **dict.fromkeys("gwraig ngwraig wraig".split(), "wife"),  # noqa: SIM905  words
    **dict.fromkeys("partner phartner bartner".split(), "partner"),  # noqa: SIM905  words
    **dict.fromkeys("mab fab".split(), "son"),  # noqa: SIM905  words
    **dict.fromkeys("merch ferch".split(), "daughter"),  # noqa: SIM905  words
    **dict.fromkeys("plant phlant blant".split(), "child"),  # noqa: SIM905  words
    **dict.fromkeys("tad thad nhad".split(), "father"),  # noqa: SIM905  words
    **dict.fromkeys("mam fam mham".split(), "mother"),  # noqa: SIM905  words
}
ONE_OF.update(_WELSH_ONE_OF)
WELSH = re.compile(
    rf"(?P<whose>(?<!\w)(?:[Ff]y|[Ee]i|[Ee]u|[Ee]in)|(?<=['\u2019])[ium])\s(?P<relation>{either(_WELSH_WORDS)}),?\s(?:(?:hi|ef|i|nhw),?\s)?{NAMES}"
)
"""The possessive stands before the relation, whose first letter it may change: "ei thad, Emrys"."""

WELSH_OF = re.compile(
    rf"{NAMES},?\s(?:sef\s)?(?P<relation>{either(_WELSH_WORDS)})\s(?:i\s|y\s|i'r\s|i\u2019r\s)?(?:[Yy]\s)?(?:(?:Cynghorydd|Cyng)\.?\s)?\Z"
)
HAS = re.compile(
    rf"\b(?:has|have|had|with|of|parents?\sto|raising|and)\s(?:(?:an?|one|two|three|four|five|six|grown-up|adult|young|small|little|teenage)\s){{1,3}}"
    rf"(?P<relation>{RELATION})(?:,\s|:\s|\s\(|\s[\u2013-]\s|\s(?:called\s|named\s)?){NAMES}"
)
WHOSE = re.compile(
    rf"{NAMES}(?:\sfrom\s[\w ]{{2,25}})?,?\s(?:Year\s[0-9]{{1,2}},?\s)?(?:\(?whose|[(;]\s?(?:his|her|their))\s"
    rf"(?P<relation>{BACKWARDS})\s(?:is|are|happens to be)\s(?:our\s)?{TITLE}\Z"
)
IS_COUNCILLOR = re.compile(
    rf"(?P<names>(?:[A-Z]\.\s)?{A_NAME}(?:[ ]{A_NAME})?)\s?(?:\((?:[^()\n;]{{0,12}};\s)?|,\swhose\s)"
    rf"(?:[Hh]is\s|[Hh]er\s)?"
    rf"(?P<relation>{BACKWARDS})(?:,|\sis)?\s(?:the|our|a)\scouncillor\b"
)
"""A child in a list, by the office of a parent: "D. Adeyemi (his dad the councillor …"."""

AFTER = re.compile(rf",\s{NAMES}['\u2019]s?\s(?P<relation>{BACKWARDS})(?=[,.)]|\s(?:and|who)\b)")
"""What is said behind the person's name: "Cllr Marram, Jac's mum, …"."""

OPENS = re.compile(
    rf"(?:\A|[.!?]\s|\n)(?P<relation>(?!(?:Baby|Mother|Father|Child|Sister|Brother)\b)(?=[A-Z])(?i:{RELATION}))\s"
    rf"(?P<names>{A_NAME})(?=\s[a-z]|,|['\u2019]s\s)"
)
"""In a person's own shorthand: "Daughter Catriona home for the weekend"."""

BEFORE = re.compile(rf"{NAMES}(?:\s\(|,\s)\Z")
"""The name before "Mrs Kowalska's daughter"."""

AND_OTHER = re.compile(rf",?\s(?:who|an?|at|in|is|now)\s[^.;:!?\n]{{0,60}}?,\sand\s{NAMES}")
"""The second of a list with something told of the first: "Ruaridh, who is at sea, and Finlay"."""
