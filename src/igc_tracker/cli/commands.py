"""The commands: one row each, so that help and suggestions need no command loaded."""

from __future__ import annotations

from typing import NamedTuple


class CommandRow(NamedTuple):
    """A command's name, the module of ``cli`` that holds it, and its line in the help."""

    name: str
    module: str
    summary: str


COMMANDS = (
    CommandRow("status", "status", "Show where an agreement and its family stand."),
    CommandRow("timeline", "timeline", "Show what happened and what is planned, on one axis."),
    CommandRow("show", "show", "Show one instrument: cover sheet, every fact, its source."),
    CommandRow("list", "listing", "List instruments, filtered."),
    CommandRow("report", "report", "Write the weekly report, a card, or a session's note."),
    CommandRow("due", "due", "Show the dates that are coming, and those that were missed."),
    CommandRow("explain", "explain", "Explain a date: clause, inputs, steps, sources."),
    CommandRow("ask", "ask", "Draft the note or reminder for what is waited for."),
    CommandRow("add-agreement", "add_agreement", "Add an agreement or another first instrument."),
    CommandRow("add-protocol", "add_protocol", "Add what amends or follows another instrument."),
    CommandRow("record", "record", "Record a fact: who did what, when, on what evidence."),
    CommandRow("clause", "clause", "Show, set or drop final clauses."),
    CommandRow("step", "step", "Show a party's domestic procedure, or record one of its steps."),
    CommandRow("procedures", "procedures", "Show and check domestic procedures."),
    CommandRow("commission", "commission", "Show commissions; record sessions, decisions and what becomes of them."),
    CommandRow("project", "project", "Show projects: funding, planned days, slips; record them."),
    CommandRow("strike", "strike", "Strike a wrong fact; it stays on record."),
    CommandRow("edit", "edit", "Edit an instrument's cover sheet."),
    CommandRow("export", "exporting", "Print records as JSON that `igc import` takes."),
    CommandRow("import", "importing", "Import records that `igc export` printed."),
    CommandRow("log", "log", "Show who changed what, when."),
    CommandRow("undo", "undo", "Take back a change; undoing is one more change."),
    CommandRow("store", "store", "Look after the register's file: check, copy, restore, recover."),
    CommandRow("init", "init", "Make a register of your own."),
)
