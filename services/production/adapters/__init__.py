"""How does production touch the world? A certification authority of its own, seals, and tokens made of files."""
