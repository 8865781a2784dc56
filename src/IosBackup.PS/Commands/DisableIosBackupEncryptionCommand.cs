using System.Management.Automation;
using System.Security;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Parameters;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(
    VerbsLifecycle.Disable, "IosBackupEncryption", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(IosDevice))]
public sealed class DisableIosBackupEncryptionCommand : BackupPasswordCmdlet
{
    [Parameter(Mandatory = true)]
    [PasswordTransformation]
    public SecureString Password { get; set; } = new();

    private protected override SecureString? Old => Password;

    private protected override SecureString? New => null;

    private protected override void Check(DeviceInfo info, string udid)
    {
        CheckIsOn(info, udid);
        if (info.RequiresEncryption == true)
        {
            throw new EngineException(ErrorKind.EncryptionEnforced, "Device management demands encryption.")
            {
                Target = udid,
            };
        }
    }
}
