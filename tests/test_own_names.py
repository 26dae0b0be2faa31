"""An account that has the person's own user name, from what a source saw to what the report says."""

from dataclasses import replace

from footprint.detectors.account import AccountFound
from footprint.model import Confidence
from tests.judged import account
from tests.test_pipeline import Example, run, task

SEEN = replace(
    account("rosquill - Mere Photos", handle="rosquill", service="Mere Photos", title="Mere Photos: rosquill"),
    source="example",
    url="http://photos.example/rosquill",
    place="Mere Photos account rosquill",
)


def audit(**changes):
    return run(task(Example(SEEN), detectors=(AccountFound(),), **changes))


def test_it_is_asked_about_and_its_name_is_no_secret():
    (found,) = audit().findings
    assert (found.value, found.declared, found.confidence) == (None, False, Confidence.POSSIBLE)
    assert found.where[0].title == "Mere Photos: rosquill"
    assert audit().set_aside == ()


def test_what_the_person_says_of_it_settles_it():
    (found,) = audit().findings
    (mine,) = audit(decided={found.id: "mine"}).findings
    assert (mine.value, mine.declared, mine.confidence) == ("rosquill", True, Confidence.CERTAIN)
    assert audit(decided={found.id: "not-me"}).findings == ()
