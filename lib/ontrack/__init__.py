"""Will each target of a policy plan be met, how sure are we, and what would it take?"""

__version__ = "0.1.0"
