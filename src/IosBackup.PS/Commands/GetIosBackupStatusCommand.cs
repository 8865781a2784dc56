using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Devices;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Parameters;
using IosBackup.Pipeline;
using IosBackup.Status;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupStatus")]
[OutputType(typeof(IosBackupStatus))]
public sealed class GetIosBackupStatusCommand : EngineCmdlet
{
    private const int DefaultDays = 7;

    private readonly HashSet<string> _seen = new(Engine.Usbmux.Udid.Comparer);
    private IReadOnlyList<string> _places = [];
    private IReadOnlyList<string> _copyPlaces = [];
    private ILookup<string, IosBackup>? _backups;
    private IReadOnlyList<ILookup<string, IosBackup>> _copies = [];

    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[]? Path { get; set; }

    [Parameter(ValueFromPipeline = true)]
    [DeviceTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UdidCompleter))]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public IosDevice[]? Device { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BackupUdidCompleter))]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[]? Udid { get; set; }

    [Parameter]
    [AgeTransformation]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(DefaultDays);

    [Parameter]
    [AgeTransformation]
    public TimeSpan? VerifiedWithin { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[] CopyPath { get; set; } = [];

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Copies { get; set; }

    [Parameter]
    public SwitchParameter RequireEncryption { get; set; }

    [Parameter]
    public SwitchParameter AllowPartial { get; set; }

    private protected override void PrepareRecord()
    {
        if (_backups is not null)
        {
            return;
        }

        FileSystemPaths paths = new(SessionState);
        _places = Path is null ? [paths.ResolveLiteral(RepositoryPath.Default)] : [.. Path.SelectMany(paths.Resolve)];
        _copyPlaces = [.. CopyPath.SelectMany(paths.Resolve)];
        if (_copyPlaces.FirstOrDefault(copy => _places.Any(place => FolderPaths.AreSame(place, copy))) is string same)
        {
            throw new EngineException(ErrorKind.InvalidArgument, "A backup is no copy of itself: -CopyPath is -Path.")
            {
                Target = same,
            };
        }

        if (Copies > _copyPlaces.Count)
        {
            throw new EngineException(
                ErrorKind.InvalidArgument,
                $"{Copies} copies are wanted, and -CopyPath names {_copyPlaces.Count} places.");
        }
    }

    private protected override Task ProcessRecordAsync(CancellationToken stop)
    {
        // Once, however many devices the pipeline brings.
        _backups ??= ByDevice(_places.SelectMany(
            place => BackupDescriptions.Look(place, mustExist: Path is not null, stop) ?? []));
        if (_copies.Count == 0)
        {
            _copies = [.. _copyPlaces.Select(place => ByDevice(LookAtCopies(place, stop)))];
        }

        StatusRules rules = new()
        {
            MaxAge = MaxAge,
            VerifiedWithin = VerifiedWithin,
            Copies = Copies ?? _copyPlaces.Count,
            RequiresEncryption = RequireEncryption,
            CountsPartial = AllowPartial,
            Now = DateTimeOffset.UtcNow,
        };
        foreach (IosDevice device in Wanted().Where(device => _seen.Add(device.Udid)))
        {
            stop.ThrowIfCancellationRequested();
            Emit(DeviceStatus.Of(device, _backups[device.Udid], CopiesOf(device, rules), rules));
        }

        return Task.CompletedTask;
    }

    /// <summary>What cannot be read is not judged: nobody knows how its devices are backed up.</summary>
    private protected override bool EndsTheCall(Exception error) => true;

    private static ILookup<string, IosBackup> ByDevice(IEnumerable<IosBackup> backups) =>
        backups.ToLookup(static backup => backup.Udid, Engine.Usbmux.Udid.Comparer);

    /// <summary>A place that cannot be read holds no copy that anybody could rely on.</summary>
    private IReadOnlyList<IosBackup> LookAtCopies(string place, CancellationToken stop)
    {
        try
        {
            return BackupDescriptions.Look(place, mustExist: true, stop)!;
        }
        catch (EngineException error)
        {
            Fail(error, place, ends: false);
            return [];
        }
    }

    private List<IosBackup> CopiesOf(IosDevice device, StatusRules rules) =>
        [.. _copies.Select(place => place[device.Udid].Where(rules.CountsToday).OrderByDescending(
            static backup => backup.Date).FirstOrDefault()).OfType<IosBackup>()];

    private IEnumerable<IosDevice> Wanted()
    {
        if (Device is not null)
        {
            return Device;
        }

        IEnumerable<IosDevice> known = _backups!.Select(static device => new IosDevice { Udid = device.Key });
        return Udid is null ? known : Udid.SelectMany(wanted => WildcardPattern.ContainsWildcardCharacters(wanted)
            ? known.Where(device => WildcardPattern.Get(wanted, WildcardOptions.IgnoreCase).IsMatch(device.Udid))
            : [new IosDevice { Udid = wanted }]);
    }
}
