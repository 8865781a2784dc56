using System.Management.Automation;
using System.Security;
using IosBackup.Engine.Lockdown;
using IosBackup.Parameters;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Set, "IosBackupPassword", SupportsShouldProcess = true)]
[OutputType(typeof(IosDevice))]
public sealed class SetIosBackupPasswordCommand : BackupPasswordCmdlet
{
    [Parameter(Mandatory = true)]
    [PasswordTransformation]
    public SecureString OldPassword { get; set; } = new();

    [Parameter(Mandatory = true)]
    [PasswordTransformation]
    public SecureString NewPassword { get; set; } = new();

    private protected override SecureString? Old => OldPassword;

    private protected override SecureString? New => NewPassword;

    private protected override void Check(DeviceInfo info, string udid) => CheckIsOn(info, udid);
}
