"""Goes through the sentences in order and says who speaks in each, carrying speakers through quotations."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from factcheck.splitter import attribution, cues, pronouns, speakers, spoken
from factcheck.splitter.claims import Attribution, Span, SpeakerKind
from factcheck.splitter.lexicon import words
from factcheck.splitter.memory import STATEMENTS_MADE, Memory, Moment, Speaker, again, named
from factcheck.splitter.mentions import is_like_a_persons
from factcheck.splitter.names import Names
from factcheck.splitter.parsing import Sentence
from factcheck.splitter.quotes import Quotation, Quotations
from factcheck.splitter.reports import Rank, Report

LEAD = 3
MYSELF = words("i my")
_unnamed_on_request = re.compile(
    r"\b(?:condition of anonymity"
    r"|(?:asked|declined|wished|preferred|requested) (?:not )?to (?:be named|be identified|remain anonymous))"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who a sentence reports, what, how, and by which rules; a speaker of None is the article itself."""

    speaker: Speaker | None
    content: Span | None
    attribution: Attribution
    cue: str
    reports: tuple[Report, ...]
    rules: tuple[str, ...]
    stands_for: tuple[tuple[int, str], ...] = ()


SILENT = Voice(None, None, Attribution.NONE, "", (), ())


def voices(text: str, sentences: Sequence[Sentence], quotations: Quotations, names: Names) -> list[Voice]:
    """Return the voice of every sentence."""
    listener = _Listener(text, sentences, quotations, names)
    return [listener.hear(number) for number in range(len(sentences))]


class _Listener:
    def __init__(
        self, text: str, sentences: Sequence[Sentence], quotations: Quotations, names: Names
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.quotations = quotations
        self.memory = Memory(names, quotations)
        self.reports = [tuple(attribution.reports(sentence, quotations)) for sentence in sentences]
        self.speaker_of: dict[Span, Speaker] = {}
        self.block: tuple[int, Speaker] | None = None

    def hear(self, number: int) -> Voice:
        """Return the voice of a sentence, and remember it for those after it."""
        sentence = self.sentences[number]
        moment = Moment(sentence, number, self.memory)
        stand_ins = tuple(pronouns.stand_ins(moment, self.quotations))
        voice = self._set_apart(moment) or self._own(number) or self._quoted(number)
        voice = voice or self._going_on(moment) or SILENT
        voice = replace(voice, stands_for=stand_ins)
        if voice.speaker:
            self.memory.spoke(voice.speaker, number)
            if any(token.lower_ in STATEMENTS_MADE for token in sentence.tokens):
                self.memory.stated = voice.speaker
        for quotation in self._speech(sentence):
            speaker = self._who_leads_in(quotation, moment, aside=voice.speaker is None) or voice.speaker
            if speaker:
                self.speaker_of[quotation.inner] = speaker
        speakers.remember_subjects(moment)
        return voice

    def _who_leads_in(self, quotation: Quotation, moment: Moment, *, aside: bool) -> Speaker | None:
        """Return who is named right before a quotation: "…, and Dr. Lee stated: “…”", if it opens here."""
        ranks = tuple(Rank) if aside else (Rank.COORDINATED, Rank.BRACKETED)
        for report in self.reports[moment.number]:
            gap = quotation.start - moment.sentence.stop(report.cue)
            if 0 <= gap <= LEAD and report.rank in ranks:
                whose = report.cue.head if report.cue.dep_ == "relcl" else None
                if whose is not None and whose.lower_ in cues.NOUNS_OF_SAYING:
                    continue
                phrase = report.speaker if whose is None else (whose.left_edge, whose)
                return speakers.resolve(phrase, moment)
        return None

    def _set_apart(self, moment: Moment) -> Voice | None:
        """Return the voice of a paragraph that is speech without marks: an answer, or what follows a stub."""
        sentence = moment.sentence
        answer = spoken.answer(self.text, moment)
        if answer:
            self.block = sentence.paragraph, again(answer[0], None, rule=answer[0].rule)
            return self._speech_without_marks(moment, answer[0], answer[1])
        if self.block and self.block[0] == sentence.paragraph:
            return self._speech_without_marks(moment, self.block[1], sentence.start)
        phrase = spoken.stub(self.sentences, moment.number, self.text, self.quotations)
        speaker = speakers.resolve(phrase, moment) if phrase else None
        if speaker is None:
            return None
        if spoken.is_quoted(self.sentences[moment.number + 1], self.text):
            self.memory.spoke(again(speaker, None, rule="speaker.stub"), moment.number)
            return None
        paragraph = self.sentences[moment.number + 1].paragraph
        self.block = paragraph, again(speaker, None, rule="speaker.stub")
        return replace(SILENT, cue="stub")

    def _speech_without_marks(self, moment: Moment, speaker: Speaker, start: int) -> Voice:
        rules = ("attribution.set-apart", speaker.rule)
        content = start, moment.sentence.end
        return Voice(speaker, content, Attribution.DIRECT, "carried", self.reports[moment.number], rules)

    def _own(self, number: int) -> Voice | None:
        """Return the voice that the sentence's own words of reporting give it."""
        sentence = self.sentences[number]
        for report in self.reports[number]:
            if report.rank > Rank.SUBORDINATE:
                continue
            speaker = speakers.resolve(report.speaker, Moment(sentence, number, self.memory))
            if speaker is None or report.content[0] == report.content[1]:
                continue
            if speaker.kind is not SpeakerKind.PERSON and _unnamed_on_request.search(
                self.text, sentence.start, sentence.end
            ):
                speaker = replace(speaker, anonymous=True)
            if report.kind in cues.READABLE_ONLY and not speakers.can_be_read(
                speaker, report.speaker, report.kind
            ):
                continue
            return self._voice(number, speaker, report.content, report)
        return None

    def _voice(self, number: int, speaker: Speaker, content: Span, report: Report) -> Voice:
        content = self._unquoted(content)
        manner = self._manner(content)
        if manner is Attribution.DIRECT and speaker.kind is None and is_like_a_persons(speaker.name):
            speaker = replace(speaker, kind=SpeakerKind.PERSON)
        return Voice(
            speaker,
            content,
            manner,
            report.kind,
            self.reports[number],
            (report.rule, speaker.rule),
        )

    def _unquoted(self, content: Span) -> Span:
        """Leave out quotation marks that wrap the whole content."""
        quotation = self.quotations.at(content[0])
        if quotation and quotation.start == content[0] and quotation.end >= content[1]:
            inner = quotation.inner_start, min(content[1], quotation.inner_end)
            content = inner if inner[0] < inner[1] else content
        return self._without_a_comma(content)

    def _without_a_comma(self, content: Span) -> Span:
        """Leave out the comma that a quotation gets ahead of "he said"."""
        end = content[1]
        while end > content[0] + 1 and self.text[end - 1] in ", ":
            end -= 1
        return content[0], end

    def _manner(self, content: Span) -> Attribution:
        quoted = sum(
            min(content[1], quotation.end) - max(content[0], quotation.start)
            for quotation in self.quotations.within(*content)
        )
        length = content[1] - content[0]
        if quoted and quoted >= length - 4:
            return Attribution.DIRECT
        return Attribution.MIXED if quoted > 0 else Attribution.INDIRECT

    def _speech(self, sentence: Sentence) -> list[Quotation]:
        """Return the quotations that take up a sentence, or a good part of it."""
        return [
            quotation
            for quotation in self.quotations.within(sentence.start, sentence.end)
            if quotation.end - quotation.start > 30 or not quotation.closed
        ]

    def _quoted(self, number: int) -> Voice | None:
        """Return the voice of a sentence that is a quotation without a word of who speaks."""
        sentence = self.sentences[number]
        quotation = self._filling(sentence)
        if quotation is None:
            return None
        moment = Moment(sentence, number, self.memory)
        speaker = self._named_ahead(quotation, moment) or self._speaker_of(quotation, number)
        if speaker is None:
            return None
        inner = max(sentence.start, quotation.inner_start), min(sentence.end, quotation.inner_end)
        content = self._without_a_comma(inner)
        carried = again(speaker, None, rule=speaker.rule)
        return Voice(
            carried,
            content,
            Attribution.DIRECT,
            "carried",
            self.reports[number],
            ("attribution.carried-quotation", speaker.rule),
        )

    def _going_on(self, moment: Moment) -> Voice | None:
        """Return the last speaker's voice where speech goes on though its marks are lost or misplaced."""
        sentence = moment.sentence
        speaker = moment.spoke_within(1)
        if speaker is None or not (self._ends_in_a_stray_mark(sentence) or self._is_of_myself(sentence)):
            return None
        content = sentence.start, sentence.end - (self.text[sentence.end - 1] in '”"')
        carried = again(speaker, None, rule=speaker.rule)
        rules = ("attribution.going-on", speaker.rule)
        return Voice(carried, content, Attribution.DIRECT, "carried", self.reports[moment.number], rules)

    def _ends_in_a_stray_mark(self, sentence: Sentence) -> bool:
        """Say whether the mark at a sentence's end closes a quotation that was closed too early."""
        last = sentence.end - 1
        return self.text[last] in '”"' and self.quotations.at(last - 1) is None

    def _is_of_myself(self, sentence: Sentence) -> bool:
        """Say whether "I" or "my" stands outside quotation marks: an article seldom speaks of itself."""
        return any(
            token.lower_ in MYSELF
            and token.pos_ == "PRON"
            and self.quotations.at(sentence.place(token)) is None
            for token in sentence.tokens
        )

    def _named_ahead(self, quotation: Quotation, moment: Moment) -> Speaker | None:
        """Return the first person named in a sentence ahead of the quotation that fills it."""
        ahead = [
            mention
            for mention in moment.names.people_before(quotation.start)
            if mention.place >= moment.sentence.start
        ]
        first = moment.sentence.tokens[0].text
        name = moment.names.fullest(ahead[-1].text if ahead else first)
        opens = quotation.start > moment.sentence.start and name is not None and name.is_person
        return named(name.text, None, moment.names, rule="speaker.ahead") if name and opens else None

    def _filling(self, sentence: Sentence) -> Quotation | None:
        """Return the quotation that covers most of a sentence."""
        for quotation in self.quotations.within(sentence.start, sentence.end):
            covered = min(sentence.end, quotation.end) - max(sentence.start, quotation.start)
            if covered > (sentence.end - sentence.start) * 0.7:
                return quotation
        return None

    def _speaker_of(self, quotation: Quotation, number: int) -> Speaker | None:
        known = self.speaker_of.get(quotation.inner)
        if known:
            return known
        return self._named_later(quotation, number) or self._named_before(quotation, number)

    def _named_later(self, quotation: Quotation, number: int) -> Speaker | None:
        """Return who is named behind the quotation this sentence is in, in the same paragraph."""
        paragraph = self.sentences[number].paragraph
        for later in range(number + 1, min(number + 12, len(self.sentences))):
            sentence = self.sentences[later]
            if sentence.paragraph != paragraph or sentence.start >= quotation.end:
                return None
            for report in self.reports[later]:
                if report.rank <= Rank.COORDINATED and sentence.place(report.cue) >= quotation.end - 1:
                    return speakers.resolve(report.speaker, Moment(sentence, later, self.memory))
        return None

    def _named_before(self, quotation: Quotation, number: int) -> Speaker | None:
        """Return who spoke last, if that was just before, or the one just talked about."""
        last = self.memory.last
        if last and number - self.memory.last_sentence <= 1:
            return last
        for subject in reversed(self.memory.subjects):
            if number - subject.sentence > 1:
                break
            if subject.kind not in (None, SpeakerKind.UNNAMED):
                rule = "speaker.subject-before"
                return Speaker(subject.name, None, subject.kind, anonymous=False, rule=rule)
        return last if last and number - self.memory.last_sentence <= 3 else None
