"""bantin: official bulletins in, a reviewed multilingual site out; each step is a plain file."""

from importlib.metadata import version

__version__ = version("bantin")
