# One image for every process of Fellestakt; docker-compose.yml says which one a container runs.
FROM python:3.11-slim-bookworm AS packages
COPY requirements.lock /tmp/
RUN python -m venv /venv \
 && /venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check \
      --require-hashes --only-binary :all: -r /tmp/requirements.lock

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin fellestakt
COPY --from=packages /venv /venv
WORKDIR /app
COPY aggregates aggregates
COPY log log
COPY people people
COPY projections projections
COPY seal seal
COPY bus bus
COPY services services
COPY api api
COPY ops ops
COPY data data
COPY docs/asyncapi.json docs/asyncapi.json
ENV PATH=/venv/bin:$PATH PYTHONPATH=/app PYTHONUNBUFFERED=1
# The containers' file systems are read-only, so what Python would compile is compiled here.
RUN python -m compileall -q /app
USER 10001:10001
CMD ["python", "-m", "api.main"]
