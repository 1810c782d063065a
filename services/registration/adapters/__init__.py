"""How does registration touch the world? Links, letters, sessions, the register of bodies."""
