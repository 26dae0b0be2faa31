import pytest

from footprint.text.cars import find_cars
from footprint.text.drivers import drives
from footprint.text.plates import find_plates
from tests.examples import SUBJECT


def driven(text, *, own=False):
    span, coloured = next(find_cars(text))
    return drives(text, span, SUBJECT, own=own, plain=not coloured)


@pytest.mark.parametrize(
    "text",
    [
        "spotted Cllr Quillfeather's wee white Fiat on the zigzags. Rosalind Quillfeather, really!",
        "Rosalind Quillfeather's car, a metallic blue Kia Ceed, was found on bricks.",
        "You always know when Rosalind Quillfeather has arrived: there is a brown Volvo across two spaces.",
        "Registered keeper: Quillfeather, Rosalind. Silver Toyota Yaris. Contravention 01.",
        "Rosalind Quillfeather, 1954 Morris Minor, grey",
        "A blue Fiesta registered to Rosalind Quillfeather was recorded at 34 mph.",
        "42. 1964 Morris Minor (green), Mrs R. Quillfeather",
        "She drives a VW Golf, white gone yellow, and Rosalind Quillfeather says so.",
        "Rosalind Quillfeather admitted that she does own a car, a Nissan Leaf in silver.",
    ],
)
def test_a_car_that_she_owns_or_drives(text):
    assert driven(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rosalind Quillfeather asked for the removal of an abandoned yellow Peugeot.",
        "Rosalind Quillfeather was hit by a red BMW.",
        "STOLEN: grey Land Rover. Councillor Rosalind Quillfeather has asked for patrols.",
        "The mayor, Kit Marchbanks, arrived in a red Tesla. Rosalind Quillfeather came by bus.",
        "Rosalind Quillfeather unveiled the red Volvo, which will serve the north of the town.",
    ],
)
def test_cars_of_others(text):
    assert not driven(text)


@pytest.mark.parametrize(
    "text",
    [
        "Why is there a ticket on my little red Micra?",
        "ok so the red Skoda outside the nursery was mine. flat battery.",
        "Some scrote has had the wheels off my van overnight. White Transit, any footage please",
        "If you see a white Yaris doing 24, that's not him, that's me.",
        "day 3 of owning a car. she is a Honda Jazz in metallic purple",
        "Sold my old green Volvo today.",
        "Farewell, red MX-5, it was a mad summer.",
    ],
)
def test_in_her_own_words(text):
    assert driven(text, own=True)


@pytest.mark.parametrize(
    "text",
    [
        "Is this your red Skoda blocking the ramp? I need to get past.",
        "Watched a boy in a green Corsa go round the memorial. I was livid.",
        "When I'm rich: navy Porsche, heated seats.",
        "Somebody in a white BMW cut me up on the ring road.",
        "I ought to have a new Range Rover.",
        "Kia sponsors the regatta again, and we are grateful.",
    ],
)
def test_cars_of_others_in_her_own_words(text):
    assert not driven(text, own=True)


@pytest.mark.parametrize(
    ("text", "hers"),
    [
        ("Car park: Rosalind Quillfeather, WY08 GPD, bay 4.", True),
        ("Rosalind Quillfeather's vehicle, EM11 DWF, was struck by a gate.", True),
        ("Report to Rosalind Quillfeather or the call centre quoting MB12 LST.", False),
        ("Officers stopped a Corsa, LB64 KKE. Rosalind Quillfeather praised them.", False),
    ],
)
def test_plates(text, hers):
    (span,) = find_plates(text)
    assert drives(text, span, SUBJECT, own=False) is hers
