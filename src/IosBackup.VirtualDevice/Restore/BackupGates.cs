using System;
using System.Globalization;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.VirtualDevice.Backup;
using IosBackup.VirtualDevice.Faults;

namespace IosBackup.VirtualDevice.Restore;

/// <summary>What a phone looks at before it believes that a folder holds a backup for it.</summary>
internal sealed class BackupGates(RunContext context, string source)
{
    private const double OldestStatus = 2.4;
    private const double TooNewStatus = 4.0;
    private const double OldestManifest = 7.4;
    private const double TooNewManifest = 11.0;
    private const double OldestDomains = 3.0;
    private const double TooNewDomains = 25.0;

    private readonly HostDrive _drive = context.Drive;

    /// <exception cref="BackupException">There is no backup, or it was never completed.</exception>
    public async Task CheckStatusAsync()
    {
        context.Begin(RestoreStep.ReadStatus);
        byte[] bytes = await _drive.ReadAsync(HostLayout.In(source, HostLayout.StatusName))
            ?? throw new BackupException(BackupErrorCode.NoBackup, "There is no backup");
        BackupStatus status = Parse(bytes);
        if (status.BackupState is null or StatusWriter.Empty)
        {
            throw new BackupException(BackupErrorCode.NoBackup, "The backup is empty");
        }

        RequireWithin(status.Version, OldestStatus, TooNewStatus, "Status.plist");
        if (status.BackupState == "old")
        {
            throw new BackupException(BackupErrorCode.UnsupportedVersion, "The backup is of an old format");
        }
    }

    /// <exception cref="BackupException">The backup is of another format, or of a newer system.</exception>
    public async Task CheckVersionsAsync(BackupProperties properties)
    {
        context.Begin(RestoreStep.CheckVersion);
        RequireWithin(properties.Version, OldestManifest, TooNewManifest, "Manifest.plist");
        RequireWithin(properties.SystemDomainsVersion, OldestDomains, TooNewDomains, "The list of domains");
        byte[]? bytes = await _drive.ReadAsync(HostLayout.In(source, BackupInfo.FileName));
        if (bytes is null || !TryParse(bytes, out string? backupVersion) || backupVersion is null)
        {
            return;
        }

        Version own = Parse(context.Phone.Options.ProductVersion);
        Version theirs = Parse(backupVersion);
        bool sameMinor = own.Major == theirs.Major && own.Minor == theirs.Minor;
        Version required = sameMinor && properties.RequiredProductVersion is string text ? Parse(text) : theirs;
        if (own < theirs && own < required)
        {
            throw new BackupException(
                BackupErrorCode.UnsupportedVersion, "Backup is from an incompatible OS version");
        }
    }

    private static BackupStatus Parse(byte[] bytes)
    {
        try
        {
            return BackupStatus.Parse(bytes);
        }
        catch (EngineException e)
        {
            throw FetchedManifest.Corrupt(HostLayout.StatusName, BackupErrorCode.InvalidFormat, e.Message);
        }
    }

    private static bool TryParse(byte[] info, out string? version)
    {
        try
        {
            version = BackupInfo.Parse(info).ProductVersion;
            return true;
        }
        catch (EngineException)
        {
            version = null;
            return false;
        }
    }

    private static Version Parse(string version)
    {
        string[] parts = version.Split('.');
        return new Version(Part(0), Part(1), Part(2));

        int Part(int index) => index < parts.Length
            && int.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
    }

    private static void RequireWithin(string? version, double oldest, double tooNew, string what)
    {
        if (!double.TryParse(version, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            || number < oldest || number >= tooNew)
        {
            throw new BackupException(BackupErrorCode.UnsupportedVersion, $"{what} has an unsupported version");
        }
    }
}
