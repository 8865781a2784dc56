using System.Management.Automation;
using System.Security;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Parameters;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsLifecycle.Enable, "IosBackupEncryption", SupportsShouldProcess = true)]
[OutputType(typeof(IosDevice))]
public sealed class EnableIosBackupEncryptionCommand : BackupPasswordCmdlet
{
    [Parameter(Mandatory = true)]
    [PasswordTransformation]
    public SecureString Password { get; set; } = new();

    private protected override SecureString? Old => null;

    private protected override SecureString? New => Password;

    private protected override void Check(DeviceInfo info, string udid)
    {
        if (info.WillEncrypt == true)
        {
            throw new EngineException(ErrorKind.EncryptionOn, "The device encrypts its backups already.")
            {
                Target = udid,
            };
        }
    }
}
