using System;
using System.IO;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Content.Starter;
using IosBackup.VirtualDevice.Services;

namespace IosBackup.VirtualDevices;

/// <summary>Gives a virtual phone its files.</summary>
internal static class PhoneFilling
{
    private const string GeneratedDomain = "CameraRollDomain";
    private const string GeneratedFolder = "Media/DCIM";

    /// <summary>The life of somebody who does not exist: messages, photos, notes and what else a phone holds.</summary>
    /// <param name="phone">The phone.</param>
    /// <param name="seed">The same number makes the same life.</param>
    public static void WithLife(VirtualPhone phone, int seed)
    {
        StarterContent life = StarterPhone.Create(new StarterOptions
        {
            Seed = seed,
            ProductVersion = phone.Options.ProductVersion,
        });
        phone.Content.Put(life.Files);
        phone.Apps = [.. life.Apps.Select(ToInstalledApp)];
        foreach (PhoneMediaFile file in life.MediaFiles)
        {
            phone.Media.Write("/" + file.Path, Read(file.Content));
        }
    }

    /// <summary>Files that are computed while they are read.</summary>
    public static void WithGeneratedFiles(VirtualPhone phone, int count, long totalSize, int seed) =>
        phone.Content.Add(new GeneratedFiles
        {
            Domain = GeneratedDomain,
            Folder = GeneratedFolder,
            Count = count,
            TotalSize = totalSize,
            Seed = (ulong)seed,
        });

    /// <summary>Pictures that somebody has taken since, in a folder that was not there before.</summary>
    public static void WithNewPictures(VirtualPhone phone, int count, long totalSize)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        phone.Content.Add(new GeneratedFiles
        {
            Domain = GeneratedDomain,
            Folder = $"{GeneratedFolder}/{now:yyyyMMdd-HHmmss-fffffff}",
            Count = count,
            TotalSize = totalSize,
            Seed = (ulong)now.Ticks,
            LastModified = now.ToUnixTimeSeconds(),
        });
    }

    /// <summary>The files of a folder whose own folders are domains.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.InvalidArgument"/>: a file is in no domain.</exception>
    public static void FromFolder(VirtualPhone phone, string folder, CancellationToken stop)
    {
        if (!Directory.Exists(folder))
        {
            throw new EngineException(ErrorKind.InvalidArgument, "There is no such folder.") { Target = folder };
        }

        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            stop.ThrowIfCancellationRequested();
            string relative = path.Substring(folder.Length).TrimStart('/', '\\').Replace('\\', '/');
            int slash = relative.IndexOf('/');
            if (slash < 0)
            {
                throw new EngineException(
                    ErrorKind.InvalidArgument, "The folder's own folders are domains, and this file is in none.")
                {
                    Target = path,
                };
            }

            phone.Content.Put(new PhoneFile
            {
                Domain = relative.Substring(0, slash),
                RelativePath = relative.Substring(slash + 1),
                Content = PhoneFileContent.FromFile(path),
                LastModified = new DateTimeOffset(File.GetLastWriteTimeUtc(path)).ToUnixTimeSeconds(),
            });
        }
    }

    private static InstalledApp ToInstalledApp(PhoneApp app) =>
        InstalledApp.FromStore(app.BundleId, app.Name, app.Version) with
        {
            BundleVersion = app.Build,
            IsSystem = app.IsSystem,
            Groups = app.Groups,
        };

    private static byte[] Read(PhoneFileContent? content)
    {
        using MemoryStream bytes = new();
        using Stream? source = content?.Open();
        source?.CopyTo(bytes);
        return bytes.ToArray();
    }
}
