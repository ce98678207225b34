"""Builds `docs/ml-integration.md`: how another team's program reads and writes the tables of the kindergarten, with the
contract of each table from the code.
"""

from apps.kids.pipeline.rights import MOST_CONNECTIONS, SETTINGS
from apps.kids.pipeline.tables import TABLES, PipelineTable
from project.reference.inventory import escape_cell, format_table

HEAD = """# Pipeline of the kindergarten

A program outside of Talim can learn from what children do and say which lessons come next. It reads and writes tables
of the schema `ai` with a database role of its own, and touches nothing else. Talim has one such program, which any
other may replace. `./talim generate` makes this page from the code.

| step | who | what |
|---|---|---|
| 1 | Talim | writes what children did into `lesson_interactions_raw` and `quiz_attempts_raw`, within seconds |
| 2 | the pipeline | makes clean rows, features and a dataset from them, and learns |
| 3 | the pipeline | names its model in `ml_models`, then writes `recommendations` |
| 4 | Talim | checks each row when a child's list is asked for, and shows the good ones with its own reasons |

## Make the role

```bash
ML_DB_USER=talim_ml ./talim manage ml_role
```

| command | does |
|---|---|
| `manage.py ml_role` | makes the role `ML_DB_USER` with `ML_DB_PASSWORD`; without one it makes and prints one |
| `manage.py ml_role NAME` | the same for another name |
| `… --password-stdin`, `… --new-password` | sets the password that is read, or another one that is made and printed |
| `… --check` | says what is wrong with the role, and ends with 1 then |
| `… --drop` | takes the role away; the tables stay |

The account of Talim makes it if it is a superuser or has `CREATEROLE`. Otherwise the command ends with the statements
that a superuser of the server has to run in psql, and nothing has changed. Then run the command again.

| variable | what |
|---|---|
| `ML_DB_USER` | the role; empty: there is no pipeline |
| `ML_DB_PASSWORD` | its password, at least 12 characters; `deploy/secrets.sh` makes one as the file `ml_db_password` |
| `ML_DB_HOST`, `ML_DB_PORT`, `ML_DB_NAME` | where the database is; empty: those of `DATABASE_URL` |
| `ML_PIPELINE_COMMAND` | run each night at 03:30 (Tashkent); empty: `python -m ml.pipeline`; `off`: nothing |

With Compose: set `ML_DB_USER=talim_ml` in `.env`, then `docker compose exec web python manage.py ml_role`, and what
it prints in `docker compose exec postgres psql -U postgres talim`, then again. The password that psql asks for is that
of `deploy/secrets/ml_db_password`. After a restore the tables are there, and the restore names the command for a role
that is missing. `manage.py doctor` says what is wrong.

## What the role can do

- It reads the raw tables, reads, adds and changes rows of its own tables, and adds rows to `ml_models`. It deletes
  nothing, makes no tables, also no temporary ones, and has no right to anything else in the database.
- Each of its sessions has: {settings}; so plain table names work. It has at most {connections} connections.
- A text has 100 characters at most (`algorithm` 200), a list of skills 8 KiB; longer ones are refused.
- Raw rows are append-only, for Talim too: a correction is a further row. They go with their child alone.

## Who a child is

- `ml_student_id` is drawn by chance. Whom it means stands in a table that the role cannot read. Ids of events and
  answers are hashes with a key of the child, which no other table and no export of Talim has.
- Lessons, quizzes and questions have the ids of Talim, and times are there to the minute. So who can also read in Talim
  when a child did a lesson can tell its pseudonym: give those who see these tables nothing else to read.
- There are no names, no free texts and no birth dates: the age is in months, times are without seconds.
- Only children whose family has given the consent "learning systems" are here, from then on. When it is withdrawn,
  all rows of the pseudonym go from all tables, and the child gets another one. The same holds when a child is erased.
- `lesson_features` names no child, so its rows stay: compute them anew in each run, and write 0 children where nobody
  is left in a lesson, as the program that Talim has does.
- Before the first row of a transaction, a trigger takes the advisory lock `kids.pipeline` shared; Talim takes it alone
  to erase rows. So an erasure waits, for seconds, until your transaction has ended, and a statement of yours waits
  while rows are being erased, until its `lock_timeout`. Keep transactions short, and repeat a step that a lock stopped.
- A row with a pseudonym that is not (or no longer) there is gone after the statement that wrote it. It is counted,
  and staff are told. So read pseudonyms anew for each run.

## Rows that make no sense

The role may delete nothing. Where a correction takes a skill off an answer, give its row in `quiz_attempts_clean` and
in `student_ml_dataset` the weight 0, as the program that Talim has does, and leave such rows out of what you compute.

Each row of `recommendations` is checked when it is used. What fails is left out, and our own list fills the place. An
hourly job counts such rows and tells those who write the skills, once a day; so do the metric
`talim_pipeline_rows_left_out_total` and the doctor. A lesson that is published and not open for the child counts in
the metric alone. A row of `ml_models`, which nobody can change, is told of once.

| reason | what is wrong |
|---|---|
| `unknown_child` | `ml_student_id` is no pseudonym; in any table |
| `no_number` | `score` is NaN or infinite |
| `unknown_model` | no row of `ml_models` has this name and version, or Talim has not taken it yet |
| `future_model` | `generated_at` lies in the future; of `ml_models`: so does a time, or a value breaks the contract |
| `unpublished_lesson` | the lesson is not published, or not open for this child |
| `foreign_class` | the lesson is for another class, or for no children |

Lists that are older than three days are not used, and neither are lessons that the child has done meanwhile, lessons
whose prerequisites are not known well enough, and a third lesson of one skill. Without anything to use, children get
the list that Talim makes by itself ([kindergarten](kids.md)).

## The program that Talim has

`ml/pipeline/` fills all tables from the raw ones, in SQL and numpy, and knows nothing of Talim. Each run begins anew
from all raw rows and may be repeated. It learns a logistic regression of the next answer from four of five children,
measures it on the fifth (log loss, AUC), and scores lessons by p(1 − p) · completion rate, with p the chance of a
right answer in their skills. No table says which courses a child is in, and what is published: so it names only
lessons that somebody opened who has opened a lesson that the child opened too, and that anybody has opened in the last
60 days. What is not open for the child all the same, Talim leaves out and counts as `unpublished_lesson`.

To replace it, set `ML_PIPELINE_COMMAND` to another program that is on the machine, which gets `ML_DB_…` as variables,
how `DATABASE_URL` checks the server's certificate (`PGSSLMODE`, `PGSSLROOTCERT`), and nothing else; or to `off`, and
run yours wherever it reaches the database. A program has 55 minutes; then it is killed with all processes that it has
started, unless they left its group. The last 4 KiB of what it says are kept. A program that Talim runs is the same user
of the machine as Talim and could read its files: run one that you do not trust elsewhere.

```bash
ML_DB_HOST=127.0.0.1 ML_DB_NAME=talim ML_DB_USER=talim_ml ML_DB_PASSWORD=… python -m ml.pipeline
```

## Write rows

```sql
INSERT INTO ml_models (name, version, algorithm, trained_at, children, answers, parameters, figures)
VALUES ('ours', '7', 'gradient boosting', now(), 18, 1204, '{{}}', '{{"auc": 0.74}}');

INSERT INTO recommendations (ml_student_id, rank, lesson_id, skill, score, model_name, model_version, generated_at)
VALUES ('6f1c…', 1, '0199…', 'rhyme', 0.41, 'ours', '7', now())
ON CONFLICT (ml_student_id, rank) DO UPDATE SET lesson_id = EXCLUDED.lesson_id, skill = EXCLUDED.skill,
    score = EXCLUDED.score, model_name = EXCLUDED.model_name, model_version = EXCLUDED.model_version,
    generated_at = EXCLUDED.generated_at;
```

Give all rows of a run the same `generated_at`: rows of an earlier one are then not used, also where the new list is
shorter. Ranks above 50 are not read.

## Tables
"""


def build_page() -> str:
    """Return the text of docs/ml-integration.md, in English."""
    settings = ", ".join(f"`{name} = {value}`" for name, value in SETTINGS.items())
    parts = [HEAD.format(settings=settings, connections=MOST_CONNECTIONS)]
    return "\n".join([*parts, *map(_write_table, TABLES)])


def _write_table(table: PipelineTable) -> str:
    rows = [
        (
            f"`{name}`",
            f"`{column.type}`" + (", null" if column.null else ""),
            column.unit,
            escape_cell(column.meaning),
            f"`{column.example}`",
        )
        for name, column in table.columns.items()
    ]
    key = ", ".join(f"`{name}`" for name in table.key)
    rights = ", ".join(sorted(table.rights))
    head = f"### `{table.name}`\n\nA row is {table.row}. Written by {table.writer}; one row for each {key}."
    return f"{head} The role may: {rights}.\n\n{format_table(('column', 'type', 'unit', 'what', 'example'), rows)}\n"
