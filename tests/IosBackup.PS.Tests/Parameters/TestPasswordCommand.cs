using System.Management.Automation;
using System.Security;
using IosBackup.Parameters;

namespace IosBackup.PS.Tests.Parameters;

/// <summary>Takes a password as the module's cmdlets do and emits its bytes.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Password")]
public sealed class TestPasswordCommand : PSCmdlet
{
    [Parameter(Position = 0)]
    [PasswordTransformation]
    public SecureString? Password { get; set; }

    protected override void ProcessRecord()
    {
        using SecretBytes? secret = SecretBytes.From(Password);
        WriteObject(secret is null ? "none" : string.Join(' ', secret.Value));
    }
}
