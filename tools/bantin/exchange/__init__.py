"""Exchange with CAT tools: pages as XLIFF and PO, memories as TMX, terms as TBX, there and back."""
