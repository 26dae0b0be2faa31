"""Tags that few programs write and that tell something all the same: of scanners, maps, DNG files, editors."""

from __future__ import annotations

from footprint.model import TraceKind

MORE_TEXTS: dict[int, tuple[TraceKind, str]] = {
    0x011D: ("comment", "PageName"),
    0x0151: ("device", "TargetPrinter"),
    0x800D: ("provenance", "ImageID"),
    0x82A8: ("owner", "MDLabName"),
    0x82A9: ("comment", "MDSampleInfo"),
    0x82AA: ("time", "MDPrepDate"),
    0x84E0: ("comment", "Site"),
    0x9212: ("comment", "SecurityClassification"),
    0x9213: ("provenance", "ImageHistory"),
    0x932F: ("comment", "MSDocumentText"),
    0xA004: ("provenance", "RelatedSoundFile"),
    0xA212: ("comment", "SecurityClassification"),
    0xA213: ("provenance", "ImageHistory"),
    0xA480: ("comment", "GDALMetadata"),
    0xC427: ("comment", "OceScanjobDescription"),
    0xC573: ("provenance", "OriginalFileName"),
    0xC615: ("device", "LocalizedCameraModel"),
    0xC6D2: ("comment", "PanasonicTitle"),
    0xC6D3: ("comment", "PanasonicTitle2"),
    0xC716: ("device", "PreviewApplicationName"),
    0xC71B: ("time", "PreviewDateTime"),
    0xC789: ("comment", "ReelName"),
    0xC7A1: ("device", "CameraLabel"),
    0xFDE8: ("owner", "OwnerName"),
    0xFDE9: ("device", "SerialNumber"),
}
"""Tag → kind and name of a text."""

NUMBERS: dict[int, tuple[TraceKind, str]] = {
    0x882A: ("time", "TimeZoneOffset"),
    0x9211: ("provenance", "ImageNumber"),
    0xA211: ("provenance", "ImageNumber"),
    0xC65D: ("provenance", "RawDataUniqueID"),
}
"""The same for numbers."""

OPAQUE: dict[int, str] = {
    0x80A4: "annotations",
    0x935C: "Photoshop layers",
    0xC44F: "annotations",
    0xC68C: "the original raw file",
    0xEA1C: "bytes left over",
}
"""Tag → name of what is noticed where it is not empty, and not looked into."""

_LEFT_OVER, _HEADER = 0xEA1C, 8


_DIGITS = frozenset({0xC65D})


def shown_numbers(tag: int, numbers: list[float]) -> str:
    """A few numbers on one line, or bytes as hexadecimal digits; empty where all are zero."""
    if tag in _DIGITS:
        return "".join(f"{int(number):02x}" for number in numbers[:16]) if any(numbers) else ""
    return ", ".join(f"{number:.10g}" for number in numbers[:16]) if any(numbers) else ""


def opaque(tag: int, raw: bytes, length: int) -> str:
    """What to say of a value that is not looked into. What Windows puts in for room is zeros behind a header."""
    inside = raw[_HEADER:] if tag == _LEFT_OVER else raw
    return f"{length:,} bytes, not looked into" if inside.strip(b"\0") else ""
