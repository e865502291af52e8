"""The site: plain functions that make view models of pages, and a thin MkDocs plugin that calls them."""
