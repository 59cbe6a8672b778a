"""${message}

Policy: expand, backfill in batches, contract; old and new code run together on each step.
A step that has landed is never edited. Each step ends with restore(): triggers, full text, expression indexes.
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
from core.database.after_migration import restore

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
    restore(op.get_bind())


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
    restore(op.get_bind())
