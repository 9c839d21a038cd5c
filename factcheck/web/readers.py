"""The public pages: all that readers, embedders and programs use."""

from flask import Blueprint

BLUEPRINTS: tuple[Blueprint, ...] = ()
