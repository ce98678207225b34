"""The terminal of a demo shows the SMS that go to no phone."""

from project.launcher.outbox import Outbox


def write_sms(folder, name, to, text):
    (folder / f"{name}.sms").write_text(f"To: {to}\n\n{text}\n", encoding="utf-8")


def test_new_sms_are_printed_once_and_old_ones_not_at_all(tmp_path, capsys):
    write_sms(tmp_path, "1", "+998900000001", "Yesterday")
    outbox = Outbox(tmp_path)
    write_sms(tmp_path, "2", "+998900000002", "Talim: kod 394788")
    outbox.print_new_sms()
    shown = capsys.readouterr().out
    assert "SMS to +998900000002" in shown
    assert "Talim: kod 394788" in shown
    assert "Yesterday" not in shown
    outbox.print_new_sms()
    assert capsys.readouterr().out == ""


def test_an_sms_that_is_being_written_waits(tmp_path, capsys):
    outbox = Outbox(tmp_path / "not yet")
    outbox.print_new_sms()
    outbox.folder.mkdir()
    (outbox.folder / "1.sms").touch()
    outbox.print_new_sms()
    assert capsys.readouterr().out == ""
    write_sms(outbox.folder, "1", "+998900000001", "Code")
    outbox.print_new_sms()
    assert "Code" in capsys.readouterr().out
