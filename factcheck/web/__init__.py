"""Pages and forms. A route loads its input, calls one service and answers."""

from flask import Flask

from factcheck.web import desk, printing, readers, texts


def init_app(app: Flask) -> None:
    """Register all pages, and what their templates use to print."""
    printing.init_app(app)
    texts.init_app(app)
    for blueprint in (*desk.BLUEPRINTS, *readers.BLUEPRINTS):
        app.register_blueprint(blueprint)
