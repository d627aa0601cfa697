"""The four formal models: arrays in, frozen results out; no dossier, no files, no printing."""
