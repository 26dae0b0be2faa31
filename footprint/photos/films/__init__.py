"""Films in boxes: MP4, MOV and the films inside photos.

`movie` is what their formats have in common, and says what the blocks of a film are: its boxes (`header`, `described`,
`entries`), and the samples that its tracks and fragments point at (`track`, `fragments`, `frames`). `freed` makes
boxes of zeros of those of which nothing stays. To add a film format in boxes, write a subclass of `movie.Movie` in
`formats/`; a track of measurements belongs in `timed/`.
"""
