"""The desk's pages: all that people who sign in use."""

from flask import Blueprint

BLUEPRINTS: tuple[Blueprint, ...] = ()
