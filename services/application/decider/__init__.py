"""What does this service allow?"""
