"""Why a probability is what it is, how stable it is, and what other lenses say."""
