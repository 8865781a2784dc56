using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Parameters;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackup", DefaultParameterSetName = PathSet)]
[OutputType(typeof(IosBackup))]
public sealed class GetIosBackupCommand : EngineCmdlet
{
    private const string PathSet = "Path";
    private const string AppleSet = "AppleDefault";

    private readonly Dictionary<string, IosBackupVolume> _volumes = [];
    private IReadOnlyList<string> _places = [];

    [Parameter(
        Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName")]
    [PlaceTransformation]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[]? Path { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = AppleSet)]
    public SwitchParameter AppleDefault { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BackupUdidCompleter))]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[]? Udid { get; set; }

    [Parameter]
    public SwitchParameter Latest { get; set; }

    [Parameter]
    [AgeTransformation]
    public TimeSpan? Stale { get; set; }

    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override void PrepareRecord()
    {
        FileSystemPaths paths = new(SessionState);
        _places = AppleDefault ? AppleFolders.Here()
            : Path is null ? [paths.ResolveLiteral(RepositoryPath.Default)]
            : [.. Path.SelectMany(paths.Resolve)];
    }

    private protected override Task ProcessRecordAsync(CancellationToken stop)
    {
        IEnumerable<IosBackup> wanted = _places.SelectMany(place => Look(place, stop)).Where(IsWanted);
        if (Latest || Stale is not null)
        {
            wanted = wanted.GroupBy(static backup => backup.Udid, StringComparer.OrdinalIgnoreCase)
                .Select(NewestGood)
                .OfType<IosBackup>();
        }

        HashSet<string> found = new(StringComparer.OrdinalIgnoreCase);
        foreach (IosBackup backup in wanted)
        {
            stop.ThrowIfCancellationRequested();
            found.Add(backup.Udid);
            if (Stale is not { } age || IsOlder(backup, age))
            {
                Emit(Detailed ? AddDetails(backup, stop) : backup);
            }
        }

        ReportMissing(found);
        return Task.CompletedTask;
    }

    private static bool IsOlder(IosBackup backup, TimeSpan age) =>
        !backup.IsGood || backup.Date is not { } date || DateTimeOffset.UtcNow - date > age;

    private IReadOnlyList<IosBackup> Look(string place, CancellationToken stop)
    {
        try
        {
            if (BackupDescriptions.Look(place, mustExist: Path is not null, stop) is { } found)
            {
                return found;
            }

            Tell($"There is no folder {place}.");
        }
        catch (EngineException error)
        {
            Fail(AppleDefault ? AppleFolders.Explain(error, place) : error, place);
        }

        return [];
    }

    private bool IsWanted(IosBackup backup) => Udid is null || Udid.Any(pattern =>
        WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(backup.Udid));

    /// <summary>
    /// The newest whole backup that is finished, one that failed its test only where there is no other. A device that
    /// has none counts as stale: its newest of any kind.
    /// </summary>
    private IosBackup? NewestGood(IEnumerable<IosBackup> ofDevice)
    {
        List<IosBackup> newestFirst = [.. ofDevice.OrderByDescending(static backup => backup.Date)];
        return newestFirst.Find(static backup => backup is { IsGood: true, IsPartial: false })
            ?? newestFirst.Find(static backup => backup is { State: IosBackupState.Finished, IsPartial: false })
            ?? (Stale is null ? null : newestFirst[0]);
    }

    private IosBackup AddDetails(IosBackup backup, CancellationToken stop)
    {
        StoredFiles stored = StoredFiles.Measure(backup.Path, stop);
        string root = System.IO.Path.GetDirectoryName(backup.Path) ?? backup.Path;
        if (!_volumes.TryGetValue(root, out IosBackupVolume? volume))
        {
            _volumes[root] = volume = BackupVolumes.Look(root);
        }

        return backup with { FileCount = stored.Count, Size = stored.Bytes, Volume = volume };
    }

    private void ReportMissing(HashSet<string> found)
    {
        foreach (string udid in Udid ?? [])
        {
            if (!WildcardPattern.ContainsWildcardCharacters(udid) && !found.Contains(udid))
            {
                Fail(new EngineException(ErrorKind.NotABackup, "The device has no backup there.") { Target = udid });
            }
        }
    }
}
