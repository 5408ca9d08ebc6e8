# Generated from openapi.yaml by tools/generate. Do not edit.
"""What follows from openapi.yaml."""
