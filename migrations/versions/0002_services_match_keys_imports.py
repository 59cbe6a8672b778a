"""services, match keys, imports

Policy: expand, backfill in batches, contract; old and new code run together on each step.
A step that has landed is never edited. Each step ends with restore(): triggers, full text, expression indexes.
"""

import sqlalchemy as sa
from alembic import op

from core.database.after_migration import restore
from core.database.types import Folded, Json, UtcDateTime

NAMES = {"fk": "fk_%(table_name)s_%(column_0_name)s"}

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "import_run",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("storage_name", sa.String(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "uploaded",
                "checking",
                "checked",
                "running",
                "stopped",
                "done",
                "undoing",
                "undone",
                "failed",
                name="importstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("columns", Json(), nullable=False),
        sa.Column("options", Json(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("by_staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.Column("undone_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_staff_id"], ["staff.id"], name=op.f("fk_import_run_by_staff_id")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["staff.id"], name=op.f("fk_import_run_undone_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
        sa.UniqueConstraint("public_id", name=op.f("uq_import_run_public_id")),
    )
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_run_by_staff_id"), ["by_staff_id"], unique=False)

    op.create_table(
        "match_key",
        sa.Column("party_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", Folded(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_match_key_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_key")),
    )
    with op.batch_alter_table("match_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_match_key_party_id"), ["party_id"], unique=False)
        batch_op.create_index("uq_match_key_key_party_id", ["kind", "key", "party_id"], unique=True)

    op.create_table(
        "import_row",
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "refused",
                "created",
                "updated",
                "held",
                "unchanged",
                "undone",
                name="importrowstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("problems", Json(), nullable=False),
        sa.Column("before_encrypted", sa.String(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_import_row_customer_id")),
        sa.ForeignKeyConstraint(["run_id"], ["import_run.id"], name=op.f("fk_import_row_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_row")),
    )
    with op.batch_alter_table("import_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_row_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index("uq_import_row_run_line", ["run_id", "line"], unique=True)

    op.create_table(
        "service",
        sa.Column("customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("started_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_service_account_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_service_customer_id")),
        sa.ForeignKeyConstraint(["started_by_id"], ["staff.id"], name=op.f("fk_service_started_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sa.UniqueConstraint("public_id", name=op.f("uq_service_public_id")),
    )
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_service_number"), ["number"], unique=False)
        batch_op.create_index(
            "uq_service_live_number",
            ["number"],
            unique=True,
            postgresql_where=sa.text("ended_at IS NULL"),
            sqlite_where=sa.text("ended_at IS NULL"),
        )

    # Tables with rows that others refer to are never made anew: SQLite would have to empty them first.
    op.execute("ALTER TABLE certificate ADD COLUMN checked_how " + _json() + " NOT NULL DEFAULT '[]'")
    op.add_column("document", sa.Column("refused_because", sa.String(), nullable=True))
    op.add_column("registration", sa.Column("asked_at", UtcDateTime(), nullable=True))
    _refer("contact", "authority_document_id", "document")
    _refer("registration", "linked_to_id", "customer")
    op.drop_index("ix_customer_external_reference", "customer")
    op.create_index("ix_customer_external_reference", "customer", ["external_reference"], unique=True)
    _of_operator = sa.text("event = 'operator_changed'")
    op.create_index(
        "ix_history_of_operator", "history", ["id"], postgresql_where=_of_operator, sqlite_where=_of_operator
    )
    restore(op.get_bind())


def _json() -> str:
    return "JSONB" if op.get_bind().dialect.name == "postgresql" else "JSON"


def _refer(table: str, column: str, to: str) -> None:
    """A column that refers to a row elsewhere, as both engines can add it to a table in use."""
    key = "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {key} CONSTRAINT fk_{table}_{column} REFERENCES {to} (id)")


def downgrade() -> None:
    op.drop_index("ix_history_of_operator", "history")
    with op.batch_alter_table("registration", naming_convention=NAMES) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_registration_linked_to_id"), type_="foreignkey")
        batch_op.drop_column("linked_to_id")
        batch_op.drop_column("asked_at")

    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_column("refused_because")

    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_customer_external_reference"))
        batch_op.create_index(batch_op.f("ix_customer_external_reference"), ["external_reference"], unique=False)

    with op.batch_alter_table("contact", naming_convention=NAMES) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_contact_authority_document_id"), type_="foreignkey")
        batch_op.drop_column("authority_document_id")

    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.drop_column("checked_how")

    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_service_live_number",
            postgresql_where=sa.text("ended_at IS NULL"),
            sqlite_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_service_number"))
        batch_op.drop_index(batch_op.f("ix_service_customer_id"))

    op.drop_table("service")
    with op.batch_alter_table("import_row", schema=None) as batch_op:
        batch_op.drop_index("uq_import_row_run_line")
        batch_op.drop_index(batch_op.f("ix_import_row_customer_id"))

    op.drop_table("import_row")
    with op.batch_alter_table("match_key", schema=None) as batch_op:
        batch_op.drop_index("uq_match_key_key_party_id")
        batch_op.drop_index(batch_op.f("ix_match_key_party_id"))

    op.drop_table("match_key")
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_run_by_staff_id"))

    op.drop_table("import_run")
    restore(op.get_bind())
