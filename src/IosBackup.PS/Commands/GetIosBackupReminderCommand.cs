using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Reminders;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupReminder")]
[OutputType(typeof(IosReminder))]
public sealed class GetIosBackupReminderCommand : RecordCmdlet<IosReminder, ReminderQuery>
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[]? List { get; set; }

    [Parameter]
    public bool? Completed { get; set; }

    private protected override RecordReader<IosReminder, ReminderQuery> Reader { get; } = new ReminderReader();

    private protected override ReminderQuery CreateQuery() => new()
    {
        Lists = List ?? [],
        IsCompleted = Completed,
    };
}
