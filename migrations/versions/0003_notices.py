"""notices: drafts, what is new, who is asked again; the channel of an acceptance; the language of the screen; places

Policy: expand, backfill in batches, contract; old and new code run together on each step.
A step that has landed is never edited. Each step ends with restore(): triggers, full text, expression indexes.
"""

import sqlalchemy as sa
from alembic import op

from core.database.after_migration import restore
from core.database.types import Json, UtcDateTime

NAMES = {"fk": "fk_%(table_name)s_%(column_0_name)s"}
_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "notice_draft",
        sa.Column(
            "kind",
            sa.Enum("privacy", "terms", "accessibility", "help", name="noticekind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("texts", Json(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("changed_by_id", _KEY, nullable=True),
        sa.Column("id", _KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["changed_by_id"], ["staff.id"], name=op.f("fk_notice_draft_changed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_draft")),
        sa.UniqueConstraint("kind", name=op.f("uq_notice_draft_kind")),
    )
    op.add_column("notice", sa.Column("changes", sa.String(), nullable=True))
    op.add_column(
        "notice",
        sa.Column(
            "asking",
            sa.Enum("nobody", "later", "first", name="noticeasking", native_enum=False, length=32),
            nullable=False,
            server_default="nobody",
        ),
    )
    _refer("notice", "published_by_id", "staff")
    op.add_column(
        "notice_acceptance",
        sa.Column(
            "channel",
            sa.Enum("portal", "shop", "phone", "import", "api", "sales", name="channel", native_enum=False, length=32),
            nullable=True,
        ),
    )
    op.execute(
        "UPDATE notice_acceptance SET channel = (SELECT max(customer.channel) FROM customer "
        "WHERE customer.party_id = notice_acceptance.party_id)"
    )
    op.create_table(
        "place_known",
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("inside", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("id", _KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_known")),
    )
    op.create_index(
        "ix_place_known_country_field_inside_people", "place_known", ["country", "field", "inside", "people"]
    )
    op.add_column("credential", sa.Column("language", sa.String(), nullable=True))
    restore(op.get_bind())


def _refer(table: str, column: str, to: str) -> None:
    """A column that refers to a row elsewhere, as both engines can add it to a table in use."""
    key = "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {key} CONSTRAINT fk_{table}_{column} REFERENCES {to} (id)")


def downgrade() -> None:
    op.drop_table("place_known")
    op.drop_column("credential", "language")
    op.drop_column("notice_acceptance", "channel")
    with op.batch_alter_table("notice", naming_convention=NAMES) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_notice_published_by_id"), type_="foreignkey")
        batch_op.drop_column("published_by_id")
        batch_op.drop_column("asking")
        batch_op.drop_column("changes")
    op.drop_table("notice_draft")
    restore(op.get_bind())
