# One image for every process; docker-compose.yml says which one runs.
FROM node:22-slim AS pages
WORKDIR /pages
COPY gateway/web/package.json gateway/web/package-lock.json ./
RUN npm ci --no-progress

FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app

# Certificates and letters are printed in Chinese.
RUN apt-get update && apt-get install --yes --no-install-recommends fonts-noto-cjk fonts-hanazono && rm -rf /var/lib/apt/lists/*

COPY requirements.lock .
RUN pip install --require-hashes -r requirements.lock

COPY . .
COPY --from=pages /pages/node_modules gateway/web/node_modules
RUN useradd --create-home --uid 1000 app && mkdir -p var/files && chown -R app:app var
USER app

CMD ["python", "-m", "chassis.run", "gateway"]
