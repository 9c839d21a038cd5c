"""Training the small models, and what ships of it."""

import json
import shutil
from pathlib import Path

import pytest

from factcheck.splitter import ClaimType, linear, models, train, worth
from factcheck.splitter.vectors import Vectors

LABELLED = Path(__file__).parent / "labelled"


def test_training_writes_weights_and_says_how_it_does_on_unseen_articles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "weights.json"

    (tmp_path / "written.tsv").write_text("event\t3\tThe minister lied to the court.\n")
    (tmp_path / "articles.txt").write_text("# Rain\nevent 2 It rained.\n\nopinion 0 Rain is dull.\n")

    train.main([str(LABELLED), "--written", str(tmp_path), "--out", str(out)])

    said = json.loads(capsys.readouterr().out)
    assert said["articles"] == 1
    assert said["type accuracy"] > 70
    assert said["check-worthy AUC"] > 70
    assert set(json.loads(out.read_text())) == {"type", "worth", "words"}


def test_a_word_it_never_met_weighs_as_those_it_is_like(tmp_path: Path) -> None:
    (tmp_path / "vectors").write_text("fled 1 0\nescaped 1 0.1\nblue 0 1\nLondon 1 1\nlondon 1 1\nqwx 1 1\n")
    (tmp_path / "words").write_text("fled\nescaped\nblue\nLondon\nlondon\n")
    (tmp_path / "written.tsv").write_text("event\t3\tThe guards fled.\nopinion\t0\tIt is all blue.\n")
    rows = list(train.written(tmp_path / "written.tsv"))

    weights = train.fit(rows, meanings=Vectors.read(tmp_path / "vectors", [tmp_path / "words"]))

    assert set(weights.words) == {"means.fled", "means.escaped", "means.blue"}
    event, *_, worth = (
        weights.words["means.escaped"][at] - weights.words["means.blue"][at] for at in range(7)
    )
    assert event > 0
    assert worth > 0


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    weights = linear.Weights(
        {"event": {"bias": 0.25}}, {"bias": 0.5}, {"means.fled": [0.1] * 7, "means.a": [0.0] * 7}
    )

    train.save(weights, tmp_path / "weights.json")

    assert linear.read(tmp_path / "weights.json") == weights


def test_the_same_labels_give_the_same_weights() -> None:
    rows = list(train.articles(LABELLED))

    assert train.fit(rows) == train.fit(rows)


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no labelled articles"):
        train.main([str(tmp_path)])


def test_an_article_all_of_one_worth_has_no_area(tmp_path: Path) -> None:
    labelled = json.loads((LABELLED / "seed.json").read_text())
    for sentence in labelled["sentences"]:
        for label in sentence["labels"]:
            label["priority"] = 3
    shutil.copy(LABELLED / "seed.txt", tmp_path)
    (tmp_path / "seed.json").write_text(json.dumps(labelled))

    assert train._area([0.5] * 15, list(train.articles(tmp_path)), 0) is None


def test_training_needs_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(models.PACKAGES, "en", ())

    with pytest.raises(SystemExit, match="English model"):
        list(train.articles(LABELLED))


def test_the_weights_that_ship_are_plain_numbers_for_known_features() -> None:
    weights = linear.trained()

    assert set(weights.type) == {kind.value for kind in ClaimType}
    assert {name for name in weights.worth if not name.startswith(worth.SAYS)} == set(worth.EXPECTED)
    assert all(isinstance(weight, float) for weight in weights.worth.values())
    assert {len(row) for row in weights.words.values()} == {len(ClaimType) + 1}


def test_chances_add_up_to_one() -> None:
    chances = linear.trained().type_chances({"bias": 1.0, "word.harm": 2.0})

    assert sum(chances.values()) == pytest.approx(1.0)


def test_worth_is_a_chance_however_far_the_sum_runs() -> None:
    weights = linear.Weights({}, {"bias": 1e9})

    assert weights.worth_chance({"bias": 1.0}) == pytest.approx(1.0)
    assert weights.worth_chance({"bias": -1.0}) == pytest.approx(0.0)


def test_an_opinion_must_be_clearly_the_likeliest_type() -> None:
    chances = dict.fromkeys(ClaimType, 0.05)

    doubtful = linear.likeliest({**chances, ClaimType.OPINION: 0.45, ClaimType.EVENT: 0.35})
    clear = linear.likeliest({**chances, ClaimType.OPINION: 0.6, ClaimType.EVENT: 0.2})

    assert (doubtful, clear) == (ClaimType.EVENT, ClaimType.OPINION)


def test_what_a_teacher_knows_tells_where_labels_are_few(tmp_path: Path) -> None:
    (tmp_path / "written.tsv").write_text("event\t3\tThe guards fled.\nevent\t1\tThe band played.\n")
    rows = list(train.written(tmp_path / "written.tsv"))
    teacher = linear.Weights(
        {kind.value: {"bias": float(kind is ClaimType.POSITION)} for kind in ClaimType}, {}
    )

    alone, led = train.fit(rows), train.fit(train.taught(rows, teacher))

    def bias(weights: linear.Weights) -> float:
        return weights.type["position"]["bias"] - weights.type["event"]["bias"]

    assert bias(led) > bias(alone)
