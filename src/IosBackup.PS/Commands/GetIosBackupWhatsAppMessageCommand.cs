using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Chats;
using IosBackup.Engine.Records.WhatsApp;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupWhatsAppMessage")]
[OutputType(typeof(IosWhatsAppMessage))]
public sealed class GetIosBackupWhatsAppMessageCommand : RecordCmdlet<IosWhatsAppMessage, ChatQuery>
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

    private protected override RecordReader<IosWhatsAppMessage, ChatQuery> Reader { get; } = new WhatsAppReader();

    private protected override ChatQuery CreateQuery() => new() { Chats = Chat, Contacts = Contact };
}
