"""The screens: one module each, with the data its page and its JSON share and how that is made."""
