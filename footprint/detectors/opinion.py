"""What the person has said themselves of their faith, politics and health. It is listed, and never judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from footprint.detectors import BLOT, Detector, fingerprint, is_firm, one_line, spot, told
from footprint.identity.about import is_own, readable
from footprint.model import Finding, Group, Photo, Record, Severity, Sighting, Subject
from footprint.places.spans import Span
from footprint.places.spelling import either, fold
from footprint.text.mentions import mentions
from footprint.text.sentences import sentence
from footprint.text.skim import near, skim, skimmed
from footprint.text.whose import is_a_quote_of, is_theirs

_FAITHS = either(
    r"""
    christian catholic roman_catholic protestant anglican methodist baptist quaker presbyterian evangelical muslim
    jew jewish hindu sikh buddhist atheist agnostic humanist pagan secularist mormon jehovah['\u2019]s_witness
    spiritualist wiccan unitarian person_of_faith woman_of_faith man_of_faith non-?believer believer churchgoer
    church-goer rastafarian
    """
)
_POLITICS = either(
    r"""
    socialist democratic_socialist social_democrat communist marxist trotskyist anarchist conservative tory
    thatcherite liberal libertarian republican monarchist royalist feminist nationalist unionist brexiteer brexiter
    remainer leaver eurosceptic environmentalist pacifist trade_unionist capitalist zionist anti-zionist vegan
    vegetarian federalist labour_voter green_voter tory_voter floating_voter europhile egalitarian populist
    progressive centrist
    """
)
_STATES = either(
    r"""
    autistic alcoholic addict dyslexic dyspraxic disabled diabetic epileptic bipolar neurodivergent asthmatic
    coeliac deaf blind partially_sighted hard_of_hearing pregnant immunocompromised in_remission in_recovery
    clinically_vulnerable HIV_positive depressed a_cancer_survivor cancer_free sober a_wheelchair_user anorexic gay
    lesbian bisexual bi queer trans transgender non-binary
    """
)
_ILLNESSES = either(
    r"""
    cancer diabetes type_[12]_diabetes epilepsy depression anxiety multiple_sclerosis MS ME autism ADHD asthma
    arthritis rheumatoid_arthritis crohn['\u2019]s crohn['\u2019]s_disease dyslexia dyspraxia PTSD HIV COPD
    bipolar_disorder fibromyalgia lupus endometriosis long_covid migraines? parkinson['\u2019]s
    parkinson['\u2019]s_disease alzheimer['\u2019]s dementia leukaemia lymphoma melanoma coeliac_disease colitis OCD
    schizophrenia anorexia bulimia psoriasis eczema tinnitus a_stroke a_heart_attack heart_disease a_heart_condition
    a_heart_bypass a_pacemaker kidney_disease kidney_failure a_miscarriage miscarriages? an_eating_disorder
    sleep_apnoea high_blood_pressure angina a_brain_tumour a_breakdown a_disability hearing_loss glaucoma
    osteoporosis sciatica gout panic_attacks postnatal_depression breast_cancer prostate_cancer bowel_cancer
    skin_cancer lung_cancer lyme_disease sickle_cell
    """
)
_CAUSES = either(
    r"""
    scottish_independence welsh_independence independence brexit the_EU the_european_union rejoining
    a_united_ireland the_union the_monarchy a_republic abortion assisted_dying capital_punishment the_death_penalty
    nuclear_weapons trident nuclear_power palestine israel gaza trans_rights gender immigration migration vaccines
    vaccination lockdowns? fox_hunting hunting proportional_representation electoral_reform devolution
    same-sex_marriage gay_marriage gun_control net_zero a_ceasefire ukraine private_schools grammar_schools
    faith_schools nationalis\w+ privatis\w+ a_wealth_tax universal_basic_income the_strikes? drug_reform
    legalising_cannabis abolishing_the_lords a_second_referendum the_house_of_lords prayer_in_schools animal_testing
    """
)
_PARTIES = either(
    r"""
    labour conservatives? tor(?:y|ies) lib_dems? liberal_democrats? greens? the_green_party SNP plaid plaid_cymru
    reform UKIP leave remain yes no DUP sinn_f[e\u00e9]in alliance SDLP UUP
    """
)
_UNIONS = either(
    """
    UNISON Unison Unite GMB NEU NASUWT PCS RMT ASLEF CWU UCU BMA RCN EIS USDAW Usdaw Prospect FBU NFU CND Greenpeace
    Amnesty Liberty Momentum Extinction_Rebellion Stonewall Republic
    """
)
_AM = (
    r"(?:I['\u2019]m|I\sam|I['\u2019]ve\s(?:always\s)?been|I\shave\s(?:always\s)?been|I\swas\s(?:born|raised"
    r"|brought\sup)(?:\s(?:as\s)?an?)?|I\sconsider\smyself|I\sidentify\sas|I\sremain|I\sbecame|I\swas\sbaptised)"
)
_HOW = r"(?:(?!sure|sorry|afraid)[\w-]+[ ,]{1,2}){0,4}?"
_TOLD = re.compile(
    rf"\b(?:{_AM}\s{_HOW}(?i:{_FAITHS}|{_POLITICS}|{_STATES})\b(?![- ](?:community|councillor|group|school|church"
    rf"|party|event|fair|aid|cream|caf\u00e9|cafe))"
    rf"|(?i:(?:a\s|an\s)?member\sof\s)(?:the\s)?(?:{_UNIONS}|SNP|DUP|SDLP|UUP|UKIP|Plaid|Labour|Lib\sDems?|Greens"
    rf"|Conservatives|(?:[A-Z][\w'\u2019]+\s(?:of\s|for\s"
    rf"|the\s)?){{1,4}}(?:Party|Union|Movement|Church|Campaign|Synagogue|Mosque|Humanists?|Association\sof\s\w+))"
    rf"|(?i:voted|voting|vote|shall\svote|will\svote|canvass\w*"
    rf"|cast\smy\svote)\s(?i:for\s)?(?i:the\s)?(?:(?i:{_PARTIES})\b|[A-Z]\w+)"
    rf"|(?i:believe\s(?:that\s)?(?:god|jesus"
    rf"|there\sis\sno\sgod)\b)|(?i:\bmy\s(?:\w+\s)?(?:faith|religion|church|mosque|synagogue|temple|gurdwara"
    rf"|parish\spriest|rabbi|imam|confirmation|baptism|bar\smitzvah|bat\smitzvah|beliefs?))\b(?!\sin\s(?:the|our|this"
    rf"|local))"
    rf"|(?i:(?:i|we)\s(?:\w+\s)?)(?i:(?:pray|worship|prayed|praying|worshipped|attend\smass|go\sto\s(?:mass|church"
    rf"|mosque|synagogue|chapel)|fast(?:ing)?\s(?:for|during)\s(?:ramadan|lent|yom\skippur)|converted\sto\s\w+"
    rf"|keep\skosher|observe\s(?:shabbat|ramadan|lent)))\b"
    rf"|(?i:(?:was|were|been|being|am|got)\s(?:\w+\s)?diagnosed\s(?:with|as)\s)(?:(?:an?\s"
    rf"|having\s)?(?:[\w'\u2019-]+\s?){{1,4}})"
    rf"|(?i:(?:have|have\shad|['\u2019]ve\shad|['\u2019]ve\sgot|had|live\swith|living\swith|lived\swith"
    rf"|suffer(?:ed|ing)?\s(?:from|with)|surviv\w+|beat|battl\w+|fought|struggl\w+\swith|recover\w+\sfrom"
    rf"|treated\sfor|treatment\sfor|signed\soff\swith|manage\smy|my))\s(?:an?\s|my\s"
    rf"|own\s)?(?:(?:[\w-]+\s){{0,2}}?)(?i:{_ILLNESSES})\b(?!\s(?:awareness|charity|research|uk|week|nurses?"
    rf"|services?|walk|run|fund\w*|unit|ward|patients?))"
    rf"|\bit\swas\san?\s(?:heart\sattack|stroke|breakdown|tumour|lymphoma|melanoma|miscarriage)\b"
    rf"|(?:(?<=\A)|(?<=\n)|(?<=[.!?]\s))(?i:{_FAITHS}|{_POLITICS}|{_STATES})\s(?:since|from|all\smy|for\s\w+\syears|and\sproud|by\sbirth|through)\b"
    rf"|I['\u2019]ve\s(?:been\son\s(?:antidepressants?|medication|dialysis|insulin|the\swaiting\slist\sfor\s\w+|hrt|HRT|statins|anti-depressants?)"
    rf"|(?:always\s)?prayed|kept\s(?:kosher|ramadan|the\sfast)|never\s(?:believed|prayed|had\sa\sreligion))\b"
    rf"|(?i:dwi['\u2019]n|rydw\si['\u2019]n|rwy['\u2019]n|dw\si['\u2019]n)\s(?i:anffyddiwr|anffyddwraig|gristion|genedlaetholwr|sosialydd|hoyw"
    rf"|lesbiad|ddall|fyddar|awtistig|weriniaethwr|heddychwr|llysieuwr|grynwr|fwslim|fwdhydd)\b"
    rf"|(?i:\bmy\s(?:\w+\s)?(?:chemo\w*|radiotherapy|mental\shealth|disability|pacemaker|insulin|antidepressants?"
    rf"|medication|hysterectomy|mastectomy|hip\sreplacement|knee\sreplacement|heart\sattack|stroke|bypass|diagnosis"
    rf"|therapist|psychiatrist|counsellor|cpap|transplant|dialysis|miscarriage|breakdown|recovery\sfrom\s\w+"
    rf"|operation|surgery\snext))\b"
    rf")"
)
_OTHERS = re.compile(
    r"\b(?:[Yy]ou|[Yy]our|[Hh]e|[Ss]he|[Tt]hey|[Tt]heir|[Hh]is|[Hh]er|[Mm]embers of|[Pp]eople|[Rr]esidents"
    r"|[Ff]or anyone|[Tt]he)\s(?:\w+\s){0,3}\Z"
)
_MYSELF = re.compile(r"\b(?:I|I['\u2019](?:m|ve|ll|d)|[Mm]y|[Mm]e|[Mm]yself|[Dd]wi|[Rr]ydw i|[Rr]wy|[Dd]w i)\b")
_PROUD = re.compile(r"(?:Proud|Lifelong|Committed|Practising|Devout|Still|Also|Councillor,|Dad,|Mum,)\b")
_COUNCIL = re.compile(
    r"\b(?:vot(?:e|ed|ing)\s(?:for\s)?(?:Cllr|Councillor|Mr|Mrs|Against|On|In|This|That|It|Them|Me|The\b)"
    r"|voted?\s(?:to|on|down|through|against|in)\b)|\bnot\s(?:an?\s)?\Z",
)
_REVEALED = re.compile(
    r"\b(?:said|says|told|revealed|disclosed|spoke\sof|spoke\sabout|spoken\s\w+\s?about|admitted|opened\sup|announced"
    r"|describes?\s(?:herself|himself|themselves)|described\s(?:herself|himself)|wrote|shared)\b"
)
_OF_THEM = re.compile(
    rf"\b(?:(?:she|he|they)\s(?:is|was|are|were|has\sbeen|had\sbeen|has|had"
    rf"|had\shad)\s(?:an?\s)?(?:[\w-]+\s){{0,3}}?(?i:diagnosed\swith\s(?:\w+\s?){{1,3}}|{_FAITHS}|{_POLITICS}"
    rf"|{_STATES}|{_ILLNESSES})"
    rf"|(?:(?:is|was|has\sbeen|been)\s)?(?:recovering\sfrom|being\streated\sfor|undergoing|diagnosed\swith|living\swith|suffer(?:s|ed|ing)\sfrom|had\sa)"
    rf"\s(?:an?\s|her\s|his\s)?(?:[\w-]+\s){{0,2}}?(?i:{_ILLNESSES}|operation|surgery|chemotherapy|radiotherapy|treatment|hip|knee|stroke)"
    rf"|(?:her|his|their)\s(?:own\s)?(?:\w+\s)?(?i:{_ILLNESSES}|faith|diagnosis|mental\shealth|disability)\b"
    rf"|(?:herself|himself|themselves)\sas\san?\s(?:[\w-]+\s){{0,3}}?(?i:{_FAITHS}|{_POLITICS}|{_STATES})"
    rf"|(?:she|he|they)\s(?:had\s|has\s)?(?:voted|supports?|opposes?|backs?"
    rf"|believes?\sin)\s(?:for\s)?(?:the\s)?(?i:{_CAUSES}|{_PARTIES}))\b"
)


_ILL = re.compile(r"(?:is|was|has|been|recovering|being|undergoing|diagnosed|living|suffer)\b")
"""A page may tell of an illness without the person's words."""

_QUOTE = 300
_FURTHER = 1_200
"""A portrait quotes its subject so far from the name."""

_FIRST = (
    "i'",
    "i am ",
    "i have ",
    "i was ",
    " i ",
    "\ni ",
    '"i ',
    "\u201ci ",
    "my ",
    "it was a",
    "dwi'n",
    "rydw i",
    "rwy'n",
    "dw i'n",
    "as a",
    "member of",
    "proud",
    "lifelong",
    "we ",
    "voted",
    "being a",
)
_REVEALS = (
    "said",
    "says",
    "told",
    "reveal",
    "disclos",
    "spoke",
    "admit",
    "opened up",
    "announc",
    "recovering",
    "treated for",
    "undergo",
    "diagnos",
    "living with",
    "suffer",
    " had a",
    "describe",
    "wrote",
    "shared",
)


class Opinion(Detector):
    """For the overview only: nothing here is a fault, and nothing is weighed."""

    name: ClassVar[str] = "opinion"
    title: ClassVar[str] = "what you have said of your faith, politics or health"
    group: ClassVar[Group] = Group.VIEWS

    def detect(self, sighting: Sighting, subject: Subject) -> Iterator[Finding]:
        """Each once: in the person's own words, or in words that are reported of them."""
        evidence = sighting.evidence
        if not is_firm(sighting) or isinstance(evidence, Photo | Record):
            return
        text, own = readable(evidence), is_own(evidence, subject)
        for start, end in told(sighting, subject, self.name, _by_form(text, subject, own=own)):
            said = one_line(text[start:end])
            if _COUNCIL.search(said):
                continue
            yield self.finding(
                sighting,
                f"said of oneself {fingerprint(fold(said), subject)}",
                f"Something you have said of your beliefs, politics or health stands {spot(sighting)}",
                severity=Severity.GOOD_TO_KNOW,
                value=said,
                masked=f"said: {BLOT}",
                declared=False,
                reasons=("You said it yourself; it is listed so that you know it can be read",),
            )


def _by_form(text: str, subject: Subject, *, own: bool) -> Iterator[Span]:
    for found in (*_told(text, subject, own=own), *skimmed(_OF_THEM, text, _REVEALS)):
        if _is_hers(subject, text, found, own=own):
            yield found.span()


def _told(text: str, subject: Subject, *, own: bool) -> Iterator[re.Match[str]]:
    """In the person's own text anywhere; in another's within quotation marks, where the person is named close by."""
    if own:
        yield from skimmed(_TOLD, text, _FIRST)
        return
    quotes = skim(text, ('"', "\u201c"), before=0, after=_QUOTE)
    named = [mention.start for mention in mentions(text, subject)]
    for start, end in near(quotes, named, _FURTHER) if named else quotes:
        yield from _TOLD.finditer(text, start, end)


def _is_hers(subject: Subject, text: str, found: re.Match[str], *, own: bool) -> bool:
    at = found.start()
    start, end = sentence(text, at)
    if _COUNCIL.search(text, start, end) or _OTHERS.search(text, start, at):
        return False
    if found.re is _OF_THEM:
        return (
            not own
            and (_REVEALED.search(text, start, end) or _ILL.match(found[0])) is not None
            and is_theirs("his", text, at, subject, own=False)
        )
    first = _MYSELF.search(text, start, end)
    if own:
        before = text[start:at].strip(" ,;\u2022-")
        return first is not None or not before or _PROUD.match(before) is not None
    return (first is not None or found[0].lower().startswith("it was")) and is_a_quote_of(text, at, subject)
