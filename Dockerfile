# One image for every process; docker-compose.yml says which one runs.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app

COPY requirements.lock .
RUN pip install --require-hashes -r requirements.lock

COPY . .
RUN useradd --create-home --uid 1000 app && mkdir -p var/files && chown -R app:app var
USER app

CMD ["python", "-m", "chassis.run", "gateway"]
