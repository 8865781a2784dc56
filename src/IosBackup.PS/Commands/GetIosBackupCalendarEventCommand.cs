using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Calendar;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupCalendarEvent")]
[OutputType(typeof(IosCalendarEvent))]
public sealed class GetIosBackupCalendarEventCommand : RecordCmdlet<IosCalendarEvent, CalendarQuery>
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[]? Calendar { get; set; }

    private protected override RecordReader<IosCalendarEvent, CalendarQuery> Reader { get; } = new CalendarReader();

    private protected override CalendarQuery CreateQuery() => new() { Calendars = Calendar ?? [] };
}
