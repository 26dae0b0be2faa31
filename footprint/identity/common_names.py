"""How common a name is here: "David Jones" in a town may be any of several, a rare name is mostly one."""

from __future__ import annotations

from collections.abc import Iterable

from footprint.places.spelling import fold, words

_SURNAMES = words(
    """
    smith jones williams taylor brown davies evans wilson thomas johnson roberts robinson thompson wright walker white
    edwards hughes green hall lewis harris clarke clark patel jackson wood turner martin cooper hill ward morris moore
    baker harrison king morgan lee allen james scott phillips watson davis parker price bennett young griffiths mitchell
    kelly cook carter richardson bailey collins bell shaw murphy miller cox richards khan marshall anderson simpson
    ellis adams singh begum wilkinson foster chapman powell webb rogers gray grey mason ali hunt hussain campbell
    matthews owen palmer holmes mills barnes knight lloyd butler russell barker fisher stevens stephens jenkins murray
    dixon harvey graham pearson ahmed fletcher walsh kaur gibson howard andrews stewart elliott reynolds saunders payne
    fox ford pearce day brooks west lawrence cole atkinson bradley spencer gill dawson watts burton wilkins lane
    mcdonald
    macdonald kennedy ross cunningham henderson robertson paterson reid thomson duncan ferguson grant hamilton johnston
    mackenzie mackay maclean macleod fraser cameron kerr hunter morrison wallace sutherland douglas gordon armstrong
    black crawford boyd burns sinclair muir sharma kumar shah mohammed hassan rahman miah akhtar iqbal mahmood malik
    chowdhury islam uddin hossain bibi o'connor o'brien o'neill o'sullivan o'reilly ryan byrne doherty gallagher quinn
    mclaughlin donnelly magee mccann kane boyle brennan burke lynch kavanagh doyle nolan cullen rees hopkins howells
    bowen jenkins bevan parry pritchard humphreys vaughan llewellyn john davidson nicholson barrett bird bishop blake
    booth bryant burgess carr carroll chambers coleman cross curtis daniels dean dunn francis freeman french fuller
    gardner george gilbert goodwin gregory griffin hammond hardy harding hart hawkins hayes hewitt hicks higgins hodgson
    holland holt houghton howe hudson hutchinson jennings jordan kent lamb lambert little long lowe lucas lynn marsh
    may miles moss newman newton nash nicholls norman norris norton o'donnell page parsons patterson perkins perry
    peters poole porter potter pratt read reeves rhodes riley rose rowe sanders savage sharp sheppard short simmons
    skinner slater stone stokes sutton swift tate todd townsend tucker turnbull walters warren waters watkins weaver
    webster wells wheeler whitehead williamson willis winter woods wyatt yates
    sandhu dhaliwal grewal sidhu dhillon bains sahota johal mann desai mehta joshi sheikh siddiqui raja aziz saleem
    rashid hamid farooq bashir choudhury rahim haque chan chen wong lee li liu lin wang zhang lam cheung leung ng ho
    tang yeung tran nguyen pham adeyemi okafor okonkwo nwosu eze balogun mensah owusu boateng osei asante silva santos
    pereira costa ferreira tavares nowak kowalski kowalska wisniewski wisniewska wojcik popescu cohen levy buchanan
    munro maciver mackinnon macphail macaulay mcgregor mcintyre mclean mcleod mcmillan mckenna mcguinness mcbride
    o'hara o'kane quigley devlin heaney mullan toner coyle diamond power whelan brogan
    """
)
_GIVEN = words(
    """
    john david michael peter robert paul james william richard thomas andrew mark stephen steven christopher george
    alan anthony tony ian brian kevin colin keith martin philip graham simon roger nicholas barry derek terence terry
    dennis raymond kenneth ronald edward charles joseph matthew daniel adam ben benjamin jack harry oliver luke ryan lee
    gary stuart neil nigel trevor geoffrey jonathan tim timothy patrick sean owen gareth huw dafydd rhys dai jim bob
    dave mike steve chris nick bill tom dan phil pete ken ron ray joe matt alex alexander andy jim jimmy ali mohammed
    muhammad mohammad mohamed mo ahmed abdul hassan imran
    mary margaret susan sue elizabeth patricia barbara jean sarah linda christine karen jane julie anne ann helen
    jennifer carol dorothy joan janet sheila maureen brenda pauline sandra angela jacqueline joyce kathleen catherine
    emma claire clare nicola louise rachel laura rebecca amy lisa michelle tracey sharon deborah alison gillian lesley
    victoria samantha joanne hannah charlotte lucy jessica sophie emily kate katie megan zoe ruth judith diane valerie
    june joy gail gill jill jan jo josie marie maria marion marian miriam lily lila leah lena nina nora norma noreen
    erin eric evan ewan euan ivan dean don dan dominic denis derrick eddie frank fred freddie gordon howard hugh ivor
    jeff jeremy jerry karl carl kurt leo leon les leonard liam luis max mick mitch nathan noel norman ralph rod roy rory
    russell sid stan stanley ted theo vic victor wayne will zac zack amir asif omar umar tariq samir samira aisha aysha
    ella ellie eva eve evie freya gemma gina harriet hazel heather heidi holly iris isla ivy jade jean jess kim lara
    penny pamela pam rita robin ron rosie sally sian stella tanya tara tina toni tracy una vera wendy yvonne irene
    peggy betty rose alice grace fatima amina shazia kelly donna lynn wendy fiona sian carys
    """
)

_RARE, _COMMON, _VERY_COMMON = 0.2, -0.4, -1.2


def is_common(surname: str) -> bool:
    """Whether a surname is one of the few hundred that most people know somebody by."""
    plain = fold(surname)
    return plain in _SURNAMES or f"o'{plain}" in _SURNAMES


def is_first_name(word: str) -> bool:
    """Whether a word is one of the commonest first names."""
    return fold(word) in _GIVEN


def weight(forms: Iterable[str]) -> float:
    """How much a name tells by itself, in log-odds: more where its surname is rare, less where both are common."""
    parts = [form.split() for form in forms if len(form.split()) > 1]
    common = [form for form in parts if is_common(form[-1])]
    if len(common) < len(parts) or not parts:
        return _RARE
    return _VERY_COMMON if any(is_first_name(form[0]) for form in common) else _COMMON
