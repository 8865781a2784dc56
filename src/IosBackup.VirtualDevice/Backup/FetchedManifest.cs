using System;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>The manifests of a folder of the host, fetched and not opened yet.</summary>
internal sealed class FetchedManifest : IDisposable
{
    private readonly PrivateFolder _scratch;

    private FetchedManifest(BackupProperties properties, PrivateFolder scratch)
    {
        Properties = properties;
        _scratch = scratch;
    }

    /// <summary>Manifest.plist.</summary>
    public BackupProperties Properties { get; }

    /// <summary>Where Manifest.db lies.</summary>
    public string DatabasePath => _scratch[HostLayout.ManifestName];

    /// <summary>Fetches the manifests.</summary>
    /// <exception cref="BackupException"><see cref="BackupErrorCode.CorruptBackup"/>: missing or broken.</exception>
    public static async Task<FetchedManifest> ReadAsync(HostDrive drive, string folder)
    {
        byte[] plist = await drive.ReadAsync(HostLayout.In(folder, HostLayout.PropertiesName))
            ?? throw Corrupt(HostLayout.PropertiesName, BackupErrorCode.NotFound, "No such file");
        PrivateFolder scratch = PrivateFolder.Create();
        try
        {
            string path = HostLayout.In(folder, HostLayout.ManifestName);
            return await drive.ReadAsync(path, () => scratch.CreateFile(HostLayout.ManifestName))
                ? new FetchedManifest(BackupProperties.Parse(plist), scratch)
                : throw Corrupt(HostLayout.ManifestName, BackupErrorCode.NotFound, "No such file");
        }
        catch (EngineException e) when (e.Kind == ErrorKind.ManifestDamaged)
        {
            scratch.Dispose();
            throw Corrupt(HostLayout.PropertiesName, BackupErrorCode.InvalidFormat, e.Message);
        }
        catch
        {
            scratch.Dispose();
            throw;
        }
    }

    /// <summary>The error of a manifest that cannot be used.</summary>
    public static BackupException Corrupt(string what, int cause, string why) => new(
        BackupErrorCode.CorruptBackup, $"Error reading {what}", new BackupException(cause, why));

    public void Dispose() => _scratch.Dispose();
}
