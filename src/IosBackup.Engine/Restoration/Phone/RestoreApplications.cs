using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Services;

namespace IosBackup.Engine.Restoration.Phone;

/// <summary>
/// The list of apps that a device installs again after a restore: a file in its media folder. Until the restore has
/// succeeded it is taken away again when this is disposed.
/// </summary>
internal sealed class RestoreApplications : IAsyncDisposable
{
    private const string Folder = "/iTunesRestore";
    private const string ListPath = Folder + "/RestoreApplications.plist";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private readonly AfcClient? _afc;
    private bool _isKept;

    private RestoreApplications(AfcClient? afc)
    {
        _afc = afc;
    }

    /// <summary>Writes the list of a backup's apps; nothing when it has none or none are wanted.</summary>
    public static async Task<RestoreApplications> WriteAsync(
        AfcClient afc, Backup backup, PhoneRestoreOptions options, CancellationToken stop)
    {
        if (options.SkipApps || backup.Info?.Applications is not { Count: > 0 } applications)
        {
            return new RestoreApplications(null);
        }

        RestoreApplications list = new(afc);
        try
        {
            await afc.MakeDirectoryAsync(Folder, stop);
            await using AfcFile file = await afc.OpenFileAsync(ListPath, AfcOpenMode.Write, stop);
            await file.WriteAsync(PropertyList.ToXml(applications), stop);
            await file.CloseAsync(stop);
            return list;
        }
        catch
        {
            await list.DisposeAsync();
            throw;
        }
    }

    /// <summary>Leaves the list to the device.</summary>
    public void Keep() => _isKept = true;

    public async ValueTask DisposeAsync()
    {
        if (_afc is null || _isKept)
        {
            return;
        }

        using CancellationTokenSource limit = new(s_patience);
        try
        {
            await _afc.RemoveTreeAsync(Folder, limit.Token);
        }
        catch (Exception e) when (e is EngineException or OperationCanceledException)
        {
            // The device is gone. It reads the list after a restore that succeeded only.
        }
    }
}
