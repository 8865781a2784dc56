using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Devices;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.MobileBackup;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Runs;
using IosBackup.Engine.Verification;
using IosBackup.Errors;
using IosBackup.Output;
using IosBackup.Parameters;
using IosBackup.Pipeline;
using IosBackup.Verification;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.New, "IosBackup", SupportsShouldProcess = true)]
[OutputType(typeof(IosBackupResult))]
public sealed class NewIosBackupCommand : DeviceCmdlet
{
    /// <summary>The value of -Verify that asks for no test.</summary>
    internal const string NoTest = "None";

    private const string DefaultLimit = "Default";
    private const string FullTest = nameof(IosBackupTestLevel.Full);

    private BackupPassword? _password;
    private BackupRunOptions? _run;
    private DeviceOptions? _options;

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    [Parameter]
    public SwitchParameter Full { get; set; }

    [Parameter]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public DataType[] Include { get; set; } = [];

    [Parameter]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public DataType[] Exclude { get; set; } = [];

    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RepositoryAppCompleter))]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[] IncludeApp { get; set; } = [];

    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RepositoryAppCompleter))]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[] ExcludeApp { get; set; } = [];

    [Parameter]
    [PasswordTransformation]
    public SecureString? Password { get; set; }

    [Parameter]
    public SwitchParameter RequireEncryption { get; set; }

    [Parameter]
    [SecondsTransformation]
    public TimeSpan IdleTimeout { get; set; } = MobileBackupTimeouts.Default.Idle;

    [Parameter]
    [SecondsTransformation]
    public TimeSpan PasscodeTimeout { get; set; } = MobileBackupTimeouts.Default.Passcode;

    [Parameter]
    [ValidateSet(
        NoTest, nameof(IosBackupTestLevel.Quick), nameof(IosBackupTestLevel.Hash), FullTest)]
    public string Verify { get; set; } = NoTest;

    [Parameter]
    public IDictionary LossLimit { get; set; } = new Hashtable();

    [Parameter]
    [ValidateSet(ConnectionTypes.Any, ConnectionTypes.Usb, ConnectionTypes.Network)]
    public string ConnectionType { get; set; } = ConnectionTypes.Any;

    private protected override bool IsBackupRun => true;

    private protected override DeviceOptions Options =>
        _options ??= new DeviceOptions { ConnectionType = ConnectionTypes.Parse(ConnectionType) };

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _password?.Dispose();
        }
    }

    private protected override void PrepareRecord()
    {
        _password ??= Password is null ? null : BackupPassword.FromSecureString(Password);
        _run ??= new BackupRunOptions
        {
            Repository = Path is null
                ? RepositoryPath.Default
                : new FileSystemPaths(SessionState).ResolveLiteral(Path),
            Full = Full,
            Filter = new BackupFilter(
                Include, Exclude, ItemPatterns.ToApps(IncludeApp), ItemPatterns.ToApps(ExcludeApp)),
            LossLimits = ParseLimits(),
            RequireEncryption = RequireEncryption,
            Password = _password,
            Timeouts = new MobileBackupTimeouts { Idle = IdleTimeout, Passcode = PasscodeTimeout },
        };
    }

    private protected override void FailToFind(string udid, EngineException error, bool ends)
    {
        if (udid.Length > 0)
        {
            // Results are about devices; where none was named there is the error alone.
            Emit(Failure(udid, null, DateTimeOffset.UtcNow, TimeSpan.Zero, error));
        }

        base.FailToFind(udid, error, ends);
    }

    private protected override async Task ProcessDeviceAsync(
        DeviceTarget target, ItemProgress progress, CancellationToken stop)
    {
        BackupRunOptions options = _run!;
        DateTimeOffset started = DateTimeOffset.UtcNow;
        Stopwatch clock = Stopwatch.StartNew();
        string? name = target.Name;
        try
        {
            using DeviceSession device = await target.OpenAsync(Options, stop);
            await CheckTestAsync(device, stop);
            string plan = await BackupPlan.DescribeAsync(device, target, options, stop);
            if (!await AskAsync(() => ShouldProcess(plan, plan, "New-IosBackup")))
            {
                return;
            }

            name = (await device.GetInfoAsync(stop)).Name ?? name;
            string shown = ShownAs(name, target);
            BackupProgressDisplay display =
                new(progress, () => Tell($"Enter the passcode on {shown} to begin its backup."));
            BackupRunResult result = await BackupRun.RunAsync(device, options, display, stop);
            IosBackupTestResult? test = null;
            EngineException? untested = null;
            try
            {
                test = await TestAsync(result.Path, progress, stop);
            }
            catch (EngineException error)
            {
                // The backup stands all the same; nobody has proved it.
                untested = error;
            }

            Succeed(target, name, result, test, untested);
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            Emit(Failure(target.Udid, name, started, clock.Elapsed, error));
            throw;
        }
    }

    /// <summary>Finds out now rather than when everything has been sent that the test will lack the password.</summary>
    private async Task CheckTestAsync(DeviceSession device, CancellationToken stop)
    {
        if (Password is not null || !string.Equals(Verify, FullTest, StringComparison.OrdinalIgnoreCase)
            || (await device.GetInfoAsync(stop)).WillEncrypt != true)
        {
            return;
        }

        // A new generation has the keys of the one before it, which the session may keep, if that was encrypted too.
        Generation? newest = BackupRepository.Open(FileLayer.Real, _run!.Repository).FindNewest(device.Udid);
        if (newest is null || Full
            || BackupDescriptions.DescribeAny(newest.Path) is not { IsEncrypted: true, IsUnlocked: true })
        {
            throw new EngineException(
                ErrorKind.BackupPasswordRequired, "An encrypted backup can be tested in full only with its password.")
            {
                Target = device.Udid,
            };
        }
    }

    private async Task<IosBackupTestResult?> TestAsync(string path, ItemProgress progress, CancellationToken stop)
    {
        if (!Enum.TryParse(Verify, ignoreCase: true, out IosBackupTestLevel level))
        {
            return null;
        }

        using BackupOpener opener = new(Password);
        VerificationOptions options = new()
        {
            Level = VerificationOutput.ToEngine(level),
            FindKeys = opener.FindKeys,
        };
        VerificationDisplay display = new(progress.Enter("Testing the new backup"));
        return VerificationOutput.ToOutput(await BackupVerifier.RunAsync(path, options, display, stop));
    }

    private void Succeed(
        DeviceTarget target,
        string? name,
        BackupRunResult result,
        IosBackupTestResult? test,
        EngineException? untested)
    {
        List<EngineException> faults = [.. FaultsOf(result, test, untested)];
        foreach (BackupWarning warning in result.Warnings.Where(BackupWarningTexts.IsLoud))
        {
            Warn($"{ShownAs(name, target)}: {BackupWarningTexts.Of(warning).Message}");
        }

        // No error of its own: phones have files that they never give away. Reports are to see it all the same.
        BackupWarning? unreadable = result.Warnings
            .FirstOrDefault(static warning => warning.Kind == BackupWarningKind.FilesUnreadable);
        EngineException? first = faults.FirstOrDefault();
        Emit(new IosBackupResult
        {
            Udid = target.Udid,
            DeviceName = name,
            Status = first is not null || result.FailedCount > 0
                ? IosBackupResultStatus.CompletedWithErrors
                : IosBackupResultStatus.Completed,
            Backup = result.Path,
            IsFull = result.IsFull,
            IsEncrypted = result.IsEncrypted,
            FileCount = result.FileCount,
            Size = result.Size,
            FilesReceived = result.FilesReceived,
            BytesReceived = result.BytesReceived,
            Started = result.Started,
            Duration = result.Duration,
            FailedFileCount = result.FailedCount,
            FailedFiles = [.. result.FailedFiles.Select(static file => $"{file.DevicePath}: {file.Reason}")],
            Warnings = [.. result.Warnings.Select(BackupWarningTexts.Of)],
            Test = test,
            ErrorId = first?.Kind.ToString() ?? unreadable?.Kind.ToString(),
            Error = first is not null ? ErrorCatalog.ToRecord(first, result.Path, IsBackupRun).ErrorDetails.Message
                : unreadable is not null ? BackupWarningTexts.Of(unreadable).Message
                : null,
        });
        foreach (EngineException fault in faults)
        {
            Fail(fault, result.Path);
        }
    }

    private static string ShownAs(string? name, DeviceTarget target) =>
        name is null ? target.Udid : _Format.Name(name);

    /// <summary>What is an error although the backup stands.</summary>
    private static IEnumerable<EngineException> FaultsOf(
        BackupRunResult result, IosBackupTestResult? test, EngineException? untested)
    {
        if (untested is not null)
        {
            yield return untested;
        }

        if (test?.Passed == false)
        {
            yield return new EngineException(
                ErrorKind.PayloadDamaged, $"The new backup did not pass its test: {test.ErrorCount} errors.")
            {
                Target = result.Path,
            };
        }

        if (untested?.Kind != ErrorKind.BackupPasswordIncorrect
            && result.Warnings.Any(static warning => warning.Kind == BackupWarningKind.PasswordDoesNotOpen))
        {
            // A script that was sure of its password has to hear of it.
            yield return new EngineException(
                ErrorKind.BackupPasswordIncorrect, "The password does not open the new backup.")
            {
                Target = result.Path,
            };
        }
    }

    private IosBackupResult Failure(
        string udid, string? name, DateTimeOffset started, TimeSpan duration, Exception error)
    {
        ErrorKind kind = (error as EngineException)?.Kind ?? ErrorKind.Unexpected;
        return new IosBackupResult
        {
            Udid = udid,
            DeviceName = name,
            Status = kind == ErrorKind.Cancelled ? IosBackupResultStatus.Cancelled : IosBackupResultStatus.Failed,
            Started = started,
            Duration = duration,
            ErrorId = kind.ToString(),
            Error = ErrorCatalog.ToRecord(error, udid, IsBackupRun).ErrorDetails.Message,
        };
    }

    private LossLimits ParseLimits()
    {
        Dictionary<DataType, double> limits = LossLimits.Default.Limits.ToDictionary(
            static entry => entry.Key, static entry => entry.Value);
        double general = LossLimits.Default.Limit;
        foreach (DictionaryEntry entry in LossLimit)
        {
            string key = Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!;
            if (!LanguagePrimitives.TryConvertTo(entry.Value, out double share) || share is not (>= 0 and <= 1))
            {
                throw new EngineException(ErrorKind.InvalidArgument, "A loss is a share from 0 to 1.") { Target = key };
            }

            if (string.Equals(key, DefaultLimit, StringComparison.OrdinalIgnoreCase))
            {
                general = share;
            }
            else if (Enum.TryParse(key, ignoreCase: true, out DataType type))
            {
                limits[type] = share;
            }
            else
            {
                throw new EngineException(ErrorKind.InvalidArgument, "It is no data type.") { Target = key };
            }
        }

        return new LossLimits { Limits = limits, Limit = general };
    }
}
