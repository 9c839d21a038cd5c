"""Words a claim or a part as a sentence that stands alone: subject filled in, pronouns resolved."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from factcheck.splitter.claims import Attribution
from factcheck.splitter.inflect import past
from factcheck.splitter.lexicon import words
from factcheck.splitter.parsing import Sentence
from factcheck.splitter.pieces import Piece
from factcheck.splitter.voices import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVE = ("which", "that", "who", "whom", "whose", "where", "when")
PLURALS = ("NNS", "NNPS")
SHOWING = words(
    """
    indicating signalling signaling suggesting showing highlighting underscoring underlining meaning
    marking making raising prompting leading causing
    """
)
RESOLVED = {
    "decision": "decided",
    "decisions": "decided",
    "attempt": "attempted",
    "attempts": "attempted",
    "refusal": "refused",
    "failure": "failed",
    "plan": "planned",
    "plans": "planned",
    "effort": "tried",
    "efforts": "tried",
    "promise": "promised",
    "agreement": "agreed",
    "bid": "tried",
}
SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
LOOSE = ("relcl", "acl", "appos", "advcl")


def of_claim(text: str, sentence: Sentence, voice: Voice) -> str:
    """Return a claim's sentence with its pronouns resolved, or its quoted words behind the speaker's name."""
    words = _worded(list(sentence.tokens), voice)
    if voice.speaker and voice.speaker.mention is None and voice.attribution is Attribution.DIRECT:
        content = voice.content or (sentence.start, sentence.end)
        return f"{_capital(voice.speaker.fullest)}: “{_line(text[slice(*content)])}”"
    return _capital(_line(words))


def of_part(text: str, piece: Piece, sentence: Sentence, voice: Voice) -> str:
    """Return a part as a sentence of its own."""
    tokens = [token for token in piece.head.doc[piece.first.i : piece.last.i + 1] if not token.is_space]
    word = WORDINGS.get(piece.rule, _plain)
    return _sentence(word(tokens, piece, voice))


def _plain(tokens: list["Token"], piece: Piece, voice: Voice) -> str:
    """Word a clause, with the subject of the verb it is coordinated with where it has none."""
    own = any(child.dep_ in SUBJECTS and child.i >= piece.first.i for child in piece.head.children)
    words = _worded(tokens, voice)
    if own or piece.head.pos_ not in ("VERB", "AUX"):
        return words
    subject = _subject_of(piece.head, voice)
    return f"{subject} {_lower(words)}" if subject else words


def _relative(tokens: list["Token"], piece: Piece, voice: Voice) -> str:
    """Word a relative clause with what it is about in place of its pronoun."""
    noun = _noun(piece.head.head, voice)
    opener = next((number for number, token in enumerate(tokens) if token.lower_ in RELATIVE), None)
    if opener is None:
        return f"{noun} {_worded(tokens, voice)}"
    lead, rest = tokens[:opener], tokens[opener + 1 :]
    word = tokens[opener].lower_
    said = _worded([token for token in rest if token.i > tokens[opener].i], voice)
    if word == "whose":
        return f"{noun}’s {said}"
    if tokens[opener].dep_ in SUBJECTS:
        return f"{noun} {said}"
    if word in ("where", "when"):
        return f"{said} {'in' if word == 'where' else 'during'} {noun}"
    if lead:
        return f"{said} {lead[0].text} {noun}"
    return _with_object(rest, tokens[opener].head, noun, voice)


def _with_object(tokens: list["Token"], verb: "Token", noun: str, voice: Voice) -> str:
    """Put back what a relative pronoun stood for: "they see it so" for "which they see so"."""
    said = []
    for token in tokens:
        said.append(_word(token, voice))
        if token == verb:
            said.append(f"{'' if token.whitespace_ else ' '}{noun} ")
    return "".join(said)


def _participle(tokens: list["Token"], piece: Piece, voice: Voice) -> str:
    """Word a participle clause as a statement about the subject it hangs on."""
    head = piece.head
    subject = _noun(head.head, voice) if head.dep_ == "acl" else _subject_of(head, voice)
    if not subject:
        return _worded(tokens, voice)
    if head.tag_ == "VBN":
        return f"{subject} {_was(head.head)} {_worded(tokens, voice)}"
    if head.lower_ in SHOWING and any(head.head == report.cue for report in voice.reports):
        subject = "This"
    if not _is_past(head):
        helper = "is" if subject == "This" else _was(_subject_word(head) or head)
        return f"{subject} {helper} {_worded(tokens, voice)}"
    words = [_spaced(past(head.lower_), token) if token == head else _word(token, voice) for token in tokens]
    return f"{subject} {''.join(words).strip()}"


def _participle_of(tokens: list["Token"], piece: Piece, voice: Voice) -> str:
    """Word "captives taken over the past months" as what happened to the captives."""
    noun, said = piece.head.head, [token for token in tokens if token.i > piece.head.head.i]
    tense = _was(noun)
    if piece.head.tag_ == "VBN":
        tense = "were" if noun.tag_ in PLURALS else "was"
    return f"{_noun(noun, voice)} {tense} {_worded(said, voice)}"


def _relative_of(tokens: list["Token"], piece: Piece, voice: Voice) -> str:
    return _relative([token for token in tokens if token.i > piece.head.head.i], piece, voice)


def _apposition(tokens: list["Token"], piece: Piece, voice: Voice) -> str:
    return f"{_noun(piece.head.head, voice)} {_was(piece.head.head)} {_worded(tokens, voice)}"


def _presupposed(tokens: list["Token"], piece: Piece, voice: Voice) -> str:
    """Word "despite pressure from abroad" as the fact it takes for granted."""
    rest = [token for token in tokens if token.i > piece.head.i] if piece.head.dep_ == "prep" else tokens
    verb = rest[0] if rest and rest[0].tag_ == "VBG" and rest[0].dep_ == "pcomp" else None
    subject = _subject_of(piece.head.head, voice) if verb is not None else None
    if verb is not None and subject and piece.head.lower_ != "despite":
        return f"{subject} {past(verb.lower_)} {_worded(rest[1:], voice)}"
    return f"There {_was(rest[-1]) if rest else 'was'} {_worded(rest, voice)}"


def _resolve(tokens: list["Token"], piece: Piece, voice: Voice) -> str:
    """Word "the government's decision to withdraw" as "the government decided to withdraw"."""
    owner = next((child for child in piece.head.children if child.dep_ == "poss"), None)
    done = RESOLVED.get(piece.head.lower_)
    if owner is not None and done:
        rest = [token for token in tokens if token.i > piece.head.i]
        return f"{_worded(_without_case(owner), voice)} {done} {_worded(rest, voice)}"
    return f"There {_was(piece.head)} {_worded(tokens, voice)}"


def _appeal(tokens: list["Token"], piece: Piece, voice: Voice) -> str:
    speaker = voice.speaker.fullest if voice.speaker else "Somebody"
    return f"{speaker} made {_worded(tokens, voice)}"


WORDINGS: dict[str, Callable[[list["Token"], Piece, Voice], str]] = {
    "part.relative": _relative,
    "part.relative-of": _relative_of,
    "part.participle": _participle,
    "part.participle-of": _participle_of,
    "part.apposition": _apposition,
    "part.presupposed": _presupposed,
    "part.presupposed-noun": _resolve,
    "part.coordinated-noun": _resolve,
    "part.appeal": _appeal,
}


def _subject_of(verb: "Token", voice: Voice) -> str | None:
    """Return the subject of a verb in words, through coordination and participles."""
    node = verb
    for _ in range(5):
        for child in node.children:
            if child.dep_ in SUBJECTS and child.lower_ not in RELATIVE:
                return _noun(child, voice)
            if child.dep_ in SUBJECTS and node.dep_ == "relcl":
                return _noun(node.head, voice)
        if node.head == node:
            return None
        node = node.head
    return None


def _noun(noun: "Token", voice: Voice) -> str:
    """Return a noun with what belongs closely to it, by its full name where it is short for one."""
    known = dict(voice.stands_for).get(noun.i)
    if known:
        return known
    loose = {part.i for node in noun.subtree if node.dep_ in LOOSE and node != noun for part in node.subtree}
    tokens = [token for token in noun.subtree if token.i not in loose and not token.is_space]
    while tokens and tokens[-1].is_punct and tokens[-1].text in ",;:–—-":
        tokens.pop()
    return _worded(tokens, voice)


def _worded(tokens: list["Token"], voice: Voice) -> str:
    return "".join(_word(token, voice) for token in tokens).strip()


def _word(token: "Token", voice: Voice) -> str:
    known = dict(voice.stands_for).get(token.i) if voice.stands_for else None
    if known is None:
        return str(token.text_with_ws)
    return _spaced(f"{known}’s" if token.dep_ == "poss" else known, token)


def _spaced(word: str, token: "Token") -> str:
    return word + str(token.whitespace_)


def _was(noun: "Token") -> str:
    """Return "is", "are", "was" or "were", as the sentence's own tense and the noun's number ask."""
    plural = noun.tag_ in PLURALS or noun.lower_ in ("they", "we", "these", "those")
    if _is_past(noun):
        return "were" if plural else "was"
    return "are" if plural else "is"


def _without_case(owner: "Token") -> list["Token"]:
    return [token for token in owner.subtree if token.dep_ != "case"]


def _subject_word(clause: "Token") -> "Token | None":
    """Return the noun that a participle hangs on: its own, or the subject of its verb."""
    if clause.dep_ == "acl":
        return clause.head
    return next((child for child in clause.head.children if child.dep_ in SUBJECTS), None)


def _is_past(token: "Token") -> bool:
    root = token.sent.root
    helpers = {child.lower_ for child in root.children if child.dep_ in ("aux", "auxpass")}
    return root.tag_ == "VBD" or bool(helpers & {"was", "were", "had"})


def _sentence(words: str) -> str:
    line = _line(words).strip(" ,;:–—-")
    for opening, closing in (('"', '"'), ("“", "”"), ("(", ")")):
        odd = line.count(opening) % 2 if opening == closing else line.count(opening) != line.count(closing)
        if odd:
            line = line.replace(opening, "").replace(closing, "")
    line = line.strip()
    return _capital(line) + ("" if line.endswith((".", "!", "?", '."', ".”", "…")) else ".")


def _line(words: str) -> str:
    return " ".join(words.split())


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _lower(words: str) -> str:
    """Begin with a small letter, where the word is no name."""
    first = words.split(" ", 1)[0]
    return (
        words[:1].lower() + words[1:]
        if first[1:].islower() and first.lower() in ("the", "a", "an")
        else words
    )
