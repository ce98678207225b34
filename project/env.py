"""The environment as one typed block.

Every variable the platform reads stands here and in `.env.example`. Nonsense stops the start with a
message that names the variable. A secret may also be given as a file: `SECRET_KEY_FILE=/run/secrets/key`.
"""

import os
import sys
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

BASE_DIR = Path(__file__).resolve().parent.parent
PAYME_KEY = r"^(\S{16,128})?$"
WebhookSecret = Annotated[str, Field(pattern=r"^whsec_[A-Za-z0-9_+/=]{8,250}$")]


def _network(value: str) -> str:
    return str(ip_network(value, strict=False))


class Environment(BaseSettings):
    """What the process is told from outside. Field names are the variables' names in lower case."""

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
    requests_per_hour_address: int = Field(default=20_000, ge=1)

    database_url: str
    database_pool_size: int = Field(default=8, ge=0, le=200)
    redis_url: str
    redis_prefix: str = Field(default="talim", pattern=r"^[a-z0-9_.-]{1,40}$")

    media_root: Path = BASE_DIR / "var" / "media"
    static_root: Path = BASE_DIR / "var" / "static"
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
    payme_addresses: Annotated[list[Annotated[str, AfterValidator(_network)]], NoDecode] = []
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

    whisper_model: str = ""
    whisper_device: str = Field(default="auto", pattern=r"^(auto|cpu|cuda)$")
    whisper_threads: int = Field(default=0, ge=0, le=256)
    embedding_model: str = ""
    talim_cache: str = ""

    log_level: str = Field(default="INFO", pattern=r"^(DEBUG|INFO|WARNING|ERROR)$")
    log_format: str = Field(default="json", pattern=r"^(json|console)$")

    job_lease_seconds: float = Field(default=60, gt=0)
    job_renew_seconds: float = Field(default=15, gt=0)
    job_sweep_seconds: float = Field(default=5, gt=0)

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
        mode="before",
    )
    @classmethod
    def _split_commas(cls, value: Any) -> Any:
        if isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        return value

    @field_validator("database_url")
    @classmethod
    def _is_postgres(cls, value: str) -> str:
        if not value.startswith(("postgres://", "postgresql://")):
            raise ValueError("must start with postgres:// or postgresql://; other databases are not supported")
        return value

    @field_validator("redis_url")
    @classmethod
    def _is_redis(cls, value: str) -> str:
        if not value.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("must start with redis://, rediss:// or unix://")
        return value


def _values_from_files() -> dict[str, str]:
    """Values of `NAME_FILE` variables for every field of the block; the plain variable wins."""
    values = {}
    for name in Environment.model_fields:
        path = os.environ.get(f"{name.upper()}_FILE")
        if path and not os.environ.get(name.upper()):
            try:
                values[name] = Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                sys.exit(f"{name.upper()}_FILE: cannot read {path}: {error.strerror}")
    return values


def load() -> Environment:
    """Read and check the environment; exit with one line per wrong variable."""
    try:
        return Environment(**_values_from_files())  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [f"  {str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors()]
        sys.exit("The environment is not usable:\n" + "\n".join(lines) + "\nSee .env.example for every variable.")
