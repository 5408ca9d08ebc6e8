"""Hooks into Python itself and into frameworks; each module imports no more than the framework that it is for."""
