"""`deploy/secrets.sh`: random, once, for the owner alone; an empty file for what others give out."""

from tests.deploy.deploy_files import list_secret_names, make_secrets


def test_secrets_are_created_once_and_are_random(tmp_path):
    made = make_secrets(tmp_path / "one", "db.internal", "cache.internal")
    of_servers = {"postgres_password", "redis_password", "grafana_password", "reporting_password"}
    assert set(made) == list_secret_names() | of_servers
    assert len(made["secret_key"].strip()) == 64
    password = made["postgres_password"].strip()
    assert made["database_url"].strip() == f"postgres://talim:{password}@db.internal:5432/talim"
    assert made["redis_url"].strip() == f"redis://:{made['redis_password'].strip()}@cache.internal:6379/0"
    assert made["payme_key"] == ""
    assert (tmp_path / "one").stat().st_mode & 0o077 == 0
    (tmp_path / "one" / "payme_key").write_text("given-by-payme")
    assert make_secrets(tmp_path / "one") == {**made, "payme_key": "given-by-payme"}
    (tmp_path / "one" / "metrics_token").write_text("")
    assert len(make_secrets(tmp_path / "one")["metrics_token"].strip()) == 64, "centres of old have an empty one"
    other = make_secrets(tmp_path / "two")
    random = {"secret_key", "metrics_token", *of_servers}
    assert not {made[name] for name in random} & {other[name] for name in random}
