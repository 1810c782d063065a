"""Which rules that can change apply to an application?"""
