"""Remedies: one piece of advice, one TOML file, dated and sourced.

To add one, write `NAME.toml` here with the fields of `model.Remedy`. Advice goes stale: `checked_on` and
`confidence` are shown to the person, and `if_moved` says what to do when a screen looks different.
"""
