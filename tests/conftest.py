"""Settings of every test: generated cases are the same on every run, and none is timed."""

from hypothesis import settings

settings.register_profile("parley", deadline=None, derandomize=True)
settings.load_profile("parley")
