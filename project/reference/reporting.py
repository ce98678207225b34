"""Builds `docs/reporting.md`: how reporting tools read the database, with the columns of the views from the code."""

from apps.analytics.reporting_rights import MOST_CONNECTIONS, SETTINGS
from apps.analytics.reporting_views import list_views
from project.reference.inventory import escape_cell, format_table

HEAD = """# Reporting tools

Metabase, Superset and Grafana can read the centre's figures with a database role that sees nothing but some views.
`./talim generate` makes this page from the code. What the measures mean is in [analytics](analytics.md).

| command | does |
|---|---|
| `manage.py reporting_role bi` | makes the role `bi` and the views, and prints its password once |
| `… --branch "Main branch"` | the same, with rows of this branch only (its name or id); repeat it for several |
| `… --money` | also measures of money |
| `… --keep` | gives the role again what it had |
| `… --password-stdin`, `… --new-password` | sets the password that is read, or another one that is made and printed |
| `… --drop` | takes the role away; with the last one the views too |
| `manage.py reporting_role` | renews the views |
| `manage.py reporting_role --check` | says what is wrong with roles and views, and ends with 1 then |
| `manage.py reporting_role --drop-views` | drops the views until the command runs again |

## What the role can do

- It reads the views of the schema `reporting`. No view has people: no names, phones or e-mails, and no facts of one
  person.
- It has no right to any table, also not by the way of statistics or queries of other sessions, and may make no
  tables, temporary ones either. The command refuses a role that could do more, and says what it could.
- Each of its sessions has: {settings}. It has at most {connections} connections. A user of the role may change these
  in a session, except the connections, and still reads only the views.
- Rows of other branches are not there for a role with branches. Without `--money` measures of money are not there.
- A group, course or branch of fewer than 5 people on a day is not shown alone where people are counted. Its row is in
  the one without an id, as in `GET /analytics/series/`. If these are fewer than 5 people together, the least of the
  others is in it too.
- The command takes the right to make temporary tables from `PUBLIC`, the right to make tables in the schema `public`
  too, and as a superuser the right to make large objects. Talim uses none of them.
- The password is kept as SCRAM. Neither the log of statements nor the list of processes ever has it.

## Who makes the role

The database account of Talim makes it if it is a superuser or has `CREATEROLE`. With the embedded server it is.
Otherwise the command ends with the statements that a superuser of the server has to run in psql, and nothing has
changed. Then run the command again.

- embedded: `./talim manage reporting_role bi`
- systemd: `sudo talim-manage reporting_role bi`, then what it prints in `sudo -u postgres psql talim`, then again
- Compose: `docker compose exec web python manage.py reporting_role bi`, then what it prints in
  `docker compose exec postgres psql -U postgres talim`, then again
- Kubernetes: `kubectl -n talim exec deploy/talim-web -- python manage.py reporting_role bi`

After an upgrade run `manage.py reporting_role`: it renews views that are older than the code. `manage.py doctor` says
when they are. If a migration stops because a view needs a column, run `manage.py reporting_role --drop-views`,
migrate, and run `manage.py reporting_role`. After a restore the views are there. The restore names the command for
roles that are missing.

## Connect a tool

The database must be reachable from the tool: by a tunnel (`ssh -L 5432:127.0.0.1:5432 SERVER`) or on the same
machine. Do not open its port to the internet.

- **Metabase**: Admin → Databases → Add: PostgreSQL, host, port, database `talim`, user `bi`, the password; schemas:
  only `reporting`. Switch off "Rerun queries for simple explorations", and set the scan for filter values to "Never"
  or once a day.
- **Superset**: Settings → Database connections: `postgresql://bi:PASSWORD@HOST:5432/talim`; then make a dataset from
  each view of the schema `reporting`.
- **Grafana**: Connections → PostgreSQL: host, database `talim`, user `bi`, the password. `deploy/grafana/reports/`
  has boards of growth, attendance and homework, money, leads, and support. Import them and choose this source; its
  name must contain `Talim`. Compose's profile `monitoring` has source and boards already, for a role `grafana`:

```bash
docker compose exec -T web python manage.py reporting_role grafana --money --password-stdin \\
    < deploy/secrets/reporting_password
```

## Write a query

Filter by `measure` and `day` first: then the index of the facts is used. Days without anything have no row.

```sql
SELECT date_trunc('month', day)::date AS month, branch,
       round(100 * sum(numerator) / nullif(sum(denominator), 0), 1) AS attendance
FROM branch_days WHERE measure = 'attendance' AND day >= '2026-01-01' GROUP BY 1, 2 ORDER BY 1, 2;
```

- Measures of `sum` are added up: `sum(value)`, of money `sum(amount)` for each `currency`.
- Of `share` and `mean` add up numerators and denominators, and divide: `100 * sum(numerator) / sum(denominator)`, of
  `mean` without the 100. A mean of `value` would be wrong.
- Measures of `people` and `last_people` are different people: neither days nor branches can be added up. Take their
  months from `branch_months`, of the whole centre from `centre_months`: of `people` all different people of the month,
  of `last_people` (`active`) those of its last day. The running month is until the last day that was counted.

## Views
"""


def build_reporting_page() -> str:
    """Return the text of docs/reporting.md, in English."""
    settings = ", ".join(f"`{name} = {value}`" for name, value in SETTINGS.items())
    parts = [HEAD.format(settings=settings, connections=MOST_CONNECTIONS)]
    for view in list_views():
        rows = [(f"`{name}`", escape_cell(text)) for name, text in view.columns.items()]
        parts.append(f"### `{view.name}`\n\nA row is {view.row}.\n\n{format_table(('column', 'what'), rows)}\n")
    return "\n".join(parts)
