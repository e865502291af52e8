"""Check: what is wrong with a translation, one function a check, each with the next step for a person."""
