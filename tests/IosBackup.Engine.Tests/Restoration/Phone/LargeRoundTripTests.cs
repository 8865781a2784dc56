using System;
using System.Threading.Tasks;
using IosBackup.VirtualDevice.Content;
using Xunit;

namespace IosBackup.Engine.Tests.Restoration.Phone;

/// <summary>From one phone into a backup, and from there onto another.</summary>
/// <remarks>
/// With IOSBACKUP_LARGE set, 100,000 files and one of more than 4 GiB, for which 20 GB of space are needed.
/// </remarks>
public sealed class LargeRoundTripTests
{
    private static readonly bool s_large = Environment.GetEnvironmentVariable("IOSBACKUP_LARGE") is not null;

    [Theory]
    [InlineData(null)]
    [InlineData("secret")]
    public async Task Many_files_and_a_large_one_come_back_as_they_were(string? password)
    {
        await using RestoreBench bench = await RestoreBench.StartAsync(password);
        bench.Source.Content.Add(new GeneratedFiles
        {
            Domain = "CameraRollDomain",
            Folder = "Media/DCIM",
            Count = s_large ? 100_000 : 2_000,
            TotalSize = (s_large ? 100_000 : 2_000) * 16L * 1024,
        });
        long length = s_large ? (4L << 30) + 12_345 : (8L << 20) + 12_345;
        bench.Source.Content.Put(
            "AppDomain-com.example.travel", "Documents/film.mov", PhoneFileContent.Generated(seed: 7, length));
        await bench.BackUpAsync();

        await bench.RestoreAsync();

        bench.RequireRestored();
    }
}
