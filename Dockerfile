# A centre without a GPU, in two images:
#   docker build -t talim:1.0.0 .                          web, sockets, worker, scheduler, telegram, backup: no speech libraries
#   docker build --target speech -t talim-speech:1.0.0 .   the speech process on the CPU, with PyTorch's CPU build
# The sources are compiled here: who runs them may write nothing beside them, and would compile them at each start.
# Models are in neither: they lie in /data/models, fetched once (python -m ml.models fetch) or mounted read-only.
FROM python:3.12.12-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /build
COPY requirements/ requirements/
COPY deploy/docker/light.py light.py
RUN python -m venv /opt/venv \
 && /opt/venv/bin/python -m pip install --require-hashes --no-deps -r requirements/pip.txt \
 && python light.py requirements/lock.txt > light.txt \
 && /opt/venv/bin/python -m pip install --require-hashes --no-deps -r light.txt

FROM build AS build-speech
ARG TORCH_VERSION=2.13.0
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
RUN /opt/venv/bin/python -m pip install --no-deps --index-url "$TORCH_INDEX" "torch==$TORCH_VERSION" \
 && /opt/venv/bin/python -m pip install --require-hashes --no-deps -r requirements/lock.txt

FROM python:3.12.12-slim-bookworm AS base
RUN groupadd --gid 10001 talim \
 && useradd --uid 10001 --gid talim --create-home talim \
 && install -d -o talim -g talim /data /data/media /data/media/video /data/models /data/outbox /data/static /backups
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    MEDIA_ROOT=/data/media OUTBOX_ROOT=/data/outbox STATIC_ROOT=/app/static TALIM_CACHE=/data/models

FROM base AS speech
RUN apt-get update \
 && apt-get install -y --no-install-recommends libgomp1 \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build-speech /opt/venv /opt/venv
COPY . .
RUN python -m project.messages \
 && python -m compileall -q --invalidation-mode unchecked-hash .
ENV HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1
USER talim
HEALTHCHECK --interval=60s --timeout=30s --start-period=300s --retries=3 CMD ["python", "manage.py", "healthy", "speech"]
CMD ["python", "manage.py", "speech"]

FROM base AS platform
# pg_dump and pg_restore must be as new as the server: PostgreSQL's own packages, for the major version of compose.yaml.
RUN apt-get update \
 && apt-get install -y --no-install-recommends postgresql-common ca-certificates \
 && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
 && apt-get install -y --no-install-recommends postgresql-client-18 \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/venv /opt/venv
COPY . .
# SECRET_KEY and the others are for this one command, and in no layer that runs.
RUN python -m project.messages \
 && SECRET_KEY=only-while-files-are-collected-here DATABASE_URL=postgres://x/x REDIS_URL=redis://x \
    python manage.py collectstatic --no-input --verbosity 0 \
 && python -m compileall -q --invalidation-mode unchecked-hash .
USER talim
EXPOSE 8000

# For the web process, under a name that it answers to; the others are started with `manage.py healthy <role>` as their
# check (compose.yaml does).
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["python", "-c", "import os, urllib.request as u; \
name = (os.environ.get('ALLOWED_HOSTS') or '127.0.0.1').split(',')[0].strip(); \
u.urlopen(u.Request('http://127.0.0.1:8000/api/v1/health/', headers={'Host': name}), timeout=4)"]
CMD ["python", "manage.py", "web", "--host", "0.0.0.0", "--port", "8000"]
