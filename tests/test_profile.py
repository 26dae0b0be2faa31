"""profile.toml: what is read, what is refused and with which words, and what is written."""

import stat
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint import profile
from footprint.errors import ConsentError, ProfileError, TargetError
from footprint.model import Kind, PlaceFiles

MINIMAL = """
[about]
who = "me"
agreed = 2026-11-01
[person]
names = ["Rosalind Quillfeather"]
"""

FULL = {
    "about": {"who": "someone who asked me to", "agreed": "2026-11-01", "recorded_by": "A Clerk", "id": "0" * 16},
    "person": {
        "names": ["Rosalind Quillfeather", "Ros Quillfeather"],
        "council": "Thornmere Borough Council",
        "council_site": "http://democracy.thornmere.example",
        "ward": "Millpond and Eastgate",
        "party": "The Lantern Party",
        "town": "Thornmere",
        "emails": ["ros@mail.example"],
        "phones": ["07700 900417"],
        "home_address": "14 Kingfisher Wharf, Thornmere, TM4 6QH",
        "date_of_birth": "1974-03-09",
        "number_plates": ["JZ24 RQF"],
        "own_sites": ["http://www.rosalindquillfeather.example"],
        "portrait": "pictures/me.jpg",
        "handles": {"github": "rosquill"},
    },
    "published_on_purpose": {"emails": ["c@thornmere.example"], "phones": ["01632 960200"], "addresses": []},
    "family": [{"name": "Tobias Quillfeather", "relation": "husband", "agreed": True}],
    "places": [
        {"name": "school", "postcode": "TM1 1AA", "radius_m": 150},
        {"name": "mum", "latitude": 52.644, "longitude": -0.646},
    ],
    "photos": {"folders": ["photos"]},
    "place_names": {"schools": "lists/edubasealldata.csv", "open_names": "lists/opname.zip"},
    "sources": {
        "brave": {"enabled": True, "also_send": ["phone"], "address": "http://brave.example"},
        "usernames": {"sites": ["own", "sherlock"], "file": "lists/wmn.json"},
    },
}


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "profile.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_least_profile_is_enough(tmp_path):
    subject = profile.load(write(tmp_path, MINIMAL))
    assert subject.name == "Rosalind Quillfeather"
    assert len(subject.id) == 16
    assert subject.places == ()


def test_a_portrait_is_looked_for_beside_the_profile_and_sent_nowhere(tmp_path):
    who = profile.subject(profile.check(FULL), tmp_path)
    assert who.portrait == str(tmp_path / "pictures" / "me.jpg")
    assert not [i for i in who.identifiers if "me.jpg" in i.value]
    assert profile.load(write(tmp_path, MINIMAL)).portrait == ""


def test_lists_of_places_are_looked_for_beside_the_profile_and_sent_nowhere(tmp_path):
    who = profile.subject(profile.check(FULL), tmp_path)
    lists = tmp_path / "lists"
    assert who.place_files == PlaceFiles(str(lists / "edubasealldata.csv"), "", str(lists / "opname.zip"))
    assert not [i for i in who.identifiers if "lists" in i.value]
    assert profile.load(write(tmp_path, MINIMAL)).place_files == PlaceFiles()


def test_a_slip_in_the_name_of_a_list_is_told_with_the_mend(tmp_path):
    with pytest.raises(ProfileError, match=r"place_names\.school: is not a field we know\. Did you mean schools\?"):
        profile.load(write(tmp_path, f'{MINIMAL}[place_names]\nschool = "a.csv"\n'))


def test_a_full_profile_survives_writing_and_reading(tmp_path):
    path = profile.write(profile.check(FULL), tmp_path / "new" / "profile.toml")
    subject = profile.load(path)
    assert [i.value for i in subject.all(Kind.NAME)] == FULL["person"]["names"]
    assert [i.value for i in subject.all(Kind.POSTCODE)] == ["TM4 6QH"]
    assert [(i.value, i.on_purpose) for i in subject.all(Kind.EMAIL)] == [
        ("ros@mail.example", False),
        ("c@thornmere.example", True),
    ]
    assert [i.value for i in subject.private(Kind.PHONE)] == ["07700 900417"]
    assert [(i.label, i.value) for i in subject.all(Kind.FAMILY)] == [("husband", "Tobias Quillfeather")]
    assert subject.sendable("brave", Kind.PHONE)
    assert not subject.sendable("searxng", Kind.PHONE)
    assert subject.settings("brave").address == "http://brave.example"
    assert subject.photo_folders == (str(tmp_path / "new" / "photos"),)
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_an_adult_who_also_agreed_may_be_searched_for_and_nobody_else_of_the_family(tmp_path):
    family = [
        {"name": "Tobias Quillfeather", "relation": "husband", "agreed": True, "search": True},
        {"name": "Edna Quillfeather", "relation": "mother", "agreed": True},
        {"name": "Poppy Quillfeather", "relation": "daughter", "agreed": True},
    ]
    path = profile.write(profile.check(FULL | {"family": family}), tmp_path / "profile.toml")
    subject = profile.load(path)
    assert [i.value for i in subject.sendable("searxng", Kind.FAMILY)] == ["Tobias Quillfeather"]
    widened = FULL | {"family": family, "sources": {"brave": {"also_send": ["family"]}}}
    subject = profile.subject(profile.check(widened), tmp_path)
    assert [i.value for i in subject.sendable("brave", Kind.FAMILY)] == ["Tobias Quillfeather", "Edna Quillfeather"]


def test_a_business_of_ones_own_may_be_sent(tmp_path):
    person = FULL["person"] | {"businesses": ["Quill and Lantern Books", ""]}
    path = profile.write(profile.check(FULL | {"person": person}), tmp_path / "profile.toml")
    assert [i.value for i in profile.load(path).sendable("brave", Kind.BUSINESS)] == ["Quill and Lantern Books"]


def test_one_value_stands_for_a_list_of_one(tmp_path):
    text = MINIMAL.replace('["Rosalind Quillfeather"]', '"Rosalind Quillfeather"')
    assert profile.load(write(tmp_path, text)).name == "Rosalind Quillfeather"


@pytest.mark.parametrize(
    ("change", "field", "mend"),
    [
        ("[person]\nphones = ['12']", "person.phones[0]", "Write it with all its digits"),
        ("[person]\nphones = ['abc']", "person.phones[0]", "Write it with all its digits"),
        ("[person]\nemails = ['ros']", "person.emails[0]", "name@example.org"),
        ("[person]\nnames = ['Ros']", "person.names[0]", "forename and surname"),
        ("[person]\nnames = []", "person.names", "Write at least one"),
        ("[person]\nnumber_plates = ['?']", "person.number_plates[0]", "AB12 CDE"),
        ("[person]\nhome_address = 'Home'", "person.home_address", "14 High Street"),
        ("[person]\nportrait = '~nobody-of-this-name/me.jpg'", "person.portrait", "Write the whole path"),
        ("[person]\nown_sites = ['ftp://x.example']", "person.own_sites[0]", "https://www.example.org"),
        ('[person]\ncouncil = "a\\u0007b"', "person.council", "control character"),
        ("[person]\nemial = 'x'", "person.emial", "Did you mean emails?"),
        ("[person]\nzzzzzz = 'x'", "person.zzzzzz", "Take it out"),
        ("[[family]]\nname = 'Sam Smith'\nrelation = 'son'", "family[0]", "adult who agreed"),
        (
            "[[family]]\nname = 'Sam Smith'\nrelation = 'husband'\nagreed = false\nsearch = true",
            "family[0]",
            "adult who agreed",
        ),
        (
            "[[family]]\nname = 'Sam Smith'\nrelation = 'Step-daughter'\nagreed = true\nsearch = true",
            "family[0]",
            "never searched for by name",
        ),
        ("[[places]]\nname = 'school'", "places[0]", "postcode, or both"),
        ("[[places]]\nname = 'school'\npostcode = 'nowhere'", "places[0].postcode", "AB1 2CD"),
        ("[[places]]\nname = 's'\nlatitude = 99\nlongitude = 0", "places[0].latitude", "less than"),
        ("[sources.brave]\nkey = 'abc'", "sources.brave.key", "footprint sources --set-key brave"),
        ("[sources.brave]\nalso_send = ['everything']", "sources.brave.also_send[0]", "phone"),
        ("[sources.brave]\nsites = ['own']", "sources", "Take them out of sources.brave"),
        ("[sources.brave]\nfile = 'a.json'", "sources", "Take them out of sources.brave"),
        ("[sources.usernames]\nsites = ['theirs']", "sources.usernames.sites[0]", "'own', 'sherlock' or 'maigret'"),
        ("[sources.usernames]\nfile = ''", "sources.usernames.file", "is empty"),
        ("[sources.usernames]\nfile = 7", "sources.usernames.file", "text in quotation marks"),
    ],
)
def test_a_wrong_field_is_named_with_its_mend(tmp_path, change, field, mend):
    table, _, body = change.partition("\n")
    text = MINIMAL.replace("[person]", f"[person]\n{body}") if table == "[person]" else f"{MINIMAL}\n{change}"
    if "names = [" in body:
        text = text.replace('names = ["Rosalind Quillfeather"]', "")
    with pytest.raises(ProfileError) as error:
        profile.load(write(tmp_path, text))
    assert f"{field}: " in str(error.value)
    assert mend in str(error.value)


def test_a_list_of_sites_lies_beside_the_profile(tmp_path):
    more = "[sources.usernames]\nsites = 'own'\nfile = 'lists/wmn.json'"
    settings = profile.load(write(tmp_path, f"{MINIMAL}\n{more}")).settings("usernames")
    assert settings.sites == ("own",)
    assert settings.file == str(tmp_path / "lists" / "wmn.json")


def test_a_wrong_consent_is_named():
    with pytest.raises(ProfileError, match=r'about\.who: must be "me" or "someone who asked me to"'):
        profile.check(FULL | {"about": {"who": "my rival", "agreed": "2026-11-01"}})


def test_whoever_writes_for_somebody_else_gives_their_name():
    with pytest.raises(ProfileError, match="recorded_by"):
        profile.check(FULL | {"about": {"who": "someone who asked me to", "agreed": "2026-11-01"}})


@pytest.mark.parametrize(
    ("line", "mend"),
    [
        ("agreed = 'last week'", "is not a date. Write it like 2026-11-22"),
        ("agreed = 22/11/2026", "a date without any"),
        ("id = 'abc'", "Take the line out"),
    ],
)
def test_a_date_or_id_that_is_none_says_how_to_write_it(tmp_path, line, mend):
    with pytest.raises(ProfileError, match=mend):
        profile.load(write(tmp_path, MINIMAL.replace("agreed = 2026-11-01", line)))


@pytest.mark.parametrize(
    ("content", "mend"),
    [
        (None, "footprint init"),
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (b"names = [", "TOML"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"[person]\nnames=['Ros Quill']", "about: is missing"),
    ],
)
def test_a_file_that_is_no_profile_says_what_to_do(tmp_path, content, mend):
    path = tmp_path / "profile.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ProfileError, match=mend):
        profile.load(path)


def test_a_folder_is_no_profile(tmp_path):
    with pytest.raises(ProfileError, match="cannot be read"):
        profile.load(tmp_path)


def test_a_profile_that_is_there_is_not_overwritten_unless_asked(tmp_path):
    path = profile.write(profile.check(FULL), tmp_path / "profile.toml")
    before = path.read_text(encoding="utf-8")
    with pytest.raises(TargetError, match="--overwrite"):
        profile.write(profile.check(FULL | {"family": []}), path)
    assert path.read_text(encoding="utf-8") == before
    profile.write(profile.check(FULL | {"family": []}), path, overwrite=True)
    assert not profile.load(path).all(Kind.FAMILY)


@pytest.mark.parametrize(("age", "fine"), [(0, True), (365, True), (366, False), (-1, False)])
def test_consent_lasts_twelve_months(age, fine):
    subject = profile.subject(profile.check(FULL), Path())
    today = date(2026, 11, 1) + timedelta(days=age)
    if fine:
        profile.require_consent(subject, today)
    else:
        with pytest.raises(ConsentError, match="agreed"):
            profile.require_consent(subject, today)


def test_consent_given_on_a_leap_day_or_before_one_lasts_to_the_same_day_a_year_on():
    assert profile.consent_ends(date(2028, 2, 29)) == date(2029, 2, 28)
    assert profile.consent_ends(date(2027, 3, 1)) == date(2028, 3, 1)


@pytest.mark.parametrize("encoded", [b"\xef\xbb\xbf" + MINIMAL.encode(), MINIMAL.replace("\n", "\r\n").encode()])
def test_a_file_as_windows_editors_save_it_is_read(tmp_path, encoded):
    path = tmp_path / "profile.toml"
    path.write_bytes(encoded)
    assert profile.load(path).name == "Rosalind Quillfeather"


@pytest.mark.parametrize(
    ("folders", "mend"),
    [
        (r'["C:\Users\Ros\Pictures"]', r"'C:\Photos'"),
        ('["~nobodyoftheirname/photos"]', "whole path"),
        (r'["a\u0000b"]', "control character"),
        ('[""]', "is empty"),
    ],
)
def test_a_photo_folder_that_no_computer_could_open_is_named(tmp_path, folders, mend):
    with pytest.raises(ProfileError) as refused:
        profile.load(write(tmp_path, f"{MINIMAL}[photos]\nfolders = {folders}\n"))
    assert mend in str(refused.value)


def test_a_windows_path_in_single_quotes_is_taken_as_it_is(tmp_path):
    subject = profile.load(write(tmp_path, MINIMAL + r"[photos]" + "\n" + r"folders = ['C:\Users\Ros\Pictures']"))
    assert subject.photo_folders[0].endswith(r"C:\Users\Ros\Pictures")


@pytest.mark.parametrize("site", ["http://[abc", "http://a.example:99999/", "http://a b.example/"])
def test_what_is_no_web_address_is_refused_with_the_mend(site):
    with pytest.raises(ProfileError, match=r"own_sites.*Write it like https"):
        profile.check(FULL | {"person": FULL["person"] | {"own_sites": [site]}})


def test_brackets_without_end_are_refused(tmp_path):
    with pytest.raises(ProfileError, match="nested"):
        profile.load(write(tmp_path, "a = " + "[" * 50_000))


printable = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20)


@given(forename=printable, surname=printable, town=printable, handle=printable.filter(lambda text: "://" not in text))
def test_any_printable_text_survives_writing_and_reading(forename, surname, town, handle):
    data = FULL | {"person": {"names": [f"{forename} {surname}"], "town": town, "handles": {"any thing": handle}}}
    made = profile.check(data)
    assert profile.parse(profile.render(made), Path("profile.toml")) == made


@pytest.mark.parametrize("handle", ["https://bsky.app/profile/rosquill", "Ros Quillfeather", "Ros <ros@mail.example>"])
def test_a_handle_is_the_name_of_an_account_alone(handle):
    with pytest.raises(ProfileError, match="Write the name alone"):
        profile.check({**FULL, "person": {**FULL["person"], "handles": {"bluesky": handle}}})


@pytest.mark.parametrize("number", ["1961-03-09", "960 417"])
def test_a_phone_number_has_all_its_digits(number):
    with pytest.raises(ProfileError, match="is not a phone number"):
        profile.check({**FULL, "person": {**FULL["person"], "phones": [number]}})
