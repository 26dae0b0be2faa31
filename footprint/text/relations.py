"""Words for relatives, in English, Scots and Welsh, and the forms in which names stand beside them."""

from __future__ import annotations

import re

from footprint.places.spelling import either, words

CHILDREN = """
    son daughter stepson stepdaughter grandson granddaughter child children kid kids baby boy girl boys girls twins
    grandchild grandchildren nephew niece lad lass bairn bairns wean weans toddler teenager youngest eldest oldest sons
    daughters little_one little_ones wee_one wee_man wee_woman wee_fella little_boy little_girl lads
    grandsons granddaughters nieces nephews stepchildren stepkids stepsons stepdaughters godson goddaughter guidson
    foster_son foster_daughter great-grandson great-granddaughter great-grandchildren great-niece great-nephew infant
    step-son step-daughter step-children grandkids middle_one first-born firstborn
    """
SPOUSES = """
    husband wife spouse partner civil_partner other_half better_half fiance fiancee fianc\u00e9 fianc\u00e9e hubby
    missus girlfriend boyfriend wifey hubbie cohabitee good_lady bidie-in fella intended
    """
ELDERS = """
    mother father mum mam mom dad mummy daddy mammy mama papa faither mither stepmother stepfather stepmum stepdad
    brother sister brothers sisters sibling siblings half-brother half-sister stepbrother stepsister twin
    grandmother grandfather nan nana gran grandma granny grandad grandpa nain taid nani dadi babcia granda gramps
    parents parent grandparents in-laws mother-in-law father-in-law sister-in-law brother-in-law son-in-law
    daughter-in-law sons-in-law daughters-in-law mum-in-law dad-in-law mum_in_law dad_in_law
    uncle aunt auntie aunty cousin uncles aunts aunties cousins great-aunt great-uncle godmother godfather
    """
WELSH = """
    g\u0175r ng\u0175r \u0175r gwr ngwr gwraig ngwraig wraig mab fab merch ferch tad thad nhad mam fam mham
    nain taid daid plant phlant blant chwaer brawd frawd mrawd partner phartner bartner modryb ewythr wyres hwyres
    \u0175yr h\u0175yr nai nith cefnder cyfnither gefnder
    """
RELATION = either(CHILDREN + SPOUSES + ELDERS + WELSH)

ONE_OF = {
    **dict.fromkeys(("children", "kids", "kid", "twins", "bairn", "bairns", "wean", "weans", "little one"), "child"),
    **dict.fromkeys(("youngest", "eldest", "oldest", "wee one", "plant", "phlant", "blant", "infant"), "child"),
    **dict.fromkeys(("boys", "boy", "lad", "lads", "little boy", "wee man", "wee fella", "mab", "fab"), "son"),
    **dict.fromkeys(("girls", "girl", "lass", "little girl", "wee woman", "merch", "ferch"), "daughter"),
    **dict.fromkeys(("g\u0175r", "ng\u0175r", "\u0175r", "gwr", "ngwr", "fella", "hubbie"), "husband"),
    **dict.fromkeys(("gwraig", "ngwraig", "wraig", "wifey", "good lady"), "wife"),
    **dict.fromkeys(("phartner", "bartner", "cohabitee"), "partner"),
    **dict.fromkeys(("tad", "thad", "nhad", "faither"), "father"),
    **dict.fromkeys(("mam", "fam", "mham", "mither"), "mother"),
    **dict.fromkeys(("wyres", "hwyres"), "granddaughter"),
    **dict.fromkeys(("\u0175yr", "h\u0175yr"), "grandson"),
    "parents": "parent",
    "brothers": "brother",
    "sisters": "sister",
}
"""A word for a relative \u2192 the one to call them by."""

A_NAME = (
    r"(?!(?:I|Cllrs?|Councillor|Mrs?|Ms|Dr|Rev|Sir|The|A|My|Our|Her|His|Mae|Bu|Bydd|Yn|Roedd|Dyma)\b)"
    r"(?:(?:[A-Z]\.?[ ]){0,2}[A-Z\u00c0-\u00de](?:[\w-]|['\u2019](?!s?\b)){1,20}(?!\w))"
)
ONE_NAME = re.compile(rf"{A_NAME}(?:[ ]{A_NAME}|[ ][A-Z]\.)?")
_TITLE = (
    r"(?:(?:Dr|Cllr|Councillor|Mrs?|Ms|Rev|Chief|Sir|Baby|[Bb]aby|[Ll]ittle|[Ww]ee|[Oo]ld|young|the\slate|[Yy]r?"
    r"|Cynghorydd|Cyng)\.?\s)?"
)
_AGE = r"(?:,?\s\(?(?:aged\s|now\s|is\s)?[0-9]{1,2}\b\)?|\s\([^()\n]{1,20}\))?"
_SEP = r"(?:,\s(?:(?:and|a|ac)\s)?|\s(?:and|&|a|ac)\s)"
NAMES = rf"(?P<names>{_TITLE}{ONE_NAME.pattern}{_AGE}(?:{_SEP}{_TITLE}{ONE_NAME.pattern}{_AGE}){{0,6}})"
_TELLING = (
    r"(?:who(?:\sis|['\u2019]s)?\s|now\s|aged\s[0-9]{1,2}|[0-9]{1,2}\b|both\s(?:grown|adult)[\w-]*|(?:of"
    r"|for)\s(?:[\w-]+\s){1,3}years|of\s(?:the|my|our|her|his)\s(?:two|three|four|five|six|lot))"
)
BEHIND = re.compile(
    rf"(?:,?\s{_TELLING})?(?:,\s|:\s|\s[\u2013-]\s|\s\(|\s(?:(?:is|are|was|were)\s)?(?:called\s|named\s)?)"
    rf"(?:(?:hi|ef|i|nhw),?\s)?{NAMES}"
)
"""Names behind a word for a relative: "husband Tobias", "sons: Jack, 9, and Kit", "brother, old Alec"."""

AHEAD = re.compile(
    rf"{NAMES}(?:,\s|\s\(|\s[\u2013-]\s|,?\s(?:is|was|yw|oedd|sef)\s)(?:(?:also|now|(?:[\w-]+\s){{1,3}}oed,)\s)?\Z"
)
"""Names before "my husband" or "the eldest": "Tobias, my husband", "Mr Simon Marram, is his nephew"."""

OF = re.compile(
    rf"\s(?:of|to|i)\s(?:(?:the|our|own|local|y|yr|dri|ddau|dau|two|three|four|five|[0-9]|blant|[a-z]+:"
    rf"|o)[ ,]\s?){{0,4}}{NAMES}"
)
JOB = re.compile(rf"\s(?:of|to)\s(?:the|a|an)\s(?:[a-z]+\s){{1,5}}{NAMES}")
"""Names behind a word for a relative with "of": "mother of Jack and Kit", "niece of the bard Alec Marram"."""

AND_OTHER = re.compile(rf",?\s(?:who|an?|at|in|is|now)\s[^.;:!?\n]{{0,60}}?,\s(?:and|a|ac)\s{NAMES}")
"""The second of a list with something told of the first: "Ruaridh, who is at sea, and Finlay"."""

_LITTLE = (
    r"(?:(?!(?:of|to|with|from|and|or|for|by|in|on|at|is|was|that|who|as|than|but|has|had|my|our|her|his|their"
    r"|your|fy|ei|a|an|the)\b)[a-z0-9\u00e0-\u00ff-]+,?\s)"
)
LEAD = re.compile(
    rf"(?:(?<![\w'\u2019-])(?P<det>[Mm]y|[Oo]ur|[Mm]a|[Hh]er|[Hh]is|[Tt]heir|[Yy]our|[Ww]hose|[Tt]he|[Aa]n?"
    rf"|[Tt]hat|[Ss]ome|[Ee]very|[Aa]ny|[Ee]ach"
    r"|[Nn]o|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Bb]oth|[Ff]y|[Ee]i|[Ee]u|[Ee]in|your)"
    r"|(?<=[\w\u00c0-\u00ff])['\u2019](?P<welsh>[ium]|(?<=\b[aiou].)n)"
    r"|(?P<owner>(?:[Tt]he\s(?:\w+\s){0,2}[A-Za-z]+|(?:(?:Mrs?|Ms|Cllr|Councillor|Dr)\.?\s)?(?!(?:[Ii]t|[Hh]e"
    r"|[Ss]he|[Tt]hat|[Tt]here|[Ww]hat|[Ww]ho|[Hh]ere|[Ww]here|[Ll]et"
    r"|[Hh]ow)\b)[\w\u00c0-\u00ff.-]+))(?:['\u2019]s?|(?<=s)['\u2019])"
    rf"|(?<=\s)(?P<bare_owner>[a-z]{{3,}}s))\s{_LITTLE}{{0,4}}?\Z"
)
"""What says whose a relative is, right before the word: "my ", "her younger ", "the councillor's "."""

BACKWARDS = frozenset(
    """
    mum mam mom mummy dad daddy mother father parents parent husband wife partner gran nan nana grandma granny grandad
    grandpa grandmother grandfather nain taid uncle aunt auntie brother sister hubby spouse
    """.split()  # noqa: SIM905  words
) | {"other half", "better half"}
WED = re.compile(
    rf"\b(?:(?<!newly\s)[Mm]arried(?:\sto)?|wed|engaged\sto|in\sa\srelationship\swith|civil\spartnership\swith"
    rf"|share\s(?:our|my)\shome\swith"
    rf"|lives?\swith)[ ](?:the\s(?:[a-z]+\s){{0,2}}[a-z]+,?\s)?{_TITLE}(?P<names>{A_NAME}(?:[ ]{A_NAME})?)"
)
LABEL = re.compile(
    rf"(?m)^(?:[^:\n]{{0,40}}\b)?(?P<relation>(?i:{RELATION}))(?:['\u2019]s\sname)?"
    rf"(?:(?:,|\s?\(?(?:or|/))\s?[^:\n]{{0,40}})?:\s{{0,3}}{_TITLE}(?P<names>{A_NAME}[ ]{A_NAME}|[A-Z]\.?\s{A_NAME})"
)
OUR_CHILD = re.compile(
    rf"\b(?P<our>[Oo]ur|[Mm]y|[Hh]er|[Hh]is)\s(?:little\s|wee\s|big\s|own\s|lovely\s|darling\s"
    rf"|late\s){{0,2}}(?P<names>{A_NAME})(?![\w-]|\s[A-Z])"
    rf"|(?:\A|[.!?\n]\s?)(?P<opens>{A_NAME})(?=\s(?:starts?|started|starting|lost|loves?|turns?|turned|is|has|got"
    rf"|and|goes|went|came|won|passed|aced|graduat\w+|took|said|made|wants)\b)"
)
CHILDHOOD = re.compile(
    r"\b(?:school|nursery|in reception|year (?:one|two|[1-9])|p[1-7]|first day|turn(?:s|ed) [0-9]\b|nativity"
    r"|first tooth|gcses?|a-levels?|graduat\w+|uni|was born|sports day|half[- ]term|exams?|primary|academy|playgroup"
    r"|reception class|bedtime|first steps|big school|driving test|passed (?:his|her))\b",
    re.IGNORECASE,
)
NO_NAME = words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december christmas easter facebook the and i we in on at this that it he she they my our no none
    not if when so but thanks thank happy council councillor cllr mr mrs ms dr local st saint ysgol school primary
    church party labour conservative liberal green tory uk english welsh scottish irish british nhs is was please all
    road street both herself himself married year class form reception
    mum dad nan mam her his their two three four a an to for with as from by of only
    """
)
NO_FAMILY = re.compile(
    r"\b(?:business|sporting|trading|dance|dancing|coalition|delivery|training|boxing|crime|host|founding"
    r"|statutory|lead"
    r"|soul|foster\s(?:mum|dad))\s\Z",
    re.IGNORECASE,
)
NO_KIN = re.compile(
    r"(?i:partner)s?\s(?:organi|agenc|in\scrime|consult|school|council|club|firm|with|up|bod|at)|(?i:sister"
    r"|brother|mother|father|partner)"
    r"\s(?:act|circle|council|church|ship|in\sarms|of\sthe\shouse|superior|nature|christmas|earth|tongue|paper"
    r"|company|town|teresa"
    r"|goose|figure|parish)s?\b|(?i:brothers\sin\sarms)|(?i:mother|father)['\u2019]?s['\u2019]?\s(?:day|pride)"
    r"|(?:Sister|Brother|Mother|Father)\s[A-Z]|(?i:wife|girl|boy)\s(?:guides?|scouts?)|(?i:cousin\sjacks)"
    r"|(?i:uncle\sben|aunt\sbess)"
    r"|(?i:child|baby|kids?|parent|girls?|boys?)\s(?:care|benefit|poverty|protection|safety|group|show|club"
    r"|clinic|bank|rugby|football|under)"
)
"""Words for relatives in another sense: "partner organisations", "Sister Agnes", "brothers in arms"."""

HINTS = tuple(
    sorted(
        words(
            """
            son daughter step grand gran child kid baby boy girl twin nephew niece lad lass bairn wean toddler teenager
            youngest eldest oldest little wee god guid foster husband wife spouse partner half fianc hubb missus cohabit
            lady mother father mum mam mom dad papa faither mither brother sister sibling nan nain taid nani babcia
            parent in-law uncle aunt cousin married wed engaged live share fella relationship gwr ngwr wr gwraig
            ngwraig wraig mab fab merch ferch tad thad nhad plant phlant blant chwaer brawd frawd mrawd phartner bartner
            modryb ewythr wyres hwyres wyr fam mham nith nai infant firstborn
            """
        )
    )
)
"""What stands in each word for a relative, folded."""

CLOSE = 70
MOST = 200
