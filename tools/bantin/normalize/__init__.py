"""From a bulletin as received to a page: nothing added, nothing lost, everything that was done is listed."""
