using System.Management.Automation;
using System.Security;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Notes;
using IosBackup.Parameters;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupNote")]
[OutputType(typeof(IosNote))]
public sealed class GetIosBackupNoteCommand : RecordCmdlet<IosNote, NoteQuery>
{
    private BackupPassword? _notePassword;

    [Parameter]
    [PasswordTransformation]
    public SecureString? NotePassword { get; set; }

    private protected override RecordReader<IosNote, NoteQuery> Reader { get; } = new NoteReader();

    private protected override NoteQuery CreateQuery()
    {
        if (NotePassword is not null)
        {
            _notePassword ??= BackupPassword.FromSecureString(NotePassword);
        }

        return new NoteQuery { Password = _notePassword };
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _notePassword?.Dispose();
            _notePassword = null;
        }
    }
}
