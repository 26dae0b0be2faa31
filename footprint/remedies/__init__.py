"""Remedies: one piece of advice, one TOML file, dated and sourced.

To add one, write `NAME.toml` here with the fields of `model.Remedy`; `library` reads it and says what is wrong with
it. Advice goes stale: `checked_on` and `confidence` are shown to the person, and `if_moved` says what to do when a
screen looks different. A link may hold `{name}` and `{council}`, which the report fills in. Text between backticks is
something to type. For "only-you" the hundreds of `order` say under which heading it stands: 1 searches, 2 accounts,
3 phone and camera, 4 registers and records.
"""
