"""``python -m conclave_desk`` is the same program as ``conclave-desk``."""

from conclave_desk.cli.main import run

if __name__ == "__main__":
    run()
