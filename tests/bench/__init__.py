"""Measures the photo half beside its peers: `make bench`. `finding`, `leaving`, `speed` and `library` are its parts.

To add a part, write a module with a `measure(work)` that yields `Figure`s, and name it in `__main__.PARTS`.
`figure` says what a measurement is, `machine` on what it was made; `peers` calls the other tools, `decoders` show
pictures without our code; `pictures` and `planted` make photos, `real` are those shared beside the project.
"""
