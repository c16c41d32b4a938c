"""The rules of the house, and that each one bites.

A rule is a function from a path or a text to a list of sentences, one for each place that does not keep it. Every rule is asked twice:
of the whole project, where it must find nothing, and of a planted example, where it must find something.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from conftest import PROJECT

from analytics.queries import QUESTIONS, Inputs
from analytics.thresholds import THRESHOLDS
from data.store import Store
from data.terms import end_of

NOT_OURS = {".git", ".hypothesis", ".venv", "var", "test-results"}
MOST_LINES = 400
MOST_PAGE_LINES = 90
# Not screens but what the screens share.
SHARED_BY_PAGES = {
    "assigning.py",
    "log_contact.py",
    "register_words.py",
    "setting_choice.py",
    "shared.py",
    "parts.py",
    "words.py",
    "outcomes.py",
    "waiting_file.py",
    "put_right.py",
    "sending_back.py",
    "many_files.py",
    "differences.py",
    "mapping.py",
}

FORBIDDEN_IMPORTS = {
    "data": {"streamlit", "plotly", "analytics", "pages", "app", "asgi"},
    "analytics": {"streamlit", "pages", "app", "asgi"},
    "pages": {"app", "asgi"},
}
CLOCK_IN_SQL = re.compile(
    r"\b(now\s*\(|today\s*\(|current_(date|time|timestamp)\b|localtime(stamp)?\b|get_current_|transaction_timestamp)", re.IGNORECASE
)
# Written in halves, so that this file keeps its own rules.
LEFT_OVER = re.compile("TO" + "DO|FIX" + "ME|XX" + "X:|HA" + "CK:")
MACHINE_PATH = re.compile("/wo" + r"rk/|/tm" + r"p/\w|/ro" + r"ot/|/ho" + r"me/\w|/Us" + r"ers/\w|[A-Z]:\\\\|\.\./sha" + "red")
REGISTRY = re.compile(
    "py" + r"pi\.|python" + "hosted|(?<!no-emit-)index-" + "url|--find-" + "links|npm" + r"js\.|/sim" + r"ple/|proxy\.go" + "lang"
)

GLOSSARY = (
    *("setting", "cluster", "SENCO", "Area SENCO", "expectation", "must", "expected", "encouraged"),
    *("return", "contract", "submission", "issue", "blocks", "warns", "held row", "review", "cycle", "referral", "stage", "pathway"),
    *("as_of", "known_at", "question", "frame", "audience", "team", "cluster_meeting"),
)


def files_of(root: Path, *endings: str) -> Iterator[Path]:
    """The project's own files with these endings (all of them when none is given), in order of name."""
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root).parts
        ours = not NOT_OURS & set(inside) and not any("cache" in part for part in inside)
        if ours and path.is_file() and (not endings or path.suffix in endings):
            yield path


def layer_of(path: Path, root: Path) -> str:
    """The folder a module belongs to; its own name for one at the top."""
    inside = path.relative_to(root)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


# Rules about modules


def imports_across_layers(path: Path, root: Path) -> list[str]:
    """app → pages → analytics → data; duckdb only in data/; streamlit only in app.py, asgi.py, pages/; never plotly.express."""
    layer = layer_of(path, root)
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            top = name.partition(".")[0]
            if (
                top in FORBIDDEN_IMPORTS.get(layer, set())
                or (top == "duckdb" and layer not in {"data", "tests"})
                or (top == "streamlit" and layer not in {"app", "asgi", "pages", "tests", "benchmarks"})
                or name.startswith("plotly.express")
            ):
                found.append(f"{path.name}:{node.lineno} imports {name}")
    return found


def raw_html(path: Path) -> list[str]:
    """Names of settings come from files: nothing is ever written into a page as HTML."""
    word = "unsafe_" + "allow_html"
    return [f"{path.name}:{number} {word}" for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if word in line]


def code_that_runs_on_import(path: Path) -> list[str]:
    """A module in pages/ holds imports, functions, classes and constants; a script there could be served without app.py."""
    found = []
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            continue
        names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
        if isinstance(node, ast.Assign | ast.AnnAssign) and not {"st", "streamlit"} & names:
            continue
        found.append(f"{path.name}:{node.lineno} runs when the module is imported")
    return found


def too_long(path: Path, most: int) -> list[str]:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    return [f"{path.name} has {lines} lines, {most} at most"] if lines > most else []


def clock_in_code(path: Path) -> list[str]:
    """The clock is read in data/terms.py and nowhere else; everything else is told the day."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"now", "utcnow", "today"}:
            owner = ast.unparse(node.func.value).rpartition(".")[2]
            if owner in {"datetime", "date", "Timestamp"}:
                found.append(f"{path.name}:{node.lineno} reads the clock")
    return found


# Rules about questions


def statement_without_comments(text: str) -> str:
    return re.sub(r"--[^\n]*", "", text)


def not_named_once(sql_folder: Path, names: Iterable[str]) -> list[str]:
    files, names = {path.stem for path in sql_folder.glob("*.sql")}, set(names)
    return [f"{name}.sql is not named" for name in sorted(files - names)] + [f"{name} has no file" for name in sorted(names - files)]


def no_grain(text: str) -> list[str]:
    return [] if re.match(r"-- grain: \S", text) else ["the first line does not say the grain"]


def clock_in_sql(text: str) -> list[str]:
    return [f"reads the clock: {found.group(0)}" for found in CLOCK_IN_SQL.finditer(statement_without_comments(text))]


def strange_relations(store: Store, text: str) -> list[str]:
    """What a statement reads beside standing.*, its own CTEs and rows it makes itself, as DuckDB's parser sees it."""
    with store.cursor() as cursor:
        parsed = json.loads(cursor.execute("SELECT json_serialize_sql(?)", [text]).fetchone()[0])
    if parsed["error"]:
        return [parsed["error_message"]]
    own: set[str] = set()
    read: set[tuple[str, str]] = set()

    def walk(node: object) -> None:
        if isinstance(node, dict):
            if node.get("type") == "BASE_TABLE":
                read.add((node["schema_name"], node["table_name"]))
            elif node.get("type") == "TABLE_FUNCTION":
                read.add((node["function"]["schema"], node["function"]["function_name"]))
            own.update(entry["key"] for entry in node.get("cte_map", {}).get("map", []))
        for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            walk(inner)

    walk(parsed)
    allowed = {("", name) for name in (*own, "range", "generate_series", "unnest")}
    return [f"reads {schema}.{name}" for schema, name in sorted(read - allowed) if schema != "standing"]


KINDS = {
    "text": "VARCHAR",
    "date": "DATE",
    "integer": ("INTEGER", "BIGINT"),
    "share": "DOUBLE",
    "number": "DOUBLE",
    "hours": "DOUBLE",
    "boolean": "BOOLEAN",
}


def other_columns(store: Store, text: str, declared: Mapping[str, str]) -> list[str]:
    """How the columns a statement answers, in an empty store too, differ from the declared ones."""
    day = date(2026, 11, 21)
    values = Inputs(as_of=day, known_at=end_of(day)).parameters() | {name: threshold.value for name, threshold in THRESHOLDS.items()}
    bound = set(re.findall(r"\$([a-z_]\w*)", text))
    with store.cursor() as cursor:
        cursor.execute(text, {name: values[name] for name in bound})
        answered = [(column[0], str(column[1])) for column in cursor.description]
        cursor.fetchall()
    if [name for name, _ in answered] != list(declared):
        return [f"answers {[name for name, _ in answered]}, declares {list(declared)}"]
    return [f"{name} is {kind}, declared {declared[name]}" for name, kind in answered if kind not in KINDS[declared[name]]]


# Rules about every file


def forbidden_words(path: Path, pattern: re.Pattern[str]) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return []
    return [f"{path.name}:{number} {line.strip()[:80]}" for number, line in enumerate(text.splitlines(), 1) if pattern.search(line)]


def pins(lock: str) -> dict[str, str]:
    """Name → version of a lock file."""
    return {name.lower(): version for name, version in re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", lock, flags=re.M)}


def unlocked(lock: str) -> list[str]:
    """Requirements of a lock file without an exact version and a hash."""
    joined = lock.replace("\\\n", " ")
    wanted = [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return [line.split()[0] for line in wanted if "==" not in line or "--hash=sha256:" not in line]


def terms_without_a_meaning(readme: str) -> list[str]:
    """Words of the house that the README's glossary does not explain: each stands in bold at the start of an entry, or in one."""
    glossary = readme.partition("## Glossary")[2].partition("\n## ")[0]
    explained = set(re.findall(r"\*\*([^*]+)\*\*", glossary))
    return [term for term in GLOSSARY if term not in explained]


# The project keeps them


@pytest.fixture(scope="module")
def empty_store() -> Iterator[Store]:
    """One empty store for every statement: they only read."""
    opened = Store.memory()
    yield opened
    opened.close()


MODULES = [path for path in files_of(PROJECT, ".py") if layer_of(path, PROJECT) != "tests"]
TESTS = [path for path in files_of(PROJECT, ".py") if layer_of(path, PROJECT) == "tests"]
PAGES = [path for path in MODULES if path.parent == PROJECT / "pages"]
SQL = sorted((PROJECT / "analytics" / "sql").glob("*.sql"))


def named(paths: list[Path]) -> object:
    return pytest.mark.parametrize("path", paths, ids=lambda path: str(path.relative_to(PROJECT)))


@named(MODULES + TESTS)
def test_a_module_imports_only_what_its_layer_may(path: Path) -> None:
    assert imports_across_layers(path, PROJECT) == []


@named(MODULES)
def test_a_module_is_short_writes_no_html_and_reads_no_clock(path: Path) -> None:
    assert too_long(path, MOST_LINES) == []
    assert raw_html(path) == []
    if path != PROJECT / "data" / "terms.py":
        assert clock_in_code(path) == []


@named(PAGES)
def test_a_page_is_functions_and_a_screen_is_short(path: Path) -> None:
    assert code_that_runs_on_import(path) == []
    if path.name not in SHARED_BY_PAGES:
        assert too_long(path, MOST_PAGE_LINES) == []


def test_every_question_has_one_file_and_every_file_one_question() -> None:
    assert SQL
    assert not_named_once(PROJECT / "analytics" / "sql", QUESTIONS) == []
    assert all(name == query.name for name, query in QUESTIONS.items())


@named(SQL)
def test_a_question_says_its_grain_reads_standing_rows_only_and_no_clock(path: Path, empty_store: Store) -> None:
    text = path.read_text(encoding="utf-8")
    assert no_grain(text) == []
    assert clock_in_sql(text) == []
    assert strange_relations(empty_store, text) == []


@named(SQL)
def test_a_question_answers_its_declared_columns_in_an_empty_store(path: Path, empty_store: Store) -> None:
    assert other_columns(empty_store, path.read_text(encoding="utf-8"), QUESTIONS[path.stem].columns) == []


def test_the_standing_macros_read_no_clock() -> None:
    assert clock_in_sql((PROJECT / "data" / "standing.sql").read_text(encoding="utf-8")) == []


def test_no_file_holds_left_over_notes_machine_paths_or_registry_hosts() -> None:
    patterns = (LEFT_OVER, MACHINE_PATH, REGISTRY)
    assert [found for path in files_of(PROJECT) for pattern in patterns for found in forbidden_words(path, pattern)] == []


def test_requirements_are_locked_by_hash_and_the_two_locks_agree() -> None:
    locks = {name: (PROJECT / name).read_text(encoding="utf-8") for name in ("requirements.txt", "requirements-dev.txt")}
    assert {name: unlocked(lock) for name, lock in locks.items()} == {"requirements.txt": [], "requirements-dev.txt": []}
    assert pins(locks["requirements.txt"]).items() <= pins(locks["requirements-dev.txt"]).items()
    wanted = re.findall(r"^[A-Za-z0-9_.-]+", (PROJECT / "requirements.in").read_text(encoding="utf-8"), flags=re.M)
    assert {name.lower() for name in wanted} <= pins(locks["requirements.txt"]).keys()


def test_the_readme_explains_every_word_of_the_house() -> None:
    assert terms_without_a_meaning((PROJECT / "README.md").read_text(encoding="utf-8")) == []


# Each rule bites


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("data/reading.py", "import streamlit as st"),
        ("data/reading.py", "from analytics import queries"),
        ("data/reading.py", "def late():\n    import plotly.graph_objects as go"),
        ("analytics/coverage.py", "import streamlit"),
        ("analytics/coverage.py", "from pages import shared"),
        ("analytics/coverage.py", "import duckdb"),
        ("analytics/charts/bars.py", "import plotly.express as px"),
        ("analytics/charts/bars.py", "from plotly import express"),
        ("pages/reviews.py", "import duckdb"),
        ("pages/reviews.py", "import app"),
    ],
)
def test_an_import_across_layers_is_found(tmp_path: Path, place: str, line: str) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.write_text(line)
    assert imports_across_layers(path, tmp_path)


@pytest.mark.parametrize("place", ["data/store.py", "app.py", "pages/reviews.py"])
def test_an_import_a_layer_may_have_is_not_found(tmp_path: Path, place: str) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("import duckdb" if place.startswith("data") else "import streamlit as st\nfrom analytics.queries import answer")
    assert imports_across_layers(path, tmp_path) == []


@pytest.mark.parametrize(
    "line", ["st.title('x')", "if True:\n    print()", "CHOICES = st.session_state", "for x in ():\n    pass", "show()"]
)
def test_code_that_runs_on_import_is_found(tmp_path: Path, line: str) -> None:
    path = tmp_path / "page.py"
    path.write_text(f'"""A page."""\nimport streamlit as st\nWEEKS = 12\ndef show():\n    st.title("x")\n{line}\n')
    assert len(code_that_runs_on_import(path)) == 1


def test_raw_html_a_long_module_and_a_clock_are_found(tmp_path: Path) -> None:
    path = tmp_path / "page.py"
    path.write_text("from datetime import date\nst.markdown(x, unsafe_" + "allow_html=True)\nday = date.today()\n")
    assert raw_html(path)
    assert too_long(path, 2)
    assert clock_in_code(path)
    assert too_long(path, 3) == []


def test_a_file_without_a_name_and_a_name_without_a_file_are_found(tmp_path: Path) -> None:
    (tmp_path / "reviews.sql").write_text("SELECT 1")
    assert not_named_once(tmp_path, ["reviews"]) == []
    assert not_named_once(tmp_path, []) == ["reviews.sql is not named"]
    assert not_named_once(tmp_path, ["reviews", "waits"]) == ["waits has no file"]


@pytest.mark.parametrize("clock", ["now()", "NOW ()", "current_date", "CURRENT_TIMESTAMP", "today()", "get_current_timestamp()"])
def test_a_clock_in_a_statement_is_found_but_not_in_a_comment(clock: str) -> None:
    assert clock_in_sql(f"SELECT {clock} AS t")
    assert clock_in_sql(f"-- never {clock}\nSELECT known_today FROM standing.register($as_of, $known_at)") == []


def test_a_statement_without_a_grain_is_found() -> None:
    assert no_grain("SELECT 1")
    assert no_grain("-- grain:\nSELECT 1")
    assert no_grain("-- grain: one row\nSELECT 1") == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("SELECT * FROM submissions", ["reads .submissions"]),
        ("WITH a AS (SELECT 1) SELECT * FROM a JOIN main.submissions s ON true", ["reads main.submissions"]),
        ("SELECT (SELECT count(*) FROM held_rows)", ["reads .held_rows"]),
        ("SELECT * FROM read_csv('x.csv')", ["reads .read_csv"]),
        ("SELECT * FROM duckdb_tables()", ["reads .duckdb_tables"]),
        ("WITH a AS (SELECT * FROM standing.register($as_of, $known_at)) SELECT * FROM a, range(3)", []),
    ],
)
def test_a_relation_that_is_not_standing_is_found(empty_store: Store, statement: str, found: list[str]) -> None:
    assert strange_relations(empty_store, statement) == found


def test_other_columns_names_order_or_types_are_found(empty_store: Store) -> None:
    text = "SELECT 'x' AS name, 1::INTEGER AS settings WHERE $as_of IS NULL"
    assert other_columns(empty_store, text, {"name": "text", "settings": "integer"}) == []
    assert other_columns(empty_store, text, {"settings": "integer", "name": "text"})
    assert other_columns(empty_store, text, {"name": "text"})
    assert other_columns(empty_store, text, {"name": "text", "settings": "text"}) == ["settings is INTEGER, declared text"]


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (LEFT_OVER, "# TO" + "DO later"),
        (MACHINE_PATH, "open('/ho" + "me/someone/x')"),
        (MACHINE_PATH, "see ../sha" + "red/contracts.md"),
        (REGISTRY, "https://py" + "pi.org/x"),
        (REGISTRY, "--index-" + "url https://mirror"),
    ],
)
def test_words_that_do_not_belong_are_found(tmp_path: Path, pattern: re.Pattern[str], line: str) -> None:
    path = tmp_path / "x.txt"
    path.write_text(f"first\n{line}\n")
    assert forbidden_words(path, pattern) == [f"x.txt:2 {line}"]


def test_a_requirement_without_hash_or_version_is_found() -> None:
    lock = "# made by uv\nduckdb==1.5.5 \\\n    --hash=sha256:ab\n    # via -r\nplotly==7.1.0\nruff\n"
    assert unlocked(lock) == ["plotly==7.1.0", "ruff"]


def test_a_word_without_a_meaning_is_found() -> None:
    said = "## Glossary\n" + "\n".join(f"- **{term}**: means." for term in GLOSSARY if term != "held row") + "\n## More\n**held row**"
    assert terms_without_a_meaning(said) == ["held row"]
