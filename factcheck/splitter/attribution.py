"""Who is reported in a sentence, by which cue, and which words are the reported ones."""

from factcheck.splitter import report_sources, report_verbs, report_wordings
from factcheck.splitter.parsing import Sentence
from factcheck.splitter.quotes import Quotations
from factcheck.splitter.reports import Rank, Report
from factcheck.splitter.scene import Scene

FINDERS = (
    report_verbs.by_verb,
    report_sources.by_according,
    report_sources.by_words_of,
    report_wordings.by_quoting,
    report_wordings.by_putting,
    report_wordings.by_colon,
    report_sources.by_state_of_mind,
)


def reports(sentence: Sentence, quotations: Quotations) -> list[Report]:
    """Return the reports in a sentence, the weightiest first."""
    scene = Scene(sentence, quotations)
    found = [report for finder in FINDERS for report in finder(scene)]
    if not any(report.rank <= Rank.COORDINATED for report in found):
        found.extend(report_sources.beside_a_quotation(scene))
        found.extend(report_sources.at_the_end(scene))
    if not any(report.rank <= Rank.WORDS_OF for report in found):
        found.extend(report_sources.by_noun(scene))
    semicolon = scene.semicolon()
    return sorted(found, key=lambda report: (_is_beyond(report, semicolon, scene), report.rank, report.cue.i))


def _is_beyond(report: Report, semicolon: int | None, scene: Scene) -> bool:
    """Say whether a report stands behind a semicolon, where another speaker comes second."""
    return semicolon is not None and report.cue.i > semicolon and report.rank < Rank.SUBORDINATE
