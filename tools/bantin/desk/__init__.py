"""The desk: the review page that `bantin review` serves on this machine, for translators."""
