"""Drafting: Vietnamese pages to machine drafts in another language, batch by batch, offline."""
