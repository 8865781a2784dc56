using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.VirtualDevice.Content;
using Xunit;

namespace IosBackup.Engine.Tests.Restoration;

/// <summary>An extraction is killed (SIGKILL) again and again, and each next one goes on.</summary>
public sealed class KilledExtractionTests : IDisposable
{
    private const int Files = 3000;
    private const int LeastAtOnce = 100;
    private const int MostAtOnce = 500;
    private const int Lead = 100;
    private const string PrivatePrefix = "iosbackup-";

    private readonly ExtractionBench _bench = new(Content(), encrypted: true);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task What_stands_under_its_name_is_whole_and_the_next_extraction_goes_on()
    {
        using ExtractionBench fresh = new(Content(), encrypted: true);
        fresh.Extract();
        Dictionary<string, string> whole = fresh.Found().ToDictionary(static path => path, path => Hash(fresh, path));
        Random random = new(20261128);
        int kills = 0;
        int found = 0;
        while (await KillAfterAsync(found, random.Next(LeastAtOnce, MostAtOnce)))
        {
            kills++;
            string[] standing = Standing();
            Assert.True(standing.Length >= found);
            found = standing.Length;
            Assert.All(standing, path => Assert.Equal(whole[path], Hash(_bench, path)));
        }

        Assert.True(kills > 3, $"{kills} kills");

        // What an extraction leaves behind is removed by the first one that finds it a minute old.
        foreach (string left in Directory.GetDirectories(_bench.Destination, PrivatePrefix + "*"))
        {
            Directory.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddMinutes(-10));
        }

        Assert.Equal(Files, _bench.Extract().FilesSkipped);
        Assert.Equal(fresh.Describe(), _bench.Describe());
    }

    /// <summary>
    /// Kills an extraction when so many more files stand; false when it ended before. It waits for that before it is
    /// far ahead, as this process may get its turn late.
    /// </summary>
    private async Task<bool> KillAfterAsync(int found, int more)
    {
        ProcessStartInfo start = new("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "IosBackup.KillHost.dll"),
                "extract",
                _bench.Backup.FolderPath,
                ExtractionBench.Password,
                _bench.Destination,
                (more + Lead).ToString(CultureInfo.InvariantCulture),
            },
        };
        using Process process = Process.Start(start)!;
        while (!process.HasExited && CountFiles() < found + more)
        {
            await Task.Delay(2, Stop);
        }

        process.Kill();
        await process.WaitForExitAsync(Stop);
        return process.ExitCode != 0;
    }

    private int CountFiles() => Directory.Exists(_bench.Destination) ? Standing().Length : 0;

    private string[] Standing() => [.. Directory.EnumerateFiles(_bench.Destination, "*.*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(_bench.Destination, path).Replace('\\', '/'))
        .Where(static path => !path.StartsWith(PrivatePrefix, StringComparison.Ordinal))];

    private static string Hash(ExtractionBench bench, string path) =>
        Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(bench.InDestination(path))));

    private static PhoneContent Content()
    {
        PhoneContent content = new();
        content.Add(new GeneratedFiles
        {
            Domain = "CameraRollDomain",
            Folder = "Media/DCIM",
            Count = Files,
            TotalSize = Files * 60_000L,
            FilesPerFolder = 100,
        });
        return content;
    }
}
