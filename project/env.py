"""The environment variables of the platform, typed and checked.

Every variable is listed here and in `.env.example`. A wrong value stops the start with a message that names the
variable. A value may also be given as a file (`SECRET_KEY_FILE=/run/secrets/key`), or all of them in one folder
(`SECRETS_FOLDER=/run/secrets` with `secret_key`, `database_url` and so on). `ALIASES` are names that other
installations know.
"""

import os
import sys
from base64 import b64decode
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from project.database import build_database_settings

BASE_DIR = Path(__file__).resolve().parent.parent
PAYME_KEY = r"^(\S{16,128})?$"
CDN_ORIGIN = r"(https://[A-Za-z0-9.-]+(:\d+)?|http://(127\.0\.0\.1|localhost)(:\d+)?)"
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
WebhookSecret = Annotated[str, Field(pattern=r"^whsec_[A-Za-z0-9_+/=]{8,250}$")]
ALIASES = {
    "DJANGO_SECRET_KEY": "secret_key",
    "DJANGO_DEBUG": "debug",
    "R2_ACCESS_KEY_ID": "s3_access_key",
    "R2_SECRET_ACCESS_KEY": "s3_secret_key",
    "R2_BUCKET_NAME": "s3_bucket",
    "R2_ENDPOINT_URL": "s3_endpoint_url",
    "EMAIL_HOST_USER": "email_user",
    "EMAIL_HOST_PASSWORD": "email_password",
    "STRIPE_WEBHOOK_SECRET": "stripe_webhook_secrets",
    "VIDEO_SERVICE_SECRET_KEY": "vdocipher_api_secret",
}
"""Names that other installations know, and the fields that they mean."""


def _validate_network(value: str) -> str:
    return str(ip_network(value, strict=False))


def _check_port(url: str) -> str:
    try:
        _ = urlsplit(url).port
    except ValueError:
        raise ValueError("has no valid host and port") from None
    return url


def _validate_limited_network(value: str) -> str:
    network = ip_network(value, strict=False)
    if network.prefixlen < 8:
        raise ValueError("names the whole internet: name the networks that are yours")
    return str(network)


def _validate_public_key(value: str) -> str:
    from apps.backups.sealing import is_public_key  # imported only when a key is given

    if not is_public_key(value):
        raise ValueError("is no public key of age (age1…), or was not copied whole and without a typing error")
    return value


class Environment(BaseSettings):
    """The environment variables. Field names are the variable names in lower case."""

    model_config = SettingsConfigDict(extra="ignore", env_ignore_empty=True)

    secret_key: str = Field(min_length=32)
    secret_key_fallbacks: Annotated[list[Annotated[str, Field(min_length=32)]], NoDecode] = []
    debug: bool = False
    allowed_hosts: Annotated[list[str], NoDecode] = ["127.0.0.1", "localhost", "[::1]"]
    cors_allowed_origins: Annotated[list[str], NoDecode] = []
    csrf_trusted_origins: Annotated[list[str], NoDecode] = []
    frontend_url: str = "http://127.0.0.1:8000"
    https_only: bool = False
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    requests_per_hour: int = Field(default=1000, ge=1)
    requests_per_hour_staff: int = Field(default=10_000, ge=1)
    requests_per_hour_address: int = Field(default=20_000, ge=1)

    database_url: str
    database_pool_size: int = Field(default=8, ge=0, le=200)
    redis_url: str
    redis_prefix: str = Field(default="talim", pattern=r"^[a-z0-9_.-]{1,40}$")

    media_root: Path = BASE_DIR / "var" / "media"
    static_root: Path = BASE_DIR / "var" / "static"
    static_url: str = Field(default="/static/", pattern=rf"^(/static/|{CDN_ORIGIN}/static/)$")
    media_cdn_url: str = Field(default="", pattern=rf"^({CDN_ORIGIN})?$")
    packages_origin: str = Field(default="", pattern=r"^(https?://packages\.[a-z0-9][a-z0-9.-]*(:[0-9]{1,5})?)?$")
    video_link_secret: str = Field(default="", pattern=r"^([A-Za-z0-9_-]{32,128})?$")
    video_reserve_mb: int = Field(default=1024, ge=0, le=1_000_000)
    h5p_root: Path = BASE_DIR / "var" / "h5p"
    s3_bucket: str = ""
    s3_endpoint_url: str = ""
    s3_region: str = ""
    s3_access_key: str = ""
    s3_secret_key: str = ""
    s3_addressing: str = Field(default="auto", pattern=r"^(auto|path|virtual)$")
    s3_uploads: str = Field(default="post", pattern=r"^(post|put)$")

    max_upload_mb: int = Field(default=25, ge=1, le=1024)

    email_host: str = ""
    email_port: int = Field(default=587, ge=1, le=65535)
    email_user: str = ""
    email_password: str = ""
    email_security: str = Field(default="starttls", pattern=r"^(starttls|tls|none)$")
    email_from: str = Field(default="Talim <no-reply@localhost>", pattern=r"^[^\r\n]*[^\s@]+@[^\s@]+$")
    imap_host: str = ""
    imap_port: int = Field(default=993, ge=1, le=65535)
    imap_user: str = ""
    imap_password: str = ""
    imap_security: str = Field(default="tls", pattern=r"^(starttls|tls|none)$")
    imap_folder: str = Field(default="INBOX", pattern=r'^[^"\\\r\n]{1,200}$')
    support_address: str = Field(default="", pattern=r"^([^\s@]+@[^\s@]+)?$")
    eskiz_url: str = Field(
        default="https://notify.eskiz.uz/api", pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/])"
    )
    eskiz_email: str = ""
    eskiz_password: str = ""
    eskiz_from: str = Field(default="4546", pattern=r"^[A-Za-z0-9][A-Za-z0-9 ._-]{0,19}$")
    eskiz_test_account: bool = False
    eskiz_callback_url: str = Field(default="", pattern=r"^((https://|http://(127\.0\.0\.1|localhost)[:/])\S+)?$")
    eskiz_callback_secret: str = Field(default="", pattern=r"^([A-Za-z0-9_-]{16,128})?$")
    sms_per_day: int = Field(default=1000, ge=0)
    telegram_url: str = Field(
        default="https://api.telegram.org", pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/])"
    )
    telegram_bot_token: str = Field(default="", pattern=r"^([0-9]{4,20}:[A-Za-z0-9_-]{20,100})?$")
    telegram_bot_name: str = Field(default="", pattern=r"^([A-Za-z][A-Za-z0-9_]{3,31})?$")
    telegram_webhook_secret: str = Field(default="", pattern=r"^([A-Za-z0-9_-]{16,256})?$")
    telegram_per_second: int = Field(default=30, ge=1, le=1000)
    telegram_chat_seconds: float = Field(default=1.0, ge=0, le=60)
    vapid_private_key: str = Field(default="", pattern=r"^([A-Za-z0-9_-]{43})?$")
    vapid_subject: str = Field(default="", pattern=r"^(mailto:[^\s@]+@[^\s@]+|https://[^\s/]\S*)?$")
    outbox_root: Path = BASE_DIR / "var" / "outbox"

    payme_login: str = Field(default="Paycom", min_length=1, pattern=r"^[^:\s]*$")
    payme_merchant_id: str = Field(default="", pattern=r"^[A-Za-z0-9]{0,64}$")
    payme_key: str = Field(default="", pattern=PAYME_KEY)
    payme_key_old: str = Field(default="", pattern=PAYME_KEY)
    payme_test_key: str = Field(default="", pattern=PAYME_KEY)
    payme_cumulative_merchant_id: str = Field(default="", pattern=r"^[A-Za-z0-9]{0,64}$")
    payme_cumulative_key: str = Field(default="", pattern=PAYME_KEY)
    payme_cumulative_key_old: str = Field(default="", pattern=PAYME_KEY)
    payme_cumulative_test_key: str = Field(default="", pattern=PAYME_KEY)
    payme_test_mode: bool = False
    payme_checkout_url: str = Field(default="", pattern=r"^((https://|http://(127\.0\.0\.1|localhost)[:/])\S+)?$")
    payme_addresses: Annotated[list[Annotated[str, AfterValidator(_validate_network)]], NoDecode] = []
    payme_ikpu: str = Field(default="", pattern=r"^([0-9]{17})?$")
    payme_package_code: str = Field(default="", pattern=r"^[0-9]{0,20}$")
    payme_vat_percent: int = Field(default=0, ge=0, le=100)
    payme_units: int = Field(default=0, ge=0)

    stripe_secret_key: str = Field(default="", pattern=r"^((sk|rk)_(test|live)_[A-Za-z0-9_]{8,250})?$")
    stripe_webhook_secrets: Annotated[
        list[Annotated[str, Field(pattern=r"^whsec_[A-Za-z0-9_+/=]{8,250}$")]], NoDecode
    ] = []
    stripe_url: str = Field(
        default="https://api.stripe.com", pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/])\S+$"
    )

    vdocipher_url: str = Field(
        default="https://dev.vdocipher.com/api", pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/])"
    )
    vdocipher_api_secret: str = Field(default="", pattern=r"^([A-Za-z0-9_-]{16,128})?$")
    vdocipher_hook_secret: str = Field(default="", pattern=r"^([A-Za-z0-9_-]{16,128})?$")
    vdocipher_hosts: str = Field(default="", pattern=r"^[A-Za-z0-9.,*-]{0,500}$")

    meta_graph_url: str = Field(
        default="https://graph.facebook.com/v23.0", pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/])\S+$"
    )
    meta_app_secret: str = Field(default="", pattern=r"^([A-Za-z0-9]{16,128})?$")
    meta_verify_token: str = Field(default="", pattern=r"^([A-Za-z0-9_-]{16,128})?$")
    meta_page_id: str = Field(default="", pattern=r"^[0-9]{0,40}$")
    meta_page_token: str = Field(default="", pattern=r"^([A-Za-z0-9]{20,500})?$")

    zoom_account_id: str = Field(default="", pattern=r"^[A-Za-z0-9_-]{0,64}$")
    zoom_client_id: str = Field(default="", pattern=r"^[A-Za-z0-9_-]{0,64}$")
    zoom_client_secret: str = Field(default="", pattern=r"^([A-Za-z0-9_-]{16,128})?$")
    zoom_webhook_secret: str = Field(default="", pattern=r"^([A-Za-z0-9_-]{16,128})?$")
    zoom_host: str = Field(default="", pattern=r"^([A-Za-z0-9_.@+-]{1,128}(,[A-Za-z0-9_.@+-]{1,128}){0,49})?$")
    zoom_api_url: str = Field(
        default="https://api.zoom.us/v2", pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/])\S+$"
    )
    zoom_oauth_url: str = Field(
        default="https://zoom.us", pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/])\S+$"
    )
    meet_service_account: str = Field(default="", pattern=r"^([^\s@]+@[^\s@]+)?$")
    meet_private_key: str = Field(default="", pattern=r"^(-----BEGIN [\s\S]{100,8000})?$")
    meet_user: str = Field(default="", pattern=r"^([^\s@]+@[^\s@]+)?$")
    meet_api_url: str = Field(
        default="https://meet.googleapis.com", pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/])\S+$"
    )
    google_token_url: str = Field(
        default="https://oauth2.googleapis.com/token", pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/])\S+$"
    )
    bbb_url: str = Field(default="", pattern=r"^((https://|http://(127\.0\.0\.1|localhost)[:/])\S+)?$")
    bbb_secret: str = Field(default="", pattern=r"^([A-Za-z0-9_-]{16,128})?$")
    bbb_checksum: str = Field(default="sha256", pattern=r"^sha(1|256|384|512)$")
    jitsi_url: str = Field(default="", pattern=r"^((https://|http://(127\.0\.0\.1|localhost)[:/])\S+)?$")
    jitsi_app_id: str = Field(default="", pattern=r"^[A-Za-z0-9_.-]{0,64}$")
    jitsi_app_secret: str = Field(default="", pattern=r"^(\S{16,256})?$")
    jaas_app_id: str = Field(default="", pattern=r"^[A-Za-z0-9_-]{0,128}$")
    jaas_key_id: str = Field(default="", pattern=r"^[A-Za-z0-9_/-]{0,256}$")
    jaas_private_key: str = Field(default="", pattern=r"^(-----BEGIN [\s\S]{100,8000})?$")
    jaas_webhook_secret: str = Field(default="", pattern=r"^([A-Za-z0-9_+/=-]{16,256})?$")
    jaas_url: str = Field(default="https://8x8.vc", pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/])\S+$")

    webhooks_allowed_networks: Annotated[list[Annotated[str, AfterValidator(_validate_limited_network)]], NoDecode] = []

    ml_db_host: str = Field(default="", pattern=r"^[A-Za-z0-9_./:-]{0,255}$")
    ml_db_port: int = Field(default=0, ge=0, le=65535)
    ml_db_name: str = Field(default="", max_length=63)
    ml_db_user: str = Field(default="", pattern=r"^([a-z_][a-z0-9_]{0,62})?$")
    ml_db_password: str = Field(default="", pattern=r"^(\S{12,256})?$")
    ml_pipeline_command: str = "python -m ml.pipeline"

    whisper_model: str = ""
    whisper_device: str = Field(default="auto", pattern=r"^(auto|cpu|cuda)$")
    whisper_threads: int = Field(default=0, ge=0, le=256)
    embedding_model: str = ""
    speech_here: bool = True
    talim_cache: str = ""

    backup_to: str = Field(default="", pattern=r"^(s3://[A-Za-z0-9][A-Za-z0-9.-]+(/.*)?|[^:]*)$")
    backup_keep: str = Field(default="7,4,12", pattern=r"^[0-9]{1,4},[0-9]{1,4},[0-9]{1,4}$")
    backup_recipient: Annotated[list[Annotated[str, AfterValidator(_validate_public_key)]], NoDecode] = []
    backup_passphrase: str = Field(default="", pattern=r"^(.{12,})?$")
    backup_nightly: bool = False
    backup_renditions: bool = False
    backup_programs: str = ""
    backup_scratch: str = ""
    backup_s3_endpoint_url: str = ""
    backup_s3_region: str = ""
    backup_s3_access_key: str = ""
    backup_s3_secret_key: str = ""

    log_level: str = Field(default="INFO", pattern=r"^(DEBUG|INFO|WARNING|ERROR)$")
    log_format: str = Field(default="json", pattern=r"^(json|console)$")

    metrics_token: str = Field(default="", pattern=r"^([A-Za-z0-9_-]{32,128})?$")
    sentry_dsn: str = Field(
        default="", pattern=r"^(https://[^@/\s]+@\S+|http://[^@/\s]+@(127\.0\.0\.1|localhost)[:/]\S+)?$"
    )
    sentry_environment: str = Field(default="production", pattern=r"^[A-Za-z0-9_.-]{1,64}$")

    stop_seconds: float = Field(default=20, ge=1, le=7200)
    job_lease_seconds: float = Field(default=60, gt=0)
    job_renew_seconds: float = Field(default=15, gt=0)
    job_sweep_seconds: float = Field(default=5, gt=0)
    alive_file: str = ""

    realtime_hello_seconds: float = Field(default=5, gt=0)
    realtime_repair_seconds: float = Field(default=5, gt=0)
    realtime_recheck_seconds: float = Field(default=60, gt=0)

    @field_validator(
        "allowed_hosts",
        "cors_allowed_origins",
        "csrf_trusted_origins",
        "secret_key_fallbacks",
        "payme_addresses",
        "stripe_webhook_secrets",
        "webhooks_allowed_networks",
        "backup_recipient",
        mode="before",
    )
    @classmethod
    def _split_commas(cls, value: Any) -> Any:
        if isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        return value

    @field_validator("vapid_private_key")
    @classmethod
    def _check_vapid_key(cls, value: str) -> str:
        """Check that the key is a private key of the curve P-256."""
        if value and not 0 < int.from_bytes(b64decode(value + "=", altchars=b"-_")) < P256_ORDER:
            raise ValueError("is no private key of P-256; `manage.py push_key FILE` makes one")
        return value

    @field_validator("database_url")
    @classmethod
    def _check_database_url(cls, value: str) -> str:
        if not value.startswith(("postgres://", "postgresql://")):
            raise ValueError("must start with postgres:// or postgresql://; other databases are not supported")
        return _check_port(value)

    @field_validator("redis_url")
    @classmethod
    def _check_redis_url(cls, value: str) -> str:
        if not value.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("must start with redis://, rediss:// or unix://")
        return _check_port(value)

    @model_validator(mode="after")
    def _find_pipeline_database(self) -> Self:
        """Take from DATABASE_URL where the pipeline's database is. With values of our own for it, the password would go
        to whoever listens there.
        """
        known = build_database_settings(self.database_url, pool_size=0)
        self.ml_db_host = self.ml_db_host or known["HOST"]
        self.ml_db_port = self.ml_db_port or int(known["PORT"] or 5432)
        self.ml_db_name = self.ml_db_name or known["NAME"]
        return self


class _Value(NamedTuple):
    """A value from outside: the variable that gave it, and the text."""

    variable: str
    text: str


def _read_variable(name: str) -> _Value | None:
    """Return the value of a variable. A plain variable comes first, then `NAME_FILE`, then `SECRETS_FOLDER`.

    That folder holds one file per secret, named like its variable in lower case. Empty files are ignored.
    """
    if os.environ.get(name):
        return _Value(name, os.environ[name])
    folder = os.environ.get("SECRETS_FOLDER", "")
    variable, path = f"{name}_FILE", os.environ.get(f"{name}_FILE")
    if not path and folder and Path(folder, name.lower()).is_file():
        variable, path = f"{name.lower()} in SECRETS_FOLDER", str(Path(folder, name.lower()))
    if not path:
        return None
    try:
        text = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        sys.exit(f"{variable}: cannot read {path}: {getattr(error, 'strerror', None) or 'it is not text'}")
    return _Value(variable, text) if text or variable.endswith("_FILE") else None


def _read_values() -> dict[str, _Value]:
    """Return the value of each field that a variable gives. Exit when a field gets two values under two names."""
    folder = os.environ.get("SECRETS_FOLDER", "")
    if folder and not Path(folder).is_dir():
        sys.exit(f"SECRETS_FOLDER: {folder} is not a folder.")
    values: dict[str, _Value] = {}
    conflicts = []
    for field in Environment.model_fields:
        names = [field.upper(), *(alias for alias, meant in ALIASES.items() if meant == field)]
        given = [value for name in names if (value := _read_variable(name))]
        given = [value for value in given if value.text.strip()] or given
        if len({_normalise(field, value.text) for value in given}) > 1:
            both = " and ".join(value.variable for value in given)
            conflicts.append(f"{both} mean the same setting, but their values are different: keep one of them.")
        if given:
            values[field] = given[0]
    if conflicts:
        sys.exit("\n".join(conflicts))
    return values


def _normalise(field: str, text: str) -> object:
    """Return the text in a form in which two spellings of one value are equal: `1` and `true`."""
    if Environment.model_fields[field].annotation is bool:
        try:
            return TypeAdapter(bool).validate_python(text)
        except ValidationError:
            return text
    return text.strip()


def load_environment() -> Environment:
    """Read and check the environment. Exit with one line per wrong variable."""
    values = _read_values()
    try:
        return Environment(**{field: value.text for field, value in values.items()})  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [f"  {_name_variable(str(e['loc'][0]), values)}: {e['msg']}" for e in error.errors()]
        sys.exit("The environment is not usable:\n" + "\n".join(lines) + "\nSee .env.example for every variable.")


def _name_variable(field: str, values: dict[str, _Value]) -> str:
    """Return the name of the variable: the alias that gave the value, else our own name."""
    variable = values[field].variable.removesuffix("_FILE") if field in values else ""
    return variable if variable in ALIASES else field.upper()
