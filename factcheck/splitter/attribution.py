"""Who is reported in a sentence, by which cue, and which words are the reported ones."""

from dataclasses import replace

from factcheck.splitter import according, report_sources, report_verbs, report_wordings
from factcheck.splitter.lexicon import words
from factcheck.splitter.parsing import Sentence
from factcheck.splitter.quotes import Quotations
from factcheck.splitter.reports import Rank, Report
from factcheck.splitter.scene import Scene

GOES_ON = ("conj", "advcl")
OUTLETS = words(
    "television tv radio news newspaper newspapers agency media press broadcaster magazine reuters bbc cnn"
)
FINDERS = (
    report_verbs.by_verb,
    according.by_according,
    report_sources.by_words_of,
    report_wordings.by_quoting,
    report_wordings.by_introducing,
    report_wordings.by_putting,
    report_wordings.by_agent,
    report_wordings.by_hearsay,
    report_wordings.by_making_clear,
    report_wordings.by_colon,
    report_sources.by_state_of_mind,
)


def reports(sentence: Sentence, quotations: Quotations) -> list[Report]:
    """Return the reports in a sentence, the weightiest first."""
    scene = Scene(sentence, quotations)
    found = [report for finder in FINDERS for report in finder(scene)]
    if not any(report.rank <= Rank.COORDINATED for report in found):
        found.extend(report_verbs.by_verb_taken_for_a_noun(scene))
        told = {report.cue: _length(report) for report in found if report.rank <= Rank.NOUN}
        beside = report_sources.beside_a_quotation(scene)
        found.extend(report for report in beside if _length(report) > told.get(report.cue, 0))
        found.extend(report_wordings.by_lead_in(scene))
        found.extend(report_sources.at_the_end(scene))
    if not any(report.rank <= Rank.WORDS_OF for report in found):
        found.extend(report_sources.by_noun(scene))
    semicolon = scene.semicolon()
    if any(report.rank is Rank.BRACKETED and report.cue.dep_ == "ccomp" for report in found):
        found = [report for report in found if report.rank is not Rank.MAIN or not _relays(report)]
    found.sort(key=lambda report: (_is_beyond(report, semicolon, scene), report.rank, report.cue.i))
    return [_joined(found, scene), *found[1:]] if len(found) > 1 else found


def _length(report: Report) -> int:
    return report.content[1] - report.content[0]


def _joined(found: list[Report], scene: Scene) -> Report:
    """Return the first report with what its speaker goes on to say: "called it theft and demanded …"."""
    first = found[0]
    if first.content[0] < scene.sentence.place(first.cue):
        return first
    ends = [
        report.content[1]
        for report in found[1:]
        if report.speaker == first.speaker
        and report.cue.i > first.cue.i
        and report.cue.dep_ in GOES_ON
        and report.content[0] > first.content[0]
    ]
    start, end = first.content[0], max([first.content[1], *ends])
    for report in found[1:]:
        other = report.speaker[0]
        if other.i > first.cue.i and other.i > scene.first and other.nbor(-1).lower_ == "but":
            ahead = scene.between(first.cue.i, other.i - 2)[1]
            end = ahead if start < ahead < end and not scene.is_quoted(other) else end
        if report.kind == "according" and start < scene.sentence.place(report.cue) < end:
            ahead = scene.between(first.cue.i, report.cue.i - len(("according", "to")))[1]
            end = ahead if ahead > start else end
    return replace(first, content=(start, end))


def _relays(report: Report) -> bool:
    """Say whether an outlet only passes on what somebody told: "…, state television reported"."""
    first, last = report.speaker
    return any(token.lower_ in OUTLETS for token in first.doc[first.i : last.i + 1])


def _is_beyond(report: Report, semicolon: int | None, scene: Scene) -> bool:
    """Say whether a report stands behind a semicolon, where another speaker comes second."""
    return semicolon is not None and report.cue.i > semicolon and report.rank < Rank.SUBORDINATE
