"""Review: which pages are due, who approved what, and the seal that an approval is."""
