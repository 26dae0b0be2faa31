"""Pictures that show something to whoever looks: signs, doors, plates, letters, cards, screens, tickets and faces.

The letters are Pillow's own, so that they look the same on every computer. The faces are drawn and nobody's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import scenes
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from scenes import BRICK, CREAM, NOON, WHITE, Canvas, Colour

SIZE = (960, 640)
INK: Colour = (28, 30, 34)
WOOD: Colour = (166, 122, 84)
NAVY: Colour = (36, 54, 92)
GREEN: Colour = (38, 84, 62)
PLATE_YELLOW: Colour = (246, 200, 44)


@dataclass(frozen=True, slots=True)
class Board:
    """Something with writing on it; positions are in hundredths of the picture's width and height.

    Attributes:
        lines: the writing.
        height: of the letters; less where the longest line would not fit.
        turned: degrees against the clock.
        left: the lines begin at the left; else they are centred.
    """

    lines: tuple[str, ...]
    x: float
    y: float
    w: float
    h: float
    height: float = 6.0
    ground: Colour = WHITE
    ink: Colour = INK
    turned: float = 0.0
    left: bool = False

    def put_on(self, image: Image.Image) -> None:
        """Paint it."""
        width, tall = (round(self.w * image.width / 100), round(self.h * image.height / 100))
        board = Image.new("RGBA", (width, tall), (*self.ground, 255))
        draw = ImageDraw.Draw(board)
        rim = max(2, tall // 40)
        draw.rectangle([rim, rim, width - rim - 1, tall - rim - 1], outline=(*self.ink, 255), width=max(1, rim // 2))
        font = ImageFont.load_default(self.height * image.height / 100 * 4 / 3)
        longest = max(font.getlength(line) for line in self.lines)
        font = ImageFont.load_default(font.size * min(1.0, 0.86 * width / max(1.0, longest)))
        step = tall / (len(self.lines) + 0.4)
        for number, line in enumerate(self.lines):
            middle = step * (number + 0.7)
            at = (width * 0.06, middle) if self.left else (width / 2, middle)
            draw.text(at, line, (*self.ink, 255), font, anchor="lm" if self.left else "mm", stroke_width=1)
        if self.turned:
            board = board.rotate(self.turned, Image.Resampling.BICUBIC, expand=True)
        at_x, at_y = round(self.x * image.width / 100), round(self.y * image.height / 100)
        image.paste(board, (at_x, at_y), board)


def boards(backdrop: scenes.Scene, seed: int, *shown: Board) -> Image.Image:
    """A scene with boards in it, as sharp as a telephone's picture is."""
    image = backdrop(seed).resize(SIZE, Image.Resampling.BICUBIC)
    for board in shown:
        board.put_on(image)
    return image.filter(ImageFilter.GaussianBlur(0.6))


# --- backdrops --------------------------------------------------------------------------------------------------


def wall(seed: int) -> Image.Image:
    """Bricks."""
    canvas = Canvas(seed)
    canvas.box(0, 0, 100, 100, scenes.mixed(BRICK, WHITE, 0.35))
    for row in range(20):
        for column in range(-1, 10):
            shade = scenes.mixed(BRICK, (90, 60, 50), canvas.random.uniform(0, 0.25))
            canvas.box(column * 10.4 + row % 2 * 5.2, row * 5.1, 9.8, 4.5, shade)
    return canvas.finished()


def desk(seed: int) -> Image.Image:
    """Planks of a table."""
    canvas = Canvas(seed)
    for plank in range(6):
        tone = scenes.mixed(WOOD, (110, 76, 50), canvas.random.uniform(0, 0.3))
        canvas.box(0, plank * 17, 100, 16.6, tone)
        for _ in range(14):
            x, y = canvas.random.uniform(0, 90), plank * 17 + canvas.random.uniform(1, 16)
            grain = [canvas.at(x, y), canvas.at(x + canvas.random.uniform(4, 16), y)]
            canvas.draw.line(grain, scenes.mixed(tone, (70, 46, 30), 0.3), 2)
    return canvas.finished()


def drive(seed: int) -> Image.Image:
    """A car seen from behind, before a hedge."""
    canvas = Canvas(seed)
    canvas.sky(NOON, 62)
    canvas.hills(NOON, 60, 2)
    canvas.ground((120, 118, 116), 62)
    for x in range(4, 100, 12):
        canvas.tree(x, 66, 20)
    canvas.draw.rounded_rectangle([canvas.at(18, 44), canvas.at(82, 88)], 60, (70, 104, 84))
    canvas.shape([(25, 46), (33, 22), (67, 22), (75, 46)], (70, 104, 84))
    canvas.shape([(30, 44), (36, 26), (64, 26), (70, 44)], (58, 70, 80))
    for x in (20, 70):
        canvas.box(x, 50, 10, 7, (190, 44, 40))
        canvas.draw.rounded_rectangle([canvas.at(x, 84), canvas.at(x + 11, 96)], 20, (32, 32, 34))
    return canvas.finished()


def hall(seed: int) -> Image.Image:
    """A plain wall in the light of a window."""
    canvas = Canvas(seed)
    canvas.fade(0, 100, ((214, 216, 208), (172, 178, 174)))
    canvas.window(6, 10, 18, 44)
    canvas.window(76, 10, 18, 44)
    return canvas.finished()


# --- faces ------------------------------------------------------------------------------------------------------

_SKINS: Sequence[Colour] = ((224, 178, 150), (150, 104, 78), (236, 196, 172))
_HAIRS: Sequence[Colour] = ((70, 48, 36), (34, 28, 28), (168, 152, 136))
_COATS: Sequence[Colour] = ((60, 90, 140), scenes.YELLOW, (120, 60, 74))
_FACE = 600


def people(seed: int, count: int) -> Image.Image:
    """Somebody, or several side by side, who look into the camera."""
    image = hall(seed).resize(SIZE, Image.Resampling.BICUBIC)
    wide = 320
    for number in range(count):
        kind = (seed + number) % len(_SKINS)
        one = face(_SKINS[kind], _HAIRS[kind], _COATS[kind]).resize((wide, wide), Image.Resampling.LANCZOS)
        x = round(SIZE[0] * (number + 1) / (count + 1) - wide / 2)
        image.paste(one, (x, SIZE[1] - wide), one)
    return image.filter(ImageFilter.GaussianBlur(0.6))


def face(skin: Colour, hair: Colour, coat: Colour) -> Image.Image:
    """A head and shoulders that never were."""
    image = Image.new("RGBA", (_FACE, _FACE), (*coat, 0))
    draw = ImageDraw.Draw(image)
    shade = scenes.mixed(skin, (96, 56, 44), 0.4)
    draw.ellipse([60, 480, 540, 900], coat)
    draw.rectangle([240, 380, 360, 520], scenes.mixed(skin, shade, 0.5))
    draw.ellipse([145, 60, 455, 420], hair)
    draw.ellipse([170, 100, 430, 460], skin)
    _soft(image, shade, 18, [(170, 100, 430, 460, 110), (195, 105, 400, 440, 0)])
    draw.chord([160, 70, 440, 320], 190, 350, hair)
    for x in (238, 362):
        _soft(image, shade, 8, [(x - 42, 228, x + 42, 282, 90)])
        _eye(draw, x, hair)
    _soft(image, shade, 6, [(282, 260, 318, 345, 60), (275, 322, 325, 350, 110)])
    for x in (282, 306):
        draw.ellipse([x, 336, x + 12, 345], scenes.mixed(shade, INK, 0.5))
    draw.chord([252, 368, 348, 412], 10, 170, (176, 84, 84))
    draw.chord([256, 366, 344, 396], 190, 350, (160, 72, 74))
    draw.line([256, 386, 344, 386], (96, 40, 42), 4)
    return image


def _eye(draw: ImageDraw.ImageDraw, x: int, brow: Colour) -> None:
    draw.ellipse([x - 28, 244, x + 28, 272], (245, 240, 236))
    draw.ellipse([x - 13, 244, x + 13, 271], (60, 42, 34))
    draw.ellipse([x - 6, 250, x + 6, 264], (10, 10, 10))
    draw.ellipse([x + 2, 249, x + 7, 254], WHITE)
    draw.arc([x - 30, 240, x + 30, 280], 190, 350, (50, 34, 28), 5)
    draw.arc([x - 40, 212, x + 40, 260], 205, 335, brow, 10)


def _soft(image: Image.Image, colour: Colour, blur: float, spots: Sequence[tuple[int, int, int, int, int]]) -> None:
    """Shade some ellipses, each as strong as its last number says, of 255."""
    mask = Image.new("L", image.size, 0)
    for *box, strength in spots:
        ImageDraw.Draw(mask).ellipse(box, strength)
    image.paste(Image.new("RGB", image.size, colour), mask=mask.filter(ImageFilter.GaussianBlur(blur)))


# --- what is shown ----------------------------------------------------------------------------------------------

_SIGN = partial(Board, x=22, y=34, w=56, h=22, height=7)
_NOTICE = partial(Board, x=20, y=30, w=60, h=32, height=6.5, ink=WHITE)

own_street = partial(boards, wall, 1, _SIGN(("KINGFISHER WHARF",)))
other_street = partial(boards, wall, 2, _SIGN(("MALTHOUSE LANE",), turned=2))
own_door = partial(boards, wall, 3, Board(("14 Kingfisher Wharf",), 26, 30, 48, 18, 6, (40, 62, 74), CREAM))
named_house = partial(boards, wall, 4, Board(("HERON COTTAGE", "No. 9"), 26, 28, 48, 34, 7, GREEN, CREAM))
own_plate = partial(boards, drive, 5, Board(("JZ24 RQF",), 35, 64, 30, 11, 7, PLATE_YELLOW))
other_plate = partial(boards, drive, 6, Board(("XW08 ZZN",), 35, 64, 30, 11, 7, PLATE_YELLOW))
own_letter = partial(
    boards, desk, 7,
    Board(
        ("Mrs R Quillfeather", "14 Kingfisher Wharf", "Thornmere", "TM4 6QH"), 20, 22, 60, 56, 5.5, CREAM,
        turned=3, left=True,
    ),
)  # fmt: skip
own_school = partial(boards, scenes.school, 8, _NOTICE(("Larkfield", "Primary School"), ground=NAVY))
nursery = partial(boards, wall, 9, _NOTICE(("Little Otters", "Day Nursery"), ground=(150, 60, 96)))
care_home = partial(boards, scenes.lawn, 10, _NOTICE(("Reedmere Court Care Home",), w=70, x=15, h=20, ground=GREEN))
surgery = partial(boards, wall, 11, _NOTICE(("Millpond Surgery",), h=20, ground=NAVY))
church = partial(boards, scenes.hills, 12, _NOTICE(("St Wendreda's", "Parish Church"), ground=(70, 40, 50)))
club = partial(boards, scenes.dusk, 13, _NOTICE(("Thornmere Rowing Club",), w=64, h=20, ground=NAVY))
own_badge = partial(
    boards, hall, 14,
    Board(("HELLO", "my name is"), 30, 26, 40, 24, 6, (176, 44, 44), WHITE),
    Board(("Ros Quillfeather",), 30, 50, 40, 24, 7),
)  # fmt: skip
lanyard = partial(boards, hall, 15, Board(("VISITOR", "Imogen Saltmarsh"), 30, 38, 40, 26, 6))
bank_card = partial(
    boards, desk, 16, Board(("Mere Bank", "4000 0012 3456 7899", "09/28"), 24, 28, 52, 46, 6, NAVY, WHITE, left=True)
)
prescription = partial(
    boards, desk, 17,
    Board(
        ("Millpond Pharmacy", "Take ONE tablet daily", "28 tablets 20 mg", "Keep out of the reach of children"),
        16, 22, 68, 52, 5, left=True,
    ),
)  # fmt: skip
boarding_pass = partial(
    boards, desk, 18,
    Board(
        ("BOARDING PASS", "QUILLFEATHER / ROSALIND", "Gate B7     Seat 14C", "Departs 17:25"), 16, 24, 68, 50, 5.5,
        turned=-2, left=True,
    ),
)  # fmt: skip
exempt_paper = partial(
    boards, hall, 19,
    Board(("",), 12, 10, 76, 78, 5, (52, 54, 58)),
    Board(
        ("Cabinet, Item 9", "NOT FOR PUBLICATION", "Exempt information, Schedule 12A", "Sale of the Old Mill"),
        15, 15, 70, 66, 5, left=True,
    ),
)  # fmt: skip
mail = partial(
    boards, hall, 22,
    Board(("",), 12, 10, 76, 78, 5, (52, 54, 58)),
    Board(
        ("From: clerk@thornmere.example", "To: cllr.r.quillfeather@thornmere.example", "Subject: Your enquiry",
         "Reply   Forward"), 15, 15, 70, 66, 5, left=True,
    ),
)  # fmt: skip
train_ticket = partial(
    boards, desk, 20,
    Board(
        ("TICKET   RETURN", "Thornmere to Port Gannet", "Valid until 14 JUL 2026", "Coach C   Seat 22"),
        18, 26, 64, 48, 5.5, (250, 226, 196), left=True,
    ),
)  # fmt: skip
bakery = partial(boards, scenes.street, 21, _NOTICE(("FRESH BREAD", "EVERY MORNING"), ground=(150, 96, 40)))
one_person = partial(people, 1, 1)
two_people = partial(people, 2, 2)
