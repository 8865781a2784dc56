using System.Management.Automation;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Keychain;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(
    VerbsCommon.Get, "IosBackupKeychainItem", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(IosKeychainItem))]
public sealed class GetIosBackupKeychainItemCommand : RecordCmdlet<IosKeychainItem, KeychainQuery>
{
    private bool? _mayReadSecrets;

    [Parameter]
    public SwitchParameter IncludeSecret { get; set; }

    private protected override RecordReader<IosKeychainItem, KeychainQuery> Reader { get; } = new KeychainReader();

    private protected override void PrepareRecord()
    {
        base.PrepareRecord();
        if (IncludeSecret)
        {
            _mayReadSecrets ??= ShouldProcess("keychain", "Read the passwords and keys of the device's owner");
        }
    }

    private protected override KeychainQuery CreateQuery() => new() { IncludeSecrets = _mayReadSecrets ?? false };
}
