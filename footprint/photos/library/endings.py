"""The endings of names by which people and programs know photos and films."""

MEDIA = frozenset(
    {
        *(".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".apng", ".webp", ".gif", ".tif", ".tiff", ".bmp"),
        *(".heic", ".heif", ".hif", ".avif", ".jxl", ".jp2"),
        *(".mp4", ".mov", ".m4v", ".3gp", ".3g2", ".avi", ".mkv", ".webm", ".mts", ".m2ts"),
        *(".dng", ".nef", ".cr2", ".cr3", ".crw", ".arw", ".orf", ".rw2", ".raf", ".pef", ".srw"),
    },
)
"""Endings that say "photo or film". A file without one that is none is simply another file."""
