from dataclasses import replace
from datetime import date

import pytest

from footprint.detectors import NOBODY_YET, SEEN_ALREADY
from footprint.model import Cause, Clear, Confidence, Consent, Fate, Group, Looked, Sent, SetAside, Severity, Skipped
from footprint.outline import outline, piles, words
from footprint.remedies import library
from footprint.sources import all_sources
from tests.reports.sheets import (
    BEFORE,
    EMAIL,
    NOW,
    VALUES,
    make_audit,
    make_comparison,
    make_finding,
    make_sheet,
    photo,
)


def outlined(*findings, share=False, first=True, remedies=None, **changes):
    audit = make_audit(findings, **changes)
    known = library.load() if remedies is None else remedies
    return outline(audit, make_comparison(audit, first=first), known, share=share)


def of(sheet):
    return outline(sheet.audit, sheet.comparison, sheet.remedies, share=sheet.share)


def cards(it):
    return [card for section in it.sections for card in section.cards]


# --- the first screen


def test_the_headline_counts_what_is_online_by_severity(rich):
    it = of(rich)
    assert it.headline[0] == (
        "Your home address is on 2 public pages. "
        "A stranger can find 14 things about you online: 4 serious, 8 worth mending and 2 good to know."
    )
    assert it.headline[1] == "One of them may not be yours: the report asks which."
    assert it.headline[2].startswith("31 photos on this computer tell or show what a stranger could use;")


def test_the_headline_of_one_thing_is_singular():
    assert outlined(make_finding()).headline == ("A stranger can find 1 thing about you online: 1 worth mending.",)


def test_photos_here_alone_are_not_called_findable():
    it = outlined(photo(1))
    assert it.headline == (
        "1 photo on this computer tells or shows what a stranger could use; nobody sees that until you share it.",
    )


def test_two_findings_in_one_photo_are_one_photo():
    it = outlined(photo(1), photo(1, "photo-place"))
    assert it.headline[0].startswith("1 photo on")


def test_what_a_copy_online_shows_already_is_not_called_seen_by_nobody():
    seen = replace(photo(2), audience=SEEN_ALREADY)
    it = outlined(photo(1), seen)
    assert it.headline[0].startswith("1 photo on this computer tells or shows what a stranger could use")
    assert {card.audience for card in cards(it)} == {NOBODY_YET, SEEN_ALREADY}


def test_nothing_found_is_told_apart_from_nothing_seen():
    assert "found none of the things" in outlined(looked=(Looked("a", "A", 1, 3),)).headline[0]
    assert "found none of the things" in outlined(photos_read=2).headline[0]
    assert "could see nothing at all" in outlined(looked=(Looked("a", "A", 1, 0),)).headline[0]


def test_nothing_found_in_photos_alone_is_not_said_of_the_web():
    offline = Skipped("a", "", Cause.OFFLINE, "There is no connection.")
    first, second = outlined(photos_read=1, looked=(Looked("a", "A", 1, 0),), skipped=(offline,)).headline
    assert "no public source" in first
    assert "found none of the things" in second


def test_what_changed_is_said(rich):
    assert of(rich).changes == (
        "Since the last check on 3 October 2026, each place counted by itself: "
        "9 new, 35 still there, 1 came back, 1 gone and 1 could not be checked."
    )
    assert of(make_sheet(first=True)).changes.startswith("This is the first check")
    audit = make_audit()
    unchanged = replace(make_comparison(audit, first=True), previous=BEFORE)
    assert outline(audit, unchanged, {}, share=False).changes.endswith("2026: nothing has changed.")


def test_five_things_to_do_first_at_most_each_another_one_the_worst_first(rich):
    it = of(rich)
    assert len(it.actions) == 5
    assert len({action.title for action in it.actions}) == 5
    assert it.actions[0].for_what == "Your home address is on the register of interests"
    assert it.actions[1].for_what == "Your mobile number is on your council page"
    assert "Your home address is on a news page, and 4 more" in [action.for_what for action in it.actions]
    anchors = {card.anchor for card in cards(it)}
    assert {action.anchor for action in it.actions} <= anchors
    assert it.actions_time == "About 52 minutes"


def test_to_say_what_is_yours_is_the_last_action(rich):
    last = of(rich).actions[-1]
    assert last.title == "Say whether this is yours"
    two = [make_finding(what=f"A number {n}", value=None, declared=False) for n in range(2)]
    assert [a.title for a in outlined(*two).actions] == ["Say which of these 2 are yours"]
    assert outlined(*two, share=True).actions == ()


def test_what_others_see_comes_before_what_is_only_here():
    it = outlined(photo(1), make_finding(severity=Severity.SERIOUS))
    assert [a.anchor for a in it.actions] == ["finding-1", "finding-2"]
    assert [c.online for c in cards(it)] == [True, False]


def test_a_finding_without_a_known_remedy_has_no_action():
    it = outlined(make_finding(), remedies={})
    assert it.actions == ()
    assert cards(it)[0].best is None


# --- cards


def test_groups_stand_in_their_order_and_only_where_filled(rich):
    headings = [s.heading for s in of(rich).sections]
    assert headings == [heading for heading in words.GROUPS.values() if heading in headings]
    assert {words.GROUPS[found.group] for found in rich.audit.findings} <= set(headings)
    assert [s.heading for s in outlined(make_finding(group=Group.VEHICLE)).sections] == ["Vehicle"]


def test_the_worst_card_stands_first_then_the_declared_then_the_surest():
    it = outlined(
        make_finding(what="d", severity=Severity.GOOD_TO_KNOW),
        make_finding(what="c", value=None, declared=False, confidence=Confidence.CERTAIN),
        make_finding(what="b", confidence=Confidence.POSSIBLE),
        make_finding(what="a", confidence=Confidence.CERTAIN),
        make_finding(what="0", severity=Severity.SERIOUS),
    )
    assert [card.what for card in cards(it)] == ["0", "a", "b", "c", "d"]


def test_a_card_says_all_there_is_to_say(rich):
    card = cards(of(rich))[0]
    assert card.what == "Your home address is on the register of interests"
    assert (card.serious, card.sure, card.audience) == ("Serious", "Certain", "Anyone on the internet")
    assert card.value == VALUES[0]
    assert card.history == "New since 3 October 2026"
    assert card.reasons == ("Your council's own register", "It gives your home address exactly")
    assert card.places[0].link.href == "http://democracy.thornmere.example/mgRofI.aspx?UID=214"
    assert card.places[0].inside == "register of interests on democracy.thornmere.example"
    assert card.best.title.startswith("Ask your monitoring officer")
    assert card.best.nations == "Holds in England"
    assert card.best.unconfirmed
    assert card.best.checked == "22 November 2026"


def test_titles_never_show_what_the_card_hides(rich):
    seen = "\n".join(place.link.text + place.inside for card in cards(of(rich)) for place in card.places)
    assert "Planning row at ▮▮▮, says Cllr Quillfeather" in seen
    assert "Kingfisher" not in seen
    assert "900188" not in seen


@pytest.mark.parametrize(
    ("changes", "masked"),
    [
        ({"what": "Your account rosquill on GitHub can be found", "masked": "r▮▮▮", "value": "rosquill"}, ""),
        ({"place": "Bluesky account @slow.bsky.example", "masked": "s▮▮▮.b▮▮▮.e▮▮▮", "value": None}, ""),
        ({"what": "Your e-mail address leaked", "masked": "r▮▮▮@m▮▮▮.e▮▮▮", "title": ""}, "r▮▮▮@m▮▮▮.e▮▮▮"),
    ],
)
def test_the_name_of_an_account_is_not_hidden_beside_where_it_is_shown(changes, masked):
    (card,) = cards(outlined(make_finding("account", Group.ACCOUNTS, **({"what": "An account"} | changes))))
    assert card.masked == masked
    assert bool(card.value) == bool(masked)


def test_what_is_not_declared_stays_hidden_and_asks():
    card = cards(outlined(make_finding(value=None, declared=False, masked="▮▮▮88")))[0]
    assert card.undeclared
    assert card.value == ""
    assert card.yours == make_finding(value=None, declared=False, masked="▮▮▮88").id


def test_steps_stand_once_in_a_section():
    it = outlined(*(make_finding(what=f"Number {n}") for n in range(3)), make_finding(group=Group.VEHICLE, what="Car"))
    first, second, third = it.sections[0].cards
    assert first.remedies
    assert not first.again
    assert not second.remedies
    assert [t.anchor for t in second.again] == [t.anchor for t in first.remedies]
    assert third.best == first.best
    assert it.sections[1].cards[0].remedies, "another section has its own steps"
    anchors = [t.anchor for card in cards(it) for t in card.remedies]
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize(
    ("fate", "says"),
    [
        (Fate.NEW, "New since 3 October 2026"),
        (Fate.STILL_THERE, "Still there, first seen 22 November 2026"),
        (Fate.CAME_BACK, "Came back, first seen 22 November 2026"),
    ],
)
def test_the_history_of_a_card(fate, says):
    found = make_finding()
    audit = make_audit((found,))
    comparison = replace(make_comparison(audit, first=True), fates={found.id: fate}, previous=BEFORE)
    assert cards(outline(audit, comparison, {}, share=False))[0].history == says


def test_the_history_of_a_first_check_and_of_an_unknown_one():
    found = make_finding()
    audit = make_audit((found,))
    comparison = make_comparison(audit, first=True)
    assert cards(outline(audit, comparison, {}, share=False))[0].history == "First seen 22 November 2026"
    bare = replace(comparison, fates={}, first_seen={}, previous=BEFORE)
    assert cards(outline(audit, bare, {}, share=False))[0].history == ""
    lost = replace(comparison, first_seen={}, fates={found.id: Fate.STILL_THERE}, previous=BEFORE)
    assert cards(outline(audit, lost, {}, share=False))[0].history == "Still there"


# --- the same thing in several places


def address_on(where, source="brave", **changes):
    return make_finding(
        *("home-address", Group.HOME, f"Your home address stands {where}"),
        **({"about": f"home address · {where}", "value": "14 Kingfisher Wharf", "masked": "1▮▮▮"} | changes),
        source=source,
        url=f"https://{len(where)}.example/",
    )


SERIOUS = {"severity": Severity.SERIOUS, "confidence": Confidence.CERTAIN}


def several():
    return (
        address_on("on the Companies House register", registers=("companies-house",), **SERIOUS),
        address_on("in a planning application", registers=("planning",), **SERIOUS),
        address_on("on quill.example", source="ownsites", **SERIOUS),
        address_on("on your council's register of interests", registers=("register-of-interests",), **SERIOUS),
    )


def test_one_fact_in_several_places_is_one_card_with_a_row_for_each():
    it = outlined(*several())
    (card,) = cards(it)
    assert card.what == "Your home address stands in 4 places"
    assert [row.link.text for row in card.rows] == [
        "On your council's register of interests",
        "On quill.example",
        "On the Companies House register",
        "In a planning application",
    ]
    assert all(row.link.href.startswith("https://") for row in card.rows)
    assert card.rows[0].best.advice.title.startswith("Ask your monitoring officer")
    assert {row.best.anchor for row in card.rows} <= {one.anchor for one in card.remedies}
    assert (card.masked, card.value) == ("1▮▮▮", "14 Kingfisher Wharf")


def test_a_thing_in_several_places_is_counted_once_and_its_places_too():
    assert outlined(*several()).headline[0] == (
        "Your home address is on 4 public pages. A stranger can find 1 thing about you online, in 4 places: 1 serious."
    )


def test_the_council_and_what_is_their_own_come_before_public_records():
    titles = [action.title for action in outlined(*several()).actions]
    assert titles[0].startswith("Ask your monitoring officer")
    assert titles[1] == "Take it off your own website"
    assert set(titles[2:]) == {
        "Take your home off the Companies House register",
        "Ask the planning department what may be blacked out",
    }


def test_what_is_serious_comes_before_what_is_not_wherever_it_stands():
    here = make_finding(registers=("councillor-page",), about="phone · council", severity=Severity.GOOD_TO_KNOW)
    titles = [action.title for action in outlined(several()[0], here).actions]
    assert titles[0] == "Take your home off the Companies House register"


def test_an_action_leads_to_its_own_steps_where_a_card_has_several():
    it = outlined(*several())
    (card,) = cards(it)
    assert {action.steps for action in it.actions} == {row.best.anchor for row in card.rows}
    assert card.opened == {action.steps for action in it.actions}


def test_other_facts_keep_cards_of_their_own_and_each_question_too():
    one, other = (address_on(where, value=None, declared=False) for where in ("on a.example", "on b.example"))
    phone = make_finding(about="mobile 1 · x", what="Your mobile number stands on x.example")
    landline = make_finding(about="landline 2 · x", what="Your landline number stands on x.example")
    assert len(cards(outlined(one, other, phone, landline))) == 4


def test_a_row_says_how_sure_it_is_where_the_card_does_not():
    it = outlined(several()[0], address_on("on a.example", confidence=Confidence.LIKELY, severity=Severity.SERIOUS))
    assert [row.sure for row in cards(it)[0].rows] == ["Likely", ""]
    assert cards(it)[0].doubtful


@pytest.mark.parametrize(
    ("sentences", "says"),
    [
        (("Your son is named on a.example", "Your son is named in a post by b"), "Your son is named in 2 places"),
        (
            ("What you do on Mondays is told on a.example", "What you do on Mondays is told in a post"),
            "What you do on Mondays is told in 2 places",
        ),
        (
            ("Your birthday is told on a", "Your date of birth stands on b"),
            "Your birthday is told on a, and in 1 more place",
        ),
    ],
)
def test_the_heading_of_a_card_of_several(sentences, says):
    pile = [make_finding(what=sentence) for sentence in sentences]
    assert piles.heading(pile, sentences, share=False) == says


# --- the nation


@pytest.mark.parametrize(
    ("council", "titles"),
    [
        ("Thornmere Borough Council", {"(England)"}),
        ("Pembrokeshire County Council", {"(Wales, Scotland, Northern Ireland)"}),
        ("", {"(England)", "(Wales, Scotland, Northern Ireland)"}),
    ],
)
def test_advice_of_other_nations_is_left_out_where_the_councils_is_known(council, titles):
    (card,) = cards(outlined(several()[3], council=council))
    shown = {one.advice.title for one in card.remedies if "public register" in one.advice.title}
    assert {title[title.index("(") :] for title in shown} == titles


# --- photos


def test_photos_of_one_kind_share_a_card():
    it = outlined(*(photo(n) for n in range(30)))
    (card,) = cards(it)
    assert card.what == "30 photos on this computer say where they were taken"
    assert len(card.pictures) == 24
    assert card.pictures_more == 6
    assert card.pictures[0].source.startswith("data:image/jpeg;base64,")
    assert card.pictures[0].link.text == "IMG_2000.jpg"
    assert card.pictures[0].link.href == ""
    assert card.pictures[0].value.endswith(": 52.6490, -0.6370")
    assert card.pictures[0].folder
    assert not card.undeclared


def test_pictures_that_can_be_shown_come_first():
    it = outlined(photo(50), photo(1))
    assert [bool(p.source) for p in cards(it)[0].pictures] == [True, False]


def test_photos_online_and_here_have_cards_of_their_own():
    online = photo(1, source="commons", url="https://commons.wikimedia.org/wiki/File:A.jpg", place="Wikimedia Commons")
    it = outlined(photo(1), photo(2), online, replace(online, about="another"))
    assert [c.what for c in cards(it)] == [
        "2 photos online say where they were taken",
        "2 photos on this computer say where they were taken",
    ]
    assert cards(it)[0].pictures[0].link.href == "https://commons.wikimedia.org/wiki/File:A.jpg"


def test_a_single_photo_keeps_its_own_sentence_its_hint_and_its_picture():
    (card,) = cards(outlined(photo(1)))
    assert card.what == "A photo says where it was taken"
    assert card.masked == "52.▮▮▮, -0.▮▮▮"
    assert len(card.pictures) == 1


def test_names_in_photos_here_are_grouped_too():
    named = [
        photo(n, "family", what=f"Your husband is named in the photo {n}.jpg", value="Tobias", masked="T▮▮▮")
        for n in range(3)
    ]
    (card,) = cards(outlined(*named))
    assert card.what == "Your husband is named in the photo 0.jpg, and 2 more like it"


def test_what_many_photos_tell_together_is_a_card_by_itself():
    files = photo(1).where + photo(2).where
    told = [
        photo(
            1, "routine-from-photos", about=f"{kind} from photos · your photos", what=kind, where=files, thumbnail=b""
        )
        for kind in ("work", "weekly")
    ]
    made = cards(outlined(*told))
    assert [card.what for card in made] == ["work", "weekly"]
    assert all(len(card.places) == 2 and not card.pictures for card in made)


def test_photos_that_may_not_be_theirs_are_asked_one_by_one():
    unsure = [photo(n, "number-plate", value=None, declared=False) for n in range(2)]
    assert all(card.yours for card in cards(outlined(*unsure)))


def test_fates_of_many_photos_are_counted():
    pile = tuple(photo(n) for n in range(3))
    audit = make_audit(pile)
    fates = dict(zip((f.id for f in pile), (Fate.NEW, Fate.STILL_THERE, Fate.STILL_THERE), strict=True))
    comparison = replace(make_comparison(audit, first=True), fates=fates, previous=BEFORE)
    history = cards(outline(audit, comparison, {}, share=False))[0].history
    assert history == "1 new and 2 still there, first seen 22 November 2026"


# --- the other lists


def test_what_is_gone_and_what_could_not_be_checked_are_two_lists(rich):
    it = of(rich)
    assert [p.what for p in it.gone] == ["Your mobile number was on a club's page"]
    assert [p.what for p in it.unchecked_past] == ["Your e-mail address was on Gravatar"]
    assert it.gone[0].since == "First seen 1 May 2026, last seen 3 October 2026"


def test_what_could_not_be_checked_is_grouped_by_source_and_reason(rich):
    it = of(rich)
    by_title = {source.title: source for source in it.unchecked}
    assert list(by_title) == ["Searxng", "Gravatar", "Ownsites", "Your photo folders"]
    (forbidden,) = by_title["Ownsites"].parts
    assert forbidden.cause == "Asks programs to stay away"
    assert len(forbidden.items) == 2
    broken, unknown = by_title["Your photo folders"].parts
    assert (len(unknown.items), unknown.more) == (12, 8)
    assert broken.mend == ""
    assert unknown.mend, "the mend is said once, with the last reason of its cause"


def test_what_befell_several_sources_alike_is_told_once_with_the_sources_inside():
    offline = [Skipped("gdelt", f"Name {n}", Cause.OFFLINE, f"Host {n} cannot be reached.") for n in range(5)]
    other = Skipped("planit", "", Cause.OFFLINE, "planit cannot be reached.")
    forbidden = Skipped("gdelt", "http://a.example", Cause.ROBOTS, "No.")
    together, alone = outlined(skipped=(*offline, other, forbidden)).unchecked
    (part,) = together.parts
    assert part.cause == "Could not be reached"
    assert part.reason == "6 questions to 2 sources had no answer."
    assert part.items == ("Gdelt: Name 0, Name 1, Name 2 and 2 more", "Planit")
    assert part.mend
    assert [one.cause for one in alone.parts] == ["Asks programs to stay away"]


def test_every_cause_has_words():
    assert set(words.CAUSES) == set(Cause)
    assert set(words.MENDS) <= set(Cause)


def test_a_source_with_very_many_reasons_is_cut_and_says_so():
    skips = tuple(Skipped("photos", f"{n}.jpg", Cause.UNREADABLE, f"Reason {n}") for n in range(40))
    (source,) = outlined(skipped=skips).unchecked
    assert (len(source.parts), source.more) == (12, 28)


@pytest.mark.parametrize(
    ("skip", "host"),
    [
        (Skipped("companieshouse", "", Cause.NO_KEY, "No key."), "find-and-update.company-information.service.gov.uk"),
        (Skipped("charitycommission", "", Cause.NOT_SET, "No name."), "register-of-charities.charitycommission.gov.uk"),
        (Skipped("gdelt", "Rosalind Quillfeather", Cause.THROTTLED, "Slow down."), "news.google.com"),
        (Skipped("gdelt", "Rosalind Quillfeather", Cause.OFFLINE, "No answer."), None),
        (Skipped("mojeek", "", Cause.SWITCHED_OFF, "Off."), None),
        (Skipped("brave", "http://club.example/a", Cause.ROBOTS, "No."), None),
        (Skipped("bluesky", "", Cause.THROTTLED, "Slow down."), None),
    ],
)
def test_where_a_service_was_not_asked_a_link_leads_to_its_own_search(skip, host):
    (source,) = outlined(skipped=(skip,)).unchecked
    if host is None:
        assert source.by_hand is None
    else:
        assert source.by_hand.text == f"Look by hand on {host}"
        assert source.by_hand.href.startswith(f"https://{host}/")
        assert "{" not in source.by_hand.href


def test_every_address_to_look_at_by_hand_is_one_and_of_a_source_that_there_is():
    assert set(words.BY_HAND) <= {source.name for source in all_sources()}
    for source in words.BY_HAND:
        (shown,) = outlined(skipped=(Skipped(source, "", Cause.NO_KEY, "No key."),)).unchecked
        assert shown.by_hand.href


def test_sources_are_called_what_the_audit_calls_them():
    it = outlined(
        looked=(Looked("moderngov", "Your council's site", 0, 0),),
        skipped=(Skipped("moderngov", "", Cause.OFFLINE, "No."), Skipped("own-sites", "", Cause.ROBOTS, "No.")),
    )
    assert [s.title for s in it.unchecked] == ["Your council's site", "Own sites"]
    assert it.looked == (), "a source that was asked nothing was not looked at"


def test_looked_and_clear_are_told_in_words(rich):
    it = of(rich)
    assert it.looked[0].answer == "3 questions asked, 3 pages and records read"
    assert it.clear[0] == "your bank details"
    assert (
        it.photos_read == "313 photos, videos and files beside them on this computer; 1 of them could not be read whole"
    )
    assert "No photo was read" in outlined().photos_read


def test_pages_set_aside_keep_their_reasons_and_hide_details(rich):
    (page,) = of(rich).set_aside
    assert page.place.link.text == "Rosalind Quillfeather, potter, of Port Gannet, ▮▮▮"
    assert page.reasons[0] == "Another town: Port Gannet"
    many = tuple(SetAside("brave", f"https://{n}.example/", "", ()) for n in range(30))
    it = outlined(set_aside=many)
    assert (len(it.set_aside), it.set_aside_more) == (24, 6)
    assert it.set_aside[0].place.link.text == "0.example"


def test_what_was_sent_is_grouped_by_host_and_names_the_strings(rich):
    it = of(rich)
    assert it.requests == "4 requests"
    by_host = {one.host: one for one in it.posted}
    assert list(by_host) == sorted(by_host)
    assert by_host["api.search.brave.com"].requests == 2
    assert by_host["api.search.brave.com"].sends == ("Rosalind Quillfeather", "Thornmere Borough Council")
    assert by_host["api.search.brave.com"].source == "Brave Search"
    assert by_host["api.gravatar.com"].sends == ("r▮▮▮▮▮▮▮▮@mail.example",)
    assert by_host["democracy.thornmere.example"].sends == ()


def test_a_string_that_was_sent_and_not_found_is_named_in_full():
    it = outlined(sent=(Sent(NOW, "gravatar", "api.gravatar.com", "GET", "", (EMAIL,), "200"),))
    assert it.posted[0].sends == (EMAIL,)


def test_what_was_answered_from_what_was_kept_is_not_said_to_have_left():
    left = Sent(NOW, "gravatar", "api.gravatar.com", "GET", "", (EMAIL,), "200")
    kept = replace(left, host="kept.example", outcome="from the cache, nothing left", left=False)
    it = outlined(sent=(left, kept, kept))
    assert [one.host for one in it.posted] == ["api.gravatar.com"]
    assert (it.requests, it.reused) == ("1 request", 2)


def test_what_only_the_person_can_check_stands_under_its_headings(rich):
    assert [c.heading for c in of(rich).only_you] == list(words.CHECKLISTS.values())
    late = replace(library.load()["open-register"], order=900)
    assert [c.heading for c in outlined(remedies={"a": late}).only_you] == ["More"]


def test_links_are_filled_with_the_name_and_the_council_and_encoded():
    audit = make_audit(subject='Zoë "Roz" O\'Neill & Co', council="Ynys Môn / Anglesey")
    it = outline(audit, make_comparison(audit, first=True), library.load(), share=False)
    links = [link.href for c in it.only_you for one in c.items for link in one.links]
    assert any("Zo%C3%AB%20%22Roz%22%20O%27Neill%20%26%20Co" in href for href in links)
    assert any("Ynys%20M%C3%B4n%20%2F%20Anglesey" in href for href in links)
    assert all(links)
    assert not any("{" in href for href in links)


def test_consent_is_told_with_its_end():
    assert outlined().consent == (
        "Rosalind Quillfeather asked for this check on 1 September 2026. The agreement ends on 1 September 2027."
    )
    officer = Consent("someone who asked me to", date(2028, 2, 29), "Olive Sparrow")
    assert outlined(consent=officer).consent == (
        "Rosalind Quillfeather agreed to this check on 29 February 2028. Olive Sparrow recorded this. "
        "The agreement ends on 28 February 2029."
    )


# --- a copy for sharing


def test_a_copy_for_sharing_keeps_the_counts_and_leaves_the_rest_out(shared):
    it = of(shared)
    assert len(cards(it)) == len(cards(of(make_sheet())))
    assert it.headline[0] == of(make_sheet()).headline[0]
    for card in cards(it):
        assert card.value == ""
        assert card.yours == ""
        assert card.pictures == ()
    assert all(one.sends == () for one in it.posted)
    what = [card.what for card in cards(it)]
    assert "1 photo on this computer was taken at or near your home" in what
    assert "1 photo online says where it was taken" in what


def test_a_copy_for_sharing_links_to_no_address_with_a_value(shared):
    hrefs = [place.link.href for card in cards(of(shared)) for place in card.places]
    assert "https://news.thornmere.example/" in hrefs
    assert not any("kingfisher" in href or "6QH" in href for href in hrefs)


# --- words


@pytest.mark.parametrize(
    ("url", "left"),
    [
        ("https://a.example/x?q=1#top", "https://a.example/x?q=1#top"),
        ("http://a.example", "http://a.example"),
        ("javascript:alert(1)", ""),
        ("JAVASCRIPT:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("C:\\a.jpg", ""),
        ("//a.example/", ""),
        ("https://", ""),
        ("https://a.example/ x", ""),
        ("https://a.example/\u202egpj", ""),
        ("https://a.example/\n", ""),
        ('https://a.example/"onclick="', ""),
        ("https://user:password@a.example/", ""),
        ("https://a.example:0/", ""),
        ("https://a.example:99999/", ""),
        ("https://[::1/", ""),
        ("", ""),
    ],
)
def test_only_plain_web_addresses_are_linked(url, left):
    assert words.address(url) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("  a\n\tb  ", "a b"),
        ("a\x00\x1b[31mb", "a [31mb"),
        ("gpj\u202eexe", "gpj exe"),
        ("a\ud800b", "a b"),
        ("é ß 日本", "é ß 日本"),
    ],
)
def test_text_from_outside_is_made_plain(text, left):
    assert words.plain(text) == left


def test_long_text_is_cut_with_an_ellipsis():
    assert words.plain("word " * 100, 20) == "word word word word…"
    card = cards(outlined(make_finding(title="x" * 10_000)))[0]
    assert len(card.places[0].link.text) == words.LONGEST


@pytest.mark.parametrize(
    ("number", "says"),
    [(1, "About 1 minute"), (52, "About 52 minutes"), (60, "About 1 hour"), (130, "About 2 hours 10 minutes")],
)
def test_minutes_are_told_in_words(number, says):
    assert words.minutes(number) == says


def test_how_long_it_took_is_told():
    assert outlined().took == "48 seconds"
    assert outlined(finished=NOW.replace(hour=13)).took == "About 1 hour 1 minute"


@pytest.mark.parametrize(
    ("path", "name"), [("/a/b.jpg", "b.jpg"), ("C:\\a\\b.jpg", "b.jpg"), ("b.jpg", "b.jpg"), ("/a/b/", "b"), ("", "")]
)
def test_file_names_of_any_system(path, name):
    assert words.file_name(path) == name


def test_every_word_of_the_machine_has_plain_english():
    assert set(words.GROUPS) == set(Group)
    assert set(words.SEVERITIES) == set(words.SEVERITY_MEANS) == set(words.SHAPES) == set(Severity)
    assert set(words.CONFIDENCES) == set(words.CONFIDENCE_MEANS) == set(Confidence)
    assert set(words.FATES) == set(Fate)


def test_an_audit_with_only_clear_kinds_lists_them():
    assert outlined(clear=(Clear("phone", "your personal phone numbers"),)).clear == ("your personal phone numbers",)
