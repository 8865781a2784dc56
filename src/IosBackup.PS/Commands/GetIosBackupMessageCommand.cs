using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Chats;
using IosBackup.Engine.Records.Messages;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupMessage")]
[OutputType(typeof(IosMessage))]
public sealed class GetIosBackupMessageCommand : RecordCmdlet<IosMessage, ChatQuery>
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[] Chat { get; set; } = [];

    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[] Contact { get; set; } = [];

    private protected override RecordReader<IosMessage, ChatQuery> Reader { get; } = new MessageReader();

    private protected override ChatQuery CreateQuery() => new() { Chats = Chat, Contacts = Contact };
}
