using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using Xunit;

namespace IosBackup.Engine.Tests.Backups;

/// <summary>Long lists of a manifest: whole, left early, beside each other, damaged and stopped.</summary>
public sealed class ManifestListTests : IDisposable
{
    private const int Rows = 6000;
    private const int LargestRecord = 700_000;
    private const int PageSize = 4096;
    private const int DamagedBytes = 16 * PageSize;

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _paths = [];

    public ManifestListTests()
    {
        Random random = new(20261128);
        using ManifestWriter writer = ManifestWriter.Create(ManifestPath);
        for (int row = 0; row < Rows; row++)
        {
            string path = $"{row}/{new string('p', random.Next(200))}";
            byte[] record = new byte[row % 1000 == 999 ? random.Next(LargestRecord) : random.Next(1, 900)];
            writer.Add(FileIds.Compute("HomeDomain", path), "HomeDomain", path, 1, record);
            _paths.Add(path);
        }

        writer.Finish();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string ManifestPath => _folder["Manifest.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_row_comes_once_and_in_order()
    {
        using ManifestDatabase manifest = ManifestDatabase.Open(ManifestPath);

        List<BackupFile> files = [.. manifest.Files(BackupFileQuery.All, Stop)];

        Assert.Equal(_paths, files.Select(static file => file.RelativePath));
        Assert.All(files, static file => Assert.Equal(FileIds.Compute(file.Domain, file.RelativePath), file.FileId));
    }

    [Fact]
    public void A_list_can_be_left_anywhere()
    {
        using ManifestDatabase manifest = ManifestDatabase.Open(ManifestPath);
        Random random = new(7);
        for (int time = 0; time < 50; time++)
        {
            int taken = random.Next(Rows);
            Assert.Equal(taken, manifest.Files(BackupFileQuery.All, Stop).Take(taken).Count());
        }
    }

    [Fact]
    public void Rows_are_found_by_id_while_a_list_goes_on()
    {
        using ManifestDatabase manifest = ManifestDatabase.Open(ManifestPath);
        foreach (BackupFile file in manifest.Files(BackupFileQuery.All, Stop))
        {
            Assert.Equal(file.RelativePath, manifest.Find(file.FileId)?.RelativePath);
        }
    }

    [Fact]
    public void Lists_go_on_side_by_side()
    {
        using ManifestDatabase manifest = ManifestDatabase.Open(ManifestPath);

        IEnumerable<(BackupFile Left, BackupFile Right)> pairs =
            manifest.Files(BackupFileQuery.All, Stop).Zip(manifest.Files(BackupFileQuery.All, Stop));

        Assert.Equal(Rows, pairs.Count(static pair => pair.Left.FileId == pair.Right.FileId));
    }

    [Fact]
    public void Damage_is_reported_after_the_rows_before_it()
    {
        using (FileStream file = File.OpenWrite(ManifestPath))
        {
            file.Position = file.Length / 2 / PageSize * PageSize;
            file.Write(new byte[DamagedBytes]);
        }

        using ManifestDatabase manifest = ManifestDatabase.Open(ManifestPath);
        int read = 0;

        EngineException error = Assert.Throws<EngineException>(() =>
        {
            foreach (BackupFile file in manifest.Files(BackupFileQuery.All, Stop))
            {
                Assert.Equal(_paths[read++], file.RelativePath);
            }
        });

        Assert.Equal(ErrorKind.ManifestDamaged, error.Kind);
        Assert.InRange(read, 1, Rows - 1);
    }

    [Fact]
    public void Stopping_ends_a_list()
    {
        using ManifestDatabase manifest = ManifestDatabase.Open(ManifestPath);
        using CancellationTokenSource ending = new();
        int read = 0;

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (BackupFile file in manifest.Files(BackupFileQuery.All, ending.Token))
            {
                if (++read == 1000)
                {
                    ending.Cancel();
                }
            }
        });

        Assert.Equal(1000, read);
    }
}
