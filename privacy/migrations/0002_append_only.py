"""The database itself refuses to change the ledger, a signed head or an approved policy."""

from django.db import migrations

# name -> (table, event, condition on OLD and NEW or None)
TRIGGERS = {
    "ledger_refuses_update": ("privacy_ledgerentry", "UPDATE", None),
    "ledger_refuses_delete": ("privacy_ledgerentry", "DELETE", None),
    "signed_head_refuses_update": ("privacy_signedhead", "UPDATE", None),
    "policy_refuses_update": (
        "privacy_policyversion",
        "UPDATE",
        "OLD.state <> 'draft' AND (NEW.text <> OLD.text OR NEW.sha256 <> OLD.sha256"
        " OR NEW.version <> OLD.version OR NEW.locale <> OLD.locale)",
    ),
    "policy_refuses_delete": ("privacy_policyversion", "DELETE", "OLD.state <> 'draft'"),
}


def create_statements(vendor: str) -> list[str]:
    if vendor == "postgresql":
        function = (
            "CREATE OR REPLACE FUNCTION privacy_append_only() RETURNS trigger AS $$ BEGIN"
            " RAISE EXCEPTION 'append-only' USING ERRCODE = 'integrity_constraint_violation';"
            " END $$ LANGUAGE plpgsql"
        )
        return [function, *(_postgresql(name, *parts) for name, parts in TRIGGERS.items())]
    return [_sqlite(name, *parts) for name, parts in TRIGGERS.items()]


def _postgresql(name: str, table: str, event: str, condition: str | None) -> str:
    when = f" WHEN ({condition})" if condition else ""
    return (
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW{when}"
        " EXECUTE FUNCTION privacy_append_only()"
    )


def _sqlite(name: str, table: str, event: str, condition: str | None) -> str:
    when = f" WHEN {condition}" if condition else ""
    return (
        f"CREATE TRIGGER {name} BEFORE {event} ON {table}{when}"
        " BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    )


def drop_statements(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {name} ON {parts[0]}" for name, parts in TRIGGERS.items()]
    return [f"DROP TRIGGER IF EXISTS {name}" for name in TRIGGERS]


def create(_apps, schema_editor):
    for statement in create_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def drop(_apps, schema_editor):
    for statement in drop_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial")]

    operations = [migrations.RunPython(create, drop, hints={"database": "default"})]
