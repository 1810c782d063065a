"""Which words does an application consist of?"""
