"""Pictures with something to read in them, rendered: signs, plates and envelopes on a noisy background."""

import random
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter, ImageFont

PAINTS = {
    "plate": ((250, 210, 40), (20, 20, 20)),
    "sign": ((245, 245, 245), (20, 20, 20)),
    "blue": ((20, 50, 120), "white"),
}


def scene(*texts, height=60, size=(2000, 1500), seed=1, paint="sign", noise=30, blur=0.8, turn=3.0, lean=0.0):
    """A picture with these lines on one board, letters about `height` pixels high."""
    chance = random.Random(seed)  # noqa: S311  the same picture each time
    image = Image.effect_noise(size, noise).convert("RGB")
    draw = ImageDraw.Draw(image)
    for _ in range(25):
        x, y = chance.randint(0, size[0]), chance.randint(0, size[1])
        colour = tuple(chance.randint(30, 220) for _ in range(3))
        draw.rectangle((x, y, x + chance.randint(50, size[0] // 4), y + chance.randint(50, size[1] // 4)), fill=colour)
    board = _board(texts, height, *PAINTS[paint])
    board = _leaning(board, lean).rotate(chance.uniform(-turn, turn), Image.Resampling.BICUBIC, expand=True)
    x = chance.randint(0, max(0, size[0] - board.width))
    y = chance.randint(0, max(0, size[1] - board.height))
    image.paste(board, (x, y), board)
    return image.filter(ImageFilter.GaussianBlur(blur))


def _board(texts, height, ground, ink):
    font = ImageFont.load_default(height * 4 / 3)
    width = max(font.getlength(text) for text in texts)
    board = Image.new("RGBA", (int(width + height * 1.6), int(height * (1.7 * len(texts) + 0.8))), (*_rgb(ground), 255))
    draw = ImageDraw.Draw(board)
    for number, text in enumerate(texts):
        draw.text((height * 0.8, height * (0.3 + 1.7 * number)), text, font=font, fill=ink)
    return board


def _rgb(colour):
    return (255, 255, 255) if colour == "white" else colour


def _leaning(board, lean):
    """Seen from the side: the right edge is shorter by a share."""
    if not lean:
        return board
    width, height = board.size
    cut = int(height * lean / 2)
    return board.transform(board.size, Image.Transform.QUAD, (0, 0, 0, height, width, height + cut, width, -cut))


def jpeg(image, path=None, quality=88, **options):
    """As a file, or as its bytes."""
    into = BytesIO()
    image.save(into, "JPEG", quality=quality, **options)
    if path:
        path.write_bytes(into.getvalue())
    return into.getvalue()
