# make help 列出全部命令
.DEFAULT_GOAL := help
.PHONY: help up down logs status demo ops reset test unit lint map bench chaos sabotage lock compose run-venv dev-venv

PY := .venv/bin/python
QUICK := $(wildcard tests/unit tests/policies tests/contracts tests/architecture)
# Tests that need the database alone: two at a time, each worker with a server of its own.
DESKS := tests/integration/pillars tests/integration/accounts
BESIDE := --numprocesses 2 --dist loadfile
COMPILE := .venv/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
	--no-annotate --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options $(UPGRADE)

help: ## 显示本说明
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

run-venv:
	@dev/venv.sh requirements.lock

dev-venv:
	@dev/venv.sh requirements-dev.lock

up: run-venv ## 安装、启动全部服务、运行演示故事；可重复执行
	@$(PY) -m dev up

down: ## 停止全部，不留进程
	@if [ -x $(PY) ]; then $(PY) -m dev down; else echo "没有正在运行的进程"; fi

logs: ## 持续显示各进程日志
	@tail -n 20 -F var/log/*.log

status: ## 各进程是否就绪
	@$(PY) -m dev status

demo: ## 为新的人员再运行一次演示故事
	@$(PY) -m dev demo

ops: ## 运维命令，例如 make ops ARGS="queues"
	@$(PY) -m dev ops $(ARGS)

reset: run-venv ## 删除本机全部数据（先询问；CONFIRM=yes 时不问）
	@$(PY) -m dev reset

test: dev-venv ## 运行全部测试：自备端口与目录，不留进程
	@$(PY) -m dev check-servers
	@$(PY) -m ruff check
	@$(PY) -m pytest --quiet $(BESIDE) $(QUICK)
	@$(PY) -m pytest --quiet $(BESIDE) $(DESKS)
	@$(PY) -m pytest --quiet --durations 25 tests $(addprefix --ignore ,$(QUICK) $(DESKS))

unit: dev-venv ## 几秒内完成的测试，不需要服务器
	@$(PY) -m pytest --quiet $(BESIDE) -m "not thorough" $(QUICK)

lint: dev-venv ## 检查代码格式
	@$(PY) -m ruff check

map: dev-venv ## 由声明生成 docs/map.md，由政策数据生成 docs/unsourced.md
	@$(PY) -m dev.map
	@$(PY) -m dev.unsourced

bench: dev-venv ## 运行测量
	@$(PY) -m benchmarks

chaos: dev-venv ## 在故障中运行整个平台，例如 make chaos ARGS="--stories 100 --seed 7"
	@$(PY) -m tests.chaos $(ARGS)

sabotage: dev-venv ## 逐一打破承诺，核对结论每次变红
	@SABOTAGE=1 $(PY) -m pytest tests/chaos

lock: dev-venv ## 更新依赖锁（UPGRADE=--upgrade 时升级）
	@for name in requirements requirements-dev; do \
		$(COMPILE) --output-file $$name.lock $$name.in && sed -i '/^#/d; /^$$/d' $$name.lock || exit 1; \
	done

compose: run-venv ## 用容器运行全部服务
	@$(PY) -m dev secrets
	@docker compose up --build
