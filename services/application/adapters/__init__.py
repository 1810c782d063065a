"""How are the things outside reached?"""
