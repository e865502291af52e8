"""The search index: one for each language, in files small enough to fetch only what a query asks."""

from bantin.site.search.index import FOLDER, Copy, write_index

__all__ = ["FOLDER", "Copy", "write_index"]
