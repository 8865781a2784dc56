using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Repository;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Select, "IosBackup")]
[OutputType(typeof(IosBackup))]
public sealed class SelectIosBackupCommand : BackupPathCmdlet
{
    /// <summary>The name of the view that shows the decision.</summary>
    private const string ViewName = "IosBackup.IosBackup#Selection";

    private const int MostPeriods = 10_000;

    private readonly List<IosBackup> _seen = [];

    [Parameter]
    [ValidateRange(1, MostPeriods)]
    public int KeepLast { get; set; }

    [Parameter]
    [ValidateRange(1, MostPeriods)]
    public int KeepDaily { get; set; }

    [Parameter]
    [ValidateRange(1, MostPeriods)]
    public int KeepWeekly { get; set; }

    [Parameter]
    [ValidateRange(1, MostPeriods)]
    public int KeepMonthly { get; set; }

    [Parameter]
    [ValidateRange(1, MostPeriods)]
    public int KeepYearly { get; set; }

    private RetentionPolicy Policy => new()
    {
        Last = KeepLast,
        Daily = KeepDaily,
        Weekly = KeepWeekly,
        Monthly = KeepMonthly,
        Yearly = KeepYearly,
    };

    private protected override void PrepareRecord()
    {
        if (Policy.IsEmpty)
        {
            throw new EngineException(
                ErrorKind.InvalidArgument,
                "Say what to keep: -KeepLast, -KeepDaily, -KeepWeekly, -KeepMonthly or -KeepYearly.");
        }

        base.PrepareRecord();
        _seen.AddRange(Backup ?? Places.Select(static place => BackupDescriptions.DescribeAny(place.Path)));
    }

    private protected override Task ProcessBackupAsync(BackupPlace place, CancellationToken stop) =>
        Task.CompletedTask;

    private protected override Task EndProcessingAsync(CancellationToken stop)
    {
        Dictionary<IosBackup, IosBackup> decided = [];
        foreach (IGrouping<(string, string?, bool, string?), IosBackup> series in _seen.Distinct().GroupBy(SeriesOf))
        {
            Decide([.. series], decided);
        }

        foreach (IosBackup backup in _seen)
        {
            stop.ThrowIfCancellationRequested();
            PSObject selected = PSObject.AsPSObject(decided[backup] with { });
            selected.TypeNames.Insert(0, ViewName);
            Emit(selected);
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// Each device, each place, and partial backups by what they hold: they replace no whole one, and none that holds
    /// something else.
    /// </summary>
    private static (string Udid, string? Place, bool IsPartial, string? Selection) SeriesOf(IosBackup backup) =>
        (backup.Udid, System.IO.Path.GetDirectoryName(backup.Path), backup.IsPartial, backup.Selection);

    private static bool IsGood(IosBackup backup) => backup is { IsGood: true, Date: not null };

    private void Decide(List<IosBackup> series, Dictionary<IosBackup, IosBackup> decided)
    {
        DateTimeOffset? newestGood = series.Where(IsGood).Max(static backup => backup.Date);
        foreach ((IosBackup backup, IReadOnlyList<RetentionRule> rules) in
            Policy.Apply(series, static backup => (backup.Date ?? default).ToLocalTime(), IsGood))
        {
            decided[backup] = IsGood(backup)
                ? backup with { Keep = rules.Count > 0, Reason = ReasonOf(rules) }
                : DecideBroken(backup, newestGood);
        }
    }

    private static string ReasonOf(IReadOnlyList<RetentionRule> rules) =>
        rules.Count == 0 ? "No rule keeps it" : string.Join(", ", rules);

    /// <summary>A backup that is not good may be all there is: it goes when a good one is newer.</summary>
    private static IosBackup DecideBroken(IosBackup backup, DateTimeOffset? newestGood)
    {
        string flaw = backup is { State: IosBackupState.Finished, Problem: not null }
            ? "Failed its test"
            : backup.State.ToString();
        return newestGood is { } good && backup.Date < good
            ? backup with { Keep = false, Reason = flaw + ", a good one is newer" }
            : backup with { Keep = true, Reason = flaw + ", but no good one is newer" };
    }
}
