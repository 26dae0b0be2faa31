"""The commands. Exit status: 0 nothing needs attention, 1 something does, 2 the call or the profile is wrong."""
