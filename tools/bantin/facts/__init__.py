"""Facts in Vietnamese text, found where they stand and with their value: dates, document numbers."""
