using System.Management.Automation;
using System.Security;

namespace IosBackup.Shell.Commands.Values;

[Cmdlet(VerbsData.ConvertTo, "SecureString")]
[OutputType(typeof(SecureString))]
public sealed class ConvertToSecureStringCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string String { get; set; } = "";

    /// <summary>Text that was encrypted by PowerShell cannot be read by this shell, so this has to be given.</summary>
    [Parameter(Mandatory = true)]
    public SwitchParameter AsPlainText { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        SecureString secret = new();
        foreach (char character in String)
        {
            secret.AppendChar(character);
        }

        secret.MakeReadOnly();
        WriteObject(secret);
    }
}
