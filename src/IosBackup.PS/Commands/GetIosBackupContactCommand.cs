using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Contacts;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupContact")]
[OutputType(typeof(IosContact))]
public sealed class GetIosBackupContactCommand : RecordCmdlet<IosContact, ContactQuery>
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[] Name { get; set; } = [];

    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[] Group { get; set; } = [];

    [Parameter]
    public SwitchParameter IncludeImage { get; set; }

    private protected override RecordReader<IosContact, ContactQuery> Reader { get; } = new ContactReader();

    private protected override ContactQuery CreateQuery() =>
        new() { Names = Name, Groups = Group, IncludeImages = IncludeImage };
}
